"""The model's files: where they lie, and the proof that they are whole.

``SHA256SUMS`` lists every file in the format of ``sha256sum``. A file is compared with it before anything
reads it. None of them can hold code: JSON, plain text, ONNX graphs, and NumPy arrays read with
``allow_pickle=False``.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.types import SetupError

MODEL_DIR = Path(__file__).with_name("model")
CHECKSUMS = "SHA256SUMS"
REPAIR = "pip install --force-reinstall --no-deps wartafakta"

SPECIAL_UNITS = 4
"""Ids 0 to 3 of every vocabulary are Stanza's: padding, unknown, empty, root."""
UNKNOWN = 1
FAMILIAR = 5_000
"""Of this many of the most frequent words the tagger knows whether they name somebody."""


class ModelError(SetupError):
    """The model cannot be used; the message is one sentence and the command that repairs it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``model.json`` says: vocabularies in id order, and the settings Stanza trained with.

    ``characters`` and ``tags`` start with Stanza's four special units; tags are BIOES.
    ``transitions[i][j]`` is the CRF's score of tag ``j`` after tag ``i``.
    """

    characters: list[str]
    tags: list[str]
    transitions: list[list[float]]
    stanza: dict[str, Any]


class ModelFiles:
    """The checked files of a model folder.

    Raises:
        ModelError: a file asked for is missing, or is not the one that was shipped.
    """

    def __init__(self, folder: Path = MODEL_DIR) -> None:
        self.folder = folder
        listing = self._bytes(CHECKSUMS).decode(errors="replace")
        lines = (line.partition("  ") for line in listing.splitlines())
        self._sums = {name: digest for digest, _, name in lines}

    def _bytes(self, name: str) -> bytes:
        try:
            return (self.folder / name).read_bytes()
        except OSError as error:
            message = f"The tagger's model file {name} is missing; reinstall it with: {REPAIR}"
            raise ModelError(message) from error

    def read(self, name: str) -> bytes:
        """The content of a listed file, once its checksum agrees."""
        content = self._bytes(name)
        if hashlib.sha256(content).hexdigest() != self._sums.get(name):
            raise ModelError(
                f"The tagger's model file {name} is damaged; reinstall it with: {REPAIR}"
            )
        return content

    def settings(self) -> Settings:
        """Vocabularies and Stanza's settings."""
        return Settings(**json.loads(self.read("model.json")))

    def words(self) -> dict[str, int]:
        """The row of :meth:`vectors` that belongs to each lower-cased word."""
        return {word: row for row, word in enumerate(self.forms, start=SPECIAL_UNITS)}

    @cached_property
    def forms(self) -> dict[str, str]:
        """How each word that has a vector is usually written, by its lower-cased form."""
        lines = self.read("words.txt").decode().split("\n")
        return {form.lower(): form for form in lines}

    @property
    def familiar(self) -> frozenset[str]:
        """The most frequent of the words, in lower case."""
        return frozenset(islice(self.forms, FAMILIAR))

    def pairs(self) -> list[tuple[str, str]]:
        """Neighbours that are written otherwise together than each alone, as they are then written."""
        lines = self.read("pairs.txt").decode().splitlines()
        return [(first, second) for first, _, second in (line.partition(" ") for line in lines)]

    def vectors(self) -> NDArray[np.float16]:
        """Word vectors, one row a word after the special units'; shape (words + 4, dimensions)."""
        return self.arrays("vectors.npz")["vectors"]

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """The named arrays of an ``.npz`` file; one that would need unpickling is refused."""
        with np.load(io.BytesIO(self.read(name)), allow_pickle=False) as archive:
            return {key: archive[key] for key in archive.files}
