"""The loader: rows are checked, same input gives same bytes, and a reader never meets half a run."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import TEXT, article, document, facts, place, tables_with

from pipeline.tables.dimensions import region_names
from pipeline.tables.loader import CURRENT, STATE, Loader, LoadError, read, read_tables
from pipeline.tables.rows import FactError, Tables, reject_rows, to_tables, verify
from pipeline.tables.schemas import ALL_TABLES, FACT_TABLES, TABLES
from pipeline.types import Article, Document, Reject

REJECT = Reject("rusak.jsonl", 3, "malformed_json", "The line is not valid JSON.")


def write(out: Path, batches: Iterable[Tables]) -> None:
    with Loader(out) as loader:
        for tables in batches:
            loader.write(tables)
        loader.commit()


def files(out: Path) -> dict[str, bytes]:
    """The bytes of the current run."""
    run = (out / CURRENT).resolve()
    return {
        path.relative_to(run).as_posix(): path.read_bytes()
        for path in run.rglob("*")
        if path.is_file()
    }


# Rows.


def test_rows_hold_what_was_found() -> None:
    tables = tables_with([REJECT], [document()])
    assert {name: table.num_rows for name, table in tables.items()} == dict.fromkeys(TABLES, 1)
    (official,) = tables["officials"].to_pylist()
    assert official["mention"] == official["person"] == "Wirya Santana"
    assert official["sentence"].startswith("Ketua KPU Kaur")
    assert official["sentence"].endswith("calon maju.")
    assert tables["rejects"].to_pylist() == [
        {
            "source_path": "rusak.jsonl",
            "record": 3,
            "reason": "malformed_json",
            "message": "The line is not valid JSON.",
        }
    ]


def test_sentence_holds_a_mention_that_crosses_sentences() -> None:
    made = document()
    start = TEXT.index("maju. Partisipasi")
    made.regions = [replace(made.regions[0], start=start, end=start + len("maju. Partisipasi"))]
    (row,) = to_tables([made])["regions"].to_pylist()
    assert row["mention"] in row["sentence"]


def test_fact_ids_differ_between_facts_and_not_between_rules() -> None:
    made = document()
    before = {row["fact_id"] for row in all_facts(to_tables([made]))}
    assert len(before) == len(facts(made))
    made.dates = [replace(made.dates[0], rule_id="other.rule", confidence=0.5)]
    assert {row["fact_id"] for row in all_facts(to_tables([made]))} == before


def all_facts(tables: Tables) -> list[dict[str, object]]:
    return [row for name in FACT_TABLES for row in tables[name].to_pylist()]


def test_one_fact_found_twice_is_the_row_of_the_surer_rule() -> None:
    made = document()
    made.regions = [
        replace(made.regions[0], rule_id="unsure", confidence=0.4),
        replace(made.regions[0], rule_id="sure", confidence=0.8),
    ]
    (row,) = to_tables([made])["regions"].to_pylist()
    assert row["rule_id"] == "sure"


def test_facts_come_in_the_order_of_the_text() -> None:
    made = document()
    later = replace(made.regions[0], **place("KPU Kaur"))
    made.regions = [later, made.regions[0]]
    starts = to_tables([made])["regions"]["start"].to_pylist()
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    "broken",
    [
        {"start": 5, "end": 5},
        {"start": -3, "end": 4},
        {"start": len(TEXT) - 2, "end": len(TEXT) + 1},
        {"region_code": None},
        {"level": "island"},
    ],
)
def test_a_row_that_breaks_the_schema_names_article_and_rule(broken: dict[str, object]) -> None:
    made = document(7)
    made.regions = [replace(made.regions[0], **broken)]
    with pytest.raises(FactError, match=r"regions: article 'kaur-7', rule 'test\.rule'"):
        to_tables([document(), made])


@given(st.text(), st.data())
def test_offsets_hold_for_any_text(text: str, data: st.DataObject) -> None:
    """text[start:end] is the mention in code points, whatever the characters are."""
    text = text.encode("utf-8", "replace").decode() or "x"
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    made = Document(Article("any", text))
    made.dates = [replace(document().dates[0], start=start, end=end)]
    (row,) = to_tables([made])["dates"].to_pylist()
    assert row["mention"] == text[start:end]
    assert row["mention"] in row["sentence"] or not row["mention"].strip()


def test_a_path_that_is_not_unicode_can_be_written() -> None:
    path = os.fsdecode(b"berita-\xff.txt")
    rejects = reject_rows([Reject(path, None, "empty", path)])
    assert rejects["source_path"].to_pylist() == ["berita-\\udcff.txt"]


# Reading back.


@pytest.mark.parametrize("name", TABLES)
def test_every_table_loads_in_one_call(tmp_path: Path, name: str) -> None:
    write(tmp_path, [tables_with([REJECT], [document()])])
    assert len(pd.read_parquet(tmp_path / name)) == 1


def test_the_tables_of_an_earlier_run_load_as_well(tmp_path: Path) -> None:
    write(tmp_path, [tables_with([], [document()])])
    run = (tmp_path / "current").resolve()
    assert read_tables(run) == read_tables(tmp_path)


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_keeps_its_schema(tmp_path: Path, name: str) -> None:
    write(tmp_path, [])
    assert pq.read_table(tmp_path / name).schema.equals(TABLES[name].schema, check_metadata=True)


def test_other_engines_read_the_tables(tmp_path: Path) -> None:
    duckdb, polars = pytest.importorskip("duckdb"), pytest.importorskip("polars")
    write(tmp_path, [to_tables([document()])])
    path = f"{tmp_path}/dates/*.parquet"
    assert duckdb.sql(f"select count(*) from '{path}'").fetchall() == [(1,)]
    assert polars.read_parquet(path)["start_date"].to_list() == [date(2024, 11, 27)]


def test_read_keeps_codes_text_and_dates_dates(tmp_path: Path) -> None:
    write(tmp_path, [to_tables([document()])])
    tables = read(tmp_path)
    assert tables.keys() == ALL_TABLES.keys()
    assert tables["regions"]["region_code"].tolist() == ["17.04"]
    assert tables["dates"]["start_date"].tolist() == [date(2024, 11, 27)]
    assert str(tables["candidate_counts"]["count"].dtype) == "int32[pyarrow]"


def test_every_run_names_the_regions(tmp_path: Path) -> None:
    write(tmp_path / "a", [to_tables([document()])])
    write(tmp_path / "b", [])
    assert pq.read_table(tmp_path / "a" / "region_names").equals(region_names())
    a, b = (tmp_path / out / "region_names" / "part-0.parquet" for out in "ab")
    assert a.read_bytes() == b.read_bytes()
    tables = read(tmp_path / "a")
    joined = tables["regions"].merge(tables["region_names"], left_on="region_code", right_on="code")
    assert joined[["name", "bps_code", "bps_year"]].to_numpy().tolist() == [
        ["Kabupaten Kaur", "1704", 2020]
    ]


def test_reading_a_folder_without_tables_says_so(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="no tables here"):
        read(tmp_path)


# The folder.


def batches(size: int) -> Iterable[Tables]:
    """3000 articles, the same ones however many come at once."""
    documents = [document(number) for number in range(3000)]
    for start in range(0, len(documents), size):
        yield to_tables(documents[start : start + size])


def test_same_rows_give_same_bytes_however_they_arrive(tmp_path: Path) -> None:
    write(tmp_path / "a", batches(64))
    write(tmp_path / "b", batches(1000))
    assert files(tmp_path / "a") == files(tmp_path / "b")
    articles = pq.ParquetFile(tmp_path / "a" / "articles" / "part-0.parquet")
    assert articles.num_row_groups == 6
    assert read_tables(tmp_path / "a")["articles"]["article_id"][2999].as_py() == "kaur-2999"


def test_a_run_that_fails_leaves_the_tables_as_they_were(tmp_path: Path) -> None:
    write(tmp_path, [to_tables([document()])])
    before = files(tmp_path)

    def broken() -> Iterable[Tables]:
        yield to_tables([document(2)])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(tmp_path, broken())
    assert files(tmp_path) == before
    assert runs(tmp_path) == ["000001"]


def runs(out: Path) -> list[str]:
    return sorted(path.name for path in (out / STATE).iterdir() if path.is_dir())


def test_the_run_before_is_kept_and_older_ones_go(tmp_path: Path) -> None:
    for number in range(4):
        write(tmp_path, [to_tables([document(number)])])
    assert runs(tmp_path) == ["000003", "000004"]


def test_a_second_writer_is_turned_away(tmp_path: Path) -> None:
    with Loader(tmp_path), pytest.raises(LoadError, match="another run"):
        write(tmp_path, [])
    write(tmp_path, [])


@pytest.mark.parametrize("name", ["regions", "current", "tables.json"])
@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_what_belongs_to_others_is_not_touched(tmp_path: Path, name: str, kind: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    foreign = out / name
    if kind == "file":
        foreign.write_text("mine")
    elif kind == "folder":
        foreign.mkdir()
    else:
        foreign.symlink_to(tmp_path)
    (out / "notes.txt").write_text("mine")
    with pytest.raises(LoadError, match="is in the way"):
        write(out, [to_tables([document()])])
    assert sorted(path.name for path in out.iterdir()) == sorted([STATE, name, "notes.txt"])
    assert (out / "notes.txt").read_text() == "mine"


def test_a_killed_run_leaves_the_tables_and_the_next_one_clears_up(tmp_path: Path) -> None:
    write(tmp_path, [to_tables([document()])])
    before = files(tmp_path)
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    process = context.Process(target=_write_and_wait, args=(tmp_path, ready))
    process.start()
    assert ready.wait(30)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert files(tmp_path) == before
    assert runs(tmp_path) == ["000001", "000002"]
    write(tmp_path, [to_tables([document(2)])])
    assert read_tables(tmp_path)["articles"]["article_id"].to_pylist() == ["kaur-2"]


def _write_and_wait(out: Path, ready: threading.Event) -> None:
    with Loader(out) as loader:
        loader.write(to_tables([document(9)]))
        ready.set()
        threading.Event().wait()


def test_readers_meet_whole_runs_while_runs_are_switched(tmp_path: Path) -> None:
    """Every table is at all times the table of one run, and pipeline.read gives one run's tables."""
    sizes = {1: [document(1)], 2: [document(number) for number in range(2, 40)]}
    written = {number: to_tables(documents) for number, documents in sizes.items()}
    write(tmp_path, [written[1]])
    stop = threading.Event()
    failures: list[object] = []

    def read_on() -> None:
        while not stop.is_set():
            try:
                alone = pq.read_table(tmp_path / "regions")
                whole = read_tables(tmp_path)
            except (OSError, pa.ArrowException) as error:
                failures.append(error)
                return
            if not any(alone.equals(tables["regions"]) for tables in written.values()):
                failures.append(alone)
            if not any(whole == tables for tables in written.values()):
                failures.append(whole)

    reader = threading.Thread(target=read_on)
    reader.start()
    for number in range(24):
        write(tmp_path, [written[1 + number % 2]])
    stop.set()
    reader.join()
    assert not failures


def test_a_reader_that_runs_overtake_reads_the_newest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, [to_tables([document(1)])])
    read_table = pq.read_table
    overtaking = iter((2, 3))

    def slow_read(path: Path, **options: object) -> pa.Table:
        # Writers read too: the table of the runs so far.
        for number in () if path.parent.name == "runs" else overtaking:
            write(tmp_path, [to_tables([document(number)])])
        return read_table(path, **options)

    monkeypatch.setattr(pq, "read_table", slow_read)
    assert read_tables(tmp_path)["articles"]["article_id"].to_pylist() == ["kaur-3"]


def test_a_stray_article_in_a_batch_is_found() -> None:
    tables = to_tables([document(1)])
    tables["articles"] = to_tables([Document(article(2))])["articles"]
    with pytest.raises(FactError, match="has no article"):
        verify(tables)
