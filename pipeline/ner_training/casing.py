"""How each word is usually written, counted in running text: what :mod:`pipeline.tagger.truecase` knows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipeline.segment import TOKEN

MIN_LOWER = 0.4
"""Share of words in lower case from which a sentence is running text, and no headline."""

_INSIDE = frozenset({",", "(", "-"})


def usual_forms(text: Iterable[list[str]]) -> dict[str, str]:
    """The form most frequent for each word that ``text`` has inside a sentence, by its lower-cased form.

    Headlines, and text without capitals, tell nothing of names and are passed over. Of forms equally
    frequent the last in the order of characters counts: one in lower case, if there is one.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for words in text:
        for word in _inside(TOKEN.findall(" ".join(words))):
            counts[word.lower()][word] += 1
    return {
        word: max(forms, key=lambda form: (forms[form], form)) for word, forms in counts.items()
    }


def _inside(tokens: list[str]) -> Iterator[str]:
    """The words of a sentence of running text whose capitals are their own, not those of a beginning."""
    words = [token for token in tokens if token[0].isalpha()]
    if not words or not words[0][0].isupper():
        return
    if sum(map(str.islower, words)) < MIN_LOWER * len(words):
        return
    for before, token in pairwise(tokens):
        if token[0].isalpha() and (before[-1].isalnum() or before in _INSIDE):
            yield token
