"""Claims of how many candidates or pairs stand in a region.

A number with a unit ("tiga pasangan calon") is a claim unless the words around it make it a condition, a
party's choice or a part of the whole; a sole candidate or an empty box on the ballot is the claim of one.
The forms stand in ``rules/candidate_counts.toml``, the words around them in ``candidate_guards.toml`` and
``candidate_stages.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline import elections, numbers
from pipeline.gazetteer import gazetteer
from pipeline.linking import COARSE, Link, Linker, Place
from pipeline.rules import Production, Rule, load_ruleset
from pipeline.types import (
    COUNTRY,
    CandidateCount,
    CountUnit,
    Document,
    Election,
    Level,
    Span,
    Stage,
)

RULES = "candidate_counts"
STAGES = "candidate_stages"
GUARDS = "candidate_guards"

_LOCAL: frozenset[Level | None] = frozenset({"regency", "city"})
_MOST_PAIRS = 12
_LONGEST_NUMBER = 20


@dataclass(frozen=True, slots=True, eq=False)
class Claim(Span):
    """A count of candidates as the words give it, before it is known where and for which election.

    ``number`` is where the number itself begins; ``guards`` are the kinds of guard around it.
    """

    rule: Rule
    count: int
    unit: CountUnit
    number: int
    sole: bool = False
    part: bool = False
    codes: tuple[str, ...] = ()
    guards: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class StageWord:
    """Words that tell at which stage candidates are."""

    start: int
    end: int
    rule_id: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Guard:
    """Words around a count that bear on whether it is a claim (the rule file explains the kinds)."""

    start: int
    end: int
    rule_id: str
    kind: str


# Productions.


def _whole(text: str) -> int | None:
    value = numbers.value_of(" ".join(text.split()))
    return int(value) if value is not None and value == int(value) and value > 0 else None


def _claim(rule: Rule, match: re.Match[str]) -> Claim | None:
    count = rule.values.get("count") or _whole(match["count"])
    if count is None:
        return None
    return Claim(match.start(), match.end(), rule, count, rule.values["unit"], match.start())


def _total_behind(rule: Rule, match: re.Match[str]) -> Claim | None:
    count = _whole(match["count"])
    word_before = match.string[max(0, match.start() - _LONGEST_NUMBER) : match.start()].split()[-1:]
    if count is None or any(numbers.value_of(word) is not None for word in word_before):
        return None
    unit: CountUnit = "pasangan_calon" if "pas" in match["unit"].casefold() else "calon"
    return Claim(match.start(), match.end(), rule, count, unit, match.start("count"))


def _part_of(rule: Rule, match: re.Match[str]) -> Claim | None:
    claim = _claim(rule, match)
    return None if claim is None or claim.count == 1 else replace(claim, part=True)


def _sole(rule: Rule, match: re.Match[str]) -> Claim | None:
    count = _whole(match.groupdict().get("count") or "1")
    if count is None:
        return None
    unit: CountUnit = rule.values["unit"]
    return Claim(match.start(), match.end(), rule, count, unit, match.start(), sole=True)


def _nothing(_rule: Rule, _match: re.Match[str]) -> Claim | None:
    """For forms that count only behind a region (see :meth:`_Finder._elliptic`)."""
    return None


_PRODUCTIONS: Mapping[str, Production[Claim]] = {
    "claim": _claim,
    "total_behind": _total_behind,
    "part_of": _part_of,
    "sole": _sole,
    "elliptic": _nothing,
}


def _stage_word(rule: Rule, match: re.Match[str]) -> StageWord:
    return StageWord(*match.span(), rule.id, rule.values["stage"])


_STAGES: Mapping[str, Production[StageWord]] = {"stage": _stage_word}


class _Finder:
    """Finds the counts of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.linker = Linker(document, COARSE | {"country"})
        self.rules = load_ruleset(RULES, numbers.RULES)
        self.claims: list[Claim] = []

    def run(self) -> list[CandidateCount]:
        """All counts, in order of the text."""
        found = self.rules.find(self.text, _PRODUCTIONS)
        claims = [replace(claim, guards=self._guards(claim)) for claim in found]
        claims = [claim for claim in claims if not self._is_guarded(claim)]
        claims = self._with_sole_marked(claims)
        claims = [listed for claim in claims if (listed := self._for_listed(claim)) is not None]
        self.claims = sorted([*claims, *self._elliptic(claims)])
        links = self.linker.link(self.claims)
        counts = [
            (claim, count)
            for claim, link in zip(self.claims, links, strict=True)
            for count in self._counts(claim, link)
        ]
        return self._without_parts(counts)

    # Is it a claim?

    def _is_guarded(self, claim: Claim) -> bool:
        """True where the words before or behind say that this is no claim of how many stand."""
        kinds = claim.guards
        if claim.sole:
            return bool(kinds & {"supposed", "part"})
        if claim.part:
            return bool(kinds & {"supposed", "elected"}) or self._stage(claim) == "contesting"
        if claim.count == 1 and not self._is_stated_singly(claim):
            return True
        if claim.unit == "calon" and "counted" not in kinds and not self._stages(claim):
            return True
        return bool(kinds & {"supposed", "backed", "elected", "part"})

    def _guards(self, claim: Claim) -> frozenset[str]:
        """The kinds of guard in the sentence before the number and behind the claim (see the rule file)."""
        sentence = self.document.sentence_of(claim.start)
        sides = {
            "before": self.text[sentence.start : claim.number],
            "behind": self.text[claim.end : sentence.end],
        }
        lowered = {side: words.lower() for side, words in sides.items()}
        return frozenset(
            compiled.rule.values["kind"]
            for compiled in load_ruleset(GUARDS, numbers.RULES).rules
            for side in (compiled.rule.values["side"],)
            if any(compiled.matches(sides[side], lowered[side]))
        )

    def _is_stated_singly(self, claim: Claim) -> bool:
        """True where "satu pasangan calon" counts ("hanya satu", "Kaur satu"), and does not mean "a pair"."""
        if "singly" in claim.guards or self._stage(claim) == "rejected":
            return True
        return any(place.end <= claim.start <= place.end + 3 for place in self.linker.places)

    def _stages(self, claim: Claim) -> list[StageWord]:
        """The words of the sentence that tell a stage."""
        sentence = self.document.sentence_of(claim.start)
        return load_ruleset(STAGES).find(sentence.of(self.text), _STAGES)

    def _stage(self, claim: Claim) -> Stage:
        """The stage that the nearest word of the sentence tells; within the claim's own words first."""
        words = self._stages(claim)
        offset = self.document.sentence_of(claim.start).start
        start, end = claim.start - offset, claim.end - offset

        def distance(word: StageWord) -> int:
            return max(word.start - end, start - word.end, 0)

        nearest = min(words, key=distance, default=None)
        return nearest.stage if nearest is not None else "contesting"

    # Sole candidates.

    def _with_sole_marked(self, claims: Sequence[Claim]) -> list[Claim]:
        """``claims`` with "melawan kotak kosong" merged into the count that it speaks of."""
        kept = [claim for claim in claims if not claim.sole]
        for sole in (claim for claim in claims if claim.sole):
            sentence = self.document.sentence_of(sole.start)
            same = [c for c in kept if c in sentence and self._is_count_of(c, sole)]
            if same:
                kept = [replace(c, sole=True) if c is same[-1] else c for c in kept]
            else:
                kept.append(sole)
        return kept

    def _is_count_of(self, claim: Claim, sole: Claim) -> bool:
        """True where ``claim`` counts the candidates that ``sole`` says stand alone."""
        if claim.count == 1:
            return True
        return (
            claim.end <= sole.start <= self.linker.item_end(claim) and "supposed" not in sole.guards
        )

    def _for_listed(self, claim: Claim) -> Claim | None:
        """A sole claim made for each region of the list behind it: "tujuh daerah dengan calon tunggal, yaitu".

        A number of regions that are not listed is no claim.
        """
        if claim.count > 1 or not (claim.sole or "only" in claim.guards):
            return claim
        sentence = self.document.sentence_of(claim.start)
        if any(p.level in _LOCAL for p in self.linker.within(sentence.start, claim.start)):
            return claim
        listed = [p.code for p in self.linker.within(claim.end, sentence.end) if p.level in _LOCAL]
        codes = tuple(dict.fromkeys(listed))
        if "regions" not in claim.guards and len(codes) < 2:
            return claim
        return replace(claim, sole=True, codes=codes) if codes else None

    # Lists in which only one item names the unit.

    def _elliptic(self, claims: Sequence[Claim]) -> Iterator[Claim]:
        """ "Kaur dua, Lebong tiga dan Seluma empat pasangan calon": the counts without a unit."""
        forms = [c for c in self.rules.rules if c.rule.produce == "elliptic"]
        told = [claim for claim in claims if not claim.sole and not claim.codes]
        for sentence in dict.fromkeys(self.document.sentence_of(c.start) for c in told):
            for place in self.linker.within(sentence.start, sentence.end):
                if place.level not in _LOCAL:
                    continue
                for compiled in forms:
                    offset, words = self._beside(place, sentence, compiled.rule.values["side"])
                    match = compiled.pattern.search(words)
                    count = _whole(match["count"]) if match else None
                    if match is None or count is None:
                        continue
                    span = Span(*(offset + position for position in match.span("count")))
                    if not any(span.overlaps(claim) for claim in claims):
                        codes = (place.code,)
                        yield Claim(
                            *(span.start, span.end),
                            compiled.rule,
                            count,
                            told[0].unit,
                            span.start,
                            codes=codes,
                        )

    def _beside(self, place: Place, sentence: Span, side: str) -> tuple[int, str]:
        """The words of the sentence on one side of a place, with the offset at which they begin."""
        if side == "before":
            return sentence.start, self.text[sentence.start : place.start]
        return place.end, self.text[place.end : sentence.end]

    # Where, and for which election.

    def _counts(self, claim: Claim, link: Link) -> Iterator[CandidateCount]:
        stage = self._stage(claim)
        for code in claim.codes or link.codes or (None,):
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
            if not claim.sole or self._can_stand_alone(count, link):
                yield count

    def _can_stand_alone(self, count: CandidateCount, link: Link) -> bool:
        """False for talk of sole candidates in general, which is of no single election."""
        if count.count > 1:
            return True
        level = self._level(count.region_code)
        return level in _LOCAL or (
            level == "province" and count.election == "gubernur" and link.in_sentence
        )

    def _level(self, code: str | None) -> Level | None:
        return None if code is None else gazetteer()[code].level

    def _election(
        self, claim: Claim, code: str | None, link: Link
    ) -> tuple[str | None, Election | None]:
        """The region and the election of a claim: what its own words say, else what the region's level says.

        A governor is elected by the whole province, a president by the country, and no region has dozens of
        pairs of its own: the region moves up where the words say so.
        """
        told = self._told_election(claim)
        if told == "presiden":
            return COUNTRY, told
        if self._is_too_many(claim, told, code):
            return self._sum_of(code), told
        election = told or self._election_of_region(claim, code, link)
        if election == "gubernur" and code is not None:
            code = code[:2]
        return code, election

    def _told_election(self, claim: Claim) -> Election | None:
        """The election that the claim's own words name: "tiga pasangan calon bupati"."""
        following = (other.start for other in self.claims if other.start > claim.start)
        end = min(self.linker.item_end(claim), next(following, len(self.text)))
        named = elections.elections_in(self.document, Span(claim.start, end))
        return named[0] if named else None

    def _sum_of(self, code: str | None) -> str:
        """The region whose races a large count sums up: the article's own, if larger, else the country."""
        about = self.linker.about()
        return (
            about
            if about is not None and self._level(about) == "province" and about != code
            else COUNTRY
        )

    def _is_too_many(self, claim: Claim, told: Election | None, code: str | None) -> bool:
        """True for a count that no single race can have, so that it sums up the races of a larger region."""
        if claim.unit != "pasangan_calon" or claim.count <= _MOST_PAIRS:
            return False
        return self._level(code) in _LOCAL or (
            self._level(code) == "province" and told == "gubernur"
        )

    def _election_of_region(self, claim: Claim, code: str | None, link: Link) -> Election | None:
        """The election that a region's level implies, unless the article speaks of others only."""
        level = self._level(code)
        sentence = self.document.sentence_of(claim.start)
        near = elections.elections_in(self.document, sentence)
        everywhere = elections.elections_in(self.document, Span(0, len(self.text)))
        if claim.unit == "calon" and near:
            return elections.election_at(self.document, claim.start)
        if level in _LOCAL and set(near or (() if link.in_sentence else everywhere)) == {
            "gubernur"
        }:
            return "gubernur"
        if level == "province" and everywhere and "gubernur" not in everywhere:
            local = [e for e in everywhere if e in {"bupati", "wali_kota"}]
            return local[0] if len(local) == 1 else None
        if level == "country" or level is None:
            told = near or everywhere
            return told[0] if len(told) == 1 and told[0] not in {"bupati", "wali_kota"} else None
        return elections.BY_LEVEL.get(level)

    # The whole and its parts.

    def _without_parts(
        self, counts: Sequence[tuple[Claim, CandidateCount]]
    ) -> list[CandidateCount]:
        """The counts without parts of a larger count of the same race, each claim of a sentence once.

        "Hanya satu pasangan calon" stands alone on the ballot where no larger count contradicts it.
        """
        told: dict[tuple[str | None, int], Election] = {}
        for _, count in counts:
            if count.election is not None:
                told.setdefault((count.region_code, count.count), count.election)
        most: dict[tuple[str | None, Election | None], int] = {}
        for _, count in counts:
            race = (count.region_code, count.election)
            most[race] = max(most.get(race, 0), count.count)
        kept: dict[tuple[object, ...], CandidateCount] = {}
        for claim, count in counts:
            smaller = count.count < most[count.region_code, count.election]
            if smaller and "route" in claim.guards:
                continue
            alone = count.count == 1 and "only" in claim.guards and not smaller
            row = replace(
                count,
                election=count.election or told.get((count.region_code, count.count)),
                uncontested=count.uncontested or (alone and count.stage != "rejected"),
            )
            sentence = self.document.sentence_of(count.start)
            key = (sentence, row.region_code, row.election, row.count, row.uncontested)
            kept.setdefault(key, row)
        return list(kept.values())


def stages(document: Document) -> list[StageWord]:
    """The words of ``document`` that tell at which stage candidates are."""
    return load_ruleset(STAGES).find(document.text, _STAGES)


def guards(document: Document) -> list[Guard]:
    """The words that stand before or behind a count, where ``document`` is nothing but those words."""
    return [
        Guard(*match.span(), compiled.rule.id, compiled.rule.values["kind"])
        for compiled in load_ruleset(GUARDS, numbers.RULES).rules
        for match in compiled.matches(document.text, document.text.lower())
    ]


def find(document: Document) -> list[CandidateCount]:
    """The claims of ``document`` of how many candidates or pairs stand, in order of the text.

    A claim that holds for several regions gives a row for each, all with the same mention.
    """
    return _Finder(document).run()
