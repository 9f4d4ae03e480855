"""The model card, filled in from a training report."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

TEMPLATE = Path(__file__).with_name("model-card.template.md")
SETS = ("dev", "dev, own tokens", "capitals", "capitals 2")


def model_card(report: Mapping[str, Any]) -> str:
    """The text of the card for a report of :func:`pipeline.ner_training.train.train_ner`."""
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        shipped=report["shipped"],
        seeds=_seeds(report["seeds"], report["rounds"]),
        int8=_percentages(report["shipped_int8"]),
        classes=_classes(report["seeds"][report["shipped"]]),
        leaks=_counts(report["leaks_dropped"]),
        sentences=_counts(report["sentences"]),
        settings=_settings(report["settings"]),
        capitals=" and ".join(map(str, report["capitals"].values())),
        second_steps=report["second_round"]["max_steps"],
        versions=_counts(report["versions"]),
        sha256=report["sha256"].rstrip(),
    )


def _percentages(scores: Mapping[str, Any]) -> str:
    return " | ".join(f"{100 * scores[name]['f1']:.2f}" for name in SETS)


def _seeds(seeds: Mapping[str, Any], rounds: Mapping[str, str]) -> str:
    rows = [
        f"| {name}, round {rounds[name]} | {_percentages(scores)} |"
        for name, scores in seeds.items()
    ]
    columns = [[100 * scores[name]["f1"] for scores in seeds.values()] for name in SETS]
    spread = " | ".join(f"{statistics.mean(c):.2f} ± {statistics.stdev(c):.2f}" for c in columns)
    return "\n".join([*rows, f"| mean ± standard deviation | {spread} |"])


def _classes(scores: Mapping[str, Any]) -> str:
    return "\n".join(
        f"| {name} | {kind} | "
        + " | ".join(f"{100 * row[measure]:.1f}" for measure in ("precision", "recall", "f1"))
        + f" | {row['wanted']} |"
        for name in SETS
        for kind, row in scores[name]["classes"].items()
    )


def _counts(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())


def _settings(members: Mapping[str, Any]) -> str:
    return "\n".join(
        f"| {name} | {member['settings']['seed']} | {member['vectors']} | "
        f"{'yes' if member['other'] else 'no'} | {member['settings']['hidden_dim']} | "
        f"{member['settings']['max_steps']} |"
        for name, member in members.items()
    )
