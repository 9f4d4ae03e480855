"""Which regions the list item of a number names."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.focus.coordination import are_listed, first_of, last_of
from pipeline.focus.mentions import PlaceMention
from pipeline.focus.nesting import common, is_within
from pipeline.focus.places import Places
from pipeline.focus.signs import ruleset
from pipeline.types import Span

_TOPIC_WORDS = 6
# Room for a comma and the words that may stand between it and the number of an item.
_BEFORE_ITEM = 20


class ItemReader:
    """Reads the list items of one document."""

    def __init__(self, places: Places) -> None:
        self.document = places.document
        self.text = places.document.text
        self.places = places
        self.clauses = places.clauses

    def in_item(self, span: Span, after: int, ahead: int, *, first: bool) -> tuple[str, ...]:
        """Regions of the list item of ``span``, which lies between the numbers before and after it.

        Those that ``span`` itself holds come first: "calon terbanyak yaitu Kaur sebanyak 55".
        """
        within = self.places.within(span.start, span.end)
        if within:
            return last_of(self.text, within)
        start = None if first else self.clauses.separator(after, span.start)
        end = self.clauses.separator(span.end, ahead)
        start = after if start is None else start
        left = [
            place
            for place in self.places.within(start, span.start)
            if not (place.attributed and place.level in {"district", "village"})
        ]
        # "permohonan dari Kaur, kata Ketua Bawaslu Bengkulu, ..."
        left = [place for place in left if not place.attributed] or left
        right = [
            place
            for place in self.places.within(span.end, ahead if end is None else end)
            if not self.is_of_the_next(span, place, ahead)
        ]
        if shared := self._shared_among(span, ahead, left):
            return shared
        if right and self._is_located(span, right[0], left):
            # The last number of a sentence has the whole of a list after it.
            is_last = ahead == self.document.sentence_of(span.start).end
            named = self.places.within(span.end, ahead) if is_last else right
            return self.listed_after(span, named)
        if not left:
            return ()
        codes = last_of(self.text, left)
        if len(codes) > 2 and ruleset().contexts.of_the_last.match(
            self.text, left[-1].end, span.start
        ):
            return codes[-1:]
        if len(codes) > 1 and ruleset().contexts.average.search(
            self.text, left[-1].end, span.start
        ):
            return (common(codes),)
        return codes

    def _shared_among(
        self, span: Span, ahead: int, left: Sequence[PlaceMention]
    ) -> tuple[str, ...]:
        """The parts of a region that have a number together: "di Bengkulu 100 persen, yakni Kaur dan Seluma"."""
        named = self.places.within(span.end, ahead)
        codes = first_of(self.text, named)
        if not left or len(codes) < 2 or self.is_of_the_next(span, named[-1], ahead):
            return ()
        between = self.text[span.end : named[0].start].rstrip()
        are_set_out = ruleset().contexts.namely.fullmatch(between) is not None
        parts = all(is_within(code, left[-1].code) for code in codes)
        return self.listed_after(span, named) if are_set_out and parts else ()

    def listed_after(self, span: Span, places: Sequence[PlaceMention]) -> tuple[str, ...]:
        """The regions of a list after a number; for several kecamatan or desa the one that they lie in.

        "40 persen di tiga kecamatan, yakni Nasal dan Kinal" is of them together.
        """
        codes = first_of(self.text, places)
        each = ruleset().contexts.each.search(self.text, span.end, places[0].start)
        local = all(code.count(".") > 1 for code in codes)
        return (common(codes),) if local and len(codes) > 1 and not each else codes

    def shared_out(self, sentence: Span, spans: Sequence[Span]) -> dict[int, tuple[str, ...]]:
        """ "Kaur dan Lebong 61 dan 63 persen": the regions of numbers that follow a list of as many."""
        shared: dict[int, tuple[str, ...]] = {}
        first = 0
        while first < len(spans):
            after = first + 1
            while after < len(spans) and are_listed(self.text, spans[after - 1], spans[after]):
                after += 1
            start = spans[first - 1].end if first else sentence.start
            before = self.places.within(start, spans[first].start)
            listed = last_of(self.text, before) if before else ()
            if after - first > 1 and len(listed) == after - first:
                shared |= {first + at: (code,) for at, code in enumerate(listed)}
            first = after
        return shared

    def is_of_the_next(self, span: Span, place: PlaceMention, ahead: int) -> bool:
        """True for a region right before the next number: "60 persen, bahkan Kaur 40 persen"."""
        if ahead == self.document.sentence_of(span.start).end:
            return False
        next_to_it = ruleset().contexts.of_the_next.fullmatch(self.text, place.end, ahead)
        return next_to_it is not None and not ruleset().contexts.of_the_one_before.fullmatch(
            self.text, span.end, place.start
        )

    def _is_located(self, span: Span, place: PlaceMention, left: Sequence[PlaceMention]) -> bool:
        """True where a number is said of a place after it, and not of those before it.

        Beside a region before it only a smaller one counts, with next to nothing between but a preposition, or
        any where the number begins an item: "tiga paslon di Kaur, yang ditutup KPU Kaur, dua paslon di Lebong".
        """
        between = self.text[span.end : place.start]
        if ruleset().contexts.cause.search(between) is not None:
            return False
        if not left or ruleset().contexts.deputy.fullmatch(between) is not None:
            return True
        near = (
            ruleset().contexts.located.fullmatch(between) is not None
            and len(between.split()) <= _TOPIC_WORDS
        )
        begins = ruleset().contexts.begins_item.search(
            self.text, max(0, span.start - _BEFORE_ITEM), span.start
        )
        return near and (begins is not None or is_within(place.code, left[-1].code))
