"""Names of persons: where one may begin, how far it reaches, and what around it is title or rank.

A name here is a run of capitalised words that nothing else in the text claims; whether it is a person's is
decided by what stands beside it. Words that are never part of one are told by ``is_common``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline.matching.person_words import (
    after_honorific,
    begins_rank,
    degrees,
    glued,
    is_common,
    is_degree,
    is_honorific,
    name_words,
    rank_at,
)
from pipeline.matching.rules import words_in
from pipeline.types import Document, Span, Token

_MAX_WORDS = 7
# The titles, degrees and stops around a name take at most this many more tokens.
_AROUND = 8
# What ends a nickname, by what begins it.
_CLOSING = {"'": "'\"", '"': "'\"", "(": ")"}
_IN_QUOTES = 4
_MAX_ACRONYM = 3
_INITIALS = 2
# From this length on a word with a possessive ending is one ("Penantangnya"), not a name ("Sonya").
_POSSESSIVE = 7
_APOSTROPHES = str.maketrans("", "", "'")
_ELIDED = re.compile(r"[a-z]'[A-Z]")
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in the text.

    ``span`` covers the name itself, ``outer`` also the titles, rank and degrees around it; ``words`` are the
    parts of the name, without a nickname in quotes; ``alias`` is a second name stated after it ("alias Molen").
    """

    span: Span
    outer: Span
    words: tuple[str, ...]
    titles: tuple[str, ...] = ()
    rank: str | None = None
    alias: tuple[str, ...] = ()


@dataclass(slots=True)
class _Run:
    """The words of a name as they are read: ``index`` is the next token, ``after`` the one after the name."""

    index: int
    after: int
    words: list[str] = field(default_factory=list)

    def add(self, word: str, count: int) -> None:
        """One more word of the name, made of ``count`` tokens."""
        self.words.append(word)
        self.index += count
        self.after = self.index


