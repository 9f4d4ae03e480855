"""Precision, recall and F1 of a run against gold facts, and every mistake with its evidence.

Facts are compared as sets of keys, article by article. A gold fact marked ``optional`` is neither
wanted nor wrong; one with a list of region codes stands for any of them. An article that the run lacks
counts as one in which nothing was found.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from pipeline.render import render
from pipeline.segment import segment
from pipeline.tables.rows import Row, Tables
from pipeline.types import Article, Document, InputError

Key = tuple[Any, ...]

# For each table the columns that must be right, the full key first, then the more lenient ones.
KEYS: dict[str, dict[str, tuple[str, ...]]] = {
    "regions": {"key": ("region_code",)},
    "officials": {
        "key": ("person", "role", "role_status", "region_code"),
        "person+role": ("person", "role"),
        "person": ("person",),
    },
    "dates": {"key": ("start_date", "end_date")},
    "candidate_counts": {
        "key": ("region_code", "election", "count", "uncontested"),
        "region+count": ("region_code", "count"),
    },
    "percentages": {
        "key": ("value", "value_max", "measure", "region_code"),
        "value": ("value",),
    },
}
# What is missed or spurious: the most lenient key as a whole, or only what stands beside it.
_KINDS = {
    "officials": ("person", "post"),
    "candidate_counts": ("claim", "reading"),
    "percentages": ("value", "reading"),
}
_SCORED_LEVELS = frozenset({"country", "province", "regency", "city"})
_PUNCTUATION = re.compile(r"[^\w\s]")
_RESAMPLES = 2000
_SEED = 0


class GoldError(InputError):
    """A gold file that cannot be used; the message names the file and the line."""


class GoldArticle(msgspec.Struct, frozen=True):
    """One article of a gold file; a fact has the columns of its table that are scored, and ``mention``."""

    id: str
    facts: dict[str, list[dict[str, Any]]]
    text: str | None = None


@dataclass(frozen=True)
class Score:
    """How many keys were found and right, found, and wanted."""

    hits: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        precision, recall = self.precision, self.recall
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True)
class Figure:
    """The score of one table and key, with the interval that holds F1 in 95 % of resampled corpora."""

    table: str
    key: str
    score: Score
    f1_low: float
    f1_high: float


@dataclass(frozen=True)
class Mistake:
    """A fact that is missed (``found`` is None), spurious (``wanted`` is None), or found with a wrong value.

    ``kind`` names what is wrong; ``mention``, ``sentence`` and ``rule_id`` are the evidence, the last
    empty for missed facts.
    """

    table: str
    kind: str
    article_id: str
    wanted: Key | None
    found: Key | None
    mention: str
    sentence: str
    rule_id: str


@dataclass(frozen=True)
class Evaluation:
    """The figures and mistakes of a run over ``articles`` gold articles."""

    articles: int
    figures: list[Figure]
    mistakes: list[Mistake]


def read_gold(paths: Iterable[Path]) -> list[GoldArticle]:
    """The articles of gold files.

    Raises:
        GoldError: a file cannot be read, or a line is no gold article.
    """
    decoder = msgspec.json.Decoder(GoldArticle)
    articles = []
    for path in paths:
        try:
            lines = path.read_bytes().splitlines()
        except OSError as error:
            raise GoldError(f"{path}: {error.strerror}") from error
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                articles.append(decoder.decode(line))
            except msgspec.DecodeError as error:
                raise GoldError(f"{path}: line {number}: {error}") from error
    return articles


class Judge:
    """Tells right rows from wrong ones by their full keys."""

    def __init__(self, gold: Iterable[GoldArticle]) -> None:
        self._gold = {article.id: article for article in gold}

    def verdict(self, table: str, row: Row) -> bool | None:
        """Whether the gold of the row's article holds its full key.

        None where gold does not tell: the fact is optional, the row is not scored, or gold lacks the article.
        """
        article = self._gold.get(row["article_id"])
        if article is None or not _is_scored(table, row):
            return None
        columns = KEYS[table]["key"]
        key = _key(columns, row)
        facts = [
            fact
            for fact in article.facts.get(table, [])
            if _is_scored(table, fact) and key in {_key(columns, r) for r in _readings(fact)}
        ]
        if any(not fact.get("optional") for fact in facts):
            return True
        return None if facts else False


def evaluate(tables: Tables, gold: Sequence[GoldArticle]) -> Evaluation:
    """Score the tables of a run against ``gold``."""
    texts = {row["article_id"]: row["text"] for row in tables["articles"].to_pylist()}
    figures: list[Figure] = []
    mistakes: list[Mistake] = []
    for table, keys in KEYS.items():
        found = _by_article(row for row in tables[table].to_pylist() if _is_scored(table, row))
        for name, columns in keys.items():
            scores = []
            for article in gold:
                wanted_rows = [r for r in article.facts.get(table, []) if _is_scored(table, r)]
                match = _match(columns, wanted_rows, found[article.id])
                scores.append(match.score)
                if name == "key":
                    text = texts.get(article.id) or article.text or ""
                    rows = (wanted_rows, found[article.id])
                    mistakes += _mistakes(table, article.id, text, match, *rows)
            figures.append(_figure(table, name, scores))
    return Evaluation(len(gold), figures, mistakes)


def to_json(evaluation: Evaluation) -> str:
    """The figures as JSON, an object by table and key."""
    figures = {
        f"{figure.table}/{figure.key}": {
            "precision": figure.score.precision,
            "recall": figure.score.recall,
            "f1": figure.score.f1,
            "f1_low": figure.f1_low,
            "f1_high": figure.f1_high,
            "wanted": figure.score.wanted,
            "found": figure.score.found,
        }
        for figure in evaluation.figures
    }
    return msgspec.json.encode(figures).decode()


def to_html(evaluation: Evaluation) -> str:
    """The figures and mistakes as a page of its own."""
    return render("evaluation.html", evaluation=evaluation, keys=KEYS)


@dataclass(frozen=True)
class _Match:
    """What one article's facts of one table come to: the score, and a row for each key that is wrong."""

    score: Score
    missed: dict[Key, Row]
    spurious: dict[Key, Row]


