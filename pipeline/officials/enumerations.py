"""Enumerations: the persons of a list in running text, each with the place that its item states.

"A di Kaur, B di Seluma", "A (Kaur), B (Seluma)", "Kaur A dan B, Seluma C", "A dan B untuk Kaur. Untuk Seluma C".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from pipeline.officials.grammar import grammar
from pipeline.officials.names import PersonName
from pipeline.officials.post_rules import PostLevel
from pipeline.officials.reading import Reading
from pipeline.types import Level, Region

# The levels of the places that the holders of a post may have, each his own; of other posts there is one in all.
_LEVELS: dict[PostLevel, frozenset[Level]] = {
    "province": frozenset({"province"}),
    "regency": frozenset({"regency"}),
    "city": frozenset({"city"}),
    "local": frozenset({"regency", "city"}),
    "any": frozenset({"province", "regency", "city"}),
    "district": frozenset({"district"}),
    "village": frozenset({"village"}),
}
# Fewer names than this are no list of holders.
LEAST_LISTED = 3
_HYPHEN = re.compile(r"\s*-{1,2}\s*")


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a list with the place of the item, which ends at ``end``.

    ``is_second`` is true after a hyphen that makes two a pair.
    """

    name: PersonName
    place: Region | None
    is_second: bool
    end: int


def members_from(reading: Reading, offset: int, level: PostLevel) -> list[Member]:
    """The persons of the list that begins at an offset, in order.

    A place before names is theirs until the next one; a place after a name is also that of the names before it
    that have none yet ("A dan B untuk Kaur"). Past the end of a sentence only those follow who have a place, or a
    line of their own as the first has.
    """
    links, levels = grammar().links, _LEVELS.get(level, frozenset())
    members: list[Member] = []
    heading: Region | None = None
    waiting, sentence = 0, 0
    is_second = False
    opens_line = reading.document.line_of(offset).text_start == offset
    while True:
        before = _place_before(reading, offset, levels)
        if before is not None:
            heading, offset = before
            waiting = len(members)
        name = reading.names.at(offset)
        if name is None:
            break
        end = name.outer.end
        members.append(Member(name, heading, is_second, end))
        after = _place_after(reading, end, levels)
        if after is not None:
            place, end = after
            members[-1] = replace(members[-1], place=None)
            members[waiting:] = [
                replace(member, place=member.place or place) for member in members[waiting:]
            ]
            heading = None
        hyphen = None if after else _HYPHEN.match(reading.text, end)
        is_second = hyphen is not None
        aside = links.item_aside.match(reading.text, end)
        if after is not None or (aside and aside.group()):
            waiting = len(members)
        end = aside.end() if aside else end
        members[-1] = replace(members[-1], end=end)
        joint = hyphen or links.list_joint.match(reading.text, end)
        if joint is None and len(members) >= LEAST_LISTED:
            joint = links.list_resumed.match(reading.text, end)
        if joint is None and opens_line:
            joint = _next_line(reading, end)
        if joint is None and members[-1].place is not None:
            joint = links.next_item.match(reading.text, end)
            sentence = len(members)
        if joint is None:
            break
        offset = joint.end()
    is_placed = any(member.place for member in members[sentence:])
    return members if is_placed or not sentence else members[:sentence]


def are_placed(members: Sequence[Member]) -> bool:
    """True where the persons of a list all have a place, of which there are several."""
    places = {member.place.region_code for member in members if member.place}
    return len(places) > 1 and all(member.place for member in members)


def _place_before(
    reading: Reading, offset: int, levels: Collection[Level]
) -> tuple[Region, int] | None:
    """The place that an item begins with, and where its names begin: "untuk Kabupaten Kaur ada A"."""
    lead = grammar().links.to_place.match(reading.text, offset)
    region = _region_at(reading, lead.end(), levels) if lead else None
    after = grammar().links.from_place.match(reading.text, region.end) if region else None
    return (region, after.end()) if region is not None and after is not None else None


def _place_after(
    reading: Reading, offset: int, levels: Collection[Level]
) -> tuple[Region, int] | None:
    """The place that an item ends with, and where it ends: "A di Kabupaten Kaur", "A (Kaur)", "A Kaur,"."""
    links = grammar().links
    lead = links.place_of_item.match(reading.text, offset)
    region = _region_at(reading, lead.end(), levels) if lead else None
    if lead is None or region is None:
        return None
    ends = links.bracket_ends if "(" in lead.group() else links.item_place_ends
    match = ends.match(reading.text, region.end)
    return (region, match.end()) if match else None


def _next_line(reading: Reading, end: int) -> re.Match[str] | None:
    """The end of a line after which the next one is a name, or a name with what an item tells besides.

    It ends with a full stop only where the line before it does.
    """
    links = grammar().links
    joint = links.next_line.match(reading.text, end)
    name = reading.names.at(joint.end()) if joint else None
    if joint is None or name is None:
        return None
    line = reading.document.line_of(joint.end())
    if line.of(reading.text).endswith(".") and "." not in joint.group():
        return None
    return joint if links.item_end.match(reading.text, name.outer.end, line.end) else None


def _region_at(reading: Reading, offset: int, levels: Collection[Level]) -> Region | None:
    """The region of some levels that begins at an offset."""
    for region in reading.document.regions:
        if region.start == offset and region.level in levels:
            return region
    return None
