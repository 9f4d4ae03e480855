"""What an article says of how many candidates stand, before it is known where.

A number with a unit ("tiga pasangan calon") is a claim unless the words around it make it a condition, a
party's choice or a part of the whole; a sole candidate or an empty box on the ballot is the claim of one. Which
forms there are is stated in :mod:`pipeline.counts.forms`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, groupby

from pipeline.counts.forms import (
    GUARD_RULES,
    MOST_PAIRS,
    CountClaim,
    StageWord,
    ruleset,
    stages_in,
    whole_number,
)
from pipeline.counts.listed import ListReader, are_near
from pipeline.focus.centre import LOCAL
from pipeline.focus.elections import elections_in, elections_named
from pipeline.focus.places import Places
from pipeline.matching.rules import load_ruleset
from pipeline.types import CandidateStage, CountUnit, Document, Span

_WITHIN_CLAUSE = 60
_RIGHT_BEFORE = 30


class ClaimReader:
    """Tells which forms of one document are claims, and what their words say of them."""

    def __init__(self, document: Document, places: Places) -> None:
        self.document = document
        self.text = document.text
        self.places = places
        named = elections_named(document)
        # True where nobody stands in pairs.
        self.of_persons = bool(named) and set(named) <= {"legislatif", "kepala_desa"}
        # True where those who stand ask a party to back them.
        self.of_party = ruleset().contexts.taken_in.search(self.text) is not None
        self.of_race = ruleset().contexts.race.search(self.text) is not None
        self.is_extended = ruleset().contexts.extended.search(self.text) is not None
        self.lists = ListReader(document, places)

    def read(self, forms: Sequence[CountClaim]) -> list[CountClaim]:
        """The claims among ``forms`` and beside them, in order of the text."""
        claims = [replace(claim, guards=self._guards(claim)) for claim in forms]
        claims = list(self._without_taken_in(claims))
        claims = [claim for claim in claims if not self._is_guarded(claim)]
        claims = list(self._held(claims))
        claims = self._with_sole_marked(claims)
        return self.lists.read(claims)

    def _without_taken_in(self, claims: Sequence[CountClaim]) -> Iterator[CountClaim]:
        """``claims`` without repeated or partial counts of those who ask a party to back them.

        Pairs are put up by parties, so that it is single candidates who ask.
        """
        taken_in = {(claim.count, claim.unit) for claim in claims if "intake" in claim.guards}
        for _, group in groupby(claims, lambda c: self.document.sentence_of(c.start)):
            stated = [
                claim
                for claim in group
                if (claim.count, claim.unit) not in taken_in
                and not (
                    self.of_party and claim.unit == "calon" and "contested" not in claim.guards
                )
            ]
            parts = Counter[CountUnit]()
            for claim in stated:
                parts[claim.unit] += claim.count
            yield from (c for c in stated if (parts[c.unit], c.unit) not in taken_in)

    def _held(self, claims: Sequence[CountClaim]) -> Iterator[CountClaim]:
        """``claims`` with those beside another only where that other is; its unit is theirs.

        Without a unit of its own a number counts a part of the candidates, or at most a race's. Persons who
        stand for a parliament or a village need no other claim where their sentence names them.
        """
        others = [claim for claim in claims if not claim.beside]
        for claim in claims:
            holder = self._holder(claim, others) if claim.beside else None
            if not claim.beside:
                yield claim
            elif holder is None:
                if claim.people and self.of_persons and self._names_candidates(claim):
                    yield replace(claim, unit="calon")
            elif (
                claim.election
                or (claim.people and self.of_persons)
                or self.is_whole(claim)
                or claim.count < max(holder.count, MOST_PAIRS)
            ):
                # Those who stand without a party do so in part as well.
                guards = claim.guards | (holder.guards & {"independent"})
                yield replace(claim, unit=holder.unit, holder=holder, guards=guards)

    def _names_candidates(self, claim: CountClaim) -> bool:
        """True in a sentence that names those who stand: "calon anggota DPD yang mendaftar 31 orang"."""
        sentence = self.document.sentence_of(claim.start)
        return ruleset().contexts.named.search(self.text, sentence.start, sentence.end) is not None

    def _holder(self, claim: CountClaim, others: Sequence[CountClaim]) -> CountClaim | None:
        """The claim beside which ``claim`` counts: the last of its sentence, for a stage one of the next ones."""
        sentence = self.document.sentence_of(claim.start)
        inside = next((other for other in reversed(others) if other in sentence), None)
        if claim.rule.produce not in {"staged", "constituency"}:
            return inside
        near = (other for other in others if are_near(self.document, claim, other))
        holder = inside or next(near, None)
        of_regions = holder is not None and holder.guards & {"races", "regions"}
        return None if of_regions else holder

    # Is it a claim?

    def _is_guarded(self, claim: CountClaim) -> bool:
        """True where the words before or after say that this is no claim of how many stand."""
        kinds = claim.guards
        if claim.sole:
            return bool(kinds & {"supposed", "likely", "part", "others"})
        if claim.part:
            return bool(kinds & {"supposed", "elected"}) or self.stage(claim) == "contesting"
        if claim.count == 1 and ("likely" in kinds or not self._is_stated_singly(claim)):
            return True
        counted = (
            bool(kinds & {"counted", "route", "contested"})
            or claim.rule.produce == "contend"
            or self._is_in_region(claim)
            or self._is_staged(claim)
            or self._is_of_post_in_region(claim)
            or claim.rule.values.get("counted", False)
            # So many stand for no one seat: they are those of all villages or seats.
            or (self.of_persons and claim.count > MOST_PAIRS)
        )
        in_race = self.of_race and "stated" in kinds and 1 < claim.count <= MOST_PAIRS
        if self._lacks_race(claim) and not in_race and not (self.of_persons and counted):
            return True
        if claim.unit == "calon" and claim.count <= MOST_PAIRS and not (counted or in_race):
            return True
        if kinds & {"supposed", "backed", "elected"}:
            return True
        # "428 calon lainnya tidak memenuhi syarat" are all of those who failed.
        return "part" in kinds or ("others" in kinds and not self._is_rejected(claim))

    def _guards(self, claim: CountClaim) -> frozenset[str]:
        """The kinds of guard in the sentence before the number and after the claim (see the rule file).

        The posts that those counted stand for may come between: "dua paslon bupati lainnya".
        """
        sentence = self.document.sentence_of(claim.start)
        before = self.text[sentence.start : claim.number]
        sides = {"before": before, "after": self.text[claim.end : sentence.end]}
        kinds = _kinds_of_guards(sides)
        end_of_posts = self._end_of_posts(claim)
        if end_of_posts > claim.end:
            after_posts = _kinds_of_guards({"after": self.text[end_of_posts : sentence.end]})
            # Several are named by the posts themselves.
            kinds |= after_posts - {"several"}
        if ruleset().contexts.several_posts.search(self.text, claim.start, claim.number):
            kinds.add("several")
        if "so_far" in kinds:
            kinds.add("only" if self.is_extended else "not_only")
        return frozenset(kinds)

    def _lacks_race(self, claim: CountClaim) -> bool:
        """True for words that count only those who stand in a race, where none is named."""
        needs_race = claim.rule.values.get("contested", False)
        is_named = claim.guards & {"contested", "races"} or self._is_right_after_region(claim)
        return needs_race and not is_named

    def _is_stated_singly(self, claim: CountClaim) -> bool:
        """True where "satu pasangan calon" counts ("hanya satu", "Kaur satu"), and does not mean "a pair"."""
        if claim.guards & {"singly", "only", "races"} or self._is_rejected(claim):
            return True
        return any(place.end <= claim.start <= place.end + 3 for place in self.places.all)

    def _is_in_region(self, claim: CountClaim) -> bool:
        """True where a region has as many candidates: a village, or "Kaur dengan tiga cabup"."""
        sentence = self.document.sentence_of(claim.start)
        if any(p.level == "village" for p in self.places.within(sentence.start, sentence.end)):
            return True
        return self._is_right_after_region(claim)

    def _is_right_after_region(self, claim: CountClaim) -> bool:
        """True for "Kaur dengan tiga kandidat" and "Kaur (tiga kandidat)"."""
        sentence = self.document.sentence_of(claim.start)
        before = self.places.within(sentence.start, claim.start)
        between = self.text[before[-1].end : claim.start] if before else ""
        return ruleset().contexts.in_region.fullmatch(between) is not None

    def _is_of_post_in_region(self, claim: CountClaim) -> bool:
        """True where a region stands right after the post: "dua calon bupati Kaur"."""
        named = elections_in(self.document, Span(claim.start, claim.end))
        return bool(named) and any(p.start == claim.end + 1 for p in self.places.all)

    def _is_rejected(self, claim: CountClaim) -> bool:
        """True where the candidates counted failed, be they still would-be ones ("satu bakal paslon ditolak")."""
        offset = self.document.sentence_of(claim.start).start
        start, end = claim.start - offset, claim.end - offset
        return self.stage(claim) == "rejected" or any(
            word.stage == "rejected"
            and (0 <= word.start - end <= _WITHIN_CLAUSE or 0 <= start - word.end <= _RIGHT_BEFORE)
            for word in self._stages(claim)
        )

    def _is_staged(self, claim: CountClaim) -> bool:
        """True where the sentence tells a stage beside the claim's own words ("bakal calon")."""
        start = self.document.sentence_of(claim.start).start
        return any(
            word.end + start <= claim.start or word.start + start >= claim.end
            for word in self._stages(claim)
        )

    def is_of_heads(self, claim: CountClaim) -> bool:
        """True for candidates for the heads of regions of any level: "81 calon kepala daerah"."""
        inside = ruleset().contexts.heads.search(self.text, claim.start, claim.end)
        after = ruleset().contexts.heads_after.match(self.text, claim.end)
        return inside is not None or after is not None

    def end_of_naming(self, start: int, end: int) -> int:
        """Where a stretch after a count sets out to tell its parts ("adalah", "yakni"), else its end."""
        sets_out = ruleset().contexts.parts.search(self.text, start, end)
        return end if sets_out is None else sets_out.start()

    def is_sum(self, claim: CountClaim, before: Sequence[int]) -> bool:
        """True for "total 8 paslon" after the numbers that it sums up, the last ones of ``before``."""
        words = self.text[self.document.sentence_of(claim.start).start : claim.number]
        sums = accumulate(reversed(before))
        return claim.count in [*sums][1:] and ruleset().contexts.sum.search(words) is not None

    def whole_of(self, claim: CountClaim) -> int:
        """The number of which the claim counts a part, 0 where the words tell none."""
        sentence = self.document.sentence_of(claim.start)
        stated = ruleset().contexts.of_whole.search(self.text, sentence.start, claim.number)
        whole = whole_number(stated["whole"]) if stated is not None else None
        return max(whole or 0, claim.holder.count if claim.holder is not None else 0)

    def is_whole(self, claim: CountClaim) -> bool:
        """True for the whole of which the sentence tells a part: "tiga dari empat paslon"."""
        sentence = self.document.sentence_of(claim.start)
        ahead = ruleset().contexts.whole_ahead.search(self.text, sentence.start, claim.number)
        return ahead is not None

    def is_of_senators(self, claim: CountClaim) -> bool:
        """True for candidates for the senate: "15 calon senator"."""
        return ruleset().contexts.senators.search(self.text, claim.start, claim.end) is not None

    def is_near_senators(self, claim: CountClaim) -> bool:
        """True in a sentence on the senate: "untuk DPD sebanyak 668 calon"."""
        sentence = self.document.sentence_of(claim.start)
        return (
            ruleset().contexts.senators.search(self.text, sentence.start, sentence.end) is not None
        )

    def tells_of_failed(self, claim: CountClaim) -> bool:
        """True in a sentence on those who failed, whatever the claim's own words say of their stage."""
        return any(word.stage == "rejected" for word in self._stages(claim))

    def _stages(self, claim: CountClaim) -> list[StageWord]:
        """The words of the sentence that tell a stage."""
        sentence = self.document.sentence_of(claim.start)
        return stages_in(sentence.of(self.text))

    def stage(self, claim: CountClaim) -> CandidateStage:
        """The stage that the nearest word of the sentence tells; within the claim's own words first."""
        words = self._stages(claim)
        offset = self.document.sentence_of(claim.start).start
        start, end = claim.start - offset, claim.end - offset

        def distance(word: StageWord) -> int:
            return max(word.start - end, start - word.end, 0)

        nearest = min(words, key=distance, default=None)
        if nearest is None:
            return "contesting"
        following = next((word for word in words if word.start >= end), nearest)
        failed = following.stage == "rejected" and following.start - end <= _WITHIN_CLAUSE
        # "Bakal paslon" tells where they began, unless they are said to have failed.
        return "rejected" if failed and nearest.end <= end else nearest.stage

    # Sole candidates.

    def _with_sole_marked(self, claims: Sequence[CountClaim]) -> list[CountClaim]:
        """``claims`` with "melawan kotak kosong" merged into the count that it speaks of."""
        kept = [claim for claim in claims if not claim.sole]
        for sole in (claim for claim in claims if claim.sole):
            sentence = self.document.sentence_of(sole.start)
            same = [c for c in kept if c in sentence and self._is_count_of(c, sole)]
            if same:
                last = next((c for c in reversed(same) if not self.is_whole(c)), same[-1])
                kept = [replace(c, sole=True) if c is last else c for c in kept]
            else:
                kept.append(sole)
        return kept

    def _is_count_of(self, claim: CountClaim, sole: CountClaim) -> bool:
        """True where ``claim`` counts the candidates that ``sole`` says stand alone.

        "Dari 46 paslon itu ada dua daerah dengan calon tunggal" counts the others as well.
        """
        if "back" in claim.guards and "races" in sole.guards:
            return False
        if claim.count == 1:
            return not self._is_stated_elsewhere(claim, sole)
        end = self._end_of_posts(claim)
        return claim.end <= sole.start <= self.places.clauses.item_end(Span(claim.start, end))

    def _end_of_posts(self, claim: CountClaim) -> int:
        """Where the posts end that those counted stand for, which may be named after them."""
        posts = ruleset().contexts.posts.match(self.text, claim.end)
        return claim.end if posts is None else posts.end()

    def _is_stated_elsewhere(self, claim: CountClaim, sole: CountClaim) -> bool:
        """True where another region stands before each: "di Kaur hanya satu, di Lebong calon tunggal"."""
        sentence = self.document.sentence_of(claim.start)
        before = self.places.within(sentence.start, claim.start)
        between = self.places.within(claim.end, sole.start)
        stated = [p.code for p in before if p.level in LOCAL][-1:]
        return bool(stated) and any(p.level in LOCAL and p.code not in stated for p in between)


def _kinds_of_guards(sides: Mapping[str, str]) -> set[str]:
    """The kinds of guard in the words on each side of a count."""
    return {
        compiled.rule.values["kind"]
        for compiled in load_ruleset(GUARD_RULES).rules
        if compiled.rule.values["side"] in sides
        and compiled.pattern.search(sides[compiled.rule.values["side"]])
    }
