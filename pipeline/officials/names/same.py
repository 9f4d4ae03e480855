"""Whether two names are of one person, as far as their words tell."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from pipeline.matching.person_words import name_words
from pipeline.officials.names.reader import PersonName

# Words of so many letters may be one name, written in two ways.
_SPELT = 4


def stands_for(short: PersonName, full: PersonName) -> bool:
    """True where ``short`` is ``full`` itself, some words of it, or another name of that person."""
    return (
        holds(full.words, short.words)
        or holds(full.alias, short.words)
        or known_as(short.words) == known_as(full.words)
    )


@lru_cache(maxsize=2**14)
def holds(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """True where the words of ``shorter`` stand in ``longer`` in the same order."""
    words = iter(_plain(word) for word in longer)
    return all(_plain(word) in words for word in shorter)


def known_as(words: tuple[str, ...]) -> str:
    """The name under which a person is known by the public where ``words`` are another one, case-folded."""
    name = " ".join(words).casefold()
    return name_words().full_names.get(name, name)


def is_known(words: tuple[str, ...], known: Iterable[tuple[str, ...]]) -> bool:
    """True where a name is one of those that are known, a part of it or longer."""
    return any(holds(name, words) or holds(words, name) for name in known)


@lru_cache(maxsize=2**14)
def is_misspelt(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True for "Marthin Bila" and "Martin Billa": each word is the other's, or a letter away from it."""
    return len(one) == len(other) and all(
        _is_letter_away(_plain(mine), _plain(yours)) for mine, yours in zip(one, other, strict=True)
    )


def _is_letter_away(one: str, other: str) -> bool:
    """True for words that differ in one letter, or in one that the other lacks; short ones are the same."""
    is_long = min(len(one), len(other)) >= _SPELT
    return one == other or (is_long and Levenshtein.distance(one, other, score_cutoff=1) <= 1)


def _plain(word: str) -> str:
    """A word of a name as it compares: "Ma'ruf" and "Maruf" are the same."""
    return word.casefold().strip(".").replace("'", "")
