"""Which election a pair of candidates stands in, as the words around it or else the article tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice
from typing import NamedTuple

from pipeline.focus.centre import LOCAL
from pipeline.focus.elections import BY_LEVEL, election_at, elections_in
from pipeline.focus.elections import find as find_elections
from pipeline.officials.article_elections import (
    is_aside,
    is_presidential,
    is_stated_once,
    likeliest,
)
from pipeline.officials.grammar import grammar
from pipeline.officials.pilkada import is_of_pilkada, opens_with_province, place_of_pilkada
from pipeline.officials.spoken_of import is_of_body, topic
from pipeline.officials.tickets.pairs import PAIR_ROLES, WIDE, Ticket, ran_for_president
from pipeline.officials.tickets.places import own_place, pilkada_after, place_after, place_before
from pipeline.regions.gazetteer import gazetteer
from pipeline.types import Document, Election, Span

# An election stated this shortly before a pair, on its line or the one above, is the pair's.
_NEARBY_REACH = 150
# A section of a list has at most this many lines.
_LINES_OF_SECTION = 10


class Sureness(IntEnum):
    """How surely a pair's election is known: stated in its sentence, stated nearby, or guessed."""

    GUESSED = 0
    NEARBY = 1
    STATED = 2


class Found(NamedTuple):
    """An election, and how sure it is that a pair stands in it."""

    election: Election | None
    sureness: Sureness


def election_of(document: Document, ticket: Ticket, *, apart: bool) -> Found:
    """The election that a pair stands in, and how sure that is: the first way tells that knows one."""
    stated = election_at(document, ticket.start)
    stated = stated if stated in PAIR_ROLES else None
    may_be_local = apart or stated not in WIDE or is_stated_once(document, stated)
    search = _Search(document, ticket, stated, may_be_local, apart)
    found = next(filter(None, (way(search) for way in _WAYS)), None)
    return found or Found(likeliest(document, ticket.start, stated), Sureness.GUESSED)


@dataclass(frozen=True, slots=True)
class _Search:
    """What the ways to the election of a pair share.

    ``stated`` is the last election named before the pair, if pairs stand in such; where ``may_be_local``, a place
    of the pair's own may tell another. Pairs that stand ``apart`` each have a place.
    """

    document: Document
    ticket: Ticket
    stated: Election | None
    may_be_local: bool
    apart: bool

    @property
    def sentence(self) -> Span:
        return self.document.sentence_of(self.ticket.start)

    @property
    def tells_votes(self) -> bool:
        """True where its sentence tells votes, as are stated place by place."""
        return grammar().pairs.votes.search(self.sentence.of(self.document.text)) is not None

    @property
    def nearby(self) -> Span:
        """The words shortly before the pair, on its line and the one right above."""
        cue = self.ticket.cue
        line = self.document.line_of(cue)
        above = next(self.document.lines_above(cue), line)
        # No paragraph above a blank line: what it names is another matter's.
        first = above if above.end + 1 == line.start else line
        return Span(max(first.start, cue - _NEARBY_REACH), self.ticket.start)


def _of_president(search: _Search) -> Found | None:
    """Those who ran for president are known to all."""
    return Found("presiden", Sureness.STATED) if ran_for_president(search.ticket.pair) else None


def _of_post(search: _Search) -> Found | None:
    """The one for the post that introduces it."""
    election = search.ticket.election
    return Found(election, Sureness.STATED) if election else None


def _of_article(search: _Search) -> Found | None:
    """The president's, where an article names no other: what places it names are where votes are told."""
    return Found("presiden", Sureness.STATED) if is_presidential(search.document) else None


def _of_bracket(search: _Search) -> Found | None:
    """That of the place in a bracket right after it: "A-B (Bima)", also among pairs of its province."""
    ticket = search.ticket
    if not search.document.text.startswith(" (", ticket.end):
        return None
    placed = place_after(search.document, ticket)
    return None if placed is None else Found(BY_LEVEL[placed.level], Sureness.STATED)


def _of_own_pilkada(search: _Search) -> Found | None:
    """That of the kabupaten or kota whose Pilkada stands right after it: "A-B unggul di Pilkada Kota Bima"."""
    document, ticket = search.document, search.ticket
    own = place_after(document, ticket)
    if own is None or own.level not in LOCAL or not is_of_pilkada(document, own):
        return None
    named = elections_in(document, Span(ticket.end, own.start))
    return None if "gubernur" in named else Found(BY_LEVEL[own.level], Sureness.STATED)


def _of_last_pilkada(search: _Search) -> Found | None:
    """That of the place whose Pilkada its sentence names after another election."""
    before = Span(search.sentence.start, search.ticket.start)
    named = place_of_pilkada(search.document, before)
    after_another = named and named.start > _last_stated(search.document, before) >= 0
    return Found(BY_LEVEL[named.level], Sureness.STATED) if named and after_another else None


