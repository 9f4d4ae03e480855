"""Which places an article names that its numbers are not about: those of races, posts and other provinces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.focus.centre import LOCAL
from pipeline.focus.elections import elections_named
from pipeline.focus.main_region import main_region
from pipeline.focus.mentions import NO_REGION, PlaceMention
from pipeline.focus.nesting import is_within
from pipeline.focus.opening import end_of_lead
from pipeline.focus.places import Places
from pipeline.focus.signs import ends
from pipeline.types import COUNTRY, Span

# "Pada Pilgub NTB", "Sementara pada Pilgub NTB".
_HEAD_OF_PARAGRAPH = 25
# Room between a name and its share: "Rasyid Harun menduduki peringkat pertama dengan elektabilitas 20 persen".
_UP_TO_SHARE = 60
# Of those who stand, their post tells where.
_OF_RACE = frozenset({"candidate", "elect"})


def without_local_heads(places: Places) -> Places:
    """``places`` without those named by their bupati or wali kota alone, where these run for governor."""
    starts = ends(places.signs, "holder", "local_head")
    heads = {p for p in places.all if p.start in starts and p.level in LOCAL}
    if not heads or not _is_on_governors_race(places):
        return places
    named = {p.code for p in places.all if p not in heads}
    return places.keeping(p for p in places.all if p not in heads or p.code in named)


def without_larger(places: Places) -> Places:
    """``places`` without the province of "Pilgub NTB" or "terendah di NTB" beside a kabupaten that is meant.

    The kabupaten is the article's, or one named before, in the sentence or in the one before on its line. A
    paragraph that begins with the race goes on with the kabupaten of the sentence before.
    """
    starts = ends(places.signs, "race", "rank")
    if not starts:
        return places
    about = _kept_to(places)
    kept: list[PlaceMention] = []
    for place in places.all:
        if place.start not in starts:
            kept.append(place)
        elif (local := _local_spoken_of(places, place)) is not None:
            kept.append(replace(place, code=local.code, level=local.level))
        elif not any(
            code and is_within(code, place.code) for code in (about, *_named_before(places, place))
        ):
            kept.append(place)
    return places.keeping(kept)


def of_survey(places: Places, shares: Sequence[Span]) -> Places:
    """``places`` without the regions of posts of those who have the ``shares``, and regions in other provinces.

    "Gubernur Bali Rasyid Harun 20 persen" tells nothing of Bali.
    """
    posts = [
        o.span
        for o in places.document.officials
        if o.role_status not in _OF_RACE
        and any(0 <= share.start - o.end <= _UP_TO_SHARE for share in shares)
    ]
    starts = ends(places.signs, "holder")
    places = places.keeping(
        place
        for place in places.all
        if place.start not in starts and not any(place in post for post in posts)
    )
    about = main_region(places) or COUNTRY
    if about == COUNTRY:
        return places
    near = {about[:2], COUNTRY, NO_REGION}
    return places.keeping(place for place in places.all if place.code[:2] in near)


def _is_on_governors_race(places: Places) -> bool:
    """True for an article on the race for governor: of a province, or naming no race but that one."""
    named = elections_named(places.document)
    about = main_region(places) if "gubernur" in named else None
    return named == ("gubernur",) or (about is not None and "." not in about)


def _kept_to(places: Places) -> str | None:
    """The region that the article begins with, unless it goes on to those of the whole province."""
    begun = main_region(places, end_of_lead(places.document))
    return None if begun is not None and is_within(begun, main_region(places) or "") else begun


def _local_spoken_of(places: Places, place: PlaceMention) -> PlaceMention | None:
    """The only kabupaten or kota of the sentence before, for a province that a paragraph begins with."""
    sentence = places.document.sentence_of(place.start)
    if place.start - sentence.start > _HEAD_OF_PARAGRAPH:
        return None
    if places.document.line_of(place.start).start < sentence.start:
        return None
    before = places.document.sentence_before(sentence.start)
    spoken_of = places.within(before.start, before.end)
    one = len({p.code for p in spoken_of}) == 1 and spoken_of[0].level in LOCAL
    alone = places.within(sentence.start, sentence.end) == [place]
    return spoken_of[0] if one and alone and is_within(spoken_of[0].code, place.code) else None


def _named_before(places: Places, place: PlaceMention) -> list[str]:
    """The regions named before a place in its sentence, or in the one before on its line."""
    start = places.document.sentence_of(place.start).start
    if places.document.line_of(place.start).start < start:
        start = places.document.sentence_before(start).start
    return [p.code for p in places.within(start, place.start)]
