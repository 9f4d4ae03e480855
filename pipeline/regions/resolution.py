"""Toponym resolution: which region a name means where several have it.

The kinds of evidence stand in ``rules/regions/evidence.toml`` with their examples and confidence; here is
what each does. They are asked in the order of that file, and the first that leaves one candidate decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

import msgspec

from pipeline.matching.rules import Example, RuleError, read_toml, rules_root
from pipeline.regions.context import SMALL, context
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
    resolver = _Resolver(toponyms)
    for toponym in toponyms:
        code, rule = resolver.decide(toponym)
        resolver.resolved.append(Resolved(toponym, code, _evidence(rule)))
    return resolver.resolved


def _evidence(rule: str) -> Evidence:
    try:
        return evidence()[rule]
    except KeyError:
        raise RuleError(f"regions/evidence.toml: no evidence {rule!r}") from None


def _level_of(code: str) -> Level:
    return gazetteer()[code].level


@dataclass
class _Resolver:
    """The toponyms of one article, and what those before the one in question were found to mean."""

    toponyms: Sequence[Toponym]
    resolved: list[Resolved] = field(default_factory=list)

    def decide(self, toponym: Toponym) -> tuple[str, str]:
        """Code and evidence for one toponym."""
        if toponym.level in SMALL:
            return toponym.codes[0], f"regions.{toponym.level}"
        if len(toponym.codes) == 1:
            return toponym.codes[0], "regions.misspelt" if toponym.misspelt else "regions.name"
        for rule in evidence():
            choose = _CHOICES.get(rule)
            left = choose(self, toponym) if choose else []
            if len(left) == 1:
                return left[0], rule
        return min(toponym.codes, key=lambda code: _RANK.index(_level_of(code))), "regions.rank"

    def by_level(self, toponym: Toponym) -> list[str]:
        return [code for code in toponym.codes if _level_of(code) == toponym.level]

    def by_dateline(self, toponym: Toponym) -> list[str]:
        if not toponym.in_dateline or not any(
            _level_of(code) == "province" or code in context().capitals for code in toponym.codes
        ):
            return []
        return [code for code in toponym.codes if _level_of(code) == "city"]

    def by_list(self, toponym: Toponym) -> list[str]:
        if toponym.level is not None or self._is_address(toponym):
            return []
        level = self._list_level(toponym)
        return [code for code in toponym.codes if _level_of(code) == level]

    def _list_level(self, toponym: Toponym) -> Level | None:
        """The level that the head of a list says, where all items between have it."""
        codes = {each.toponym.start: each.code for each in self.resolved}
        levels: set[Level] = set()
        item = toponym.follows
        while item is not None:
            levels.add(_level_of(codes[item.start]))
            if item.level is not None:
                return levels.pop() if len(levels) == 1 else None
            item = item.follows
        return None

    def _is_address(self, toponym: Toponym) -> bool:
        """True for the province that ends an address: "Kota Sungai Penuh, Jambi", "Kota Sungai Penuh (Jambi)"."""
        before = toponym.follows
        if (
            before is None
            or not toponym.apposed
            or any(t.follows is toponym for t in self.toponyms)
        ):
            return False
        return _province(before) in toponym.codes

    def by_contrast(self, toponym: Toponym) -> list[str]:
        """ "Tangerang, Kota Tangerang": the item beside the one that says its level is the other one."""
        beside = {
            other.level
            for other in self._of_stated_level(toponym)
            if (0 < other.start - toponym.end <= _JOINT and not other.opens_line)
            or (0 < toponym.start - other.end <= _JOINT and not toponym.opens_line)
        }
        return [code for code in toponym.codes if beside and _level_of(code) not in beside]

    def by_other_form(self, toponym: Toponym) -> list[str]:
        stated = self._of_stated_level(toponym)
        earlier = [other for other in stated if other.start < toponym.start]
        later = [other for other in stated if other.start > toponym.start]
        for other in (*reversed(earlier), *later):
            decided = self.by_level(other)
            if len(decided) == 1:
                return decided
        listed = (
            each.code
            for each in reversed(self.resolved)
            if each.evidence.id == "regions.list" and each.code in toponym.codes
        )
        return list(islice(listed, 1))

    def _of_stated_level(self, toponym: Toponym) -> list[Toponym]:
        """The mentions of the same name whose level the text says."""
        codes = set(toponym.codes)
        return [t for t in self.toponyms if t.level is not None and set(t.codes) == codes]

    def by_parent(self, toponym: Toponym) -> list[str]:
        if _province(toponym) is not None:
            return []
        named = {*map(_province, self.toponyms)}
        return [code for code in toponym.codes if code[:2] in named]

    def by_capital(self, toponym: Toponym) -> list[str]:
        return [code for code in toponym.codes if toponym.located and code in context().capitals]


def _province(toponym: Toponym) -> str | None:
    """The province in which all regions lie that a toponym may mean, ``None`` where there are several."""
    provinces = {code[:2] for code in toponym.codes}
    return provinces.pop() if len(provinces) == 1 else None


_CHOICES: Mapping[str, Callable[[_Resolver, Toponym], list[str]]] = {
    "regions.level": _Resolver.by_level,
    "regions.dateline": _Resolver.by_dateline,
    "regions.contrast": _Resolver.by_contrast,
    "regions.list": _Resolver.by_list,
    "regions.other_form": _Resolver.by_other_form,
    "regions.parent": _Resolver.by_parent,
    "regions.capital": _Resolver.by_capital,
}
