"""Which election a stretch of an article is about.

Only words that name an election or its candidates tell (``rules/elections.toml``): "Pilgub", "pasangan calon
bupati". "Pilkada" alone tells none, and neither does a post that somebody holds. "Pilkada Kaur" does, by the level
of its region, for those who ask for the races named (:func:`last_in`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Literal

from pipeline.focus.centre import COARSE, LOCAL
from pipeline.matching.rules import Production, Rule, load_ruleset
from pipeline.types import Document, Election, Level, RuleMatch, Span

RULES = "elections"

BY_LEVEL: Mapping[Level, Election] = {
    "country": "presiden",
    "province": "gubernur",
    "regency": "bupati",
    "city": "wali_kota",
    "village": "kepala_desa",
}
# Of the elections that pairs stand in, region by region.
LEVEL_OF_ELECTION: Mapping[Election | None, Literal["province", "regency", "city"]] = {
    "gubernur": "province",
    "bupati": "regency",
    "wali_kota": "city",
}
_LEVELS_OF_RACE: Mapping[str | None, frozenset[Level]] = {"any": COARSE, "local": LOCAL}


@dataclass(frozen=True, slots=True)
class ElectionMention(RuleMatch):
    """Words of a text that name an election; the title of an election law tells none.

    ``race`` is stated where the region right after the words completes them: "any", or one of "local" level.
    """

    election: Election | None
    race: Literal["any", "local"] | None = None


def _election(rule: Rule, match: re.Match[str]) -> ElectionMention:
    return ElectionMention(match.start(), match.end(), rule.id, rule.values["election"])


def _law(rule: Rule, match: re.Match[str]) -> ElectionMention:
    return ElectionMention(match.start(), match.end(), rule.id, None)


def _race(rule: Rule, match: re.Match[str]) -> ElectionMention:
    is_local = match.groupdict().get("several") is not None
    return ElectionMention(*match.span(), rule.id, None, "local" if is_local else "any")


_PRODUCTIONS: Mapping[str, Production[ElectionMention]] = {
    "election": _election,
    "law": _law,
    "race": _race,
}


@lru_cache(maxsize=8)
def _mentions(text: str) -> tuple[ElectionMention, ...]:
    return tuple(load_ruleset(RULES).find(text, _PRODUCTIONS))


@lru_cache(maxsize=8)
def _stated(text: str) -> tuple[tuple[Span, Election], ...]:
    """The elections that ``text`` tells, with where it does."""
    return tuple((m, m.election) for m in _mentions(text) if m.election)


@lru_cache(maxsize=8)
def _named(text: str) -> tuple[Election, ...]:
    return tuple(dict.fromkeys(election for _, election in _stated(text)))


def find(document: Document) -> list[ElectionMention]:
    """The words of ``document`` that name an election, in order."""
    return list(_mentions(document.text))


def _distance(span: Span, position: int) -> int:
    """Characters between a span and an offset."""
    return max(span.start - position, position - span.end, 0)


def election_at(document: Document, position: int) -> Election | None:
    """The election that the text around ``position`` is about, ``None`` where the article names none.

    The nearest mention of the sentence decides, then the last one before it, then the one that the
    article names most (the first of several named as often).
    """
    stated = _stated(document.text)
    if not stated:
        return None
    sentence = document.sentence_of(position)
    inside = [t for t in stated if t[0] in sentence]
    if inside:
        return min(inside, key=lambda t: _distance(t[0], position))[1]
    counted = Counter(election for _, election in stated)
    before = [election for span, election in stated if span.end <= position]
    return before[-1] if before else counted.most_common(1)[0][0]


def elections_in(document: Document, stretch: Span) -> tuple[Election, ...]:
    """The elections named within a stretch of text, each once, in order."""
    return tuple(dict.fromkeys(e for span, e in _stated(document.text) if span in stretch))


def elections_named(document: Document) -> tuple[Election, ...]:
    """The elections that an article names, each once, in order."""
    return _named(document.text)


def last_in(document: Document, stretch: Span) -> Election | None:
    """The election named last within a stretch of text, be it by a race: "Pilkada Kaur"."""
    mentions = (m for m in _mentions(document.text) if stretch.start <= m.start < stretch.end)
    stated = [m.election or _raced_for(document, m) for m in mentions]
    return next((election for election in reversed(stated) if election), None)


def _raced_for(document: Document, mention: ElectionMention) -> Election | None:
    """The election of the region that completes the words for a race."""
    levels = _LEVELS_OF_RACE.get(mention.race, frozenset())
    index = bisect_left(document.regions, mention.end, key=attrgetter("start"))
    after = document.regions[index : index + 1]
    stated = [r.level for r in after if r.start == mention.end and r.level in levels]
    return BY_LEVEL[stated[0]] if stated else None
