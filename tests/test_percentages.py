"""Percentages: their forms, what they measure, and where."""

from __future__ import annotations

import re

import pytest
from case_files import Case, cases, spliced
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import with_regions

from pipeline.percentages import stage as percentages
from pipeline.types import Percentage

# How a value may be written, each form within a sentence.
FORMS = {
    (80.0, None, "exact"): ["80%", "80 persen", "80 %", "delapan puluh persen", "80 prosen"],
    (57.3, None, "exact"): ["57,3 persen", "57.3 persen", "57,30%", "57, 3 persen"],
    (0.5, None, "exact"): ["0,5 persen", "setengah persen", "nol koma lima persen"],
    (14.455, None, "exact"): ["14,455%", "14.455 persen"],
    (1000.0, None, "exact"): ["1.000 persen"],
    (10.0, 15.0, "exact"): ["10-15 persen", "10 sampai 15 persen", "10 persen hingga 15 persen"],
    (60.0, 70.0, "exact"): ["antara 60 dan 70 persen", "60 - 70%"],
    (60.0, 70.0, "about"): ["sekitar 60-70 persen", "berkisar 60 hingga 70 persen"],
    (30.0, None, "about"): ["sekitar 30 persen", "hampir 30%", "kurang lebih 30 persen"],
    (2.9, None, "about"): ["+- 2,9 persen", "± 2,9%", "plus minus 2,9 persen"],
    (50.0, None, "at_least"): ["lebih dari 50 persen", "di atas 50%", "50 persen lebih"],
    (20.0, None, "at_least"): ["minimal 20 persen", "paling sedikit 20%", "sedikitnya 20 persen"],
    (80.0, None, "at_most"): ["di bawah 80 persen", "kurang dari 80%", "tidak sampai 80 persen"],
}


def found(text: str) -> list[Percentage]:
    """The percentages of a text; the places in "Kaur - " and "Kaur (ANTARA)" are datelines."""
    place = re.match(r"[A-Z][A-Za-z ]+(?= - | \(ANTARA\)|, Portal)", text)
    return percentages.find(with_regions(text, place.group() if place else ""))


@pytest.mark.parametrize("case", cases("percentages.txt"))
def test_rows(case: Case) -> None:
    rows = {
        f"{'' if fact.qualifier == 'exact' else f'{fact.qualifier} '}{fact.value:g}"
        f"{f'-{fact.value_max:g}' if fact.value_max else ''} | {fact.measure} | {fact.region_code}"
        for fact in found(case.text)
    }
    assert sorted(rows) == sorted(case.rows), case.text


@pytest.mark.parametrize(
    ("form", "expected"), [(form, value) for value, forms in FORMS.items() for form in forms]
)
def test_form(form: str, expected: tuple[object, ...]) -> None:
    text = f"Partisipasi pemilih di Kabupaten Kaur {form}."
    (fact,) = found(text)
    assert (fact.value, fact.value_max, fact.qualifier) == expected
    assert form in text[fact.start : fact.end]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "Pasangan Rina Sari-Budi Hartono meraih 60 persen, kotak kosong 40 persen.",
            ["Rina Sari-Budi Hartono", "kotak kosong"],
        ),
        ("Partai Golkar meraih 20 persen suara.", ["Partai Golkar"]),
        ("Partisipasi pemilih 70 persen, kata Rina Sari.", [None]),
    ],
)
def test_subject(text: str, subjects: list[str | None]) -> None:
    assert [fact.subject for fact in found(text)] == subjects


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300) | spliced("percentages.txt"))
def test_offsets_hold_for_any_text(text: str) -> None:
    for fact in found(text):
        assert 0 <= fact.start < fact.end <= len(text)
        assert fact.value_max is None or fact.value_max > fact.value


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Rina Sari-Budi Hartono unggul atas Sri Dewi-Tono Aji dengan 52,8 persen suara.", 0),
        ("Rina Sari-Budi Hartono menang telak atas kotak kosong dengan 81,6 persen suara.", 0),
        ("Rina Sari-Budi Hartono mengalahkan Sri Dewi-Tono Aji yang meraih 47,2 persen suara.", 1),
    ],
)
def test_a_share_is_of_the_winner_or_of_the_beaten(text: str, subject: int) -> None:
    (fact,) = found(text)
    assert fact.subject == ("Rina Sari-Budi Hartono", "Sri Dewi-Tono Aji")[subject]
