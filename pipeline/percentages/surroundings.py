"""What stands around the percentages of an article: which cues, names and other percentages, and how near."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence
from operator import attrgetter

from pipeline.focus import signs
from pipeline.focus.places import Places
from pipeline.percentages.cues import Cue, ruleset
from pipeline.percentages.figures import StatedPercent
from pipeline.percentages.subjects import Subject
from pipeline.types import Document, Span

# Room between a percentage and words that belong to it.
ADJACENT = 32


class Surroundings:
    """The percentages of one document among its cues, places and those who stand.

    ``names`` are words of the names of those who stand.
    """

    def __init__(
        self,
        document: Document,
        figures: Sequence[StatedPercent],
        cues: Sequence[Cue],
        subjects: Sequence[Subject],
        places: Places,
        names: Container[str] = frozenset(),
    ) -> None:
        self.document = document
        self.text = document.text
        self.figures = figures
        self.cues = cues
        self.subjects = subjects
        self.places = places
        self.names = names

    def cues_in(self, start: int, end: int) -> Sequence[Cue]:
        """The cues that begin between two offsets, in order."""
        first, last = (bisect_left(self.cues, at, key=attrgetter("start")) for at in (start, end))
        return self.cues[first:last]

    def cues_of_sentence(self, figure: StatedPercent) -> Sequence[Cue]:
        """The cues of the sentence of a figure, in order."""
        sentence = self.document.sentence_of(figure.start)
        return self.cues_in(sentence.start, sentence.end)

    def named_in(self, gap: Span) -> list[Subject]:
        """The pairs, parties and empty boxes named in a stretch of text."""
        return [s for s in self.subjects if gap.start <= s.start and s.end <= gap.end]

    # Who and where a figure is of.

    def is_of_place(self, figure: StatedPercent) -> bool:
        """True for a figure right after the name of a region: "Kabupaten Kaur mencapai 92 persen"."""
        near = (r for r in self.document.regions if 0 < figure.start - r.end <= ADJACENT)
        after_place = signs.ruleset().contexts.after_place
        return any(after_place.fullmatch(self.text, r.end, figure.start) for r in near)

    def is_told_of_place(self, cue: Cue) -> bool:
        """True for what a region does, or what is done to it: "Kaur memimpin dengan", "kalah dari Kaur"."""
        contexts = ruleset().contexts
        for region in self.document.regions_in(cue.start - ADJACENT, cue.end + ADJACENT):
            if contexts.done_to.fullmatch(self.text, cue.end, region.start):
                return True
            sentence = self.document.sentence_of(region.start)
            before = self.text[sentence.start : region.start]
            begins = not before.strip() or contexts.begins_clause.search(before)
            if begins and contexts.does.fullmatch(self.text, region.end, cue.start):
                return True
        return False

    def is_of_named(self, figure: StatedPercent) -> bool:
        """True right after a pair, a party or the empty box: "Rina-Budi dengan 32 persen"."""
        before = [s for s in self.subjects if s.end <= figure.start]
        after_name = ruleset().contexts.after_name
        return bool(before) and (
            after_name.fullmatch(self.text, before[-1].end, figure.start) is not None
        )

    def is_of_those_who_stand(self, figure: StatedPercent) -> bool:
        """True where the sentence names who stands, a party or the empty box, or speaks of candidates."""
        sentence = self.document.sentence_of(figure.start)
        spoken_of = ruleset().contexts.of_those_who_stand
        return (
            self.names_subject(figure)
            or any(
                token.text in self.names
                for token in self.document.tokens
                if sentence.start <= token.start < sentence.end
            )
            or spoken_of.search(self.text, sentence.start, sentence.end) is not None
        )

    def names_subject(self, figure: StatedPercent) -> bool:
        """True where the sentence names a pair, a party or the empty box."""
        sentence = self.document.sentence_of(figure.start)
        return any(sentence.start <= s.start < sentence.end for s in self.subjects)

    # Words right beside a figure.

    def is_counted(self, figure: StatedPercent) -> bool:
        """True for a share beside as many votes: "32 persen atau 7.226 suara", "7.226 suara (32 persen)"."""
        contexts, text = ruleset().contexts, self.text
        around = max(0, figure.start - ADJACENT), figure.end + ADJACENT
        return (
            contexts.votes_after.match(text, figure.end) is not None
            or contexts.votes_before.search(self._right_before(figure)) is not None
            or any(figure in Span(*m.span()) for m in contexts.votes_around.finditer(text, *around))
        )

    def is_got(self, figure: StatedPercent) -> bool:
        """True right after words that say what it is, as "dari suara yang masuk Rina meraih 60 persen"."""
        return ruleset().contexts.got_before.search(self._right_before(figure)) is not None

    def is_of_a_whole(self, figure: StatedPercent) -> bool:
        """True for the share of what is named right after it and no election counts: "72 persen kebun"."""
        return ruleset().contexts.of_a_whole.match(self.text, figure.end) is not None

    def is_of_what_follows(self, figure: StatedPercent) -> bool:
        """True for a share that begins its clause, of what is named after it: "..., meski 20 persen petugas"."""
        sentence = self.document.sentence_of(figure.start)
        before = self.text[sentence.start : figure.start]
        begins = not before.strip() or ruleset().contexts.of_what_follows.search(before)
        return bool(begins) and self.is_of_a_whole(figure)

    def is_of_a_deed(self, figure: StatedPercent) -> bool:
        """True for the share of those who do what is told right after it: "60 persen belum pernah pindah"."""
        return ruleset().contexts.of_a_deed.match(self.text, figure.end) is not None

    def is_share_of_votes(self, figure: StatedPercent) -> bool:
        """True right after the votes it is the share of: "120 suara atau 60 persen dari data yang masuk"."""
        return ruleset().contexts.votes_or.search(self._right_before(figure)) is not None

    def _right_before(self, figure: StatedPercent) -> str:
        return self.text[max(0, figure.start - ADJACENT) : figure.start]

    # Figures beside each other.

    def restates(self, index: int) -> bool:
        """True for what a bracket says again: "1,5% (satu koma lima persen)"."""
        if not index:
            return False
        return self.text[self.figures[index - 1].end : self.figures[index].start].strip() == "("

    def are_listed(self, first: Span, second: Span) -> bool:
        """True for figures of one list: "baru 40 dan 55 persen", "Kaur naik 2 persen, Lebong 3 persen"."""
        contexts = signs.ruleset().contexts
        between = self.text[first.end : second.start]
        if contexts.coordination.fullmatch(between) is not None:
            return True
        named = contexts.name_before.search(self.text, first.start - ADJACENT, first.start)
        return named is not None and contexts.next_name.fullmatch(between) is not None

    def is_level(self, figure: StatedPercent) -> bool:
        """True for both figures of "dari 58 persen menjadi 60 persen", the last of "naik 2 persen menjadi"."""
        at = bisect_left(self.figures, figure)
        if at and self._leads_to(self.figures[at - 1], figure):
            return True
        after = self.figures[at + 1 : at + 2]
        risen = any(c.measure == "change" and 0 <= figure.start - c.end <= 1 for c in self.cues)
        return bool(after) and self._leads_to(figure, after[0]) and not risen

    def _leads_to(self, first: Span, second: Span) -> bool:
        on_to = ruleset().contexts.on_to
        return on_to.fullmatch(self.text, first.end, second.start) is not None
