"""Write into docs/accuracy.md what can be measured: figures, kinds of mistakes, reliability, what the tagger adds.

usage: python scripts/update_accuracy.py OUTPUTS GOLD... (make generated)
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from update_readme import ROOT, accuracy, markdown, replaced

from pipeline.evaluation.calibration import (
    Bin,
    Sample,
    calibration_error,
    cross_validated,
    judged,
    raw_tables,
    reliability,
)
from pipeline.evaluation.compare import compare, counts
from pipeline.evaluation.printing import mistake_kinds
from pipeline.evaluation.scores import KEYS, GoldArticle, evaluate, read_gold
from pipeline.tables.loader import read_tables
from pipeline.tables.rows import Tables

PAGE = ROOT / "docs" / "accuracy.md"
NEWS = [ROOT / "corpus" / folder for folder in ("sample", "extended")]

# Table, and the bounds of confidence.
Bounds = tuple[str, float, float]


def kinds(outputs: Path, gold: Sequence[GoldArticle]) -> str:
    """How many mistakes of each kind there are."""
    counted = mistake_kinds(evaluate(read_tables(outputs), gold).mistakes)
    return markdown(
        ("table", "kind of mistake", "facts"), ((*kind, count) for kind, count in counted)
    )


def reliable(raw: Sample, calibrated: Sample) -> str:
    """The reliability tables before and after, side by side."""
    before, after = (_by_bounds(sample) for sample in (raw, calibrated))
    tables = list(KEYS)
    keys = sorted(before.keys() | after.keys(), key=lambda key: (tables.index(key[0]), -key[1]))
    header = ("table", "confidence", "raw: right", "of rows", "calibrated: right", "of rows")
    rows = (
        (key[0], f"{key[1]:.2f}-{key[2]:.2f}", *_cells(before, key), *_cells(after, key))
        for key in keys
    )
    return markdown(header, rows)


def _by_bounds(sample: Sample) -> dict[Bounds, Bin]:
    return {(each.table, each.low, each.high): each for each in reliability(sample)}


def _cells(bins: dict[Bounds, Bin], key: Bounds) -> tuple[str, str]:
    found = bins.get(key)
    return (f"{found.share:.3f}", str(found.rows)) if found else ("", "")


def distances(raw: Sample, calibrated: Sample) -> str:
    """How far confidence is from the share that is right, before and after."""
    before, after = calibration_error(raw), calibration_error(calibrated)
    rows = ((table, f"{before[table]:.3f}", f"{after[table]:.3f}") for table in before)
    return markdown(("table", "raw", "calibrated"), rows)


def gains(tagged: Tables, gold: Sequence[GoldArticle]) -> str:
    """What changes from a run on the rules alone to one with the tagger."""
    counted = counts(compare(raw_tables(NEWS, "none"), tagged, gold))
    rows = ((*change, count) for change, count in counted.items())
    return markdown(("table", "change", "by the gold", "facts"), rows)


def main(outputs: str, *gold: str) -> None:
    articles = read_gold(map(Path, gold))
    tables = raw_tables(NEWS)
    raw = judged(tables, articles)
    calibrated = cross_validated(raw)
    sections = {
        "figures": accuracy(Path(outputs), map(Path, gold)),
        "kinds": kinds(Path(outputs), articles),
        "reliability": reliable(raw, calibrated),
        "distances": distances(raw, calibrated),
        "tagger": gains(tables, articles),
    }
    page = PAGE.read_text("utf-8")
    for section, content in sections.items():
        page = replaced(page, section, content)
    PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
