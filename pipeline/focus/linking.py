"""Which region a number in an article is about.

The region named in the same list item wins, then one that the sentence carries over from the item before,
then any other of the sentence, then the last region spoken of, and last the region that the article is about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, zip_longest

from pipeline.focus.centre import COARSE
from pipeline.focus.elections import election_at, elections_in
from pipeline.focus.places import ALL_LEVELS, NO_REGION, PlaceMention, Places, is_within, ruleset
from pipeline.types import COUNTRY, Document, Level, Span

_TOPIC_WORDS = 6
# Fewer words than `Line.is_heading` allows: titles of other articles also stand on lines of their own.
_HEADING_WORDS = 9
_LINES_UNDER_HEADING = 12
_SENTENCES_BACK = 6
# Room for a comma and the words that may stand between it and the number of an item.
_BEFORE_ITEM = 20


@dataclass(frozen=True, slots=True)
class Link:
    """The regions that a number is about (several where it holds for each of a list), and how sure that is.

    ``in_sentence`` is true where the sentence tells them, or a heading or words that point back do.
    """

    codes: tuple[str, ...] = ()
    confidence: float = 0.5
    in_sentence: bool = False


@dataclass(frozen=True, slots=True)
class _Unplaced:
    """A number whose item in the sentence names no region.

    ``last`` is the last number of the sentence, ``ahead`` where the next one or the end of the sentence is,
    ``before`` the link of the number before, ``hint`` a region known otherwise, ``about`` what the article is
    about as far as it has been read.
    """

    sentence: Span
    span: Span
    last: Span
    ahead: int
    before: Link
    hint: str | None
    about: str | None


class Linker:
    """Links spans of one document to the regions they are about."""

    def __init__(
        self,
        document: Document,
        levels: frozenset[Level] = ALL_LEVELS,
        topics: frozenset[Level] = COARSE,
        *,
        heads: bool = True,
    ) -> None:
        self.document = document
        self.text = document.text
        self.places = Places(document, levels, heads=heads)
        self.levels = levels
        # What a sentence may speak of for the next ones.
        self.topics = topics

    def link(self, spans: Sequence[Span], hints: Sequence[str | None] = ()) -> list[Link]:
        """The links of ``spans``, which come in order of the text and compete for the regions of a sentence.

        ``hints`` gives for each span a region known otherwise, used where the sentence names none.
        """
        if "district" in self.levels:
            self.places.add_districts(spans)
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
        shared = self._shared_out(sentence, spans)
        previous = Link()
        about = self.places.about(sentence.end)
        for index, (span, hint) in enumerate(hinted):
            after = spans[index - 1].end if index else sentence.start
            ahead = spans[index + 1].start if index + 1 < len(spans) else sentence.end
            codes = shared.get(index) or self._in_item(span, after, ahead, first=index == 0)
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
                number = _Unplaced(sentence, span, spans[-1], ahead, carried, hint, about)
                previous = self._elsewhere(number)
            yield previous

    def _is_of_unknown_district(self, spans: Sequence[Span], index: int) -> bool:
        """True after a name that no kecamatan has, in a list of them: "Kinal 70 persen, Kinnal 60 persen"."""
        before, here = (self.places.name_before(spans[at]) for at in (index - 1, index))
        return (
            before is not None
            and here is not None
            and not self.text[here.end : spans[index].start].strip(" (")
            and any(p.level == "district" and p.end == before.end for p in self.places.all)
        )

    def _goes_on(self, sentence: Span, last: int) -> bool:
        """True where ``last`` lies in the paragraph of a sentence, or in the one before that it goes on with."""
        paragraph = self._first_of_paragraph(sentence)
        if last > paragraph.start:
            return True
        between = self.text[last : paragraph.start].strip()
        return self.places.continues(paragraph) and "\n" not in between

    def _first_of_paragraph(self, sentence: Span) -> Span:
        """The first sentence of the paragraph of ``sentence``."""
        start = self.document.line_of(sentence.start).start
        return self.document.sentences[bisect_left(self.document.sentences, Span(start, start))]

    # Inside the sentence.

    def _shared_out(self, sentence: Span, spans: Sequence[Span]) -> dict[int, tuple[str, ...]]:
        """ "Kaur dan Lebong 61 dan 63 persen": the regions of numbers that follow a list of as many."""
        shared: dict[int, tuple[str, ...]] = {}
        first = 0
        while first < len(spans):
            after = first + 1
            while after < len(spans) and self._are_listed(spans[after - 1], spans[after]):
                after += 1
            start = spans[first - 1].end if first else sentence.start
            before = self.places.within(start, spans[first].start)
            listed = self.last_of(before) if before else ()
            if after - first > 1 and len(listed) == after - first:
                shared |= {first + at: (code,) for at, code in enumerate(listed)}
            first = after
        return shared

    def _are_listed(self, first: Span, second: Span) -> bool:
        return (
            ruleset().contexts.coordination.fullmatch(self.text[first.end : second.start])
            is not None
        )

    def _in_item(self, span: Span, after: int, ahead: int, *, first: bool) -> tuple[str, ...]:
        """Regions of the list item of ``span``, which lies between the numbers before and after it.

        Those that ``span`` itself holds come first: "calon terbanyak yaitu Kaur sebanyak 55".
        """
        within = self.places.within(span.start, span.end)
        if within:
            return self.last_of(within)
        start = None if first else self.places.separator(after, span.start)
        end = self.places.separator(span.end, ahead)
        start = after if start is None else start
        left = [
            place
            for place in self.places.within(start, span.start)
            if not (place.attributed and place.level in {"district", "village"})
        ]
        right = [
            place
            for place in self.places.within(span.end, ahead if end is None else end)
            if not self._is_of_the_next(span, place, ahead)
        ]
        if right and self._is_located(span, right[0], left):
            # The last number of a sentence has the whole of a list after it.
            is_last = ahead == self.document.sentence_of(span.start).end
            return self.first_of(self.places.within(span.end, ahead) if is_last else right)
        if not left:
            return ()
        codes = self.last_of(left)
        if len(codes) > 2 and ruleset().contexts.of_the_last.match(
            self.text, left[-1].end, span.start
        ):
            return codes[-1:]
        if len(codes) > 1 and ruleset().contexts.average.search(
            self.text, left[-1].end, span.start
        ):
            return (common(codes),)
        return codes

    def _is_of_the_next(self, span: Span, place: PlaceMention, ahead: int) -> bool:
        """True for a region right before the next number: "60 persen, bahkan Kaur 40 persen"."""
        if ahead == self.document.sentence_of(span.start).end:
            return False
        next_to_it = ruleset().contexts.of_the_next.fullmatch(self.text, place.end, ahead)
        return next_to_it is not None and not ruleset().contexts.of_the_one_before.fullmatch(
            self.text, span.end, place.start
        )

    def _is_located(self, span: Span, place: PlaceMention, left: Sequence[PlaceMention]) -> bool:
        """True where a number is said of a place after it, and not of those before it.

        Beside a region before it only a smaller one counts, with next to nothing between but a preposition, or
        any where the number begins an item: "tiga paslon di Kaur, yang ditutup KPU Kaur, dua paslon di Lebong".
        """
        between = self.text[span.end : place.start]
        if ruleset().contexts.cause.search(between) is not None:
            return False
        if not left or ruleset().contexts.deputy.fullmatch(between) is not None:
            return True
        near = (
            ruleset().contexts.located.fullmatch(between) is not None
            and len(between.split()) <= _TOPIC_WORDS
        )
        begins = ruleset().contexts.begins_item.search(
            self.text, max(0, span.start - _BEFORE_ITEM), span.start
        )
        return near and (begins is not None or is_within(place.code, left[-1].code))

    def end_of_statement(self, start: int, end: int) -> int:
        """Where between two offsets the cause of what is stated before begins ("karena"), else the end."""
        because = ruleset().contexts.because.search(self.text, start, end)
        return end if because is None else because.start()

    def last_of(self, places: Sequence[PlaceMention]) -> tuple[str, ...]:
        """The last of ``places`` with what it is coordinated with."""
        codes = [place.code for place in places[-1:]]
        for first, second in pairwise(reversed(places)):
            if not self._are_coordinated(second, first):
                break
            codes.insert(0, second.code)
        return tuple(dict.fromkeys(codes))

    def first_of(self, places: Sequence[PlaceMention]) -> tuple[str, ...]:
        """The first of ``places`` with what it is coordinated with."""
        codes = [places[0].code]
        for first, second in pairwise(places):
            if not self._are_coordinated(first, second):
                break
            codes.append(second.code)
        return tuple(dict.fromkeys(codes))

    def _are_coordinated(self, first: PlaceMention, second: PlaceMention) -> bool:
        between = self.text[first.end : second.start]
        same = first.level == second.level or {first.level, second.level} == {"regency", "city"}
        return same and ruleset().contexts.coordination.fullmatch(between) is not None

    # Outside of it.

    def _elsewhere(self, number: _Unplaced) -> Link:
        """The link that the first of :data:`_WAYS` to find one finds, or one to no region."""
        return next(filter(None, (way(self, number) for way in _WAYS)), Link())

    def _named_after(self, number: _Unplaced) -> Link | None:
        """Regions after the number, up to the next one: "61 persen, disusul Kaur dan Lebong"."""
        end = number.span.end
        later = self.places.within(end, self.places.contrast(end, number.ahead))
        if later and self._is_of_the_next(number.span, later[-1], number.ahead):
            namely = ruleset().contexts.namely.match(self.text, end, later[0].start)
            return Link((number.about,), 0.7) if number.about and namely else None
        if later and ruleset().contexts.cause.search(self.text, end, later[0].start):
            return None
        stated = [p for p in later if not p.attributed]
        stated = stated or (later if self.places.are_several() else [])
        if not stated or {p.code for p in stated} != set(self.first_of(stated)):
            return None
        return Link(self.first_of(stated), 0.8, in_sentence=True)

    def _of_speaker(self, number: _Unplaced) -> Link | None:
        """Where the one serves who states a number, in an article on several regions."""
        held = self.places.held_before(number.sentence, number.span.start)
        return Link((held.code,), 0.7) if held and self.places.are_several() else None

    def _in_race_of_province(self, number: _Unplaced) -> Link | None:
        """The province that the article is about, where the sentence turns to the race for its governor."""
        about, start = number.about, number.sentence.start
        if about is None or about == COUNTRY or "." in about:
            return None
        before = Span(self._first_of_paragraph(number.sentence).start, start)
        races = elections_in(self.document, Span(start, number.span.start))
        turns = races == ("gubernur",) and races != elections_in(self.document, before)
        return Link((about,), 0.75) if turns else None

    def _carried_over(self, number: _Unplaced) -> Link | None:
        """What the number before is about, where the sentence goes on with it."""
        goes_on = number.before.codes and self.places.continues(number.sentence)
        return number.before if goes_on else None

    def _spoken_of(self, number: _Unplaced) -> Link | None:
        """The region that the paragraph spoke of last."""
        topic = self._topic_of_paragraph(number.sentence, number.about)
        return None if topic is None else Link((topic,), 0.75)

    def _carried_over_paragraphs(self, number: _Unplaced) -> Link | None:
        """What the number before is about, where the paragraph goes on with it."""
        first = self._first_of_paragraph(number.sentence)
        goes_on = number.before.codes and self.places.continues(first)
        return number.before if goes_on else None

    def _in_presidential_race(self, number: _Unplaced) -> Link | None:
        """The country, for a number of a presidential race in an article that is not about a region alone."""
        of_country = number.about == COUNTRY or (
            self.places.begins_elsewhere(sentences=1) and not self.places.keep_to_province()
        )
        stated = of_country and election_at(self.document, number.span.start) == "presiden"
        return Link((COUNTRY,), 0.7) if stated else None

    def _of_country(self, number: _Unplaced) -> Link | None:
        """The country, where a sentence speaks of it in an article on several regions."""
        speaks_of_it = self.places.are_several() and (
            self.places.is_national_lead(number.sentence)
            or self.places.speaks_of_country(number.sentence)
        )
        return Link((COUNTRY,), 0.6) if speaks_of_it else None

    def _topic_among_several(self, number: _Unplaced) -> Link | None:
        """The region that an article on several of them has come to."""
        if not self.places.are_several():
            return None
        topic = self._topic(number.sentence)
        if topic is None and number.before.codes and not number.before.in_sentence:
            return number.before
        # Where a candidate held a post before may be stated only later: that hints at nothing.
        named = {place.code for place in self.places.within(0, number.sentence.end)}
        hint, about = number.hint, number.about
        if hint not in named or (about is not None and is_within(about, hint)):
            hint = None
        topic = topic or hint
        return None if topic is None else Link((topic,), 0.7)

    def _of_candidates(self, number: _Unplaced) -> Link | None:
        """Where the candidates named before the number stand, in an article on the province of that."""
        hint, about = number.hint, number.about
        if hint is None or about is None or not is_within(hint, about):
            return None
        named = {place.code for place in self.places.within(0, number.sentence.end)}
        return Link((hint,), 0.7) if hint in named else None

    def _topic_inside(self, number: _Unplaced) -> Link | None:
        """The region spoken of last that lies in the one that the article is about, or around it."""
        topic = self._topic(number.sentence)
        nested = topic and number.about and _are_nested(topic, number.about)
        return Link((topic,), 0.7) if topic and nested else None

    def _of_article(self, number: _Unplaced) -> Link | None:
        """The region that the article is about."""
        return Link((number.about,), 0.7) if number.about is not None else None

    def _only_of_sentence(self, number: _Unplaced) -> Link | None:
        """The one region that a sentence names, where it is said of all its numbers up to the ``last``."""
        sentence, last = number.sentence, number.last
        codes = {p.code for p in self.places.within(sentence.start, sentence.end)}
        later = [p for p in self.places.within(last.end, sentence.end) if not p.attributed]
        if len(codes) > 1 or not later:
            return None
        place = later[0]
        if ruleset().contexts.cause.search(self.text, last.end, place.start):
            return None
        located = ruleset().contexts.only_located.fullmatch(self.text, last.end, place.start)
        closes = located is not None and not self.text[place.end : sentence.end].strip(" .")
        divided = self.places.is_divided(Span(number.span.end, place.start))
        return Link((place.code,), 0.75, in_sentence=True) if closes or not divided else None

    def _only_of_both(self, number: _Unplaced) -> Link | None:
        """What the article is about, where the sentence names that and no other region."""
        named = {p.code for p in self.places.within(number.sentence.start, number.sentence.end)}
        if number.about is None or named != {number.about}:
            return None
        return Link((number.about,), 0.75, in_sentence=True)

    def _both_before(self, number: _Unplaced) -> Link | None:
        """The regions of the sentence before that "keduanya" points back to."""
        index = bisect_left(self.document.sentences, number.sentence)
        if not index or ruleset().contexts.both.match(self.text, number.sentence.start) is None:
            return None
        before = self.document.sentences[index - 1]
        places = [p for p in self.places.within(before.start, before.end) if p.level in COARSE]
        lists = (self.first_of(places[at:]) for at in range(len(places)))
        codes = next((listed for listed in lists if len(listed) > 1), None)
        return Link(codes, 0.8, in_sentence=True) if codes else None

    def _under_heading(self, number: _Unplaced) -> Link | None:
        """The regions of the nearest heading above."""
        heading = self._heading_above(number.sentence)
        return Link(heading, 0.8, in_sentence=True) if heading else None

    def _heading_above(self, sentence: Span) -> tuple[str, ...]:
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

    def _first_of_body(self) -> int:
        """The number of the sentence with the dateline, 0 without one; above it stand headline and byline."""
        opening = self.document.article.opening
        return bisect_left(self.document.sentences, opening) if opening is not None else 0

    def _only_codes(self, line: Span) -> tuple[str, ...]:
        """The regions of a line that names one, or one list of them."""
        places = [p for p in self.places.all if line.start <= p.start < line.end]
        codes = self.first_of(places) if places else ()
        return codes if len(codes) == len(places) and NO_REGION not in codes else ()

    def _is_heading(self, sentence: Span) -> bool:
        """True for a short line of its own that is no sentence, or for words that end a line with a colon."""
        line = self.document.line_of(sentence.start)
        if sentence.end != line.end or not line.is_heading:
            return False
        words = sentence.of(self.text)
        is_line = sentence.start <= line.text_start
        return words.endswith(":") or (is_line and len(words.split()) <= _HEADING_WORDS)

    def _topic_of_paragraph(self, sentence: Span, about: str | None) -> str | None:
        """The region spoken of last before a sentence in its paragraph.

        A kecamatan only right before it, and in the region that the article is ``about``.
        """
        start = self.document.line_of(sentence.start).start
        index = bisect_left(self.document.sentences, sentence)
        for earlier in reversed(self.document.sentences[:index]):
            if earlier.start < start:
                break
            codes = {p.code for p in self._topics_of(earlier, leading=False)}
            district = self._district_of(earlier)
            if earlier == self.document.sentences[index - 1] and district and about:
                codes = {district} if is_within(district, about) else codes
            if codes:
                return _smallest(codes)
        return None

    def _district_of(self, sentence: Span) -> str | None:
        """The one kecamatan that a sentence names, where it names no region but those that hold it."""
        within = self.places.within(sentence.start, sentence.end)
        codes = {p.code for p in within if not p.attributed}
        smallest = _smallest(codes)
        named = any(p.code == smallest and p.level == "district" for p in within)
        return smallest if named else None

    def _topic(self, sentence: Span) -> str | None:
        """The region spoken of last in the paragraph, or that the paragraph before set out to speak of.

        What stands above the dateline sets out nothing.
        """
        index = bisect_left(self.document.sentences, sentence)
        first = max(self._first_of_body(), index - _SENTENCES_BACK)
        earlier = self.document.sentences[first:index]
        paragraphs = 0
        codes: set[str] = set()
        for before, after in pairwise(reversed([*earlier, sentence])):
            parted = "\n" in self.text[after.end : before.start]
            paragraphs += parted and not self.places.continues(before)
            if paragraphs > 1:
                break
            codes |= {p.code for p in self._topics_of(after, leading=paragraphs > 0)}
            if codes and not paragraphs:
                break
        return _smallest(codes)

    def _topics_of(self, sentence: Span, *, leading: bool) -> list[PlaceMention]:
        """The places that a sentence speaks of; with ``leading`` only where it begins with one."""
        places = [
            p
            for p in self.places.within(sentence.start, sentence.end)
            if p.level in self.topics and not p.attributed
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


# Where the region of a number is looked for when its item names none, in this order.
_WAYS: tuple[Callable[[Linker, _Unplaced], Link | None], ...] = (
    Linker._named_after,
    Linker._only_of_sentence,
    Linker._only_of_both,
    Linker._both_before,
    Linker._of_speaker,
    Linker._in_race_of_province,
    Linker._carried_over,
    Linker._spoken_of,
    Linker._carried_over_paragraphs,
    Linker._under_heading,
    Linker._in_presidential_race,
    Linker._of_country,
    Linker._topic_among_several,
    Linker._of_candidates,
    Linker._topic_inside,
    Linker._of_article,
)


def _smallest(codes: set[str]) -> str | None:
    """The region that lies in all the others, if one does."""
    return next((c for c in codes if all(c == o or is_within(c, o) for o in codes)), None)


def _are_nested(first: str, second: str) -> bool:
    """True where one of two regions lies in the other; in the country all do, so that it tells nothing."""
    smaller = is_within(first, second) or is_within(second, first)
    return smaller and COUNTRY not in {first, second}


def common(codes: Sequence[str]) -> str:
    """The smallest region that all of ``codes`` lie in."""
    parts = [code.split(".") for code in codes]
    shared = [level[0] for level in zip(*parts, strict=False) if len(set(level)) == 1]
    return ".".join(shared) or COUNTRY
