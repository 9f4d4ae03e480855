"""Names of persons: where one may begin, how far it reaches, and what around it is title or rank.

Reads ``rules/officials/names.toml`` and the lexicon ``not_names``. A name here is a run of capitalised words
that nothing else in the text claims; whether it is a person's is decided by what stands beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache

import msgspec

from pipeline.rules import compile_pattern, read_lexicon, read_toml, rules_root
from pipeline.types import Document, Span, Token

MAX_WORDS = 7
_QUOTES = frozenset("'\"")
_MAX_ACRONYM = 3
_LETTERS = re.compile(r"[^\W\d_]{2}")


class _NamesFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    honorifics: list[str]
    degrees: list[str]
    ranks: str
    particles: list[str]
    aliases: str


@dataclass(frozen=True, slots=True)
class _Words:
    honorifics: frozenset[str]
    degrees: frozenset[str]
    particles: frozenset[str]
    not_names: frozenset[str]
    rank: re.Pattern[str]
    alias: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in the text.

    ``span`` covers the name itself, ``outer`` also the titles, rank and degrees around it; ``words`` are the
    parts of the name, without a nickname in quotes; ``alias`` is a second name told behind it ("alias Molen").
    """

    span: Span
    outer: Span
    words: tuple[str, ...]
    titles: tuple[str, ...] = ()
    rank: str | None = None
    alias: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The name as it is written, single-spaced, initials with their full stop."""
        return " ".join(self.words)


@cache
def _words() -> _Words:
    file: _NamesFile = read_toml(rules_root() / "officials" / "names.toml", _NamesFile)
    return _Words(
        frozenset(file.honorifics),
        frozenset(file.degrees),
        frozenset(file.particles),
        frozenset(read_lexicon("not_names")),
        compile_pattern(file.ranks),
        compile_pattern(file.aliases),
    )


def _merged(spans: list[Span]) -> list[Span]:
    """``spans`` as the fewest that cover the same text, in order."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


