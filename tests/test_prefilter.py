"""The prefilter: it leaves out nothing that the plain search would find."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.evaluation.check import FINDERS
from pipeline.ingest.articles import ingest
from pipeline.matching.patterns import compile_guarded, required_literals
from pipeline.matching.prefilter import Prefilter
from pipeline.matching.rules import NoContexts, RuleFile, RuleSet, read_toml, rules_root
from pipeline.officials.post_rules import compiled_posts
from pipeline.types import Article

CORPUS = Path(__file__).parents[1] / "corpus"
# Files whose patterns are held against a piece of a text, or are no rules over a text at all.
OTHERWISE = {"candidate_guards", "layout", "officials/posts", "regions/evidence"}


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("abc", {"abc"}),
        ("a|b|c", set()),
        ("(?:satu|dua) pasang", {" pasang"}),
        ("(?:satu|dua)\\d", {"satu", "dua"}),
        ("(?:Persen|%)?x?", set()),
        ("(?:ab)+c{2,3}", {"ab"}),
        ("\\d+\\s*%", {"%"}),
        ("(?=abc)\\w+", set()),
        ("(?!abc)def", {"def"}),
        ("(?<=abc)def(?i:GHI)", {"def"}),
        ("(?>abc)d*", {"abc"}),
        ("a?bcd", {"bcd"}),
    ],
)
def test_literals_that_every_match_holds(pattern: str, literals: set[str]) -> None:
    assert required_literals(re.compile(pattern)) == literals


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("abc", "(?i:(?=[a]))"),
        (r"\b(?:satu|dua)\s", "(?i:(?=[ds]))"),
        (r"(?:\d+\s)?[a-c,]", r"(?i:(?=[,\da-c]))"),
        (r"(?<=x)(?:-|\^)", r"(?i:(?=[\-\^]))"),
        (r"(?:sekitar\s+)?(?:\d|\w+)", ""),
        ("(?:abc)?", ""),
        ("[^a]b", ""),
        (r"(a)?\1b", ""),
        (".a", ""),
    ],
)
def test_what_matches_begin_with(pattern: str, first: str) -> None:
    assert compile_guarded(pattern, 0).pattern == first + pattern


def test_a_guard_is_blind_to_case() -> None:
    text = "Kaur, KAUR, ſatu, kaur"
    for pattern, flags in [("kaur|satu", re.IGNORECASE), ("(?i:k)aur", 0), ("KAUR", 0)]:
        plain = [match.span() for match in re.finditer(pattern, text, flags)]
        assert plain == [match.span() for match in compile_guarded(pattern, flags).finditer(text)]


def test_windows_are_whole_lines_and_join() -> None:
    text = "satu\ndua\ntiga dua\nempat\n"
    assert Prefilter([re.compile("dua"), re.compile("empat|satu"), re.compile("lima")]).windows(
        text
    ) == [[(5, 18)], [(0, 5), (18, 24)], []]


def test_across_lines_the_window_is_the_text() -> None:
    patterns = [re.compile("dua"), re.compile("lima")]
    assert Prefilter(patterns).windows("satu\ndua", across_lines=True) == [[(0, 8)], []]


def test_a_text_whose_lower_case_is_longer_is_searched_whole() -> None:
    text = "İ\ndua"
    assert Prefilter([re.compile("lima")]).windows(text) == [[(0, len(text))]]


def rulesets() -> list[RuleSet[NoContexts]]:
    """The rules of all files that search a text line by line."""
    paths = [rules_root() / f"{name}.toml" for name in FINDERS if name not in OTHERWISE]
    files = [replace(read_toml(path, RuleFile), context={}) for path in paths]
    return [RuleSet(path, file, NoContexts) for path, file in zip(paths, files, strict=True)]


def test_the_windows_hold_all_matches_in_news() -> None:
    patterns = [rule.pattern for ruleset in rulesets() for rule in ruleset.rules]
    patterns += [post.pattern for post in compiled_posts()]
    filtered = Prefilter(patterns)
    matches = 0
    for article in ingest(CORPUS):
        assert isinstance(article, Article) or article.reason == "unsupported"
        if not isinstance(article, Article):
            continue
        windows = filtered.windows(article.text)
        for pattern, lines in zip(patterns, windows, strict=True):
            whole = [match.span() for match in pattern.finditer(article.text)]
            fast = [
                match.span() for line in lines for match in pattern.finditer(article.text, *line)
            ]
            assert fast == whole, pattern.pattern
            matches += len(whole)
    assert matches > 10_000


def test_most_patterns_run_on_few_lines() -> None:
    """Or the prefilter is worth nothing: the parser it relies on has changed, say."""
    patterns = [rule.pattern for ruleset in rulesets() for rule in ruleset.rules]
    known = [bool(required_literals(pattern)) for pattern in patterns]
    assert sum(known) > 0.9 * len(known)
