"""Percentages: their value, what they measure, whose and where.

Which are stated is read in :mod:`pipeline.percentages.figures`, what they measure is decided in
:mod:`pipeline.percentages.measures`, where they hold in :mod:`pipeline.focus.linking`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.focus import signs
from pipeline.focus.centre import COARSE
from pipeline.focus.districts import with_districts
from pipeline.focus.elections import election_at
from pipeline.focus.linking import Linker
from pipeline.focus.links import Link
from pipeline.focus.narrowing import of_survey, without_larger, without_local_heads
from pipeline.focus.places import Places, named
from pipeline.percentages import cues, figures, measures, subjects
from pipeline.percentages.figures import StatedPercent
from pipeline.percentages.judgement import Judgement
from pipeline.percentages.reporting import reporting
from pipeline.percentages.surroundings import Surroundings
from pipeline.types import COUNTRY, Document, Percentage

# Measures that somebody has: the rest are of a region.
_OWNED = frozenset({"vote_share", "support", "change", "other"})


def find(document: Document) -> list[Percentage]:
    """The percentages that ``document`` states, in order of the text.

    A percentage that holds for several regions gives a row for each, all with the same mention.
    """
    stated = figures.find(document)
    return _Finder(document, stated).run() if stated else []


class _Finder:
    """Puts together what is known of the percentages of one document."""

    def __init__(self, document: Document, figures: Sequence[StatedPercent]) -> None:
        self.document = document
        self.figures = figures
        self.cues = cues.telling(document)
        self.reporting = reporting(document, self.cues)
        self.subjects = subjects.find(document)
        self.places = self._places()
        self.regions_of_names = _regions_of_names(document)

    def run(self) -> list[Percentage]:
        """All percentages, in order of the text."""
        around = Surroundings(
            self.document,
            self.figures,
            self.cues,
            self.subjects,
            self.places,
            self.regions_of_names,
        )
        judgements = measures.judgements(around, self.reporting)
        owners = [self._owner(figure) for figure in self.figures]
        places = with_districts(self.places, self.figures)
        linker = Linker(places, topics=COARSE | {"country"})
        links = linker.link(self.figures, [self._hint(figure) for figure in self.figures])
        links = self._linked_to_law(judgements, links, places)
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

    def _places(self) -> Places:
        """The places that shares can be about; those of the posts of who has them are none in a survey."""
        places = without_larger(without_local_heads(named(self.document)))
        return of_survey(places, self.figures) if self.reporting.is_survey else places

    def _linked_to_law(
        self, judgements: Sequence[Judgement], links: Sequence[Link], places: Places
    ) -> list[Link]:
        """``links``, with the country for a threshold of the country, and for a list by the size of regions."""
        contexts = signs.ruleset().contexts
        thresholds = [judgement.measure == "threshold" for judgement in judgements]
        of_country = [
            is_threshold
            and (
                self._states(contexts.threshold_of_country, figure)
                or (self._states(contexts.law, figure) and not self._names_place(places, figure))
            )
            for is_threshold, figure in zip(thresholds, self.figures, strict=True)
        ]
        of_law = [
            is_threshold
            and self._states(contexts.of_any_region, figure)
            and not self._names_place(places, figure)
            for is_threshold, figure in zip(thresholds, self.figures, strict=True)
        ]
        country = Link((COUNTRY,), 0.7)
        is_list = sum(of_law) > 1
        return [
            country if nation or (is_list and law) else link
            for nation, law, link in zip(of_country, of_law, links, strict=True)
        ]

    def _states(self, words: re.Pattern[str], figure: StatedPercent) -> bool:
        """True where the sentence of a figure holds ``words``."""
        sentence = self.document.sentence_of(figure.start)
        return words.search(self.document.text, sentence.start, sentence.end) is not None

    def _names_place(self, places: Places, figure: StatedPercent) -> bool:
        """True where the sentence of a figure names one of ``places``."""
        sentence = self.document.sentence_of(figure.start)
        return bool(places.within(sentence.start, sentence.end))

    def _owner(self, figure: StatedPercent) -> str | None:
        """Whose a percentage is: the subject named last before it in its sentence, else first after it."""
        start = self.document.sentence_of(figure.start).start
        end = self.places.clauses.item_end(figure)
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
