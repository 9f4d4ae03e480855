"""The places of an article that a number can be about, and the signs that part its sentences.

Not every region named is one: the place of a dateline or of a conversation is none, nor what something is
compared with, nor the province that only says where a kabupaten lies. "Di kabupaten tersebut" is one, and so
is "secara nasional". The words that tell stand in ``rules/linking.toml``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from pipeline.focus.centre import COARSE, LOCAL, centre
from pipeline.focus.elections import elections_in
from pipeline.focus.scenes import is_scene
from pipeline.matching.rules import HasSpan, Production, Rule, RuleSet, load_ruleset
from pipeline.regions.gazetteer import fold, gazetteer
from pipeline.types import COUNTRY, Document, Level, Region, RuleMatch, Span

RULES = "linking"
# The code of a place that is no region, while a text is read: an island, a city abroad.
NO_REGION = ""

# The province of the capital, which conferences and press releases are held in.
_CAPITAL = "31"
# Room between a name and its share: "Rasyid Harun meraih elektabilitas 20 persen".
_UP_TO_SHARE = 30
# Of those who stand, their post tells where.
_OF_RACE = frozenset({"candidate", "elect"})
ALL_LEVELS: frozenset[Level] = COARSE | {"country", "district", "village"}

_MANY_PROVINCES = 3
# "Pada Pilgub NTB", "Sementara pada Pilgub NTB".
_HEAD_OF_PARAGRAPH = 25
# How far back the region of "di sana" may have been named.
_SPOKEN_OF = 300
_SENTENCES_OF_LEAD = 3
# A name right before a number: "Kinal 70 persen", "Kinal baru 70 persen", "Kinal (70 persen)".
_NAME_AND_WORDS = 60
_NAME_BEFORE = re.compile(
    r"(?P<name>[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,2})(?:,?\s[a-z]+){0,2},?\s\(?$"
)


@dataclass(frozen=True, slots=True)
class Sign(RuleMatch):
    """Words that tell how regions and numbers belong together; ``kind`` is explained in the rule file."""

    kind: str
    level: Level | None = None


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


def _sign(rule: Rule, match: re.Match[str]) -> Sign:
    groups = match.groupdict()
    word = (groups.get("level") or groups.get("level_after") or "").casefold()
    level: Level | None = rule.values.get("levels", {}).get(word)
    return Sign(*match.span(), rule.id, rule.values["kind"], level)


_PRODUCTIONS: Mapping[str, Production[Sign]] = {"sign": _sign}


@dataclass(frozen=True, slots=True)
class Contexts:
    """Words that are no sign of their own: what each is for is stated in the rule file."""

    located: re.Pattern[str]
    deputy: re.Pattern[str]
    only_located: re.Pattern[str]
    share_in_brackets: re.Pattern[str]
    cause: re.Pattern[str]
    because: re.Pattern[str]
    contrast: re.Pattern[str]
    undivided: re.Pattern[str]
    of_the_next: re.Pattern[str]
    of_the_one_before: re.Pattern[str]
    after_place: re.Pattern[str]
    name_before: re.Pattern[str]
    next_name: re.Pattern[str]
    namely: re.Pattern[str]
    begins_item: re.Pattern[str]
    coordination: re.Pattern[str]
    apposition: re.Pattern[str]
    capital: re.Pattern[str]
    capital_as_province: re.Pattern[str]
    both: re.Pattern[str]
    of_any_region: re.Pattern[str]
    threshold_of_country: re.Pattern[str]
    average: re.Pattern[str]
    of_the_last: re.Pattern[str]
    own: re.Pattern[str]
    sets_out: re.Pattern[str]


@cache
def ruleset() -> RuleSet[Contexts]:
    """The rules and contexts of ``rules/linking.toml``."""
    return load_ruleset(RULES, Contexts)


def find(document: Document) -> list[Sign]:
    """The signs in ``document``, in order of the text."""
    return ruleset().find(document.text, _PRODUCTIONS)


def _smallest_of(places: Iterable[PlaceMention]) -> set[str]:
    """The provinces, kabupaten and kota among ``places`` that hold no other of them."""
    codes = {p.code for p in places if p.level in COARSE}
    return {code for code in codes if not any(is_within(other, code) for other in codes)}


def is_within(code: str, above: str) -> bool:
    """True when the region ``code`` lies in the region ``above``, and is not the same."""
    return code != above and (above == COUNTRY or code.startswith(f"{above}."))


class Places:
    """The places and separators of one document.

    Without ``heads`` a region is none where it tells only whose bupati or wali kota somebody is.
    """

    def __init__(
        self, document: Document, levels: frozenset[Level] = ALL_LEVELS, *, heads: bool = True
    ) -> None:
        self.document = document
        self.text = document.text
        self.signs = find(document)
        self._named = [region.span for region in document.regions]
        self.separators = [sign.start for sign in self.signs if sign.kind == "separator"]
        self.all = self._found(levels)
        self.separators = [at for at in self.separators if not self._is_in_name(at)]
        if not heads:
            self._leave_out_local_heads()
        self._leave_out_larger()

    # What can be linked to.

    @property
    def coarse(self) -> list[PlaceMention]:
        """The provinces, kabupaten and kota among the places."""
        return [place for place in self.all if place.level in COARSE]

    def _found(self, levels: frozenset[Level]) -> list[PlaceMention]:
        named = [r for r in self.document.regions if r.level != "country" and self._is_meant(r)]
        offices = {sign.end for sign in self.signs if sign.kind == "office"}
        places = [
            PlaceMention(
                r.start, r.end, r.region_code, r.level, self._is_attributed(r), r.start in offices
            )
            for r in named
        ]
        for sign in self.signs:
            if sign.kind == "national":
                places.append(PlaceMention(sign.start, sign.end, COUNTRY, "country"))
            elif sign.kind == "no_region":
                places.append(PlaceMention(sign.start, sign.end, NO_REGION, "country"))
            elif sign.kind == "anaphor" and sign.level and not self._is_of_any(sign):
                code = self._pointed_to(named, sign)
                if code is not None:
                    places.append(PlaceMention(sign.start, sign.end, code, sign.level))
        merged = [p for p in self._without_parents(sorted(places)) if p.level in levels]
        return sorted([*merged, *self._there(merged)])

    def _is_of_any(self, sign: Sign) -> bool:
        """True for "di provinsi itu" after a rule of law for provinces of some size, whichever they are."""
        start = self.document.sentence_of(sign.start).start
        return ruleset().contexts.of_any_region.search(self.text, start, sign.start) is not None

    def _there(self, places: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
        """What "di sana" means: the last of ``places`` before it, in this sentence or one of the last."""
        for sign in self.signs:
            before = [p for p in places if p.end <= sign.start] if sign.kind == "there" else []
            if before and sign.start - before[-1].end <= _SPOKEN_OF:
                yield PlaceMention(sign.start, sign.end, before[-1].code, before[-1].level)

    def _is_in_name(self, at: int) -> bool:
        """True inside the words of a place, whose comma divides nothing: "Kaur, Bengkulu"."""
        return any(place.start < at < place.end for place in self.all)

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
            and self.separator(sign.end, region.start) is None
            and self.document.sentence_of(sign.start) == self.document.sentence_of(region.start)
            for sign in self.signs
        )

    def _pointed_to(self, named: Sequence[Region], sign: Sign) -> str | None:
        """The region that "kabupaten ini" means: the article's, if of that level, else the last one named."""
        about = centre(self.document)
        if about is not None and gazetteer()[about].level == sign.level:
            return about
        before = [r.region_code for r in named if r.level == sign.level and r.end <= sign.start]
        return before[-1] if before else centre(self.document, sign.level)

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

    def add_districts(self, spans: Sequence[Span]) -> None:
        """Add the kecamatan named right before ``spans`` without a level word: "Kinal 70 persen".

        Only those of the kabupaten and kota that the article names are taken.
        """
        parents = [place.code for place in self.all if place.level in LOCAL]
        found = (self._district_before(span, parents) for span in spans)
        self.all = sorted([*self.all, *(place for place in found if place is not None)])

    def _leave_out_larger(self) -> None:
        """Drop the province of "Pilgub NTB" or "terendah di NTB" beside a kabupaten of it, whose the numbers are.

        The kabupaten is the article's, or one named before, in the sentence or in the one before on its line. A
        paragraph that begins with the race goes on with the kabupaten of the sentence before.
        """
        ends = {sign.end for sign in self.signs if sign.kind in {"race", "rank"}}
        if not ends:
            return
        about = self.about(self._end_of_lead(_SENTENCES_OF_LEAD))
        kept: list[PlaceMention] = []
        for place in self.all:
            if place.start not in ends:
                kept.append(place)
            elif (local := self._local_spoken_of(place)) is not None:
                kept.append(replace(place, code=local.code, level=local.level))
            elif not any(
                is_within(c, place.code) for c in (about, *self._named_before(place)) if c
            ):
                kept.append(place)
        self.all = kept

    def _named_before(self, place: PlaceMention) -> list[str]:
        """The regions named before a place in its sentence, or in the one before on its line."""
        start = self.document.sentence_of(place.start).start
        if self.document.line_of(place.start).start < start:
            start = self.document.sentence_before(start).start
        return [p.code for p in self.within(start, place.start)]

    def _local_spoken_of(self, place: PlaceMention) -> PlaceMention | None:
        """The only kabupaten or kota of the sentence before, for a province that a paragraph begins with."""
        sentence = self.document.sentence_of(place.start)
        if place.start - sentence.start > _HEAD_OF_PARAGRAPH:
            return None
        if self.document.line_of(place.start).start < sentence.start:
            return None
        before = self.document.sentence_before(sentence.start)
        places = self.within(before.start, before.end)
        one = len({p.code for p in places}) == 1 and places[0].level in LOCAL
        alone = self.within(sentence.start, sentence.end) == [place]
        return places[0] if one and alone and is_within(places[0].code, place.code) else None

    def keep_to_survey(self, numbers: Sequence[Span]) -> None:
        """Drop the regions of posts of those who have the ``numbers``, and regions in other provinces.

        "Gubernur Bali Rasyid Harun 20 persen" tells nothing of Bali.
        """
        ends = {sign.end for sign in self.signs if sign.kind == "holder"}
        posts = [
            o.span
            for o in self.document.officials
            if o.role_status not in _OF_RACE
            and any(0 <= number.start - o.end <= _UP_TO_SHARE for number in numbers)
        ]
        self.all = [
            place
            for place in self.all
            if place.start not in ends and not any(place in post for post in posts)
        ]
        about = self.about() or COUNTRY
        if about != COUNTRY:
            near = {about[:2], COUNTRY, NO_REGION}
            self.all = [place for place in self.all if place.code[:2] in near]

    def _leave_out_local_heads(self) -> None:
        """Drop the regions that are named by their bupati or wali kota alone, where these run for governor."""
        ends = {sign.end for sign in self.signs if sign.kind in {"holder", "local_head"}}
        heads = {p for p in self.all if p.start in ends and p.level in LOCAL}
        if not heads or not self._is_on_governors_race():
            return
        named = {p.code for p in self.all if p not in heads}
        self.all = [p for p in self.all if p not in heads or p.code in named]

    def _is_on_governors_race(self) -> bool:
        """True for an article on the race for governor: of a province, or naming no race but that one."""
        named = elections_in(self.document, Span(0, len(self.text)))
        about = self.about() if "gubernur" in named else None
        return named == ("gubernur",) or (about is not None and "." not in about)

    def name_before(self, span: Span) -> Span | None:
        """Where the name right before a number stands: "Kinal baru 70 persen"."""
        found = _NAME_BEFORE.search(self.text, max(0, span.start - _NAME_AND_WORDS), span.start)
        return Span(*found.span("name")) if found else None

    def _district_before(self, span: Span, parents: Sequence[str]) -> PlaceMention | None:
        name = self.name_before(span)
        if name is None or any(p.overlaps(name) for p in (*self.all, *self._named)):
            return None
        for word in re.finditer(r"\b[A-Z]", name.of(self.text)):
            start = name.start + word.start()
            codes = gazetteer().districts.get(fold(self.text[start : name.end]), ())
            known = [code for code in codes if code.rpartition(".")[0] in parents]
            if len(known) == 1:
                return PlaceMention(start, name.end, known[0], "district")
        return None

    # Parts of the text.

    def separator(self, start: int, end: int) -> int | None:
        """Offset of the first separator between two offsets."""
        index = bisect_left(self.separators, start)
        if index < len(self.separators) and self.separators[index] < end:
            return self.separators[index]
        return None

    def is_divided(self, stretch: Span) -> bool:
        """True when a separator stands in a stretch of text that begins another item."""
        first, last = (bisect_left(self.separators, at) for at in (stretch.start, stretch.end))
        same = ruleset().contexts.undivided
        return any(same.match(self.text, at) is None for at in self.separators[first:last])

    def contrast(self, start: int, end: int) -> int:
        """Where another matter begins between two offsets ("sementara", "sedangkan"), else the end."""
        for at in self.separators[
            bisect_left(self.separators, start) : bisect_left(self.separators, end)
        ]:
            if ruleset().contexts.contrast.match(self.text, at):
                return at
        return end

    def item_end(self, span: HasSpan) -> int:
        """Where the list item or clause of a span ends, at the latest with the sentence."""
        end = self.document.sentence_of(span.start).end
        separator = self.separator(span.end, end)
        return end if separator is None else separator

    def continues(self, sentence: Span) -> bool:
        """True for a sentence that goes on with what the paragraph before spoke of: "Sedangkan ..."."""
        return any(s.kind == "continuation" and s.start == sentence.start for s in self.signs)

    def within(self, start: int, end: int) -> list[PlaceMention]:
        """The places that lie between two offsets, but for those of offices."""
        return [p for p in self.all if start <= p.start and p.end <= end and not p.held]

    def held_before(self, sentence: Span, start: int) -> PlaceMention | None:
        """The place of the office named last in a sentence before an offset."""
        held = (p for p in self.all if p.held and sentence.start <= p.start and p.end <= start)
        return max(held, default=None)

    # The article as a whole.

    def are_several(self) -> bool:
        """True when the article names several regions none of which lies in another."""
        return len(_smallest_of(self.all)) > 1

    def _is_of_one(self, until: int) -> bool:
        """True when the article names regions before ``until``, of which each but one holds another."""
        return len(_smallest_of(p for p in self.all if p.start < until)) == 1

    def keep_to_province(self) -> bool:
        """True when all places of the article lie in one province, which is not that of the capital."""
        provinces = self._provinces()
        return len(provinces) == 1 and _CAPITAL not in provinces

    def is_national_lead(self, sentence: Span) -> bool:
        """True before the first place that an article from the capital names, if it goes on to many provinces."""
        if not self._is_on_many_provinces():
            return False
        return self.coarse[0].start >= sentence.end and self._is_written_in_capital()

    def speaks_of_country(self, sentence: Span) -> bool:
        """True for a sentence on the country's bodies in a report from the capital on many provinces."""
        in_capital = self._is_on_many_provinces() and self._is_written_in_capital()
        return in_capital and self.names_body_of_country(sentence)

    def _is_on_many_provinces(self) -> bool:
        return len(self._provinces()) >= _MANY_PROVINCES

    def _provinces(self) -> set[str]:
        """The provinces that the places of the article lie in or are."""
        return {place.code[:2] for place in self.coarse}

    def names_body_of_country(self, sentence: Span) -> bool:
        """True for a sentence that names a body or an election of the country: "KPU RI", "DPR"."""
        return any(
            sign.kind == "country_wide" and sentence.start <= sign.start < sentence.end
            for sign in self.signs
        )

    def _is_written_in_capital(self) -> bool:
        """True for a report that the place of writing puts in the capital."""
        dateline = self.document.article.dateline
        place = dateline.of(self.text) if dateline is not None else ""
        return ruleset().contexts.capital.search(place) is not None

    def begins_elsewhere(self, sentences: int) -> bool:
        """True where neither the headline nor so many sentences below it name a place, nor a place of writing.

        The capital as the place of writing counts for nothing: the whole country is reported on from there.
        """
        if self.document.article.dateline is not None and not self._is_written_in_capital():
            return False
        end = self._end_of_lead(sentences)
        headline = len(self.document.article.headline or "")
        opening = self.document.article.opening
        # A teaser between the two tells what stands out.
        body = headline if opening is None else opening.start
        return not any(p.start < end and not headline <= p.start < body for p in self.coarse)

    def _set_out_for(self) -> str | None:
        """The only region of a headline, where the sentence below it begins with it and keeps to it."""
        headline = len(self.document.article.headline or "")
        end = self._end_of_lead(sentences=1)
        places = [p for p in self.coarse if p.start < end]
        above = {p.code for p in places if p.end <= headline}
        below = [p.code for p in places if p.start > headline]
        if len(above) != 1 or not below or below[0] not in above:
            return None
        return below[0] if all(c == below[0] or is_within(c, below[0]) for c in below) else None

    def _end_of_lead(self, sentences: int) -> int:
        """The end of so many ``sentences`` below the headline, or below the captions above a dateline."""
        article = self.document.article
        headline = len(article.headline or "")
        body = headline if article.opening is None else article.opening.end
        below = (
            s
            for s in self.document.sentences
            if s.start >= headline and any(map(str.isalpha, self.text[max(s.start, body) : s.end]))
        )
        lead = list(islice(below, sentences))
        return lead[-1].end if lead else headline

    def _is_on_country(self) -> bool:
        """True where the article speaks of the country, and comes to a place of it only later."""
        if not self.begins_elsewhere(sentences=1) or self._keeps_to_capital():
            return False
        # A court or a ministry has to do with a single kabupaten as well as with the country.
        tells = {"national"} if self._keeps_to_one_local() else {"country_wide", "national"}
        first = next((p.start for p in self.coarse), len(self.text))
        national = any(s.kind in tells and s.start < first for s in self.signs)
        in_capital = self._is_written_in_capital()
        return (national and in_capital) or (
            self.begins_elsewhere(_SENTENCES_OF_LEAD) and (national or in_capital)
        )

    def _keeps_to_one_local(self) -> bool:
        """True for an article that names one kabupaten or kota, and beside it at most its province."""
        codes = {p.code for p in self.coarse}
        smallest = _smallest_of(self.all)
        return len(smallest) == 1 and len(codes - smallest) <= 1 and "." in next(iter(smallest))

    def _keeps_to_capital(self) -> bool:
        """True for an article on the province of the capital, which it names as one: "DKI Jakarta"."""
        as_province = ruleset().contexts.capital_as_province
        named = any(as_province.match(self.text, p.start) for p in self.coarse)
        return named and self._provinces() == {_CAPITAL}

    def _only_local(self, about: str | None, until: int | None) -> str | None:
        """The one kabupaten or kota in ``about``, where the article begins with it and tells of it as often."""
        if about is None or about == COUNTRY:
            return about
        end = len(self.text) if until is None else until
        lead = self._end_of_lead(_SENTENCES_OF_LEAD)
        places = [p for p in self.coarse if p.start < end]
        stated = Counter(p.code for p in places)
        local = {code for code in stated if is_within(code, about)}
        first = next((p.code for p in places if p.code in local and p.start < lead), None)
        if first and len(local) == 1 and stated[first] >= stated[about]:
            return first
        return self._stated_from(about) or about

    def _stated_from(self, about: str) -> str | None:
        """The one kabupaten or kota in ``about`` that the article is written in, where it tells more of that.

        A governor's race is named by its province wherever it is reported from.
        """
        races = {sign.end for sign in self.signs if sign.kind == "race"}
        stated = Counter(p.code for p in self.coarse if p.start not in races)
        local = {code for code in stated if is_within(code, about)}
        if len(local) != 1 or not local <= self._written_in():
            return None
        code = local.pop()
        return code if stated[code] > max(1, stated[about]) else None

    def _written_in(self) -> set[str]:
        """The regions of the dateline."""
        dateline = self.document.article.dateline
        if dateline is None:
            return set()
        return {
            r.region_code for r in self.document.regions if dateline.start <= r.start < dateline.end
        }

    def _begun_with(self, about: str | None) -> str | None:
        """The kabupaten or kota of the dateline, where the first sentence names it and ``about`` comes later.

        The article has to tell of it at least half as often.
        """
        if about is None or gazetteer()[about].level not in LOCAL:
            return None
        codes = [p.code for p in self.coarse]
        lead = self._end_of_lead(sentences=1)
        first = {p.code for p in self.coarse if p.start < lead and p.level in LOCAL}
        if len(first) != 1 or about in first or not first <= self._written_in():
            return None
        code = first.pop()
        return code if 2 * codes.count(code) >= codes.count(about) else None

    def about(self, until: int | None = None) -> str | None:
        """The region that the article is about, for what no place of its sentence claims.

        With ``until`` only what is named before that offset counts, as long as that is one region: what an
        article comes to at its end is not what it began with.

        An article that names no place, or none before it has set out to speak of the country, is about the
        whole country; a place of writing alone is never what an article with other places is about.
        """
        codes = [p.code for p in self.coarse]
        until = until if until is not None and self._is_of_one(until) else None
        set_out = self._set_out_for()
        if set_out is not None:
            return set_out
        if codes and self._is_on_country():
            return COUNTRY
        if not codes and any(sign.kind in {"country_wide", "national"} for sign in self.signs):
            return COUNTRY
        about = centre(self.document, until=until)
        if until is not None and about is not None and about[:2] == _CAPITAL:
            until = None
            about = centre(self.document)
        about = self._only_local(about, until)
        about = self._begun_with(about) or about
        if not codes and about is not None and self._is_written_in_capital():
            return COUNTRY
        if about is None or about in codes or not codes or gazetteer()[about].level not in LOCAL:
            return about
        province = about[:2]
        return province if province in codes else Counter(codes).most_common(1)[0][0]
