"""Night after night: whatever happens to news, rules or machine, the tables are those of one full run."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from samples import TEXT

from pipeline.runs import fingerprint, work
from pipeline.runs import run as run_module
from pipeline.runs.history import health
from pipeline.runs.run import Options, preview, run
from pipeline.runs.store import FILE
from pipeline.stages import fill
from pipeline.tables.loader import CURRENT, STATE, Loader, LoadError, read_tables
from pipeline.tables.schemas import TABLES
from pipeline.types import Document, InputError

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"


def files(out: Path) -> dict[str, bytes]:
    """The bytes of the current tables, but for the table of the runs."""
    tables = (out / CURRENT).resolve()
    return {
        path.relative_to(tables).as_posix(): path.read_bytes()
        for path in sorted(tables.rglob("*"))
        if path.is_file() and path.parent.name != "runs"
    }


def ids(out: Path) -> list[str]:
    return read_tables(out)["articles"]["article_id"].to_pylist()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of three articles, two of them in one file, and a reject."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "kaur.txt").write_text(TEXT, "utf-8")
    records = [{"id": f"a{n}", "text": f"{other(n)} Warga {n}."} for n in range(2)]
    (folder / "more.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
    (folder / "kosong.txt").write_text("")
    return folder


def other(number: int) -> str:
    """A text that is no copy of another number's."""
    return (
        f"KPU Kabupaten Lebong mencatat {number + 2} pasangan calon bupati pada 27 November 2024."
    )


def extracted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the articles that are extracted from now on."""
    seen: list[str] = []

    def watched(document: Document) -> None:
        seen.append(document.article.article_id)
        fill(document)

    monkeypatch.setattr(work, "fill", watched)
    return seen


# Incremental.

_NAMES = st.sampled_from(["a.txt", "b.txt", "c-2024-03-05.txt", "d/a.txt", "d/z.txt"])
_VARIANTS = st.integers(0, 3)


class Nights(RuleBasedStateMachine):
    """Adds, edits, renames, deletes and changes of rules between runs, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.folder = Path(os.environ["NIGHTS"]) / f"{random.getrandbits(64):x}"
        self.news, self.out = self.folder / "news", self.folder / "out"
        self.rules = 0
        self.patch.setattr(work, "fill", self.fill)
        self.patch.setattr(run_module, "versions", self.versions)

    def fill(self, document: Document) -> None:
        fill(document)
        if self.rules % 2:
            document.dates = []

    def versions(self, _tagger: str) -> fingerprint.Versions:
        return fingerprint.Versions("0", "code", str(self.rules), "model", "packages")

    @initialize()
    def start(self) -> None:
        (self.news / "d").mkdir(parents=True)

    @rule(name=_NAMES, variant=_VARIANTS)
    def write(self, name: str, variant: int) -> None:
        (self.news / name).write_text(
            f"{other(variant)}\nWarga Kaur {'datang ' * variant}.", "utf-8"
        )

    @rule(variants=st.lists(_VARIANTS, max_size=4))
    def write_many(self, variants: list[int]) -> None:
        records = [{"id": f"r{variant}", "text": other(variant)} for variant in variants]
        lines = [*map(json.dumps, records), "{broken"]
        (self.news / "many.jsonl").write_text("\n".join(lines), "utf-8")

    @rule(name=_NAMES)
    def delete(self, name: str) -> None:
        (self.news / name).unlink(missing_ok=True)

    @rule(one=_NAMES, two=_NAMES)
    def rename(self, one: str, two: str) -> None:
        if (self.news / one).exists():
            (self.news / one).replace(self.news / two)

    @rule()
    def change_rules(self) -> None:
        self.rules += 1

    @rule(skip_copies=st.booleans())
    def night_that_fails_at_its_end(self, skip_copies: bool) -> None:
        def fail(*_: object) -> None:
            raise OSError("no space left")

        options = Options(skip_copies=skip_copies, allow_empty=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Loader, "commit", fail)
            with pytest.raises(OSError, match="no space"):
                run([self.news], self.out, options=options)

    @rule(skip_copies=st.booleans(), since=st.sampled_from([None, 2**40]))
    def night(self, skip_copies: bool, since: int | None) -> None:
        # Nothing was modified while nobody looked, so files from before "since" are as they were.
        options = Options(skip_copies=skip_copies, since=since, allow_empty=True)
        if since is not None:
            run([self.news], self.out, options=Options(allow_empty=True))
        run([self.news], self.out, options=options)
        fresh = self.folder / "fresh"
        run([self.news], fresh, options=Options(skip_copies=skip_copies))
        assert files(self.out) == files(fresh)
        shutil.rmtree(fresh)

    @invariant()
    def nothing_is_left_over(self) -> None:
        if self.out.exists():
            assert not list(self.out.glob(f"{STATE}/*.unfinished"))

    def teardown(self) -> None:
        self.patch.undo()
        shutil.rmtree(self.folder, ignore_errors=True)


