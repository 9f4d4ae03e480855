"""Tickets: candidates for head of a region and deputy, where no post stands beside at least one of the two.

"Pasangan A dan B", "A-B meraih 40 persen", "calon bupati Kaur A yang menggandeng B". Which election they stand
in, and where, is told by the words nearby or else by what the article is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from pipeline.centre import LOCAL, centre
from pipeline.claims import Claim
from pipeline.elections import BY_LEVEL, election_at, elections_in
from pipeline.elections import find as find_elections
from pipeline.evidence import LINKED, PAIRED, is_of_pair
from pipeline.gazetteer import gazetteer
from pipeline.grammar import grammar
from pipeline.jurisdiction import SPOKEN_OF, is_about_several, region_before, topic
from pipeline.names import Name
from pipeline.pairs import (
    ASIDE,
    Pair,
    is_same_pair,
    is_short_form,
    pair_length,
    pairs_from,
    ran_for_president,
)
from pipeline.reading import Reading
from pipeline.scenes import subjects
from pipeline.types import COUNTRY, Document, Election, Level, Region, Role, Span, Status

_TicketLevel = Literal["province", "regency", "city"]

_PAIR_ROLES: dict[Election, tuple[Role, Role]] = {
    "presiden": ("presiden", "wakil_presiden"),
    "gubernur": ("gubernur", "wakil_gubernur"),
    "bupati": ("bupati", "wakil_bupati"),
    "wali_kota": ("wali_kota", "wakil_wali_kota"),
}
_LEVEL_OF_ELECTION: dict[Election, _TicketLevel] = {
    "gubernur": "province",
    "bupati": "regency",
    "wali_kota": "city",
}

_LEVELS = frozenset(_LEVEL_OF_ELECTION.values())

# Elections of which results are told place by place.
_WIDE: frozenset[Election | None] = frozenset({"gubernur", "presiden"})
_LOCAL: frozenset[Election | None] = frozenset({"bupati", "wali_kota"})
# How surely a pair's election is known: told in its sentence, told nearby, else not at all.
_SURE, _TOLD = 2, 1

_RULE_ID = "officials.pair"
# An article that names an election within its first characters is about it.
_OPENING = 600
# An election told this shortly before a pair, on its line or the one above, is the pair's.
_NEARBY = 150
# So far behind another a pair that tells nothing stands in the same election.
_FOLLOWS = 200
# So many characters "Pilkada Serentak 2020 di" takes before its region.
_PILKADA_BACK = 60
# So far behind a pair its place and what became of it may be told.
_PLACE_AHEAD = 60
_OUTCOME_AHEAD = 120
# So many characters may introduce the nickname of a pair.
_NICKNAMED = 25
# A dateline puts the name of the paper no further than this from its line's start.
_DATELINE = 40
_RUNNING: frozenset[Status] = frozenset({"candidate", "elect"})
_BARE_JOINTS = frozenset({"-", "/"})
# So many characters may stand before the place of a list's item, and so many of a list are looked back on.
_ITEM = 30
_LIST_ABOVE = 4000
# A line longer than this is no heading inside a list.
_HEADING = 80
_ITEM_MARK = re.compile(r"\s*(?:\(?\d{1,2}[.)]|[-*•])")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_HYPHEN = re.compile(r"\s*[-/]\s*")
_CLAUSE_END = re.compile(r"[;.\n]|,\s")


@dataclass(frozen=True, slots=True)
class _Ticket:
    """A pair with the offset where the words that introduce it begin.

    ``told`` is true where "pasangan" or "berpasangan dengan" makes it one, whatever posts the two have besides;
    ``explained`` where a bracket behind it has the full names. ``cue_end`` is where those words end, before the
    first pair of their list. ``place`` is the region of whose item in a list it is.
    """

    cue: int
    pair: Pair
    told: bool = False
    explained: bool = False
    cue_end: int | None = None
    place: Region | None = None

    @property
    def start(self) -> int:
        return self.pair[0].outer.start

    @property
    def end(self) -> int:
        return self.pair[1].outer.end


# --- the other half of a ticket ---


def other_halves(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The partner of whoever has a post: "Bupati A beserta wakilnya, B", "calon bupati A yang menggandeng B".

    Who is named with a running mate runs too: a Bupati who "berpasangan dengan B" is claimed as candidate.
    Where the first had another post ("mantan Wakil Bupati A yang berpasangan dengan B"), the two are a ticket.
    """
    for claim in claims:
        roles = next((pair for pair in _PAIR_ROLES.values() if claim.role in pair), None)
        if roles is None or claim.post is None or claim.post.is_dual:
            continue
        leads = claim.role == roles[0]
        joint = _partner_joint(reading, claim, leads=leads)
        other = reading.person_at(joint.end()) if joint else None
        if joint is None or other is None:
            continue
        own = claim
        in_office = claim.status not in {"candidate", "elect"}
        if in_office and not grammar().pairs.deputy.search(joint.group()):
            own = replace(claim, status="candidate", confidence=LINKED)
            yield own
        role = roles[1 if leads else 0]
        # On a line of its own the deputy stands where the head does, whatever is told between.
        start = (claim.span if "\n" in joint.group() else other.outer).start
        span = Span(start, other.outer.end)
        yield replace(own, name=other, span=span, role=role, confidence=LINKED)


