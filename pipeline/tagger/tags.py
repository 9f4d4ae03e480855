"""The names that the tags of a sentence mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Entity(NamedTuple):
    """The tokens ``start`` to ``end`` (half-open) of a sentence that make one name, and its class."""

    start: int
    end: int
    kind: str


def names(tags: Sequence[str]) -> list[Entity]:
    """The names that IOB tags mark, in order."""
    found: list[Entity] = []
    start: int | None = None
    for position, tag in enumerate([*tags, "O"]):
        if start is not None and not tag.startswith("I"):
            found.append(Entity(start, position, tags[start][2:]))
            start = None
        if tag.startswith("B"):
            start = position
    return found
