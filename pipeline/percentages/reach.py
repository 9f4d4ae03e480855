"""Which cue of its sentence decides what a percentage measures: how well each of them reaches it.

Words right after a percentage come first, then words before it in its list item, words after it in the item,
then the rest of the sentence. Strong cues (a threshold, a margin of error, "naik sekitar") come before all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.focus import signs
from pipeline.percentages.cues import Cue, ruleset
from pipeline.percentages.figures import StatedPercent
from pipeline.percentages.surroundings import ADJACENT, Surroundings
from pipeline.types import Measure, Span

# How well a cue reaches a figure, the best first.
_AT_ONCE = 0
_BEFORE_IN_ITEM = 1
_AFTER_IN_ITEM = 2
_BEFORE_OTHERS = 3
_PAST_DIVISION = 4
_AFTER_OTHERS = 5

# From which level on, and from which part of it, a rise or fall by as much is none: it is the level reached.
_LEAST_LEVEL = 30
_OF_LEVEL = 0.75

# What is told of one matter, beside which the share of another is stated.
_BESIDE_OTHERS: frozenset[Measure] = frozenset({"vote_share", "readiness", "budget"})


@dataclass(frozen=True, slots=True)
class Reach:
    """How well a cue reaches a figure: the lower its ``tier``, then its distance, the better."""

    cue: Cue
    tier: int
    distance: int

    @property
    def is_strong(self) -> bool:
        """True where the cue decides over all ordinary ones."""
        return self.cue.strong and not self.is_far

    @property
    def is_far(self) -> bool:
        """True where the cue stands past a division of the sentence."""
        return self.tier > _BEFORE_OTHERS

    @property
    def rank(self) -> tuple[bool, bool, int, int]:
        """What the cues of a sentence are compared by: the lowest decides."""
        return self.cue.weak, not self.is_strong, self.tier, self.distance

    @property
    def confidence(self) -> float:
        """How sure it is that the cue is said of the figure."""
        if self.cue.weak:
            return 0.75
        if self.is_strong or self.tier <= _BEFORE_IN_ITEM:
            return 0.97
        return 0.75 if self.is_far else 0.9


class CueRanking:
    """Ranks the cues of each sentence of one document by how well they reach its percentages."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._document = around.document
        self._text = around.text
        self._places = around.places
        self._clauses = around.places.clauses

    def deciding(self, figure: StatedPercent) -> Reach | None:
        """The cue that decides what a figure measures, ``None`` where none of its sentence reaches it."""
        return min(self._reaching(figure), key=lambda reach: reach.rank, default=None)

    def _reaching(self, figure: StatedPercent) -> Iterator[Reach]:
        """The cues of the sentence that may decide, in order of the text."""
        for cue in self._around.cues_of_sentence(figure):
            if self._is_of_no_votes(cue, figure):
                continue
            if cue.start < figure.start and cue.side != "right":
                # "syarat minimal 20 persen": the last word of the cue belongs to the figure too.
                gap = Span(min(cue.end, figure.start), figure.start)
                tier = self._tier_before(cue, gap, figure)
            elif cue.start >= figure.end and cue.side != "left":
                gap = Span(figure.end, cue.start)
                tier = self._tier_after(cue, gap, figure)
            else:
                continue
            if tier is not None:
                yield Reach(cue, tier, gap.end - gap.start)

    def _tier_before(self, cue: Cue, gap: Span, figure: StatedPercent) -> int | None:
        """How well a cue reaches the figure after it, across a gap."""
        crossing = self._is_crossing(gap)
        divided = self._clauses.is_divided(gap)
        if cue.measure == "change" and self._is_of_another_change(cue, gap, figure):
            return None
        if cue.strong and crossing and self._turns(gap):
            return None
        if cue.reach == "adjacent" and (crossing or gap.end - gap.start > ADJACENT or divided):
            return None
        if cue.reach == "item" and crossing:
            return None
        if cue.strong and cue.reach == "item" and divided:
            return _PAST_DIVISION
        if cue.count and self._is_of_another_count(cue, gap, figure):
            return None
        if cue.measure == "threshold" and self._sets_out_names(gap):
            return None
        beside = not cue.strong and cue.measure in _BESIDE_OTHERS
        if beside and self._around.is_of_what_follows(figure):
            return None
        if cue.measure == "voter_share" and self._tells_turnout(gap):
            return None
        return _BEFORE_OTHERS if crossing else _BEFORE_IN_ITEM

    def _tier_after(self, cue: Cue, gap: Span, figure: StatedPercent) -> int | None:
        """How well a cue reaches the figure before it, across a gap."""
        between = gap.of(self._text).strip()
        if cue.measure == "change" and self._is_level_beside(cue, figure):
            return None
        if cue.strong and between == "(" and self._is_said_of_one_after(cue):
            return None
        of_votes = cue.strong and self._around.is_share_of_votes(figure)
        if cue.count and (self._around.is_got(figure) or of_votes):
            return None
        # "selisihnya 4,3 persen sehingga melebihi ambang batas": what follows from a number tells not what it is.
        if cue.strong and signs.ruleset().contexts.cause.search(between):
            return None
        if between == "(" and cue.count:
            return _PAST_DIVISION
        if not between.strip(" )("):
            return _AT_ONCE
        if cue.reach == "adjacent" or (cue.strong and self._is_said_of_one_after(cue)):
            return None
        divided = self._clauses.is_divided(gap)
        if (divided and self._is_right_before_one(cue)) or self._turns(gap):
            return None
        crossing = self._is_crossing(gap)
        if not crossing and not divided:
            return _AFTER_IN_ITEM
        if cue.reach == "item":
            return None
        return _AFTER_OTHERS if crossing else _PAST_DIVISION

    def _is_crossing(self, gap: Span) -> bool:
        """True where another figure stands in a gap."""
        return any(other in gap for other in self._around.figures)

    def _turns(self, gap: Span) -> bool:
        """True where another matter begins in a gap: "sedangkan"."""
        return self._clauses.contrast(gap.start, gap.end) < gap.end

    def _is_of_another_change(self, cue: Cue, gap: Span, figure: StatedPercent) -> bool:
        """True for a rise or fall that is told of another figure than the level or comparison after it."""
        contexts, words = ruleset().contexts, gap.of(self._text)
        is_of_level = _has_level(cue, self._text) and contexts.level_or_cause.search(words)
        return (
            bool(is_of_level or contexts.from_before.search(words))
            or self._is_level_beside(cue, figure)
            or (_has_level(cue, self._text) and self._is_next_level(figure))
        )

    def _is_next_level(self, figure: StatedPercent) -> bool:
        """True for what follows a level and is about as much: "dulu 82 persen, kini melonjak 93 persen"."""
        start = self._document.sentence_of(figure.start).start
        earlier = [f for f in self._around.figures if start <= f.start < figure.start]
        if not earlier or not _is_about_as_much(figure, earlier[-1]):
            return False
        last = earlier[-1]
        after = earlier[-2].end if len(earlier) > 1 else start
        changes = [c for c in self._around.cues_in(after, last.start) if c.measure == "change"]
        return not changes or self._is_next_level(last)

    def _is_level_beside(self, cue: Cue, figure: StatedPercent) -> bool:
        """True for a level, where ``cue`` tells that it rose or fell."""
        return _has_level(cue, self._text) and self._around.is_level(figure)

    def _is_of_another_count(self, cue: Cue, gap: Span, figure: StatedPercent) -> bool:
        """True for a count that goes on to what somebody got of it, or only shows that.

        As in "suara yang masuk untuk Rina-Budi 120 suara atau 60 persen". It may go on to a turnout as well.
        """
        if self._tells_turnout(gap):
            return True
        if cue.strong and self._around.is_got(figure):
            return True
        if cue.strong and self._around.is_share_of_votes(figure):
            whose = self._around.named_in(gap) or self._places.within(gap.start, gap.end)
            if whose:
                return True
        return ruleset().contexts.shows.search(gap.of(self._text)) is not None

    def _is_of_no_votes(self, cue: Cue, figure: StatedPercent) -> bool:
        """True where a region is said to win or lose, and nobody named: "Kaur memimpin dengan"."""
        of_votes = cue.measure == "vote_share" and cue.topic
        return (
            of_votes
            and self._around.is_told_of_place(cue)
            and not self._around.is_of_those_who_stand(figure)
        )

    def _sets_out_names(self, gap: Span) -> bool:
        """True where a party begins a list: "lolos ambang batas, yaitu PAN dengan 7,2 persen"."""
        named = self._around.named_in(gap)
        return bool(named) and self._clauses.separator(gap.start, named[0].start) is not None

    def _tells_turnout(self, gap: Span) -> bool:
        """True where a cue of turnout stands in a gap."""
        cues = self._around.cues_in(gap.start, gap.end)
        return any(c.measure == "turnout" and c in gap for c in cues)

    def _is_said_of_one_after(self, cue: Cue) -> bool:
        """True where a cue stands right before a figure: "... dengan margin of error 1,3 persen"."""
        end = min(cue.end + ADJACENT, self._document.sentence_of(cue.start).end)
        return any(
            cue.start < f.start <= end
            and not self._clauses.is_divided(Span(min(cue.end, f.start), f.start))
            for f in self._around.figures
        )

    def _is_right_before_one(self, cue: Cue) -> bool:
        """True where nothing stands between a cue and the figure after it: "..., partisipasi 79 persen"."""
        return any(
            cue.end <= f.start and not self._text[cue.end : f.start].strip()
            for f in self._around.figures
        )


def _is_about_as_much(figure: StatedPercent, level: StatedPercent) -> bool:
    """True for a figure that a level can hardly have risen or fallen by."""
    return level.value >= _LEAST_LEVEL and figure.value > _OF_LEVEL * level.value


def _has_level(cue: Cue, text: str) -> bool:
    """True for a cue that tells how something changed that has a level, unlike "pertumbuhan"."""
    return ruleset().contexts.of_level.search(cue.of(text)) is not None
