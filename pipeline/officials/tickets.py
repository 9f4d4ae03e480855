"""Tickets: candidates for head of a region and deputy, where no post stands beside at least one of the two.

"Pasangan A dan B", "A-B meraih 40 persen". :mod:`pipeline.officials.contests` tells which election they stand
in, and where.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial, reduce
from itertools import chain, pairwise, product

from pipeline.focus.centre import COARSE
from pipeline.focus.elections import LEVEL_OF_ELECTION
from pipeline.matching.rules import words_in
from pipeline.officials.claims import PAIRED, RUNNING, Claim
from pipeline.officials.contests import Contest, among_rivals, contest_of, stand_apart
from pipeline.officials.enumerations import region_in_bracket
from pipeline.officials.grammar import grammar
from pipeline.officials.list_heads import words_above
from pipeline.officials.names import PersonName
from pipeline.officials.pairs import (
    ELECTION_OF_HEAD,
    HEADS,
    HYPHENS,
    PAIR_ROLES,
    ROLES_OF_PAIRS,
    Pair,
    Ticket,
    is_misspelt_pair,
    is_same_pair,
    is_short_form,
    may_be_short_form,
    pair_length,
    pairs_after,
    pairs_from,
    ran_for_president,
)
from pipeline.officials.reading import Reading
from pipeline.officials.relatives import of_relative, past_relative
from pipeline.officials.same_names import is_misspelt, stands_for
from pipeline.officials.standing import standing
from pipeline.officials.ticket_lists import listed_tickets, placed_tickets
from pipeline.officials.ticket_outcomes import status_of
from pipeline.types import Region, Span, Status

_Words = tuple[tuple[str, ...], ...]

_RULE_ID = "officials.pair"
# At most this many characters may introduce the nickname of a pair.
_CREDITED = 20
_NICKNAMED = 25
# At most this many characters may stand before the place of a list's item.
_ITEM = 30
_COMMA = re.compile(r",?\s+")
# So many pairs one after another are told by standing two by two.
_ROW = 3
# What may stand between two single names in a bracket.
_BETWEEN = re.compile(r"\W+(?:\w+\W+)?")


def tickets(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Claims of the pairs that a cue introduces, and of bare "A-B" in an article with candidates.

    A pair is left out where a post binds one of the two (for "A berpasangan dengan B" one they seek), and where it
    is short for a pair that is known.
    """
    in_lists = [*listed_tickets(reading), *placed_tickets(reading), *_listed(reading)]
    elsewhere = chain(
        _cued(reading), _resumed(reading), _of_pronoun(reading), _bare(reading, claims)
    )
    mentioned: list[Ticket] = []
    for ticket in (*in_lists, *elsewhere):
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
    apart = stand_apart(reading.document, groups)
    spoken: list[Contest] = []
    stated: list[tuple[Sequence[Ticket], Contest]] = []
    for mentions in groups:
        pair = max((ticket.pair for ticket in mentions), key=pair_length)
        if any(is_same_pair(pair, other) for other in bound):
            yield from _elected(reading, mentions, claims)
        elif not any(is_short_form(pair, full) for full in known) and not _may_be_other_form(
            reading, mentions, pair, known, found
        ):
            last = _last_before(spoken, mentions[0])
            setting = contest_of(reading, mentions, last, apart=apart)
            if setting is not None:
                spoken += [replace(setting, end=mention.end) for mention in mentions]
                stated.append((mentions, setting))
    for rivals, contest in among_rivals(reading.document, stated):
        yield from _candidates(reading, rivals, contest)


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
        if post is not None and post.end <= ticket.cue:
            continue
        if _is_gloss(reading, ticket) and listed.isdisjoint(spans):
            glosses.add(_words(ticket.pair))
        elif not _overlap(spans, running if ticket.stated else taken):
            taken |= spans
            running |= spans
            found.append(ticket)
            # Whom a cue introduces is no gloss, be it in a bracket.
            if ticket.cue_end == ticket.start:
                listed = listed | spans
    return found, glosses


