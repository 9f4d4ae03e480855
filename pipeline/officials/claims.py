"""Claims: a person bound to a post, before it is settled who the person is and where the post is held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.officials.grammar import grammar
from pipeline.officials.item_places import region_in_bracket
from pipeline.officials.names.reader import PersonName
from pipeline.officials.posts.post import Post
from pipeline.officials.posts.rules import PostLevel
from pipeline.officials.reading import Reading
from pipeline.officials.seats import chair_of, seat_of
from pipeline.officials.tickets.pairs import ROLES_OF_PAIRS
from pipeline.types import Document, Role, Span, Status

# How far each kind of evidence is to be believed, 0 to 1.
BESIDE = 0.95
PAIRED = 0.9
LINKED = 0.88
APPOSED = 0.85
TAGGED = 0.7

# To seek a post is another thing than to hold it: a Bupati who runs again has two rows.
RUNNING: frozenset[Status] = frozenset({"candidate", "elect"})
# Who leads until a head is elected or comes back is no candidate for it.
ACTING: frozenset[Status] = frozenset({"pj", "pjs", "plt", "plh"})

# Roles of which there are many in one place.
VARIOUS: frozenset[Role] = frozenset({"kepala_dinas", "other"})

# No article is as old.
_BEFORE_ALL = 2000
# Later than any year: a term without an end goes on.
_NEVER = 9999
# The heads of regions, for whom one acts.
_HEADS: frozenset[Role] = frozenset({"gubernur", "bupati", "wali_kota"})
# So much before a post holds the word for a seat.
_SEAT = 12


@dataclass(frozen=True, slots=True)
class Claim:
    """A person bound to a post.

    ``span`` is where the two stand together. ``region`` is the jurisdiction as far as the post or pair tells
    it, ``level`` the one to look for where it does not. ``post`` is ``None`` for a pair that has none.
    ``by_tagger`` is true where no rule could tell where the name is.
    """

    name: PersonName
    span: Span
    role: Role
    status: Status
    region: str | None
    level: PostLevel
    role_text: str
    rule_id: str
    confidence: float
    post: Post | None = None
    by_tagger: bool = False

    def is_of(self, post: Post) -> bool:
        """True where the claim binds somebody to ``post``."""
        return self.post is not None and self.post.start == post.start


def acting_in(match: re.Match[str]) -> Status | None:
    """The acting status that the words of a match tell in a group of that name, ``None`` for none."""
    told = match.re.groupindex.keys() & ACTING
    return next((status for status in ACTING if status in told and match[status]), None)


def is_held(post: Post, claims: Iterable[Claim]) -> bool:
    """True where some claim binds a person to ``post``."""
    return any(claim.is_of(post) for claim in claims)


def claim(
    reading: Reading, post: Post, name: PersonName, span: Span, confidence: float, position: int = 0
) -> Claim:
    """The claim that ``name`` has ``post``, or its role at ``position`` where the post is a ticket's."""
    role, region = seat_of(reading, post, name) or (post.roles[position], post.region)
    if post.rule.several and grammar().links.as_chair.match(reading.text, name.outer.end):
        role = chair_of(role)
    return Claim(
        name,
        span,
        role,
        post.status if post.status_stated else _status_around(reading, post, name),
        region,
        "court" if role == "hakim" and post.rule.after_body else post.rule.level,
        " ".join(post.of(reading.text).split()),
        post.rule.id,
        round(confidence * post.rule.confidence, 3),
        post,
    )


def _status_around(reading: Reading, post: Post, name: PersonName) -> Status:
    """The status that the words after the name, the sentence before it, or the line above a list give a post.

    "Sebelumnya, jabatan Bupati Kaur Andi Rahman; Wali Kota Bengkulu Budi Hartono", "dijabat Plt, yakni Camat Nasal
    Andi Rahman", "Pj bupati itu adalah:" above "1. Andi Rahman sebagai Bupati Kaur".
    """
    document = reading.document
    term = grammar().links.term.match(reading.text, name.outer.end)
    if term is not None and int(term["end"] or _NEVER) < _year_of(document):
        return "former"
    opening = document.sentence_of(post.start).start
    links = grammar().links
    was_before = links.held_before.match(reading.text, opening)
    if was_before or _has_left(reading, post, name) or _is_replaced(reading, post, name):
        return "former"
    if told := _acting_alone(reading, post, name):
        return told
    filled = links.filled_acting.search(reading.text, opening, post.start)
    if filled is not None:
        return acting_in(filled) or post.status
    if _is_yet_to_enter(reading, post, name):
        return "elect"
    if told := _acting_as_others(reading, post):
        return told
    if not document.line_of(post.start).is_item:
        return post.status
    heading = next(
        (line for line in document.lines_above(post.start) if not line.is_item), Span(0, 0)
    )
    acting = (p.status for p in reading.posts if heading.start <= p.start < heading.end)
    is_of_list = post.roles[0] in _HEADS and heading.of(reading.text).endswith(":")
    return next((s for s in acting if is_of_list and s in ACTING), post.status)


