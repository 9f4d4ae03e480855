"""The checker of the rules: the rules are right, and a broken one is named with its example."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.check import CONTEXTS, FINDERS, check
from pipeline.rules import rules_root

FILE = "elections.toml"


def test_every_rule_does_what_its_examples_say() -> None:
    report = check()
    assert not report.failures, "\n".join(map(str, report.failures))
    assert report.files == len(FINDERS) + len(CONTEXTS)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the rules that a test may break."""
    return shutil.copytree(rules_root(), tmp_path / "rules")


def run_check(rules: Path) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "pipeline", "rules", "check", "--rules", str(rules)]
    return subprocess.run(program, capture_output=True, text=True, check=False)


def add(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def test_an_unbroken_copy_passes(rules: Path) -> None:
    done = run_check(rules)
    assert done.stdout.endswith(" 0 failed\n"), done.stdout
    assert (done.returncode, done.stderr) == (0, "")


RULE = """
[[rule]]
id = "test.broken"
pattern = 'pilxyz'
produce = "election"
values = { election = "bupati" }
"""


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("", "has no example"),
        (
            "examples = [{ text = 'jelang pilkada', span = 'pilxyz' }]",
            "example 'jelang pilkada': found nothing",
        ),
        (
            "examples = [{ text = 'jelang pilxyz ini', span = 'pilxyz ini' }]",
            "example 'jelang pilxyz ini': wanted 'pilxyz ini', found 'pilxyz'",
        ),
        (
            "examples = [{ text = 'pilxyz', span = 'pilxyz', expect = { election = 'gubernur' } }]",
            "example 'pilxyz': election is 'bupati', not 'gubernur'",
        ),
        (
            "examples = [{ text = 'pilxyz', span = 'pilxyz' }]\nnegatives = ['jelang pilxyz']",
            "example 'jelang pilxyz': must find nothing, found 'pilxyz'",
        ),
    ],
)
def test_a_broken_rule_is_named_with_its_example(rules: Path, lines: str, problem: str) -> None:
    add(rules / FILE, RULE + lines)
    done = run_check(rules)
    assert done.returncode == 1
    assert f"{FILE}: rule test.broken: {problem}" in done.stdout


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("not TOML", FILE),
        ("[[rule]]\nid = 'a'\npattern = '('\nproduce = 'election'\n", "rule a"),
        ("[[rule]]\nid = 'a'\npattern = 'a'\nproduce = 'election'\nexmaples = []\n", "exmaples"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(rules: Path, text: str, problem: str) -> None:
    (rules / FILE).write_text(text)
    done = run_check(rules)
    assert done.returncode == 1
    assert FILE in done.stderr
    assert problem in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("examples = ['Ketua dan Bupati']", "example 'Ketua dan Bupati': no brackets enclose"),
        ("examples = ['Ketua[ dan] Bupati']", "example 'Ketua[ dan] Bupati': found 'dan'"),
        ("examples = ['Ketua[ atau ]Bupati']", "example 'Ketua[ atau ]Bupati': found nothing"),
        ("negatives = ['Ketua dan Bupati']", "example 'Ketua dan Bupati': must find nothing"),
        ("negatives = ['Ketua [dan] Bupati']", "example 'Ketua [dan] Bupati': must not match"),
    ],
)
def test_a_broken_context_is_named_with_its_example(rules: Path, lines: str, problem: str) -> None:
    path = rules / "officials" / "grammar.toml"
    text = path.read_text("utf-8")
    section = re.compile(r"\[tail\.here\]\n.*?\n\n", re.DOTALL)
    path.write_text(section.sub(f"[tail.here]\npattern = 'dan'\n{lines}\n\n", text), "utf-8")
    done = run_check(rules)
    assert done.returncode == 1
    assert f"officials/grammar.toml: rule tail.here: {problem}" in done.stdout


@pytest.mark.parametrize(
    ("negative", "failed"), [("Plt Bupati", 1), ("Plt", 0), ("Plt [Bupati]", 0)]
)
def test_what_must_stand_before_a_word_is_looked_for_before_each(
    rules: Path, negative: str, failed: int
) -> None:
    path = rules / "officials" / "grammar.toml"
    text = path.read_text("utf-8")
    section = re.compile(r"\[tail\.here\]\n.*?\n\n", re.DOTALL)
    entry = f"[tail.here]\npattern = 'Plt\\s+$'\nexamples = ['[Plt ]Bupati']\nnegatives = ['{negative}']\n\n"
    path.write_text(section.sub(lambda _: entry, text), "utf-8")
    assert run_check(rules).returncode == failed


def test_a_file_that_no_stage_reads_is_named(rules: Path) -> None:
    (rules / "stray.toml").write_text(RULE)
    done = run_check(rules)
    assert done.returncode == 1
    assert "stray.toml: rule test.broken: no stage reads this file" in done.stdout
