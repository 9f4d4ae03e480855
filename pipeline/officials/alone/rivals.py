"""Rivals: who stands against the candidate told of last, named alone: "Pesaingnya, Andi, mendapat 10 suara"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.officials.claims import RUNNING, Claim
from pipeline.officials.grammar import grammar
from pipeline.officials.names.same import is_known
from pipeline.officials.reading import Reading
from pipeline.officials.tickets.pairs import ROLES_OF_PAIRS, pair_of

_RULE_ID = "officials.rival"
_CONFIDENCE = 0.7
# So far after a candidate a rival may be told of.
_REACH = 600


def rivals(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Claims of the rivals whom no claim makes candidates yet; they seek what the candidate before them does."""
    running = [c for c in claims if c.status in RUNNING and c.role in ROLES_OF_PAIRS]
    known = [claim.name.words for claim in running]
    for match in grammar().contenders.rival.finditer(reading.text):
        near = [c for c in running if match.start() - _REACH <= c.span.end <= match.start()]
        name = reading.person_at(reading.past_post(match.end()))
        if not near or name is None or len(name.words) < 2 or is_known(name.words, known):
            continue
        if pair_of(reading.names, name) is None:
            last = max(near, key=lambda claim: claim.span.end)
            yield Claim(
                name,
                name.outer,
                last.role,
                "candidate",
                last.region,
                last.level,
                last.role,
                _RULE_ID,
                _CONFIDENCE,
            )
