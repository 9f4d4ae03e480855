"""Evidence for who had a post before: "Pj Bupati Kaur menggantikan Andi Rahman"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.claims import LINKED, Claim, claim
from pipeline.grammar import grammar
from pipeline.posts import Post
from pipeline.reading import Reading
from pipeline.ticket_posts import with_status


def replaced(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The one before: "Pj Bupati Kaur menggantikan Andi Rahman", "serah terima Dandim Kaur dari A ke B"."""
    if post.is_dual:
        return
    links = grammar().links
    end = max((known.span.end for known in claims if known.is_of(post)), default=post.end)
    match = links.replaces.match(reading.text, end)
    name = reading.person_at(match.end()) if match else None
    if name is not None:
        on_leave = links.on_leave.match(reading.text, name.outer.end)
        before = with_status(post, "definitive" if on_leave else "former")
        yield claim(reading, before, name, name.outer, LINKED)
        return
    yield from _handed_over(reading, post, end)


def _handed_over(reading: Reading, post: Post, end: int) -> Iterator[Claim]:
    """ "serah terima Dandim Kaur dari A ke B": the first was, the second is."""
    links = grammar().links
    match = links.handed_over.match(reading.text, end)
    first = reading.person_at(match.end()) if match else None
    match = links.handed_to.match(reading.text, first.outer.end) if first else None
    second = reading.person_at(match.end()) if match else None
    if first is None or second is None:
        return
    yield claim(reading, with_status(post, "former"), first, first.outer, LINKED)
    yield claim(reading, post, second, second.outer, LINKED)
