"""Stanza's own trainer, called on our sentences."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from stanza.models import ner_tagger
from stanza.models.common.doc import Document
from stanza.models.common.pretrain import Pretrain
from stanza.models.ner.data import DataLoader
from stanza.models.ner.trainer import Trainer

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
NO_TAG = "-"
"""Stanza learns nothing from a column that holds this."""


@dataclass(frozen=True)
class Settings:
    """Flags of ``stanza.models.ner_tagger`` that differ between the taggers of the recipe."""

    seed: int
    max_steps: int
    eval_interval: int = 100
    hidden_dim: int = 200
    patience: int = 2
    lr: float = 0.002


def train_tagger(
    train: Sequence[Sentence],
    dev: Sequence[Sentence],
    vectors: Path,
    path: Path,
    settings: Settings,
    second: Sequence[Sentence] = (),
    start: Path | None = None,
    gpu: bool = False,
) -> None:
    """Train a tagger; the step that is best on ``dev`` is saved at ``path``, which exists only when done.

    Args:
        vectors: word vectors as Stanza saved them.
        second: sentences with other conventions; their tags go to a second output layer, so that they shape
            what the layers share and not our tags.
        start: a trained tagger to go on from; without one, training starts afresh.
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
        ner_tagger.main([*arguments, *goes_on, "--cuda" if gpu else "--cpu"])
        (folder / "tagger.pt").replace(path)


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
