"""What the words above a list make of those whom it names.

"Pasangan yang ditetapkan sebagai berikut", and below it an item for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from pipeline.officials.grammar import grammar
from pipeline.officials.reading import Reading
from pipeline.types import Status

# At most this many lines of a list are looked back on.
_LINES_ABOVE = 100
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def told_of_list(reading: Reading, start: int) -> Status | None:
    """What the words above a list that begins at an offset, or has an item there, make of those whom it names."""
    for above in chain(words_above(reading, start), _titles_of_list(reading, start)):
        for status, pattern in grammar().listed.items():
            if pattern.search(above):
                return status
    return None


def words_above(reading: Reading, start: int) -> Iterator[str]:
    """The words that may introduce a list which has an offset: of its sentence, and those above its item.

    The nearest first, up to a line that is neither an item nor a heading.
    """
    text, document = reading.text, reading.document
    if document.line_of(start).text_start != start:
        opening = document.sentence_of(start).start
        if not text[opening:start].strip():
            opening = document.sentence_before(opening).start
        yield text[opening:start]
        return
    placed_item = grammar().pairs.placed_item
    for above in islice(document.lines_above(start), _LINES_ABOVE):
        if not (above.is_item or placed_item.match(text, above.start)):
            yield from reversed(_SENTENCE_END.split(above.of(text)))
            if not above.is_heading:
                return


def _titles_of_list(reading: Reading, start: int) -> Iterator[str]:
    """The lines above an item of a list that announce one: "Daftar bupati terpilih di Bengkulu"."""
    title, document = grammar().pairs.title_of_list, reading.document
    if document.line_of(start).text_start == start:
        for line in document.lines_above(start):
            if title.search(reading.text, line.start, line.end):
                yield line.of(reading.text)
