"""Which election an article is about: what those stand in of whom nothing nearer tells it."""

from __future__ import annotations

from collections import Counter

from pipeline.focus.centre import COARSE, LOCAL, centre
from pipeline.focus.elections import BY_LEVEL, elections_in, elections_named
from pipeline.focus.elections import find as find_elections
from pipeline.focus.scenes import subjects
from pipeline.officials.grammar import grammar
from pipeline.officials.pilkada import OPENING, is_of_pilkada
from pipeline.officials.spoken_of import region_before
from pipeline.officials.tickets.pairs import PAIR_ROLES, WIDE
from pipeline.regions.gazetteer import gazetteer
from pipeline.types import COUNTRY, Document, Election, Span

_LOCAL: frozenset[Election | None] = frozenset({"bupati", "wali_kota"})


def likeliest(document: Document, position: int, stated: Election | None) -> Election | None:
    """The election of a pair where nothing near it tells one.

    The one stated before, where the article is about it; else that of the place spoken of last, where the article
    is about a province or none; else that of what the article is about. Only its own sentence makes a pair
    presidential in an article about a region, but where no other election is named: reports on a Pilkada mention
    the Pilpres. An article about a kabupaten or kota that has named its election is about that one, and names a
    wider one beside it.
    """
    if is_presidential(document):
        return "presiden"
    code = centre(document)
    level = gazetteer()[code].level if code else None
    nationwide = level in {None, "country"} or not any(subjects(document, COARSE))
    own = BY_LEVEL.get(level) if level in LOCAL else None
    if stated in WIDE and own and _has_named_own(document, own, position):
        return own
    if stated and _is_about(document, stated) and (stated != "presiden" or nationwide):
        return stated
    if nationwide or level == "province":
        near = region_before(document, position, LOCAL)
        if near is not None:
            return BY_LEVEL[gazetteer()[near].level]
        if stated in _LOCAL:
            return stated
    if level == "country" and stated != "presiden":
        return "gubernur" if region_before(document, position, {"province"}) else None
    return BY_LEVEL.get(level) if level else None


def is_aside(document: Document, election: Election) -> bool:
    """True for the election of the president in an article about a region, whose page has other headlines."""
    is_about_region = centre(document) not in {None, COUNTRY}
    return election == "presiden" and is_about_region and not is_presidential(document)


def is_presidential(document: Document) -> bool:
    """True where the election of the president is the only one of heads that an article names, in its opening.

    Its results are told province by province and kabupaten by kabupaten, which have none of their own then.
    """
    named = [e for e in elections_named(document) if e in PAIR_ROLES]
    opens = "presiden" in elections_in(document, Span(0, OPENING))
    return named == ["presiden"] and opens and not grammar().pairs.local.search(document.text)


def is_stated_once(document: Document, election: Election | None) -> bool:
    """True for an election stated in passing, in an article that is not about its region."""
    code = centre(document)
    is_its_own = code is not None and BY_LEVEL.get(gazetteer()[code].level) == election
    stated = [mention for mention in find_elections(document) if mention.election == election]
    return len(stated) == 1 and not is_its_own


def _has_named_own(document: Document, own: Election, position: int) -> bool:
    """True where the election of the article's kabupaten or kota is named before an offset ("Pilkada Kaur")."""
    code = centre(document)
    return own in elections_in(document, Span(0, position)) or any(
        region.region_code == code and is_of_pilkada(document, region)
        for region in document.regions_in(0, position)
    )


def _is_about(document: Document, election: Election) -> bool:
    """True where the article opens with an election, or comes back to it more than to others."""
    stated = [mention for mention in find_elections(document) if mention.election]
    if stated[0].start < OPENING:
        return stated[0].election == election
    most, times = Counter(mention.election for mention in stated).most_common(1)[0]
    return most == election and times > 1
