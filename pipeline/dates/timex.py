"""Time expressions as values, and the days that they can mean.

A mention of time says little ("Kamis (12/10)") or everything ("12 Oktober 2023"). The values here keep
just what is said; a partial date is partial in its type. Which days are meant is settled later, against a
:class:`Setting`: what the article around the mention gives to reckon with. A reading that needs something
the setting lacks resolves to ``None`` rather than to a guess. :mod:`~pipeline.dates.choosing` chooses a
year where none is said.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import ClassVar, Literal

from pipeline.dates.choosing import first_options, likeliest, score
from pipeline.dates.interval import Interval, month_at, months
from pipeline.dates.setting import Resolution, Setting
from pipeline.types import DateKind, Granularity

Direction = Literal["past", "present", "future"]
Unit = Literal["day", "week", "weekend", "month", "year"]
# A report that an article's own dates tell the day of comes out at most this many days after them.
LATEST_REPORT = 2


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year, with the parts that are said; ``year`` is as printed, misprints included.

    ``weekday`` counts from Monday, 0. ``year_shift`` and ``month_shift`` are said in words ("tahun lalu"
    is -1) and count from the anchor.
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    direction: Direction | None = None
    year_shift: int | None = None
    month_shift: int | None = None

    @property
    def granularity(self) -> Granularity:
        if self.day is not None:
            return "day"
        return "month" if self.month is not None else "year"

    @property
    def kind(self) -> DateKind:
        """Absolute when it says its year, partial otherwise."""
        return "partial" if self.year is None else "absolute"

    @property
    def possible(self) -> bool:
        """True when some year has such a day."""
        if self.month is None:
            return self.day is None or self.day <= 31
        return 1 <= self.month <= 12 and (
            self.day is None or 1 <= self.day <= monthrange(2000, self.month)[1]
        )

    @property
    def weekday_alone(self) -> int | None:
        """The weekday where nothing else is said."""
        return self.weekday if (self.day, self.month, self.year) == (None, None, None) else None

    def days(self, year: int, month: int | None = None) -> Interval | None:
        """The days meant in ``year`` (and ``month``, where none is said), or ``None`` if it has none such."""
        month = self.month or month
        if not MINYEAR <= year < MAXYEAR:
            return None
        if month is None:
            return months(year, 1, 12)
        whole = months(year, month, month)
        if self.day is None:
            return whole
        if self.day > whole.end.day:
            return None
        day = date(year, month, self.day)
        return Interval(day, day)

    def resolve(self, setting: Setting) -> Resolution | None:
        """The likeliest days, or ``None`` where nothing tells the year."""
        return likeliest(self, setting)


@dataclass(frozen=True, slots=True)
class PartialRange:
    """From one partial date to another; what one of them leaves out is shared from the other."""

    first: PartialDate
    last: PartialDate

    @property
    def granularity(self) -> Granularity:
        return "range"

    @property
    def kind(self) -> DateKind:
        return "partial" if self.first.year is None and self.last.year is None else "absolute"

    @property
    def shared(self) -> PartialRange:
        """The range with the month shared: "1-10 Maret" is from 1 Maret to 10 Maret."""
        first, last = self.first, self.last
        if first.month is None and first.day is not None and last.month is not None:
            turns = last.day is not None and first.day > last.day
            month = (last.month - 2) % 12 + 1 if turns else last.month
            first = replace(first, month=month)
        return PartialRange(first, last)

    def resolve(self, setting: Setting) -> Resolution | None:
        """The days from the start of the first to the end of the last, or ``None`` if no year is known."""
        first, last = self.shared.first, self.shared.last
        if (weekday := first.weekday_alone) is not None:
            return _since(weekday, last.resolve(setting))
        if first.year is None and last.year is not None:
            return _joined(_before(first, last, setting), last.resolve(setting))
        start = first.resolve(setting)
        if last.year is not None or start is None:
            return _joined(start, last.resolve(setting))
        if first.year is not None:
            return _joined(start, _at_or_after(last, start))
        options = (
            (score(first, option, setting) + score(last, end.days, setting), option, end)
            for option in first_options(first, setting)
            if (end := _at_or_after(_dated(last, option.start), Resolution(option, start.evidence)))
        )
        best = max(options, key=lambda item: item[0], default=None)
        return best and Resolution(Interval(best[1].start, best[2].days.end), start.evidence)


def _dated(last: PartialDate, first: date) -> PartialDate:
    """The end of a span from ``first``, with the month where it gives its day alone: "tanggal 26 hingga 28"."""
    if last.month is not None or last.day is None:
        return last
    return replace(last, month=first.month if last.day >= first.day else first.month % 12 + 1)


@dataclass(frozen=True, slots=True)
class WeekdayReading:
    """A day named by its weekday alone.

    ``week`` counts weeks from the anchor's, ``near`` days from the anchor ("besok, Selasa" is 1), where
    that is said. ``reported`` is true for the weekday of the report itself ("kata Ketua KPU, Jumat").
    """

    weekday: int
    week: int | None = None
    near: int | None = None
    direction: Direction | None = None
    reported: bool = False

    granularity: ClassVar[Granularity] = "day"
    kind: ClassVar[DateKind] = "relative"

    def resolve(self, setting: Setting) -> Resolution | None:
        """The day, or ``None`` where the article has no anchor and dates no such weekday."""
        day = self._named(setting) or self._reckoned(setting)
        return Resolution(Interval(day, day), "relative") if day else None

    def _named(self, setting: Setting) -> date | None:
        """The day of that weekday that the article dates elsewhere, where that is what is meant."""
        if self.week is not None or self.near is not None or self.direction == "future":
            return None
        same = [day for day in setting.weekdays if day.weekday() == self.weekday]
        if setting.anchor is None or not same:
            return same[0] if same else None
        if self.reported or (self.direction == "past" and not setting.inferred):
            return None
        return next((day for day in same if abs((day - setting.anchor).days) < 7), None)

    def _reckoned(self, setting: Setting) -> date | None:
        """The day counted from the anchor; an article that reports on another weekday has come out later."""
        anchor = setting.anchor
        if anchor is None:
            return None
        week = 0 if self.direction == "present" else self.week
        if week is not None:
            monday = anchor - timedelta(days=anchor.weekday())
            return monday + timedelta(days=7 * week + self.weekday)
        if self.near is not None:
            meant = anchor + timedelta(days=self.near)
            return meant + timedelta(days=(self.weekday - meant.weekday() + 3) % 7 - 3)
        ahead = (self.weekday - anchor.weekday()) % 7
        if setting.inferred and self.reported and ahead:
            return anchor + timedelta(days=ahead) if ahead <= LATEST_REPORT else None
        if self.direction == "future":
            return anchor + timedelta(days=ahead or 7)
        if self.direction == "past":
            return anchor - timedelta(days=(7 - ahead) or 7)
        if setting.looks_ahead and not self.reported:
            return anchor + timedelta(days=ahead)
        return anchor - timedelta(days=(7 - ahead) % 7)


@dataclass(frozen=True, slots=True)
class WeekdayRange:
    """From one day to the next on some weekday ("Senin sampai Rabu", "besok hingga Rabu")."""

    first: WeekdayReading | Shift
    last: int

    granularity: ClassVar[Granularity] = "range"
    kind: ClassVar[DateKind] = "relative"

    def resolve(self, setting: Setting) -> Resolution | None:
        """The days, or ``None`` where the first cannot be told."""
        start = self.first.resolve(setting)
        if start is None:
            return None
        day = start.days.start
        last = day + timedelta(days=(self.last - day.weekday()) % 7)
        return Resolution(Interval(day, last), "relative")


@dataclass(frozen=True, slots=True)
class Shift:
    """So many days, weeks, months or years from the anchor ("kemarin", "bulan depan").

    Weeks start on Monday. ``of_paper`` counts from the day of publication, whenever it was spoken.
    """

    unit: Unit
    amount: int
    of_paper: bool = False

    kind: ClassVar[DateKind] = "relative"

    @property
    def granularity(self) -> Granularity:
        return self.unit if self.unit in ("day", "month", "year") else "range"

    def resolve(self, setting: Setting) -> Resolution | None:
        """The days, or ``None`` without an anchor."""
        anchor = setting.anchor
        return Resolution(self._from(anchor), "relative") if anchor else None

    def _from(self, anchor: date) -> Interval:
        if self.unit == "day":
            day = anchor + timedelta(days=self.amount)
            return Interval(day, day)
        if self.unit in ("week", "weekend"):
            monday = anchor + timedelta(days=7 * self.amount - anchor.weekday())
            first = 5 if self.unit == "weekend" else 0
            return Interval(monday + timedelta(days=first), monday + timedelta(days=6))
        if self.unit == "month":
            return month_at(anchor, self.amount)
        return months(anchor.year + self.amount, 1, 12)


@dataclass(frozen=True, slots=True)
class RelativeRange:
    """Between days of which one at least is relative to the anchor ("hari ini hingga Kamis (29/8)")."""

    first: Shift | PartialDate
    last: Shift | PartialDate

    granularity: ClassVar[Granularity] = "range"
    kind: ClassVar[DateKind] = "relative"

    def resolve(self, setting: Setting) -> Resolution | None:
        """The days, or ``None`` without an anchor."""
        return _joined(self.first.resolve(setting), self.last.resolve(setting))


@dataclass(frozen=True, slots=True)
class NeighbourYear:
    """The year before or after the one last spoken of ("tahun sebelumnya")."""

    amount: int

    granularity: ClassVar[Granularity] = "year"
    kind: ClassVar[DateKind] = "relative"

    def resolve(self, setting: Setting) -> Resolution | None:
        """The year, or ``None`` where the text names no year and has no anchor."""
        year = setting.year_before
        if year is None:
            if setting.anchor is None:
                return None
            year = setting.anchor.year
        return Resolution(months(year + self.amount, 1, 12), "relative")


@dataclass(frozen=True, slots=True)
class PartOfYear:
    """A quarter (``parts`` 4) or a half (``parts`` 2) of a year, numbered from 1."""

    parts: int
    number: int
    year: int | None = None
    year_shift: int | None = None

    granularity: ClassVar[Granularity] = "range"

    @property
    def kind(self) -> DateKind:
        return "partial" if self.year is None else "absolute"

    def resolve(self, setting: Setting) -> Resolution | None:
        """The days; without a year it is the last such part that has begun.

        Where the clause looks ahead it is the one of this year.
        """
        if self.year is not None:
            return Resolution(self._in(self.year), "printed")
        if setting.anchor is None:
            return None
        year = setting.anchor.year
        if self.year_shift is not None:
            return Resolution(self._in(year + self.year_shift), "relative")
        begun = self._in(year).start <= setting.anchor
        return Resolution(self._in(year if begun or setting.looks_ahead else year - 1), "inferred")

    def _in(self, year: int) -> Interval:
        length = 12 // self.parts
        last = self.number * length
        return months(year, last - length + 1, last)


Timex = (
    PartialDate
    | PartialRange
    | WeekdayReading
    | WeekdayRange
    | Shift
    | RelativeRange
    | NeighbourYear
    | PartOfYear
)


def _before(first: PartialDate, last: PartialDate, setting: Setting) -> Resolution | None:
    """The last days that fit ``first`` and do not begin after ``last`` ends."""
    end = last.resolve(setting)
    if end is None:
        return None
    for year in (end.days.end.year, end.days.end.year - 1):
        days = first.days(year, end.days.end.month if first.month is None else None)
        if days is not None and days.start <= end.days.end:
            return Resolution(days, end.evidence)
    return None


def _since(weekday: int, end: Resolution | None) -> Resolution | None:
    """From the last such weekday before the days of ``end`` to these."""
    if end is None:
        return None
    back = (end.days.start.weekday() - weekday) % 7 or 7
    start = end.days.start - timedelta(days=back)
    return Resolution(Interval(start, end.days.end), end.evidence)


def _at_or_after(last: PartialDate, start: Resolution) -> Resolution | None:
    """The first days that fit ``last`` and do not end before ``start`` begins."""
    for year in (start.days.start.year, start.days.start.year + 1):
        days = last.days(year)
        if days is not None and days.end >= start.days.start:
            return Resolution(days, start.evidence)
    return None


def _joined(start: Resolution | None, end: Resolution | None) -> Resolution | None:
    """From the first day of ``start`` to the last of ``end``; ``None`` if that runs backwards."""
    if start is None or end is None or start.days.start > end.days.end:
        return None
    return Resolution(Interval(start.days.start, end.days.end), end.evidence)
