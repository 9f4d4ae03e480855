"""What the words in front of a name tell about the region it may mean (``rules/regions/context.toml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

import msgspec

from pipeline.matching.rules import compile_pattern, read_toml, rules_root, words_in
from pipeline.regions.gazetteer import is_parted
from pipeline.types import Level, Token

SMALL: frozenset[Level] = frozenset({"district", "village"})
# Their names have at most this many words.
LONGEST_SMALL = 3

# How many words in front of a name can belong to it: "Bupati terpilih Kabupaten ...".
_REACH = 3
# The initials of a body are as many at least; fewer may be a person's.
_INITIALS = 4
# So many characters at most tell before a list how many regions of a level it has.
_COUNTED = 90


class ContextWords(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Words around region names by what they tell; the file explains each list."""

    level_words: dict[Level, list[str]]
    level_posts: dict[Level, list[str]]
    bodies: frozenset[str]
    of_country: dict[str, frozenset[str]]
    body_forms: str
    domain: str
    counted_level: str
    prepositions: frozenset[str]
    joints: frozenset[str]
    list_fillers: frozenset[str]
    shortened: frozenset[str]
    not_before: frozenset[str]
    not_after: frozenset[str]
    across: frozenset[str]
    across_joints: frozenset[str]
    between_head: frozenset[str]
    village_office: frozenset[str]
    capital_words: frozenset[str]
    capitals: frozenset[str]
    mayor_words: frozenset[str]
    country: frozenset[str]
    country_before: frozenset[str]
    country_bodies: frozenset[str]
    country_not_before: frozenset[str]


@dataclass(frozen=True, slots=True)
class Before:
    """What the words in front of a name tell.

    ``level`` is the level they say; ``head`` the offset of a level word that belongs to the mention
    ("Kabupaten Seluma"); ``introduced`` that a region must follow; ``excluded`` that none can.
    """

    level: Level | None = None
    head: int | None = None
    introduced: bool = False
    excluded: bool = False


@cache
def context() -> ContextWords:
    """The context words, read once."""
    words: ContextWords = read_toml(rules_root() / "regions" / "context.toml", ContextWords)
    return words


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the context words, compiled once."""
    return compile_pattern(pattern)


def level_of_list(text: str, start: int) -> Level | None:
    """The level that the words before a list say of its regions: "Tiga kota di Jawa Barat yaitu"."""
    counted = _compiled(context().counted_level).search(text, max(0, start - _COUNTED), start)
    return cast(Level, counted.lastgroup) if counted else None


def names_domain(text: str, end: int) -> bool:
    """True where a name that ends at an offset is part of a domain: "KUPANG.COM"."""
    return _compiled(context().domain).match(text, end) is not None


@cache
def level_words() -> dict[str, Level]:
    """The words that name a level, with the level."""
    return {word: level for level, words in context().level_words.items() for word in words}


@cache
def _level_posts() -> dict[str, Level]:
    return {word: level for level, words in context().level_posts.items() for word in words}


def look_back(tokens: Sequence[Token], index: int) -> Before:
    """What the words in front of ``tokens[index]`` tell."""
    before = list(_words_before(tokens, index))
    if not before:
        return Before()
    nearest = tokens[before[0]]
    beside = tokens[index - 1].text != ")"
    if nearest.text.casefold() in level_words() and beside:
        return _after_level_word(tokens, before)
    if nearest.text.casefold() in context().not_before:
        return Before(excluded=True)
    for position in before:
        word = tokens[position].text.casefold()
        level = _level_posts().get(word) or level_words().get(word)
        if _is_mayor(tokens, position):
            level = "city"
        if level is not None and (level not in SMALL or word in _level_posts()):
            return Before(level, introduced=True)
        if _is_of_country(tokens, position):
            break
        if _is_body(tokens[position].text, tokens[index].text):
            return Before(introduced=True)
        if word not in context().between_head and not word.isdigit():
            break
    return Before()


def _is_of_country(tokens: Sequence[Token], position: int) -> bool:
    """True for the "Negeri" of "Menteri Dalam Negeri", which ends the name of no body of a region."""
    word, before = tokens[position].text.casefold(), tokens[max(0, position - 1)].text.casefold()
    return before in context().of_country.get(word, ())


def _is_body(word: str, name: str) -> bool:
    """True for the word of a body, or of its head, before the name of its region."""
    if word.casefold() in context().bodies or _is_initials(word, name):
        return True
    return word[0].isupper() and _compiled(context().body_forms).fullmatch(word) is not None


def is_of_office(word: str) -> bool:
    """True for a word in the name of an office, of its head or of some body."""
    if word.casefold() in context().bodies or word.casefold() in words_in("office_words"):
        return True
    return _compiled(context().body_forms).fullmatch(word) is not None


def _is_initials(word: str, name: str) -> bool:
    """True for a body known by its initials ("BKPSDM Purbalingga"), where not all is in capitals."""
    return len(word) >= _INITIALS and word.isalpha() and word.isupper() and not name.isupper()


def _after_level_word(tokens: Sequence[Token], before: list[int]) -> Before:
    """A name right after "Kabupaten", "Kota" and the like."""
    word = tokens[before[0]]
    level = level_words()[word.text.casefold()]
    if _is_mayor(tokens, before[0]):
        return Before("city", introduced=True)
    if (
        level == "city"
        and len(before) > 1
        and tokens[before[1]].text.casefold() in context().capital_words
    ):
        return Before()
    if level == "village" and word.text.islower():
        return Before()
    if level == "village" and any(
        tokens[position].text.casefold() in context().village_office for position in before[1:]
    ):
        return Before(introduced=True)
    return Before(level, head=word.start, introduced=True)


def _is_mayor(tokens: Sequence[Token], position: int) -> bool:
    """True for the "Kota" of "Wali Kota"."""
    return position > 0 and (
        level_words().get(tokens[position].text.casefold()) == "city"
        and tokens[position - 1].text.casefold() in context().mayor_words
    )


def _words_before(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """Indices of the words before ``index``, nearest first, stepping over bracketed asides and the full stop
    of "Kab."; any other mark ends them, and so does an empty line."""
    found = 0
    position = index - 1
    while position >= 0 and found < _REACH and not is_parted(tokens, position + 1):
        text = tokens[position].text
        if text == ")":
            while position >= 0 and tokens[position].text != "(":
                position -= 1
        elif text[0].isalnum():
            yield position
            found += 1
        elif not (text in "/(" or (text == "." and _is_shortened(tokens, position - 1))):
            return
        position -= 1


def _is_shortened(tokens: Sequence[Token], position: int) -> bool:
    return position >= 0 and tokens[position].text.casefold() in context().shortened
