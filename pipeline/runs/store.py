"""The store: what was extracted before, by content, so that no article is extracted twice.

An SQLite file beside the runs, ``OUT/.wartafakta/store.sqlite``. By the hash of an input record's content it
holds the pack that has its rows, or the reason why it gave none; and of the last runs, which records they
read. A record is done when it was extracted under the fingerprint of this run (see
:mod:`pipeline.runs.fingerprint`).

What was added stays after a crash. A file that SQLite cannot open is made anew: everything in it can be
extracted again. Damaged rows in it end the run, and a fresh run mends them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa

from pipeline.runs.packs import Pack
from pipeline.tables.rows import Tables

FILE = "store.sqlite"
# Raise it with any change of the tables below: an older file is made anew.
_LAYOUT = 3
# Articles in a pack. A smaller one is packed again, together with what is new.
_PACK = 64
_SMALL_PACK = _PACK // 2
# Packs held in memory; inputs come in the order of packs but for what has changed.
_OPEN_PACKS = 8

_TABLES = """
CREATE TABLE records(
  content BLOB PRIMARY KEY, fingerprint BLOB, pack INTEGER, article_id TEXT, own_id TEXT,
  minhash BLOB, reason TEXT, message TEXT
) WITHOUT ROWID;
CREATE TABLE packs(pack INTEGER PRIMARY KEY, rows BLOB);
CREATE TABLE inputs(
  run INTEGER, root INTEGER, source_path TEXT, record INTEGER, content BLOB, reason TEXT, message TEXT
);
CREATE TABLE runs(run INTEGER, fingerprint BLOB, skip_copies INTEGER);
CREATE INDEX inputs_by_path ON inputs(run, root, source_path);
"""


@dataclass(frozen=True, slots=True)
class Done:
    """An article in the store: its pack, its id there, the id it would like, its signature."""

    pack: int
    article_id: str
    own_id: str
    minhash: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that gave no article, and why."""

    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Input:
    """A record that a run read: in which of the inputs named (from 0), where there, and its content.

    ``content`` is ``None`` where nothing could be read, for the reason given.
    """

    root: int
    source_path: str
    record: int | None
    content: bytes | None
    reason: str | None = None
    message: str | None = None


