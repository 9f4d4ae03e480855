"""Which days the text itself gives, with their year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.dates.interval import Interval
from pipeline.dates.mentions import TimeMention
from pipeline.dates.setting import Setting
from pipeline.dates.timex import PartialDate, PartialRange


@dataclass(frozen=True, slots=True)
class Dated:
    """A mention of a day, a month or a year that is resolved, and the part of the days it stands for."""

    mention: TimeMention
    partial: PartialDate
    days: Interval


def full_dates(found: Sequence[TimeMention], setting: Setting) -> Iterator[Dated]:
    """The days that are given with their year, in order of the text."""
    for mention in found:
        timex = mention.timex
        if isinstance(timex, PartialDate) and timex.day is not None and timex.year is not None:
            resolution = timex.resolve(setting)
            if resolution is not None:
                yield Dated(mention, timex, resolution.days)


def full_spans(
    found: Sequence[TimeMention], setting: Setting
) -> Iterator[tuple[TimeMention, Interval]]:
    """The spans whose last day is given with its year, each with its mention."""
    for mention in found:
        timex = mention.timex
        if not isinstance(timex, PartialRange):
            continue
        if timex.last.day is not None and timex.last.year is not None:
            resolution = timex.resolve(setting)
            if resolution is not None:
                yield mention, resolution.days
