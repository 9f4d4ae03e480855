"""The scanner: it leaves out nothing that the plain search would find."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.evaluation.check import FINDERS
from pipeline.ingest.articles import ingest
from pipeline.matching.patterns import compile_guarded, literals
from pipeline.matching.rules import NoContexts, RuleFile, RuleSet, read_toml, rules_root
from pipeline.matching.scanner import Scanner
from pipeline.officials.posts.rules import compiled_posts
from pipeline.types import Article

CORPUS = Path(__file__).parents[1] / "corpus"
# Files whose patterns are held against a piece of a text, or are no rules over a text at all.
OTHERWISE = {"candidate_guards", "layout", "officials/posts", "regions/evidence"}


@pytest.mark.parametrize(
    ("pattern", "held"),
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
def test_literals_that_every_match_holds(pattern: str, held: set[str]) -> None:
    assert literals(re.compile(pattern)).hold == held


@pytest.mark.parametrize(
    ("pattern", "begun"),
    [
        ("abc", {"abc"}),
        ("Kabupaten", {"kabu"}),
        (r"\b(?:satu|dua)\s", {"satu", "dua"}),
        (r"(?:di\s+)?(?:kota|kab\.)", {"di", "kota", "kab."}),
        (r"(?:di)?(?:kota|kab)", {"diko", "dika", "kota", "kab"}),
        ("(?:satu|sa)tu?", {"sat"}),
        ("[bp]aslon", {"basl", "pasl"}),
        (r"(?<=x)(?=\w)(?!ab)(?>abc)", {"abc"}),
        ("(?:ab)+c", {"ab"}),
        ("(?:ab){2}c", {"ab"}),
        (r"\w+bc", set()),
        ("[^a]bc", set()),
        ("(?:abc)?", set()),
        ("a|bcd", set()),
    ],
)
def test_literals_that_every_match_begins_with(pattern: str, begun: set[str]) -> None:
    assert literals(re.compile(pattern)).begin == begun


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("abc", "(?i:(?=[a]))"),
        (r"\b(?:satu|dua)\s", "(?i:(?=[ds]))"),
        (r"(?:\d+\s)?[a-c,]", r"(?i:(?=[,\da-c]))"),
        (r"(?<=x)(?:-|\^)", r"(?i:(?=[\-\^]))"),
        (r"(?=[ ,])\s*(?:\w+)", r"(?i:(?=[,\ ]))"),
        (r"(?:no\.)?(?=\d)\w+", r"(?i:(?=[\dn]))"),
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
    for pattern, flags in [
        ("kaur|satu", re.IGNORECASE),
        ("(?i:k)aur", 0),
        ("KAUR", 0),
        ("(?:(?:di|,) )?(?:aur|(?-i:KAUR)|(?:s|ka)[au])|", re.IGNORECASE),
    ]:
        plain = [match.span() for match in re.finditer(pattern, text, flags)]
        assert plain == [match.span() for match in compile_guarded(pattern, flags).finditer(text)]


def spans(
    patterns: list[str], text: str, *, across_lines: bool = False
) -> list[list[tuple[int, int]]]:
    """The spans of the matches of each pattern."""
    scanner = Scanner([re.compile(pattern) for pattern in patterns])
    found = scanner.matches(text, across_lines=across_lines)
    return [[match.span() for match in matches] for matches in found]


def test_matches_come_by_pattern_in_order_and_without_overlaps() -> None:
    text = "satu\ndua\ntiga dua\nempat dua dua\n"
    assert spans(["(?:dua )?dua", "empat|satu", "lima", r"\w+a dua"], text) == [
        [(5, 8), (14, 17), (24, 31)],
        [(0, 4), (18, 23)],
        [],
        [(9, 17), (24, 31)],
    ]


def test_a_match_leaves_its_line_only_where_it_may() -> None:
    text = "dua\npasang"
    for pattern in (r"dua\s+pasang", r"\w+\s+pasang"):
        assert spans([pattern], text) == [[]]
        assert spans([pattern], text, across_lines=True) == [[(0, len(text))]]


def test_a_text_whose_lower_case_is_longer_is_searched_whole() -> None:
    assert spans(["dua", r"\w\nd"], "İ\ndua") == [[(2, 5)], [(0, 3)]]


def rulesets() -> list[RuleSet[NoContexts]]:
    """The rules of all files that search a text line by line."""
    paths = [rules_root() / f"{name}.toml" for name in FINDERS if name not in OTHERWISE]
    files = [replace(read_toml(path, RuleFile), context={}) for path in paths]
    return [RuleSet(path, file, NoContexts) for path, file in zip(paths, files, strict=True)]


def test_the_scanner_finds_all_matches_in_news() -> None:
    patterns = [rule.pattern for ruleset in rulesets() for rule in ruleset.rules]
    patterns += [post.pattern for post in compiled_posts()]
    scanner = Scanner(patterns)
    unguarded = [re.compile(pattern.pattern, pattern.flags) for pattern in patterns]
    matches = 0
    for article in ingest(CORPUS):
        assert isinstance(article, Article) or article.reason == "unsupported"
        if not isinstance(article, Article):
            continue
        for pattern, found in zip(unguarded, scanner.matches(article.text), strict=True):
            plain = [match.regs for match in pattern.finditer(article.text)]
            assert [match.regs for match in found] == plain, pattern.pattern
            matches += len(plain)
    assert matches > 10_000


def test_most_patterns_are_looked_for_at_few_places() -> None:
    """Or the scanner is worth nothing: the parser it relies on has changed, say."""
    patterns = [rule.pattern for ruleset in rulesets() for rule in ruleset.rules]
    known = [literals(pattern) for pattern in patterns]
    assert sum(bool(each.begin or each.hold) for each in known) > 0.9 * len(known)
    assert sum(bool(each.begin) for each in known) > 0.6 * len(known)
