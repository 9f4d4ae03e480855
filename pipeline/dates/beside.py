"""Which words stand right before and after a date."""

from __future__ import annotations

import re

_WORD_BEFORE = re.compile(r"([\w'-]+)\.?[^\S\n]*$")
_WORD_AFTER = re.compile(r"[^\S\n]+([\w']+)")


def word_before(text: str, start: int) -> str:
    """The word right before an offset, "" where there is none on its line."""
    match = _WORD_BEFORE.search(text, max(0, start - 40), start)
    return match.group(1) if match else ""


def word_after(text: str, end: int) -> str:
    """The word right after an offset, "" where there is none on its line."""
    match = _WORD_AFTER.match(text, end)
    return match.group(1) if match else ""


def after_comma(text: str, start: int) -> bool:
    """True right after a comma, where a report names its day."""
    return text[max(0, start - 4) : start].rstrip().endswith(",")
