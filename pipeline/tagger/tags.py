"""The names that the tags of a sentence mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class TaggedName(NamedTuple):
    """The tokens ``start`` to ``end`` (half-open) of a sentence that make one name, and its class."""

    start: int
    end: int
    kind: str


def names(tags: Sequence[str]) -> list[TaggedName]:
    """The names that IOB tags mark, in order."""
    found: list[TaggedName] = []
    start: int | None = None
    for position, tag in enumerate([*tags, "O"]):
        if start is not None and not tag.startswith("I"):
            found.append(TaggedName(start, position, tags[start][2:]))
            start = None
        if tag.startswith("B"):
            start = position
    return found
