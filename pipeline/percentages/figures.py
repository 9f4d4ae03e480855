"""Which percentages an article states: their values, as the forms of ``rules/percentages.toml`` give them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pipeline.matching import numbers
from pipeline.matching.rules import Production, Rule, load_ruleset
from pipeline.types import Document, Measure, Qualifier, RuleMatch

RULES = "percentages"

_GROUPED = re.compile(r"\d{1,3}\.\d{3}")
_QUALIFIERS: Mapping[str, Qualifier] = {
    "about": "about",
    "least": "at_least",
    "most": "at_most",
    "upward": "at_least",
    "downward": "at_most",
}


@dataclass(frozen=True, slots=True)
class StatedPercent(RuleMatch):
    """A percentage as its words give it, and what it measures where its form tells."""

    confidence: float
    value: float
    value_max: float | None
    qualifier: Qualifier
    has_unit: bool = True
    measure: Measure | None = None


def find(document: Document) -> list[StatedPercent]:
    """The percentages of ``document``; without a unit only beside others of the sentence that have one."""
    found = load_ruleset(RULES).find(document.text, _FORMS)
    sentences = {document.sentence_of(figure.start) for figure in found if figure.has_unit}
    end = len(document.text.rstrip())
    return [
        f
        for f in found
        if f.has_unit or (f.end < end and document.sentence_of(f.start) in sentences)
    ]


def _value(figure: str) -> float | None:
    """The value of a figure before "persen", where a point before three digits is rarely a thousand."""
    figure = " ".join(figure.split())
    before, _, last = figure.rpartition(" ")
    whole, fraction = numbers.value_of(before), numbers.value_of(last)
    if whole and fraction and fraction < 1:
        return whole + fraction
    if "/" in figure:
        return float(Fraction(figure))
    if _GROUPED.fullmatch(figure) and not figure.endswith("00"):
        return float(figure)
    return numbers.value_of(figure.replace(", ", ","))


def _figure(
    rule: Rule, match: re.Match[str], span: tuple[int, int], *, has_unit: bool
) -> StatedPercent | None:
    groups = match.groupdict()
    value = _value(groups["value"])
    highest = _value(groups["value_max"]) if groups.get("value_max") else None
    if value is None or (highest is not None and highest <= value):
        return None
    stated = next((q for name, q in _QUALIFIERS.items() if groups.get(name)), None)
    qualifier: Qualifier = stated or rule.values.get("qualifier", "exact")
    measure: Measure | None = rule.values.get("measure")
    return StatedPercent(
        *span, rule.id, rule.confidence, value, highest, qualifier, has_unit, measure
    )


def _percentage(rule: Rule, match: re.Match[str]) -> StatedPercent | None:
    return _figure(rule, match, match.span(), has_unit=True)


def _bare(rule: Rule, match: re.Match[str]) -> StatedPercent | None:
    """A figure whose unit stands after the next one."""
    return _figure(rule, match, match.span("value"), has_unit=True)


def _elliptic(rule: Rule, match: re.Match[str]) -> StatedPercent | None:
    """A figure in a list whose other items have the unit."""
    return _figure(rule, match, match.span("value"), has_unit=False)


_FORMS: Mapping[str, Production[StatedPercent]] = {
    "percentage": _percentage,
    "bare": _bare,
    "elliptic": _elliptic,
}
