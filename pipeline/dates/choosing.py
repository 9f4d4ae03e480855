"""Which days a partial date means: candidates are listed, each is scored, the best wins.

Every choice of a year (and of a month, where only a day is said) is made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from pipeline.dates.interval import Interval, month_at
from pipeline.dates.setting import Resolution, Setting

if TYPE_CHECKING:
    from pipeline.dates.timex import PartialDate

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
