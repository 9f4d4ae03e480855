"""Words are data: Python holds none of the language that articles are written in."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import pipeline
from pipeline.ingest.decode import normalise
from pipeline.matching.rules import (
    NoContexts,
    Rule,
    RuleError,
    RuleFile,
    RuleSet,
    rules_root,
    words_in,
)
from pipeline.types import RuleMatch

ROOT = Path(pipeline.__file__).parent
# What is not for reading articles: pages and data dictionaries in words for people, articles to warm up with, and
# the tagger, which comes with data of its own.
ASIDE = {"ner_training", "report", "tables", "tagger", "warm"}
MODULES = [
    path for path in sorted(ROOT.rglob("*.py")) if path.relative_to(ROOT).parts[0] not in ASIDE
]
LEXICONS = ("dayparts", "function_words", "months", "time_units", "weekdays")
HINT = (
    "words of the articles' language are data: move them to a list of rules/lexicons/, to a pattern or `values` of"
    " a rule, or to a context of a rule file"
)
# Names that only look like words.
NO_WORDS = {"desktop.ini"}


def strings(source: str) -> list[tuple[int, str]]:
    """The strings of a module and the lines that they stand on, but for docstrings."""
    nodes = list(ast.walk(ast.parse(source)))
    docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return [
        (node.lineno, node.value)
        for node in nodes
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    ]


def words_of_language(source: str) -> list[str]:
    """The words of the lexicons that strings of a module hold, each with its line."""
    lexicon = frozenset().union(*map(words_in, LEXICONS))
    return [
        f"line {line}: {word!r} in {text!r}"
        for line, text in strings(source)
        if text not in NO_WORDS
        for word in re.findall(r"(?<!\\)[^\W_]+", text.casefold())
        if word in lexicon
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_word_of_the_language_stands_in_python(path: Path) -> None:
    found = words_of_language(path.read_text("utf-8"))
    assert not found, "\n".join([f"{path}: {HINT}", *found])


def test_words_in_patterns_are_found_and_docstrings_are_none() -> None:
    source = '"""Senin."""\nDAY = re.compile(rf"\\b(?:pada|hari)\\s+{name}")\nROLE = "wali_kota"\n'
    assert [line.partition(" in ")[0] for line in words_of_language(source)] == [
        "line 2: 'pada'",
        "line 2: 'hari'",
    ]


def test_a_word_list_takes_in_another() -> None:
    assert words_in("before_persons") > words_in("before_speakers") > words_in("speech") > {"ujar"}


@pytest.mark.parametrize("path", sorted(rules_root().rglob("*.t*")), ids=lambda path: path.name)
def test_no_rule_waits_for_marks_that_normalised_text_never_has(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    marks = {mark for line in lines if not line.startswith("#") for mark in line}
    assert {mark for mark in marks if normalise(mark) not in {mark, ""}} == set()


def _find(production: Callable[[Rule, re.Match[str]], RuleMatch | None]) -> None:
    file = RuleFile(rule=[Rule("test.rule", "paslon", "made")])
    RuleSet(Path("test.toml"), file, NoContexts).find("dua paslon", {"made": production})


@pytest.mark.parametrize(
    ("production", "lacks"),
    [
        (lambda rule, _: rule.values["unit"], "rule test.rule: lacks a value 'unit'"),
        (lambda _, match: match["count"], "rule test.rule: lacks a named group"),
    ],
)
def test_what_a_rule_lacks_is_its_own_fault(
    production: Callable[[Rule, re.Match[str]], RuleMatch | None], lacks: str
) -> None:
    with pytest.raises(RuleError, match=lacks):
        _find(production)


@pytest.mark.parametrize("error", [KeyError("Mei"), IndexError("list index out of range")])
def test_what_an_article_brings_out_is_none_of_the_rule(error: Exception) -> None:
    """A fault of a rule ends the run, one of an article rejects that alone."""

    def fails(_rule: Rule, _match: re.Match[str]) -> RuleMatch | None:
        raise error

    with pytest.raises(type(error)):
        _find(fails)
