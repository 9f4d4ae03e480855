"""Misspelt names of provinces, kabupaten and kota, by the words of them that are right."""

from __future__ import annotations

from functools import cache, lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from pipeline.regions.context import SMALL
from pipeline.regions.gazetteer import fold, gazetteer

_FEWEST_LETTERS = 5
_MOST_EDITS = 2


@lru_cache(maxsize=2**14)
def repaired(words: tuple[str, ...], *, stated: bool) -> str | None:
    """Code of the one region whose name differs from ``words`` in a single misspelt word, else ``None``.

    After a level word (``stated``) the word may be shorter. A name that a region has is right as it stands.
    """
    name = fold("".join(words))
    if name in gazetteer().districts or name in gazetteer().coarse:
        return None
    codes = {
        code
        for index, word in enumerate(words)
        for meant, code in _names_but_for_a_word().get(
            (index, word[0], words[:index] + words[index + 1 :]), ()
        )
        if word != meant and _is_misspelt(word, meant, alone=len(words) == 1, stated=stated)
    }
    return codes.pop() if len(codes) == 1 else None


@cache
def _names_but_for_a_word() -> dict[tuple[int, str, tuple[str, ...]], list[tuple[str, str]]]:
    """Provinces, kabupaten and kota by all words of their name but one: that word, and the code.

    A key is where the word stands, its first letter and the other words.
    """
    found: dict[tuple[int, str, tuple[str, ...]], list[tuple[str, str]]] = {}
    for place in gazetteer().places.values():
        if place.level not in {*SMALL, "country"}:
            words = tuple(place.short.casefold().replace("-", " ").split())
            for index, word in enumerate(words):
                key = index, word[0], words[:index] + words[index + 1 :]
                found.setdefault(key, []).append((word, place.code))
    return found


def _is_misspelt(written: str, meant: str, *, alone: bool, stated: bool) -> bool:
    """True where a word is another but for a letter, or for two in a long word among right ones."""
    allowed = min(_MOST_EDITS, len(meant) // (4 if alone else 3))
    return (
        min(len(written), len(meant)) >= _FEWEST_LETTERS - (stated and not alone)
        and DamerauLevenshtein.distance(written, meant, score_cutoff=allowed) <= allowed
    )
