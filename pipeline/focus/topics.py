"""Which region the text above a sentence has come to speak of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from pipeline.focus.coordination import first_of
from pipeline.focus.mentions import NO_REGION, PlaceMention
from pipeline.focus.nesting import is_within, smallest
from pipeline.focus.places import Places
from pipeline.focus.signs import ruleset
from pipeline.types import COUNTRY, Level, Span

# Fewer words than `Line.is_heading` allows: titles of other articles also stand on lines of their own.
_HEADING_WORDS = 9
_LINES_UNDER_HEADING = 12
_SENTENCES_BACK = 6


class TopicReader:
    """Reads what the sentences and headings of one document speak of; ``levels`` are those of a topic."""

    def __init__(self, places: Places, levels: frozenset[Level]) -> None:
        self.document = places.document
        self.text = places.document.text
        self.places = places
        self.clauses = places.clauses
        self.levels = levels

    def in_paragraph(self, sentence: Span, about: str | None) -> str | None:
        """The region spoken of last before a sentence in its paragraph.

        A kecamatan only right before it, and in the region that the article is ``about``; not the country, with
        which that is compared in passing ("target nasional").
        """
        start = self.document.line_of(sentence.start).start
        index = bisect_left(self.document.sentences, sentence)
        for earlier in reversed(self.document.sentences[:index]):
            if earlier.start < start:
                break
            codes = self._codes_of(earlier, about, leading=False)
            district = self._district_of(earlier)
            if earlier == self.document.sentences[index - 1] and district and about:
                codes = {district} if is_within(district, about) else codes
            if codes:
                return smallest(codes)
        return None

    def before(self, sentence: Span, about: str | None) -> str | None:
        """The region spoken of last in the paragraph, or that the paragraph before set out to speak of.

        What stands above the dateline sets out nothing, nor does the country in passing.
        """
        index = bisect_left(self.document.sentences, sentence)
        first = max(self._first_of_body(), index - _SENTENCES_BACK)
        earlier = self.document.sentences[first:index]
        paragraphs = 0
        codes: set[str] = set()
        for before, after in pairwise(reversed([*earlier, sentence])):
            parted = "\n" in self.text[after.end : before.start]
            paragraphs += parted and not self.clauses.continues(before)
            if paragraphs > 1:
                break
            codes |= self._codes_of(after, about, leading=paragraphs > 0)
            if codes and not paragraphs:
                break
        return smallest(codes)

    def of_speaker(self, sentence: Span) -> str | None:
        """The region of the office named last in a paragraph before a sentence.

        Where the paragraph goes on with what was said above it, the last one that is named there.
        """
        paragraph = self.document.line_of(sentence.start)
        office = self.places.held_before(paragraph, sentence.start)
        if office is not None:
            return office.code
        above = next(self.document.lines_above(sentence.start), None)
        speaks_on = ruleset().contexts.speaks_on.match(self.text, paragraph.text_start)
        if above is None or speaks_on is None or above.end < self._body():
            return None
        return next(filter(None, map(self._named_in, self._sentences_back(above))), None)

    def in_heading(self, sentence: Span) -> tuple[str, ...]:
        """The regions of the nearest heading above a sentence: "Kecamatan Kinal:", "Kaur dan Lebong".

        Lines of which one follows the other are a list of regions and no headings, and a region named in the
        paragraph itself is nearer.
        """
        index = bisect_left(self.document.sentences, sentence)
        first = max(self._first_of_body(), index - _LINES_UNDER_HEADING)
        lines = self.document.sentences[first:index]
        headline = self.document.article.headline or ""
        headings = [
            (line, codes)
            for line in lines
            if line.end > len(headline)
            and (codes := self._only_codes(line))
            and self._is_heading(line)
        ]
        if not headings:
            return ()
        line, codes = headings[-1]
        begins = self.document.line_of(line.start)
        # A title may stand right above the heading of a part of its region.
        in_list = any(
            not self.text[above.end : begins.start].strip()
            and not all(is_within(code, larger) for code in codes for larger in others)
            for above, others in headings[-2:-1]
        )
        return () if in_list else codes

    def first_of_paragraph(self, sentence: Span) -> Span:
        """The first sentence of the paragraph of ``sentence``."""
        start = self.document.line_of(sentence.start).start
        return self.document.sentences[bisect_left(self.document.sentences, Span(start, start))]

    # What a sentence speaks of.

    def _codes_of(self, sentence: Span, about: str | None, *, leading: bool) -> set[str]:
        """The regions that a sentence of an article ``about`` one speaks of.

        Of the country such an article speaks where that is set off: "Di tingkat nasional, ...".
        """
        topics = self._topics_of(sentence, leading=leading)
        in_passing = about not in {None, COUNTRY}
        return {
            p.code
            for p in topics
            if not (in_passing and p.code == COUNTRY and not self.text.startswith(",", p.end))
        }

    def _topics_of(self, sentence: Span, *, leading: bool) -> list[PlaceMention]:
        """The places that a sentence speaks of; with ``leading`` only where it begins with one."""
        places = [
            p
            for p in self.places.within(sentence.start, sentence.end)
            if p.level in self.levels and not p.attributed
        ]
        if leading and places:
            before = self.text[sentence.start : places[0].start]
            first, *others = places
            if ruleset().contexts.sets_out.fullmatch(before) is None:
                return []
            # "Di Bengkulu ada Kaur, Lebong dan Seluma" speaks of the region and not of its parts.
            parts = sum(is_within(place.code, first.code) for place in others)
            of_whole = parts > 1 and 2 * parts > len(others)
            return [first] if of_whole else places
        return places

    def _named_in(self, sentence: Span) -> str | None:
        """The smallest of the regions that a sentence names, those of offices too, if it lies in all others."""
        named = (p for p in self.places.all if sentence.start <= p.start < sentence.end)
        return smallest({p.code for p in named if p.level in self.levels})

    def _sentences_back(self, line: Span) -> Iterator[Span]:
        """The sentences of a line, the last one first."""
        return (s for s in reversed(self.document.sentences) if line.start <= s.start < line.end)

    def _district_of(self, sentence: Span) -> str | None:
        """The one kecamatan that a sentence names, where it names no region but those that hold it."""
        within = self.places.within(sentence.start, sentence.end)
        codes = {p.code for p in within if not p.attributed}
        one = smallest(codes)
        named = any(p.code == one and p.level == "district" for p in within)
        return one if named else None

    # Headings.

    def _only_codes(self, line: Span) -> tuple[str, ...]:
        """The regions of a line that names one, or one list of them."""
        places = [p for p in self.places.all if line.start <= p.start < line.end]
        codes = first_of(self.text, places) if places else ()
        return codes if len(codes) == len(places) and NO_REGION not in codes else ()

    def _is_heading(self, sentence: Span) -> bool:
        """True for a short line of its own that is no sentence, or for words that end a line with a colon."""
        line = self.document.line_of(sentence.start)
        if sentence.end != line.end or not line.is_heading:
            return False
        words = sentence.of(self.text)
        is_line = sentence.start <= line.text_start
        return words.endswith(":") or (is_line and len(words.split()) <= _HEADING_WORDS)

    def _first_of_body(self) -> int:
        """The number of the sentence with the dateline, 0 without one; above it stand headline and byline."""
        opening = self.document.article.opening
        return bisect_left(self.document.sentences, opening) if opening is not None else 0

    def _body(self) -> int:
        """Where the text below the headline begins, at the dateline where there is one."""
        article = self.document.article
        return article.opening.start if article.opening else len(article.headline or "")
