"""Tickets: candidates for head of a region and deputy, where no post stands beside at least one of the two.

"Pasangan A dan B", "A-B meraih 40 persen". They are found in lists, after words that introduce them, and bare;
:mod:`pipeline.officials.tickets.contests` tells where they stand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial, reduce
from itertools import product

from pipeline.focus.elections import LEVEL_OF_ELECTION
from pipeline.officials.claims import PAIRED, RUNNING, Claim
from pipeline.officials.grammar import grammar
from pipeline.officials.names.reader import PersonName
from pipeline.officials.names.same import is_misspelt, stands_for
from pipeline.officials.posts.post import Post
from pipeline.officials.reading import Reading
from pipeline.officials.standing import standing
from pipeline.officials.tickets.bare import bare_tickets
from pipeline.officials.tickets.contests import Contest, contests_of, stand_apart
from pipeline.officials.tickets.introduced import introduced_tickets
from pipeline.officials.tickets.lists import tickets_in_lists
from pipeline.officials.tickets.other_forms import is_gloss, is_other_form
from pipeline.officials.tickets.outcomes import status_of
from pipeline.officials.tickets.pairs import (
    HEADS,
    PAIR_ROLES,
    ROLES_OF_PAIRS,
    Pair,
    Ticket,
    is_misspelt_pair,
    is_same_pair,
    pair_length,
)
from pipeline.types import Span, Status

_Words = tuple[tuple[str, ...], ...]

_RULE_ID = "officials.pair"


def tickets(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Claims of the pairs that a cue introduces, and of bare "A-B" in an article with candidates.

    A pair is left out where a post binds one of the two (for "A berpasangan dengan B" one they seek), and where it
    is short for a pair that is known.
    """
    in_lists = list(tickets_in_lists(reading))
    mentioned: list[Ticket] = []
    for ticket in (*in_lists, *introduced_tickets(reading), *bare_tickets(reading, claims)):
        head = _head_of(ticket, claims)
        if head is not None:
            yield head
        else:
            mentioned.append(ticket)
    listed = {name.span for ticket in in_lists for name in ticket.pair}
    found, glosses = _unclaimed(reading, mentioned, listed, claims)
    known = [*(ticket.pair for ticket in found), *_claimed_pairs(claims)]
    bound = list(_claimed_pairs(claims, RUNNING))
    groups = _by_pair(t for t in found if _words(t.pair) not in glosses)
    unbound: list[Sequence[Ticket]] = []
    for mentions in groups:
        pair = max((ticket.pair for ticket in mentions), key=pair_length)
        if any(is_same_pair(pair, other) for other in bound):
            yield from _elected(reading, mentions, claims)
        elif not is_other_form(reading, mentions, pair, known, found):
            unbound.append(mentions)
    apart = stand_apart(reading.document, groups)
    for of_pair, contest in contests_of(reading, unbound, claims, apart=apart):
        yield from _candidates(reading, of_pair, contest)


def _head_of(ticket: Ticket, claims: Iterable[Claim]) -> Claim | None:
    """The claim of the second as head where a post makes the first the deputy, and words do not tell who leads."""
    first, second = ticket.pair
    for claim in claims if ticket.mutual else ():
        head = HEADS.get(claim.role)
        if head and claim.status in RUNNING and stands_for(first, claim.name):
            return replace(claim, name=second, role=head, span=Span(ticket.start, ticket.end))
    return None


def _unclaimed(
    reading: Reading, mentioned: Iterable[Ticket], listed: set[Span], claims: Iterable[Claim]
) -> tuple[list[Ticket], set[_Words]]:
    """The tickets that no post and no ticket before them has bound; and the words of those that gloss others.

    ``listed`` are the names of lists, which are no glosses.
    """
    # Another post told after the name keeps nobody from a pair: "A-B, kader Golkar, unggul".
    taken = {
        each.name.span
        for each in claims
        if each.role in ROLES_OF_PAIRS or each.span.start < each.name.outer.start
    }
    running = {claim.name.span for claim in claims if claim.status in RUNNING}
    posted = {c.name.span: c.post for c in claims if c.post is not None and c.post.is_dual}
    found: list[Ticket] = []
    glosses: set[_Words] = set()
    for ticket in mentioned:
        spans = {name.span for name in ticket.pair}
        post = posted.get(ticket.pair[0].span)
        if post is not None and (post.end <= ticket.cue or _takes_office(reading, ticket, post)):
            continue
        if is_gloss(reading, ticket) and listed.isdisjoint(spans):
            glosses.add(_words(ticket.pair))
        elif not _overlap(spans, running if ticket.stated else taken):
            taken |= spans
            running |= spans
            found.append(ticket)
            # Whom a cue introduces is no gloss, be it in a bracket.
            if ticket.cue_end == ticket.start:
                listed = listed | spans
    return found, glosses


