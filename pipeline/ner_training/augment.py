"""More training sentences from few: other names, other letter case, datelines, our own tokens.

News writes datelines and headlines in capitals, and names people the training corpus never met; without
these sentences a tagger takes every word in capitals for an organisation.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from functools import cache

from pipeline.gazetteer import gazetteer
from pipeline.ner_training.conll import (
    Sentence,
    Tagged,
    name_tags,
    retokenise,
    tagged,
    tags_of,
)
from pipeline.rules import read_lexicon
from pipeline.tagger.tags import Name, names

_PLAIN = re.compile(r"[A-Z][a-z'’-]+")
_HEADLINE_WORDS = 16
OUTLETS = ("ANTARA", "KOMPAS.com", "TEMPO.CO", "detikcom", "Republika", "Okezone.com", "Tribun")
_AFTER_PLACE = (",", "-", "--", ", {} -", "( {} ) -", "( {} ) -")


class Augmenter:
    """Makes variants of tagged sentences; the same seed gives the same variants.

    Args:
        pool: sentences whose names may replace others of their class.
    """

    def __init__(self, pool: Iterable[Sentence], seed: int) -> None:
        self.random = random.Random(seed)
        self._known: dict[str, list[list[str]]] = {"PER": [], "ORG": [], "LOC": []}
        for sentence in pool:
            for name in names(tags_of(sentence)):
                words = [word for word, _ in sentence[name.start : name.end]]
                self._known[name.kind].append(words)

    def training_set(self, gold: list[Sentence]) -> list[Sentence]:
        """The gold sentences, their own-token versions, and variants of those that hold names."""
        retokenised = [retokenise(sentence) for sentence in gold]
        result = gold + [new for new, old in zip(retokenised, gold, strict=True) if new != old]
        named = [sentence for sentence in gold if names(tags_of(sentence))]
        for sentence in named:
            variant = self.swap(sentence, 0.6)
            result.append(retokenise(variant) if self.random.random() < 0.4 else variant)
        sources = [retokenise(s) if self.random.random() < 0.5 else s for s in named]
        self.random.shuffle(sources)
        for sentence in sources[: len(sources) // 2]:
            variant = self.swap(sentence, 0.6)
            if self.random.random() < 0.7:
                variant = _headline(variant, self.random.randrange(8, _HEADLINE_WORDS))
            result.append(self.random.choice((upper, upper, title, upper_names))(variant))
        result += [self.dateline(sentence) for sentence in sources[: len(sources) // 6]]
        return result

    def vary(self, sentence: Sentence, recased: float = 1.0) -> Sentence:
        """One random variant for silver sentences, of which there are many: most keep their case.

        ``recased`` is how often case changes or a dateline is added, 1 for 18 in 100 sentences.
        """
        if self.random.random() < 0.25:
            sentence = self.swap(sentence, 0.5)
        if self.random.random() < 0.5:
            sentence = retokenise(sentence)
        draw = self.random.random()
        draw /= recased
        if draw < 0.05:
            return upper(_headline(sentence, self.random.randrange(5, _HEADLINE_WORDS)))
        for share, change in (
            (0.11, upper),
            (0.14, title),
            (0.16, upper_names),
            (0.18, self.dateline),
        ):
            if draw < share:
                return change(sentence)
        return sentence

    def swap(self, sentence: Sentence, share: float) -> Sentence:
        """``sentence`` with about ``share`` of its names replaced by others of their class."""
        result: Sentence = []
        done = 0
        for name in names(tags_of(sentence)):
            result += sentence[done : name.start]
            done = name.end
            words = [word for word, _ in sentence[name.start : name.end]]
            if self.random.random() < share:
                words = self._other(name, words)
            result += tagged(words, name_tags(name.kind, len(words)))
        return result + sentence[done:]

    def _other(self, name: Name, words: list[str]) -> list[str]:
        plain = all(_PLAIN.fullmatch(word) for word in words)
        if name.kind == "ORG":
            same = [other for other in self._known["ORG"] if (len(other) == 1) == (len(words) == 1)]
            return self.random.choice(same)
        if not plain:
            return words
        if name.kind == "PER":
            return (
                self._person(len(words)) if self.random.random() < 0.7 else self._from_pool("PER")
            )
        if len(words) > 2:
            return words
        return self._place() if self.random.random() < 0.6 else self._from_pool("LOC")

    def _from_pool(self, kind: str) -> list[str]:
        return self.random.choice(self._known[kind])

    def _person(self, count: int) -> list[str]:
        lexicons = ["given_names"] * max(1, count - 1) + ["family_names"] * (count > 1)
        return [self.random.choice(read_lexicon(lexicon)).title() for lexicon in lexicons]

    def _place(self) -> list[str]:
        return self.random.choice(self.random.choices(_places(), weights=(15, 50, 35))[0]).split()

    def dateline(self, sentence: Sentence) -> Sentence:
        """``sentence`` after a dateline, mostly in capitals."""
        words = self._place()
        if self.random.random() < 0.7:
            words = [word.upper() for word in words]
        outlet = self.random.choice(OUTLETS)
        after = [word.format(outlet) for word in self.random.choice(_AFTER_PLACE).split()]
        after_tags = ["B-ORG" if word == outlet else "O" for word in after]
        place = tagged(words, name_tags("LOC", len(words)))
        return [*place, *tagged(after, after_tags), *sentence]


@cache
def _places() -> tuple[list[str], list[str], list[str]]:
    """Names of provinces, of kabupaten and kota without their level word, and of kecamatan."""

    def of(*levels: str) -> list[str]:
        return sorted(
            {place.short for place in gazetteer().places.values() if place.level in levels}
        )

    return of("province"), of("regency", "city"), of("district")


def place_words() -> set[str]:
    """Every word of a region's name, lower-cased."""
    return {word for group in _places() for name in group for word in name.lower().split()}


def _recase(change: Callable[[Tagged], str]) -> Callable[[Sentence], Sentence]:
    return lambda sentence: [Tagged(change(token), token.tag) for token in sentence]


upper = _recase(lambda token: token.word.upper())
title = _recase(lambda token: token.word[:1].upper() + token.word[1:])
upper_names = _recase(lambda token: token.word if token.tag == "O" else token.word.upper())


def _headline(sentence: Sentence, count: int) -> Sentence:
    """The first ``count`` tokens, and the rest of a name they would cut."""
    while count < len(sentence) and sentence[count].tag.startswith("I"):
        count += 1
    return sentence[:count]
