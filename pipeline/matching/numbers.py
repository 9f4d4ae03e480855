"""The number grammar: quantities in digits, in words, and in both.

Which words and forms make a number stands in ``rules/numbers.toml``, and for the patterns of all rule
files in ``rules/fragments.toml``; here is what a number is worth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.matching.rules import Production, Rule, load_ruleset
from pipeline.types import Document, RuleMatch

RULES = "numbers"

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class Number(RuleMatch):
    """A number in a text, where it stands, and the rule that read it."""

    value: float


def digits_value(digits: str) -> float:
    """The value of a number in digits: ``"1.250"`` is 1250, ``"57,3"`` and ``"57.3"`` are 57.3."""
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(".", "")
    return float(digits.replace(",", "."))


def words_value(words: str, worth: Mapping[str, Mapping[str, float]]) -> float:
    """The value of a number in words; ``worth`` holds the words by what they do in a number."""
    whole, _, decimals = words.casefold().partition(" koma ")
    total = group = last = 0.0
    for word in whole.split():
        if word.isdecimal():
            last = float(word)
        elif word in worth["unit"]:
            group, last = group + last, worth["unit"][word]
        elif word in worth["teen"]:
            last += worth["teen"][word]
        elif word in worth["multiplier"]:
            last *= worth["multiplier"][word]
        else:
            total += ((group + last) or 1) * worth["scale"][word]
            group = last = 0.0
    return total + group + last + (float(f"0.{_decimals(decimals, worth)}") if decimals else 0)


def _decimals(words: str, worth: Mapping[str, Mapping[str, float]]) -> str:
    """The digits after the decimal sign: of "tiga lima" and of "tiga puluh lima" the same."""
    digits = [word if word.isdecimal() else str(worth["unit"].get(word)) for word in words.split()]
    spelled = all(digit.isdecimal() for digit in digits)
    return "".join(digits) if spelled else f"{words_value(words, worth):.0f}"


def _digits(rule: Rule, match: re.Match[str]) -> Number:
    return Number(match.start(), match.end(), rule.id, digits_value(match["digits"]))


def _words(rule: Rule, match: re.Match[str]) -> Number:
    words = " ".join(match["words"].split())
    return Number(match.start(), match.end(), rule.id, words_value(words, rule.values))


def _mixed(rule: Rule, match: re.Match[str]) -> Number:
    scale = _word_worth()["scale"][match["scale"].casefold()]
    return Number(match.start(), match.end(), rule.id, digits_value(match["digits"]) * scale)


_PRODUCTIONS: Mapping[str, Production[Number]] = {
    "digits": _digits,
    "words": _words,
    "mixed": _mixed,
}


@cache
def _word_worth() -> Mapping[str, Mapping[str, float]]:
    """What the number words are worth, from the rule that reads words."""
    compiled = next(c for c in load_ruleset(RULES).rules if c.rule.produce == "words")
    return compiled.rule.values


def numbers_in(text: str) -> list[Number]:
    """The numbers of ``text`` in order, the longest reading of each."""
    return load_ruleset(RULES).find(text, _PRODUCTIONS)


def find(document: Document) -> list[Number]:
    """The numbers of ``document``, in order of the text."""
    return numbers_in(document.text)


@lru_cache(maxsize=4096)
def value_of(text: str) -> float | None:
    """The number that ``text`` as a whole states, or ``None`` where it is not one number."""
    found = numbers_in(text)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)):
        return found[0].value
    return None
