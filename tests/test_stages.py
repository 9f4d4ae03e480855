"""The stages know nothing of one another: what several of them need lies outside of all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pipeline

STAGES = ("regions", "dates", "officials", "counts", "percentages")


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_no_other(stage: str) -> None:
    others = "|".join(name for name in STAGES if name != stage)
    imported = re.compile(
        rf"^\s*(?:from|import) pipeline\.(?!regions\.gazetteer\b)(?:{others})\b.*", re.M
    )
    sources = [
        path.read_text("utf-8") for path in (Path(pipeline.__file__).parent / stage).glob("*.py")
    ]
    assert sources
    assert [line for source in sources for line in imported.findall(source)] == []
