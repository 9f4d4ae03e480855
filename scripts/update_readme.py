"""Write into the READMEs what can be measured: rows of the sample, and accuracy on the corpus.

usage: python scripts/update_readme.py SAMPLE CORPUS GOLD... (make generated); the first two are folders of tables,
of the sample and of the whole corpus

A README marks each generated section with ``<!-- NAME: begin -->`` and ``<!-- NAME: end -->``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from pipeline.evaluation.scores import evaluate, read_gold
from pipeline.tables.loader import read_tables

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.id.md")
COLUMNS = ("mention", "region_code", "election", "count", "stage", "uncontested")
ROWS = 6


def markdown(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    cells = [list(header), *([str(cell) for cell in row] for row in rows)]
    cells.insert(1, ["---"] * len(cells[0]))
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def sample(outputs: Path) -> str:
    """The first claim of a few articles, two uncontested ones among them that stand for one region each."""
    claims = [
        row for row in read_tables(outputs)["candidate_counts"].to_pylist() if row["election"]
    ]
    first = {row["article_id"]: row for row in reversed(claims)}
    rows = [first[article_id] for article_id in sorted(first)]
    alone = [row for row in rows if row["uncontested"] and not re.search(r"\d", row["mention"])]
    several = [row for row in rows if not row["uncontested"]]
    rows = several[: ROWS - len(alone[:2])] + alone[:2]
    return markdown(COLUMNS, ([row[column] for column in COLUMNS] for row in rows))


def accuracy(outputs: Path, gold: Iterable[Path]) -> str:
    """Precision, recall and F1 of every table and key."""
    evaluation = evaluate(read_tables(outputs), read_gold(gold))
    rows = (
        (
            figure.table,
            figure.key,
            *(f"{value:.3f}" for value in (figure.score.precision, figure.score.recall)),
            f"{figure.score.f1:.3f} ({figure.f1_low:.3f}-{figure.f1_high:.3f})",
            figure.score.wanted,
        )
        for figure in evaluation.figures
    )
    return markdown(("table", "key", "precision", "recall", "F1 (95 %)", "facts"), rows)


def replaced(page: str, section: str, content: str) -> str:
    """``page`` with the section's content replaced."""
    begin, end = f"<!-- {section}: begin -->", f"<!-- {section}: end -->"
    pattern = re.compile(f"({re.escape(begin)}\n).*?({re.escape(end)})", re.DOTALL)
    page, count = pattern.subn(lambda match: f"{match[1]}{content}\n{match[2]}", page)
    if count != 1:
        raise SystemExit(f"wanted one section {section}, found {count}")
    return page


def main(of_sample: str, of_corpus: str, *gold: str) -> None:
    sections = {
        "sample": sample(Path(of_sample)),
        "accuracy": accuracy(Path(of_corpus), map(Path, gold)),
    }
    for name in READMES:
        page = (ROOT / name).read_text("utf-8")
        for section, content in sections.items():
            page = replaced(page, section, content)
        (ROOT / name).write_text(page, "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