def _takes_office(reading: Reading, ticket: Ticket, post: Post) -> bool:
    """True for "Yang dilantik adalah pasangan A dan B sebagai Bupati dan Wakil Bupati Kaur"."""
    start = reading.document.sentence_of(ticket.start).start
    is_sworn_in = grammar().pairs.sworn_in.search(reading.text, start, ticket.start)
    return post.start >= ticket.end and is_sworn_in is not None


def _overlap(spans: Iterable[Span], others: Collection[Span]) -> bool:
    return any(span.overlaps(other) for span in spans for other in others)


def _claimed_pairs(
    claims: Sequence[Claim], statuses: frozenset[Status] | None = None
) -> Iterator[Pair]:
    """The heads and deputies that posts have bound already, in every combination; with some statuses alone."""
    of_status = [claim for claim in claims if statuses is None or claim.status in statuses]
    for first, second in PAIR_ROLES.values():
        heads = [claim.name for claim in of_status if claim.role == first]
        deputies = [claim.name for claim in of_status if claim.role == second]
        yield from product(heads, deputies)


def _by_pair(found: Iterable[Ticket]) -> list[list[Ticket]]:
    """The tickets, those of one pair together."""
    groups: list[list[Ticket]] = []
    for ticket in sorted(found, key=lambda ticket: ticket.start):
        same = (
            group
            for group in groups
            if is_same_pair(group[0].pair, ticket.pair)
            or is_misspelt_pair(group[0].pair, ticket.pair)
        )
        group = next(same, None)
        if group is None:
            groups.append([ticket])
        else:
            group.append(ticket)
    return groups


def _words(pair: Pair) -> _Words:
    return tuple(name.words for name in pair)


def _elected(
    reading: Reading, mentions: Sequence[Ticket], claims: Sequence[Claim]
) -> Iterator[Claim]:
    """What posts claim of a pair as candidates, once more as elect where one of its mentions declares that."""
    declared = next((t for t in mentions if status_of(reading, t) == "elect"), None)
    if declared is None:
        return
    for role_names in zip(*(ticket.pair for ticket in mentions), strict=True):
        for claim in claims:
            if claim.status == "candidate" and any(stands_for(n, claim.name) for n in role_names):
                yield replace(claim, status="elect", span=Span(declared.start, declared.end))


def _candidates(reading: Reading, mentions: Sequence[Ticket], setting: Contest) -> Iterator[Claim]:
    """The claims of the mentions of one pair; the names are the fullest."""
    level = LEVEL_OF_ELECTION.get(setting.election)
    fullest = [reduce(partial(_fuller, reading.text), names) for names in _halves(mentions)]
    for ticket in mentions:
        role_text = reading.text[ticket.cue : ticket.start].strip(" ,:")
        for role, name in zip(PAIR_ROLES[setting.election], fullest, strict=True):
            yield Claim(
                name,
                Span(ticket.start, ticket.end),
                role,
                status_of(reading, ticket),
                setting.region,
                level or "national",
                role_text or role,
                _RULE_ID,
                PAIRED,
            )


def _fuller(text: str, one: PersonName, other: PersonName) -> PersonName:
    """The longer of two names of one person; of two ways to write one, the one that stands oftener or first."""
    if is_misspelt(one.words, other.words):
        return max(one, other, key=lambda name: sum(1 for _ in standing(name.words, text)))
    return max(one, other, key=lambda name: len(" ".join(name.words)))


def _halves(mentions: Sequence[Ticket]) -> tuple[list[PersonName], list[PersonName]]:
    """The names of the first of a pair, and those of the second."""
    return [ticket.pair[0] for ticket in mentions], [ticket.pair[1] for ticket in mentions]