def _may_be_other_form(
    reading: Reading,
    mentions: Sequence[Ticket],
    pair: Pair,
    known: Sequence[Pair],
    found: Iterable[Ticket],
) -> bool:
    """True for nicknames of a pair that is known, and for one the other way round: "B dan A" beside "A-B"."""
    in_short = all(_is_in_short(reading, ticket) for ticket in mentions)
    fuller = known if in_short else _with_number_of(reading, mentions, found)
    if any(may_be_short_form(pair, full) for full in fuller):
        return True
    may_be_turned = all(ticket.mutual or not _is_full(ticket.pair) for ticket in mentions)
    return may_be_turned and _is_turned(pair, known)


def _head_of(ticket: Ticket, claims: Iterable[Claim]) -> Claim | None:
    """The claim of the second as head where a post makes the first the deputy, and words do not tell who leads."""
    first, second = ticket.pair
    for claim in claims if ticket.mutual else ():
        head = HEADS.get(claim.role)
        if head and claim.status in RUNNING and stands_for(first, claim.name):
            return replace(claim, name=second, role=head, span=Span(ticket.start, ticket.end))
    return None


def _last_before(spoken: Iterable[Contest], ticket: Ticket) -> Contest | None:
    """The contest of the pair that is named last before another."""
    before = (contest for contest in spoken if contest.end <= ticket.start)
    return max(before, key=lambda contest: contest.end, default=None)


def _is_turned(pair: Pair, known: Iterable[Pair]) -> bool:
    """True for "B berpasangan dengan A", or in short "B dan A", beside "A-B": the latter says who leads."""
    turned = pair[1], pair[0]
    return any(is_same_pair(turned, other) or is_short_form(turned, other) for other in known)


def _is_in_short(reading: Reading, ticket: Ticket) -> bool:
    """True for "A-B" without a running number, which is said of a pair where it is introduced."""
    return _has_bare_joint(reading.text, ticket.pair) and _number(reading, ticket) is None


def _with_number_of(
    reading: Reading, mentions: Iterable[Ticket], found: Iterable[Ticket]
) -> list[Pair]:
    """The pairs that have a running number of some mentions."""
    numbers = {_number(reading, ticket) for ticket in mentions} - {None}
    return [ticket.pair for ticket in found if _number(reading, ticket) in numbers]


def _number(reading: Reading, ticket: Ticket) -> str | None:
    """The running number in the words that introduce a pair."""
    stated = grammar().pairs.running_number.search(reading.text, ticket.cue, ticket.start)
    return stated["number"] if stated else None


def _overlap(spans: Iterable[Span], others: Collection[Span]) -> bool:
    return any(span.overlaps(other) for span in spans for other in others)


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


def _is_gloss(reading: Reading, ticket: Ticket) -> bool:
    """True for the short names in "Rahmatullah dan Siti Sarah (Rahmat-Sarah)", "disebut pasangan Rahmat-Sarah".

    In "pasangan Rasa (Rahmatullah-Siti Sarah)" the bracket has the names, which the words before it introduce.
    """
    before = reading.text[max(0, ticket.start - _NICKNAMED) : ticket.start]
    if not _is_full(ticket.pair) and grammar().pairs.nicknamed.search(before):
        return True
    if any(name.words in reading.pair_nicknames for name in ticket.pair):
        return True
    if _is_bracketed(reading, ticket.pair) or _are_nicknames(reading, ticket.pair, before):
        return True
    opening = reading.text.rfind("(", 0, ticket.start)
    if ticket.cue < opening and ticket.cue_end == ticket.start:
        return False
    in_bracket = opening == ticket.start - 1 and reading.text.startswith(")", ticket.end)
    return in_bracket and reading.names.ending_at(opening) is not None


def _are_nicknames(reading: Reading, pair: Pair, before: str) -> bool:
    """True for single words that name pairs: both together ("pasangan ABC-RAYA"), or each ("Paket Jaya dan Raya").

    In a sentence in capitals, as headlines are, the former may be persons.
    """
    if any(len(name.words) > 1 for name in pair):
        return False
    if all(name.words[0].isupper() for name in pair):
        sentence = reading.document.sentence_of(pair[0].span.start).of(reading.text)
        return not sentence.isupper()
    are_joined = _has_bare_joint(reading.text, pair) or any(map(reading.is_tagged, pair))
    return not are_joined and grammar().pairs.of_packets.search(before) is not None


