"""Which places, and which numbers, are listed together: "Kaur dan Lebong", "40 dan 55 persen"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.focus.mentions import PlaceMention
from pipeline.focus.signs import ruleset
from pipeline.types import Span


def first_of(text: str, places: Sequence[PlaceMention]) -> tuple[str, ...]:
    """The code of the first of ``places``, with those of the ones that it is coordinated with."""
    codes = [place.code for place in places[:1]]
    for first, second in pairwise(places):
        if not _are_coordinated(text, first, second):
            break
        codes.append(second.code)
    return tuple(dict.fromkeys(codes))


def last_of(text: str, places: Sequence[PlaceMention]) -> tuple[str, ...]:
    """The code of the last of ``places``, after those of the ones that it is coordinated with."""
    codes = [place.code for place in places[-1:]]
    for second, first in pairwise(reversed(places)):
        if not _are_coordinated(text, first, second):
            break
        codes.insert(0, first.code)
    return tuple(dict.fromkeys(codes))


def are_listed(text: str, first: Span, second: Span) -> bool:
    """True where nothing but a comma or an "and" stands between two spans."""
    between = text[first.end : second.start]
    return ruleset().contexts.coordination.fullmatch(between) is not None


def _are_coordinated(text: str, first: PlaceMention, second: PlaceMention) -> bool:
    same = first.level == second.level or {first.level, second.level} == {"regency", "city"}
    return same and are_listed(text, first, second)
