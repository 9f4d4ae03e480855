"""Dates: which words of an article name a day, a month, a year or a span of them, and which days these are.

Two passes. The first finds mentions by the rules of ``rules/dates.toml`` and reads each as a value of
:mod:`pipeline.timex`, partial where the text is. The second resolves them over the whole article: the
anchor is the publication date, or a day inferred from the article; around each mention stand the full
dates nearby, the years that the article names, and the tense of the clause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from pipeline.numbers import value_of
from pipeline.rules import Production, Rule, load_ruleset, read_lexicon, read_mapping
from pipeline.timex import (
    Direction,
    Evidence,
    Interval,
    NeighbourYear,
    PartialDate,
    PartialRange,
    PartOfYear,
    Reference,
    RelativeRange,
    Resolution,
    Setting,
    Shift,
    Timex,
    WeekdayRange,
    WeekdayReading,
)
from pipeline.types import DateMention, Document, Span

RULES = "dates"

# How sure a resolution is, by what it rests on; the rule's own confidence is the upper bound.
_CONFIDENCE: Mapping[Evidence, float] = {
    "printed": 1.0,
    "repaired": 0.85,
    "weekday": 0.98,
    "inferred": 0.9,
    "relative": 1.0,
}
_UNRESOLVED = 0.5

# How much speaks for a year: its own full dates and elections more than the laws that are cited.
_YEAR_NAMED = 0.5
_YEAR_OF_ELECTION = 1.0
_YEAR_IN_SENTENCE = 1.5
_YEAR_OF_THE_VOTE = 8.0
_YEAR_OF_LAW = 0.2
_YEAR_OF_COPYRIGHT = 0.5
# Full dates further off than the sentence before count little, and only where there is no anchor.
_SENTENCE_BEFORE = Reference(date.min, cost=0.3)
_ELSEWHERE = Reference(date.min, cost=1.0)
_ELSEWHERE_ALONE = Reference(date.min, cost=1.0, per_year=1.5)


@dataclass(frozen=True, slots=True)
class Reading:
    """A mention of time as the rules read it: where it stands and what it says."""

    start: int
    end: int
    rule_id: str
    confidence: float
    timex: Timex


# --- reading: from words to values -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The word lists that productions read, and the patterns made of them."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    directions: Mapping[str, Direction]
    ordinals: Mapping[str, int]
    spelled: re.Pattern[str]
    weekday: re.Pattern[str]
    direction: re.Pattern[str]


def _either(words: Mapping[str, object]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first)


_DIRECTIONS: Mapping[str, Direction] = {"past": "past", "present": "present", "future": "future"}
_STEP: Mapping[Direction, int] = {"past": -1, "present": 0, "future": 1}


@cache
def _vocabulary() -> _Vocabulary:
    months = {**read_mapping("months"), **read_mapping("months_short")}
    weekdays = read_mapping("weekdays")
    directions = read_mapping("time_directions")
    month = _either(months)
    return _Vocabulary(
        months={word: int(number) for word, number in months.items()},
        weekdays={word: int(number) for word, number in weekdays.items()},
        directions={word: _DIRECTIONS[side] for word, side in directions.items()},
        ordinals={word: int(number) for word, number in read_mapping("ordinals").items()},
        spelled=re.compile(
            rf"(?:(?P<day>\d{{1,2}})\s*(?:bulan\s+)?)?(?<![a-z])(?P<month>{month})\b"
            r"\.?(?:\s*,?\s*(?:tahun\s+)?(?P<year>\d{2,5})\b)?"
        ),
        weekday=re.compile(rf"(?<!\w)(?:{_either(weekdays)})\b"),
        direction=re.compile(
            rf"(?:\b(?P<unit>hari|pekan|minggu|bulan|tahun|thn|pagi|siang|sore|petang|malam)\s+)?"
            rf"(?:yang\s+)?\b(?P<word>{_either(directions)})\b"
        ),
    )


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
    partial = _read_direction(lowered, replace(_read_day(lowered), weekday=_read_weekday(words)))
    said = (partial.day, partial.month, partial.year)
    return partial if any(part is not None for part in said) and partial.possible else None


def _read_day(lowered: str) -> PartialDate:
    """Day, month and year, from whichever notation the words use."""
    vocabulary = _vocabulary()
    match = _ISO.search(lowered)
    if match is None and (spelled := vocabulary.spelled.search(lowered)) is not None:
        return PartialDate(
            day=_number(spelled["day"]),
            month=vocabulary.months[spelled["month"]],
            year=_number(spelled["year"]),
        )
    match = match or _NUMERIC.search(lowered)
    if match is not None:
        return PartialDate(int(match["day"]), int(match["month"]), _number(match["year"]))
    if (year := _LONE_YEAR.search(lowered)) is not None:
        return PartialDate(year=int(year.group()))
    day = _LONE_DAY.search(lowered)
    return PartialDate(day=int(day.group())) if day else PartialDate()


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _read_weekday(words: str) -> int | None:
    """The weekday that ``words`` name; a lower-case "minggu" with a direction is a week."""
    vocabulary = _vocabulary()
    for match in vocabulary.weekday.finditer(words.casefold()):
        number = vocabulary.weekdays[match.group()]
        if not (_is_week(words, match.start(), match.end())):
            return number
    return None


def _is_sunday(text: str, start: int, end: int) -> bool:
    """True when ``text[start:end]`` is "minggu" and a day."""
    return text[start:end].casefold() == "minggu" and not _is_week(text, start, end)


def _is_week(text: str, start: int, end: int) -> bool:
    """True when the "minggu" at ``start`` is a week rather than Sunday.

    With a direction behind it, it is Sunday only where a capital says so inside a sentence that is not in
    title case.
    """
    if text[start:end].casefold() != "minggu":
        return False
    behind = _vocabulary().direction.match(text.casefold(), end + 1)
    if text[start].islower():
        return behind is not None or not re.search(r"\bhari\s+$", text[:start].casefold())
    return behind is not None and (
        text[behind.start()].isupper()
        or re.search(r"(?:^|[.!?:\n][\"'”’)]*)\s*[\"'“‘]?$", text[:start]) is not None
    )


def _read_direction(lowered: str, partial: PartialDate) -> PartialDate:
    """``partial`` with the direction said beside it: a side of the anchor, or a shift of year or month."""
    for match in _vocabulary().direction.finditer(lowered):
        direction = _vocabulary().directions[" ".join(match["word"].split())]
        unit = match["unit"]
        if unit in ("tahun", "thn") and partial.year is None:
            return replace(partial, year_shift=_STEP[direction])
        if unit == "bulan" and partial.month is None:
            return replace(partial, month_shift=_STEP[direction])
        if direction != "present":
            return replace(partial, direction=direction)
    return partial


def _mention(match: re.Match[str]) -> Span:
    """The group ``span`` of a match, or all of it, without white space around it."""
    name: str | int = "span" if "span" in match.re.groupindex else 0
    words = match[name]
    start = match.start(name) + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _reading(rule: Rule, match: re.Match[str], timex: Timex | None) -> Reading | None:
    if timex is None:
        return None
    span = _mention(match)
    return Reading(span.start, span.end, rule.id, rule.confidence, timex)


# --- guards: what looks like a date and is none ------------------------------------------------------------

_WORD_BEFORE = re.compile(r"([\w'’-]+)\.?[^\S\n]*$")
_WORD_BEHIND = re.compile(r"[^\S\n]+([\w'’]+)")
_TITLE_TOKEN = re.compile(r"\d[\w.,/-]*[\w/]|[\w'’-]+\.?|[^\w\s]|\n")
_TITLE_LENGTH = 15
_TITLE_MARKS = frozenset("()/-–&:")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(read_lexicon(name))


@cache
def _pattern(fragment: str) -> re.Pattern[str]:
    return load_ruleset(RULES).fragment(fragment)


def _word_before(text: str, start: int) -> str:
    match = _WORD_BEFORE.search(text, max(0, start - 40), start)
    return match.group(1) if match else ""


def _word_behind(text: str, end: int) -> str:
    match = _WORD_BEHIND.match(text, end)
    return match.group(1) if match else ""


def title_of_year(text: str, start: int) -> str | None:
    """The list whose word a year at ``start`` belongs to as part of a name, ``None`` if it is a date.

    Walks back over the noun phrase before the year: capitalised words, numbers and the few words that
    continue a title ("Pemilihan Bupati dan Wakil Bupati Sukamaju Tahun 2020"). What stands behind the
    "tentang" of a law is its title.
    """
    if _pattern("law_title").search(text, max(0, start - 300), start):
        return "titled_by_year"
    tokens = _TITLE_TOKEN.findall(text[max(0, start - 200) : start])
    for token in reversed(tokens[-_TITLE_LENGTH:]):
        word = token.rstrip(".").casefold()
        for name in ("election_events", "titled_by_year"):
            if word in _words(name) and (word == token.casefold() or word in ("no", "nomor")):
                return name
        goes_on = (
            token in _TITLE_MARKS
            or token[0].isupper()
            or any(letter.isdigit() for letter in token)
            or word in _words("phrase_words")
        )
        if token.endswith(".") or not goes_on:
            return None
    return None


def _is_name(text: str, span: Span) -> bool:
    """True for a date that names a place or a decree ("Universitas 17 Agustus 1945") or that recurs."""
    before = _word_before(text, span.start).casefold()
    return before in _words("date_names") or before in _words("recurring")


def _names_person_or_place(text: str, span: Span) -> bool:
    """True where the month at ``span`` is a name somewhere in the text: "Agus Mei", "Kecamatan Juli"."""
    if _word_behind(text, span.end)[:1].isupper():
        return True
    month = span.of(text)
    return month[0].isupper() and any(
        _word_before(text, other.start()).casefold() in _words("month_places")
        or _follows_name(text, other.start())
        for other in re.finditer(rf"\b{month}\b(?!\s*\d)", text)
    )


def _follows_name(text: str, start: int) -> bool:
    """True where a capitalised word that is no title stands right before ``start``, inside a sentence."""
    before = _word_before(text, start)
    if not before[:1].isupper() or before.isupper() or before[1:2].isupper():
        return False
    words = _words("election_events") | _words("titled_by_year") | _words("month_introducers")
    return before.casefold() not in words and text[:start].rstrip()[-1] != "."


# --- productions -------------------------------------------------------------------------------------------


def _day(rule: Rule, match: re.Match[str]) -> Reading | None:
    """A date of one piece: a day, a month or a year, with whatever is said beside it."""
    span = _mention(match)
    return (
        None
        if _is_name(match.string, span)
        else _reading(rule, match, read_partial(span.of(match.string)))
    )


def _bracket(rule: Rule, match: re.Match[str]) -> Reading | None:
    """A day in brackets of its own; small ones are fractions or pages: "(2/3)"."""
    partial = read_partial(match.group())
    if partial is None or partial.day is None or partial.month is None:
        return None
    looks_like_fraction = partial.year is None and partial.day <= partial.month <= 4
    return None if looks_like_fraction else _reading(rule, match, partial)


def _day_of_list(rule: Rule, match: re.Match[str]) -> Reading | None:
    """A day that shares month and year with the days behind it."""
    if _word_before(match.string, match.start()).casefold() in _words("numbered_things"):
        return None
    said = f"{match['span']} {match['month']} {match['year'] or ''}"
    return _reading(rule, match, read_partial(said))


def _month_of_list(rule: Rule, match: re.Match[str]) -> Reading | None:
    """A month that shares its year with the months behind it."""
    if match["span"][0].islower():
        return None
    return _reading(rule, match, read_partial(f"{match['span']} {match['year'] or ''}"))


def _day_number(rule: Rule, match: re.Match[str]) -> Reading | None:
    """A day of the month alone ("tanggal 23")."""
    return (
        None
        if _is_name(match.string, _mention(match))
        else _reading(rule, match, read_partial(match.group()))
    )


def _month(rule: Rule, match: re.Match[str]) -> Reading | None:
    """A month without a year; names of persons and places are left out, unless "bulan" stands before."""
    span = _mention(match)
    words = span.of(match.string)
    named = words.casefold().startswith("bulan")
    if not named and _names_person_or_place(match.string, span):
        return None
    return _reading(rule, match, read_partial(words))


def _month_behind_word(rule: Rule, match: re.Match[str]) -> Reading | None:
    """A month behind a lower-case word that does not introduce persons."""
    before = match["before"]
    if not before.islower() or before in _words("before_persons"):
        return None
    return _month(rule, match)


def _year(rule: Rule, match: re.Match[str]) -> Reading | None:
    """A year that is not part of a name."""
    span = _mention(match)
    if title_of_year(match.string, span.start) is not None:
        return None
    return _reading(rule, match, read_partial(span.of(match.string)))


def _year_of_list(rule: Rule, match: re.Match[str]) -> Reading | None:
    """A year behind another one that is introduced as a date."""
    if match.group().casefold().startswith("tahun") and title_of_year(match.string, match.start()):
        return None
    return _reading(rule, match, read_partial(match["span"]))


def _years(rule: Rule, match: re.Match[str]) -> Reading | None:
    """A span of years; a slash joins two only in a term of office."""
    first, last = int(match["first"]), int(match["last"])
    intro = (match["intro"] or "").casefold()
    is_term = intro.startswith(("periode", "masa"))
    joined = match.string[match.end("first") : match.start("last")].strip()
    if not first < last <= first + 60 or (joined == "/" and not is_term):
        return None
    if not is_term and title_of_year(match.string, match.start()) is not None:
        return None
    return _reading(rule, match, PartialRange(PartialDate(year=first), PartialDate(year=last)))


# "28-3 Maret" turns into a new month; "2-1 Maret" is a score.
_LEAST_TURN = 15


def _span(rule: Rule, match: re.Match[str]) -> Reading | None:
    """From one partial date to another; weekdays and a direction may stand outside the two."""
    groups = match.groupdict()
    first, last = read_partial(match["first"]), read_partial(match["last"])
    if first is None or last is None or _is_name(match.string, _mention(match)):
        return None
    if first.month is None and first.day and last.day and -_LEAST_TURN < last.day - first.day <= 0:
        return None
    if groups.get("first_weekday"):
        first = replace(first, weekday=_read_weekday(match["first_weekday"].capitalize()))
        last = replace(last, weekday=_read_weekday(match["last_weekday"].capitalize()))
    if last.direction is None:
        behind = match.string[match.end("last") : match.end()].casefold()
        last = _read_direction(behind, last)
    return _reading(rule, match, PartialRange(first, last))


def _span_of_list(rule: Rule, match: re.Match[str]) -> Reading | None:
    """A span of days that shares month and year with the days behind it."""
    said = f"{match['month']} {match['year'] or ''}"
    first, last = read_partial(f"{match['first']} {said}"), read_partial(f"{match['last']} {said}")
    if first is None or last is None or int(match["first"]) >= int(match["last"]):
        return None
    return _reading(rule, match, PartialRange(first, last))


def _weekday(rule: Rule, match: re.Match[str]) -> Reading | None:
    """A weekday without a day, with the week or the direction said beside it."""
    reading = _weekday_in(match.string, _mention(match))
    return _reading(rule, match, reading)


def _weekdays(rule: Rule, match: re.Match[str]) -> Reading | None:
    """A span of weekdays; with "setiap" before it, it recurs."""
    first = _weekday_in(match.string, Span(*match.span("first")))
    behind = match.string[match.end("last") : match.end()].casefold()
    last = _read_weekday(match["last"].capitalize())
    if first is None or last is None:
        return None
    return _reading(rule, match, WeekdayRange(_with_direction(first, behind), last))


_NEAR = (("kemarin", -1), ("besok", 1), ("esok", 1), ("lusa", 2), ("hari", 0))


def _weekday_in(text: str, span: Span) -> WeekdayReading | None:
    """The weekday that a mention names as a day of the calendar, ``None`` if it is a week, a feast, a place."""
    words = span.of(text)
    lowered = words.casefold()
    vocabulary = _vocabulary()
    found = vocabulary.weekday.search(lowered)
    if found is None or _is_week(text, span.start + found.start(), span.start + found.end()):
        return None
    if found.group() in _words("weekday_surnames") and _follows_surname(text, span.start):
        return None
    if (
        words[found.start()].islower()
        and found.group() == "minggu"
        and not lowered.startswith("hari")
    ):
        return None
    before = _word_before(text, span.start).casefold()
    if before in _words("weekday_names") or before in _words("recurring"):
        return None
    if _word_behind(text, span.end).casefold() in _words("weekday_holidays"):
        return None
    weekday = vocabulary.weekdays[found.group()]
    near = next((days for word, days in _NEAR if lowered[: found.start()].startswith(word)), None)
    if near is not None and lowered[: found.start()].strip() != "hari":
        return WeekdayReading(weekday, near=near)
    reported = text[: span.start].rstrip().endswith(",")
    return _with_direction(WeekdayReading(weekday, reported=reported), lowered[found.end() :])


def _follows_surname(text: str, start: int) -> bool:
    """True right behind a capitalised word that no preposition of place makes a place."""
    before = _word_before(text, start)
    if not before[:1].isupper() or before.casefold() in _words("month_introducers"):
        return False
    earlier = _word_before(text, text.rindex(before, 0, start))
    return earlier.casefold() not in _words("place_prepositions")


def _with_direction(reading: WeekdayReading, behind: str) -> WeekdayReading:
    """``reading`` with the week or the direction that the words ``behind`` it say."""
    vocabulary = _vocabulary()
    said = vocabulary.direction.search(behind)
    if said is None:
        return reading
    side = vocabulary.directions[" ".join(said["word"].split())]
    if said["unit"] in ("pekan", "minggu"):
        return replace(reading, week=_STEP[side], reported=False)
    return replace(reading, direction=side, reported=False)


def _part(rule: Rule, match: re.Match[str]) -> Reading | None:
    """A quarter or a half of a year."""
    groups = match.groupdict()
    number = _vocabulary().ordinals[(match["number"] or groups["digit"]).casefold()]
    shift = _read_direction(match.group().casefold(), PartialDate()).year_shift
    timex = PartOfYear(rule.values["parts"], number, _number(match["year"]), shift)
    return _reading(rule, match, timex)


def _shift(rule: Rule, match: re.Match[str]) -> Reading | None:
    """So many units from the anchor; "tiga bulan lalu" is a duration and declined."""
    groups = match.groupdict()
    if groups.get("count"):
        return None
    if groups.get("unit") and _is_sunday(match.string, *match.span("unit")):
        return None
    amount = rule.values.get("amount")
    if amount is None:
        direction = " ".join(match["direction"].casefold().split())
        amount = _STEP[_vocabulary().directions[direction]]
    return _reading(rule, match, Shift(rule.values["unit"], amount))


def _retold(rule: Rule, match: re.Match[str]) -> Reading | None:
    """A day told from the day of the event and, in brackets, from that of the paper."""
    retold = match["day"].casefold()
    days = next(days for word, days in _NEAR if retold.startswith(word) or word == "hari")
    return _reading(rule, match, Shift("day", days))


def _days_ago(rule: Rule, match: re.Match[str]) -> Reading | None:
    """So many days before the anchor."""
    number = value_of(match["number"])
    return _reading(rule, match, Shift("day", -int(number))) if number is not None else None


def _span_from_relative(rule: Rule, match: re.Match[str]) -> Reading | None:
    """From a day told by the anchor to a partial date."""
    last = read_partial(match["last"])
    first = next(days for word, days in _NEAR if match["first"].casefold().startswith(word[:4]))
    return _reading(rule, match, RelativeRange(Shift("day", first), last)) if last else None


def _yesterday(rule: Rule, match: re.Match[str]) -> Reading | None:
    """The day before the anchor; "pilkada kemarin" only means the last one."""
    before = (match["before"] or "").strip().casefold()
    if before in _words("vague_yesterday") or before in _words("election_events"):
        return None
    return _reading(rule, match, Shift(rule.values["unit"], rule.values["amount"]))


def _neighbour_year(rule: Rule, match: re.Match[str]) -> Reading | None:
    """The year before or after the one spoken of."""
    return _reading(
        rule, match, NeighbourYear(-1 if match["side"].casefold() == "sebelumnya" else 1)
    )


PRODUCTIONS: Mapping[str, Production[Reading]] = {
    "bracket": _bracket,
    "day": _day,
    "day_number": _day_number,
    "day_of_list": _day_of_list,
    "days_ago": _days_ago,
    "month": _month,
    "month_behind_word": _month_behind_word,
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


def readings(text: str) -> list[Reading]:
    """The mentions of time in ``text``, in order, without time stamps and copyright lines."""
    imprint = [Span(*match.span()) for match in _pattern("imprint").finditer(text)]
    return [
        reading
        for reading in load_ruleset(RULES).find(text, PRODUCTIONS)
        if not any(part.start <= reading.start < part.end for part in imprint)
    ]


# --- resolving over the article ----------------------------------------------------------------------------

_ANY_YEAR = re.compile(r"(?<![\w.,])(?:19|20)\d{2}(?!\w|[.,]\d)")
_WORDS_BEHIND = 5
_NO_LETTER = re.compile(r"[\W_]+")
_CLAUSE_MARK = re.compile(r"[,;:\"“”()]")


@dataclass(frozen=True, slots=True)
class _YearNamed:
    """A year that stands in the text, and the list of titles it belongs to, if any."""

    start: int
    year: int
    title: str | None


class _Article:
    """What an article offers for resolving its mentions of time."""

    def __init__(self, document: Document, found: Sequence[Reading]) -> None:
        self._document = document
        self._text = document.text
        self._found = found
        self._named = [
            _YearNamed(match.start(), int(match.group()), title_of_year(self._text, match.start()))
            for match in _ANY_YEAR.finditer(self._text)
        ]
        self._years = self._weigh_years()
        self._full = [
            (reading, resolution.days.start)
            for reading in found
            if isinstance(reading.timex, PartialDate)
            and reading.timex.day is not None
            and reading.timex.year is not None
            and (resolution := reading.timex.resolve(self._bare_setting())) is not None
        ]
        self.anchor = self._anchor()

    def resolutions(self) -> dict[Reading, Resolution | None]:
        """Every reading with the days it means; relative ones come after those they may lean on."""
        dated = [
            r for r in self._found if isinstance(r.timex, PartialDate | PartialRange | PartOfYear)
        ]
        resolved = {reading: reading.timex.resolve(self._setting(reading)) for reading in dated}
        for reading in self._found:
            if reading not in resolved:
                resolved[reading] = reading.timex.resolve(self._relative_setting(reading, resolved))
        return resolved

    def _weigh_years(self) -> dict[int, float]:
        """What speaks for each year in the article as a whole."""
        weights: dict[int, float] = {}

        def add(year: int, weight: float) -> None:
            weights[year] = max(weight, weights.get(year, 0.0))

        for named in self._named:
            if named.title == "titled_by_year":
                # A law is cited in the years after it.
                for age in range(6):
                    add(named.year + age, _YEAR_OF_LAW * (1 - age / 6))
            else:
                add(named.year, _YEAR_OF_ELECTION if named.title else _YEAR_NAMED)
        removed = "\n".join(piece.text for piece in self._document.article.removed)
        imprint = _pattern("copyright")
        for match in imprint.finditer(f"{self._text}\n{removed}"):
            add(int(match.group()[-4:]), _YEAR_OF_COPYRIGHT)
        return weights

    def _bare_setting(self) -> Setting:
        """What is known before any mention is resolved."""
        published = self._document.article.published
        known = (Reference(published),) if published else ()
        return Setting(anchor=published, references=known, years=self._years)

    def _anchor(self) -> date | None:
        """The publication date; one that was itself inferred from the text only if nothing here tells it."""
        article = self._document.article
        if article.published_source != "text" and article.published is not None:
            return article.published
        return self._inferred_anchor() or article.published

    def _inferred_anchor(self) -> date | None:
        """The day the article reports on, told by its own dates; ``None`` where they tell none.

        A day behind a comma ("kata dia, Senin (12/10)") comes before others. An agency's report that gives its
        day by the weekday alone is not dated by a day on another weekday, which will be from a caption or from
        the past; in a report that dates its own day, bare weekdays come later.
        """
        told = self._report_with_year() or self._report_without_year() or self._day_in_brackets()
        if told is None:
            return None
        reading, day = told
        own = {
            other.timex.weekday
            for other in self._found
            if isinstance(other.timex, WeekdayReading)
            and other.timex.reported
            and (other.start < reading.start or not self._is_reported(reading))
        }
        return None if own and day.weekday() not in own else day

    def _report_with_year(self) -> tuple[Reading, date] | None:
        """The first day of a report that agrees with its weekday."""
        agreeing = [
            (reading, day)
            for reading, day in self._full
            if self._may_anchor(reading) and day.weekday() == _partial(reading).weekday
        ]
        return self._first_reported(agreeing)

    def _report_without_year(self) -> tuple[Reading, date] | None:
        """The first day of a report in the year on which most of its weekdays agree."""
        partial = [r for r in self._found if self._may_anchor(r) and _partial(r).year is None]
        best: tuple[float, list[tuple[Reading, date]]] = (0.0, [])
        for year in sorted({year + step for year in self._years for step in (-1, 0, 1)}):
            agreeing = [
                (reading, days.start)
                for reading in partial
                if (days := _partial(reading).days(year)) is not None
                and days.start.weekday() == _partial(reading).weekday
            ]
            total = len(agreeing) + self._years.get(year, 0.0)
            if agreeing and total > best[0]:
                best = (total, agreeing)
        return self._first_reported(best[1])

    def _first_reported(self, days: list[tuple[Reading, date]]) -> tuple[Reading, date] | None:
        """The first of the days that stands as the day of a report, or the first of all."""
        return next((told for told in days if self._is_reported(told[0])), next(iter(days), None))

    def _is_reported(self, reading: Reading) -> bool:
        """True behind a comma, where a report names its day."""
        return self._text[: reading.start].rstrip().endswith(",")

    def _day_in_brackets(self) -> tuple[Reading, date] | None:
        """The first full date in digits that stands by itself."""
        for reading, day in self._full:
            if reading.rule_id == "date.day.numeric" and not self._in_caption(reading):
                return reading, day
        return None

    def _may_anchor(self, reading: Reading) -> bool:
        """True for a day with its weekday that can be the day of the report."""
        timex = reading.timex
        return (
            isinstance(timex, PartialDate)
            and timex.weekday is not None
            and timex.day is not None
            and timex.month is not None
            and timex.direction != "future"
            and not _says_any(self._clause_before(reading), "time_ahead")
            and not _says_any(self._text[max(0, reading.start - 30) : reading.start], "voting_day")
            and not self._in_caption(reading)
        )

    def _in_caption(self, reading: Reading) -> bool:
        """True in a sentence that ends in, starts with or stands right before the credit of a photo."""
        sentence = self._document.sentence_of(reading.start)
        behind = _pattern("credit")
        until = min(len(self._text), sentence.end + 30)
        match = behind.search(self._text, sentence.start, until)
        return match is not None and self._text[sentence.end : match.start()].strip() == ""

    def _clause_before(self, reading: Reading) -> str:
        sentence = self._document.sentence_of(reading.start)
        before = self._text[min(sentence.start, reading.start) : reading.start]
        marks = list(_CLAUSE_MARK.finditer(before))
        return before[marks[-1].end() :] if marks else before

    def _clause_behind(self, reading: Reading) -> str:
        sentence = self._document.sentence_of(reading.start)
        behind = self._text[reading.end : max(sentence.end, reading.end)]
        return " ".join(_CLAUSE_MARK.split(behind, maxsplit=1)[0].split()[:_WORDS_BEHIND])

    def _looks_ahead(self, reading: Reading) -> bool:
        """True when the clause around the mention speaks of what will be."""
        clauses = self._clause_before(reading), self._clause_behind(reading)
        return any(_says_any(clause, "time_ahead") for clause in clauses)

    def _setting(self, reading: Reading) -> Setting:
        """What the article gives to reckon with at one mention."""
        sentence = self._document.sentence_of(reading.start)
        years = dict(self._years)
        for named in self._named:
            if named.title == "election_events" and sentence.start <= named.start < sentence.end:
                between = self._text[named.start + len(str(named.year)) : reading.start]
                held = _pattern("held").fullmatch(between) is not None
                years[named.year] = _YEAR_OF_THE_VOTE if held else _YEAR_IN_SENTENCE
        references = [Reference(self.anchor)] if self.anchor else []
        for other, day in self._full:
            if other is not reading:
                references.append(self._reference(day, other, reading))
        return Setting(
            anchor=self.anchor,
            references=tuple(references),
            years=years,
            stated=frozenset(day for other, day in self._full if other is not reading),
            looks_ahead=self._looks_ahead(reading),
        )

    def _reference(self, day: date, other: Reading, reading: Reading) -> Reference:
        """A full date as something to reckon ``reading`` from, by how far off it stands."""
        sentences = self._document.sentences
        here = self._document.sentence_of(reading.start)
        if here.start <= other.start < here.end:
            return Reference(day)
        before = max((s for s in sentences if s.end <= here.start), default=None)
        if before is not None and before.start <= other.start < before.end:
            return replace(_SENTENCE_BEFORE, day=day)
        return replace(_ELSEWHERE if self.anchor else _ELSEWHERE_ALONE, day=day)

    def _relative_setting(
        self, reading: Reading, resolved: Mapping[Reading, Resolution | None]
    ) -> Setting:
        """The setting of a relative mention, which may lean on mentions already resolved."""
        dated = [
            (other, resolution.days)
            for other, resolution in resolved.items()
            if resolution is not None and isinstance(other.timex, PartialDate)
        ]
        named = sorted(
            (abs(other.start - reading.start), days.start)
            for other, days in dated
            if _partial(other).weekday == days.start.weekday() and _partial(other).day is not None
        )
        years = [
            days.start.year
            for other, days in dated
            if other.end <= reading.start and _partial(other).granularity == "year"
        ]
        setting = self._setting(reading)
        anchor = self.anchor
        if isinstance(reading.timex, Shift) and reading.timex.unit == "day":
            anchor = self._day_of_speech(reading, dated) or anchor
        return replace(
            setting,
            anchor=anchor,
            weekdays=tuple(day for _, day in named),
            year_before=years[-1] if years else None,
        )

    def _day_of_speech(
        self, reading: Reading, dated: Sequence[tuple[Reading, Interval]]
    ) -> date | None:
        """The day on which the sentence of ``reading`` was spoken, where it says so."""
        sentence = self._document.sentence_of(reading.start)
        for other, days in dated:
            inside = sentence.start <= other.start < sentence.end
            if inside and self._may_anchor(other):
                late = (self.anchor - days.start).days if self.anchor else 0
                if 0 <= late <= 2:
                    return days.start
        return None


def _says_any(clause: str, lexicon: str) -> bool:
    """True when ``clause`` holds an entry of the lexicon, as whole words."""
    words = f" {' '.join(_NO_LETTER.sub(' ', clause.casefold()).split())} "
    return any(f" {entry} " in words for entry in _words(lexicon))


def _partial(reading: Reading) -> PartialDate:
    """The partial date of a reading that is known to have one."""
    assert isinstance(reading.timex, PartialDate)
    return reading.timex


def find(document: Document) -> list[DateMention]:
    """The dates of an article, in order of the text; with null days where nothing anchors them."""
    found = readings(document.text)
    resolved = _Article(document, found).resolutions()
    return [_fact(reading, resolved[reading]) for reading in found]


def _fact(reading: Reading, resolution: Resolution | None) -> DateMention:
    days = resolution.days if resolution else None
    weight = _CONFIDENCE[resolution.evidence] if resolution else _UNRESOLVED
    granularity = reading.timex.granularity
    if granularity == "range" and days is not None and days.start == days.end:
        granularity = "day"
    return DateMention(
        start=reading.start,
        end=reading.end,
        rule_id=reading.rule_id,
        confidence=round(reading.confidence * weight, 3),
        start_date=days.start if days else None,
        end_date=days.end if days else None,
        granularity=granularity,
        kind=reading.timex.kind,
    )
