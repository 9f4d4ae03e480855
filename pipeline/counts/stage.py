"""How many candidates or pairs stand in a region, and for which election.

What the words claim is read in :mod:`pipeline.counts.claims`, where a claim holds in
:mod:`pipeline.focus.linking`, which race it is of in :mod:`pipeline.counts.races`; here the claims that are no
count of any race are left out, and in :mod:`pipeline.counts.wholes` the parts of larger counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from pipeline.counts.claims import ClaimReader
from pipeline.counts.forms import MOST_PAIRS, CountClaim, forms_in, lists_pairs
from pipeline.counts.races import RaceReader, Settled, election_in, level_of
from pipeline.counts.wholes import wholes
from pipeline.focus import elections
from pipeline.focus.centre import COARSE, LOCAL
from pipeline.focus.districts import with_districts
from pipeline.focus.linking import Linker
from pipeline.focus.links import Link
from pipeline.focus.main_region import main_region
from pipeline.focus.narrowing import without_larger
from pipeline.focus.nesting import common, is_within
from pipeline.focus.places import ALL_LEVELS, named
from pipeline.focus.signs import ends
from pipeline.types import COUNTRY, CandidateCount, Document, Level

# The levels of the places that count, and of what a sentence may speak of for the next ones.
_Levels: TypeAlias = tuple[frozenset[Level], frozenset[Level]]
_OF_VILLAGES: _Levels = (ALL_LEVELS, COARSE | {"village"})
_OF_REGIONS: _Levels = (COARSE | {"country"}, COARSE)
# From this many regions on, as many pairs as regions named after are one pair in each.
_ONE_IN_EACH = 3


class _Finder:
    """Settles the claims of one document."""

    def __init__(self, document: Document, forms: Sequence[CountClaim]) -> None:
        self.document = document
        of_villages = elections.elections_named(document) == ("kepala_desa",)
        levels, topics = _OF_VILLAGES if of_villages else _OF_REGIONS
        places = without_larger(named(document, levels))
        self.reader = ClaimReader(document, places)
        self.claims = self.reader.read(forms)
        self.places = with_districts(places, self.claims) if of_villages else places
        self.linker = Linker(self.places, topics)
        self.races = RaceReader(document, self.places, self.reader, self.claims)
        self.links: list[tuple[CountClaim, Link]] = []
        self.is_national = False
        self.settled = Settled()

    def run(self) -> list[CandidateCount]:
        """All counts, in order of the text."""
        self.is_national = any(self.races.is_of_country(claim) for claim in self.claims)
        links = self._with_parts(self.linker.link(self.claims))
        self.links = list(zip(self.claims, links, strict=True))
        stated = [*(c.codes for c in self.claims), *(link.codes for link in links)]
        local = (code for codes in stated for code in codes if level_of(code) in LOCAL)
        self.settled = Settled(frozenset(local))
        self.is_national |= any(
            link.in_sentence and link.codes == (COUNTRY,) and claim.count > MOST_PAIRS
            for claim, link in self.links
        )
        counts = self.settled.counts
        for claim, link in self.links:
            if not self._is_stated_again(claim, link) and not self._is_of_headline(claim, link):
                found = self._counts(claim, link)
                counts += [(claim, self._summed(claim, count)) for count in found]
        return wholes(counts, self.races, self.reader)

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
            for before, count in self.settled.counts
        )

    def _summed(self, claim: CountClaim, count: CandidateCount) -> CandidateCount:
        """``count``, of the region that holds those whose counts it sums up: "Kaur 2, Lebong 3, total 5"."""
        sentence = self.document.sentence_of(claim.start)
        parts = [c for other, c in self.settled.counts if other in sentence]
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
            region, election = self.races.settle(claim, code, link, self.settled)
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
        if self.races.is_of_country(claim) or (self.is_national and not link.in_sentence):
            return claim.codes or (COUNTRY,)
        provinces = [code for code in link.codes if level_of(code) == "province"]
        if "spread" in claim.guards and claim.count > 1 and not (link.in_sentence and provinces):
            about = main_region(self.places)
            return (about[:2] if level_of(about) in LOCAL and about else about,)
        many = claim.count > MOST_PAIRS and not link.in_sentence
        if many and any(level_of(code) == "village" for code in link.codes):
            # As many stand in all villages of the kabupaten.
            return tuple(dict.fromkeys(code[:5] for code in link.codes))
        if claim.count > MOST_PAIRS and len(link.codes) > 1:
            return (common(link.codes),)
        if not link.codes and claim.count <= MOST_PAIRS:
            # No race is of an island or of no region: the count is of the region that the article is about.
            return claim.codes or (main_region(self.places),)
        return claim.codes or link.codes or (None,)

    def _is_one_in_each(self, claim: CountClaim, link: Link) -> bool:
        """True for as many pairs as regions are listed after: "tiga paslon mendaftar di A, B dan C"."""
        if "races" in claim.guards:
            # "Daerah dengan tiga paslon: A, B dan C"
            return False
        sentence = self.document.sentence_of(claim.start)
        apart = "apart" in claim.guards
        listed = "listed" in claim.guards
        several = claim.count >= _ONE_IN_EACH or (listed and claim.count > 1)
        is_back = "back" in claim.guards and not (listed and len(link.codes) == claim.count)
        if is_back and claim.count > 1 and len(link.codes) > 1:
            return True
        if len(link.codes) != claim.count or not (several or apart):
            return False
        if claim.count in self.reader.lists.of_each:
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
        stated = {election_in(code) for code in link.codes}
        if claim.election is not None or not stated <= {"bupati", "wali_kota"}:
            return claim
        if len(stated) > 1:
            return replace(claim, guards=claim.guards | {"several"})
        return replace(claim, election=stated.pop())

    def _can_stand_alone(self, claim: CountClaim, count: CandidateCount, link: Link) -> bool:
        """False for talk of sole candidates in general, which is of no single election.

        Neither can a headline without a region above an article about several.
        Several that each stand alone are of several races, which no kabupaten or kota holds.
        """
        if count.count > 1:
            return level_of(count.region_code) not in LOCAL
        headline = self.document.article.headline or ""
        stated = claim.codes or link.in_sentence or not self.places.are_several()
        if claim.end <= len(headline) and not stated:
            return False
        level = level_of(count.region_code)
        if level == "province" and count.election == "gubernur":
            if claim.codes:
                return True
            named = elections.elections_in(self.document, self.document.sentence_of(claim.start))
            of_article = self.races.named == ("gubernur",) and self._is_raced_for(claim, count)
            is_counted = claim.rule.produce != "sole"
            of_race = is_counted and self.races.last_named(claim) == "gubernur"
            of_governor = "gubernur" in named or of_article or of_race
            is_counted_before = any(
                (c.region_code, c.election, c.count) == (count.region_code, "gubernur", 1)
                for _, c in self.settled.counts
            )
            return of_governor and (link.in_sentence or not claim.sole or is_counted_before)
        return level in LOCAL or level == "village"

    def _is_raced_for(self, claim: CountClaim, count: CandidateCount) -> bool:
        """True in the province that the article is about, or whose race the sentence names: "Pilkada Bali"."""
        if count.region_code == main_region(self.places):
            return True
        sentence = self.document.sentence_of(claim.start)
        near = self.places.within(sentence.start, sentence.end)
        races = ends(self.places.signs, "race")
        return any(p.code == count.region_code and p.start in races for p in near)

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
        if level_of(count.region_code) == "province":
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


def find(document: Document) -> list[CandidateCount]:
    """The claims of ``document`` of how many candidates or pairs stand, in order of the text.

    A claim that holds for several regions gives a row for each, all with the same mention.
    """
    forms = forms_in(document)
    return _Finder(document, forms).run() if forms or lists_pairs(document) else []
