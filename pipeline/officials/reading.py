"""What all evidence for officials reads: the text of one document with its posts and names."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from pipeline.matching.person_words import name_words
from pipeline.matching.rules import words_in
from pipeline.officials.grammar import grammar
from pipeline.officials.names.no_persons import is_no_person
from pipeline.officials.names.reader import NameReader, PersonName
from pipeline.officials.posts.finding import find_posts, tells_of_transfers
from pipeline.officials.posts.post import Post
from pipeline.officials.standing import standing
from pipeline.officials.tickets.pairs import pair_ending_at
from pipeline.types import Document, Entity, Line, Span

# A line is in title case where this share of its words, function words left out, begins with a capital.
_TITLE_CASE = 0.9
# A longer line is no headline, though it lists names and posts alone.
_HEADLINE = 180
# A name stands at most this far behind its post, with a comma between or without.
_APPOSED = 2
# A run of names is parted where this many words stand on either side.
_PARTED = 2
_GAP = re.compile(r",?\s+")
_BRACKET = re.compile(r"\(\s*([^()\n]{3,60}?)\s*\)")


class Reading:
    """One document, whose regions are known, with its posts and a reader of the names in it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.posts = find_posts(document)
        blocked = [region.span for region in document.regions]
        blocked += [Span(post.start, post.end) for post in self.posts]
        blocked += [date.span for date in document.dates]
        blocked += filter(None, [document.article.opening])
        parties = grammar().links.party_in_full.finditer(document.text)
        blocked += [Span(*party.span()) for party in parties]
        self._title_case: dict[Span, bool] = {}
        self._persons = [entity for entity in document.entities if entity.label == "PER"]
        in_running_text = [each for each in self._persons if not self.in_title_case(each.start)]
        self.names = NameReader(document, blocked, in_running_text)

    def person_at(self, offset: int) -> PersonName | None:
        """The person whose name begins at an offset, or ``None``; see :meth:`as_person`."""
        return self.as_person(self.names.at(offset))

    @cached_property
    def tells_transfers(self) -> bool:
        """True for an article about who moves from one office to another."""
        return tells_of_transfers(self.text)

    @cached_property
    def pair_cues(self) -> list[re.Match[str]]:
        """The words that introduce pairs of candidates: "paslon nomor urut 2"."""
        return list(grammar().pairs.cue.finditer(self.text))

    @cached_property
    def in_brackets(self) -> list[str]:
        """What the brackets hold that stand right after names."""
        found = _BRACKET.finditer(self.text)
        return [bracket[1] for bracket in found if self.names.ending_at(bracket.start())]

    @cached_property
    def pair_nicknames(self) -> frozenset[tuple[str, ...]]:
        """The words in brackets after pairs ("A-B (Harapan Baru)"), but where the tagger finds a person there."""
        persons = {(each.start, each.end) for each in self._persons}
        return frozenset(
            tuple(bracket[1].split())
            for bracket in _BRACKET.finditer(self.text)
            if bracket.span(1) not in persons and pair_ending_at(self.names, bracket.start())
        )

    @cached_property
    def opens_with_inauguration(self) -> bool:
        """True for an article of which the first sentence tells that somebody took office."""
        opening = self.document.sentence_of(0)
        return grammar().pairs.sworn_in.search(self.text, opening.start, opening.end) is not None

    def person_ending_at(self, offset: int) -> PersonName | None:
        """The person whose name ends right before an offset, or ``None``; see :meth:`as_person`."""
        return self.as_person(self.names.ending_at(offset))

    def opening_of(self, offset: int) -> int:
        """Where the sentence of an offset begins, or the one that it goes on with: "Selanjutnya, A-B".

        A sentence about the pair named last ("Pasangan ini meraih ...") does not part the two.
        """
        sentence = self.document.sentence_of(offset)
        goes_on, they = grammar().links.goes_on, grammar().pairs.they
        while sentence.start and goes_on.match(self.text, sentence.start):
            sentence = self.document.sentence_before(sentence.start)
            if they.match(self.text, sentence.start) and not self._opens_list(sentence):
                sentence = self.document.sentence_before(sentence.start)
        return sentence.start

    def _opens_list(self, sentence: Span) -> bool:
        """True for a sentence that names those whom the one before it counts: "Keduanya adalah A-B"."""
        cues = (cue for cue in self.pair_cues if cue.start() == sentence.start)
        return any(self.names.at(cue.end()) is not None for cue in cues)

    def post_at(self, offset: int) -> Post | None:
        """The post of one person that begins at an offset."""
        post = next((post for post in self.posts if post.start == offset), None)
        return None if post is None or post.is_dual else post

    def past_post(self, offset: int) -> int:
        """Where the name begins that stands at an offset, or after the post of one person and its comma there."""
        post = self.post_at(offset)
        if post is None:
            return offset
        gap = _GAP.match(self.text, post.end)
        return gap.end() if gap else post.end

    def entity_after(self, offset: int) -> Entity | None:
        """The first person that the tagger found after an offset, in the same sentence, or ``None``."""
        index = bisect_left(self._persons, offset, key=lambda entity: entity.start)
        found = self._persons[index] if index < len(self._persons) else None
        if found is None or found not in self.document.sentence_of(offset):
            return None
        return found

    def may_be_person(self, name: PersonName) -> bool:
        """False for a run of capitalised words that the words around it show to be no name."""
        return not is_no_person(self.document, name)

    def is_other(self, name: PersonName) -> bool:
        """True where the tagger found a place or a body in place of a person's name."""
        others = (entity for entity in self.document.entities if entity.label != "PER")
        return any(entity.overlaps(name.span) for entity in others)

    def persons_in(self, span: Span) -> list[PersonName]:
        """The persons that the tagger found within a stretch of text, in order; of those named twice one."""
        found = {}
        for entity in self._persons:
            name = self.names.within(entity) if entity in span else None
            if name is not None:
                found[name.words] = name
        return list(found.values())

    def spoken_of_in(self, span: Span) -> list[PersonName]:
        """The persons of :meth:`persons_in`; where the tagger found none, the full names that may be persons."""
        runs = (run for run in self.names.runs if run.span in span and len(run.words) > 1)
        return self.persons_in(span) or [run for run in runs if not self.is_other(run)]

    def is_tagged(self, name: PersonName) -> bool:
        """True where the tagger found the same name; it may have taken in titles and rank."""
        return any(name.span in entity and entity in name.outer for entity in self._persons)

    def tagged_at_end(self, name: PersonName) -> PersonName | None:
        """The person that the tagger found at the end of a run of capitalised words that begins with a body.

        "Indo Data Andi Rahman": of less than two words on either side the tagger is not to be believed, since it
        leaves out first names that it does not know ("I Dewa Gede Rahman"); nor is it in a headline.
        """
        part = self._tagged_end(name)
        if part is None or len(name.words) - len(part.words) < _PARTED:
            return None
        if len(name.words[0]) == 1 or name.words[0].casefold() in words_in("name_openers"):
            return None
        return None if self.in_title_case(part.span.start) else part

    def _tagged_end(self, name: PersonName) -> PersonName | None:
        """The person of two words at least that the tagger found at the end of a run of capitalised words."""
        index = bisect_left(self._persons, name.span.start + 1, key=lambda entity: entity.start)
        found = self._persons[index] if index < len(self._persons) else None
        if found is None or not name.span.end <= found.end <= name.outer.end:
            return None
        part = self.names.at(found.start)
        is_apart = self.text[found.start - 1] == " "
        return part if part is not None and is_apart and len(part.words) >= _PARTED else None

    def as_person(self, name: PersonName | None) -> PersonName | None:
        """``name`` as it is; in a headline, only as far as the running text or the tagger confirms it.

        ``None`` for words that the tagger knows and took nowhere for a person's ("Menteri Pertahanan Jepang"),
        unless what stands around them does.
        """
        if name is None or is_no_person(self.document, name):
            return None
        in_title_case = self.in_title_case(name.span.start)
        if self._is_impersonal(name) and (in_title_case or not self._is_presented(name)):
            return None
        if not in_title_case:
            return name
        return next((part for part in self.names.prefixes(name) if self._is_confirmed(part)), None)

    def _is_impersonal(self, name: PersonName) -> bool:
        """True for a name all of whose words the tagger knows, and took nowhere for a person's."""
        words = (part for word in name.words for part in word.casefold().split("-"))
        return self.document.impersonal.issuperset(words)

    def _is_presented(self, name: PersonName) -> bool:
        """True for a single word shown to be a name: "Ir. Gadis", "Camat Nasal Ikhlas hadir", "Camat, Ikhlas,".

        Not one that the article has as a common word, too.
        """
        if len(name.words) > 1 or any(standing([name.words[0].casefold()], self.text)):
            return False
        if name.words[0] in name_words().known_as:
            return True
        links, start, end = grammar().links, name.outer.start, name.outer.end
        # After a minister stands a country.
        after_post = any(
            start - _APPOSED <= post.end < start and post.rule.level != "national"
            for post in self.posts
        )
        apposed = self.text.endswith(", ", 0, start) and links.closes_apposition.match(
            self.text, end
        )
        return bool(name.titles or name.rank) or (
            after_post and bool(apposed or links.goes_on_after.match(self.text, end))
        )

    def in_title_case(self, start: int) -> bool:
        """True in a headline, where a capital letter tells nothing; the lines of a list are no headlines."""
        sentence = self.document.sentence_of(start)
        if sentence not in self._title_case:
            line = self.document.line_of(sentence.start)
            is_item = line.start > 0 and (line.is_item or self._is_listed(line))
            self._title_case[sentence] = not is_item and _is_title_case(sentence.of(self.text))
        return self._title_case[sentence]

    def _is_listed(self, line: Line) -> bool:
        """True for a short line below one that ends with a colon, as are all lines between the two."""
        if not line.is_heading:
            return False
        for above in self.document.lines_above(line.start):
            if above.of(self.text).endswith(":"):
                return True
            if not above.is_heading:
                return False
        return False

    def item_of(self, line: Line) -> int:
        """Where the name in an item of a list may begin, after its mark and the number of whom it is about."""
        number = grammar().links.item_number.match(self.text, line.text_start)
        return number.end() if number else line.text_start

    def _is_confirmed(self, name: PersonName) -> bool:
        """True where the words of a name stand once more, in running text, or the tagger found the name."""
        if self.is_tagged(name):
            return True
        places = standing(name.words, self.text)
        return any(not self.in_title_case(place.start) for place in places)


def _is_title_case(line: str) -> bool:
    if line.endswith(".") or len(line) > _HEADLINE:
        return False
    words = [
        word
        for word in line.split()
        if word[0].isalpha() and word not in words_in("function_words")
    ]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) > 2 and capitals >= _TITLE_CASE * len(words)
