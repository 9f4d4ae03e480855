"""The names of offices after posts: "Kepala [Dinas Perhubungan dan LLAJ] Kaur"."""

from __future__ import annotations

import re

from pipeline.matching.person_words import begins_rank
from pipeline.matching.rules import words_in
from pipeline.officials.grammar import grammar
from pipeline.officials.posts.surroundings import Surroundings
from pipeline.types import Token

# At most so many open the name of a person whom the tagger finds after an office.
_PERSONAL = 3
_ACRONYMS = re.compile(r"[A-Z]-[A-Z]{2,}")
_OFFICE_JOINTS = frozenset({",", "&", "/", "-"})


class OfficeReader:
    """Reads the names of offices after posts."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self.text = around.text

    def end_of(self, end: int) -> int:
        """Offset after the words of an office; a region ends it and is left to the caller."""
        tokens = self._around.document.tokens
        first = self._around.tokens.get(self._around.past_space(end), len(tokens))
        anchor = 0
        for index in range(first, len(tokens)):
            token = tokens[index]
            if token.start in self._around.regions or begins_rank(self.text, token.start):
                break
            if self._is_next_post(index, first) or self._opens_person(token):
                break
            if token.text in words_in("conjunctions") and token.start >= anchor:
                # It belongs to the office only where more of its name follows: "Menteri Sosial dan Andi Rahman".
                continue
            if token.start < anchor or self._is_office_word(token.text):
                end = token.end
            elif anchored := self._anchor_after(token.start):
                anchor, end = anchored, token.end
            elif self._ends_in_region(index):
                return token.end
            elif self._is_unknown_office(index, first):
                end = token.end
            elif not (token.text in _OFFICE_JOINTS and self._continues_office(index)):
                break
        return end

    def _anchor_after(self, start: int) -> int | None:
        """Where the ministry, secretariat or region stands to which the words of an office lead, past no post."""
        match = grammar().tail.anchored.match(self.text, start)
        if match is None or any(start < post <= match.end() for post in self._around.roles):
            return None
        return match.end()

    def _opens_person(self, token: Token) -> bool:
        """True for the "AA" of "Kepala Biro Umum AA Gede Rai", and where the tagger finds a person."""
        is_short = token.text.isupper() and len(token.text) <= _PERSONAL
        persons = (each for each in self._around.document.entities if each.label == "PER")
        is_other = token.text.casefold() not in words_in("office_words")
        opens = token.text.casefold() in words_in("name_openers")
        is_found = any(person.start == token.start for person in persons)
        return is_short and is_other and (opens or is_found)

    def _is_next_post(self, index: int, first: int) -> bool:
        """True for the post that "dan" or a comma joins to the one before: "Kasatpol PP dan [Bupati] Kaur"."""
        before = self._around.document.tokens[index - 1].text
        joins = before in words_in("conjunctions") or before in _OFFICE_JOINTS
        return (
            index > first
            and joins
            and self._around.document.tokens[index].start in self._around.roles
        )

    def _ends_in_region(self, index: int) -> bool:
        """True for a word between a post and its region: "Kepala Dinas [Perindagkop] Kota Bima"."""
        if index + 1 == len(self._around.document.tokens):
            return False
        token, following = self._around.document.tokens[index : index + 2]
        if not token.text[0].isupper() or self.text[token.end : following.start] != " ":
            return False
        region = self._around.regions.get(following.start)
        return region is not None and region.level in {"province", "regency", "city"}

    def _is_unknown_office(self, index: int, first: int) -> bool:
        """True for an unknown word before one of an office's name ("Perizinan [Terpadat] Satu Pintu").

        It is the first of the name, or stands after another such.
        """
        tokens = self._around.document.tokens
        opens = index == first or self._is_part_of_office(index - 1)
        if index + 1 >= len(tokens) or not opens:
            return False
        token, following = tokens[index : index + 2]
        if token.start in self._around.roles or following.start != token.end + 1:
            return False
        return token.text[0].isupper() and following.text.casefold() in words_in("office_words")

    def _is_part_of_office(self, index: int) -> bool:
        word = self._around.document.tokens[index].text
        return word in words_in("conjunctions") or word.casefold() in words_in("office_words")

    def _is_office_word(self, word: str) -> bool:
        is_acronym = word.isupper() and len(word) > 1 and word.isalpha()
        return is_acronym or word.casefold() in words_in("office_words")

    def _continues_office(self, index: int) -> bool:
        """True where a comma or dash stands between two words of an office's name, and no other post follows.

        A hyphen may also join two acronyms ("TP-PKK").
        """
        tokens = self._around.document.tokens
        if index + 1 >= len(tokens):
            return False
        joined = self.text[tokens[index].start - 1 : tokens[index + 1].end]
        if _ACRONYMS.fullmatch(joined):
            return True
        if (
            tokens[index + 1].start in self._around.regions
            or tokens[index + 1].start in self._around.roles
        ):
            return False
        following = tokens[index + 1].text
        if following in words_in("conjunctions") and index + 2 < len(tokens):
            following = tokens[index + 2].text
        return following[0].isupper() and following.casefold() in words_in("office_words")
