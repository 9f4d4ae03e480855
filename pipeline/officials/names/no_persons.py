"""Runs of capitalised words that read like a name and are no person's: parts of places, cut and mistyped words.

What the words around a run tell is all that is looked at here; which words are never a name's is told by
``is_common``, and what the tagger makes of familiar ones by :class:`~pipeline.officials.reading.Reading`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from pipeline.focus.centre import COARSE
from pipeline.matching.rules import words_in
from pipeline.officials.grammar import grammar
from pipeline.officials.names.reader import PersonName
from pipeline.officials.names.same import is_misspelt
from pipeline.officials.standing import standing
from pipeline.regions.gazetteer import fold, gazetteer
from pipeline.types import Document

# The end of a text that has fewer letters of a word tells nothing of it.
_CUT = 3
# Of two shorter words that differ by one letter neither is the other mistyped.
_MISTYPED = 5
# How far before a name the kind of a place may stand.
_KIND = 30
# What follows a name within that of a place, but no hyphen or bracket.
_GOES_ON = re.compile(r" \w")


def is_no_person(document: Document, name: PersonName) -> bool:
    """True for words that are part of a place or body, of a phrase, or of a word that is cut or mistyped."""
    return (
        _is_part_of_place(document, name)
        or _is_phrase(document, name)
        or (_is_alone(name) and (_is_cut(document, name) or _is_mistyped_place(document, name)))
    )


def _is_alone(name: PersonName) -> bool:
    """True for a single word without a title or rank."""
    return len(name.words) == 1 and not (name.titles or name.rank)


def _is_part_of_place(document: Document, name: PersonName) -> bool:
    """True for the "Balairung" of "di Balairung Bupati", a place to the tagger, and for "Jalan Andi Rahman".

    Nor is a person where something is, or a kecamatan of the article's kabupaten.
    """
    start, end = name.span.start, name.outer.end
    around = (each for each in document.entities if each.label != "PER")
    if any(
        each.start <= start and end < each.end and _GOES_ON.match(document.text, end)
        for each in around
    ):
        return True
    before = document.text[max(0, name.outer.start - _KIND) : name.outer.start]
    if grammar().bodies.place_named.search(before):
        return True
    return not (name.titles or name.rank) and is_kecamatan(document, name)


def is_kecamatan(document: Document, name: PersonName) -> bool:
    """True for the words of a kecamatan in a kabupaten or kota that the article names."""
    codes = gazetteer().districts.get(fold("".join(name.words)), ())
    regencies = {region.region_code for region in document.regions}
    return any(code.rpartition(".")[0] in regencies for code in codes)


def _is_phrase(document: Document, name: PersonName) -> bool:
    """True for words that the article has in lower case, too: "Politisi Golkar Naik Pitam", "naik pitam"."""
    lowered = [word.casefold() for word in name.words]
    return len(lowered) > 1 and any(standing(lowered, document.text))


def _is_cut(document: Document, name: PersonName) -> bool:
    """True for the end of a text within a word of an office, a party or a place: "Ketua DPC PDI Perju"."""
    if document.text[name.outer.end :].strip():
        return False
    start = name.words[0].casefold()
    known = itertools.chain(words_in("office_words"), words_in("not_names"), _places(document))
    return len(start) >= _CUT and any(
        word.startswith(start) and len(word) > len(start) for word in known
    )


def _is_mistyped_place(document: Document, name: PersonName) -> bool:
    """True for a place of the article with a letter wrong, lacking or too many: "Bupati Kebunen"."""
    word = name.words[0].casefold()
    if len(word) < _MISTYPED or any(
        each.label == "PER" and each.overlaps(name.span) for each in document.entities
    ):
        return False
    places = _places(document)
    return any(word != place and is_misspelt((word,), (place,)) for place in places)


def _places(document: Document) -> Iterator[str]:
    """The last words of the provinces, kabupaten and kota that an article names, case-folded."""
    coarse = (each for each in document.regions if each.level in COARSE)
    return (each.span.of(document.text).split()[-1].casefold() for each in coarse)
