"""Contests: the election and the place that a pair of candidates stands in, as all its mentions tell.

Where none of them does, it stands with the pair shortly before, or with its rivals.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.focus.centre import COARSE, LOCAL
from pipeline.focus.elections import BY_LEVEL, LEVEL_OF_ELECTION
from pipeline.officials.claims import RUNNING, Claim
from pipeline.officials.grammar import grammar
from pipeline.officials.pilkada import is_of_pilkada
from pipeline.officials.reading import Reading
from pipeline.officials.spoken_of import is_turned_to
from pipeline.officials.tickets.elections import Found, Sureness, election_of
from pipeline.officials.tickets.pairs import ELECTION_OF_HEAD, HEADS, WIDE, Ticket
from pipeline.officials.tickets.places import place_after, place_before, region_after, region_of
from pipeline.regions.gazetteer import gazetteer
from pipeline.types import Document, Election, Region, Span

# A pair without an election of its own, at most this far after another, stands in the same one.
_FOLLOWS = 200
# From this many places on, each with a pair of its own, the pairs stand in those places.
_APART = 3
# Fewer are enough where sentences turn to them.
_TURNED = 2


@dataclass(frozen=True, slots=True)
class Contest:
    """The election and region of a pair; ``end`` is where the mention that tells them ends.

    It is ``sure`` where the sentence of a mention names the election, or the place after the pair.
    """

    election: Election
    region: str | None
    end: int
    sure: bool = False


def stand_apart(document: Document, pairs: Iterable[Sequence[Ticket]]) -> bool:
    """True where each of several pairs is said of a kabupaten or kota of its own: they stand there.

    Fewer places will do where sentences turn to them ("Di Kaur, A-B unggul").
    """
    places: set[str] = set()
    turned: set[str] = set()
    for mentions in pairs:
        places_of = (ticket.place or place_before(document, ticket.cue) for ticket in mentions)
        stated = [place for place in places_of if place and place.level in LOCAL]
        if len({place.region_code for place in stated}) > 1:
            return False
        places |= {place.region_code for place in stated}
        turned |= {place.region_code for place in stated if is_turned_to(document, place)}
    return len(places) >= _APART or len(turned) >= _TURNED


def contests_of(
    reading: Reading,
    pairs: Iterable[Sequence[Ticket]],
    claims: Iterable[Claim],
    *,
    apart: bool,
) -> Iterator[tuple[Sequence[Ticket], Contest]]:
    """The mentions of each pair with where it stands, without those of whom nothing tells it.

    Pairs come in the order of the text, since one may stand where the one before does, be it one that ``claims``
    bind to posts; those that stand ``apart`` are each in the place stated.
    """
    spoken = list(_claimed(claims))
    stated: list[tuple[Sequence[Ticket], Contest]] = []
    for mentions in pairs:
        last = _last_before(spoken, mentions[0])
        contest = _contest_of(reading, mentions, last, apart=apart)
        if contest is not None:
            spoken += [replace(contest, end=mention.end) for mention in mentions]
            stated.append((mentions, contest))
    return _among_rivals(reading.document, stated)


def _claimed(claims: Iterable[Claim]) -> Iterator[Contest]:
    """Where those pairs stand that have the posts of a ticket: "calon Gubernur dan Wakil Gubernur A-B"."""
    for claim in claims:
        head = HEADS.get(claim.role)
        if head and claim.status in RUNNING and claim.post is not None and claim.post.is_dual:
            election = ELECTION_OF_HEAD[head]
            if election in WIDE or claim.region is not None:
                yield Contest(election, claim.region, claim.span.end)


def _last_before(spoken: Iterable[Contest], ticket: Ticket) -> Contest | None:
    """The contest of the pair that is named last before another."""
    before = (contest for contest in spoken if contest.end <= ticket.start)
    return max(before, key=lambda contest: contest.end, default=None)


def _contest_of(
    reading: Reading, mentions: Sequence[Ticket], last: Contest | None, *, apart: bool
) -> Contest | None:
    """Where a pair stands: as the surest of its mentions tells, else as the pair shortly before.

    So it does where it is stated as that pair's rival ("diikuti pasangan C-D"). A pair of which several kabupaten
    and kota of one province are stated stands in that province; where pairs stand ``apart``, in the place stated.
    """
    continues = last is not None and _continues(reading.document, last, mentions[0])
    if last is not None and continues and _is_rival(reading.text, last, mentions[0]):
        return replace(last, end=mentions[0].end, sure=False)
    stated = [(election_of(reading.document, ticket, apart=apart), ticket) for ticket in mentions]
    if (listed := _listed_in(reading.document, stated)) is not None:
        return listed
    (election, sureness), surest = max(stated, key=lambda each: each[0].sureness)
    if sureness < Sureness.STATED and len(mentions) > 1:
        provinces = _provinces_of_several(reading, stated)
        if len(provinces) == 1:
            return Contest("gubernur", provinces.pop(), surest.end)
    if sureness == Sureness.GUESSED and last is not None and continues:
        level = LEVEL_OF_ELECTION.get(last.election)
        own = region_after(reading, mentions[0].end, level) if level else None
        return replace(last, region=own or last.region, end=mentions[0].end, sure=False)
    if election is None:
        return None
    before = last.region if last is not None and continues and election == last.election else None
    region = region_of(reading, surest, LEVEL_OF_ELECTION.get(election), before)
    sure = sureness == Sureness.STATED or place_after(reading.document, surest) is not None
    return Contest(election, region, surest.end, sure=sure)


def _among_rivals(
    document: Document, stated: Sequence[tuple[Sequence[Ticket], Contest]]
) -> Iterator[tuple[Sequence[Ticket], Contest]]:
    """The pairs with their contests; that of a pair not surely known is that of a pair in one sentence with it."""
    sure = [
        (_sentences(document, mentions), contest) for mentions, contest in stated if contest.sure
    ]
    for mentions, contest in stated:
        own = _sentences(document, mentions)
        rivals = (other for sentences, other in sure if own & sentences)
        rival = next(rivals, contest)
        keeps = contest.sure or _is_elsewhere(document, own, contest, rival)
        yield mentions, contest if keeps else rival


def _listed_in(document: Document, stated: Iterable[tuple[Found, Ticket]]) -> Contest | None:
    """Where a pair stands of which lists state one place, if that has an election of its own.

    A place stated right after the pair is nearer: "Untuk Kaur ialah A-B, dan C-D maju di Pilkada Lebong".
    """
    listed = {
        ticket.place.region_code: Contest(election, ticket.place.region_code, ticket.end, sure=True)
        for (election, _), ticket in stated
        if ticket.listed is not None
        and ticket.place is not None
        and election == BY_LEVEL[ticket.place.level]
        and election is not None
        and (place_after(document, ticket) or ticket.place).region_code == ticket.place.region_code
    }
    return listed.popitem()[1] if len(listed) == 1 else None


def _provinces_of_several(reading: Reading, stated: Sequence[tuple[Found, Ticket]]) -> set[str]:
    """The provinces of the kabupaten and kota that the mentions of one pair tell, where these are several."""
    places = {
        region_of(reading, ticket, LEVEL_OF_ELECTION[election])
        for (election, _), ticket in stated
        if election in LEVEL_OF_ELECTION
    }
    local = {code for code in places if code and gazetteer()[code].level in LOCAL}
    return {code[:2] for code in local} if len(local) > 1 else set()


def _is_rival(text: str, last: Contest, ticket: Ticket) -> bool:
    """True where a pair is stated in one breath with the one before it: "disusul pasangan C-D"."""
    return bool(grammar().pairs.rival.search(text, last.end, ticket.cue))


def _continues(document: Document, last: Contest, ticket: Ticket) -> bool:
    """True where a pair follows shortly on another, and no region but that one's is named between.

    A kabupaten of that one's province is none ("A-B menang di 27 kecamatan di Kaur"), unless a sentence turns to
    it or names its Pilkada.
    """
    between = Span(last.end, ticket.start)
    return 0 <= ticket.start - last.end <= _FOLLOWS and not any(
        region.level in COARSE
        and region.span.overlaps(between)
        and region.region_code != last.region
        and (
            not _is_within(region, last)
            or is_turned_to(document, region)
            or is_of_pilkada(document, region)
        )
        for region in document.regions
    )


def _is_within(region: Region, contest: Contest) -> bool:
    return contest.region is not None and region.region_code.startswith(f"{contest.region}.")


def _is_elsewhere(
    document: Document, sentences: Collection[Span], contest: Contest, rival: Contest
) -> bool:
    """True where a sentence names the pair's own place, of the kind of the rival's: "A-B di X, Y untuk C-D"."""
    return contest.election == rival.election and any(
        region.region_code == contest.region and region.span in sentence
        for region in document.regions
        for sentence in sentences
    )


def _sentences(document: Document, mentions: Iterable[Ticket]) -> set[Span]:
    """The sentences with mentions of a pair, and the one before where it goes on: "A-B. Mereka kalah dari C-D"."""
    own = {document.sentence_of(ticket.start) for ticket in mentions}
    going_on = [s for s in own if s.start and grammar().pairs.they.match(document.text, s.start)]
    return own | {document.sentence_before(sentence.start) for sentence in going_on}
