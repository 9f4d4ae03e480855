"""What an article speaks of where a post or pair stands: the region turned to, or named, last before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from pipeline.focus.centre import COARSE
from pipeline.focus.scenes import subjects
from pipeline.officials.grammar import grammar
from pipeline.types import Document, Region

# How far before a post its place may have been spoken of.
SPOKEN_OF = 400
# How far a turn to another place reaches.
_TURN = 700
# At most this many characters may the name of a body take before its region.
_BODY = 40
# A region with this share of its level's mentions is what the article is about.
_MOST = 0.5


def topic(document: Document, start: int, levels: Collection[str]) -> str | None:
    """The region that a sentence turned to last before an offset ("Di Kaur, ...", "Sementara untuk Seluma ...").

    ``None`` where another has been named since, where the last turn was to a region of another level, and where
    it lies more than ``_TURN`` characters back.
    """
    found: Region | None = None
    for region in document.regions_in(start - _TURN, start):
        if is_turned_to(document, region) or stands_alone(document, region):
            found = region
        elif found and region.level in levels and region.region_code != found.region_code:
            found = None
    return found.region_code if found and found.level in levels else None


def is_turned_to(document: Document, region: Region) -> bool:
    """True where a sentence opens with a region as its place: "Sementara di Kaur, ..."."""
    opening = document.sentence_of(region.start).start
    return grammar().links.turn.fullmatch(document.text, opening, region.start) is not None


def region_before(
    document: Document, start: int, levels: Collection[str], reach: int = SPOKEN_OF
) -> str | None:
    """The region of some levels, no scene, named last within ``reach`` characters before an offset.

    Of "Kabupaten Kaur, Bengkulu" it is the former.
    """
    found: Region | None = None
    for region in subjects(document, levels):
        if start - reach <= region.start < start and not _is_address(document, found, region):
            found = region
    return found.region_code if found else None


def _is_address(document: Document, first: Region | None, region: Region) -> bool:
    """True for the province in "Kabupaten Kaur, Bengkulu", after the region before it."""
    return (
        first is not None
        and first.region_code.startswith(f"{region.region_code}.")
        and not document.text[first.end : region.start].strip(" ,(")
    )


def is_about_several(document: Document, levels: Collection[str]) -> bool:
    """True where no region of some levels has most of the article's mentions."""
    counted = Counter(region.region_code for region in subjects(document, levels))
    return len(counted) > 1 and counted.most_common(1)[0][1] < _MOST * counted.total()


def stands_alone(document: Document, region: Region) -> bool:
    """True for a place alone on a line, as the head of what stands below: "2. Jawa Barat", "Kabupaten Kaur:"."""
    text, line = document.text, document.line_of(region.start)
    return line.text_start == region.start and not text[region.end : line.end].strip(" :")


def is_of_body(document: Document, region: Region) -> bool:
    """True for the region of an election body: "KPU Kaur"."""
    before = document.text[max(0, region.start - _BODY) : region.start]
    return region.level in COARSE and bool(grammar().bodies.before_region.search(before))
