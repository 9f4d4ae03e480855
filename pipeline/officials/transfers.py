"""Transfers from one office to another: "Kepala Bappeda, Andi Rahman, digeser menjadi Asisten II".

Who moves is named before the office left, which words after it lead on to the new one, or has the new one, after
which words lead back to the office left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.officials.claims import LINKED, Claim, claim
from pipeline.officials.grammar import grammar
from pipeline.officials.posts.post import Post
from pipeline.officials.reading import Reading
from pipeline.types import Role, Span

_LOOK_BACK = 160
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
        "kapolda",
        "kapolres",
        "kapolsek",
        "kepala_dinas",
        "lurah",
        "pangdam",
        "other",
        "sekretaris_daerah",
        "wakapolda",
        "wakapolres",
    }
)


def transferred(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Kepala Bappeda, Andi Rahman, ke Asisten II": whoever has the office before moves to the one after."""
    if reading.tells_transfers and is_office(post):
        for known in claims:
            if _leads_to(reading, known, post):
                yield claim(reading, post, known.name, Span(known.span.start, post.end), LINKED)
                return


def moved_away(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Andi Rahman, dari Kepala Bappeda menjadi Asisten II": an office that its holder leaves for another."""
    links, text = grammar().links, reading.text
    if not is_office(post):
        return
    following = next((other for other in reading.posts if other.start >= post.end), None)
    if following is None or not links.moved.fullmatch(text, post.end, following.start):
        return
    opening = max(0, post.start - _LOOK_BACK)
    leads = links.moved_from.search(text[opening : post.start])
    name = reading.person_ending_at(opening + leads.start()) if leads else None
    if name is not None:
        span = Span(name.outer.start, post.end)
        yield claim(reading, post.with_status("former"), name, span, LINKED)


def came_from(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Andi Rahman menjadi Asisten II, sebelumnya Kepala Bappeda": whoever has the office before had this one."""
    if post.is_dual:
        return
    for known in claims:
        end = max(known.span.end, known.name.outer.end)
        if known.post is not None and _leads_back(reading, end, post):
            span = Span(known.span.start, post.end)
            yield claim(reading, post.with_status("former"), known.name, span, LINKED)
            return


def _leads_back(reading: Reading, end: int, post: Post) -> bool:
    """True where words tell of an office held before, from the end of a claim to a post."""
    return end < post.start and bool(
        grammar().links.came_from.fullmatch(reading.text, end, post.start)
    )


def is_destination(reading: Reading, post: Post, claims: Sequence[Claim]) -> bool:
    """True for the office to which somebody moves, who leaves another."""
    moves = grammar().links.moves_to
    return any(
        _leads_to(reading, known, post)
        or (known.is_of(post) and moves.search(reading.text, known.name.outer.end, post.start))
        for known in claims
    )


def left(reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    """The claims, of which those to an office that its holder is moved from are of former holders."""
    if not reading.tells_transfers:
        return list(claims)
    offices: dict[Span, list[Post]] = defaultdict(list)
    for each in claims:
        if each.post is not None and is_office(each.post):
            offices[each.name.span].append(each.post)
    return [
        replace(known, status="former")
        if known.status == "definitive"
        and _is_beside(known)
        and (
            _moves_off(reading, known)
            or any(
                post is not known.post and _leads_to(reading, known, post)
                for post in offices[known.name.span]
            )
        )
        else known
        for known in claims
    ]


def _is_beside(known: Claim) -> bool:
    """False for who fills an office named before: "Posisinya diisi Andi, yang kini menjabat Camat Tetap"."""
    return known.post is not None and known.post in known.span


def _moves_off(reading: Reading, known: Claim) -> bool:
    """True where words right after a claim to an office move its holder, wherever to: "dimutasi sebagai staf"."""
    if known.post is None or not is_office(known.post):
        return False
    end = max(known.span.end, known.name.outer.end)
    return grammar().links.moves_off.match(reading.text, end) is not None


def _leads_to(reading: Reading, known: Claim, post: Post) -> bool:
    """True where words that move somebody lead from a claim to an office."""
    end = max(known.span.end, known.name.outer.end)
    if known.post is None or not is_office(known.post) or end >= post.start:
        return False
    return grammar().links.moved.fullmatch(reading.text, end, post.start) is not None


def is_office(post: Post) -> bool:
    """True for an office to which one is appointed for good."""
    return (
        not post.is_dual and post.roles[0] in _OFFICES and post.status in {"definitive", "former"}
    )
