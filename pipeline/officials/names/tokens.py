"""Words of names: which tokens of a document may be part of a person's name.

Words that never are one are told by ``is_common``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from pipeline.matching.person_words import (
    begins_rank,
    is_common,
    is_honorific,
    is_mixed_acronym,
    name_words,
)
from pipeline.matching.rules import words_in
from pipeline.regions.gazetteer import fold, gazetteer
from pipeline.types import Document, Span, Token

_MAX_ACRONYM = 3
_INITIALS = 2
# From this length on a word with a possessive ending is one ("Penantangnya"), not a name ("Sonya").
_POSSESSIVE = 7
_APOSTROPHES = str.maketrans("", "", "'")
_ELIDED = re.compile(r"[a-z]'[A-Z]")


class NameTokens:
    """The tokens of one document, and what each may be to a name.

    ``blocked`` are spans that are known to be something else (regions, posts); no word in one is a name's.
    ``persons`` are those that a tagger found where capitals tell names: after its first word such a name may have
    words that are written small or are common ("Andi rahman", "Andi Unggul").
    """

    def __init__(
        self, document: Document, blocked: Iterable[Span], persons: Sequence[Span] = ()
    ) -> None:
        self.document = document
        self.text = document.text
        self.tokens = document.tokens
        self._starts = [token.start for token in document.tokens]
        self._blocked = _merged(blocked)
        self._blocked_starts = [span.start for span in self._blocked]
        self._further_words = frozenset(
            token.start
            for person in persons
            if document.text[person.start].isupper()
            for token in self.tokens_in(Span(person.start + 1, person.end))
        )
        self._in_capitals_throughout = frozenset(self._written_in_capitals(persons))

    def _written_in_capitals(self, persons: Iterable[Span]) -> Iterator[int]:
        """Where the words begin of names in capitals, two of which are too long for initials: "ANDI RAHMAN"."""
        for person in persons:
            words = self.tokens_in(person)
            are_long = sum(len(token.text) >= _MAX_ACRONYM for token in words) > 1
            if are_long and person.of(self.text).isupper():
                yield from (token.start for token in words)

    def index_at(self, offset: int) -> int:
        """Index of the first token at or after an offset."""
        return bisect_left(self._starts, offset)

    def tokens_in(self, span: Span) -> Sequence[Token]:
        """The tokens that begin within a stretch of the text, in order."""
        return self.tokens[self.index_at(span.start) : self.index_at(span.end)]

    def is_name_word(self, index: int) -> bool:
        """A word with a capital that may be part of a name ("Andi", "d'Costa"): no body, post, region or acronym.

        Any word that is no region's or post's may be, where the tagger found it further on in a person's name.
        """
        token = self.tokens[index]
        word = token.text
        if not word.translate(_APOSTROPHES).isalpha():
            return False
        if token.start in self._further_words:
            is_rank = is_common(word) and begins_rank(self.text, token.start)
            is_small = word.islower() and (is_common(word) or fold(word) in gazetteer().coarse)
            is_other = self.is_blocked(token) or is_small
            return not (is_rank or is_other)
        if not (word[0].isupper() or _ELIDED.match(word)):
            return False
        if word.isupper() and len(word) > _MAX_ACRONYM and not self.in_capitals(index):
            return False
        if self._is_opener(token) or is_mixed_acronym(word):
            return False
        if name_words().adverb.match(self.text, token.start):
            return False
        if word.endswith(name_words().possessive) and len(word) >= _POSSESSIVE:
            return self._is_inside_sentence(index)
        if is_common(word) and not (
            self._may_end_name(index)
            or self._may_begin_name(index)
            or self._are_initials_within(index)
        ):
            return False
        return not self.is_blocked(token)

    def is_only_name(self, index: int) -> bool:
        """True for a word with a capital that nothing but a name can be."""
        token = self.tokens[index]
        is_other = is_common(token.text) or self.is_blocked(token)
        return token.text.istitle() and not is_other

    def is_continuation(self, index: int) -> bool:
        """True where the word before also belongs to a name, so that a name cannot begin here."""
        if index == 0 or begins_rank(self.text, self.tokens[index].start):
            return False
        if not self.is_name_word(index - 1):
            return False
        before = self.tokens[index - 1]
        gap = self.text[before.end : self.tokens[index].start]
        return gap == " " and not is_honorific(before.text)

    def name_follows(self, index: int) -> bool:
        """True where a word of a name stands after a token."""
        return index + 1 < len(self.tokens) and self.is_name_word(index + 1)

    def is_apart(self, index: int) -> bool:
        """True where something other than a space stands before a token."""
        gap = self.text[self.tokens[index - 1].end : self.tokens[index].start]
        return gap not in {"", " ", "  "}

    def is_blocked(self, token: Token) -> bool:
        """True for a token of what is known to be something else."""
        position = bisect_left(self._blocked_starts, token.end) - 1
        return position >= 0 and self._blocked[position].end > token.start

    def in_capitals(self, index: int) -> bool:
        """True where the neighbours are in capitals too, as in a headline, or the tagger found a name."""
        if self.tokens[index].start in self._in_capitals_throughout:
            return True
        if any(self._is_long_and_in_capitals(i) for i in (index - 1, index + 1)):
            return self._is_long_and_in_capitals(index)
        near = self.tokens[max(0, index - 3) : index + 4]
        words = [token.text for token in near if token.text.isalpha() and len(token.text) > 1]
        return len(words) > 2 and all(word.isupper() for word in words)

    def _is_opener(self, token: Token) -> bool:
        """True for the "Lalu" that opens a sentence, unless the article is about Lombok, where it is a name."""
        province = name_words().openers.get(token.text.casefold())
        if province is None or self.document.sentence_of(token.start).start != token.start:
            return False
        return all(region.province_code != province for region in self.document.regions)

    def _is_inside_sentence(self, index: int) -> bool:
        """True after another word with a capital, so that its own is that of a name ("Paskalis Semunya")."""
        return index > 0 and not self.is_apart(index) and self.tokens[index - 1].text.istitle()

    def _may_begin_name(self, index: int) -> bool:
        """True for the "Hari" of "Hari Setiawan": before a word that is none but a name's."""
        if self.tokens[index].text.casefold() not in words_in("name_beginnings"):
            return False
        after = index + 1
        return after < len(self.tokens) and self.is_only_name(after)

    def _may_end_name(self, index: int) -> bool:
        """True for the "Negara" of "Made Surya Negara": after a word that is only a name's, or one more such."""
        if self.tokens[index].text.casefold() not in words_in("name_endings") or index == 0:
            return False
        return self.is_only_name(index - 1) or self._may_end_name(index - 1)

    def _are_initials_within(self, index: int) -> bool:
        """True for the "SK" of "Jusuf SK Rahman" and "Jusuf SK-Rahman", which elsewhere is an abbreviation."""
        word = self.tokens[index].text
        if not (word.isupper() and len(word) == _INITIALS) or index == 0:
            return False
        following = self.tokens[index + 1 : index + 2]
        return (
            self.is_only_name(index - 1)
            and bool(following)
            and (following[0].text == "-" or self.is_only_name(index + 1))
        )

    def _is_long_and_in_capitals(self, index: int) -> bool:
        """True for a word in capitals that is too long for an acronym and no common one."""
        if not 0 <= index < len(self.tokens):
            return False
        word = self.tokens[index].text
        is_long = word.isalpha() and word.isupper() and len(word) > _MAX_ACRONYM
        return is_long and not (is_common(word) or self.is_blocked(self.tokens[index]))


def _merged(spans: Iterable[Span]) -> list[Span]:
    """``spans`` as the fewest that cover the same text, in order."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
