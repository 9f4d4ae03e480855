"""Contests: which election a pair of candidates stands in, where, and what became of it.

The words nearby tell, or else what the article is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from pipeline.focus.centre import COARSE, LOCAL, centre
from pipeline.focus.elections import BY_LEVEL, LEVEL_OF_ELECTION, election_at, elections_in
from pipeline.focus.elections import find as find_elections
from pipeline.focus.scenes import subjects
from pipeline.matching.rules import words_in
from pipeline.officials.grammar import grammar
from pipeline.officials.pairs import PAIR_ROLES, Pair, ran_for_president
from pipeline.officials.reading import Reading
from pipeline.officials.spoken_of import (
    SPOKEN_OF,
    is_about_several,
    is_of_body,
    region_before,
    topic,
)
from pipeline.regions.gazetteer import gazetteer
from pipeline.types import COUNTRY, Document, Election, Level, Region, Role, Span, Status

ELECTION_OF_HEAD: dict[Role, Election] = {head: each for each, (head, _) in PAIR_ROLES.items()}

WIDE: frozenset[Election | None] = frozenset({"gubernur", "presiden"})
"""Elections of which results are stated place by place."""

_LOCAL: frozenset[Election | None] = frozenset({"bupati", "wali_kota"})
# How surely a pair's election is known: stated in its sentence, stated nearby, or guessed.
_SURE, _NEARBY, _GUESSED = 2, 1, 0

# An election, and how sure it is that a pair stands in it.
_Found = tuple[Election | None, int]

# An article that names an election within its first characters is about it.
_OPENING = 600
# An election stated this shortly before a pair, on its line or the one above, is the pair's.
_NEARBY_REACH = 150
# Where nothing nearer names it, a pair's region is that whose Pilkada was named at most this far before.
_SPOKEN_OF = 400
# A pair without an election of its own, at most this far after another, stands in the same one.
_FOLLOWS = 200
# From this many places on, each with a pair of its own, the pairs stand in those places.
_APART = 3
# Fewer are enough where sentences turn to them.
_TURNED = 2
# At most this many characters "Pilkada Serentak 2020 di" takes before its region.
_PILKADA_BACK = 60
# So far after a pair its place and what became of it may be stated.
_PLACE_AHEAD = 60
_OUTCOME_AHEAD = 120
# At most this many lines of a list are looked back on.
_LINES_ABOVE = 100
# A section of a list has at most this many lines.
_LINES_OF_SECTION = 10
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_CLAUSE_END = re.compile(r"[;.\n]|,\s")


@dataclass(frozen=True, slots=True)
class Ticket:
    """A pair with the offset where the words that introduce it begin.

    ``stated`` is true where "pasangan" or "berpasangan dengan" makes it one, whatever posts the two have besides;
    ``mutual`` where only words like the latter do, which leave open who of the two leads. ``cue_end`` is where
    those words end, before the first pair of their list. ``place`` is the region of whose item in a list it is;
    ``listed`` is where the list begins that has a line for it.
    ``election`` is what the post of the head tells ("pasangan Wali Kota Bima A-B"), and ``place`` then its region.
    """

    cue: int
    pair: Pair
    stated: bool = False
    mutual: bool = False
    cue_end: int | None = None
    place: Region | None = None
    listed: int | None = None
    election: Election | None = None

    @property
    def start(self) -> int:
        return self.pair[0].outer.start

    @property
    def end(self) -> int:
        return self.pair[1].outer.end


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
        places_of = (ticket.place or _place_before(document, ticket.cue) for ticket in mentions)
        stated = [place for place in places_of if place and place.level in LOCAL]
        if len({place.region_code for place in stated}) > 1:
            return False
        places |= {place.region_code for place in stated}
        turned |= {place.region_code for place in stated if is_turned_to(document, place)}
    return len(places) >= _APART or len(turned) >= _TURNED


def _place_before(document: Document, cue: int) -> Region | None:
    """The kabupaten or kota named last in a sentence before an offset."""
    sentence = document.sentence_of(cue)
    places = [r for r in document.regions_in(sentence.start, cue) if r.level in LOCAL]
    return places[-1] if places else None


def contest_of(
    reading: Reading, mentions: Sequence[Ticket], last: Contest | None, *, apart: bool = False
) -> Contest | None:
    """Where a pair stands: as the surest of its mentions tells, else as the pair shortly before.

    So it does where it is stated as that pair's rival ("diikuti pasangan C-D"). A pair of which several kabupaten
    and kota of one province are stated stands in that province; where pairs stand ``apart``, in the place stated.
    """
    continues = last is not None and _continues(reading.document, last, mentions[0])
    if last is not None and continues and _is_rival(reading.text, last, mentions[0]):
        return replace(last, end=mentions[0].end, sure=False)
    stated = [(_election(reading.document, ticket, apart=apart), ticket) for ticket in mentions]
    if (listed := _listed_in(reading.document, stated)) is not None:
        return listed
    (election, sureness), surest = max(stated, key=lambda each: each[0][1])
    if sureness < _SURE and len(mentions) > 1:
        provinces = _provinces_of_several(reading, stated)
        if len(provinces) == 1:
            return Contest("gubernur", provinces.pop(), surest.end)
    if not sureness and last is not None and continues:
        level = LEVEL_OF_ELECTION.get(last.election)
        own = region_after(reading, mentions[0].end, level) if level else None
        return replace(last, region=own or last.region, end=mentions[0].end, sure=False)
    if election is None:
        return None
    before = last.region if last is not None and continues and election == last.election else None
    region = _region(reading, surest, LEVEL_OF_ELECTION.get(election), before)
    sure = sureness == _SURE or _placed(reading.document, surest) is not None
    return Contest(election, region, surest.end, sure=sure)


def _listed_in(document: Document, stated: Iterable[tuple[_Found, Ticket]]) -> Contest | None:
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
        and (_placed(document, ticket) or ticket.place).region_code == ticket.place.region_code
    }
    return listed.popitem()[1] if len(listed) == 1 else None


def among_rivals(
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


def _provinces_of_several(reading: Reading, stated: Sequence[tuple[_Found, Ticket]]) -> set[str]:
    """The provinces of the kabupaten and kota that the mentions of one pair tell, where these are several."""
    places = {
        _region(reading, ticket, LEVEL_OF_ELECTION[election])
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
            or _is_pilkadas(document, region)
        )
        for region in document.regions
    )


def _is_within(region: Region, contest: Contest) -> bool:
    return contest.region is not None and region.region_code.startswith(f"{contest.region}.")


def is_turned_to(document: Document, region: Region) -> bool:
    """True where a sentence opens with a region as its place: "Sementara di Kaur, ..."."""
    opening = document.sentence_of(region.start).start
    return grammar().links.turn.fullmatch(document.text, opening, region.start) is not None


def status_of(reading: Reading, ticket: Ticket) -> Status:
    """Elect where the sentence declares a pair elected, in office where it tells of its inauguration.

    In a list it is what the words above say; else, where others have beaten it, and where it is left open who
    wins, a pair is of candidates. One with the post of its head but no "calon" is elect in an article on an
    inauguration to come, and so is one whose inauguration the sentence speaks of. What a sentence tells of a pair
    counts for the next one, too, which names it: "Pasangan tersebut yakni A-B".
    """
    if ticket.place is not None or ticket.listed is not None:
        start = ticket.cue if ticket.listed is None else ticket.listed
        told = told_of_list(reading, start)
        if told is not None:
            return "elect" if told == "definitive" and _is_to_come(reading, start) else told
    sentence = reading.document.sentence_of(ticket.start)
    end = min(sentence.end, ticket.end + _OUTCOME_AHEAD)
    words = grammar().pairs
    stated = sentence.of(reading.text)
    if words.in_term.search(reading.text, sentence.start, ticket.start):
        return "definitive"
    if words.open.search(stated) or words.beaten.search(stated, 0, ticket.cue - sentence.start):
        return "candidate"
    if words.lost.match(reading.text, ticket.end):
        return "candidate"
    before = _told_before(reading, ticket)
    if words.elect.search(reading.text, before.start, before.end) or words.elect.search(
        reading.text, sentence.start, end
    ):
        return "elect"
    is_inauguration = words.inauguration_of.search(reading.text, sentence.start, ticket.start)
    if is_inauguration and words.to_inaugurate.search(reading.text):
        return "elect"
    opening = reading.opening_of(sentence.start)
    if ticket.place is not None:
        # A paragraph that tells of an inauguration goes on with others who took office in other places.
        opening = reading.document.line_of(sentence.start).start
    in_office = words.sworn_in.search(reading.text, opening, end)
    if ticket.election is not None:
        if words.to_inaugurate.search(reading.text):
            return "elect"
        in_office = in_office or words.inaugurated.search(reading.text, opening, end)
    if in_office and _is_to_come(reading, ticket.cue):
        return "elect"
    return "definitive" if in_office else "candidate"


def _told_before(reading: Reading, ticket: Ticket) -> Span:
    """The sentence before that tells what those have become whom a pair is one of, empty where none does.

    "Ada tiga pasangan terpilih. Ketiganya adalah A-B. Kemudian, C-D."
    """
    sentence = reading.document.sentence_of(ticket.start)
    opening = reading.opening_of(sentence.start)
    cue = next((cue for cue in reading.pair_cues if cue.start() == opening), None)
    is_named = cue is not None and (opening < sentence.start or cue.end() == ticket.start)
    if not is_named or not grammar().pairs.counted_again.match(reading.text, opening):
        return Span(opening, opening)
    return reading.document.sentence_before(opening)


def told_of_list(reading: Reading, start: int) -> Status | None:
    """What the words above a list that begins at an offset, or has an item there, make of those whom it names."""
    for above in chain(words_above(reading, start), _titles_of_list(reading, start)):
        for status, pattern in grammar().listed.items():
            if pattern.search(above):
                return status
    return None


def _is_to_come(reading: Reading, start: int) -> bool:
    """True where an article announces an inauguration before an offset."""
    return grammar().pairs.to_inaugurate.search(reading.text, 0, start) is not None


def words_above(reading: Reading, start: int) -> Iterator[str]:
    """The words that may introduce a list which has an offset: of its sentence, and those above its item.

    The nearest first, up to a line that is neither an item nor a heading.
    """
    text, document = reading.text, reading.document
    if document.line_of(start).text_start != start:
        opening = document.sentence_of(start).start
        if not text[opening:start].strip():
            opening = document.sentence_before(opening).start
        yield text[opening:start]
        return
    placed_item = grammar().pairs.placed_item
    for above in islice(document.lines_above(start), _LINES_ABOVE):
        if not (above.is_item or placed_item.match(text, above.start)):
            yield from reversed(_SENTENCE_END.split(above.of(text)))
            if not above.is_heading:
                return


def _titles_of_list(reading: Reading, start: int) -> Iterator[str]:
    """The lines above an item of a list that announce one: "Daftar bupati terpilih di Bengkulu"."""
    title, document = grammar().pairs.title_of_list, reading.document
    if document.line_of(start).text_start == start:
        for line in document.lines_above(start):
            if title.search(reading.text, line.start, line.end):
                yield line.of(reading.text)


# --- which election, and where ---


@dataclass(frozen=True, slots=True)
class _Search:
    """What the ways to the election of a pair share.

    ``stated`` is the last election named before the pair, if pairs stand in such; where ``may_be_local``, a place
    of the pair's own may tell another. Pairs that stand ``apart`` each have a place.
    """

    document: Document
    ticket: Ticket
    stated: Election | None
    may_be_local: bool
    apart: bool

    @property
    def sentence(self) -> Span:
        return self.document.sentence_of(self.ticket.start)

    @property
    def tells_votes(self) -> bool:
        """True where its sentence tells votes, as are stated place by place."""
        return grammar().pairs.votes.search(self.sentence.of(self.document.text)) is not None

    @property
    def nearby(self) -> Span:
        """The words shortly before the pair, on its line and the one right above."""
        cue = self.ticket.cue
        line = self.document.line_of(cue)
        above = next(self.document.lines_above(cue), line)
        # No paragraph above a blank line: what it names is another matter's.
        first = above if above.end + 1 == line.start else line
        return Span(max(first.start, cue - _NEARBY_REACH), self.ticket.start)


def _election(document: Document, ticket: Ticket, *, apart: bool) -> _Found:
    """The election that a pair stands in, and how sure that is: the first way tells that knows one."""
    stated = election_at(document, ticket.start)
    stated = stated if stated in PAIR_ROLES else None
    may_be_local = apart or stated not in WIDE or _is_stated_once(document, stated)
    search = _Search(document, ticket, stated, may_be_local, apart)
    found = next(filter(None, (way(search) for way in _WAYS)), None)
    return found or (likeliest(document, ticket.start, stated), _GUESSED)


def _of_president(search: _Search) -> _Found | None:
    """Those who ran for president are known to all."""
    return ("presiden", _SURE) if ran_for_president(search.ticket.pair) else None


def _of_post(search: _Search) -> _Found | None:
    """The one for the post that introduces it."""
    return None if search.ticket.election is None else (search.ticket.election, _SURE)


def _of_bracket(search: _Search) -> _Found | None:
    """That of the place in a bracket right after it: "A-B (Bima)", also among pairs of its province."""
    ticket = search.ticket
    if not search.document.text.startswith(" (", ticket.end):
        return None
    placed = _placed(search.document, ticket)
    return None if placed is None else (BY_LEVEL[placed.level], _SURE)


def _of_last_pilkada(search: _Search) -> _Found | None:
    """That of the place whose Pilkada its sentence names after another election."""
    before = Span(search.sentence.start, search.ticket.start)
    named = place_of_pilkada(search.document, before)
    after_another = named and named.start > _last_stated(search.document, before) >= 0
    return (BY_LEVEL[named.level], _SURE) if named and after_another else None


def _of_sentence(search: _Search) -> _Found | None:
    """The one its sentence tells; a local one is that of the pair's own place."""
    if not search.stated or not elections_in(search.document, search.sentence):
        return None
    own = search.ticket.place or _placed(search.document, search.ticket)
    election = BY_LEVEL[own.level] if own and search.stated not in WIDE else search.stated
    return election, _SURE


