"""What a percentage measures.

The nearest of the cues around a percentage decides (``rules/measures.toml``): words right after it, words
before it in its list item, words after it in the item, then the rest of the sentence. Strong cues (a
threshold, a margin of error, "naik sekitar") decide over all others. Without a cue a percentage measures
what the one before it does, and else what the article begins with.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import filterfalse

from pipeline.focus import places
from pipeline.focus.places import Places
from pipeline.matching.rules import HasSpan, Production, Rule, RuleSet, load_ruleset
from pipeline.types import Document, Line, Measure, Qualifier, RuleMatch, Span

RULES = "measures"

_ADJACENT = 32
_WHOLE = re.compile(r"(?<![\d.,])100(?:[.,]0+)?(?![\d.,])")
_SENTENCES_OF_LEAD = 3
# What an article may tell of where nobody stands, so that "meraih 70 persen" is said of that.
_TOPICS: tuple[Measure, ...] = ("turnout", "budget")
_CUES_OF_TOPIC = 3
_CUES_OF_SURVEY = 2
_SENTENCES_CARRIED = 2
# What is stated in passing, and carries nothing over to the percentage after it.
_PASSING: frozenset[Measure] = frozenset({"change", "other", "readiness"})
# What nobody has, so that a name before the next percentage begins another matter.
_OF_NOBODY: frozenset[Measure] = frozenset({"threshold", "readiness"})
# Of what is shared, nobody has more than all.
_ALL = 100
_SHARES: frozenset[Measure] = frozenset({"vote_share", "support", "voter_share"})
# What is said of groups of voters: "partisipasi laki-laki 60 persen, perempuan 70 persen".
_OF_GROUPS: frozenset[Measure] = frozenset({"turnout", "support", "vote_share"})


@dataclass(frozen=True, slots=True)
class StatedPercent(RuleMatch):
    """A percentage as its words give it, and what it measures where its form tells."""

    confidence: float
    value: float
    value_max: float | None
    qualifier: Qualifier
    has_unit: bool = True
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class Cue(RuleMatch):
    """Words that tell what a percentage near them measures (the rule file explains the values)."""

    measure: Measure
    side: str = "any"
    reach: str = "sentence"
    strong: bool = False
    weak: bool = False
    poll: bool = False
    survey: bool = False
    count: bool = False
    topic: bool = False
    minimum: Measure | None = None
    whole: Measure | None = None
    otherwise: Measure | None = None
    silent: bool = False


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


def _cue(rule: Rule, match: re.Match[str]) -> Cue:
    return Cue(match.start(), match.end(), rule.id, **rule.values)


_PRODUCTIONS: Mapping[str, Production[Cue]] = {"cue": _cue}


def find(document: Document) -> list[Cue]:
    """The cues of ``document``, in order of the text."""
    return ruleset().find(document.text, _PRODUCTIONS)


@dataclass(frozen=True, slots=True)
class Contexts:
    """Words that are no cue: what each is for is stated in the rule file."""

    of_the_one_before: re.Pattern[str]
    of_group: re.Pattern[str]
    level_or_cause: re.Pattern[str]
    from_before: re.Pattern[str]
    of_level: re.Pattern[str]
    on_to: re.Pattern[str]
    votes_after: re.Pattern[str]
    votes_before: re.Pattern[str]
    got_before: re.Pattern[str]
    shows: re.Pattern[str]
    votes_or: re.Pattern[str]
    after_name: re.Pattern[str]
    of_those_who_stand: re.Pattern[str]
    list_line: re.Pattern[str]
    leads_in: re.Pattern[str]
    of_election: re.Pattern[str]


@cache
def ruleset() -> RuleSet[Contexts]:
    """The rules and contexts of ``rules/measures.toml``."""
    return load_ruleset(RULES, Contexts)


@lru_cache(maxsize=64)
def _ends_in_group(words: str) -> bool:
    """True for words that end in a group of voters: "tingkat partisipasi perempuan"."""
    return ruleset().contexts.of_group.search(words) is not None


class MeasureReader:
    """Decides what each of the percentages of one document measures."""

    def __init__(
        self,
        document: Document,
        figures: Sequence[StatedPercent],
        places: Places,
        subjects: Sequence[HasSpan],
        names: Container[str] = frozenset(),
    ) -> None:
        self.document = document
        self.figures = figures
        self.places = places
        self.subjects = subjects
        # Words of the names of those who stand.
        self.names = names
        self.cues = [cue for cue in find(document) if not cue.silent]
        self.is_survey = self._is_survey()
        # Those who say in a survey that they will not vote are no turnout.
        told = Counter(c.measure for c in self.cues if not (self.is_survey and c.poll))
        votes = sum(c.measure == "vote_share" and (c.count or not c.topic) for c in self.cues)
        self.is_of_election = ruleset().contexts.of_election.search(document.text) is not None
        # What the article tells of, unless it tells of votes as well.
        topics = (m for m in _TOPICS if told[m] >= _CUES_OF_TOPIC and told[m] > 2 * votes)
        self.topic: Measure | None = next(topics, None if self.is_of_election else "other")

    def _is_survey(self) -> bool:
        """True for an article that tells more of surveys than of counts, and does not begin with a count."""
        lead = self.document.sentences[:_SENTENCES_OF_LEAD]
        begun = [c for c in self.cues if lead and c.start < lead[-1].end]
        if any(c.count for c in begun) and not any(c.survey for c in begun):
            return False
        return sum(c.survey for c in self.cues) > sum(c.count for c in self.cues)

    def run(self) -> list[Judgement]:
        """A judgement for each figure, in order."""
        judgements: list[Judgement] = []
        for index, figure in enumerate(self.figures):
            stated = self._stated(figure)
            if self._restates(index):
                stated = judgements[-1]
            elif stated is None and (like := self._of_place_before(index)) is not None:
                stated = replace(judgements[like], confidence=0.8)
            elif stated is not None and stated.is_far and self._is_listed_with_last(index):
                stated = judgements[-1]
            elif stated is None or stated.is_weak:
                carried = self._carried(index, judgements)
                stated = carried if carried and carried.measure in _OF_GROUPS else stated or carried
            elif stated.measure == "voter_share" and self._goes_on(index, judgements):
                stated = replace(stated, measure="turnout")
            judgement = stated or self._of_article(figure)
            if judgement.measure in _SHARES and figure.value > _ALL:
                judgement = replace(judgement, measure="other")
            judgements.append(judgement)
        return judgements

    def _restates(self, index: int) -> bool:
        """True for what a bracket says again: "1,5% (satu koma lima persen)"."""
        if not index:
            return False
        between = self.document.text[self.figures[index - 1].end : self.figures[index].start]
        return between.strip() == "("

    def _of_place_before(self, index: int) -> int | None:
        """The last figure said of a place, for one that is: "Kaur 92 persen ... Di Seluma 90 persen ...".

        ``None`` where the one right before is.
        """
        here = self.figures[index]
        if not index or not self._is_of_place(here):
            return None
        before = (at for at in range(index - 1, -1, -1) if self._is_of_place(self.figures[at]))
        last = next(before, None)
        return None if last == index - 1 else last

    def _is_of_place(self, figure: StatedPercent) -> bool:
        """True for a figure right after the name of a region: "Kabupaten Kaur mencapai 92 persen"."""
        near = (r for r in self.document.regions if 0 < figure.start - r.end <= _ADJACENT)
        return any(
            places.ruleset().contexts.after_place.fullmatch(self.document.text, r.end, figure.start)
            for r in near
        )

    def _goes_on(self, index: int, judgements: Sequence[Judgement]) -> bool:
        """True after the turnout of another group: "partisipasi perempuan 76 persen, laki-laki 69 persen"."""
        if not index or judgements[-1].measure != "turnout":
            return False
        here, before = (
            self.document.sentence_of(self.figures[at].start) for at in (index, index - 1)
        )
        until = self.figures[index - 1].start
        named = any(c.measure == "voter_share" and here.start <= c.start < until for c in self.cues)
        return here == before and (named or _ends_in_group(judgements[-1].words or ""))

    # Cues of the sentence.

    def _stated(self, figure: StatedPercent) -> Judgement | None:
        """What the cues of the sentence say."""
        if figure.measure is not None:
            return Judgement(figure.measure, None, 0.9, in_passing=True)
        if self._is_named_with_votes(figure):
            return Judgement("vote_share", None, 0.9)
        ranked = sorted(self._ranked(figure), key=lambda item: item[0])
        if not ranked:
            counted = self._is_counted(figure)
            return Judgement("vote_share", None, 0.8, is_weak=True) if counted else None
        (weak, ordinary, tier, _), cue = ranked[0]
        confidence = 0.97 if not ordinary or tier <= 1 else 0.9 if tier <= 3 else 0.75
        return Judgement(
            self._measure(cue, figure),
            cue.of(self.document.text),
            0.75 if weak else confidence,
            in_passing=cue.strong and cue.measure in _PASSING,
            is_weak=weak,
            is_far=tier > 3,
        )

    def _ranked(self, figure: StatedPercent) -> Iterator[tuple[tuple[bool, bool, int, int], Cue]]:
        """The cues of the sentence that may decide, with their rank: the lowest decides."""
        sentence = self.document.sentence_of(figure.start)
        for cue in self.cues:
            if not sentence.start <= cue.start < sentence.end:
                continue
            if cue.start < figure.start and cue.side != "right":
                tier, distance = self._tier_before(cue, figure)
            elif cue.start >= figure.end and cue.side != "left":
                tier, distance = self._tier_after(cue, figure)
            else:
                continue
            if tier is not None:
                yield (cue.weak, not (cue.strong and tier <= 3), tier, distance), cue

    def _tier_before(self, cue: Cue, figure: StatedPercent) -> tuple[int | None, int]:
        """How well a cue before the figure reaches it: 1 in its item, 3 from farther back, 4 past a division."""
        # "syarat minimal 20 persen": the last word of the cue belongs to the figure too.
        gap = Span(min(cue.end, figure.start), figure.start)
        distance = gap.end - gap.start
        words = gap.of(self.document.text)
        crossing = any(other in gap for other in self.figures)
        if cue.measure == "change" and (
            (self._has_level(cue) and ruleset().contexts.level_or_cause.search(words))
            or ruleset().contexts.from_before.search(words)
            or self._is_level_beside(cue, figure)
        ):
            return None, distance
        if cue.strong and crossing and self.places.contrast(gap.start, gap.end) < gap.end:
            return None, distance
        if cue.reach == "adjacent" and (
            crossing or distance > _ADJACENT or self.places.is_divided(gap)
        ):
            return None, distance
        if cue.reach == "item" and crossing:
            return None, distance
        if cue.strong and cue.reach == "item" and self.places.is_divided(gap):
            return 4, distance
        if cue.strong and cue.count and self._is_got(figure):
            return None, distance
        # "suara yang masuk untuk Rina-Budi 120 suara atau 60 persen"
        if (
            cue.strong
            and cue.count
            and self._is_share_of_votes(figure)
            and (self._named_in(gap) or self.places.within(gap.start, gap.end))
        ):
            return None, distance
        if cue.count and ruleset().contexts.shows.search(words):
            return None, distance
        if cue.measure == "threshold" and self._sets_out_names(gap):
            return None, distance
        if cue.measure == "voter_share" and any(
            c.measure == "turnout" and c in gap for c in self.cues
        ):
            return None, distance
        return (3 if crossing else 1), distance

    def _tier_after(self, cue: Cue, figure: StatedPercent) -> tuple[int | None, int]:
        """How well a cue after the figure reaches it: 0 at once, 2 in its item, 4 and 5 from farther on."""
        gap = Span(figure.end, cue.start)
        distance = gap.end - gap.start
        between = gap.of(self.document.text).strip()
        if cue.measure == "change" and self._is_level_beside(cue, figure):
            return None, distance
        if cue.strong and between == "(" and self._is_said_of_one_after(cue):
            return None, distance
        if cue.count and (self._is_got(figure) or (cue.strong and self._is_share_of_votes(figure))):
            return None, distance
        # "selisihnya 4,3 persen sehingga melebihi ambang batas": what follows from a number tells not what it is.
        if cue.strong and places.ruleset().contexts.cause.search(between):
            return None, distance
        if between == "(" and cue.count:
            return 4, distance
        if not between.strip(" )("):
            return 0, distance
        if cue.reach == "adjacent" or (cue.strong and self._is_said_of_one_after(cue)):
            return None, distance
        if self._is_right_before_one(cue) and self.places.is_divided(gap):
            return None, distance
        if self.places.contrast(gap.start, gap.end) < gap.end:
            return None, distance
        crossing = any(other in gap for other in self.figures)
        if not crossing and not self.places.is_divided(gap):
            return 2, distance
        if cue.reach == "item":
            return None, distance
        return (5 if crossing else 4), distance

    def _is_level(self, figure: StatedPercent) -> bool:
        """True for both figures of "dari 58 persen menjadi 60 persen", the last of "naik 2 persen menjadi"."""
        at = bisect_left(self.figures, figure)
        if at and self._leads_to(self.figures[at - 1], figure):
            return True
        after = self.figures[at + 1 : at + 2]
        risen = any(c.measure == "change" and 0 <= figure.start - c.end <= 1 for c in self.cues)
        return bool(after) and self._leads_to(figure, after[0]) and not risen

    def _has_level(self, cue: Cue) -> bool:
        """True for a cue that tells how something changed that has a level, unlike "pertumbuhan"."""
        words = cue.of(self.document.text)
        return ruleset().contexts.of_level.search(words) is not None

    def _is_level_beside(self, cue: Cue, figure: StatedPercent) -> bool:
        """True for a level, where ``cue`` tells that it rose or fell."""
        return self._has_level(cue) and self._is_level(figure)

    def _leads_to(self, first: Span, second: Span) -> bool:
        return (
            ruleset().contexts.on_to.fullmatch(self.document.text, first.end, second.start)
            is not None
        )

    def _is_said_of_one_after(self, cue: Cue) -> bool:
        """True where a cue stands right before a figure: "... dengan margin of error 1,3 persen"."""
        end = min(cue.end + _ADJACENT, self.document.sentence_of(cue.start).end)
        return any(
            cue.start < f.start <= end
            and not self.places.is_divided(Span(min(cue.end, f.start), f.start))
            for f in self.figures
        )

    def _sets_out_names(self, gap: Span) -> bool:
        """True where a party begins a list: "lolos ambang batas, yaitu PAN dengan 7,2 persen"."""
        named = self._named_in(gap)
        return bool(named) and self.places.separator(gap.start, named[0].start) is not None

    def _named_in(self, gap: Span) -> list[HasSpan]:
        """The pairs, parties and empty boxes named in a stretch of text."""
        return [s for s in self.subjects if gap.start <= s.start and s.end <= gap.end]

    def _is_right_before_one(self, cue: Cue) -> bool:
        """True where nothing stands between a cue and the figure after it: "..., partisipasi 79 persen"."""
        return any(
            cue.end <= f.start and not self.document.text[cue.end : f.start].strip()
            for f in self.figures
        )

    def _measure(self, cue: Cue, figure: StatedPercent) -> Measure:
        """The measure that a cue tells.

        Votes in a survey are support, unless thousands of them are counted; groups vote in elections only.
        """
        measure = self._measure_stated(cue, figure)
        if measure == "voter_share" and not self.is_of_election:
            return "other"
        return "vote_share" if measure == "support" and self._is_counted(figure) else measure

    def _is_counted(self, figure: StatedPercent) -> bool:
        """True for a share beside as many votes: "32 persen atau 7.226 suara", "7.226 suara (32 persen)"."""
        contexts, before = ruleset().contexts, self._right_before(figure)
        return (
            contexts.votes_after.match(self.document.text, figure.end) is not None
            or contexts.votes_before.search(before) is not None
        )

    def _is_named_with_votes(self, figure: StatedPercent) -> bool:
        """True for a share and as many votes right after a name: "Rina-Budi 32 persen atau 7.226 suara"."""
        return self._is_of_named(figure) and self._is_counted(figure)

    def _is_of_named(self, figure: StatedPercent) -> bool:
        """True right after a pair, a party or the empty box: "Rina-Budi dengan 32 persen"."""
        before = [s for s in self.subjects if s.end <= figure.start]
        return bool(before) and (
            ruleset().contexts.after_name.fullmatch(
                self.document.text, before[-1].end, figure.start
            )
            is not None
        )

    def _is_got(self, figure: StatedPercent) -> bool:
        """True right after words that say what it is, as "dari suara yang masuk Rina meraih 60 persen"."""
        return ruleset().contexts.got_before.search(self._right_before(figure)) is not None

    def _is_share_of_votes(self, figure: StatedPercent) -> bool:
        """True right after the votes it is the share of: "120 suara atau 60 persen dari data yang masuk"."""
        return ruleset().contexts.votes_or.search(self._right_before(figure)) is not None

    def _right_before(self, figure: StatedPercent) -> str:
        return self.document.text[max(0, figure.start - _ADJACENT) : figure.start]

    def _measure_stated(self, cue: Cue, figure: StatedPercent) -> Measure:
        """The measure that a cue tells, for all that is counted beside the figure."""
        if cue.whole is not None and _WHOLE.search(figure.of(self.document.text)):
            return cue.whole
        if cue.minimum is not None and figure.qualifier == "at_least":
            return cue.minimum
        if cue.topic and self.topic is not None and not self._is_of_those_who_stand(figure):
            return self.topic
        if cue.otherwise is not None and not any(
            c.strong and c.measure == cue.measure for c in self.cues
        ):
            return cue.otherwise
        sentence = self.document.sentence_of(figure.start)
        near = [c for c in self.cues if sentence.start <= c.start < sentence.end]
        if cue.measure == "turnout" and any(c.measure == "turnout" and not c.poll for c in near):
            return cue.measure
        if cue.measure == "voter_share" and self.is_survey and any(c.poll for c in near):
            return "support"
        if not cue.poll:
            return cue.measure
        if not any(c.count or c.survey for c in near):
            paragraph = self.document.line_of(figure.start)
            near = [c for c in self.cues if paragraph.start <= c.start < sentence.start]
            if paragraph.text_start == sentence.start and self.places.continues(sentence):
                near = [c for c in self.cues if c.start < sentence.start and (c.count or c.survey)][
                    -1:
                ]
        if any(c.count for c in near):
            return cue.measure
        return "support" if self.is_survey or any(c.survey for c in near) else cue.measure

    # Without a cue.

    def _carried(self, index: int, judgements: Sequence[Judgement]) -> Judgement | None:
        """What the last percentage before measures, or a cue that stands after it in the paragraph.

        A margin of error or a rise in passing carries nothing over.
        """
        here = self.figures[index]
        sentence = self.document.sentence_of(here.start)
        cue = self._cue_pointed_to(sentence) or self._cue_before(sentence)
        for figure, before in zip(
            reversed(self.figures[:index]), reversed(judgements), strict=True
        ):
            if cue is not None and cue.start > figure.end:
                break
            if self._sentences_between(figure, here) > _SENTENCES_CARRIED:
                break
            passing = before.in_passing and not self._are_listed(figure, here)
            if before.measure == "change" and ruleset().contexts.from_before.search(
                self.document.text, figure.end, here.start
            ):
                passing = True
            moved = before.measure == "change" and ruleset().contexts.of_level.search(
                before.words or ""
            )
            if moved and self._is_level(here):
                passing = True
            if (
                before.measure == "change"
                and not moved
                and not self._sentences_between(figure, here)
            ):
                passing = False
            if before.measure == "turnout" and self._is_of_named(here):
                passing = True
            if before.measure in _OF_NOBODY:
                other = self.topic == "turnout" or self._names_subject(here)
                passing = other and (passing or before.measure == "threshold")
            if not passing:
                return replace(before, confidence=min(before.confidence, 0.85), is_weak=False)
        cue = cue or self._cue_of_lead_in(here)
        if cue is None:
            return None
        words = cue.of(self.document.text)
        return Judgement(self._measure(cue, here), words, 0.8)

    def _is_listed_with_last(self, index: int) -> bool:
        """True for a figure in one list with the one before it."""
        return index > 0 and self._are_listed(self.figures[index - 1], self.figures[index])

    def _are_listed(self, first: Span, second: Span) -> bool:
        """True for figures of one list: "baru 40 dan 55 persen", "Kaur naik 2 persen, Lebong 3 persen"."""
        text = self.document.text
        between = text[first.end : second.start]
        if places.ruleset().contexts.coordination.fullmatch(between) is not None:
            return True
        named = places.ruleset().contexts.name_before.search(
            text, first.start - _ADJACENT, first.start
        )
        return (
            named is not None and places.ruleset().contexts.next_name.fullmatch(between) is not None
        )

    def _cue_pointed_to(self, sentence: Span) -> Cue | None:
        """The last cue of the sentence before, where "Jumlah itu" points back to what it tells."""
        index = bisect_left(self.document.sentences, sentence)
        points_back = ruleset().contexts.of_the_one_before
        if not index or points_back.match(self.document.text, sentence.start) is None:
            return None
        before = self.document.sentences[index - 1]
        if any(figure in before for figure in self.figures):
            # What that figure measures is meant.
            return None
        stated = [
            c
            for c in self.cues
            if before.start <= c.start < before.end and (c.reach != "adjacent" or c.side != "right")
        ]
        firm = [c for c in stated if not c.weak]
        return (firm or stated)[-1] if stated else None

    def _cue_before(self, sentence: Span) -> Cue | None:
        """The last cue before a sentence in its paragraph that reaches beyond its own words."""
        paragraph = self.document.line_of(sentence.start).start
        reaching = [
            c
            for c in self.cues
            if paragraph <= c.start < sentence.start
            and (c.measure == "voter_share" or (c.reach == "sentence" and not c.strong))
            and c.otherwise is None
            and c.side == "any"
            and not c.weak
        ]
        return reaching[-1] if reaching else None

    def _cue_of_lead_in(self, figure: StatedPercent) -> Cue | None:
        """The last cue of the line that a list is hung on: "Kenaikan pemilih, yakni:" above "- Kaur, 3 persen".

        The items may be short lines that end with their numbers, some of them below a heading.
        """
        text = self.document.text
        line = self.document.line_of(figure.start)
        is_listed = ruleset().contexts.list_line.match
        if not (line.is_item or is_listed(text, line.start)):
            return None

        def goes_on(above: Line) -> bool:
            if line.is_item:
                return above.is_item
            leads_in = ruleset().contexts.leads_in.search(text, above.start, above.end) is not None
            return bool(is_listed(text, above.start)) or (above.is_heading and not leads_in)

        above = self.document.lines_above(figure.start)
        head = next(filterfalse(goes_on, above), None)
        if head is None:
            return None
        leads_in = ruleset().contexts.leads_in.search(text, head.start, head.end) is not None
        if not (line.is_item or leads_in):
            return None
        led = [
            c
            for c in self.cues
            if head.start <= c.start < head.end and c.side != "right" and not (c.weak or c.strong)
        ]
        return led[-1] if led else None

    def _sentences_between(self, first: Span, second: Span) -> int:
        """How many sentences lie between those of two spans; 0 for the same sentence."""
        here, there = (
            bisect_left(self.document.sentences, self.document.sentence_of(span.start))
            for span in (first, second)
        )
        return there - here

    def _of_article(self, figure: StatedPercent) -> Judgement:
        """What the article is about, where it begins with a cue, or votes where somebody is named."""
        lead = self.document.sentences[:_SENTENCES_OF_LEAD]
        here = self.document.sentence_of(figure.start)
        ahead = [
            c
            for c in self.cues
            if lead
            and c.start < lead[-1].end
            and (c.reach == "sentence" or (c.measure == "voter_share" and c.strong))
            and not figure.end <= c.start < here.end
        ]
        if ahead and not (ahead[0].measure == "turnout" and self._is_of_named(figure)):
            words = ahead[0].of(self.document.text)
            return Judgement(self._measure(ahead[0], figure), words, 0.6)
        if self._is_of_those_who_stand(figure):
            return Judgement("support" if self.is_survey else "vote_share", None, 0.6)
        surveys = sum(c.survey for c in self.cues)
        is_survey = self.is_survey and surveys >= _CUES_OF_SURVEY
        return Judgement("support" if is_survey else "other", None, 0.5)

    def _is_of_those_who_stand(self, figure: StatedPercent) -> bool:
        """True where the sentence names who stands, a party or the empty box, or speaks of candidates."""
        sentence = self.document.sentence_of(figure.start)
        spoken_of = ruleset().contexts.of_those_who_stand
        return (
            self._names_subject(figure)
            or any(
                token.text in self.names
                for token in self.document.tokens
                if sentence.start <= token.start < sentence.end
            )
            or spoken_of.search(self.document.text, sentence.start, sentence.end) is not None
        )

    def _names_subject(self, figure: StatedPercent) -> bool:
        """True where the sentence names a pair, a party or the empty box."""
        sentence = self.document.sentence_of(figure.start)
        return any(sentence.start <= s.start < sentence.end for s in self.subjects)
