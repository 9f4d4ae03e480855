"""Enumerations: the persons of a list in running text, each with the place that its item states.

"A di Kaur, B di Seluma", "A (Kaur), B (Seluma)", "Kaur A dan B, Seluma C", "A dan B untuk Kaur. Untuk Seluma C".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from pipeline.focus.centre import COARSE, LOCAL
from pipeline.officials.grammar import grammar
from pipeline.officials.item_places import place_after, place_before
from pipeline.officials.names.reader import PersonName
from pipeline.officials.posts.rules import PostLevel
from pipeline.officials.reading import Reading
from pipeline.officials.spoken_of import stands_alone
from pipeline.types import Level, Region

# Where holders of a post of several levels may have a place each, the levels of these; else it is the post's own.
_LEVELS: dict[PostLevel, frozenset[Level]] = {"local": LOCAL, "any": COARSE}
# Levels of places that have one head, who may have another post beside.
HEADED: frozenset[PostLevel] = frozenset({"province", "regency", "city", "local"})
# Fewer names than this are no list of holders.
LEAST_LISTED = 3
_HYPHEN = re.compile(r"[ ]*-{1,2}[ ]*")


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
    """The persons of the list that begins at an offset, in order; ``level`` is of the places that they may have.

    A place before names is theirs until the next one; a place after a name is also that of the names before it
    that have none yet ("A dan B untuk Kaur"). Past the end of a sentence only those follow who have a place, or a
    line of their own as the first has.
    """
    links, levels = grammar().links, _LEVELS.get(level, {level})
    members: list[Member] = []
    heading: Region | None = None
    waiting, sentence = 0, 0
    is_second = False
    opens_line = reading.document.line_of(offset).text_start == offset
    following: int | None = offset
    while following is not None:
        line = reading.document.line_of(following)
        if following == line.text_start:
            following = reading.item_of(line)
        before = place_before(reading, following, levels)
        if before is not None:
            heading, following = before
            waiting = len(members)
        name = reading.names.at(following)
        if name is None and level in HEADED:
            name = _official_at(reading, following, levels, heading)
        if name is None:
            break
        end = name.outer.end
        members.append(Member(name, heading, is_second, end))
        after = place_after(reading, end, levels)
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
            joint = _resumed(reading, end)
        following = joint.end() if joint else None
        if following is None and opens_line:
            following = _line_below(reading, end, levels)
        if following is None and members[-1].place is not None:
            joint = links.next_item.match(reading.text, end)
            following = joint.end() if joint else None
            sentence = len(members)
    is_placed = any(member.place for member in members[sentence:])
    return members if is_placed or not sentence else members[:sentence]


def _official_at(
    reading: Reading, offset: int, levels: Collection[str], heading: Region | None
) -> PersonName | None:
    """Who heads the place of an item besides the post that they have: "Camat Nasal A di Kaur"."""
    name = reading.names.at(reading.past_post(offset))
    is_placed = name and (heading or place_after(reading, name.outer.end, levels))
    return name if is_placed else None


def names_from(reading: Reading, offset: int) -> list[PersonName]:
    """The names of the list that begins at an offset, wherever its persons are; see :func:`alike`."""
    return [member.name for member in alike(reading, members_from(reading, offset, "none"))]


def alike(reading: Reading, members: Sequence[Member]) -> list[Member]:
    """The persons of a list up to the first pair, and up to one whose bracket has a post of its own."""
    return list(
        takewhile(lambda each: not (each.is_second or _has_own_post(reading, each.name)), members)
    )


def _has_own_post(reading: Reading, name: PersonName) -> bool:
    """True for "Andi Rahman (Sekretaris KPU Kaur)", but not for the division of a commissioner."""
    bracket = grammar().links.bracket_opens.match(reading.text, name.outer.end)
    return bracket is not None and any(
        post.start == bracket.end() and not post.rule.after_body for post in reading.posts
    )


def are_placed(members: Sequence[Member]) -> bool:
    """True where the persons of a list all have a place, of which there are several."""
    places = {member.place.region_code for member in members if member.place}
    return len(places) > 1 and all(member.place for member in members)


def _resumed(reading: Reading, end: int) -> re.Match[str] | None:
    """The words with which the next sentence goes on with a list, at least as long: ". Selanjutnya C, D dan E"."""
    joint = grammar().links.list_resumed.match(reading.text, end)
    names = names_from(reading, joint.end()) if joint else []
    return joint if len(names) >= LEAST_LISTED else None


def _line_below(reading: Reading, end: int, levels: Collection[str]) -> int | None:
    """Where the next item begins that has a line of its own: a marked one, or a name or place and no more.

    It ends with a full stop only where the line before it does.
    """
    document, item_end = reading.document, grammar().links.item_end
    line = document.line_of(end)
    below = next(document.lines_below(end), None)
    if below is None or not item_end.match(reading.text, end, line.end):
        return None
    start = below.text_start
    place = _region_at(reading, start, levels)
    if below.is_item or (place is not None and stands_alone(document, place)):
        return start
    name = reading.names.at(reading.item_of(below))
    if name is None or not item_end.match(reading.text, name.outer.end, below.end):
        return None
    ends_alike = line.of(reading.text).endswith((".", ";", ","))
    return start if ends_alike or not below.of(reading.text).endswith(".") else None


def _region_at(reading: Reading, offset: int, levels: Collection[str]) -> Region | None:
    """The region of some levels that begins at an offset."""
    named = reading.document.regions_in(offset, offset + 1)
    return next((region for region in named if region.level in levels), None)
