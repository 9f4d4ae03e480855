"""Which region a number in an article is about.

The region named in the same list item wins, then one that the sentence carries over from the item before, then
what stands around it (:mod:`pipeline.focus.unplaced`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from pipeline.focus.centre import COARSE
from pipeline.focus.districts import name_before
from pipeline.focus.items import ItemReader
from pipeline.focus.links import Link
from pipeline.focus.main_region import main_region
from pipeline.focus.mentions import NO_REGION
from pipeline.focus.places import Places
from pipeline.focus.signs import ruleset
from pipeline.focus.topics import TopicReader
from pipeline.focus.unplaced import Unplaced, UnplacedReader
from pipeline.types import Level, Span


class Linker:
    """Links spans of one document to the regions they are about.

    ``topics`` are the levels of what a sentence may speak of for the next ones.
    """

    def __init__(self, places: Places, topics: frozenset[Level] = COARSE) -> None:
        self.document = places.document
        self.text = places.document.text
        self.places = places
        self.items = ItemReader(places)
        self.topics = TopicReader(places, topics)
        self.unplaced = UnplacedReader(places, self.items, self.topics)

    def link(self, spans: Sequence[Span], hints: Sequence[str | None] = ()) -> list[Link]:
        """The links of ``spans``, which come in order of the text and compete for the regions of a sentence.

        ``hints`` gives for each span a region known otherwise, used where the sentence names none.
        """
        hinted = zip_longest(spans, hints)
        links: list[Link] = []
        for sentence, group in groupby(
            hinted, key=lambda item: self.document.sentence_of(item[0].start)
        ):
            items = list(group)
            last = spans[len(links) - 1].end if links else 0
            goes_on = bool(links) and self._goes_on(sentence, last)
            before = links[-1] if goes_on else Link()
            links += self._link_sentence(sentence, items, before)
        return [
            replace(link, codes=tuple(code for code in link.codes if code != NO_REGION))
            for link in links
        ]

    def _link_sentence(
        self, sentence: Span, hinted: Sequence[tuple[Span, str | None]], before: Link
    ) -> Iterator[Link]:
        """The links of the spans of one sentence; ``before`` is the last link of its paragraph."""
        spans = [span for span, _ in hinted]
        shared = self.items.shared_out(sentence, spans)
        previous = Link()
        about = main_region(self.places, sentence.end)
        for index, (span, hint) in enumerate(hinted):
            after = spans[index - 1].end if index else sentence.start
            ahead = spans[index + 1].start if index + 1 < len(spans) else sentence.end
            codes = shared.get(index) or self.items.in_item(span, after, ahead, first=index == 0)
            if codes:
                previous = Link(codes, 0.95, in_sentence=True)
            elif (
                previous.in_sentence
                and not self._is_of_unknown_district(spans, index)
                and ruleset().contexts.own.search(self.text, after, span.start) is None
            ):
                previous = Link(previous.codes, 0.85, in_sentence=True)
            else:
                carried = previous if index else before
                number = Unplaced(sentence, span, spans[-1], ahead, carried, hint, about)
                previous = self.unplaced.link(number)
            yield previous

    def _is_of_unknown_district(self, spans: Sequence[Span], index: int) -> bool:
        """True after a name that no kecamatan has, in a list of them: "Kinal 70 persen, Kinnal 60 persen"."""
        before, here = (name_before(self.text, spans[at]) for at in (index - 1, index))
        return (
            before is not None
            and here is not None
            and not self.text[here.end : spans[index].start].strip(" (")
            and any(p.level == "district" and p.end == before.end for p in self.places.all)
        )

    def _goes_on(self, sentence: Span, last: int) -> bool:
        """True where ``last`` lies in the paragraph of a sentence, or in the one before that it goes on with."""
        paragraph = self.topics.first_of_paragraph(sentence)
        if last > paragraph.start:
            return True
        between = self.text[last : paragraph.start].strip()
        return self.places.clauses.continues(paragraph) and "\n" not in between
