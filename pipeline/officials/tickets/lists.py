"""Lists of pairs of candidates, with a line for each or in running text with a place for each.

A line of "1. A-B", "Paslon 2: C dan D", "E-F 36,13%" has a mark or a label or neither, a place or not, and after
the pair what is told of it: votes, parties, a place. Lines that hold no pair may stand between, with the parties
of one or its votes; a line that holds nothing but a place is that of the lines below it.

In running text the place stands before the pairs or after: "Kaur A-B dan C-D, Bima E-F", "A-B (Kaur), E-F (Bima)".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from pipeline.focus.centre import COARSE, LOCAL
from pipeline.focus.elections import elections_in
from pipeline.officials.grammar import grammar
from pipeline.officials.item_places import region_led_to
from pipeline.officials.list_heads import words_above
from pipeline.officials.names.reader import PersonName
from pipeline.officials.reading import Reading
from pipeline.officials.tickets.pairs import WIDE, Pair, Ticket, pair_of, pairs_from
from pipeline.types import Line, Region, Span

# Between two items of a list stand at most so many short lines, and so many long ones where the items have marks.
_SHORT_LINES = 8
_LONG_LINES = 1
_TWO = 2
# At most this many characters may stand before the place of a list's item.
_ITEM = 30
# A series has so many places at least.
_LEAST_PLACES = 2


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line with pairs, each with its own place; whether a mark opens it, and what is told makes them candidates.

    A mark is also the number of a pair, and a place with a colon. What is told are votes, parties or the place.
    """

    pairs: list[tuple[Pair, Region | None]]
    is_marked: bool
    is_told: bool


def tickets_in_lists(reading: Reading) -> Iterator[Ticket]:
    """The pairs of all lists: those of lines, those in running text, and those that places stand before."""
    return chain(_on_lines(reading), _in_text(reading), _of_places(reading))


def _on_lines(reading: Reading) -> Iterator[Ticket]:
    """The pairs of all lists, under words that speak of candidates or of results."""
    place: Region | None = None
    begun: int | None = None
    short, long, is_open = 0, 0, False
    for line in reading.document.lines:
        section = _place_of_section(reading, line)
        entry = None if section else _entry(reading, line) or _entry_of_lines(reading, line)
        if section is not None:
            place, short, long, is_open = section, 0, 0, True
        elif entry is None:
            is_open = line.of(reading.text).endswith(":")
            short, long = short + line.is_heading, long + (not line.is_heading)
            if is_open:
                begun, place = None, _place_of_opening(reading, line) or place
        else:
            if long > (_LONG_LINES if entry.is_marked else 0) or short > _SHORT_LINES:
                begun, place = None, place if is_open else None
            if begun is None and (entry.is_marked or entry.is_told or is_open):
                begun = line.text_start if _is_announced(reading, line, entry, place) else None
            is_open = is_open and begun is not None
            short = long = 0
            for pair, own in entry.pairs if begun is not None else ():
                yield Ticket(line.text_start, pair, stated=True, place=own or place, listed=begun)


def _place_of_opening(reading: Reading, line: Line) -> Region | None:
    """The one kabupaten or kota of the sentence that opens a list: "Di Kaur ada dua paslon:".

    There may be none of its own where it names a wider election.
    """
    document = reading.document
    sentence = document.sentence_of(line.end - 1)
    if not WIDE.isdisjoint(elections_in(document, sentence)):
        return None
    named = {r.region_code: r for r in document.regions if r.span in sentence and r.level in LOCAL}
    return named.popitem()[1] if len(named) == 1 else None


def _place_of_section(reading: Reading, line: Line) -> Region | None:
    """The place that is all that a line names: "2. Kabupaten Kaur:", "Pilkada Kaur (3 paslon)"."""
    words = grammar().pair_lists
    place = region_led_to(reading, line.text_start, words.before_place, COARSE, line.end)
    ends = words.after_place.match(reading.text, place.end, line.end) if place else None
    return place if ends else None


def _entry(reading: Reading, line: Line) -> _Entry | None:
    """What a line holds, if it opens with a pair, after its label and its place; ``None`` for any other line.

    After the pairs of a line without a mark only such follows as lists tell of a pair.
    """
    words, text = grammar().pair_lists, reading.text
    label = words.label.match(text, line.text_start, line.end)
    start = label.end() if label else line.text_start
    is_marked = line.is_item or bool(label and label["number"])
    place = region_led_to(reading, start, words.before_place, COARSE, line.end)
    if place is not None and (is_marked or place.start == start):
        after = words.from_place.match(text, place.end, line.end)
        start = after.end() if after else start
        is_marked = is_marked or bool(after and after["mark"])
    pairs = list(_pairs_in(reading, start, line))
    if not pairs and place is None and (slogan := words.slogan.match(text, start, line.end)):
        pairs = list(_pairs_in(reading, slogan.end(), line))
        is_marked = True
    tail = words.tail.match(text, pairs[-1][1].outer.end, line.end) if pairs else None
    if not pairs or not (tail or line.is_item):
        return None
    placed = [
        (pair, region_led_to(reading, pair[1].outer.end, words.to_place, COARSE, line.end) or place)
        for pair in pairs
    ]
    is_placed = all(own for _, own in placed) and (is_marked or place is None)
    return _Entry(placed, is_marked, is_told=is_placed or bool(tail and tail["told"]))


