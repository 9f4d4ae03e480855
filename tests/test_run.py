"""Runs: what is done with a batch, who runs it, and that one bad article stops no other."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import signal
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import TEXT, article, document

from pipeline.ingest.raw import Limits, Raw
from pipeline.matching.rules import RuleError
from pipeline.runs import work
from pipeline.runs.copies import as_rows, signature, similarities
from pipeline.runs.run import Summary, run
from pipeline.runs.runners import pooled, serial, usable_cores
from pipeline.runs.work import INTERNAL_ERROR, TOO_SLOW, Failure, build_batch, extract_batch
from pipeline.segment import segment
from pipeline.stages import extract
from pipeline.tables.loader import read_tables
from pipeline.tables.rows import Tables, to_tables
from pipeline.tables.schemas import FACT_TABLES
from pipeline.tagger import ModelError
from pipeline.tagging import tag
from pipeline.types import Article, Document, Reject

RECORD = Raw("a.jsonl", 7, {"text": TEXT}, "record")


def news_of(folder: Path, count: int) -> Path:
    """A file of that many records."""
    records = ({"id": f"a{number}", "text": f"{TEXT} Warga {number}."} for number in range(count))
    path = folder / "news.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")
    return path


# A batch.


def only_tables(results: list[Tables | Failure]) -> Tables:
    (tables,) = (result for result in results if not isinstance(result, Failure))
    return tables


def test_a_batch_of_nothing_gives_empty_tables() -> None:
    assert {table.num_rows for table in only_tables(extract_batch([], tagger="none")).values()} == {
        0
    }


def test_an_article_that_fails_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_on_two(given: Document) -> None:
        if given.article.article_id == "kaur-2":
            raise ZeroDivisionError("by zero")

    monkeypatch.setattr(work, "fill", fail_on_two)
    tables, failure = extract_batch([article(1), article(2), article(3)], tagger="none")
    assert only_tables([tables])["articles"]["article_id"].to_pylist() == ["kaur-1", "kaur-3"]
    assert failure == Failure("kaur-2", INTERNAL_ERROR, "ZeroDivisionError: by zero")


@pytest.mark.parametrize("broken", [{"count": 2**40}, {"start": -1}, {"region_code": 17}])
def test_an_article_whose_rows_do_not_fit_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, broken: dict[str, int]
) -> None:
    """Numbers over 32 bits, offsets outside the text, values of another type."""

    def spoil_two(given: Document) -> None:
        given.candidate_counts = document().candidate_counts
        if given.article.article_id == "kaur-2":
            for name, value in broken.items():
                object.__setattr__(given.candidate_counts[0], name, value)

    monkeypatch.setattr(work, "fill", spoil_two)
    results = extract_batch([article(1), article(2), article(3)], tagger="none")
    ids = [
        result["articles"]["article_id"].to_pylist()
        for result in results
        if not isinstance(result, Failure)
    ]
    assert ids == [["kaur-1"], ["kaur-3"]]
    (failure,) = (result for result in results if isinstance(result, Failure))
    assert (failure.article_id, failure.reason) == ("kaur-2", INTERNAL_ERROR)


def test_a_record_that_cannot_be_built_becomes_a_reject(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_raw: Raw, _limits: Limits) -> Article:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(work, "build", fail)
    assert build_batch([RECORD]) == [
        Reject("a.jsonl", 7, INTERNAL_ERROR, "ZeroDivisionError: by zero")
    ]


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also inside a regular expression that backtracks without end, and past ``except Exception``."""

    def hang(*_: object) -> Article:
        while True:
            with suppress(Exception):
                re.fullmatch(r"(a+)+b", "a" * 60)

    monkeypatch.setattr(work, "fill", hang)
    monkeypatch.setattr(work, "build", hang)
    limits = Limits(seconds=0.05)
    _, failure = extract_batch([article(1)], limits, tagger="none")
    assert isinstance(failure, Failure)
    assert (failure.article_id, failure.reason) == ("kaur-1", TOO_SLOW)
    assert "0.05 seconds" in failure.message
    (reject,) = build_batch([RECORD], limits)
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.record) == (TOO_SLOW, 7)


def test_the_limit_leaves_no_alarm() -> None:
    extract_batch([article(1)], Limits(seconds=30), tagger="none")
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_a_broken_rule_file_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_document: Document) -> None:
        raise RuleError("dates.toml: rule a: bad")

    monkeypatch.setattr(work, "fill", fail)
    with pytest.raises(RuleError):
        extract_batch([article()], tagger="none")


# The tagger.


