"""Which day an article reports on, told by its own dates where nothing else gives its day of publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pipeline.dates.beside import after_comma
from pipeline.dates.choosing import YEARS_AROUND
from pipeline.dates.clauses import clause_before, says_any
from pipeline.dates.dated import Dated
from pipeline.dates.mentions import TimeMention
from pipeline.dates.timex import LATEST_REPORT, PartialDate, WeekdayReading
from pipeline.dates.years import Years
from pipeline.types import Document

# Characters that are looked at before a day of voting.
_BEFORE_VOTE = 30
# A report that gives its day by the weekday alone tells of days no further back than this.
_SOON = timedelta(days=3)
_SENTENCES_OF_LEAD = 2


def report_day(
    document: Document, found: Sequence[TimeMention], full: Sequence[Dated], years: Years
) -> date | None:
    """The day that ``document`` reports on, ``None`` where its dates tell none.

    ``full`` are the days that it gives with their year.

    A day after a comma ("kata dia, Senin (12/10)") comes before others. An agency's report that gives its
    day by the weekday alone is dated by a day on another weekday only if it can come out soon after: others
    will be from a caption or from the past. In a report that dates its own day, bare weekdays come later.
    """
    without_year = _day_without_year(document, found, years)
    stated = _day_with_year(document, full) or without_year or _day_in_brackets(full)
    if stated is None:
        return None
    # "sejak Senin 18 Desember 2023 ..., kata camat, Selasa (19/12)"
    if without_year is not None and _speaks_after(document, without_year, stated):
        stated = without_year
    dates_itself = _is_reported(document, stated.mention)
    own = {
        other.timex.weekday
        for other in found
        if isinstance(other.timex, WeekdayReading)
        and other.timex.reported
        and (other.start < stated.mention.start or not dates_itself)
    }
    day = stated.days.start
    if not dates_itself:
        day = _reported_after(document, found, day)
    if not own or day.weekday() in own:
        return day
    later = min(_until(day, weekday) for weekday in own)
    return day + later if later.days <= LATEST_REPORT else None


def may_be_report(document: Document, mention: TimeMention) -> bool:
    """True for a day with its weekday that can be the day of the report."""
    timex = mention.timex
    before = document.text[max(0, mention.start - _BEFORE_VOTE) : mention.start]
    return (
        isinstance(timex, PartialDate)
        and timex.weekday is not None
        and timex.day is not None
        and timex.month is not None
        and timex.direction != "future"
        and not says_any(clause_before(document, mention), "time_ahead")
        and not says_any(before, "voting_day")
        and (_is_reported(document, mention) or not _is_of_vote(document, mention))
    )


def _day_with_year(document: Document, full: Sequence[Dated]) -> Dated | None:
    """The first day of a report that agrees with its weekday."""
    days = [
        dated
        for dated in full
        if dated.days.start.weekday() == dated.partial.weekday
        and may_be_report(document, dated.mention)
    ]
    return _first_reported(document, days)


def _day_without_year(
    document: Document, found: Sequence[TimeMention], years: Years
) -> Dated | None:
    """The first day of a report in the year on which most of its weekdays agree."""
    reports = [
        (mention, timex)
        for mention in found
        if isinstance(timex := mention.timex, PartialDate)
        and timex.year is None
        and may_be_report(document, mention)
    ]
    support, best = 0.0, list[Dated]()
    for year in sorted({year + step for year in years.weights for step in YEARS_AROUND}):
        agreeing = [
            Dated(mention, partial, days)
            for mention, partial in reports
            if (days := partial.days(year)) is not None and days.start.weekday() == partial.weekday
        ]
        total = len(agreeing) + years.weights.get(year, 0.0)
        if agreeing and total >= support:
            support, best = total, agreeing
    return _first_reported(document, best)


def _day_in_brackets(full: Sequence[Dated]) -> Dated | None:
    """The first full date in digits that stands by itself."""
    return next((dated for dated in full if dated.mention.by_itself), None)


def _first_reported(document: Document, days: Sequence[Dated]) -> Dated | None:
    """The first of the days that stands as the day of a report, or the first of all."""
    reported = (dated for dated in days if _is_reported(document, dated.mention))
    return next(reported, days[0] if days else None)


def _speaks_after(document: Document, day: Dated, other: Dated) -> bool:
    """True for the day of a report after another one that is none."""
    return (
        day.days.start > other.days.start
        and _is_reported(document, day.mention)
        and not _is_reported(document, other.mention)
    )


def _is_reported(document: Document, mention: TimeMention) -> bool:
    return after_comma(document.text, mention.start)


def _is_of_vote(document: Document, mention: TimeMention) -> bool:
    """True where the words before a day tell what voters do: "datang ke TPS pada Rabu 27 November"."""
    sentence = document.sentence_of(mention.start)
    start = max(sentence.start, mention.start - 2 * _BEFORE_VOTE)
    return says_any(document.text[start : mention.start], "voting")


def _reported_after(document: Document, found: Sequence[TimeMention], day: date) -> date:
    """The day of a report of ``day`` that gives its own by the weekday alone, if soon after; else ``day``."""
    lead = document.sentences[:_SENTENCES_OF_LEAD]
    opening = (
        mention.timex.weekday
        for mention in found
        if lead
        and mention.end <= lead[-1].end
        and isinstance(mention.timex, WeekdayReading)
        and mention.timex.direction is None
    )
    later = _until(day, next(opening, day.weekday()))
    return day + later if later <= _SOON else day


def _until(day: date, weekday: int) -> timedelta:
    """How long it is from a day to the next one on ``weekday``, 0 where it is on that."""
    return timedelta(days=(weekday - day.weekday()) % 7)
