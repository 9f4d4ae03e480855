"""Names that only hold that of a region: of persons, offices, media, kecamatan; longer names ("Padang Luar")."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.matching.person_words import begins_rank, is_common, name_words
from pipeline.matching.rules import words_in
from pipeline.regions.context import (
    LONGEST_SMALL,
    SMALL,
    Before,
    context,
    is_of_office,
    level_words,
    names_domain,
)
from pipeline.regions.gazetteer import fold, gazetteer, villages
from pipeline.types import Document, Token

# Share of capitalised words from which a capital tells nothing: in a headline, but also in a sentence full of
# names, which is no title case to those who look for persons.
_TITLE_CASE = 0.7
# An abbreviation in brackets has this many tokens.
_ABBREVIATED = 3
# A person's name has at most this many words before one that is also a region's.
_LONGEST_NAME = 4
_NUMERALS = frozenset("IVX")


def is_other(word: str) -> bool:
    """True for a word that begins something else than the rest of a place's name."""
    return is_common(word) or word.casefold() in context().bodies


class OtherNames:
    """Tells where in one document a word that names a region is part of another name.

    ``before`` gives what the words in front of a token tell. Arguments are indices of tokens: ``first`` is the
    first of the region's name, ``after`` the one after it.
    """

    def __init__(self, document: Document, before: Callable[[int], Before]) -> None:
        self.document = document
        self.tokens = document.tokens
        self._before = before
        self._title_case: dict[int, bool] = {}
        self._longer_names = self._find_longer_names()

    def begins_longer_name(self, first: int) -> bool:
        """True for the "Padang" of "Padang Luar", in a headline where running text shows it."""
        if first + 1 >= len(self.tokens):
            return False
        pair = (self.tokens[first].text, self.tokens[first + 1].text)
        return pair in self._longer_names

    def _find_longer_names(self) -> set[tuple[str, str]]:
        """Words of the gazetteer with the word that makes them the beginning of some other name."""
        places = gazetteer()
        pairs = zip(self.tokens, self.tokens[1:], strict=False)
        persons = {entity.start for entity in self.document.entities if entity.label == "PER"}
        return {
            (token.text, following.text)
            for token, following in pairs
            if following.start == token.end + 1
            and following.start not in persons
            and following.text[0].isupper()
            and not following.text.isupper()
            and fold(token.text) in places.coarse
            and fold(following.text) not in places.coarse
            and not is_other(following.text)
            and not self._in_title_case(token.start)
        }

    def _in_title_case(self, start: int) -> bool:
        sentence = self.document.sentence_of(start)
        if sentence.start not in self._title_case:
            words = [word for word in sentence.of(self.document.text).split() if word[0].isalpha()]
            capitals = sum(word[0].isupper() for word in words)
            self._title_case[sentence.start] = capitals >= _TITLE_CASE * len(words)
        return self._title_case[sentence.start]

    def _is_headline(self, start: int) -> bool:
        """True in a sentence in title case that no full stop ends."""
        sentence = self.document.sentence_of(start)
        return self._in_title_case(start) and self.document.text[sentence.end - 1] != "."

    def is_of_medium(self, first: int, after: int) -> bool:
        """True for the "Kupang" of "Pos-Kupang", and of a domain: "kabarkupang.com", "Kabar Kupang.com"."""
        text, start, end = self.document.text, self.tokens[first].start, self.tokens[after - 1].end
        if names_domain(text, end):
            return True
        before = self.tokens[max(0, first - 2) : first]
        glued = "".join(token.text for token in before)
        return (
            glued.endswith("-")
            and glued[:-1].casefold() in context().not_before
            and text.endswith(glued, 0, start)
        )

    def is_end_of_country(self, index: int) -> bool:
        """True for both names of "dari Sabang sampai Merauke"."""
        words = [token.text.casefold() for token in self.tokens[max(0, index - 2) : index + 3]]
        own, ends = min(index, 2), context().across
        if words[own] not in ends:
            return False
        before, after = words[:own], words[own + 1 :]
        return any(
            len(side) == 2 and side[joint] in context().across_joints and side[1 - joint] in ends
            for side, joint in ((before, 1), (after, 0))
        )

    def follows_office(self, first: int) -> bool:
        """True after words of an office or their abbreviation: "Badan Politik (Kesbangpol) Kaur", "BKD Kaur"."""
        last = first - 1
        if last > _ABBREVIATED and self.tokens[last].text == ")":
            last -= _ABBREVIATED
        word = self.tokens[last].text if last >= 0 else ""
        is_name = word.istitle() or word.isupper()
        is_known = is_name and word.casefold() in words_in("office_words")
        return is_known or self._are_initials_of_office(last)

    def _are_initials_of_office(self, index: int) -> bool:
        """True for the "PMD" of "Kepala Dinas PMD" and "Kadis Sosial PMD", not for a person's initials ("HM")."""
        if index < 1:
            return False
        before, initials = self.tokens[index - 1], self.tokens[index].text
        are_of_person = initials in name_words().with_initial
        are_initials = len(initials) > 1 and initials.isalpha() and initials.isupper()
        beside = self.tokens[index].start == before.end + 1
        return (
            are_initials
            and beside
            and not are_of_person
            and before.text.istitle()
            and is_of_office(before.text)
        )

    def heads_office(self, after: int) -> bool:
        """True for the "Karo" of "Karo Hukum", a head and no region."""
        following = self.tokens[after : after + 1]
        return bool(following) and following[0].text.istitle() and is_of_office(following[0].text)

    def ends_office(self, first: int) -> bool:
        """True after two words of an office: "Dinas Pendidikan Kaur", and not "Ruang Meranti"."""
        return (
            self.follows_office(first) and first > 1 and is_of_office(self.tokens[first - 2].text)
        )

    def ends_district(self, first: int) -> bool:
        """True for the "Padang" of the kecamatan Belakang Padang."""
        if first == 0 or not self.tokens[first - 1].text[0].isupper():
            return False
        before, token = self.tokens[first - 1], self.tokens[first]
        adjacent = token.start == before.end + 1
        return adjacent and fold(before.text + token.text) in gazetteer().districts

    def goes_on_small(self, index: int) -> bool:
        """True inside the name of a kecamatan or village: "Kecamatan Muara Sahung Barat"."""
        while index and self.tokens[index - 1].text[0].isupper():
            index -= 1
            if self._before(index).level in SMALL:
                return True
        return False

    def is_within_small(self, first: int, after: int) -> bool:
        """True for words within the longer name of a kecamatan: "Mentawa Baru Ketapang", "Sangir Batang Hari".

        Also within the name of a village that its level word introduces: "Desa Tepian Batang".
        """
        for start in range(max(0, after - LONGEST_SMALL), first + 1):
            for end in range(max(after, start + after - first + 1), start + LONGEST_SMALL + 1):
                words = self.tokens[start:end]
                if len(words) == end - start and self._is_small(start, words):
                    return True
        return False

    def goes_on_in_dateline(self, after: int) -> bool:
        """True where a dateline goes on with a word of the place's name: the "Aro" of "Padang Aro (WARTA)"."""
        dateline, following = self.document.article.dateline, self.tokens[after : after + 1]
        if dateline is None or not following:
            return False
        word = following[0]
        if not (word.text.istitle() or word.text.isupper()):
            return False
        is_beside = word.start == self.tokens[after - 1].end + 1 and word.end <= dateline.end
        return is_beside and fold(word.text) not in gazetteer().coarse and not is_other(word.text)

    def _is_small(self, start: int, words: Sequence[Token]) -> bool:
        """True for the words of a kecamatan, the first at ``start``, or of a village after its level word."""
        if not all(word.text.istitle() or word.text.isupper() for word in words):
            return False
        if words[-1].end - words[0].start != sum(len(word.text) + 1 for word in words) - 1:
            return False
        before, key = self._before(start), fold("".join(word.text for word in words))
        if key in gazetteer().coarse or words[0].text.casefold() in level_words():
            return False
        return key in gazetteer().districts or (
            before.level == "village" and before.head is not None and key in villages().codes
        )

    def opens_person(self, first: int) -> bool:
        """True for the "Bima" of "Bima Aryanto": a given name, before a word that is no place's and no body's.

        Also after a word of speech ("kata Bima"), and as the first name of a pair ("Bima-Rahman").
        """
        is_given = self.tokens[first].text.casefold() in words_in("place_given_names")
        if not is_given or first + 1 >= len(self.tokens):
            return False
        before = self.tokens[first - 1].text.casefold() if first else ""
        if before in words_in("before_speakers") or self._is_hyphened(first):
            return True
        token, following = self.tokens[first : first + 2]
        in_title_case = not before.isalpha() or self.tokens[first - 1].text.istitle()
        return (
            before not in words_in("place_prepositions")
            and not (in_title_case and self._is_headline(token.start))
            and following.start == token.end + 1
            and following.text.istitle()
            and not is_other(following.text)
            and fold(following.text) not in gazetteer().coarse
        )

    def _is_hyphened(self, first: int) -> bool:
        """True where a hyphen glues a capitalised word that is no region's to a token."""
        following = self.tokens[first + 1 : first + 3]
        glued = "".join(token.text for token in following)
        return (
            len(following) == 2
            and self.document.text.startswith(glued, self.tokens[first].end)
            and following[0].text == "-"
            and following[1].text[0].isupper()
            and fold(following[1].text) not in gazetteer().coarse
        )

    def ends_person(self, first: int) -> bool:
        """True for the "Buton" of "La Hamid Buton": what stands before it opens with a word that opens names.

        Also after an initial ("Reni S Banjar"), after a rank and a name ("AKBP Jonny Samosir"), and in a pair.
        """
        if self._is_after_initial(first) or self._ends_tagged_person(first):
            return True
        if self._ends_first_of_pair(first):
            return True
        for index in range(first - 1, max(-1, first - _LONGEST_NAME), -1):
            token = self.tokens[index]
            if not token.text[0].isupper() or self.tokens[index + 1].start != token.end + 1:
                return False
            if token.text.casefold() in words_in("name_openers"):
                return not self._only_opens_sentence(token)
            if index < first - 1 and begins_rank(self.document.text, token.start):
                return True
        return False

    def _ends_first_of_pair(self, first: int) -> bool:
        """True for the "Tidore" of "Burhan Tidore-Ishak Makian", where the tagger finds the second person."""
        if not (first and self._is_hyphened(first)):
            return False
        before, second = self.tokens[first - 1], self.tokens[first + 2]
        is_name = before.text.istitle() and not is_other(before.text)
        beside = self.document.text[before.end : self.tokens[first].start] == " "
        is_person = any(
            entity.label == "PER" and entity.start == second.start
            for entity in self.document.entities
        )
        return beside and is_name and is_person and not is_of_office(before.text)

    def _only_opens_sentence(self, token: Token) -> bool:
        """True for the "Lalu" with which a sentence begins, which elsewhere opens a person's name."""
        opens = self.document.sentence_of(token.start).start == token.start
        return opens and token.text.casefold() in name_words().openers

    def _is_after_initial(self, first: int) -> bool:
        """True after a single capital, no numeral, and the capitalised word of a name before it."""
        tokens = [token for token in self.tokens[max(0, first - 3) : first] if token.text != "."]
        if len(tokens) < 2 or self.document.text[tokens[-1].start - 1] != " ":
            return False
        word, initial = (token.text for token in tokens[-2:])
        return (
            len(initial) == 1
            and initial.isupper()
            and initial not in _NUMERALS
            and word.istitle()
            and not is_other(word)
        )

    def _ends_tagged_person(self, first: int) -> bool:
        """True for the "Gorontalo" of "dan Darwis Gorontalo", a person that the tagger found.

        It opens a sentence, or a comma, a bracket's end, a rank, a region, the first of a pair or a word that
        persons follow stands before: to the tagger, offices that no list has and short forms of bodies are
        persons too often ("Wakapolresta Pati").
        """
        token, text = self.tokens[first], self.document.text
        return any(
            entity.label == "PER"
            and entity.start < token.start
            and entity.end == token.end
            and all(word.istitle() and not is_of_office(word) for word in entity.of(text).split())
            and self._comes_before_person(entity.start, first)
            for entity in self.document.entities
        )

    def _comes_before_person(self, start: int, last: int) -> bool:
        """True where what stands before an offset, near the token ``last``, lets a person follow."""
        near = self.tokens[max(0, last - _LONGEST_NAME) : last]
        before = [token for token in near if token.end <= start][-2:]
        if not before or self.document.sentence_of(start).start == start:
            return True
        if any(e.label == "PER" and e.end == start - 1 for e in self.document.entities):
            return self.document.text[start - 1] in "-/"
        if any(begins_rank(self.document.text, token.start) for token in before):
            return True
        word = before[-1].text
        return word.casefold() in {",", ")", *words_in("before_persons")} or bool(
            gazetteer().named(fold(word), word)
        )
