"""Evidence for who follows whom in a post: "menggantikan Andi Rahman", "jabatan itu akan diisi Andi Rahman"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.claims import LINKED, Claim, claim
from pipeline.grammar import grammar
from pipeline.names import Name
from pipeline.posts import Post
from pipeline.reading import Reading
from pipeline.ticket_posts import with_status
from pipeline.types import Region, Span

# So many characters may lead from "jabatan itu" to who fills it.
_VACANT = 90


def replaced(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The one before: "Pj Bupati Kaur menggantikan Andi Rahman", "serah terima Dandim Kaur dari A ke B"."""
    if post.is_dual:
        return
    links = grammar().links
    end = max((known.span.end for known in claims if known.is_of(post)), default=post.end)
    match = links.replaces.match(reading.text, end)
    name = reading.person_at(match.end()) if match else None
    # "mantan Asisten Kapolri, ditunjuk sebagai Kapolda Jambi menggantikan A": that of the post told last
    is_last = match and not any(end <= later.start < match.end() for later in reading.posts)
    if name is not None and is_last:
        on_leave = links.on_leave.match(reading.text, name.outer.end)
        before = with_status(post, "definitive" if on_leave else "former")
        yield claim(reading, before, name, name.outer, LINKED)
        return
    yield from _handed_over(reading, post, end)


def replaced_by_pronoun(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Kapolres Kaur kini Andi Rahman. Ia menggantikan B": the last post held in the sentence before."""
    for match in grammar().links.they_replace.finditer(reading.text):
        name = reading.person_at(match.end())
        told = reading.document.sentence_before(match.start())
        posts = (
            known.post
            for known in reversed(claims)
            if known.post and known.status == "definitive" and known.span in told
        )
        post = max(posts, key=lambda post: post.start, default=None)
        if name is not None and post is not None:
            yield claim(reading, with_status(post, "former"), name, name.outer, LINKED)


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


def filled(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Untuk Jambi akan diisi oleh Andi Rahman", "jabatan itu akan diisi Andi Rahman": the post told last.

    That of a place is the last one of its level; a vacancy's must stand in its sentence or the one before.
    """
    links, text = grammar().links, reading.text
    for match in links.filled.finditer(text):
        name = reading.person_at(match.end()) or _holder_at(match.end(), claims)
        if name is None:
            continue
        before = [post for post in reading.posts if post.end <= match.start()]
        place = _place_ending_at(reading, match.start())
        if place is not None:
            before = [post for post in before if post.rule.level == place.level]
        elif links.vacant.search(text, max(0, match.start() - _VACANT), match.start()):
            nearest = reading.document.sentence_before(match.start()).start
            before = [post for post in before if post.start >= nearest]
        else:
            continue
        if before and not _has(name, before[-1], claims):
            span = Span(place.start if place else match.start(), name.outer.end)
            made = claim(reading, before[-1], name, span, LINKED)
            yield replace(made, region=place.region_code) if place else made


def _holder_at(start: int, claims: Sequence[Claim]) -> Name | None:
    """The holder of the post that begins at an offset: "diisi oleh kader Golkar, Andi Rahman"."""
    for known in claims:
        if known.post is not None and known.post.start == start:
            return known.name
    return None


def _has(name: Name, post: Post, claims: Sequence[Claim]) -> bool:
    """True where a person is claimed to have the role of a post already."""
    return any(known.name.span == name.span and known.role == post.roles[0] for known in claims)


def _place_ending_at(reading: Reading, end: int) -> Region | None:
    """The region right before an offset."""
    for region in reading.document.regions:
        if region.end <= end and not reading.text[region.end : end].strip(" ,"):
            return region
    return None
