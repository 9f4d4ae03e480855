"""Mentions of time in a text: which words they are, and what they say.

The rules of ``rules/dates.toml`` delimit a mention; its production reads it as a value of
:mod:`pipeline.dates.timex`, or declines it. What is meant by a value is settled in :mod:`pipeline.dates.stage`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import msgspec
from rapidfuzz.distance import OSA

from pipeline.dates.timex import (
    Direction,
    NeighbourYear,
    PartialDate,
    PartialRange,
    PartOfYear,
    RelativeRange,
    Shift,
    Timex,
    Unit,
    WeekdayRange,
    WeekdayReading,
)
from pipeline.matching.numbers import value_of
from pipeline.matching.rules import (
    Production,
    Rule,
    RuleSet,
    alternation,
    load_ruleset,
    read_mapping,
    read_numbers,
    words_in,
)
from pipeline.types import RuleMatch, Span

RULES = "dates"


@dataclass(frozen=True, slots=True)
class TimeMention(RuleMatch):
    """A mention of time as the rules read it: where it stands and what it says.

    ``by_itself`` is true for a day in digits that is set apart from the sentence.
    """

    confidence: float
    timex: Timex
    by_itself: bool = False


# --- reading: from words to values -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The word lists that productions read, and patterns of all their words."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    directions: Mapping[str, Direction]
    ordinals: Mapping[str, int]
    units: Mapping[str, Unit]
    days_from_anchor: Mapping[str, int]
    weekday: re.Pattern[str]
    day_from_anchor: re.Pattern[str]


_STEP: Mapping[Direction, int] = {"past": -1, "present": 0, "future": 1}


@cache
def _vocabulary() -> _Vocabulary:
    return _Vocabulary(
        months=read_numbers("months", "months_short"),
        weekdays=read_numbers("weekdays"),
        directions=msgspec.convert(read_mapping("time_directions"), dict[str, Direction]),
        ordinals=read_numbers("ordinals"),
        units=msgspec.convert(read_mapping("time_units"), dict[str, Unit]),
        days_from_anchor=read_numbers("days_from_anchor"),
        weekday=re.compile(rf"(?<!\w)(?:{alternation('weekdays')})\b"),
        day_from_anchor=re.compile(alternation("days_from_anchor")),
    )


_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b")
_NUMERIC = re.compile(
    r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})(?:\s*[/.-]\s*(?P<year>\d{2,5}))?"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n][\"')]*)\s*[\"']?$")
# So many characters back the words stand that make several weekdays recur.
_RECURRING = 60
_LONE_YEAR = re.compile(r"\b\d{4}\b")
_LONE_DAY = re.compile(r"\b\d{1,2}\b")


def read_partial(words: str) -> PartialDate | None:
    """The partial date that ``words`` say, ``None`` where they name no possible day, month or year.

    Weekday, day, month, year and direction are read each for itself, so they compose in any order.
    """
    lowered = words.casefold()
    partial = _read_direction(lowered, replace(_read_day(lowered), weekday=_read_weekday(words)))
    said = (partial.day, partial.month, partial.year)
    return partial if any(part is not None for part in said) and partial.possible else None


def _read_day(lowered: str) -> PartialDate:
    """Day, month and year, from whichever notation the words use."""
    match = _ISO.search(lowered)
    if match is None and (spelled := ruleset().contexts.spelled_day.search(lowered)) is not None:
        return PartialDate(
            day=_number(spelled["day"]),
            month=_vocabulary().months.get(spelled["month"]),
            year=_number(spelled["year"]),
        )
    match = match or _NUMERIC.search(lowered)
    if match is not None:
        return PartialDate(int(match["day"]), int(match["month"]), _number(match["year"]))
    if (year := _LONE_YEAR.search(lowered)) is not None:
        return PartialDate(year=int(year.group()))
    day = _LONE_DAY.search(lowered)
    return PartialDate(day=int(day.group())) if day else PartialDate()


def _month_like(word: str) -> str | None:
    """The month that a word spells with one letter wrong, missing or too many; ``None`` for any other word."""
    like = (m for m in read_numbers("months") if OSA.distance(m, word, score_cutoff=1) == 1)
    return next(like, None)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _read_weekday(words: str) -> int | None:
    """The weekday that ``words`` name; a lower-case "minggu" with a direction is a week."""
    vocabulary = _vocabulary()
    for match in vocabulary.weekday.finditer(words.casefold()):
        number = vocabulary.weekdays[match.group()]
        if not _is_week(words, match.start(), match.end()):
            return number
    return None


def _is_sunday(text: str, start: int, end: int) -> bool:
    """True when ``text[start:end]`` is "minggu" and a day."""
    is_weekday = text[start:end].casefold() in _vocabulary().weekdays
    return is_weekday and not _is_week(text, start, end)


def _is_week(text: str, start: int, end: int) -> bool:
    """True when a weekday at ``start`` is a "minggu" that is a week rather than Sunday.

    In small letters it is always a week; with a capital where a direction follows and the capital says nothing.
    """
    if text[start:end].casefold() not in _vocabulary().units:
        return False
    if text[start].islower():
        return True
    before = text[max(0, start - 10) : start]
    after = text[end : end + 20].lstrip()
    directed = ruleset().contexts.directed.match(after.casefold()) is not None
    return directed and (after[0].isupper() or _SENTENCE_START.search(before) is not None)


def _unit(word: str | None) -> Unit | None:
    return _vocabulary().units.get(word.casefold()) if word else None


def _first_unit(words: str) -> Unit | None:
    """The unit of time that the first of the words names."""
    return _unit(words.split(maxsplit=1)[0])


def _side(words: str) -> Direction:
    """The side of the anchor that a direction names; letters only like those of the lists say nothing."""
    return _vocabulary().directions.get(" ".join(words.casefold().split()), "present")


def _read_direction(lowered: str, partial: PartialDate) -> PartialDate:
    """``partial`` with the direction said beside it: a side of the anchor, or a shift of year or month."""
    for match in ruleset().contexts.directed.finditer(lowered):
        direction = _side(match["direction"])
        unit = _unit(match["unit"])
        if unit == "year" and partial.year is None:
            return replace(partial, year_shift=_STEP[direction])
        if unit == "month" and partial.month is None:
            return replace(partial, month_shift=_STEP[direction])
        if direction != "present":
            return replace(partial, direction=direction)
    return partial


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


# --- guards: what looks like a date and is none ------------------------------------------------------------

_WORD_BEFORE = re.compile(r"([\w'-]+)\.?[^\S\n]*$")
_WORD_AFTER = re.compile(r"[^\S\n]+([\w']+)")
_TITLE_TOKEN = re.compile(r"\d[\w.,/-]*[\w/]|[\w'-]+\.?|[^\w\s]|\n")
_TITLE_LENGTH = 15
_TITLE_MARKS = frozenset("()/-&:")


@dataclass(frozen=True, slots=True)
class Contexts:
    """Words in and around dates, and such as are no date: what each is for is stated in the rule file."""

    spelled_day: re.Pattern[str]
    directed: re.Pattern[str]
    recurring: re.Pattern[str]
    would_be: re.Pattern[str]
    imprint: re.Pattern[str]
    results_of: re.Pattern[str]
    law_title: re.Pattern[str]
    held: re.Pattern[str]


@cache
def ruleset() -> RuleSet[Contexts]:
    """The rules and contexts of ``rules/dates.toml``."""
    return load_ruleset(RULES, Contexts)


def after_comma(text: str, start: int) -> bool:
    """True right after a comma, where a report names its day."""
    return text[max(0, start - 4) : start].rstrip().endswith(",")


def _word_before(text: str, start: int) -> str:
    match = _WORD_BEFORE.search(text, max(0, start - 40), start)
    return match.group(1) if match else ""


def _word_after(text: str, end: int) -> str:
    match = _WORD_AFTER.match(text, end)
    return match.group(1) if match else ""


def title_of_year(text: str, start: int) -> str | None:
    """The list whose word a year at ``start`` belongs to as part of a name, ``None`` if it is a date.

    Walks back over the noun phrase before the year: capitalised words, numbers and the few words that
    continue a title ("Pemilihan Bupati dan Wakil Bupati Sukamaju Tahun 2020"). What stands after the
    "tentang" of a law is its title.
    """
    if ruleset().contexts.law_title.search(text, max(0, start - 300), start):
        return "titled_by_year"
    tokens = _TITLE_TOKEN.findall(text[max(0, start - 200) : start])
    after = ""
    for token in reversed(tokens[-_TITLE_LENGTH:]):
        word = token.rstrip(".").casefold()
        for name in ("election_events", "titled_by_year"):
            if word in words_in(name) and (
                word == token.casefold() or word in words_in("abbreviations")
            ):
                return name
        goes_on = (
            token in _TITLE_MARKS
            or token[0].isupper()
            or any(letter.isdigit() for letter in token)
            or word in words_in("phrase_words")
            or (token == "," and (after in words_in("phrase_words") or after.isdecimal()))
        )
        if token.endswith(".") or not goes_on:
            return None
        after = word
    return None


def _is_name(text: str, span: Span) -> bool:
    """True for a date that names a place or a decree ("Universitas 17 Agustus 1945") or that recurs."""
    before = _word_before(text, span.start).casefold()
    return before in words_in("date_names") or before in words_in("recurring")


def _names_person_or_place(text: str, span: Span) -> bool:
    """True where the month at ``span`` is a name somewhere in the text: "Agus Mei", "Kecamatan Juli"."""
    month, after = span.of(text), _word_after(text, span.end)
    is_acronym = after.isupper() and not month.isupper()
    return (after[:1].isupper() and not is_acronym) or (
        month[0].isupper() and _stands_as_name(text, month)
    )


@lru_cache(maxsize=64)
def _stands_as_name(text: str, month: str) -> bool:
    return any(
        _word_before(text, other.start()).casefold() in words_in("month_places")
        or _follows_name(text, other.start())
        for other in re.finditer(rf"\b{re.escape(month)}\b(?!\s*\d)", text)
    )


def _follows_name(text: str, start: int) -> bool:
    """True where a capitalised word that is no title stands right before ``start``, inside a sentence."""
    before = _word_before(text, start)
    if not before[:1].isupper() or before.isupper() or before[1:2].isupper():
        return False
    titles = words_in("election_events") | words_in("titled_by_year")
    introducers = words_in("month_introducers")
    return (
        before.casefold() not in titles | introducers
        and text[max(0, start - 4) : start].rstrip()[-1:] != "."
    )


# --- productions -------------------------------------------------------------------------------------------


def _misspelt(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A day whose month is misspelt: "27 Novomber 2024"."""
    month = _month_like(match["misspelt"].casefold())
    words = match.group().replace(match["misspelt"], month) if month is not None else ""
    return _mention(rule, match, read_partial(words)) if words else None


