"""Dates: which days the mentions of time in an article mean.

:mod:`pipeline.dates.mentions` finds the mentions and reads each as a value, partial where the text is. Here
they are resolved over the whole article: the anchor is the publication date, or a day inferred from the
article; around each mention stand the full dates nearby, the years that the article names, and the tense of
the clause.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import chain

from pipeline.dates import mentions as time_mentions
from pipeline.dates.mentions import TimeMention, after_comma, ruleset, title_of_year
from pipeline.dates.timex import (
    LATEST_REPORT,
    YEARS_AROUND,
    Evidence,
    Interval,
    PartialDate,
    PartialRange,
    PartOfYear,
    Reference,
    Resolution,
    Setting,
    Shift,
    Timex,
    WeekdayRange,
    WeekdayReading,
)
from pipeline.matching.rules import read_lexicon, words_in
from pipeline.types import DateMention, Document, Span

# How sure a resolution is, by what it rests on; the rule's own confidence is the upper bound.
_CONFIDENCE: Mapping[Evidence, float] = {
    "printed": 1.0,
    "repaired": 0.85,
    "weekday": 0.98,
    "inferred": 0.9,
    "relative": 1.0,
}
_UNRESOLVED = 0.5

# What speaks for a year, in the units of the scores of `timex`: an election of that year more than a date in
# it, a law least of all, for it is cited in the years after it. The end of a term ("2015-2020") says nothing.
_YEAR_NAMED = 0.5
_YEAR_OF_ELECTION = 1.0
_YEAR_OF_ELECTION_IN_SENTENCE = 1.5
_YEAR_OF_ELECTION_HELD = 8.0
_YEAR_OF_LAW = 0.2
_YEARS_OF_CITING = 6
# In an article that names no year: one in which people voted on a day it names, or within this many days of one.
_YEAR_OF_VOTE = 1.0
_YEAR_NEAR_VOTE = 0.5
_NEAR_VOTE = 31

# What a full date costs as something to reckon from, by how far from the mention it stands.
_SENTENCE_BEFORE = Reference(date.min, cost=0.3)
_ELSEWHERE = Reference(date.min, cost=1.0)
# Without an anchor, a far date is better than none, and its year matters more than its distance.
_ELSEWHERE_UNANCHORED = Reference(date.min, cost=1.0, per_year=1.5)
_NEIGHBOURS = 8

_ANY_YEAR = re.compile(r"(?<![\w.,])(?:19|20)\d{2}(?!\w|[.,]\d)")
_TERM = re.compile(r"(?:19|20)\d{2}\s*[-/]\s*$")
_TERM_BACK = 8
_CITED = 60
_CLAUSE_MARK = re.compile(r"[,;:\"()]")
_NO_LETTERS = re.compile(r"[\W_]+")
_WORDS_AFTER = 5
# Characters that are looked at: of a clause, before a day of voting.
_CLAUSE = 300
_BEFORE_VOTE = 30
# A report that gives its day by the weekday alone tells of days no further back than this.
_SOON = timedelta(days=3)
_SENTENCES_OF_LEAD = 2


def find(document: Document) -> list[DateMention]:
    """The dates of an article, in order of the text; with null days where nothing anchors them."""
    found = time_mentions.read(document.text)
    if not found:
        return []
    resolved = _Chronology(document, found).resolutions()
    return [_fact(mention, resolved[mention]) for mention in found]


def _fact(mention: TimeMention, resolution: Resolution | None) -> DateMention:
    days = resolution.days if resolution else None
    weight = _CONFIDENCE[resolution.evidence] if resolution else _UNRESOLVED
    granularity = mention.timex.granularity
    if granularity == "range" and days is not None and days.start == days.end:
        granularity = "day"
    return DateMention(
        start=mention.start,
        end=mention.end,
        rule_id=mention.rule_id,
        confidence=round(mention.confidence * weight, 3),
        start_date=days.start if days else None,
        end_date=days.end if days else None,
        granularity=granularity,
        kind=mention.timex.kind,
    )


@cache
def _voting_days() -> tuple[date, ...]:
    """The days on which the country or many of its regions voted."""
    days = (map(int, entry.split("/")) for entry in read_lexicon("voting_days"))
    return tuple(date(year, month, day) for day, month, year in days)


@dataclass(frozen=True, slots=True)
class _YearNamed(Span):
    """A year that stands in a text, and the list of titles it belongs to, if any.

    ``of_results`` is true for that of an election whose results are cited.
    """

    year: int
    title: str | None
    of_results: bool


def _years_named(text: str) -> list[_YearNamed]:
    """The years in ``text`` but those that end a term."""
    return [
        _YearNamed(
            match.start(),
            match.end(),
            int(match.group()),
            title_of_year(text, match.start()),
            of_results=bool(
                ruleset().contexts.results_of.search(
                    text, max(0, match.start() - _CITED), match.start()
                )
            ),
        )
        for match in _ANY_YEAR.finditer(text)
        if not _TERM.search(text, max(0, match.start() - _TERM_BACK), match.start())
    ]


@dataclass(frozen=True, slots=True)
class _Dated:
    """A mention of a day, a month or a year that is resolved, and the part of the days it stands for."""

    mention: TimeMention
    partial: PartialDate
    days: Interval


class _Chronology:
    """What an article offers for resolving its mentions of time.

    Everything is kept by its place, so that a mention looks only at what stands near it.
    """

    def __init__(self, document: Document, found: Sequence[TimeMention]) -> None:
        self._document = document
        self._text = document.text
        self._found = found
        self._sentence_ends = [sentence.end for sentence in document.sentences]
        named = _years_named(self._text)
        article = document.article
        margins = (article.url or "", *(piece.text for piece in article.removed))
        self._years = self._weigh([named, *map(_years_named, margins)])
        if not self._years and article.published is None:
            self._years = self._years_of_votes()
        self._elections = [year for year in named if year.title == "election_events"]
        self._election_starts = [year.start for year in self._elections]
        self._full = self._full_dates()
        self._known = sorted(
            [(dated.mention.start, dated.days.start) for dated in self._full] + self._range_ends()
        )
        self._known_starts = [start for start, _ in self._known]
        self._stated = frozenset(dated.days.start for dated in self._full)
        # The day of publication, or the one that the dates of the article tell for its own.
        self.anchor = self._published or self._inferred_anchor()

    def resolutions(self) -> dict[TimeMention, Resolution | None]:
        """Every mention with the days it means; relative ones come after those they may lean on."""
        partial = [
            mention
            for mention in self._found
            if isinstance(mention.timex, PartialDate | PartialRange | PartOfYear)
        ]
        resolved: dict[TimeMention, Resolution | None] = {
            mention: mention.timex.resolve(self._setting(mention))
            for mention in partial
            if not _is_bare(mention.timex)
        }
        self._know(resolved)
        for mention in partial:
            if mention not in resolved:
                resolved[mention] = mention.timex.resolve(self._setting(mention))
        dated = [
            _Dated(mention, mention.timex, resolution.days)
            for mention in partial
            if (resolution := resolved[mention]) is not None
            and isinstance(mention.timex, PartialDate)
        ]
        context = _Context(self, dated)
        for mention in self._found:
            if mention not in resolved:
                setting = context.of(mention, self._setting(mention))
                resolved[mention] = mention.timex.resolve(setting)
        return resolved

    def _know(self, resolved: Mapping[TimeMention, Resolution | None]) -> None:
        """Reckon from the days that tell their month, too: "20 November ... kemudian tanggal 21"."""
        days = {
            (mention.start, resolution.days.start)
            for mention, resolution in resolved.items()
            if resolution is not None
            and isinstance(mention.timex, PartialDate)
            and mention.timex.granularity == "day"
        }
        self._known = sorted({*self._known, *days})
        self._known_starts = [start for start, _ in self._known]

    # --- what is known before any mention is resolved

    def _weigh(self, named: Iterable[Sequence[_YearNamed]]) -> dict[int, float]:
        """What speaks for each year in the article as a whole, its address and what was cut from it."""
        weights: dict[int, float] = defaultdict(float)

        def support(year: int, weight: float) -> None:
            weights[year] = max(weight, weights[year])

        for year in chain.from_iterable(named):
            if year.title == "titled_by_year":
                for age in range(_YEARS_OF_CITING):
                    support(year.year + age, _YEAR_OF_LAW * (1 - age / _YEARS_OF_CITING))
            elif year.title and not year.of_results:
                support(year.year, _YEAR_OF_ELECTION)
            else:
                support(year.year, _YEAR_NAMED)
        return dict(weights)

    def _years_of_votes(self) -> dict[int, float]:
        """What speaks for each year in an article that names none: the days on which people voted.

        It names such a day, or a day with its weekday soon before or after one, and all its weekdays agree with
        the year. Where two years are as likely it may be either.
        """
        days = [
            (mention, timex)
            for mention in self._found
            if isinstance(timex := mention.timex, PartialDate)
            and timex.day is not None
            and timex.month is not None
        ]
        weights: dict[int, float] = defaultdict(float)
        for vote in _voting_days():
            in_year = [(mention, timex, timex.days(vote.year)) for mention, timex in days]
            if any(
                on is None or timex.weekday not in (None, on.start.weekday())
                for _, timex, on in in_year
            ):
                continue
            for mention, timex, on in in_year:
                if on is None:
                    continue
                if on.start == vote and self._speaks_of_election(mention):
                    weights[vote.year] = _YEAR_OF_VOTE
                elif timex.weekday is not None and on.gap(vote) <= _NEAR_VOTE:
                    weights[vote.year] = max(weights[vote.year], _YEAR_NEAR_VOTE)
        best = [year for year, weight in weights.items() if weight == max(weights.values())]
        return dict(weights) if len(best) == 1 else {}

    def _speaks_of_election(self, mention: TimeMention) -> bool:
        sentence = self._document.sentence_of(mention.start)
        return _says_any(sentence.of(self._text), "election_events")

    def _full_dates(self) -> list[_Dated]:
        """The days that the text gives with their year."""
        return [
            _Dated(mention, timex, resolution.days)
            for mention in self._found
            if isinstance(timex := mention.timex, PartialDate)
            and timex.day is not None
            and timex.year is not None
            and (resolution := timex.resolve(self._bare_setting)) is not None
        ]

    def _range_ends(self) -> list[tuple[int, date]]:
        """The last days of the spans that the text gives with their year, with the place of the span."""
        return [
            (mention.start, resolution.days.end)
            for mention in self._found
            if isinstance(timex := mention.timex, PartialRange)
            and timex.last.day is not None
            and timex.last.year is not None
            and (resolution := timex.resolve(self._bare_setting)) is not None
        ]

    @property
    def _bare_setting(self) -> Setting:
        """What there is to reckon with before any mention is resolved."""
        published = self._document.article.published
        known = (Reference(published),) if published else ()
        return Setting(anchor=published, references=known, years=self._years)

    # --- the anchor

    @property
    def _published(self) -> date | None:
        """The publication date where something other than the text gives it."""
        article = self._document.article
        return article.published if article.published_source != "text" else None

    def _inferred_anchor(self) -> date | None:
        """The day the article reports on, told by its own dates; ``None`` where they tell none.

        A day after a comma ("kata dia, Senin (12/10)") comes before others. An agency's report that gives its
        day by the weekday alone is dated by a day on another weekday only if it can come out soon after: others
        will be from a caption or from the past. In a report that dates its own day, bare weekdays come later.
        """
        stated = self._report_with_year() or self._report_without_year() or self._day_in_brackets()
        if stated is None:
            return None
        dates_itself = self._is_reported(stated.mention)
        own = {
            other.timex.weekday
            for other in self._found
            if isinstance(other.timex, WeekdayReading)
            and other.timex.reported
            and (other.start < stated.mention.start or not dates_itself)
        }
        day = stated.days.start
        if not dates_itself:
            day = self._reported_after(day)
        if not own or day.weekday() in own:
            return day
        later = min(timedelta(days=(weekday - day.weekday()) % 7) for weekday in own)
        return day + later if later.days <= LATEST_REPORT else None

    def _reported_after(self, day: date) -> date:
        """The day of a report of ``day`` that gives its own by the weekday alone, if soon after; else ``day``."""
        lead = self._document.sentences[:_SENTENCES_OF_LEAD]
        opening = (
            mention.timex.weekday
            for mention in self._found
            if lead
            and mention.end <= lead[-1].end
            and isinstance(mention.timex, WeekdayReading)
            and mention.timex.direction is None
        )
        weekday = next(opening, day.weekday())
        later = timedelta(days=(weekday - day.weekday()) % 7)
        return day + later if later <= _SOON else day

    def _report_with_year(self) -> _Dated | None:
        """The first day of a report that agrees with its weekday."""
        return self._first_report(
            [
                dated
                for dated in self._full
                if dated.days.start.weekday() == dated.partial.weekday
                and self.may_be_report(dated.mention)
            ]
        )

    def _report_without_year(self) -> _Dated | None:
        """The first day of a report in the year on which most of its weekdays agree."""
        reports = [
            (mention, timex)
            for mention in self._found
            if isinstance(timex := mention.timex, PartialDate)
            and timex.year is None
            and self.may_be_report(mention)
        ]
        support, best = 0.0, list[_Dated]()
        for year in sorted({year + step for year in self._years for step in YEARS_AROUND}):
            agreeing = [
                _Dated(mention, partial, days)
                for mention, partial in reports
                if (days := partial.days(year)) is not None
                and days.start.weekday() == partial.weekday
            ]
            total = len(agreeing) + self._years.get(year, 0.0)
            if agreeing and total >= support:
                support, best = total, agreeing
        return self._first_report(best)

    def _first_report(self, days: Sequence[_Dated]) -> _Dated | None:
        """The first of the days that stands as the day of a report, or the first of all."""
        reported = (dated for dated in days if self._is_reported(dated.mention))
        return next(reported, days[0] if days else None)

    def _is_reported(self, mention: TimeMention) -> bool:
        return after_comma(self._text, mention.start)

    def _day_in_brackets(self) -> _Dated | None:
        """The first full date in digits that stands by itself."""
        return next((dated for dated in self._full if dated.mention.by_itself), None)

    def may_be_report(self, mention: TimeMention) -> bool:
        """True for a day with its weekday that can be the day of the report."""
        timex = mention.timex
        return (
            isinstance(timex, PartialDate)
            and timex.weekday is not None
            and timex.day is not None
            and timex.month is not None
            and timex.direction != "future"
            and not _says_any(self._clause_before(mention), "time_ahead")
            and not _says_any(
                self._text[max(0, mention.start - _BEFORE_VOTE) : mention.start], "voting_day"
            )
            and (self._is_reported(mention) or not self._is_of_vote(mention))
        )

    def _is_of_vote(self, mention: TimeMention) -> bool:
        """True where the words before a day tell what voters do: "datang ke TPS pada Rabu 27 November"."""
        sentence = self._document.sentence_of(mention.start)
        start = max(sentence.start, mention.start - 2 * _BEFORE_VOTE)
        return _says_any(self._text[start : mention.start], "voting")

    def is_of_paper(self, mention: TimeMention) -> bool:
        """True for what an article that tells its day itself says in its own words.

        "Kemarin" is then the day stated: the paper comes out on the morning after.
        """
        if self._published:
            return False
        line = self._document.line_of(mention.start).start
        return self._text.count('"', line, mention.start) % 2 == 0

    # --- what stands around a mention

    def sentence_index(self, mention: TimeMention) -> int:
        """The number of the sentence that ``mention`` stands in."""
        return self._sentence_index(mention.start)

    def _sentence_index(self, start: int) -> int:
        return bisect_right(self._sentence_ends, start)

    def _clause_before(self, mention: TimeMention) -> str:
        sentence = self._document.sentence_of(mention.start)
        before = self._text[max(sentence.start, mention.start - _CLAUSE) : mention.start]
        return _CLAUSE_MARK.split(before)[-1]

    def _clause_after(self, mention: TimeMention) -> str:
        sentence = self._document.sentence_of(mention.start)
        after = self._text[mention.end : min(sentence.end, mention.end + _CLAUSE)]
        return " ".join(_CLAUSE_MARK.split(after, maxsplit=1)[0].split()[:_WORDS_AFTER])

    def _looks_ahead(self, mention: TimeMention) -> bool:
        """True when the clause around the mention speaks of what will be."""
        clauses = self._clause_before(mention), self._clause_after(mention)
        return any(_says_any(clause, "time_ahead") for clause in clauses)

    def _setting(self, mention: TimeMention) -> Setting:
        """What the article gives to reckon with at ``mention``."""
        anchor = (Reference(self.anchor),) if self.anchor else ()
        return Setting(
            anchor=self.anchor,
            references=anchor + tuple(self._references(mention)),
            years=self._years_at(mention),
            stated=self._stated,
            looks_ahead=self._looks_ahead(mention),
            inferred=self._published is None,
        )

    def _years_at(self, mention: TimeMention) -> Mapping[int, float]:
        """What speaks for each year at ``mention``: the elections of its sentence above all."""
        here = self.sentence_index(mention)
        place = bisect_left(self._election_starts, mention.start)
        near = self._elections[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]
        years = dict(self._years)
        for election in near:
            if self._sentence_index(election.start) != here:
                continue
            held = ruleset().contexts.held.fullmatch(self._text[election.end : mention.start])
            years[election.year] = _YEAR_OF_ELECTION_HELD if held else _YEAR_OF_ELECTION_IN_SENTENCE
        return years

    def _references(self, mention: TimeMention) -> list[Reference]:
        """The full dates next to ``mention`` as something to reckon from."""
        here = self.sentence_index(mention)
        elsewhere = _ELSEWHERE if self.anchor else _ELSEWHERE_UNANCHORED
        place = bisect_left(self._known_starts, mention.start)
        references = []
        for start, day in self._known[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]:
            if start != mention.start:
                distance = here - self._sentence_index(start)
                kind = {0: Reference(date.min), 1: _SENTENCE_BEFORE}.get(distance, elsewhere)
                references.append(replace(kind, day=day))
        return references


class _Context:
    """The days that are resolved already, to which relative mentions ("kemarin", "Senin") refer."""

    def __init__(self, chronology: _Chronology, dated: Sequence[_Dated]) -> None:
        self._chronology = chronology
        self._reports: dict[int, list[tuple[int, date]]] = defaultdict(list)
        self._weekdays: dict[int, list[tuple[int, date]]] = defaultdict(list)
        self._years: list[tuple[int, int]] = []
        for one in dated:
            day = one.days.start
            if one.partial.day is not None and one.partial.weekday == day.weekday():
                self._weekdays[day.weekday()].append((one.mention.start, day))
            if one.partial.granularity == "year":
                self._years.append((one.mention.end, day.year))
            if chronology.may_be_report(one.mention):
                where = chronology.sentence_index(one.mention)
                self._reports[where].append((one.mention.start, day))

    def of(self, mention: TimeMention, setting: Setting) -> Setting:
        """``setting`` with what ``mention`` may lean on."""
        timex = mention.timex
        anchor = setting.anchor
        if isinstance(timex, Shift) and timex.unit == "day":
            if not timex.of_paper:
                anchor = self._day_of_speech(mention) or anchor
                comes_later = timex.amount == -1 and self._chronology.is_of_paper(mention)
            else:
                comes_later = setting.inferred
            if anchor and comes_later:
                anchor += timedelta(days=1)
        weekday = timex.first if isinstance(timex, WeekdayRange) else timex
        years_before = bisect_left(self._years, (mention.start + 1, 0))
        return replace(
            setting,
            anchor=anchor,
            weekdays=self._nearest(weekday.weekday, mention.start)
            if isinstance(weekday, WeekdayReading)
            else (),
            year_before=self._years[years_before - 1][1] if years_before else None,
        )

    def _nearest(self, weekday: int, start: int) -> tuple[date, ...]:
        """The days that the article dates on that weekday, the nearest mention first."""
        dated = self._weekdays.get(weekday, [])
        place = bisect_left(dated, (start, date.min))
        near = dated[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]
        return tuple(day for _, day in sorted(near, key=lambda item: abs(item[0] - start)))

    def _day_of_speech(self, mention: TimeMention) -> date | None:
        """The day on which the sentence of ``mention`` was spoken, where it says so.

        Not a day set beside it, which is its own: "kemarin malam, Senin (12/10)".
        """
        anchor = self._chronology.anchor
        reports = self._reports.get(self._chronology.sentence_index(mention), [])
        for start, day in reports[:_NEIGHBOURS]:
            if 0 <= start - mention.end <= len(", "):
                continue
            if anchor is None or 0 <= (anchor - day).days <= LATEST_REPORT:
                return day
        return None


def _is_bare(timex: Timex) -> bool:
    """True for a day, or days, without a month."""
    ends = (timex.first, timex.last) if isinstance(timex, PartialRange) else (timex,)
    return all(
        isinstance(end, PartialDate) and end.day is not None and end.month is None for end in ends
    )


def _says_any(clause: str, lexicon: str) -> bool:
    """True when ``clause`` holds an entry of the lexicon, as whole words; a would-be candidate is none."""
    clause = ruleset().contexts.would_be.sub(" ", clause)
    words = f" {' '.join(_NO_LETTERS.sub(' ', clause.casefold()).split())} "
    return any(f" {entry} " in words for entry in words_in(lexicon))
