"""Which days the mentions of time in an article mean.

They are resolved over the whole article: the anchor is the publication date, or a day inferred from the article;
around each mention stand the full dates nearby, the years that the article names, and the tense of the clause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from pipeline.dates.clauses import looks_ahead
from pipeline.dates.dated import Dated, ends_of_spans, full_dates
from pipeline.dates.mentions import TimeMention
from pipeline.dates.references import References
from pipeline.dates.relative import KnownDays
from pipeline.dates.report_day import report_day
from pipeline.dates.timex import (
    PartialDate,
    PartialRange,
    PartOfYear,
    Reference,
    Resolution,
    Setting,
    Timex,
)
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
        ends = ends_of_spans(found, setting)
        self._stated = frozenset(dated.days.start for dated in full)
        self._references = References(
            document,
            [
                *((dated.mention.start, dated.days.start) for dated in full),
                *((mention.start, day) for mention, day in ends),
            ],
        )
        self._published = self._day_of_publication()
        self._anchor = self._published or report_day(document, found, full, self._years)

    def resolutions(self) -> Resolved:
        """Every mention with the days it means; each comes after those it may lean on."""
        references = self._references
        partial = [
            mention
            for mention in self._found
            if isinstance(mention.timex, PartialDate | PartialRange | PartOfYear)
        ]
        resolved = {
            mention: mention.timex.resolve(self._setting(mention, references))
            for mention in partial
            if not _is_bare(mention.timex)
        }
        # "20 November ... kemudian tanggal 21"
        references = references.with_days(
            (mention.start, resolution.days.start)
            for mention, resolution in resolved.items()
            if resolution is not None
            and isinstance(mention.timex, PartialDate)
            and mention.timex.granularity == "day"
        )
        for mention in partial:
            if mention not in resolved:
                resolved[mention] = mention.timex.resolve(self._setting(mention, references))
        known = KnownDays(self._document, _dated(partial, resolved))
        for mention in self._found:
            if mention not in resolved:
                setting = known.setting(mention, self._setting(mention, references))
                resolved[mention] = mention.timex.resolve(setting)
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

    def _setting(self, mention: TimeMention, references: References) -> Setting:
        """What the article gives to reckon with at ``mention``."""
        anchor = (Reference(self._anchor),) if self._anchor else ()
        around = references.around(mention, anchored=self._anchor is not None)
        return Setting(
            anchor=self._anchor,
            references=anchor + tuple(around),
            years=self._years.at(mention),
            stated=self._stated,
            looks_ahead=looks_ahead(self._document, mention),
            inferred=self._published is None,
        )


def _is_bare(timex: Timex) -> bool:
    """True for a day, or days, without a month."""
    ends = (timex.first, timex.last) if isinstance(timex, PartialRange) else (timex,)
    return all(
        isinstance(end, PartialDate) and end.day is not None and end.month is None for end in ends
    )


def _dated(mentions: Sequence[TimeMention], resolved: Resolved) -> list[Dated]:
    """The days, months and years among ``mentions`` that are resolved."""
    return [
        Dated(mention, mention.timex, resolution.days)
        for mention in mentions
        if (resolution := resolved[mention]) is not None and isinstance(mention.timex, PartialDate)
    ]
