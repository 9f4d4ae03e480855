"""The words around posts and names: ``rules/officials/grammar.toml``, compiled.

Every entry of the file is a context: a pattern with the examples that prove it. What each is for is stated there,
beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar, cast

import msgspec

from pipeline.matching.rules import (
    CompiledContext,
    Context,
    compile_contexts,
    contexts_as,
    read_toml,
    rules_root,
)
from pipeline.types import Role, Status

_PATH = "officials/grammar.toml"
# What is no section of contexts.
_DATA = frozenset({"seats", "governments", "fragments"})

Pattern = re.Pattern[str]
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Tail:
    """What belongs to a post after it, besides regions and the words of an office."""

    national: Pattern
    within: Pattern
    region_link: Pattern
    qualifier: Pattern
    here: Pattern
    level: Pattern
    government: Pattern
    aside: Pattern
    commanded: Pattern
    provisional: Pattern
    anchored: Pattern
    institution: Pattern
    own_level: Pattern
    local_branch: Pattern
    of_country: Pattern
    number: Pattern
    period: Pattern
    membership: Pattern
    division: Pattern


@dataclass(frozen=True, slots=True)
class Links:
    """What leads from a post to a name and back."""

    post_to_name: Pattern
    name_to_post: Pattern
    done_by: Pattern
    apposition: Pattern
    regarding: Pattern
    according: Pattern
    meanwhile: Pattern
    apposition_ends: Pattern
    anaphora: Pattern
    pronoun: Pattern
    both: Pattern
    speech: Pattern
    speaks: Pattern
    closes_apposition: Pattern
    past: Pattern
    earlier: Pattern
    career_next: Pattern
    held_before: Pattern
    filled_acting: Pattern
    relative: Pattern
    held: Pattern
    seeks: Pattern
    wanted: Pattern
    doubled: Pattern
    replaces: Pattern
    swaps: Pattern
    to_come: Pattern
    by_agent: Pattern
    seat_taken: Pattern
    elected_after: Pattern
    left_behind: Pattern
    vacated: Pattern
    replacing: Pattern
    they_replace: Pattern
    instead_of: Pattern
    acting_only: Pattern
    ahead: Pattern
    gives_way: Pattern
    on_leave: Pattern
    handed_over: Pattern
    handed_to: Pattern
    handed_between: Pattern
    taken_over: Pattern
    turn: Pattern
    transfers: Pattern
    moved: Pattern
    moved_from: Pattern
    moves_off: Pattern
    moves_to: Pattern
    office_of: Pattern
    came_from: Pattern
    posts_coordinated: Pattern
    goes_on: Pattern
    goes_on_after: Pattern
    of_others: Pattern
    party_in_full: Pattern
    locative: Pattern
    counted_in: Pattern
    quoted: Pattern
    resumes: Pattern
    team_before: Pattern
    told_of_last: Pattern
    sought: Pattern
    many_before: Pattern
    vote_before: Pattern
    counted_before: Pattern
    kin: Pattern
    wife: Pattern
    is_kin_of: Pattern
    relative_of: Pattern
    acting_as: Pattern
    points_back: Pattern
    succeeded: Pattern
    as_before: Pattern
    changes: Pattern
    equated: Pattern
    equating: Pattern
    equates: Pattern
    bracketed: Pattern
    bracket_on: Pattern
    bracket_body: Pattern
    bracket_opens: Pattern
    place_colon: Pattern
    list_opens: Pattern
    list_of_others: Pattern
    list_joint: Pattern
    list_resumed: Pattern
    those: Pattern
    names_told: Pattern
    bench: Pattern
    to_place: Pattern
    from_place: Pattern
    place_of_item: Pattern
    died: Pattern
    dismissed: Pattern
    late: Pattern
    term: Pattern
    bracket_ends: Pattern
    item_place_ends: Pattern
    item_aside: Pattern
    item_lead: Pattern
    item_remark: Pattern
    item_post: Pattern
    next_item: Pattern
    clause: Pattern
    clause_end: Pattern
    posts_joint: Pattern
    introduced: Pattern
    item_number: Pattern
    item_end: Pattern
    filled: Pattern
    successor: Pattern
    gives: Pattern
    given_to: Pattern
    vacant: Pattern
    chair_in_bracket: Pattern
    as_chair: Pattern
    named_later: Pattern
    names_listed: Pattern
    and_chair: Pattern
    place_before: Pattern
    body_rest: Pattern
    speaker_rest: Pattern
    demonstrative: Pattern
    demonstrative_named: Pattern
    demonstrative_later: Pattern


@dataclass(frozen=True, slots=True)
class Pairs:
    """What introduces, joins, places and elects a pair of candidates."""

    cue: Pattern
    named_pair: Pattern
    to_deputy: Pattern
    rival: Pattern
    they: Pattern
    of_pronoun: Pattern
    nicknamed: Pattern
    of_packets: Pattern
    credit: Pattern
    caption: Pattern
    with_deputy: Pattern
    next_pair: Pattern
    joint: Pattern
    partner: Pattern
    mutual: Pattern
    mate_next: Pattern
    mate: Pattern
    he_too: Pattern
    mentored: Pattern
    accompanied: Pattern
    together: Pattern
    beside: Pattern
    companion: Pattern
    contends: Pattern
    deputy: Pattern
    elect: Pattern
    open: Pattern
    declared: Pattern
    beaten: Pattern
    lost: Pattern
    as_declared: Pattern
    bare: Pattern
    backed: Pattern
    running: Pattern
    paired: Pattern
    to_inaugurate: Pattern
    inauguration_of: Pattern
    inaugurated: Pattern
    sworn_in: Pattern
    pairs_sworn_in: Pattern
    took_office: Pattern
    in_term: Pattern
    context: Pattern
    local: Pattern
    votes: Pattern
    place: Pattern
    counted_again: Pattern
    place_after: Pattern
    turned: Pattern
    counted: Pattern
    listed_before: Pattern
    listed_after: Pattern
    listing: Pattern
    item_listing: Pattern
    title_of_list: Pattern
    running_number: Pattern
    ends_in_pair: Pattern
    aside: Pattern
    placed_item: Pattern
    pilkada_of: Pattern


@dataclass(frozen=True, slots=True)
class PairLists:
    """What stands around the pairs of a list with a line for each."""

    before_place: Pattern
    after_place: Pattern
    label: Pattern
    slogan: Pattern
    from_place: Pattern
    to_place: Pattern
    against: Pattern
    tail: Pattern
    series_lead: Pattern
    series_link: Pattern
    series_joint: Pattern


@dataclass(frozen=True, slots=True)
class Contenders:
    """What makes a name that stands alone a candidate's."""

    context: Pattern
    again: Pattern
    nominated: Pattern
    asked: Pattern
    contest: Pattern
    runs: Pattern
    compared: Pattern
    opposes: Pattern
    rival: Pattern
    enumerates: Pattern
    mentions: Pattern
    of_mention: Pattern
    party_backed: Pattern
    placed: Pattern
    backer: Pattern
    before: Pattern
    after: Pattern
    numbered: Pattern
    share: Pattern
    shared: Pattern
    survey: Pattern
    surveyed_for: Pattern
    ranked: Pattern
    polled: Pattern
    share_before: Pattern
    share_joint: Pattern
    seat: Pattern


