"""Counts of several regions: a claim with the list it speaks of, and lists that name the unit but once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.counts.forms import MOST_PAIRS, CountClaim, is_year, ruleset, whole_number
from pipeline.counts.region_lists import RegionLists
from pipeline.focus.centre import COARSE, LOCAL
from pipeline.focus.coordination import first_of, last_of
from pipeline.focus.mentions import PlaceMention
from pipeline.focus.places import Places
from pipeline.types import CountUnit, Document, Line, Span

_SENTENCES_OF_LIST = 2
_RIGHT_BEFORE = 30
# At least this many numbers beside regions are a list without a count in words: "Kukar 3, Kubar 4, Kutim 2".
_BARE_LIST = 3
# So many words lead to the places of a sentence that holds nothing else: "Sementara di".
_LEAD_WORDS = 2
_ENDS_OF_CLAUSE = frozenset({".", ",", ";", '"', "\n", ""})


def are_near(document: Document, first: Span, second: Span) -> bool:
    """True where next to no sentence stands between two stretches of text."""
    end, start = min(first.end, second.end), max(first.start, second.start)
    between = [s for s in document.sentences if end <= s.start and s.end <= start]
    return len(between) < _SENTENCES_OF_LIST


class ListReader:
    """Finds the counts of one document that lists of regions spread or leave without a unit."""

    def __init__(self, document: Document, places: Places) -> None:
        self.document = document
        self.text = document.text
        self.places = places
        self.regions = RegionLists(document, places)
        # How many stand in each of several regions.
        self.of_each: set[int] = set()

    def read(self, claims: Sequence[CountClaim]) -> list[CountClaim]:
        """``claims`` with the regions that they list, and what lists add to them, in order of the text."""
        # The nearest claim before a list is its head.
        spread = sorted(c for claim in reversed(claims) for c in self._for_listed(claim))
        in_turn = [c for claim in spread for c in self._in_turn(claim)]
        others = [*spread, *self._elliptic(spread), *self._on_lines(spread)]
        others = [c for c in others if not any(c.overlaps(each) for each in in_turn)]
        spread = sorted([*others, *in_turn])
        return sorted([*spread, *(same for c in spread for same in self._same_elsewhere(c))])

    def _for_listed(self, claim: CountClaim) -> list[CountClaim]:
        """``claim``, and one for each region of the list after it: "tujuh daerah dengan calon tunggal, yaitu".

        A number of regions that are not listed is no claim.
        """
        sentence = self.document.sentence_of(claim.start)
        if any(p.level in LOCAL for p in self.places.within(sentence.start, claim.start)):
            return [claim]
        again = self._counted_again(claim, sentence)
        if again:
            return [replace(claim, codes=again)]
        end = self.places.clauses.end_of_statement(claim.end, sentence.end)
        after = self.places.within(claim.end, end)
        own = [p.code for p in after if p.level in LOCAL and not p.attributed]
        if not own and "of_provinces" in claim.guards:
            own = [p.code for p in after if p.level == "province"]
        several = claim.sole and claim.count > 1
        if claim.count > 1 and not several:
            return self._for_each(claim, sentence)
        if not (claim.sole or claim.is_only or "races" in claim.guards):
            return [claim]
        of_regions = bool(claim.guards & {"regions", "races"})
        on_lines = of_regions or several or len(own) > 1 or sentence.of(self.text).endswith(":")
        codes = tuple(dict.fromkeys([*own, *self.regions.below(sentence, on_lines=on_lines)]))
        if len(codes) < (1 if of_regions else 2) or (several and len(codes) > claim.count):
            return [] if of_regions else [claim]
        each = replace(claim, count=1, sole="not_only" not in claim.guards, codes=codes)
        return [claim, each] if several and len(set(own)) < claim.count else [each]

    def _counted_again(self, claim: CountClaim, sentence: Span) -> tuple[str, ...]:
        """The regions named last where as many are mentioned again: "di empat daerah itu hanya dua paslon"."""
        stated = ruleset().contexts.counted_again.search(self.text, sentence.start, claim.number)
        number = whole_number(stated["all"] or stated["some"]) if stated is not None else None
        if number is None or number < 2:
            return ()
        before = [s for s in self.document.sentences if s.end <= sentence.start]
        for earlier in reversed(before):
            named = self.places.within(earlier.start, earlier.end)
            codes = last_of(self.text, [p for p in named if p.level in LOCAL])
            if len(codes) == number:
                return codes
        return ()

    def _for_each(self, claim: CountClaim, sentence: Span) -> list[CountClaim]:
        """``claim``, with the regions listed below it where so many stand in each: "dua daerah, tiga paslon".

        A number of regions that are not listed is no claim.
        """
        of_each = "races" in claim.guards and claim.count <= MOST_PAIRS
        if of_each and "listed" in claim.guards:
            after = self.places.within(claim.end, sentence.end)
            local = [p for p in after if p.level in LOCAL]
            listed = first_of(self.text, local) if local else ()
            return [replace(claim, codes=listed) if len(listed) > 1 else claim]
        if not of_each or self._is_stated_where(claim, sentence):
            return [claim]
        self.of_each.add(claim.count)
        on_lines = sentence.of(self.text).endswith(":")
        codes = tuple(dict.fromkeys(self.regions.below(sentence, on_lines=on_lines)))
        return [replace(claim, codes=codes)] if codes else []

    def _is_stated_where(self, claim: CountClaim, sentence: Span) -> bool:
        """True where the regions that have so many each follow: "dua daerah diikuti tiga paslon, yakni"."""
        after = self.places.within(claim.end, sentence.end)
        ends = ruleset().contexts.another.match(self.text, claim.end, sentence.end) is not None
        return any(place.level in COARSE for place in after) and not ends

    def _in_turn(self, claim: CountClaim) -> Iterator[CountClaim]:
        """``claim`` and those before it, where the regions listed before have one each.

        "Kaur dan Lebong masing-masing dua dan tiga paslon".
        """
        contexts = ruleset().contexts
        sentence = self.document.sentence_of(claim.start)
        stated = contexts.in_turn.search(self.text, sentence.start, claim.number)
        if stated is None:
            return
        numbers = list(contexts.count.finditer(self.text, *stated.span("counts")))
        before = self.places.within(sentence.start, stated.start())
        codes = last_of(self.text, [place for place in before if place.level in LOCAL])
        if len(codes) != len(numbers) + 1:
            return
        for code, number in zip(codes, numbers, strict=False):
            count = whole_number(number[0])
            if count is not None:
                start, end = number.span()
                yield replace(claim, start=start, end=end, number=start, count=count, codes=(code,))
        yield replace(claim, codes=codes[-1:])

    def _elliptic(self, claims: Sequence[CountClaim]) -> Iterator[CountClaim]:
        """ "Kaur dua, Lebong tiga dan Seluma empat pasangan calon": the counts without a unit.

        They are read in the sentences that hold a claim, and in the next ones while these list at least two or say
        nothing else ("Lebong juga tiga.");
        after words for pairs that are not counted where at least three are listed.
        """
        stated = [claim for claim in claims if not claim.sole and not claim.codes]
        with_claim = {self.document.sentence_of(claim.start): claim for claim in reversed(stated)}
        last: CountClaim | None = None
        named = -1
        for at, sentence in enumerate(self.document.sentences):
            last = with_claim.get(sentence, last)
            if last is None:
                if self._names_pairs(sentence):
                    named = at
                if 0 <= at - named <= _SENTENCES_OF_LIST:
                    listed = list(self._without_unit(sentence, None))
                    if len(listed) >= _BARE_LIST:
                        named = at
                        yield from listed
                continue
            listed = list(self._without_unit(sentence, last))
            goes_on = len(listed) > 1 or any(c.asked or self._fills(c, sentence) for c in listed)
            if sentence in with_claim or goes_on:
                yield from (c for c in listed if not any(c.overlaps(claim) for claim in claims))
            elif not are_near(self.document, sentence, last):
                last = None

    def _fills(self, claim: CountClaim, sentence: Span) -> bool:
        """True where a sentence holds no more than places and their count: "Sementara di Lebong juga tiga."."""
        places = self.places.within(sentence.start, claim.start)
        lead = self.text[sentence.start : places[0].start].split() if places else []
        rest = self.text[claim.end : sentence.end]
        return len(lead) <= _LEAD_WORDS and not any(map(str.isalnum, rest))

    def _on_lines(self, claims: Sequence[CountClaim]) -> Iterator[CountClaim]:
        """The counts in lines of a place and a number below a line that names pairs: "Kaur 3"."""
        for line in self.document.lines:
            if not self._names_pairs(line):
                continue
            head = next((c for c in claims if c in line and not c.sole), None)
            listed: list[CountClaim] = []
            for below in self.document.lines_below(line.start):
                item = self._item(below, head)
                if item is None:
                    break
                listed.append(item)
            if len(listed) >= (_BARE_LIST if head is None else 2):
                yield from (c for c in listed if not any(c.overlaps(claim) for claim in claims))

    def _item(self, line: Line, head: CountClaim | None) -> CountClaim | None:
        """The count of a line that holds a place and a number and no more."""
        stretch = Span(line.text_start, line.end)
        places = self.places.within(stretch.start, stretch.end)
        if len(places) != 1 or places[0].start != stretch.start:
            return None
        found = next(self._without_unit(stretch, head), None)
        rest = self.text[found.end : line.end] if found is not None else ""
        return None if any(letter.isalnum() for letter in rest) else found

    def _same_elsewhere(self, claim: CountClaim) -> Iterator[CountClaim]:
        """The claim of as many in the regions after: "Kaur dua pasangan, begitu juga Lebong dan Seluma"."""
        words = ruleset().contexts.same_elsewhere.match(self.text, claim.end)
        if words is None:
            return
        places = self.places.within(words.end(), self.document.sentence_of(words.end()).end)
        if not places or places[0].start > words.end():
            return
        codes = first_of(self.text, places)
        start, end = places[0].start, places[len(codes) - 1].end
        if self.text[end : end + 1] in _ENDS_OF_CLAUSE:
            yield replace(claim, start=start, end=end, number=start, codes=codes)

    def _names_pairs(self, sentence: Span) -> bool:
        """True for a sentence that names pairs, whether it counts them or not."""
        return ruleset().contexts.listed.search(self.text, sentence.start, sentence.end) is not None

    def _without_unit(self, sentence: Span, claim: CountClaim | None) -> Iterator[CountClaim]:
        """The counts of a sentence that stand beside a place and have the unit of ``claim``, or are of pairs."""
        unit: CountUnit = "pasangan_calon" if claim is None else claim.unit
        of_few = claim is None or claim.unit == "pasangan_calon" or claim.count <= MOST_PAIRS
        # Governors are listed so after those of another province; those who stand for the senate always are.
        of_provinces = claim is not None and (
            claim.unit == "calon" or self._is_right_before_province(claim)
        )
        levels = LOCAL | {"village"} | ({"province"} if of_provinces else set())
        forms = [c for c in ruleset().rules if c.rule.produce == "elliptic"]
        places = self.places.within(sentence.start, sentence.end)
        for at, place in enumerate(places):
            for compiled in forms if place.level in levels else ():
                offset, words = self._beside(place, sentence, compiled.rule.values["side"])
                match = compiled.pattern.search(words)
                if match is None:
                    continue
                codes = last_of(self.text, places[: at + 1])
                groups = match.groupdict()
                asked = groups.get("asked") is not None
                for name in ("count", "whole"):
                    number = groups.get(name) or ""
                    count = None if is_year(number) else whole_number(number)
                    if count is None or (of_few and count > MOST_PAIRS):
                        continue
                    start, end = (offset + position for position in match.span(name))
                    yield CountClaim(
                        start,
                        end,
                        compiled.rule,
                        count,
                        unit,
                        start,
                        codes=codes,
                        asked=asked,
                    )

    def _is_right_before_province(self, claim: CountClaim) -> bool:
        """True for "dua paslon di Riau", of which other provinces may follow."""
        after = self.places.within(claim.end, claim.end + _RIGHT_BEFORE)
        return bool(after) and after[0].level == "province"

    def _beside(self, place: PlaceMention, sentence: Span, side: str) -> tuple[int, str]:
        """The words of the sentence on one side of a place, with the offset at which they begin."""
        if side == "before":
            return sentence.start, self.text[sentence.start : place.start]
        return place.end, self.text[place.end : sentence.end]
