"""What an article gives to reckon with, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pipeline.dates.interval import Interval

Evidence = Literal["printed", "repaired", "weekday", "inferred", "relative"]

_DAYS_IN_YEAR = 365.25


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
