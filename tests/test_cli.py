"""The program as a person or a cron job meets it: what it prints and how it ends."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.tables.loader import read_tables

ROOT = Path(__file__).parents[1]
ARTICLE = (
    "KPU Kaur tetapkan dua pasangan calon\n\n"
    "Bengkulu (ANTARA) - Ketua KPU Kabupaten Kaur Wirya Santana mengatakan dua pasangan calon bupati "
    "telah ditetapkan pada Senin (23/9/2024). Partisipasi pemilih di Kabupaten Kaur pada pemilihan "
    "yang lalu mencapai 80,5 persen, sehingga ia berharap warga datang ke tempat pemungutan suara."
)


def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(program, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with one article and one file that is none."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "kaur.txt").write_text(ARTICLE, "utf-8")
    (folder / "kosong.txt").write_text("")
    return folder


def test_extract_writes_tables_and_says_what_it_did(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("extract", news, "--out", out)
    assert done.returncode == 0, done.stderr
    assert "Inputs: 2 read, 1 extracted, 1 rejected" in done.stdout
    assert "empty" in done.stdout
    assert "kosong.txt: The file is empty." in done.stdout
    tables = read_tables(out)
    for name, table in tables.items():
        assert f"{table.num_rows:6,}  {name}" in done.stdout
    assert tables["articles"]["article_id"].to_pylist() == ["kaur"]
    assert tables["percentages"]["value"].to_pylist() == [80.5]


def test_extract_tells_of_files_without_dates_and_of_ids_told_apart(
    news: Path, tmp_path: Path
) -> None:
    undated = ARTICLE.replace(" (23/9/2024)", "")
    columns = ["id,isi,entah", *(f'{number},"{undated}",2020-09-22' for number in (1, 2))]
    (news / "a.csv").write_text("\n".join(columns), "utf-8")
    record = {"id": "2", "text": ARTICLE, "published": "2020-09-22"}
    (news / "b.jsonl").write_text(json.dumps(record), "utf-8")
    done = run("extract", news, "--out", tmp_path / "out")
    assert "a date of publication: 2, " in done.stdout
    assert "(most in a.csv 2)" in done.stdout
    assert "with the id of another: 1" in done.stdout
    assert "with the id" not in run("extract", news, "--out", tmp_path / "out").stdout


def test_the_tables_do_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    records = [{"id": f"a{number}", "text": ARTICLE} for number in range(200)]
    news = tmp_path / "news.jsonl"
    news.write_text("\n".join(map(json.dumps, records)), "utf-8")
    written = []
    for workers in (1, 3):
        out = tmp_path / f"out-{workers}"
        assert run("extract", news, "--out", out, "--workers", workers).returncode == 0
        current = (out / "current").resolve()
        files = [path for path in current.rglob("*.*") if path.parent.name != "runs"]
        written.append({path.name + path.parent.name: path.read_bytes() for path in files})
    assert written[0] == written[1]


def test_nothing_extracted_is_a_failure_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "kosong.txt").write_text("")
    done = run("extract", tmp_path / "kosong.txt", "--out", tmp_path / "out")
    assert done.returncode == 3
    assert read_tables(tmp_path / "out")["rejects"]["reason"].to_pylist() == ["empty"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "missing"],
        ["extract"],
        ["extract", ".", "--workers", "0"],
        ["extract", ".", "--out", "tables"],
        ["evaluate", ".", "gold.jsonl"],
        ["unknown"],
    ],
)
def test_wrong_usage_ends_with_2_and_changes_nothing(tmp_path: Path, arguments: list[str]) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_tables_that_cannot_be_written_end_with_5(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "regions").write_text("mine")
    done = run("extract", news, "--out", out)
    assert done.returncode == 5
    assert "regions is in the way" in done.stderr
    assert (out / "regions").read_text() == "mine"


def test_a_full_disk_ends_with_5_and_keeps_the_tables(news: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands in for the disk: writing fails in the middle."""
    out = tmp_path / "out"
    assert run("extract", news, "--out", out).returncode == 0
    before = (out / "current").resolve()
    limited = f"ulimit -f 1; exec {sys.executable} -m pipeline extract {news} --out {out}"
    done = subprocess.run(
        ["bash", "-c", f"trap '' XFSZ; {limited}"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 5, done.stderr
    assert "not finished" in done.stderr
    assert "Traceback" not in done.stderr
    assert (out / "current").resolve() == before
    assert run("extract", news, "--out", out).returncode == 0


def test_evaluate_prints_figures_mistakes_json_and_a_page(news: Path, tmp_path: Path) -> None:
    out, gold, page = tmp_path / "out", tmp_path / "gold.jsonl", tmp_path / "page.html"
    run("extract", news, "--out", out)
    value = {"value": 81.5, "measure": "turnout", "region_code": "17.04", "mention": "80,5 persen"}
    gold.write_text(json.dumps({"id": "kaur", "facts": {"percentages": [value]}}))
    done = run("evaluate", out, gold, "--errors", "--html", page)
    assert done.returncode == 0, done.stderr
    assert "percentages       key           0.000" in done.stdout
    assert "percentages: wrong value (1)" in done.stdout
    assert "80.5" in page.read_text("utf-8")
    figures = json.loads(run("evaluate", out, gold, "--json").stdout)
    assert figures["percentages/key"]["wanted"] == 1


def test_version() -> None:
    assert run("--version").stdout.startswith("wartafakta 0.")


def test_a_terminal_gets_a_bar_and_a_log_plain_lines(news: Path, tmp_path: Path) -> None:
    program = [sys.executable, "-m", "pipeline", "extract", str(news), "--out", str(tmp_path / "o")]
    controller, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(
        program, stdout=subprocess.PIPE, stderr=terminal, env=environment
    ) as process:
        os.close(terminal)
        shown = b""
        # Reading ends with an error once nobody has the terminal open.
        with suppress(OSError):
            while piece := os.read(controller, 4096):
                shown += piece
        os.close(controller)
        output = process.communicate()[0]
    assert b"Extracting" in shown
    assert b"2/2" in shown
    assert b"\x1b" not in output


def test_a_page_that_cannot_be_written_is_reported_without_a_traceback(
    news: Path, tmp_path: Path
) -> None:
    run("extract", news, "--out", tmp_path / "out", "--workers", 1, "--tagger", "none")
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "kaur", "text": ARTICLE, "facts": {}}) + "\n", "utf-8")
    (tmp_path / "file").touch()
    page = tmp_path / "file" / "page.html"
    done = run("evaluate", tmp_path / "out", gold, "--html", page)
    assert done.returncode == 5
    assert str(page.parent) in done.stderr
    assert "Traceback" not in done.stderr
