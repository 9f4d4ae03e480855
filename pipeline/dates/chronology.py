"""Which days the mentions of time in an article mean.

They are resolved over the whole article: the anchor is the publication date, or a day inferred from the article;
around each mention stand the full dates nearby, the years that the article names, and the tense of the clause.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, groupby
from operator import itemgetter
from typing import TypeAlias

from pipeline.dates.clauses import looks_ahead
from pipeline.dates.dated import Dated, full_dates, full_spans
from pipeline.dates.interval import Interval
from pipeline.dates.mentions import TimeMention
from pipeline.dates.references import References
from pipeline.dates.relative import KnownDays
from pipeline.dates.report_day import may_be_report, report_day
from pipeline.dates.setting import Reference, Resolution, Setting
from pipeline.dates.timex import PartialDate, PartialRange, PartOfYear, Timex
from pipeline.dates.years import Years
from pipeline.types import Document

Resolved: TypeAlias = Mapping[TimeMention, Resolution | None]


def resolutions(document: Document, found: Sequence[TimeMention]) -> Resolved:
    """The mentions ``found`` in ``document``, with the days they mean; ``None`` where nothing anchors them."""
    return _Chronology(document, found).resolutions()


class _Chronology:
    """What an article offers for resolving its mentions of time."""

    def __init__(self, document: Document, found: Sequence[TimeMention]) -> None:
        self._document = document
        self._found = found
        self._years = Years(document, found)
        setting = self._bare_setting()
        full = list(full_dates(found, setting))
        spans = list(full_spans(found, setting))
        self._stated = frozenset(
            chain((dated.days.start for dated in full), *(days for _, days in spans))
        )
        self._later = sorted(
            (mention.start, days.start)
            for mention, days in chain(((d.mention, d.days) for d in full), spans)
            if not may_be_report(document, mention)
        )
        self._references = References(
            document,
            [
                *((dated.mention.start, dated.days.start) for dated in full),
                *((mention.start, days.end) for mention, days in spans),
            ],
        )
        self._published = self._day_of_publication()
        self._anchor = self._published or report_day(document, found, full, self._years)

    def resolutions(self) -> Resolved:
        """Every mention with the days it means; each comes after those it may lean on."""
        partial = [
            mention
            for mention in self._found
            if isinstance(mention.timex, PartialDate | PartialRange | PartOfYear)
        ]
        resolved = self._in_turn(m for m in partial if not _is_bare(m.timex))
        # "20 November ... kemudian tanggal 21"
        self._references = self._references.with_days(_told(resolved))
        resolved |= self._in_turn(m for m in partial if _is_bare(m.timex))
        known = KnownDays(self._document, _dated(partial, resolved))
        for mention in self._found:
            if mention not in resolved:
                setting = known.setting(mention, self._setting(mention, self._references))
                resolved[mention] = mention.timex.resolve(setting)
        return resolved

    def _in_turn(self, mentions: Iterable[TimeMention]) -> dict[TimeMention, Resolution | None]:
        """The mentions with the days they mean, each reckoned from those before it in its sentence too."""
        resolved: dict[TimeMention, Resolution | None] = {}
        document = self._document
        for _, sentence in groupby(mentions, lambda m: document.sentence_index(m.start)):
            here: dict[TimeMention, Resolution | None] = {}
            for mention in sentence:
                known = self._references.with_days(_told(here)) if here else self._references
                setting = self._setting(mention, known)
                here[mention] = mention.timex.resolve(setting)
            resolved |= here
        return resolved

    def _day_of_publication(self) -> date | None:
        """The publication date where something other than the text gives it."""
        article = self._document.article
        return article.published if article.published_source != "text" else None

    def _bare_setting(self) -> Setting:
        """What there is to reckon with before any mention is resolved."""
        published = self._document.article.published
        known = (Reference(published),) if published else ()
        return Setting(anchor=published, references=known, years=self._years.weights)

    def _until(self, mention: TimeMention) -> date | None:
        """The next day that the sentence of ``mention`` gives in full, other than that of the report."""
        here = self._document.sentence_of(mention.start)
        place = bisect_right(self._later, mention.start, key=itemgetter(0))
        start, day = self._later[place] if place < len(self._later) else (here.end, None)
        return day if start < here.end else None

    def _setting(self, mention: TimeMention, references: References) -> Setting:
        """What the article gives to reckon with at ``mention``."""
        anchor = (Reference(self._anchor),) if self._anchor else ()
        around = references.around(mention, anchored=self._anchor is not None)
        return Setting(
            anchor=self._anchor,
            references=anchor + tuple(around),
            years=self._years.at(mention),
            stated=self._stated,
            until=self._until(mention),
            looks_ahead=looks_ahead(self._document, mention),
            inferred=self._published is None,
        )


def _is_bare(timex: Timex) -> bool:
    """True for a day, or days, without a month."""
    ends = (timex.first, timex.last) if isinstance(timex, PartialRange) else (timex,)
    return all(
        isinstance(end, PartialDate) and end.day is not None and end.month is None for end in ends
    )


def _told(resolved: Resolved) -> Iterator[tuple[int, date]]:
    """The days, the last ones of spans, and the months among ``resolved``, with the offset of each."""
    for mention, resolution in resolved.items():
        timex = mention.timex
        last = timex.last if isinstance(timex, PartialRange) else timex
        if resolution is None or not isinstance(last, PartialDate):
            continue
        if last.day is not None or last.month is not None:
            yield mention.start, resolution.days.end


def _dated(mentions: Sequence[TimeMention], resolved: Resolved) -> Iterator[Dated]:
    """The days, months and years among ``mentions`` that are resolved, and the days at the end of spans."""
    for mention in mentions:
        timex, resolution = mention.timex, resolved[mention]
        if resolution is None:
            continue
        if isinstance(timex, PartialDate):
            yield Dated(mention, timex, resolution.days)
        elif isinstance(timex, PartialRange) and timex.last.day is not None:
            yield Dated(mention, timex.last, Interval(resolution.days.end, resolution.days.end))
