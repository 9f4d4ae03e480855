"""Officials: which person holds, held, seeks or acts in which public post, and where.

The modules of this package in the order in which a document passes through them:

- :mod:`~pipeline.officials.reading` finds posts and :mod:`~pipeline.officials.names`;
- :mod:`~pipeline.officials.evidence` binds them as claims by the words between,
  :mod:`~pipeline.officials.tickets` tell pairs without a post, and the other half of one that has it,
  :mod:`~pipeline.officials.alone` those who are named without either;
- :mod:`~pipeline.officials.persons` brings the claims of one person together, and
  :mod:`~pipeline.officials.recalls` adds those named again by a post,
  :mod:`~pipeline.officials.careers` what else they were before;
- :mod:`~pipeline.officials.jurisdiction` gives a region to posts that name none.

Here the claims become rows.

To seek a post and to hold it are two rows. Of several statuses of one person in one post a row keeps the one
that tells most: of those who seek it elect, then candidate; of those who hold it acting in any form, then
former; definitive is what is said for want of another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.officials.alone.contenders import contenders
from pipeline.officials.alone.legislators import legislators
from pipeline.officials.alone.rivals import rivals
from pipeline.officials.alone.villages import village_candidates
from pipeline.officials.careers import careers
from pipeline.officials.claims import RUNNING, VARIOUS, Claim
from pipeline.officials.evidence import holders
from pipeline.officials.grammar import grammar
from pipeline.officials.jurisdiction import settle
from pipeline.officials.persons import Holding, identify
from pipeline.officials.reading import Reading
from pipeline.officials.recalls import count_posts_alone, recalled
from pipeline.officials.tickets.finding import tickets
from pipeline.officials.tickets.pairs import HEADS
from pipeline.officials.tickets.running_mates import mates, other_halves
from pipeline.regions.gazetteer import gazetteer
from pipeline.types import COUNTRY, Document, Official, Status

# Of two statuses for one person in one post, the one that stands earlier here tells more.
_TELLING: tuple[Status, ...] = (
    "elect",
    "pjs",
    "plh",
    "plt",
    "pj",
    "former",
    "candidate",
    "definitive",
)

# The statuses of who has moved from one office to another.
_MOVED: frozenset[Status] = frozenset({"definitive", "former"})


def find(document: Document) -> list[Official]:
    """The officials of ``document``, one row for each person, role and region, in order of the text.

    The regions of the document must have been found.
    """
    reading = Reading(document)
    claims = holders(reading)
    claims += list(other_halves(reading, claims))
    claims += list(tickets(reading, claims))
    claims += list(rivals(reading, claims))
    claims += list(contenders(reading, claims))
    claims += list(mates(reading, claims))
    claims += list(village_candidates(reading, claims))
    claims += list(legislators(reading, claims))
    holdings = identify(reading, claims)
    holdings += list(recalled(reading, holdings))
    holdings += list(careers(reading, holdings))
    settle(document, holdings)
    count_posts_alone(reading, holdings)
    return _rows(reading, holdings)


def _rows(reading: Reading, holdings: Iterable[Holding]) -> list[Official]:
    """The first holding of each person, role and region, sought or held, with the status that tells most."""
    rows: dict[tuple[object, ...], Official] = {}
    for holding in sorted(holdings, key=_order):
        claim = holding.claim
        post = (holding.person.name.casefold(), claim.role, holding.region)
        key = (*post, claim.status in RUNNING or (_may_seek(claim) and (*post, True) in rows))
        known = rows.setdefault(key, _row(reading, holding))
        if _is_another_office(claim, known):
            rows.setdefault((*key, claim.status), _row(reading, holding))
            continue
        if _TELLING.index(claim.status) < _TELLING.index(known.role_status):
            confidence = max(known.confidence, claim.confidence)
            rows[key] = replace(known, role_status=claim.status, confidence=confidence)
    return sorted(rows.values(), key=lambda row: (row.start, row.end, row.role))


def _is_another_office(claim: Claim, known: Official) -> bool:
    """True for the head of one office who was that of another, of whom the row is; of other posts each has one."""
    has_moved = {claim.status, known.role_status} == _MOVED
    return claim.role in VARIOUS and has_moved and claim.role_text != known.role_text


def _order(holding: Holding) -> tuple[bool, int, int]:
    """In order of the text, what may be office or candidacy last, when the rest is known."""
    claim = holding.claim
    return _may_seek(claim), claim.span.start, claim.span.end


def _may_seek(claim: Claim) -> bool:
    """True for "Bupati dan Wakil Bupati A-B" without a status: candidates are named so, too."""
    return claim.post is not None and claim.post.is_dual and not claim.post.status_stated


def _row(reading: Reading, holding: Holding) -> Official:
    claim, person = holding.claim, holding.person
    return Official(
        start=claim.span.start,
        end=claim.span.end,
        rule_id=_found_by(reading, claim),
        confidence=claim.confidence,
        person=person.name,
        person_titles=tuple(person.titles),
        rank=person.rank,
        role=claim.role,
        role_text=claim.role_text,
        role_status=claim.status,
        organization=_organization(holding),
        region_code=holding.region,
        mentions=person.mentions(reading.text),
    )


def _found_by(reading: Reading, claim: Claim) -> str:
    """The rule; with "+tagger" where the tagger found the same name, "tagger+" where it alone found the name."""
    if claim.by_tagger:
        return f"tagger+{claim.rule_id}"
    return f"{claim.rule_id}+tagger" if reading.is_tagged(claim.name) else claim.rule_id


def _organization(holding: Holding) -> str | None:
    """The body that the post names ("KPU Kaur"), or the government that a head of region or deputy leads."""
    claim, region = holding.claim, holding.region
    government = grammar().governments.get(HEADS.get(claim.role, claim.role))
    if government is None:
        body = grammar().bodies.organization.match(claim.role_text)
        return body["body"] if body else None
    if claim.status in {"candidate", "elect"} or region is None or region == COUNTRY:
        return None
    return f"{government} {gazetteer()[region].short}"
