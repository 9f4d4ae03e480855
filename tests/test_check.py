"""The checker of the rules: the rules are right, and a broken one is named with its example."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest

from pipeline.evaluation.check import CONTEXTS, FINDERS, check_file
from pipeline.matching.rules import rules_root

ROOT = Path(__file__).parents[1]
FILE = "elections.toml"
GRAMMAR = "officials/grammar.toml"


@pytest.mark.parametrize("name", sorted({*FINDERS, *CONTEXTS}))
def test_every_rule_does_what_its_examples_say(name: str) -> None:
    report = check_file(f"{name}.toml")
    assert not report.failures, "\n".join(map(str, report.failures))
    assert report.rules


def test_all_contexts_are_checked() -> None:
    files = rules_root().rglob("*.toml")
    with_contexts = {file.stem for file in files if "\n[context." in file.read_text("utf-8")}
    assert with_contexts == CONTEXTS.keys() - {"officials/grammar"}


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the rules that a test may break."""
    return shutil.copytree(rules_root(), tmp_path / "rules")


def run_check(rules: Path) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "pipeline", "rules", "check", "--rules", str(rules)]
    return subprocess.run(program, capture_output=True, text=True, check=False)


CHECK_FILE = """
import sys
from pathlib import Path
from pipeline.matching.rules import use_rules
use_rules(Path(sys.argv[1]))
from pipeline.evaluation.check import check_file
print(*check_file(sys.argv[2]).failures, sep="\\n")
"""


def failures(rules: Path, file: str) -> str:
    """What a process that reads these rules says of one file, a line for each failure."""
    program = [sys.executable, "-c", CHECK_FILE, str(rules), file]
    return subprocess.run(program, capture_output=True, text=True, check=True).stdout


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
        ("examples = [{ text = 'pilxyz', span = 'pilxyz' }]", "has no counter-example"),
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
    assert f"{FILE}: rule test.broken: {problem}" in failures(rules, FILE)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("not TOML", FILE),
        ("[[rule]]\nid = 'a'\npattern = '('\nproduce = 'election'\n", "rule a"),
        ("[[rule]]\nid = 'a'\npattern = 'a'\nproduce = 'election'\nexmaples = []\n", "exmaples"),
        (
            "[[rule]]\nid = 'a'\npattern = 'a'\nproduce = 'election'\nexamples = [{ text = 'a', span = 'a' }]\n",
            "rule a: lacks a value 'election'",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_named(rules: Path, text: str, problem: str) -> None:
    (rules / FILE).write_text(text)
    done = run_check(rules)
    assert done.returncode == 1
    assert FILE in done.stderr
    assert problem in done.stderr
    assert "Traceback" not in done.stderr


def with_context(rules: Path, lines: str) -> None:
    """Give the first context of the grammar another pattern, and the examples in ``lines``."""
    path = rules / GRAMMAR
    entry = re.compile(r"(?<=\[status_before\.pjs\]\n).*?(?=\n\n)", re.DOTALL)
    path.write_text(entry.sub(lambda _: lines, path.read_text("utf-8")), "utf-8")


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("", "has no example"),
        ("examples = ['Pjs[ ]dan']", "has no counter-example"),
        ("examples = ['Pjs Bupati']", "example 'Pjs Bupati': no brackets enclose"),
        ("examples = ['Pjs[ dan] Plt']", "example 'Pjs[ dan] Plt': found 'dan'"),
        ("examples = ['Pjs[ atau ]Plt']", "example 'Pjs[ atau ]Plt': found nothing"),
        ("negatives = ['Pjs dan Plt']", "example 'Pjs dan Plt': must find nothing, found 'dan'"),
        ("negatives = ['Pjs [dan] Plt']", "example 'Pjs [dan] Plt': must not match what"),
    ],
)
def test_a_broken_context_is_named_with_its_example(rules: Path, lines: str, problem: str) -> None:
    with_context(rules, f"pattern = 'dan'\n{lines}")
    assert f"{GRAMMAR}: rule status_before.pjs: {problem}" in failures(rules, GRAMMAR)


