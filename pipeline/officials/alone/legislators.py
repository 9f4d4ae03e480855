"""Legislators: those who win a seat in a parliament or run for one, named by their party, seats or votes.

"Golkar meraih dua kursi atas nama A dan B", "Dapil I: A (PKB), B (Golkar)", "untuk DPD, A 1.200 suara, B 900",
in an article on a parliament's seats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.officials.claims import RUNNING, Claim
from pipeline.officials.grammar import grammar
from pipeline.officials.names.lists import continues_list
from pipeline.officials.names.reader import PersonName
from pipeline.officials.names.same import is_known
from pipeline.officials.posts.rules import PostLevel
from pipeline.officials.reading import Reading
from pipeline.officials.seats import region_of_body
from pipeline.officials.series import series_from
from pipeline.types import COUNTRY, Role, Span, Status

_RULE_ID = "officials.legislator"
_CONFIDENCE = 0.75
# At most this many characters may lead from the seats to the first who takes one.
_BEFORE = 90
# What an article tells within its first characters it is about.
_OPENING = 600

_ROLES: dict[str, tuple[Role, PostLevel]] = {
    "dprd": ("anggota_dprd", "any"),
    "dpr": ("anggota_dpr", "national"),
    "dpd": ("anggota_dpd", "national"),
}


def legislators(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Claims of those whom no claim names yet, in articles on who sits in a parliament.

    Those who are named with votes, are said to stand or are listed with others may hold or have held another post.
    """
    words, text = grammar().legislators, reading.text
    is_vacated = grammar().links.vacated.search(text) is not None
    is_stated = is_vacated or words.context.search(text) is not None
    is_general = words.general.search(text) and not words.heads.search(text)
    bodies = list(words.body.finditer(text)) if is_stated or is_general else []
    if not bodies:
        return
    status = seated = _seated(reading)
    known = [claim.name.words for claim in claims]
    running = [claim.name.words for claim in claims if claim.status in RUNNING]
    listed = _listed(reading) if is_stated else frozenset()
    last: PersonName | None = None
    for run, following in reading.names.runs_with_next():
        if is_known(run.words, running) or not reading.may_be_person(run):
            continue
        goes_on = continues_list(text, last, run)
        is_person = run.words in known or not reading.is_other(run)
        is_voted = is_person and _is_voted_for(reading, bodies, run, last)
        is_new = is_stated and not is_known(run.words, known)
        sits = run.span in listed or (is_new and (goes_on or _sits(reading, run, following)))
        stands = _stands(reading, run)
        if not (is_voted or sits or stands):
            continue
        last = run
        role, level, region = _parliament(reading, bodies, run)
        if not goes_on:
            status = _of_votes(reading, run) if is_voted else seated
        if is_vacated and not is_voted:
            status = _of_vacancy(reading, run)
        if stands or any(words.lost.search(stated) for stated in _stated(reading, run)):
            status = "candidate"
        running.append(run.words)
        yield Claim(run, run.outer, role, status, region, level, role, _RULE_ID, _CONFIDENCE)


def _listed(reading: Reading) -> frozenset[Span]:
    """The names of series that words for seats lead to, with posts or without: "yang lolos yakni A, Bupati B"."""
    runs = (run for run in reading.names.runs if _takes_seat(reading, run))
    return frozenset(
        name.span for run in runs for name in series_from(reading, run.outer.start, None)
    )


def _stands(reading: Reading, name: PersonName) -> bool:
    """True for a name with words after it that say that the person stands: "Andi Rahman maju lagi dari dapil 2".

    A single word is part of a fuller name.
    """
    words, text, end = grammar().legislators, reading.text, name.outer.end
    if reading.in_title_case(name.span.start):
        return False
    full = (run.words for run in reading.names.runs if len(run.words) > 1)
    if len(name.words) == 1 and not is_known(name.words, full):
        return False
    if words.runs.match(text, end):
        return True
    return words.party_runs.match(text, end) is not None and not words.heads.search(text)


def _stated(reading: Reading, name: PersonName) -> Iterator[str]:
    """The sentence of a name, and the line that introduces the list where it has a line of one."""
    document, text = reading.document, reading.text
    yield document.sentence_of(name.span.start).of(text)
    line = document.line_of(name.outer.start)
    above = document.lines_above(line.start) if line.is_item or line.is_heading else ()
    for each in above:
        introduces = each.of(text).endswith(":") or not (each.is_item or each.is_heading)
        if introduces:
            yield each.of(text)
            return


