"""The members of the national election bodies, by name: reports from a region leave out that they are national.

``rules/officials/national_members.csv`` has the body, the year since when they are its members, and the name. Some
sat in the body of a province before.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from functools import cache

from pipeline.matching.rules import RuleError, rules_root


def is_national_member(words: Sequence[str], body: str, published: date | None) -> bool:
    """True for a person of this name in a body ("kpu", "bawaslu"), in an article of that day or of any."""
    since = _since().get((body, _folded("".join(words))))
    return since is not None and (published is None or published.year >= since)


@cache
def _since() -> dict[tuple[str, str], int]:
    """The year since when a name is that of a member, by body and name.

    Raises:
        RuleError: the table cannot be read.
    """
    path = rules_root() / "officials" / "national_members.csv"
    try:
        with path.open(encoding="utf-8", newline="") as source:
            rows = list(csv.DictReader(source))
    except OSError as error:
        raise RuleError(f"{path}: {error.strerror}") from error
    return {(row["body"], _folded(row["name"])): int(row["since"]) for row in rows}


def _folded(name: str) -> str:
    """The letters of a name in one case: "Asy'ari" is "Asyari"."""
    return "".join(letter for letter in name.casefold() if letter.isalpha())
