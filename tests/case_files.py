r"""Tables of cases, ``tests/cases/*.txt``: articles, and below them all the rows that a stage finds in each.

    ## pairs in a row                                      the kind of evidence, which names the tests

    Pilbup Kebumen diikuti pasangan Andi-Budi.             a line is an article
    Pilkada Kebumen diikuti dua paslon:\n                  unless it goes on below: with a line break
    1. Andi - Budi\n
    2. Eko Susilo - \                                      or without
    Fajar Putra
        Andi, Eko Susilo | bupati | candidate | 33.05      a row for each name, or "nothing"
        Budi, Fajar Putra | wakil_bupati | candidate | 33.05

What stands above the first heading is prose. A line ``# ...`` is the headline of the article below it, ``{...}``
a person whom a tagger has found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from pipeline.types import Entity

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """An article with all of its rows, in the order of the alphabet."""

    text: str
    headline: str | None
    persons: tuple[Entity, ...]
    rows: list[str]


def cases(name: str) -> list[ParameterSet]:
    """The cases of a file, each with its kind and its line as id."""
    found: list[ParameterSet] = []
    kind = ""
    lines: list[tuple[int, str]] = []
    rows: list[str] = []
    for number, line in enumerate([*(CASES / name).read_text("utf-8").splitlines(), ""], 1):
        if line.startswith("## "):
            kind = line.removeprefix("## ")
        elif line.startswith("    "):
            rows += _rows(line)
        elif line and kind:
            lines.append((number, line))
        else:
            assert bool(lines) == bool(rows), (
                f"{name}:{number}: an article without rows, or rows alone"
            )
            found += (
                pytest.param(_case(text, rows), id=f"{kind}:{at}") for at, text in _articles(lines)
            )
            lines, rows = [], []
    return found


def _rows(line: str) -> list[str]:
    names, *values = line.split("|")
    return ["|".join([f"{name.strip()} ", *values]).strip() for name in names.split(",")]


def _articles(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The texts, each with the number of its first line."""
    start, text = 0, ""
    for number, line in lines:
        start, text = start or number, text + line
        if text.startswith("# ") and "\n" not in text:
            text += "\n\n"
        elif text.endswith("\\n"):
            text = text.removesuffix("\\n") + "\n"
        elif text.endswith("\\"):
            text = text.removesuffix("\\")
        else:
            yield start, text
            start, text = 0, ""


def _case(text: str, rows: list[str]) -> Case:
    headline = None
    if text.startswith("# "):
        text = text.removeprefix("# ")
        headline = text.partition("\n")[0]
    pieces = re.split(r"[{}]", text)
    ends = [sum(map(len, pieces[: index + 1])) for index in range(len(pieces))]
    persons = (Entity(ends[at - 1], ends[at], "PER") for at in range(1, len(pieces), 2))
    found = [] if rows == ["nothing"] else sorted(rows)
    return Case("".join(pieces), headline and re.sub(r"[{}]", "", headline), tuple(persons), found)
