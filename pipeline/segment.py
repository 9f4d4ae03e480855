"""Tokens, sentences and lines of an article.

One regular expression splits words, so that rules, gazetteer and tagger see the same tokens; sentences
end where Indonesian news ends them, which is not after ``H.``, ``Drs.`` or ``Kab.``.
"""

from __future__ import annotations

import re

from pipeline.lines import lines
from pipeline.matching.person_words import name_words
from pipeline.matching.rules import words_in
from pipeline.types import Document, Span, Token

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\w+|[^\w\s]")

# A full stop, question or exclamation mark with its closing quotes, before a space or glued to the next
# sentence ("dunia.Dalam video"); a line break always ends a sentence.
_BOUNDARY = re.compile(
    r"""
    (?P<mark>[.!?…]+)(?P<close>["')\]]*)
    (?: (?P<space>[ \t]+)(?=["'(\[]*[A-Z0-9])
      | (?<=[a-z0-9)"'%][.!?])(?=["']?[A-Z][a-z])
      | (?<=[.!?]["'])(?=[A-Z]) )
    | [ \t]*\n\s*
    """,
    re.VERBOSE,
)
_WORD_AFTER = re.compile(r"[ ]+([^\W\d_]+)\b")
_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]+)*)\.$")


def tokens(text: str) -> list[Token]:
    """The words, numbers and punctuation marks of ``text``, in order."""
    return [Token(m.start(), m.end(), m.group()) for m in TOKEN.finditer(text)]


def _is_abbreviation(text: str, stop: int) -> bool:
    """True when the full stop at ``stop`` belongs to the word before it, as between two degrees."""
    word = _WORD_BEFORE.search(text, max(0, stop - 24), stop + 1)
    if word is None:
        return False
    last = word.group(1).rsplit(".", 1)[-1]
    if (len(last) == 1 and last.isupper()) or last.casefold() in words_in("abbreviations"):
        return True
    following = _WORD_AFTER.match(text, stop + 1)
    degrees = name_words().degrees
    return following is not None and {last.casefold(), following[1].casefold()} <= degrees


def sentences(text: str) -> list[Span]:
    """The sentences of ``text``, without the white space around them; together they hold every word."""
    found: list[Span] = []
    start = 0

    def close(end: int) -> None:
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            left = start + len(piece) - len(piece.lstrip())
            found.append(Span(left, left + len(stripped)))

    for match in _BOUNDARY.finditer(text):
        if match["mark"] == "." and _is_abbreviation(text, match.start("mark")):
            continue
        close(match.end("close") if match["mark"] else match.start())
        start = match.end()
    close(len(text))
    return found


def segment(document: Document) -> None:
    """Fill the tokens, sentences and lines of ``document``."""
    document.tokens = tokens(document.text)
    document.sentences = sentences(document.text)
    document.lines = lines(document.text)