def _day(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A date of one piece: a day, a month or a year, with whatever is said beside it."""
    span = _span_of(match)
    return (
        None
        if _is_name(match.string, span)
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
    if _word_before(match.string, match.start()).casefold() in words_in("numbered_things"):
        return None
    said = f"{match['span']} {match['month']} {match['year'] or ''}"
    return _mention(rule, match, read_partial(said))


def _month_of_list(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A month that shares its year with the months after it."""
    if match["span"][0].islower():
        return None
    return _mention(rule, match, read_partial(f"{match['span']} {match['year'] or ''}"))


def _month(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A month without a year; names of persons and places are left out, unless it is said to be a month."""
    span = _span_of(match)
    words = span.of(match.string)
    if _first_unit(words) != "month" and _names_person_or_place(match.string, span):
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
    is_named = _first_unit(match.group()) == "year"
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


# "28-3 Maret" turns into a new month; "2-1 Maret" is a score.
_LEAST_TURN = 15


def _span(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """From one partial date to another; weekdays and a direction may stand outside the two."""
    groups = match.groupdict()
    first, last = read_partial(match["first"]), read_partial(match["last"])
    if first is None or last is None or _is_name(match.string, _span_of(match)):
        return None
    if first.month is None and first.day and last.day and -_LEAST_TURN < last.day - first.day <= 0:
        return None
    if groups.get("first_weekday"):
        first = replace(first, weekday=_read_weekday(match["first_weekday"].capitalize()))
        last = replace(last, weekday=_read_weekday(match["last_weekday"].capitalize()))
    if last.direction is None:
        after = match.string[match.end("last") : match.end()].casefold()
        last = _read_direction(after, last)
    return _mention(rule, match, PartialRange(first, last))


def _span_of_list(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A span of days that shares month and year with the days after it."""
    said = f"{match['month']} {match['year'] or ''}"
    first, last = read_partial(f"{match['first']} {said}"), read_partial(f"{match['last']} {said}")
    if first is None or last is None or int(match["first"]) >= int(match["last"]):
        return None
    return _mention(rule, match, PartialRange(first, last))


def _weekday(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A weekday without a day, with the week or the direction said beside it."""
    weekday = _weekday_in(match.string, _span_of(match))
    return _mention(rule, match, weekday)


def _weekdays(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A span of weekdays; with "setiap" before it, it recurs."""
    first = _weekday_in(match.string, Span(*match.span("first")))
    after = match.string[match.end("last") : match.end()].casefold()
    last = _read_weekday(match["last"].capitalize())
    if first is None or last is None:
        return None
    return _mention(rule, match, WeekdayRange(_with_direction(first, after), last))


def _days_from_anchor(words: str) -> int:
    """How many days "kemarin", "hari ini", "besok" and the like lie from the anchor."""
    vocabulary = _vocabulary()
    stated = vocabulary.day_from_anchor.match(words.casefold())
    return vocabulary.days_from_anchor[stated.group()] if stated else 0


def _weekday_in(text: str, span: Span) -> WeekdayReading | None:
    """The weekday that a mention names as a day of the calendar, ``None`` if it is a week, a feast, a place."""
    words = span.of(text)
    lowered = words.casefold()
    vocabulary = _vocabulary()
    found = vocabulary.weekday.search(lowered)
    if found is None or _is_week(text, span.start + found.start(), span.start + found.end()):
        return None
    if found.group() in words_in("weekday_surnames") and _follows_surname(text, span.start):
        return None
    if (
        words[found.start()].islower()
        and found.group() in vocabulary.units
        and _first_unit(words) != "day"
    ):
        return None
    before = _word_before(text, span.start).casefold()
    if before in words_in("weekday_names") or _recurs(text, span.start):
        return None
    if _word_after(text, span.end).casefold() in words_in("weekday_holidays"):
        return None
    weekday = vocabulary.weekdays[found.group()]
    lead = lowered[: found.start()].strip(" ,([")
    if lead and _unit(lead) != "day":
        return WeekdayReading(weekday, near=_days_from_anchor(lead))
    reported = after_comma(text, span.start)
    return _with_direction(WeekdayReading(weekday, reported=reported), lowered[found.end() :])


def _recurs(text: str, start: int) -> bool:
    """True for a weekday on which something recurs, be it the last of several: "tiap Sabtu dan Minggu"."""
    return ruleset().contexts.recurring.search(text, max(0, start - _RECURRING), start) is not None


def _follows_surname(text: str, start: int) -> bool:
    """True right after a capitalised word that no preposition of place makes a place."""
    before = _word_before(text, start)
    if not before[:1].isupper() or before.casefold() in words_in("month_introducers"):
        return False
    earlier = _word_before(text, text.rindex(before, 0, start))
    return earlier.casefold() not in words_in("place_prepositions")


def _with_direction(reading: WeekdayReading, after: str) -> WeekdayReading:
    """``reading`` with the week or the direction that the words ``after`` it say."""
    said = ruleset().contexts.directed.search(after)
    if said is None:
        return reading
    side = _side(said["direction"])
    if _unit(said["unit"]) == "week":
        return replace(reading, week=_STEP[side], reported=False)
    return replace(reading, direction=side, reported=False)


def _part(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A quarter or a half of a year."""
    groups = match.groupdict()
    number = _vocabulary().ordinals.get((match["number"] or groups["digit"]).casefold())
    if number is None:
        return None
    shift = _read_direction(match.group().casefold(), PartialDate()).year_shift
    timex = PartOfYear(rule.values["parts"], number, _number(match["year"]), shift)
    return _mention(rule, match, timex)


def _shift(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """So many units from the anchor; "tiga bulan lalu" is a duration and declined."""
    groups = match.groupdict()
    if groups.get("count"):
        return None
    if groups.get("unit") and _is_sunday(match.string, *match.span("unit")):
        return None
    amount = rule.values.get("amount")
    if amount is None:
        amount = _STEP[_side(match["direction"])]
    return _mention(rule, match, Shift(rule.values["unit"], amount))


def _retold(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """A day counted from the day of the event and, in brackets, from that of the paper."""
    return _mention(rule, match, Shift("day", _days_from_anchor(match["day"]), of_paper=True))


def _days_ago(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """So many days before the anchor."""
    number = value_of(match["number"])
    return _mention(rule, match, Shift("day", -int(number))) if number is not None else None


def _span_from_relative(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """From a day relative to the anchor to a partial date."""
    last = read_partial(match["last"])
    if last is None:
        return None
    first = Shift("day", _days_from_anchor(match["first"]))
    return _mention(rule, match, RelativeRange(first, last))


def _yesterday(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """The day before the anchor; "pilkada kemarin" and "Pilkada 2020 kemarin" only mean the last one."""
    before = (match["before"] or "").strip().casefold()
    if before in words_in("vague_yesterday") | words_in("election_events") or _LONE_YEAR.match(
        before
    ):
        return None
    return _mention(rule, match, Shift(rule.values["unit"], rule.values["amount"]))


def _neighbour_year(rule: Rule, match: re.Match[str]) -> TimeMention | None:
    """The year before or after the one spoken of."""
    return _mention(rule, match, NeighbourYear(-1 if match["before"] else 1))


PRODUCTIONS: Mapping[str, Production[TimeMention]] = {
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
    "retold": _retold,
    "shift": _shift,
    "span": _span,
    "span_from_relative": _span_from_relative,
    "span_of_list": _span_of_list,
    "weekday": _weekday,
    "weekdays": _weekdays,
    "year": _year,
    "year_of_list": _year_of_list,
    "years": _years,
    "yesterday": _yesterday,
}


def read(text: str) -> list[TimeMention]:
    """The mentions of time in ``text``, in order, without time stamps and copyright lines."""
    imprints = [Span(*match.span()) for match in ruleset().contexts.imprint.finditer(text)]
    return [
        mention
        for mention in ruleset().find(text, PRODUCTIONS)
        if not any(imprint.start <= mention.start < imprint.end for imprint in imprints)
    ]
