"""Entity F1 of a tagger on a CoNLL file: the command ``evaluate-ner``."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.ner_training.conll import Sentence, read_conll, retokenise, tags_of, words_of
from pipeline.tagger import Tagger
from pipeline.tagger.tags import names


@dataclass(frozen=True)
class Score:
    """How many names were found with the right bounds and class, found at all, and are there."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """Share of the names found that are right, 0 to 1."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the names there that were found, 0 to 1."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        total = self.found + self.wanted
        return 2 * self.right / total if total else 0.0

    def as_dict(self) -> dict[str, float]:
        """The measures and the number of names, for JSON."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "wanted": self.wanted,
            "found": self.found,
        }


@dataclass(frozen=True)
class Evaluation:
    """What a tagger scored on a file; ``micro`` counts the names of all classes together."""

    tagger: str
    sentences: int
    tokens: int
    seconds: float
    micro: Score
    classes: dict[str, Score]

    def as_dict(self) -> dict[str, object]:
        """The evaluation for JSON; ``f1`` is the micro-F1, 0 to 1."""
        return {
            "tagger": self.tagger,
            "sentences": self.sentences,
            "tokens": self.tokens,
            "tokens_per_second": self.tokens / self.seconds if self.seconds else 0.0,
            **self.micro.as_dict(),
            "classes": {kind: score.as_dict() for kind, score in self.classes.items()},
        }


def evaluate_ner(path: Path, tagger: Tagger, own_tokens: bool = False) -> Evaluation:
    """Tag the words of a CoNLL file and compare with its tags.

    Args:
        own_tokens: split the words as :mod:`pipeline.segment` does, which is what articles get.

    Raises:
        CorpusError: the file holds a line that is neither empty nor a word and a tag.
    """
    gold = read_conll(path)
    if own_tokens:
        gold = [retokenise(sentence) for sentence in gold]
    started = time.perf_counter()
    predicted = tagger.tag([words_of(sentence) for sentence in gold])
    seconds = time.perf_counter() - started
    classes = score(gold, predicted)
    return Evaluation(
        tagger.name, len(gold), sum(map(len, gold)), seconds, total(classes.values()), classes
    )


def score(gold: Sequence[Sentence], predicted: Sequence[Sequence[str]]) -> dict[str, Score]:
    """The score of each class, by exact bounds; ``predicted`` holds IOB tags for each gold sentence."""
    counts = {"right": Counter[str](), "found": Counter[str](), "wanted": Counter[str]()}
    for sentence, tags in zip(gold, predicted, strict=True):
        wanted, found = set(names(tags_of(sentence))), set(names(tags))
        for key, chosen in (("right", wanted & found), ("found", found), ("wanted", wanted)):
            counts[key].update(name.kind for name in chosen)
    kinds = sorted(counts["found"].keys() | counts["wanted"].keys())
    return {kind: Score(**{key: count[kind] for key, count in counts.items()}) for kind in kinds}


def total(scores: Iterable[Score]) -> Score:
    """The counts of several classes together."""
    listed = list(scores)
    return Score(
        sum(one.right for one in listed),
        sum(one.found for one in listed),
        sum(one.wanted for one in listed),
    )
