"""How words are usually written, counted in running text: what :mod:`pipeline.tagger.truecase` knows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from pipeline.segment import TOKEN
from pipeline.tagger.truecase import Pair

MIN_LOWER = 0.4
"""Share of words in lower case from which a sentence is running text, and no headline."""
MIN_PAIR = 2
"""Times that two words must stand together to have a form of their own."""

_INSIDE = frozenset({",", "(", "-"})

T = TypeVar("T", str, Pair)


class Casing(NamedTuple):
    """How words are usually written."""

    forms: dict[str, str]
    """The form of each word, by its lower-cased form."""
    pairs: list[Pair]
    """Neighbours that are written otherwise together, as they are then written."""


def usual_casing(text: Sequence[list[str]]) -> Casing:
    """How the words of ``text`` are usually written."""
    forms = usual_forms(text)
    return Casing(forms, capital_pairs(text, forms))


def usual_forms(text: Iterable[list[str]]) -> dict[str, str]:
    """The form most frequent for each word that ``text`` has inside a sentence, by its lower-cased form.

    Headlines, and text without capitals, tell nothing of names and are passed over. Of forms equally
    frequent the last in the order of characters counts: one in lower case, if there is one.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for tokens in _running(text):
        for position in _inside(tokens):
            word = tokens[position]
            counts[word.lower()][word] += 1
    return {word: _most_frequent(forms) for word, forms in counts.items()}


def capital_pairs(text: Iterable[list[str]], forms: Mapping[str, str]) -> list[Pair]:
    """Neighbours that ``text`` mostly writes with a capital that one of them lacks alone, in order.

    "Mahkamah Konstitusi" is one, for "konstitusi" alone is in lower case.

    Args:
        forms: the usual form of each word alone, from :func:`usual_forms`.
    """
    counts: defaultdict[Pair, Counter[Pair]] = defaultdict(Counter)
    for tokens in _running(text):
        inside = set(_inside(tokens))
        for position, pair in enumerate(pairwise(tokens)):
            if {position, position + 1} <= inside:
                counts[pair[0].lower(), pair[1].lower()][pair] += 1
    pairs = []
    for words, together in counts.items():
        usual = _most_frequent(together)
        if together[usual] < MIN_PAIR or 2 * together[usual] <= together.total():
            continue
        raised = [
            forms[word].islower() and not form.islower()
            for word, form in zip(words, usual, strict=True)
        ]
        lowered = [
            form.islower() and not forms[word].islower()
            for word, form in zip(words, usual, strict=True)
        ]
        if any(raised) and not any(lowered):
            pairs.append(usual)
    return sorted(pairs)


def _most_frequent(counts: Counter[T]) -> T:
    return max(counts, key=lambda form: (counts[form], form))


def _running(text: Iterable[list[str]]) -> Iterator[list[str]]:
    """The tokens of each sentence of running text."""
    for words in text:
        tokens = TOKEN.findall(" ".join(words))
        lettered = [token for token in tokens if token[0].isalpha()]
        if not lettered or not lettered[0][0].isupper():
            continue
        if sum(map(str.islower, lettered)) >= MIN_LOWER * len(lettered):
            yield tokens


def _inside(tokens: list[str]) -> Iterator[int]:
    """Positions of the words whose capitals are their own, not those of a beginning."""
    for position, (before, token) in enumerate(pairwise(tokens), start=1):
        if token[0].isalpha() and (before[-1].isalnum() or before in _INSIDE):
            yield position
