"""Regions: names in running text and what they mean; the forms of single rules are in the rule file."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from case_files import Case, cases, spliced
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.focus.centre import centre
from pipeline.ingest.articles import article_from_text
from pipeline.regions import stage as regions
from pipeline.segment import segment
from pipeline.types import Document, Entity, Level, Span


def document(text: str, entities: Iterable[Entity] = ()) -> Document:
    """A document with its regions, in which a tagger found the entities."""
    made = Document(article_from_text(text, article_id="test"), entities=[*entities])
    segment(made)
    made.regions = regions.find(made)
    return made


@pytest.mark.parametrize("case", cases("regions.txt"))
def test_rows(case: Case) -> None:
    made = document(case.text, case.persons)
    rows = [f"{region.span.of(made.text)} | {region.region_code}" for region in made.regions]
    assert rows == case.rows, case.text


def test_what_is_left_open_says_so() -> None:
    (region,) = document("Logistik pilkada tiba di Madiun.").regions
    assert region.region_code == "35.19"
    assert set(region.candidates) == {"35.19", "35.77"}
    assert region.confidence == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("text", "level", "expected"),
    [
        ("KPU Agam menetapkan dua paslon. Di Agam, Sumatera Barat, warga tenang.", None, "13.06"),
        ("KPU Lampung mencatat partisipasi Lampung naik, kata warga Pesawaran.", None, "18"),
        ("Partisipasi: Agam 70, Kaur 71, Bantul 72, Kukar 73 dan Batam 74 persen.", None, "00"),
        ("KPU Agam menetapkan dua paslon.", "province", "13"),
        ("KPU Agam menetapkan dua paslon.", "city", None),
        ("Tidak ada nama tempat.", None, None),
    ],
)
def test_centre(text: str, level: Level | None, expected: str | None) -> None:
    assert centre(document(text), level) == expected


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300) | spliced("regions.txt"))
def test_any_text_gives_offsets_that_hold(text: str) -> None:
    made = document(text)
    whole = Span(0, len(made.text))
    for region in made.regions:
        assert region.span in whole
        assert region.start < region.end
