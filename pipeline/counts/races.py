"""Which election a count of candidates is of, and the region whose race that is.

The words of a claim come first, then those of its sentence, then the level of government of its region. A count
too large for one race sums up those of a larger region.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

from pipeline.counts.claims import ClaimReader
from pipeline.counts.forms import MOST_PAIRS, CountClaim
from pipeline.focus import elections
from pipeline.focus.centre import LOCAL
from pipeline.focus.country import names_body_of_country
from pipeline.focus.links import Link
from pipeline.focus.main_region import main_region
from pipeline.focus.nesting import is_within
from pipeline.focus.places import Places
from pipeline.regions.gazetteer import gazetteer
from pipeline.types import COUNTRY, CandidateCount, Document, Election, Level, Span

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


def level_of(code: str | None) -> Level | None:
    """The level of government of a region's code, None for no region."""
    return None if code is None else gazetteer()[code].level


def election_in(code: str) -> Election | None:
    """The election of the head of a region, None where none is elected."""
    return elections.BY_LEVEL.get(gazetteer()[code].level)


@cache
def _has_cities(province: str) -> bool:
    """True where a province has a kota, so that not all its local races are of bupati."""
    return any(p.level == "city" and p.province == province for p in gazetteer().places.values())


@cache
def _races(province: str, election: Election | None) -> tuple[str, ...]:
    """The kabupaten, or kota, of a province that elect a head; none for any other election."""
    if election not in {"bupati", "wali_kota"}:
        return ()
    local = (p for p in gazetteer().places.values() if elections.BY_LEVEL.get(p.level) == election)
    return tuple(p.code for p in local if p.province == province)


@cache
def _namesake(province: str, election: Election | None) -> str:
    """The kota or kabupaten of a province that bears its name, where the candidates are of one: "Gorontalo"."""
    name = gazetteer()[province].short
    same = (code for code in _races(province, election) if gazetteer()[code].short == name)
    return next(same, province)


# A count, and the words that claim it.
Counted: TypeAlias = tuple[CountClaim, CandidateCount]


@dataclass
class Settled:
    """What is known of an article's counts so far: each with its claim, and ``local``, where any is linked to.

    ``local`` are codes of kabupaten and kota.
    """

    local: frozenset[str] = frozenset()
    counts: list[Counted] = field(default_factory=list)

    def election_before(self, code: str) -> Election | None:
        """The election that the last count of a region was of."""
        stated = (c.election for _, c in reversed(self.counts) if c.region_code == code)
        return next(stated, None)


