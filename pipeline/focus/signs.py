"""Which words tell how regions and numbers belong together: the signs and contexts of ``rules/linking.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.matching.rules import Production, Rule, RuleSet, load_ruleset
from pipeline.types import Document, Level, RuleMatch

RULES = "linking"


@dataclass(frozen=True, slots=True)
class Sign(RuleMatch):
    """Words that tell how regions and numbers belong together; ``kind`` is explained in the rule file."""

    kind: str
    level: Level | None = None


def find(document: Document) -> list[Sign]:
    """The signs in ``document``, in order of the text."""
    return ruleset().find(document.text, _PRODUCTIONS)


def ends(signs: Iterable[Sign], *kinds: str) -> set[int]:
    """Where the signs of some kinds end: there the region begins that they are said of."""
    return {sign.end for sign in signs if sign.kind in kinds}


@dataclass(frozen=True, slots=True)
class Contexts:
    """Words that are no sign of their own: what each is for is stated in the rule file."""

    located: re.Pattern[str]
    deputy: re.Pattern[str]
    only_located: re.Pattern[str]
    share_in_brackets: re.Pattern[str]
    cause: re.Pattern[str]
    because: re.Pattern[str]
    contrast: re.Pattern[str]
    undivided: re.Pattern[str]
    of_the_next: re.Pattern[str]
    of_the_one_before: re.Pattern[str]
    after_place: re.Pattern[str]
    name_before: re.Pattern[str]
    next_name: re.Pattern[str]
    namely: re.Pattern[str]
    each: re.Pattern[str]
    begins_item: re.Pattern[str]
    coordination: re.Pattern[str]
    apposition: re.Pattern[str]
    capital: re.Pattern[str]
    capital_as_province: re.Pattern[str]
    both: re.Pattern[str]
    of_any_region: re.Pattern[str]
    threshold_of_country: re.Pattern[str]
    law: re.Pattern[str]
    average: re.Pattern[str]
    of_the_last: re.Pattern[str]
    own: re.Pattern[str]
    formerly: re.Pattern[str]
    speaks_on: re.Pattern[str]
    sets_out: re.Pattern[str]


@cache
def ruleset() -> RuleSet[Contexts]:
    """The rules and contexts of ``rules/linking.toml``."""
    return load_ruleset(RULES, Contexts)


def _sign(rule: Rule, match: re.Match[str]) -> Sign:
    groups = match.groupdict()
    word = (groups.get("level") or groups.get("level_after") or "").casefold()
    level: Level | None = rule.values.get("levels", {}).get(word)
    return Sign(*match.span(), rule.id, rule.values["kind"], level)


_PRODUCTIONS: Mapping[str, Production[Sign]] = {"sign": _sign}