def _of_section(search: _Search) -> _Found | None:
    """The one that heads its section of a list."""
    section = _section(search.document, search.ticket.cue)
    if section is None or _is_aside(search.document, section):
        return None
    place = search.ticket.place
    election = BY_LEVEL[place.level] if place and section not in WIDE else section
    return election, _NEARBY


def _of_own_place(search: _Search) -> _Found | None:
    """That of its own place, or where pairs stand apart of the one right before it."""
    document, ticket = search.document, search.ticket
    own = _own_place(document, ticket)
    if own is None and search.apart and (before := _place_before(document, ticket.cue)):
        return BY_LEVEL[before.level], _NEARBY
    if own is None:
        return None
    election = BY_LEVEL[own.level]
    stands_there = search.may_be_local or election == search.stated or not search.tells_votes
    return (election, _NEARBY) if stands_there else None


def _of_pilkada_nearby(search: _Search) -> _Found | None:
    """That of the place whose Pilkada was named shortly before."""
    place = place_of_pilkada(search.document, search.nearby)
    is_last = place and place.start > _last_stated(search.document, search.nearby)
    return (BY_LEVEL[place.level], _NEARBY) if place and is_last else None


def _of_pilkada_ahead(search: _Search) -> _Found | None:
    """That of the place whose Pilkada its sentence names after it: "A-B maju tanpa partai di Pilkada Kaur".

    The Pilkada of a province may be one of its kabupaten.
    """
    place = place_of_pilkada(search.document, Span(search.ticket.end, search.sentence.end))
    return (BY_LEVEL[place.level], _GUESSED) if place else None


