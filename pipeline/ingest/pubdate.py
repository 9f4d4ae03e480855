"""When an article was published, and which evidence says so.

Evidence in order of trust: the record's field, the page's metadata, a date line at head or foot, the address,
the file name, and at last the text itself, where a weekday and a day of the month agree on one year. Nothing
reads the clock. A wrong date corrupts every relative date of the article, so doubtful evidence gives none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import replace as replace_fields
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Literal

from msgspec.structs import replace

from pipeline.matching.rules import (
    NoContexts,
    Production,
    Rule,
    RuleFile,
    RuleSet,
    read_numbers,
    read_toml,
    rules_root,
)
from pipeline.types import Document, Fact

Source = Literal["record", "metadata", "byline", "url", "filename", "text"]

_FIRST_YEAR, _LAST_YEAR = 1995, 2099
# What two digits beyond this say is no year ("12/10/45").
_LAST_SHORT_YEAR = 2040
_WIB = timedelta(hours=7)
_BEFORE, _AFTER = 100, 24
# Stands for a date in the rules on the words around it.
_DATE = "¤"
# Two days that a report names as its own may be the evening of the event and the next morning.
_REPORT_SPREAD = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate(Fact):
    """A date as ``rules/pubdate.toml`` reads it; ``day`` is ``None`` where the text gives no year."""

    day: date | None = None
    weekday: int | None = None
    day_of_month: int = 0
    month: int = 0


@cache
def _rules_by_production() -> Mapping[str, RuleSet[NoContexts]]:
    path = rules_root() / "pubdate.toml"
    file: RuleFile = read_toml(path, RuleFile)
    names = dict.fromkeys(rule.produce for rule in file.rule)
    return {
        name: RuleSet(
            path,
            replace(file, rule=[rule for rule in file.rule if rule.produce == name]),
            NoContexts,
        )
        for name in names
    }


def find(document: Document) -> list[PrintedDate]:
    """What every rule reads in the text of ``document``: for checking the rules one by one."""
    return [found for name in _rules_by_production() for found in _find(name, document.text)]


def _find(production: str, text: str) -> list[PrintedDate]:
    return _rules_by_production()[production].find(text, _PRODUCTIONS, across_lines=True)


def _printed(rule: Rule, match: re.Match[str]) -> PrintedDate | None:
    """A match as a date; ``None`` for a day that the calendar does not have or that its weekday denies."""
    groups = match.groupdict()
    month_name, year = groups.get("month_name"), groups.get("year") or groups.get("written_year")
    month = (
        read_numbers("months", "months_short")[month_name.casefold()]
        if month_name
        else int(groups.get("month") or 0)
    )
    weekday_name = groups.get("weekday")
    weekday = read_numbers("weekdays")[weekday_name.casefold()] if weekday_name else None
    number = int(groups.get("day") or groups.get("written_day") or 0)
    day = None
    if number and year:
        day = _calendar_day(_year(year), month, number)
        if day is None or (weekday is not None and day.weekday() != weekday):
            return None
    return PrintedDate(
        start=match.start(),
        end=match.end(),
        rule_id=rule.id,
        confidence=rule.confidence,
        day=day,
        weekday=weekday,
        day_of_month=number,
        month=month,
    )


_PRODUCTIONS: dict[str, Production[PrintedDate]] = dict.fromkeys(
    ("written", "address", "report", "report_without_year", "weekday", "other_day", "year_of_law"),
    _printed,
)


def _year(written: str) -> int:
    """The year of four digits, or of two in this century; 0 where two digits can be none."""
    year = int(written) if len(written) == 4 else 2000 + int(written)
    return year if len(written) == 4 or year <= _LAST_SHORT_YEAR else 0


def _calendar_day(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


# --- A date by itself -----------------------------------------------------------------------------


def parse_date(value: object) -> date | None:
    """The day that a field of a record or of a page's metadata means, or ``None``.

    Takes dates, datetimes, ISO 8601, RFC 2822, seconds or milliseconds since 1970, and Indonesian or English
    dates written out, the day before the month. A moment in UTC counts as the day in Jakarta; a moment with
    another offset as the day where it was printed.
    """
    if isinstance(value, datetime):
        return _local_day(value)
    if isinstance(value, date):
        return _plausible(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_epoch(float(value))
    if not isinstance(value, str) or not value.strip():
        return None
    text = value.strip()
    return _from_standard(text) or _from_digits(text) or _from_words(text)


def _plausible(day: date) -> date | None:
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _local_day(moment: datetime) -> date | None:
    try:
        if moment.utcoffset() == timedelta(0):
            moment += _WIB
    except OverflowError:
        return None
    return _plausible(moment.date())


def _from_standard(text: str) -> date | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return _local_day(parse(text))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _from_digits(text: str) -> date | None:
    return (
        _from_epoch(float(text))
        if text.isascii() and text.isdigit() and len(text) in (10, 13)
        else None
    )


def _from_epoch(seconds: float) -> date | None:
    if seconds > 1e11:
        seconds /= 1000
    try:
        return _local_day(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _from_words(text: str) -> date | None:
    found = _find("written", text)
    return found[0].day if found else None


# --- Addresses, file names ------------------------------------------------------------------------


def date_in_address(address: str) -> date | None:
    """The day in a URL or a file name, or ``None`` where there is none or there are several."""
    days = {found.day for found in _find("address", address)}
    return days.pop() if len(days) == 1 else None


# --- The text of a report -------------------------------------------------------------------------

_YEAR = re.compile(r"(?<![\d.,/])(?:19|20)\d\d(?![\d.,]\d)(?!\d)")


def date_in_text(
    text: str, year: int | None = None, dateline_day: tuple[int, int] | None = None
) -> date | None:
    """The day that a report says it is, where weekday and day of the month agree on one year.

    Days that the text sets apart from the report ("akan ... pada", "mendatang", "lalu") do not count; days
    further apart than a report stretches leave it open.

    Args:
        text: the article.
        year: the year of a copyright line, where there is one; no other year is believed then.
        dateline_day: day and month as some agencies print them in the dateline.
    """
    days = [found.day for found in _report_days("report", text) if found.day is not None]
    days += _completed(text, year, dateline_day)
    days = [day for day in days if year is None or day.year == year]
    if not days or max(days) - min(days) > _REPORT_SPREAD:
        return None
    return max(days)


def _report_days(production: str, text: str) -> Iterator[PrintedDate]:
    """The dates that ``production`` finds, but those that the words around them set apart."""
    other = _rules_by_production()["other_day"]
    for found in _find(production, text):
        before = text[max(0, found.start - _BEFORE) : found.start]
        after = text[found.end : found.end + _AFTER]
        if not other.find(before + _DATE + after, _PRODUCTIONS):
            yield found


def _completed(text: str, year: int | None, dateline_day: tuple[int, int] | None) -> list[date]:
    """Days without a year, in the one year that their weekdays and the years in the text agree on."""
    partial = list(_report_days("report_without_year", text))
    if dateline_day is not None and (weekdays := list(_report_days("weekday", text))):
        day, month = dateline_day
        partial.append(replace_fields(weekdays[0], day_of_month=day, month=month))
    if not partial:
        return []
    years = {year} if year is not None else _supported_years(text)
    agreeing = [days for candidate in years if (days := _in_year(partial, candidate)) is not None]
    return agreeing[0] if len(agreeing) == 1 else []


def _supported_years(text: str) -> set[int]:
    """The years that the text speaks of, and those before: news of 2023 names the elections of 2024."""
    laws = _find("year_of_law", text)
    named = {
        int(match.group())
        for match in _YEAR.finditer(text)
        if not any(law.start <= match.start() < law.end for law in laws)
    }
    return named | {year - 1 for year in named}


def _in_year(partial: list[PrintedDate], year: int) -> list[date] | None:
    """The days in ``year``, or ``None`` where one does not fall on its weekday."""
    days: list[date] = []
    for found in partial:
        day = _calendar_day(year, found.month, found.day_of_month)
        if day is None or day.weekday() != found.weekday:
            return None
        days.append(day)
    return days
