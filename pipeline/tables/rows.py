"""What extraction found, as Arrow tables: the rows, their ids, and the checks that every row passes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import blake2b
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.tables.schemas import FACT_TABLES, TABLES, Table, meaning
from pipeline.types import Article, Document, Fact, Reject

Tables = dict[str, pa.Table]
Row = dict[str, Any]


class FactError(Exception):
    """A row that breaks the schemas: a bug in a rule or a stage, never the fault of the input.

    The message names table, article and rule.
    """


def to_tables(documents: Iterable[Document]) -> Tables:
    """The rows of all tables, articles in the order given, the facts of one in the order of its text; no rejects.

    Raises:
        FactError: a row breaks the schemas.
        pyarrow.ArrowException, ValueError, TypeError: a value does not fit its column's type.
    """
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for document in documents:
        rows["articles"].append(_article_row(document.article))
        for name, table in FACT_TABLES.items():
            rows[name].extend(_fact_rows(table, document))
    tables = {
        name: pa.Table.from_pylist(rows[name], schema=table.schema)
        for name, table in TABLES.items()
    }
    verify(tables)
    return tables


def reject_rows(rejects: Iterable[Reject]) -> pa.Table:
    """The rows of rejects, in the order given."""
    return pa.Table.from_pylist(list(map(_reject_row, rejects)), schema=TABLES["rejects"].schema)


def fact_id(table: Table, article_id: str, row: Row) -> str:
    """The id of a fact: the same on every machine, whichever rule found it."""
    parts = [table.name, article_id, row["start"], row["end"]]
    parts += [row[column] for column in table.identity]
    key = "\x1f".join("" if part is None else str(part) for part in parts)
    return blake2b(key.encode(), digest_size=10).hexdigest()


def verify(tables: Tables) -> None:
    """Check what the types of the columns do not: nulls, allowed values, keys and mentions.

    Raises:
        FactError: a row fails.
    """
    for name, table in tables.items():
        for field in TABLES[name].schema:
            column = table[field.name]
            allowed = _allowed().get((name, field.name))
            if not field.nullable and column.null_count:
                _refuse(name, table, pc.index(pc.is_null(column), True).as_py(), "is null", field)
            if allowed is not None:
                right = pc.or_kleene(pc.is_in(column, value_set=allowed), pc.is_null(column))
                if (index := pc.index(right, False).as_py()) >= 0:
                    _refuse(name, table, index, "is not an allowed value", field)
    articles = tables["articles"].select(["article_id", "text"]).to_pylist()
    texts = {row["article_id"]: row["text"] for row in articles}
    for name in FACT_TABLES:
        _verify_mentions(name, tables[name], texts)


def _verify_mentions(name: str, table: pa.Table, texts: Mapping[str, str]) -> None:
    """Check that every row points at its mention in an article of the same batch."""
    columns = (table[column].to_pylist() for column in ("article_id", "start", "end", "mention"))
    for index, (article_id, start, end, mention) in enumerate(zip(*columns, strict=True)):
        text = texts.get(article_id)
        if text is None:
            _refuse(name, table, index, "has no article")
        elif not (0 <= start < end <= len(text) and text[start:end] == mention):
            where = f"[{start}:{end}] of {len(text)} characters is not {mention!r}"
            _refuse(name, table, index, where)


def _refuse(
    name: str, table: pa.Table, index: int, problem: str, field: pa.Field[Any] | None = None
) -> None:
    """Raise the error for the row at ``index``."""
    (row,) = table.slice(index, 1).to_pylist()
    value = "" if field is None else f" {field.name} {row[field.name]!r}"
    whose = f"article {row.get('article_id')!r}"
    raise FactError(f"{name}: {whose}, rule {row.get('rule_id')!r}:{value} {problem}")


def _article_row(article: Article) -> Row:
    return {
        "article_id": article.article_id,
        "source_path": _encodable(article.source_path),
        "outlet": article.outlet,
        "url": article.url,
        "headline": article.headline,
        "text": article.text,
        "published_date": article.published,
        "published_date_source": article.published_source,
        "dateline": article.dateline.of(article.text) if article.dateline else None,
        "byline": article.byline,
        "editor": article.editor,
        # Articles in other languages are rejects.
        "language": "id",
        "duplicate_of": article.duplicate_of,
        "removed": [{"rule_id": piece.rule_id, "text": piece.text} for piece in article.removed],
    }


def _reject_row(reject: Reject) -> Row:
    return {
        "source_path": _encodable(reject.source_path),
        "record": reject.record,
        "reason": reject.reason,
        "message": _encodable(reject.message),
    }


def _encodable(text: str) -> str:
    """``text`` without what UTF-8 cannot hold, such as a file name's undecodable bytes."""
    return text.encode("utf-8", "backslashreplace").decode()


def _fact_rows(table: Table, document: Document) -> Iterable[Row]:
    """The rows of one article; what two rules found at the same place is one row, of the surer rule."""
    facts: list[Fact] = getattr(document, table.name)
    rows: dict[str, Row] = {}
    for fact in sorted(facts, key=lambda fact: (fact.start, fact.end, -fact.confidence)):
        row = _fact_row(table, document, fact)
        rows.setdefault(row["fact_id"], row)
    return rows.values()


def _fact_row(table: Table, document: Document, fact: Fact) -> Row:
    text = document.text
    sentence = slice(document.sentence_of(fact.start).start, document.sentence_of(fact.end - 1).end)
    row = {
        "article_id": document.article.article_id,
        "mention": text[fact.start : fact.end],
        "sentence": text[sentence],
    }
    for name in table.schema.names:
        if name not in row and name != "fact_id":
            row[name] = getattr(fact, name)
    row["fact_id"] = fact_id(table, document.article.article_id, row)
    return row


@cache
def _allowed() -> Mapping[tuple[str, str], pa.StringArray]:
    """The values that a column may hold, by table and column, where not all are allowed."""
    return {
        (table.name, field.name): pa.array(list(values))
        for table in TABLES.values()
        for field in table.schema
        if (values := meaning(field).values)
    }
