"""From a checkpoint of Stanza's trainer to the files that are shipped.

The ONNX graphs are written out by hand from the arrays, node by node: they are the model's documentation,
and need no tracing of Stanza's code.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from pipeline.ner_training.casing import Casing
from pipeline.tagger.files import CHECKSUMS, SPECIAL_UNITS, UNKNOWN
from pipeline.tagger.truecase import usual_form

OPSET = 17
IR_VERSION = 8
# Stanza's settings that name a place on the machine that trained; the rest goes with the model.
PATH_SETTINGS = ("_dir", "_file", "_name")

Arrays = dict[str, NDArray[Any]]


def export(checkpoint: Path, vectors: Path, casing: Casing, folder: Path) -> None:
    """Write the shipped files of a trained tagger into ``folder``, with their checksums.

    Args:
        checkpoint: the tagger as Stanza's trainer saved it, with one column of tags.
        vectors: the word vectors it was trained with, as Stanza saved them.
        casing: how words are usually written.
    """
    saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
    words = torch.load(vectors, map_location="cpu", weights_only=True)
    vocabularies = saved["vocab"]
    weights: Arrays = {name: tensor.numpy() for name, tensor in saved["model"].items()}
    units, table = fine_tuned(
        words["vocab"]["_id2unit"],
        words["emb"].numpy(),
        vocabularies["delta"]["_id2unit"],
        weights.pop("delta_emb.weight"),
    )
    settings = {
        "characters": vocabularies["char"]["_id2unit"],
        "tags": vocabularies["tag"]["_id2unit"][0],
        "transitions": weights["crits.0._transitions"].tolist(),
        "stanza": {
            key: value
            for key, value in sorted(saved["config"].items())
            if not key.endswith(PATH_SETTINGS)
        },
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.json").write_text(json.dumps(settings, ensure_ascii=False, indent=1) + "\n")
    (folder / "words.txt").write_text("\n".join(_written(units[SPECIAL_UNITS:], casing.forms)))
    (folder / "pairs.txt").write_text("".join(f"{a} {b}\n" for a, b in casing.pairs))
    np.savez(folder / "vectors.npz", vectors=table.astype(np.float16))
    np.savez_compressed(folder / "weights.npz", allow_pickle=False, **weights)
    for name, graph in (("words", word_encoder(weights)), ("sentences", sentence_encoder(weights))):
        onnx.save(graph, folder / f"{name}.fp32.onnx")
        quantize(graph, folder / f"{name}.int8.onnx")
    write_checksums(folder)


def _written(words: list[str], forms: Mapping[str, str]) -> list[str]:
    """Lower-cased words as they are usually written; as they are where lower-casing would not lead back."""
    usual = [usual_form(word, forms) for word in words]
    return [form if form.lower() == word else word for word, form in zip(words, usual, strict=True)]


def fine_tuned(
    units: list[str],
    vectors: NDArray[np.float32],
    delta_units: list[str],
    delta: NDArray[np.float32],
) -> tuple[list[str], NDArray[np.float32]]:
    """One table of word vectors out of two: those given, and what training added to those of its words.

    A word of the training sentences that had no vector starts from that of the unknown word, as in Stanza.
    """
    rows = {unit: row for row, unit in enumerate(units)}
    added = [unit for unit in delta_units if unit not in rows]
    table = np.concatenate([vectors, np.repeat(vectors[UNKNOWN : UNKNOWN + 1], len(added), axis=0)])
    rows.update((unit, len(units) + offset) for offset, unit in enumerate(added))
    for unit, change in zip(delta_units[SPECIAL_UNITS:], delta[SPECIAL_UNITS:], strict=True):
        table[rows[unit]] += change
    table[UNKNOWN] += delta[UNKNOWN]
    return units + added, table


def write_checksums(folder: Path) -> None:
    """List every file of ``folder`` with its sha256, as ``sha256sum`` would."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(folder.iterdir())
        if path.name != CHECKSUMS
    ]
    (folder / CHECKSUMS).write_text("".join(lines))