@dataclass(frozen=True, slots=True)
class Legislators:
    """What makes a name a legislator's."""

    context: Pattern
    members: Pattern
    general: Pattern
    heads: Pattern
    body: Pattern
    elect: Pattern
    before: Pattern
    label: Pattern
    caleg: Pattern
    apposed: Pattern
    runs: Pattern
    party_runs: Pattern
    opens_elect: Pattern
    voted: Pattern
    announced: Pattern
    votes: Pattern
    votes_joint: Pattern
    surveyed: Pattern
    lost: Pattern
    declared: Pattern
    of_party: Pattern


@dataclass(frozen=True, slots=True)
class Villages:
    """What makes a name that stands alone a candidate's for the head of a village."""

    before: Pattern
    after: Pattern
    onlooker: Pattern
    aside: Pattern
    joint: Pattern
    place: Pattern
    elect: Pattern


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies that posts belong to."""

    named: Pattern
    apart: Pattern
    place_named: Pattern
    seated_at: Pattern
    seated: Pattern
    seat: Pattern
    bare_seat: Pattern
    as_seat: Pattern
    of_article: Pattern
    chair: Pattern
    organization: Pattern
    constitutional: Pattern
    court_of: Pattern
    of_capital: Pattern
    seat_of_nation: Pattern
    before_region: Pattern
    proposed_head: Pattern


@dataclass(frozen=True, slots=True)
class Grammar:
    """The whole file; of several statuses that fit, the one that stands earlier is read."""

    status_before: Mapping[Status, Pattern]
    status_after: Mapping[Status, Pattern]
    tail: Tail
    links: Links
    pairs: Pairs
    pair_lists: PairLists
    contenders: Contenders
    legislators: Legislators
    villages: Villages
    listed: Mapping[Status, Pattern]
    bodies: Bodies
    seats: Mapping[str, Mapping[str, Role]]
    governments: Mapping[str, str]


class _File(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The schema of the file."""

    status_before: dict[Status, Context]
    status_after: dict[Status, Context]
    tail: dict[str, Context]
    links: dict[str, Context]
    pairs: dict[str, Context]
    pair_lists: dict[str, Context]
    contenders: dict[str, Context]
    legislators: dict[str, Context]
    villages: dict[str, Context]
    listed: dict[Status, Context]
    bodies: dict[str, Context]
    seats: dict[str, dict[str, Role]]
    governments: dict[str, str]
    fragments: dict[str, str]


