"""Which region an article is about, for the numbers that no place of their sentence claims.

That is the region that weighs most (:mod:`pipeline.focus.centre`), unless the headline, the lead, the place of
writing or words on the country tell otherwise.
"""

from __future__ import annotations

from collections import Counter

from pipeline.focus.centre import LOCAL, centre
from pipeline.focus.country import CAPITAL, is_on_country
from pipeline.focus.nesting import is_within
from pipeline.focus.opening import end_of_lead, is_written_in_capital, written_in
from pipeline.focus.places import Places
from pipeline.focus.signs import ends
from pipeline.regions.gazetteer import gazetteer
from pipeline.types import COUNTRY


def main_region(places: Places, until: int | None = None) -> str | None:
    """The region that the article is about.

    With ``until`` only what is named before that offset counts, as long as that is one region: what an
    article comes to at its end is not what it began with.

    An article that names no place, or none before it has set out to speak of the country, is about the
    whole country; a place of writing alone is never what an article with other places is about.
    """
    codes = [p.code for p in places.coarse]
    if until is not None and len(places.smallest(until)) != 1:
        until = None
    set_out = _set_out_for(places)
    if set_out is not None:
        return set_out
    if codes and is_on_country(places):
        return COUNTRY
    if not codes and any(sign.kind in {"country_wide", "national"} for sign in places.signs):
        return COUNTRY
    about = centre(places.document, until=until)
    if until is not None and about is not None and about[:2] == CAPITAL:
        until = None
        about = centre(places.document)
    about = _only_local(places, about, until)
    about = _begun_with(places, about) or about
    if not codes and about is not None and is_written_in_capital(places.document):
        return COUNTRY
    if about is None or about in codes or not codes or gazetteer()[about].level not in LOCAL:
        return about
    province = about[:2]
    return province if province in codes else Counter(codes).most_common(1)[0][0]


def _set_out_for(places: Places) -> str | None:
    """The only region of a headline, where the sentence below it begins with it and keeps to it."""
    headline = len(places.document.article.headline or "")
    end = end_of_lead(places.document, sentences=1)
    begun = [p for p in places.coarse if p.start < end]
    above = {p.code for p in begun if p.end <= headline}
    below = [p.code for p in begun if p.start > headline]
    if len(above) != 1 or not below or below[0] not in above:
        return None
    return below[0] if all(c == below[0] or is_within(c, below[0]) for c in below) else None


def _only_local(places: Places, about: str | None, until: int | None) -> str | None:
    """The one kabupaten or kota in ``about``, where the article begins with it and tells of it as often."""
    if about is None or about == COUNTRY:
        return about
    lead = end_of_lead(places.document)
    stated = [p for p in places.coarse if until is None or p.start < until]
    times = Counter(p.code for p in stated)
    local = {code for code in times if is_within(code, about)}
    first = next((p.code for p in stated if p.code in local and p.start < lead), None)
    if first and len(local) == 1 and times[first] >= times[about]:
        return first
    return _written_of(places, about) or about


def _written_of(places: Places, about: str) -> str | None:
    """The one kabupaten or kota in ``about`` that the article is written in, where it tells more of that.

    A governor's race is named by its province wherever it is reported from.
    """
    races = ends(places.signs, "race")
    times = Counter(p.code for p in places.coarse if p.start not in races)
    local = {code for code in times if is_within(code, about)}
    if len(local) != 1 or not local <= written_in(places.document):
        return None
    code = local.pop()
    return code if times[code] > max(1, times[about]) else None


def _begun_with(places: Places, about: str | None) -> str | None:
    """The kabupaten or kota of the dateline, where the first sentence names it and ``about`` comes later.

    The article has to tell of it at least half as often.
    """
    if about is None or gazetteer()[about].level not in LOCAL:
        return None
    codes = [p.code for p in places.coarse]
    lead = end_of_lead(places.document, sentences=1)
    first = {p.code for p in places.coarse if p.start < lead and p.level in LOCAL}
    if len(first) != 1 or about in first or not first <= written_in(places.document):
        return None
    code = first.pop()
    return code if 2 * codes.count(code) >= codes.count(about) else None
