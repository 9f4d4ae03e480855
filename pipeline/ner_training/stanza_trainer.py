"""Stanza's own trainer, called on our sentences."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import torch
from stanza.models import ner_tagger
from stanza.models.common.doc import Document
from stanza.models.common.pretrain import Pretrain
from stanza.models.ner.data import DataLoader
from stanza.models.ner.trainer import Trainer
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from pipeline.ner_training.conll import Sentence
from pipeline.tagger.base import to_iob

COMMON: dict[str, str | int | float] = {
    "scheme": "bioes",
    "char_hidden_dim": 64,
    "char_emb_dim": 50,
    "word_dropout": 0.03,
    "optim": "adam",
    "lr_decay": 0.5,
}
"""Flags that all taggers share."""
DECAY = 0.998
"""What the average of the weights keeps of itself at each step: it spans about 500 steps."""
NO_TAG = "-"
"""Stanza learns nothing from a column that holds this."""

Tensors = tuple[torch.Tensor, ...] | list[torch.Tensor]


@dataclass(frozen=True)
class Settings:
    """Flags of ``stanza.models.ner_tagger`` that differ between the taggers of the recipe."""

    seed: int
    max_steps: int
    eval_interval: int = 100
    hidden_dim: int = 200
    patience: int = 2
    lr: float = 0.002


class AveragingTrainer(Trainer):  # type: ignore[misc]
    """Stanza's trainer, with weights for dev and for saving that are a moving average of those of the steps.

    One step's weights differ from the next's by as much as a point of dev F1; their average is better than
    most of them, and steady.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._average = AveragedModel(self.model, multi_avg_fn=_moving_average)

    def update(self, batch: Any, **options: Any) -> float:
        """One step; returns its loss."""
        loss: float = super().update(batch, **options)
        self._average.update_parameters(self.model)
        return loss

    def predict(self, batch: Any, unsort: bool = True) -> list[list[str]]:
        """The tags that the averaged weights give."""
        with self._averaged():
            tags: list[list[str]] = super().predict(batch, unsort)
            return tags

    def save(self, filename: str, skip_modules: bool = True) -> None:
        """Save the averaged weights."""
        with self._averaged():
            super().save(filename, skip_modules)

    @contextmanager
    def _averaged(self) -> Iterator[None]:
        with patch.object(self, "model", self._average.module):
            yield


def _moving_average(averaged: Tensors, current: Tensors, steps: torch.Tensor | int) -> None:
    """Move ``averaged`` towards ``current``: faster in the first steps, or the start would stay in it."""
    done = int(steps)
    move = get_ema_multi_avg_fn(min(DECAY, (1 + done) / (10 + done)))  # type: ignore[no-untyped-call]
    move(averaged, current, steps)


def train_tagger(
    train: Sequence[Sentence],
    dev: Sequence[Sentence],
    vectors: Path,
    path: Path,
    settings: Settings,
    second: Sequence[Sentence] = (),
    start: Path | None = None,
    averaged: bool = False,
    gpu: bool = False,
) -> None:
    """Train a tagger; the step that is best on ``dev`` is saved at ``path``, which exists only when done.

    Args:
        vectors: word vectors as Stanza saved them.
        second: sentences with other conventions; their tags go to a second output layer, so that they shape
            what the layers share and not our tags.
        start: a trained tagger to go on from; without one, training starts afresh.
        averaged: measure on ``dev`` and save the moving average of the weights, not those of a step.
    """
    columns = 2 if second else 1
    # Stanza takes the first tag it meets for "outside".
    ordered = sorted(train, key=lambda sentence: sentence[0].tag != "O")
    with tempfile.TemporaryDirectory(dir=path.parent) as name:
        folder = Path(name)
        _write(folder / "train.json", [(s, 0) for s in ordered] + [(s, 1) for s in second], columns)
        _write(folder / "dev.json", [(s, 0) for s in dev], columns)
        flags: dict[str, str | int | float | Path] = {
            "mode": "train",
            "shorthand": "id_news",
            "train_file": folder / "train.json",
            "eval_file": folder / "dev.json",
            "wordvec_pretrain_file": vectors,
            "save_dir": folder,
            "save_name": "tagger.pt",
            **asdict(settings),
            **COMMON,
        }
        if start is not None:
            # Stanza takes the learning rate from the tagger it goes on from.
            saved = torch.load(start, weights_only=True)
            saved["config"]["lr"] = settings.lr
            torch.save(saved, folder / "start.pt")
            flags["finetune_load_name"] = folder / "start.pt"
        arguments = [text for key, value in flags.items() for text in (f"--{key}", str(value))]
        goes_on = [] if start is None else ["--finetune"]
        trainer = AveragingTrainer if averaged else Trainer
        with patch.object(ner_tagger, "Trainer", trainer):
            ner_tagger.main([*arguments, *goes_on, "--cuda" if gpu else "--cpu"])
        (folder / "tagger.pt").replace(path)


def save_mean(taggers: Sequence[Path], path: Path) -> None:
    """Save the tagger whose weights are the mean of those of ``taggers``, all of which continue the same one."""
    mean, *others = (torch.load(tagger, weights_only=True) for tagger in taggers)
    for name, weights in mean["model"].items():
        same = [weights, *(other["model"][name] for other in others)]
        mean["model"][name] = torch.stack(same).mean(dim=0)
    unfinished = path.with_suffix(".part")
    torch.save(mean, unfinished)
    unfinished.replace(path)


def _write(path: Path, sentences: Sequence[tuple[Sentence, int]], columns: int) -> None:
    """Write sentences as Stanza's JSON, the tags of each in the column given and no tag in the other."""
    blank = [NO_TAG] * columns
    document = [
        [
            {"text": word, "multi_ner": [*blank[:column], tag, *blank[column + 1 :]]}
            for word, tag in sentence
        ]
        for sentence, column in sentences
    ]
    path.write_text(json.dumps(document))


def predict(tagger: Path, vectors: Path, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    """The IOB tags that a trained tagger gives each sentence."""
    trainer = Trainer(model_file=str(tagger), pretrain=Pretrain(str(vectors)), device="cpu")
    columns = trainer.model.num_output_layers
    document = Document(
        [[{"text": word, "multi_ner": ["O"] * columns} for word in words] for words in sentences]
    )
    loader = DataLoader(
        document, 64, trainer.args, vocab=trainer.vocab, evaluation=True, preprocess_tags=False
    )
    with torch.no_grad():
        return [to_iob(tags) for batch in loader for tags in trainer.predict(batch)]
