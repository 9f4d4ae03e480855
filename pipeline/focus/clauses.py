"""Where the list items and clauses of a sentence begin and end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from pipeline.focus.signs import Sign, ruleset
from pipeline.matching.rules import HasSpan
from pipeline.types import Document, Span


class Clauses:
    """The separators of one document, but for those inside the words of ``joined``.

    The comma of "Kaur, Bengkulu" divides nothing.
    """

    def __init__(
        self, document: Document, signs: Sequence[Sign], joined: Iterable[HasSpan] = ()
    ) -> None:
        self._document = document
        self._text = document.text
        self._continuations = {sign.start for sign in signs if sign.kind == "continuation"}
        inside = {at for span in joined for at in range(span.start + 1, span.end)}
        starts = (sign.start for sign in signs if sign.kind == "separator")
        self._separators = [at for at in starts if at not in inside]

    def separator(self, start: int, end: int) -> int | None:
        """Offset of the first separator between two offsets."""
        return next(iter(self._between(start, end)), None)

    def is_divided(self, stretch: Span) -> bool:
        """True when a separator stands in a stretch of text that begins another item."""
        same = ruleset().contexts.undivided
        separators = self._between(stretch.start, stretch.end)
        return any(same.match(self._text, at) is None for at in separators)

    def contrast(self, start: int, end: int) -> int:
        """Where another matter begins between two offsets ("sementara", "sedangkan"), else the end."""
        turns = ruleset().contexts.contrast
        return next((at for at in self._between(start, end) if turns.match(self._text, at)), end)

    def item_end(self, span: HasSpan) -> int:
        """Where the list item or clause of a span ends, at the latest with the sentence."""
        end = self._document.sentence_of(span.start).end
        separator = self.separator(span.end, end)
        return end if separator is None else separator

    def end_of_statement(self, start: int, end: int) -> int:
        """Where between two offsets the cause of what is stated before begins ("karena"), else the end."""
        because = ruleset().contexts.because.search(self._text, start, end)
        return end if because is None else because.start()

    def continues(self, sentence: Span) -> bool:
        """True for a sentence that goes on with what the paragraph before spoke of: "Sedangkan ..."."""
        return sentence.start in self._continuations

    def _between(self, start: int, end: int) -> Sequence[int]:
        """The separators between two offsets, in order."""
        first, last = (bisect_left(self._separators, at) for at in (start, end))
        return self._separators[first:last]
