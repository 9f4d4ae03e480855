"""Careers: the offices that somebody held one after another, told in a row.

"Andi Rahman pernah menjadi Camat Nasal pada 2001, lalu Kepala Bappeda, dan Kepala Dinas Sosial Kaur": the first is
bound as any office, the words between lead on to the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.officials.claims import Claim, is_held
from pipeline.officials.grammar import grammar
from pipeline.officials.persons import Holding
from pipeline.officials.posts.post import Post
from pipeline.officials.reading import Reading
from pipeline.types import Span


def careers(reading: Reading, holdings: Sequence[Holding]) -> Iterator[Holding]:
    """The offices after the first of a history, which nobody else has, with the holder of the first."""
    claims = [holding.claim for holding in holdings]
    for holding in holdings:
        last = holding.claim
        for post in reading.posts:
            if last.post is None or post.start < last.post.end:
                continue
            if post.is_dual or is_held(post, claims) or not goes_on(reading, last, post):
                break
            last = _former(reading, last, post)
            claims.append(last)
            yield Holding(last, holding.person, last.region)


def goes_on(reading: Reading, known: Claim, post: Post) -> bool:
    """True where ``post`` is the next office of a history that a claim tells: "pernah menjadi Camat, lalu"."""
    if known.post is None or known.status != "former":
        return False
    links, text = grammar().links, reading.text
    if not links.career_next.fullmatch(text, known.post.end, post.start):
        return False
    opening = reading.document.sentence_of(post.start).start
    past = links.past.search(text, opening, known.post.start)
    return (past or links.earlier.match(text, opening)) is not None


def _former(reading: Reading, known: Claim, post: Post) -> Claim:
    """The claim that whoever had one office of a history had the next, too."""
    return replace(
        known,
        span=Span(post.start, post.end),
        role=post.roles[0],
        status=post.status if post.status_stated else "former",
        region=post.region,
        level=post.rule.level,
        role_text=" ".join(post.of(reading.text).split()),
        rule_id=post.rule.id,
        post=post,
    )
