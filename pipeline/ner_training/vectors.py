"""Word vectors: fastText on the unlabelled text, by gensim."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
from gensim.models import FastText
from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab

from pipeline.segment import TOKEN

DIMENSIONS = 100
EPOCHS = 10
SEED = 1

log = logging.getLogger(__name__)


def train_vectors(
    text: Iterable[list[str]], path: Path, window: int, extra: Iterable[str] = ()
) -> None:
    """Train vectors on ``text`` and save them at ``path`` as Stanza reads them.

    Sentences are read as given and as our tokenizer splits them, in lower case. Every word of the text gets
    a vector, and so does each of ``extra``, from the character n-grams that it shares with others. Values
    are rounded to 16 bits, as they are shipped.

    Args:
        window: neighbours that count on either side; a narrow one gives words of the same kind similar
            vectors, a wide one words of the same topic.
    """
    sentences: list[list[str]] = []
    for words in text:
        given = [word.lower() for word in words]
        split = TOKEN.findall(" ".join(given))
        sentences += [given] if given == split else [given, split]
    counts = Counter(word for sentence in sentences for word in sentence)
    log.info("word vectors: window %d, %d sentences, %d words", window, len(sentences), len(counts))
    model = FastText(
        sentences=sentences,
        vector_size=DIMENSIONS,
        window=window,
        sg=1,
        epochs=EPOCHS,
        min_count=2,
        min_n=3,
        max_n=5,
        bucket=100_000,
        negative=8,
        sample=1e-4,
        alpha=0.05,
        workers=1,
        seed=SEED,
    )
    words = sorted(counts, key=lambda word: (-counts[word], word))
    words += sorted(set(extra) - counts.keys())
    vectors = np.stack([model.wv[word] for word in words]).astype(np.float16).astype(np.float32)
    save_vectors(words, vectors, path)


def save_vectors(words: list[str], vectors: np.typing.NDArray[np.float32], path: Path) -> None:
    """Save vectors, shape (words, dimensions), as Stanza's ``.pt``; the special units get zeros."""
    pretrain = Pretrain()
    pretrain._vocab = PretrainedWordVocab(words, lang="id")
    special = len(pretrain._vocab) - len(words)
    table = torch.zeros(len(pretrain._vocab), vectors.shape[1])
    table[special:] = torch.from_numpy(vectors)
    pretrain._emb = table
    pretrain.save(str(path))
