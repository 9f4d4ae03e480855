"""From public corpora to the shipped tagger: the command ``train-ner``.

1. Word vectors (fastText) on the unlabelled text, with a wide and a narrow window.
2. Teachers on idner-news-2k and its augmented variants; they differ in seed, in vectors, and in whether
   NERGrit shapes the shared layers through an output layer of its own.
3. The teachers tag the unlabelled text; a name that at least half of them found is silver.
4. Students, one a seed, learn from gold and silver. Teachers and students vote once more, and each student
   goes on with this better silver several times apart; the mean of the weights is its second round. Dev says
   which round of which student is exported.

Every step leaves its result in the work folder, and a run that was interrupted goes on from there.
"""

from __future__ import annotations

import gzip
import json
import logging
import random
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from importlib.metadata import version
from itertools import product
from pathlib import Path
from typing import Any, TypeVar

import torch

from pipeline.ner_training.augment import Augmenter, known_names, place_words
from pipeline.ner_training.card import model_card
from pipeline.ner_training.casing import Casing, usual_casing
from pipeline.ner_training.conll import Sentence, read_conll, retokenise, tagged, words_of
from pipeline.ner_training.evaluate import score, total
from pipeline.ner_training.export import export
from pipeline.ner_training.leaks import HeldOut
from pipeline.ner_training.silver import candidates, vote
from pipeline.ner_training.stanza_trainer import Settings, predict, save_mean, train_tagger
from pipeline.ner_training.vectors import train_vectors
from pipeline.tagger.base import Tagger
from pipeline.tagger.files import CHECKSUMS, MODEL_DIR, ModelFiles
from pipeline.tagger.onnx_runtime import OnnxTagger

WINDOWS = {"wide": 5, "narrow": 2}
TEXT = Path("text/text-id.txt.gz")
GOLD = Path("ner/idner-news-2k")
OTHER = Path("ner/nergrit")
_TEST_DATA = Path(__file__).parents[2] / "tests" / "data"
CAPITALS = {
    "capitals": _TEST_DATA / "ner-capitals.txt",
    "capitals 2": _TEST_DATA / "ner-capitals-2.txt",
}
"""Datelines and headlines in capitals, by the name of the set."""
MIN_AGREEMENT = 0.7
"""Silver sentences on which the voters agree less are left out."""

T = TypeVar("T")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Member:
    """A tagger of the recipe."""

    name: str
    settings: Settings
    vectors: str = "wide"
    other: bool = False
    """Learns NERGrit's conventions beside, in a second output layer."""


TEACHERS = (
    Member("teacher-1", Settings(seed=1, max_steps=2000)),
    Member("teacher-2", Settings(seed=2, max_steps=2400), other=True),
    Member("teacher-3", Settings(seed=3, max_steps=2000), vectors="narrow"),
    Member("teacher-4", Settings(seed=4, max_steps=2600, patience=4)),
)


STUDENTS = tuple(
    Member(
        f"student-{seed}",
        Settings(seed, max_steps=3500, eval_interval=250, hidden_dim=256, patience=1),
    )
    for seed in (11, 12, 13)
)
TAILS = (100, 200, 300)
"""What each of the second rounds of a student, whose weights are averaged, adds to its seed."""
RECASED = 1.7
"""How much oftener the second silver changes letter case than the first."""


def second_round(first: Settings, tail: int) -> Settings:
    """How a student whose first round had these settings goes on with the second silver."""
    return replace(
        first, seed=first.seed + tail, max_steps=400, eval_interval=50, patience=4, lr=0.0005
    )


