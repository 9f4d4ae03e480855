"""Which measure a cue tells of a percentage, for what the article reports on and what is counted beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.percentages.cues import Cue, ruleset
from pipeline.percentages.figures import StatedPercent
from pipeline.percentages.reporting import Reporting
from pipeline.percentages.surroundings import Surroundings
from pipeline.types import Measure

_WHOLE = re.compile(r"(?<![\d.,])100(?:[.,]0+)?(?![\d.,])")


# The largest share that a law asks for: "lebih dari 50 persen kecamatan".
_MOST_REQUIRED = 50


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a percentage measures, in which words, and how sure that is.

    ``in_passing`` is true where the next percentage does not go on with it, ``is_weak`` where what goes on from
    the one before wins over it, ``is_far`` where the words stand past a division of the sentence.
    """

    measure: Measure
    words: str | None
    confidence: float
    in_passing: bool = False
    is_weak: bool = False
    is_far: bool = False


class CueJudge:
    """Says what the percentages of one document measure, once it is known which cue is said of which."""

    def __init__(self, around: Surroundings, reporting: Reporting) -> None:
        self._around = around
        self._document = around.document
        self._reporting = reporting

    def judgement(self, cue: Cue, figure: StatedPercent, confidence: float) -> Judgement:
        """What a figure measures that a cue is said of."""
        return Judgement(self._measure(cue, figure), cue.of(self._around.text), confidence)

    def _measure(self, cue: Cue, figure: StatedPercent) -> Measure:
        """The measure that a cue tells.

        Votes in a survey are support, unless thousands of them are counted; groups vote in elections only.
        """
        measure = self._measure_stated(cue, figure)
        if measure == "voter_share" and not self._reporting.is_of_election:
            return "other"
        counted = measure == "support" and self._around.is_counted(figure)
        return "vote_share" if counted else measure

    def _measure_stated(self, cue: Cue, figure: StatedPercent) -> Measure:
        """The measure that a cue tells, for all that is counted beside the figure."""
        if cue.whole is not None and _WHOLE.search(figure.of(self._around.text)):
            return cue.whole
        if cue.minimum is not None and _may_be_required(figure):
            return cue.minimum
        topic = self._reporting.topic
        if cue.topic and topic is not None and not self._around.is_of_those_who_stand(figure):
            return topic
        if cue.otherwise is not None and not any(
            c.strong and c.measure == cue.measure for c in self._around.cues
        ):
            return cue.otherwise
        near = self._around.cues_of_sentence(figure)
        if cue.measure == "turnout" and any(c.measure == "turnout" and not c.poll for c in near):
            return cue.measure
        is_survey = self._reporting.is_survey
        if cue.measure == "voter_share" and is_survey and any(c.poll for c in near):
            return "support"
        return self._measure_polled(cue, figure, near) if cue.poll else cue.measure

    def _measure_polled(self, cue: Cue, figure: StatedPercent, near: Sequence[Cue]) -> Measure:
        """The measure of what is asked in surveys, and counted elsewhere, by the cues ``near`` it."""
        if not any(c.count or c.survey for c in near):
            near = self._cues_above(figure)
        if any(c.count for c in near) or self._is_of_past_ballot(cue, figure):
            return cue.measure
        is_survey = self._reporting.is_survey or any(c.survey for c in near)
        return "support" if is_survey else cue.measure

    def _is_of_past_ballot(self, cue: Cue, figure: StatedPercent) -> bool:
        """True for votes of an election that is over, which its sentence names before them."""
        sentence = self._document.sentence_of(figure.start)
        over = ruleset().contexts.of_past_ballot.search(
            self._around.text, sentence.start, figure.start
        )
        told = self._around.cues_of_sentence(figure)
        return over is not None and cue.measure == "vote_share" and not any(c.survey for c in told)

    def _cues_above(self, figure: StatedPercent) -> Sequence[Cue]:
        """The cues above the sentence in its paragraph, or the last of a survey or count that it goes on with."""
        sentence = self._document.sentence_of(figure.start)
        paragraph = self._document.line_of(figure.start)
        begins = paragraph.text_start == sentence.start
        if begins and self._around.places.clauses.continues(sentence):
            above = self._around.cues_in(0, sentence.start)
            return [c for c in above if c.count or c.survey][-1:]
        return self._around.cues_in(paragraph.start, sentence.start)


def _may_be_required(figure: StatedPercent) -> bool:
    """True for a least share that is none of nearly all."""
    return figure.qualifier == "at_least" and figure.value <= _MOST_REQUIRED