def _entry_of_lines(reading: Reading, line: Line) -> _Entry | None:
    """Two of a pair on lines of their own, the first with a mark, or below a line with their number alone."""
    label = grammar().pair_lists.label.fullmatch(reading.text, line.text_start, line.end)
    is_number = label is not None and label["number"] and label.group()[0].isalpha()
    below = reading.document.lines_below(line.start)
    lines = list(islice(below, 2)) if is_number else [line, *islice(below, 1)]
    if not (is_number or line.is_item) or any(each.is_item for each in lines[1:]):
        return None
    names = [name for each in lines if (name := _name_alone(reading, each))]
    if len(names) != _TWO or names[0].words == names[1].words:
        return None
    return _Entry([((names[0], names[1]), None)], is_marked=True, is_told=False)


def _name_alone(reading: Reading, line: Line) -> PersonName | None:
    """The name that is all of a line."""
    name = reading.names.at(line.text_start)
    return name if name and name.outer.end == line.end else None


def _pairs_in(reading: Reading, start: int, line: Line) -> Iterator[Pair]:
    """The pairs that stand one after another in a line."""
    words = grammar()
    while True:
        first = reading.names.at(start)
        pair = pair_of(reading.names, first) if first else None
        if pair is None or pair[1].outer.end > line.end:
            return
        yield pair
        end = pair[1].outer.end
        following = words.pair_lists.against.match(reading.text, end, line.end)
        following = following or words.pairs.next_pair.match(reading.text, end, line.end)
        if following is None:
            return
        start = following.end()


def _is_announced(reading: Reading, line: Line, entry: _Entry, place: Region | None) -> bool:
    """True where words above speak of candidates: of pairs, where nothing but "dan" makes it one."""
    is_plain = place or entry.is_told or _is_plain(reading, entry.pairs[0][0])
    words = grammar().pairs
    listing = words.listing if is_plain else words.item_listing
    return any(listing.search(above) for above in words_above(reading, line.text_start))


# --- in running text ---


@dataclass(frozen=True, slots=True)
class _Item:
    """Pairs with the place that is stated with them, and where both begin and end."""

    span: Span
    place: Region
    pairs: list[Pair]


def _in_text(reading: Reading) -> Iterator[Ticket]:
    """The pairs of series with a place for each, under words that speak of candidates."""
    for items in (_after_places(reading), _before_places(reading)):
        for series in _in_succession(reading, items):
            start = _opening(reading, series[0].span.start)
            if _is_series(reading, series, start):
                for item in series:
                    for pair in item.pairs:
                        yield Ticket(start, pair, stated=True, place=item.place, listed=start)


def _after_places(reading: Reading) -> Iterator[_Item]:
    """ "Kaur: A-B dan C-D", "di Kaur ada A-B"."""
    words, text = grammar(), reading.text
    for region in reading.document.regions:
        if region.level in COARSE:
            link = words.pair_lists.series_link.match(text, region.end)
            pairs = list(pairs_from(reading, link.end())) if link else []
            if pairs:
                yield _Item(Span(region.start, pairs[-1][1].outer.end), region, pairs)


def _before_places(reading: Reading) -> Iterator[_Item]:
    """ "A-B di Kaur", "A-B (Kaur)"."""
    places = [region for region in reading.document.regions if region.level in LOCAL]
    starts = [region.start for region in places]
    for first in reading.names.runs:
        pair = pair_of(reading.names, first)
        at = bisect_left(starts, pair[1].outer.end) if pair else len(places)
        if pair is None or at == len(places):
            continue
        place, lead = places[at], grammar().pair_lists.to_place
        if lead.fullmatch(reading.text, pair[1].outer.end, place.start):
            yield _Item(Span(first.outer.start, place.end), place, [pair])


def _in_succession(reading: Reading, items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """The items, those together between which nothing stands but what leads from one to the next."""
    series: list[_Item] = []
    between = grammar().pair_lists.series_joint
    for item in items:
        last = series[-1].span.end if series else item.span.start
        # The stop of a degree ("S.H.") may end the sentence, too.
        last -= reading.text.endswith(".", 0, last)
        if series and not between.fullmatch(reading.text, last, max(last, item.span.start)):
            yield series
            series = []
        series.append(item)
    if series:
        yield series


def _opening(reading: Reading, start: int) -> int:
    """Where a series begins: with its sentence, if that opens with the place."""
    sentence = reading.document.sentence_of(start).start
    lead = grammar().pair_lists.series_lead
    return sentence if lead.fullmatch(reading.text, sentence, start) else start


def _is_series(reading: Reading, series: Sequence[_Item], start: int) -> bool:
    """True for several places, each with pairs: of full names with a mark between, or under words on pairs."""
    places = len({item.place.region_code for item in series})
    if places < _LEAST_PLACES:
        return False
    if all(_is_plain(reading, pair) for item in series for pair in item.pairs):
        return grammar().pairs.context.search(reading.text) is not None
    before = reading.document.sentence_before(start)
    heads = (*words_above(reading, start), before.of(reading.text))
    words = grammar().pairs
    listing = words.listing if places > _LEAST_PLACES else words.item_listing
    return any(listing.search(head) for head in heads)


def _is_plain(reading: Reading, pair: Pair) -> bool:
    """True where a mark makes two names a pair, and no word."""
    return not any(map(str.isalpha, reading.text[pair[0].outer.end : pair[1].outer.start]))


def _of_places(reading: Reading) -> Iterator[Ticket]:
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