class Marks:
    """Takes every "Wirya" for a person, and fails on "gagal"."""

    name = "marks"
    familiar = frozenset({"kata", "wirya", "rapat"})

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        if any("gagal" in sentence for sentence in sentences):
            raise ZeroDivisionError("by zero")
        return [["B-PER" if word == "Wirya" else "O" for word in each] for each in sentences]


def test_entities_have_the_offsets_of_the_text() -> None:
    documents = [
        Document(Article(str(n), text)) for n, text in enumerate(["Kata Wirya.\nWirya!", ""])
    ]
    for each in documents:
        segment(each)
    tag(documents, Marks())
    assert [[entity.of(each.text) for entity in each.entities] for each in documents] == [
        ["Wirya", "Wirya"],
        [],
    ]


def test_familiar_words_are_impersonal_where_no_person_has_them() -> None:
    document = Document(Article("1", "Kata Wirya. RAPAT, rapat, Rapat dan Kaur."))
    segment(document)
    tag([document], Marks())
    assert document.impersonal == {"kata", "rapat"}


def test_an_article_that_the_tagger_fails_on_is_the_only_one_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(work, "load_tagger", lambda _name: Marks())
    work._tagger.cache_clear()
    articles = [article(1), article(2, "Wirya gagal."), article(3)]
    tables, failure = extract_batch(articles, tagger="stanza")
    work._tagger.cache_clear()
    assert only_tables([tables])["articles"]["article_id"].to_pylist() == ["kaur-1", "kaur-3"]
    assert failure == Failure("kaur-2", INTERNAL_ERROR, "ZeroDivisionError: by zero")


def test_a_model_that_cannot_be_used_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_name: str) -> Marks:
        raise ModelError("words.txt is damaged")

    monkeypatch.setattr(work, "load_tagger", fail)
    work._tagger.cache_clear()
    with pytest.raises(ModelError, match="damaged"):
        extract_batch([article()], tagger="stanza")


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

    in_order, mixed = (extract_batch(each, tagger="none") for each in (articles, shuffled))
    assert rows(only_tables(in_order)) == rows(only_tables(mixed))


# Runners.


def _double(batch: list[int]) -> list[int]:
    return [2 * number for number in batch]


def _lost(number: int) -> int:
    return -number


def _double_or_die(batch: list[int]) -> list[int]:
    for number in batch:
        if number % 50 == 7:
            os.kill(os.getpid(), signal.SIGKILL)
    return _double(batch)


@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_a_pool_gives_results_in_order(count: int) -> None:
    batches = [[number] * (number % 3) for number in range(count)]
    with pooled(2) as runner:
        assert list(runner(_double, batches, _lost)) == list(serial(_double, batches, _lost))


@pytest.mark.parametrize(("items", "most"), [(64, 6), (1, 18)])
def test_a_pool_reads_no_further_ahead_than_it_can_hold(items: int, most: int) -> None:
    read = 0

    def batches() -> Iterator[list[int]]:
        nonlocal read
        for batch in range(100):
            read += 1
            yield [batch] * items

    with pooled(2) as runner:
        next(runner(_double, batches(), _lost))
        assert read <= most


def test_one_batch_starts_no_process() -> None:
    with pooled(4) as runner:
        # A function that no other process could be sent.
        assert list(runner(lambda batch: batch, [[1]], _lost)) == [[1]]


def test_an_item_that_kills_its_process_is_lost_alone() -> None:
    batches = [list(range(start, start + 10)) for start in range(0, 60, 10)]
    with pooled(2) as runner:
        results = list(chain.from_iterable(runner(_double_or_die, batches, _lost)))
    assert results == [-n if n % 50 == 7 else 2 * n for n in range(60)]


def test_signatures_tell_how_alike_texts_are() -> None:
    words = [f"kata{number}" for number in range(400)]
    one, other = (
        signature(Article("a", "Judul\n\n" + " ".join(body), headline="Judul"))
        for body in (words, [*words[:320], *(f"lain{number}" for number in range(80))])
    )
    # Of 482 runs of three words that either has, 318 stand in both.
    alike = similarities(as_rows([one, one]), as_rows([one, other]))
    assert alike == pytest.approx([1, 318 / 482], abs=0.1)
    # Those in stores must go on being found.
    assert hashlib.sha256(one).hexdigest()[:16] == "e2116a394154817a"


# Whole runs.


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
    monkeypatch.setattr(Summary, "done", property(lambda summary: summary.extracted - 1))
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
    summary.add({}, [Reject(f"{number}.txt", None, "empty", "") for number in range(9)])
    assert summary.rejected["empty"] == 9
    shown = [reject.source_path for reject in summary.rejects["empty"]]
    assert shown == ["0.txt", "1.txt", "2.txt"]


def test_usable_cores() -> None:
    assert usable_cores() >= 1
