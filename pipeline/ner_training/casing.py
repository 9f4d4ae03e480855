"""How words are usually written, counted in running text: what :mod:`pipeline.tagger.truecase` knows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from pipeline.segment import TOKEN
from pipeline.tagger.truecase import Pair, usual_form

MIN_LOWER = 0.4
"""Share of words in lower case from which a sentence is running text, and no headline."""
MIN_PAIR = 2
"""Times that two words must stand together to have a form of their own."""
NAME_COUNT = 5
"""Times that a known name counts as met in running text, beside those that it is."""

_INSIDE = frozenset({",", "(", "-"})

T = TypeVar("T", str, Pair)


class Casing(NamedTuple):
    """How words are usually written."""

    forms: dict[str, str]
    """The form of each word, by its lower-cased form, the most frequent word first."""
    pairs: list[Pair]
    """Neighbours that are written otherwise together, as they are then written."""


def usual_casing(text: Sequence[list[str]], known: Sequence[list[str]] = ()) -> Casing:
    """How the words of ``text`` are usually written.

    Args:
        known: names as they are written, each as its words; the text may lack them, or mean something else by
            them ("tanah datar", flat ground, is also the kabupaten Tanah Datar).
    """
    forms = usual_forms(text, known)
    return Casing(forms, capital_pairs(text, forms, known))


def usual_forms(text: Iterable[list[str]], known: Iterable[list[str]] = ()) -> dict[str, str]:
    """The form most frequent for each word that ``text`` has inside a sentence, by its lower-cased form.

    Headlines, and text without capitals, tell nothing of names and are passed over. Of forms equally
    frequent the last in the order of characters counts: one in lower case, if there is one. The most
    frequent words come first.

    Args:
        known: names as they are written; only those of one word count here.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for tokens in _running(text):
        for position in _inside(tokens):
            word = tokens[position]
            counts[word.lower()][word] += 1
    for name in known:
        if len(name) == 1:
            counts[name[0].lower()][name[0]] += NAME_COUNT
    ordered = sorted(counts, key=lambda word: -counts[word].total())
    return {word: _most_frequent(counts[word]) for word in ordered}


def capital_pairs(
    text: Iterable[list[str]], forms: Mapping[str, str], known: Iterable[list[str]] = ()
) -> list[Pair]:
    """Neighbours that ``text`` mostly writes with a capital that one of them lacks alone, in order.

    "Mahkamah Konstitusi" is one, for "konstitusi" alone is in lower case.

    Args:
        forms: the usual form of each word alone, from :func:`usual_forms`.
        known: names as they are written.
    """
    counts: defaultdict[Pair, Counter[Pair]] = defaultdict(Counter)
    for tokens in _running(text):
        inside = set(_inside(tokens))
        for position, pair in enumerate(pairwise(tokens)):
            if {position, position + 1} <= inside:
                counts[pair[0].lower(), pair[1].lower()][pair] += 1
    for name in known:
        for pair in pairwise(name):
            counts[pair[0].lower(), pair[1].lower()][pair] += NAME_COUNT
    pairs = []
    for words, together in counts.items():
        usual = _most_frequent(together)
        if together[usual] < MIN_PAIR or 2 * together[usual] <= together.total():
            continue
        alone = [usual_form(word, forms) for word in words]
        raised = [a.islower() and not b.islower() for a, b in zip(alone, usual, strict=True)]
        lowered = [b.islower() and not a.islower() for a, b in zip(alone, usual, strict=True)]
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