def _of_words_nearby(search: _Search) -> _Found | None:
    """The one that the words shortly before tell."""
    stated = search.stated
    if not stated or _is_aside(search.document, stated):
        return None
    return (stated, _NEARBY) if elections_in(search.document, search.nearby) else None


def _of_topic(search: _Search) -> _Found | None:
    """That of the kabupaten or kota last spoken of."""
    spoken_of = topic(search.document, search.ticket.cue, LOCAL)
    if spoken_of is None or not search.may_be_local:
        return None
    return BY_LEVEL[gazetteer()[spoken_of].level], _GUESSED


def _of_local_body(search: _Search) -> _Found | None:
    """That of the kabupaten or kota whose KPU is spoken of last: "KPU Kaur menunggu. Yang mendaftar yakni A-B"."""
    document, cue = search.document, search.ticket.cue
    start = document.sentence_before(search.sentence.start).start
    named = document.regions_in(start, cue)
    if not named or named[-1].level not in LOCAL or not is_of_body(document, named[-1]):
        return None
    return None if search.tells_votes else (BY_LEVEL[named[-1].level], _GUESSED)


def _of_opening(search: _Search) -> _Found | None:
    """The governor's, in an article that opens with a province's Pilkada and tells no other."""
    is_governors = search.stated is None and _is_of_province(search.document)
    return ("gubernur", _GUESSED) if is_governors else None


