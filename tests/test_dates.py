"""Dates: the examples of the rules, the contract's forms, and how partial dates find their year."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline import dates
from pipeline.rules import RuleFile, read_toml, rules_root
from pipeline.segment import segment
from pipeline.types import Article, DateMention, Document

RULES = read_toml(rules_root() / "dates.toml", RuleFile).rule


def found(text: str, published: date | None = None) -> list[DateMention]:
    """The dates of an article that consists of ``text``."""
    document = Document(Article("a", text, published=published))
    segment(document)
    return dates.find(document)


def matches(fact: DateMention, expect: dict[str, Any]) -> bool:
    values = {name: getattr(fact, name) for name in expect}
    return {n: str(v) for n, v in values.items()} == {n: str(v) for n, v in expect.items()}


@pytest.mark.parametrize(
    ("rule", "example"),
    [pytest.param(r, e, id=f"{r.id}: {e.text}") for r in RULES for e in r.examples],
)
def test_example(rule: Any, example: Any) -> None:
    facts = [f for f in found(example.text, example.published) if f.rule_id == rule.id]
    spans = [example.text[f.start : f.end] for f in facts]
    assert example.span in spans, found(example.text, example.published)
    fact = facts[spans.index(example.span)]
    assert matches(fact, example.expect), fact


@pytest.mark.parametrize(
    ("rule", "text"),
    [pytest.param(r, t, id=f"{r.id}: {t}") for r in RULES for t in r.negatives],
)
def test_negative(rule: Any, text: str) -> None:
    assert not [f for f in found(text, date(2024, 10, 21)) if f.rule_id == rule.id]
