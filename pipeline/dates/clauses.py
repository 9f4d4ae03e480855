"""What the words around a mention of time speak of: what will be, an election, a vote."""

from __future__ import annotations

import re

from pipeline.dates.contexts import ruleset
from pipeline.dates.mentions import TimeMention
from pipeline.matching.rules import words_in
from pipeline.types import Document

_MARK = re.compile(r"[,;:\"()]")
_NO_LETTERS = re.compile(r"[\W_]+")
_WORDS_AFTER = 5
# Characters of a clause that are looked at.
_CLAUSE = 300


def looks_ahead(document: Document, mention: TimeMention) -> bool:
    """True when the clause around the mention speaks of what will be."""
    clauses = clause_before(document, mention), _clause_after(document, mention)
    return any(says_any(clause, "time_ahead") for clause in clauses)


def clause_before(document: Document, mention: TimeMention) -> str:
    """The words of the clause before a mention."""
    sentence = document.sentence_of(mention.start)
    before = document.text[max(sentence.start, mention.start - _CLAUSE) : mention.start]
    return _MARK.split(before)[-1]


def _clause_after(document: Document, mention: TimeMention) -> str:
    sentence = document.sentence_of(mention.start)
    after = document.text[mention.end : min(sentence.end, mention.end + _CLAUSE)]
    return " ".join(_MARK.split(after, maxsplit=1)[0].split()[:_WORDS_AFTER])


def says_any(clause: str, lexicon: str) -> bool:
    """True when ``clause`` holds an entry of the lexicon, as whole words; a would-be candidate is none."""
    clause = ruleset().contexts.would_be.sub(" ", clause)
    words = f" {' '.join(_NO_LETTERS.sub(' ', clause.casefold()).split())} "
    return any(f" {entry} " in words for entry in words_in(lexicon))
