"""More training sentences from few: other names, other letter case, datelines, our own tokens.

News writes datelines and headlines in capitals, and names people the training corpus never met; without
these sentences a tagger takes every word in capitals for an organisation.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from pipeline.matching.rules import read_lexicon
from pipeline.ner_training.casing import Casing
from pipeline.ner_training.conll import (
    Sentence,
    Tagged,
    name_tags,
    retokenise,
    tagged,
    tags_of,
    words_of,
)
from pipeline.regions.gazetteer import gazetteer
from pipeline.tagger.tags import TaggedName, names
from pipeline.tagger.truecase import ACTIVE_PREFIXES, Truecaser

_PLAIN = re.compile(r"[A-Z][a-z'’-]+")
_HEADLINE_WORDS = 16
OUTLETS = ("ANTARA", "KOMPAS.com", "TEMPO.CO", "detikcom", "Republika", "Okezone.com", "Tribun")
_LEFT_OUT = frozenset({"yang", "telah", "akan", "sudah", "sedang", "bahwa", "para"})
PERSONS = ("given_names", "family_names")
"""Lexicons of personal names."""
_LETTERS = ("aiueo", "bcdghjklmnprstwyz")
UNKNOWN = (0.1, 0.03)
"""Share of words in names, and of others, that are respelled: news has that many which no vector knows."""
_AFTER_PLACE = (",", "-", "--", ", {} -", "( {} ) -", "( {} ) -")


class Augmenter:
    """Makes variants of tagged sentences; the same seed gives the same variants.

    Args:
        pool: sentences whose names may replace others of their class.
        casing: how words are usually written. With it headlines are worded as headlines are, and read as a
            runtime reads them, and some words are ones that no vector knows.
    """

    def __init__(self, pool: Iterable[Sentence], seed: int, casing: Casing | None = None) -> None:
        self.random = random.Random(seed)
        self._casing = casing
        self._truecase = Truecaser(*casing) if casing else None
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
                variant = self._headline(variant, self.random.randrange(8, _HEADLINE_WORDS))
            result.append(self.random.choice((upper, upper, title, upper_names))(variant))
        result += [self.dateline(sentence) for sentence in sources[: len(sources) // 6]]
        return [self._as_read(sentence) for sentence in result]

    def vary(self, sentence: Sentence, recased: float = 1.0) -> Sentence:
        """One random variant for silver sentences, of which there are many: most keep their case.

        ``recased`` is how often case changes or a dateline is added, 1 for 18 in 100 sentences.
        """
        return self._as_read(self._vary(sentence, recased))

    def _vary(self, sentence: Sentence, recased: float) -> Sentence:
        if self.random.random() < 0.25:
            sentence = self.swap(sentence, 0.5)
        if self.random.random() < 0.5:
            sentence = retokenise(sentence)
        draw = self.random.random()
        draw /= recased
        if draw < 0.05:
            return upper(self._headline(sentence, self.random.randrange(5, _HEADLINE_WORDS)))
        for share, change in (
            (0.11, upper),
            (0.14, title),
            (0.16, upper_names),
            (0.18, self.dateline),
        ):
            if draw < share:
                return change(sentence)
        return sentence

    def _as_read(self, sentence: Sentence) -> Sentence:
        if not self._truecase:
            return sentence
        words = self._truecase(words_of(sentence))
        return [
            Tagged(self._respell(word) if self.random.random() < UNKNOWN[tag == "O"] else word, tag)
            for word, tag in tagged(words, tags_of(sentence))
        ]

    def _respell(self, word: str) -> str:
        """A word spelled like ``word``, with two letters changed for others of their kind and case."""
        letters = [position for position, letter in enumerate(word) if letter.isalpha()]
        if len(letters) < 3:
            return word
        spelled = list(word)
        for position in self.random.sample(letters, 2):
            letter = word[position]
            same = next((kind for kind in _LETTERS if letter.lower() in kind), _LETTERS[0])
            other = self.random.choice(same)
            spelled[position] = other.upper() if letter.isupper() else other
        return "".join(spelled)

    def _headline(self, sentence: Sentence, count: int) -> Sentence:
        """The first ``count`` tokens, and the rest of a name they would cut, in the words of headlines."""
        while count < len(sentence) and sentence[count].tag.startswith("I"):
            count += 1
        if not self._casing:
            return sentence[:count]
        forms = self._casing.forms
        return [
            Tagged(_bare(word, forms) if tag == "O" else word, tag)
            for word, tag in sentence[:count]
            if word not in _LEFT_OUT
        ]

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

    def _other(self, name: TaggedName, words: list[str]) -> list[str]:
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
        given, family = PERSONS
        lexicons = [given] * max(1, count - 1) + [family] * (count > 1)
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


def known_names() -> list[list[str]]:
    """Names of regions and of persons as they are written, each as its words."""
    provinces, regencies, _ = _places()
    persons = [word.title() for name in PERSONS for word in read_lexicon(name)]
    return [name.split() for name in (*provinces, *regencies, *persons)]


def _bare(word: str, forms: Mapping[str, str]) -> str:
    """An active verb without its prefix, "menetapkan" as "tetapkan"; any other word as it is."""
    for prefix, swallowed in ACTIVE_PREFIXES:
        root = swallowed + word[len(prefix) :]
        known = forms.get("di" + root) == "di" + root
        if root and word.startswith(prefix) and known:
            return root
    return word


def _recase(change: Callable[[Tagged], str]) -> Callable[[Sentence], Sentence]:
    return lambda sentence: [Tagged(change(token), token.tag) for token in sentence]


upper = _recase(lambda token: token.word.upper())
title = _recase(lambda token: token.word[:1].upper() + token.word[1:])
upper_names = _recase(lambda token: token.word if token.tag == "O" else token.word.upper())
