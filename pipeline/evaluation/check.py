"""Runs every rule on its own examples and counter-examples.

A rule file is a TOML file of ``rules/`` whose entries have ids. Each of its rules must find, in each of its
examples, exactly the span with the values expected, and nothing in its counter-examples; the stage that
reads the file is run as it runs in an extraction.

A context (:class:`pipeline.matching.rules.Context`) is a pattern alone, and is held against its examples as it is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import msgspec

from pipeline.counts import forms as count_forms
from pipeline.counts import stage as counts
from pipeline.dates import contexts as date_contexts
from pipeline.dates import stage as dates
from pipeline.focus import elections, scenes, signs
from pipeline.ingest import layout, pubdate
from pipeline.matching import numbers
from pipeline.matching.rules import (
    CompiledContext,
    Context,
    Example,
    RuleError,
    rules_root,
)
from pipeline.officials import grammar
from pipeline.officials import stage as officials
from pipeline.percentages import cues, subjects
from pipeline.percentages import stage as percentages
from pipeline.regions import stage as regions
from pipeline.stages import extract
from pipeline.types import Article, Document


class Found(Protocol):
    """What a stage finds: where it stands, by which rule, and values as attributes."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def rule_id(self) -> str: ...


Finder = Callable[[Document], Iterable[Found]]
Pattern = re.Pattern[str]

_WORD = re.compile(r"\b\w")


class CheckedRule(msgspec.Struct, frozen=True):
    """What all kinds of rules have in common."""

    id: str
    produce: str = ""
    examples: list[Example] = []
    negatives: list[str] = []


@dataclass(frozen=True)
class Failure:
    """A rule that does not do what its file says, with the example that shows it."""

    file: str
    rule: str
    example: str
    problem: str

    def __str__(self) -> str:
        example = f": example {self.example!r}" if self.example else ""
        return f"{self.file}: rule {self.rule}{example}: {self.problem}"


@dataclass
class Report:
    """How much was checked, and what failed."""

    files: int = 0
    rules: int = 0
    examples: int = 0
    failures: list[Failure] = field(default_factory=list)


# Who reads which rule file.
FINDERS: Mapping[str, Finder] = {
    "boilerplate": layout.find,
    "candidate_counts": counts.find,
    "candidate_guards": count_forms.guards,
    "candidate_stages": count_forms.stages,
    "dates": dates.find,
    "elections": elections.find,
    "layout": layout.find,
    "linking": signs.find,
    "measures": cues.find,
    "numbers": numbers.find,
    "officials/posts": officials.find,
    "percentages": percentages.find,
    "pubdate": pubdate.find,
    "regions/evidence": regions.find,
    "scenes": scenes.find,
    "subjects": subjects.find,
}

# Who reads the contexts of which file.
CONTEXTS: Mapping[str, Callable[[], Mapping[str, CompiledContext]]] = {
    "candidate_counts": lambda: count_forms.ruleset().compiled_contexts,
    "dates": lambda: date_contexts.ruleset().compiled_contexts,
    "layout": lambda: layout.ruleset().compiled_contexts,
    "linking": lambda: signs.ruleset().compiled_contexts,
    "measures": lambda: cues.ruleset().compiled_contexts,
    "officials/grammar": grammar.contexts,
}


def check() -> Report:
    """Check all rule files in use.

    Raises:
        RuleError: a file cannot be used at all.
    """
    report = Report()
    for path in sorted(rules_root().rglob("*.toml")):
        checked = check_file(path.relative_to(rules_root()).as_posix())
        report.files += checked.files
        report.rules += checked.rules
        report.examples += checked.examples
        report.failures += checked.failures
    return report


def check_file(file: str) -> Report:
    """Check the rules and contexts of one file of the rules; a file of words has none.

    Raises:
        RuleError: the file cannot be used at all.
    """
    name = file.removesuffix(".toml")
    contexts = CONTEXTS[name]() if name in CONTEXTS else {}
    rules = _rules(rules_root() / file)
    report = Report(files=1 if contexts or rules else 0, rules=len(contexts) + len(rules))
    for context_name, (context, pattern) in contexts.items():
        report.examples += len(context.examples) + len(context.negatives)
        report.failures += (
            Failure(file, context_name, *failed)
            for failed in _failures_of_context(context, pattern)
        )
    finder = FINDERS.get(name)
    for rule in rules:
        report.examples += len(rule.examples) + len(rule.negatives)
        if finder is None:
            report.failures.append(Failure(file, rule.id, "", "no stage reads this file"))
        else:
            report.failures += (
                Failure(file, rule.id, *failed) for failed in _failures(rule, finder)
            )
    return report


