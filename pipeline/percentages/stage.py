"""Percentages: their value, what they measure, whose and where.

The forms stand in ``rules/percentages.toml``; what they measure is decided in
:mod:`pipeline.percentages.measures`, where they hold in :mod:`pipeline.focus.linking`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.focus import places
from pipeline.focus.centre import COARSE
from pipeline.focus.elections import election_at
from pipeline.focus.linking import Link, Linker
from pipeline.matching import numbers
from pipeline.matching.rules import Production, Rule, load_ruleset
from pipeline.percentages.measures import Judgement, MeasureReader, StatedPercent
from pipeline.types import COUNTRY, Document, Measure, Percentage, Qualifier, RuleMatch

RULES = "percentages"
SUBJECTS = "subjects"

# Measures that somebody has: the rest are of a region.
_OWNED = frozenset({"vote_share", "support", "change", "other"})
_GROUPED = re.compile(r"\d{1,3}\.\d{3}")
_QUALIFIERS: Mapping[str, Qualifier] = {
    "about": "about",
    "least": "at_least",
    "most": "at_most",
    "upward": "at_least",
    "downward": "at_most",
}


# Productions.


def _value(figure: str) -> float | None:
    """The value of a figure before "persen", where a point before three digits is rarely a thousand."""
    figure = " ".join(figure.split())
    before, _, last = figure.rpartition(" ")
    whole, fraction = numbers.value_of(before), numbers.value_of(last)
    if whole and fraction and fraction < 1:
        return whole + fraction
    if "/" in figure:
        return float(Fraction(figure))
    if _GROUPED.fullmatch(figure) and not figure.endswith("00"):
        return float(figure)
    return numbers.value_of(figure.replace(", ", ","))


def _figure(
    rule: Rule, match: re.Match[str], span: tuple[int, int], *, has_unit: bool
) -> StatedPercent | None:
    groups = match.groupdict()
    value = _value(groups["value"])
    highest = _value(groups["value_max"]) if groups.get("value_max") else None
    if value is None or (highest is not None and highest <= value):
        return None
    stated = next((q for name, q in _QUALIFIERS.items() if groups.get(name)), None)
    qualifier: Qualifier = stated or rule.values.get("qualifier", "exact")
    measure: Measure | None = rule.values.get("measure")
    return StatedPercent(
        *span, rule.id, rule.confidence, value, highest, qualifier, has_unit, measure
    )


def _percentage(rule: Rule, match: re.Match[str]) -> StatedPercent | None:
    return _figure(rule, match, match.span(), has_unit=True)


def _bare(rule: Rule, match: re.Match[str]) -> StatedPercent | None:
    """A figure whose unit stands after the next one."""
    return _figure(rule, match, match.span("value"), has_unit=True)


def _elliptic(rule: Rule, match: re.Match[str]) -> StatedPercent | None:
    """A figure in a list whose other items have the unit."""
    return _figure(rule, match, match.span("value"), has_unit=False)


_FORMS: Mapping[str, Production[StatedPercent]] = {
    "percentage": _percentage,
    "bare": _bare,
    "elliptic": _elliptic,
}


@dataclass(frozen=True, slots=True)
class Subject(RuleMatch):
    """Whom a percentage may be of: a pair, a person, a party, the empty box.

    Who ``is_beaten`` by the share that follows has another.
    """

    name: str
    is_beaten: bool = False


def _subject(rule: Rule, match: re.Match[str]) -> Subject:
    return Subject(*match.span("name"), rule.id, match["name"], rule.produce == "beaten")


_SUBJECTS: Mapping[str, Production[Subject]] = {"subject": _subject, "beaten": _subject}


def subjects(document: Document) -> list[Subject]:
    """The pairs, parties and empty boxes that ``document`` names, in order; the dateline begins none."""
    text, opening = document.text, document.article.opening
    if opening is not None:
        text = text[: opening.start] + " " * (opening.end - opening.start) + text[opening.end :]
    return load_ruleset(SUBJECTS).find(text, _SUBJECTS)


def _figures(document: Document) -> list[StatedPercent]:
    """The percentages of ``document``; without a unit only beside others of the sentence that have one."""
    found = load_ruleset(RULES).find(document.text, _FORMS)
    sentences = {document.sentence_of(figure.start) for figure in found if figure.has_unit}
    end = len(document.text.rstrip())
    return [
        f
        for f in found
        if f.has_unit or (f.end < end and document.sentence_of(f.start) in sentences)
    ]


class _Finder:
    """Puts together what is known of the percentages of one document."""

    def __init__(self, document: Document, figures: Sequence[StatedPercent]) -> None:
        self.document = document
        self.figures = figures
        self.linker = Linker(document, topics=COARSE | {"country"}, heads=False)
        self.subjects = subjects(document)
        self.regions_of_names = _regions_of_names(document)

    def run(self) -> list[Percentage]:
        """All percentages, in order of the text."""
        judge = MeasureReader(
            self.document, self.figures, self.linker.places, self.subjects, self.regions_of_names
        )
        if judge.is_survey:
            self.linker.places.keep_to_survey(self.figures)
        judgements = judge.run()
        owners = [self._owner(figure) for figure in self.figures]
        links = self.linker.link(self.figures, [self._hint(figure) for figure in self.figures])
        links = self._linked_to_law(judgements, links)
        return [
            Percentage(
                start=figure.start,
                end=figure.end,
                rule_id=figure.rule_id,
                confidence=round(figure.confidence * judgement.confidence * link.confidence, 3),
                value=figure.value,
                value_max=figure.value_max,
                qualifier=figure.qualifier,
                measure=judgement.measure,
                measure_text=judgement.words,
                subject=owner if judgement.measure in _OWNED else None,
                region_code=code,
            )
            for figure, judgement, owner, link in zip(
                self.figures, judgements, owners, links, strict=True
            )
            for code in link.codes or (None,)
        ]

    def _linked_to_law(self, judgements: Sequence[Judgement], links: Sequence[Link]) -> list[Link]:
        """``links``, with the country for a threshold of the country, and for a list by the size of regions."""
        contexts = places.ruleset().contexts
        thresholds = [judgement.measure == "threshold" for judgement in judgements]
        of_country = [
            is_threshold and self._states(contexts.threshold_of_country, figure)
            for is_threshold, figure in zip(thresholds, self.figures, strict=True)
        ]
        of_law = [
            is_threshold and self._states(contexts.of_any_region, figure, in_no_region=True)
            for is_threshold, figure in zip(thresholds, self.figures, strict=True)
        ]
        country = Link((COUNTRY,), 0.7)
        is_list = sum(of_law) > 1
        return [
            country if nation or (is_list and law) else link
            for nation, law, link in zip(of_country, of_law, links, strict=True)
        ]

    def _states(
        self, words: re.Pattern[str], figure: StatedPercent, *, in_no_region: bool = False
    ) -> bool:
        """True where the sentence of a figure holds ``words``, and with ``in_no_region`` names no region."""
        sentence = self.document.sentence_of(figure.start)
        stated = words.search(self.document.text, sentence.start, sentence.end) is not None
        named = in_no_region and self.linker.places.within(sentence.start, sentence.end)
        return stated and not named

    def _owner(self, figure: StatedPercent) -> str | None:
        """Whose a percentage is: the subject named last before it in its sentence, else first after it."""
        start, end = (
            self.document.sentence_of(figure.start).start,
            self.linker.places.item_end(figure),
        )
        before = [s for s in self.subjects if start <= s.start and s.end <= figure.start]
        if len(before) > 1 and before[-1].is_beaten:
            before.pop()
        after = [s for s in self.subjects if figure.end <= s.start < end]
        near = before[-1:] or after[:1]
        return near[0].name if near else None

    def _hint(self, figure: StatedPercent) -> str | None:
        """The region in which the candidates named before the percentage in its sentence stand.

        Those for president stand everywhere.
        """
        sentence = self.document.sentence_of(figure.start)
        words = {
            token.text
            for token in self.document.tokens
            if sentence.start <= token.start and token.end <= figure.start
        }
        codes = {code for word, code in self.regions_of_names.items() if word in words}
        if len(codes) != 1 or election_at(self.document, figure.start) == "presiden":
            return None
        return codes.pop()


def _regions_of_names(document: Document) -> dict[str, str]:
    """Where the candidates stand, by the words of their names that no candidate elsewhere shares."""
    found: dict[str, set[str]] = {}
    for official in document.officials:
        if official.role_status in {"candidate", "elect"} and official.region_code is not None:
            for word in official.person.split():
                found.setdefault(word, set()).add(official.region_code)
    return {word: codes.pop() for word, codes in found.items() if len(codes) == 1 and len(word) > 3}


def find(document: Document) -> list[Percentage]:
    """The percentages that ``document`` states, in order of the text.

    A percentage that holds for several regions gives a row for each, all with the same mention.
    """
    figures = _figures(document)
    return _Finder(document, figures).run() if figures else []
