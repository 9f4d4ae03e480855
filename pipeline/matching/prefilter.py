"""Where in a text a pattern may match at all, so that most patterns are run on few lines.

A match of most patterns must hold one of a few literals ("persen", "%"). They are read off the parsed pattern,
and one pass of an Aho-Corasick automaton tells which lines have them. Running the patterns on these lines
gives the same matches as running them on the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick

from pipeline.matching.patterns import required_literals

Window = tuple[int, int]


class Prefilter:
    """Tells of each of some patterns where it may match."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        literals: dict[str, list[int]] = {}
        self._always: list[int] = []
        for number, pattern in enumerate(patterns):
            required = required_literals(pattern)
            if not required:
                self._always.append(number)
            for literal in required:
                literals.setdefault(literal, []).append(number)
        self._patterns_of = list(literals.values())
        self._count = len(patterns)
        self._automaton = AhoCorasick(list(literals))

    def windows(self, text: str, *, across_lines: bool = False) -> list[list[Window]]:
        """By pattern, the stretches of ``text`` in which it may match, in order.

        Each is one or more whole lines with its line break, or ``across_lines`` all of the text.
        """
        whole = [(0, len(text))]
        lowered = text.lower()
        if len(lowered) != len(text):
            # Offsets into one are none into the other.
            return [whole] * self._count
        windows: list[list[Window]] = [[] for _ in range(self._count)]
        for number in self._always:
            windows[number] = whole
        start = stop = 0
        on_line: set[int] = set()
        matches = self._automaton.find_matches_as_indexes(lowered, overlapping=True)
        for literal, at, _ in sorted(matches, key=lambda match: match[1]):
            if at >= stop:
                _extend(windows, on_line, start, stop)
                start = text.rfind("\n", 0, at) + 1
                stop = text.find("\n", at) + 1 or len(text)
                on_line = set()
            on_line.update(self._patterns_of[literal])
        _extend(windows, on_line, start, stop)
        return [whole if each else [] for each in windows] if across_lines else windows


def _extend(windows: list[list[Window]], patterns: set[int], start: int, stop: int) -> None:
    """Add a line to the windows of some patterns, to the last one where that ends here."""
    for number in patterns:
        if windows[number] and windows[number][-1][1] == start:
            windows[number][-1] = windows[number][-1][0], stop
        else:
            windows[number].append((start, stop))
