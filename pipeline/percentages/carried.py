"""What a percentage goes on with that no cue of its own sentence decides on.

It measures what the one before does, unless that was said in passing, or what a cue tells that stands nearer:
before it in the paragraph, in the sentence that "Jumlah itu" points back to, or above the list it is in.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import filterfalse

from pipeline.percentages.cues import Cue, ruleset
from pipeline.percentages.figures import StatedPercent
from pipeline.percentages.judgement import CueJudge, Judgement
from pipeline.percentages.reporting import Reporting
from pipeline.percentages.surroundings import Surroundings
from pipeline.types import Line, Measure, Span

_SENTENCES_CARRIED = 2
# What nobody has, so that a name before the next percentage begins another matter.
_OF_NOBODY: frozenset[Measure] = frozenset({"threshold", "readiness"})


class Continuation:
    """Tells what the percentages of one document go on with."""

    def __init__(self, around: Surroundings, reporting: Reporting, judge: CueJudge) -> None:
        self._around = around
        self._document = around.document
        self._text = around.text
        self._figures = around.figures
        self._reporting = reporting
        self._judge = judge

    def judgement(self, index: int, judgements: Sequence[Judgement]) -> Judgement | None:
        """What the last percentage before measures, or a cue that stands after it in the paragraph.

        A margin of error or a rise in passing carries nothing over.
        """
        here = self._figures[index]
        sentence = self._document.sentence_of(here.start)
        cue = self._cue_pointed_to(sentence) or self._cue_before(sentence)
        for figure, before in zip(
            reversed(self._figures[:index]), reversed(judgements), strict=True
        ):
            if cue is not None and cue.start > figure.end:
                break
            if self._sentences_between(figure, here) > _SENTENCES_CARRIED:
                break
            if not self._is_over(figure, before, here):
                return replace(before, confidence=min(before.confidence, 0.85), is_weak=False)
        cue = cue or self._cue_of_lead_in(here)
        return self._judge.judgement(cue, here, 0.8) if cue is not None else None

    def of_place_before(self, index: int) -> int | None:
        """The last figure said of a place, for one that is: "Kaur 92 persen ... Di Seluma 90 persen ...".

        ``None`` where the one right before is.
        """
        if not index or not self._around.is_of_place(self._figures[index]):
            return None
        before = range(index - 1, -1, -1)
        last = next((at for at in before if self._around.is_of_place(self._figures[at])), None)
        return None if last == index - 1 else last

    def is_listed_with_last(self, index: int) -> bool:
        """True for a figure in one list with the one before it."""
        return index > 0 and self._around.are_listed(self._figures[index - 1], self._figures[index])

    def is_of_next_group(self, index: int, judgements: Sequence[Judgement]) -> bool:
        """True after the turnout of another group: "partisipasi perempuan 76 persen, laki-laki 69 persen"."""
        if not index or judgements[-1].measure != "turnout":
            return False
        last = self._figures[index - 1]
        here = self._document.sentence_of(self._figures[index].start)
        cues = self._around.cues_in(here.start, last.start)
        named = any(c.measure == "voter_share" for c in cues)
        same = here == self._document.sentence_of(last.start)
        return same and (named or _ends_in_group(judgements[-1].words or ""))

    # What the figures before carry over.

    def _is_over(self, figure: StatedPercent, before: Judgement, here: StatedPercent) -> bool:
        """True where a figure ``here`` does not go on with what an earlier one measures."""
        passing = before.in_passing and not self._around.are_listed(figure, here)
        if before.measure == "change":
            return self._is_change_over(figure, before, here, passing=passing)
        if before.measure == "turnout":
            return passing or self._around.is_of_named(here)
        if before.measure in _OF_NOBODY:
            other = self._reporting.topic == "turnout" or self._around.names_subject(here)
            return other and (passing or before.measure == "threshold")
        return passing

    def _is_change_over(
        self, figure: StatedPercent, before: Judgement, here: StatedPercent, *, passing: bool
    ) -> bool:
        """True where a figure ``here`` is the level that something rose to, or what it is compared with."""
        contexts = ruleset().contexts
        moved = contexts.of_level.search(before.words or "") is not None
        if not moved and not self._sentences_between(figure, here):
            return False
        compared = contexts.from_before.search(self._text, figure.end, here.start) is not None
        return passing or compared or (moved and self._around.is_level(here))

    def _sentences_between(self, first: Span, second: Span) -> int:
        """How many sentences lie between those of two spans; 0 for the same sentence."""
        here, there = (
            bisect_left(self._document.sentences, self._document.sentence_of(span.start))
            for span in (first, second)
        )
        return there - here

    # Cues above.

    def _cue_pointed_to(self, sentence: Span) -> Cue | None:
        """The last cue of the sentence before, where "Jumlah itu" points back to what it tells."""
        index = bisect_left(self._document.sentences, sentence)
        points_back = ruleset().contexts.of_the_one_before
        if not index or points_back.match(self._text, sentence.start) is None:
            return None
        before = self._document.sentences[index - 1]
        if any(figure in before for figure in self._figures):
            # What that figure measures is meant.
            return None
        cues = self._around.cues_in(before.start, before.end)
        stated = [c for c in cues if c.reach != "adjacent" or c.side != "right"]
        firm = [c for c in stated if not c.weak]
        return (firm or stated)[-1] if stated else None

    def _cue_before(self, sentence: Span) -> Cue | None:
        """The last cue before a sentence in its paragraph that reaches beyond its own words."""
        paragraph = self._document.line_of(sentence.start).start
        reaching = [
            c
            for c in self._around.cues_in(paragraph, sentence.start)
            if (c.measure == "voter_share" or (c.reach == "sentence" and not c.strong))
            and c.otherwise is None
            and c.side == "any"
            and not c.weak
        ]
        return reaching[-1] if reaching else None

    def _cue_of_lead_in(self, figure: StatedPercent) -> Cue | None:
        """The last cue of the line that a list is hung on: "Kenaikan pemilih, yakni:" above "- Kaur, 3 persen".

        The items may be short lines that end with their numbers, some of them below a heading.
        """
        line = self._document.line_of(figure.start)
        if not (line.is_item or self._is_list_line(line)):
            return None
        above = self._document.lines_above(figure.start)
        in_list = _is_item if line.is_item else self._is_in_list_of_lines
        head = next(filterfalse(in_list, above), None)
        if head is None or not (line.is_item or self._leads_in(head)):
            return None
        led = [
            c
            for c in self._around.cues_in(head.start, head.end)
            if c.side != "right" and not (c.weak or c.strong)
        ]
        return led[-1] if led else None

    def _is_in_list_of_lines(self, line: Line) -> bool:
        """True for a line that ends with its number, and for a heading that leads in no list."""
        return self._is_list_line(line) or (line.is_heading and not self._leads_in(line))

    def _is_list_line(self, line: Line) -> bool:
        return ruleset().contexts.list_line.match(self._text, line.start) is not None

    def _leads_in(self, line: Line) -> bool:
        return ruleset().contexts.leads_in.search(self._text, line.start, line.end) is not None


def _is_item(line: Line) -> bool:
    return line.is_item


@lru_cache(maxsize=64)
def _ends_in_group(words: str) -> bool:
    """True for words that end in a group of voters: "tingkat partisipasi perempuan"."""
    return ruleset().contexts.of_group.search(words) is not None
