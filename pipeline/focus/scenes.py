"""Scenes: the places where an article was written, somebody spoke or something was held.

They are places of the article and rows of its regions, but not what it is about: a Bupati who spoke in the
provincial capital is not the capital's. The words that tell stand in ``rules/scenes.toml``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.matching.rules import Production, Rule, load_ruleset
from pipeline.types import Document, Region, RuleMatch

RULES = "scenes"


@dataclass(frozen=True, slots=True)
class Scene(RuleMatch):
    """Words that lead to a scene; its name begins at ``end``."""


def _scene(rule: Rule, match: re.Match[str]) -> Scene:
    return Scene(*match.span(), rule.id)


_PRODUCTIONS: Mapping[str, Production[Scene]] = {"scene": _scene}


def find(document: Document) -> list[Scene]:
    """The words of ``document`` that lead to a scene, in order."""
    return load_ruleset(RULES).find(document.text, _PRODUCTIONS)


@lru_cache(maxsize=8)
def _beginnings(text: str) -> frozenset[int]:
    """Where the names of scenes begin in ``text``."""
    return frozenset(scene.end for scene in load_ruleset(RULES).find(text, _PRODUCTIONS))


def is_scene(document: Document, region: Region) -> bool:
    """True where a mention is the place of the dateline, or where somebody spoke or something was held.

    It is true as well of the province named right after such a place: "di Sabang, Aceh".
    """
    dateline = document.article.dateline
    if dateline is not None and region.span.overlaps(dateline):
        return True
    if region.start in _beginnings(document.text):
        return True
    index = bisect_left(document.regions, region.start, key=lambda each: each.start)
    before = document.regions[index - 1] if index else None
    return (
        before is not None
        and before.region_code.startswith(f"{region.region_code}.")
        and document.text[before.end : region.start] == ", "
        and is_scene(document, before)
    )


def subjects(document: Document, levels: Container[str]) -> Iterator[Region]:
    """The regions of some levels that are no scenes, in order of the text."""
    for region in document.regions:
        if region.level in levels and not is_scene(document, region):
            yield region
