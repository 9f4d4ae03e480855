"""Mentions of time in a text: which words they are, and what they say.

The rules of ``rules/dates.toml`` delimit a mention; its production reads it as a value of
:mod:`pipeline.dates.timex`, or declines it. Which days it means is settled in :mod:`pipeline.dates.chronology`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.dates.beside import word_before
from pipeline.dates.contexts import ruleset
from pipeline.dates.names import is_name, names_person_or_place, title_of_year
from pipeline.dates.partial import read_direction, read_partial, to_number
from pipeline.dates.timex import (
    NeighbourYear,
    PartialDate,
    PartialRange,
    PartOfYear,
    RelativeRange,
    Shift,
    Timex,
    WeekdayRange,
)
from pipeline.dates.vocabulary import (
    STEP,
    days_from_anchor,
    first_unit,
    month_like,
    side_of,
    vocabulary,
)
from pipeline.dates.weekdays import is_sunday, read_weekday, recurs, weekday_in, with_direction
from pipeline.matching.numbers import value_of
from pipeline.matching.rules import Production, Rule, words_in
from pipeline.types import RuleMatch, Span

_STARTS_WITH_YEAR = re.compile(r"\b\d{4}\b")
# "28-3 Maret" turns into a new month; "2-1 Maret" is a score.
_LEAST_TURN = 15


@dataclass(frozen=True, slots=True)
class TimeMention(RuleMatch):
    """A mention of time as the rules read it: where it stands and what it says.

    ``by_itself`` is true for a day in digits that is set apart from the sentence.
    """

    confidence: float
    timex: Timex
    by_itself: bool = False


def read(text: str) -> list[TimeMention]:
    """The mentions of time in ``text``, in order, without time stamps and copyright lines."""
    imprints = [Span(*match.span()) for match in ruleset().contexts.imprint.finditer(text)]
    return [
        mention
        for mention in ruleset().find(text, _PRODUCTIONS)
        if not any(imprint.start <= mention.start < imprint.end for imprint in imprints)
    ]


def _span_of(match: re.Match[str]) -> Span:
    """The group ``span`` of a match, or all of it, without white space around it."""
    name: str | int = "span" if "span" in match.re.groupindex else 0
    words = match[name]
    start = match.start(name) + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _mention(rule: Rule, match: re.Match[str], timex: Timex | None) -> TimeMention | None:
    if timex is None:
        return None
    span = _span_of(match)
    by_itself = rule.values.get("by_itself", False)
    return TimeMention(span.start, span.end, rule.id, rule.confidence, timex, by_itself)


def _after_last(match: re.Match[str]) -> str:
    """What a match says after its last day, in lower case."""
    return match.string[match.end("last") : match.end()].casefold()


def _directed(match: re.Match[str], last: PartialDate) -> PartialDate:
    """The last day of a match, with the direction said after it."""
    return read_direction(_after_last(match), last)


def _misspelt(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A day, or a span of days, whose month is misspelt: "27 Novomber 2024"."""
    month = month_like(match["misspelt"].casefold())
    if month is None:
        return None
    last = read_partial(match["last"].replace(match["misspelt"], month))
    if last is None:
        return None
    last = _directed(match, last)
    first = read_partial(match["first"] or "")
    return _mention(rule, match, PartialRange(first, last) if first else last)


