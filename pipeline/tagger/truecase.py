"""Headlines in capitals, as running text would write them: what a tagger reads of them.

A tagger knows names by their capitals, above all. Where every word is in capitals, each is read as it is
usually written; the tags go to the words as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

RUN = 3
"""So many words in capitals in a row are a headline; fewer may be abbreviations, or a dateline."""

Pair = tuple[str, str]

_BREAKS = frozenset({"(", ")", "[", "]", "-", "--", "–", "—"})
_VOWEL = re.compile("[aiueoy]")
_VERB_PREFIXES = ("di", "me", "ber", "ter")


def usual_form(word: str, forms: Mapping[str, str]) -> str:
    """How a lower-cased word is usually written.

    A word that is not known is a name; without a vowel it is an abbreviation. But headlines leave out the
    prefix of verbs, and what makes a known one with it is a verb: "lantik" where running text has "dilantik".

    Args:
        forms: the usual form of each known word, by its lower-cased form.
    """
    known = forms.get(word)
    if known is not None:
        return known
    if "-" in word:
        return "-".join(usual_form(part, forms) for part in word.split("-"))
    if any(forms.get(prefix + word, "").islower() for prefix in _VERB_PREFIXES):
        return word
    return word.capitalize() if _VOWEL.search(word) else word.upper()


class Truecaser:
    """Recases headlines in capitals.

    Args:
        forms: the usual form of each known word, by its lower-cased form.
        pairs: neighbours that are written otherwise together, as they are then written.
    """

    def __init__(self, forms: Mapping[str, str], pairs: Iterable[Pair] = ()) -> None:
        self._forms = forms
        self._pairs = {(first.lower(), second.lower()): (first, second) for first, second in pairs}

    def __call__(self, words: Sequence[str]) -> list[str]:
        """The words of a sentence; those of a sentence or a run in capitals as they are usually written."""
        result = list(words)
        for run in _runs(words):
            for position in run:
                result[position] = usual_form(words[position].lower(), self._forms)
            for first, second in pairwise(run):
                together = self._pairs.get((words[first].lower(), words[second].lower()))
                if together and second == first + 1:
                    result[first], result[second] = together
            if not any(map(_cased, words[: run[0]])):
                start = result[run[0]]
                result[run[0]] = start[:1].upper() + start[1:]
        return result


def _cased(word: str) -> bool:
    return word.upper() != word.lower()


def _runs(words: Sequence[str]) -> Iterator[list[int]]:
    """Positions of the words of each run in capitals; marks between them belong to none."""
    cased = [position for position, word in enumerate(words) if _cased(word)]
    if all(words[position].isupper() for position in cased):
        if len(cased) >= RUN:
            yield cased
        return
    run: list[int] = []
    for position, word in enumerate([*words, "("]):
        if word.isupper():
            run.append(position)
        elif word in _BREAKS or _cased(word):
            if len(run) >= RUN:
                yield run
            run = []
