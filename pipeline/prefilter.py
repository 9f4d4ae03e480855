"""Where in a text a pattern may match at all, so that most patterns are run on few lines.

A match of most patterns must hold one of a few literals ("persen", "%"). They are read off the parsed pattern,
and one pass of an Aho-Corasick automaton tells which lines have them. Running the patterns on these lines
gives the same matches as running them on the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# The parser of the standard library has no public name; a test notices when it changes.
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from ahocorasick_rs import AhoCorasick

Window = tuple[int, int]
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
# Longer literals tell no more.
_LONG = 3


def required_literals(pattern: re.Pattern[str]) -> frozenset[str]:
    """Literals in lower case one of which every match of ``pattern`` holds; empty where none are known."""
    return _required(parser.parse(pattern.pattern, pattern.flags)) or frozenset()


def _required(tree: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """The most telling literals of a sequence."""
    found: list[frozenset[str] | None] = []
    run = ""
    for kind, argument in tree:
        if kind is ops.LITERAL:
            run += chr(argument).lower()
            continue
        if kind in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
            continue
        found.append(frozenset({run}) if run else None)
        run = ""
        if kind is ops.BRANCH:
            branches = [_required(branch) for branch in argument[1]]
            known = [branch for branch in branches if branch]
            found.append(frozenset().union(*known) if len(known) == len(branches) else None)
        elif kind is ops.SUBPATTERN:
            found.append(_required(argument[-1]))
        elif kind is ops.ATOMIC_GROUP:
            found.append(_required(argument))
        elif kind in _REPEATS and argument[0] >= 1:
            found.append(_required(argument[2]))
    found.append(frozenset({run}) if run else None)
    return max(filter(None, map(_telling, found)), key=_rank, default=None)


def _telling(literals: frozenset[str] | None) -> frozenset[str] | None:
    """``literals``, unless one of them stands on almost every line."""
    if literals and not any(len(each) == 1 and each.isalnum() for each in literals):
        return literals
    return None


def _rank(literals: frozenset[str]) -> tuple[int, int]:
    return min(_LONG, *map(len, literals)), -len(literals)


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

        Each is one or more whole lines with the line break behind, or ``across_lines`` all of the text.
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
