"""Relatives: of whom "A, istri mantan Bupati Kaur B," tells, in which a post and the words after it stand by B."""

from __future__ import annotations

from pipeline.officials.grammar import grammar
from pipeline.officials.names.reader import PersonName
from pipeline.officials.posts.post import Post
from pipeline.officials.reading import Reading

# At most this many characters lead from a person to the relative.
_LEADING = 100


def past_relative(reading: Reading, end: int) -> int:
    """Where "A, istri mantan Bupati Kaur B" ends, of which ``end`` is where the first name does; else ``end``."""
    lead = grammar().links.relative_of.match(reading.text, end)
    relative = reading.names.at(reading.past_post(lead.end())) if lead else None
    return relative.outer.end if relative else end


def of_relative(reading: Reading, name: PersonName) -> PersonName | None:
    """The person before words like "istri mantan Bupati Kaur", where ``name`` stands after such; else ``None``."""
    start = past_post_before(reading, name)
    opening = max(0, start - _LEADING)
    leads = grammar().links.relative_of.finditer(reading.text, opening, name.outer.end)
    lead = next((lead for lead in leads if lead.end() == start), None)
    return reading.person_ending_at(lead.start()) if lead else None


def past_post_before(reading: Reading, name: PersonName) -> int:
    """Where the post that stands before a name begins, or the name where there is none, or a relative's."""
    end = len(reading.text[: name.outer.start].rstrip(" ,"))
    post = next((post for post in reading.posts if post.end == end), None)
    is_apart = "," in reading.text[end : name.outer.start]
    if post is None or (is_apart and has_relative(reading, post)):
        return name.outer.start
    return post.start


def has_relative(reading: Reading, post: Post) -> bool:
    """True for the "Bupati" of "adik Bupati, Andi Rahman": the name after the comma is the relative's.

    Where the post tells a place, it may be the holder's: "adik Bupati Kaur, Andi Rahman".
    """
    before = reading.text[max(0, post.start - _LEADING) : post.start]
    return post.region is None and grammar().links.kin.search(before) is not None