def _of_sentence(search: _Search) -> Found | None:
    """The one its sentence tells; a local one is that of the pair's own place."""
    if not search.stated or not elections_in(search.document, search.sentence):
        return None
    own = search.ticket.place or place_after(search.document, search.ticket)
    election = BY_LEVEL[own.level] if own and search.stated not in WIDE else search.stated
    return Found(election, Sureness.STATED)


def _of_section(search: _Search) -> Found | None:
    """The one that heads its section of a list."""
    section = _section(search.document, search.ticket.cue)
    if section is None or is_aside(search.document, section):
        return None
    place = search.ticket.place
    election = BY_LEVEL[place.level] if place and section not in WIDE else section
    return Found(election, Sureness.NEARBY)


def _of_own_place(search: _Search) -> Found | None:
    """That of its own place, or where pairs stand apart of the one right before it."""
    document, ticket = search.document, search.ticket
    own = own_place(document, ticket)
    if own is None and search.apart and (before := place_before(document, ticket.cue)):
        return Found(BY_LEVEL[before.level], Sureness.NEARBY)
    if own is None:
        return None
    election = BY_LEVEL[own.level]
    stands_there = search.may_be_local or election == search.stated or not search.tells_votes
    return Found(election, Sureness.NEARBY) if stands_there else None


def _of_pilkada_nearby(search: _Search) -> Found | None:
    """That of the place whose Pilkada was named shortly before."""
    place = place_of_pilkada(search.document, search.nearby)
    is_last = place and place.start > _last_stated(search.document, search.nearby)
    return Found(BY_LEVEL[place.level], Sureness.NEARBY) if place and is_last else None


def _of_pilkada_ahead(search: _Search) -> Found | None:
    """That of the place whose Pilkada its sentence names after it: "A-B maju tanpa partai di Pilkada Kaur".

    The Pilkada of a province may be one of its kabupaten.
    """
    place = pilkada_after(search.document, search.ticket)
    return Found(BY_LEVEL[place.level], Sureness.GUESSED) if place else None


def _of_words_nearby(search: _Search) -> Found | None:
    """The one that the words shortly before tell."""
    stated = search.stated
    if not stated or is_aside(search.document, stated):
        return None
    return Found(stated, Sureness.NEARBY) if elections_in(search.document, search.nearby) else None


def _of_topic(search: _Search) -> Found | None:
    """That of the kabupaten or kota last spoken of."""
    spoken_of = topic(search.document, search.ticket.cue, LOCAL)
    if spoken_of is None or not search.may_be_local:
        return None
    return Found(BY_LEVEL[gazetteer()[spoken_of].level], Sureness.GUESSED)


def _of_local_body(search: _Search) -> Found | None:
    """That of the kabupaten or kota whose KPU is spoken of last: "KPU Kaur menunggu. Yang mendaftar yakni A-B"."""
    document, cue = search.document, search.ticket.cue
    start = document.sentence_before(search.sentence.start).start
    named = document.regions_in(start, cue)
    if not named or named[-1].level not in LOCAL or not is_of_body(document, named[-1]):
        return None
    return None if search.tells_votes else Found(BY_LEVEL[named[-1].level], Sureness.GUESSED)


def _of_opening(search: _Search) -> Found | None:
    """The governor's, in an article that opens with a province's Pilkada and tells no other."""
    is_governors = search.stated is None and opens_with_province(search.document)
    return Found("gubernur", Sureness.GUESSED) if is_governors else None


# How the election of a pair is found, in this order.
_WAYS: tuple[Callable[[_Search], Found | None], ...] = (
    _of_president,
    _of_post,
    _of_article,
    _of_bracket,
    _of_own_pilkada,
    _of_last_pilkada,
    _of_sentence,
    _of_section,
    _of_own_place,
    _of_pilkada_nearby,
    _of_pilkada_ahead,
    _of_words_nearby,
    _of_topic,
    _of_local_body,
    _of_opening,
)


def _section(document: Document, cue: int) -> Election | None:
    """The election that heads the section of a list: "1. Pemilihan Gubernur Aceh", the pairs on lines below."""
    for line in islice(document.lines_above(cue), _LINES_OF_SECTION):
        if not (line.is_item or line.is_heading):
            return None
        stated = [e for e in elections_in(document, line) if e in PAIR_ROLES]
        if stated:
            return stated[0] if len(stated) == 1 else None
    return None


def _last_stated(document: Document, stretch: Span) -> int:
    """Where the last election named within a stretch of text is, -1 where none is."""
    starts = [mention.start for mention in find_elections(document) if mention.election]
    return max((s for s in starts if stretch.start <= s < stretch.end), default=-1)
