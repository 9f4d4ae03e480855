"""Running mates: the other half of a ticket, of whose first half a post tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.focus.centre import LOCAL
from pipeline.focus.elections import election_at, elections_in, last_in
from pipeline.officials.claims import ACTING, LINKED, RUNNING, Claim
from pipeline.officials.grammar import grammar
from pipeline.officials.names.reader import PersonName
from pipeline.officials.names.same import is_known, stands_for
from pipeline.officials.reading import Reading
from pipeline.officials.relatives import of_relative, past_relative
from pipeline.officials.tickets.pairs import DEPUTIES, HEADS, LOCAL_HEADS, PAIR_ROLES
from pipeline.officials.tickets.posts import is_of_pair
from pipeline.types import Span

# So far before "wakilnya" is named whose deputy it is.
_NEAR = 250
# No item of a list below, which a hyphen may begin.
_HYPHEN = re.compile(r"[^\S\n]*[-/]\s*")


def other_halves(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The partner of whoever has a post: "Bupati A beserta wakilnya, B", "calon bupati A yang menggandeng B".

    Who is named with a running mate runs too: a Bupati who "berpasangan dengan B" is claimed as candidate.
    Where the first had another post ("mantan Wakil Bupati A yang berpasangan dengan B"), the two are a ticket.
    """
    for claim in claims:
        roles = next((pair for pair in PAIR_ROLES.values() if claim.role in pair), None)
        if roles is None or claim.post is None or claim.post.is_dual:
            continue
        if of_relative(reading, claim.name) is not None:
            continue
        leads = claim.role == roles[0]
        if leads and (named := _named_next(reading, claim, claims)):
            yield _deputy_of(claim, named)
        joint = _partner_joint(reading, claim, leads=leads)
        other = reading.person_at(reading.past_post(joint.end())) if joint else None
        if joint is None or other is None:
            continue
        own = claim
        in_office = claim.status not in RUNNING
        if in_office and _runs_for_governor(reading, claim):
            continue
        if in_office and not grammar().pairs.deputy.search(joint.group()):
            if _is_in_governors_race(reading, claim):
                continue
            own = replace(claim, status="candidate", confidence=LINKED)
            yield own
        role = roles[1 if leads else 0]
        yield replace(own, name=other, span=other.outer, role=role, confidence=LINKED)


def mates(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The deputy of the head named last before: "Calon bupati A hadir. Sedangkan wakilnya, B, absen".

    Of who holds the post already "wakilnya" is the deputy in office, who may run against him.
    """
    known = [each.name.words for each in claims if each.status in RUNNING or each.role in HEADS]
    for match in grammar().pairs.mate.finditer(reading.text):
        last = _named_last(reading, match.start())
        name = reading.person_at(reading.past_post(match.end()))
        if last is None or name is None or is_known(name.words, known):
            continue
        own = [c for c in claims if c.role in DEPUTIES and stands_for(last, c.name)]
        seeks = next((claim for claim in own if claim.status in RUNNING), None)
        holds = next((claim for claim in own if claim.status not in RUNNING | ACTING), None)
        head = seeks if match["mate"] else holds or seeks
        if head is not None:
            status = "former" if match["former"] else head.status
            yield replace(_deputy_of(head, name), status=status)


def _deputy_of(head: Claim, name: PersonName) -> Claim:
    """The claim that somebody is the deputy of who has or seeks a post."""
    return replace(head, name=name, span=name.outer, role=DEPUTIES[head.role], confidence=LINKED)


def _named_last(reading: Reading, offset: int) -> PersonName | None:
    """The person named last before an offset, not far from it."""
    near = [run for run in reading.names.runs if offset - _NEAR <= run.outer.start < offset]
    return near[-1] if near else None


def _named_next(reading: Reading, claim: Claim, claims: Sequence[Claim]) -> PersonName | None:
    """The deputy at the opening of the next sentence: "Wakilnya, B"; of who runs also in "Bersama B ia unggul".

    The sentence of the head must name no other one.
    """
    words, sentence = grammar().pairs, reading.document.sentence_of(claim.span.start)
    match = words.mate_next.match(reading.text, sentence.end)
    heads = {
        other.name.words
        for other in claims
        if other.role in DEPUTIES and sentence.start <= other.span.start < sentence.end
    }
    if match is None or len(heads) > 1 or claim.status in ACTING:
        return None
    if match["deputy"] is None and claim.status not in RUNNING:
        return None
    name = reading.person_at(reading.past_post(match.end()))
    if name is None or (match["fronted"] and not words.he_too.match(reading.text, name.outer.end)):
        return None
    return name


def _runs_for_governor(reading: Reading, claim: Claim) -> bool:
    """True for the head of a kabupaten or kota where the election spoken of is a governor's: he is of a ticket.

    For who is in office still, its sentence must name that election.
    """
    if claim.role not in LOCAL_HEADS:
        return False
    document, start = reading.document, claim.span.start
    if claim.status == "former":
        return election_at(document, start) == "gubernur"
    return elections_in(document, document.sentence_of(start)) == ("gubernur",)


def _is_in_governors_race(reading: Reading, claim: Claim) -> bool:
    """True for such a head after the race for governor, in a sentence that names no place but the office's."""
    document, office = reading.document, claim.span
    if claim.role not in LOCAL_HEADS or election_at(document, office.start) != "gubernur":
        return False
    sentence = document.sentence_of(office.start)
    places = [r for r in document.regions_in(sentence.start, sentence.end) if r.level in LOCAL]
    is_last = last_in(document, Span(0, office.start)) == "gubernur"
    return is_last and all(place.span in office for place in places)


def _partner_joint(reading: Reading, claim: Claim, *, leads: bool) -> re.Match[str] | None:
    """What leads from one half of a ticket to the other, right after the first."""
    words, end = grammar().pairs, past_relative(reading, claim.span.end)
    if not leads:
        return words.mentored.match(reading.text, end)
    plain = words.partner.match(reading.text, end)
    if plain is None and claim.status not in RUNNING:
        beside = words.beside.match(reading.text, end)
        other = reading.person_at(beside.end()) if beside else None
        return beside if other and words.contends.match(reading.text, other.outer.end) else None
    if plain is None and claim.status == "elect":
        return _HYPHEN.match(reading.text, end)
    if plain is None and claim.status == "candidate":
        alone = claim.name.outer.end == claim.span.end
        of_pair = alone and claim.post is not None and is_of_pair(reading, claim.post)
        joint = words.joint if of_pair else _HYPHEN
        # After "A maju sebagai calon bupati" it is a companion of the race, after the name alone of the day.
        stated = words.accompanied if alone else words.together
        return stated.match(reading.text, end) or joint.match(reading.text, end)
    return plain
