"""The members of the national election bodies, by name: reports from a region leave out that they are national.

``rules/officials/national_members.csv`` has the body, the year since when they are its members, and the name. Some
sat in the body of a province before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from pipeline.matching.rules import read_rows


def is_national_member(words: Sequence[str], body: str, published: date | None) -> bool:
    """True for a person of this name in a body ("kpu", "bawaslu"), published then, or on no known day."""
    since = _since().get((body, _folded("".join(words))))
    return since is not None and (published is None or published.year >= since)


@cache
def _since() -> dict[tuple[str, str], int]:
    """The year since when a name is that of a member, by body and name.

    Raises:
        RuleError: the table cannot be read.
    """
    rows = read_rows("officials", "national_members.csv")
    return {(row["body"], _folded(row["name"])): int(row["since"]) for row in rows}


def _folded(name: str) -> str:
    """The letters of a name in one case: "Asy'ari" is "Asyari"."""
    return "".join(letter for letter in name.casefold() if letter.isalpha())
