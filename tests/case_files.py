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
a person whom a tagger has found, ``[2024-10-23]`` before an article its day of publication; after a heading, that
of all articles below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from hypothesis import strategies as st

from pipeline.types import Entity

CASES = Path(__file__).parent / "cases"
# More than a short article and less than a long one: most texts lose their head or their tail.
LONGEST_CUT = 200


@dataclass(frozen=True)
class Case:
    """An article with all of its rows, in the order of the file."""

    text: str
    headline: str | None
    published: date | None
    persons: tuple[Entity, ...]
    rows: list[str]


def cases(name: str) -> list[ParameterSet]:
    """The cases of a file, each with its kind and its line as id."""
    found: list[ParameterSet] = []
    kind, published = "", None
    lines: list[tuple[int, str]] = []
    rows: list[str] = []
    for number, line in enumerate([*(CASES / name).read_text("utf-8").splitlines(), ""], 1):
        if line.startswith("## "):
            kind, published = _dated(line.removeprefix("## "))
        elif line.startswith("    "):
            rows += _rows(line)
        elif line and kind:
            lines.append((number, line))
        else:
            assert bool(lines) == bool(rows), (
                f"{name}:{number}: an article without rows, or rows alone"
            )
            found += (
                pytest.param(_case(text, published, rows), id=f"{kind}:{at}")
                for at, text in _articles(lines)
            )
            lines, rows = [], []
    return found


def spliced(name: str) -> st.SearchStrategy[str]:
    """Two articles of a file of cases, cut anywhere and joined: no article, but most have facts."""
    texts = st.sampled_from([case.values[0].text for case in cases(name)])
    cuts = st.integers(0, LONGEST_CUT)
    return st.builds(lambda one, two, start, end: one[start:] + two[:end], texts, texts, cuts, cuts)


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
    assert not text, f"an article that ends in a line that goes on: {text}"


def _dated(text: str) -> tuple[str, date | None]:
    """The text without the day of publication that stands before or after it, and that day."""
    day = re.search(r"^\[(\d{4}-\d\d-\d\d)\] | \[(\d{4}-\d\d-\d\d)\]$", text)
    if day is None:
        return text, None
    return text.replace(day.group(), ""), date.fromisoformat(day[1] or day[2])


def _case(text: str, published: date | None, rows: list[str]) -> Case:
    text, day = _dated(text)
    headline = None
    if text.startswith("# "):
        text = text.removeprefix("# ")
        headline = text.partition("\n")[0]
    pieces = re.split(r"[{}]", text)
    ends = [*accumulate(map(len, pieces))]
    persons = (Entity(ends[at - 1], ends[at], "PER") for at in range(1, len(pieces), 2))
    found = [] if rows == ["nothing"] else rows
    return Case(
        "".join(pieces),
        headline and re.sub(r"[{}]", "", headline),
        day or published,
        tuple(persons),
        found,
    )