# How the election of a pair is found, in this order.
_WAYS: tuple[Callable[[_Search], _Found | None], ...] = (
    _of_president,
    _of_post,
    _of_bracket,
    _of_last_pilkada,
    _of_sentence,
    _of_section,
    _of_own_place,
    _of_pilkada_nearby,
    _of_pilkada_ahead,
    _of_words_nearby,
    _of_topic,
    _of_local_body,
    _of_opening,
)


def _is_of_province(document: Document) -> bool:
    """True where the first Pilkada that an article names the place of, in its opening, is a province's."""
    for region in document.regions_in(0, _OPENING):
        before = document.text[max(0, region.start - _PILKADA_BACK) : region.start]
        named = grammar().pairs.pilkada_of.search(before)
        if named:
            held_in = named.group().split()[-1] in words_in("place_prepositions")
            return region.level == "province" and not held_in
    return False


def _is_aside(document: Document, election: Election) -> bool:
    """True for the election of the president in an article about a region, whose page has other headlines."""
    return election == "presiden" and centre(document) not in {None, COUNTRY}


def _section(document: Document, cue: int) -> Election | None:
    """The election that heads the section of a list: "1. Pemilihan Gubernur Aceh", the pairs on lines below."""
    for line in islice(document.lines_above(cue), _LINES_OF_SECTION):
        if not (line.is_item or line.is_heading):
            return None
        stated = [e for e in elections_in(document, line) if e in PAIR_ROLES]
        if stated:
            return stated[0] if len(stated) == 1 else None
    return None


