"""The rules of ``rules/dates.toml``, and the words that it knows in and around dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.matching.rules import RuleSet, load_ruleset

RULES = "dates"


@dataclass(frozen=True, slots=True)
class Contexts:
    """Words in and around dates, and such as are no date: what each is for is stated in the rule file."""

    spelled_day: re.Pattern[str]
    directed: re.Pattern[str]
    recurring: re.Pattern[str]
    listed_weekday: re.Pattern[str]
    would_be: re.Pattern[str]
    imprint: re.Pattern[str]
    results_of: re.Pattern[str]
    law_title: re.Pattern[str]
    held: re.Pattern[str]


@cache
def ruleset() -> RuleSet[Contexts]:
    """The rules and contexts of ``rules/dates.toml``."""
    return load_ruleset(RULES, Contexts)
