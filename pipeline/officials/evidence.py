"""The evidence in a text that a person has a post.

In order of precedence; a post that one kind binds is left alone by the later ones of the first group:

1. bracketed: the post stands alone in a bracket after the name ("Andi Rahman (Camat Nasal, Ketua PMI Kaur)").
2. of a ticket: two posts before a pair that name their region both ("bupati Kaur dan wakil bupati Kaur A-B").
3. beside: the name follows the post at once ("Bupati Kaur Andi Rahman").
4. linked: a verb leads from a name to the post ("Andi Rahman dilantik sebagai Bupati Kaur").
5. after comma: the name follows the post as an apposition ("Ketua KPU Kaur, Andi Rahman,").
6. after clause: the same past a clause about the holder ("Ketua KPU Kaur yang memimpin rapat, Andi Rahman,").
7. apposed: the post follows the name as an apposition ("Andi Rahman, ketua KPU Kaur,").
8. coordinated: the post is the second one after a name ("Andi Rahman, politikus Golkar dan mantan Bupati Kaur,").
9. adjacent: a candidacy right after a name ("Andi Rahman calon bupati Kaur").
10. linked again, now from a post whose holder is known ("Ketua DPD Golkar Kaur Andi Rahman yang juga Bupati").
11. named later: "calon bupati yang mendaftar yakni A, B dan C", of which there are several, or pairs.
12. in items: the same where nothing introduces it, on lines below that name places ("1. Jambi: A").
13. named further on: the same in a later sentence ("Nama yang lolos yakni A, B dan C").
14. tagged: a name that the tagger found after a post and words of its body that no list has, written small where
    the name is a speaker's.

Around 4 and 5, the holder of one office is bound to the other that words of a transfer lead to ("Camat Nasal Andi
Rahman ke Camat Tetap"), or lead back to ("Camat Tetap, sebelumnya Camat Nasal"); in the end the office left
becomes a former one (:mod:`pipeline.officials.transfers`).

What binds further persons or posts to those bound already, besides linked for a post of which only a former
holder is known:

15. given: who is given a post that nobody has ("mempercayakan kursi Ketua DPRD Kaur kepada Andi Rahman").
16. replaced: the holder before ("Pj Bupati Kaur menggantikan Andi Rahman", "Ia menggantikan").
17. filled: the holder to come ("jabatan itu akan diisi oleh Andi Rahman").
18. swapped: one of two of whom the other has the post ("Andi Rahman digantikan Budi Hartono").
19. doubled: two posts of one person ("Ketua DPD Golkar yang juga Bupati Kaur, Andi Rahman").

Candidates that no post binds are in :mod:`pipeline.officials.tickets.finding`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from pipeline.officials.claims import LINKED, Claim, claim, is_held
from pipeline.officials.grammar import grammar
from pipeline.officials.names.after import after_clause, after_comma, beside, of_ticket, tagged
from pipeline.officials.names.before import adjacent, apposed, bracketed, coordinated, linked
from pipeline.officials.names.lists import in_items, named_further_on, named_later
from pipeline.officials.posts.post import Post
from pipeline.officials.reading import Reading
from pipeline.officials.successions import filled, given, replaced, replaced_by_pronoun, swapped
from pipeline.officials.transfers import came_from, left, moved_away, transferred
from pipeline.types import Span

Evidence = Callable[[Reading, Post, Sequence[Claim]], Iterator[Claim]]


_EVIDENCE: tuple[Evidence, ...] = (
    bracketed,
    of_ticket,
    beside,
    moved_away,
    linked,
    transferred,
    came_from,
    after_comma,
    transferred,
    after_clause,
    apposed,
    coordinated,
    adjacent,
    linked,
    named_later,
    in_items,
    named_further_on,
    tagged,
)


def holders(reading: Reading) -> list[Claim]:
    """The claims that posts and the words around them make, in the order of precedence."""
    claims: list[Claim] = []
    for evidence in _EVIDENCE:
        for post in reading.posts:
            if not is_held(post, claims):
                claims += list(evidence(reading, post, claims))
    claims = [made for made in claims if _has_body(made, claims)]
    for post in reading.posts:
        if _is_only_left(post, claims):
            claims += list(linked(reading, post, claims))
    for post in reading.posts:
        claims += list(given(reading, post, claims))
        claims += list(replaced(reading, post, claims))
    claims += list(replaced_by_pronoun(reading, claims))
    claims += list(filled(reading, claims))
    claims += list(swapped(reading, claims))
    for first, second in pairwise(reading.posts):
        claims += list(_doubled(reading, first, second, claims))
    return left(reading, claims)


def _has_body(made: Claim, claims: Sequence[Claim]) -> bool:
    """False for a bare seat before which no body that has it is named, or which a list tells as well."""
    if made.post is None or not made.post.rule.bare:
        return True
    told = any(c.role == made.role and c.name == made.name and c is not made for c in claims)
    return made.role != "other" and not told


def _is_only_left(post: Post, claims: Sequence[Claim]) -> bool:
    """True where only who had a post is known: "Budi menjadi Camat Nasal yang sebelumnya dijabat Andi"."""
    return post.status != "former" and {c.status for c in claims if c.is_of(post)} == {"former"}


def _doubled(
    reading: Reading, first: Post, second: Post, claims: Sequence[Claim]
) -> Iterator[Claim]:
    """ "Ketua DPD Golkar yang juga Bupati Kaur, Andi Rahman": the holder of the second holds the first."""
    if first.is_dual or is_held(first, claims):
        return
    if not grammar().links.doubled.fullmatch(reading.text, first.end, second.start):
        return
    for known in claims:
        if known.is_of(second):
            yield claim(reading, first, known.name, Span(first.start, known.span.end), LINKED)
