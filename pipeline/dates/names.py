"""What looks like a date and is a name: of an election or a law, a place, a person."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.dates.beside import word_after, word_before
from pipeline.dates.contexts import ruleset
from pipeline.matching.rules import words_in
from pipeline.types import Span

_TITLE_TOKEN = re.compile(r"\d[\w.,/-]*[\w/]|[\w'-]+\.?|[^\w\s]|\n")
_TITLE_LENGTH = 15
_TITLE_MARKS = frozenset("()/-&:")


def title_of_year(text: str, start: int) -> str | None:
    """The list whose word a year at ``start`` belongs to as part of a name, ``None`` if it is a date.

    Walks back over the noun phrase before the year: capitalised words, numbers and the few words that
    continue a title ("Pemilihan Bupati dan Wakil Bupati Sukamaju Tahun 2020"). What stands after the
    "tentang" of a law is its title.
    """
    if ruleset().contexts.law_title.search(text, max(0, start - 300), start):
        return "titled_by_year"
    tokens = _TITLE_TOKEN.findall(text[max(0, start - 200) : start])
    after = ""
    for token in reversed(tokens[-_TITLE_LENGTH:]):
        word = token.rstrip(".").casefold()
        for name in ("election_events", "titled_by_year"):
            if word in words_in(name) and (
                word == token.casefold() or word in words_in("abbreviations")
            ):
                return name
        goes_on = (
            token in _TITLE_MARKS
            or token[0].isupper()
            or any(letter.isdigit() for letter in token)
            or word in words_in("phrase_words")
            or (token == "," and (after in words_in("phrase_words") or after.isdecimal()))
        )
        if token.endswith(".") or not goes_on:
            return None
        after = word
    return None


def is_name(text: str, span: Span) -> bool:
    """True for a date that names a place or a decree ("Universitas 17 Agustus 1945") or that recurs."""
    before = word_before(text, span.start).casefold()
    return before in words_in("date_names") or before in words_in("recurring")


def names_person_or_place(text: str, span: Span) -> bool:
    """True where the month at ``span`` is a name somewhere in the text: "Agus Mei", "Kecamatan Juli"."""
    month, after = span.of(text), word_after(text, span.end)
    is_acronym = after.isupper() and not month.isupper()
    return (after[:1].isupper() and not is_acronym) or (
        month[0].isupper() and _stands_as_name(text, month)
    )


@lru_cache(maxsize=64)
def _stands_as_name(text: str, month: str) -> bool:
    return any(
        word_before(text, other.start()).casefold() in words_in("month_places")
        or _follows_name(text, other.start())
        for other in re.finditer(rf"\b{re.escape(month)}\b(?!\s*\d)", text)
    )


def _follows_name(text: str, start: int) -> bool:
    """True where a capitalised word that is no title stands right before ``start``, inside a sentence."""
    before = word_before(text, start)
    if not before[:1].isupper() or before.isupper() or before[1:2].isupper():
        return False
    titles = words_in("election_events") | words_in("titled_by_year")
    introducers = words_in("month_introducers")
    return (
        before.casefold() not in titles | introducers
        and text[max(0, start - 4) : start].rstrip()[-1:] != "."
    )
