"""Dates: which days the mentions of time in an article mean.

:mod:`pipeline.dates.mentions` finds the mentions and reads each as a value, partial where the text is;
:mod:`pipeline.dates.chronology` resolves them over the whole article.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.dates import chronology, mentions
from pipeline.dates.mentions import TimeMention
from pipeline.dates.setting import Evidence, Resolution
from pipeline.types import DateMention, Document

# How sure a resolution is, by what it rests on; the rule's own confidence is the upper bound.
_CONFIDENCE: Mapping[Evidence, float] = {
    "printed": 1.0,
    "repaired": 0.85,
    "weekday": 0.98,
    "inferred": 0.9,
    "relative": 1.0,
}
_UNRESOLVED = 0.5


def find(document: Document) -> list[DateMention]:
    """The dates of an article, in order of the text; with null days where nothing anchors them."""
    found = mentions.read(document.text)
    if not found:
        return []
    resolved = chronology.resolutions(document, found)
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
