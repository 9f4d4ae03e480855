"""Officials: who has which post, with what status, where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from case_files import Case, cases
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dates import stage as dates
from pipeline.officials import stage as officials
from pipeline.regions import stage as regions
from pipeline.segment import segment
from pipeline.types import Article, Document, Entity, EntityLabel, Official


def found(
    text: str,
    headline: str | None = None,
    entities: Iterable[Entity] = (),
    impersonal: Iterable[str] = (),
    published: date | None = None,
) -> list[Official]:
    """The officials of a text in which a tagger found the entities, and knew some words as no person's."""
    article = Article("invented", text, headline=headline, published=published)
    document = Document(article, entities=[*entities], impersonal=frozenset(impersonal))
    segment(document)
    document.regions = regions.find(document)
    document.dates = dates.find(document)
    return officials.find(document)


def tagged(text: str, part: str, label: EntityLabel = "PER") -> list[Entity]:
    """The part of the text as the one entity, none where it is empty."""
    start = text.index(part)
    return [Entity(start, start + len(part), label)] if part else []


@pytest.mark.parametrize("case", cases("officials.txt"))
def test_rows(case: Case) -> None:
    rows = (
        f"{row.person} | {row.role} | {row.role_status} | {row.region_code}"
        for row in found(case.text, case.headline, case.persons, published=case.published)
    )
    assert sorted(rows) == sorted(case.rows), case.text


# --- the other columns ---


def test_titles_and_mentions_are_gathered() -> None:
    (row,) = found(
        "Kapolres Kebumen AKBP Andi Rahman hadir. Kapolres Kebumen Andi Rahman, S.I.K. pulang. "
        "Menurut Rahman, semua aman."
    )
    assert row.rank == "AKBP"
    assert row.person_titles == ("S.I.K",)
    assert row.mentions == 3
    assert row.role_text == "Kapolres Kebumen"


def test_a_post_alone_counts_on_its_one_holder() -> None:
    text = (
        "Bupati Kebumen Andi Rahman hadir. Bupati menyampaikan harapan. Menurut Bupati Kebumen, semua siap. "
        "Rapat digelar di kantor bupati. Calon bupati diminta tertib."
    )
    (row,) = found(text)
    assert row.mentions == 3


def test_a_post_alone_counts_on_nobody_where_two_hold_one() -> None:
    text = "Bupati Kebumen Andi Rahman dan Bupati Agam Budi Hartono hadir. Bupati berpesan. Bupati Agam setuju."
    assert {row.person: row.mentions for row in found(text)} == {
        "Andi Rahman": 1,
        "Budi Hartono": 2,
    }


@pytest.mark.parametrize(
    ("post", "organization"),
    [
        ("Ketua KPU Kebumen", "KPU Kebumen"),
        ("Bupati Kebumen", "Pemerintah Kabupaten Kebumen"),
        ("Calon Bupati Kebumen", None),
    ],
)
def test_organizations(post: str, organization: str | None) -> None:
    (row,) = found(f"{post} Andi Rahman hadir.")
    assert row.organization == organization


# --- the tagger ---


def test_the_tagger_is_named_where_only_it_found_the_person() -> None:
    text = "Juru Bicara Kelompok Muda, Andi Rahman, hadir."
    (row,) = found(text, entities=tagged(text, "Andi Rahman"))
    assert row.rule_id.startswith("tagger+officials.")


@pytest.mark.parametrize(
    ("name", "rule_id"),
    [
        ("", "officials.bupati"),
        ("Andi Rahman", "officials.bupati+tagger"),
        ("H. Andi Rahman", "officials.bupati+tagger"),
        ("Rahman", "officials.bupati"),
        ("Kebumen H. Andi Rahman", "officials.bupati"),
    ],
)
def test_rules_keep_their_bounds_and_say_whether_the_tagger_agrees(name: str, rule_id: str) -> None:
    text = "Bupati Kebumen H. Andi Rahman, S.H. hadir."
    (row,) = found(text, entities=tagged(text, name))
    assert (row.person, row.rule_id) == ("Andi Rahman", rule_id)


@pytest.mark.parametrize(
    ("text", "impersonal", "persons"),
    [
        ("Menteri Pertahanan Jepang hadir.", "", ["Jepang"]),
        ("Menteri Pertahanan Jepang hadir.", "jepang", []),
        ("Menteri Pertahanan Agung Jepang hadir.", "jepang", ["Agung Jepang"]),
        ("Pilbup Kebumen diikuti pasangan Iman-Gadis.", "iman gadis", ["Iman", "Gadis"]),
        ("Wali Kota Menjadi Undang-Undang.", "menjadi undang", []),
        ("Camat Nasal Damai hadir di Kebumen.", "damai", ["Damai"]),
        ("Camat Nasal Damai hadir di Kebumen yang damai.", "damai", []),
    ],
)
def test_familiar_words_that_are_in_no_person_hold_no_post(
    text: str, impersonal: str, persons: list[str]
) -> None:
    assert [row.person for row in found(text, impersonal=impersonal.split())] == persons


def test_after_familiar_words_the_tagger_may_find_who_holds_the_post() -> None:
    text = "Menteri Pertahanan Jepang, Andi Rahman, hadir."
    (row,) = found(text, entities=tagged(text, "Andi Rahman"), impersonal=["jepang"])
    assert row.person == "Andi Rahman"


def test_part_of_a_body_that_the_tagger_found_is_no_person() -> None:
    text = "Kepala Badan Penyuluh Tani Kebumen hadir."
    assert [row.person for row in found(text)] == ["Penyuluh Tani"]
    assert found(text, entities=tagged(text, "Badan Penyuluh Tani Kebumen", "ORG")) == []


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Kebumen - Kami siap, kata Asisten Deputi Badan Nasional Penge", []),
        ("Kebumen - Kami siap, kata Asisten Deputi Badan Nasional Penge hadir.", ["Penge"]),
        ("Kebumen - Kami siap, kata Bupati Kebumen Rahm", ["Rahm"]),
    ],
)
def test_a_word_of_an_office_that_the_end_of_the_text_cuts_is_no_person(
    text: str, persons: list[str]
) -> None:
    assert [row.person for row in found(text)] == persons


def test_the_initial_that_the_tagger_leaves_out_is_the_person_s() -> None:
    text = "Koordinator Desk Warga Sejahtera I Made Rahman di Kebumen mengatakan."
    (row,) = found(text, entities=tagged(text, "Made Rahman"))
    assert row.person == "I Made Rahman"


def test_a_place_that_the_tagger_found_is_no_contender() -> None:
    text = "Di Pilbup Kebumen, suara masuk Kali Jaya memimpin dengan 94,7 persen."
    assert found(text, entities=tagged(text, "Kali Jaya", "LOC")) == []


# --- any text ---

PIECES = st.sampled_from(
    ["Bupati", "Kabupaten Kebumen", "dan", "Wakil Bupati", "Andi", "Rahman", "H.", ",", "-", "(", ")",
     "pasangan", "calon", "menggandeng", "menggantikan", "yang juga", "sebagai", "ketuanya", "KPU",
     "itu", "kata", "\n", ".", "Pilbup", "terpilih", "AKBP", "Dandim", "alias", "dari", "ke"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join)))
def test_any_text_gives_rows_with_offsets(text: str) -> None:
    for row in found(text):
        assert 0 <= row.start < row.end <= len(text)
        assert row.person
        assert row.mentions >= 1
        assert 0 < row.confidence <= 1
