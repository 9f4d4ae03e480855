"""What a tagger is, and the one that finds nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Tagger(Protocol):
    """Tags the words of sentences as parts of names."""

    name: str
    """What the tagger is called in options and reports."""

    familiar: frozenset[str]
    """Words, in lower case, that it has met so often that it would know them as parts of names."""

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """One tag for each token of each sentence: ``O``, ``B-PER``, ``I-PER``, ``B-ORG``, ``B-LOC``, ...

        Tokens are not empty; a sentence may be. Give the sentences of many articles at once where
        possible: the default tagger batches them by length.
        """
        ...


class NoTagger:
    """Finds no names: a run on the rules alone."""

    name = "none"
    familiar: frozenset[str] = frozenset()

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """``O`` for every token."""
        return [["O"] * len(sentence) for sentence in sentences]


NO_TAGGER = NoTagger()


def to_iob(tags: Sequence[str]) -> list[str]:
    """A sentence's BIOES tags, well formed or not, as plain IOB.

    A name ends before a ``B-`` or ``S-``, after an ``E-`` or ``S-``, and where the class changes: what
    Stanza makes of ill-formed sequences.
    """
    plain: list[str] = []
    before = "O"
    for tag in tags:
        if tag == "O":
            plain.append(tag)
        else:
            inside = tag[0] in "IE" and before[0] in "BI" and before[1:] == tag[1:]
            plain.append(("I" if inside else "B") + tag[1:])
        before = tag
    return plain
