"""Recasing: headlines in capitals, written as running text would write them, for a tagger to read.

A tagger knows names by their capitals, above all. Where every word is in capitals, it is given each as that is
usually written; its tags belong to the words as they stand in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

RUN = 3
"""At least this many words in capitals in a row are a headline; fewer may be abbreviations, or a dateline."""

Pair = tuple[str, str]

_BREAKS = frozenset({"(", ")", "[", "]", "-", "--", "–", "—"})
_VOWEL = re.compile("[aiueoy]")
_PASSIVE_PREFIX = "di"
_VERB_PREFIXES = (_PASSIVE_PREFIX, "me", "ber", "ter")
ACTIVE_PREFIXES = (
    ("me", ""),
    ("mem", ""),
    ("men", ""),
    ("meng", ""),
    ("mem", "p"),
    ("men", "t"),
    ("meng", "k"),
    ("meny", "s"),
)
"""The prefix of an active verb, and the letter of its root that it swallows."""
_AFFIXED = re.compile(
    r"""
      (?: me | di | ber | ter ) \w{2,} (?: kan | i | an )
    | (?: ke | pe ) \w{3,} an
    | (?: meng | mem | men[cdjt] | meny | ber ) \w{3,}
    | \w{4,} (?: nya | kan | asi | itas )
    """,
    re.VERBOSE,
)
"""A word made as verbs and nouns are; of such that the unlabelled text has once, 97 % are no names."""


def usual_form(word: str, forms: Mapping[str, str]) -> str:
    """How a lower-cased word is usually written.

    A word that is not known is a name; without a vowel it is an abbreviation. But the root of a known verb is
    none, nor is what has the affixes of verbs and nouns ("mengonfirmasinya").

    Args:
        forms: the usual form of each known word, by its lower-cased form.
    """
    known = forms.get(word)
    if known is not None:
        return known
    if "-" in word:
        return "-".join(usual_form(part, forms) for part in word.split("-"))
    # A headline leaves out the prefix of verbs: "lantik" where running text has "dilantik".
    is_root = any(forms.get(prefix + word, "").islower() for prefix in _VERB_PREFIXES)
    if is_root or _AFFIXED.fullmatch(word):
        return word
    return word.capitalize() if _VOWEL.search(word) else word.upper()


def active_verb(root: str, forms: Mapping[str, str]) -> str | None:
    """The known active verb that headlines shorten to ``root``: "melantik" for "lantik", or none.

    Args:
        forms: the usual form of each known word, by its lower-cased form.
    """
    passive = _PASSIVE_PREFIX + root
    if forms.get(passive) != passive:
        return None
    for prefix, swallowed in ACTIVE_PREFIXES:
        verb = prefix + root.removeprefix(swallowed)
        if root.startswith(swallowed) and forms.get(verb) == verb:
            return verb
    return None


class Truecaser:
    """Recases headlines in capitals.

    Args:
        forms: the usual form of each known word, by its lower-cased form, the most frequent first.
        pairs: neighbours that are written otherwise together, as they are then written.
    """

    def __init__(self, forms: Mapping[str, str], pairs: Iterable[Pair] = ()) -> None:
        self._forms = forms
        self._ranks = {word: rank for rank, word in enumerate(forms)}
        self._pairs = {(first.lower(), second.lower()): (first, second) for first, second in pairs}

    def __call__(self, words: Sequence[str]) -> list[str]:
        """The words of a sentence; those of a sentence or a run in capitals as running text has them."""
        result = list(words)
        for run in _runs(words):
            for position in run:
                result[position] = usual_form(words[position].lower(), self._forms)
            for first, second in pairwise(run):
                together = self._pairs.get((words[first].lower(), words[second].lower()))
                if together and second == first + 1:
                    result[first], result[second] = together
            for position in run:
                result[position] = self._with_prefix(result[position])
            if not any(map(_cased, words[: run[0]])):
                start = result[run[0]]
                result[run[0]] = start[:1].upper() + start[1:]
        return result

    def _with_prefix(self, word: str) -> str:
        """A verb that lacks its prefix with it, where that is the more frequent word; else ``word``."""
        verb = active_verb(word, self._forms) if word.islower() else None
        last = len(self._ranks)
        if verb is None or self._ranks.get(word, last) < self._ranks[verb]:
            return word
        return verb


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