@cache
def grammar() -> Grammar:
    """The grammar, read and compiled once.

    Raises:
        RuleError: the file cannot be used; the message names it and the entry.
    """
    file, compiled = _file(), _compiled()

    def by_status(section: str) -> dict[Status, Pattern]:
        return {cast(Status, name): each.pattern for name, each in compiled[section].items()}

    def section(kind: type[S], name: str) -> S:
        return contexts_as(kind, compiled[name], f"{_PATH}: {name}")

    return Grammar(
        status_before=by_status("status_before"),
        status_after=by_status("status_after"),
        tail=section(Tail, "tail"),
        links=section(Links, "links"),
        pairs=section(Pairs, "pairs"),
        pair_lists=section(PairLists, "pair_lists"),
        contenders=section(Contenders, "contenders"),
        legislators=section(Legislators, "legislators"),
        villages=section(Villages, "villages"),
        listed=by_status("listed"),
        bodies=section(Bodies, "bodies"),
        seats=file.seats,
        governments=file.governments,
    )


def contexts() -> dict[str, CompiledContext]:
    """All entries by section and name ("links.doubled").

    Raises:
        RuleError: the file cannot be used; the message names it and the entry.
    """
    grammar()
    return {
        f"{section}.{name}": context
        for section, entries in _compiled().items()
        for name, context in entries.items()
    }


@cache
def _file() -> _File:
    file: _File = read_toml(rules_root() / _PATH, _File)
    return file


@cache
def _compiled() -> dict[str, dict[str, CompiledContext]]:
    """The entries by section and name."""
    file = _file()
    sections = {name: getattr(file, name) for name in file.__struct_fields__ if name not in _DATA}
    return {
        section: compile_contexts(entries, file.fragments, f"{_PATH}: {section}")
        for section, entries in sections.items()
    }
