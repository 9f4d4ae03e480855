"""Legislators: those who win a seat or run for one, named by their party or with their seats.

"Golkar meraih dua kursi atas nama A dan B", "Dapil I: A (PKB), B (Golkar)", in an article on a parliament's seats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.claims import Claim, region_of_body
from pipeline.grammar import grammar
from pipeline.name_lists import continues_list
from pipeline.names import Name
from pipeline.pairs import is_known
from pipeline.reading import Reading
from pipeline.types import COUNTRY, Role, Status

_RULE_ID = "officials.legislator"
_CONFIDENCE = 0.75
# So many characters may lead from the seats to the first who takes one.
_BEFORE = 90

_ROLES: dict[str, Role] = {"dprd": "anggota_dprd", "dpr": "anggota_dpr", "dpd": "anggota_dpd"}


def legislators(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Claims of those whom no claim names yet, in articles on who sits in a parliament."""
    words, text = grammar().legislators, reading.text
    bodies = list(words.body.finditer(text)) if words.context.search(text) else []
    if not bodies:
        return
    status: Status = "elect" if words.elect.search(text) else "candidate"
    known = [claim.name.words for claim in claims]
    last: Name | None = None
    for run in reading.names.runs():
        if words.party.fullmatch(" ".join(run.words)) or is_known(run.words, known):
            continue
        if not words.of_party.match(text, run.outer.end) and (
            reading.is_other(run) or not (_takes_seat(text, run) or continues_list(text, last, run))
        ):
            continue
        last = run
        role, region = _parliament(reading, bodies, run)
        yield Claim(run, run.outer, role, status, region, "any", role, _RULE_ID, _CONFIDENCE)


def _takes_seat(text: str, name: Name) -> bool:
    """True where the words before a name give it a seat, or the party of its line."""
    before = text[max(0, name.outer.start - _BEFORE) : name.outer.start]
    return bool(grammar().legislators.before.search(before))


def _parliament(
    reading: Reading, bodies: Sequence[re.Match[str]], name: Name
) -> tuple[Role, str | None]:
    """Role and region in the parliament named last before a name, or else first behind it."""
    before = [body for body in bodies if body.end() <= name.span.start]
    nearest = [*reversed(before), *bodies[len(before) :]]
    kind = nearest[0].lastgroup or "dprd"
    if kind != "dprd":
        return _ROLES[kind], COUNTRY
    named = (region_of_body(reading, body.end()) for body in nearest if body.lastgroup == kind)
    return _ROLES[kind], next((region for region in named if region), None)
