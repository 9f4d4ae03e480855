"""Whom a percentage may be of: the pairs, parties and empty boxes named (``rules/subjects.toml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.matching.rules import Production, Rule, load_ruleset
from pipeline.types import Document, RuleMatch

RULES = "subjects"


@dataclass(frozen=True, slots=True)
class Subject(RuleMatch):
    """Whom a percentage may be of: a pair, a person, a party, the empty box.

    Who ``is_beaten`` by the share that follows has another.
    """

    name: str
    is_beaten: bool = False


def find(document: Document) -> list[Subject]:
    """The pairs, parties and empty boxes that ``document`` names, in order; the dateline begins none."""
    text, opening = document.text, document.article.opening
    if opening is not None:
        text = text[: opening.start] + " " * (opening.end - opening.start) + text[opening.end :]
    return load_ruleset(RULES).find(text, _PRODUCTIONS)


def _subject(rule: Rule, match: re.Match[str]) -> Subject:
    return Subject(*match.span("name"), rule.id, match["name"], rule.produce == "beaten")


_PRODUCTIONS: Mapping[str, Production[Subject]] = {"subject": _subject, "beaten": _subject}
