"""Runs of names: how far a name reaches, word by word, from the token where it begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.matching.person_words import after_honorific, glued, is_degree, name_words
from pipeline.matching.rules import words_in
from pipeline.officials.names.tokens import NameTokens

MAX_WORDS = 7
# What ends a nickname, by what begins it.
_CLOSING = {"'": "'\"", '"': "'\"", "(": ")"}
_IN_QUOTES = 4
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class NameRun:
    """The words of a name, and the index of the first token after it."""

    words: tuple[str, ...]
    after: int


def run_at(names: NameTokens, index: int) -> NameRun | None:
    """The name that begins at a token; ``None`` where none does, and where it is only letters or an acronym."""
    run = _RunReader(names, index)
    while run.index < len(names.tokens) and len(run.words) < MAX_WORDS:
        if run.words and names.is_apart(run.index):
            break
        if not run.take():
            break
    has_letters = any(_LETTERS.search(word) for word in run.words)
    if not has_letters or _is_acronym(names, run.words, range(index, run.after)):
        return None
    return NameRun(tuple(run.words), run.after)


class _RunReader:
    """The words of a name as they are read: ``index`` is the next token, ``after`` the one after the name."""

    def __init__(self, names: NameTokens, index: int) -> None:
        self.index = index
        self.after = index
        self.words: list[str] = []
        self._names = names
        self._text = names.text
        self._tokens = names.tokens

    def take(self) -> bool:
        """Add the next word, or pass over what stands inside the name; false where it ends."""
        index = self.index
        particles = self._particles(index) if self.words else 0
        if particles:
            self.words += [token.text for token in self._tokens[index : index + particles]]
            self.index += particles
            return True
        if self._names.is_name_word(index):
            if self.words and (self._opens_another(index) or self._is_degree(index)):
                return False
            self._take_word()
            return True
        return bool(self.words) and (
            self._take_hyphen() or self._skip_nickname() or self._take_apostrophe()
        )

    def _particles(self, index: int) -> int:
        """How many particles stand at a token before more of the name: 2 for "van der Berg"."""
        after = index
        while after < len(self._tokens) and self._is_particle(after):
            after += 1
        return after - index if after > index and self._names.name_follows(after - 1) else 0

    def _is_particle(self, index: int) -> bool:
        return self._tokens[index].text.casefold() in name_words().particles

    def _opens_another(self, index: int) -> bool:
        """True for the "Dr" of "Panelis Dr Andi", where the name begins, and the "Alias" of "Andi Alias Ucok"."""
        word = self._tokens[index].text
        folded = word.casefold()
        if folded in name_words().before_second:
            return True
        after = after_honorific(self._tokens, index) if folded in name_words().opening else None
        return word[0].isupper() and after is not None and self._names.is_name_word(after)

    def _is_degree(self, index: int) -> bool:
        return is_degree(self._text, self._tokens, index) and not self._goes_on(index)

    def _goes_on(self, index: int) -> bool:
        """True for what could be a degree inside a name: "Andi SP Mudo", "Andi S.P. Mudo", "Andi St. Mudo"."""
        word = self._tokens[index].text
        if len(word) > 1 and word.istitle():
            is_apart = not glued(self._tokens, index + 2)
            return self._next_is_stop(index) and is_apart and self._names.name_follows(index + 1)
        last = self._last_of_initials(index)
        are_two = len(self._tokens[index].text) > 1 or last > index
        return (
            self._tokens[index].text.isupper()
            and are_two
            and self._names.name_follows(last)
            and not self._names.is_apart(last + 1)
            and not self._tokens[last + 1].text.isupper()
            and not is_degree(self._text, self._tokens, last + 1)
        )

    def _last_of_initials(self, index: int) -> int:
        """Where initials end that begin at a token ("S.P.", "S.P"); the token itself where there is but one."""
        last = index
        while self._next_is_stop(last) and self._is_glued_letter(last + 2):
            last += 2
        return last + 1 if last > index and self._next_is_stop(last) else last

    def _take_word(self) -> None:
        """Add a word, or an initial or shortened word with its full stop ("R.A.", "Moh.")."""
        word = self._tokens[self.index].text
        is_short = self._is_shortened(self.index) or self._are_initials()
        if not (self._next_is_stop(self.index) and is_short):
            self._add(word, 1)
            return
        self._add(f"{word}.", 2)
        while self._is_glued_initial(self.index):
            stop = self._next_is_stop(self.index)
            self.words[-1] += self._tokens[self.index].text + ("." if stop else "")
            self.index += 2 if stop else 1
            self.after = self.index

    def _take_hyphen(self) -> bool:
        """A hyphen inside a name ("Al-Haris", "Far - Far"), as opposed to one between two persons."""
        index = self.index
        if self._tokens[index].text != "-" or not self._names.name_follows(index):
            return False
        before, after = self.words[-1], self._tokens[index + 1].text
        joint = self._text[self._tokens[index - 1].end : self._tokens[index + 1].start]
        letters = name_words().articles.get(before.casefold())
        is_article = letters is not None and after.casefold().startswith(letters) and joint == "-"
        # "Andi Rahman-Rahman Hakim" are two, "Far-Far" and "Andi Far-Far" one.
        is_doubled = before.casefold() == after.casefold() and (
            len(self.words) == 1 or not self._names.name_follows(index + 1)
        )
        if not (is_doubled or is_article):
            return False
        self.words.pop()
        self._add(f"{before}{joint}{after}", 2)
        return True

    def _skip_nickname(self) -> bool:
        """Pass over a nickname inside a name, in quotes or in brackets: "Andi (Ucok) Rahman"."""
        opening = self._tokens[self.index].text
        if opening not in _CLOSING:
            return False
        quoted = range(self.index + 1, min(self.index + _IN_QUOTES, len(self._tokens)))
        closing = next((i for i in quoted if self._tokens[i].text in _CLOSING[opening]), None)
        if closing is None or not self._names.name_follows(closing):
            return False
        held = range(self.index + 1, closing)
        if opening == "(" and not all(map(self._names.is_only_name, held)):
            return False
        self.index = closing + 1
        return True

    def _take_apostrophe(self) -> bool:
        """An apostrophe at the end of a word or before one, inside a name: "Andi Laso' Rahman"."""
        index = self.index
        ends_word, opens_word = glued(self._tokens, index), glued(self._tokens, index + 1)
        if (
            self._tokens[index].text != "'"
            or ends_word == opens_word
            or not self._names.name_follows(index)
        ):
            return False
        sentence = self._names.document.sentence_of(self._tokens[index].start)
        around = self._names.tokens_in(sentence)
        if sum(token.text == "'" for token in around) > 1:
            return False
        self.words[-1] += "'" * ends_word
        self.index += 1
        return True

    def _next_is_stop(self, index: int) -> bool:
        return glued(self._tokens, index + 1) and self._tokens[index + 1].text == "."

    def _is_shortened(self, index: int) -> bool:
        """True for an initial, and for "Moh" or "Abd" before more of the name."""
        word = self._tokens[index].text
        known = word.casefold() in words_in("abbreviations") or word in name_words().with_initial
        return len(word) == 1 or (known and self._names.name_follows(index + 1))

    def _are_initials(self) -> bool:
        """True for two or three initials inside a name ("Mahfud AR. Tangkas")."""
        word = self._tokens[self.index].text
        return bool(self.words) and word.isupper() and self._names.name_follows(self.index + 1)

    def _is_glued_initial(self, index: int) -> bool:
        """True for the second letter of "R.A.", and of "R.A" before more of the name."""
        if not (self._is_glued_letter(index) and self._tokens[index].text.isupper()):
            return False
        return self._next_is_stop(index) or self._names.name_follows(index)

    def _is_glued_letter(self, index: int) -> bool:
        return glued(self._tokens, index) and len(self._tokens[index].text) == 1

    def _add(self, word: str, count: int) -> None:
        """One more word of the name, made of ``count`` tokens."""
        self.words.append(word)
        self.index += count
        self.after = self.index


def _is_acronym(names: NameTokens, words: Sequence[str], tokens: range) -> bool:
    """True for "RT" or "AWR", as capitals alone are a name only among others, and for a degree ("MSos").

    Those by whom all know somebody are names ("SBY").
    """
    if " ".join(words) in name_words().known_as:
        return False
    if len(words) == 1 and not (words[0].istitle() or words[0].isupper()):
        return is_degree(names.text, names.tokens, tokens.start)
    return all(word.isupper() for word in words) and not any(map(names.in_capitals, tokens))
