"""Packs: the rows of some articles in all tables, from which those of single articles can be had."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.tables.rows import Tables, fact_id
from pipeline.tables.schemas import FACT_TABLES, TABLES

# Packs are small: a thread for each column costs more than it saves, and so does compressing each by itself.
_COMPRESSION: Final = "zstd"
_WRITING = pa.ipc.IpcWriteOptions(use_threads=False)
_READING = pa.ipc.IpcReadOptions(use_threads=False)


class Pack:
    """The rows of articles that were extracted together; rejects are not among them."""

    def __init__(self, tables: Tables) -> None:
        self.tables = {name: tables[name] for name in ("articles", *FACT_TABLES)}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each article, by its id."""
        ids = self.tables["articles"]["article_id"].to_pylist()
        return {str(article_id): number for number, article_id in enumerate(ids)}

    @cached_property
    def _bounds(self) -> dict[str, list[int]]:
        """By table, where the rows of each article begin, and last where those of the last one end."""
        return {name: self._bounds_in(table) for name, table in self.tables.items()}

    def _bounds_in(self, table: pa.Table) -> list[int]:
        # Facts come in the order of their articles.
        runs: Any = pc.call_function("run_end_encode", [table["article_id"].combine_chunks()])
        ends = dict(zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True))
        bounds = [0]
        for article_id in self.numbers:
            bounds.append(ends.get(article_id, bounds[-1]))
        return bounds

    def rows(self, name: str, articles: range) -> pa.Table:
        """The rows of neighbouring articles, by their numbers, in a table."""
        bounds = self._bounds[name]
        start = bounds[articles.start]
        return self.tables[name].slice(start, bounds[articles.stop] - start)

    def text(self, article_id: str) -> str:
        """The text of an article."""
        return str(self.tables["articles"]["text"][self.numbers[article_id]])

    def to_bytes(self) -> bytes:
        """The tables as Arrow streams, one after the other, compressed together."""
        sink = pa.BufferOutputStream()
        with pa.CompressedOutputStream(sink, _COMPRESSION) as compressed:
            for table in self.tables.values():
                with pa.ipc.new_stream(compressed, table.schema, options=_WRITING) as stream:
                    stream.write_table(table)
        return sink.getvalue().to_pybytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> Pack:
        """The pack that was written as ``data``.

        Raises:
            pyarrow.ArrowException, OSError: it is damaged.
        """
        with pa.CompressedInputStream(pa.BufferReader(data), _COMPRESSION) as compressed:
            source = pa.BufferReader(compressed.read())
        return cls(
            {
                name: pa.ipc.open_stream(source, options=_READING).read_all()
                for name in ("articles", *FACT_TABLES)
            }
        )


@dataclass(frozen=True, slots=True)
class Packed:
    """An article in a pack, and what this run says of it, which can differ from run to run."""

    pack: Pack
    stored_id: str
    article_id: str
    source_path: str
    duplicate_of: str | None = None
    with_facts: bool = True

    @property
    def is_renamed(self) -> bool:
        return self.article_id != self.stored_id


def unpack(articles: Sequence[Packed]) -> Tables:
    """The rows of articles, in their order, as this run tells of them; rejects are empty."""
    tables = {"articles": _articles(articles)}
    with_facts = [article for article in articles if article.with_facts]
    together = list(_together(with_facts))
    for name in FACT_TABLES:
        pieces = [_renamed(name, first.pack.rows(name, run), first) for first, run in together]
        tables[name] = _joined(name, pieces)
    tables["rejects"] = TABLES["rejects"].schema.empty_table()
    return tables


def _articles(articles: Sequence[Packed]) -> pa.Table:
    pieces = [first.pack.rows("articles", run) for first, run in _together(articles)]
    table = _joined("articles", pieces)
    for name in ("article_id", "source_path", "duplicate_of"):
        index = table.schema.get_field_index(name)
        values = pa.array([getattr(article, name) for article in articles], pa.string())
        table = table.set_column(index, table.schema.field(index), values)
    return table


def _together(articles: Iterable[Packed]) -> Iterator[tuple[Packed, range]]:
    """Groups of articles that stand next to each other in one pack: the first of each, and their numbers there.

    A renamed article is a group of its own.
    """
    first, run = None, range(0)
    for article in articles:
        number = article.pack.numbers[article.stored_id]
        if first is not None:
            is_next = article.pack is first.pack and number == run.stop
            if is_next and not article.is_renamed and not first.is_renamed:
                run = range(run.start, number + 1)
                continue
            yield first, run
        first, run = article, range(number, number + 1)
    if first is not None:
        yield first, run


def _renamed(name: str, rows: pa.Table, article: Packed) -> pa.Table:
    """``rows`` under the id that the article has in this run."""
    if not article.is_renamed or not rows.num_rows:
        return rows
    table = FACT_TABLES[name]
    made = rows.to_pylist()
    for row in made:
        row["article_id"] = article.article_id
        row["fact_id"] = fact_id(table, article.article_id, row)
    return pa.Table.from_pylist(made, schema=table.schema)


def _joined(name: str, pieces: Sequence[pa.Table]) -> pa.Table:
    return pa.concat_tables(pieces) if pieces else TABLES[name].schema.empty_table()
