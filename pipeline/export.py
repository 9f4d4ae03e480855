"""Exports: the tables of a run for those outside Python, as CSV files, an Excel workbook or a DuckDB file.

Region codes stay text, and text that looks like a formula stays text: news is written by strangers, and a
spreadsheet must not run what they write. ``docs/exports.md`` says what each format keeps.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from pipeline.tables.dictionary import data_package, readable_type
from pipeline.tables.loader import PACKAGE, read_tables
from pipeline.tables.rows import Tables
from pipeline.tables.schemas import ALL_TABLES, meaning
from pipeline.types import SetupError

if TYPE_CHECKING:
    from xlsxwriter.format import Format as CellFormat
    from xlsxwriter.worksheet import Worksheet

Format = Literal["csv", "xlsx", "duckdb"]

FOLDER = "export"
NAMES: dict[Format, str] = {
    "csv": "csv",
    "xlsx": "wartafakta.xlsx",
    "duckdb": "wartafakta.duckdb",
}
# What a sheet of Excel holds: rows with the header, and UTF-16 units in a cell.
SHEET_ROWS = 1_048_576
CELL_UNITS = 32_767
CUT = " … [cut]"
# The workbook says when it was made; the same tables are to give the same bytes.
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - workbooks know no time zones
_FIRST_YEAR = 1900
"""The first that Excel knows; earlier days are written as text."""
_WIDTH = 18
_BATCH = 4096

# Where a spreadsheet could take text for a formula. An Excel whose list separator is the semicolon, as in
# Indonesia, splits these CSV files at semicolons, tabs and line ends, inside quotes as well.
_FORMULA = r"(\A|[;\t\r\n])([ ']*[=+\-@＝＋－＠])"


class ExportError(SetupError):
    """The export cannot be written; the message says what to do about it."""


@dataclass(frozen=True)
class Exported:
    """What an export wrote: where, the rows of each table, and how many cells Excel made it cut."""

    path: Path
    rows: dict[str, int]
    cut: int = 0


def export(out: Path, format: Format, to: Path | None = None) -> Exported:  # noqa: A002
    """Write the tables of the current run in ``out`` as ``format``, by default below ``out/export``.

    ``to`` is a folder for CSV, else a file. Everything is written beside its place and moved there when it
    is whole; other files are not touched.

    Raises:
        LoadError: ``out`` holds no tables.
        ExportError: what the format needs is not installed.
        OSError: the export cannot be written.
    """
    tables = read_tables(out, ALL_TABLES)
    target = to or out / FOLDER / NAMES[format]
    folder = target if format == "csv" else target.parent
    folder.mkdir(parents=True, exist_ok=True)
    cut = 0
    with TemporaryDirectory(prefix=".wartafakta-", dir=folder) as made:
        if format == "csv":
            write_csv(tables, Path(made))
        elif format == "xlsx":
            cut = write_xlsx(tables, Path(made) / target.name)
        else:
            write_duckdb(tables, Path(made) / target.name)
        for path in sorted(Path(made).iterdir()):
            path.replace(folder / path.name)
    return Exported(target, {name: table.num_rows for name, table in tables.items()}, cut)


def write_csv(tables: Tables, folder: Path) -> None:
    """Write a CSV file for each table, and the ``tables.json`` that says what their columns are.

    Text stands in quotes, so an empty one (``""``) differs from null (nothing); an apostrophe is put before
    what could run as a formula.
    """
    for name, table in tables.items():
        csv.write_csv(_plain(table), folder / f"{name}.csv")
    package = json.dumps(data_package("csv"), ensure_ascii=False, indent=2)
    (folder / PACKAGE).write_text(package + "\n", "utf-8")


def _plain(table: pa.Table) -> pa.Table:
    """``table`` as CSV can hold it: lists as JSON, and formulas disarmed."""
    for number, field in enumerate(table.schema):
        column = table[field.name]
        if isinstance(field.type, pa.ListType):
            column = pa.chunked_array([list(map(_json, column.to_pylist()))], pa.string())
        elif field.type != pa.string():
            continue
        column = pc.replace_substring_regex(column, _FORMULA, r"\1'\2")
        table = table.set_column(number, field.name, column)
    return table


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def write_xlsx(tables: Tables, path: Path) -> int:
    """Write a workbook with a sheet for each table and one, "columns", that explains them.

    A table that is longer than a sheet goes on in a further one. Returns how many cells were cut because
    they held more than Excel allows.
    """
    from xlsxwriter import Workbook

    cut = 0
    # Row after row goes to disk, so a large run need not fit into memory twice.
    with Workbook(path, {"constant_memory": True, "remove_timezone": True}) as workbook:
        workbook.set_properties({"title": "wartafakta", "created": _MADE})
        # The format "text" keeps a code a code and a formula text when somebody edits the cell.
        codes = {str: "@", date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm:ss"}
        formats = {kind: workbook.add_format({"num_format": code}) for kind, code in codes.items()}
        for name, table in {**tables, "columns": _legend()}.items():
            for number, start in enumerate(range(0, table.num_rows or 1, SHEET_ROWS - 1), 1):
                sheet = workbook.add_worksheet(name if number == 1 else f"{name} {number}")
                cut += _fill(sheet, table.slice(start, SHEET_ROWS - 1), formats)
    return cut


def _legend() -> pa.Table:
    """What every column of every table means."""
    rows = []
    for table in ALL_TABLES.values():
        for field in table.schema:
            means = meaning(field)
            rows.append(
                {
                    "table": table.name,
                    "column": field.name,
                    "type": readable_type(field.type),
                    "unit": means.unit or None,
                    "meaning": means.description,
                    "values": "; ".join(map(": ".join, means.values.items())) or None,
                }
            )
    return pa.Table.from_pylist(rows)


def _fill(sheet: Worksheet, table: pa.Table, formats: Mapping[type, CellFormat]) -> int:
    """Write a header and the rows of ``table``; returns how many cells were cut."""
    cut = 0
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, table.num_rows, table.num_columns - 1)
    sheet.set_column(0, table.num_columns - 1, _WIDTH)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{SHEET_ROWS}"})
    for column, name in enumerate(table.column_names):
        sheet.write_string(0, column, name, formats[str])
    for row, values in enumerate(_rows(table), 1):
        for column, value in enumerate(values):
            # Never ``write``, which would make formulas and links of text.
            match value:
                case None:
                    pass
                case bool():
                    sheet.write_boolean(row, column, value)
                case int() | float():
                    sheet.write_number(row, column, value)
                case date() if value.year >= _FIRST_YEAR:
                    sheet.write_datetime(row, column, value, formats[type(value)])
                case _:
                    whole = _json(value) if isinstance(value, list) else str(value)
                    fitting = _fitting(whole)
                    cut += fitting != whole
                    sheet.write_string(row, column, fitting, formats[str])
    return cut


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    """The rows as Python values, 32-bit floats as the short decimals they stand for."""
    for batch in table.to_batches(max_chunksize=_BATCH):
        columns = (
            column.cast(pa.string()).cast(pa.float64()) if column.type == pa.float32() else column
            for column in batch.columns
        )
        yield from zip(*(column.to_pylist() for column in columns), strict=True)


def _fitting(text: str) -> str:
    """``text`` if a cell of Excel can hold it, else as much of it as can, and a mark."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * CELL_UNITS:
        return text
    return units[: 2 * (CELL_UNITS - len(CUT))].decode("utf-16-le", "ignore") + CUT


def write_duckdb(tables: Tables, path: Path) -> None:
    """Write a DuckDB database with the tables, their types as they are and comments on every column.

    Raises:
        ExportError: DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        command = f"{sys.executable} -m pip install 'duckdb>=1.1'"
        raise ExportError(f"DuckDB is not installed; install it with: {command}") from error
    with duckdb.connect(str(path)) as database:
        for name, table in tables.items():
            database.register("arriving", table)
            database.execute(f"create table {name} as from arriving")
            database.unregister("arriving")
            database.execute(f"comment on table {name} is {_literal(ALL_TABLES[name].description)}")
            for field in table.schema:
                means = meaning(field)
                comment = f"{means.description} ({means.unit})" if means.unit else means.description
                column = f'{name}."{field.name}"'
                database.execute(f"comment on column {column} is {_literal(comment)}")


def _literal(text: str) -> str:
    """``text`` as SQL, which takes no parameters in comments."""
    return "'" + text.replace("'", "''") + "'"
