"""Which region a number is about whose list item names none.

Another of its sentence comes first, then what the number or the sentence before is about, then the region of a
heading or the one spoken of last, and last the region that the article is about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.focus import country
from pipeline.focus.centre import COARSE
from pipeline.focus.coordination import first_of
from pipeline.focus.elections import election_at, elections_in
from pipeline.focus.items import ItemReader
from pipeline.focus.links import Link
from pipeline.focus.nesting import are_nested, is_within
from pipeline.focus.places import Places
from pipeline.focus.signs import ruleset
from pipeline.focus.topics import TopicReader
from pipeline.types import COUNTRY, Span


@dataclass(frozen=True, slots=True)
class Unplaced:
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


class UnplacedReader:
    """Looks around the numbers of one document for their regions."""

    def __init__(self, places: Places, items: ItemReader, topics: TopicReader) -> None:
        self.document = places.document
        self.text = places.document.text
        self.places = places
        self.clauses = places.clauses
        self.items = items
        self.topics = topics

    def link(self, number: Unplaced) -> Link:
        """The link that the first of :data:`_WAYS` to find one finds, or one to no region."""
        return next(filter(None, (way(self, number) for way in _WAYS)), Link())

    def _named_after(self, number: Unplaced) -> Link | None:
        """Regions after the number, up to the next one: "61 persen, disusul Kaur dan Lebong"."""
        end = number.span.end
        later = self.places.within(end, self.clauses.contrast(end, number.ahead))
        if later and self.items.is_of_the_next(number.span, later[-1], number.ahead):
            namely = ruleset().contexts.namely.match(self.text, end, later[0].start)
            return Link((number.about,), 0.7) if number.about and namely else None
        if later and ruleset().contexts.cause.search(self.text, end, later[0].start):
            return None
        stated = [p for p in later if not p.attributed]
        stated = stated or (later if self.places.are_several() else [])
        if not stated or {p.code for p in stated} != set(first_of(self.text, stated)):
            return None
        return Link(self.items.listed_after(number.span, stated), 0.8, in_sentence=True)

    def _only_of_sentence(self, number: Unplaced) -> Link | None:
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
        divided = self.clauses.is_divided(Span(number.span.end, place.start))
        return Link((place.code,), 0.75, in_sentence=True) if closes or not divided else None

    def _only_of_both(self, number: Unplaced) -> Link | None:
        """What the article is about, where the sentence names that and no other region."""
        named = {p.code for p in self.places.within(number.sentence.start, number.sentence.end)}
        if number.about is None or named != {number.about}:
            return None
        return Link((number.about,), 0.75, in_sentence=True)

    def _both_before(self, number: Unplaced) -> Link | None:
        """The regions of the sentence before that "keduanya" points back to."""
        index = bisect_left(self.document.sentences, number.sentence)
        if not index or ruleset().contexts.both.match(self.text, number.sentence.start) is None:
            return None
        before = self.document.sentences[index - 1]
        places = [p for p in self.places.within(before.start, before.end) if p.level in COARSE]
        lists = (first_of(self.text, places[at:]) for at in range(len(places)))
        codes = next((listed for listed in lists if len(listed) > 1), None)
        return Link(codes, 0.8, in_sentence=True) if codes else None

    def _of_speaker(self, number: Unplaced) -> Link | None:
        """Where the one serves who states a number, in an article on several regions."""
        held = self.places.held_before(number.sentence, number.span.start)
        if held is None or not self.places.are_several():
            return None
        before = self.text[number.sentence.start : held.start]
        return None if ruleset().contexts.formerly.search(before) else Link((held.code,), 0.7)

    def _in_race_of_province(self, number: Unplaced) -> Link | None:
        """The province that the article is about, where the sentence turns to the race for its governor."""
        about, start = number.about, number.sentence.start
        if about is None or about == COUNTRY or "." in about:
            return None
        before = Span(self.topics.first_of_paragraph(number.sentence).start, start)
        races = elections_in(self.document, Span(start, number.span.start))
        turns = races == ("gubernur",) and races != elections_in(self.document, before)
        return Link((about,), 0.75) if turns else None

    def _carried_over(self, number: Unplaced) -> Link | None:
        """What the number before is about, where the sentence goes on with it."""
        goes_on = number.before.codes and self.clauses.continues(number.sentence)
        return number.before if goes_on else None

    def _spoken_of(self, number: Unplaced) -> Link | None:
        """The region that the paragraph spoke of last."""
        topic = self.topics.in_paragraph(number.sentence, number.about)
        return None if topic is None else Link((topic,), 0.75)

    def _carried_over_paragraphs(self, number: Unplaced) -> Link | None:
        """What the number before is about, where the paragraph goes on with it."""
        first = self.topics.first_of_paragraph(number.sentence)
        goes_on = number.before.codes and self.clauses.continues(first)
        return number.before if goes_on else None

    def _of_speaker_before(self, number: Unplaced) -> Link | None:
        """Where the one serves whose words a number goes on with, in an article on several regions.

        Not outside of the province that the article is about.
        """
        code = self.topics.of_speaker(number.sentence) if self.places.are_several() else None
        if code is None or number.about is None:
            return None
        inside = number.about == COUNTRY or code[:2] == number.about[:2]
        return Link((code,), 0.7) if inside else None

    def _under_heading(self, number: Unplaced) -> Link | None:
        """The regions of the nearest heading above."""
        heading = self.topics.in_heading(number.sentence)
        return Link(heading, 0.8, in_sentence=True) if heading else None

    def _in_presidential_race(self, number: Unplaced) -> Link | None:
        """The country, for a number of a presidential race in an article that is not about a region alone."""
        of_country = number.about == COUNTRY or (
            country.begins_elsewhere(self.places, sentences=1)
            and not country.keeps_to_province(self.places)
        )
        stated = of_country and election_at(self.document, number.span.start) == "presiden"
        return Link((COUNTRY,), 0.7) if stated else None

    def _of_country(self, number: Unplaced) -> Link | None:
        """The country, where a sentence speaks of it in an article on several regions."""
        speaks_of_it = self.places.are_several() and (
            country.is_national_lead(self.places, number.sentence)
            or country.speaks_of_country(self.places, number.sentence)
        )
        return Link((COUNTRY,), 0.6) if speaks_of_it else None

    def _topic_among_several(self, number: Unplaced) -> Link | None:
        """The region that an article on several of them has come to."""
        if not self.places.are_several():
            return None
        topic = self.topics.before(number.sentence, number.about)
        if topic is None and number.before.codes and not number.before.in_sentence:
            return number.before
        # Where a candidate held a post before may be stated only later: that hints at nothing.
        named = {place.code for place in self.places.within(0, number.sentence.end)}
        hint, about = number.hint, number.about
        if hint not in named or (about is not None and is_within(about, hint)):
            hint = None
        topic = topic or hint
        return None if topic is None else Link((topic,), 0.7)

    def _of_candidates(self, number: Unplaced) -> Link | None:
        """Where the candidates named before the number stand, in an article on the province of that."""
        hint, about = number.hint, number.about
        if hint is None or about is None or not is_within(hint, about):
            return None
        named = {place.code for place in self.places.within(0, number.sentence.end)}
        return Link((hint,), 0.7) if hint in named else None

    def _topic_inside(self, number: Unplaced) -> Link | None:
        """The region spoken of last that lies in the one that the article is about, or around it."""
        topic = self.topics.before(number.sentence, number.about)
        nested = topic and number.about and are_nested(topic, number.about)
        return Link((topic,), 0.7) if topic and nested else None

    def _of_article(self, number: Unplaced) -> Link | None:
        """The region that the article is about."""
        return Link((number.about,), 0.7) if number.about is not None else None


# Where the region of a number is looked for when its item names none, in this order.
_WAYS: tuple[Callable[[UnplacedReader, Unplaced], Link | None], ...] = (
    UnplacedReader._named_after,
    UnplacedReader._only_of_sentence,
    UnplacedReader._only_of_both,
    UnplacedReader._both_before,
    UnplacedReader._of_speaker,
    UnplacedReader._in_race_of_province,
    UnplacedReader._carried_over,
    UnplacedReader._spoken_of,
    UnplacedReader._carried_over_paragraphs,
    UnplacedReader._of_speaker_before,
    UnplacedReader._under_heading,
    UnplacedReader._in_presidential_race,
    UnplacedReader._of_country,
    UnplacedReader._topic_among_several,
    UnplacedReader._of_candidates,
    UnplacedReader._topic_inside,
    UnplacedReader._of_article,
)
