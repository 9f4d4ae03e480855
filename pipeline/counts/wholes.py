"""Which counts of an article stand for themselves, and which are parts of a larger one or sum up several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.counts.claims import ClaimReader
from pipeline.counts.forms import MOST_SEATS, CountClaim
from pipeline.counts.races import Counted, RaceReader, level_of
from pipeline.focus.centre import LOCAL
from pipeline.types import CandidateCount, Election

# A list of candidates for a parliament has more than this many times those of any part mentioned in words.
_PARTS_IN_LIST = 4


def wholes(
    counts: Sequence[Counted], races: RaceReader, reader: ClaimReader
) -> list[CandidateCount]:
    """The counts that stand for themselves, each with the election that the others say it is of."""
    return _Wholes(counts, races, reader).find()


class _Wholes:
    """Compares the counts of one document with each other."""

    def __init__(self, counts: Sequence[Counted], races: RaceReader, reader: ClaimReader) -> None:
        self.counts = counts
        self.document = reader.document
        self.races = races
        self.reader = reader

    def find(self) -> list[CandidateCount]:
        """The rows, in order of the text."""
        return self._without_parts(self._of_one_level(self._without_governors()))

    def _without_governors(self) -> list[Counted]:
        """The counts, in which those of a province that sum up its local races are not of its governor.

        They have no election instead. Where the article names a race of governors, they stay as they are.
        """
        summed: set[str | None] = set()
        if "gubernur" not in self.races.named:
            summed |= {c.region_code for _, c in self.counts if c.election is None}
            codes = (c.region_code for _, c in self.counts)
            summed |= {code[:2] for code in codes if code is not None and level_of(code) in LOCAL}

        def is_sum(claim: CountClaim, count: CandidateCount) -> bool:
            """True for a count of local races that the words do not say to be of governors."""
            is_stated = bool(claim.guards & {"of_provinces", "over_provinces"} or claim.codes)
            of_governor = self.races.last_named(claim) == "gubernur"
            is_stated |= of_governor and self.races.is_of_one_race(claim)
            return count.election == "gubernur" and count.region_code in summed and not is_stated

        return [
            (claim, replace(c, election=None))
            if is_sum(claim, c) or self._is_said_of_all(claim, c)
            else (claim, c)
            for claim, c in self.counts
        ]

    def _is_said_of_all(self, claim: CountClaim, count: CandidateCount) -> bool:
        """True where as many are said of the races of all levels elsewhere, and the words name none of them."""
        same = (count.region_code, count.count)
        of_all = any(
            (c.region_code, c.count) == same and c.election is None and self._is_general(other)
            for other, c in self.counts
        )
        return of_all and self.races.stated(claim) is None

    def _is_general(self, claim: CountClaim) -> bool:
        """True for candidates of no level named: "46 paslon kepala daerah", "8 paslon di 6 daerah"."""
        return "spread" in claim.guards or self.reader.is_of_heads(claim)

    def _of_one_level(self, counts: Sequence[Counted]) -> list[Counted]:
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
            if level_of(c.region_code) == "province" and c.election in {"bupati", "wali_kota"}
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

    def _without_parts(self, counts: Sequence[Counted]) -> list[CandidateCount]:
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
        counts: Sequence[Counted],
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
        if level_of(count.region_code) in LOCAL and count.count <= MOST_SEATS:
            return True
        race = (count.region_code, count.election)
        return any(
            (c.region_code, c.election) == race and c.count > _PARTS_IN_LIST * count.count
            for _, c in counts
        )
