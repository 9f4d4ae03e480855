"""Which election a stretch of text is about."""

from __future__ import annotations

import pytest
from samples import with_regions

from pipeline.focus import elections
from pipeline.segment import segment
from pipeline.types import Article, Document, Election, Span


def document(text: str) -> Document:
    made = Document(Article("invented", text))
    segment(made)
    return made


CORPUS: dict[Election, list[str]] = {
    "gubernur": [
        "Pilgub Jambi",
        "calon gubernur",
        "pasangan calon gubernur dan wakil gubernur",
        "cagub-cawagub",
        "bakal cagub",
        "gubernur dan wakil gubernur terpilih",
        "pemilihan gubernur",
    ],
    "bupati": ["Pilbup", "calon wakil bupati", "Cabup", "cabup-cawabup", "bupati/wakil bupati"],
    "wali_kota": ["Pilwalkot", "Pilwako", "calon walikota", "wali kota dan wakil wali kota"],
    "presiden": ["Pilpres", "capres-cawapres", "calon presiden", "pemilu presiden"],
    "legislatif": ["caleg", "bacaleg", "Pileg", "calon anggota DPRD", "pemilu legislatif"],
    "kepala_desa": ["pilkades", "calon kepala desa", "calkades", "pemilihan wali nagari"],
}


@pytest.mark.parametrize(
    ("words", "election"), [(w, election) for election, texts in CORPUS.items() for w in texts]
)
def test_words(words: str, election: Election) -> None:
    assert elections.election_at(document(f"Menjelang {words} suasana aman."), 0) == election


@pytest.mark.parametrize(
    "text",
    [
        "Bupati Kaur Rina Sari meninjau TPS.",
        "Gubernur dan Kapolda hadir.",
        "Pilkada berlangsung aman.",
        "UU tentang pemilihan gubernur, bupati, dan wali kota berlaku.",
        "Anggota DPRD Kaur rapat.",
    ],
)
def test_no_election(text: str) -> None:
    assert elections.election_at(document(text), 0) is None


def test_the_nearest_of_the_sentence_decides() -> None:
    text = (
        "Calon gubernur tiba di Jambi. Calon bupati Rina hadir, begitu pula calon wali kota Budi."
    )
    made = document(text)
    assert elections.election_at(made, text.index("Rina")) == "bupati"
    assert elections.election_at(made, text.index("Budi")) == "wali_kota"
    assert elections.election_at(made, 3) == "gubernur"


def test_else_the_last_one_before() -> None:
    text = "Pilgub Jambi aman. Pilbup Bungo aman. Rina hadir. Pilwako ramai."
    assert elections.election_at(document(text), text.index("Rina")) == "bupati"


def test_elections_in_a_stretch_come_once_in_order() -> None:
    text = "Pilbup dan Pilgub serta Pilbup ulang"
    assert elections.elections_in(document(text), Span(0, len(text))) == ("bupati", "gubernur")


@pytest.mark.parametrize(
    ("text", "election"),
    [
        ("Pilkada Kaur ramai.", "bupati"),
        ("Pilkada Serentak di Kota Bima ramai.", "wali_kota"),
        ("Pilkada Bali ramai.", "gubernur"),
        ("Pilgub Bali dan Pilkada Denpasar ramai.", "wali_kota"),
        ("Pilkada Serentak di Bali ramai.", None),
        ("Pilkada ramai di Kaur.", None),
    ],
)
def test_the_region_of_a_race_tells_its_election(text: str, election: Election | None) -> None:
    assert elections.last_in(with_regions(text), Span(0, len(text))) == election