def test_after_any_nights_the_tables_are_those_of_one_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, soak: bool
) -> None:
    monkeypatch.setenv("NIGHTS", str(tmp_path))
    from hypothesis.stateful import run_state_machine_as_test

    size = settings(max_examples=200 if soak else 12, stateful_step_count=12, deadline=None)
    run_state_machine_as_test(Nights, settings=size)  # type: ignore[no-untyped-call]


def test_only_what_is_new_or_changed_is_extracted(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run([news], out)
    seen = extracted(monkeypatch)
    summary = run([news], out)
    assert (seen, summary.read, summary.known) == ([], 4, 3)
    (news / "kaur.txt").rename(news / "renamed.txt")
    (news / "more.jsonl").write_text(
        "\n".join([json.dumps({"id": "new", "text": other(9)}), (news / "more.jsonl").read_text()])
    )
    summary = run([news], out)
    assert seen == ["new"]
    assert (summary.known, summary.vanished) == (3, 0)
    assert ids(out) == ["new", "a0", "a1", "renamed"]


def test_a_folder_without_any_article_leaves_the_tables_unless_told(
    news: Path, tmp_path: Path
) -> None:
    """As where a disk was not mounted, or an interface answers with an error."""
    out, unmounted = tmp_path / "out", tmp_path / "unmounted"
    unmounted.mkdir()
    run([news], out)
    with pytest.raises(InputError, match="have 3; --allow-empty"):
        run([unmounted], out)
    (unmounted / "a.jsonl").write_text('{"code": "rest_forbidden"}\n', "utf-8")
    with pytest.raises(InputError, match="rejected: 1 malformed_record"):
        run([unmounted], out)
    assert len(ids(out)) == 3
    run([unmounted], out, options=Options(allow_empty=True))
    assert ids(out) == []
    run([unmounted], out)


def test_where_nothing_has_changed_the_tables_are_taken_over(news: Path, tmp_path: Path) -> None:
    """Those of the run before become this one's: the same files, not only the same bytes."""
    out = tmp_path / "out"
    (news / "copy.txt").write_text((news / "kaur.txt").read_text("utf-8"), "utf-8")
    first = run([news], out)
    before = {path.name: path.stat().st_ino for path in out.glob("officials/*")}
    second = run([news], out)
    assert {path.name: path.stat().st_ino for path in out.glob("officials/*")} == before
    assert first.copies == 1
    for name in (
        *("read", "rows", "copies", "rows_of_copies"),
        *("undated", "rejected", "rejects", "extracted"),
    ):
        assert getattr(second, name) == getattr(first, name), name
    assert (second.new, second.known) == (0, 4)
    assert [row["run"] for row in read_tables(out, ["runs"])["runs"].to_pylist()] == [1, 2]


def test_a_date_in_the_name_counts_as_content(tmp_path: Path) -> None:
    news, out = tmp_path / "news", tmp_path / "out"
    news.mkdir()
    (news / "berita-2024-03-05.txt").write_text(other(1), "utf-8")
    run([news], out)
    (news / "berita-2024-03-05.txt").rename(news / "berita-2023-01-09.txt")
    run([news], out)
    (article,) = read_tables(out)["articles"].to_pylist()
    assert article["published_date"].isoformat() == "2023-01-09"


def test_vanished_articles_go_or_stay(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([news], out)
    before = files(out)
    (news / "kaur.txt").rename(tmp_path / "kaur.txt")
    for _ in range(2):
        assert run([news], out, options=Options(keep_vanished=True)).vanished == 1
        assert ids(out) == ["a0", "a1", "kaur"]
    (tmp_path / "kaur.txt").rename(news / "kaur.txt")
    run([news], out)
    assert files(out) == before
    (news / "kaur.txt").unlink()
    assert run([news], out).vanished == 1
    assert ids(out) == ["a0", "a1"]


def test_a_changed_article_is_replaced_though_vanished_ones_stay(
    news: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run([news], out)
    (news / "kaur.txt").write_text(f"{TEXT} Warga menunggu.", "utf-8")
    assert run([news], out, options=Options(keep_vanished=True)).vanished == 0
    assert ids(out) == ["kaur", "a0", "a1"]


def test_since_leaves_files_unread_that_are_done(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run([news], out)
    before = files(out)
    os.utime(news / "more.jsonl", (0, 0))
    (news / "more.jsonl").chmod(0)
    (news / "old-and-new.txt").write_text(other(5), "utf-8")
    os.utime(news / "old-and-new.txt", (0, 0))
    seen = extracted(monkeypatch)
    options = Options(since=time.time() - 3600)
    summary = run([news], out, options=options)
    assert seen == ["old-and-new"]
    assert summary.known == 3
    (news / "old-and-new.txt").unlink()
    run([news], out, options=options)
    assert files(out) == before


def test_since_reads_everything_when_the_rules_have_changed(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run([news], out)
    versions = replace(fingerprint.versions("onnx"), rules="others")
    monkeypatch.setattr(run_module, "versions", lambda _tagger: versions)
    seen = extracted(monkeypatch)
    run([news], out, options=Options(since=2.0**40))
    assert seen == ["kaur", "a0", "a1"]


def test_a_preview_tells_what_a_run_would_find_and_writes_nothing(
    news: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    found = preview([news], out)
    assert (found.read, found.known, found.vanished) == (4, 0, 0)
    assert not out.exists()
    run([news], out)
    (news / "kaur.txt").rename(news / "renamed.txt")
    (news / "more.jsonl").unlink()
    stored = (out / STATE / FILE).read_bytes()
    found = preview([news], out)
    assert (found.read, found.known, found.vanished) == (2, 1, 2)
    assert (out / STATE / FILE).read_bytes() == stored


def test_fresh_extracts_everything(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run([news], out)
    seen = extracted(monkeypatch)
    run([news], out, options=Options(fresh=True))
    assert len(seen) == 3


def test_another_tagger_extracts_anew(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run([news], out, options=Options(tagger="none"))
    seen = extracted(monkeypatch)
    run([news], out, options=Options(tagger="none"))
    assert not seen
    run([news], out)
    assert len(seen) == 3


def test_faults_are_tried_again(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"

    def fail(document: Document) -> None:
        raise ZeroDivisionError(document.article.article_id)

    with monkeypatch.context() as patch:
        patch.setattr(work, "fill", fail)
        assert run([news], out).rejected[work.INTERNAL_ERROR] == 3
    seen = extracted(monkeypatch)
    assert run([news], out).rejected == {"empty": 1}
    assert len(seen) == 3


def test_what_a_failed_run_has_extracted_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news, out = tmp_path / "news.jsonl", tmp_path / "out"
    records = [{"id": f"a{n}", "text": f"{other(n)} Nomor {n} dari semua."} for n in range(200)]
    news.write_text("\n".join(map(json.dumps, records)), "utf-8")

    def stop_late(document: Document) -> None:
        if document.article.article_id == "a190":
            raise KeyboardInterrupt
        fill(document)

    with monkeypatch.context() as patch:
        patch.setattr(work, "fill", stop_late)
        with pytest.raises(KeyboardInterrupt):
            run([news], out)
    seen = extracted(monkeypatch)
    run([news], out)
    assert seen == [f"a{n}" for n in range(128, 200)] or len(seen) <= 72


def test_rows_of_equal_runs_are_equal_but_for_the_table_of_runs(news: Path, tmp_path: Path) -> None:
    for out in (tmp_path / "one", tmp_path / "two"):
        run([news], out)
    assert files(tmp_path / "one") == files(tmp_path / "two")


# Copies.


def test_copies_are_linked_to_the_first(tmp_path: Path) -> None:
    agency = min(SAMPLE.rglob("*.txt")).read_text("utf-8")
    headline, _, body = agency.partition("\n")
    words = body.split(" ")
    edited = " ".join([*words[:20], "kemarin", *words[21:-3]])
    news, out = tmp_path / "news", tmp_path / "out"
    news.mkdir()
    (news / "1.txt").write_text(agency, "utf-8")
    (news / "2.txt").write_text(f"Judul yang lain sama sekali\n{body}", "utf-8")
    (news / "3.txt").write_text(f"{headline}\n{edited}", "utf-8")
    (news / "4.txt").write_text(other(1), "utf-8")
    (news / "5.txt").write_text(other(2), "utf-8")
    summary = run([news], out)
    articles = read_tables(out)["articles"]
    assert articles["duplicate_of"].to_pylist() == [None, "1", "1", None, None]
    assert summary.copies == 2
    dates = read_tables(out)["dates"]["article_id"].to_pylist()
    assert summary.rows_of_copies["dates"] == dates.count("2") + dates.count("3") > 0
    run([news], out, options=Options(skip_copies=True))
    assert set(read_tables(out)["dates"]["article_id"].to_pylist()) <= {"1", "4", "5"}
    assert read_tables(out)["articles"].num_rows == 5
    (news / "1.txt").unlink()
    run([news], out, options=Options(skip_copies=True))
    assert read_tables(out)["articles"]["duplicate_of"].to_pylist() == [None, "2", None, None]
    assert "2" in read_tables(out)["dates"]["article_id"].to_pylist()


def test_damaged_rows_of_the_store_are_named_and_a_fresh_run_mends_them(
    news: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run([news], out)
    with sqlite3.connect(out / STATE / "store.sqlite") as store:
        store.execute("UPDATE packs SET rows = x'00'")
    (news / "baru.txt").write_text(other(9), "utf-8")
    with pytest.raises(OSError, match=r"store\.sqlite is damaged .* --fresh"):
        run([news], out)
    assert run([news], out, options=Options(fresh=True)).extracted == 4


# The table of the runs.


def test_every_run_has_its_row(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for _ in range(3):
        run([news], out)
    runs = read_tables(out, ["runs"])["runs"].to_pylist()
    assert [row["run"] for row in runs] == [1, 2, 3]
    assert [row["known"] for row in runs] == [0, 3, 3]
    assert runs[2]["rejects"] == [{"name": "empty", "count": 1}]
    assert {each["name"] for each in runs[2]["rows"]} == TABLES.keys()
    assert runs[0]["started"] <= runs[0]["finished"] <= runs[1]["started"]
    assert runs[2]["peak_memory"] > 10


def test_old_runs_are_kept_as_asked(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def runs() -> list[str]:
        return sorted(path.name for path in (out / STATE).iterdir() if path.is_dir())

    for _ in range(4):
        run([news], out, options=Options(keep_runs=2))
    assert runs() == ["000002", "000003", "000004"]
    run([news], out, options=Options(keep_runs=0))
    assert runs() == ["000005"]


@pytest.mark.parametrize("table", ["runs", "officials"])
def test_a_damaged_table_is_named_and_a_fresh_run_makes_it_anew(
    news: Path, tmp_path: Path, table: str
) -> None:
    out = tmp_path / "out"
    run([news], out)
    path = (out / table).resolve() / "part-0.parquet"
    path.write_text("damaged")
    with pytest.raises(LoadError, match=f"{table}/part-0.parquet is damaged"):
        run([news], out)
    path.unlink()
    run([news], out, options=Options(fresh=True))
    assert set(read_tables(out, [table])[table].schema.names) >= {
        "rows" if table == "runs" else "person"
    }


# Never half: kills, full disks, two at once.


def program(news: Path, out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "pipeline", "extract", str(news), "--out", str(out), *options]


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory, soak: bool) -> Path:
    """A file of articles that takes a while to extract."""
    texts = [path.read_text("utf-8") for path in sorted(SAMPLE.glob("agency/*.txt"))]
    path = tmp_path_factory.mktemp("many") / "news.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(300 if soak else 150):
            text = f"{texts[number % len(texts)]}\n\nCatatan {number}: {number * 7919 % 10007} warga hadir."
            file.write(json.dumps({"id": f"a{number}", "text": text}) + "\n")
    return path


@pytest.fixture(scope="session")
def whole(many: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], float]:
    """The tables of one run over the many, and how long it takes."""
    out = tmp_path_factory.mktemp("whole")
    start = time.monotonic()
    subprocess.run(program(many, out), check=True, capture_output=True)
    return files(out), time.monotonic() - start


def test_killed_at_any_moment_nothing_is_lost_or_doubled(
    many: Path, whole: tuple[dict[str, bytes], float], tmp_path: Path, soak: bool
) -> None:
    expected, seconds = whole
    out = tmp_path / "out"
    run([SAMPLE], out)
    before = files(out)
    chance = random.Random(5)
    kills = finished = 0
    while kills < (50 if soak else 6):
        with subprocess.Popen(
            program(many, out), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as process:
            try:
                process.wait(chance.uniform(0.3, 1.1) * seconds)
                finished += 1
                assert process.returncode == 0, process.stderr and process.stderr.read()
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                kills += 1
        now = files(out)
        assert now in (before, expected)
        if now == expected:
            # Start again from nothing, in the store too.
            shutil.rmtree(out)
            run([SAMPLE], out)
    run([many], out)
    assert files(out) == expected
    print(f"{kills} kills, {finished} runs that ended sooner")


def test_a_run_that_is_told_to_end_says_so(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([SAMPLE], out)
    before = files(out)
    with subprocess.Popen(
        [*program(many, out), "--log", "json"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        assert "started" in process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        assert "interrupted, the tables are unchanged" in process.stderr.read()
    assert process.returncode == 130
    assert files(out) == before


def test_what_was_extracted_before_a_kill_is_not_extracted_again(
    many: Path, whole: tuple[dict[str, bytes], float], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    store = out / STATE / FILE
    with subprocess.Popen(
        program(many, out, "--workers", "1"), stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None and preview([many], out).known < 64:
            time.sleep(0.05)
        process.kill()
    assert store.exists()
    summary = run([many], out)
    assert summary.known >= 64
    assert files(out) == whole[0]


def test_of_two_runs_at_once_one_is_turned_away(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    both = [subprocess.Popen(program(many, out), stderr=subprocess.PIPE, text=True) for _ in "12"]
    messages = [process.communicate()[1] for process in both]
    assert sorted(process.returncode for process in both) == [0, 5]
    assert any("another run is writing here" in message for message in messages)
    assert len(ids(out)) == len(set(ids(out))) == len(many.read_text().splitlines())


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("file systems can only be mounted by root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_tables_and_the_next_run_heals(
    many: Path, whole: tuple[dict[str, bytes], float], tiny: Path
) -> None:
    out = tiny / "out"
    (tiny / "one.txt").write_text(other(1), "utf-8")
    run([tiny / "one.txt"], out)
    before = files(out)
    (tiny / "ballast").write_bytes(b"x" * 700_000)
    for _ in range(2):
        done = subprocess.run(program(many, out), capture_output=True, text=True, check=False)
        assert done.returncode == 5
        assert "the tables are unchanged" in done.stderr
        assert "full" in done.stderr or "No space left" in done.stderr
        assert files(out) == before
    (tiny / "ballast").unlink()
    subprocess.run(["mount", "-o", "remount,size=64m", str(tiny)], check=True)
    subprocess.run(program(many, out), check=True, capture_output=True)
    assert files(out) == whole[0]


def test_a_folder_that_cannot_be_written_is_named(news: Path) -> None:
    # Not even root may make a folder here.
    done = subprocess.run(
        program(news, Path("/sys/out")), capture_output=True, text=True, check=False
    )
    assert done.returncode == 5
    assert "/sys/out" in done.stderr


@pytest.mark.parametrize("damage", [b"no database at all" * 100, b""])
def test_a_damaged_store_is_made_anew(news: Path, tmp_path: Path, damage: bytes) -> None:
    out = tmp_path / "out"
    run([news], out)
    before = files(out)
    (out / STATE / FILE).write_bytes(damage)
    assert run([news], out).known == 0
    assert files(out) == before
    assert run([news], out).known == 3


def test_a_reader_meets_whole_runs_while_runs_go_on(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([news], out)
    stop = threading.Event()
    problems: list[object] = []

    def read_on() -> None:
        while not stop.is_set():
            try:
                tables = read_tables(out)
            except (OSError, LoadError) as error:
                problems.append(error)
                return
            known = set(tables["articles"]["article_id"].to_pylist())
            if not set(tables["dates"]["article_id"].to_pylist()) <= known:
                problems.append(known)

    reader = threading.Thread(target=read_on)
    reader.start()
    for number in range(15):
        (news / "changing.txt").write_text(other(number), "utf-8")
        if number % 3 == 0:
            (news / "changing.txt").unlink()
        run([news], out)
    stop.set()
    reader.join()
    assert not problems


# At the size of years.


def test_a_night_costs_what_is_new_and_memory_stays_flat(tmp_path: Path, soak: bool) -> None:
    if not soak:
        pytest.skip("takes many minutes; make soak runs it")
    scripts = Path(__file__).parents[1] / "scripts"

    def written(count: int) -> Path:
        news = tmp_path / f"news-{count}"
        command = [sys.executable, str(scripts / "vary_corpus.py"), str(count), str(news)]
        subprocess.run(command, check=True)
        return news

    def measured(news: Path, out: Path) -> tuple[float, float]:
        """Seconds and peak memory of a run."""
        started = time.monotonic()
        subprocess.run(program(news, out), check=True, capture_output=True)
        row = read_tables(out, ["runs"])["runs"].to_pylist()[-1]
        return time.monotonic() - started, row["peak_memory"]

    _, small = measured(written(2_000), tmp_path / "small")
    news, out = written(20_000), tmp_path / "out"
    full, large = measured(news, out)
    again, _ = measured(news, out)
    for path in sorted(news.rglob("*.txt"))[::100]:
        path.write_text(f"{path.read_text('utf-8')}\nWarga menunggu hasilnya.", "utf-8")
    night, _ = measured(news, out)
    print(
        f"20,000 articles in {full:.0f} s; with nothing changed {again / full:.1%} of that, with 1 %"
        f" changed {night / full:.1%}; memory {large:.0f} MiB, {large / small:.2f} times that of 2,000"
    )
    fresh = tmp_path / "fresh"
    measured(news, fresh)
    assert files(out) == files(fresh)
    assert again <= 0.03 * full
    assert night <= 0.06 * full
    assert large <= 1.15 * small


# What docs/nightly.md prints.

PAGE = (Path(__file__).parents[1] / "docs" / "nightly.md").read_text("utf-8")


def printed(pattern: str, **here: object) -> list[str]:
    """What the page prints at a pattern, with the paths of this machine."""
    paths = {
        "/opt/wartafakta/bin/wartafakta": here.get("program", "/bin/true"),
        "/srv/news": here.get("news"),
        "/srv/tables": here.get("out"),
    }
    page = PAGE
    for path, replacement in paths.items():
        page = page.replace(path, str(replacement)) if replacement else page
    return re.findall(pattern, page, re.MULTILINE | re.DOTALL)


def test_the_printed_commands_work(news: Path, tmp_path: Path) -> None:
    here = {"program": f"{sys.executable} -m pipeline", "news": news, "out": tmp_path / "out"}
    commands = printed(r"^    30 1 \* \* \* ([^\n]*)$", **here)
    commands += printed(r"^ExecStart\w*=([^\n]*)$", **here)
    assert len(commands) == 3
    for command in commands:
        subprocess.run(command, shell=True, check=True, capture_output=True)
    log = (tmp_path / "out.log").read_text("utf-8").splitlines()
    assert json.loads(log[-1])["event"] == "finished"


def test_the_printed_way_back_to_an_earlier_run_works(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([news], out)
    before = files(out)
    (news / "lebong.txt").write_text(other(9), "utf-8")
    run([news], out)
    after = files(out)
    (command,) = printed(r"^    (ln -sfn [^\n]*?) +#", out=out)
    subprocess.run(command.replace("000040", "000001"), shell=True, check=True)
    assert files(out) == before
    run([news], out)
    assert files(out) == after


def test_systemd_accepts_the_printed_units(tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("systemd-analyze is not installed")
    names = printed(r"<!-- unit: (\S+) -->")
    assert names == ["wartafakta.service", "wartafakta.timer"]
    for name, content in zip(names, printed(r"```ini\n(.*?)```"), strict=True):
        (tmp_path / name).write_text(content, "utf-8")
    command = [verify, "verify", *(str(tmp_path / name) for name in names)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stderr


# The program.


def test_the_program_tells_what_is_new(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def said(*options: str) -> str:
        return subprocess.run(
            program(news, out, *options), capture_output=True, text=True, check=True
        ).stdout

    assert "4 inputs: 3 new or changed, 0 done before, 0 vanished" in said("--dry-run")
    assert not out.exists()
    said()
    assert "0 new or changed, 3 done before" in said("--dry-run")
    assert "3 new or changed, 0 done before" in said("--dry-run", "--fresh")
    (news / "kaur.txt").unlink()
    assert "0 new or changed, 3 done before, 1 vanished" in said("--keep-vanished")
    assert ids(out) == ["a0", "a1", "kaur"]


def test_a_log_for_machines(news: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        program(news, tmp_path / "out", "--log", "json"),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""
    events = [json.loads(line) for line in done.stderr.splitlines()]
    # A slow machine tells of progress, too.
    reported = [each for each in events if each["event"] != "progress"]
    assert [each["event"] for each in reported] == ["started", "rejected", "finished"]
    assert (reported[1]["source_path"], reported[1]["reason"]) == ("kosong.txt", "empty")
    assert reported[2]["rejects"] == {"empty": 1}
    assert reported[2]["articles"] == reported[2]["rows"]["articles"] == 3


def test_the_health_line() -> None:
    row = {
        "run": 7,
        "finished": datetime(2024, 11, 28, 3, tzinfo=UTC),
        "new": 10,
        "rows": [{"name": "articles", "count": 95}],
        "rejects": [{"name": "empty", "count": 5}],
    }
    now = datetime(2024, 11, 28, 9, tzinfo=UTC)
    well, line = health(row, now, max_age=26)
    assert well
    assert line.startswith("OK run 7 finished 2024-11-28 03:00 UTC, 6.0 hours ago: 95 articles, 10")
    assert health(row, now, max_age=5)[1].startswith("LATE")
    faults = row | {"rejects": [{"name": work.TOO_SLOW, "count": 1}]}
    well, line = health(faults, now, max_age=26)
    assert not well
    assert line.startswith("FAULTS")
    well, line = health(row | {"rejects": [{"name": "no_article", "count": 96}]}, now, max_age=26)
    assert not well
    assert line.startswith("REJECTS")


def test_status_of_a_folder_without_tables(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "status", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no tables here" in done.stderr
