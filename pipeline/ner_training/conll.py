"""Tagged sentences: reading them, and the names that their tags mark."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pipeline.segment import TOKEN
from pipeline.tagger.base import to_iob
from pipeline.types import InputError

# NERGrit's names of the classes, and ours.
CLASSES = {"PERSON": "PER", "ORGANISATION": "ORG", "PLACE": "LOC"}


class Tagged(NamedTuple):
    """A word and its IOB tag."""

    word: str
    tag: str


Sentence = list[Tagged]


class CorpusError(InputError):
    """A corpus file that cannot be read; the message names the file and the line."""


def read_conll(path: Path) -> list[Sentence]:
    """The sentences of a CoNLL file: the word in the first column, the tag in the last.

    Columns are separated by white space, sentences by empty lines. Tags may be IOB or BIOES.
    """
    sentences: list[Sentence] = []
    words: list[str] = []
    tags: list[str] = []

    def close() -> None:
        if words:
            sentences.append(tagged(words, to_iob(tags)))
            words.clear()
            tags.clear()

    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        columns = line.split()
        if not columns:
            close()
            continue
        prefix, dash, kind = columns[-1].partition("-")
        if len(columns) == 1 or (prefix != "O" and not (dash and prefix in "BIES")):
            raise CorpusError(f"{path}, line {number}: no tag in the last column: {line!r}")
        words.append(columns[0])
        tags.append(prefix + dash + CLASSES.get(kind, kind))
    close()
    return sentences


def tagged(words: Iterable[str], tags: Iterable[str]) -> Sentence:
    """A sentence from its words and as many tags."""
    return [Tagged(word, tag) for word, tag in zip(words, tags, strict=True)]


def words_of(sentence: Iterable[Tagged]) -> list[str]:
    """The words of a sentence."""
    return [word for word, _ in sentence]


def tags_of(sentence: Iterable[Tagged]) -> list[str]:
    """The tags of a sentence."""
    return [tag for _, tag in sentence]


def name_tags(kind: str, count: int) -> list[str]:
    """The tags of a name of ``count`` tokens."""
    return ["B-" + kind] + ["I-" + kind] * (count - 1)


def retokenise(sentence: Sentence) -> Sentence:
    """The sentence as :mod:`pipeline.segment` splits it, which is finer than news corpora do.

    Punctuation at the edge of a name is left out of it, but a bracket that the name opens itself.
    """
    result: Sentence = []
    for position, (word, tag) in enumerate(sentence):
        pieces = TOKEN.findall(word) or [word]
        if tag == "O":
            result += [Tagged(piece, "O") for piece in pieces]
            continue
        goes_on = position + 1 < len(sentence) and sentence[position + 1].tag == "I" + tag[1:]
        first, last = 0, len(pieces)
        if tag[0] == "B":
            while first < last - 1 and not pieces[first][0].isalnum():
                first += 1
        if not goes_on:
            while last > first + 1 and not _ends_name(pieces[first:last]):
                last -= 1
        inside = [tag] + ["I" + tag[1:]] * (last - first - 1)
        tags = ["O"] * first + inside + ["O"] * (len(pieces) - last)
        result += tagged(pieces, tags)
    return result


def _ends_name(pieces: list[str]) -> bool:
    return pieces[-1][0].isalnum() or (pieces[-1] == ")" and "(" in pieces)
