"""Names of persons: where they stand, and what around them is title, rank or degree.

A name here is a run of capitalised words that nothing else in the text claims; whether it is a person's is
decided by what stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.matching.person_words import after_honorific, degrees, name_words, rank_at
from pipeline.matching.rules import words_in
from pipeline.officials.names.runs import MAX_WORDS, run_at
from pipeline.officials.names.tokens import NameTokens
from pipeline.types import Document, Span, Token

# The titles, degrees and stops around a name take at most this many more tokens.
_AROUND = 8


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in the text.

    ``span`` covers the name itself, ``outer`` also the titles, rank and degrees around it; ``words`` are the
    parts of the name, without a nickname in quotes; ``alias`` is a second name stated after it ("alias Molen").
    """

    span: Span
    outer: Span
    words: tuple[str, ...]
    titles: tuple[str, ...] = ()
    rank: str | None = None
    alias: tuple[str, ...] = ()


class NameReader:
    """Reads names at given places of one document.

    A name neither begins in one of the ``blocked`` spans nor runs into one; ``persons`` are those that a tagger
    found where capitals tell names. See :class:`~pipeline.officials.names.tokens.NameTokens` for both.
    """

    def __init__(
        self, document: Document, blocked: Iterable[Span], persons: Sequence[Span] = ()
    ) -> None:
        self.text = document.text
        self._tokens = document.tokens
        self._words = NameTokens(document, blocked, persons)
        self._read_at: dict[int, PersonName | None] = {}

    def at(self, offset: int) -> PersonName | None:
        """The name that begins at an offset, titles and rank before it included, or ``None``."""
        index = self._words.index_at(offset)
        if index not in self._read_at:
            self._read_at[index] = self._read(index)
        return self._read_at[index]

    def ending_at(self, offset: int) -> PersonName | None:
        """The longest name whose titles and degrees end right before an offset, or ``None``."""
        last = self._words.index_at(offset) - 1
        longest: PersonName | None = None
        for index in range(last, max(-1, last - 2 * MAX_WORDS - _AROUND), -1):
            token = self._tokens[index]
            if "\n" in self.text[token.end : offset]:
                break
            if not _may_open(token) or self._words.is_continuation(index):
                continue
            name = self.at(token.start)
            if name is None or name.outer.end > offset:
                continue
            if not self.text[name.outer.end : offset].strip():
                longest = name
        return longest

    @cached_property
    def runs(self) -> list[PersonName]:
        """Every capitalised run of the text that may be a name, none inside another, in order."""
        found: list[PersonName] = []
        end = -1
        for token in self._tokens:
            if token.start < end or not _may_open(token):
                continue
            name = self.at(token.start)
            if name is not None:
                found.append(name)
                end = name.outer.end
        return found

    def runs_with_next(self) -> Iterator[tuple[PersonName, PersonName | None]]:
        """Each of :attr:`runs` with the one after it, the last with ``None``."""
        return zip(self.runs, [*self.runs[1:], None], strict=False)

    def prefixes(self, name: PersonName) -> list[PersonName]:
        """``name`` and its shorter beginnings, the longest first."""
        return [name, *(self._prefix(name, n) for n in range(len(name.words) - 1, 0, -1))]

    def within(self, span: Span) -> PersonName | None:
        """The name that a tagger found at ``span``, with the titles and rank that it may have taken in.

        ``None`` where its words are none that a name may have here.
        """
        name = self.at(self._opening_of(span.start))
        if name is None:
            return None
        return next((part for part in self.prefixes(name) if part.span.end <= span.end), None)

    def _opening_of(self, offset: int) -> int:
        """Where the name begins of which a tagger found the rest at an offset: the "I" of "I Made Rahman"."""
        index = self._words.index_at(offset)
        before = self._tokens[index - 1] if index else None
        words = name_words().before_openers
        if (
            before is not None
            and before.text.casefold() in words
            and self._tokens[index].text.casefold() in words_in("name_openers")
            and not (self._words.is_apart(index) or self._words.is_blocked(before))
        ):
            return before.start
        return offset

    def _prefix(self, name: PersonName, count: int) -> PersonName:
        words = name.words[:count]
        end = name.span.start
        for word in words:
            end = self.text.index(word, end) + len(word)
        return replace(
            name,
            span=Span(name.span.start, end),
            outer=Span(name.outer.start, end),
            words=words,
        )

    def _read(self, index: int) -> PersonName | None:
        position, titles, rank = self._titles(index)
        run = run_at(self._words, position)
        if run is None:
            return None
        words, first, last = run.words, self._tokens[position].start, self._tokens[run.after - 1]
        if words[0].rstrip(".") in name_words().with_initial and len(words) > 1:
            initial = words[0].rstrip(".")[:-1]
            titles.append(initial)
            first += len(initial)
            words = (words[0].removeprefix(initial), *words[1:])
        after, end = degrees(self.text, self._tokens, run.after, last.end)
        alias, end = self._alias(end)
        return PersonName(
            Span(first, last.end),
            Span(self._tokens[index].start, end),
            words,
            (*titles, *after),
            rank,
            alias,
        )

    def _titles(self, index: int) -> tuple[int, list[str], str | None]:
        """Index after the titles and rank that begin at ``index``, and these."""
        titles: list[str] = []
        rank: str | None = None
        while index < len(self._tokens):
            match = rank_at(self.text, self._tokens[index].start)
            if match is not None:
                rank = match.group().strip()
                index = self._skip_stop(self._words.index_at(match.end()))
                continue
            after = after_honorific(self._tokens, index)
            if after is None or (rank and self._is_name_after_rank(index)):
                break
            written = self.text[self._tokens[index].start : self._tokens[after - 1].end]
            titles.append(written.strip(". "))
            index = after
        return index, titles, rank

    def _is_name_after_rank(self, index: int) -> bool:
        """True for the "Mas" of "Irjen Pol Mas Andi", before more of the name."""
        word = self._tokens[index].text.casefold()
        return word in name_words().names_after_rank and self._words.name_follows(index)

    def _skip_stop(self, index: int) -> int:
        stops = index < len(self._tokens) and self._tokens[index].text in {",", "."}
        return index + 1 if stops else index

    def _alias(self, end: int) -> tuple[tuple[str, ...], int]:
        """A second name after ``end`` ("alias Molen"), and the offset after it."""
        match = name_words().alias.match(self.text, end)
        run = run_at(self._words, self._words.index_at(match.end())) if match else None
        if match is None or run is None:
            return (), end
        end = self._tokens[run.after - 1].end
        in_bracket = "(" in match.group() and self.text[end : end + 1] == ")"
        return run.words, end + 1 if in_bracket else end


def _may_open(token: Token) -> bool:
    """True for a word that a name with its titles may begin with, which may be written small: "dr Andi Rahman"."""
    return token.text[0].isupper() or token.text in name_words().opening
