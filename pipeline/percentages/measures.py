"""What each of the percentages of an article measures.

The nearest of the cues of its sentence decides (:mod:`pipeline.percentages.reach`). Without a cue a percentage
measures what the one before it does (:mod:`pipeline.percentages.carried`), and else what the article begins with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.percentages.carried import Continuation
from pipeline.percentages.cues import Cue
from pipeline.percentages.figures import StatedPercent
from pipeline.percentages.judgement import CueJudge, Judgement
from pipeline.percentages.reach import CueRanking
from pipeline.percentages.reporting import SENTENCES_OF_LEAD, Reporting
from pipeline.percentages.surroundings import Surroundings
from pipeline.types import Measure

# Of what is shared, nobody has more than all.
_ALL = 100
_SHARES: frozenset[Measure] = frozenset({"vote_share", "support", "voter_share"})
# What is said of groups of voters: "partisipasi laki-laki 60 persen, perempuan 70 persen".
_OF_GROUPS: frozenset[Measure] = frozenset({"turnout", "support", "vote_share"})
# What nothing but a region has whose figure is stated beside its name, where an article merely begins with it.
_OF_PLACES: frozenset[Measure] = frozenset({"readiness", "threshold"})
# What a share of anything else is no part of, and what those have no part in who do anything else.
_OF_WHOLES: frozenset[Measure] = frozenset(
    {"turnout", "vote_share", "voter_share", "readiness", "budget"}
)
_OF_DEEDS: frozenset[Measure] = frozenset({"vote_share", "voter_share", "budget"})
# What those are not asked for whom a survey is taken.
_OF_NO_SURVEY: frozenset[Measure] = frozenset({"readiness", "budget", "threshold"})
# What is stated in passing, and carries nothing over to the percentage after it.
_PASSING: frozenset[Measure] = frozenset({"change", "other", "readiness"})

_ANOTHER_MATTER = Judgement("other", None, 0.6, in_passing=True)


def judgements(around: Surroundings, reporting: Reporting) -> list[Judgement]:
    """What each of the percentages of an article measures, in order, in one that reports on this."""
    return _MeasureReader(around, reporting).run()


class _MeasureReader:
    """Decides what each of the percentages of one document measures."""

    def __init__(self, around: Surroundings, reporting: Reporting) -> None:
        self.around = around
        self.document = around.document
        self.figures = around.figures
        self.reporting = reporting
        self.ranking = CueRanking(around)
        self.judge = CueJudge(around, reporting)
        self.continuation = Continuation(around, reporting, self.judge)

    def run(self) -> list[Judgement]:
        """A judgement for each figure, in order."""
        judgements: list[Judgement] = []
        for index, figure in enumerate(self.figures):
            judgement = self._read(index, judgements) or self._of_article(figure)
            if judgement.measure in _SHARES and figure.value > _ALL:
                judgement = replace(judgement, measure="other")
            judgements.append(judgement)
        return judgements

    def _read(self, index: int, judgements: Sequence[Judgement]) -> Judgement | None:
        """What the words around a figure say, or the figures before it, of which ``judgements`` are known."""
        if self.around.restates(index):
            return judgements[-1]
        figure = self.figures[index]
        stated = self._stated(figure)
        if stated is None and (like := self.continuation.of_place_before(index)) is not None:
            return replace(judgements[like], confidence=0.8)
        if stated is not None and stated.is_far and self.continuation.is_listed_with_last(index):
            return judgements[-1]
        if stated is None or stated.is_weak:
            carried = self.continuation.judgement(index, judgements)
            if stated is None and carried and self._is_another_matter(figure, carried.measure):
                return _ANOTHER_MATTER
            return carried if carried and carried.measure in _OF_GROUPS else stated or carried
        if stated.measure == "voter_share" and self.continuation.is_of_next_group(
            index, judgements
        ):
            return replace(stated, measure="turnout")
        return stated

    def _stated(self, figure: StatedPercent) -> Judgement | None:
        """What the form of a figure, the votes counted beside it or the cues of its sentence say."""
        if figure.measure is not None:
            return Judgement(figure.measure, None, 0.9, in_passing=True)
        counted = self.around.is_counted(figure)
        if counted and self.around.is_of_named(figure):
            # "Rina-Budi 32 persen atau 7.226 suara"
            return Judgement("vote_share", None, 0.9)
        deciding = self.ranking.deciding(figure)
        if deciding is None:
            return Judgement("vote_share", None, 0.8, is_weak=True) if counted else None
        cue = deciding.cue
        return replace(
            self.judge.judgement(cue, figure, deciding.confidence),
            in_passing=(cue.strong or cue.count) and cue.measure in _PASSING,
            is_weak=cue.weak,
            is_far=deciding.is_far,
        )

    def _of_article(self, figure: StatedPercent) -> Judgement:
        """What the article is about, where it begins with a cue, or votes where somebody is named."""
        begun = self._cue_of_lead(figure)
        if begun and not (begun.measure == "turnout" and self.around.is_of_named(figure)):
            judgement = self.judge.judgement(begun, figure, 0.6)
            measure = judgement.measure
            beside_place = measure not in _OF_PLACES or self.around.is_of_place(figure)
            is_another = self._is_another_matter(figure, measure) or not beside_place
            return _ANOTHER_MATTER if is_another else judgement
        if self.around.is_of_those_who_stand(figure):
            is_survey = self.reporting.is_survey
            return Judgement("support" if is_survey else "vote_share", None, 0.6)
        is_survey = self.reporting.is_plainly_survey
        return Judgement("support" if is_survey else "other", None, 0.5)

    def _is_another_matter(self, figure: StatedPercent, measure: Measure) -> bool:
        """True for the share of something else than what the article measures before a figure."""
        if self.around.is_of_those_who_stand(figure):
            return False
        return (measure in _OF_WHOLES and self.around.is_of_a_whole(figure)) or (
            measure in _OF_DEEDS and self.around.is_of_a_deed(figure)
        )

    def _cue_of_lead(self, figure: StatedPercent) -> Cue | None:
        """The first cue that the article begins with, but for those after the figure in its sentence."""
        lead = self.document.sentences[:SENTENCES_OF_LEAD]
        here = self.document.sentence_of(figure.start)
        ahead = (
            c
            for c in self.around.cues_in(0, lead[-1].end if lead else 0)
            if (c.reach == "sentence" or (c.measure == "voter_share" and c.strong))
            and not (self.reporting.is_plainly_survey and c.measure in _OF_NO_SURVEY)
            and not figure.end <= c.start < here.end
        )
        return next(ahead, None)