@pytest.mark.parametrize(
    ("negative", "fails"),
    [("Plt Bupati", True), ("Plt", False), ("Plt [Bupati]", False), ("[Plt ]Bupati", True)],
)
def test_what_must_end_before_a_word_is_looked_for_before_each(
    rules: Path, negative: str, fails: bool
) -> None:
    examples = f"examples = ['[Plt ]Bupati']\nnegatives = ['{negative}']"
    with_context(rules, f"pattern = 'Plt\\s+$'\n{examples}")
    assert ("rule status_before.pjs" in failures(rules, GRAMMAR)) == fails


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[context.both]", "[context.bth]", "no context both"),
        ("[context.both]", "[context.both_of]\npattern = 'a'\n\n[context.both]", "nothing uses"),
        ("[context.capital]\npattern = '", "[context.capital]\npattern = '(", "context capital"),
    ],
)
def test_contexts_are_those_that_code_reads(rules: Path, old: str, new: str, problem: str) -> None:
    path = rules / "linking.toml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    done = run_check(rules)
    assert done.returncode == 1
    assert f"linking.toml: {problem}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_value_that_a_cue_does_not_know_is_named(rules: Path) -> None:
    path = rules / "measures.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("values = {", "values = { sied = 'left',", 1), "utf-8")
    done = run_check(rules)
    assert done.returncode == 1
    assert re.search("measures: rule measures.* 'sied'", done.stderr)
    assert "Traceback" not in done.stderr


def test_patterns_of_all_files_share_fragments(rules: Path) -> None:
    add(rules / "fragments.toml", "xyz = 'pilxyz'\n")
    add(
        rules / FILE,
        RULE.replace("'pilxyz'", "'{xyz}'")
        + "examples = [{ text = 'pilxyz', span = 'pilxyz' }]\nnegatives = ['pilabc']",
    )
    with_context(rules, "pattern = '{xyz}'\nexamples = ['[pilxyz]']\nnegatives = ['pilabc']")
    assert failures(rules, FILE) == failures(rules, GRAMMAR) == "\n"


@pytest.mark.parametrize(
    ("fragment", "problem"),
    [
        ("count = 'xyz'", "the fragment count stands in fragments.toml, too"),
        ("xyz = '{abc}'", "no fragment {abc}"),
    ],
)
def test_a_fragment_means_one_thing(rules: Path, fragment: str, problem: str) -> None:
    path = rules / FILE
    text = path.read_text("utf-8").replace("[fragments]", f"[fragments]\n{fragment}")
    path.write_text(text + RULE.replace("'pilxyz'", "'{xyz}'"), "utf-8")
    done = run_check(rules)
    assert done.returncode == 1
    assert f"{FILE}: rule " in done.stderr
    assert problem in done.stderr


def test_all_fragments_are_used() -> None:
    unused = []
    shared = rules_root() / "fragments.toml"
    texts = {path: path.read_text("utf-8") for path in rules_root().rglob("*.toml")}
    for path, text in texts.items():
        within = "".join(texts.values()) if path == shared else text
        file = tomllib.loads(text)
        names = {**file.get("fragments", {}), **file.get("lexicons", {})}
        unused += [f"{path.name}: {name}" for name in names if f"{{{name}}}" not in within]
    assert not unused


def test_a_file_that_no_stage_reads_is_named(rules: Path) -> None:
    (rules / "stray.toml").write_text(RULE)
    done = run_check(rules)
    assert done.returncode == 1
    assert "stray.toml: rule test.broken: no stage reads this file" in done.stdout


@pytest.mark.parametrize(
    ("kind", "file"), [("post", "officials/posts.toml"), ("rule", "dates.toml")]
)
def test_a_worked_example_can_be_added(rules: Path, kind: str, file: str) -> None:
    page = (ROOT / "docs" / "add-a-rule.md").read_text("utf-8")
    (entry,) = re.findall(rf"^    \[\[{kind}\]\]\n(?:    .*\n)+", page, re.MULTILINE)
    add(rules / file, f"\n{textwrap.dedent(entry)}")
    assert failures(rules, file).strip() == ""


def test_a_rule_whose_words_another_one_reads_is_told_which(rules: Path) -> None:
    file = rules / "officials" / "posts.toml"
    example = "Kepala Kesbangpol Kota Bima Andi Rahman"
    entry = f"""
[[post]]
id = "officials.twice"
role = "kepala_dinas"
pattern = 'Kepala [ ] Kesbangpol'
examples = [{{ text = "{example} hadir.", span = "{example}", expect = {{}} }}]
"""
    file.write_text(file.read_text("utf-8") + entry, "utf-8")
    said = failures(rules, "officials/posts.toml")
    assert f"found nothing; officials.kepala_dinas found '{example}'" in said


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Kota Contoh,99.99,", "aliases.csv: Kota Contoh: no region 99.99"),
        ("Kobar,62.01,", "aliases.csv: Kobar stands for 62.01 already"),
        ("Kota Contoh,62.01", ": the columns are alias,code,weak"),
        ("Kota Contoh,62.01,ya", "aliases.csv: Kota Contoh: weak is 'yes' or nothing"),
    ],
)
def test_a_broken_nickname_is_named(rules: Path, line: str, problem: str) -> None:
    add(rules / "regions" / "aliases.csv", f"{line}\n")
    done = run_check(rules)
    assert done.returncode == 1
    assert problem in " ".join((done.stdout + done.stderr).split())
