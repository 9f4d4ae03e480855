"""Packs: the rows of some articles in all tables, from which those of single articles can be had."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final

import pyarrow as pa

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
    def places(self) -> dict[str, dict[str, range]]:
        """By table and article id, the numbers of the article's rows."""
        return {
            name: _runs(map(str, table["article_id"].to_pylist()))
            for name, table in self.tables.items()
        }

    def text(self, article_id: str) -> str:
        """The text of an article."""
        row = self.places["articles"][article_id].start
        return str(self.tables["articles"]["text"][row])

    def to_bytes(self) -> bytes:
        """The tables as Arrow streams, one behind the other, compressed together."""
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


def _runs(values: Iterable[str]) -> dict[str, range]:
    """Where each value stands whose equals stand together."""
    runs: dict[str, range] = {}
    start = 0
    for value, group in groupby(values):
        stop = start + sum(1 for _ in group)
        runs[value] = range(start, stop)
        start = stop
    return runs


@dataclass(frozen=True, slots=True)
class Packed:
    """An article in a pack, and what this run says of it, which can differ from run to run."""

    pack: Pack
    stored_id: str
    article_id: str
    source_path: str
    duplicate_of: str | None = None
    with_facts: bool = True


def unpack(articles: Sequence[Packed]) -> Tables:
    """The rows of articles, in their order, as this run tells of them; rejects are empty."""
    tables = {"articles": _articles(articles)}
    with_facts = [article for article in articles if article.with_facts]
    for name in FACT_TABLES:
        pieces = [_renamed(name, *piece) for piece in _pieces(name, with_facts)]
        tables[name] = _joined(name, pieces)
    tables["rejects"] = TABLES["rejects"].schema.empty_table()
    return tables


def _articles(articles: Sequence[Packed]) -> pa.Table:
    table = _joined("articles", [piece for piece, _ in _pieces("articles", articles)])
    for name in ("article_id", "source_path", "duplicate_of"):
        index = table.schema.get_field_index(name)
        values = pa.array([getattr(article, name) for article in articles], pa.string())
        table = table.set_column(index, table.schema.field(index), values)
    return table


def _pieces(name: str, articles: Iterable[Packed]) -> Iterator[tuple[pa.Table, Packed]]:
    """The rows of a table, in as few pieces as may be; a renamed article has a piece of its own."""

    def belongs(numbered: tuple[int, Packed]) -> tuple[object, ...]:
        number, article = numbered
        own = number if article.article_id != article.stored_id else -1
        return id(article.pack), own

    for _, group in groupby(enumerate(articles), belongs):
        run = [article for _, article in group]
        yield from _slices(name, run)


def _slices(name: str, run: Sequence[Packed]) -> Iterator[tuple[pa.Table, Packed]]:
    """The rows of articles of one pack; neighbours there come as one piece."""
    table, places = run[0].pack.tables[name], run[0].pack.places[name]
    start = stop = 0
    for article in run:
        rows = places.get(article.stored_id, range(stop, stop))
        if rows.start != stop:
            yield table.slice(start, stop - start), run[0]
            start = rows.start
        stop = rows.stop
    yield table.slice(start, stop - start), run[0]


def _renamed(name: str, rows: pa.Table, article: Packed) -> pa.Table:
    """``rows`` under the id that the article has in this run."""
    if article.article_id == article.stored_id or not rows.num_rows:
        return rows
    table = FACT_TABLES[name]
    made = rows.to_pylist()
    for row in made:
        row["article_id"] = article.article_id
        row["fact_id"] = fact_id(table, article.article_id, row)
    return pa.Table.from_pylist(made, schema=table.schema)


def _joined(name: str, pieces: Sequence[pa.Table]) -> pa.Table:
    return pa.concat_tables(pieces) if pieces else TABLES[name].schema.empty_table()
