"""Which days that are known already a relative mention of time ("kemarin", "Senin") leans on."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from pipeline.dates.contexts import ruleset
from pipeline.dates.dated import Dated
from pipeline.dates.mentions import TimeMention
from pipeline.dates.report_day import may_be_report
from pipeline.dates.setting import Setting
from pipeline.dates.timex import (
    LATEST_REPORT,
    RelativeRange,
    Shift,
    Timex,
    WeekdayRange,
    WeekdayReading,
)
from pipeline.types import Document

_NEIGHBOURS = 8


class KnownDays:
    """The days of one document that are resolved, by what relative mentions ask for."""

    def __init__(self, document: Document, dated: Iterable[Dated]) -> None:
        self._document = document
        self._reports: dict[int, list[tuple[int, date]]] = defaultdict(list)
        self._weekdays: dict[int, list[tuple[int, date]]] = defaultdict(list)
        self._days: dict[int, list[tuple[int, date]]] = defaultdict(list)
        self._years: list[tuple[int, int]] = []
        for one in dated:
            day = one.days.start
            where = document.sentence_index(one.mention.start)
            if one.partial.day is not None:
                self._days[where].append((one.mention.start, day))
            if one.partial.day is not None and one.partial.weekday == day.weekday():
                self._weekdays[day.weekday()].append((one.mention.start, day))
            if one.partial.granularity == "year":
                self._years.append((one.mention.end, day.year))
            if may_be_report(document, one.mention):
                self._reports[where].append((one.mention.start, day))

    def setting(self, mention: TimeMention, setting: Setting) -> Setting:
        """``setting`` with what ``mention`` may lean on."""
        timex = mention.timex
        weekday = timex.first if isinstance(timex, WeekdayRange) else timex
        years_before = bisect_left(self._years, (mention.start + 1, 0))
        return replace(
            setting,
            anchor=self._anchor(mention, setting),
            weekdays=(
                *self._beside(weekday.weekday, mention),
                *self._nearest(weekday.weekday, mention.start),
            )
            if isinstance(weekday, WeekdayReading)
            else (),
            year_before=self._years[years_before - 1][1] if years_before else None,
        )

    def _anchor(self, mention: TimeMention, setting: Setting) -> date | None:
        """The day that ``mention`` counts from: that of the article, or on which its sentence was spoken."""
        shift, anchor = _days_counted(mention.timex), setting.anchor
        if shift is None:
            return anchor
        if shift.of_paper:
            comes_later = setting.inferred
        else:
            anchor = self._day_of_speech(mention, anchor) or anchor
            comes_later = shift.amount == -1 and setting.inferred and self._is_of_paper(mention)
        return anchor + timedelta(days=1) if anchor and comes_later else anchor

    def _is_of_paper(self, mention: TimeMention) -> bool:
        """True for what an article says in its own words.

        In one that tells its day itself "kemarin" is the day stated: the paper comes out on the morning after.
        """
        line = self._document.line_of(mention.start).start
        return self._document.text.count('"', line, mention.start) % 2 == 0

    def _day_of_speech(self, mention: TimeMention, anchor: date | None) -> date | None:
        """The day on which the sentence of ``mention`` was spoken, where it says so.

        Not a day set beside it, which is its own: "kemarin malam, Senin (12/10)".
        """
        reports = self._reports.get(self._document.sentence_index(mention.start), [])
        for start, day in reports[:_NEIGHBOURS]:
            if 0 <= start - mention.end <= len(", "):
                continue
            if anchor is None or 0 <= (anchor - day).days <= LATEST_REPORT:
                return day
        return None

    def _beside(self, weekday: int, mention: TimeMention) -> Iterator[date]:
        """The day of that weekday that its sentence tells without it, or tells for a later one of its list."""
        listed = ruleset().contexts.listed_weekday.match(self._document.text, mention.end)
        for start, day in self._days.get(self._document.sentence_index(mention.start), []):
            before = timedelta(days=(day.weekday() - weekday) % 7)
            if not before or (listed is not None and listed.end() == start):
                yield day - before

    def _nearest(self, weekday: int, start: int) -> tuple[date, ...]:
        """The days that the article dates on that weekday, the nearest mention first."""
        dated = self._weekdays.get(weekday, [])
        place = bisect_left(dated, (start, date.min))
        near = dated[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]
        return tuple(day for _, day in sorted(near, key=lambda item: abs(item[0] - start)))


def _days_counted(timex: Timex) -> Shift | None:
    """How many days a mention, or the end of a span that does, counts from the anchor."""
    ends = (
        (timex.first, timex.last) if isinstance(timex, RelativeRange | WeekdayRange) else (timex,)
    )
    return next((end for end in ends if isinstance(end, Shift) and end.unit == "day"), None)
