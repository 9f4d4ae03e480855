"""The regions that an article lists below the words that say what is so in each of them.

"Tujuh daerah diikuti calon tunggal" sets out such a list, which goes on in the next sentences or in lines of its
own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set

from pipeline.counts.forms import ruleset, whole_number
from pipeline.focus.centre import LOCAL
from pipeline.focus.mentions import PlaceMention
from pipeline.focus.nesting import is_within
from pipeline.focus.places import Places
from pipeline.types import Document, Span

_BRACKETS = re.compile(r"\([^)]*\)")
# A line of at most this many words may stand in a list of regions, or head one. `Line.is_heading` will not do:
# items of the list are headings, too.
_WORDS_OF_ITEM = 12
# At most this many sentences may be said of each region of a list.
_SENTENCES_OF_ITEM = 4


class RegionLists:
    """The lists of regions of one document; what has been read from one is not read again."""

    def __init__(self, document: Document, places: Places) -> None:
        self.document = document
        self.text = document.text
        self.places = places
        # Where the sentences begin that a list has been read from.
        self._listed: set[int] = set()

    def below(self, head: Span, *, on_lines: bool) -> Iterator[str]:
        """The regions of the list that goes on after the sentence ``head``.

        They stand in sentences that hold nothing but regions and the words of a list; with ``on_lines`` also
        at the beginning of lines of their own ("1. Kabupaten Kaur (Rina dan Budi)"), under the names of
        provinces. What interrupts the list ends it, but for sentences that tell how many they list:
        "Bengkulu dua, Kaur dan Lebong". Below a heading only a list goes on of as many regions as ``head`` tells.
        """
        after = self.document.sentences[self._after(head) :]
        counted = self._numbers(head.start, head.end)
        is_interrupted = is_parted = False
        province: PlaceMention | None = None
        for sentence in map(self._quoted, after):
            places = [p for p in self.places.all if sentence.start <= p.start < sentence.end]
            local = [p for p in places if p.level in LOCAL]
            if sentence.start in self._listed:
                return
            opens_line = on_lines and not is_interrupted and self._opens_line(sentence, places)
            if opens_line and province is not None and not is_within(places[0].code, province.code):
                # A province without a list of its own is an item, not a heading.
                yield province.code
            if opens_line:
                self._listed.add(sentence.start)
                of_province = places[0].level == "province"
                yield from (p.code for p in (local if of_province else places[:1]))
                province = places[0] if of_province and not local else None
            elif not on_lines and self._is_heading(sentence):
                is_parted = is_interrupted = True
            elif local and self._is_nothing_but_list(sentence, places):
                goes_on = not is_interrupted or self._tells_number_of(sentence, local)
                codes = {p.code for p in local}
                if (goes_on and not is_parted) or len(codes) in counted:
                    self._listed.add(sentence.start)
                    yield from (p.code for p in local)
            elif local and (named := self._enumerated(sentence, head)):
                if not is_parted or len(set(named)) in counted:
                    self._listed.add(sentence.start)
                    yield from named
            elif ruleset().contexts.sets_out.search(self.text, sentence.start, sentence.end):
                is_interrupted = False
            elif not self._is_heading(sentence):
                is_interrupted = True

    def _after(self, stretch: Span) -> int:
        """The index of the first sentence after a stretch of text."""
        return bisect_left(self.document.sentences, Span(stretch.end, stretch.end))

    def _is_heading(self, sentence: Span) -> bool:
        """True for a line of its own that is no sentence, and for the mark of a list item."""
        line = sentence.of(self.text)
        alone = self.text[: sentence.start].endswith("\n") and self.text.startswith(
            "\n", sentence.end
        )
        is_short = alone and line[-1] not in '.!?"' and len(line.split()) <= _WORDS_OF_ITEM
        return is_short or sentence.end <= self.document.line_of(sentence.start).text_start

    def _numbers(self, start: int, end: int) -> set[int | None]:
        """The numbers stated between two offsets: "dua daerah", "keenam daerah"."""
        stated = ruleset().contexts.number.finditer(self.text, start, end)
        return {whole_number(number["all"] or number["some"]) for number in stated}

    def _tells_number_of(self, sentence: Span, places: Sequence[PlaceMention]) -> bool:
        """True for a sentence that says how many places it lists: "Di Bengkulu ada dua: Kaur dan Lebong"."""
        stated = self._numbers(sentence.start, places[0].start)
        return len({p.code for p in places}) in stated

    def _quoted(self, sentence: Span) -> Span:
        """What is said in a sentence, without who says it: '"Kaur dan Lebong," kata Rina'."""
        spoken = ruleset().contexts.spoken.match(self.text, sentence.start, sentence.end)
        return Span(*spoken.span("words")) if spoken is not None else sentence

    def _enumerated(self, sentence: Span, head: Span) -> list[str]:
        """The regions that a sentence names as those of ``head``: "dua daerah itu adalah Kaur dan Lebong".

        Where it counts them, ``head`` counts as many or it points back to them. As many may be said of one by
        one: "Dua daerah itu adalah Kaur dengan paslon A-B. Lebong dengan paslon C-D".
        """
        named = ruleset().contexts.enumerated.search(self.text, sentence.start, sentence.end)
        if named is None:
            return []
        listed = Span(named.end(), sentence.end)
        places = self.places.within(listed.start, listed.end)
        codes = [place.code for place in places if place.level in LOCAL]
        stated = self._numbers(sentence.start, named.end())
        points_back = named["back"] is not None
        if stated and not (stated <= self._numbers(head.start, head.end) or points_back):
            return []
        if self._is_nothing_but_list(listed, places):
            is_of_head = len(set(codes)) in stated if stated else points_back
            return codes if is_of_head else []
        return self._one_by_one(listed, stated)

    def _one_by_one(self, listed: Span, stated: Set[int | None]) -> list[str]:
        """The regions of ``listed`` and of the next sentences that go on with one, where as many are stated."""
        codes: dict[str, None] = {}
        first = self._after(listed)
        last = first + _SENTENCES_OF_ITEM * max(filter(None, stated), default=0)
        for sentence in [listed, *self.document.sentences[first:last]]:
            places = self.places.within(sentence.start, sentence.end)
            local = [place for place in places if place.level in LOCAL]
            begins = ruleset().contexts.next_item.match(self.text, sentence.start)
            if not local or begins is None:
                continue
            words_between = self.text[begins.end() : local[0].start].split()
            if begins["next"] or len(words_between) < 2:
                codes |= dict.fromkeys(place.code for place in local)
            if len(codes) in stated:
                return list(codes)
        return []

    def _opens_line(self, sentence: Span, places: Sequence[PlaceMention]) -> bool:
        """True for a line that begins with a place and is no sentence."""
        if not places or self.document.line_of(places[0].start).text_start != places[0].start:
            return False
        rest = _BRACKETS.sub("", self.text[places[0].end : sentence.end])
        return len(rest.split()) <= _WORDS_OF_ITEM

    def _is_nothing_but_list(self, sentence: Span, places: Sequence[PlaceMention]) -> bool:
        """True for "Kemudian Kabupaten Kaur dan Lebong di Bengkulu", which may break off with the article."""
        rest, end = "", sentence.start
        for place in places:
            rest, end = f"{rest}{self.text[end : place.start]} ", place.end
        is_cut = sentence.end == len(self.text.rstrip()) and self.text[sentence.end - 1].isalpha()
        rest += "" if is_cut else self.text[end : sentence.end]
        return ruleset().contexts.listing.fullmatch(rest) is not None