def _is_bracketed(reading: Reading, pair: Pair) -> bool:
    """True for two single names that a bracket holds after a name: "Faisal Hamid-Siti Sarah (Ical Sarah)"."""
    first, second = (name.words[0] for name in pair)
    return all(len(name.words) == 1 for name in pair) and any(
        held.startswith(first)
        and held.endswith(second)
        and _BETWEEN.fullmatch(held, len(first), len(held) - len(second))
        for held in reading.in_brackets
    )


def _claimed_pairs(
    claims: Sequence[Claim], statuses: frozenset[Status] | None = None
) -> Iterator[Pair]:
    """The heads and deputies that posts have bound already, in every combination; with some statuses alone."""
    of_status = [claim for claim in claims if statuses is None or claim.status in statuses]
    for first, second in PAIR_ROLES.values():
        heads = [claim.name for claim in of_status if claim.role == first]
        deputies = [claim.name for claim in of_status if claim.role == second]
        yield from product(heads, deputies)


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


# --- where pairs stand ---


def _cued(reading: Reading) -> Iterator[Ticket]:
    """ "pasangan nomor urut 1 A dan B", and the further pairs of a list; the first may have a post before it."""
    for cue in reading.pair_cues:
        if _counts_heads(reading, cue):
            continue
        stated = grammar().pairs.named_pair.match(cue.group()) is not None
        ticket = partial(Ticket, cue.start(), cue_end=cue.end())
        post = reading.post_at(cue.end())
        election = ELECTION_OF_HEAD.get(post.roles[0]) if post and stated else None
        region = _region_in(reading, Span(post.start, post.end)) if post and election else None
        for number, pair in enumerate(pairs_from(reading, reading.past_post(cue.end()))):
            if number:
                yield ticket(pair, stated and _has_bare_joint(reading.text, pair))
            else:
                yield ticket(pair, stated, place=region, election=election)


def _counts_heads(reading: Reading, cue: re.Match[str]) -> bool:
    """True for the "Mereka adalah" of "Ada dua bakal calon gubernur. Mereka adalah A dan B", who are no pair."""
    words = grammar().pairs
    if not words.they.match(cue.group()):
        return False
    before = reading.document.sentence_before(cue.start())
    seat = grammar().contenders.seat.search(reading.text, before.start, before.end)
    of_two = any(post.is_dual and before.start <= post.start < before.end for post in reading.posts)
    is_pair = words.named_pair.search(reading.text, before.start, before.end)
    return seat is not None and seat["deputy"] is None and not (of_two or is_pair)


def _region_in(reading: Reading, span: Span) -> Region | None:
    """The first province, kabupaten or kota that a stretch of text names."""
    named = (region for region in reading.document.regions if region.span in span)
    return next((region for region in named if region.level in COARSE), None)


def _resumed(reading: Reading) -> Iterator[Ticket]:
    """ "Kemudian, C dan D, E dan F": pairs in a row with which a sentence goes on with those of a cue."""
    introduced = [cue.start() for cue in reading.pair_cues]
    for sentence in reading.document.sentences:
        goes_on = grammar().links.goes_on.match(reading.text, sentence.start)
        opening = reading.opening_of(sentence.start)
        if goes_on is None or not any(opening <= cue < sentence.start for cue in introduced):
            continue
        first = _COMMA.match(reading.text, goes_on.end())
        pairs = list(pairs_from(reading, first.end())) if first else []
        if len(pairs) > 1:
            yield from (Ticket(sentence.start, pair) for pair in pairs)