def _match(columns: tuple[str, ...], gold: Iterable[Row], found: Iterable[Row]) -> _Match:
    """Compare the facts of one article by the keys made of ``columns``."""
    wanted: dict[frozenset[Key], Row] = {}
    optional: set[Key] = set()
    for row in gold:
        keys = frozenset(_key(columns, reading) for reading in _readings(row))
        if row.get("optional"):
            optional |= keys
        else:
            wanted.setdefault(keys, row)
    have: dict[Key, Row] = {}
    for row in found:
        have.setdefault(_key(columns, row), row)
    missed = {_least(keys): row for keys, row in wanted.items() if not keys & have.keys()}
    right = optional.union(*wanted)
    spurious = {key: row for key, row in have.items() if key not in right}
    hits = sum(not keys.isdisjoint(have) for keys in wanted)
    return _Match(Score(hits, hits + len(spurious), len(wanted)), missed, spurious)


def _readings(row: Row) -> list[Row]:
    """A gold fact once for each region code it allows."""
    code = row.get("region_code")
    return [{**row, "region_code": each} for each in code] if isinstance(code, list) else [row]


def _is_scored(table: str, row: Row) -> bool:
    """True for the rows that count: coarse regions, dated dates, persons with a name."""
    if table == "regions":
        return not row.get("level") or row["level"] in _SCORED_LEVELS
    if table == "dates":
        return row.get("start_date") is not None
    if table == "officials":
        return bool(_folded(row.get("person")))
    return True


def _folded(name: object) -> str:
    """A name as it is compared: no case, no punctuation."""
    return " ".join(_PUNCTUATION.sub(" ", str(name or "")).casefold().split())


