"""Which place an item of a list states: before its names or after them, in a bracket or behind a colon."""

from __future__ import annotations

import re
from collections.abc import Container

from pipeline.officials.grammar import grammar
from pipeline.officials.reading import Reading
from pipeline.officials.spoken_of import stands_alone
from pipeline.types import Region


def region_led_to(
    reading: Reading,
    offset: int,
    lead: re.Pattern[str],
    levels: Container[str],
    end: int | None = None,
) -> Region | None:
    """The next region of some levels from an offset on, if nothing but what leads to it stands before.

    It is looked for up to ``end``, or where none is given as far as such words reach.
    """
    text = reading.text
    if end is None:
        reach = lead.match(text, offset)
        end = reach.end() + 1 if reach else offset
    ahead = reading.document.regions_in(offset, end)
    region = next((region for region in ahead if region.level in levels), None)
    return region if region and lead.fullmatch(text, offset, region.start) else None


def place_before(
    reading: Reading, offset: int, levels: Container[str]
) -> tuple[Region, int] | None:
    """The place that an item begins with, and where its names begin: "untuk Kabupaten Kaur ada A"."""
    links = grammar().links
    region = region_led_to(reading, offset, links.to_place, levels)
    after = links.from_place.match(reading.text, region.end) if region else None
    if region is None or after is None:
        return None
    if "\n" in after.group() and not stands_alone(reading.document, region):
        return None
    return region, after.end()


def place_after(reading: Reading, offset: int, levels: Container[str]) -> tuple[Region, int] | None:
    """The place that an item ends with, and where it ends: "A (Camat Nasal) di Kaur", "A (Kaur)", "A Kaur,"."""
    links = grammar().links
    region = region_led_to(reading, offset, links.place_of_item, levels)
    if region is None:
        return None
    is_in_bracket = reading.text[offset : region.start].strip() == "("
    ends = links.bracket_ends if is_in_bracket else links.item_place_ends
    match = ends.match(reading.text, region.end)
    return (region, match.end()) if match else None


def region_in_bracket(reading: Reading, end: int, levels: Container[str]) -> Region | None:
    """The region of some levels in the bracket after a name: "Andi Rahman (Jambi)"."""
    return region_led_to(reading, end, grammar().links.bracket_opens, levels)


def region_of_item(reading: Reading, end: int, levels: Container[str]) -> Region | None:
    """The region stated after the name of an item: "- Andi Rahman (Jambi)", "- Andi Rahman: Jambi" and no more."""
    bracketed = region_in_bracket(reading, end, levels)
    if bracketed is not None:
        return bracketed
    region = region_led_to(reading, end, grammar().links.place_colon, levels)
    line_end = reading.document.line_of(end).end
    return region if region and not reading.text[region.end : line_end].strip(" .;,") else None