def _listed(reading: Reading) -> Iterator[Ticket]:
    """ "1. Kabupaten Kaur: A dan B": the pairs of a list of places, under words that speak of candidates."""
    words, text = grammar().pairs, reading.text
    for region in reading.document.regions:
        before = text[max(0, region.start - _ITEM) : region.start]
        opens_line = reading.document.line_of(region.start).text_start == region.start
        if region.level not in COARSE:
            continue
        if not (opens_line or words.listed_before.search(before)):
            continue
        after = words.listed_after.match(text, region.end)
        pairs = list(pairs_from(reading, after.end())) if after else []
        if pairs and any(words.listing.search(a) for a in words_above(reading, region.start)):
            for pair in pairs:
                yield Ticket(region.start, pair, place=region)


def _bare(reading: Reading, claims: Sequence[Claim]) -> Iterator[Ticket]:
    """ "A-B" and "A berpasangan dengan B", in an article that has candidates at all.

    A post may stand after the first: "A, wakil bupati petahana, berpasangan dengan B".
    """
    words = grammar().pairs
    posted = {claim.name.span: claim for claim in claims if claim.span.end > claim.name.outer.end}
    if not words.context.search(reading.text):
        return
    yield from _in_headline(reading)
    yield from _in_rows(reading)
    for run in reading.names.runs:
        aside = grammar().pairs.aside.match(reading.text, run.outer.end)
        after = past_relative(reading, run.outer.end)
        after = aside.end() if aside and after == run.outer.end else after
        plain = words.partner.match(reading.text, after)
        if plain is not None and of_relative(reading, run) is not None:
            continue
        place = None
        if plain is None and run.span in posted:
            plain = words.partner.match(reading.text, posted[run.span].span.end)
            place = _where_in_office(reading, posted[run.span]) if plain else None
        if plain:
            second = reading.names.at(reading.past_post(plain.end()))
            pair = (run, second) if second else None
        else:
            pair = _bare_pair(reading, run)
        if pair is not None:
            # A bracket before the hyphen tells a post that the person has besides.
            apart = aside is not None and _has_bare_joint(reading.text, pair, aside.end())
            stated = apart if plain is None else not words.deputy.search(plain.group())
            mutual = plain is not None and bool(words.mutual.search(plain.group()))
            yield Ticket(run.span.start, pair, stated, place=place, mutual=mutual)
            for other in pairs_after(reading, pair):
                placed = region_in_bracket(reading, other[1].outer.end, COARSE)
                if plain is not None or placed or _has_bare_joint(reading.text, other):
                    yield Ticket(run.span.start, other, stated)


def _in_rows(reading: Reading) -> Iterator[Ticket]:
    """ "A dan B, C dan D serta E dan F": names that stand two by two are pairs where a paragraph tells of some."""
    end = 0
    for run in reading.names.runs:
        row = list(pairs_from(reading, run.outer.start)) if run.outer.start >= end else []
        if len(row) < _ROW or not all(map(_is_full, row)):
            continue
        line = reading.document.line_of(run.outer.start)
        if grammar().pairs.listing.search(reading.text, line.start, line.end):
            end = row[-1][1].outer.end
            yield from (Ticket(run.span.start, pair) for pair in row)


def _where_in_office(reading: Reading, claim: Claim) -> Region | None:
    """The place that a head of region or deputy has in office; it is also where they run."""
    if claim.status != "definitive" or claim.role not in ROLES_OF_PAIRS:
        return None
    return _region_in(reading, claim.span)


def _of_pronoun(reading: Reading) -> Iterator[Ticket]:
    """ "Ia berpasangan dengan B": the other is the one whom the sentence before names.

    Who is accompanied by the holder of a post does not run with him: "Ia didampingi Anggota KPU Kaur B".
    """
    for match in grammar().pairs.of_pronoun.finditer(reading.text):
        accompanied = grammar().pairs.accompanied.search(match.group() + reading.text[match.end()])
        if accompanied and reading.post_at(match.end()) is not None:
            continue
        second = reading.names.at(reading.past_post(match.end()))
        named = reading.spoken_of_in(reading.document.sentence_before(match.end()))
        if second is not None and len(named) == 1:
            mutual = bool(grammar().pairs.mutual.search(match.group()))
            pronoun = Span(match.start(), match.start() + len(match.group().split()[0]))
            first = replace(named[0], span=pronoun, outer=pronoun)
            yield Ticket(match.start(), (first, second), stated=True, mutual=mutual)


