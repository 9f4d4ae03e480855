"""What the READMEs show is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import update_readme

LOCK = re.compile(r"^([\w.-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)
ROOT = update_readme.ROOT


@pytest.mark.parametrize("name", update_readme.READMES)
def test_the_rows_shown_are_those_of_the_sample(name: str, sample: Path) -> None:
    page = (ROOT / name).read_text("utf-8")
    assert update_readme.sample(sample) in page, "run: make generated"


def test_extraction_and_development_run_on_the_same_versions() -> None:
    runtime, everything = (
        dict(LOCK.findall((ROOT / lock).read_text("utf-8")))
        for lock in ("requirements-runtime.lock", "requirements.lock")
    )
    assert runtime.items() <= everything.items()
