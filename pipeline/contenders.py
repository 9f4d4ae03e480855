"""Contenders: candidates who are named alone, without a post and without who runs with them.

"Petahana Andi Rahman", "calon nomor urut 2, Andi Rahman", "elektabilitas Andi Rahman 20 persen", "Andi Rahman (20
persen)". They seek the post of the head in the election that the words around tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.centre import centre
from pipeline.claims import Claim
from pipeline.contests import region_behind
from pipeline.elections import BY_LEVEL, election_at
from pipeline.gazetteer import gazetteer
from pipeline.grammar import grammar
from pipeline.names import Name
from pipeline.pairs import is_known
from pipeline.post_rules import PostLevel
from pipeline.reading import Reading
from pipeline.types import COUNTRY, Document, Election, Level, Role

_RULE_ID = "officials.contender"
_CONFIDENCE = 0.7
# So many characters may introduce a contender.
_BEFORE = 40

_SEATS: dict[Election | None, tuple[Role, PostLevel, Level]] = {
    "presiden": ("presiden", "national", "country"),
    "gubernur": ("gubernur", "province", "province"),
    "bupati": ("bupati", "regency", "regency"),
    "wali_kota": ("wali_kota", "city", "city"),
}


def contenders(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Claims of those whom no claim names in full or in part yet, in articles that tell their election."""
    if not grammar().contenders.context.search(reading.text):
        return
    known = [claim.name.words for claim in claims]
    last: Name | None = None
    for run in reading.names.runs():
        if len(run.words) < 2 or reading.is_other(run) or is_known(run.words, known):
            continue
        if not (_contends(reading, run) or _continues(reading.text, last, run)):
            continue
        last = run
        election = election_at(reading.document, run.span.start) or _election_of(reading.document)
        if election in _SEATS:
            yield _seeking(reading, run, *_SEATS[election])


def _election_of(document: Document) -> Election | None:
    """The election of the region that an article is about."""
    code = centre(document)
    return BY_LEVEL.get(gazetteer()[code].level) if code and code != COUNTRY else None


def _seeking(reading: Reading, name: Name, role: Role, of: PostLevel, level: Level) -> Claim:
    """The claim that a person seeks a post, in the region told behind the name if any."""
    region = region_behind(reading, name.outer.end, level)
    return Claim(name, name.outer, role, "candidate", region, of, role, _RULE_ID, _CONFIDENCE)


def _continues(text: str, last: Name | None, name: Name) -> bool:
    """True where a name goes on with a list of contenders: "elektabilitas A, B dan C"."""
    if last is None:
        return False
    return bool(grammar().links.list_joint.fullmatch(text, last.outer.end, name.outer.start))


def _contends(reading: Reading, name: Name) -> bool:
    """True where the words around a name make it a candidate's; in a headline they tell nothing."""
    if reading.in_title_case(name.span.start):
        return False
    words, text = grammar().contenders, reading.text
    before = text[max(0, name.outer.start - _BEFORE) : name.outer.start]
    if words.before.search(before) or words.behind.match(text, name.outer.end):
        return True
    sentence = reading.document.sentence_of(name.span.start).of(text)
    return bool(words.share.match(text, name.outer.end) and words.shared.search(sentence))
