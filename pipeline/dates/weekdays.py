"""Which weekday a mention of time names, and whether it is a day of the calendar.

"Minggu" is a week as well as a Sunday, "Jumat Agung" a feast and "Pasar Minggu" a place.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.dates.beside import after_comma, word_after, word_before
from pipeline.dates.contexts import ruleset
from pipeline.dates.timex import WeekdayReading
from pipeline.dates.vocabulary import (
    STEP,
    days_from_anchor,
    first_unit,
    side_of,
    unit_of,
    vocabulary,
)
from pipeline.matching.rules import words_in
from pipeline.types import Span

# So many characters back the words stand that make several weekdays recur.
_RECURRING = 60
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n][\"')]*)\s*[\"']?$")


def weekday_in(text: str, span: Span) -> WeekdayReading | None:
    """The weekday that a mention names as a day of the calendar, ``None`` if it is a week, a feast, a place."""
    words = span.of(text)
    lowered = words.casefold()
    known = vocabulary()
    found = known.weekday.search(lowered)
    if found is None or _is_week(text, span.start + found.start(), span.start + found.end()):
        return None
    if found.group() in words_in("weekday_surnames") and _follows_surname(text, span.start):
        return None
    if (
        words[found.start()].islower()
        and found.group() in known.units
        and first_unit(words) != "day"
    ):
        return None
    before = word_before(text, span.start).casefold()
    if before in words_in("weekday_names") or recurs(text, span.start):
        return None
    if word_after(text, span.end).casefold() in words_in("weekday_holidays"):
        return None
    weekday = known.weekdays[found.group()]
    lead = lowered[: found.start()].strip(" ,([")
    if lead and unit_of(lead) != "day":
        return WeekdayReading(weekday, near=days_from_anchor(lead))
    listed = ruleset().contexts.listed_weekday.match(text, span.end) is not None
    reported = after_comma(text, span.start) and not listed
    return with_direction(WeekdayReading(weekday, reported=reported), lowered[found.end() :])


def with_direction(reading: WeekdayReading, after: str) -> WeekdayReading:
    """``reading`` with the week or the direction that the words ``after`` it say."""
    said = ruleset().contexts.directed.search(after)
    if said is None:
        return reading
    side = side_of(said["direction"])
    if unit_of(said["unit"]) == "week":
        return replace(reading, week=STEP[side], reported=False)
    return replace(reading, direction=side, reported=False)


def read_weekday(words: str) -> int | None:
    """The weekday that ``words`` name; a lower-case "minggu" with a direction is a week."""
    known = vocabulary()
    for match in known.weekday.finditer(words.casefold()):
        number = known.weekdays[match.group()]
        if not _is_week(words, match.start(), match.end()):
            return number
    return None


def is_sunday(text: str, start: int, end: int) -> bool:
    """True when ``text[start:end]`` is "minggu" and a day."""
    is_weekday = text[start:end].casefold() in vocabulary().weekdays
    return is_weekday and not _is_week(text, start, end)


def _is_week(text: str, start: int, end: int) -> bool:
    """True when a weekday at ``start`` is a "minggu" that is a week rather than Sunday.

    In small letters it is always a week; with a capital where a direction follows and the capital says nothing.
    """
    if text[start:end].casefold() not in vocabulary().units:
        return False
    if text[start].islower():
        return True
    before = text[max(0, start - 10) : start]
    after = text[end : end + 20].lstrip()
    directed = ruleset().contexts.directed.match(after.casefold()) is not None
    return directed and (after[0].isupper() or _SENTENCE_START.search(before) is not None)


def recurs(text: str, start: int) -> bool:
    """True for a day on which something recurs, be it the last of several: "tiap Sabtu dan Minggu"."""
    return ruleset().contexts.recurring.search(text, max(0, start - _RECURRING), start) is not None


def _follows_surname(text: str, start: int) -> bool:
    """True right after a capitalised word that no preposition of place makes a place."""
    before = word_before(text, start)
    if not before[:1].isupper() or before.casefold() in words_in("month_introducers"):
        return False
    earlier = word_before(text, text.rindex(before, 0, start))
    return earlier.casefold() not in words_in("place_prepositions")