def _day(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A date of one piece: a day, a month or a year, with whatever is said beside it."""
    span = _span_of(match)
    return (
        None
        if is_name(match.string, span)
        else _mention(rule, match, read_partial(span.of(match.string)))
    )


def _bracket(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A day in brackets of its own; small ones are fractions or pages: "(2/3)"."""
    partial = read_partial(match.group())
    if partial is None or partial.day is None or partial.month is None:
        return None
    looks_like_fraction = partial.year is None and partial.day <= partial.month <= 4
    return None if looks_like_fraction else _mention(rule, match, partial)


def _day_of_list(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A day that shares month and year with the days after it."""
    if word_before(match.string, match.start()).casefold() in words_in("numbered_things"):
        return None
    said = f"{match['span']} {match['month']} {match['year'] or ''}"
    return _mention(rule, match, read_partial(said))


def _month_of_list(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A month that shares its year with the months after it."""
    if match["month"][0].islower():
        return None
    return _mention(rule, match, read_partial(f"{match['month']} {match['year'] or ''}"))


def _month(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A month without a year; names of persons and places are left out, unless it is said to be a month."""
    span = _span_of(match)
    words = span.of(match.string)
    if first_unit(words) != "month" and names_person_or_place(match.string, span):
        return None
    return _mention(rule, match, read_partial(words))


def _month_after_word(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A month after a lower-case word that does not introduce persons."""
    before = match["before"]
    if not before.islower() or before in words_in("before_persons"):
        return None
    return _month(rule, match)


def _year(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A year that is not part of a name."""
    span = _span_of(match)
    if title_of_year(match.string, span.start) is not None:
        return None
    return _mention(rule, match, read_partial(span.of(match.string)))


def _year_of_list(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A year after another one that is introduced as a date."""
    is_named = first_unit(match.group()) == "year"
    if is_named and title_of_year(match.string, match.start()):
        return None
    return _mention(rule, match, read_partial(match["span"]))


def _years(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A span of years; a slash joins two only in a term of office."""
    first, last = int(match["first"]), int(match["last"])
    joined = match.string[match.end("first") : match.start("last")].strip()
    if not first < last <= first + 60 or (joined == "/" and not match["term"]):
        return None
    if not match["intro"] and title_of_year(match.string, match.start()) is not None:
        return None
    return _mention(rule, match, PartialRange(PartialDate(year=first), PartialDate(year=last)))


def _span(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """From one partial date to another; weekdays and a direction may stand outside the two."""
    groups = match.groupdict()
    first, last = read_partial(match["first"]), read_partial(match["last"])
    start = _span_of(match).start
    # No place is named by a span of days: "dicek ke lapangan 12-25 Desember".
    if first is None or last is None or recurs(match.string, start):
        return None
    if word_before(match.string, start).casefold() in words_in("numbered_things"):
        return None
    if first.month is None and first.day and last.day and -_LEAST_TURN < last.day - first.day <= 0:
        return None
    if groups.get("first_weekday"):
        first = replace(first, weekday=read_weekday(match["first_weekday"].capitalize()))
        last = replace(last, weekday=read_weekday(match["last_weekday"].capitalize()))
    if last.direction is None:
        last = _directed(match, last)
    return _mention(rule, match, PartialRange(first, last))


def _since_weekday(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """From a weekday to a day; with "setiap" before it, it recurs."""
    first = weekday_in(match.string, Span(*match.span("weekday")))
    last = read_partial(match["last"])
    if first is None or last is None:
        return None
    last = _directed(match, last)
    return _mention(rule, match, PartialRange(PartialDate(weekday=first.weekday), last))


def _span_of_list(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A span of days that shares month and year with the days after it."""
    said = f"{match['month']} {match['year'] or ''}"
    first, last = read_partial(f"{match['first']} {said}"), read_partial(f"{match['last']} {said}")
    if first is None or last is None or int(match["first"]) >= int(match["last"]):
        return None
    return _mention(rule, match, PartialRange(first, last))


def _weekday(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A weekday without a day, with the week or the direction said beside it."""
    weekday = weekday_in(match.string, _span_of(match))
    return _mention(rule, match, weekday)


def _weekdays(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A span of weekdays; with "setiap" before it, it recurs."""
    first = weekday_in(match.string, Span(*match.span("first")))
    last = read_weekday(match["last"].capitalize())
    if first is None or last is None:
        return None
    return _mention(rule, match, WeekdayRange(with_direction(first, _after_last(match)), last))


def _part(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A quarter or a half of a year."""
    groups = match.groupdict()
    number = vocabulary().ordinals.get((match["number"] or groups["digit"]).casefold())
    if number is None:
        return None
    shift = read_direction(match.group().casefold(), PartialDate()).year_shift
    timex = PartOfYear(rule.values["parts"], number, to_number(match["year"]), shift)
    return _mention(rule, match, timex)


def _shift(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """So many units from the anchor; "tiga bulan lalu" is a duration and declined."""
    groups = match.groupdict()
    if groups.get("count"):
        return None
    if groups.get("unit") and is_sunday(match.string, *match.span("unit")):
        return None
    amount = rule.values.get("amount")
    if amount is None:
        amount = STEP[side_of(match["direction"])]
    return _mention(rule, match, Shift(rule.values["unit"], amount))


def _retold(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A day counted from the day of the event and, in brackets, from that of the paper."""
    return _mention(rule, match, Shift("day", days_from_anchor(match["day"]), of_paper=True))


def _days_ago(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """So many days before the anchor."""
    number = value_of(match["number"])
    return _mention(rule, match, Shift("day", -int(number))) if number is not None else None


def _relative_span(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """From one day to another, of which one at least is counted from the anchor."""
    # "Jumat kemarin sampai ..."
    if read_weekday(word_before(match.string, match.start()).capitalize()) is not None:
        return None
    first = _end_of_span(match["first"])
    if match["weekday"]:
        weekday = read_weekday(match["weekday"].capitalize())
        if weekday is None or not isinstance(first, Shift):
            return None
        return _mention(rule, match, WeekdayRange(first, weekday))
    last = _end_of_span(match["last"])
    if isinstance(first, PartialDate) and isinstance(last, PartialDate):
        return _mention(rule, match, PartialRange(first, last))
    return _mention(rule, match, RelativeRange(first, last))


def _end_of_span(words: str) -> Shift | PartialDate:
    """The day at one end of a span: by its date where that is said, else counted from the anchor."""
    return read_partial(words) or Shift("day", days_from_anchor(words))


def _yesterday(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """The day before the anchor; "pilkada kemarin" and "Pilkada 2020 kemarin" only mean the last one."""
    before = (match["before"] or "").strip().casefold()
    if before in words_in("vague_yesterday") | words_in(
        "election_events"
    ) or _STARTS_WITH_YEAR.match(before):
        return None
    return _mention(rule, match, Shift(rule.values["unit"], rule.values["amount"]))


def _neighbour_year(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """The year before or after the one spoken of."""
    return _mention(rule, match, NeighbourYear(-1 if match["before"] else 1))


_PRODUCTIONS: Mapping[str, Production[TimeMention]] = {
    "bracket": _bracket,
    "day": _day,
    "day_of_list": _day_of_list,
    "days_ago": _days_ago,
    "misspelt": _misspelt,
    "month": _month,
    "month_after_word": _month_after_word,
    "month_of_list": _month_of_list,
    "neighbour_year": _neighbour_year,
    "part": _part,
    "relative_span": _relative_span,
    "retold": _retold,
    "shift": _shift,
    "since_weekday": _since_weekday,
    "span": _span,
    "span_of_list": _span_of_list,
    "weekday": _weekday,
    "weekdays": _weekdays,
    "year": _year,
    "year_of_list": _year_of_list,
    "years": _years,
    "yesterday": _yesterday,
}
