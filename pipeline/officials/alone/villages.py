"""Candidates for the head of a village, who are named alone: "petahana A", "calon nomor 2, B", "C 210 suara".

They are looked for where an article speaks of such an election, in the words before a name and after it, and in
lists that go on with one who stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.focus.centre import LOCAL
from pipeline.focus.elections import election_at, elections_named
from pipeline.officials.claims import Claim
from pipeline.officials.grammar import grammar
from pipeline.officials.item_places import region_in_bracket
from pipeline.officials.jurisdiction import of_level
from pipeline.officials.names.reader import PersonName
from pipeline.officials.reading import Reading
from pipeline.officials.relatives import past_post_before
from pipeline.officials.spoken_of import region_before
from pipeline.types import Document, Status

_RULE_ID = "officials.village_candidate"
_CONFIDENCE = 0.7
# At most this many characters may introduce a candidate.
_BEFORE = 90


def village_candidates(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Claims of those who stand for the head of a village; who is in another office there speaks of them."""
    document = reading.document
    if "kepala_desa" not in elections_named(document):
        return
    others = {each.name.span for each in claims if _is_in_other_office(each)}
    first: PersonName | None = None
    last: PersonName | None = None
    status: Status = "candidate"
    for run in reading.names.runs:
        if run.span in others or election_at(document, run.span.start) != "kepala_desa":
            continue
        goes_on = last is not None and _goes_on(reading, last, run)
        if not (goes_on or _stands(reading, run)):
            continue
        first = first if goes_on and first is not None else run
        status = status if goes_on and status == "elect" else _status_of(reading, run)
        last = run
        region = _where(reading, run, first)
        yield Claim(
            run,
            run.outer,
            "kepala_desa",
            status,
            region,
            "village",
            "kepala_desa",
            _RULE_ID,
            _CONFIDENCE,
        )


def _is_in_other_office(claim: Claim) -> bool:
    return claim.role != "kepala_desa" and claim.status != "former"


def _stands(reading: Reading, name: PersonName) -> bool:
    """True where the words before a name or after it make it a candidate's; in a headline they tell nothing."""
    if reading.in_title_case(name.span.start):
        return False
    words = grammar().villages
    start = past_post_before(reading, name)
    if words.onlooker.search(reading.text, max(0, start - _BEFORE), start):
        return False
    if words.before.search(reading.text, max(0, start - _BEFORE), start):
        return True
    is_person = reading.is_tagged(name) or (len(name.words) > 1 and not reading.is_other(name))
    return is_person and _has_result(reading, name)


def _has_result(reading: Reading, name: PersonName) -> bool:
    """True for a name with its votes, its number or how it fared after it."""
    text, end = reading.text, _past_aside(reading, name)
    words = grammar()
    results = (words.villages.after, words.legislators.voted, words.contenders.after)
    return any(result.match(text, end) for result in results)


def _past_aside(reading: Reading, name: PersonName) -> int:
    """Where the text goes on after a name and what it tells of the person: "Andi Rahman, pensiunan guru"."""
    aside = grammar().villages.aside.match(reading.text, name.outer.end)
    return aside.end() if aside else name.outer.end


def _goes_on(reading: Reading, last: PersonName, name: PersonName) -> bool:
    """True for the next of a list of candidates, or of those whose votes are told in turn."""
    text, start, end = reading.text, _past_aside(reading, last), name.outer.start
    if grammar().villages.joint.fullmatch(text, start, end):
        return True
    words = grammar().legislators
    in_turn = words.votes_joint.fullmatch(text, start, end)
    return bool(in_turn and words.votes.match(text, name.outer.end))


def _status_of(reading: Reading, name: PersonName) -> Status:
    """Elect where the words beside the name say so; else who stands is a candidate."""
    elect, start = grammar().villages.elect, name.outer.start
    is_elect = elect.search(reading.text, max(0, start - _BEFORE), start)
    return "elect" if is_elect else "candidate"


def _where(reading: Reading, name: PersonName, first: PersonName) -> str | None:
    """The village of a candidate, else the kabupaten, where it is not told or not known.

    It is in the bracket after the name; else it is where the paragraph says last before the ``first`` of a list
    that something is ("Di Wotan, tiga calon bersaing"), or the one named last. Where the first of a list has a
    bracket, the others have theirs.
    """
    document, text, start = reading.document, reading.text, first.span.start
    levels = frozenset({"village"})
    placed = region_in_bracket(reading, name.outer.end, levels)
    if placed is not None:
        return placed.region_code
    places = list(grammar().villages.place.finditer(text, document.line_of(start).start, start))
    if text.startswith(" (", first.outer.end):
        village = None
    elif places:
        village = _villages(document).get(places[-1]["name"])
    else:
        village = region_before(document, start, levels)
    return village or of_level(document, name.span.start, LOCAL)


def _villages(document: Document) -> dict[str, str]:
    """The codes of the villages of an article by their names without the word before them: "Wotan"."""
    villages = (region for region in document.regions if region.level == "village")
    return {each.span.of(document.text).partition(" ")[2]: each.region_code for each in villages}
