"""The lines of an article: where each begins and ends, and which are items of a list.

The text is normalised: dashes are hyphens, and no space stands at either end of a line.
"""

from __future__ import annotations

import re

from pipeline.types import Line

# The mark of a list's item: "- ", "2. ", "(2) ", "- 2. ", but no number that goes on ("2.000 orang").
LIST_MARK = r"(?:(?:[-*•] ?)?\(?\d{1,2}[.)](?!\d)|[-*•])"
_LINE = re.compile(rf"^(?P<mark>{LIST_MARK} *)?(?P<words>[^\n]*)", re.MULTILINE)


def lines(text: str) -> list[Line]:
    """The lines of ``text`` that are not blank, in order; at least one."""
    found = [
        Line(*match.span(), words=match.start("words"), is_item=match["mark"] is not None)
        for match in _LINE.finditer(text)
        if match.group()
    ]
    return found or [Line(0, len(text), words=0)]