class NameReader:
    """Reads names at given places of one document.

    ``blocked`` are spans that are known to be something else (regions, posts); a name neither begins in one
    nor runs into one. ``persons`` are those that a tagger found where capitals tell names: after its first
    word such a name may have words that are written small or are common ("Andi rahman", "Andi Unggul").
    """

    def __init__(
        self, document: Document, blocked: Iterable[Span], persons: Sequence[Span] = ()
    ) -> None:
        self.text = document.text
        self.tokens = document.tokens
        self._document = document
        self._starts = [token.start for token in document.tokens]
        self._blocked = _merged(blocked)
        self._blocked_starts = [span.start for span in self._blocked]
        self._further_words = frozenset(
            token.start
            for person in persons
            if document.text[person.start].isupper()
            for token in self.tokens[self._index_at(person.start + 1) : self._index_at(person.end)]
        )
        self._read_at: dict[int, PersonName | None] = {}
        self._in_capitals_throughout = frozenset(self._written_in_capitals(persons))

    def _written_in_capitals(self, persons: Iterable[Span]) -> Iterator[int]:
        """Where the words begin of names in capitals, two of which are too long for initials: "ANDI RAHMAN"."""
        for person in persons:
            words = self.tokens[self._index_at(person.start) : self._index_at(person.end)]
            are_long = sum(len(token.text) >= _MAX_ACRONYM for token in words) > 1
            if are_long and person.of(self.text).isupper():
                yield from (token.start for token in words)

    # --- where names are looked for ---

    def at(self, offset: int) -> PersonName | None:
        """The name that begins at an offset, titles and rank before it included, or ``None``."""
        index = self._index_at(offset)
        if index not in self._read_at:
            self._read_at[index] = self._read(index)
        return self._read_at[index]

    def ending_at(self, offset: int) -> PersonName | None:
        """The longest name whose titles and degrees end right before an offset, or ``None``."""
        last = self._index_at(offset) - 1
        longest: PersonName | None = None
        for index in range(last, max(-1, last - 2 * _MAX_WORDS - _AROUND), -1):
            token = self.tokens[index]
            if "\n" in self.text[token.end : offset]:
                break
            if not token.text[0].isupper() or self._is_continuation(index):
                continue
            name = self.at(token.start)
            if name is None or name.outer.end > offset:
                continue
            if not self.text[name.outer.end : offset].strip():
                longest = name
        return longest

    @cached_property
    def runs(self) -> list[PersonName]:
        """Every capitalised run of the text that may be a name, none inside another, in order.

        A title before it may be written small: "dr Andi Rahman".
        """
        found: list[PersonName] = []
        end = -1
        opening = name_words().opening
        for token in self.tokens:
            if token.start < end or not (token.text[0].isupper() or token.text in opening):
                continue
            name = self.at(token.start)
            if name is not None:
                found.append(name)
                end = name.outer.end
        return found

    def prefixes(self, name: PersonName) -> list[PersonName]:
        """``name`` and its shorter beginnings, the longest first."""
        return [name, *(self._prefix(name, n) for n in range(len(name.words) - 1, 0, -1))]

    def within(self, span: Span) -> PersonName | None:
        """The name that a tagger found at ``span``, with the titles and rank that it may have taken in.

        ``None`` where its words are none that a name may have here.
        """
        name = self.at(self._opening_of(span.start))
        if name is None:
            return None
        return next((part for part in self.prefixes(name) if part.span.end <= span.end), None)

    def _opening_of(self, offset: int) -> int:
        """Where the name begins of which a tagger found the rest at an offset: the "I" of "I Made Rahman"."""
        index = self._index_at(offset)
        before = self.tokens[index - 1] if index else None
        words = name_words().before_openers
        if (
            before is not None
            and before.text.casefold() in words
            and self.tokens[index].text.casefold() in words_in("name_openers")
            and not (self._is_apart(index) or self._is_blocked(before))
        ):
            return before.start
        return offset

    def _prefix(self, name: PersonName, count: int) -> PersonName:
        words = name.words[:count]
        end = name.span.start
        for word in words:
            end = self.text.index(word, end) + len(word)
        return replace(
            name,
            span=Span(name.span.start, end),
            outer=Span(name.outer.start, end),
            words=words,
        )

    def _index_at(self, offset: int) -> int:
        """Index of the first token at or after an offset."""
        return bisect_left(self._starts, offset)

    # --- a name with what stands around it ---

    def _read(self, index: int) -> PersonName | None:
        position, titles, rank = self._titles(index)
        run = self._run(position)
        if not run.words:
            return None
        first, last = self.tokens[position].start, self.tokens[run.after - 1]
        if run.words[0].rstrip(".") in name_words().with_initial and len(run.words) > 1:
            initial = run.words[0].rstrip(".")[:-1]
            titles.append(initial)
            first += len(initial)
            run.words[0] = run.words[0].removeprefix(initial)
        after, end = degrees(self.text, self.tokens, run.after, last.end)
        alias, end = self._alias(end)
        return PersonName(
            Span(first, last.end),
            Span(self.tokens[index].start, end),
            tuple(run.words),
            (*titles, *after),
            rank,
            alias,
        )

    def _titles(self, index: int) -> tuple[int, list[str], str | None]:
        """Index after the titles and rank that begin at ``index``, and these."""
        titles: list[str] = []
        rank: str | None = None
        while index < len(self.tokens):
            match = rank_at(self.text, self.tokens[index].start)
            if match is not None:
                rank = match.group().strip()
                index = self._skip_stop(self._index_at(match.end()))
                continue
            after = after_honorific(self.tokens, index)
            if after is None or (rank and self._is_name_after_rank(index)):
                break
            written = self.text[self.tokens[index].start : self.tokens[after - 1].end]
            titles.append(written.strip(". "))
            index = after
        return index, titles, rank

    def _is_name_after_rank(self, index: int) -> bool:
        """True for the "Mas" of "Irjen Pol Mas Andi", before more of the name."""
        word = self.tokens[index].text.casefold()
        return word in name_words().names_after_rank and self._name_follows(index)

    def _skip_stop(self, index: int) -> int:
        stops = index < len(self.tokens) and self.tokens[index].text in {",", "."}
        return index + 1 if stops else index

    def _alias(self, end: int) -> tuple[tuple[str, ...], int]:
        """A second name after ``end`` ("alias Molen"), and the offset after it."""
        match = name_words().alias.match(self.text, end)
        run = self._run(self._index_at(match.end())) if match else None
        if run is None or not run.words:
            return (), end
        end = self.tokens[run.after - 1].end
        in_bracket = match is not None and "(" in match.group() and self.text[end : end + 1] == ")"
        return tuple(run.words), end + 1 if in_bracket else end

    # --- the words of a name ---

    def _run(self, index: int) -> _Run:
        """The words of a name from a token on; none where it is only letters or an acronym."""
        run = _Run(index, index)
        while run.index < len(self.tokens) and len(run.words) < _MAX_WORDS:
            if run.words and self._is_apart(run.index):
                break
            if not self._take(run):
                break
        has_letters = any(_LETTERS.search(word) for word in run.words)
        if not has_letters or self._is_acronym(run.words, range(index, run.after)):
            return _Run(index, index)
        return run

    def _take(self, run: _Run) -> bool:
        """Add the next word to a run; false where the name ends."""
        index = run.index
        particles = self._particles(index) if run.words else 0
        if particles:
            run.words += [token.text for token in self.tokens[index : index + particles]]
            run.index += particles
            return True
        if self._is_name_word(index):
            if run.words and self._opens_another(index):
                return False
            if run.words and is_degree(self.text, self.tokens, index) and not self._goes_on(index):
                return False
            self._take_word(run)
            return True
        return bool(run.words) and (
            self._take_hyphen(run) or self._skip_nickname(run) or self._take_apostrophe(run)
        )

    def _opens_another(self, index: int) -> bool:
        """True for the "Dr" of "Panelis Dr Andi", where the name begins, and the "Alias" of "Andi Alias Ucok"."""
        word = self.tokens[index].text
        if word.casefold() in name_words().before_second:
            return True
        after = (
            after_honorific(self.tokens, index) if word.casefold() in name_words().opening else None
        )
        return word[0].isupper() and after is not None and self._is_name_word(after)

    def _particles(self, index: int) -> int:
        """How many particles stand at a token before more of the name: 2 for "van der Berg"."""
        after = index
        while after < len(self.tokens) and self._is_particle(after):
            after += 1
        return after - index if after > index and self._name_follows(after - 1) else 0

    def _is_particle(self, index: int) -> bool:
        return self.tokens[index].text.casefold() in name_words().particles

    def _goes_on(self, index: int) -> bool:
        """True for capitals that could be a degree inside a name ("Irwan SP Lamanna", "Irwan S.P. Lamanna")."""
        last = self._last_of_initials(index)
        are_two = len(self.tokens[index].text) > 1 or last > index
        return (
            self.tokens[index].text.isupper()
            and are_two
            and self._name_follows(last)
            and not self._is_apart(last + 1)
            and not self.tokens[last + 1].text.isupper()
            and not is_degree(self.text, self.tokens, last + 1)
        )

    def _last_of_initials(self, index: int) -> int:
        """Where initials end that begin at a token ("S.P.", "S.P"); the token itself where there is but one."""
        last = index
        while self._next_is_stop(last) and self._is_glued_letter(last + 2):
            last += 2
        return last + 1 if last > index and self._next_is_stop(last) else last

    def _is_glued_letter(self, index: int) -> bool:
        return glued(self.tokens, index) and len(self.tokens[index].text) == 1

    def _take_word(self, run: _Run) -> None:
        """Add a word, or an initial or shortened word with its full stop ("R.A.", "Moh.")."""
        word = self.tokens[run.index].text
        is_short = self._is_shortened(run.index) or self._are_initials(run)
        if not (self._next_is_stop(run.index) and is_short):
            run.add(word, 1)
            return
        run.add(f"{word}.", 2)
        while self._is_glued_initial(run.index):
            stop = self._next_is_stop(run.index)
            run.words[-1] += self.tokens[run.index].text + ("." if stop else "")
            run.index += 2 if stop else 1
            run.after = run.index

    def _take_hyphen(self, run: _Run) -> bool:
        """A hyphen inside a name ("Al-Haris", "Far - Far"), as opposed to one between two persons."""
        index = run.index
        if self.tokens[index].text != "-" or not self._name_follows(index):
            return False
        before, after = run.words[-1], self.tokens[index + 1].text
        joint = self.text[self.tokens[index - 1].end : self.tokens[index + 1].start]
        letters = name_words().articles.get(before.casefold())
        is_article = letters is not None and after.casefold().startswith(letters) and joint == "-"
        # "Andi Rahman-Rahman Hakim" are two, "Far-Far" and "Andi Far-Far" one.
        is_doubled = before.casefold() == after.casefold() and (
            len(run.words) == 1 or not self._name_follows(index + 1)
        )
        if not (is_doubled or is_article):
            return False
        run.words.pop()
        run.add(f"{before}{joint}{after}", 2)
        return True

    def _skip_nickname(self, run: _Run) -> bool:
        """Pass over a nickname inside a name, in quotes or in brackets: "Andi (Ucok) Rahman"."""
        opening = self.tokens[run.index].text
        if opening not in _CLOSING:
            return False
        quoted = range(run.index + 1, min(run.index + _IN_QUOTES, len(self.tokens)))
        closing = next((i for i in quoted if self.tokens[i].text in _CLOSING[opening]), None)
        if closing is None or not self._name_follows(closing):
            return False
        if opening == "(" and not all(map(self._is_only_name, range(run.index + 1, closing))):
            return False
        run.index = closing + 1
        return True

    def _take_apostrophe(self, run: _Run) -> bool:
        """An apostrophe at the end of a word or before one, inside a name: "Andi Laso' Rahman"."""
        index = run.index
        ends_word, opens_word = glued(self.tokens, index), glued(self.tokens, index + 1)
        if (
            self.tokens[index].text != "'"
            or ends_word == opens_word
            or not self._name_follows(index)
        ):
            return False
        sentence = self._document.sentence_of(self.tokens[index].start)
        around = self.tokens[self._index_at(sentence.start) : self._index_at(sentence.end)]
        if sum(token.text == "'" for token in around) > 1:
            return False
        run.words[-1] += "'" * ends_word
        run.index += 1
        return True

    def _is_apart(self, index: int) -> bool:
        """True where something other than a space stands before a token."""
        gap = self.text[self.tokens[index - 1].end : self.tokens[index].start]
        return gap not in {"", " ", "  "}

    def _name_follows(self, index: int) -> bool:
        return index + 1 < len(self.tokens) and self._is_name_word(index + 1)

    def _next_is_stop(self, index: int) -> bool:
        return glued(self.tokens, index + 1) and self.tokens[index + 1].text == "."

    def _is_shortened(self, index: int) -> bool:
        """True for an initial, and for "Moh" or "Abd" before more of the name."""
        word = self.tokens[index].text
        known = word.casefold() in words_in("abbreviations") or word in name_words().with_initial
        return len(word) == 1 or (known and self._name_follows(index + 1))

    def _are_initials(self, run: _Run) -> bool:
        """True for two or three initials inside a name ("Mahfud AR. Tangkas")."""
        word = self.tokens[run.index].text
        return bool(run.words) and word.isupper() and self._name_follows(run.index + 1)

    def _is_glued_initial(self, index: int) -> bool:
        """True for the second letter of "R.A.", and of "R.A" before more of the name."""
        if not glued(self.tokens, index):
            return False
        if not (self._next_is_stop(index) or self._name_follows(index)):
            return False
        word = self.tokens[index].text
        return len(word) == 1 and word.isupper()

    # --- what may be a word of a name ---

    def _is_name_word(self, index: int) -> bool:
        """A word with a capital that may be part of a name ("Andi", "d'Costa"): no body, post, region or acronym.

        Any word that is no region's or post's may be, where the tagger found it further on in a person's name.
        """
        token = self.tokens[index]
        word = token.text
        if not word.translate(_APOSTROPHES).isalpha():
            return False
        if token.start in self._further_words:
            return not (self._is_blocked(token) or (word.islower() and is_common(word)))
        if not (word[0].isupper() or _ELIDED.match(word)):
            return False
        if word.isupper() and len(word) > _MAX_ACRONYM and not self._in_capitals(index):
            return False
        if self._is_opener(token):
            return False
        if word.endswith(name_words().possessive) and len(word) >= _POSSESSIVE:
            return self._is_inside_sentence(index)
        if is_common(word) and not (
            self._may_end_name(index)
            or self._may_begin_name(index)
            or self._are_initials_within(index)
        ):
            return False
        return not self._is_blocked(token)

    def _is_opener(self, token: Token) -> bool:
        """True for the "Lalu" that opens a sentence, unless the article is about Lombok, where it is a name."""
        province = name_words().openers.get(token.text.casefold())
        if province is None or self._document.sentence_of(token.start).start != token.start:
            return False
        return all(region.province_code != province for region in self._document.regions)

    def _is_inside_sentence(self, index: int) -> bool:
        """True after another word with a capital, so that its own is that of a name ("Paskalis Semunya")."""
        return index > 0 and not self._is_apart(index) and self.tokens[index - 1].text.istitle()

    def _may_begin_name(self, index: int) -> bool:
        """True for the "Hari" of "Hari Setiawan": before a word that is none but a name's."""
        if self.tokens[index].text.casefold() not in words_in("name_beginnings"):
            return False
        after = index + 1
        return after < len(self.tokens) and self._is_only_name(after)

    def _is_only_name(self, index: int) -> bool:
        """True for a word with a capital that nothing but a name can be."""
        token = self.tokens[index]
        is_other = is_common(token.text) or self._is_blocked(token)
        return token.text.istitle() and not is_other

    def _may_end_name(self, index: int) -> bool:
        """True for the "Negara" of "Made Surya Negara": after a word that is only a name's, or one more such."""
        if self.tokens[index].text.casefold() not in words_in("name_endings") or index == 0:
            return False
        return self._is_only_name(index - 1) or self._may_end_name(index - 1)

    def _are_initials_within(self, index: int) -> bool:
        """True for the "SK" of "Jusuf SK Rahman" and "Jusuf SK-Rahman", which elsewhere is an abbreviation."""
        word = self.tokens[index].text
        if not (word.isupper() and len(word) == _INITIALS) or index == 0:
            return False
        following = self.tokens[index + 1 : index + 2]
        return (
            self._is_only_name(index - 1)
            and bool(following)
            and (following[0].text == "-" or self._is_only_name(index + 1))
        )

    def _is_continuation(self, index: int) -> bool:
        """True where the word before also belongs to a name, so that a name cannot begin here."""
        if index == 0 or begins_rank(self.text, self.tokens[index].start):
            return False
        if not self._is_name_word(index - 1):
            return False
        before = self.tokens[index - 1]
        gap = self.text[before.end : self.tokens[index].start]
        return gap == " " and not is_honorific(before.text)

    def _is_blocked(self, token: Token) -> bool:
        position = bisect_left(self._blocked_starts, token.end) - 1
        return position >= 0 and self._blocked[position].end > token.start

    def _is_acronym(self, words: list[str], tokens: range) -> bool:
        """True for "RT" or "AWR", as capitals alone are a name only among others, and for a degree ("MSos").

        Those by whom all know somebody are names ("SBY").
        """
        if " ".join(words) in name_words().known_as:
            return False
        if len(words) == 1 and not (words[0].istitle() or words[0].isupper()):
            return is_degree(self.text, self.tokens, tokens.start)
        return all(word.isupper() for word in words) and not any(map(self._in_capitals, tokens))

    def _in_capitals(self, index: int) -> bool:
        """True where the neighbours are in capitals too, as in a headline, or the tagger found a name."""
        if self.tokens[index].start in self._in_capitals_throughout:
            return True
        if any(self._is_long_and_in_capitals(i) for i in (index - 1, index + 1)):
            return self._is_long_and_in_capitals(index)
        near = self.tokens[max(0, index - 3) : index + 4]
        words = [token.text for token in near if token.text.isalpha() and len(token.text) > 1]
        return len(words) > 2 and all(word.isupper() for word in words)

    def _is_long_and_in_capitals(self, index: int) -> bool:
        """True for a word in capitals that is too long for an acronym and no common one."""
        if not 0 <= index < len(self.tokens):
            return False
        word = self.tokens[index].text
        is_long = word.isalpha() and word.isupper() and len(word) > _MAX_ACRONYM
        return is_long and not (is_common(word) or self._is_blocked(self.tokens[index]))


def _merged(spans: Iterable[Span]) -> list[Span]:
    """``spans`` as the fewest that cover the same text, in order."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
