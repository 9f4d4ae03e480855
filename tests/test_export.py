"""Exports: what comes back is what was there, codes stay text, and nothing in a cell can run."""

from __future__ import annotations

import csv
import json
import re
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from frictionless import Package
from hypothesis import given
from hypothesis import strategies as st
from samples import document
from test_cli import run as program

from pipeline import export as exports
from pipeline.export import ExportError, export, write_csv, write_duckdb, write_xlsx
from pipeline.tables.dimensions import region_names
from pipeline.tables.loader import LoadError, read_tables
from pipeline.tables.rows import Tables, to_tables
from pipeline.tables.schemas import ALL_TABLES

# What docs/exports.md tells readers of the CSV files to undo.
GUARD = re.compile(r"(^|[;\t\r\n])'(?=[ ']*[=+\-@＝＋－＠])")
# What would run where a spreadsheet splits at commas outside quotes, or at semicolons anywhere.
RUNS = re.compile(r"(?:^|[;\t\r\n]) *[=+\-@＝＋－＠]")

HOSTILE = [
    '=HYPERLINK("http://jahat.example","klik")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1",
    "-1",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "'=1+1",
    "'tetap",
    "satu;=1+1",
    "satu\n-dua",
    "＝1+1",
    'kutip " dan, koma',
    "",
    "17.10",
    "00",
    "https://contoh.example",
    "{=1+1}",
    "_x0041_",
    "true",
    "2024-11-27",
    "emoji 🎉",
]


def tables_with(texts: list[str | None]) -> Tables:
    """Small tables; ``texts`` are the organizations of the officials, one row each."""
    tables = to_tables([document()])
    (official,) = tables["officials"].to_pylist()
    rows = [official | {"organization": text, "person_titles": ["=1", "H."]} for text in texts]
    tables["officials"] = pa.Table.from_pylist(rows, schema=ALL_TABLES["officials"].schema)
    return tables | {"region_names": region_names().slice(0, 40)}


def unguarded(text: str) -> str:
    return GUARD.sub(r"\1", text)


# CSV.


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def test_csv_gives_back_what_the_tables_hold(sample: Path, tmp_path: Path) -> None:
    exported = export(sample, "csv", tmp_path)
    tables = read_tables(sample, ALL_TABLES)
    assert exported.rows == {name: table.num_rows for name, table in tables.items()}
    for name, table in tables.items():
        written = read_csv(tmp_path / f"{name}.csv")
        for row, wanted in zip(written, rows(table), strict=True):
            assert {
                key: float(cell) if isinstance(wanted[key], float) else unguarded(cell)
                for key, cell in row.items()
            } == {key: as_csv(value) for key, value in wanted.items()}


def rows(table: pa.Table) -> list[dict[str, Any]]:
    """The rows, a 32-bit float as the shortest decimal that stands for it: 0.925, not 0.92500001192."""
    short = [field.name for field in table.schema if field.type == pa.float32()]
    return [row | {name: float(f"{row[name]:.7g}") for name in short} for row in table.to_pylist()]


def as_csv(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return value
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}.000Z"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_any_text_survives_csv_and_none_can_run(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    write_csv(tables_with([*texts]), folder)
    written = [row["organization"] for row in read_csv(folder / "officials.csv")]
    assert [unguarded(text) for text in written] == texts
    assert not any(RUNS.search(text) for text in written)


def test_hostile_text_is_inert_in_csv(tmp_path: Path) -> None:
    write_csv(tables_with([*HOSTILE]), tmp_path)
    rows = read_csv(tmp_path / "officials.csv")
    written = [row["organization"] for row in rows]
    assert written[0] == '\'=HYPERLINK("http://jahat.example","klik")'
    assert [unguarded(text) for text in written] == HOSTILE
    assert written[HOSTILE.index("'tetap")] == "'tetap"
    for row in rows:
        assert not any(RUNS.search(cell) for cell in row.values())


def test_other_engines_read_the_csv(tmp_path: Path) -> None:
    texts = ["17.10", "00", "", None, "=1"]
    write_csv(tables_with(texts), tmp_path)
    path = tmp_path / "officials.csv"
    read = duckdb.read_csv(str(path), all_varchar=True, allow_quoted_nulls=False)
    assert read.project("organization").fetchall() == [
        (t,) for t in ["17.10", "00", "", None, "'=1"]
    ]
    assert pd.read_csv(path, dtype=str)["organization"].tolist()[:2] == ["17.10", "00"]
    names = pd.read_csv(tmp_path / "region_names.csv", dtype={"code": str, "bps_code": str})
    assert names["code"].tolist()[:2] == ["00", "11"]