def _rules(path: Path) -> list[CheckedRule]:
    """The rules of a file: the items of its lists of tables that have an id."""
    try:
        lists = tomllib.loads(path.read_text("utf-8")).values()
        items = [item for each in lists if isinstance(each, list) for item in each]
        rules = [item for item in items if isinstance(item, dict) and "id" in item]
        return msgspec.convert(rules, list[CheckedRule])
    except (ValueError, msgspec.ValidationError) as error:
        raise RuleError(f"{path}: {error}") from error


def _failures(rule: CheckedRule, finder: Finder) -> Iterator[tuple[str, str]]:
    """The examples that fail, each with the problem."""
    if not rule.examples:
        yield "", "has no example"
    if not rule.negatives:
        yield "", "has no counter-example"
    for example in rule.examples:
        problem = _problem(rule, example, _found_in_article(finder, example.text, example))
        if problem:
            yield example.text, problem
    for text in rule.negatives:
        found = [each for each in _found_in_article(finder, text) if each.rule_id == rule.id]
        if found:
            yield text, f"must find nothing, found {_shown(text, found)}"


def _failures_of_context(context: Context, pattern: Pattern) -> Iterator[tuple[str, str]]:
    """The examples that fail, each with the problem."""
    if not context.examples:
        yield "", "has no example"
    if not context.negatives:
        yield "", "has no counter-example"
    for example in context.examples:
        text, marked = _unmarked(example)
        if marked is None:
            yield example, "no brackets enclose what matches"
        elif not _matches(pattern, text, *marked):
            found = _found_in(pattern, text)
            yield example, f"found {found.group()!r}" if found else "found nothing"
    for negative in context.negatives:
        text, marked = _unmarked(negative)
        if marked and _matches(pattern, text, *marked):
            yield negative, "must not match what the brackets enclose"
        elif not marked and (found := _found_in(pattern, text)):
            yield negative, f"must find nothing, found {found.group()!r}"


def _unmarked(example: str) -> tuple[str, tuple[int, int] | None]:
    """The text of a context's example, and where what its brackets enclose begins and ends in it."""
    before, opening, rest = example.partition("[")
    enclosed, closing, after = rest.partition("]")
    marked = (len(before), len(before) + len(enclosed)) if opening and closing else None
    return before + enclosed + after, marked


def _matches(pattern: Pattern, text: str, start: int, end: int) -> bool:
    """True if ``pattern`` matches from ``start`` to ``end``, no less and no more."""
    match = pattern.match(text, start, end if _asks_for_end(pattern) else len(text))
    return match is not None and match.end() == end


def _found_in(pattern: Pattern, text: str) -> re.Match[str] | None:
    """A match in ``text``, or in what stands before one of its words if that end counts for ``pattern``."""
    words = _WORD.finditer(text) if _asks_for_end(pattern) else ()
    ends = [len(text), *(word.start() for word in words)]
    return next(filter(None, (pattern.search(text, 0, end) for end in ends)), None)


def _asks_for_end(pattern: Pattern) -> bool:
    return "$" in pattern.pattern or r"\Z" in pattern.pattern


def _found_in_article(finder: Finder, text: str, example: Example | None = None) -> list[Found]:
    """What all rules find in an article that has this text, with its dateline where there is one."""
    published = example.published if example else None
    dateline = layout.place_span(layout.dateline_in(text, 0))
    article = Article("example", text, published=published, dateline=dateline)
    return list(finder(extract(article)))


def _problem(rule: CheckedRule, example: Example, found_by_all: Iterable[Found]) -> str:
    """What is wrong with what the rule found of an example, empty where the example is met."""
    found_by_all = list(found_by_all)
    found = [each for each in found_by_all if each.rule_id == rule.id]
    if not found:
        others = (f"; {each.rule_id} found {_shown(example.text, [each])}" for each in found_by_all)
        return f"found nothing{''.join(others)}"
    spans = [each for each in found if example.text[each.start : each.end] == example.span]
    if not spans:
        return f"wanted {example.span!r}, found {_shown(example.text, found)}"
    wrong = [_differences(example.expect, each) for each in spans]
    return min(wrong, key=len)


def _differences(expect: Mapping[str, Any], found: Found) -> str:
    """The values of ``found`` that are not as expected."""
    values = {name: _plain(getattr(found, name, "no such value")) for name in expect}
    return ", ".join(
        f"{name} is {values[name]!r}, not {wanted!r}"
        for name, wanted in expect.items()
        if values[name] != _plain(wanted)
    )


def _plain(value: object) -> object:
    """``value`` as a rule file can say it: lists, and dates as text."""
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def _shown(text: str, found: Iterable[Found]) -> str:
    return ", ".join(repr(text[each.start : each.end]) for each in found)