def _placed(document: Document, ticket: Ticket) -> Region | None:
    """The region right after a pair: "A-B di Kota Bima", "A-B (Bima)", "A-B unggul di Pilkada Provinsi Riau"."""
    match = grammar().pairs.place_after.match(document.text, ticket.end)
    if match is None or (match["wins"] and not match["contest"] and _is_of_province(document)):
        return None
    levels = COARSE if match["contest"] else LOCAL
    near = document.regions_in(ticket.end, match.end() + 1)
    return next((r for r in near if r.level in levels and match.end() <= r.end), None)


def _in_cue(document: Document, ticket: Ticket) -> Region | None:
    """The kabupaten or kota in the words that introduce a pair: "calon tunggal di Kota Bima, A dan B"."""
    end = ticket.cue if ticket.cue_end is None else ticket.cue_end
    named = [r for r in document.regions_in(ticket.cue, end) if r.level in LOCAL]
    return named[-1] if named else None


def _own_place(document: Document, ticket: Ticket) -> Region | None:
    """The region said to be a pair's: of its item, counted, right after it, in its cue, or turned to before it."""
    return (
        _placed(document, ticket)
        or ticket.place
        or _counted(document, ticket)
        or _in_cue(document, ticket)
        or _turned_to(document, ticket.cue)
    )


