"""Transfers from one office to another: "Kepala Bappeda, Andi Rahman, digeser menjadi Asisten II"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.officials.claims import LINKED, Claim, claim
from pipeline.officials.grammar import grammar
from pipeline.officials.posts import Post
from pipeline.officials.reading import Reading
from pipeline.types import Role, Span

# The offices to which one is appointed, and from which one is moved to another.
_OFFICES: frozenset[Role] = frozenset(
    {
        "camat",
        "dandim",
        "danramil",
        "danrem",
        "juru_bicara",
        "kajari",
        "kajati",
        "kapolres",
        "kapolsek",
        "kepala_dinas",
        "lurah",
        "other",
        "sekretaris_daerah",
        "wakapolres",
    }
)


def transferred(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Kepala Bappeda, Andi Rahman, ke Asisten II": whoever has the office before moves to the one after."""
    if reading.tells_transfers and _is_office(post):
        for known in claims:
            if _leads_to(reading, known, post):
                yield claim(reading, post, known.name, Span(known.span.start, post.end), LINKED)
                return


def left(reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    """The claims, of which those to an office that its holder is moved from are of former holders."""
    if not reading.tells_transfers:
        return list(claims)
    offices: dict[Span, list[Post]] = defaultdict(list)
    for each in claims:
        if each.post is not None and _is_office(each.post):
            offices[each.name.span].append(each.post)
    return [
        replace(known, status="former")
        if known.status == "definitive"
        and any(
            post is not known.post and _leads_to(reading, known, post)
            for post in offices[known.name.span]
        )
        else known
        for known in claims
    ]


def _leads_to(reading: Reading, known: Claim, post: Post) -> bool:
    """True where words that move somebody lead from a claim to an office."""
    end = max(known.span.end, known.name.outer.end)
    if known.post is None or not _is_office(known.post) or end >= post.start:
        return False
    return grammar().links.moved.fullmatch(reading.text, end, post.start) is not None


def _is_office(post: Post) -> bool:
    """True for an office to which one is appointed for good."""
    return (
        not post.is_dual and post.roles[0] in _OFFICES and post.status in {"definitive", "former"}
    )
