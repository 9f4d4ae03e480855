"""Which kecamatan are named right before numbers without a level word: "Kinal 70 persen"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pipeline.focus.centre import LOCAL
from pipeline.focus.mentions import PlaceMention
from pipeline.focus.places import Places
from pipeline.regions.gazetteer import fold, gazetteer
from pipeline.types import Span

# A name right before a number: "Kinal 70 persen", "Kinal baru 70 persen", "Kinal (70 persen)".
_NAME_AND_WORDS = 60
_NAME_BEFORE = re.compile(
    r"(?P<name>[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,2})(?:,?\s[a-z]+){0,2},?\s\(?$"
)


def with_districts(places: Places, numbers: Sequence[Span]) -> Places:
    """``places`` with the kecamatan named right before ``numbers``.

    Only those of the kabupaten and kota that the article names are taken.
    """
    parents = {place.code for place in places.all if place.level in LOCAL}
    found = (_district_before(places, number, parents) for number in numbers)
    return places.keeping([*places.all, *(place for place in found if place is not None)])


def name_before(text: str, number: Span) -> Span | None:
    """Where the name right before a number stands: "Kinal baru 70 persen"."""
    found = _NAME_BEFORE.search(text, max(0, number.start - _NAME_AND_WORDS), number.start)
    return Span(*found.span("name")) if found else None


def _district_before(places: Places, number: Span, parents: Collection[str]) -> PlaceMention | None:
    text = places.document.text
    name = name_before(text, number)
    regions = (region.span for region in places.document.regions)
    if name is None or any(span.overlaps(name) for span in (*places.all, *regions)):
        return None
    for word in re.finditer(r"\b[A-Z]", name.of(text)):
        start = name.start + word.start()
        codes = gazetteer().districts.get(fold(text[start : name.end]), ())
        known = [code for code in codes if code.rpartition(".")[0] in parents]
        if len(known) == 1:
            return PlaceMention(start, name.end, known[0], "district")
    return None
