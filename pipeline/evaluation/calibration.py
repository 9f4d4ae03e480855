"""Whether confidence means what it says, and the curves that make it so.

A reliability table compares the confidence of rows with the share of them that gold finds right. Calibration
turns the raw confidence of rules into that share: a rising curve for each table, by isotonic regression
(pool adjacent violators) over the rows of a corpus with gold.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pipeline.confidence import Curve
from pipeline.evaluation.scores import KEYS, GoldArticle, Judge
from pipeline.ingest.articles import ingest, with_own_ids
from pipeline.stages import extract
from pipeline.tables.rows import Tables, to_tables
from pipeline.tagger import load_tagger
from pipeline.types import Article, TaggerName

# Lower bounds of the bins of a reliability table.
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
# Rows of like raw confidence that are enough to tell how often they are right.
ENOUGH = 15
FOLDS = 5


@dataclass(frozen=True)
class Judged:
    """A row that gold judges: its article, its confidence and whether it is right."""

    article_id: str
    confidence: float
    right: bool


Sample = Mapping[str, Sequence[Judged]]


@dataclass(frozen=True)
class Bin:
    """The rows of one table whose confidence lies in [low, high): how many, how sure, how many right."""

    table: str
    low: float
    high: float
    rows: int
    confidence: float
    right: int

    @property
    def share(self) -> float:
        """The share of rows that are right."""
        return self.right / self.rows


def judged(tables: Tables, gold: Iterable[GoldArticle]) -> Sample:
    """The rows of each table that gold judges; optional facts are neither right nor wrong."""
    judge = Judge(gold)
    sample: dict[str, list[Judged]] = {table: [] for table in KEYS}
    for table, rows in sample.items():
        for row in tables[table].to_pylist():
            right = judge.verdict(table, row)
            if right is not None:
                # Stored as 32-bit floats, written with three decimals.
                rows.append(Judged(row["article_id"], round(row["confidence"], 3), right))
    return sample


def reliability(sample: Sample) -> list[Bin]:
    """The bins of each table that hold rows, the surest first."""
    bins = []
    for table, rows in sample.items():
        members: defaultdict[int, list[Judged]] = defaultdict(list)
        for row in rows:
            members[bisect_right(BINS, row.confidence) - 1].append(row)
        for index in sorted(members, reverse=True):
            inside = members[index]
            mean = sum(row.confidence for row in inside) / len(inside)
            high = (*BINS, 1.0)[index + 1]
            right = sum(row.right for row in inside)
            bins.append(Bin(table, BINS[index], high, len(inside), mean, right))
    return bins


def calibration_error(sample: Sample) -> dict[str, float]:
    """For each table the mean distance of confidence from the share that is right, over rows, 0 to 1."""
    errors: defaultdict[str, float] = defaultdict(float)
    for each in reliability(sample):
        errors[each.table] += abs(each.confidence - each.share) * each.rows
    return {table: errors[table] / len(rows) for table, rows in sample.items() if rows}


def raw_tables(news: Iterable[Path], tagger: TaggerName = "onnx") -> Tables:
    """The tables of the articles under ``news``, with confidence as the rules give it.

    Raises:
        RuleError: a rule file cannot be used.
        ModelError: the tagger's model cannot be used.
    """
    loaded = load_tagger(tagger)
    items = chain.from_iterable(map(ingest, news))
    return to_tables(
        extract(item, loaded, calibrate=False)
        for item in with_own_ids(items)
        if isinstance(item, Article)
    )


def fit(rows: Iterable[Judged]) -> Curve:
    """The rising curve that fits best how often rows of a raw confidence are right (isotonic regression).

    Shares are those of the rule of succession, (right + 1) / (rows + 2), so that none is 0 or 1.
    """
    blocks: list[_Block] = []
    for group in _groups(rows):
        blocks.append(group)
        while len(blocks) > 1 and blocks[-2].share >= blocks[-1].share:
            last = blocks.pop()
            blocks[-1] += last
    return Curve(
        tuple(round(block.raw / block.rows, 3) for block in blocks),
        tuple(round(block.share, 3) for block in blocks),
    )


@dataclass(frozen=True)
class _Block:
    """Rows next to each other in raw confidence: the sum of it, how many, and how many are right."""

    raw: float
    rows: int
    right: int

    @property
    def share(self) -> float:
        return (self.right + 1) / (self.rows + 2)

    def __add__(self, other: _Block) -> _Block:
        return _Block(self.raw + other.raw, self.rows + other.rows, self.right + other.right)


def _groups(rows: Iterable[Judged]) -> list[_Block]:
    """Blocks of rising raw confidence, each of at least ENOUGH rows; rows of one confidence stay together."""
    levels: defaultdict[float, _Block] = defaultdict(lambda: _Block(0.0, 0, 0))
    for row in rows:
        levels[row.confidence] += _Block(row.confidence, 1, int(row.right))
    groups: list[_Block] = []
    for _, level in sorted(levels.items()):
        if groups and groups[-1].rows < ENOUGH:
            groups[-1] += level
        else:
            groups.append(level)
    if len(groups) > 1 and groups[-1].rows < ENOUGH:
        last = groups.pop()
        groups[-1] += last
    return groups


def fit_all(sample: Sample) -> dict[str, Curve]:
    """The curve of every table that has enough rows."""
    return {table: fit(rows) for table, rows in sample.items() if len(rows) >= ENOUGH}


def applied(curves: Mapping[str, Curve], sample: Sample) -> Sample:
    """The rows with their confidence calibrated."""
    return {
        table: [
            Judged(row.article_id, curves.get(table, Curve())(row.confidence), row.right)
            for row in rows
        ]
        for table, rows in sample.items()
    }


def cross_validated(sample: Sample) -> Sample:
    """The rows calibrated by curves that have not seen their articles, in FOLDS parts."""
    articles = sorted({row.article_id for rows in sample.values() for row in rows})
    fold = {article: index % FOLDS for index, article in enumerate(articles)}
    held_out: dict[str, list[Judged]] = {table: [] for table in sample}
    for number in range(FOLDS):
        seen = {t: [r for r in rows if fold[r.article_id] != number] for t, rows in sample.items()}
        unseen = {
            t: [r for r in rows if fold[r.article_id] == number] for t, rows in sample.items()
        }
        for table, rows in applied(fit_all(seen), unseen).items():
            held_out[table] += rows
    return held_out


def to_toml(curves: Mapping[str, Curve]) -> str:
    """The content of ``rules/confidence.toml``."""
    lines = [
        "# For each table: how often readings of a raw confidence are right (docs/accuracy.md).",
        "# Written by 'make calibrate'; changes by hand are lost.",
    ]
    for table, curve in curves.items():
        lines += ["", f"[{table}]", f"raw = {list(curve.raw)}", f"right = {list(curve.right)}"]
    return "\n".join(lines) + "\n"
