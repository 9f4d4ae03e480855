"""Counts of candidates: their forms, what is none, and where they hold."""

from __future__ import annotations

import re

import pytest
from case_files import Case, cases, spliced
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import with_regions

from pipeline.counts import stage as counts
from pipeline.types import CandidateCount


def found(text: str) -> list[CandidateCount]:
    """The counts of a text; the places in "Kaur - " and "Kaur (ANTARA)" are datelines."""
    place = re.match(r"[A-Z][A-Za-z ]+(?= - | \(ANTARA\))", text)
    return counts.find(with_regions(text, place.group() if place else ""))


@pytest.mark.parametrize("case", cases("counts.txt"))
def test_rows(case: Case) -> None:
    rows = {
        f"{fact.region_code} | {fact.election or '-'} | {fact.count}"
        f"{' | uncontested' if fact.uncontested else ''}"
        for fact in found(case.text)
    }
    assert sorted(rows) == sorted(case.rows), case.text


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("KPU Kabupaten Kaur menetapkan tiga pasangan calon.", "certified"),
        ("Tiga pasangan calon mendaftar ke KPU Kabupaten Kaur.", "registered"),
        ("Dua paslon di Kabupaten Kaur tidak memenuhi syarat.", "rejected"),
        ("Di Kabupaten Kaur ada tiga paslon.", "contesting"),
    ],
)
def test_stage(text: str, stage: str) -> None:
    assert [fact.stage for fact in found(text)] == [stage]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300) | spliced("counts.txt"))
def test_offsets_hold_for_any_text(text: str) -> None:
    for fact in found(text):
        assert 0 <= fact.start < fact.end <= len(text)
        assert fact.count > 0
