"""Gains and losses: what a change of the rules does to the facts of the same articles.

Facts are compared within an article by the values of their columns, so one that is found at another place, by
another rule or with another confidence is no change. What is left over on both sides at one place is one
fact with changed values; officials, who have one row for each post wherever they are mentioned, are matched by
person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, get_args

import msgspec

from pipeline.evaluation.scores import GoldArticle, Judge
from pipeline.render import render
from pipeline.tables.rows import Row, Tables
from pipeline.tables.schemas import FACT_TABLES

Kind = Literal["gained", "lost", "changed"]

# What tells where and how a fact was found rather than what it is.
_EVIDENCE = {
    "fact_id",
    "article_id",
    "start",
    "end",
    "mention",
    "sentence",
    "rule_id",
    "confidence",
    "mentions",
}
VALUES = {
    name: tuple(column for column in table.schema.names if column not in _EVIDENCE)
    for name, table in FACT_TABLES.items()
}


class Change(msgspec.Struct, frozen=True):
    """A fact that only one of two runs has, or that both have with other values in ``columns``.

    ``old_right`` and ``new_right`` are None where there is no row or gold does not tell.
    """

    table: str
    kind: Kind
    article_id: str
    old: Row | None
    new: Row | None
    columns: list[str]
    old_right: bool | None = None
    new_right: bool | None = None

    @property
    def row(self) -> Row:
        """The newer of its rows."""
        row = self.old if self.new is None else self.new
        assert row is not None
        return row

    @property
    def verdict(self) -> str:
        """What gold says, empty where it says nothing: ``right``, or ``wrong to right``."""
        sides = ((self.old, self.old_right), (self.new, self.new_right))
        rights = [right for row, right in sides if row is not None]
        judged = any(right is not None for right in rights)
        return " to ".join(_VERDICTS[right] for right in rights) if judged else ""


_VERDICTS = {True: "right", False: "wrong", None: "unscored"}


@dataclass(frozen=True)
class Comparison:
    """The changes from an old run to a new one.

    ``articles`` counts the articles of both, ``only_old`` and ``only_new`` those of one, which are left out.
    """

    articles: int
    only_old: int
    only_new: int
    changes: list[Change]


def compare(old: Tables, new: Tables, gold: Iterable[GoldArticle] = ()) -> Comparison:
    """Every fact gained, lost and changed from ``old`` to ``new``, table by table in the order of articles."""
    judge = Judge(gold)
    before, after = _article_ids(old), set(_article_ids(new))
    both = [article_id for article_id in before if article_id in after]
    changes = []
    for table in FACT_TABLES:
        old_rows, new_rows = _by_article(old, table), _by_article(new, table)
        for article_id in both:
            for was, now in _differences(table, old_rows[article_id], new_rows[article_id]):
                changes.append(_change(table, was, now, judge))
    return Comparison(len(both), len(before) - len(both), len(after) - len(both), changes)


def counts(comparison: Comparison) -> Counter[tuple[str, Kind, str]]:
    """How many changes there are by table, kind and verdict, in the order of tables and kinds."""
    counted = Counter((each.table, each.kind, each.verdict) for each in comparison.changes)
    groups = list(product(FACT_TABLES, get_args(Kind)))
    keys = sorted(counted, key=lambda key: (groups.index(key[:2]), key[2]))
    return Counter({key: counted[key] for key in keys})


def values(table: str, row: Row, columns: Sequence[str] = ()) -> str:
    """The values of a row, of its identifying columns or of ``columns``, on one line."""
    columns = columns or FACT_TABLES[table].identity
    return ", ".join(f"{column} {row.get(column)}" for column in columns)


def to_json(comparison: Comparison) -> str:
    """The comparison as JSON; ``counts`` has an item for each table, kind and verdict."""
    counted = [
        {"table": table, "kind": kind, "verdict": verdict, "facts": number}
        for (table, kind, verdict), number in counts(comparison).items()
    ]
    page = {
        "articles": comparison.articles,
        "only_old": comparison.only_old,
        "only_new": comparison.only_new,
        "counts": counted,
        "changes": comparison.changes,
    }
    return msgspec.json.encode(page).decode()


def to_html(comparison: Comparison) -> str:
    """The comparison as a page of its own."""
    return render(
        "comparison.html", comparison=comparison, counts=counts(comparison), values=values
    )


def _article_ids(tables: Tables) -> list[str]:
    return [row["article_id"] for row in tables["articles"].select(["article_id"]).to_pylist()]


def _by_article(tables: Tables, table: str) -> defaultdict[str, list[Row]]:
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in tables[table].to_pylist():
        rows[row["article_id"]].append(row)
    return rows


def _differences(
    table: str, old: Sequence[Row], new: Sequence[Row]
) -> Iterator[tuple[Row | None, Row | None]]:
    """The rows of one article that differ: pairs of what a fact was and is, with None for nothing."""
    lost, gained = _without(table, old, new), _without(table, new, old)
    for was in lost:
        same = [now for now in gained if _same_place(table, was, now)]
        now = min(same, key=lambda row: len(_unequal(table, was, row)), default=None)
        if now is not None:
            gained.remove(now)
        yield was, now
    for now in gained:
        yield None, now


def _without(table: str, rows: Sequence[Row], others: Iterable[Row]) -> list[Row]:
    """The rows left when each row of ``others`` has cancelled one of the same values."""
    known = Counter(_values(table, row) for row in others)
    left = []
    for row in rows:
        key = _values(table, row)
        if known[key]:
            known[key] -= 1
        else:
            left.append(row)
    return left


def _values(table: str, row: Row) -> tuple[object, ...]:
    return tuple(
        tuple(value) if isinstance(value, list) else value
        for value in (row.get(column) for column in VALUES[table])
    )


def _same_place(table: str, was: Row, now: Row) -> bool:
    """True where both rows read one mention; offsets may differ, for boilerplate may be cut otherwise."""
    if table == "officials" and was["person"] == now["person"]:
        return True
    nested = was["mention"] in now["mention"] or now["mention"] in was["mention"]
    return nested and was["sentence"] == now["sentence"]


def _unequal(table: str, was: Row, now: Row) -> list[str]:
    return [column for column in VALUES[table] if was.get(column) != now.get(column)]


def _change(table: str, was: Row | None, now: Row | None, judge: Judge) -> Change:
    rights = [None if row is None else judge.verdict(table, row) for row in (was, now)]
    if was is not None and now is not None:
        columns = _unequal(table, was, now)
        return Change(table, "changed", now["article_id"], was, now, columns, *rights)
    if now is not None:
        return Change(table, "gained", now["article_id"], None, now, [], *rights)
    assert was is not None
    return Change(table, "lost", was["article_id"], was, None, [], *rights)