class RaceReader:
    """Tells of the claims of one document which race each counts the candidates of."""

    def __init__(
        self,
        document: Document,
        places: Places,
        reader: ClaimReader,
        claims: Sequence[CountClaim],
    ) -> None:
        self.document = document
        self.text = document.text
        self.reader = reader
        self.places = places
        self.claims = claims
        self.named = elections.elections_named(document)

    def settle(
        self, claim: CountClaim, code: str | None, link: Link, settled: Settled
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
            return (code[:2] if code is not None and level_of(code) in LOCAL else code), None
        stated = self.stated(claim) or self._presidential(claim, link)
        if stated == "presiden":
            return COUNTRY, stated
        if stated == "gubernur" and code == COUNTRY and not link.in_sentence:
            code = self._province_before(claim)
        if self._is_too_many(claim, stated, code):
            return self._sum_of(code, claim), stated
        election = stated or self._of_region(claim, code, link, settled)
        if code is not None and level_of(code) == "province" and claim.count <= MOST_PAIRS:
            code = self._race_in(code, claim, election)
        level = level_of(code)
        if level in LOCAL and election in {"bupati", "wali_kota"}:
            election = elections.BY_LEVEL[level]
        of_province = election == "gubernur" or self.reader.is_of_senators(claim)
        if of_province and code is not None:
            code = self._province_of(code)
        return code, election

    def stated(self, claim: CountClaim) -> Election | None:
        """The election that the claim's own words name: "tiga pasangan calon bupati"."""
        if claim.election is not None or "several" in claim.guards:
            return claim.election
        following = (other.start for other in self.claims if other.start > claim.start)
        end = min(self.places.clauses.item_end(claim), next(following, len(self.text)))
        end = self.reader.end_of_naming(claim.end, end)
        named = elections.elections_in(self.document, Span(claim.start, end))
        if not named and self.text[: claim.start].endswith(": "):
            start = self.document.sentence_of(claim.start).start
            named = elections.elections_in(self.document, Span(start, claim.start))
        if not named and claim.holder is not None:
            return self.stated(claim.holder)
        return named[0] if named else None

    def _presidential(self, claim: CountClaim, link: Link) -> Election | None:
        """The election of a president, where the sentence or the article is about nothing else."""
        near = elections.elections_in(self.document, self.document.sentence_of(claim.start))
        only = near or (() if link.in_sentence else self.named)
        return "presiden" if only == ("presiden",) else None

    def _is_too_many(self, claim: CountClaim, stated: Election | None, code: str | None) -> bool:
        """True for a count that no single race can have, so that it sums up the races of a larger region."""
        of_heads = "several" in claim.guards or stated in {"bupati", "wali_kota"}
        most = MOST_PAIRS if claim.unit == "pasangan_calon" else 2 * MOST_PAIRS
        if claim.count <= most or (claim.unit == "calon" and not of_heads):
            return False
        return level_of(code) in LOCAL or (level_of(code) == "province" and stated == "gubernur")

    def _sum_of(self, code: str | None, claim: CountClaim) -> str:
        """The region whose races a large count sums up: of the sentence or article, if larger, else the country.

        An article that hardly names regions of other provinces is about its own.
        """
        sentence = self.document.sentence_of(claim.start)
        near = self.places.within(sentence.start, sentence.end)
        above = [p.code for p in near if code is not None and is_within(code, p.code)]
        if above:
            return above[0]
        about = main_region(self.places)
        named = Counter(place.code[:2] for place in self.places.coarse)
        province, times = named.most_common(1)[0] if named else (about, 0)
        is_of_one = times >= _NEARLY_ALL * named.total()
        if is_of_one and not names_body_of_country(self.places, sentence):
            about = province
        return about if about and level_of(about) == "province" and about != code else COUNTRY

    def _province_before(self, claim: CountClaim) -> str:
        """The province named last before the claim of a few pairs of governors, who stand in one."""
        before = [p.code for p in self.places.all if p.level == "province" and p.end <= claim.start]
        few = claim.count <= _MOST_PAIRS_OF_PROVINCE
        return before[-1] if few and before else COUNTRY

    def _of_region(
        self, claim: CountClaim, code: str | None, link: Link, settled: Settled
    ) -> Election | None:
        """The election that a region's level implies, unless the article speaks of others only."""
        level = level_of(code)
        if level == "province" and claim.sole and claim.codes:
            # In a list of races a province is one of them.
            return "gubernur"
        of_level = None if level in LOCAL else self._stated_level(claim, level)
        if of_level is not None:
            return of_level
        near = elections.elections_in(self.document, self.document.sentence_of(claim.start))
        if self._is_of_persons(claim, level):
            election = elections.election_at(self.document, claim.start)
            of_heads = election not in {"legislatif", "kepala_desa"}
            if level == "country" and of_heads:
                return near[0] if len(near) == 1 else None
            if level not in LOCAL or election not in {"gubernur", "presiden"}:
                return election
        if code is None or level == "country":
            if near:
                only = near[0] if len(near) == 1 else None
                return only if only not in {"bupati", "wali_kota"} else None
            return "presiden" if self.named == ("presiden",) else None
        if level in LOCAL:
            return self._of_local(claim, code, link, settled)
        if level == "province":
            return self._of_province(claim, code)
        return election_in(code)

    def _is_of_persons(self, claim: CountClaim, level: Level | None) -> bool:
        """True for single candidates of an election that the article names, who are not said to run for a head."""
        of_senate = level == "province" and "route" in claim.guards and not self.reader.of_persons
        of_heads = self.reader.is_of_heads(claim) or of_senate
        return claim.unit == "calon" and bool(self.named) and not of_heads

    def _of_local(
        self, claim: CountClaim, code: str, link: Link, settled: Settled
    ) -> Election | None:
        """The election of a kabupaten or kota, or of the governor whose voters are counted by kabupaten."""
        near = elections.elections_in(self.document, self.document.sentence_of(claim.start))
        last_named = self.last_named(claim)
        is_elsewhere = (link.in_sentence or self._is_set_out_for(claim, code)) and (
            code != main_region(self.places) or len(settled.local) > 1
        )
        stated = (last_named,) if last_named else near or (() if is_elsewhere else self.named)
        if set(stated) == {"gubernur"} and not (claim.sole and claim.codes):
            return (None if near else settled.election_before(code)) or "gubernur"
        return election_in(code)

    def _is_set_out_for(self, claim: CountClaim, code: str) -> bool:
        """True where the sentence before a claim names its region alone: "Di Kaur lain lagi. Lima paslon"."""
        before = self.document.sentence_before(self.document.sentence_of(claim.start).start)
        return {p.code for p in self.places.within(before.start, before.end)} == {code}

    def _of_province(self, claim: CountClaim, province: str) -> Election | None:
        """The election of a governor, or of the local races that are summed up: None for those of all levels."""
        last_named = self.last_named(claim)
        if last_named == "gubernur" and self.is_of_one_race(claim):
            return last_named
        is_of_governor = "gubernur" in self.named
        is_large = claim.count > _MOST_PAIRS_OF_PROVINCE
        if self.reader.is_of_heads(claim) and (is_large or not is_of_governor):
            return None
        sentence = self.document.sentence_of(claim.start)
        before = elections.elections_in(self.document, Span(0, sentence.end))
        stated = before if is_of_governor else self.named
        local = [e for e in stated if e in {"bupati", "wali_kota"}]
        several_alone = claim.sole and claim.count > 1
        is_of_large = is_large or self.reader.whole_of(claim) > _MOST_PAIRS_OF_PROVINCE
        is_sum = several_alone or "spread" in claim.guards or is_of_large
        if not is_sum and (is_of_governor or not local):
            return "gubernur"
        if not stated and not _has_cities(province):
            return "bupati"
        # No province has races of its cities alone.
        of_cities = is_sum and local == ["wali_kota"]
        near = elections.elections_in(self.document, sentence)
        of_all = is_large and "gubernur" in near
        of_both = several_alone or of_cities or of_all or claim.guards & {"both", "over_both"}
        return local[0] if len(local) == 1 and not of_both else None

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

    def last_named(self, claim: CountClaim) -> Election | None:
        """The election that the sentence names last before a claim, or in its clause: "tiga di Pilkada Kaur"."""
        start = self.document.sentence_of(claim.start).start
        before = elections.last_in(self.document, Span(start, claim.start))
        clause = Span(claim.start, self.places.clauses.item_end(claim))
        return before or elections.last_in(self.document, clause)

    def _race_in(self, province: str, claim: CountClaim, election: Election | None) -> str:
        """Where in a province the one race of a few pairs is: what the article is about, or its namesake."""
        about = main_region(self.places, self.document.sentence_of(claim.start).end)
        level = level_of(about)
        is_of_one = level in LOCAL and elections.BY_LEVEL[level] == election
        is_listed = bool(claim.guards & {"listed", "spread", "both", "over_both"})
        of_several = is_listed or self.reader.whole_of(claim) > _MOST_PAIRS_OF_PROVINCE
        if about is not None and is_within(about, province) and is_of_one and not of_several:
            return about
        return province if self._is_summed_beside(claim) else _namesake(province, election)

    def _is_summed_beside(self, claim: CountClaim) -> bool:
        """True beside a claim of another election: "24 paslon bupati dan enam paslon wali kota"."""
        sentence = self.document.sentence_of(claim.start)
        stated = {self.stated(other) for other in self.claims if other in sentence}
        return len(stated - {None}) > 1

    def _province_of(self, code: str) -> str:
        """The province of a region, or the only one that the article names: it may since have been divided."""
        named = {place.code for place in self.places.all if place.level == "province"}
        return named.pop() if len(named) == 1 and level_of(code) in LOCAL else code[:2]

    def is_of_one_race(self, claim: CountClaim) -> bool:
        """True for few candidates who are not said of several regions."""
        several = {"listed", "spread", "both", "over_both", "regions", "races", "independent"}
        return claim.count <= _MOST_PAIRS_OF_PROVINCE and not (claim.sole or claim.guards & several)

    def is_of_country(self, claim: CountClaim) -> bool:
        """True for more pairs than a province has, so that the article counts those of the country."""
        if claim.unit != "pasangan_calon":
            return False
        provinces = self.places.provinces
        only = next(iter(provinces)) if len(provinces) == 1 else None
        races = len(_races(only, self.stated(claim))) if only is not None else 0
        return claim.count > (MOST_PAIRS * races or _MOST_PAIRS_IN_PROVINCE)
