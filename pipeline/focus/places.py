"""The places of an article, by where they stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.focus import mentions, signs
from pipeline.focus.centre import COARSE
from pipeline.focus.clauses import Clauses
from pipeline.focus.mentions import PlaceMention
from pipeline.focus.nesting import innermost
from pipeline.focus.signs import Sign
from pipeline.types import Document, Level, Span

ALL_LEVELS: frozenset[Level] = COARSE | {"country", "district", "village"}


class Places:
    """The places that numbers of one document can be about, with the clauses that they stand in."""

    def __init__(
        self,
        document: Document,
        signs: Sequence[Sign],
        clauses: Clauses,
        mentions: Iterable[PlaceMention],
    ) -> None:
        self.document = document
        self.signs = signs
        self.clauses = clauses
        self.all = sorted(mentions)
        # The provinces, kabupaten and kota among them.
        self.coarse = [place for place in self.all if place.level in COARSE]
        self.provinces = {place.code[:2] for place in self.coarse}

    def keeping(self, mentions: Iterable[PlaceMention]) -> Places:
        """The places of the same document with other ``mentions`` than these."""
        return Places(self.document, self.signs, self.clauses, mentions)

    def within(self, start: int, end: int) -> list[PlaceMention]:
        """The places that lie between two offsets, but for those of offices."""
        return [p for p in self.all if start <= p.start and p.end <= end and not p.held]

    def held_before(self, sentence: Span, start: int) -> PlaceMention | None:
        """The place of the office named last in a sentence before an offset."""
        held = (p for p in self.all if p.held and sentence.start <= p.start and p.end <= start)
        return max(held, default=None)

    def smallest(self, until: int | None = None) -> set[str]:
        """The provinces, kabupaten and kota, as far as ``until``, that hold no other of them."""
        return innermost({p.code for p in self.coarse if until is None or p.start < until})

    def are_several(self) -> bool:
        """True when the article names several regions none of which lies in another."""
        return len(self.smallest()) > 1


def named(document: Document, levels: frozenset[Level] = ALL_LEVELS) -> Places:
    """The places at some ``levels`` that ``document`` names, points back to, or sets out to speak of."""
    found = signs.find(document)
    places = mentions.find(document, found, levels)
    return Places(document, found, Clauses(document, found, joined=places), places)