class NameReader:
    """Reads names at given places of one document.

    ``blocked`` are spans that are known to be something else (regions, posts); a name neither begins in one
    nor runs into one.
    """

    def __init__(self, document: Document, blocked: list[Span]) -> None:
        self.text = document.text
        self.tokens = document.tokens
        self._starts = [token.start for token in document.tokens]
        self._blocked = _merged(blocked)
        self._blocked_starts = [span.start for span in self._blocked]
        self._cache: dict[int, Name | None] = {}

    def index_at(self, offset: int) -> int:
        """Index of the first token at or behind an offset."""
        return bisect_left(self._starts, offset)

    def at(self, offset: int) -> Name | None:
        """The name that begins at an offset, titles and rank before it included, or ``None``."""
        index = self.index_at(offset)
        if index not in self._cache:
            self._cache[index] = self._read(index)
        return self._cache[index]

    def ending_at(self, offset: int) -> Name | None:
        """The longest name whose titles and degrees end right before an offset, or ``None``."""
        last = self.index_at(offset) - 1
        best: Name | None = None
        for index in range(last, max(-1, last - 2 * MAX_WORDS - 8), -1):
            if "\n" in self.text[self.tokens[index].end : offset]:
                break
            if not self.tokens[index].text[0].isupper() or self._is_continuation(index):
                continue
            name = self.at(self.tokens[index].start)
            if name is not None and not self.text[name.outer.end : offset].strip():
                best = name
        return best

    def _is_continuation(self, index: int) -> bool:
        """True where the word before also belongs to a name, so that a name cannot begin here."""
        if index == 0:
            return False
        before = self.tokens[index - 1]
        return (
            before.text[0].isupper()
            and self._is_name_word(index - 1)
            and not self._is_honorific(before.text)
            and self.text[before.end : self.tokens[index].start] == " "
        )

    def _is_honorific(self, word: str) -> bool:
        return word.casefold() in _words().honorifics

    def _in_blocked(self, token: Token) -> bool:
        position = bisect_left(self._blocked_starts, token.end) - 1
        return position >= 0 and self._blocked[position].end > token.start

    def _is_name_word(self, index: int) -> bool:
        """A capitalised word that may be part of a name: no body, post, region, weekday or acronym."""
        token = self.tokens[index]
        word = token.text
        if not word[0].isupper() or not word.replace("'", "").replace("’", "").isalpha():
            return False
        if word.isupper() and len(word) > _MAX_ACRONYM and not self._in_capitals(index):
            return False
        return word.casefold() not in _words().not_names and not self._in_blocked(token)

    def _in_capitals(self, index: int) -> bool:
        """True where the neighbours are in capitals too, as in a headline or dateline."""
        near = self.tokens[max(0, index - 3) : index + 4]
        words = [t.text for t in near if t.text.isalpha() and len(t.text) > 1]
        return len(words) > 2 and all(word.isupper() for word in words)

    def _read(self, index: int) -> Name | None:
        titles: list[str] = []
        rank: str | None = None
        position = index
        while position < len(self.tokens):
            match = _words().rank.match(self.text, self.tokens[position].start)
            if match and match.end() > match.start() and not self._glued(match.end()):
                rank = match.group().strip()
                position = self._skip_comma(self.index_at(match.end()))
                continue
            step = self._honorific(position)
            if step == position:
                break
            titles.append(
                self.text[self.tokens[position].start : self.tokens[step - 1].end].strip(". ")
            )
            position = step
        words, behind = self._run(position)
        if not words:
            return None
        first, last = self.tokens[position], self.tokens[behind - 1]
        degrees, end = self._degrees(behind, last.end)
        alias, end = self._alias(end)
        return Name(
            Span(first.start, last.end),
            Span(self.tokens[index].start, end),
            tuple(words),
            (*titles, *degrees),
            rank,
            alias,
        )

    def _alias(self, end: int) -> tuple[tuple[str, ...], int]:
        """A second name behind ``end`` ("alias Molen"), and the offset behind it."""
        match = _words().alias.match(self.text, end)
        if match is None or match.end() == match.start():
            return (), end
        words, behind = self._run(self.index_at(match.end()))
        return (tuple(words), self.tokens[behind - 1].end) if words else ((), end)

    def _glued(self, end: int) -> bool:
        return end < len(self.text) and self.text[end].isalnum()

    def _skip_comma(self, position: int) -> int:
        if position < len(self.tokens) and self.tokens[position].text in {",", "."}:
            return position + 1
        return position

    def _honorific(self, position: int) -> int:
        """Index behind an honorific at ``position``; ``position`` itself where there is none.

        "H" and "Dr" count only where a name follows, which the caller finds out by reading on.
        """
        token = self.tokens[position]
        word = token.text
        if not (word[0].isupper() or word in {"dr", "drg"}) or not self._is_honorific(word):
            return position
        step = position + 1
        while (
            step < len(self.tokens)
            and self.tokens[step].text == "."
            and self.tokens[step].start == self.tokens[step - 1].end
        ):
            step += 1
            if (
                step < len(self.tokens)
                and len(self.tokens[step].text) == 1
                and self.tokens[step].text.isupper()
                and self._is_honorific(word + "." + self.tokens[step].text)
                and self.tokens[step].start == self.tokens[step - 1].end
            ):
                step += 1
        if (
            word.casefold() == "tuan"
            and step < len(self.tokens)
            and self.tokens[step].text == "Guru"
        ):
            step += 1
        follows = (
            step < len(self.tokens) and self.tokens[step].start - self.tokens[step - 1].end <= 1
        )
        return step if follows and self.tokens[step].text[0].isalpha() else position

    def _run(self, position: int) -> tuple[list[str], int]:
        """The words of a name from a token on, and the index behind the last."""
        words: list[str] = []
        index = position
        behind = position
        while index < len(self.tokens) and len(words) < MAX_WORDS:
            token = self.tokens[index]
            if words and self.text[self.tokens[index - 1].end : token.start] not in {" ", "", "  "}:
                break
            word = token.text
            if words and word.casefold() in _words().particles and self._followed_by_name(index):
                words.append(word)
                index += 1
                continue
            if self._is_name_word(index):
                if words and self._is_degree(index):
                    break
                if len(word) == 1 and self._next_is(index, "."):
                    words.append(word + ".")
                    index += 2
                    while self._initial_glued(index):
                        words[-1] += self.tokens[index].text + "."
                        index += 2
                    behind = index
                    continue
                words.append(word)
                index += 1
                behind = index
                continue
            joined = self._joined(index, words)
            if joined is not None:
                words, index, behind = joined
                continue
            if word in _QUOTES and words:
                closing = self._closing_quote(index)
                if (
                    closing is not None
                    and closing + 1 < len(self.tokens)
                    and self._is_name_word(closing + 1)
                ):
                    index = closing + 1
                    continue
            break
        if not any(_LETTERS.search(word) for word in words) or self._is_acronym(words, position):
            return [], position
        return words, behind

    def _is_acronym(self, words: list[str], position: int) -> bool:
        """True for "RT" or "AWR": capitals alone are a name only among other words in capitals."""
        return all(word.isupper() for word in words) and not self._in_capitals(position)

    def _followed_by_name(self, index: int) -> bool:
        return index + 1 < len(self.tokens) and self._is_name_word(index + 1)

    def _initial_glued(self, index: int) -> bool:
        return (
            index + 1 < len(self.tokens)
            and len(self.tokens[index].text) == 1
            and self.tokens[index].text.isupper()
            and self.tokens[index].start == self.tokens[index - 1].end
            and self.tokens[index + 1].text == "."
        )

    def _next_is(self, index: int, mark: str) -> bool:
        return (
            index + 1 < len(self.tokens)
            and self.tokens[index + 1].text == mark
            and self.tokens[index + 1].start == self.tokens[index].end
        )

    def _joined(self, index: int, words: list[str]) -> tuple[list[str], int, int] | None:
        """A hyphen inside a name ("Al-Haris", "Far - Far"), as opposed to one between two persons."""
        if not words or self.tokens[index].text != "-" or index + 1 >= len(self.tokens):
            return None
        if not self._is_name_word(index + 1):
            return None
        before, after = words[-1], self.tokens[index + 1].text
        spaced = self.text[self.tokens[index - 1].end : self.tokens[index + 1].start]
        if before.casefold() == after.casefold() or (
            before.casefold() in {"al", "el", "an", "ar", "as", "ash", "ad"} and spaced == "-"
        ):
            return [*words[:-1], f"{before}{spaced}{after}"], index + 2, index + 2
        return None

    def _closing_quote(self, index: int) -> int | None:
        for step in range(index + 1, min(index + 4, len(self.tokens))):
            if self.tokens[step].text in _QUOTES:
                return step
        return None

    def _is_degree(self, index: int) -> bool:
        end, dotted = self._dotted(index)
        return end > index and dotted.casefold().strip(".") in _words().degrees

    def _dotted(self, index: int) -> tuple[int, str]:
        """Index behind a word with the letters and stops glued to it ("S.Sos", "M.Si."), and its characters."""
        step = index
        while step < len(self.tokens) and (
            step == index
            or (
                self.tokens[step].start == self.tokens[step - 1].end
                and (
                    self.tokens[step].text == "."
                    or self.tokens[step - 1].text == "."
                    and self.tokens[step].text[0].isalpha()
                )
            )
        ):
            step += 1
        return step, self.text[self.tokens[index].start : self.tokens[step - 1].end]

    def _degrees(self, behind: int, end: int) -> tuple[list[str], int]:
        """Academic degrees behind a name, with the offset behind the last."""
        found: list[str] = []
        index = behind
        while index < len(self.tokens):
            start = index + 1 if self.tokens[index].text == "," else index
            if (
                start >= len(self.tokens)
                or not self.tokens[start].text[0].isalpha()
                or not self._is_degree(start)
            ):
                break
            index, written = self._dotted(start)
            found.append(written.strip("."))
            end = self.tokens[index - 1].end
            if written.endswith(".") and written.count(".") == 1 and len(written) > 3:
                end -= 1
        return found, end

    def prefixes(self, name: Name) -> list[Name]:
        """``name`` and its shorter beginnings, the longest first."""
        found = [name]
        for count in range(len(name.words) - 1, 0, -1):
            end = name.span.start
            for word in name.words[:count]:
                end = self.text.index(word, end) + len(word)
            found.append(
                replace(
                    name,
                    span=Span(name.span.start, end),
                    outer=Span(name.outer.start, end),
                    words=name.words[:count],
                )
            )
        return found

    def runs(self) -> list[Name]:
        """Every capitalised run of the text that may be a name, none inside another, in order."""
        found: list[Name] = []
        end = -1
        for index, token in enumerate(self.tokens):
            if token.start < end or not token.text[0].isupper():
                continue
            name = self.at(token.start)
            if name is not None:
                found.append(name)
                end = name.outer.end
        return found
