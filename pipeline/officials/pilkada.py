"""Whose Pilkada a text names: "pada Pilkada Kabupaten Bima", "Pilkada Serentak 2020 di Provinsi Jambi"."""

from __future__ import annotations

import re

from pipeline.focus.centre import COARSE
from pipeline.matching.rules import words_in
from pipeline.officials.grammar import grammar
from pipeline.types import Document, Region, Span

OPENING = 600
"""An article that names an election within so many characters is about it."""

# At most this many characters "Pilkada Serentak 2020 di" takes before its region.
_PILKADA_BACK = 60


def place_of_pilkada(document: Document, stretch: Span) -> Region | None:
    """The region whose Pilkada a stretch of text names ("pada Pilkada Kabupaten Bima"), if no region follows."""
    found: Region | None = None
    for region in document.regions_in(stretch.start, stretch.end):
        if region.level in COARSE:
            found = region if is_of_pilkada(document, region) else None
    return found


def opens_with_province(document: Document) -> bool:
    """True where the first Pilkada that an article names the place of, in its opening, is a province's."""
    for region in document.regions_in(0, OPENING):
        named = _pilkada_before(document, region)
        if named:
            held_in = named.group().split()[-1] in words_in("place_prepositions")
            return region.level == "province" and not held_in
    return False


def is_of_pilkada(document: Document, region: Region) -> bool:
    """True where a region is named as that of a Pilkada."""
    return _pilkada_before(document, region) is not None


def _pilkada_before(document: Document, region: Region) -> re.Match[str] | None:
    """The words right before a region that make it a Pilkada's."""
    before = document.text[max(0, region.start - _PILKADA_BACK) : region.start]
    return grammar().pairs.pilkada_of.search(before)