def _day(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _number(value: float | None) -> float | None:
    return None if value is None else round(float(value), 4)


_COMPARED: dict[str, Callable[[Any], object]] = {
    "person": _folded,
    "role_status": lambda value: value or "definitive",
    "region_code": lambda value: value or None,
    "start_date": _day,
    "end_date": _day,
    "uncontested": bool,
    "value": _number,
    "value_max": _number,
}


def _key(columns: tuple[str, ...], row: Row) -> Key:
    """The values of ``columns`` as they are compared."""
    return tuple(
        _COMPARED[column](row.get(column)) if column in _COMPARED else row.get(column)
        for column in columns
    )


def _least(keys: Iterable[Key]) -> Key:
    return min(keys, key=str)


def _by_article(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["article_id"]].append(row)
    return grouped


def _figure(table: str, key: str, scores: Sequence[Score]) -> Figure:
    counts = np.array([(s.hits, s.found, s.wanted) for s in scores], dtype=np.int64).reshape(-1, 3)
    low, high = _interval(counts)
    hits, found, wanted = (int(count) for count in counts.sum(axis=0))
    return Figure(table, key, Score(hits, found, wanted), low, high)


def _interval(counts: NDArray[np.int64]) -> tuple[float, float]:
    """The bounds of F1 in 95 % of corpora of as many articles, drawn with replacement from these."""
    articles = len(counts)
    if not counts.any():
        return 0.0, 0.0
    rng = np.random.default_rng(_SEED)
    draws = rng.multinomial(articles, np.full(articles, 1 / articles), size=_RESAMPLES)
    hits, found, wanted = (draws @ counts).T
    # A corpus in which nothing is wanted and nothing found has no F1.
    scored = found + wanted > 0
    low, high = np.percentile(2 * hits[scored] / (found + wanted)[scored], (2.5, 97.5))
    return float(low), float(high)


def _mistakes(
    table: str,
    article_id: str,
    text: str,
    match: _Match,
    wanted: Sequence[Row],
    found: Sequence[Row],
) -> list[Mistake]:
    """The mistakes of one article; a missed and a spurious fact that are one misread fact are one."""
    misread = _misread(table, match)
    mistakes = []
    for key, row in match.missed.items():
        if key in misread:
            other = misread[key]
            columns = zip(KEYS[table]["key"], key, other, strict=True)
            kind = f"wrong {', '.join(name for name, right, false in columns if right != false)}"
            mistake = _false(table, kind, article_id, key, other, match.spurious[other])
        else:
            kind = _kind("missed", table, row, found)
            mention = str(row.get("mention") or "")
            sentence = _sentence(text, mention)
            mistake = Mistake(table, kind, article_id, key, None, mention, sentence, "")
        mistakes.append(mistake)
    taken = set(misread.values())
    mistakes += [
        _false(table, _kind("spurious", table, row, wanted), article_id, None, key, row)
        for key, row in match.spurious.items()
        if key not in taken
    ]
    return mistakes


def _misread(table: str, match: _Match) -> dict[Key, Key]:
    """Missed keys with the spurious ones that are wrong readings of them, those nearest to right first."""
    pairs = [
        (missed, spurious)
        for missed, wanted in match.missed.items()
        for spurious, found in match.spurious.items()
        if _same_fact(table, wanted, found)
    ]
    misread: dict[Key, Key] = {}
    for missed, spurious in sorted(pairs, key=lambda pair: _distance(*pair)):
        if missed not in misread and spurious not in misread.values():
            misread[missed] = spurious
    return misread


def _kind(mistake: str, table: str, row: Row, others: Iterable[Row]) -> str:
    """``missed person`` where no row on the other side has the person, ``missed post`` where one has."""
    lenient = list(KEYS[table].values())[1:]
    if not lenient:
        return mistake
    key = _key(lenient[-1], row)
    partly = any(key == _key(lenient[-1], other) for other in others)
    return f"{mistake} {_KINDS[table][partly]}"


def _distance(wanted: Key, found: Key) -> int:
    """How many values differ."""
    return sum(ours != theirs for ours, theirs in zip(wanted, found, strict=True))


def _false(
    table: str, kind: str, article_id: str, wanted: Key | None, found: Key, row: Row
) -> Mistake:
    """The mistake that a row of the run makes."""
    evidence = (row["mention"], row["sentence"], row["rule_id"])
    return Mistake(table, kind, article_id, wanted, found, *evidence)


def _same_fact(table: str, wanted: Row, found: Row) -> bool:
    """True where both tell of one thing: the most lenient key agrees, or one mention holds the other."""
    lenient = list(KEYS[table].values())[1:]
    if lenient and _key(lenient[-1], wanted) == _key(lenient[-1], found):
        return True
    ours, theirs = str(found["mention"]), str(wanted.get("mention") or "")
    return bool(theirs) and (theirs in ours or ours in theirs)


def _sentence(text: str, mention: str) -> str:
    """The sentence of ``text`` that first holds ``mention``, empty where none does."""
    start = text.find(mention) if mention else -1
    return _segmented(text).sentence_of(start).of(text) if start >= 0 else ""


@lru_cache(maxsize=1)
def _segmented(text: str) -> Document:
    document = Document(Article("", text))
    segment(document)
    return document