class Store:
    """The store of one outputs folder; a context manager, for the run that holds the lock alone.

    ``run`` is the number of this run, ``before`` that of the run that wrote the current tables. What rows depend
    on besides the inputs are ``fingerprint`` and ``skip_copies``. A store for a ``preview`` changes no file and
    can be opened beside a run.

    Raises:
        OSError: it cannot be written, or the disk is full.
    """

    def __init__(
        self,
        folder: Path,
        fingerprint: bytes,
        run: int,
        before: int,
        *,
        skip_copies: bool = False,
        preview: bool = False,
    ) -> None:
        self.path = folder / FILE
        self._preview = preview
        self.run = run
        self.before = before
        self._fingerprint = fingerprint
        self._conditions = fingerprint, int(skip_copies)
        self._small: set[int] = set()
        self._waiting: list[tuple[Tables, Sequence[tuple[str, bytes, str, bytes]]]] = []
        self.pack = lru_cache(_OPEN_PACKS)(self._read_pack)

    def __enter__(self) -> Self:
        with self._errors():
            try:
                self._db = self._open_preview() if self._preview else self._open()
            except sqlite3.DatabaseError as error:
                if self._preview or isinstance(error, sqlite3.OperationalError):
                    raise
                self.clear()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if not isinstance(error, OSError):
                self._flush()
        finally:
            self._db.close()

    def clear(self) -> None:
        """Forget everything."""
        if hasattr(self, "_db"):
            self._db.close()
        for ending in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        self._db = self._open()

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None)
        # What a power cut takes is extracted again; the tables themselves are synced to disk.
        db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
        (layout,) = db.execute("PRAGMA user_version").fetchone()
        if layout not in (0, _LAYOUT):
            db.close()
            raise sqlite3.DatabaseError(f"layout {layout}")
        if layout == 0:
            db.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_LAYOUT}; COMMIT;")
        # Of runs that were not finished nothing is asked.
        for table in ("inputs", "runs"):
            db.execute(f"DELETE FROM {table} WHERE run != ?", (self.before,))
        db.execute("INSERT INTO runs VALUES (?, ?, ?)", (self.run, *self._conditions))
        small = "SELECT pack FROM records WHERE pack NOT NULL GROUP BY pack HAVING count(*) < ?"
        self._small = {int(pack) for (pack,) in db.execute(small, (_SMALL_PACK,))}
        return db

    def _open_preview(self) -> sqlite3.Connection:
        if self.path.exists():
            db = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)
            db.isolation_level = None
            if db.execute("PRAGMA user_version").fetchone() == (_LAYOUT,):
                # A table of the same name hides that of the file.
                before = "SELECT * FROM main.inputs WHERE run = ?"
                db.execute(f"CREATE TEMP TABLE inputs AS {before}", (self.before,))
                return db
            db.close()
        db = sqlite3.connect("", isolation_level=None)
        db.executescript(_TABLES)
        return db

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Tell of the store's file what SQLite tells of some database."""
        try:
            yield
        except sqlite3.Error as error:
            raise OSError(f"{self.path}: {error}") from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._errors():
            self._db.execute("BEGIN")
            try:
                yield
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    # --- What was extracted -----------------------------------------------------------------------

    def find(
        self, contents: Sequence[bytes], *, outdated: bool = False
    ) -> dict[bytes, Done | Refused]:
        """What became of records, those that are done; with ``outdated``, under other rules as well."""
        marks = ", ".join("?" * len(contents))
        query = f"SELECT * FROM records WHERE content IN ({marks})"
        with self._errors():
            rows = self._db.execute(query, contents).fetchall()
        return {
            content: Done(*article) if article[0] is not None else Refused(reason, message)
            for content, fingerprint, *article, reason, message in rows
            if outdated or fingerprint == self._fingerprint
        }

    def _read_pack(self, number: int) -> Pack:
        with self._errors():
            query = "SELECT rows FROM packs WHERE pack = ?"
            (rows,) = self._db.execute(query, (number,)).fetchone()
        try:
            return Pack.from_bytes(rows)
        except (pa.ArrowException, OSError) as error:
            message = f"{self.path} is damaged ({error}); run 'wartafakta extract --fresh'"
            raise OSError(message) from error

    def is_small(self, pack: int) -> bool:
        """True for a pack of few articles that are still of use."""
        return pack in self._small

    def add(self, tables: Tables, records: Sequence[tuple[str, bytes, str, bytes]]) -> None:
        """Keep the rows of articles: for each its id, content, the id it would like, its signature."""
        self._waiting.append((tables, records))
        if sum(len(records) for _, records in self._waiting) >= _PACK:
            self._flush()

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        if not any(records for _, records in waiting):
            return
        names = waiting[0][0].keys()
        pack = Pack({name: pa.concat_tables([each[name] for each, _ in waiting]) for name in names})
        with self._transaction():
            number = self._db.execute(
                "INSERT INTO packs(rows) VALUES (?)", (pack.to_bytes(),)
            ).lastrowid
            self._db.executemany(
                "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?, NULL, NULL)",
                [
                    (content, self._fingerprint, number, article_id, own_id, minhash)
                    for _, records in waiting
                    for article_id, content, own_id, minhash in records
                ],
            )

    def refuse(self, records: Iterable[tuple[bytes, Refused]]) -> None:
        """Keep that records gave no article."""
        with self._transaction():
            self._db.executemany(
                "INSERT OR REPLACE INTO records VALUES (?, ?, NULL, NULL, NULL, NULL, ?, ?)",
                [
                    (content, self._fingerprint, refused.reason, refused.message)
                    for content, refused in records
                ],
            )

    # --- What was read ----------------------------------------------------------------------------

    def note(self, inputs: Iterable[Input]) -> None:
        """Note what this run reads."""
        with self._transaction():
            self._db.executemany(
                "INSERT INTO inputs VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (self.run, i.root, i.source_path, i.record, i.content, i.reason, i.message)
                    for i in inputs
                ],
            )

    def noted_before(self) -> Iterator[Input]:
        """What the run before read, in order, if the same would give the same rows now; else nothing."""
        with self._errors():
            conditions = self._db.execute(
                "SELECT fingerprint, skip_copies FROM runs WHERE run = ?", (self.before,)
            ).fetchone()
            undone = self._db.execute(
                "SELECT 1 FROM inputs WHERE run = ? AND content NOT NULL AND content NOT IN"
                " (SELECT content FROM records WHERE fingerprint = ?)",
                (self.before, self._fingerprint),
            ).fetchone()
            if conditions == self._conditions and not undone:
                # The plus leaves out the index, by which the rows would have to be sorted.
                query = "SELECT * FROM inputs WHERE +run = ? ORDER BY rowid"
                for row in self._db.execute(query, (self.before,)):
                    yield Input(*row[1:])

    def note_again(self) -> tuple[int, int]:
        """Note that this run reads what the run before read: how many inputs, and those with a content."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO inputs SELECT ?, root, source_path, record, content, reason, message"
                " FROM inputs WHERE +run = ? ORDER BY rowid",
                (self.run, self.before),
            )
            query = "SELECT count(*), count(content) FROM inputs WHERE run = ?"
            read, known = self._db.execute(query, (self.run,)).fetchone()
        return int(read), int(known)

    def inputs_of(self, root: int, source_path: str) -> list[Input]:
        """What the run before read in a file, the members of an archive too, in order.

        Nothing where one of its records is not done.
        """
        # "0" is the character after "/".
        inputs = self._inputs(
            "SELECT * FROM inputs WHERE run = ? AND root = ? AND"
            " (source_path = ? OR source_path > ? AND source_path < ?) ORDER BY rowid",
            (self.before, root, source_path, source_path + "/", source_path + "0"),
        )
        contents = [each.content for each in inputs if each.content is not None]
        done = {
            content
            for at in range(0, len(contents), _PACK)
            for content in self.find(contents[at : at + _PACK])
        }
        return inputs if done.issuperset(contents) else []

    def vanished(self) -> list[Input]:
        """The articles of the run before that are gone: this run read neither their content nor their place."""
        return self._inputs(
            """
            SELECT * FROM inputs AS old WHERE run = ?1
              AND content IN (SELECT content FROM records WHERE pack NOT NULL)
              AND content NOT IN (SELECT content FROM inputs WHERE run = ?2 AND content NOT NULL)
              AND NOT EXISTS (
                SELECT 1 FROM inputs AS new WHERE run = ?2 AND new.root = old.root
                  AND new.source_path = old.source_path AND new.record IS old.record
              )
            ORDER BY rowid
            """,
            (self.before, self.run),
        )

    def _inputs(self, query: str, values: Sequence[object]) -> list[Input]:
        with self._errors():
            return [Input(*row[1:]) for row in self._db.execute(query, values)]

    def prune(self) -> None:
        """Forget what this run had no use for, once its tables are the current ones."""
        self._flush()
        with self._transaction():
            used = "SELECT content FROM inputs WHERE run = ? AND content NOT NULL"
            for table in ("inputs", "runs"):
                self._db.execute(f"DELETE FROM {table} WHERE run != ?", (self.run,))
            self._db.execute(f"DELETE FROM records WHERE content NOT IN ({used})", (self.run,))
            live = "SELECT pack FROM records WHERE pack NOT NULL"
            self._db.execute(f"DELETE FROM packs WHERE pack NOT IN ({live})")
