"""The names that a tagger finds in documents, which the stages read as evidence beside the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import get_args

from pipeline.tagger.base import Tagger
from pipeline.tagger.tags import names
from pipeline.types import Document, Entity, EntityLabel, Token

_WORD = re.compile(r"\w+")
LABELS: frozenset[str] = frozenset(get_args(EntityLabel))


def tag(documents: Sequence[Document], tagger: Tagger) -> None:
    """Fill the entities and impersonal words of ``documents``, whose tokens and sentences must be known.

    All sentences go to the tagger at once, which batches them best.
    """
    sentences = [list(_sentences(document)) for document in documents]
    tags = iter(
        tagger.tag([[token.text for token in tokens] for each in sentences for tokens in each])
    )
    for document, each in zip(documents, sentences, strict=True):
        document.entities = [
            Entity(tokens[name.start].start, tokens[name.end - 1].end, name.kind)  # type: ignore[arg-type]
            for tokens, tagged in zip(each, islice(tags, len(each)), strict=True)
            for name in names(tagged)
            if name.kind in LABELS
        ]
        document.impersonal = _impersonal(document, tagger.familiar)


def _impersonal(document: Document, familiar: frozenset[str]) -> frozenset[str]:
    """The words that stand with a capital, are familiar, and are in none of the persons that were found.

    Of abbreviations, written in capitals, nothing is said: many are degrees.
    """
    persons = (entity.of(document.text) for entity in document.entities if entity.label == "PER")
    personal = {word.casefold() for person in persons for word in _WORD.findall(person)}
    words = (token.text.casefold() for token in document.tokens if token.text.istitle())
    return familiar.intersection(words) - personal


def _sentences(document: Document) -> Iterator[list[Token]]:
    """The tokens of each sentence."""
    tokens = iter(document.tokens)
    token = next(tokens, None)
    for sentence in document.sentences:
        inside: list[Token] = []
        while token is not None and token.end <= sentence.end:
            inside.append(token)
            token = next(tokens, None)
        yield inside
