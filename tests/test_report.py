"""The review page without a browser: its data, its folder, and what its files may hold."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from samples import document, tables_with, written

import pipeline.report.data as report_data
from pipeline.evaluation.scores import KEYS
from pipeline.regions.gazetteer import gazetteer
from pipeline.report import ReportError, write_report
from pipeline.report.data import GOLD_COLUMNS, Part, Report
from pipeline.report.writer import MARK, to_script
from pipeline.tables.loader import LoadError
from pipeline.tables.rows import Tables, to_tables
from pipeline.tables.schemas import FACT_TABLES, REASONS, TABLES, meaning
from pipeline.types import Reject

PACKAGE = Path(report_data.__file__).parent
SITE = PACKAGE / "site"
SCRIPTS = sorted((SITE / "js").glob("*.js"))
STRINGS: dict[str, dict[str, str]] = json.loads((PACKAGE / "strings.json").read_text("utf-8"))


def made(count: int = 3, **confidences: float) -> Tables:
    """The tables of so many articles, with other confidences for the facts of some tables, and a reject."""
    documents = []
    for number in range(count):
        one = document(number)
        for name, confidence in confidences.items():
            setattr(one, name, [replace(f, confidence=confidence) for f in getattr(one, name)])
        documents.append(one)
    return tables_with([Reject("kosong.txt", None, "empty", "The file is empty.")], documents)


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """A folder with tables of three articles."""
    return written(made(), tmp_path / "outputs")


def parts_of(tables: Tables) -> dict[str, Any]:
    return {part.name: part.value for part in Report(tables).parts()}


def test_every_fact_is_in_the_part_of_its_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_data, "ARTICLES_PER_PART", 2)
    monkeypatch.setattr(report_data, "ROWS_PER_PART", 2)
    tables = made(5)
    parts = parts_of(tables)
    overview = parts["overview"]
    assert [len(parts[f"texts-{number:04d}"]) for number in range(3)] == [2, 2, 1]
    assert [row[0] for number in range(3) for row in parts[f"articles-{number:04d}"]] == (
        tables["articles"]["article_id"].to_pylist()
    )
    for name in FACT_TABLES:
        columns = overview["facts"][name]["columns"]
        found = []
        for number in range(overview["facts"][name]["parts"]):
            for row in parts[f"{name}-{number:04d}"]:
                fact = dict(zip(columns, row, strict=True))
                assert fact["n"] // 2 == number
                found.append(fact["fact_id"])
        assert sorted(found) == sorted(tables[name]["fact_id"].to_pylist())


def test_a_row_has_the_words_around_its_mention() -> None:
    parts = parts_of(made(1))
    columns = parts["overview"]["facts"]["officials"]["columns"]
    (row,) = parts["officials-0000"]
    fact = dict(zip(columns, row, strict=True))
    assert fact["before"] == "Ketua KPU Kaur "
    assert fact["mention"] == "Wirya Santana"
    assert fact["after"].startswith(" mengatakan dua pasangan calon maju.")
    assert fact["confidence"] == 0.9


def test_facts_in_any_order_of_articles_find_their_article() -> None:
    tables = made(4)
    turned = {
        name: table.take(pa.array(range(table.num_rows)[::-1])) if name in FACT_TABLES else table
        for name, table in tables.items()
    }
    assert parts_of(turned) == parts_of(tables)


def test_the_overview_counts_days_regions_copies_and_rejects() -> None:
    tables = made(3)
    articles = tables["articles"]
    days = pa.array([date(2024, 11, 28), date(2024, 11, 27), None], pa.date32())
    copies = pa.array([None, None, "kaur-0"], pa.string())
    articles = articles.set_column(
        articles.schema.get_field_index("published_date"), "published_date", days
    )
    articles = articles.set_column(
        articles.schema.get_field_index("duplicate_of"), "duplicate_of", copies
    )
    overview = Report({**tables, "articles": articles}).overview()
    assert overview["articles"]["rows"] == 3
    assert overview["articles"]["copies"] == 1
    assert overview["counted"] == ("articles", *FACT_TABLES)
    each = [1, 1, 1, 1, 1, 1]
    assert overview["days"] == [["2024-11-27", *each], ["2024-11-28", *each], [None, *each]]
    # Dates have no region; what is said of Kaur counts for Bengkulu too.
    about = [3, 3, 3, 0, 3, 3]
    assert overview["regions"] == [["17", *about], ["17.04", *about]]
    assert overview["names"]["17.04"] == "Kabupaten Kaur"
    shown = ["kosong.txt", None, "empty", "The file is empty."]
    assert overview["rejects"]["reasons"] == [["empty", 1, [shown]]]


def test_an_article_that_names_a_region_twice_counts_once() -> None:
    one = document()
    region = one.regions[0]
    again = one.text.index("Kaur", region.end)
    one.regions.append(replace(region, start=again, end=again + len("Kaur")))
    (province, regency) = Report(to_tables([one])).overview()["regions"]
    assert province[:3] == ["17", 1, 2]
    assert regency[:3] == ["17.04", 1, 2]


def test_a_region_below_a_kabupaten_is_named_with_it() -> None:
    one = document()
    bakongan = replace(one.regions[0], region_code="11.01.01", level="district")
    one.regions = [replace(bakongan, candidates=("11.01.01", "99.01"))]
    names = Report(to_tables([one])).overview()["names"]
    assert names["11.01.01"] == "Kecamatan Bakongan, Kabupaten Aceh Selatan"
    # A code that the gazetteer does not have stands for itself.
    assert "99.01" not in names


def test_low_confidence_starts_below_the_threshold() -> None:
    overview = Report(made(2, percentages=0.79, officials=0.8)).overview()
    assert overview["facts"]["percentages"]["low"] == 2
    assert overview["facts"]["officials"]["low"] == 0
    assert list(overview["leastSure"]) == ["percentages"]
    (first, _) = overview["leastSure"]["percentages"]
    assert first[0] == "kaur-0"
    columns = overview["facts"]["percentages"]["columns"]
    assert dict(zip(columns, first[1:], strict=True))["mention"] == "80,5 persen"


def test_the_least_sure_come_first() -> None:
    documents = []
    for number, confidence in enumerate((0.7, 0.6, 0.79, 0.5)):
        one = document(number)
        one.percentages = [replace(fact, confidence=confidence) for fact in one.percentages]
        documents.append(one)
    rows = Report(to_tables(documents)).overview()["leastSure"]["percentages"]
    assert [row[0] for row in rows] == ["kaur-3", "kaur-1", "kaur-0", "kaur-2"]


def test_no_article_is_no_error(tmp_path: Path) -> None:
    outputs = written(to_tables([]), tmp_path)
    assert write_report(outputs, tmp_path / "report").exists()


HOSTILE = "</script><script>alert(1)</script><!-- \u2028\u2029 & ' \" \\ \x00"


def test_a_part_is_json_that_cannot_end_its_script() -> None:
    script = to_script(Part("texts-0000", [HOSTILE, {"a": HOSTILE}]))
    assert not set("<>&\u2028\u2029\x00") & set(script)
    found = re.fullmatch(r'Wartafakta\.receive\("texts-0000",(.*)\);\n', script)
    assert found is not None
    assert json.loads(found[1]) == [HOSTILE, {"a": HOSTILE}]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_tables_give_the_same_bytes(outputs: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    write_report(outputs, one)
    write_report(outputs, other)
    assert contents(one) == contents(other)


def test_an_older_page_is_replaced_whole(outputs: Path) -> None:
    folder = outputs / "report"
    page = write_report(outputs, folder)
    assert page == folder / "index.html"
    (folder / "data" / "texts-0099.js").write_text("of a larger run")
    before = contents(folder)
    write_report(outputs, folder)
    assert set(before) - set(contents(folder)) == {"data/texts-0099.js"}
    assert [path.name for path in outputs.iterdir() if path.name.startswith(".report")] == []
    # Tables are written beside it, as before.
    written(made(1), outputs)


def test_an_error_leaves_the_older_page(
    outputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "report"
    write_report(outputs, folder)
    before = contents(folder)
    parts = Report.parts

    def failing(self: Report) -> Iterator[Part]:
        yield next(parts(self))
        raise OSError("No space left on device")

    monkeypatch.setattr(Report, "parts", failing)
    with pytest.raises(OSError, match="No space"):
        write_report(outputs, folder)
    assert contents(folder) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["outputs", "report"]


def test_a_folder_of_someone_else_is_left_alone(outputs: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ReportError, match="is in the way"):
        write_report(outputs, tmp_path)
    link = tmp_path / "link"
    link.symlink_to(outputs)
    with pytest.raises(ReportError, match="is in the way"):
        write_report(outputs, link)
    with pytest.raises(LoadError, match="no tables here"):
        write_report(tmp_path, tmp_path / "report")
    empty = tmp_path / "empty"
    empty.mkdir()
    write_report(outputs, empty)
    assert (empty / MARK).exists()


def test_the_command_prints_where_the_page_is(outputs: Path, tmp_path: Path) -> None:
    program = [sys.executable, "-m", "pipeline", "report"]
    done = subprocess.run([*program, str(outputs)], capture_output=True, text=True, check=True)
    assert str(outputs / "report" / "index.html") in done.stdout
    (tmp_path / "none").mkdir()
    done = subprocess.run(
        [*program, str(tmp_path / "none")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "no tables here" in done.stderr
    assert list((tmp_path / "none").iterdir()) == []


def test_gold_has_the_columns_that_are_scored() -> None:
    for table, keys in KEYS.items():
        scored = {column for columns in keys.values() for column in columns}
        assert scored <= set(GOLD_COLUMNS[table]) <= set(TABLES[table].schema.names)


def test_both_languages_say_the_same_things() -> None:
    indonesian, english = STRINGS["id"], STRINGS["en"]
    assert list(indonesian) == list(english)
    fields = re.compile(r"\{\w+\}")
    for key, text in indonesian.items():
        assert text
        assert sorted(fields.findall(text)) == sorted(fields.findall(english[key])), key


def test_every_value_and_column_has_a_name() -> None:
    wanted = {f"table.{name}" for name in TABLES}
    wanted |= {f"value.reason.{reason}" for reason in REASONS}
    for name in (*FACT_TABLES, "articles"):
        for field in TABLES[name].schema:
            wanted |= {f"value.{field.name}.{value}" for value in meaning(field).values}
    for name in FACT_TABLES:
        wanted |= {
            f"column.{column}" for column in Report(made(1)).overview()["facts"][name]["kinds"]
        }
    assert wanted <= set(STRINGS["id"])


def test_every_text_of_the_scripts_exists_and_is_used() -> None:
    code = "\n".join(path.read_text("utf-8") for path in SCRIPTS)
    used = set(re.findall(r'\b(?:t|pieces)\("([\w.]+)"', code))
    assert used <= set(STRINGS["id"])
    composed = ("table.", "value.", "column.", "verdict.", "timeline.")
    words = set(re.findall(r'"([\w.]+)"', code))
    assert [key for key in STRINGS["id"] if not key.startswith(composed) and key not in words] == []


def test_every_province_has_a_tile_of_its_own() -> None:
    tiles = json.loads((PACKAGE / "tiles.json").read_text("utf-8"))
    provinces = {c for c, place in gazetteer().places.items() if place.level == "province"}
    assert set(tiles) == provinces
    assert len(provinces) == 38
    places = Counter((tile["column"], tile["row"]) for tile in tiles.values())
    assert max(places.values()) == 1
    # The map of a phone puts the columns from 8 on below the others, and has 8 of them.
    assert all(0 <= column < 15 and 0 <= row < 7 for column, row in places)


def test_the_page_runs_only_its_own_scripts() -> None:
    page = (SITE / "index.html").read_text("utf-8")
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in page
    assert "require-trusted-types-for 'script'" in page
    assert not re.search(r"<script(?! src=)|<style|\son\w+=|\sstyle=|javascript:|https?:", page)
    for source in re.findall(r'(?:src|href)="([^"#]+)"', page):
        assert source == "data:," or (SITE / source).is_file()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_the_scripts_make_no_markup_and_reach_no_network(script: Path) -> None:
    code = re.sub(r"//.*", "", script.read_text("utf-8").replace("http://www.w3.org/2000/svg", ""))
    ways = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\b|new Function"
    assert not re.search(rf"{ways}|\bfetch\(|XMLHttpRequest|import\(|WebSocket|sendBeacon", code)


def test_the_library_is_the_one_that_was_vendored() -> None:
    manifest = json.loads((PACKAGE / "vendor.json").read_text("utf-8"))
    folder = SITE / "vendor" / manifest["folder"]
    assert {path.name for path in folder.iterdir()} == set(manifest["files"])
    for name, expected in manifest["files"].items():
        assert sha256((folder / name).read_bytes()).hexdigest() == expected["sha256"], name
