"""Silver sentences: unlabelled text, tagged by the vote of several taggers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.ner_training.conll import name_tags
from pipeline.tagger.tags import TaggedName, names

LENGTHS = range(3, 71)
"""Tokens of a sentence worth tagging."""
PLAIN_SHARE = 4
"""Of the sentences without a capital inside, every nth is kept."""


class Vote(NamedTuple):
    """The tags that most taggers agree on, and the share of their votes, 0 to 1, that went the same way."""

    tags: list[str]
    agreement: float


def candidates(text: Iterable[list[str]]) -> list[list[str]]:
    """The sentences of ``text`` worth tagging, each once: written with capitals, neither short nor endless."""
    seen: set[tuple[str, ...]] = set()
    chosen: list[list[str]] = []
    plain = 0
    for words in text:
        key = tuple(words)
        if len(words) not in LENGTHS or key in seen or not any(map(_capital, words)):
            continue
        seen.add(key)
        if not any(map(_capital, words[1:])):
            plain += 1
            if plain % PLAIN_SHARE:
                continue
        chosen.append(words)
    return chosen


def _capital(word: str) -> bool:
    return word[:1].isupper()


def vote(taggings: Sequence[Sequence[str]]) -> Vote:
    """One tagging of a sentence from those of several taggers: the names that most of them found."""
    counts = Counter(name for tags in taggings for name in names(tags))
    result = ["O"] * len(taggings[0])
    same = 0
    for name, count in sorted(counts.items(), key=_most_votes_first):
        same += max(count, len(taggings) - count)
        inside = slice(name.start, name.end)
        if 2 * count >= len(taggings) and set(result[inside]) == {"O"}:
            result[inside] = name_tags(name.kind, name.end - name.start)
    return Vote(result, same / (len(counts) * len(taggings)) if counts else 1.0)


def _most_votes_first(counted: tuple[TaggedName, int]) -> tuple[int, TaggedName]:
    return -counted[1], counted[0]