def _in_headline(reading: Reading) -> Iterator[Ticket]:
    """ "KPU Tetapkan A-B Peraih Suara Terbanyak": where capitals tell nothing, the tagger must know both."""
    headline = reading.document.sentence_of(0)
    if not reading.in_title_case(headline.start):
        return
    for first, second in pairwise(reading.persons_in(headline)):
        joint = reading.text[first.outer.end : second.outer.start]
        if joint.strip() in HYPHENS and min(len(first.words), len(second.words)) > 1:
            yield Ticket(first.span.start, (first, second))


def _bare_pair(reading: Reading, first: PersonName) -> Pair | None:
    """ "A-B" without a cue: a full name must be in it, or its sentence speak of votes or pairs.

    "A dan B" needs two full names, and parties or votes after them.
    """
    words = grammar().pairs
    aside = grammar().pairs.aside.match(reading.text, first.outer.end)
    after = aside.end() if aside else first.outer.end
    joint = words.joint.match(reading.text, after)
    second = reading.names.at(joint.end()) if joint else None
    if joint is None or second is None or _is_no_pair(reading, first, second, joint):
        return None
    backed = words.backed.match(reading.text, second.outer.end)
    are_full = min(len(first.words), len(second.words)) > 1
    mark = joint.group().strip()
    is_hyphened = mark in HYPHENS or (mark == "&" and are_full)
    if reading.in_title_case(first.span.start) and not (backed and is_hyphened):
        return None
    if aside and is_hyphened:
        initials = "".join(word[0] for word in first.words)
        if not are_full and aside.group().strip(" ()") != initials:
            return None
    before = reading.text[max(0, first.outer.start - _NICKNAMED) : first.outer.start]
    links = grammar().links
    if words.nicknamed.search(before) and not _is_full((first, second)):
        return None
    if links.locative.search(before):
        return None
    if ran_for_president((first, second)):
        return first, second
    is_full = _is_full((first, second))
    if not is_hyphened:
        if is_full and words.running.match(reading.text, second.outer.end):
            return first, second
        return (first, second) if backed and is_full else None
    sentence = reading.document.sentence_of(first.span.start).of(reading.text)
    placed = any(region.end == first.span.start - 1 for region in reading.document.regions)
    in_list = any(
        _has_bare_joint(reading.text, other) for other in pairs_after(reading, (first, second))
    )
    if is_full or placed or in_list or words.bare.search(sentence):
        return first, second
    return None


def _is_full(pair: Pair) -> bool:
    """True where one of the names has more than one word."""
    return any(len(name.words) > 1 for name in pair)


def _has_bare_joint(text: str, pair: Pair, after: int | None = None) -> bool:
    """True where a hyphen or a slash joins a pair, from an offset on that may lie after a bracket."""
    start = pair[0].outer.end if after is None else after
    return text[start : pair[1].outer.start].strip() in HYPHENS


def _is_no_pair(
    reading: Reading, first: PersonName, second: PersonName, joint: re.Match[str]
) -> bool:
    """True for what only looks like a pair: months ("Juli-Agustus"), a credit ("(Warta/Andi)").

    Nor are the words of an address that hyphens join ("Ketua-KPU-Andi-Rahman") one, or its end ("warta.com/Andi").
    """
    text = reading.text
    if text[first.outer.start - 1 : first.outer.start] == ".":
        return True
    if (
        text[first.outer.start - 1 : first.outer.start]
        == text[second.outer.end : second.outer.end + 1]
        == "-"
    ):
        return True
    are_months = {first.words[0].casefold(), second.words[0].casefold()} <= words_in("months")
    before = reading.text[max(0, first.outer.start - _CREDITED) : first.outer.start]
    words = grammar().pairs
    credit = words.credit.search(before)
    if text[second.outer.end : second.outer.end + 1] in {"", "\n"}:
        credit = credit or words.caption.search(before)
    is_credit = joint.group().strip() == "/" and credit is not None
    return are_months or is_credit
