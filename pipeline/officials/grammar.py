"""The words around posts and names: ``rules/officials/grammar.toml``, compiled.

Every entry of the file is one pattern with the examples that prove it; what each is for is told there, beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Generic, TypeVar

import msgspec

from pipeline.matching.rules import Context, compile_pattern, read_toml, rules_root
from pipeline.types import Role, Status

_PATH = "officials/grammar.toml"

# An entry: as the file gives it (``Context``), and compiled (``Pattern``).
P = TypeVar("P")
Pattern = re.Pattern[str]


class Tail(msgspec.Struct, Generic[P], forbid_unknown_fields=True, frozen=True):
    """What belongs to a post behind it, besides regions and the words of an office."""

    national: P
    region_link: P
    qualifier: P
    here: P
    level: P
    government: P
    anchored: P
    institution: P
    own_level: P
    local_branch: P
    of_country: P
    number: P
    period: P
    membership: P
    division: P


class Links(msgspec.Struct, Generic[P], forbid_unknown_fields=True, frozen=True):
    """What leads from a post to a name and back."""

    post_to_name: P
    name_to_post: P
    apposition: P
    anaphora: P
    pronoun: P
    speech: P
    speaks: P
    past: P
    doubled: P
    replaces: P
    swaps: P
    to_come: P
    vacated: P
    replacing: P
    they_replace: P
    on_leave: P
    handed_over: P
    handed_to: P
    turn: P
    posts_coordinated: P
    goes_on: P
    party_in_full: P
    locative: P
    sought: P
    item: P
    label: P
    many_before: P
    vote_before: P
    counted_before: P
    kin: P
    succeeded: P
    equated: P
    equates: P
    bracketed: P
    bracket_on: P
    bracket_body: P
    bracket_opens: P
    place_colon: P
    list_joint: P
    list_resumed: P
    clause: P
    clause_end: P
    posts_joint: P
    list_below: P
    introduced: P
    item_mark: P
    item_end: P
    rest_of_line: P
    item_colon: P
    filled: P
    vacant: P
    as_chair: P
    named_later: P
    names_listed: P
    and_chair: P
    place_before: P
    body_rest: P
    demonstrative: P


class Pairs(msgspec.Struct, Generic[P], forbid_unknown_fields=True, frozen=True):
    """What introduces, joins, places and elects a pair of candidates."""

    cue: P
    named_pair: P
    to_deputy: P
    rival: P
    they: P
    of_pronoun: P
    nicknamed: P
    credit: P
    next_pair: P
    joint: P
    partner: P
    mutual: P
    mentored: P
    accompanied: P
    together: P
    beside: P
    labelled: P
    contends: P
    deputy: P
    elect: P
    open: P
    declared: P
    beaten: P
    bare: P
    backed: P
    running: P
    paired: P
    to_inaugurate: P
    inaugurated: P
    sworn_in: P
    context: P
    place: P
    place_behind: P
    turned: P
    counted: P
    listed_before: P
    listed_behind: P
    listing: P
    item: P
    item_listing: P
    numbered: P
    ends_in_pair: P
    pilkada_of: P


class Contenders(msgspec.Struct, Generic[P], forbid_unknown_fields=True, frozen=True):
    """What makes a name that stands alone a candidate's."""

    context: P
    again: P
    nominated: P
    contest: P
    runs: P
    compared: P
    enumerates: P
    placed: P
    backers: P
    before: P
    behind: P
    share: P
    shared: P


class Legislators(msgspec.Struct, Generic[P], forbid_unknown_fields=True, frozen=True):
    """What makes a name a legislator's."""

    context: P
    body: P
    elect: P
    before: P
    caleg: P
    voted: P
    other_election: P
    lost: P
    declared: P
    party: P
    of_party: P


class Bodies(msgspec.Struct, Generic[P], forbid_unknown_fields=True, frozen=True):
    """The bodies that posts belong to."""

    named: P
    seated: P
    labels: P
    seat: P
    bare_seat: P
    as_seat: P
    of_article: P
    chair: P
    organization: P
    constitutional: P
    ordinary_court: P
    court_of: P
    of_capital: P
    before_region: P


class Grammar(msgspec.Struct, Generic[P], forbid_unknown_fields=True, frozen=True):
    """The whole file; of several statuses that fit, the one that stands earlier is read."""

    status_before: dict[Status, P]
    status_behind: dict[Status, P]
    tail: Tail[P]
    links: Links[P]
    pairs: Pairs[P]
    contenders: Contenders[P]
    legislators: Legislators[P]
    listed: dict[Status, P]
    bodies: Bodies[P]
    seats: dict[str, dict[str, Role]]
    governments: dict[str, str]
    fragments: dict[str, str]


@cache
def grammar() -> Grammar[Pattern]:
    """The grammar, read and compiled once.

    Raises:
        RuleError: the file cannot be used; the message names it and the entry.
    """
    file = _read()

    def compiled(section: Mapping[Any, Context] | msgspec.Struct) -> dict[Any, Pattern]:
        return {
            name: compile_pattern(entry.pattern, file.fragments, f"{_PATH}: {name}")
            for name, entry in _entries(section).items()
        }

    return Grammar(
        status_before=compiled(file.status_before),
        status_behind=compiled(file.status_behind),
        tail=Tail(**compiled(file.tail)),
        links=Links(**compiled(file.links)),
        pairs=Pairs(**compiled(file.pairs)),
        contenders=Contenders(**compiled(file.contenders)),
        legislators=Legislators(**compiled(file.legislators)),
        listed=compiled(file.listed),
        bodies=Bodies(**compiled(file.bodies)),
        seats=file.seats,
        governments=file.governments,
        fragments=file.fragments,
    )


def contexts() -> Iterator[tuple[str, Context, Pattern]]:
    """All entries: the name ("links.doubled"), the entry as the file gives it, and its pattern compiled.

    Raises:
        RuleError: the file cannot be used; the message names it and the entry.
    """
    compiled = grammar()
    for section, entries in _entries(_read()).items():
        for name, entry in _entries(entries).items():
            if isinstance(entry, Context):
                yield f"{section}.{name}", entry, _entries(getattr(compiled, section))[name]


def _read() -> Grammar[Context]:
    file: Grammar[Context] = read_toml(rules_root() / _PATH, Grammar[Context])
    return file


def _entries(section: Mapping[Any, Any] | msgspec.Struct) -> Mapping[Any, Any]:
    return msgspec.structs.asdict(section) if isinstance(section, msgspec.Struct) else section
