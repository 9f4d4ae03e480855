"""Toponym resolution: which region a name means where several have it.

The kinds of evidence stand in ``rules/regions/evidence.toml`` with their examples and confidence; here is
what each does. They are asked in the order of that file, and the first that leaves one candidate decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import msgspec

from pipeline.matching.rules import Example, RuleError, read_toml, rules_root
from pipeline.regions.context import context
from pipeline.regions.gazetteer import gazetteer
from pipeline.regions.toponyms import Toponym
from pipeline.types import Level

# As long as what joins two items of a list is (" dan ").
_JOINT = 5
_RANK: tuple[Level, ...] = ("province", "regency", "city", "district", "village")


class Evidence(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A kind of evidence as the rule file gives it."""

    id: str
    about: str
    confidence: float
    examples: list[Example]
    negatives: list[str] = []


class EvidenceFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The schema of ``evidence.toml``."""

    evidence: list[Evidence]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A toponym with the region it means, and by which evidence."""

    toponym: Toponym
    code: str
    evidence: Evidence


@cache
def evidence() -> Mapping[str, Evidence]:
    """The kinds of evidence by id, in the order in which they are asked."""
    file: EvidenceFile = read_toml(rules_root() / "regions" / "evidence.toml", EvidenceFile)
    return {each.id: each for each in file.evidence}


def resolve(toponyms: Sequence[Toponym]) -> list[Resolved]:
    """The regions that the toponyms of one article mean, in their order.

    Raises:
        RuleError: the rule file names evidence that is not there.
    """
    resolved: list[Resolved] = []
    for toponym in toponyms:
        code, rule = _decide(toponym, resolved, toponyms)
        resolved.append(Resolved(toponym, code, _evidence(rule)))
    return resolved


def _evidence(rule: str) -> Evidence:
    try:
        return evidence()[rule]
    except KeyError:
        raise RuleError(f"regions/evidence.toml: no evidence {rule!r}") from None


def _decide(
    toponym: Toponym, before: Sequence[Resolved], toponyms: Sequence[Toponym]
) -> tuple[str, str]:
    """Code and evidence for one toponym."""
    if toponym.level in {"district", "village"}:
        return toponym.codes[0], f"regions.{toponym.level}"
    if len(toponym.codes) == 1:
        return toponym.codes[0], "regions.misspelt" if toponym.misspelt else "regions.name"
    for rule in evidence():
        choose = _CHOICES.get(rule)
        left = choose(toponym, before, toponyms) if choose else []
        if len(left) == 1:
            return left[0], rule
    return _by_rank(toponym, before, toponyms)[0], "regions.rank"


def _level_of(code: str) -> Level:
    return gazetteer()[code].level


def _by_level(toponym: Toponym, _before: Sequence[Resolved], _all: Sequence[Toponym]) -> list[str]:
    return [code for code in toponym.codes if _level_of(code) == toponym.level]


def _by_dateline(
    toponym: Toponym, _before: Sequence[Resolved], _all: Sequence[Toponym]
) -> list[str]:
    if not toponym.in_dateline or not any(
        _level_of(code) == "province" or code in context().capitals for code in toponym.codes
    ):
        return []
    return [code for code in toponym.codes if _level_of(code) == "city"]


def _by_list(toponym: Toponym, before: Sequence[Resolved], _all: Sequence[Toponym]) -> list[str]:
    if toponym.level is not None:
        return []
    level = _list_level(toponym, before)
    return [code for code in toponym.codes if _level_of(code) == level]


def _list_level(toponym: Toponym, before: Sequence[Resolved]) -> Level | None:
    """The level that the head of a list says, where all items between have it."""
    codes = {each.toponym.start: each.code for each in before}
    levels: set[Level] = set()
    item = toponym.follows
    while item is not None:
        levels.add(_level_of(codes[item.start]))
        if item.level is not None:
            return levels.pop() if len(levels) == 1 else None
        item = item.follows
    return None


def _by_contrast(
    toponym: Toponym, _before: Sequence[Resolved], toponyms: Sequence[Toponym]
) -> list[str]:
    """ "Tangerang, Kota Tangerang": the item beside the one that says its level is the other one."""
    beside = (
        t
        for t in toponyms
        if 0 < t.start - toponym.end <= _JOINT or 0 < toponym.start - t.end <= _JOINT
    )
    stated = {t.level for t in beside if t.level is not None and set(t.codes) == set(toponym.codes)}
    return [code for code in toponym.codes if stated and _level_of(code) not in stated]


def _by_other_form(
    toponym: Toponym, before: Sequence[Resolved], toponyms: Sequence[Toponym]
) -> list[str]:
    stated = [t for t in toponyms if t.level is not None and set(t.codes) == set(toponym.codes)]
    earlier = [t for t in stated if t.start < toponym.start]
    later = [t for t in stated if t.start > toponym.start]
    for other in (*reversed(earlier), *later):
        decided = _by_level(other, before, toponyms)
        if len(decided) == 1:
            return decided
    return []


def _by_parent(
    toponym: Toponym, _before: Sequence[Resolved], toponyms: Sequence[Toponym]
) -> list[str]:
    if len({code[:2] for code in toponym.codes}) == 1:
        return []
    named = {t.codes[0][:2] for t in toponyms if len({code[:2] for code in t.codes}) == 1}
    return [code for code in toponym.codes if code[:2] in named]


def _by_capital(
    toponym: Toponym, _before: Sequence[Resolved], _all: Sequence[Toponym]
) -> list[str]:
    return [code for code in toponym.codes if toponym.located and code in context().capitals]


def _by_rank(toponym: Toponym, _before: Sequence[Resolved], _all: Sequence[Toponym]) -> list[str]:
    return sorted(toponym.codes, key=lambda code: _RANK.index(_level_of(code)))[:1]


_Choice = Callable[[Toponym, Sequence[Resolved], Sequence[Toponym]], list[str]]
_CHOICES: Mapping[str, _Choice] = {
    "regions.level": _by_level,
    "regions.dateline": _by_dateline,
    "regions.contrast": _by_contrast,
    "regions.list": _by_list,
    "regions.other_form": _by_other_form,
    "regions.parent": _by_parent,
    "regions.capital": _by_capital,
    "regions.rank": _by_rank,
}
