"""The loader: a run's tables onto disk, all at once or not at all, and back into pandas.

The folder of the outputs::

    OUT/regions       -> current/regions      one such link a table
    OUT/tables.json   -> current/tables.json
    OUT/current       -> .wartafakta/000007
    OUT/.wartafakta/000006/   the run before, for readers that still have it open
    OUT/.wartafakta/000007/regions/part-0.parquet

A run is written into a new folder under ``.wartafakta`` and synced to disk; then one rename moves the
link ``current``, which switches every table at once. A run that stops before that leaves the tables as they
were, and the next run removes what it left. A lock that ends with the process keeps runs apart.

Same rows, same bytes: row groups are cut by the number of rows, not by how the rows arrived.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.tables.dictionary import data_package, part_path
from pipeline.tables.dimensions import region_names
from pipeline.tables.rows import Row, Tables
from pipeline.tables.schemas import ALL_TABLES, REGION_NAMES, RUNS, TABLES, Table
from pipeline.types import InputError

if TYPE_CHECKING:
    import pandas as pd

CURRENT = "current"
STATE = ".wartafakta"
PACKAGE = "tables.json"
# The columns from which a run over the same inputs tells its summary.
_COUNTED = ("article_id", "duplicate_of", "published_date", "source_path")
# The links in the outputs folder, each with the folder it points into.
LINKS = {CURRENT: Path(STATE)} | dict.fromkeys((*ALL_TABLES, PACKAGE), Path(CURRENT))


class LoadError(InputError):
    """The outputs cannot be written or read; the message says what to do about it."""


class Loader:
    """Writes one run; a context manager that leaves the outputs as they were unless committed.

    ``folder`` is where the runs lie, ``number`` that of this one, ``before`` that of the current one, 0 before
    the first. ``stamp`` tells the versions of code and rules apart: the table of region names is made again only
    where it is another one.

    Raises:
        LoadError: another run is writing, or something else stands where a table should.
        OSError: the disk is full, or the folder cannot be written.
    """

    def __init__(self, out: Path, keep_runs: int = 1, stamp: str = "none") -> None:
        self.out = out
        self.folder = out / STATE
        self._stamp = stamp
        self._keep_runs = keep_runs
        self._resources = ExitStack()
        self._tables: dict[str, _TableFile] = {}
        self._writing: Future[None] | None = None

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as resources:
            _lock(self.folder, resources)
            _refuse_foreign(self.out)
            self.before = current_run(self.out)
            self.number = self.before + 1
            self._remove_runs(upto=self.before)
            self._region_names = self._made_region_names()
            self._run = self.folder / _run_name(self.number)
            self._run.mkdir()
            for name, table in TABLES.items():
                path = self._run / part_path(name)
                path.parent.mkdir()
                self._tables[name] = resources.enter_context(_TableFile(path, table))
            # Compressing takes no turn of this thread's, which goes on with the next rows.
            self._writer = resources.enter_context(ThreadPoolExecutor(1))
            self._resources = resources.pop_all()
        return self

    def write(self, tables: Tables) -> None:
        """Append rows to every table, while the caller goes on; what goes wrong is raised by the next call."""
        self._written()
        self._writing = self._writer.submit(self._append, tables)

    def _append(self, tables: Tables) -> None:
        for name, rows in tables.items():
            self._tables[name].append(rows)

    def _written(self) -> None:
        """Wait until all rows so far are written."""
        if self._writing is not None:
            self._writing.result()

    def repeat(self) -> Tables:
        """Take over the tables of the run before, which this one would write byte for byte.

        Gives them back with the columns alone that a summary counts, rejects whole.
        """
        before = self.folder / _run_name(self.before)
        taken: Tables = {}
        for name, file in self._tables.items():
            file.close()
            path = self._run / part_path(name)
            path.unlink()
            path.hardlink_to(before / part_path(name))
            counted = [c for c in TABLES[name].schema.names if c in _COUNTED]
            taken[name] = _read(path, None if name == "rejects" else counted)
        return taken

    def commit(self, record: Row | None = None) -> None:
        """Finish the files and make this run the current one; ``record`` is its row in ``runs``."""
        self._written()
        for file in self._tables.values():
            file.close()
        names = self._run / part_path(REGION_NAMES.name)
        names.parent.mkdir()
        names.hardlink_to(self._region_names)
        self._add_record(record)
        package = json.dumps(data_package(), ensure_ascii=False, indent=2)
        (self._run / PACKAGE).write_text(package + "\n", "utf-8")
        _sync_tree(self._run)
        for name in (*ALL_TABLES, PACKAGE):
            _link(self.out, name, name)
        _link(self.out, CURRENT, self._run.name)
        _sync(self.out)
        self._remove_runs(upto=self.number)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._resources:
            if current_run(self.out) != self.number:
                shutil.rmtree(self._run, ignore_errors=True)

    def _made_region_names(self) -> Path:
        """The table that every run of one stamp has, made by the first before it holds much else."""
        made = self.folder / f"region_names-{self._stamp}.parquet"
        if not made.exists():
            for outdated in self.folder.glob("region_names-*"):
                outdated.unlink()
            unfinished = made.with_suffix(".unfinished")
            _write(unfinished, REGION_NAMES, region_names())
            _sync(unfinished)
            unfinished.replace(made)
        return made

    def _add_record(self, record: Row | None) -> None:
        """Write the table of the runs so far."""
        rows = [] if record is None else [record]
        before = self.folder / _run_name(self.before) / part_path(RUNS.name)
        history = pa.Table.from_pylist(rows, schema=RUNS.schema)
        if before.exists():
            history = pa.concat_tables([_read(before).cast(RUNS.schema), history])
        path = self._run / part_path(RUNS.name)
        path.parent.mkdir()
        _write(path, RUNS, history)

    def _remove_runs(self, upto: int) -> None:
        """Remove the runs that no reader needs: replaced ones, and those that never were finished."""
        keep = range(upto - self._keep_runs, upto + 1)
        for path in self.folder.iterdir():
            if path.is_dir() and path.name.isdecimal() and int(path.name) not in keep:
                shutil.rmtree(path)


class _TableFile:
    """The Parquet file of one table while it is written, a row group at a time."""

    def __init__(self, path: Path, table: Table) -> None:
        self._writer = pq.ParquetWriter(path, table.schema, compression="zstd")
        self._rows_per_group = table.rows_per_group
        self._waiting: list[pa.Table] = []
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def append(self, rows: pa.Table) -> None:
        self._waiting.append(rows)
        self._count += rows.num_rows
        if self._count >= self._rows_per_group:
            self._write_groups()

    def _write_groups(self, *, last: bool = False) -> None:
        """Write what is waiting in whole row groups, and the rest too if it is the last."""
        waiting = pa.concat_tables(self._waiting)
        whole = self._count if last else self._count - self._count % self._rows_per_group
        for start in range(0, whole, self._rows_per_group):
            group = waiting.slice(start, min(self._rows_per_group, whole - start))
            # One chunk a column, for the writer lets the bounds of chunks show in the bytes.
            self._writer.write_table(group.combine_chunks())
        self._waiting = [waiting.slice(whole).combine_chunks()]
        self._count -= whole

    def close(self) -> None:
        if self._count:
            self._write_groups(last=True)
        self._writer.close()

    def __exit__(self, *_: object) -> None:
        self._writer.close()


def _write(path: Path, table: Table, rows: pa.Table) -> None:
    """Write a whole table."""
    with _TableFile(path, table) as file:
        file.append(rows)
        file.close()


def _read(path: Path, columns: list[str] | None = None) -> pa.Table:
    """A whole table, or some columns of it.

    Raises:
        LoadError: the file is damaged.
        FileNotFoundError: there is none.
    """
    try:
        return pq.read_table(path, columns=columns)
    except pa.ArrowInvalid as error:
        message = f"{path} is damaged ({error}); delete it, then run 'wartafakta extract --fresh'"
        raise LoadError(message) from error


def read_tables(folder: Path, names: Iterable[str] = tuple(TABLES)) -> Tables:
    """The Arrow tables of one run by name, also while another run is being written.

    ``folder`` is that of the outputs, or of an earlier run kept in it. Without ``names`` they are those that the
    run extracted.

    Raises:
        LoadError: the folder holds no tables, or a damaged one.
    """
    while (run := (folder / CURRENT).resolve()).is_dir():
        try:
            return {name: _read(run / part_path(name)) for name in names}
        except FileNotFoundError:
            # Two runs have ended meanwhile and this one was removed: read the newer one.
            if run == (folder / CURRENT).resolve():
                raise
    if (folder / part_path("articles")).is_file():
        return {name: _read(folder / part_path(name)) for name in names}
    raise LoadError(f"{folder}: no tables here; 'wartafakta extract' writes them")


def read(folder: str | os.PathLike[str]) -> dict[str, pd.DataFrame]:
    """All tables of one run by name, as pandas frames with Arrow types: codes are text, dates dates.

    Raises:
        LoadError: the folder holds no tables.
    """
    return to_pandas(read_tables(Path(folder), ALL_TABLES))


def to_pandas(tables: Tables) -> dict[str, pd.DataFrame]:
    """Tables as pandas frames with Arrow types, so that codes stay text and dates dates."""
    import pandas as pd

    return {name: table.to_pandas(types_mapper=pd.ArrowDtype) for name, table in tables.items()}


def _lock(runs: Path, resources: ExitStack) -> None:
    """Hold the only right to write into these outputs until the process ends or lets go."""
    file = resources.enter_context((runs / "lock").open("w"))
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise LoadError(f"{runs.parent}: another run is writing here; wait for it") from None


def _refuse_foreign(out: Path) -> None:
    """Touch no file of anyone else's: what stands in the place of a table must be a link of ours."""
    for name, parent in LINKS.items():
        path = out / name
        ours = path.is_symlink() and path.readlink().parent == parent
        if not ours and os.path.lexists(path):
            raise LoadError(f"{path} is in the way; move it or choose another output folder")


def _run_name(number: int) -> str:
    return f"{number:06d}"


def current_run(out: Path) -> int:
    """The number of the current run, 0 before the first."""
    try:
        return int((out / CURRENT).readlink().name)
    except FileNotFoundError:
        return 0


def _link(out: Path, name: str, target: str) -> None:
    """Make the link ``name`` point to ``target`` in one step, whether it exists or not."""
    beside = out / STATE / "link"
    beside.unlink(missing_ok=True)
    beside.symlink_to(LINKS[name] / target)
    beside.replace(out / name)


def _sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_tree(folder: Path) -> None:
    for path in (*folder.rglob("*"), folder, folder.parent):
        _sync(path)