def _counted(document: Document, ticket: Ticket) -> Region | None:
    """The kabupaten or kota whose pairs are counted right before a pair: "Di Sikka ada dua paket, yakni A-B"."""
    sentence = document.sentence_of(ticket.cue).start
    near = [r for r in document.regions_in(sentence, ticket.start) if r.level in LOCAL]
    if near and grammar().pairs.counted.fullmatch(document.text, near[-1].end, ticket.start):
        return near[-1]
    return None


def _turned_to(document: Document, cue: int) -> Region | None:
    """The region stated right before a pair: "Di Kota Bima, pasangan ...", "2. Bima: A-B"."""
    text, links = document.text, grammar().links
    sentence, line = document.sentence_of(cue).start, document.line_of(cue)
    for region in document.regions_in(min(sentence, line.start), cue):
        if region.level not in COARSE:
            continue
        if not grammar().pairs.turned.fullmatch(text, region.end, cue):
            continue
        turns = links.turn.fullmatch(text, sentence, region.start)
        if turns or line.text_start == region.start:
            return region
    return None


def _is_stated_once(document: Document, election: Election | None) -> bool:
    """True for an election stated in passing, in an article that is not about its region."""
    code = centre(document)
    is_its_own = code is not None and BY_LEVEL.get(gazetteer()[code].level) == election
    stated = [mention for mention in find_elections(document) if mention.election == election]
    return len(stated) == 1 and not is_its_own


def likeliest(document: Document, position: int, stated: Election | None) -> Election | None:
    """The election of a pair where nothing near it tells one.

    The one stated before, where the article is about it; else that of the place spoken of last, where the article
    is about a province or none; else that of what the article is about. Only its own sentence makes a pair
    presidential in an article about a region: reports on a Pilkada mention the Pilpres. An article about a
    kabupaten or kota that has named its election is about that one, and names a wider one beside it.
    """
    code = centre(document)
    level = gazetteer()[code].level if code else None
    nationwide = level in {None, "country"} or not any(subjects(document, COARSE))
    own = BY_LEVEL.get(level) if level in LOCAL else None
    if stated in WIDE and own and _has_named_own(document, own, position):
        return own
    if stated and _is_about(document, stated) and (stated != "presiden" or nationwide):
        return stated
    if nationwide or level == "province":
        near = region_before(document, position, LOCAL)
        if near is not None:
            return BY_LEVEL[gazetteer()[near].level]
        if stated in _LOCAL:
            return stated
    if level == "country" and stated != "presiden":
        return "gubernur" if region_before(document, position, {"province"}) else None
    return BY_LEVEL.get(level) if level else None


def _has_named_own(document: Document, own: Election, position: int) -> bool:
    """True where the election of the article's kabupaten or kota is named before an offset ("Pilkada Kaur")."""
    code = centre(document)
    return own in elections_in(document, Span(0, position)) or any(
        region.region_code == code and _is_pilkadas(document, region)
        for region in document.regions_in(0, position)
    )


def _last_stated(document: Document, stretch: Span) -> int:
    """Where the last election named within a stretch of text is, -1 where none is."""
    starts = [mention.start for mention in find_elections(document) if mention.election]
    return max((s for s in starts if stretch.start <= s < stretch.end), default=-1)


def place_of_pilkada(document: Document, stretch: Span) -> Region | None:
    """The region whose Pilkada a stretch of text names ("pada Pilkada Kabupaten Bima"), if no region follows."""
    found: Region | None = None
    for region in document.regions_in(stretch.start, stretch.end):
        if region.level in COARSE:
            found = region if _is_pilkadas(document, region) else None
    return found


def _is_pilkadas(document: Document, region: Region) -> bool:
    """True where a region is named as that of a Pilkada."""
    before = document.text[max(0, region.start - _PILKADA_BACK) : region.start]
    return grammar().pairs.pilkada_of.search(before) is not None


