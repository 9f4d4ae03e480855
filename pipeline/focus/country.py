"""Whether an article, or a sentence of it, is about the whole country."""

from __future__ import annotations

from pipeline.focus.opening import SENTENCES_OF_LEAD, end_of_lead, is_written_in_capital
from pipeline.focus.places import Places
from pipeline.focus.signs import ends, ruleset
from pipeline.types import Span

# The province of the capital, which conferences and press releases are held in.
CAPITAL = "31"
_MANY_PROVINCES = 3


def is_on_country(places: Places) -> bool:
    """True where the article speaks of the country, and comes to a place of it only later."""
    if not begins_elsewhere(places, sentences=1) or _keeps_to_capital(places):
        return False
    # A court or a ministry has to do with a single kabupaten as well as with the country.
    tells = {"national"} if _keeps_to_one_local(places) else {"country_wide", "national"}
    first = next((p.start for p in places.coarse), len(places.document.text))
    national = any(s.kind in tells and s.start < first for s in places.signs)
    in_capital = is_written_in_capital(places.document)
    return (national and in_capital) or (
        begins_elsewhere(places, SENTENCES_OF_LEAD) and (national or in_capital)
    )


def begins_elsewhere(places: Places, sentences: int) -> bool:
    """True where neither the headline nor so many sentences below it name a place, nor a place of writing.

    The capital as the place of writing counts for nothing: the whole country is reported on from there.
    """
    article = places.document.article
    if article.dateline is not None and not is_written_in_capital(places.document):
        return False
    end = end_of_lead(places.document, sentences)
    headline = len(article.headline or "")
    # A teaser between the two tells what stands out.
    body = headline if article.opening is None else article.opening.start
    # The region of a governor's race may be none that numbers are about, and is named all the same.
    starts = {p.start for p in places.coarse} | ends(places.signs, "race")
    return not any(start < end and not headline <= start < body for start in starts)


def keeps_to_province(places: Places) -> bool:
    """True when all places of the article lie in one province, which is not that of the capital."""
    return len(places.provinces) == 1 and CAPITAL not in places.provinces


def is_national_lead(places: Places, sentence: Span) -> bool:
    """True before the first place that an article from the capital names, if it goes on to many provinces."""
    if not _is_on_many_provinces(places):
        return False
    return places.coarse[0].start >= sentence.end and is_written_in_capital(places.document)


def speaks_of_country(places: Places, sentence: Span) -> bool:
    """True for a sentence on the country's bodies in a report from the capital on many provinces."""
    in_capital = _is_on_many_provinces(places) and is_written_in_capital(places.document)
    return in_capital and names_body_of_country(places, sentence)


def names_body_of_country(places: Places, sentence: Span) -> bool:
    """True for a sentence that names a body or an election of the country: "KPU RI", "DPR"."""
    return any(
        sign.kind == "country_wide" and sentence.start <= sign.start < sentence.end
        for sign in places.signs
    )


def _is_on_many_provinces(places: Places) -> bool:
    return len(places.provinces) >= _MANY_PROVINCES


def _keeps_to_one_local(places: Places) -> bool:
    """True for an article that names one kabupaten or kota, and beside it at most its province."""
    codes = {p.code for p in places.coarse}
    smallest = places.smallest()
    return len(smallest) == 1 and len(codes - smallest) <= 1 and "." in next(iter(smallest))


def _keeps_to_capital(places: Places) -> bool:
    """True for an article on the province of the capital, which it names as one: "DKI Jakarta"."""
    as_province = ruleset().contexts.capital_as_province
    named = any(as_province.match(places.document.text, p.start) for p in places.coarse)
    return named and places.provinces == {CAPITAL}
