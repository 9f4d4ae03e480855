"""Our Stanza model, exported to ONNX and run by onnxruntime.

What a word looks like to the tagger (its vector, its characters) does not depend on the sentence: it is
computed once for each distinct word and kept. Sentences of all articles are sorted by length, so that a
batch holds little padding, and each batch is decoded at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.tagger.base import to_iob
from pipeline.tagger.files import SPECIAL_UNITS, UNKNOWN, ModelError, ModelFiles
from pipeline.tagger.truecase import Truecaser
from pipeline.tagger.viterbi import decode

Precision = Literal["int8", "fp32"]

CACHED_WORDS = 16_000
"""Distinct words kept; about 1 KB each."""
BATCH_TOKENS = 1_024
BATCH_CHARACTERS = 16_384


def batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Positions in ``lengths``, shortest first, in groups whose padded size stays within ``budget``."""
    group: list[int] = []
    for position in sorted(range(len(lengths)), key=lengths.__getitem__):
        if group and (len(group) + 1) * lengths[position] > budget:
            yield group
            group = []
        group.append(position)
    if group:
        yield group


class OnnxTagger:
    """The default tagger, which gives the tags that Stanza gives.

    ``precision`` ``int8`` is about half as fast again, but what stands in a batch then touches the rounding
    of the rest: about one tag in a thousand differs, and an article's tags may depend on its neighbours.

    Raises:
        ModelError: a model file is missing or damaged, or onnxruntime is not installed.
    """

    name = "onnx"

    def __init__(
        self, files: ModelFiles | None = None, precision: Precision = "fp32", threads: int = 1
    ) -> None:
        # It would note what machine this is in the user's folder, and tell its maker.
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        try:
            import onnxruntime
        except ImportError as error:
            message = (
                "The default tagger needs onnxruntime; install it with: pip install onnxruntime"
            )
            raise ModelError(message) from error
        files = files or ModelFiles()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        # Batches differ in size, and a pattern would be kept for each.
        options.enable_mem_pattern = False
        options.log_severity_level = 3

        def session(part: str) -> onnxruntime.InferenceSession:
            return onnxruntime.InferenceSession(
                files.read(f"{part}.{precision}.onnx"), options, providers=["CPUExecutionProvider"]
            )

        self._word_encoder = session("words")
        self._sentence_encoder = session("sentences")
        settings = files.settings()
        self._characters = {unit: number for number, unit in enumerate(settings.characters)}
        self._tags = settings.tags
        self._word_rows = files.words()
        self._truecase = Truecaser(files.forms, files.pairs())
        self.familiar = files.familiar
        self._vectors = files.vectors()
        self._transitions = np.array(settings.transitions, dtype=np.float32)
        self._cache: dict[str, int] = {}
        # The system gives memory for it only as far as it is written to.
        self._features = self._room(CACHED_WORDS)

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """See :meth:`pipeline.tagger.base.Tagger.tag`."""
        sentences = [self._truecase(sentence) for sentence in sentences]
        self._learn({word for sentence in sentences for word in sentence})
        result: list[list[str]] = [[] for _ in sentences]
        lengths = [len(sentence) for sentence in sentences]
        for group in batches(lengths, BATCH_TOKENS):
            filled = [position for position in group if lengths[position]]
            if not filled:
                continue
            for position, tags in zip(
                filled, self._tag_batch([sentences[p] for p in filled]), strict=True
            ):
                result[position] = tags
        return result

    def _tag_batch(self, sentences: list[Sequence[str]]) -> list[list[str]]:
        """The tags of sentences of about the same length, none of them empty."""
        lengths = np.array([len(sentence) for sentence in sentences], dtype=np.int64)
        rows = np.zeros((int(lengths.max()), len(sentences)), dtype=np.int64)
        for column, sentence in enumerate(sentences):
            rows[: len(sentence), column] = [self._cache[word] for word in sentence]
        (scores,) = self._sentence_encoder.run(
            None, {"features": self._features[rows], "lengths": lengths.astype(np.int32)}
        )
        paths = decode(scores, self._transitions, lengths)
        # Stanza reads its special units as the first real tag, which is O.
        paths = np.maximum(paths, SPECIAL_UNITS)
        return [
            to_iob([self._tags[tag] for tag in paths[:length, column]])
            for column, length in enumerate(lengths)
        ]

    def _learn(self, words: set[str]) -> None:
        """Compute and keep the features of the words that are not known yet."""
        new = sorted(words - self._cache.keys())
        if not new:
            return
        if len(self._cache) + len(new) > len(self._features):
            self._cache.clear()
            new = sorted(words)
            if len(new) > len(self._features):
                self._features = self._room(len(new))
        start = len(self._cache)
        for group in batches([len(word) for word in new], BATCH_CHARACTERS):
            features = self._encode([new[position] for position in group])
            self._features[[start + position for position in group]] = features
        self._cache.update((word, start + offset) for offset, word in enumerate(new))

    def _room(self, words: int) -> NDArray[np.float32]:
        """Room for the features of words."""
        return np.empty((words, self._word_encoder.get_outputs()[0].shape[1]), dtype=np.float32)

    def _encode(self, words: list[str]) -> NDArray[np.float32]:
        """What the sentence encoder reads of each word, shape (words, features)."""
        lengths = np.array([len(word) for word in words], dtype=np.int32)
        characters = np.zeros((int(lengths.max()), len(words)), dtype=np.int64)
        for column, word in enumerate(words):
            characters[: len(word), column] = [self._characters.get(unit, UNKNOWN) for unit in word]
        rows = [self._word_rows.get(word.lower().replace(" ", "\xa0"), UNKNOWN) for word in words]
        (features,) = self._word_encoder.run(
            None,
            {
                "characters": characters,
                "lengths": lengths,
                "vectors": self._vectors[rows].astype(np.float32),
            },
        )
        encoded: NDArray[np.float32] = features
        return encoded
