"""Which words of an article tell what its percentages measure: the cues of ``rules/measures.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.matching.rules import Production, Rule, RuleError, RuleSet, load_ruleset
from pipeline.types import Document, Measure, RuleMatch

RULES = "measures"


@dataclass(frozen=True, slots=True)
class Cue(RuleMatch):
    """Words that tell what a percentage near them measures (the rule file explains the values)."""

    measure: Measure
    side: str = "any"
    reach: str = "sentence"
    strong: bool = False
    weak: bool = False
    poll: bool = False
    survey: bool = False
    count: bool = False
    topic: bool = False
    minimum: Measure | None = None
    whole: Measure | None = None
    otherwise: Measure | None = None
    silent: bool = False


def find(document: Document) -> list[Cue]:
    """The cues of ``document``, in order of the text."""
    return ruleset().find(document.text, _PRODUCTIONS)


def telling(document: Document) -> list[Cue]:
    """The cues of ``document`` that are not silent, in order of the text."""
    return [cue for cue in find(document) if not cue.silent]


@dataclass(frozen=True, slots=True)
class Contexts:
    """Words that are no cue: what each is for is stated in the rule file."""

    of_the_one_before: re.Pattern[str]
    of_group: re.Pattern[str]
    level_or_cause: re.Pattern[str]
    from_before: re.Pattern[str]
    of_level: re.Pattern[str]
    on_to: re.Pattern[str]
    votes_after: re.Pattern[str]
    votes_before: re.Pattern[str]
    votes_around: re.Pattern[str]
    got_before: re.Pattern[str]
    shows: re.Pattern[str]
    votes_or: re.Pattern[str]
    begins_clause: re.Pattern[str]
    does: re.Pattern[str]
    done_to: re.Pattern[str]
    of_what_follows: re.Pattern[str]
    of_past_ballot: re.Pattern[str]
    of_a_whole: re.Pattern[str]
    of_a_deed: re.Pattern[str]
    after_name: re.Pattern[str]
    of_those_who_stand: re.Pattern[str]
    list_line: re.Pattern[str]
    leads_in: re.Pattern[str]
    of_election: re.Pattern[str]


@cache
def ruleset() -> RuleSet[Contexts]:
    """The rules and contexts of ``rules/measures.toml``."""
    return load_ruleset(RULES, Contexts)


def _cue(rule: Rule, match: re.Match[str]) -> Cue:
    try:
        return Cue(match.start(), match.end(), rule.id, **rule.values)
    except TypeError as error:
        # The values are the fields of a cue by name, so one that is none is a slip in the file.
        raise RuleError(f"{RULES}: rule {rule.id}: {error}") from error


_PRODUCTIONS: Mapping[str, Production[Cue]] = {"cue": _cue}
