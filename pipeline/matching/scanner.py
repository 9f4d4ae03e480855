"""Many patterns found in a text at once, each looked for only where it may match.

Matches of most patterns begin with one of a few literals, or must hold one ("persen", "%"). They are read off the
parsed pattern, and one pass of an Aho-Corasick automaton tells where they stand. A pattern is tried only where its
matches may begin, or else on the lines that have what they must hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick

from pipeline.matching.patterns import literals

Stretch = tuple[int, int]


@dataclass(slots=True)
class _Use:
    """The patterns that a literal tells of, by their numbers."""

    beginning: list[int] = field(default_factory=list)
    holding: list[int] = field(default_factory=list)


class Scanner:
    """Finds the matches of some patterns."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self._patterns = patterns
        self._begins: list[bool] = []
        self._anywhere: list[int] = []
        uses: dict[str, _Use] = {}
        for number, pattern in enumerate(patterns):
            known = literals(pattern)
            self._begins.append(bool(known.begin))
            if not known.begin and not known.hold:
                self._anywhere.append(number)
            for literal in known.begin:
                uses.setdefault(literal, _Use()).beginning.append(number)
            for literal in () if known.begin else known.hold:
                uses.setdefault(literal, _Use()).holding.append(number)
        self._uses = list(uses.values())
        self._automaton = AhoCorasick(list(uses))

    def matches(self, text: str, *, across_lines: bool = False) -> list[list[re.Match[str]]]:
        """By pattern, its matches in ``text``, without overlaps and in order.

        A match lies on one line, or on neighbours that each hold what it needs, unless ``across_lines``.
        """
        stretches = self._stretches(text, across_lines=across_lines)
        if stretches is None:
            return [list(pattern.finditer(text)) for pattern in self._patterns]
        return [
            list(_at(pattern, text, where) if begins else _within(pattern, text, where))
            for pattern, begins, where in zip(self._patterns, self._begins, stretches, strict=True)
        ]

    def _stretches(self, text: str, *, across_lines: bool) -> list[list[Stretch]] | None:
        """By pattern, where it may begin and the end of the line there, or the lines in which it may match.

        ``None`` where the text is longer in lower case: offsets into one are none into the other.
        """
        lowered = text.lower()
        if len(lowered) != len(text):
            return None
        stretches: list[list[Stretch]] = [[] for _ in self._patterns]
        for number in self._anywhere:
            stretches[number] = [(0, len(text))]
        start, stop = 0, len(text) if across_lines else 0
        on_line: set[int] = set()
        found = self._automaton.find_matches_as_indexes(lowered, overlapping=True)
        for literal, at, _ in sorted(found, key=lambda each: each[1]):
            if at >= stop:
                _extend(stretches, on_line, start, stop)
                start = text.rfind("\n", 0, at) + 1
                stop = text.find("\n", at) + 1 or len(text)
                on_line = set()
            use = self._uses[literal]
            on_line.update(use.holding)
            for number in use.beginning:
                stretches[number].append((at, stop))
        _extend(stretches, on_line, start, stop)
        return stretches


def _extend(stretches: list[list[Stretch]], patterns: set[int], start: int, stop: int) -> None:
    """Add a line to the stretches of some patterns, to the last one where that ends here."""
    for number in patterns:
        if stretches[number] and stretches[number][-1][1] == start:
            stretches[number][-1] = stretches[number][-1][0], stop
        else:
            stretches[number].append((start, stop))


def _at(pattern: re.Pattern[str], text: str, stretches: list[Stretch]) -> Iterator[re.Match[str]]:
    """The matches that begin where one of ``stretches`` does."""
    end = 0
    for start, stop in stretches:
        match = pattern.match(text, start, stop) if start >= end else None
        if match:
            end = match.end()
            yield match


def _within(
    pattern: re.Pattern[str], text: str, stretches: list[Stretch]
) -> Iterator[re.Match[str]]:
    """The matches that lie within one of ``stretches``."""
    for start, stop in stretches:
        yield from pattern.finditer(text, start, stop)