def _seated(reading: Reading) -> Status:
    """What those who take seats are: in office where the article opens with their inauguration, else elected.

    So they are in office where members are listed of whom no election tells. A survey elects nobody.
    """
    words = grammar().legislators
    if reading.opens_with_inauguration:
        return "definitive"
    if words.surveyed.search(reading.text):
        return "candidate"
    if words.elect.search(reading.text):
        return "elect"
    return "definitive" if words.members.search(reading.text) else "candidate"


def _of_vacancy(reading: Reading, name: PersonName) -> Status:
    """In office: who leaves a seat had it, and who follows takes it; a candidate where the words before say so."""
    opening = reading.document.sentence_before(name.outer.start).start
    proposed = grammar().listed["candidate"].search(reading.text, opening, name.outer.start)
    return "candidate" if proposed else "definitive"


def _sits(reading: Reading, name: PersonName, following: PersonName | None) -> bool:
    """True where the words around a name give it a seat: its party, or the words before it."""
    if grammar().legislators.of_party.match(reading.text, name.outer.end):
        return True
    # The tagger may take the first of a list for a place.
    is_listed = following is not None and continues_list(reading.text, name, following)
    is_beside_person = is_listed and following is not None and reading.is_tagged(following)
    return _takes_seat(reading, name) and (is_beside_person or not reading.is_other(name))


def _takes_seat(reading: Reading, name: PersonName) -> bool:
    """True where the words before a name give it a seat, or its party: "PKB: Andi Rahman"."""
    words, text, start = grammar().legislators, reading.text, name.outer.start
    reach = max(0, start - _BEFORE)
    return any(lead.search(text, reach, start) for lead in (words.label, words.before))


def _is_voted_for(
    reading: Reading, bodies: Sequence[re.Match[str]], name: PersonName, last: PersonName | None
) -> bool:
    """True for "caleg PKB A", and for "A 1.200 suara, B 900" where a parliament has been spoken of."""
    words, text = grammar().legislators, reading.text
    if reading.in_title_case(name.span.start):
        return False
    before = text[max(0, name.outer.start - _BEFORE) : name.outer.start]
    if grammar().links.locative.search(before):
        return False
    end = name.outer.end
    is_person = len(name.words) > 1 or reading.is_tagged(name)
    if words.caleg.search(before) or (is_person and words.apposed.match(text, end)):
        return True
    is_voted = words.voted.match(text, end)
    if not is_voted and last is not None:
        goes_on = words.votes_joint.fullmatch(text, last.outer.end, name.outer.start)
        is_voted = goes_on and words.votes.match(text, end)
    is_stated = any(body.end() <= name.span.start for body in bodies)
    return bool(is_voted) and (
        is_stated or words.context.search(text, 0, name.span.start) is not None
    )


def _of_votes(reading: Reading, name: PersonName) -> Status:
    """Elect where what is stated of the name, the article's first sentence or words before it say so.

    Else a candidate.

    A list of members has their votes, too. Who is called a candidate after the name is one of whom the first
    sentence tells nothing.
    """
    words, stated = grammar().legislators, list(_stated(reading, name))
    is_listed = any(map(words.members.search, stated))
    opens_elect = None
    if not words.apposed.match(reading.text, name.outer.end):
        stated.append(reading.document.sentence_of(0).of(reading.text))
        opens_elect = words.opens_elect.search(reading.text, 0, _OPENING)
    announced = words.announced.search(reading.text, 0, name.span.start)
    if opens_elect or announced or any(map(words.declared.search, stated)):
        return "elect"
    return "definitive" if is_listed else "candidate"


def _parliament(
    reading: Reading, bodies: Sequence[re.Match[str]], name: PersonName
) -> tuple[Role, PostLevel, str | None]:
    """Role, level and region in the parliament named last before a name, or else first after it.

    One that the name's own sentence tells comes before others.
    """
    before = [body for body in bodies if body.end() <= name.span.start]
    nearest = [*reversed(before), *bodies[len(before) :]]
    nearest.sort(key=lambda body: not _tells_of(reading, body, name))
    kind = nearest[0].lastgroup or "dprd"
    role, level = _ROLES[kind]
    if level == "national":
        return role, level, COUNTRY
    named = (region_of_body(reading, body.end()) for body in nearest if body.lastgroup == kind)
    regions = (region for region in named if region)
    return role, level, next(regions, None)


def _tells_of(reading: Reading, body: re.Match[str], name: PersonName) -> bool:
    """True for a parliament that the sentence tells of a name, not of another name or of a post that is held."""
    sentence = reading.document.sentence_of(name.span.start)
    start, end = name.span.end, body.start()
    if end < start:
        return sentence.start <= end
    is_held = any(
        post.start <= end < post.end and post.status not in RUNNING for post in reading.posts
    )
    is_others = any(start <= run.span.start < end for run in reading.names.runs)
    return end < sentence.end and not (is_held or is_others)
