"""Lists with a line for each pair of candidates: "1. A-B", "Paslon 2: C dan D", "E-F 36,13%".

A line has a mark or a label or neither, a place or not, and after the pair what is told of it: votes, parties, a
place. Lines that hold no pair may stand between, with the parties of one or its votes; a line that holds nothing
but a place is that of the lines below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.focus.centre import COARSE, LOCAL
from pipeline.focus.elections import elections_in
from pipeline.officials.contests import WIDE, Ticket, words_above
from pipeline.officials.grammar import grammar
from pipeline.officials.pairs import Pair, pair_of
from pipeline.officials.reading import Reading
from pipeline.types import Line, Region

# Between two items of a list stand at most so many short lines, and so many long ones where the items have marks.
_SHORT_LINES = 8
_LONG_LINES = 1


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line with pairs, each with its own place; whether a mark opens it, and what is told makes them candidates.

    A mark is also the number of a pair, and a place with a colon. What is told are votes, parties or the place.
    """

    pairs: list[tuple[Pair, Region | None]]
    is_marked: bool
    is_told: bool


def listed_tickets(reading: Reading) -> Iterator[Ticket]:
    """The pairs of all lists, under words that speak of candidates or of results."""
    place: Region | None = None
    begun: int | None = None
    short, long, is_open = 0, 0, False
    for line in reading.document.lines:
        section = _place_of_section(reading, line)
        entry = None if section else _entry(reading, line)
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
    place = _place_in(reading, line.text_start, line, words.before_place)
    ends = words.after_place.match(reading.text, place.end, line.end) if place else None
    return place if ends else None


def _place_in(reading: Reading, offset: int, line: Line, lead: re.Pattern[str]) -> Region | None:
    """The province, kabupaten or kota named next in a line, if nothing but what leads to it stands before."""
    for region in reading.document.regions:
        if region.start >= line.end:
            return None
        if offset <= region.start and region.level in COARSE:
            return region if lead.fullmatch(reading.text, offset, region.start) else None
    return None


def _entry(reading: Reading, line: Line) -> _Entry | None:
    """What a line holds, if it opens with a pair, after its label and its place; ``None`` for any other line.

    After the pairs of a line without a mark only such follows as lists tell of a pair.
    """
    words, text = grammar().pair_lists, reading.text
    label = words.label.match(text, line.text_start, line.end)
    start = label.end() if label else line.text_start
    is_marked = line.is_item or bool(label and label["number"])
    place = _place_in(reading, start, line, words.before_place)
    if place is not None:
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
        (pair, _place_in(reading, pair[1].outer.end, line, words.to_place) or place)
        for pair in pairs
    ]
    is_placed = all(own for _, own in placed) and (is_marked or place is None)
    return _Entry(placed, is_marked, is_told=is_placed or bool(tail and tail["told"]))


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
    (first, second), _ = entry.pairs[0]
    joint = reading.text[first.outer.end : second.outer.start]
    is_plain = place or entry.is_told or not any(map(str.isalpha, joint))
    words = grammar().pairs
    listing = words.listing if is_plain else words.item_listing
    return any(listing.search(above) for above in words_above(reading, line.text_start))