def test_frictionless_reads_the_csv_with_its_types(sample: Path, tmp_path: Path) -> None:
    export(sample, "csv", tmp_path)
    # The list of regions is long: its first rows will do, and no key points to the others.
    (tmp_path / "region_names.csv").write_text(
        "".join((tmp_path / "region_names.csv").read_text("utf-8").splitlines(keepends=True)[:50])
    )
    descriptor = json.loads((tmp_path / "tables.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        resource["schema"].pop("foreignKeys", None)
    package = Package.from_descriptor(descriptor, basepath=str(tmp_path))
    report = package.validate()
    assert report.valid, report.flatten(["title", "note", "fieldName", "cell"])[:5]
    (row, *_) = package.get_resource("dates").read_rows()
    assert isinstance(row["start_date"], date)
    assert package.get_resource("regions").read_rows()[0]["candidates"] == []


# Excel.


def sheet(path: Path, name: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path)[name].iter_rows(values_only=True))


def test_xlsx_gives_back_what_the_tables_hold(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "tables.xlsx"
    # The list of regions takes openpyxl ten seconds; its first rows will do.
    tables = read_tables(sample, ALL_TABLES) | {"region_names": region_names().slice(0, 100)}
    assert write_xlsx(tables, path) == 0
    workbook = openpyxl.load_workbook(path)
    assert workbook.sheetnames == [*tables, "columns"]
    for name, table in tables.items():
        head, *written = workbook[name].iter_rows(values_only=True)
        assert list(head) == table.column_names
        for row, wanted in zip(written, rows(table), strict=True):
            assert list(row) == [as_xlsx(value) for value in wanted.values()]


def as_xlsx(value: object) -> object:
    if isinstance(value, float):
        # A workbook holds sixteen digits.
        return pytest.approx(value, rel=1e-15)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - as Excel has it
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def test_xlsx_holds_no_formula_and_no_link(tmp_path: Path) -> None:
    path = tmp_path / "tables.xlsx"
    write_xlsx(tables_with([*HOSTILE, None]), path)
    cells = [row for row in openpyxl.load_workbook(path)["officials"].iter_cols() if row]
    (column,) = (cells for cells in cells if cells[0].value == "organization")
    for cell, text in zip(column[1:], [*HOSTILE, None], strict=True):
        assert cell.data_type == ("n" if text is None else "s")
        assert cell.number_format == ("General" if text is None else "@")
        # openpyxl leaves escapes of control characters as they are written.
        written = cell.value and re.sub(r"_x000([9AD])_", lambda m: chr(int(m[1], 16)), cell.value)
        assert written == (text if text != "_x0041_" else "_x005F_x0041_")
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            page = archive.read(name).decode("utf-8")
            assert "<f>" not in page
            assert "hyperlink" not in page.replace("HYPERLINK(", "")


def test_xlsx_keeps_codes_text_and_dates_dates(tmp_path: Path) -> None:
    path = tmp_path / "tables.xlsx"
    write_xlsx(tables_with(["17.10"]), path)
    codes = [row[0] for row in sheet(path, "region_names")]
    assert codes[:4] == ["code", "00", "11", "11.01"]
    head, row = sheet(path, "dates")
    dates = dict(zip(head, row, strict=True))
    assert dates["start_date"] == datetime(2024, 11, 27)  # noqa: DTZ001
    legend = {(row[0], row[1]): row for row in sheet(path, "columns")}
    assert legend["dates", "kind"][2] == "string"
    assert "relative: counted from another day" in legend["dates", "kind"][5]


def test_xlsx_cuts_what_no_cell_holds_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "tables.xlsx"
    fits, long, wide = "x" * 32_767, "y" * 32_768, "🎉" * 16_384
    assert write_xlsx(tables_with([fits, long, wide]), path) == 2
    head, *rows = sheet(path, "officials")
    written = [row[head.index("organization")] for row in rows]
    assert written[0] == fits
    assert written[1] == "y" * (32_767 - 8) + " … [cut]"
    assert written[2] == "🎉" * 16_379 + " … [cut]"


def test_xlsx_goes_on_in_a_further_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "SHEET_ROWS", 21)
    path = tmp_path / "tables.xlsx"
    write_xlsx(tables_with(["satu"]), path)
    names = region_names()["code"].to_pylist()[:40]
    first, second = sheet(path, "region_names"), sheet(path, "region_names 2")
    assert first[0] == second[0]
    assert [row[0] for row in first[1:] + second[1:]] == names
    assert "region_names 3" not in openpyxl.load_workbook(path).sheetnames


def test_xlsx_writes_days_before_excels_calendar_as_text(tmp_path: Path) -> None:
    tables = tables_with(["satu"])
    (row,) = tables["dates"].to_pylist()
    row |= {"start_date": date(1899, 12, 31), "end_date": date(1900, 1, 1)}
    tables["dates"] = pa.Table.from_pylist([row], schema=ALL_TABLES["dates"].schema)
    write_xlsx(tables, tmp_path / "tables.xlsx")
    head, values = sheet(tmp_path / "tables.xlsx", "dates")
    written = dict(zip(head, values, strict=True))
    assert written["start_date"] == "1899-12-31"
    assert written["end_date"] == datetime(1900, 1, 1)  # noqa: DTZ001


def test_the_same_tables_give_the_same_workbook(tmp_path: Path) -> None:
    for name in "ab":
        write_xlsx(tables_with([*HOSTILE]), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


# DuckDB.


def test_duckdb_gives_back_what_the_tables_hold(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "tables.duckdb"
    export(sample, "duckdb", path)
    with duckdb.connect(str(path), read_only=True) as database:
        for name, table in read_tables(sample, ALL_TABLES).items():
            read = database.table(name).to_arrow_table()
            assert read.cast(table.schema.remove_metadata()).to_pylist() == table.to_pylist()
        comments = database.sql(
            "select comment from duckdb_columns()"
            " where table_name = 'percentages' and column_name = 'value'"
        ).fetchall()
        assert comments == [("the percentage, 80.0 for 80% (percent)",)]
        (commented,) = database.sql("select count(comment) from duckdb_tables()").fetchall()
        assert commented == (len(ALL_TABLES),)


def test_duckdb_keeps_hostile_text_and_nulls(tmp_path: Path) -> None:
    write_duckdb(tables_with([*HOSTILE, None]), tmp_path / "tables.duckdb")
    with duckdb.connect(str(tmp_path / "tables.duckdb"), read_only=True) as database:
        read = database.sql("select organization from officials").fetchall()
    assert [text for (text,) in read] == [*HOSTILE, None]


def test_without_duckdb_the_message_says_how_to_install_it(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(ExportError, match=re.escape(f"{sys.executable} -m pip install 'duckdb")):
        export(sample, "duckdb", tmp_path / "tables.duckdb")
    assert not list(tmp_path.iterdir())


# The folder and the program.


def test_an_export_replaces_the_one_before_and_touches_nothing_else(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "catatan.csv").write_text("milik saya")
    (tmp_path / "dates.csv").write_text("lama")
    export(sample, "csv", tmp_path)
    names = {f"{name}.csv" for name in ALL_TABLES} | {"tables.json", "catatan.csv"}
    assert {path.name for path in tmp_path.iterdir()} == names
    assert (tmp_path / "catatan.csv").read_text() == "milik saya"
    before = (tmp_path / "dates.csv").read_bytes()
    assert before != b"lama"

    def broken(_tables: Tables, folder: Path) -> None:
        (folder / "dates.csv").write_text("setengah")
        raise OSError("disk full")

    monkeypatch.setattr(exports, "write_csv", broken)
    with pytest.raises(OSError, match="disk full"):
        export(sample, "csv", tmp_path)
    assert (tmp_path / "dates.csv").read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == names


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="no tables here"):
        export(tmp_path, "csv")
    done = program("export", tmp_path)
    assert (done.returncode, done.stderr.count("no tables here")) == (2, 1)
    assert not list(tmp_path.iterdir())


def test_the_program_writes_beside_the_tables(tmp_path: Path) -> None:
    news = tmp_path / "kaur.txt"
    news.write_text(
        "KPU Kaur tetapkan dua paslon\n\nKAUR - Dua pasangan calon maju di Kabupaten Kaur."
    )
    out = tmp_path / "out"
    assert program("extract", news, "--out", out).returncode == 0
    for kind, name in exports.NAMES.items():
        done = program("export", out, "--format", kind)
        assert done.returncode == 0, done.stderr
        assert done.stdout.endswith(f"Written to {out / 'export' / name}\n")
    assert program("extract", news, "--out", out).returncode == 0
    assert (out / "export" / "wartafakta.xlsx").is_file()


def test_what_is_in_the_way_is_named(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "tables.xlsx").mkdir()
    done = program("export", sample, "--to", tmp_path / "tables.xlsx")
    assert done.returncode == 5
    assert "tables.xlsx" in done.stderr