def quantize(graph: onnx.ModelProto, path: Path) -> None:
    """Write ``graph`` with the weights of its LSTM and matrix products as 8-bit integers."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "fp32.onnx"
        onnx.save(graph, source)
        quantize_dynamic(source, path, ["LSTM", "MatMul"], weight_type=QuantType.QInt8)


class _Graph:
    """Nodes and constants of an ONNX graph in the making."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, array: NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def add(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def lstm(self, prefix: str, weights: Arrays, inputs: list[str], outputs: list[str]) -> None:
        """A bidirectional LSTM with the weights that PyTorch calls ``prefix``."""

        def both(name: str) -> NDArray[Any]:
            """PyTorch's gates input, forget, cell, output in ONNX's order: input, output, forget, cell."""
            directions = [weights[f"{prefix}.{name}_l0{suffix}"] for suffix in ("", "_reverse")]
            gates = [np.split(array, 4) for array in directions]
            return np.stack([np.concatenate([i, o, f, c]) for i, f, c, o in gates])

        sequence, lengths, *initial = inputs
        parts = [
            sequence,
            self.constant("lstm_w", both("weight_ih")),
            self.constant("lstm_r", both("weight_hh")),
            self.constant("lstm_b", np.concatenate([both("bias_ih"), both("bias_hh")], axis=1)),
            lengths,
            *initial,
        ]
        hidden = weights[f"{prefix}.weight_hh_l0"].shape[1]
        self.nodes.append(
            helper.make_node("LSTM", parts, outputs, hidden_size=hidden, direction="bidirectional")
        )

    def linear(self, prefix: str, weights: Arrays, source: str, output: str) -> None:
        """A linear layer with the weights that PyTorch calls ``prefix``."""
        weight = self.constant("linear_w", weights[f"{prefix}.weight"].T)
        product = self.add("MatMul", [source, weight], "product")
        self.add("Add", [product, self.constant("linear_b", weights[f"{prefix}.bias"])], output)

    def model(self, name: str, inputs: list[Any], outputs: list[Any]) -> onnx.ModelProto:
        graph = helper.make_graph(self.nodes, name, inputs, outputs, self.constants)
        opset = helper.make_opsetid("", OPSET)
        model = helper.make_model(graph, opset_imports=[opset], ir_version=IR_VERSION)
        onnx.checker.check_model(model, full_check=True)
        return model


def word_encoder(weights: Arrays) -> onnx.ModelProto:
    """Distinct words to what the sentence encoder reads of each.

    Inputs ``characters`` (characters, words), ``lengths`` (words,) and ``vectors`` (words, dimensions);
    output ``features`` (words, features).
    """
    graph = _Graph()
    hidden = weights["charmodel.charlstm_h_init"].shape[2]
    size = weights["input_transform.bias"].shape[0]
    table = graph.constant("character_table", weights["charmodel.char_emb.weight"])
    embedded = graph.add("Gather", [table, "characters"], "embedded")
    count = graph.add("Shape", ["lengths"], "count")
    two = graph.constant("two", np.array([2]))
    shape = graph.add(
        "Concat", [two, count, graph.constant("hidden", np.array([hidden]))], "shape", axis=0
    )
    initial = [
        graph.add("Expand", [graph.constant(f"{state}_first", weights[key]), shape], f"{state}_all")
        for state, key in (("h", "charmodel.charlstm_h_init"), ("c", "charmodel.charlstm_c_init"))
    ]
    graph.lstm("charmodel.charlstm.lstm", weights, [embedded, "lengths", *initial], ["", "last"])
    turned = graph.add("Transpose", ["last"], "turned", perm=[1, 0, 2])
    flat = graph.constant("flat", np.array([-1, 2 * hidden]))
    spelled = graph.add("Reshape", [turned, flat], "spelled")
    joined = graph.add("Concat", ["vectors", spelled], "joined", axis=1)
    graph.linear("input_transform", weights, joined, "features")
    return graph.model(
        "words",
        [
            helper.make_tensor_value_info("characters", TensorProto.INT64, ["length", "words"]),
            helper.make_tensor_value_info("lengths", TensorProto.INT32, ["words"]),
            helper.make_tensor_value_info(
                "vectors", TensorProto.FLOAT, ["words", size - 2 * hidden]
            ),
        ],
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["words", size])],
    )


def sentence_encoder(weights: Arrays) -> onnx.ModelProto:
    """The words of sentences to the score of each tag.

    Inputs ``features`` (tokens, sentences, features) and ``lengths`` (sentences,); output ``scores``
    (tokens, sentences, tags).
    """
    graph = _Graph()
    size = weights["input_transform.bias"].shape[0]
    tags, width = weights["tag_clfs.0.weight"].shape
    graph.lstm("taggerlstm.lstm", weights, ["features", "lengths"], ["states"])
    turned = graph.add("Transpose", ["states"], "turned", perm=[0, 2, 1, 3])
    flat = graph.constant("flat", np.array([0, 0, width]))
    joined = graph.add("Reshape", [turned, flat], "joined")
    graph.linear("tag_clfs.0", weights, joined, "scores")
    return graph.model(
        "sentences",
        [
            helper.make_tensor_value_info(
                "features", TensorProto.FLOAT, ["length", "sentences", size]
            ),
            helper.make_tensor_value_info("lengths", TensorProto.INT32, ["sentences"]),
        ],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["length", "sentences", tags])],
    )
