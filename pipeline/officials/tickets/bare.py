"""Pairs of candidates that nothing introduces: "A-B meraih 40 persen", "A berpasangan dengan B"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.focus.centre import COARSE
from pipeline.matching.rules import words_in
from pipeline.officials.claims import Claim
from pipeline.officials.grammar import grammar
from pipeline.officials.item_places import region_in_bracket
from pipeline.officials.names.no_persons import is_kecamatan
from pipeline.officials.names.reader import PersonName
from pipeline.officials.reading import Reading
from pipeline.officials.relatives import of_relative, past_relative
from pipeline.officials.tickets.other_forms import is_nickname, words_before
from pipeline.officials.tickets.pairs import (
    HYPHENS,
    ROLES_OF_PAIRS,
    Pair,
    Ticket,
    has_bare_joint,
    is_full,
    pairs_after,
    pairs_from,
    ran_for_president,
)
from pipeline.officials.tickets.places import place_in
from pipeline.types import Region

# At most this many characters may lead from a credit to its names.
_CREDITED = 20
# So many pairs one after another are told by standing two by two.
_ROW = 3


def bare_tickets(reading: Reading, claims: Sequence[Claim]) -> Iterator[Ticket]:
    """ "A-B" and "A berpasangan dengan B", in an article that has candidates at all.

    A post may stand after the first: "A, wakil bupati petahana, berpasangan dengan B".
    """
    words = grammar().pairs
    posted = {claim.name.span: claim for claim in claims if claim.span.end > claim.name.outer.end}
    if not words.context.search(reading.text):
        return
    yield from _in_headline(reading)
    yield from _in_rows(reading)
    for run in reading.names.runs:
        partner = words.partner.match(reading.text, _past_aside(reading, run))
        if partner is not None and of_relative(reading, run) is not None:
            continue
        place = None
        if partner is None and run.span in posted:
            partner = words.partner.match(reading.text, posted[run.span].span.end)
            place = _where_in_office(reading, posted[run.span]) if partner else None
        if partner is not None:
            yield from _with_partner(reading, run, partner, place)
        else:
            yield from _joined(reading, run)


def _in_headline(reading: Reading) -> Iterator[Ticket]:
    """ "KPU Tetapkan A-B Peraih Suara Terbanyak": where capitals tell nothing, the tagger must know both."""
    headline = reading.document.sentence_of(0)
    if not reading.in_title_case(headline.start):
        return
    for first, second in pairwise(reading.persons_in(headline)):
        joint = reading.text[first.outer.end : second.outer.start]
        if joint.strip() in HYPHENS and min(len(first.words), len(second.words)) > 1:
            yield Ticket(first.span.start, (first, second))


def _in_rows(reading: Reading) -> Iterator[Ticket]:
    """ "A dan B, C dan D serta E dan F": names that stand two by two are pairs where a paragraph tells of some."""
    end = 0
    for run in reading.names.runs:
        row = list(pairs_from(reading, run.outer.start)) if run.outer.start >= end else []
        if len(row) < _ROW or not all(map(is_full, row)):
            continue
        line = reading.document.line_of(run.outer.start)
        if grammar().pairs.listing.search(reading.text, line.start, line.end):
            end = row[-1][1].outer.end
            yield from (Ticket(run.span.start, pair) for pair in row)


def _past_aside(reading: Reading, name: PersonName) -> int:
    """Where the text goes on after a name with the relative or bracket that stands behind it."""
    after = past_relative(reading, name.outer.end)
    aside = grammar().pairs.aside.match(reading.text, name.outer.end)
    return aside.end() if aside and after == name.outer.end else after


def _where_in_office(reading: Reading, claim: Claim) -> Region | None:
    """The place that a head of region or deputy has in office; it is also where they run."""
    if claim.status != "definitive" or claim.role not in ROLES_OF_PAIRS:
        return None
    return place_in(reading.document, claim.span)


def _with_partner(
    reading: Reading, first: PersonName, partner: re.Match[str], place: Region | None
) -> Iterator[Ticket]:
    """ "A berpasangan dengan B", and the further pairs of a list."""
    second = reading.names.at(reading.past_post(partner.end()))
    if second is None:
        return
    stated = not grammar().pairs.deputy.search(partner.group())
    mutual = bool(grammar().pairs.mutual.search(partner.group()))
    yield Ticket(first.span.start, (first, second), stated, place=place, mutual=mutual)
    for other in pairs_after(reading, (first, second)):
        yield Ticket(first.span.start, other, stated)


def _joined(reading: Reading, first: PersonName) -> Iterator[Ticket]:
    """ "A-B", and of the further pairs of a list those with a mark between them or a place in a bracket."""
    pair = _bare_pair(reading, first)
    if pair is None:
        return
    # A bracket before the hyphen tells a post that the person has besides.
    aside = grammar().pairs.aside.match(reading.text, first.outer.end)
    stated = aside is not None and has_bare_joint(reading.text, pair, aside.end())
    yield Ticket(first.span.start, pair, stated)
    for other in pairs_after(reading, pair):
        placed = region_in_bracket(reading, other[1].outer.end, COARSE)
        if placed or has_bare_joint(reading.text, other):
            yield Ticket(first.span.start, other, stated)


def _bare_pair(reading: Reading, first: PersonName) -> Pair | None:
    """ "A-B" without a cue: a full name must be in it, or its sentence speak of votes or pairs.

    "A dan B" needs two full names, and parties or votes after them.
    """
    words = grammar().pairs
    aside = words.aside.match(reading.text, first.outer.end)
    after = aside.end() if aside else first.outer.end
    joint = words.joint.match(reading.text, after)
    second = reading.names.at(joint.end()) if joint else None
    if joint is None or second is None or _is_no_pair(reading, first, second, joint):
        return None
    backed = words.backed.match(reading.text, second.outer.end)
    are_full = min(len(first.words), len(second.words)) > 1
    mark = joint.group().strip()
    # "Andi Rahman (Nasal) & Budi Hartono (Tais)" are two of a list.
    is_hyphened = mark in HYPHENS or (mark == "&" and are_full and aside is None)
    if reading.in_title_case(first.span.start) and not (backed and is_hyphened):
        return None
    if aside and is_hyphened:
        initials = "".join(word[0] for word in first.words)
        if not are_full and aside.group().strip(" ()") != initials:
            return None
    pair = first, second
    if is_nickname(reading.text, pair):
        return None
    if grammar().links.locative.search(words_before(reading.text, pair)):
        return None
    if ran_for_president(pair):
        return pair
    has_full = is_full(pair)
    if not is_hyphened:
        if has_full and words.running.match(reading.text, second.outer.end):
            return pair
        return pair if backed and has_full else None
    sentence = reading.document.sentence_of(first.span.start).of(reading.text)
    placed = any(region.end == first.span.start - 1 for region in reading.document.regions)
    in_list = any(has_bare_joint(reading.text, other) for other in pairs_after(reading, pair))
    return pair if has_full or placed or in_list or words.bare.search(sentence) else None


def _is_no_pair(
    reading: Reading, first: PersonName, second: PersonName, joint: re.Match[str]
) -> bool:
    """True for what only looks like a pair: months ("Juli-Agustus"), a credit ("(Warta/Andi)").

    Nor are the words of an address that hyphens join ("Ketua-KPU-Andi-Rahman") one, or its end ("warta.com/Andi"),
    nor two kecamatan.
    """
    text, start, end = reading.text, first.outer.start, second.outer.end
    mark, following = text[start - 1 : start], text[end : end + 1]
    if mark == "." or mark == following == "-":
        return True
    are_months = {first.words[0].casefold(), second.words[0].casefold()} <= words_in("months")
    before = text[max(0, start - _CREDITED) : start]
    words = grammar().pairs
    credit = words.credit.search(before)
    if following in {"", "\n"}:
        credit = credit or words.caption.search(before)
    is_credit = joint.group().strip() == "/" and credit is not None
    are_places = all(is_kecamatan(reading.document, name) for name in (first, second))
    return are_months or is_credit or are_places
