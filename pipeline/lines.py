"""The lines of an article: where each begins and ends, which are items of a list, and which head others.

The text is normalised: dashes are hyphens, and no space stands at either end of a line.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.matching.rules import compile_pattern
from pipeline.types import Line

# A heading has at most this many words, more where it ends with a colon, and does not end as a sentence does.
_WORDS_OF_HEADING = 12
_WORDS_BEFORE_COLON = 20
_ENDS_OF_SENTENCE = (".", "!", "?", '"', "%")


def lines(text: str) -> list[Line]:
    """The lines of ``text`` that are not blank, in order; at least one."""
    found = [
        Line(
            *match.span(),
            text_start=match.start("words"),
            is_item=match["mark"] is not None,
            is_heading=_is_heading(match["words"]),
        )
        for match in _line().finditer(text)
        if match.group()
    ]
    return found or [Line(0, len(text), text_start=0)]


@cache
def _line() -> re.Pattern[str]:
    pattern = r"^ (?P<mark> {list_mark} [ ]* )? (?P<words> [^\n]* )"
    return compile_pattern(pattern, flags=re.VERBOSE | re.MULTILINE)


def _is_heading(words: str) -> bool:
    """True for a short line that is no sentence, and for words that end a line with a colon."""
    most = _WORDS_BEFORE_COLON if words.endswith(":") else _WORDS_OF_HEADING
    return not words.endswith(_ENDS_OF_SENTENCE) and len(words.split(maxsplit=most)) <= most
