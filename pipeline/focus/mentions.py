"""Which words of an article are a place that a number can be about.

Not every region named is one: the place of a dateline or of a conversation is none, nor what something is
compared with, nor the province that only says where a kabupaten lies. "Di kabupaten tersebut" is one, and so
is "secara nasional".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.focus.centre import LOCAL, centre
from pipeline.focus.clauses import Clauses
from pipeline.focus.nesting import is_within
from pipeline.focus.scenes import is_scene
from pipeline.focus.signs import Sign, ends, ruleset
from pipeline.regions.gazetteer import gazetteer
from pipeline.types import COUNTRY, Document, Level, Region, Span

# The code of a place that is no region, while a text is read: an island, a city abroad.
NO_REGION = ""

# How far back the region of "di sana" may have been named.
_SPOKEN_OF = 300


@dataclass(frozen=True, slots=True)
class PlaceMention(Span):
    """A region as a number may be linked to it: named, pointed back to, or the country.

    ``attributed`` places only tell where a speaker works: "kata Ketua KPU Kaur". ``held`` ones are those of an
    office that has nothing to do with the numbers: "Sekda NTB Rasyid 12 persen", "kata Kapolres Kaur".
    """

    code: str
    level: Level
    attributed: bool = False
    held: bool = False


def find(document: Document, signs: Sequence[Sign], levels: frozenset[Level]) -> list[PlaceMention]:
    """The places at some ``levels`` that numbers of ``document`` can be about, in order of the text."""
    return _MentionReader(document, signs).read(levels)


class _MentionReader:
    """Reads the regions and signs of one document as places."""

    def __init__(self, document: Document, signs: Sequence[Sign]) -> None:
        self.document = document
        self.text = document.text
        self.signs = signs
        self.clauses = Clauses(document, signs)

    def read(self, levels: frozenset[Level]) -> list[PlaceMention]:
        """The places at some levels, in order of the text."""
        named = [r for r in self.document.regions if r.level != "country" and self._is_meant(r)]
        places = sorted([*self._named(named), *self._signified(named)])
        merged = [p for p in self._without_parents(places) if p.level in levels]
        return sorted([*merged, *self._there(merged)])

    def _named(self, regions: Sequence[Region]) -> Iterator[PlaceMention]:
        offices = ends(self.signs, "office")
        for r in regions:
            held = r.start in offices
            yield PlaceMention(r.start, r.end, r.region_code, r.level, self._is_attributed(r), held)

    def _signified(self, named: Sequence[Region]) -> Iterator[PlaceMention]:
        """The places of words that name no region: "secara nasional", "di kabupaten tersebut"."""
        for sign in self.signs:
            if sign.kind == "national":
                yield PlaceMention(sign.start, sign.end, COUNTRY, "country")
            elif sign.kind == "no_region":
                yield PlaceMention(sign.start, sign.end, NO_REGION, "country")
            elif sign.kind == "anaphor" and sign.level and not self._is_of_any(sign):
                code = self._pointed_to(named, sign)
                if code is not None:
                    yield PlaceMention(sign.start, sign.end, code, sign.level)

    def _is_meant(self, region: Region) -> bool:
        """False for what a dateline names, where people talk, and for what something is compared with."""
        opening = self.document.article.opening
        if opening is not None and region.span.overlaps(opening):
            return False
        if ruleset().contexts.share_in_brackets.match(self.text, region.end):
            return True
        return not is_scene(self.document, region) and not any(
            sign.kind == "not_about" and sign.end == region.start for sign in self.signs
        )

    def _is_attributed(self, region: Region) -> bool:
        """True where the region tells only who speaks: "kata Ketua KPU Kaur"."""
        return any(
            sign.kind == "attribution"
            and sign.end <= region.start
            and self.clauses.separator(sign.end, region.start) is None
            and self.document.sentence_of(sign.start) == self.document.sentence_of(region.start)
            for sign in self.signs
        )

    # Words that point back.

    def _is_of_any(self, sign: Sign) -> bool:
        """True for "di provinsi itu" after a rule of law for provinces of some size, whichever they are."""
        start = self.document.sentence_of(sign.start).start
        return ruleset().contexts.of_any_region.search(self.text, start, sign.start) is not None

    def _pointed_to(self, named: Sequence[Region], sign: Sign) -> str | None:
        """The region that "kabupaten ini" means.

        That is the only one of its level that the paragraph has named, else the article's, else the last one.
        """
        paragraph = self.document.line_of(sign.start)
        near = {
            r.region_code
            for r in named
            if r.level == sign.level and paragraph.start <= r.start and r.end <= sign.start
        }
        if len(near) == 1:
            return near.pop()
        about = centre(self.document)
        if about is not None and gazetteer()[about].level == sign.level:
            return about
        before = [r.region_code for r in named if r.level == sign.level and r.end <= sign.start]
        return before[-1] if before else centre(self.document, sign.level)

    def _there(self, places: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
        """What "di sana" means: the last of ``places`` before it, in this sentence or one of the last.

        Of "Kaur terendah di Bengkulu" that is Kaur.
        """
        for sign in self.signs:
            before = [p for p in places if p.end <= sign.start] if sign.kind == "there" else []
            if before and sign.start - before[-1].end <= _SPOKEN_OF:
                start = self.document.sentence_of(before[-1].start).start
                inside = (
                    p for p in before if p.start >= start and is_within(p.code, before[-1].code)
                )
                there = next(inside, before[-1])
                yield PlaceMention(sign.start, sign.end, there.code, there.level)

    # Regions that explain others.

    def _without_parents(self, places: Sequence[PlaceMention]) -> list[PlaceMention]:
        """``places`` without the "Bengkulu" of "Kaur, Bengkulu" or "Kaur (Bengkulu)": its child covers it."""
        kept: list[PlaceMention] = []
        for place in places:
            if kept and self._explains(place, kept[-1]):
                end = place.end + self.text.startswith(")", place.end)
                kept[-1] = replace(kept[-1], end=end)
            else:
                kept.append(place)
        return kept

    def _explains(self, place: PlaceMention, before: PlaceMention) -> bool:
        """True where ``place`` only says where the one before lies, or names it again."""
        if ruleset().contexts.apposition.fullmatch(self.text[before.end : place.start]) is None:
            return False
        larger = place.level == "province" and before.level in LOCAL
        return larger or place.code == before.code or is_within(before.code, place.code)
