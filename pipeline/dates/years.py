"""Which years an article names, and what speaks for each where a date tells none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from operator import attrgetter

from pipeline.dates.clauses import says_any
from pipeline.dates.contexts import ruleset
from pipeline.dates.mentions import TimeMention
from pipeline.dates.names import title_of_year
from pipeline.dates.timex import PartialDate
from pipeline.matching.rules import read_lexicon
from pipeline.types import Document, Span

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
# So many elections before and after a mention are looked at.
_NEIGHBOURS = 8

_ANY_YEAR = re.compile(r"(?<![\w.,])(?:19|20)\d{2}(?!\w|[.,]\d)")
_TERM = re.compile(r"(?:19|20)\d{2}\s*[-/]\s*$")
_TERM_BACK = 8
_CITED = 60


class Years:
    """What speaks for each year in one document.

    ``weights`` say it for the article as a whole, its address and what was cut from it.
    """

    def __init__(self, document: Document, found: Sequence[TimeMention]) -> None:
        self._document = document
        article = document.article
        named = _years_named(document.text)
        margins = (article.url or "", *(piece.text for piece in article.removed))
        weights = _weigh(chain(named, *map(_years_named, margins)))
        if not weights and article.published is None:
            weights = _weigh_votes(document, found)
        self.weights: Mapping[int, float] = weights
        self._elections = [year for year in named if year.title == "election_events"]

    def at(self, mention: TimeMention) -> Mapping[int, float]:
        """What speaks for each year at ``mention``: the elections of its sentence above all."""
        here = self._document.sentence_index(mention.start)
        place = bisect_left(self._elections, mention.start, key=attrgetter("start"))
        near = self._elections[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]
        years = dict(self.weights)
        for election in near:
            if self._document.sentence_index(election.start) != here:
                continue
            between = self._document.text[election.end : mention.start]
            held = ruleset().contexts.held.fullmatch(between)
            years[election.year] = _YEAR_OF_ELECTION_HELD if held else _YEAR_OF_ELECTION_IN_SENTENCE
        return years


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


def _weigh(named: Iterable[_YearNamed]) -> dict[int, float]:
    """The most that speaks for each of the years named, and for those after a law."""
    weights: dict[int, float] = defaultdict(float)
    for year, weight in chain.from_iterable(map(_support, named)):
        weights[year] = max(weight, weights[year])
    return dict(weights)


def _support(named: _YearNamed) -> Iterator[tuple[int, float]]:
    """What a year in a text speaks for, and how much."""
    if named.title == "titled_by_year":
        for age in range(_YEARS_OF_CITING):
            yield named.year + age, _YEAR_OF_LAW * (1 - age / _YEARS_OF_CITING)
    elif named.title and not named.of_results:
        yield named.year, _YEAR_OF_ELECTION
    else:
        yield named.year, _YEAR_NAMED


def _weigh_votes(document: Document, found: Sequence[TimeMention]) -> dict[int, float]:
    """What speaks for each year in an article that names none: the days on which people voted.

    It names such a day, or a day with its weekday soon before or after one, and all its weekdays agree with
    the year. Where two years are as likely it may be either.
    """
    days = [
        (mention, timex)
        for mention in found
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
            if on.start == vote and _speaks_of_election(document, mention):
                weights[vote.year] = _YEAR_OF_VOTE
            elif timex.weekday is not None and on.gap(vote) <= _NEAR_VOTE:
                weights[vote.year] = max(weights[vote.year], _YEAR_NEAR_VOTE)
    best = [year for year, weight in weights.items() if weight == max(weights.values())]
    return dict(weights) if len(best) == 1 else {}


@cache
def _voting_days() -> tuple[date, ...]:
    """The days on which the country or many of its regions voted."""
    days = (map(int, entry.split("/")) for entry in read_lexicon("voting_days"))
    return tuple(date(year, month, day) for day, month, year in days)


def _speaks_of_election(document: Document, mention: TimeMention) -> bool:
    sentence = document.sentence_of(mention.start)
    return says_any(sentence.of(document.text), "election_events")
