"""Which day, month and year the words of a date say, as far as they do."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.dates.contexts import ruleset
from pipeline.dates.timex import PartialDate
from pipeline.dates.vocabulary import STEP, side_of, unit_of, vocabulary
from pipeline.dates.weekdays import read_weekday

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b")
_NUMERIC = re.compile(
    r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})(?:\s*[/.-]\s*(?P<year>\d{2,5}))?"
)
_LONE_YEAR = re.compile(r"\b\d{4}\b")
_LONE_DAY = re.compile(r"\b\d{1,2}\b")


def read_partial(words: str) -> PartialDate | None:
    """The partial date that ``words`` say, ``None`` where they name no possible day, month or year.

    Weekday, day, month, year and direction are read each for itself, so they compose in any order.
    """
    lowered = words.casefold()
    partial = read_direction(lowered, replace(_read_day(lowered), weekday=read_weekday(words)))
    said = (partial.day, partial.month, partial.year)
    return partial if any(part is not None for part in said) and partial.possible else None


def read_direction(lowered: str, partial: PartialDate) -> PartialDate:
    """``partial`` with the direction said beside it: a side of the anchor, or a shift of year or month."""
    for match in ruleset().contexts.directed.finditer(lowered):
        direction = side_of(match["direction"])
        unit = unit_of(match["unit"])
        if unit == "year" and partial.year is None:
            return replace(partial, year_shift=STEP[direction])
        if unit == "month" and partial.month is None:
            return replace(partial, month_shift=STEP[direction])
        if direction != "present":
            return replace(partial, direction=direction)
    return partial


def to_number(digits: str | None) -> int | None:
    """The number in ``digits``, ``None`` without any."""
    return int(digits) if digits else None


def _read_day(lowered: str) -> PartialDate:
    """Day, month and year, from whichever notation the words use."""
    match = _ISO.search(lowered)
    if match is None and (spelled := ruleset().contexts.spelled_day.search(lowered)) is not None:
        return PartialDate(
            day=to_number(spelled["day"]),
            month=vocabulary().months.get(spelled["month"]),
            year=to_number(spelled["year"]),
        )
    match = match or _NUMERIC.search(lowered)
    if match is not None:
        return PartialDate(int(match["day"]), int(match["month"]), to_number(match["year"]))
    if (year := _LONE_YEAR.search(lowered)) is not None:
        return PartialDate(year=int(year.group()))
    day = _LONE_DAY.search(lowered)
    return PartialDate(day=int(day.group())) if day else PartialDate()
