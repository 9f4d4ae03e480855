"""The same weights run by Stanza itself, called as its documentation says: the reference.

Stanza reads only its own pickled ``.pt`` files. They are not shipped: they are written here, from the
checked arrays, into a temporary folder that is gone once Stanza has loaded them.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline.tagger.base import to_iob
from pipeline.tagger.files import ModelError, ModelFiles
from pipeline.tagger.truecase import Truecaser

INSTALL = "pip install 'wartafakta[stanza]'"


def write_checkpoints(files: ModelFiles, folder: Path) -> tuple[Path, Path]:
    """Write the tagger and its word vectors as Stanza's ``.pt`` files into ``folder``; both paths."""
    import torch
    from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab
    from stanza.models.common.vocab import VOCAB_PREFIX, CharVocab, CompositeVocab
    from stanza.models.ner.vocab import MultiVocab

    settings = files.settings()
    words = PretrainedWordVocab(list(files.words()), lang="id")
    characters = CharVocab(lang="id")
    characters._id2unit = settings.characters
    characters._unit2id = {unit: number for number, unit in enumerate(settings.characters)}
    known_tags = settings.tags[len(VOCAB_PREFIX) :]
    tags = CompositeVocab([[[[tag]] for tag in known_tags]], lang="id", sep=None)
    weights = {name: torch.from_numpy(array) for name, array in files.arrays("weights.npz").items()}

    vectors = Pretrain()
    vectors._vocab = words
    vectors._emb = torch.from_numpy(files.vectors().astype(np.float32))
    vectors_path = folder / "vectors.pt"
    vectors.save(str(vectors_path))
    tagger_path = folder / "tagger.pt"
    vocabularies = MultiVocab({"char": characters, "tag": tags, "word": words})
    checkpoint = {"model": weights, "vocab": vocabularies.state_dict(), "config": settings.stanza}
    torch.save(checkpoint, tagger_path, _use_new_zipfile_serialization=False)
    return tagger_path, vectors_path


class StanzaTagger:
    """Stanza's own pipeline on the shipped weights, one call a batch of sentences.

    Raises:
        ModelError: a model file is missing or damaged, or Stanza is not installed.
    """

    name = "stanza"

    def __init__(self, files: ModelFiles | None = None) -> None:
        try:
            import stanza
        except ImportError as error:
            message = f"The reference tagger needs Stanza and torch; install them with: {INSTALL}"
            raise ModelError(message) from error
        logging.getLogger("stanza").setLevel(logging.WARNING)
        files = files or ModelFiles()
        self._truecase = Truecaser(files.forms, files.pairs())
        self.familiar = files.familiar
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            tagger, vectors = write_checkpoints(files, folder)
            (folder / "resources.json").write_text("{}")
            self._pipeline = stanza.Pipeline(
                "id",
                processors="tokenize,ner",
                package=None,
                dir=str(folder),
                download_method=None,
                allow_unknown_language=True,
                tokenize_pretokenized=True,
                ner_model_path=str(tagger),
                ner_pretrain_path=str(vectors),
                use_gpu=False,
                logging_level="WARN",
            )

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """See :meth:`pipeline.tagger.base.Tagger.tag`."""
        filled = [self._truecase(sentence) for sentence in sentences if sentence]
        if not filled:
            return [[] for _ in sentences]
        tagged = iter(self._pipeline(filled).sentences)
        return [
            to_iob([token.ner for token in next(tagged).tokens]) if sentence else []
            for sentence in sentences
        ]
