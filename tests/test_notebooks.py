"""The notebooks run on fresh outputs of the sample, show what they say, and are stored as they run."""

from __future__ import annotations

import json
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from run_notebooks import FOLDER, executed

from pipeline.tables.loader import read_tables

NAMES = sorted(path.stem for path in FOLDER.glob("*.ipynb"))
GOLD = FOLDER.parent / "corpus" / "gold" / "sample.jsonl"


@cache
def run(name: str, out: Path) -> NotebookNode:
    """A notebook with its fresh outputs; each is executed once in a process."""
    return executed(FOLDER / f"{name}.ipynb", out)


class _Table(HTMLParser):
    """The cells of the last table of a page, as text."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.strip()


def table(notebook: NotebookNode, tag: str) -> list[dict[str, str]]:
    """The rows of the table that the cell with a tag shows."""
    (cell,) = (cell for cell in notebook.cells if tag in cell.metadata.get("tags", ()))
    parser = _Table()
    parser.feed(cell.outputs[-1].data["text/html"])
    head, *rows = (row for row in parser.rows if row)
    return [dict(zip(head, row, strict=True)) for row in rows if len(row) == len(head)]


def shown(notebook: NotebookNode) -> list[list[object]]:
    """What the cells show, but for the images, whose bytes depend on the version of matplotlib."""
    return [
        [
            output.get("text") or {k: v for k, v in output.data.items() if k != "image/png"}
            for output in cell.get("outputs", [])
        ]
        for cell in notebook.cells
    ]


@pytest.mark.parametrize("name", NAMES)
def test_stored_outputs_are_those_of_a_fresh_run(name: str, sample: Path) -> None:
    stored = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    assert shown(stored) == shown(run(name, sample)), "run: make generated"


@pytest.mark.parametrize("name", NAMES)
def test_notebooks_tell_no_machine_and_no_time(name: str) -> None:
    text = (FOLDER / f"{name}.ipynb").read_text("utf-8")
    notebook = json.loads(text)
    assert notebook["metadata"].keys() == {"kernelspec", "language_info"}
    assert "/tmp/" not in text
    assert "stderr" not in text


def test_three_engines_are_shown_to_agree(sample: Path) -> None:
    notebook = run("01-mulai", sample)
    by_pandas, *others = (table(notebook, f"provinsi-{e}") for e in ("pandas", "duckdb", "polars"))
    assert len(by_pandas) == 10
    assert others == [by_pandas, by_pandas]
    rows = {row[""]: row["baris"] for row in table(notebook, "isi")}
    assert rows["officials"] == str(read_tables(sample)["officials"].num_rows)


def test_regions_with_an_empty_box_are_those_of_gold(sample: Path) -> None:
    notebook = run("02-kotak-kosong", sample)
    found = {row["region_code"] for row in table(notebook, "daerah")}
    gold = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    wanted = {
        fact["region_code"]
        for article in gold
        for fact in article["facts"]["candidate_counts"]
        if fact["uncontested"] and not fact.get("optional")
    }
    assert "64.02" in found & wanted
    assert len(found & wanted) >= 0.8 * len(found | wanted)
    assert {row["region_code"] for row in table(notebook, "duckdb")} == found
    bangka = [row for row in table(notebook, "bertentangan") if row["name"] == "Kabupaten Bangka"]
    assert {row["uncontested"] for row in bangka} == {"True", "False"}


def test_changes_of_status_are_found(sample: Path) -> None:
    notebook = run("03-pejabat-dan-statusnya", sample)
    (change,) = table(notebook, "contoh")
    assert (change["person"], change["region_code"]) == ("Marwan Effendi", "17.04")
    assert (change["sebelumnya"], change["role_status"]) == ("pjs", "definitive")
    persons = {
        (row["person"], row["role"], row["sebelumnya"], row["role_status"])
        for row in table(notebook, "perubahan")
    }
    assert ("Rohim Atmadinata", "bupati", "plt", "definitive") in persons
    posts = [(row["wilayah"], row["role_status"]) for row in table(notebook, "jabatan")]
    assert ("Kabupaten Kutai Kartanegara", "pjs") in posts
    assert {"pj", "pjs", "plt"} <= {row["role_status"] for row in table(notebook, "penjabat")}


def test_percentages_name_who_stated_them(sample: Path) -> None:
    notebook = run("04-partisipasi-dan-suara", sample)
    turnout = table(notebook, "partisipasi")
    rows = read_tables(sample)["percentages"].to_pylist()
    assert len(turnout) == sum(row["measure"] == "turnout" for row in rows)
    stated = {(row["region_code"], float(row["value"])): row["dikatakan_oleh"] for row in turnout}
    assert stated["14.02", 60.0].startswith("Gema Wartomo Hadi (anggota_bawaslu")
    assert stated["64.02", 57.3].startswith("Gusti Adriansyah (ketua_kpu")
    assert stated["75.71", 82.0].startswith("Syamsul Abdul Wahab")
    # An analyst said it: him or nobody, never who spoke before him.
    (said,) = (row["dikatakan_oleh"] for row in turnout if float(row["value"]) == 73.1)
    assert said == "<NA>" or said.startswith("Rahmat Hermanto")
    votes = {row["subject"] for row in table(notebook, "suara")}
    assert {"Mulyadi-Marlinda", "kolom kosong"} <= votes


def test_the_calendar_names_stages(sample: Path) -> None:
    calendar = {
        (row["start_date"], row["end_date"], row["tahapan"])
        for row in table(run("05-kalender-tahapan", sample), "kalender")
    }
    assert {
        ("2015-08-24", "2015-08-24", "penetapan pasangan calon"),
        ("2015-08-27", "2015-12-05", "kampanye"),
        ("2015-12-09", "2015-12-09", "pemungutan suara"),
        ("2024-11-24", "2024-11-26", "masa tenang"),
    } <= calendar


def test_both_codes_are_joined(sample: Path) -> None:
    notebook = run("06-kode-wilayah", sample)
    (kukar,) = (row for row in table(notebook, "contoh") if row["code"] == "64.02")
    assert (kukar["bps_code"], kukar["bps_year"]) == ("6403", "2020")
    assert kukar["wilayah_bps"] == "Kabupaten Kutai Barat"
    codes = {row["code"]: row["bps_code"] for row in table(notebook, "wilayah")}
    assert codes["64.02"] == "6403"
    assert all(code.count(".") == 1 for code in codes)
