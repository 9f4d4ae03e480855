"""What may stand around a person's name and is no part of it: honorifics, ranks, degrees.

The words are in ``rules/officials/names.toml``; this module finds them at given tokens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property

import msgspec

from pipeline.matching.rules import compile_pattern, read_toml, rules_root, words_in
from pipeline.types import Token

_PATH = "officials/names.toml"
# "(H.C.)" has at most this many tokens.
_HONORARY_TOKENS = 6
# Doctors of honour, and those who are to be.
_UNEARNED = frozenset({"(HC)", "(C)", "(CAND)"})
# A letter and its full stop are this many tokens, and from this many letters on a word is no initial.
_WITH_STOP = 2
_LETTERS = 2
# "S,Sos" is this many tokens.
_WITH_COMMA = 3
_NO_MARKS = str.maketrans("", "", "., ")
# What a degree looks like; a longer word after the letter is a name ("S.Harahap").
_FORM = re.compile(r"[ABDMPS](?:\.[A-Z][A-Za-z]{0,4})+\.?")
# The same where no comma stands before it: initials are seldom as many ("S.A.P.", "M.I.Kom").
_LONG_FORM = re.compile(r"[AMS](?:\.[A-Z][A-Za-z]{0,4}){2,}\.?")
_MIXED_ACRONYM = re.compile(r"[A-Z]{3,}[a-z]{1,2}")
_AFTER_STOP = re.compile(r"\s*(?:[-,.;/&()]|$)")
_WITHIN_SENTENCE = frozenset(",;-/&()")


class NameWords(msgspec.Struct, forbid_unknown_fields=True, frozen=True, dict=True):
    """The words around and inside names, as ``names.toml`` explains them."""

    honorifics: frozenset[str]
    names_after_rank: frozenset[str]
    opening: frozenset[str]
    with_single: frozenset[str]
    with_initial: frozenset[str]
    lower_honorifics: frozenset[str]
    degrees: frozenset[str]
    after_comma: frozenset[str]
    either_side: frozenset[str]
    ranks: str
    particles: frozenset[str]
    articles: dict[str, str]
    known_as: dict[str, str]
    adverbs: str
    derived: str
    possessive: str
    openers: dict[str, str]
    before_openers: frozenset[str]
    before_second: frozenset[str]
    aliases: str
    nicknames: str

    @cached_property
    def full_names(self) -> dict[str, str]:
        """The full names of those who go by another one, case-folded, by that."""
        return {nick.casefold(): name.casefold() for nick, name in self.known_as.items()}

    @cached_property
    def rank(self) -> re.Pattern[str]:
        """A rank of police or army."""
        return compile_pattern(self.ranks, where=f"{_PATH}: ranks")

    @cached_property
    def adverb(self) -> re.Pattern[str]:
        """A word between a name and its verb that looks like part of the name."""
        return compile_pattern(self.adverbs, where=f"{_PATH}: adverbs")

    @cached_property
    def derivation(self) -> re.Pattern[str]:
        """A word that is a common one by its affixes."""
        return compile_pattern(self.derived, where=f"{_PATH}: derived")

    @cached_property
    def alias(self) -> re.Pattern[str]:
        """What leads to a second name."""
        return compile_pattern(self.aliases, where=f"{_PATH}: aliases")

    @cached_property
    def nickname(self) -> re.Pattern[str]:
        """What leads to the other name of somebody who is named before."""
        return compile_pattern(self.nicknames, where=f"{_PATH}: nicknames")


@cache
def name_words() -> NameWords:
    """The words, read once.

    Raises:
        RuleError: the file cannot be used.
    """
    words: NameWords = read_toml(rules_root() / _PATH, NameWords)
    return words


def rank_at(text: str, offset: int) -> re.Match[str] | None:
    """The police or army rank that stands at an offset, as a whole word: also "Irjen Pol.Andi"."""
    match = name_words().rank.match(text, offset)
    if match is None or match.group().endswith("."):
        return match
    return None if text[match.end() : match.end() + 1].isalnum() else match


def begins_rank(text: str, offset: int) -> bool:
    """True where words at an offset begin a rank."""
    return text[offset : offset + 1].isupper() and bool(name_words().rank.match(text, offset))


def is_honorific(word: str) -> bool:
    """True for "H", "Drs" and the like, in any case and without their full stop."""
    return word.casefold() in name_words().honorifics


def is_common(word: str) -> bool:
    """True for a word that is never part of a name: one of the lexicon ``not_names``, or one by its form."""
    return word.casefold() in words_in("not_names") or bool(name_words().derivation.fullmatch(word))


def is_mixed_acronym(word: str) -> bool:
    """True for "LKPj" and "DPRa", in capitals but for the end; two capitals may be a slip ("ANdi")."""
    return _MIXED_ACRONYM.fullmatch(word) is not None


def glued(tokens: Sequence[Token], index: int) -> bool:
    """True where the token at ``index`` stands right after the one before it."""
    return index < len(tokens) and tokens[index].start == tokens[index - 1].end


def after_honorific(tokens: Sequence[Token], index: int) -> int | None:
    """Index after the honorific at ``index``, stops included, ``None`` where there is none.

    "H" and "Dr" count only where a word follows, of which the caller finds out whether it is a name.
    """
    word = tokens[index].text
    if not (word[0].isupper() or word in name_words().lower_honorifics):
        return None
    after = _after_two_letters(tokens, index)
    if after is None and is_honorific(word):
        after = _after_comma(tokens, _after_honorary(tokens, _after_stop(tokens, index + 1)))
    if after is None or after >= len(tokens):
        return None
    return after if _word_follows(tokens, after) else None


def _after_two_letters(tokens: Sequence[Token], index: int) -> int | None:
    """Index after an honorific of two parts ("K.H.", "Dr.H."), ``None`` where there is none."""
    second = index + 2
    if not (glued(tokens, index + 1) and tokens[index + 1].text == "." and glued(tokens, second)):
        return None
    letter = tokens[second].text
    if not letter[0].isupper() or not is_honorific(f"{tokens[index].text}.{letter}"):
        return None
    return _after_stop(tokens, second + 1)


def _after_stop(tokens: Sequence[Token], index: int) -> int:
    """Index after the full stop glued to what stands before a token, if there is one."""
    return index + 1 if glued(tokens, index) and tokens[index].text == "." else index


def _after_comma(tokens: Sequence[Token], index: int) -> int:
    """Index after the comma between two honorifics ("Dr., Ir. Andi Rahman"), if one stands there."""
    is_between = index + 1 < len(tokens) and tokens[index].text == ","
    return index + 1 if is_between and is_honorific(tokens[index + 1].text) else index


def _after_honorary(tokens: Sequence[Token], index: int) -> int:
    """Index after the "(H.C.)" of an honorary doctor or the "(Cand)" of one to be, else the index itself."""
    for after in range(index + 1, min(index + _HONORARY_TOKENS, len(tokens)) + 1):
        written = "".join(token.text for token in tokens[index:after])
        if written.replace(".", "").upper() in _UNEARNED:
            return after
    return index


def _word_follows(tokens: Sequence[Token], index: int) -> bool:
    if index >= len(tokens):
        return False
    return tokens[index].start - tokens[index - 1].end <= 1 and tokens[index].text[0].isalpha()


def is_degree(text: str, tokens: Sequence[Token], index: int) -> bool:
    """True where an academic degree begins at a token ("S.Sos", "MM").

    "Drs." is one after a name where no name follows it ("Andi Rahman, Drs., M.Si.").
    """
    after, written = _dotted(text, tokens, index)
    plain = written.casefold().translate(_NO_MARKS)
    if plain in name_words().either_side:
        return after >= len(tokens) or not tokens[after].text[0].isupper()
    is_known = plain in name_words().degrees or _are_degrees(written.casefold().split("."))
    return is_known or _LONG_FORM.fullmatch(written) is not None


def _are_degrees(parts: Sequence[str]) -> bool:
    """True for two degrees in a row with a stop between: the parts of "SH.MM", "S.H.MSi"."""
    joined = ("".join(parts[:cut]) for cut in range(1, len(parts)))
    return any(
        first in name_words().degrees and "".join(parts[cut:]) in name_words().degrees
        for cut, first in enumerate(joined, 1)
    )


def _dotted(text: str, tokens: Sequence[Token], index: int) -> tuple[int, str]:
    """Index after a word with the letters and stops glued to it ("S.Sos", "M.Si."), and its characters."""
    after = index + 1
    while glued(tokens, after) and _continues_dotted(tokens, after):
        after += 1
    if _has_comma_for_stop(tokens, index):
        after = index + _WITH_COMMA
    if _is_apart(tokens, index, after):
        after = _after_stop(tokens, after + 1)
    return after, text[tokens[index].start : tokens[after - 1].end]


def _has_form(text: str, tokens: Sequence[Token], index: int) -> bool:
    """True for what is written as a degree, though no list has it: "M.Ling.", "S.Tr.Sos"."""
    _, written = _dotted(text, tokens, index)
    return _FORM.fullmatch(written) is not None


def _is_apart(tokens: Sequence[Token], index: int, after: int) -> bool:
    """True for the degrees "S. STP" and "S Sos", with a space after the first letter; "S. H" may be initials.

    ``after`` is the token after that letter and its stop.
    """
    if after - index > _WITH_STOP or after >= len(tokens) or len(tokens[after].text) < _LETTERS:
        return False
    first, rest = tokens[index].text, tokens[after].text
    beside = tokens[after].start == tokens[after - 1].end + 1 and rest[0].isupper()
    return beside and len(first) == 1 and (first + rest).casefold() in name_words().degrees


def _has_comma_for_stop(tokens: Sequence[Token], index: int) -> bool:
    """True for "S,Sos" and "S,H": a comma in place of the stop after the first letter of a degree."""
    parts = tokens[index : index + _WITH_COMMA]
    if len(parts) < _WITH_COMMA or parts[1].text != ",":
        return False
    are_glued = glued(tokens, index + 1) and glued(tokens, index + 2)
    written = parts[0].text + parts[2].text
    return are_glued and len(parts[0].text) == 1 and written.casefold() in name_words().degrees


def _continues_dotted(tokens: Sequence[Token], index: int) -> bool:
    word = tokens[index].text
    return word == "." or (tokens[index - 1].text == "." and word[0].isalpha())


def degrees(text: str, tokens: Sequence[Token], index: int, end: int) -> tuple[list[str], int]:
    """The academic degrees from a token on, with the offset after the last; ``end`` where there is none."""
    found: list[str] = []
    while index < len(tokens):
        start = _past_comma(tokens, index)
        if start == index and _is_stop_before_degree(text, tokens, index):
            start += 1
        if start >= len(tokens) or not tokens[start].text[0].isalpha():
            break
        if not (
            is_degree(text, tokens, start)
            or (start > index and _has_form(text, tokens, start))
            or ((start > index or found) and _is_after_comma(tokens[start]))
        ):
            break
        index, written = _dotted(text, tokens, start)
        found.append(written.strip("."))
        end = tokens[index - 1].end
        if _ends_sentence(written) and not _goes_on(tokens, index):
            end -= 1
    return found, end


def _is_after_comma(token: Token) -> bool:
    """True for the "Ns" of "Andi Rahman, S.Kep., Ns.", which opens a name elsewhere."""
    return token.text.casefold() in name_words().after_comma


def _past_comma(tokens: Sequence[Token], index: int) -> int:
    """Index after the comma at a token and the stop beside it ("Andi Rahman.,SH"), the index without one."""
    marks = [token.text for token in tokens[index : index + 2]]
    if marks[:1] == [","]:
        return index + 1 + (marks == [",", "."])
    return index + 2 if marks == [".", ","] else index


def _is_stop_before_degree(text: str, tokens: Sequence[Token], index: int) -> bool:
    """True for the first stop of "Andi Rahman. SH. MH, Camat Nasal", and that of "Andi Rahman.SH hadir".

    After a space the degree has stops of its own, or a mark after it: a sentence may open with "MA".
    """
    start = index + 1
    if not (glued(tokens, index) and tokens[index].text == "." and start < len(tokens)):
        return False
    if not (tokens[start].text[0].isupper() and is_degree(text, tokens, start)):
        return False
    after, written = _dotted(text, tokens, start)
    is_closed = "." in written or _AFTER_STOP.match(text, tokens[after - 1].end)
    return glued(tokens, start) or (len(written) > 1 and bool(is_closed))


def _ends_sentence(written: str) -> bool:
    """True for "Spog." or "MBA.": the stop after a degree that has none inside may be no part of it."""
    return written.endswith(".") and written.count(".") == 1 and len(written) > 3


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """True where a small word or a mark within a sentence stands at a token ("Drs. dan", "MBA., ")."""
    return index < len(tokens) and (
        tokens[index].text[0].islower() or tokens[index].text in _WITHIN_SENTENCE
    )