class Corpora:
    """The training data of ``data``, without what leaks into the dev set (or a test set that lies there)."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.dev = read_conll(data / GOLD / "dev.txt")
        held = [
            path for path in (data / GOLD / "dev.txt", data / GOLD / "test.txt") if path.exists()
        ]
        self._held_out = HeldOut(words_of(s) for path in held for s in read_conll(path))
        self.dropped: dict[str, int] = {}
        self.gold = self._clean("idner-news-2k", read_conll(data / GOLD / "train.txt"), words_of)
        other = read_conll(data / OTHER / "train.txt") + read_conll(data / OTHER / "valid.txt")
        self.other = self._clean("NERGrit", other, words_of)

    def _clean(self, name: str, sentences: Sequence[T], words: Callable[[T], list[str]]) -> list[T]:
        kept = [one for one in sentences if not self._held_out.leaks(words(one))]
        self.dropped[name] = len(sentences) - len(kept)
        log.info("%s: %d sentences, %d dropped as leaks", name, len(kept), self.dropped[name])
        return kept

    @cached_property
    def text(self) -> list[list[str]]:
        """The unlabelled sentences."""
        with gzip.open(self._data / TEXT, "rt", encoding="utf-8") as lines:
            return self._clean("unlabelled text", [line.split() for line in lines], list)

    @cached_property
    def casing(self) -> Casing:
        """How the words of the unlabelled sentences are usually written."""
        return usual_casing(self.text, known_names())


class Recipe:
    """The steps of the training, each run once: what a step has left in ``work`` is not made again.

    Args:
        data: folder of the corpora, laid out as ``TEXT``, ``GOLD`` and ``OTHER`` say.
        work: folder for what the steps leave; made if missing.
        gpu: train on the first CUDA device.
    """

    def __init__(self, data: Path, work: Path, gpu: bool = False) -> None:
        self.corpora = Corpora(data)
        self.work = work
        self._gpu = gpu
        work.mkdir(parents=True, exist_ok=True)

    def vectors(self, name: str) -> Path:
        """Word vectors of one of :data:`WINDOWS`."""
        path = self.work / f"vectors-{name}.pt"
        if not path.exists():
            unfinished = path.with_suffix(".part")
            train_vectors(self.corpora.text, unfinished, WINDOWS[name], place_words())
            unfinished.replace(path)
        return path

    def teach(self, teacher: Member) -> Path:
        """A tagger trained on gold sentences."""
        return self._train(
            teacher, teacher.name, teacher.settings, lambda: self._gold(teacher.settings)
        )

    def study(self, student: Member) -> Path:
        """A tagger trained on gold and silver, which went on with better silver if dev says so."""
        first, second = self.first_round(student), self.work / f"{student.name}.round2.pt"
        if not second.exists():
            save_mean([self.second_round(student, tail) for tail in TAILS], second)
        return max(first, second, key=lambda tagger: self._dev_f1(student, tagger))

    def second_round(self, student: Member, tail: int) -> Path:
        """The tagger of the first round, trained on with the silver of teachers and students."""
        settings = second_round(student.settings, tail)
        voters = TEACHERS + STUDENTS
        return self._train(
            student,
            f"{student.name}.round2.{tail}",
            settings,
            lambda: self._with_silver(settings, voters, RECASED, self.corpora.casing),
            self.first_round(student),
        )

    def _dev_f1(self, member: Member, tagger: Path) -> float:
        dev = self.corpora.dev
        found = predict(tagger, self.vectors(member.vectors), [words_of(one) for one in dev])
        return total(score(dev, found).values()).f1

    def first_round(self, student: Member) -> Path:
        """A tagger trained on gold sentences and on the silver ones of the teachers."""
        settings = student.settings
        return self._train(
            student,
            f"{student.name}.round1",
            settings,
            lambda: self._with_silver(settings, TEACHERS),
        )

    def _train(
        self,
        member: Member,
        name: str,
        settings: Settings,
        sentences: Callable[[], list[Sentence]],
        start: Path | None = None,
    ) -> Path:
        path = self.work / f"{name}.pt"
        if not path.exists():
            log.info("training %s", name)
            train_tagger(
                sentences(),
                self.corpora.dev,
                self.vectors(member.vectors),
                path,
                settings,
                second=self.corpora.other if member.other else (),
                start=start,
                averaged=start is not None,
                gpu=self._gpu,
            )
        return path

    def _gold(
        self, settings: Settings, copies: int = 1, casing: Casing | None = None
    ) -> list[Sentence]:
        """The gold sentences, ``copies`` times, each time with variants of its own."""
        gold = self.corpora.gold
        augmenter = Augmenter(gold, settings.seed, casing)
        return [sentence for _ in range(copies) for sentence in augmenter.training_set(gold)]

    def _with_silver(
        self,
        settings: Settings,
        voters: Sequence[Member],
        recased: float = 1.0,
        casing: Casing | None = None,
    ) -> list[Sentence]:
        """Gold and silver sentences, shuffled."""
        silver = self.silver(voters)
        augmenter = Augmenter(silver, settings.seed, casing)
        sentences = self._gold(settings, 2, casing)
        sentences += [augmenter.vary(sentence, recased) for sentence in silver]
        random.Random(settings.seed).shuffle(sentences)
        return sentences

    def silver(self, voters: Sequence[Member]) -> list[Sentence]:
        """The unlabelled sentences as trained taggers tag them, without those they disagree on."""
        taggings = [json.loads(self.tag(voter).read_text()) for voter in voters]
        return [
            tagged(words, tags)
            for words, (tags, agreement) in zip(
                self._untagged, map(vote, zip(*taggings, strict=True)), strict=True
            )
            if agreement >= MIN_AGREEMENT
        ]

    def tag(self, voter: Member) -> Path:
        """The tags that a trained tagger gives the unlabelled sentences, as JSON."""
        tagger = self.teach(voter) if voter in TEACHERS else self.first_round(voter)
        path = tagger.with_suffix(".tags.json")
        if not path.exists():
            unfinished = path.with_suffix(".part")
            tags = predict(tagger, self.vectors(voter.vectors), self._untagged)
            unfinished.write_text(json.dumps(tags))
            unfinished.replace(path)
        return path

    @cached_property
    def _untagged(self) -> list[list[str]]:
        known = {tuple(words_of(sentence)) for sentence in self.corpora.gold}
        return [words for words in candidates(self.corpora.text) if tuple(words) not in known]


def train_ner(
    data: Path,
    model: Path = MODEL_DIR,
    card: Path = Path("docs/model-card.md"),
    work: Path = Path("outputs/ner"),
    *,
    gpu: bool = False,
    workers: int = 1,
) -> dict[str, Any]:
    """Train the tagger and write its files; returns the report, which also goes to ``work/report.json``.

    Runs in a checkout of the project, whose tests hold the set in capitals.

    Args:
        data: folder of the corpora: ``ner/idner-news-2k``, ``ner/nergrit``, ``text/text-id.txt.gz``.
        model: folder for the shipped files.
        card: file for the model card.
        work: folder for what the steps leave; a run that was interrupted goes on from there.
        gpu: train on the first CUDA device; word vectors are always made on the CPU.
        workers: taggers trained at a time, one thread each; the files do not depend on it.

    Raises:
        CorpusError: a corpus file cannot be read.
        OSError: a corpus file is missing.
    """
    torch.set_num_threads(1)
    recipe = Recipe(data, work, gpu)
    with ProcessPoolExecutor(workers, initializer=torch.set_num_threads, initargs=(1,)) as pool:
        list(pool.map(recipe.vectors, WINDOWS))
        list(pool.map(recipe.tag, TEACHERS))
        list(pool.map(recipe.tag, STUDENTS))
        list(pool.map(recipe.second_round, *zip(*product(STUDENTS, TAILS), strict=True)))
    sets = {
        "dev": recipe.corpora.dev,
        "dev, own tokens": [retokenise(sentence) for sentence in recipe.corpora.dev],
    } | {name: read_conll(path) for name, path in CAPITALS.items()}
    seeds: dict[str, dict[str, Any]] = {}
    rounds: dict[str, str] = {}
    for student in STUDENTS:
        checkpoint = recipe.study(student)
        rounds[student.name] = checkpoint.stem.rpartition(".round")[2]
        export(
            checkpoint, recipe.vectors(student.vectors), recipe.corpora.casing, work / student.name
        )
        tagger = OnnxTagger(ModelFiles(work / student.name))
        seeds[student.name] = {name: measure(tagger, gold) for name, gold in sets.items()}
        log.info(
            "%s: %s", student.name, {name: row["f1"] for name, row in seeds[student.name].items()}
        )
    best = max(seeds, key=lambda name: float(seeds[name]["dev"]["f1"]))
    shutil.copytree(work / best, model, dirs_exist_ok=True)
    quantized = OnnxTagger(ModelFiles(model), "int8")
    report = {
        "shipped": best,
        "seeds": seeds,
        "rounds": rounds,
        "shipped_int8": {name: measure(quantized, gold) for name, gold in sets.items()},
        "capitals": {name: len(sets[name]) for name in CAPITALS},
        "leaks_dropped": recipe.corpora.dropped,
        "sentences": {
            "idner-news-2k": len(recipe.corpora.gold),
            "NERGrit": len(recipe.corpora.other),
        },
        "second_round": asdict(second_round(STUDENTS[0].settings, TAILS[0])),
        "settings": {member.name: asdict(member) for member in TEACHERS + STUDENTS},
        "versions": {name: version(name) for name in ("stanza", "torch", "gensim", "onnxruntime")},
        "sha256": (model / CHECKSUMS).read_text(),
    }
    (work / "report.json").write_text(json.dumps(report, indent=1) + "\n")
    card.write_text(model_card(report), encoding="utf-8")
    return report


def measure(tagger: Tagger, gold: Sequence[Sentence]) -> dict[str, Any]:
    """Precision, recall and F1 of all names together, and of each class under ``classes``."""
    classes = score(gold, tagger.tag([words_of(sentence) for sentence in gold]))
    return {
        **total(classes.values()).as_dict(),
        "classes": {kind: one.as_dict() for kind, one in classes.items()},
    }
