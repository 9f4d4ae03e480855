"""Where words stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.types import Span

_SPACE = re.compile(r"\s+")


def standing(words: Sequence[str], text: str) -> Iterator[Span]:
    """Where words stand in ``text`` with any white space between them and nothing glued to them."""
    # No pattern: names differ from article to article, and compiling costs far more than looking.
    start = text.find(words[0])
    while start >= 0:
        end = start + len(words[0])
        for word in words[1:]:
            space = _SPACE.match(text, end)
            if space is None or not text.startswith(word, space.end()):
                break
            end = space.end() + len(word)
        else:
            if not (_is_glued(text, start - 1) or _is_glued(text, end)):
                yield Span(start, end)
                start = text.find(words[0], end)
                continue
        start = text.find(words[0], start + 1)


def _is_glued(text: str, offset: int) -> bool:
    """True where a character of a word stands at an offset."""
    return 0 <= offset < len(text) and text[offset].isalnum()
