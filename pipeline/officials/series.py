"""Series: the persons of a list in running text whose items tell who each is, before the name or after it.

"Bupati Kaur A, B (Sekda Seluma), C yang juga Ketua PMI, serta pengusaha D".
"""

from __future__ import annotations

from pipeline.officials.enumerations import LEAST_LISTED, Member, members_from
from pipeline.officials.grammar import grammar
from pipeline.officials.names.reader import PersonName
from pipeline.officials.posts.rules import PostLevel
from pipeline.officials.reading import Reading


def series_from(
    reading: Reading, offset: int, least: int | None = LEAST_LISTED
) -> list[PersonName]:
    """The persons of the series that begins at an offset, in order.

    Another sentence may go on with it after at least so many of them, never after ``None``.
    """
    links, names = grammar().links, list[PersonName]()
    while name := _person_of_item(reading, offset):
        names.append(name)
        end = _past_remarks(reading, name.outer.end)
        joint = links.list_joint.match(reading.text, end)
        if joint is None and least is not None and len(names) >= least:
            joint = links.list_resumed.match(reading.text, end)
        if joint is None:
            break
        offset = joint.end()
    return names


def seekers_from(reading: Reading, offset: int, level: PostLevel) -> list[Member]:
    """Those of a list who seek one post, or the pairs of one: what posts they have besides parts no list."""
    members = members_from(reading, offset, level)
    series = series_from(reading, offset, None)
    if len(members) >= len(series) or any(each.is_second for each in members):
        return members
    return [Member(name, None, is_second=False, end=name.outer.end) for name in series]


def _person_of_item(reading: Reading, offset: int) -> PersonName | None:
    """The person whom an item names after what the person is: "petahana A", "mantan Bupati Kaur, B"."""
    lead = grammar().links.item_lead.match(reading.text, offset)
    return reading.names.at(reading.past_post(lead.end() if lead else offset))


def _past_remarks(reading: Reading, end: int) -> int:
    """Where what an item tells of its person after the name ends: a bracket, a party, a clause, posts."""
    links = grammar().links
    while True:
        remark = links.item_remark.match(reading.text, end)
        mark = links.item_post.match(reading.text, end)
        post = reading.post_at(mark.end()) if mark else None
        if post is not None and reading.names.at(reading.past_post(post.start)) is None:
            end = post.end
        elif remark is not None:
            end = remark.end()
        else:
            return end
