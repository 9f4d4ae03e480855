"""Runs: what is done with a batch, who runs it, and that one bad article stops no other."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import TEXT, article, document

from pipeline import run as run_module
from pipeline.loader import read_tables
from pipeline.rules import RuleError
from pipeline.run import INTERNAL_ERROR, Summary, pooled, process, run, serial, usable_cores
from pipeline.schemas import FACT_TABLES
from pipeline.sources import Raw
from pipeline.stages import extract
from pipeline.tables import to_tables
from pipeline.types import Article, Document, Reject

REJECT = Reject("rusak.txt", None, "empty", "The file is empty.")


def news_of(folder: Path, count: int) -> Path:
    """A file of that many records."""
    records = ({"id": f"a{number}", "text": f"{TEXT} Warga {number}."} for number in range(count))
    path = folder / "news.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")
    return path


# A batch.


def test_a_batch_of_nothing_gives_empty_tables() -> None:
    assert {table.num_rows for table in process([]).values()} == {0}


def test_rejects_pass_through() -> None:
    tables = process([REJECT, article()])
    assert tables["rejects"]["reason"].to_pylist() == ["empty"]
    assert tables["articles"].num_rows == 1


def test_an_article_that_fails_becomes_a_reject(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_on_two(given: Article) -> Document:
        if given.article_id == "kaur-2":
            raise ZeroDivisionError("by zero")
        return extract(given)

    monkeypatch.setattr(run_module, "extract", fail_on_two)
    tables = process([article(1), article(2), article(3)])
    assert tables["articles"]["article_id"].to_pylist() == ["kaur-1", "kaur-3"]
    (reject,) = tables["rejects"].to_pylist()
    assert reject["reason"] == INTERNAL_ERROR
    assert reject["source_path"] == "2024/kaur-2.txt"
    assert reject["message"] == "article kaur-2: ZeroDivisionError: by zero"


@pytest.mark.parametrize("broken", [{"count": 2**40}, {"start": -1}, {"region_code": 17}])
def test_an_article_whose_rows_do_not_fit_becomes_a_reject(
    monkeypatch: pytest.MonkeyPatch, broken: dict[str, int]
) -> None:
    """Numbers over 32 bits, offsets outside the text, values of another type."""

    def spoil_two(given: Article) -> Document:
        made = document(int(given.article_id[-1]))
        if given.article_id == "kaur-2":
            for name, value in broken.items():
                object.__setattr__(made.candidate_counts[0], name, value)
        return made

    monkeypatch.setattr(run_module, "extract", spoil_two)
    tables = process([article(1), article(2), REJECT, article(3)])
    assert tables["articles"]["article_id"].to_pylist() == ["kaur-1", "kaur-3"]
    assert tables["rejects"]["reason"].to_pylist() == [INTERNAL_ERROR, "empty"]


def test_a_record_that_cannot_be_built_becomes_a_reject(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_raw: Raw) -> Article:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(run_module, "build", fail)
    raw = Raw("a.jsonl", 7, "a", {"text": TEXT}, "record")
    assert run_module.build_batch([raw, REJECT]) == [
        Reject("a.jsonl", 7, INTERNAL_ERROR, "ZeroDivisionError: by zero"),
        REJECT,
    ]


def test_a_broken_rule_file_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_article: Article) -> Document:
        raise RuleError("dates.toml: rule a: bad")

    monkeypatch.setattr(run_module, "extract", fail)
    with pytest.raises(RuleError):
        process([article()])


# Properties of extraction as a whole.

_VOCABULARY = """
Bupati Ketua KPU Kaur Bengkulu Kabupaten Kota Pj mantan calon H. Drs. Wirya Santana, S.H. dan - / ( ) " Senin
27 November 2024 (27/11) kemarin pekan depan empat 4 pasangan calon tunggal 80,5 persen % mencapai partisipasi
. , : ; 99999999999999 -3 0 31 Februari tahun
"""
_WORDS = st.sampled_from([*_VOCABULARY.split(), "\n"])
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=60).map(" ".join))


@settings(max_examples=150)
@given(_TEXTS)
def test_no_text_makes_extraction_fail_and_offsets_hold(text: str) -> None:
    """Rows that pass the loader's checks come of any text; characters no file holds are left out."""
    text = text.encode("utf-8", "replace").decode()
    tables = to_tables([extract(Article("any", text))])
    for name in FACT_TABLES:
        for row in tables[name].to_pylist():
            assert text[row["start"] : row["end"]] == row["mention"]


def sample_articles() -> list[Article]:
    texts = [TEXT, TEXT.replace("Kaur", "Lebong"), TEXT.replace("dua", "tiga"), "Bengkulu, Senin."]
    return [article(number, text) for number, text in enumerate(texts)]


def test_the_order_of_articles_changes_no_row() -> None:
    articles = sample_articles()
    shuffled = random.Random(1).sample(articles, len(articles))

    def rows(tables: dict[str, pa.Table]) -> dict[str, list[str]]:
        return {name: sorted(map(str, table.to_pylist())) for name, table in tables.items()}

    assert rows(process(articles)) == rows(process(shuffled))


# Runners and whole runs.


def _double(batch: int) -> int:
    return 2 * batch


@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_a_pool_gives_results_in_order(count: int) -> None:
    with pooled(2) as runner:
        assert list(runner(_double, range(count))) == list(serial(_double, range(count)))


def test_a_pool_reads_no_further_ahead_than_it_can_hold() -> None:
    read = 0

    def batches() -> Iterator[int]:
        nonlocal read
        for batch in range(100):
            read += 1
            yield batch

    with pooled(2) as runner:
        next(runner(_double, batches()))
        assert read <= 6


def test_one_batch_starts_no_process() -> None:
    with pooled(4) as runner:
        # A function that no other process could be sent.
        assert list(runner(lambda batch: batch, [1])) == [1]


def test_a_run_accounts_for_every_input(tmp_path: Path) -> None:
    news = news_of(tmp_path, 130)
    (tmp_path / "kosong.txt").write_text("")
    seen: list[int] = []
    summary = run(
        [news, tmp_path / "kosong.txt"], tmp_path / "out", watch=lambda s: seen.append(s.done)
    )
    assert (summary.read, summary.extracted, summary.rejected.total()) == (131, 130, 1)
    assert seen == [64, 128, 131]
    tables = read_tables(tmp_path / "out")
    assert {name: table.num_rows for name, table in tables.items()} == dict(summary.rows)


def test_an_article_that_vanishes_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "process", lambda batch: process(batch[1:]))
    with pytest.raises(RuntimeError, match="2 inputs read, 1 accounted for"):
        run([news_of(tmp_path, 2)], tmp_path / "out")


def test_ids_are_unique_across_inputs(tmp_path: Path) -> None:
    paths = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "kaur.txt").write_text(f"{TEXT} Berkas {folder}.", "utf-8")
        paths.append(tmp_path / folder)
    run(paths, tmp_path / "out")
    ids = read_tables(tmp_path / "out")["articles"]["article_id"].to_pylist()
    assert ids[0] == "kaur"
    assert len(set(ids)) == 2


def test_a_summary_keeps_only_the_first_rejects() -> None:
    summary = Summary()
    summary.add(process([Reject(f"{number}.txt", None, "empty", "") for number in range(9)]))
    assert summary.rejected["empty"] == 9
    assert [reject.source_path for reject in summary.rejects["empty"]] == [
        "0.txt",
        "1.txt",
        "2.txt",
    ]


def test_usable_cores() -> None:
    assert usable_cores() >= 1
