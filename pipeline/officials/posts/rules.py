"""The public posts and military commands that the pipeline knows, as data.

``rules/officials/posts.toml`` has the posts (its head explains the fields), ``commands.csv`` the names of
army and police commands that are no region, with the province each sits in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

import msgspec

from pipeline.matching.rules import Example, compile_pattern, read_rows, read_toml, rules_root
from pipeline.matching.scanner import Scanner
from pipeline.types import Role, Status

_PATH = "officials/posts.toml"

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


class _Rule(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What all posts have; the fields are explained at the head of the file."""

    id: str
    pattern: str
    level: PostLevel = "any"
    tail: Tail = "region"
    status: Status | None = None
    several: bool = False
    after_body: bool = False
    bare: bool = False
    transfers: bool = False
    confidence: float = 1.0
    examples: list[Example] = []
    negatives: list[str] = []


class PostRule(_Rule, frozen=True, kw_only=True):
    """A post of one person."""

    role: Role

    @property
    def roles(self) -> tuple[Role, ...]:
        return (self.role,)


class DualRule(_Rule, frozen=True, kw_only=True):
    """Two posts named in one breath, for the two persons of a ticket."""

    roles: tuple[Role, Role]


class _PostFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The schema of ``posts.toml``."""

    post: list[PostRule]
    dual: list[DualRule]
    fragments: dict[str, str]


@dataclass(frozen=True, slots=True)
class CompiledPost:
    """A rule with its pattern, which matches whole words only."""

    rule: PostRule | DualRule
    pattern: re.Pattern[str]


@cache
def compiled_posts() -> tuple[CompiledPost, ...]:
    """The posts, read and compiled once; those of two persons first, so that they win where both match.

    A post may end no compound ("rakyat-Bupati"), but with what makes a former one of it ("eks-Bupati").

    Raises:
        RuleError: the file cannot be used; the message names it and the rule.
    """
    file: _PostFile = read_toml(rules_root() / _PATH, _PostFile)
    rules: list[PostRule | DualRule] = [*file.dual, *file.post]
    return tuple(
        CompiledPost(
            rule,
            compile_pattern(
                rf"(?<!\w) (?: (?<!(?-i:[a-z])-) | (?<=eks-) ) (?:{rule.pattern}) (?!\w)",
                file.fragments,
                f"{_PATH}: {rule.id}",
            ),
        )
        for rule in rules
    )


@cache
def posts_scanner() -> Scanner:
    """Finds the matches of :func:`compiled_posts`."""
    return Scanner([post.pattern for post in compiled_posts()])


@cache
def commands() -> dict[str, str]:
    """Names of commands, case-folded, the longest first, with the code of the province each sits in.

    Raises:
        RuleError: the table cannot be read.
    """
    rows = sorted(read_rows("officials", "commands.csv"), key=lambda row: -len(row["name"]))
    return {row["name"].casefold(): row["code"] for row in rows}