def _partner_joint(reading: Reading, claim: Claim, *, leads: bool) -> re.Match[str] | None:
    """What leads from one half of a ticket to the other, right behind the first."""
    words = grammar().pairs
    if not leads:
        return words.mentored.match(reading.text, claim.span.end)
    if claim.status == "candidate" and (
        labelled := words.labelled.match(reading.text, claim.name.outer.end)
    ):
        return labelled
    plain = words.partner.match(reading.text, claim.span.end)
    if plain is None and claim.status == "candidate":
        alone = claim.name.outer.end == claim.span.end
        of_pair = alone and claim.post is not None and is_of_pair(reading, claim.post)
        joint = words.joint if of_pair else _HYPHEN
        accompanied = words.accompanied.match(reading.text, claim.span.end)
        return accompanied or joint.match(reading.text, claim.span.end)
    return plain


# --- pairs that no post binds ---


def tickets(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Claims of the pairs that a cue introduces, and of bare "A-B" in an article with candidates.

    A pair is left out where a post binds one of the two (for "A berpasangan dengan B" one they seek), and where it
    is short for a pair that is known.
    """
    taken = {claim.name.span for claim in claims}
    running = {claim.name.span for claim in claims if claim.status in _RUNNING}
    found: list[_Ticket] = []
    glosses: set[tuple[tuple[str, ...], ...]] = set()
    in_lists = list(_listed(reading))
    listed = {name.span for ticket in in_lists for name in ticket.pair}
    for ticket in (*in_lists, *_cued(reading), *_bare(reading)):
        spans = {name.span for name in ticket.pair}
        if _is_gloss(reading, ticket) and listed.isdisjoint(spans):
            _explain(found, ticket)
            glosses.add(_words(ticket.pair))
        elif (running if ticket.told else taken).isdisjoint(spans):
            taken |= spans
            running |= spans
            found.append(ticket)
    known = [ticket.pair for ticket in found] + list(_claimed_pairs(claims))
    bound = list(_claimed_pairs(claims, _RUNNING))
    last: _Setting | None = None
    for mentions in _by_pair(t for t in found if t.explained or _words(t.pair) not in glosses):
        pair = max((ticket.pair for ticket in mentions), key=pair_length)
        if any(is_short_form(pair, full) for full in known) or any(
            is_same_pair(pair, other) for other in bound
        ):
            continue
        setting = _setting(reading, mentions, last)
        if setting is not None:
            last = setting
            yield from _candidates(reading, mentions, setting)


def _by_pair(found: Iterable[_Ticket]) -> list[list[_Ticket]]:
    """The tickets, those of one pair together."""
    groups: list[list[_Ticket]] = []
    for ticket in sorted(found, key=lambda ticket: ticket.start):
        same = (group for group in groups if is_same_pair(group[0].pair, ticket.pair))
        group = next(same, None)
        if group is None:
            groups.append([ticket])
        else:
            group.append(ticket)
    return groups


def _explain(found: list[_Ticket], gloss: _Ticket) -> None:
    """Take the longer names of a bracket for the pair before it: "Dar-Tin (Darmawi Idham-Martina Suhendra)"."""
    for index, ticket in enumerate(found):
        is_before = 0 < gloss.start - ticket.end <= len(" (")
        if is_before and pair_length(gloss.pair) > pair_length(ticket.pair):
            found[index] = replace(ticket, pair=gloss.pair, explained=True)


def _words(pair: Pair) -> tuple[tuple[str, ...], ...]:
    return tuple(name.words for name in pair)


def _is_gloss(reading: Reading, ticket: _Ticket) -> bool:
    """True for the short names in "Zulkarnain dan Siti Rohmi (Zul-Rohmi)"."""
    opening = reading.text.rfind("(", 0, ticket.start)
    in_bracket = opening == ticket.start - 1 and reading.text.startswith(")", ticket.end)
    return in_bracket and reading.names.ending_at(opening) is not None


def _claimed_pairs(
    claims: Sequence[Claim], statuses: frozenset[Status] | None = None
) -> Iterator[Pair]:
    """The heads and deputies that posts have bound already, in every combination; with some statuses alone."""
    of_status = [claim for claim in claims if statuses is None or claim.status in statuses]
    for first, second in _PAIR_ROLES.values():
        heads = [claim.name for claim in of_status if claim.role == first]
        deputies = [claim.name for claim in of_status if claim.role == second]
        yield from product(heads, deputies)


def _cued(reading: Reading) -> Iterator[_Ticket]:
    """ "pasangan nomor urut 1 A dan B", and the further pairs of a list; the first may have a post before it."""
    for cue in grammar().pairs.cue.finditer(reading.text):
        told = grammar().pairs.named_pair.match(cue.group()) is not None
        post = next((post for post in reading.posts if post.start == cue.end()), None)
        start = cue.end() if post is None or post.is_dual else _behind(reading.text, post.end)
        for pair in pairs_from(reading, start):
            yield _Ticket(cue.start(), pair, told, cue_end=cue.end())


def _behind(text: str, end: int) -> int:
    """Where the next word begins."""
    while text[end : end + 1] == " ":
        end += 1
    return end


def _listed(reading: Reading) -> Iterator[_Ticket]:
    """ "1. Kabupaten Kaur: A dan B": the pairs of a list of places, under words that speak of candidates."""
    words, text = grammar().pairs, reading.text
    for region in reading.document.regions:
        behind = words.listed_behind.match(text, region.end)
        before = text[max(0, region.start - _ITEM) : region.start]
        if region.level not in _LEVELS or not behind or not words.listed_before.search(before):
            continue
        if any(words.listing.search(above) for above in _above(reading, region.start)):
            for pair in pairs_from(reading, behind.end()):
                yield _Ticket(region.start, pair, place=region)


def _above(reading: Reading, start: int) -> Iterator[str]:
    """The words that may introduce a list which has an offset: of its sentence, and those above its item.

    The nearest first, up to a line that is neither an item nor a heading.
    """
    text = reading.text
    line = text.rfind("\n", 0, start) + 1
    if not grammar().links.item.fullmatch(text, line, start):
        yield text[reading.document.sentence_of(start).start : start]
        return
    for above in reversed(text[max(0, line - _LIST_ABOVE) : line].splitlines()):
        if above.strip() and not _ITEM_MARK.match(above):
            yield from reversed(_SENTENCE_END.split(above.strip()))
            if len(above) > _HEADING:
                return


def _bare(reading: Reading) -> Iterator[_Ticket]:
    """ "A-B" and "A berpasangan dengan B", in an article that has candidates at all."""
    words = grammar().pairs
    if not words.context.search(reading.text):
        return
    for run in reading.names.runs():
        aside = ASIDE.match(reading.text, run.outer.end)
        plain = words.partner.match(reading.text, aside.end() if aside else run.outer.end)
        if plain:
            second = reading.names.at(plain.end())
            pair = (run, second) if second else None
        else:
            pair = _bare_pair(reading, run)
        if pair is not None:
            told = plain is not None and not words.deputy.search(plain.group())
            yield _Ticket(run.span.start, pair, told)


def _bare_pair(reading: Reading, first: Name) -> Pair | None:
    """ "A-B" without a cue: a full name must be in it, or its sentence speak of votes or pairs.

    "A dan B" needs two full names, and parties or votes behind them.
    """
    aside = ASIDE.match(reading.text, first.outer.end)
    behind = aside.end() if aside else first.outer.end
    joint = grammar().pairs.joint.match(reading.text, behind)
    second = reading.names.at(joint.end()) if joint else None
    if aside and joint and joint.group().strip() in _BARE_JOINTS:
        return None
    if joint is None or second is None or reading.in_title_case(first.span.start):
        return None
    before = reading.text[max(0, first.outer.start - _NICKNAMED) : first.outer.start]
    links, words = grammar().links, grammar().pairs
    if _is_dateline(reading.text, first, joint) or words.nicknamed.search(before):
        return None
    if links.locative.search(before):
        return None
    is_full = len(first.words) > 1 or len(second.words) > 1
    if joint.group().strip() not in _BARE_JOINTS:
        if is_full and grammar().pairs.running.match(reading.text, second.outer.end):
            return first, second
        backed = grammar().pairs.backed.match(reading.text, second.outer.end)
        return (first, second) if backed and min(len(first.words), len(second.words)) > 1 else None
    sentence = reading.document.sentence_of(first.span.start).of(reading.text)
    if is_full or grammar().pairs.bare.search(sentence) or ran_for_president((first, second)):
        return first, second
    return None


def _is_dateline(text: str, first: Name, joint: re.Match[str]) -> bool:
    """True for the dash of "KAUR, Suara Warga - Truk pembawa ...": nothing but capitals and a comma before it."""
    line = text[text.rfind("\n", 0, first.outer.start) + 1 : first.outer.start]
    return (
        joint.group() == " - "
        and line.endswith(", ")
        and line[:1].isupper()
        and len(line) < _DATELINE
    )


@dataclass(frozen=True, slots=True)
class _Setting:
    """The election and region of a pair; ``end`` is where the mention that tells them ends."""

    election: Election
    region: str | None
    end: int


def _setting(
    reading: Reading, mentions: Sequence[_Ticket], last: _Setting | None
) -> _Setting | None:
    """Where a pair stands: as the surest of its mentions tells, else as the pair shortly before.

    A pair of which several kabupaten and kota of one province are told stands in that province.
    """
    told = [(_election(reading.document, ticket), ticket) for ticket in mentions]
    (election, sureness), surest = max(told, key=lambda each: each[0][1])
    if sureness < _SURE and len(mentions) > 1:
        provinces = _provinces_of_several(reading, told)
        if len(provinces) == 1:
            return _Setting("gubernur", provinces.pop(), surest.end)
    if not sureness and last is not None and _continues(reading.document, last, mentions[0]):
        return replace(last, end=mentions[0].end)
    if election is None:
        return None
    region = _region(reading, surest, _LEVEL_OF_ELECTION.get(election))
    return _Setting(election, region, surest.end)


def _provinces_of_several(
    reading: Reading, told: Sequence[tuple[tuple[Election | None, int], _Ticket]]
) -> set[str]:
    """The provinces of the kabupaten and kota that the mentions of one pair tell, where these are several."""
    places = {
        _region(reading, ticket, _LEVEL_OF_ELECTION[election])
        for (election, _), ticket in told
        if election in BY_LEVEL.values() and election in _LEVEL_OF_ELECTION
    }
    local = {code for code in places if code and gazetteer()[code].level in LOCAL}
    return {code[:2] for code in local} if len(local) > 1 else set()


def _continues(document: Document, last: _Setting, ticket: _Ticket) -> bool:
    """True where a pair follows shortly on another, and no region is named between."""
    between = Span(last.end, ticket.start)
    return 0 <= ticket.start - last.end <= _FOLLOWS and not any(
        region.level in _LEVELS and region.span.overlaps(between) for region in document.regions
    )


def _candidates(
    reading: Reading, mentions: Sequence[_Ticket], setting: _Setting
) -> Iterator[Claim]:
    """The claims of the mentions of one pair; the names are the fullest."""
    level = _LEVEL_OF_ELECTION.get(setting.election)
    fullest = [
        max(names, key=lambda name: len(" ".join(name.words))) for names in _halves(mentions)
    ]
    for ticket in mentions:
        role_text = reading.text[ticket.cue : ticket.start].strip(" ,:")
        for role, name in zip(_PAIR_ROLES[setting.election], fullest, strict=True):
            yield Claim(
                name,
                Span(ticket.start, ticket.end),
                role,
                _status(reading, ticket),
                setting.region,
                level or "national",
                role_text or role,
                _RULE_ID,
                PAIRED,
            )


def _halves(mentions: Sequence[_Ticket]) -> tuple[list[Name], list[Name]]:
    """The names of the first of a pair, and those of the second."""
    return [ticket.pair[0] for ticket in mentions], [ticket.pair[1] for ticket in mentions]


def _status(reading: Reading, ticket: _Ticket) -> Status:
    """Elect where the sentence declares a pair elected, in office where it tells of its inauguration.

    In a list it is what the words above say; else, and where others have beaten it, a pair is of candidates.
    """
    if ticket.place is not None:
        for above in _above(reading, ticket.cue):
            for status, pattern in grammar().listed.items():
                if pattern.search(above):
                    return status
    sentence = reading.document.sentence_of(ticket.start)
    end = min(sentence.end, ticket.end + _OUTCOME_AHEAD)
    words = grammar().pairs
    if words.beaten.search(reading.text[sentence.start : ticket.cue]):
        return "candidate"
    if words.elect.search(reading.text, sentence.start, end):
        return "elect"
    opening = sentence.start
    if opening and grammar().links.goes_on.match(reading.text, opening):
        opening = reading.document.sentence_before(opening).start
    in_office = words.sworn_in.search(reading.text, opening, ticket.cue)
    return "definitive" if in_office else "candidate"


# --- which election, and where ---


def _election(document: Document, ticket: _Ticket) -> tuple[Election | None, int]:
    """The election that a pair stands in, and how sure that is.

    Those who ran for president are known to all. Of others, in order: the one its sentence tells; that of the
    place right behind it, or turned to right before it; that of the place whose Pilkada was named shortly before;
    the one that the words shortly before tell; the likeliest.
    """
    if ran_for_president(ticket.pair):
        return "presiden", _SURE
    position = ticket.start
    told = election_at(document, position)
    if told not in _PAIR_ROLES:
        told = None
    if told and elections_in(document, document.sentence_of(position)):
        own = ticket.place or _placed(document, ticket)
        if own is not None and told not in _WIDE:
            return BY_LEVEL[own.level], _SURE
        return told, _SURE
    counted = _counted(document, ticket)
    if counted is not None:
        return BY_LEVEL[counted.level], _TOLD
    turned = ticket.place or _placed(document, ticket) or _in_cue(document, ticket)
    turned = turned or _turned_to(document, ticket.cue)
    may_be_local = told not in _WIDE or _times(document, told) == 1
    if turned is not None and may_be_local:
        return BY_LEVEL[turned.level], _TOLD
    line = document.text.rfind("\n", 0, ticket.cue)
    above = document.text.rfind("\n", 0, max(line, 0)) + 1
    nearby = Span(max(above, ticket.cue - _NEARBY), position)
    place = _place_of_pilkada(document, nearby)
    if place is not None and place.start > _last_told(document, nearby):
        return BY_LEVEL[place.level], _TOLD
    if told and elections_in(document, nearby):
        return told, _TOLD
    spoken_of = topic(document, ticket.cue, LOCAL)
    if spoken_of is not None and may_be_local:
        return BY_LEVEL[gazetteer()[spoken_of].level], 0
    return _likeliest(document, position, told), 0


def _placed(document: Document, ticket: _Ticket) -> Region | None:
    """The region right behind a pair: "A-B di Kota Bima", "A-B (Bima)", "A-B unggul di Pilkada Provinsi Riau"."""
    match = grammar().pairs.place_behind.match(document.text, ticket.end)
    if match is None:
        return None
    levels = _LEVELS if match["contest"] else LOCAL
    near = (r for r in document.regions if ticket.end <= r.start <= match.end())
    return next((r for r in near if r.level in levels and match.end() <= r.end), None)


def _in_cue(document: Document, ticket: _Ticket) -> Region | None:
    """The kabupaten or kota in the words that introduce a pair: "calon tunggal di Kota Bima, A dan B"."""
    end = ticket.cue if ticket.cue_end is None else ticket.cue_end
    named = [r for r in document.regions if r.level in LOCAL and ticket.cue <= r.start < end]
    return named[-1] if named else None


def _counted(document: Document, ticket: _Ticket) -> Region | None:
    """The kabupaten or kota whose pairs are counted right before a pair: "Di Sikka ada dua paket, yakni A-B"."""
    sentence = document.sentence_of(ticket.start).start
    near = [r for r in document.regions if sentence <= r.start < ticket.start and r.level in LOCAL]
    if near and grammar().pairs.counted.fullmatch(document.text, near[-1].end, ticket.start):
        return near[-1]
    return None


def _turned_to(document: Document, cue: int) -> Region | None:
    """The region told right before a pair: "Di Kota Bima, pasangan ...", "2. Bima: A-B"."""
    text, links = document.text, grammar().links
    sentence, line = document.sentence_of(cue).start, text.rfind("\n", 0, cue) + 1
    for region in document.regions:
        if region.level not in _LEVELS or not min(sentence, line) <= region.start < cue:
            continue
        if text[region.end : cue].strip(" ,:"):
            continue
        turns = links.turn.fullmatch(text, sentence, region.start)
        if turns or links.item.fullmatch(text, line, region.start):
            return region
    return None


def _times(document: Document, election: Election | None) -> int:
    return sum(mention.election == election for mention in find_elections(document))


def _likeliest(document: Document, position: int, told: Election | None) -> Election | None:
    """The election of a pair where nothing near it tells one.

    The one told before, where the article is about it; else that of the place spoken of last, where the article
    is about a province or none; else that of what the article is about. Only its own sentence makes a pair
    presidential in an article about a region: reports on a Pilkada mention the Pilpres. An article that opens
    with the election of its kabupaten or kota and with a wider one is about the former.
    """
    code = centre(document)
    level = gazetteer()[code].level if code else None
    nationwide = level in {None, "country"} or not any(subjects(document, _LEVELS))
    own = BY_LEVEL.get(level) if level in LOCAL else None
    if told in _WIDE and own in elections_in(document, Span(0, _OPENING)):
        return own
    if told and _is_about(document, told) and (told != "presiden" or nationwide):
        return told
    if nationwide or level == "province":
        near = region_before(document, position, LOCAL)
        if near is not None:
            return BY_LEVEL[gazetteer()[near].level]
        if told in _LOCAL:
            return told
    if level == "country" and told != "presiden":
        return "gubernur" if region_before(document, position, {"province"}) else None
    return BY_LEVEL.get(level) if level else None


def _last_told(document: Document, stretch: Span) -> int:
    """Where the last election named within a stretch of text is, -1 where none is."""
    starts = [mention.start for mention in find_elections(document) if mention.election]
    return max((s for s in starts if stretch.start <= s < stretch.end), default=-1)


def _place_of_pilkada(document: Document, stretch: Span) -> Region | None:
    """The region whose Pilkada a stretch of text names ("pada Pilkada Kabupaten Bima"), if no region follows."""
    found: Region | None = None
    for region in document.regions:
        if stretch.start <= region.start < stretch.end and region.level in _LEVELS:
            before = document.text[max(0, region.start - _PILKADA_BACK) : region.start]
            found = region if grammar().pairs.pilkada_of.search(before) else None
    return found


def _is_about(document: Document, election: Election) -> bool:
    """True where the article opens with an election, or comes back to it more than to others."""
    told = [mention for mention in find_elections(document) if mention.election]
    if told[0].start < _OPENING:
        return told[0].election == election
    most, times = Counter(mention.election for mention in told).most_common(1)[0]
    return most == election and times > 1


def _region(reading: Reading, ticket: _Ticket, level: Level | None) -> str | None:
    """The region of a pair: told behind it ("di Kaur"), else before it in its sentence.

    Else the one that the article turned to last; in an article about several regions of the level, the one
    spoken of last before the sentence will do.
    """
    if level is None:
        return COUNTRY
    document = reading.document
    placed = ticket.place or _counted(document, ticket) or _placed(document, ticket)
    placed = placed or _in_cue(document, ticket) or _turned_to(document, ticket.cue)
    if placed is not None and placed.level == level:
        return placed.region_code
    behind = region_behind(reading, ticket.end, level)
    behind = behind or _of_pilkada_behind(reading, ticket, level)
    if behind is not None:
        return behind
    sentence = document.sentence_of(ticket.cue)
    levels = frozenset({level})
    own = region_before(document, ticket.cue, levels, ticket.cue - sentence.start)
    if own is None:
        own = topic(document, ticket.cue, levels)
    if own is not None:
        return own
    if is_about_several(document, levels):
        return region_before(document, ticket.cue, levels, ticket.cue - sentence.start + SPOKEN_OF)
    return None


def _of_pilkada_behind(reading: Reading, ticket: _Ticket, level: Level) -> str | None:
    """The region whose Pilkada the sentence of a pair names behind it: "A-B bersaing dalam Pilgub Jambi"."""
    rest = Span(ticket.end, reading.document.sentence_of(ticket.start).end)
    named = _place_of_pilkada(reading.document, rest)
    return named.region_code if named is not None and named.level == level else None


def region_behind(reading: Reading, end: int, level: Level) -> str | None:
    """The region that the clause of a candidate or pair names behind it: "A-B menang di Kaur"."""
    for region in reading.document.regions:
        if region.level != level or not end <= region.start <= end + _PLACE_AHEAD:
            continue
        between = reading.text[end : region.start]
        if grammar().pairs.place.search(between) and not _CLAUSE_END.search(between):
            return region.region_code
    return None
