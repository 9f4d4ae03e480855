"""Public posts in the text: which post, with what status, where.

Posts are patterns of ``rules/officials/posts.toml``; around each, one grammar (``grammar.toml``) reads status
words and the office, party or region behind it, up to where a name may begin.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import msgspec

from pipeline.rules import (
    Example,
    RuleError,
    compile_pattern,
    read_lexicon,
    read_toml,
    rules_root,
    without_overlaps,
)
from pipeline.types import COUNTRY, Document, Region, Role, Span, Status

PostLevel = Literal[
    "province",
    "regency",
    "city",
    "local",
    "district",
    "village",
    "national",
    "central",
    "court",
    "any",
    "none",
]
Tail = Literal["region", "office", "member", "division", "command", "body"]


class PostRule(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A post as the rule file gives it; the fields are explained at the top of the file."""

    id: str
    role: Role
    pattern: str
    level: PostLevel = "any"
    tail: Tail = "region"
    status: Status | None = None
    several: bool = False
    confidence: float = 0.93
    examples: list[Example] = []
    negatives: list[str] = []


class DualRule(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Two posts named in one breath, for the two persons of a pair."""

    id: str
    roles: tuple[Role, Role]
    pattern: str
    level: PostLevel
    examples: list[Example] = []
    negatives: list[str] = []


class PostFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The schema of ``posts.toml``."""

    post: list[PostRule]
    dual: list[DualRule]
    fragments: dict[str, str]


class Links(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What leads from a post to a name and back."""

    post_to_name: str
    name_to_post: str
    apposition: str
    anaphora: str
    replaces: str
    on_leave: str
    handed_over: str
    handed_to: str
    place_before: str
    demonstrative: str


class Pairs(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What introduces, joins and elects a pair of candidates."""

    cue: str
    joint: str
    partner: str
    mentored: str
    elect: str
    context: str
    bare: str


class GrammarFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The schema of ``grammar.toml``."""

    status_before: dict[Status, str]
    status_behind: dict[Status, str]
    links: Links
    pairs: Pairs


@dataclass(frozen=True, slots=True)
class Post:
    """A post in the text. ``start`` is where its status words begin, ``end`` where its office or region ends.

    ``roles`` has two members for a pair's posts. ``region`` is the jurisdiction the post itself names.
    """

    start: int
    end: int
    rule: PostRule | DualRule
    status: Status
    status_told: bool
    region: str | None

    @property
    def roles(self) -> tuple[Role, ...]:
        return self.rule.roles if isinstance(self.rule, DualRule) else (self.rule.role,)

    @property
    def names_body(self) -> bool:
        """The name of a body that no list has may follow ("Direktur Eksekutif Suara Warga")."""
        return isinstance(self.rule, PostRule) and self.rule.tail == "body"

    @property
    def takes_list(self) -> bool:
        """Several persons may follow."""
        return isinstance(self.rule, PostRule) and self.rule.several


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: PostRule | DualRule
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    compiled: _Compiled


@cache
def post_file() -> PostFile:
    """The posts, read once."""
    file: PostFile = read_toml(rules_root() / "officials" / "posts.toml", PostFile)
    return file


@cache
def grammar() -> GrammarFile:
    """The words around posts, read once."""
    file: GrammarFile = read_toml(rules_root() / "officials" / "grammar.toml", GrammarFile)
    return file


def _rules() -> list[PostRule | DualRule]:
    return [*post_file().dual, *post_file().post]


@cache
def _compiled() -> tuple[_Compiled, ...]:
    fragments = post_file().fragments
    found = []
    for rule in _rules():
        where = f"officials/posts.toml: {rule.id}"
        pattern = compile_pattern(rf"(?<![\w-]) (?:{rule.pattern}) (?![\w])", fragments, where)
        found.append(_Compiled(rule, pattern))
    return tuple(found)


@cache
def _statuses() -> tuple[tuple[Status, re.Pattern[str]], ...]:
    return tuple(
        (status, compile_pattern(rf"(?<!\w) {pattern} \s* $"))
        for status, pattern in grammar().status_before.items()
    )


@cache
def _statuses_behind() -> tuple[tuple[Status, re.Pattern[str]], ...]:
    return tuple(
        (status, compile_pattern(rf"\s* ,? \s* \b {pattern} \b"))
        for status, pattern in grammar().status_behind.items()
    )


@cache
def _commands() -> dict[str, str]:
    """Names of military commands, the longest first, with the province each sits in."""
    path = rules_root() / "officials" / "commands.csv"
    try:
        with path.open(encoding="utf-8", newline="") as source:
            rows = sorted(csv.DictReader(source), key=lambda row: -len(row["name"]))
            return {row["name"].casefold(): row["code"] for row in rows}
    except OSError as error:
        raise RuleError(f"{path}: {error.strerror}") from error


_LOOK_BACK = 60
_ASIDE = re.compile(r"\s*\(\s*[A-Z][\w .&/-]{0,40}\)")
_HERE = re.compile(
    r"\s+(?:setempat|ini|itu|tersebut|definitif|petahana|incumbent|nonaktif|aktif|terdahulu|demisioner|sementara)\b",
    re.IGNORECASE,
)
_MEMBER = re.compile(
    r"\s*,?\s*(?:dari\s+)?(?:Fraksi|Dapil|Daerah\s+Pemilihan|asal|dari)\s+(?:Partai\s+)?"
    r"(?:[A-Z][\w-]*|PDI\s+Perjuangan)(?:\s+(?:[IVX]+|\d+|[A-C]))?(?![\w])"
)
_NATIONAL = re.compile(r"\s*(?:RI\b|Republik\s+Indonesia\b|\(\s*RI\s*\))")
_REGION_LINK = re.compile(r"\s*(?:,\s*|\(\s*|untuk\s+|wilayah\s+)?")
_CLOSING = re.compile(r"\s*\)")
_NUMBER = re.compile(
    r"\s*,?\s*(?:dengan\s+)?(?:nomor|no\.?)\s+urut\s+(?:\d+|satu|dua|tiga|empat|lima|enam)\b",
    re.IGNORECASE,
)
_COMMAND_LINK = re.compile(r"[\s/-]*")
_DIVISION = re.compile(r"\s*,?\s*(?:Koordinator\s+)?(?:Divisi|Bidang|Kordiv)\b", re.IGNORECASE)
_OFFICE_JOINTS = frozenset({",", "&", "/", "-"})


class PostFinder:
    """Finds the posts of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self._regions = {
            region.start: region for region in document.regions if region.region_code != COUNTRY
        }
        self._office_words = frozenset(read_lexicon("office_words"))
        self._token_at = {token.start: index for index, token in enumerate(document.tokens)}

    def run(self) -> list[Post]:
        """The posts, without overlaps, in order of the text."""
        matches = [
            _Match(m.start(), m.end(), compiled)
            for compiled in _compiled()
            for m in compiled.pattern.finditer(self.text)
        ]
        matches.sort(key=lambda m: (m.start - m.end, m.start))
        return [self._read(match) for match in without_overlaps(matches)]

    def _read(self, match: _Match) -> Post:
        rule = match.compiled.rule
        start, before = self._status_before(match.start)
        end, region, behind = self._tail(match.end, rule)
        if before is None and _NUMBER.search(self.text, match.end, end):
            before = "candidate"
        told = [
            s for s in (behind, before, rule.status if isinstance(rule, PostRule) else None) if s
        ]
        status: Status = told[0] if told else "definitive"
        if behind == "elect" and before == "candidate":
            status = "elect"
        if isinstance(rule, PostRule) and rule.level == "national":
            region = COUNTRY
        return Post(start, end, rule, status, bool(told), region)

    def _status_before(self, start: int) -> tuple[int, Status | None]:
        """Where the status words before a post begin, and the status; "mantan calon" is former."""
        found: Status | None = None
        while True:
            window = self.text[max(0, start - _LOOK_BACK) : start]
            for status, pattern in _statuses():
                match = pattern.search(window)
                if match and match.group().strip():
                    start -= len(window) - match.start()
                    found = status
                    break
            else:
                return start, found

    def _tail(self, end: int, rule: PostRule | DualRule) -> tuple[int, str | None, Status | None]:
        """Offset behind everything that belongs to a post, the region it names, a status behind it."""
        tail = rule.tail if isinstance(rule, PostRule) else "region"
        region: str | None = None
        status: Status | None = None
        if tail == "command":
            end, region = self._command(end)
        while True:
            step = self._step(end, tail, region)
            if step is None:
                behind = self._status_behind(end)
                if behind is None or status is not None:
                    return end, region, status
                end, status = behind
                continue
            end, code = step
            region = region or code

    def _step(self, end: int, tail: Tail, region: str | None) -> tuple[int, str | None] | None:
        """One more piece of a post behind ``end``: its offset, and the region it names if any."""
        national = _NATIONAL.match(self.text, end)
        if national and region is None:
            return national.end(), COUNTRY
        named = self._region_behind(end, again=region is not None)
        if named is not None:
            closing = (
                _CLOSING.match(self.text, named.end)
                if "(" in self.text[end : named.start]
                else None
            )
            return closing.end() if closing else named.end, named.region_code
        for pattern in (_ASIDE, _HERE, _NUMBER):
            match = pattern.match(self.text, end)
            if match and self._region_inside(match.start(), match.end()) is None:
                return match.end(), None
        if tail == "member":
            match = _MEMBER.match(self.text, end)
            if match:
                return match.end(), None
        if tail == "division" and region is not None:
            match = _DIVISION.match(self.text, end)
            if match:
                return self._office(match.end()), None
        if tail in {"office", "body"}:
            behind = self._office(end)
            if behind > end:
                return behind, None
        return None

    def _region_behind(self, end: int, again: bool) -> Region | None:
        """A region that belongs to the post: right behind it, or as an apposition to the one it has."""
        match = _REGION_LINK.match(self.text, end)
        position = match.end() if match else end
        link = self.text[end:position]
        if not again and "," in link:
            return None
        if again and not ("," in link or "(" in link):
            return None
        return self._regions.get(position)

    def _region_inside(self, start: int, end: int) -> Region | None:
        return next((r for p, r in self._regions.items() if start <= p < end), None)

    def _status_behind(self, end: int) -> tuple[int, Status] | None:
        for status, pattern in _statuses_behind():
            match = pattern.match(self.text, end)
            if match:
                return match.end(), status
        return None

    def _office(self, end: int) -> int:
        """Offset behind the words of an office; a region ends it and is left to the caller."""
        index = self._token_at.get(self._skip_space(end))
        if index is None:
            return end
        tokens = self.document.tokens
        while index < len(tokens):
            token = tokens[index]
            if token.start in self._regions:
                break
            if token.text.casefold() in self._office_words or (
                token.text.isupper() and len(token.text) > 1 and token.text.isalpha()
            ):
                end = token.end
            elif token.text in _OFFICE_JOINTS and self._continues_office(index):
                pass
            else:
                break
            index += 1
        return end

    def _continues_office(self, index: int) -> bool:
        """True where a comma or dash stands between two words of an office's name."""
        tokens = self.document.tokens
        if index + 1 >= len(tokens) or tokens[index + 1].start in self._regions:
            return False
        following = tokens[index + 1].text
        return following[0].isupper() and following.casefold() in self._office_words

    def _skip_space(self, offset: int) -> int:
        while offset < len(self.text) and self.text[offset] == " ":
            offset += 1
        return offset

    def _command(self, end: int) -> tuple[int, str | None]:
        """Behind "Kodim 0709", the name of a command with the province it sits in; a region is left to the caller."""
        start = _COMMAND_LINK.match(self.text, end).end()  # type: ignore[union-attr]
        if start in self._regions:
            return start, None
        lowered = self.text[start : start + 30].casefold()
        for name, code in _commands().items():
            if lowered.startswith(name) and not lowered[len(name) : len(name) + 1].isalnum():
                return start + len(name), code
        index = self._token_at.get(start)
        if index is not None and "/" in self.text[end:start]:
            return self.document.tokens[index].end, None
        return end, None


def find_posts(document: Document) -> list[Post]:
    """The public posts that ``document`` names, in order of the text; regions must have been found."""
    return PostFinder(document).run()
