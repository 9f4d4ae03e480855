"""Persons, organisations and places in running text.

A tagger is anything with a ``name`` and a ``tag`` method (:class:`Tagger`), so a transformer or GLiNER can
take the place of ours. Three come with the project:

* ``onnx``, the default: our Stanza model run by onnxruntime, without importing torch;
* ``stanza``: the same weights run by Stanza itself, the reference;
* ``none``: no tags, for a run on the rules alone.
"""

from __future__ import annotations

from typing import get_args

from pipeline.tagger.base import NO_TAGGER, Tagger
from pipeline.tagger.files import ModelError
from pipeline.types import TaggerName

__all__ = ["ModelError", "Tagger", "load_tagger"]


def load_tagger(name: TaggerName = "onnx") -> Tagger:
    """The tagger called ``name``, ready to use; its runtime is imported here and not before.

    Raises:
        ModelError: a file of the model is missing or damaged, or the runtime is not installed; the
            message names the command that repairs it.
        ValueError: there is no tagger of that name.
    """
    if name == "onnx":
        from pipeline.tagger.onnx_runtime import OnnxTagger

        return OnnxTagger()
    if name == "stanza":
        from pipeline.tagger.stanza_runtime import StanzaTagger

        return StanzaTagger()
    if name == "none":
        return NO_TAGGER
    raise ValueError(f"no tagger is called {name!r}: choose from {', '.join(get_args(TaggerName))}")
