"""Regions: names in running text and what they mean; the forms of single rules are in the rule file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import regions
from pipeline.centre import centre
from pipeline.ingest import article_from_text
from pipeline.segment import segment
from pipeline.types import Document, Entity, Region, Span


def document(text: str) -> Document:
    made = Document(article_from_text(text, article_id="test"))
    segment(made)
    made.regions = regions.find(made)
    return made


def found(text: str) -> list[tuple[str, str]]:
    made = document(text)
    return [(region.span.of(made.text), region.region_code) for region in made.regions]


def codes(text: str) -> set[str]:
    return {code for _, code in found(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Pilkada di Kabupaten Seluma, Kaur dan Lebong diikuti petahana.",
            [("Kabupaten Seluma", "17.05"), ("Kaur", "17.04"), ("Lebong", "17.07")],
        ),
        ("Ketua KPU Kab. Kediri hadir.", [("Kab. Kediri", "35.06")]),
        (
            "Komisi Pemilihan Umum (KPU) Batu menunggu logistik.",
            [("Batu", "35.79")],
        ),
        ("BATAM, BERITAKEPRI.ID - Rapat digelar kemarin siang.", [("BATAM", "21.71")]),
        ("Warga Kepulauan Babel memilih.", [("Kepulauan Babel", "19")]),
        ("Polres Tidore Kepulauan siaga penuh.", [("Tidore Kepulauan", "82.72")]),
        ("Ia lahir di kalimantan barat tahun lalu.", [("kalimantan barat", "61")]),
        ("Bupati terpilih Manggarai dilantik besok.", [("Manggarai", "53.10")]),
        (
            "Hujan turun di Karo, Dairi, dan Samosir.",
            [("Karo", "12.06"), ("Dairi", "12.11"), ("Samosir", "12.17")],
        ),
        (
            "Rapat digelar di Tegal dan Kota Tegal.",
            [("Tegal", "33.28"), ("Kota Tegal", "33.76")],
        ),
        ("TEGAL - KPU Kota Tegal rapat.", [("TEGAL", "33.76"), ("Kota Tegal", "33.76")]),
    ],
)
def test_names_are_linked(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mereka pasang spanduk agar damai dan aman dalam kampanye.",
        "Serang balik dilakukan tim sukses itu.",
        "Puncak acara berlangsung meriah.",
        "Kursi itu diraih H Samsudin Buton dan rekannya.",
        "Mitra kerja KPU hadir semua.",
        "Ia menginap di Hotel Bandung semalam.",
        "Rombongan melintas di Danau Toba pagi tadi.",
        "Penyanyi itu tampil di stasiun Metro TV.",
    ],
)
def test_common_words_streets_and_companies_are_none(text: str) -> None:
    assert found(text) == []


def test_a_longer_name_is_not_its_first_word() -> None:
    assert "13.71" not in codes("Kemacetan di Padang Luar sudah parah, kata warga Padang Luar.")


def test_the_level_told_once_holds_for_the_article() -> None:
    text = "Wali Kota Kediri menolak. Warga Kediri setuju. Bupati Kediri diam, dan Kediri tenang."
    assert [code for _, code in found(text)] == ["35.71", "35.71", "35.06", "35.06"]


def test_a_district_of_several_is_the_one_in_the_region_named() -> None:
    assert codes("Di Kabupaten Agam, Kecamatan Baso dan Matur menang.") == {
        "13.06",
        "13.06.08",
        "13.06.04",
    }


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
def test_centre(text: str, level: None, expected: str | None) -> None:
    assert centre(document(text), level) == expected


@given(
    st.text(max_size=300)
    | st.sampled_from(["Kota", "Kab. ", "(", "Wali Kota ", "Desa A "]).map(str)
)
def test_any_text_gives_offsets_that_hold(text: str) -> None:
    made = document(text)
    whole = Span(0, len(made.text))
    for region in made.regions:
        assert isinstance(region, Region)
        assert region.span in whole
        assert region.start < region.end


def test_no_name_runs_over_an_empty_line() -> None:
    assert found("Ramai di Kota\n\nBima menunggu Jawa\n\nTengah.")[0] == ("Bima", "52.06")


def test_a_short_form_in_a_bracket_names_the_region_from_there_on() -> None:
    text = "Parmout sepi. Bupati Parigi Moutong (Parmout) hadir. Warga Parmout senang."
    assert found(text) == [("Parigi Moutong", "72.08"), ("Parmout", "72.08"), ("Parmout", "72.08")]


def test_a_region_behind_an_initial_ends_the_name_of_a_person() -> None:
    assert found("Komisioner KPU Reni S Banjar dan Oredeko B. Buton hadir.") == []
    assert codes("KPU Dapil I Medan rapat.") == {"12.71"}


@pytest.mark.parametrize("bracket", ["Golkar", "PAN", "moutong", "ketua"])
def test_other_brackets_make_no_short_form(bracket: str) -> None:
    text = f"Bupati Parigi Moutong ({bracket}) hadir. Warga {bracket} senang."
    assert found(text) == [("Parigi Moutong", "72.08")]


def test_a_region_at_the_end_of_a_person_whom_the_tagger_found_is_none() -> None:
    made = Document(article_from_text("Ihsan Amin dan Darwis Gorontalo hadir.", article_id="test"))
    segment(made)
    assert {region.region_code for region in regions.find(made)} == {"75"}
    start = made.text.index("Darwis")
    made.entities.append(Entity(start, start + len("Darwis Gorontalo"), "PER"))
    assert regions.find(made) == []


def test_a_misspelt_word_before_more_of_a_name_is_no_region() -> None:
    assert found("Pilkada di Kabupaten Pematang Abab Ilir ramai.") == []


def test_a_common_word_behind_di_beside_a_region_of_its_province() -> None:
    assert codes("KPU Lampung sibuk. Di Metro, warga memilih.") == {"18", "18.72"}
    assert codes("KPU Jambi sibuk. Di Metro, warga memilih.") == {"15"}


def test_lalu_before_a_region_opens_a_sentence() -> None:
    assert codes("KPU Kebumen rapat. Lalu Barru tiga pasangan.") == {"33.05", "73.11"}
