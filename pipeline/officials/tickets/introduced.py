"""Pairs of candidates that words introduce: "pasangan A dan B", and "Ia berpasangan dengan B"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import chain

from pipeline.officials.grammar import grammar
from pipeline.officials.reading import Reading
from pipeline.officials.tickets.pairs import ELECTION_OF_HEAD, Ticket, has_bare_joint, pairs_from
from pipeline.officials.tickets.places import place_in
from pipeline.types import Span

_COMMA = re.compile(r",?\s+")


def introduced_tickets(reading: Reading) -> Iterator[Ticket]:
    """The pairs after the words that introduce one, or several in a list, and those of a pronoun."""
    return chain(_cued(reading), _resumed(reading), _of_pronoun(reading))


def _cued(reading: Reading) -> Iterator[Ticket]:
    """ "pasangan nomor urut 1 A dan B", and the further pairs of a list; the first may have a post before it."""
    for cue in reading.pair_cues:
        if _counts_heads(reading, cue):
            continue
        stated = grammar().pairs.named_pair.search(cue.group()) is not None
        ticket = partial(Ticket, cue.start(), cue_end=cue.end())
        post = reading.post_at(cue.end())
        election = ELECTION_OF_HEAD.get(post.roles[0]) if post and stated else None
        region = (
            place_in(reading.document, Span(post.start, post.end)) if post and election else None
        )
        for number, pair in enumerate(pairs_from(reading, reading.past_post(cue.end()))):
            if number:
                yield ticket(pair, stated and has_bare_joint(reading.text, pair))
            else:
                yield ticket(pair, stated, place=region, election=election)


def _counts_heads(reading: Reading, cue: re.Match[str]) -> bool:
    """True for the "Mereka adalah" of "Ada dua bakal calon gubernur. Mereka adalah A dan B", who are no pair."""
    words = grammar().pairs
    if not words.they.match(cue.group()):
        return False
    before = reading.document.sentence_before(cue.start())
    seat = grammar().contenders.seat.search(reading.text, before.start, before.end)
    of_two = any(post.is_dual and before.start <= post.start < before.end for post in reading.posts)
    is_pair = words.named_pair.search(reading.text, before.start, before.end)
    return seat is not None and seat["deputy"] is None and not (of_two or is_pair)


def _resumed(reading: Reading) -> Iterator[Ticket]:
    """ "Kemudian, C dan D, E dan F": pairs in a row with which a sentence goes on with those of a cue."""
    introduced = [cue.start() for cue in reading.pair_cues]
    for sentence in reading.document.sentences:
        goes_on = grammar().links.goes_on.match(reading.text, sentence.start)
        opening = reading.opening_of(sentence.start)
        if goes_on is None or not any(opening <= cue < sentence.start for cue in introduced):
            continue
        first = _COMMA.match(reading.text, goes_on.end())
        pairs = list(pairs_from(reading, first.end())) if first else []
        if len(pairs) > 1:
            yield from (Ticket(sentence.start, pair) for pair in pairs)


def _of_pronoun(reading: Reading) -> Iterator[Ticket]:
    """ "Ia berpasangan dengan B": the other is the one whom the sentence before names.

    Who is accompanied by the holder of a post does not run with him: "Ia didampingi Anggota KPU Kaur B".
    """
    for match in grammar().pairs.of_pronoun.finditer(reading.text):
        accompanied = grammar().pairs.accompanied.search(match.group() + reading.text[match.end()])
        if accompanied and reading.post_at(match.end()) is not None:
            continue
        second = reading.names.at(reading.past_post(match.end()))
        named = reading.spoken_of_in(reading.document.sentence_before(match.end()))
        if second is not None and len(named) == 1:
            mutual = bool(grammar().pairs.mutual.search(match.group()))
            pronoun = Span(match.start(), match.start() + len(match.group().split()[0]))
            first = replace(named[0], span=pronoun, outer=pronoun)
            yield Ticket(match.start(), (first, second), stated=True, mutual=mutual)
