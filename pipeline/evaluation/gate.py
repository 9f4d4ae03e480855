"""The gate: floors under the figures of the corpus, which rise with the figures and never sink unseen.

``corpus/floors.toml`` holds a floor for the F1 of every table and key, and the checksums of the gold that it was
measured with. A floor that had to be lowered is on record there with its reason, which the changelog must give
as well.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

from pipeline.evaluation.scores import Evaluation
from pipeline.types import InputError

FILE = "floors.toml"
# How far under a figure its floor is set.
SLACK = 0.005


class GateError(InputError):
    """A file of floors that cannot be used; the message names it."""


class Lowered(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A floor that was lowered: the figure, the floor before, and why."""

    figure: str
    before: float
    because: str


class Floors(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The file: floors by ``table/key``, checksums by name of gold file.

    A figure may exceed its floor by ``margin``; beyond that the floor must be raised.
    """

    margin: float
    gold: dict[str, str] = {}
    floors: dict[str, float] = {}
    lowered: list[Lowered] = []


def read_floors(corpus: Path) -> Floors:
    """The floors of a corpus.

    Raises:
        GateError: the file is missing or does not fit.
    """
    path = corpus / FILE
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Floors)
    except OSError as error:
        raise GateError(f"{path}: {error.strerror}") from error
    except (msgspec.DecodeError, ValueError) as error:
        raise GateError(f"{path}: {error}") from error


def gold_files(corpus: Path) -> list[Path]:
    """The gold files of a corpus."""
    return sorted((corpus / "gold").glob("*.jsonl"))


def checksums(gold: Iterable[Path]) -> dict[str, str]:
    """The SHA-256 of each gold file, by its name."""
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in gold}


def figures(evaluation: Evaluation) -> dict[str, float]:
    """F1 by ``table/key``."""
    return {f"{figure.table}/{figure.key}": figure.score.f1 for figure in evaluation.figures}


def problems(floors: Floors, measured: Mapping[str, float], gold: Mapping[str, str]) -> list[str]:
    """What keeps the gate shut, empty where it is open."""
    found = []
    if gold != floors.gold:
        changed = sorted({name for name, _ in gold.items() ^ floors.gold.items()})
        found.append(f"gold is not what the floors were measured with: {', '.join(changed)}")
    for name, f1 in measured.items():
        floor = floors.floors.get(name, 0.0)
        if f1 < floor:
            found.append(f"{name}: {f1:.4f} is below its floor {floor:.3f}")
        elif f1 > floor + floors.margin:
            found.append(f"{name}: {f1:.4f} is over its floor {floor:.3f} by more than the margin")
    return found


def raised(
    floors: Floors,
    measured: Mapping[str, float],
    gold: Mapping[str, str],
    lower_because: str | None = None,
) -> Floors:
    """The floors that the figures allow: as high as they can be, lower than before only with a reason."""
    renewed = {name: _floor(f1) for name, f1 in measured.items()}
    kept, lowered = {}, list(floors.lowered)
    for name, floor in renewed.items():
        before = floors.floors.get(name, 0.0)
        sunk = measured[name] < before
        if sunk and lower_because:
            lowered.append(Lowered(name, before, lower_because))
        kept[name] = floor if sunk and lower_because else max(floor, before)
    # A floor that is back where it was needs no reason any more.
    standing = [each for each in lowered if kept.get(each.figure, 0.0) < each.before]
    return Floors(floors.margin, dict(gold), kept, standing)


def unnamed(floors: Floors, changelog: str) -> list[str]:
    """The reasons for lowered floors that the changelog does not give."""
    given = " ".join(changelog.split())
    return [each.because for each in floors.lowered if " ".join(each.because.split()) not in given]


def to_toml(floors: Floors) -> str:
    """The content of the file."""
    lines = [
        "# Floors under F1 on this corpus (docs/accuracy.md), written by 'make floors'.",
        f"margin = {floors.margin}",
        "",
        "[gold]",
        *(f"{json.dumps(name)} = {json.dumps(digest)}" for name, digest in floors.gold.items()),
        "",
        "[floors]",
        *(f"{json.dumps(name)} = {floor:.3f}" for name, floor in floors.floors.items()),
    ]
    for each in floors.lowered:
        lines += ["", "[[lowered]]", f"figure = {json.dumps(each.figure)}"]
        lines += [f"before = {each.before:.3f}", f"because = {json.dumps(each.because)}"]
    return "\n".join(lines) + "\n"


def _floor(f1: float) -> float:
    """The floor under a figure, rounded down to three decimals."""
    return max(math.floor((f1 - SLACK) * 1000) / 1000, 0.0)