def _has_left(reading: Reading, post: Post, name: PersonName) -> bool:
    """True for who died, was dismissed or whose term is over: "almarhum Andi", "yang habis masa jabatannya"."""
    links, text = grammar().links, reading.text
    sentence = reading.document.sentence_of(post.start)
    is_after = post.end <= name.outer.start < sentence.end
    if is_after and links.dismissed.search(text, sentence.start, post.start):
        return True
    ends = {post.end, max(name.outer.end, post.end)}
    left = any(links.died.match(text, end) for end in ends)
    return left or links.late.match(text, name.outer.start) is not None


def _acting_alone(reading: Reading, post: Post, name: PersonName) -> Status | None:
    """The status of who fills a post in acting: "Posisi Sekda diisi Andi Rahman selaku pelaksana harian".

    ``None`` where another post stands there: "diisi Andi Rahman sebagai Plt Camat Nasal".
    """
    links, text = grammar().links, reading.text
    told = links.acting_only.match(text, name.outer.end)
    is_filled = links.filled.search(text, post.end, name.outer.start + 1)
    if told is None or is_filled is None or any(p.start == told.end() for p in reading.posts):
        return None
    return acting_in(told)


def _acting_as_others(reading: Reading, post: Post) -> Status | None:
    """How those lead other regions who are told of before: "A Pj Bupati Kaur, B mengisi kursi Bupati Seluma".

    ``None`` where no words make the office a seat that is taken, or the paragraph tells of no other acting head.
    """
    before = reading.text[max(0, post.start - _SEAT) : post.start]
    if post.roles[0] not in _HEADS or not grammar().links.seat_taken.search(before):
        return None
    line = reading.document.line_of(post.start)
    heads = (p for p in reversed(reading.posts) if line.start <= p.start < post.start)
    last = next((p for p in heads if p.roles[0] in _HEADS), None)
    if last is None or None in (last.region, post.region) or last.region == post.region:
        return None
    return last.status if last.status in ACTING else None


def _is_yet_to_enter(reading: Reading, post: Post, name: PersonName) -> bool:
    """True for both of "Bupati Kaur A dan Wakil Bupati Kaur B terpilih", unless they are sworn in there."""
    words, text = grammar(), reading.text
    sentence = reading.document.sentence_of(post.start)
    if post.roles[0] not in ROLES_OF_PAIRS or post.is_dual or name.outer.start < post.end:
        return False
    end = name.outer.end
    deputy = next((p for p in reading.posts if p.start >= end), None)
    if deputy and words.links.posts_joint.fullmatch(text, end, deputy.start):
        second = reading.names.at(deputy.end + 1)
        end = second.outer.end if second else end
    is_elected = words.links.elected_after.match(text, end) is not None
    return is_elected and not words.pairs.took_office.search(text, end, sentence.end)


def _is_replaced(reading: Reading, post: Post, name: PersonName) -> bool:
    """True for a holder in whose stead another comes: "menggantikan Bupati Andi Rahman", "Andi Rahman digantikan".

    Not where that is yet to come, or for a leave only.
    """
    links, text = grammar().links, reading.text
    opening, end = reading.document.sentence_of(post.start).start, name.outer.end
    is_named_after = name.outer.start >= post.end
    follows = is_named_after and links.instead_of.search(text, opening, post.start)
    if not (follows or links.gives_way.match(text, end)):
        return False
    told = (
        pattern.search(text, opening, post.start) for pattern in (links.to_come, links.on_leave)
    )
    return not (any(told) or links.on_leave.match(text, end) or links.ahead.match(text, end))


def _year_of(document: Document) -> int:
    """The year of publication, or of the last day that the text states; for neither one before all articles."""
    days = (each.start_date for each in document.dates if each.granularity == "day")
    published = document.article.published
    return (
        published.year if published else max((day.year for day in days if day), default=_BEFORE_ALL)
    )


def claim_pair(
    reading: Reading, post: Post, pair: tuple[PersonName, PersonName], confidence: float
) -> Iterator[Claim]:
    """The claims that two persons have the two roles of a ticket's post; a bracket after them has the place."""
    span = Span(pair[0].outer.start, pair[1].outer.end)
    placed = region_in_bracket(reading, span.end, {post.rule.level})
    for position, name in enumerate(pair):
        made = claim(reading, post, name, span, confidence, position)
        yield replace(made, region=placed.region_code) if placed else made
