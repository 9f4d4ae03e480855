"""Calibrated confidence: the share of such readings that turned out right on gold.

A rule and its evidence give a reading a raw confidence, which ranks readings; ``rules/confidence.toml`` says for
each table how often readings of a raw confidence were right. :mod:`pipeline.evaluation.calibration` writes that
file.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import cache, lru_cache
from typing import TypeVar

import msgspec

from pipeline.matching.rules import read_toml, rules_root
from pipeline.types import Fact

FILE = "confidence.toml"

F = TypeVar("F", bound=Fact)


class Curve(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Points of a rising curve from raw confidence to the share that is right, both 0 to 1.

    Straight between the points, level outside them; without a point, raw confidence stays as it is.
    """

    raw: tuple[float, ...] = ()
    right: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if len(self.raw) != len(self.right):
            raise ValueError("raw and right are not of one length")
        if list(self.raw) != sorted(set(self.raw)) or list(self.right) != sorted(self.right):
            raise ValueError("raw and right must rise")
        if any(not 0 <= share <= 1 for share in (*self.raw, *self.right)):
            raise ValueError("raw and right are 0 to 1")

    def __call__(self, raw: float) -> float:
        """The calibrated confidence, to three decimals."""
        if not self.raw:
            return raw
        above = bisect_right(self.raw, raw)
        if above in {0, len(self.raw)}:
            return self.right[max(above - 1, 0)]
        low, high = self.raw[above - 1], self.raw[above]
        share = (raw - low) / (high - low)
        return round(self.right[above - 1] + share * (self.right[above] - self.right[above - 1]), 3)


def calibrated(table: str, fact: F) -> F:
    """``fact`` of ``table`` with its raw confidence replaced by the calibrated one.

    Raises:
        RuleError: ``rules/confidence.toml`` cannot be used.
    """
    return replace(fact, confidence=_calibrated(table, fact.confidence))


@lru_cache(maxsize=4096)
def _calibrated(table: str, raw: float) -> float:
    return curves().get(table, Curve())(raw)


@cache
def curves() -> dict[str, Curve]:
    """The curves of ``rules/confidence.toml`` by table.

    Raises:
        RuleError: the file is missing or holds no such curves; the message names it.
    """
    found: dict[str, Curve] = read_toml(rules_root() / FILE, dict[str, Curve])
    return found
