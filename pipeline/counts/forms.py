"""The forms in which an article says how many candidates stand: which words they are, and what number they give.

The forms stand in ``rules/candidate_counts.toml``, the words around them that bear on whether a form is a claim
in ``candidate_guards.toml``, those that tell how far candidates have come in ``candidate_stages.toml``. What a
form means in its article is read in :mod:`pipeline.counts.claims`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from pipeline.matching import numbers
from pipeline.matching.rules import Production, Rule, RuleSet, load_ruleset
from pipeline.types import CandidateStage, CountUnit, Document, Election, RuleMatch, Span

RULES = "candidate_counts"
STAGE_RULES = "candidate_stages"
GUARD_RULES = "candidate_guards"

# No race has more pairs than this: a larger number sums up races, or is no number of pairs.
MOST_PAIRS = 12
# No constituency has more seats than this.
MOST_SEATS = 12
_LONGEST_NUMBER = 20
# More than stand in any election, with room to spare.
_MOST_PAIRS_OF_COUNTRY = 5_000
_MOST_CANDIDATES = 1_000_000
# How far back those are named whom "jumlahnya" counts.
_NAMED_BEFORE = 160
# The year of an election beside its candidates: "Pilkada 2020 pasangan calon Kaur".
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, eq=False)
class CountClaim(Span):
    """A count of candidates as the words give it, before it is known where and for which election.

    ``number`` is where the number itself begins; ``guards`` are the kinds of guard around it. ``sole`` stands
    alone on the ballot, ``part`` counts some of a number stated with it, ``beside`` is one only beside another
    claim, of which it may be a part (``holder``); ``people`` says that these are persons ("13 orang mendaftar");
    ``asked`` has a word beside it that asks for a number ("diikuti tiga").
    """

    rule: Rule
    count: int
    unit: CountUnit
    number: int
    sole: bool = False
    part: bool = False
    beside: bool = False
    people: bool = False
    asked: bool = False
    holder: CountClaim | None = None
    election: Election | None = None
    codes: tuple[str, ...] = ()
    guards: frozenset[str] = frozenset()

    @property
    def is_only(self) -> bool:
        """True where the words say that there are no more, be it with a party or without."""
        return "only" in self.guards and not self.guards & {"independent", "at_first"}


@dataclass(frozen=True, slots=True)
class StageWord(RuleMatch):
    """Words that tell at which stage candidates are."""

    stage: CandidateStage


@dataclass(frozen=True, slots=True)
class Guard(RuleMatch):
    """Words around a count that bear on whether it is a claim (the rule file explains the kinds)."""

    kind: str


# Productions.


def whole_number(text: str) -> int | None:
    """The whole number that a text says, ``None`` where that can be no count of candidates.

    In "tiga (3)" it is stated twice, and the first counts.
    """
    value = numbers.value_of(" ".join(text.partition("(")[0].split()))
    if value is None or value != int(value) or not 0 < value <= _MOST_CANDIDATES:
        return None
    return int(value)


def is_year(words: str) -> bool:
    """True for a number that is written as a year is, without a point, so that it counts nobody."""
    return _YEAR.fullmatch(words) is not None


def _claim(rule: Rule, match: re.Match[str]) -> CountClaim | None:
    count = rule.values.get("count") or whole_number(match["count"])
    # The unit of those mentioned by a stage alone is that of the count beside them.
    is_of_pairs = rule.values.get("unit") == "pasangan_calon" and rule.produce != "staged"
    words = match.groupdict().get("count") or ""
    if count is None or is_year(words) or (is_of_pairs and count > _MOST_PAIRS_OF_COUNTRY):
        return None
    return CountClaim(match.start(), match.end(), rule, count, rule.values["unit"], match.start())


def _total_after(rule: Rule, match: re.Match[str]) -> CountClaim | None:
    count = whole_number(match["count"])
    unit = _unit(match["unit"])
    word_before = match.string[max(0, match.start() - _LONGEST_NUMBER) : match.start()].split()[-1:]
    is_counted = any(numbers.value_of(word.split("-")[-1]) is not None for word in word_before)
    of_pairs = unit == "pasangan_calon"
    if count is None or is_counted or (of_pairs and count > _MOST_PAIRS_OF_COUNTRY):
        return None
    return CountClaim(match.start(), match.end(), rule, count, unit, match.start("count"))


def _total_of_named(rule: Rule, match: re.Match[str]) -> CountClaim | None:
    """A total of the candidates named before it: "caleg dari 18 partai, jumlahnya 402 orang"."""
    count = whole_number(match["count"])
    start = max(match.string.rfind("\n", 0, match.start()) + 1, match.start() - _NAMED_BEFORE)
    named = [*ruleset().contexts.named.finditer(match.string, start, match.start())]
    if count is None or not named:
        return None
    unit = _unit(named[-1].group())
    return CountClaim(match.start(), match.end(), rule, count, unit, match.start("count"))


def _unit(words: str) -> CountUnit:
    """What the words for those who stand count."""
    return "pasangan_calon" if ruleset().contexts.pair_word.search(words) else "calon"


def _part_of(rule: Rule, match: re.Match[str]) -> CountClaim | None:
    claim = _claim(rule, match)
    return None if claim is None or claim.count == 1 else replace(claim, part=True)


def _beside_posts(rule: Rule, match: re.Match[str]) -> CountClaim | None:
    claim = _claim(rule, match)
    if claim is None:
        return None
    post = "".join(match["post"].split()).casefold()
    return replace(claim, beside=match["pairs"] is None, election=rule.values["elections"][post])


def _staged(rule: Rule, match: re.Match[str]) -> CountClaim | None:
    """A number without a unit of those who passed or failed: "dari enam paslon yang mendaftar, lima lolos"."""
    claim = _claim(rule, match)
    people = "people" in rule.values or match.groupdict().get("people") is not None
    return None if claim is None else replace(claim, beside=True, people=people)


def _register(rule: Rule, match: re.Match[str]) -> CountClaim | None:
    """How many a list of candidates for a parliament holds, which is the only election that has one.

    It holds more than a party names for a constituency.
    """
    claim = _claim(rule, match)
    if claim is None or claim.count <= MOST_SEATS:
        return None
    return replace(claim, election="legislatif")


def _constituency(rule: Rule, match: re.Match[str]) -> CountClaim | None:
    """How many stand in a constituency of a parliament: more than it has seats."""
    claim = _staged(rule, match)
    if claim is None or claim.count <= MOST_SEATS:
        return None
    return replace(claim, election="legislatif")


def _contend(rule: Rule, match: re.Match[str]) -> CountClaim | None:
    """How many contend for the seats of a parliament, or to head villages or regions."""
    claim = _claim(rule, match)
    seats: tuple[Election, ...] = ("legislatif", "kepala_desa", "bupati", "wali_kota", "gubernur")
    election = next(seat for seat in seats if match[seat])
    return None if claim is None else replace(claim, election=election)


def _claim_at(rule: Rule, match: re.Match[str]) -> CountClaim | None:
    """A count after other words of its form: the words before its number are those before it."""
    claim = _claim(rule, match)
    return None if claim is None else replace(claim, number=match.start("count"))


def _sole(rule: Rule, match: re.Match[str]) -> CountClaim | None:
    count = whole_number(match.groupdict().get("count") or "1")
    if count is None:
        return None
    unit: CountUnit = rule.values["unit"]
    return CountClaim(match.start(), match.end(), rule, count, unit, match.start(), sole=True)


def _nothing(_rule: Rule, _match: re.Match[str]) -> CountClaim | None:
    """For forms that count only after a region (see :mod:`pipeline.counts.claims`)."""
    return None


_FORMS: Mapping[str, Production[CountClaim]] = {
    "claim": _claim,
    "total_after": _total_after,
    "total_of_named": _total_of_named,
    "part_of": _part_of,
    "constituency": _constituency,
    "contend": _contend,
    "claim_at": _claim_at,
    "sole": _sole,
    "beside": _beside_posts,
    "register": _register,
    "staged": _staged,
    "elliptic": _nothing,
}


def _stage_word(rule: Rule, match: re.Match[str]) -> StageWord:
    return StageWord(*match.span(), rule.id, rule.values["stage"])


_STAGES: Mapping[str, Production[StageWord]] = {"stage": _stage_word}


def stages_in(text: str) -> list[StageWord]:
    """The words of a text that tell at which stage candidates are."""
    return load_ruleset(STAGE_RULES).find(text, _STAGES)


def stages(document: Document) -> list[StageWord]:
    """The words of ``document`` that tell at which stage candidates are."""
    return stages_in(document.text)


def guards(document: Document) -> list[Guard]:
    """The words that stand before or after a count, where ``document`` is nothing but those words."""
    return [
        Guard(*match.span(), compiled.rule.id, compiled.rule.values["kind"])
        for compiled in load_ruleset(GUARD_RULES).rules
        for match in compiled.pattern.finditer(document.text)
    ]


@dataclass(frozen=True, slots=True)
class Contexts:
    """Words that are no form of their own: what each is for is stated in the rule file."""

    spoken: re.Pattern[str]
    listed: re.Pattern[str]
    listing: re.Pattern[str]
    named: re.Pattern[str]
    pair_word: re.Pattern[str]
    posts: re.Pattern[str]
    several_posts: re.Pattern[str]
    senators: re.Pattern[str]
    heads: re.Pattern[str]
    heads_after: re.Pattern[str]
    another: re.Pattern[str]
    parts: re.Pattern[str]
    sum: re.Pattern[str]
    of_whole: re.Pattern[str]
    whole_ahead: re.Pattern[str]
    in_region: re.Pattern[str]
    sets_out: re.Pattern[str]
    enumerated: re.Pattern[str]
    next_item: re.Pattern[str]
    same_elsewhere: re.Pattern[str]
    counted_again: re.Pattern[str]
    in_turn: re.Pattern[str]
    count: re.Pattern[str]
    number: re.Pattern[str]
    taken_in: re.Pattern[str]
    race: re.Pattern[str]
    extended: re.Pattern[str]


@cache
def ruleset() -> RuleSet[Contexts]:
    """The rules and contexts of ``rules/candidate_counts.toml``."""
    return load_ruleset(RULES, Contexts)


def lists_pairs(document: Document) -> bool:
    """True where ``document`` names pairs, so that a list of bare numbers may count them."""
    return ruleset().contexts.listed.search(document.text) is not None


def forms_in(document: Document) -> list[CountClaim]:
    """The forms of a count in ``document``, in order of the text, claims or not."""
    return ruleset().find(document.text, _FORMS)
