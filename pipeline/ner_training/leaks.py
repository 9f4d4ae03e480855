"""Keeps the sentences that a tagger is measured on out of what it is trained on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

RUN = 8
"""This many words in a row, or a shorter sentence whole, make two sentences the same."""

_WORD = re.compile(r"\w+")


class HeldOut:
    """The sentences of dev and test sets, to be compared with training sentences."""

    def __init__(self, sentences: Iterable[Iterable[str]]) -> None:
        self._runs = {run for words in sentences for run in _runs(words)}

    def leaks(self, words: Iterable[str]) -> bool:
        """True when a sentence shares a run of words with a held-out one, whatever its case or marks."""
        return not self._runs.isdisjoint(_runs(words))


def _runs(words: Iterable[str]) -> Iterator[tuple[str, ...]]:
    plain = _WORD.findall(" ".join(words).casefold())
    for start in range(max(1, len(plain) - RUN + 1)):
        yield tuple(plain[start : start + RUN])
