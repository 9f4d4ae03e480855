"""Whether two names are of one person, as far as their words tell."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pipeline.matching.person_words import name_words
from pipeline.officials.names import PersonName


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


def _plain(word: str) -> str:
    """A word of a name as it compares: "Ma'ruf" and "Maruf" are the same."""
    return word.casefold().strip(".").replace("'", "")
