"""Which of the days that an article tells stand next to a mention of time, to reckon from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pipeline.dates.mentions import TimeMention
from pipeline.dates.setting import Reference
from pipeline.types import Document

# What a day costs as something to reckon from, by how far from the mention it stands.
_SENTENCE = Reference(date.min)
_SENTENCE_BEFORE = Reference(date.min, cost=0.3)
_ELSEWHERE = Reference(date.min, cost=1.0)
# Without an anchor, a far date is better than none, and its year matters more than its distance.
_ELSEWHERE_UNANCHORED = Reference(date.min, cost=1.0, per_year=1.5)
_NEIGHBOURS = 8


class References:
    """The days that one document tells, each with the offset of its mention."""

    def __init__(self, document: Document, days: Iterable[tuple[int, date]]) -> None:
        self._document = document
        self._days = sorted(days)

    def with_days(self, days: Iterable[tuple[int, date]]) -> References:
        """These and other ``days`` of the same document."""
        return References(self._document, {*self._days, *days})

    def around(self, mention: TimeMention, *, anchored: bool) -> list[Reference]:
        """The days next to ``mention``, in an article whose own day is known or not."""
        here = self._document.sentence_index(mention.start)
        elsewhere = _ELSEWHERE if anchored else _ELSEWHERE_UNANCHORED
        by_distance = {0: _SENTENCE, 1: _SENTENCE_BEFORE}
        place = bisect_left(self._days, mention.start, key=_offset)
        return [
            replace(
                by_distance.get(here - self._document.sentence_index(start), elsewhere), day=day
            )
            for start, day in self._days[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]
            if start != mention.start
        ]


def _offset(day: tuple[int, date]) -> int:
    return day[0]
