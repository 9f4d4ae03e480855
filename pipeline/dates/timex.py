"""Time expressions as values, and the days that they can mean.

A mention of time says little ("Kamis (12/10)") or everything ("12 Oktober 2023"). The values here keep
just what is said; a partial date is partial in its type. Which days are meant is settled later, against a
:class:`Setting`: what the article around the mention gives to reckon with. A reading that needs something
the setting lacks resolves to ``None`` rather than to a guess.

Every choice of a year (and of a month, where only a day is said) is made in :func:`likeliest`: candidates
are listed, each is scored, the best wins.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import ClassVar, Literal, NamedTuple

from rapidfuzz.distance import OSA

from pipeline.types import DateKind, Granularity

Direction = Literal["past", "present", "future"]
Unit = Literal["day", "week", "weekend", "month", "year"]
Evidence = Literal["printed", "repaired", "weekday", "inferred", "relative"]

# What counts for and against a candidate; a year of distance from what it is reckoned from costs 4.
_WEEKDAY_AGREES = 3.0
_AGAINST_DIRECTION = -6.0
_CLAUSE_LOOKS_AHEAD = 2.0
_MONTH_AHEAD_UNSAID = -0.5
_STATED_IN_FULL = 2.5
_SHARES_YEAR = 1.5

# How far from a year that is named those lie that may be meant: an election is news two years before it is held.
YEARS_AROUND = (-2, -1, 0, 1)
# Years that a text can mean: older ones are misprints, and so are days further ahead than this.
_FIRST_YEAR = 1800
_LAST_YEAR = 2199
_YEARS_AHEAD = 12
_DAYS_IN_YEAR = 365.25
# A report that an article's own dates tell the day of comes out at most this many days after them.
LATEST_REPORT = 2


class Interval(NamedTuple):
    """A stretch of days, both ends included."""

    start: date
    end: date

    def gap(self, day: date) -> int:
        """The number of days between the interval and ``day``; 0 when it holds the day."""
        return max((self.start - day).days, (day - self.end).days, 0)


@dataclass(frozen=True, slots=True)
class Resolution:
    """The days that a reading means, and what that rests on."""

    days: Interval
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reference:
    """A known day; a candidate that is reckoned from it loses ``cost``, and ``per_year`` for each year between."""

    day: date
    cost: float = 0.0
    per_year: float = 4.0

    def loss(self, days: Interval) -> float:
        """What ``days`` lose when they are reckoned from here."""
        return self.cost + self.per_year * days.gap(self.day) / _DAYS_IN_YEAR


@dataclass(frozen=True, slots=True)
class Setting:
    """What an article gives to reckon with at one mention.

    ``anchor`` is the day the article speaks on (its publication, or a day inferred from it).
    ``references`` are the anchor and the full dates nearby. ``years`` says how much speaks for each year
    that the text names. ``stated`` holds the days that the article gives in full somewhere.
    ``weekdays`` are the days it names with their weekday, the nearest to the mention first.
    ``year_before`` is the last year stated before the mention; ``until`` is the next day that its sentence gives
    in full, be it the first of a span, as a list of stages says its year at the end. ``looks_ahead`` is true
    when the clause speaks of what will be, ``inferred`` when the anchor is a day that the article tells, not its
    publication.
    """

    anchor: date | None = None
    references: tuple[Reference, ...] = ()
    years: Mapping[int, float] = field(default_factory=dict)
    stated: frozenset[date] = frozenset()
    weekdays: tuple[date, ...] = ()
    year_before: int | None = None
    until: date | None = None
    looks_ahead: bool = False
    inferred: bool = False


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


def months(year: int, first: int, last: int) -> Interval:
    """The whole months from ``first`` to ``last`` of a year."""
    return Interval(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def month_at(anchor: date, amount: int) -> Interval:
    """The whole month that lies ``amount`` months from the anchor's."""
    index = anchor.year * 12 + anchor.month - 1 + amount
    year, month = index // 12, index % 12 + 1
    return months(year, month, month)


