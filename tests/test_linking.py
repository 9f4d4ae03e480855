"""Which region a number is about."""

from __future__ import annotations

import re

import pytest
from samples import with_regions

from pipeline.focus.districts import with_districts
from pipeline.focus.linking import Linker
from pipeline.focus.narrowing import without_larger
from pipeline.focus.places import named
from pipeline.types import Span

KAUR, LEBONG, SELUMA, BENGKULU = "17.04", "17.07", "17.05", "17"


def links(text: str, dateline: str = "") -> list[tuple[str, ...]]:
    """The regions of each "N persen" of ``text``."""
    spans = [Span(*match.span()) for match in re.finditer(r"\d+ persen", text)]
    places = without_larger(named(with_regions(text, dateline)))
    return [link.codes for link in Linker(with_districts(places, spans)).link(spans)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kabupaten Kaur 70 persen, Kabupaten Lebong 60 persen.", [(KAUR,), (LEBONG,)]),
        ("Ada 70 persen di Kabupaten Kaur, 60 persen di Kabupaten Lebong.", [(KAUR,), (LEBONG,)]),
        (
            "Kabupaten Kaur (70 persen); Kabupaten Lebong, Bengkulu (60 persen)",
            [(KAUR,), (LEBONG,)],
        ),
        ("Di Kabupaten Kaur A meraih 70 persen, sedangkan B 30 persen.", [(KAUR,), (KAUR,)]),
        ("Kabupaten Kaur dan Lebong masing-masing 70 persen.", [(KAUR, LEBONG)]),
        ("Kabupaten Kaur, Lebong, dan Seluma mencapai 100 persen.", [(KAUR, LEBONG, SELUMA)]),
        ("Kabupaten Kaur 70 persen, di atas target nasional 60 persen.", [(KAUR,), ("00",)]),
        ("Kabupaten Kaur naik dibanding Kabupaten Lebong menjadi 70 persen.", [(KAUR,)]),
        ("Sebanyak 70 persen memilih, kata Ketua KPU Kabupaten Kaur.", [(KAUR,)]),
        ("Kabupaten Kaur ramai. Di kabupaten tersebut 70 persen memilih.", [(KAUR,)]),
        ("Kabupaten Kaur dan Lebong masing-masing 70 persen dan 60 persen.", [(KAUR,), (LEBONG,)]),
        ("Kabupaten Kaur, Lebong dan Seluma rata-rata 70 persen.", [(BENGKULU,)]),
        (
            "Pilkada Kabupaten Kaur: Tetap 70 persen, Kinal baru 60 persen.",
            [("17.04.12",), ("17.04.01",)],
        ),
        (
            "Kabupaten Kaur ramai. Sebanyak 70 persen hadir, sementara Kabupaten Lebong sepi.",
            [(KAUR,)],
        ),
        ("Lebih rendah daripada Kabupaten Kaur (70 persen).", [(KAUR,)]),
        ("Kabupaten Kaur aman. Kabupaten Lebong ramai. Angkanya 70 persen.", [(LEBONG,)]),
        (
            "Kabupaten Kaur\nA 70 persen\nB 30 persen\nKabupaten Lebong\nC 60 persen",
            [(KAUR,), (KAUR,), (LEBONG,)],
        ),
        ("A menang 70 persen melawan B (30 persen) di Kabupaten Kaur.", [(KAUR,), (KAUR,)]),
        ("Kabupaten Kaur mencapai 70 persen. Di Sumatera baru 60 persen.", [(KAUR,), ()]),
        ("KPU Kabupaten Kaur mencatat partisipasi Pilgub Bengkulu 70 persen.", [(KAUR,)]),
        ("Kabupaten Kaur lebih rendah ketimbang rata-rata nasional, yakni 70 persen.", [(KAUR,)]),
        ("Kabupaten Kaur melampaui target nasional, yakni 70 persen.", [("00",)]),
        ("Partisipasi Kabupaten Kaur terendah di Bengkulu yang 52 persen.", [(KAUR,)]),
        (
            "KPU Kabupaten Kaur siap. Target nasional 77 persen dan kami menargetkan 75 persen.",
            [("00",), (KAUR,)],
        ),
        (
            "Partisipasi di Bengkulu naik.\nKabupaten Kaur mencapai 90 persen.\n"
            "Dua daerah kurang dari 70 persen, yakni Kabupaten Lebong yang 60 persen dan Kabupaten Seluma.",
            [(KAUR,), (BENGKULU,), (LEBONG,)],
        ),
        (
            "Kabupaten Lebong sepi.\nDi Kabupaten Kaur A meraih 70 persen.\n"
            "Paslon B menyusul di posisi kedua. Paslon yang diusung koalisi itu meraih 30 persen.",
            [(KAUR,), (KAUR,)],
        ),
    ],
)
def test_link(text: str, expected: list[tuple[str, ...]]) -> None:
    assert links(text) == expected


def test_the_place_of_a_dateline_or_a_talk_is_not_meant() -> None:
    text = "Kota Manna - Pilkada Kabupaten Kaur aman, kata Rina di Kabupaten Lebong, Senin. Hasilnya 70 persen."
    assert links(text, "Kota Manna") == [(KAUR,)]


def test_an_article_without_a_place_is_about_the_country() -> None:
    assert links("JAKARTA - KPU RI mencatat 70 persen.", "JAKARTA") == [("00",)]


def test_a_teaser_above_the_dateline_sets_no_topic() -> None:
    text = (
        "Di Kabupaten Kaur ramai.\n\nJAKARTA - KPU RI mencatat 70 persen.\n\n"
        "Kabupaten Bantul dan Provinsi Bali menyusul."
    )
    assert links(text, "JAKARTA") == [("00",)]


def test_a_list_does_not_decide_for_the_next_sentence() -> None:
    text = "Bengkulu ramai. Kabupaten Kaur, Lebong dan Seluma aman. Rata-rata 70 persen di Provinsi Bengkulu."
    assert links(text) == [(BENGKULU,)]


def test_a_body_of_the_country_speaks_of_it_in_a_report_on_many_provinces() -> None:
    text = (
        "Kabupaten Kaur tertinggi.\n\nJAKARTA - BPS mencatat inflasi 3 persen.\n\n"
        "Inflasi Kabupaten Kaur 9 persen, Kabupaten Bantul 8 persen dan Provinsi Bali 7 persen."
    )
    assert links(text, "JAKARTA")[0] == ("00",)


def test_an_island_where_something_is_highest_is_no_place_of_the_number() -> None:
    text = "Kabupaten Kaur menjadi kabupaten tertinggi di Pulau Sumatera dengan 7 persen."
    assert links(text) == [(KAUR,)]
