"""How many candidates or pairs stand in a region, and for which election.

What the words claim is read in :mod:`pipeline.counts.claims`, where a claim holds in
:mod:`pipeline.focus.linking`; here the region and the election of a claim are settled, and parts of a whole are
told from the whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipeline.counts.claims import MOST_PAIRS, ClaimReader
from pipeline.counts.forms import MOST_SEATS, CountClaim, forms_in, lists_pairs
from pipeline.focus import elections
from pipeline.focus.centre import COARSE, LOCAL
from pipeline.focus.linking import Link, Linker, common
from pipeline.focus.places import is_within
from pipeline.regions.gazetteer import gazetteer
from pipeline.types import COUNTRY, CandidateCount, Document, Election, Level, Span

_COARSE_OR_COUNTRY: frozenset[Level] = COARSE | {"country"}
_MOST_PAIRS_OF_PROVINCE = 8
# More pairs than stand in all races of any province together.
_MOST_PAIRS_IN_PROVINCE = 140
_ELECTION_OF_LEVEL: Mapping[str, Election] = {
    "provinces": "gubernur",
    "regencies": "bupati",
    "cities": "wali_kota",
}
# Where this share of the regions named lies in one province, the article is about it.
_NEARLY_ALL = 0.8
# A list of candidates for a parliament has more than this many times those of any part mentioned in words.
_PARTS_IN_LIST = 4
# From this many regions on, as many pairs as regions named after are one pair in each.
_ONE_IN_EACH = 3


@cache
def _has_cities(province: str) -> bool:
    """True where a province has a kota, so that not all its local races are of bupati."""
    return any(p.level == "city" and p.province == province for p in gazetteer().places.values())


@cache
def _races(province: str, election: Election | None) -> int:
    """How many kabupaten, or kota, of a province elect a head, 0 for any other election."""
    if election not in {"bupati", "wali_kota"}:
        return 0
    local = (p for p in gazetteer().places.values() if elections.BY_LEVEL.get(p.level) == election)
    return sum(p.province == province for p in local)


@cache
def _namesake(province: str, election: Election | None) -> str:
    """The kota or kabupaten of a province that bears its name, where the candidates are of one: "Gorontalo"."""
    if election not in {"bupati", "wali_kota"}:
        return province
    name = gazetteer()[province].short
    local = (p for p in gazetteer().places.values() if elections.BY_LEVEL.get(p.level) == election)
    same = (p.code for p in local if p.province == province and p.short == name)
    return next(same, province)


class _Finder:
    """Settles the claims of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.named = elections.elections_in(document, Span(0, len(document.text)))
        of_villages = self.named == ("kepala_desa",)
        self.linker = (
            Linker(document, topics=COARSE | {"village"})
            if of_villages
            else Linker(document, _COARSE_OR_COUNTRY)
        )
        self.places = self.linker.places
        self.reader = ClaimReader(document, self.linker)
        self.claims: list[CountClaim] = []
        self.links: list[tuple[CountClaim, Link]] = []
        # What has been settled so far.
        self.counts: list[tuple[CountClaim, CandidateCount]] = []
        self.is_national = False
        # The kabupaten and kota that counts are linked to.
        self.local: set[str] = set()

    def run(self, forms: Sequence[CountClaim]) -> list[CandidateCount]:
        """All counts, in order of the text."""
        self.claims = self.reader.read(forms)
        self.is_national = any(self._is_of_country(claim) for claim in self.claims)
        links = self._with_parts(self.linker.link(self.claims))
        self.links = list(zip(self.claims, links, strict=True))
        stated = [*(c.codes for c in self.claims), *(link.codes for link in links)]
        self.local = {code for codes in stated for code in codes if self._level(code) in LOCAL}
        self.is_national |= any(
            link.in_sentence and link.codes == (COUNTRY,) and claim.count > MOST_PAIRS
            for claim, link in self.links
        )
        for claim, link in self.links:
            if not self._is_stated_again(claim, link) and not self._is_of_headline(claim, link):
                found = self._counts(claim, link)
                self.counts += [(claim, self._summed(claim, count)) for count in found]
        return self._without_parts(self._of_one_level(self._without_governors(self.counts)))

    def _with_parts(self, links: Sequence[Link]) -> list[Link]:
        """``links``, where a part has that of the whole after it: "8 dari 16 paslon se-Bengkulu"."""
        wholes = [*links[1:], *links[-1:]]
        by_claim = zip(self.claims, links, wholes, strict=True)
        return [whole if claim.part else link for claim, link, whole in by_claim]

    def _is_stated_again(self, claim: CountClaim, link: Link) -> bool:
        """True for "dari empat paslon itu" where four were mentioned, there or without a region named anew."""
        points_back = "back" in claim.guards or self.reader.is_whole(claim)
        if not points_back or claim.sole or claim.codes:
            return False
        sentence = self.document.sentence_of(claim.start)
        is_region_after = not self.places.within(sentence.start, claim.start)

        def is_same(region: str | None) -> bool:
            """True where the earlier count is of a region named here, of one in it, or around one named after."""
            if not link.in_sentence or region is None:
                return not link.in_sentence
            here = common(link.codes)
            same = region in {*link.codes, here} or is_within(region, here)
            return same or (is_region_after and is_within(here, region))

        return any(
            before.count == claim.count and is_same(count.region_code)
            for before, count in self.counts
        )

    def _summed(self, claim: CountClaim, count: CandidateCount) -> CandidateCount:
        """``count``, of the region that holds those whose counts it sums up: "Kaur 2, Lebong 3, total 5"."""
        sentence = self.document.sentence_of(claim.start)
        parts = [c for other, c in self.counts if other in sentence]
        codes = list(dict.fromkeys(c.region_code for c in parts if c.region_code is not None))
        is_sum = len(codes) > 1 and self.reader.is_sum(claim, [c.count for c in parts])
        if not is_sum or count.region_code not in codes:
            return count
        elections_stated = {c.election for c in parts}
        election = elections_stated.pop() if len(elections_stated) == 1 else None
        return replace(count, region_code=common(codes), election=election)

    # Where, and for which election.

    def _counts(self, claim: CountClaim, link: Link) -> Iterator[CandidateCount]:
        stage = self.reader.stage(claim)
        one_in_each = self._is_one_in_each(claim, link)
        if one_in_each and "listed" not in claim.guards:
            return
        if one_in_each or self._is_sum_of(claim, link):
            claim = self._of_all_local(claim, link)
            link = replace(link, codes=(common(link.codes),))
        for code in self._codes(claim, link):
            region, election = self._election(claim, code, link)
            count = CandidateCount(
                start=claim.start,
                end=claim.end,
                rule_id=claim.rule.id,
                confidence=round(claim.rule.confidence * link.confidence, 3),
                region_code=region,
                election=election,
                count=claim.count,
                unit=claim.unit,
                stage=stage,
                uncontested=claim.sole,
            )
            of_local = election not in {None, "gubernur"}
            if self._is_nowhere(claim, count, link):
                continue
            said_alone = claim.sole or (claim.is_only and not of_local and claim.count == 1)
            if said_alone and not self._can_stand_alone(claim, count, link):
                continue
            if not self._is_of_no_race(count):
                yield count

    def _codes(self, claim: CountClaim, link: Link) -> tuple[str | None, ...]:
        """The regions of a claim: of a count spread over several races the region that holds them."""
        if self._is_of_country(claim) or (self.is_national and not link.in_sentence):
            return claim.codes or (COUNTRY,)
        provinces = [code for code in link.codes if self._level(code) == "province"]
        if "spread" in claim.guards and claim.count > 1 and not (link.in_sentence and provinces):
            about = self.places.about()
            return (about[:2] if self._level(about) in LOCAL and about else about,)
        many = claim.count > MOST_PAIRS and not link.in_sentence
        if many and any(self._level(code) == "village" for code in link.codes):
            # As many stand in all villages of the kabupaten.
            return tuple(dict.fromkeys(code[:5] for code in link.codes))
        if claim.count > MOST_PAIRS and len(link.codes) > 1:
            return (common(link.codes),)
        if not link.codes and claim.count <= MOST_PAIRS:
            # No race is of an island or of no region: the count is of the region that the article is about.
            return claim.codes or (self.places.about(),)
        return claim.codes or link.codes or (None,)

    def _is_one_in_each(self, claim: CountClaim, link: Link) -> bool:
        """True for as many pairs as regions are listed after: "tiga paslon mendaftar di A, B dan C"."""
        sentence = self.document.sentence_of(claim.start)
        apart = "apart" in claim.guards
        listed = "listed" in claim.guards and "races" not in claim.guards
        several = claim.count >= _ONE_IN_EACH or (listed and claim.count > 1)
        is_back = "back" in claim.guards and not (listed and len(link.codes) == claim.count)
        if is_back and claim.count > 1 and len(link.codes) > 1:
            return True
        if len(link.codes) != claim.count or not (several or apart):
            return False
        if claim.count in self.reader.of_each:
            return False
        if apart:
            return True
        after = {p.code for p in self.places.within(claim.end, sentence.end)}
        signs = [s for s in self.places.signs if s.kind == "everywhere" and s.start >= claim.end]
        return after >= set(link.codes) and not any(s.end <= sentence.end for s in signs)

    def _is_sum_of(self, claim: CountClaim, link: Link) -> bool:
        """True for as many as are counted in the regions linked one by one: "sembilan paslon di A, B dan C"."""
        one_by_one = {
            each.codes[0]: other.count
            for other, each in self.links
            if len(each.codes) == 1 and each.codes[0] in link.codes
        }
        all_counted = len(link.codes) > 1 and len(one_by_one) == len(link.codes)
        return all_counted and sum(one_by_one.values()) == claim.count

    def _of_all_local(self, claim: CountClaim, link: Link) -> CountClaim:
        """``claim``, of which one stands in each of the regions linked, with the election of those."""
        stated = {elections.BY_LEVEL.get(gazetteer()[code].level) for code in link.codes}
        if claim.election is not None or not stated <= {"bupati", "wali_kota"}:
            return claim
        if len(stated) > 1:
            return replace(claim, guards=claim.guards | {"several"})
        return replace(claim, election=stated.pop())

    def _is_of_country(self, claim: CountClaim) -> bool:
        """True for more pairs than a province has, so that the article counts those of the country."""
        if claim.unit != "pasangan_calon":
            return False
        provinces = {place.code[:2] for place in self.places.coarse}
        races = _races(provinces.pop(), self._stated_election(claim)) if len(provinces) == 1 else 0
        return claim.count > (MOST_PAIRS * races or _MOST_PAIRS_IN_PROVINCE)

    def _can_stand_alone(self, claim: CountClaim, count: CandidateCount, link: Link) -> bool:
        """False for talk of sole candidates in general, which is of no single election.

        Neither can a headline without a region above an article about several.
        Several that each stand alone are of several races, which no kabupaten or kota holds.
        """
        if count.count > 1:
            return self._level(count.region_code) not in LOCAL
        headline = self.document.article.headline or ""
        stated = claim.codes or link.in_sentence or not self.places.are_several()
        if claim.end <= len(headline) and not stated:
            return False
        level = self._level(count.region_code)
        if level == "province" and count.election == "gubernur":
            if claim.codes:
                return True
            named = elections.elections_in(self.document, self.document.sentence_of(claim.start))
            of_article = self.named == ("gubernur",) and self._is_raced_for(claim, count)
            is_counted = claim.rule.produce != "sole"
            of_race = is_counted and self._raced_for(claim) == "gubernur"
            of_governor = "gubernur" in named or of_article or of_race
            is_counted_before = any(
                (c.region_code, c.election, c.count) == (count.region_code, "gubernur", 1)
                for _, c in self.counts
            )
            return of_governor and (link.in_sentence or not claim.sole or is_counted_before)
        return level in LOCAL or level == "village"

    def _is_raced_for(self, claim: CountClaim, count: CandidateCount) -> bool:
        """True in the province that the article is about, or whose race the sentence names: "Pilkada Bali"."""
        if count.region_code == self.places.about():
            return True
        sentence = self.document.sentence_of(claim.start)
        named = self.places.within(sentence.start, sentence.end)
        races = {sign.end for sign in self.places.signs if sign.kind == "race"}
        return any(p.code == count.region_code and p.start in races for p in named)

    def _is_of_headline(self, claim: CountClaim, link: Link) -> bool:
        """True in a headline that names no region, where the article below names those of as many."""
        headline = self.document.article.headline or ""
        if claim.end > len(headline) or link.in_sentence or not self.places.are_several():
            return False
        return any(c.count == claim.count and c.start > len(headline) for c in self.claims)

    def _is_nowhere(self, claim: CountClaim, count: CandidateCount, link: Link) -> bool:
        """True for one pair of no kabupaten or kota that is stated: "pilkada yang diikuti satu paslon".

        Also for "paslon yang melawan kotak kosong" among several regions.
        """
        if claim.codes or count.count > 1:
            return False
        if self._level(count.region_code) == "province":
            return count.election in {None, "bupati", "wali_kota"}
        if link.in_sentence:
            return False
        return "some" in claim.guards and self.places.are_several()

    def _is_of_no_race(self, count: CandidateCount) -> bool:
        """True for a few pairs that stand somewhere in the country: a matter of speaking, no count."""
        few = count.unit == "pasangan_calon" and count.count <= MOST_PAIRS
        nowhere = count.region_code == COUNTRY and count.election is None
        unstaged = count.stage == "contesting" or count.count == 1
        return few and nowhere and unstaged and not count.uncontested

    def _level(self, code: str | None) -> Level | None:
        return None if code is None else gazetteer()[code].level

    def _election(
        self, claim: CountClaim, code: str | None, link: Link
    ) -> tuple[str | None, Election | None]:
        """The region and the election of a claim: what its own words say, else what the region's level says.

        A claim that names several elections counts them together. A governor is elected by the whole province, a
        president by the country, and no region has dozens of pairs of its own: the region moves up where the words
        say so.
        """
        if (
            "several" in claim.guards
            or len(elections.elections_in(self.document, Span(claim.start, claim.end))) > 1
        ):
            return (code[:2] if code is not None and self._level(code) in LOCAL else code), None
        stated = self._stated_election(claim) or self._presidential(claim, link)
        if stated == "presiden":
            return COUNTRY, stated
        if stated == "gubernur" and code == COUNTRY and not link.in_sentence:
            code = self._province_before(claim)
        if self._is_too_many(claim, stated, code):
            return self._sum_of(code, claim), stated
        election = stated or self._election_of_region(claim, code, link)
        if code is not None and self._level(code) == "province" and claim.count <= MOST_PAIRS:
            code = self._race_in(code, claim, election)
        level = self._level(code)
        if level in LOCAL and election in {"bupati", "wali_kota"}:
            election = elections.BY_LEVEL[level]
        of_province = election == "gubernur" or self.reader.is_of_senators(claim)
        if of_province and code is not None:
            code = self._province_of(code)
        return code, election

    def _province_of(self, code: str) -> str:
        """The province of a region, or the only one that the article names: it may since have been divided."""
        named = {place.code for place in self.places.all if place.level == "province"}
        return named.pop() if len(named) == 1 and self._level(code) in LOCAL else code[:2]

    def _race_in(self, province: str, claim: CountClaim, election: Election | None) -> str:
        """Where in a province the one race of a few pairs is: what the article is about, or its namesake."""
        about = self.places.about(self.document.sentence_of(claim.start).end)
        level = self._level(about)
        is_of_one = level in LOCAL and elections.BY_LEVEL[level] == election
        is_listed = bool(claim.guards & {"listed", "spread", "both", "over_both"})
        of_several = is_listed or self.reader.whole_of(claim) > _MOST_PAIRS_OF_PROVINCE
        if about is not None and is_within(about, province) and is_of_one and not of_several:
            return about
        return province if self._is_summed_beside(claim) else _namesake(province, election)

    def _is_summed_beside(self, claim: CountClaim) -> bool:
        """True beside a claim of another election: "24 paslon bupati dan enam paslon wali kota"."""
        sentence = self.document.sentence_of(claim.start)
        stated = {self._stated_election(other) for other in self.claims if other in sentence}
        return len(stated - {None}) > 1

    def _province_before(self, claim: CountClaim) -> str:
        """The province named last before the claim of a few pairs of governors, who stand in one."""
        before = [p.code for p in self.places.all if p.level == "province" and p.end <= claim.start]
        few = claim.count <= _MOST_PAIRS_OF_PROVINCE
        return before[-1] if few and before else COUNTRY

    def _stated_election(self, claim: CountClaim) -> Election | None:
        """The election that the claim's own words name: "tiga pasangan calon bupati"."""
        if claim.election is not None or "several" in claim.guards:
            return claim.election
        following = (other.start for other in self.claims if other.start > claim.start)
        end = min(self.places.item_end(claim), next(following, len(self.text)))
        end = self.reader.end_of_naming(claim.end, end)
        named = elections.elections_in(self.document, Span(claim.start, end))
        if not named and self.text[: claim.start].endswith(": "):
            start = self.document.sentence_of(claim.start).start
            named = elections.elections_in(self.document, Span(start, claim.start))
        if not named and claim.holder is not None:
            return self._stated_election(claim.holder)
        return named[0] if named else None

    def _presidential(self, claim: CountClaim, link: Link) -> Election | None:
        """The election of a president, where the sentence or the article is about nothing else."""
        near = elections.elections_in(self.document, self.document.sentence_of(claim.start))
        only = near or (() if link.in_sentence else self.named)
        return "presiden" if only == ("presiden",) else None

    def _stated_level(self, claim: CountClaim, level: Level | None) -> Election | None:
        """The election of the level of government whose races are counted: "47 paslon di 38 kabupaten"."""
        of_others = claim.unit == "calon" and {"legislatif", "kepala_desa"} & set(self.named)
        if of_others or "over_both" in claim.guards:
            return None
        sides = ("over",) if level == "province" else ("over", "of")
        for side in sides:
            stated = {
                e for kind, e in _ELECTION_OF_LEVEL.items() if f"{side}_{kind}" in claim.guards
            }
            if stated:
                return stated.pop() if len(stated) == 1 else None
        return None

    def _sum_of(self, code: str | None, claim: CountClaim) -> str:
        """The region whose races a large count sums up: of the sentence or article, if larger, else the country.

        An article that hardly names regions of other provinces is about its own.
        """
        sentence = self.document.sentence_of(claim.start)
        near = self.places.within(sentence.start, sentence.end)
        above = [p.code for p in near if code is not None and is_within(code, p.code)]
        if above:
            return above[0]
        about = self.places.about()
        named = Counter(place.code[:2] for place in self.places.coarse)
        province, times = named.most_common(1)[0] if named else (about, 0)
        is_of_one = times >= _NEARLY_ALL * named.total()
        if is_of_one and not self.places.names_body_of_country(sentence):
            about = province
        return (
            about
            if about is not None and self._level(about) == "province" and about != code
            else COUNTRY
        )

    def _is_too_many(self, claim: CountClaim, stated: Election | None, code: str | None) -> bool:
        """True for a count that no single race can have, so that it sums up the races of a larger region."""
        of_heads = "several" in claim.guards or stated in {"bupati", "wali_kota"}
        most = MOST_PAIRS if claim.unit == "pasangan_calon" else 2 * MOST_PAIRS
        if claim.count <= most or (claim.unit == "calon" and not of_heads):
            return False
        return self._level(code) in LOCAL or (
            self._level(code) == "province" and stated == "gubernur"
        )

    def _election_of_region(
        self, claim: CountClaim, code: str | None, link: Link
    ) -> Election | None:
        """The election that a region's level implies, unless the article speaks of others only."""
        level = self._level(code)
        if level == "province" and claim.sole and claim.codes:
            # In a list of races a province is one of them.
            return "gubernur"
        sentence = self.document.sentence_of(claim.start)
        near = elections.elections_in(self.document, sentence)
        everywhere = self.named
        of_level = None if level in LOCAL else self._stated_level(claim, level)
        if of_level is not None:
            return of_level
        if (
            claim.unit == "calon"
            and everywhere
            and not self.reader.is_of_heads(claim)
            and not (level == "province" and "route" in claim.guards and not self.reader.of_persons)
        ):
            election = elections.election_at(self.document, claim.start)
            of_heads = election not in {"legislatif", "kepala_desa"}
            if level == "country" and of_heads:
                return near[0] if len(near) == 1 else None
            if level not in LOCAL or election not in {"gubernur", "presiden"}:
                return election
        raced_for = self._raced_for(claim)
        is_elsewhere = link.in_sentence and (code != self.places.about() or len(self.local) > 1)
        stated_near = near or (() if is_elsewhere else everywhere)
        stated_near = (raced_for,) if raced_for else stated_near
        of_governor = level in LOCAL and set(stated_near) == {"gubernur"}
        if of_governor and not (claim.sole and claim.codes):
            return (None if near else self._local_before(code)) or "gubernur"
        if level == "province" and raced_for == "gubernur" and self._is_of_one_race(claim):
            return raced_for
        of_heads = level == "province" and self.reader.is_of_heads(claim)
        if of_heads and ("gubernur" not in everywhere or claim.count > _MOST_PAIRS_OF_PROVINCE):
            return None
        if level == "province":
            several_alone = claim.sole and claim.count > 1
            summed = (
                several_alone
                or "spread" in claim.guards
                or max(claim.count, self.reader.whole_of(claim)) > _MOST_PAIRS_OF_PROVINCE
            )
            before = elections.elections_in(self.document, Span(0, sentence.end))
            stated = before if "gubernur" in everywhere else everywhere
            local = [e for e in stated if e in {"bupati", "wali_kota"}]
            if summed or (local and "gubernur" not in everywhere):
                # No province has races of its cities alone.
                of_cities = summed and local == ["wali_kota"]
                of_all = claim.count > _MOST_PAIRS_OF_PROVINCE and "gubernur" in near
                of_both = (
                    several_alone or of_cities or of_all or claim.guards & {"both", "over_both"}
                )
                if not stated and code is not None and not _has_cities(code):
                    return "bupati"
                return local[0] if len(local) == 1 and not of_both else None
        if level == "country" or level is None:
            if near:
                return (
                    near[0] if len(near) == 1 and near[0] not in {"bupati", "wali_kota"} else None
                )
            return "presiden" if everywhere == ("presiden",) else None
        return elections.BY_LEVEL.get(level)

    def _raced_for(self, claim: CountClaim) -> Election | None:
        """The election that the sentence names last before a claim, or in its clause: "tiga di Pilkada Kaur"."""
        start = self.document.sentence_of(claim.start).start
        before = elections.last_in(self.document, Span(start, claim.start))
        clause = Span(claim.start, self.places.item_end(claim))
        return before or elections.last_in(self.document, clause)

    def _is_of_one_race(self, claim: CountClaim) -> bool:
        """True for few candidates who are not said of several regions."""
        several = {"listed", "spread", "both", "over_both", "regions", "races", "independent"}
        return claim.count <= _MOST_PAIRS_OF_PROVINCE and not (claim.sole or claim.guards & several)

    def _local_before(self, code: str | None) -> Election | None:
        """The election that the last count of a kabupaten or kota was of."""
        stated = (c.election for _, c in reversed(self.counts) if c.region_code == code)
        return next(stated, None)

    def _without_governors(
        self, counts: Sequence[tuple[CountClaim, CandidateCount]]
    ) -> list[tuple[CountClaim, CandidateCount]]:
        """``counts`` in which those of a province that sum up its local races are not of its governor.

        They have no election instead. Where the article names a race of governors, they stay as they are.
        """
        summed = {c.region_code for _, c in counts if c.election is None}
        local = (c.region_code for _, c in counts if self._level(c.region_code) in LOCAL)
        summed |= {code[:2] for code in local if code is not None}
        if "gubernur" in self.named:
            summed.clear()
        stated = {"of_provinces", "over_provinces"}
        return [
            (claim, replace(c, election=None))
            if (
                c.election == "gubernur"
                and c.region_code in summed
                and not (claim.guards & stated or claim.codes)
                and not (self._raced_for(claim) == "gubernur" and self._is_of_one_race(claim))
            )
            or self._is_said_of_all(claim, c)
            else (claim, c)
            for claim, c in counts
        ]

    def _is_said_of_all(self, claim: CountClaim, count: CandidateCount) -> bool:
        """True where as many are said of the races of all levels elsewhere, and the words name none of them."""
        same = (count.region_code, count.count)
        of_all = any(
            (c.region_code, c.count) == same and c.election is None and self._is_general(other)
            for other, c in self.counts
        )
        return of_all and self._stated_election(claim) is None

    def _is_general(self, claim: CountClaim) -> bool:
        """True for candidates of no level named: "46 paslon kepala daerah", "8 paslon di 6 daerah"."""
        return "spread" in claim.guards or self.reader.is_of_heads(claim)

    def _of_one_level(
        self, counts: Sequence[tuple[CountClaim, CandidateCount]]
    ) -> list[tuple[CountClaim, CandidateCount]]:
        """``counts`` of which those of a province with no election have the one that all others there have.

        "52 paslon di sembilan kabupaten" says for the next sums of the province that they are of bupati.
        """
        stated: dict[str, set[Election]] = {}
        for _, c in counts:
            if c.region_code is not None and c.election is not None:
                stated.setdefault(c.region_code[:2], set()).add(c.election)
        summed = {
            (c.region_code, c.election)
            for _, c in counts
            if self._level(c.region_code) == "province" and c.election in {"bupati", "wali_kota"}
        }
        only = {code: next(iter(each)) for code, each in stated.items() if len(each) == 1}
        return [
            (claim, replace(c, election=only[c.region_code]))
            if c.election is None
            and c.region_code in only
            and (c.region_code, only[c.region_code]) in summed
            and not claim.guards & {"several", "both", "over_both"}
            else (claim, c)
            for claim, c in counts
        ]

    # The whole and its parts.

    def _without_parts(
        self, counts: Sequence[tuple[CountClaim, CandidateCount]]
    ) -> list[CandidateCount]:
        """The counts without parts of a larger count of the same race, each claim of a sentence once.

        Those whom parties back are such a part, while those without a party are a count of their own.
        "Hanya satu pasangan calon" stands alone on the ballot where no larger count contradicts it, and so does
        a pair counted where another claim says so of the same race.
        """
        stated: dict[tuple[str | None, int, bool], Election] = {}
        for _, count in counts:
            if count.election is not None:
                same = (count.region_code, count.count, count.uncontested)
                stated.setdefault(same, count.election)
        most: dict[tuple[str | None, Election | None], int] = {}
        for claim, count in counts:
            if "route" not in claim.guards and not self.reader.tells_of_failed(claim):
                # Beside a count of pairs one that tells no race is of theirs.
                of_pairs = claim.unit == "pasangan_calon"
                elections = {count.election, None if of_pairs else count.election}
                for race in ((count.region_code, election) for election in elections):
                    most[race] = max(most.get(race, 0), count.count)
        sole = {
            (c.region_code, c.election)
            for claim, c in counts
            if c.uncontested or (c.count == 1 and claim.is_only)
        }
        kept: dict[tuple[object, ...], CandidateCount] = {}
        for claim, count in counts:
            smaller = count.count < most.get((count.region_code, count.election), 0)
            of_route = "route" in claim.guards and "independent" not in claim.guards
            if smaller and of_route and not claim.sole:
                continue
            if self._is_part_of_list(claim, count, counts):
                continue
            stated_sole = (count.region_code, count.election) in sole
            alone = count.count == 1 and (claim.is_only or stated_sole) and not smaller
            same = (count.region_code, count.count, count.uncontested)
            stated_same = None if self._is_general(claim) else stated.get(same)
            row = replace(
                count,
                election=count.election or stated_same,
                uncontested=count.uncontested or (alone and count.stage != "rejected"),
            )
            sentence = self.document.sentence_of(count.start)
            key = (sentence, row.region_code, row.election, row.count, row.uncontested)
            kept.setdefault(key, row)
        return list(kept.values())

    def _is_part_of_list(
        self,
        claim: CountClaim,
        count: CandidateCount,
        counts: Sequence[tuple[CountClaim, CandidateCount]],
    ) -> bool:
        """True for a few of the hundreds that stand for a parliament: those of a party, those let in late.

        No kabupaten or kota has as few as a constituency has seats. The senate has lists of its own; how many
        failed, or stand in a constituency, is a claim.
        """
        of_list = count.election == "legislatif" and count.unit == "calon"
        of_constituency = claim.rule.produce == "constituency"
        told_apart = self.reader.tells_of_failed(claim) or self.reader.is_near_senators(claim)
        if not of_list or of_constituency or told_apart:
            return False
        if self._level(count.region_code) in LOCAL and count.count <= MOST_SEATS:
            return True
        race = (count.region_code, count.election)
        return any(
            (c.region_code, c.election) == race and c.count > _PARTS_IN_LIST * count.count
            for _, c in counts
        )


def find(document: Document) -> list[CandidateCount]:
    """The claims of ``document`` of how many candidates or pairs stand, in order of the text.

    A claim that holds for several regions gives a row for each, all with the same mention.
    """
    forms = forms_in(document)
    return _Finder(document).run(forms) if forms or lists_pairs(document) else []
