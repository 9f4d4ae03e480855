"""Stretches of whole days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import NamedTuple


class Interval(NamedTuple):
    """A stretch of days, both ends included."""

    start: date
    end: date

    def gap(self, day: date) -> int:
        """The number of days between the interval and ``day``; 0 when it holds the day."""
        return max((self.start - day).days, (day - self.end).days, 0)


def months(year: int, first: int, last: int) -> Interval:
    """The whole months from ``first`` to ``last`` of a year."""
    return Interval(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def month_at(anchor: date, amount: int) -> Interval:
    """The whole month that lies ``amount`` months from the anchor's."""
    index = anchor.year * 12 + anchor.month - 1 + amount
    year, month = index // 12, index % 12 + 1
    return months(year, month, month)