def likeliest(partial: PartialDate, setting: Setting) -> Resolution | None:
    """The best-scored days that ``partial`` can mean in ``setting``, and what the choice rests on."""
    options = list(first_options(partial, setting))
    if not options:
        return None
    best = max(options, key=lambda days: (score(partial, days, setting), days.start))
    if partial.year is not None:
        kept = partial.year < 100 or best.start.year == partial.year
        return Resolution(best, "printed" if kept else "repaired")
    if partial.weekday is not None and best.start.weekday() == partial.weekday:
        return Resolution(best, "weekday")
    # A year that nothing speaks for, and that no known day is near to, is a guess.
    if not setting.references and not setting.years.get(best.start.year):
        return None
    return Resolution(best, "inferred")


def first_options(partial: PartialDate, setting: Setting) -> Iterator[Interval]:
    """Every stretch of days that ``partial`` can mean in ``setting``."""
    for year, month in _candidates(partial, setting):
        days = partial.days(year, month)
        if days is not None:
            yield days


def score(partial: PartialDate, days: Interval, setting: Setting) -> float:
    """How well ``days`` fit what is said of them and what is known around them."""
    alone = partial.day is not None and partial.month is None
    # The month of a day alone is that of the days around it, whichever years are named.
    total = 0.0 if alone else setting.years.get(days.start.year, 0.0)
    if setting.references:
        total -= min(known.loss(days) for known in setting.references)
    agrees = partial.weekday in (None, days.start.weekday())
    if partial.weekday is not None and agrees:
        total += _WEEKDAY_AGREES
    if partial.day is not None and agrees and days.start in setting.stated:
        total += _STATED_IN_FULL
    if setting.until is not None and _leads_up_to(days, setting.until):
        total += _SHARES_YEAR
    if _is_against_direction(partial, days, setting):
        total += _AGAINST_DIRECTION
    anchor = setting.anchor
    if anchor is not None:
        if setting.looks_ahead and days.end >= anchor:
            total += _CLAUSE_LOOKS_AHEAD
        if partial.day is None and partial.direction != "future" and days.start > anchor:
            total += 0.0 if setting.looks_ahead else _MONTH_AHEAD_UNSAID
    return total


def _leads_up_to(days: Interval, until: date) -> bool:
    """True for days of the same year that do not end after ``until``."""
    return days.start.year == until.year and days.end <= until


def _is_against_direction(partial: PartialDate, days: Interval, setting: Setting) -> bool:
    """True for "Desember lalu" ahead of the anchor, or without one of all days that the text tells in full."""
    told = (
        [known.day for known in setting.references] if setting.anchor is None else [setting.anchor]
    )
    if not told:
        return False
    if partial.direction == "future":
        return days.end < min(told)
    return partial.direction == "past" and days.start > max(told)


def _candidates(partial: PartialDate, setting: Setting) -> Iterable[tuple[int, int | None]]:
    """The years (with months, where none is said) that ``partial`` can lie in."""
    if partial.year is None and setting.anchor is not None:
        if partial.year_shift is not None:
            return [(setting.anchor.year + partial.year_shift, None)]
        if partial.month_shift is not None:
            start = month_at(setting.anchor, partial.month_shift).start
            return [(start.year, start.month)]
    if partial.day is not None and partial.month is None:
        return sorted(
            {
                (month.year, month.month)
                for known in setting.references
                for amount in (-1, 0, 1)
                for month in (month_at(known.day, amount).start,)
            }
        )
    return [(year, None) for year in sorted(_years(partial, setting))]


def _years(partial: PartialDate, setting: Setting) -> set[int]:
    """The candidate years: the printed one, its repairs, or those around what is known."""
    known = {reference.day.year for reference in setting.references}
    around = {year + step for year in known | set(setting.years) for step in YEARS_AROUND}
    printed = partial.year
    if printed is None:
        return around
    if printed < 100:
        centuries = (1900 + printed, 2000 + printed)
        middle = setting.anchor.year if setting.anchor else max(around, default=2000 + printed)
        return {min(centuries, key=lambda year: abs(year - middle))}
    horizon = setting.anchor.year + _YEARS_AHEAD if setting.anchor and partial.day else _LAST_YEAR
    if _FIRST_YEAR <= printed <= horizon:
        return {printed}
    return {year for year in around if OSA.distance(str(year), str(printed)) == 1} or around


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
