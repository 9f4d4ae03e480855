"""Which months, weekdays, units and directions of time the words of a date name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import msgspec
from rapidfuzz.distance import OSA

from pipeline.dates.timex import Direction, Unit
from pipeline.matching.rules import alternation, read_mapping, read_numbers

# How far a direction lies from the anchor, in units.
STEP: Mapping[Direction, int] = {"past": -1, "present": 0, "future": 1}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The word lists that productions read, and patterns of all their words."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    directions: Mapping[str, Direction]
    ordinals: Mapping[str, int]
    units: Mapping[str, Unit]
    days_from_anchor: Mapping[str, int]
    weekday: re.Pattern[str]
    day_from_anchor: re.Pattern[str]


@cache
def vocabulary() -> Vocabulary:
    """The lists as they stand in ``rules/lexicons``."""
    return Vocabulary(
        months=read_numbers("months", "months_short"),
        weekdays=read_numbers("weekdays"),
        directions=msgspec.convert(read_mapping("time_directions"), dict[str, Direction]),
        ordinals=read_numbers("ordinals"),
        units=msgspec.convert(read_mapping("time_units"), dict[str, Unit]),
        days_from_anchor=read_numbers("days_from_anchor"),
        weekday=re.compile(rf"(?<!\w)(?:{alternation('weekdays')})\b"),
        day_from_anchor=re.compile(alternation("days_from_anchor")),
    )


def unit_of(word: str | None) -> Unit | None:
    """The unit of time that a word names."""
    return vocabulary().units.get(word.casefold()) if word else None


def first_unit(words: str) -> Unit | None:
    """The unit of time that the first of the words names."""
    return unit_of(words.split(maxsplit=1)[0])


def side_of(words: str) -> Direction:
    """The side of the anchor that a direction names; letters only like those of the lists say nothing."""
    return vocabulary().directions.get(" ".join(words.casefold().split()), "present")


def days_from_anchor(words: str) -> int:
    """How many days "kemarin", "hari ini", "besok" and the like lie from the anchor."""
    known = vocabulary()
    stated = known.day_from_anchor.match(words.casefold())
    return known.days_from_anchor[stated.group()] if stated else 0


def month_like(word: str) -> str | None:
    """The month that a word spells with one letter wrong, missing or too many; ``None`` for any other word."""
    like = (m for m in read_numbers("months") if OSA.distance(m, word, score_cutoff=1) == 1)
    return next(like, None)