def _is_about(document: Document, election: Election) -> bool:
    """True where the article opens with an election, or comes back to it more than to others."""
    stated = [mention for mention in find_elections(document) if mention.election]
    if stated[0].start < _OPENING:
        return stated[0].election == election
    most, times = Counter(mention.election for mention in stated).most_common(1)[0]
    return most == election and times > 1


def _region(
    reading: Reading, ticket: Ticket, level: Level | None, before: str | None = None
) -> str | None:
    """The region of a pair: the one stated for it, else that of the pair ``before``, or the one spoken of."""
    if level is None:
        return COUNTRY
    stated = _stated_region(reading, ticket, level)
    return stated or before or _region_spoken_of(reading.document, ticket, level)


def _stated_region(reading: Reading, ticket: Ticket, level: Level) -> str | None:
    """The region stated for a pair: after it ("di Kaur"), else before it, or where pairs are counted."""
    document = reading.document
    own_place = _own_place(document, ticket)
    if own_place is not None and own_place.level == level:
        return own_place.region_code
    after = region_after(reading, ticket.end, level)
    after = after or _of_pilkada_after(reading, ticket, level)
    after = after or _of_post_after(reading, ticket, level)
    if after is not None:
        return after
    sentence = document.sentence_of(ticket.cue)
    levels = frozenset({level})
    own = region_before(document, ticket.cue, levels, ticket.cue - sentence.start)
    return own or _of_counted_before(document, sentence, levels)


def _region_spoken_of(document: Document, ticket: Ticket, level: Level) -> str | None:
    """The region that the article turned to last before a pair.

    In an article about several regions of the level, the one spoken of last before the sentence will do.
    """
    sentence, levels = document.sentence_of(ticket.cue), frozenset({level})
    spoken_of = topic(document, ticket.cue, levels)
    if spoken_of is not None:
        return spoken_of
    named = place_of_pilkada(document, Span(max(0, ticket.cue - _SPOKEN_OF), ticket.cue))
    if named is not None and named.level == level:
        return named.region_code
    if is_about_several(document, levels):
        return region_before(document, ticket.cue, levels, ticket.cue - sentence.start + SPOKEN_OF)
    return None


def _of_counted_before(document: Document, sentence: Span, levels: Collection[Level]) -> str | None:
    """The last region of the sentence before, which counts the pairs: "Kaur diikuti dua paket. Keduanya yakni"."""
    if not sentence.start or not grammar().pairs.counted_again.match(document.text, sentence.start):
        return None
    before = document.sentence_before(sentence.start)
    codes = [r.region_code for r in subjects(document, levels) if r.span in before]
    return codes[-1] if codes else None


def _of_pilkada_after(reading: Reading, ticket: Ticket, level: Level) -> str | None:
    """The region whose Pilkada the sentence of a pair names after it: "A-B bersaing dalam Pilgub Jambi"."""
    rest = Span(ticket.end, reading.document.sentence_of(ticket.start).end)
    named = place_of_pilkada(reading.document, rest)
    return named.region_code if named is not None and named.level == level else None


def _of_post_after(reading: Reading, ticket: Ticket, level: Level) -> str | None:
    """The region of the posts named next after a pair: "A-B ditetapkan sebagai Bupati-Wakil Bupati Kaur"."""
    end = reading.document.sentence_of(ticket.start).end
    post = next((post for post in reading.posts if ticket.end <= post.start < end), None)
    region = post.region if post and post.is_dual else None
    return region if region and gazetteer()[region].level == level else None


def region_after(reading: Reading, end: int, level: Level) -> str | None:
    """The region that the clause of a candidate or pair names after it: "A-B menang di Kaur"."""
    for region in reading.document.regions_in(end, end + _PLACE_AHEAD + 1):
        if region.level != level:
            continue
        between = reading.text[end : region.start]
        if grammar().pairs.place.search(between) and not _CLAUSE_END.search(between):
            return region.region_code
    return None
