"""Officials: who has which post, with what status, where. All people are invented."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import officials, regions
from pipeline.segment import segment
from pipeline.types import Article, Document, Entity, Official

Row = tuple[str, str, str, str | None]


def found(text: str, headline: str | None = None, tagged: Sequence[str] = ()) -> list[Official]:
    """The officials of a text in which a tagger found the persons ``tagged``."""
    whole = f"{headline}\n\n{text}" if headline else text
    document = Document(Article("invented", whole, headline=headline))
    segment(document)
    for name in tagged:
        start = whole.index(name)
        document.entities.append(Entity(start, start + len(name), "PER"))
    document.regions = regions.find(document)
    return officials.find(document)


def rows(text: str, headline: str | None = None) -> set[Row]:
    return {
        (each.person, each.role, each.role_status, each.region_code)
        for each in found(text, headline)
    }


def rows_tagged(text: str, *tagged: str) -> set[Row]:
    return {
        (each.person, each.role, each.role_status, each.region_code)
        for each in found(text, tagged=tagged)
    }


def check(text: str, *expected: Row) -> None:
    assert rows(text) == set(expected)


ANDI_BUPATI: Row = ("Andi Rahman", "bupati", "definitive", "33.05")
TICKET: tuple[Row, Row] = (
    ("Andi Rahman", "bupati", "candidate", "33.05"),
    ("Budi Hartono", "wakil_bupati", "candidate", "33.05"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # beside
        ("Bupati Kebumen Andi Rahman hadir.", ANDI_BUPATI),
        ("Bupati Kebumen H. Andi Rahman, S.H. hadir.", ANDI_BUPATI),
        ("Bupati Kebumen saat ini dijabat Andi Rahman.", ANDI_BUPATI),
        # behind a comma or in brackets
        ("Bupati Kebumen, Andi Rahman, hadir.", ANDI_BUPATI),
        ("Bupati Kebumen (Andi Rahman) hadir.", ANDI_BUPATI),
        ("Bupati Kebumen, yakni Andi Rahman, hadir.", ANDI_BUPATI),
        # apposed
        ("Andi Rahman, Bupati Kebumen, hadir.", ANDI_BUPATI),
        ("Hal itu disampaikan Andi Rahman (Bupati Kebumen) tadi.", ANDI_BUPATI),
        # linked
        ("Andi Rahman menjabat sebagai Bupati Kebumen.", ANDI_BUPATI),
        ("Andi Rahman selaku Bupati Kebumen hadir.", ANDI_BUPATI),
        (
            "Andi Rahman dilantik sebagai Pj Bupati Kebumen.",
            ("Andi Rahman", "bupati", "pj", "33.05"),
        ),
        (
            "Andi Rahman yang pernah menjabat Bupati Kebumen hadir.",
            ("Andi Rahman", "bupati", "former", "33.05"),
        ),
        (
            "Andi Rahman maju sebagai calon Bupati Kebumen.",
            ("Andi Rahman", "bupati", "candidate", "33.05"),
        ),
    ],
)
def test_evidence(text: str, expected: Row) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    "text",
    [
        "Bupati Kebumen hadir.",
        "Para bupati dan wali kota hadir.",
        "Rapat di kantor Bupati Kebumen, Panjer, selesai.",
        "Bupati Kebumen, KPU, dan Bawaslu rapat.",
        "Bupati Kebumen meninjau Pasar Legi.",
        "Andi Rahman hadir di Kebumen.",
        "",
    ],
)
def test_nothing(text: str) -> None:
    assert rows(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Pasangan calon Bupati dan Wakil Bupati Kebumen Andi Rahman dan Budi Hartono mendaftar.",
        "Pasangan calon Bupati dan Wakil Bupati Kebumen, Andi Rahman-Budi Hartono, mendaftar.",
        "Cabup-Cawabup Kebumen Andi Rahman/Budi Hartono mendaftar.",
        "Calon Bupati Kebumen Andi Rahman dan Calon Wakil Bupati Kebumen Budi Hartono mendaftar.",
        "Calon Bupati Kebumen Andi Rahman yang menggandeng Budi Hartono mendaftar.",
        "Calon Bupati Kebumen Andi Rahman berpasangan dengan Budi Hartono.",
        "Pilkada Kebumen: Andi Rahman dan Budi Hartono yang diusung PKB, PAN meraih 58,7 persen suara.",
        "Pasangan Bupati dan Wakil Bupati Kebumen Andi Rahman-Budi Hartono unggul sementara.",
        "Pilbup Kebumen diikuti pasangan Andi Rahman dan Budi Hartono.",
        "Pilbup Kebumen diikuti pasangan nomor urut 1 Andi Rahman-Budi Hartono.",
        "Pada Pilbup Kebumen, Andi Rahman-Budi Hartono meraih 40 persen suara.",
        "Pilbup Kebumen diikuti paslon H. Andi Rahman, S.E. dan Drs. Budi Hartono.",
        "Pilbup Kebumen diikuti pasangan Andi Rahman (Golkar) dan Budi Hartono (PAN).",
        "KPU Kabupaten Kebumen menetapkan Andi Rahman dan Budi Hartono sebagai "
        "calon bupati dan wakil bupati Kebumen.",
    ],
)
def test_tickets(text: str) -> None:
    assert set(TICKET) <= rows(text)


def test_lists_of_tickets() -> None:
    check(
        "Pilbup Kebumen diikuti pasangan Andi Rahman-Budi Hartono, Candra Wijaya-Dewi Lestari, "
        "dan pasangan Eko Susilo-Fajar Nugraha.",
        *TICKET,
        ("Candra Wijaya", "bupati", "candidate", "33.05"),
        ("Dewi Lestari", "wakil_bupati", "candidate", "33.05"),
        ("Eko Susilo", "bupati", "candidate", "33.05"),
        ("Fajar Nugraha", "wakil_bupati", "candidate", "33.05"),
    )


def test_items_of_a_list_are_no_headlines() -> None:
    text = "Pilbup Kebumen diikuti dua paslon:\n1. Andi Rahman - Budi Hartono\n2. Eko Susilo - Fajar Putra"
    found_rows = rows(text)
    assert set(TICKET) <= found_rows
    assert ("Fajar Putra", "wakil_bupati", "candidate", "33.05") in found_rows


def test_the_pilkada_of_a_place_is_its_election() -> None:
    assert set(TICKET) <= rows(
        "Pada Pilkada Kabupaten Kebumen bersaing Andi Rahman-Budi Hartono. Pilgub Jateng juga ramai."
    )


def test_a_short_form_is_no_other_ticket() -> None:
    check(
        "Pilbup Kebumen diikuti pasangan Andi Rahman dan Budi Hartono. "
        "Pasangan Andi-Budi unggul di semua kecamatan.",
        *TICKET,
    )


def test_a_ticket_declared_elected() -> None:
    check(
        "Pilbup Kebumen usai. KPU menetapkan pasangan Andi Rahman dan Budi Hartono "
        "sebagai pemenang.",
        ("Andi Rahman", "bupati", "elect", "33.05"),
        ("Budi Hartono", "wakil_bupati", "elect", "33.05"),
    )


def test_a_deputy_in_office_makes_no_candidate() -> None:
    check(
        "Bupati Kebumen Andi Rahman bersama wakilnya, Budi Hartono, hadir.",
        ANDI_BUPATI,
        ("Budi Hartono", "wakil_bupati", "definitive", "33.05"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Pj Bupati Kebumen Candra Wijaya menggantikan Andi Rahman.",
            {
                ("Candra Wijaya", "bupati", "pj", "33.05"),
                ("Andi Rahman", "bupati", "former", "33.05"),
            },
        ),
        (
            "Pjs Bupati Kebumen Candra Wijaya menggantikan Andi Rahman yang sedang cuti.",
            {("Candra Wijaya", "bupati", "pjs", "33.05"), ANDI_BUPATI},
        ),
        (
            "Serah terima Dandim Kebumen dari Letkol Inf Andi Rahman ke Letkol Inf Budi Hartono.",
            {
                ("Andi Rahman", "dandim", "former", "33.05"),
                ("Budi Hartono", "dandim", "definitive", "33.05"),
            },
        ),
        (
            "Bupati Kebumen Andi Rahman, yang wafat, digantikan Budi Hartono.",
            {ANDI_BUPATI, ("Budi Hartono", "bupati", "definitive", "33.05")},
        ),
        (
            "PAW anggota DPRD Kebumen: Budi Hartono (PKB) menggantikan Andi Rahman.",
            {
                ("Budi Hartono", "anggota_dprd", "definitive", "33.05"),
                ("Andi Rahman", "anggota_dprd", "former", "33.05"),
            },
        ),
        (
            "PAW anggota DPRD Kebumen ditunda. Andi Rahman akan digantikan oleh Budi Hartono.",
            {
                ("Budi Hartono", "anggota_dprd", "definitive", "33.05"),
                ("Andi Rahman", "anggota_dprd", "definitive", "33.05"),
            },
        ),
    ],
)
def test_predecessors(text: str, expected: set[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Bupati Kebumen Andi Rahman yang juga Ketua DPD Golkar Kebumen hadir.",
        "Ketua DPD Golkar Kebumen yang juga Bupati Kebumen, Andi Rahman, hadir.",
        "Bupati Kebumen Andi Rahman, sekaligus Ketua DPD Golkar Kebumen, hadir.",
    ],
)
def test_two_posts_of_one_person(text: str) -> None:
    check(text, ANDI_BUPATI, ("Andi Rahman", "ketua_partai", "definitive", "33.05"))


def test_a_post_with_itu_names_the_last_person_again() -> None:
    check(
        'Calon Bupati Kebumen Andi Rahman hadir. "Kami siap," kata mantan Ketua KPU Kebumen itu.',
        ("Andi Rahman", "bupati", "candidate", "33.05"),
        ("Andi Rahman", "ketua_kpu", "former", "33.05"),
    )


def test_several_members_of_a_body() -> None:
    check(
        "Komisioner KPU Kebumen Andi Rahman, Budi Hartono dan Candra Wijaya hadir.",
        *(
            (name, "anggota_kpu", "definitive", "33.05")
            for name in ("Andi Rahman", "Budi Hartono", "Candra Wijaya")
        ),
    )


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Bupati Kebumen Andi hadir. Menurut Andi Rahman, semua siap.", "Andi Rahman"),
        ("Bupati Kebumen Gus Rahman hadir. Andi Rahman menyapa warga.", "Andi Rahman"),
        ("Bupati Kebumen Andi hadir. Andi Rahman bertemu Andi Wijaya.", "Andi"),
        ("Bupati Kebumen Andi Rahman hadir, kata Bupati Kebumen Rahman.", "Andi Rahman"),
    ],
)
def test_the_fullest_name_counts(text: str, person: str) -> None:
    assert {each.person for each in found(text)} == {person}


def test_titles_and_mentions_are_gathered() -> None:
    (row,) = found(
        "Kapolres Kebumen AKBP Andi Rahman hadir. Kapolres Kebumen Andi Rahman, S.I.K. pulang. "
        "Menurut Rahman, semua aman."
    )
    assert row.rank == "AKBP"
    assert row.person_titles == ("S.I.K",)
    assert row.mentions == 3
    assert row.role_text == "Kapolres Kebumen"


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Rapat di Kabupaten Kebumen dihadiri Bupati Andi Rahman.", "33.05"),
        ("Warga Kabupaten Kebumen ramai. Bupati Andi Rahman hadir.", "33.05"),
        ("Di Kabupaten Kebumen, Gubernur Andi Rahman hadir.", "33"),
        ("Di Kabupaten Kebumen, Mendagri Andi Rahman hadir.", "00"),
        ("KPU Kabupaten Kebumen siap. Ketua KPU Andi Rahman hadir.", "33.05"),
        ("Pakar Andi Rahman hadir di Kabupaten Kebumen.", "00"),
        ("Kapolri Jenderal Andi Rahman hadir.", "00"),
        (
            "Bupati Kebumen Andi Rahman hadir. Di Kabupaten Pati, Bupati Andi Rahman bicara.",
            "33.05",
        ),
    ],
)
def test_jurisdiction(text: str, region: str | None) -> None:
    assert region in {each.region_code for each in found(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Pilkada Kabupaten Kebumen siap, kata Ketua KPU Provinsi Andi Rahman.",
            ("Andi Rahman", "ketua_kpu", "definitive", "33"),
        ),
        (
            "Menurut Kepala Dinas Kopinkum Kabupaten Kebumen Andi Rahman, pasar ramai.",
            ("Andi Rahman", "kepala_dinas", "definitive", "33.05"),
        ),
        (
            "Kades Sukamaju, Darmin, hadir di Kabupaten Kebumen.",
            ("Darmin", "kepala_desa", "definitive", "33.05"),
        ),
        (
            "Direktur Eksekutif Cermin Warga, Andi Rahman, hadir.",
            ("Andi Rahman", "other", "definitive", "00"),
        ),
    ],
)
def test_offices_and_bodies_that_no_list_has(text: str, expected: Row) -> None:
    check(text, expected)


def test_the_body_of_a_member() -> None:
    check(
        "Bawaslu Kabupaten Kebumen melalui anggotanya, Andi Rahman, menerima laporan.",
        ("Andi Rahman", "anggota_bawaslu", "definitive", "33.05"),
    )
    check(
        "KPU Kabupaten Kebumen siap, kata ketuanya, Andi Rahman.",
        ("Andi Rahman", "ketua_kpu", "definitive", "33.05"),
    )


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("Bupati", "Pj Bupati", "pj"),
        ("Pj Bupati", "Bupati", "pj"),
        ("Calon Bupati", "Bupati terpilih", "elect"),
        ("Calon Bupati", "Cabup", "candidate"),
        ("mantan Bupati", "Bupati", "former"),
    ],
)
def test_the_status_that_tells_most(first: str, second: str, status: str) -> None:
    check(
        f"Saat {first} Kebumen Andi Rahman tiba, {second} Kebumen Andi Rahman disambut.",
        ("Andi Rahman", "bupati", status, "33.05"),
    )


def test_to_hold_a_post_and_to_seek_it_are_two_rows() -> None:
    check(
        "Bupati Kebumen Andi Rahman hadir. Calon Bupati Kebumen Andi Rahman berkampanye.",
        ANDI_BUPATI,
        TICKET[0],
    )


def test_a_ticket_named_by_its_posts_alone_holds_nothing_when_it_runs() -> None:
    check(
        "Pasangan Bupati dan Wakil Bupati Kebumen Andi Rahman-Budi Hartono unggul. "
        "Calon Bupati dan Wakil Bupati Kebumen Andi Rahman-Budi Hartono bersyukur.",
        *TICKET,
    )


def test_a_headline_counts_as_far_as_the_text_confirms_it() -> None:
    headline = "Bupati Kebumen Andi Rahman Resmikan Jembatan Baru"
    check_in_text = rows("Jembatan itu, kata Andi Rahman, sudah lama ditunggu.", headline)
    assert check_in_text == {ANDI_BUPATI}
    assert rows("Jembatan itu sudah lama ditunggu warga.", headline) == set()


def test_organizations() -> None:
    (ketua,) = found("Ketua KPU Kebumen Andi Rahman hadir.")
    (bupati,) = found("Bupati Kebumen Andi Rahman hadir.")
    (calon,) = found("Calon Bupati Kebumen Andi Rahman hadir.")
    assert ketua.organization == "KPU Kebumen"
    assert bupati.organization == "Pemerintah Kabupaten Kebumen"
    assert calon.organization is None


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


def test_a_ticket_at_its_inauguration_holds_its_posts() -> None:
    check(
        "Gubernur melantik pasangan Bupati dan Wakil Bupati Kebumen Andi Rahman-Budi Hartono.",
        ANDI_BUPATI,
        ("Budi Hartono", "wakil_bupati", "definitive", "33.05"),
    )


def test_a_deputy_governor_of_a_bank_is_no_gubernur() -> None:
    assert not {
        row for row in rows("Deputi Gubernur Senior BI Mira Guntara hadir.") if row[1] == "gubernur"
    }


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
    ("text", "expected"),
    [
        (
            "KPU Kaur rapat. Divisi Teknis Penyelenggaraan Andi Rahman hadir.",
            ("Andi Rahman", "anggota_kpu", "definitive", "17.04"),
        ),
        (
            "KPU Kaur rapat dengan KPU Bengkulu dan Bawaslu. Ketua Divisi Hukum, Andi Rahman, hadir.",
            ("Andi Rahman", "anggota_kpu", "definitive", "17"),
        ),
        (
            'Bawaslu Kaur rapat. "Ya," kata Andi Rahman, Kordiv Penanganan Pelanggaran.',
            ("Andi Rahman", "anggota_bawaslu", "definitive", "17.04"),
        ),
    ],
)
def test_a_division_is_that_of_the_body_the_article_is_about(text: str, expected: Row) -> None:
    check(text, expected)


def test_the_division_of_another_body_is_none_of_the_kpu() -> None:
    text = "KPU Kaur rapat. Ketua Divisi Hukum PSSI Kaur Andi Rahman hadir."
    assert {role for _, role, _, _ in rows(text)} == {"other"}


@pytest.mark.parametrize(
    "text",
    [
        "Pilkada Kebumen diikuti calon tunggal, Andi Rahman dan Budi Hartono.",
        "Di Jawa Tengah ada calon tunggal di Kabupaten Kebumen, Andi Rahman dan Budi Hartono.",
        "Pasangan pertama yang datang ke KPU Kebumen adalah Andi Rahman dan Budi Hartono.",
        "Bakal calon yang mendaftar, yaitu Kabupaten Kebumen (Andi Rahman-Budi Hartono).",
        "Daftar calon tunggal:\n1. Kabupaten Kebumen: Andi Rahman dan Budi Hartono",
    ],
)
def test_tickets_of_a_place_named_before_them(text: str) -> None:
    check(text, *TICKET)


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("Kepala daerah terpilih ini akan dilantik Kamis. Berikut daftarnya:", "elect"),
        ("Kepala daerah yang telah dilantik di Jawa Tengah:", "definitive"),
        ("Bupati dilantik tahun depan. Pasangan calon yang mendaftar:", "candidate"),
    ],
)
def test_a_list_of_tickets_has_the_status_of_its_heading(heading: str, status: str) -> None:
    found = rows(
        f"{heading}\n1. Kebumen: Andi Rahman - Budi Hartono\n2. Demak: Cici Amalia - Dedi Kurnia"
    )
    assert {row[2] for row in found} == {status}
    assert {row[3] for row in found} == {"33.05", "33.21"}


def test_two_names_behind_a_place_are_no_ticket_outside_a_list_of_candidates() -> None:
    check("Warga terpilih mewakili desa.\n1. Kabupaten Kebumen: Andi Rahman dan Budi Hartono")


def test_seats_in_a_list_are_those_of_the_body_above() -> None:
    text = "Pimpinan {} Kebumen:\nKetua: Andi Rahman\nWakil Ketua I: Budi Hartono\nAnggota: Cici Amalia"
    kpu, dprd, team = (rows(text.format(body)) for body in ("KPU", "DPRD", "Tim Seleksi KPU"))
    assert {row[:2] for row in kpu} == {
        ("Andi Rahman", "ketua_kpu"),
        ("Budi Hartono", "anggota_kpu"),
        ("Cici Amalia", "anggota_kpu"),
    }
    assert {row[:2] for row in dprd} == {
        ("Andi Rahman", "ketua_dprd"),
        ("Budi Hartono", "wakil_ketua_dprd"),
        ("Cici Amalia", "anggota_dprd"),
    }
    assert {row[1] for row in team} == {"other"}
    assert {row[3] for row in kpu | dprd | team} == {"33.05"}


def test_the_party_of_one_seat_is_not_the_body_of_the_next() -> None:
    text = "Pimpinan DPRD Kebumen:\nKetua: Andi Rahman (Partai Golkar)\nWakil Ketua: Budi Hartono"
    assert {row[1] for row in rows(text)} == {"ketua_dprd", "wakil_ketua_dprd"}


def test_members_in_a_list_below_their_post() -> None:
    check(
        "Berikut anggota KPU Kebumen:\n1. Andi Rahman (ketua)\n2. Budi Hartono, S.H.\n\n"
        "Kabupaten Demak\n1. Cici Amalia\nRapat Dedi Kurnia selesai.",
        ("Andi Rahman", "ketua_kpu", "definitive", "33.05"),
        ("Budi Hartono", "anggota_kpu", "definitive", "33.05"),
        ("Cici Amalia", "anggota_kpu", "definitive", "33.21"),
    )


def test_a_deputy_on_the_line_below() -> None:
    check(
        "Partai itu mengumumkan calonnya.\n1. Jawa Tengah\nBakal calon gubernur: Andi Rahman\n"
        "Wakil: Budi Hartono\n2. Jawa Barat\nBakal calon gubernur: Cici Amalia (Golkar)\nWakil: Dedi Kurnia",
        ("Andi Rahman", "gubernur", "candidate", "33"),
        ("Budi Hartono", "wakil_gubernur", "candidate", "33"),
        ("Cici Amalia", "gubernur", "candidate", "32"),
        ("Dedi Kurnia", "wakil_gubernur", "candidate", "32"),
    )


KPU_CHAIR: Row = ("Andi Rahman", "ketua_kpu", "definitive", "33.05")


@pytest.mark.parametrize(
    "text",
    [
        "Andi Rahman menjelaskan jadwal itu. Menurut Ketua KPU Kebumen itu, logistik siap.",
        '"Siap," kata Andi Rahman, Senin. Ia berharap cerah. "Ya," ujar Ketua KPU Kebumen itu.',
        "Andi Rahman menyebut logistik siap. Ketua KPU Kebumen ini berharap cerah.",
        "Andi Rahman berharap cerah. Pria yang menjabat sebagai Ketua KPU Kebumen itu tertawa.",
    ],
)
def test_a_speaker_without_a_post_is_named_again_by_one(text: str) -> None:
    check(text, KPU_CHAIR)


@pytest.mark.parametrize(
    "text",
    [
        "Andi Rahman menjelaskan jadwal itu. Menurut Ketua KPU Kebumen, logistik siap.",
        "Warga bertemu Andi Rahman di pasar. Menurut Ketua KPU Kebumen itu, logistik siap.",
        "Menurut Ketua KPU Kebumen itu, logistik siap. Andi Rahman menjelaskan jadwalnya.",
    ],
)
def test_a_post_names_no_one_again_who_has_not_spoken(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "name",
    [
        "Muhammad bin Ali",
        "Siti binti Rahman",
        "Pieter van der Berg",
        "Petrus van den Bosch",
        "Said al-Amin",
        "Umar el Faruq",
        "Bima Aryanto",
        "Lingga Prasetyo",
    ],
)
def test_names_with_small_words_and_names_of_places(name: str) -> None:
    text = f"Bupati Kebumen {name} hadir di pasar itu bersama para pedagang."
    check(text, (name, "bupati", "definitive", "33.05"))


def test_a_region_before_a_name_stays_one() -> None:
    check("Bupati Bima Andi Rahman hadir.", ("Andi Rahman", "bupati", "definitive", "52.06"))
    check("Ketua KPU Bima Andi Rahman hadir.", ("Andi Rahman", "ketua_kpu", "definitive", "52.06"))


# What a tagger adds: names behind bodies that no list has; everything else has precedence.


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Juru Bicara Kepala Negara, Andi Rahman, hadir.", "Andi Rahman"),
        ("Sekretaris Partai Fajar Lestari Andi Rahman hadir.", "Andi Rahman"),
        ("Ketua Panitia Pilkades Sukabaru, H. Andi Rahman, hadir.", "H. Andi Rahman"),
    ],
)
def test_the_tagger_finds_names_behind_unknown_bodies(text: str, person: str) -> None:
    assert not found(text)
    (official,) = found(text, tagged=[person])
    assert official.person == "Andi Rahman"
    assert official.rule_id.startswith("tagger+officials.")


@pytest.mark.parametrize(
    "text",
    [
        # a verb, another post or a sentence between post and name; a headline; a bracket
        "Juru Bicara Kepala Negara menerima Andi Rahman.",
        "Juru Bicara Kepala Negara. Andi Rahman hadir.",
        "Juru Bicara Kepala Negara, Andi Rahman",
        "Budi Hartono (Juru Bicara Kelompok Muda Andi Rahman) hadir.",
    ],
)
def test_the_tagger_binds_no_distant_name(text: str) -> None:
    assert "Andi Rahman" not in {each.person for each in found(text, tagged=["Andi Rahman"])}


@pytest.mark.parametrize(
    ("tagged", "rule_id"),
    [
        ([], "officials.bupati"),
        (["Andi Rahman"], "officials.bupati+tagger"),
        (["H. Andi Rahman"], "officials.bupati+tagger"),
        (["Rahman"], "officials.bupati"),
        (["Kebumen H. Andi Rahman"], "officials.bupati"),
    ],
)
def test_rules_keep_their_bounds_and_say_whether_the_tagger_agrees(
    tagged: list[str], rule_id: str
) -> None:
    (official,) = found("Bupati Kebumen H. Andi Rahman, S.H. hadir.", tagged=tagged)
    assert official.person == "Andi Rahman"
    assert official.rule_id == rule_id


# --- candidates who are named alone -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Pilbup Kebumen diikuti petahana Andi Rahman.",
        "Di Pilbup Kebumen calon nomor urut 2, Andi Rahman, diserang saat debat.",
        "Survei Pilbup Kebumen menaruh Andi Rahman (41,5 persen) di puncak.",
        "Di Pilbup Kebumen Andi Rahman sementara unggul dengan 51,2 persen suara.",
        "Di Kebumen elektabilitas Andi Rahman tak terkejar.",
    ],
)
def test_contenders(text: str) -> None:
    check(text, ("Andi Rahman", "bupati", "candidate", "33.05"))


def test_contenders_go_on_in_a_list() -> None:
    text = "Menjelang Pilbup Kebumen elektabilitas Andi Rahman dan Budi Hartono berimbang."
    assert {row[0] for row in rows(text)} == {"Andi Rahman", "Budi Hartono"}


def test_a_share_of_something_else_makes_no_contender() -> None:
    check("Di Kebumen, Andi Rahman membayar 20 persen dari harga tanah.")
    check("Elektabilitas Bupati Kebumen Andi Rahman 41 persen.", ANDI_BUPATI)


def test_a_place_that_the_tagger_found_is_no_contender() -> None:
    text = "Di Pilbup Kebumen, suara masuk Kali Jaya memimpin dengan 94,7 persen."
    document = Document(Article("invented", text))
    segment(document)
    start = text.index("Kali Jaya")
    document.entities.append(Entity(start, start + len("Kali Jaya"), "LOC"))
    document.regions = regions.find(document)
    assert officials.find(document) == []


# --- pairs ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pair", "names"),
    [
        ("Joko Widodo-Ma'ruf Amin", {"Joko Widodo", "Ma'ruf Amin"}),
        ("Jokowi-Maruf", {"Jokowi", "Maruf"}),
        ("Prabowo-Hatta", {"Prabowo", "Hatta"}),
    ],
)
def test_those_who_ran_for_president_do_so_in_a_report_on_a_region(
    pair: str, names: set[str]
) -> None:
    text = f"KPU Kebumen menggelar pleno. Di Kebumen pasangan {pair} menang. Pilkada menyusul."
    found_rows = rows(text)
    assert {row[0] for row in found_rows} == names
    assert {row[1] for row in found_rows} == {"presiden", "wakil_presiden"}
    assert {row[3] for row in found_rows} == {"00"}


@pytest.mark.parametrize(
    "text",
    [
        "Calon bupati Kebumen dan wakil bupati Kebumen Andi Rahman-Budi Hartono hadir.",
        "Calon bupati Kebumen Andi Rahman didampingi Budi Hartono mendaftar.",
        "Andi Rahman dan Budi Hartono yang maju di Pilkada Kebumen hadir.",
        "Dua paslon mendaftar di Kebumen. Satu pasangan lagi (Andi Rahman-Budi Hartono) belum.",
    ],
)
def test_more_tickets(text: str) -> None:
    check(text, *TICKET)


def test_pairs_of_several_provinces() -> None:
    text = (
        "Hitung cepat pilkada di Riau, Jambi dan Lampung rampung. Sementara di Riau, pasangan "
        "Andi Rahman-Budi Hartono unggul. Di Jambi, pasangan Cecep Hadi-Dedi Salim unggul."
    )
    assert {(row[0], row[1], row[3]) for row in rows(text)} == {
        ("Andi Rahman", "gubernur", "14"),
        ("Budi Hartono", "wakil_gubernur", "14"),
        ("Cecep Hadi", "gubernur", "15"),
        ("Dedi Salim", "wakil_gubernur", "15"),
    }


def test_who_speaks_for_a_pair_is_neither_of_it() -> None:
    text = "Juru bicara tim pemenangan Andi Rahman - Budi Hartono, Cecep Hadi, diam di Kebumen."
    assert ("Cecep Hadi", "juru_bicara", "definitive", "33.05") in rows(text)
    assert {row[0] for row in rows(text) if row[1] == "juru_bicara"} == {"Cecep Hadi"}


# --- names ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Ketua KPU Kebumen yang memimpin rapat itu, Andi Rahman, menutup pleno.",
        "Rapat dipimpin Andi Rahman Ketua KPU Kebumen.",
    ],
)
def test_names_apart_from_their_post(text: str) -> None:
    check(text, ("Andi Rahman", "ketua_kpu", "definitive", "33.05"))


def test_a_clause_with_a_post_of_its_own_leads_to_no_name() -> None:
    assert not any(
        row[1] == "bupati" for row in rows("Bupati yang menemui Camat Ayah, Andi Rahman.")
    )


def test_as_many_hold_a_post_as_are_counted() -> None:
    text = "Dua mantan Bupati Kebumen, Andi Rahman dan Budi Hartono, hadir."
    assert {row[0] for row in rows(text)} == {"Andi Rahman", "Budi Hartono"}


def test_a_relative_is_somebody_else() -> None:
    text = "Bupati Kebumen Andi Rahman hadir. Ia ditemani sang istri Rina Andi Rahman."
    check(text, ANDI_BUPATI)


@pytest.mark.parametrize(
    "post",
    [
        "Dosen Universitas Gadjah Mada",
        "Guru Besar Fakultas Hukum Unmul",
        "Peneliti dari Nusa Data University",
        "Direktur Eksekutif Suara Warga Research & Consulting",
        "Pengamat politik Universitas Kebumen",
    ],
)
def test_scholars_of_a_body(post: str) -> None:
    check(f"{post} Andi Rahman menilai wajar.", ("Andi Rahman", "other", "definitive", "00"))


# Jurisdictions: where something is said or held is not what a post or pair is of.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the place of speaking, of a visit, of an institution, and the province behind it
        (
            '"Sudah siap," ujar Ketua KPU Andi Rahman di Sabang. KPU Aceh menggelar rapat.',
            ("Andi Rahman", "ketua_kpu", "definitive", "11"),
        ),
        (
            "Anggota Bawaslu Andi Rahman, ditemui di Blora, Jawa Tengah, mengaku lega.",
            ("Andi Rahman", "anggota_bawaslu", "definitive", "00"),
        ),
        (
            "Anggota KPU Andi Rahman hadir di Universitas Negeri Padang.",
            ("Andi Rahman", "anggota_kpu", "definitive", "00"),
        ),
        # of a region where the article is about one
        (
            "Pemilih di Blora bertambah. Ketua KPU Andi Rahman mengaku lega.",
            ("Andi Rahman", "ketua_kpu", "definitive", "33.16"),
        ),
        # bodies of the whole country in the words of a post
        (
            "Di Blora, Ketua Bidang Kaderisasi DPP Golkar Andi Rahman hadir.",
            ("Andi Rahman", "other", "definitive", "00"),
        ),
        # where a candidacy is sought
        (
            "Bupati Blora menyambut Andi Rahman, calon bupati di Kebumen.",
            ("Andi Rahman", "bupati", "candidate", "33.05"),
        ),
        # the court of the article
        (
            "MK menolak gugatan Pilkada Blora. Hakim anggota Andi Rahman berbeda pendapat.",
            ("Andi Rahman", "hakim", "definitive", "00"),
        ),
        # the Polres of a kabupaten and that of its kota
        (
            "Kota Tegal aman. Kapolres Tegal AKBP Andi Rahman hadir.",
            ("Andi Rahman", "kapolres", "definitive", "33.28"),
        ),
    ],
)
def test_scenes_and_bodies(text: str, expected: Row) -> None:
    assert expected in rows(text)


def test_a_pair_of_which_many_places_are_told_stands_in_their_province() -> None:
    text = (
        "Di Blora, pasangan Andi Rahman-Budi Hartono meraih 500 suara. "
        "Di Kebumen, pasangan Andi Rahman-Budi Hartono meraih 900 suara."
    )
    check(
        text,
        ("Andi Rahman", "gubernur", "candidate", "33"),
        ("Budi Hartono", "wakil_gubernur", "candidate", "33"),
    )


def test_pairs_sworn_in_and_beaten() -> None:
    sworn_in = (
        "Dilantik hari ini Bupati dan Wakil Bupati pasangan Andi Rahman-Budi Hartono (Blora)."
    )
    assert ("Andi Rahman", "bupati", "definitive", "33.16") in rows(sworn_in)
    beaten = (
        "KPU Blora menetapkan pasangan terpilih, yang mengalahkan "
        "pasangan Andi Rahman-Budi Hartono pada Pilbup Blora."
    )
    assert ("Andi Rahman", "bupati", "candidate", "33.16") in rows(beaten)


def test_a_post_that_points_back_is_not_that_of_the_name_before_it() -> None:
    text = "Bupati Kebumen Andi Rahman kalah dari Budi Hartono, Ketua DPD Golkar itu juga kalah."
    assert not any(row[0] == "Budi Hartono" for row in rows(text))


def test_a_candidate_of_a_party() -> None:
    text = "Calon bupati dari Partai Golkar Andi Rahman mendaftar di Kebumen."
    check(text, ("Andi Rahman", "bupati", "candidate", "33.05"))


@pytest.mark.parametrize(
    "text",
    [
        "Bakal calon Bupati Kebumen Andi Rahman dan Wakil Bupati Budi Hartono mendaftar.",
        "Calon Bupati Kebumen, Andi Rahman, bersama Wakil Bupati Budi Hartono berkampanye.",
        "Calon nomor urut 1 Bupati Kebumen Andi Rahman dan calon Wakil Bupati Budi Hartono hadir.",
        "Di Kebumen paslon yang mendaftar hanya Andi Rahman dan Budi Hartono.",
        "Gugatan itu dari pasangan calon pemilihan Bupati Kebumen Andi Rahman-Budi Hartono.",
        "Di Kebumen Andi Rahman-Budi Hartono unggul. Pasangan Andi Rahman Budi Hartono menang.",
    ],
)
def test_both_of_a_ticket_are_candidates(text: str) -> None:
    check(text, *TICKET)


def test_a_deputy_in_office_is_no_candidate_for_being_named_behind_one() -> None:
    text = "Calon Bupati Kebumen Andi Rahman, Kapolres Kebumen Cici Amalia dan Wakil Bupati Budi Hartono hadir."
    assert ("Budi Hartono", "wakil_bupati", "definitive", "33.05") in rows(text)


def test_companions_of_a_chair_are_of_his_body() -> None:
    check(
        "Ketua KPU Kebumen Andi Rahman didampingi Anggota Budi Hartono, Cici, dan Dedi Kurnia serta "
        "Sekretaris Eko Wibowo membuka rapat.",
        KPU_CHAIR,
        ("Budi Hartono", "anggota_kpu", "definitive", "33.05"),
        ("Cici", "anggota_kpu", "definitive", "33.05"),
        ("Dedi Kurnia", "anggota_kpu", "definitive", "33.05"),
        ("Eko Wibowo", "sekretaris_kpu", "definitive", "33.05"),
    )


def test_a_list_that_the_next_sentence_goes_on_with() -> None:
    text = (
        "KPU Bali menerima lima bakal calon anggota DPD, yakni Andi Rahman, Budi Hartono dan Cici Amalia.\n\n"
        "Selanjutnya Dedi Kurnia, Eko Wibowo, dan Fajar Yani. Kemudian Gita Lestari pulang."
    )
    seeking = {row[0] for row in rows(text) if row[1:3] == ("anggota_dpd", "candidate")}
    assert seeking == {
        "Andi Rahman",
        "Budi Hartono",
        "Cici Amalia",
        "Dedi Kurnia",
        "Eko Wibowo",
        "Fajar Yani",
    }


@pytest.mark.parametrize(
    "told",
    [
        "Golkar meraih tiga kursi atas nama Andi Rahman, Budi dan Cici Amalia.",
        "Dapil I adalah Andi Rahman (PKB), Budi (Golkar), Cici Amalia (Partai NasDem).",
        "Mereka yang duduk:\n1. Andi Rahman (PKB) 2.134 suara\n2. Budi (PAN)\n3. Cici Amalia (PDIP)",
        "Golkar: Andi Rahman, Budi, Cici Amalia",
    ],
)
def test_who_takes_a_seat(told: str) -> None:
    text = f"KPU Kebumen menetapkan caleg terpilih DPRD Kebumen.\n{told}"
    elected = {row[0] for row in rows(text) if row[1:] == ("anggota_dprd", "elect", "33.05")}
    assert elected == {"Andi Rahman", "Budi", "Cici Amalia"}


def test_a_party_behind_a_name_makes_no_legislator_where_no_seats_are_told_of() -> None:
    assert rows("Andi Rahman (PKB) menyapa warga Kebumen.") == set()


@pytest.mark.parametrize(
    ("told", "role", "region"),
    [
        (
            "Untuk kursi DPD RI, Andi Rahman meraih 4.500 suara, disusul Budi 4.100 suara, dan Cici Amalia "
            "(mantan Bupati Kebumen) dengan 3.900 suara.",
            "anggota_dpd",
            "00",
        ),
        (
            "Untuk DPR RI, caleg PKB Andi Rahman meraih 4.500 suara, caleg Golkar Budi 4.100 suara, dan Cici "
            "Amalia mendapat 3.900 suara.",
            "anggota_dpr",
            "00",
        ),
    ],
)
def test_who_is_voted_for_in_the_election_of_a_parliament(
    told: str, role: str, region: str
) -> None:
    text = f"KPU Jawa Tengah menghitung suara caleg.\n{told}"
    voted = {row[0] for row in rows(text) if row[1:] == (role, "candidate", region)}
    assert voted == {"Andi Rahman", "Budi", "Cici Amalia"}
    assert {
        row[2] for row in rows(text.replace("menghitung suara caleg", "menetapkan caleg terpilih"))
    } >= {"elect"}


def test_votes_make_no_legislator_where_another_election_is_told() -> None:
    text = (
        "Selain caleg DPRD Kebumen, suara Pilkada Kebumen dihitung. Andi Rahman meraih 4.500 suara."
    )
    assert not {row for row in rows(text) if row[1] == "anggota_dprd"}


def test_pairs_with_places_of_their_own_in_an_article_that_speaks_of_governors_too() -> None:
    text = (
        "Untuk calon gubernur dan wakil gubernur Jawa Tengah tidak ada yang mendaftar, calon gubernur nihil.\n"
        "Ia menyebut, di Kabupaten Kebumen, pasangan Andi Rahman dan Budi Hartono diterima.\n"
        "Kabupaten Demak ramai dengan pasangan Cici Amalia dan Dedi Kurnia.\n"
        "Kota Semarang juga serupa, dengan pasangan Eko Wibowo dan Fajar Yani."
    )
    assert {row[1:] for row in rows(text)} == {
        ("bupati", "candidate", "33.05"),
        ("wakil_bupati", "candidate", "33.05"),
        ("bupati", "candidate", "33.21"),
        ("wakil_bupati", "candidate", "33.21"),
        ("wali_kota", "candidate", "33.74"),
        ("wakil_wali_kota", "candidate", "33.74"),
    }


def test_who_succeeds_and_whose_relative_does_not_hold_the_post() -> None:
    assert rows("Pengganti Andi Rahman sebagai Pjs Bupati Kebumen belum dikenal.") == set()
    text = "Budi Hartono, yang merupakan putra sulung Andi Rahman, menjadi calon bupati Kebumen."
    assert "Andi Rahman" not in {row[0] for row in rows(text)}


@pytest.mark.parametrize("told", ["sebagai calon petahana cuti.", "kembali maju."])
def test_a_mayor_who_seeks_the_post_again(told: str) -> None:
    check(
        f"Bupati Kebumen Andi Rahman {told} Pilkada Kebumen ramai.",
        ANDI_BUPATI,
        ("Andi Rahman", "bupati", "candidate", "33.05"),
    )


def test_who_has_held_another_post_and_stands_in_an_election() -> None:
    text = "Mantan Bupati Kebumen Andi Rahman akan maju di Pilgub Jawa Tengah."
    assert ("Andi Rahman", "gubernur", "candidate", "33") in rows(text)


def test_a_post_in_a_bracket_behind_another() -> None:
    text = "Yang dilantik:\n1. Andi Rahman – Pjs Bupati Kebumen (Kepala Dinas Sosial Jawa Tengah)\n"
    check(
        text,
        ("Andi Rahman", "bupati", "pjs", "33.05"),
        ("Andi Rahman", "kepala_dinas", "definitive", "33"),
    )


def test_the_rival_of_a_pair_named_in_short() -> None:
    text = (
        "Pilkada Jawa Tengah menempatkan Andi Rahman-Budi Hartono di atas. Ini kata kandidat Bupati Demak.\n"
        "Di Jawa Tengah, paslon Andi-Budi unggul. Mereka mengungguli paslon nomor urut 2, Cici Amalia-Dedi Kurnia."
    )
    assert {row[1:] for row in rows(text) if row[0] == "Cici Amalia"} == {
        ("gubernur", "candidate", "33")
    }


def test_pairs_of_one_sentence_with_provinces_behind_and_before_them() -> None:
    text = (
        "Yang mendaftar adalah pasangan calon gubernur Andi Rahman-Budi Hartono untuk Jawa Tengah, "
        "Cici Amalia-Dedi "
        "Kurnia di Bali. Sedangkan di Riau ada pasangan Eko Wibowo-Fajar Yani, pasangan Gita "
        "Lestari-Hadi Umar untuk "
        "Pilkada Jambi."
    )
    heads = {row[0]: row[3] for row in rows(text) if row[1] == "gubernur"}
    assert heads == {
        "Andi Rahman": "33",
        "Cici Amalia": "51",
        "Eko Wibowo": "14",
        "Gita Lestari": "15",
    }


def test_a_deputy_named_before_the_head() -> None:
    text = (
        "Andi Rahman ditetapkan sebagai Wakil Bupati terpilih Kebumen. Andi Rahman bersama "
        "pasangannya, Siti Aminah, "
        "meraih 51 persen suara."
    )
    check(
        text,
        ("Andi Rahman", "wakil_bupati", "elect", "33.05"),
        ("Siti Aminah", "bupati", "elect", "33.05"),
    )


def test_a_witness_of_a_pair_is_neither_of_the_two() -> None:
    text = (
        "Saksi dari pasangan calon nomor 1 Andi Rahman dan Budi Hartono di Pilbup Kebumen menolak."
    )
    check(text, *TICKET)


def test_a_nickname_in_a_bracket_behind_the_name() -> None:
    text = (
        "KPU Kebumen menetapkan pasangan calon bupati dan wakil bupati Bunda Siti-Mas Budi. Siti "
        "Aminah (Bunda Siti) "
        "dan Budi Hartono (Mas Budi) gembira."
    )
    assert {row[0] for row in rows(text)} == {"Siti Aminah", "Budi Hartono"}


@pytest.mark.parametrize(
    "link", ["beralih dari {} ke posisi {}", "dimutasi dari jabatan {} menjadi {}"]
)
def test_a_move_from_one_post_to_another(link: str) -> None:
    told = link.format("Kapolres Kaur", "Kapolres Seluma")
    check(
        f"AKBP Bayu Anggara {told}.",
        ("Bayu Anggara", "kapolres", "former", "17.04"),
        ("Bayu Anggara", "kapolres", "definitive", "17.05"),
    )


def test_posts_new_and_old_in_lines_below_a_name() -> None:
    check(
        "Daftar perwira:\n1. Irjen Bayu Anggara\nJabatan Baru: Kapolda Bengkulu\nJabatan Lama: Kapolda Jambi",
        ("Bayu Anggara", "kapolda", "definitive", "17"),
        ("Bayu Anggara", "kapolda", "former", "15"),
    )


def test_who_is_replaced_had_the_post_told_last() -> None:
    assert rows(
        "Irjen Bayu Anggara, yang sebelumnya menjabat sebagai Kapolda Riau, ditunjuk menjadi"
        " Kapolda Jambi menggantikan Irjen Umar Yusman."
    ) >= {("Umar Yusman", "kapolda", "former", "15")}
    assert ("Umar Yusman", "kapolda", "former", "14") not in rows(
        "Irjen Bayu Anggara, mantan Kapolda Riau, ditunjuk menjadi Kapolda Jambi menggantikan"
        " Irjen Umar Yusman."
    )


def test_a_month_of_fasting_may_end_a_name() -> None:
    check(
        "Selama Ramadhan, Ketua KPU Kebumen Rian Ramadhan berpuasa.",
        ("Rian Ramadhan", "ketua_kpu", "definitive", "33.05"),
    )


def test_chairs_until_a_council_elects_its_own() -> None:
    check(
        "DPRD Kebumen menetapkan Andi Rahman sebagai ketua sementara, sedangkan wakil ketua"
        " sementara adalah Budi Hartono.",
        ("Andi Rahman", "ketua_dprd", "definitive", "33.05"),
        ("Budi Hartono", "wakil_ketua_dprd", "definitive", "33.05"),
    )


def test_candidates_with_their_places_behind_them_in_items() -> None:
    text = (
        "Berikut daftar calon kepala daerah yang diusung partai itu di Pilkada 2024:\n"
        "Jawa Tengah\n"
        "* Andi Rahman & Budi Hartono: Kebumen\n"
        "* Cici Amalia: Kota Magelang\n"
        "* Dedi Kurnia (Kota Bima)\n"
    )
    assert rows(text) == {
        *TICKET,
        ("Cici Amalia", "wali_kota", "candidate", "33.71"),
        ("Dedi Kurnia", "wali_kota", "candidate", "52.72"),
    }


def test_who_succeeds_whom_in_a_post() -> None:
    check(
        "Budi Hartono akan menggantikan Irjen Pol.Andi Rahman sebagai Kapolda Jambi.",
        ("Budi Hartono", "kapolda", "definitive", "15"),
        ("Andi Rahman", "kapolda", "former", "15"),
    )


def test_posts_left_and_taken() -> None:
    check(
        "AKBP Bayu Anggara dipercaya sebagai Kapolres Kaur, meninggalkan jabatan lamanya sebagai Kapolres Seluma."
        " AKBP Umar Yusman mendapat promosi sebagai Wakapolres Kebumen.",
        ("Bayu Anggara", "kapolres", "definitive", "17.04"),
        ("Bayu Anggara", "kapolres", "former", "17.05"),
        ("Umar Yusman", "wakapolres", "definitive", "33.05"),
    )


def test_a_long_line_of_names_and_posts_is_no_headline() -> None:
    text = (
        "Pj Bupati Kebumen dijabat Sekda Kebumen Andi Rahman, Pj Bupati Demak dijabat Sekda Demak Budi Hartono, "
        "Pj Bupati Kendal dijabat Sekda Kendal Cici Amalia, Pj Bupati Batang dijabat Sekda Batang Dedi Kurnia,"
    )
    assert len(rows(text)) == 8


def test_a_name_cut_short_is_the_same_person() -> None:
    text = "Bupati Kebumen Zulkarnain Karim hadir. Zul Karim, Ketua DPD Golkar Kebumen, gembira."
    assert {row[0] for row in rows(text)} == {"Zulkarnain Karim"}


# --- posts told elsewhere than beside the name ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Saksi pertama adalah Andi Rahman. Ia merupakan anggota tim pemenangan paslon 2 di Kebumen.",
            ("Andi Rahman", "other", "definitive", "33.05"),
        ),
        (
            "Rapat itu dibuka Andi Rahman. Dia pernah menjabat Bupati Kebumen.",
            ("Andi Rahman", "bupati", "former", "33.05"),
        ),
    ],
)
def test_a_post_told_in_the_next_sentence(text: str, expected: Row) -> None:
    assert expected in rows_tagged(text, "Andi Rahman")


def test_the_next_sentence_tells_nothing_of_two() -> None:
    text = "Andi Rahman bertemu Budi Hartono. Ia merupakan Bupati Kebumen."
    assert rows_tagged(text, "Andi Rahman", "Budi Hartono") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Lima penjabat gubernur dilantik. Untuk Provinsi Jambi akan diisi oleh Andi Rahman.",
            ("Andi Rahman", "gubernur", "pj", "15"),
        ),
        (
            "Pj Bupati Kebumen pensiun. Jabatan itu akan diisi oleh Andi Rahman.",
            ("Andi Rahman", "bupati", "pj", "33.05"),
        ),
    ],
)
def test_a_post_that_is_filled(text: str, expected: Row) -> None:
    assert expected in rows(text)


def test_holders_in_a_list_of_places() -> None:
    found_rows = rows(
        "Berikut dua gubernur yang segera purnatugas.\n1. Jambi: Andi Rahman\n2. Riau: Budi Hartono\nItu saja."
    )
    assert found_rows == {
        ("Andi Rahman", "gubernur", "definitive", "15"),
        ("Budi Hartono", "gubernur", "definitive", "14"),
    }


def test_a_second_post_behind_the_name() -> None:
    assert ("Andi Rahman", "bupati", "former", "33.05") in rows(
        "Andi Rahman, politikus Golkar dan mantan Bupati Kebumen, hadir."
    )


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "Hadir komisioner Bawaslu Kebumen, yaitu Ketua Andi Rahman didampingi staf.",
            "ketua_bawaslu",
        ),
        ("Sidang dipimpin majelis hakim yang diketuai Andi Rahman di Kebumen.", "hakim"),
        ("Jaksa Penutut Umum (JPU), Andi Rahman, hadir di Kebumen.", "other"),
        ("Terdakwa di Kebumen didampingi tim kuasa hukum, Andi Rahman.", "other"),
        ("Kepala Kejari Kebumen, Andi Rahman, hadir.", "kajari"),
    ],
)
def test_courts_and_commissions(text: str, role: str) -> None:
    assert ("Andi Rahman", role, "definitive", "33.05") in rows(text)


@pytest.mark.parametrize(
    "text",
    [
        "Direktur Eksekutif Lingkar Data Andi Rahman menilai wajar.",
        "Direktur Eksekutif Lingkar Data Kita (LDK) Andi Rahman menilai wajar.",
        'Ketua "Sahabat Kota", Andi Rahman, menilai wajar.',
    ],
)
def test_a_person_behind_a_body_that_no_list_has(text: str) -> None:
    assert {row[0] for row in rows_tagged(text, "Andi Rahman")} == {"Andi Rahman"}


def test_a_secretary_general_is_of_the_whole_country() -> None:
    check(
        "Pilkada Kebumen ramai, kata Sekretaris Jenderal Partai Golkar, Andi Rahman.",
        ("Andi Rahman", "other", "definitive", "00"),
    )


def test_an_article_that_only_visits_jakarta_is_about_the_country() -> None:
    check(
        'Sidang digelar di Jakarta, Rabu. "Kami siap," ungkap kuasa hukum KPU, Andi Rahman.',
        ("Andi Rahman", "other", "definitive", "00"),
    )


# --- candidates ---


@pytest.mark.parametrize(
    "text",
    [
        "Golkar mengusung Andi Rahman di Pilbup Kebumen.",
        "Andi Rahman akan maju di Pilkada Kabupaten Kebumen.",
        "Pilbup ramai. Nama yang mendaftar di Kabupaten Kebumen yakni Andi Rahman, Candra Wijaya dan Eko Susilo.",
        "Di Pilbup Kebumen, Andi Rahman diprediksi akan diusung Golkar.",
    ],
)
def test_those_whom_a_party_puts_up(text: str) -> None:
    assert TICKET[0] in rows(text)


def test_a_running_mate_told_in_the_next_sentence() -> None:
    text = "Candra Wijaya melepas calon Bupati Kebumen Andi Rahman. Ia berpasangan dengan Budi Hartono."
    assert set(TICKET) <= rows_tagged(text, "Candra Wijaya", "Andi Rahman", "Budi Hartono")


def test_pairs_below_a_place() -> None:
    assert set(TICKET) <= rows(
        "Berikut nama calon kepala daerah.\n\nKabupaten Kebumen\n"
        "- Andi Rahman (bupati petahana) dan Budi Hartono\n- Eko Susilo dan Fajar Nugraha\n"
    )


def test_who_leads_a_pair_is_told_by_what_tells_it() -> None:
    assert set(TICKET) == rows(
        "Pilbup Kebumen diikuti pasangan Andi Rahman-Budi Hartono. Budi Hartono berpasangan dengan Andi Rahman."
    )


def test_a_rival_stands_where_the_pair_does() -> None:
    assert ("Eko Susilo", "bupati", "candidate", "33.05") in rows(
        "Pilgub Jateng usai. Di Kabupaten Kebumen, pasangan Andi Rahman-Budi Hartono unggul, "
        "disusul pasangan Eko Susilo-Fajar Nugraha."
    )


def test_candidates_declared_winners_are_elect() -> None:
    check(
        "KPU menetapkan pasangan calon bupati dan wakil bupati Kebumen Andi Rahman-Budi Hartono sebagai pemenang.",
        ("Andi Rahman", "bupati", "elect", "33.05"),
        ("Budi Hartono", "wakil_bupati", "elect", "33.05"),
    )


def test_a_witness_is_neither_of_the_pair() -> None:
    text = "Pilbup Kebumen usai. Saksi dari Andi-Budi, Candra Wijaya, menolak hasil itu."
    assert ("Candra Wijaya", "other", "definitive", "33.05") in rows(text)


def test_a_pair_in_a_headline_needs_the_tagger() -> None:
    headline = "KPU Kebumen Tetapkan Andi Rahman-Budi Hartono Peraih Suara Terbanyak"
    text = "Rekapitulasi Pilbup Kebumen selesai, kata panitia."
    assert rows(text, headline) == set()
    found_rows = {
        (row.person, row.role) for row in found(text, headline, ("Andi Rahman", "Budi Hartono"))
    }
    assert found_rows == {("Andi Rahman", "bupati"), ("Budi Hartono", "wakil_bupati")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # courts
        (
            'Sidang digelar di Pengadilan Tipikor Kota Semarang. "Cukup," tegas Hakim Andi Rahman di Kebumen.',
            ("Andi Rahman", "hakim", "definitive", "33.74"),
        ),
        (
            "Di Kebumen, saksi ditanya JPU KPK Andi Rahman.",
            ("Andi Rahman", "other", "definitive", "00"),
        ),
        (
            "Ajudan Bupati Kebumen, Andi Rahman, menjadi saksi.",
            ("Andi Rahman", "other", "definitive", "33.05"),
        ),
        # police
        (
            "Di Kebumen, Kapolda Metro Jaya Irjen Andi Rahman hadir.",
            ("Andi Rahman", "kapolda", "definitive", "31"),
        ),
        (
            "Di Kebumen, Kabid Humas Polda Metro Jaya Kombes Andi Rahman hadir.",
            ("Andi Rahman", "juru_bicara", "definitive", "31"),
        ),
        # successions
        (
            "Kapolres Kebumen kini AKBP Budi Hartono, sebelumnya Wakapolres Tegal. "
            "Ia menggantikan AKBP Andi Rahman.",
            ("Andi Rahman", "kapolres", "former", "33.05"),
        ),
        (
            "Budi Hartono adalah Bupati Kebumen. Posisi Budi Hartono akan digantikan oleh Andi Rahman.",
            ANDI_BUPATI,
        ),
        (
            "Andi Rahman sebelumnya menjabat Bupati Kebumen.",
            ("Andi Rahman", "bupati", "former", "33.05"),
        ),
        # seats of a parliament, with who sent them there
        (
            "Wakil Ketua DPRD Kebumen, yaitu Budi Hartono dari Fraksi Golkar, Candra Wijaya dari Fraksi PKB dan "
            "Andi Rahman dari Fraksi Hanura, hadir.",
            ("Andi Rahman", "wakil_ketua_dprd", "definitive", "33.05"),
        ),
        # teams of pairs
        (
            "Ketua Tim Kampanye Daerah (TKD) Jokowi-Ma'ruf Amin Jateng, Andi Rahman, hadir.",
            ("Andi Rahman", "other", "definitive", "33"),
        ),
        (
            "Ketua Badan Pemenangan Daerah Prabowo-Sandi Provinsi Bali Andi Rahman hadir.",
            ("Andi Rahman", "other", "definitive", "51"),
        ),
        # of parties
        (
            "Di Kebumen, Ketua Harian Gerindra Andi Rahman hadir.",
            ("Andi Rahman", "ketua_partai", "definitive", "00"),
        ),
    ],
)
def test_posts_of_courts_police_teams_and_parties(text: str, expected: Row) -> None:
    assert expected in rows(text)


def test_a_speaker_behind_a_body_that_is_named_after_a_person() -> None:
    text = "Ketua Relawan Sahabat Jokowi, Andi Rahman menjelaskan hal itu di Kebumen."
    people = rows_tagged(text, "Sahabat Jokowi", "Andi Rahman")
    assert people == {("Andi Rahman", "other", "definitive", "33.05")}


@pytest.mark.parametrize(
    "text",
    [
        "KEBUMEN, Harian Kita - Jaksa Penuntut Umum menuntut ringan.",
        "Kepala Badan Nasional Penanggulangan Terorisme tiba di Kebumen.",
        "Jaksa menghadirkan tiga saksi dari Kepala Desa di Kebumen.",
    ],
)
def test_no_person_in_outlets_and_bodies(text: str) -> None:
    assert rows(text) == set()


def test_a_headline_that_quotes_names_no_holder() -> None:
    headline = "Pengamat: Andi Rahman Belum Jadi Lawan Sebanding"
    assert not rows("Andi Rahman dinilai belum siap, kata seorang pengamat.", headline)


def test_what_somebody_says_of_another_is_no_post_of_the_speaker() -> None:
    text = "Penanggung jawab, kata Budi Hartono adalah Bupati Kebumen."
    assert ("Budi Hartono", "bupati", "definitive", "33.05") not in rows(text)


def test_who_is_put_up_to_run_as_a_candidate() -> None:
    assert TICKET[0] in rows(
        "Hanura mendukung kadernya, Andi Rahman untuk maju sebagai bakal calon bupati Kebumen."
    )


def test_the_region_that_ends_the_name_of_a_body() -> None:
    text = "Di Kebumen hujan. Ketua Laskar Pemuda Riau, Andi Rahman mengatakan hal itu."
    assert rows_tagged(text, "Andi Rahman") == {("Andi Rahman", "other", "definitive", "14")}


def test_other_words_before_a_name_are_no_part_of_it() -> None:
    text = (
        "Partai Berikan Dukungan Resmi Andi Rahman di Kebumen. "
        "Ia mengusung pasangan calon bupati dan wakil bupati Kebumen Andi Rahman-Budi Hartono."
    )
    assert set(TICKET) == rows_tagged(text, "Andi Rahman", "Budi Hartono")


def test_as_many_candidates_as_are_counted() -> None:
    text = (
        "Tiga nama calon Bupati Kebumen, Budi Hartono, Andi Rahman dan Eko Susilo punya modal kuat."
    )
    assert TICKET[0] in rows(text)


@pytest.mark.parametrize(
    "text",
    [
        "Andi Rahman (Wakil Rektor 1 Universitas Jambi) hadir.",
        "Rektor Universitas Al-Qolam, Andi Rahman; hadir.",
        "Andi Rahman, MT, Direktur Politeknik Negeri Madura, hadir.",
        "Dosen Ilmu Sosiologi Andi Rahman, MSos, Dosen Hukum Agraria, Dr Budi Hartono.",
    ],
)
def test_those_of_universities(text: str) -> None:
    assert ("Andi Rahman", "other", "definitive", "00") in rows(text)
    assert {row[0] for row in rows(text)} <= {"Andi Rahman", "Budi Hartono"}


def test_the_full_name_of_a_party_is_no_person() -> None:
    text = "Andi Rahman, calon bupati Kebumen dari Partai Keadilan Sejahtera, hadir."
    check(text, TICKET[0])


def test_a_word_before_a_candidacy_in_a_headline_is_no_person() -> None:
    assert rows("Acara itu ramai.", "Debat Perdana Calon Bupati Kebumen Digelar") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Budi Hartono, mantan Kepala Dinas Sosial Kebumen, dirotasi menjadi Kepala Dinas Kesehatan Kebumen.",
            ("Budi Hartono", "kepala_dinas", "definitive", "33.05"),
        ),
        (
            "Budi Hartono sebelumnya menjabat Kepala Dinas Sosial Kebumen.",
            ("Budi Hartono", "kepala_dinas", "former", "33.05"),
        ),
        (
            "Budi Hartono, SH. dilantik sebagai Kepala DPPKBP2PA Kebumen.",
            ("Budi Hartono", "kepala_dinas", "definitive", "33.05"),
        ),
        (
            "Budi Hartono dilantik dalam jabatan baru sebagai Wakil Kepala Badan Pajak Kebumen.",
            ("Budi Hartono", "other", "definitive", "33.05"),
        ),
        (
            "Budi Hartono akan menempati posisi baru sebagai Kepala Dinas Sosial Kebumen.",
            ("Budi Hartono", "kepala_dinas", "definitive", "33.05"),
        ),
    ],
)
def test_who_moves_from_office_to_office(text: str, expected: Row) -> None:
    assert rows(text) == {expected}


def test_a_post_right_behind_a_full_name_that_the_tagger_found() -> None:
    text = "Pejabat Kebumen berganti. Andi Rahman Kepala Satpol PP."
    assert rows_tagged(text, "Andi Rahman") == {
        ("Andi Rahman", "kepala_dinas", "definitive", "33.05")
    }


def test_a_name_behind_dan_is_anothers() -> None:
    text = "Calon bupati di Kabupaten Kebumen dan Andi Rahman hadir."
    assert rows_tagged(text, "Andi Rahman") == set()


def test_a_section_of_a_list_is_of_the_election_that_heads_it() -> None:
    text = (
        "KPU Kebumen menuntaskan rekapitulasi pemilihan gubernur serta bupati dan wakil bupati.\n"
        "1. Pemilihan Gubernur dan Wakil Gubernur Jawa Tengah\nPerolehan suara:\n"
        "No. 1 Andi Rahman - Budi Hartono: 27.042 suara\n"
        "2. Pemilihan Bupati dan Wakil Bupati Kebumen\nPerolehan suara:\n"
        "No. 1 Cici Amalia - Dedi Kurnia: 27.487 suara"
    )
    check(
        text,
        ("Andi Rahman", "gubernur", "candidate", "33"),
        ("Budi Hartono", "wakil_gubernur", "candidate", "33"),
        ("Cici Amalia", "bupati", "candidate", "33.05"),
        ("Dedi Kurnia", "wakil_bupati", "candidate", "33.05"),
    )


def test_who_contests_a_result_is_not_elected() -> None:
    text = (
        "Pasangan Cici Amalia-Dedi Kurnia ditetapkan sebagai bupati dan wakil bupati terpilih Kebumen setelah MK "
        "menolak sengketa yang diajukan pasangan Andi Rahman-Budi Hartono."
    )
    assert {row[:3] for row in rows(text) if row[2] == "candidate"} == {row[:3] for row in TICKET}


@pytest.mark.parametrize(
    "text",
    [
        "Di Pilkada Kebumen pasangan nomor urut satu adalah Andi Rahman 'Ara'-Budi Hartono (ABH).",
        "Calon Bupati Kebumen Andi Rahman berpasangan dengan mantan Camat Sruweng Budi Hartono.",
    ],
)
def test_a_nickname_or_a_post_between_the_two_of_a_ticket(text: str) -> None:
    assert set(TICKET) <= rows(text)


def test_pairs_in_one_breath_stand_in_one_election() -> None:
    text = (
        "Dalam pemilihan Gubernur Jawa Tengah pasangan Andi Rahman-Budi Hartono unggul di Kebumen.\n"
        "Dalam pemilihan Bupati Kebumen pasangan Eko Wibowo-Fajar Yani unggul.\n"
        "Menurut KPU Kebumen, paslon nomor urut 1 Cici Amalia-Dedi Kurnia meraih 58.657 suara, sementara "
        "paslon Andi Rahman-Budi Hartono memperoleh 346.065 suara."
    )
    assert ("Cici Amalia", "gubernur", "candidate", "33") in rows(text)


def test_pairs_sworn_in_by_a_governor_are_in_office() -> None:
    text = (
        "Gubernur melantik Andi Rahman-Budi Hartono sebagai Bupati-Wakil Bupati Kebumen. "
        "Pasangan terpilih itu gembira."
    )
    assert {row[2] for row in rows(text)} == {"definitive"}


def test_a_place_before_each_pair_of_a_sentence_is_the_pairs_own() -> None:
    text = (
        "PDIP mengumumkan empat bakal pasangan calon. Adalah Cici Amalia-Dedi Kurnia di Kabupaten Demak, "
        "Kabupaten Kebumen untuk Andi Rahman-Budi Hartono, dan Kendal untuk Eko Wibowo-Fajar Yani."
    )
    assert set(TICKET) <= rows(text)


def test_a_pair_by_nicknames_is_the_one_named_in_full() -> None:
    text = (
        "Pilkada Kebumen diikuti pasangan Andi Rahman-Budi Hartono dan pasangan Cici Amalia-Dedi Kurnia.\n"
        "Pasangan Aril-Hartono unggul atas Cicik-Dedi."
    )
    assert {row[0] for row in rows(text)} == {
        "Andi Rahman",
        "Budi Hartono",
        "Cici Amalia",
        "Dedi Kurnia",
    }


def test_pairs_right_behind_the_places_of_a_list() -> None:
    text = (
        "Pelantikan kepala daerah terpilih di Jawa Tengah yakni Kabupaten Kebumen Andi Rahman-Budi Hartono, "
        "Kabupaten Demak Cici Amalia-Dedi Kurnia, dan Kabupaten Kendal Eko Wibowo-Fajar Yani, digelar terpisah."
    )
    assert rows(text) == {
        ("Andi Rahman", "bupati", "elect", "33.05"),
        ("Budi Hartono", "wakil_bupati", "elect", "33.05"),
        ("Cici Amalia", "bupati", "elect", "33.21"),
        ("Dedi Kurnia", "wakil_bupati", "elect", "33.21"),
        ("Eko Wibowo", "bupati", "elect", "33.24"),
        ("Fajar Yani", "wakil_bupati", "elect", "33.24"),
    }


@pytest.mark.parametrize(
    "told",
    [
        "Andi Rahman dan Budi Hartono 14.870 suara.",
        "Kemudian H Andi Rahman dan Budi Hartono mendaftar ke KPU Kebumen.",
        "Andi Rahman jika berpasangan dengan Budi Hartono 2 persen.",
    ],
)
def test_two_full_names_that_votes_or_registering_make_a_pair(told: str) -> None:
    assert rows(f"Pilkada Kebumen ramai. {told}") == {
        ("Andi Rahman", "bupati", "candidate", "33.05"),
        ("Budi Hartono", "wakil_bupati", "candidate", "33.05"),
    }


def test_the_candidates_of_a_survey_in_their_places() -> None:
    text = (
        "Dalam survei calon bupati Kebumen, Andi Rahman menempati urutan pertama dengan elektabilitas 34,4 "
        "persen. Budi Hartono berada di urutan kedua 23,4 persen, disusul urutan ketiga Cici Amalia 10,4 persen. "
        "Bakal calon lainnya seperti Dedi Kurnia, Eko Wibowo dan Fajar Yani di bawah satu persen."
    )
    assert {row[0] for row in rows(text) if row[1:] == ("bupati", "candidate", "33.05")} == {
        "Andi Rahman",
        "Budi Hartono",
        "Cici Amalia",
        "Dedi Kurnia",
        "Eko Wibowo",
        "Fajar Yani",
    }


def test_an_honorary_doctor() -> None:
    assert ("Andi Rahman", "gubernur", "pj", "33") in rows(
        "Pj Gubernur Jawa Tengah Dr. (H.C.) Andi Rahman hadir."
    )


@pytest.mark.parametrize("mark", ["- ", "1. ", "– "])
def test_the_pairs_of_items(mark: str) -> None:
    text = (
        "Perolehan suara pasangan calon bupati Kebumen:\n"
        f"{mark}Andi Rahman dan Budi Hartono (nomor urut 1): 4.771 suara\n"
        "Diusung oleh Partai Golkar\n"
        f"{mark}Dr. Cici Amalia, Drs. dan Dr., Ir. Dedi Kurnia, M.T.\n"
    )
    assert rows(text) == {
        ("Andi Rahman", "bupati", "candidate", "33.05"),
        ("Budi Hartono", "wakil_bupati", "candidate", "33.05"),
        ("Cici Amalia", "bupati", "candidate", "33.05"),
        ("Dedi Kurnia", "wakil_bupati", "candidate", "33.05"),
    }


def test_items_of_two_names_are_no_pairs_where_none_are_told_of() -> None:
    text = "Pilkada Kebumen ramai. Saksi yang hadir:\n1. Andi Rahman dan Budi Hartono\n2. Cici dan Dedi\n"
    assert rows(text) == set()


def test_a_pair_stands_where_the_one_shortly_before_it_does() -> None:
    text = (
        "Pilkada Kabupaten Kebumen, Kebumen bagian timur: pasangan Andi Rahman-Budi Hartono unggul.\n"
        "Lalu pasangan Cici Amalia-Dedi Kurnia di Kabupaten Demak. Mereka meraih 277 suara dari DPT Demak.\n"
        "Mereka kalah dari pasangan nomor urut 1 Eko Wibowo-Fajar Yani."
    )
    assert ("Eko Wibowo", "bupati", "candidate", "33.21") in rows(text)


def test_who_runs_again_runs_where_the_post_is_held() -> None:
    text = (
        "PDIP Jawa Timur mengumumkan calon. Seperti pasangan Andi Rahman-Budi Hartono, yang merupakan petahana "
        "gubernur dan wakil gubernur Jawa Tengah di Pilkada 2020."
    )
    assert {
        ("Andi Rahman", "gubernur", "candidate", "33"),
        ("Budi Hartono", "wakil_gubernur", "candidate", "33"),
    } <= rows(text)


@pytest.mark.parametrize(
    "told",
    [
        "mencalonkan diri bersama Budi Hartono.",
        "mendaftarkan diri melalui jalur perseorangan dengan Budi Hartono.",
        "mengambil Budi Hartono sebagai pasangannya.",
        "kembali berpasangan dengan wakilnya Budi Hartono.",
    ],
)
def test_a_bupati_who_runs_with_somebody_is_a_candidate(told: str) -> None:
    check(
        f"Bupati Kebumen Andi Rahman {told}",
        ("Andi Rahman", "bupati", "definitive", "33.05"),
        *TICKET,
    )


def test_who_wins_is_open_where_it_is_asked() -> None:
    text = (
        "Siapa yang akan menjadi Bupati dan Wakil Bupati Kebumen, pasangan Andi Rahman-Budi Hartono atau "
        "pasangan Cici Amalia-Dedi Kurnia?"
    )
    assert {row[2] for row in rows(text)} == {"candidate"}


def test_a_pair_stands_where_it_has_registered_for() -> None:
    text = (
        "Medan (ANTARA) - Sepuluh petahana ikut pilkada di Jawa Tengah, di antaranya pasangan Andi Rahman dan "
        "Budi Hartono yang mendaftar untuk Pilkada Kabupaten Kebumen."
    )
    assert set(TICKET) <= rows(text)


def test_a_hotel_is_no_pair() -> None:
    text = "Pasangan calon Bupati Kebumen diundi di Hotel Surya Jasa-Panjer, Kamis."
    assert rows(text) == set()


def test_a_post_in_a_bracket_behind_one_of_a_pair() -> None:
    text = "Pilkada Kebumen diikuti pasangan Andi Rahman (petahana Ketua DPRD Kebumen) dan Budi Hartono."
    check(text, ("Andi Rahman", "ketua_dprd", "definitive", "33.05"), *TICKET)


def test_items_below_a_heading_that_names_their_election() -> None:
    text = (
        "Berikut penghitungan suara calon Gubernur dan Wakil Gubernur Jawa Tengah di Kabupaten Kebumen yang "
        "dipaparkan KPU:\n1. Cici Amalia dan Dedi Kurnia: 35.204 suara\n"
        "2. Eko Wibowo dan Fajar Yani: 11.380 suara\n"
        "Berikut penghitungan suara calon Bupati dan Wakil Bupati Kebumen:\n\n"
        "1. Andi Rahman dan Budi Hartono: 37.770 suara (33 %)\n"
    )
    check(
        text,
        *TICKET,
        ("Cici Amalia", "gubernur", "candidate", "33"),
        ("Dedi Kurnia", "wakil_gubernur", "candidate", "33"),
        ("Eko Wibowo", "gubernur", "candidate", "33"),
        ("Fajar Yani", "wakil_gubernur", "candidate", "33"),
    )


def test_the_name_of_a_party_is_no_person() -> None:
    text = (
        "Masnah Amin dari Partai Golongan Karya (Golkar) maju di Pilkada Kebumen. "
        "Partai Hati Nurani Rakyat (Hanura) punya 21 calon anggota DPRD Kebumen."
    )
    assert not {"Golongan Karya", "Hati Nurani Rakyat"} & {row[0] for row in rows(text)}


def test_a_pair_stands_where_the_next_sentence_says_of_its_rival() -> None:
    text = (
        "Tiga petahana kalah di Pilkada serentak Jawa Tengah. Di antaranya pasangan Andi Rahman-Budi Hartono. "
        "Mereka kalah dari penantangnya Cici Amalia-Dedi Kurnia di Pilkada Kebumen."
    )
    assert set(TICKET) <= rows(text)


@pytest.mark.parametrize(
    "told",
    [
        "Hasil undian paslon di Kabupaten Kebumen, Andi Rahman dan Budi Hartono nomor urut 1.",
        "Dua pasangan ikut Pilkada Kebumen.\n\nAndi Rahman - Budi Hartono (Paslon Nomor Urut 2)",
    ],
)
def test_a_number_behind_two_names_makes_a_pair(told: str) -> None:
    check(told, *TICKET)


def test_pairs_in_a_row() -> None:
    text = (
        "Empat pasangan ikut Pilkada Kebumen. Andi Rahman berpasangan dengan Budi Hartono, Cici Amalia dengan "
        "Dedi Kurnia dan Eko Wibowo bersama Fajar Yani."
    )
    check(
        text,
        *TICKET,
        ("Cici Amalia", "bupati", "candidate", "33.05"),
        ("Dedi Kurnia", "wakil_bupati", "candidate", "33.05"),
        ("Eko Wibowo", "bupati", "candidate", "33.05"),
        ("Fajar Yani", "wakil_bupati", "candidate", "33.05"),
    )


def test_short_pairs_in_a_row() -> None:
    text = "Pilkada 2024 di Jawa Tengah ramai. Di Kebumen, ada Nanang-Antoni dan Egi-Syaiful."
    assert {row[0] for row in rows(text)} == {"Nanang", "Antoni", "Egi", "Syaiful"}


def test_a_pair_stands_where_the_sentence_before_names_a_pilkada() -> None:
    text = (
        "Cici Amalia (Wali Kota Solok) aman.\n\nKejutan terjadi pada Pilkada Bukittinggi. "
        "Petahana disalip pendatang baru Andi Rahman-Budi Hartono."
    )
    assert ("Andi Rahman", "wali_kota", "candidate", "13.75") in rows(text)


def test_districts_of_a_vote_are_no_pair() -> None:
    text = (
        "Calon anggota DPRD Kebumen gugur di dapil III Surya-Tolinggu dan dapil II Atinggo-Gentumo."
    )
    assert rows(text) == set()


def test_a_former_post_right_behind_a_name() -> None:
    check("Andi Rahman mantan Bupati Kebumen hadir.", ("Andi Rahman", "bupati", "former", "33.05"))


def test_a_list_behind_a_clause_is_no_apposition() -> None:
    text = "Anggota KPU Kebumen yang dilantik yakni Andi, Budi Hartono dan Cici Amalia."
    assert {row[0] for row in rows(text)} == {"Andi", "Budi Hartono", "Cici Amalia"}


@pytest.mark.parametrize(
    ("place", "name"), [("Kebumen", "Asner Amin"), ("Lombok Timur", "Lalu Asner Amin")]
)
def test_lalu_opens_a_sentence_but_on_lombok(place: str, name: str) -> None:
    text = f"KPU menetapkan dua pasangan. Lalu Asner Amin-Budi Hartono ikut Pilkada {place}."
    assert {row[0] for row in rows(text)} == {name, "Budi Hartono"}


def test_posts_in_brackets_behind_both_of_a_pair() -> None:
    text = (
        "Enam pasangan ikut Pilgub Jawa Tengah. Kemudian Andi Rahman (Bupati Kebumen)-Budi Hartono "
        "(mantan Bupati Demak) yang diusung PKB."
    )
    check(
        text,
        ("Andi Rahman", "bupati", "definitive", "33.05"),
        ("Andi Rahman", "gubernur", "candidate", "33"),
        ("Budi Hartono", "bupati", "former", "33.21"),
        ("Budi Hartono", "wakil_gubernur", "candidate", "33"),
    )


def test_a_pair_named_the_other_way_round_in_short() -> None:
    text = (
        "Dua pasangan perseorangan di Kabupaten Kebumen ini adalah Andi Rahman dan Budi Hartono, serta "
        "Cici Amalia dan Dedi Kurnia. Syarat diserahkan pasangan Dedi dan Cici."
    )
    check(
        text,
        *TICKET,
        ("Cici Amalia", "bupati", "candidate", "33.05"),
        ("Dedi Kurnia", "wakil_bupati", "candidate", "33.05"),
    )


def test_a_running_number_tells_a_pair_from_one_with_the_same_name() -> None:
    text = (
        "Pilkada Kebumen: pasangan nomor urut 1 Andi Rahman-Budi Hartono dan pasangan nomor urut 2 Cici-Hartono. "
        "Pasangan Rahmanto-Hartono unggul."
    )
    assert {row[0] for row in rows(text)} == {"Andi Rahman", "Budi Hartono", "Cici", "Hartono"}


def test_a_pair_that_wins_in_a_place_of_the_province_where_it_stands() -> None:
    text = (
        "Andi Rahman-Budi Hartono memenangkan Pilkada Jawa Tengah.\n"
        "Pasangan Cici Amalia-Dedi Kurnia hanya unggul di Kabupaten Demak."
    )
    assert rows(text) == {
        ("Andi Rahman", "gubernur", "candidate", "33"),
        ("Budi Hartono", "wakil_gubernur", "candidate", "33"),
        ("Cici Amalia", "gubernur", "candidate", "33"),
        ("Dedi Kurnia", "wakil_gubernur", "candidate", "33"),
    }


def test_an_honorific_with_an_initial_and_degrees_with_a_space() -> None:
    text = "Pj Bupati Kebumen HM. Andi Rahman S. STP, M. Si hadir. Kadis Sosial Kebumen Budi S. Hartono menanti."
    assert {row[0] for row in rows(text)} == {"M. Andi Rahman", "Budi S. Hartono"}


def test_a_name_in_a_list_that_begins_like_the_word_for_and() -> None:
    text = "Ketua dan Anggota KPU Kebumen, yakni Andi Rahman, Daniel Hartono, Danu Amalia dan Cici, hadir."
    assert rows(text) == {
        ("Andi Rahman", "ketua_kpu", "definitive", "33.05"),
        ("Daniel Hartono", "anggota_kpu", "definitive", "33.05"),
        ("Danu Amalia", "anggota_kpu", "definitive", "33.05"),
        ("Cici", "anggota_kpu", "definitive", "33.05"),
    }


def test_the_chair_of_a_list_that_a_bracket_tells() -> None:
    text = "Teradu yaitu Ketua dan Anggota Bawaslu Demak, yaitu: Andi Rahman, Budi Hartono (Ketua) dan Cici."
    assert ("Andi Rahman", "anggota_bawaslu", "definitive", "33.21") in rows(text)
    assert ("Budi Hartono", "ketua_bawaslu", "definitive", "33.21") in rows(text)


@pytest.mark.parametrize(
    "listed",
    [
        "Adapun tiga nama yang dinyatakan lolos yakni Andi Rahman, Budi, dan Cici Amalia.",
        "Calon anggota KPU Kebumen yang lulus adalah sebagai berikut:\nAndi Rahman\nBudi\nCici Amalia\nSelesai.",
        "Calon anggota KPU Kebumen yang lulus yakni:\n1. Nomor peserta 003 Andi Rahman.\n"
        "2. Nomor peserta 019 Budi.\n3. Nomor peserta 020 Cici Amalia.",
    ],
)
def test_applicants_for_a_commission(listed: str) -> None:
    text = (
        "Ketua Timsel calon anggota KPU Kebumen, Dedi Kurnia, mengumumkan hasil.\n"
        f"Calon anggota KPU diuji. {listed}"
    )
    assert rows(text) == {
        ("Dedi Kurnia", "other", "definitive", "33.05"),
        ("Andi Rahman", "anggota_kpu", "candidate", "33.05"),
        ("Budi", "anggota_kpu", "candidate", "33.05"),
        ("Cici Amalia", "anggota_kpu", "candidate", "33.05"),
    }


@pytest.mark.parametrize(
    "listed",
    [
        "adalah: 1. Andi Rahman dan Budi Hartono (Jawa Tengah); dan 2. Cici Amalia dan Dedi Kurnia (Bali).",
        "adalah sebagai berikut:\n1. Andi Rahman, S. TP., M.Ling. dan Budi Hartono, M. Hum. (Jawa Tengah)\n"
        "2. Drs. Cici Amalia dan Dedi Kurnia, S.H. ( Bali)",
    ],
)
def test_pairs_sworn_in_with_their_places_in_brackets(listed: str) -> None:
    text = (
        "Presiden melantik gubernur.\n"
        f"Dua pasang gubernur dan wakil gubernur terpilih yang dilantik itu {listed}"
    )
    assert rows(text) == {
        ("Andi Rahman", "gubernur", "definitive", "33"),
        ("Budi Hartono", "wakil_gubernur", "definitive", "33"),
        ("Cici Amalia", "gubernur", "definitive", "51"),
        ("Dedi Kurnia", "wakil_gubernur", "definitive", "51"),
    }


def test_two_deputies_of_the_chair_named_before() -> None:
    text = (
        "Andi Rahman ditetapkan sebagai Ketua DPRD Kebumen. Sedangkan Budi Hartono dan Cici Amalia menempati "
        "posisi sebagai Wakil Ketua."
    )
    assert rows(text) == {
        ("Andi Rahman", "ketua_dprd", "definitive", "33.05"),
        ("Budi Hartono", "wakil_ketua_dprd", "definitive", "33.05"),
        ("Cici Amalia", "wakil_ketua_dprd", "definitive", "33.05"),
    }


def test_legislators_who_have_been_sworn_in() -> None:
    text = (
        "Anggota DPRD Kebumen resmi dilantik.\n"
        "Anggota DPRD yang terpilih pada pemilu yakni Andi Rahman, Budi Hartono (PKB) dan Cici Amalia (Golkar)."
    )
    assert {row[1:] for row in rows(text)} == {("anggota_dprd", "definitive", "33.05")}
    assert {row[0] for row in rows(text)} == {"Andi Rahman", "Budi Hartono", "Cici Amalia"}


def test_one_post_of_a_pair_told_behind_it() -> None:
    text = "KPU menetapkan pasangan Andi Rahman dan Budi Hartono sebagai Bupati Kebumen terpilih."
    check(
        text,
        ("Andi Rahman", "bupati", "elect", "33.05"),
        ("Budi Hartono", "wakil_bupati", "elect", "33.05"),
    )


def test_members_beside_their_chair() -> None:
    text = (
        "Rapat dipimpin Ketua KPU Kebumen Andi Rahman dengan anggota Budi Hartono dan Cici Amalia."
    )
    check(
        text,
        ("Andi Rahman", "ketua_kpu", "definitive", "33.05"),
        ("Budi Hartono", "anggota_kpu", "definitive", "33.05"),
        ("Cici Amalia", "anggota_kpu", "definitive", "33.05"),
    )


def test_members_behind_termasuk() -> None:
    text = "Rapat dihadiri seluruh anggota KPU Kebumen, termasuk Andi Rahman, Budi Hartono, Cici Amalia."
    assert {row[0] for row in rows(text)} == {"Andi Rahman", "Budi Hartono", "Cici Amalia"}


def test_a_pair_behind_small_words_and_a_comma_is_no_dateline() -> None:
    text = "Satu bapaslon mendaftar di Pilkada Kebumen.\nBapaslon itu, Andi Rahman - Budi Hartono diusung PKB."
    check(text, *TICKET)


def test_a_headline_on_the_president_makes_no_pair_presidential() -> None:
    text = (
        "KEBUMEN - Pilkada Kebumen diikuti empat pasangan calon.\n"
        "Harapan Warga Jelang Penetapan Presiden-Wakil Presiden Terpilih\n"
        "Pasangan Andi Rahman-Budi Hartono maju lewat jalur perseorangan."
    )
    check(text, *TICKET)


def test_who_runs_for_president_again_with_somebody_else_is_one_person() -> None:
    text = (
        "Pasangan Prabowo Subianto-Sandiaga Uno unggul dalam Pilpres 2019. "
        "Pada Pilpres 2014 Prabowo yang kala itu berpasangan dengan Hatta Rajasa kalah."
    )
    assert {row[0] for row in rows(text)} == {"Prabowo Subianto", "Sandiaga Uno", "Hatta Rajasa"}


@pytest.mark.parametrize(
    "text",
    [
        "Paslon Pilkada Kebumen (Wartadaily/Arifin) hadir.",
        "Survei pasangan calon Bupati Kebumen pada Juli-Agustus selesai.",
    ],
)
def test_credits_and_months_are_no_pair(text: str) -> None:
    assert rows(text) == set()


def test_the_place_of_a_pair_in_the_next_sentence() -> None:
    text = (
        "KPU menetapkan 26 pasangan calon di Jawa Tengah, minus pasangan Andi Rahman-Budi Hartono. "
        "Pasangan petahana di Kebumen ini tidak memenuhi syarat."
    )
    check(text, *TICKET)


def test_hi_stands_inside_a_name() -> None:
    check(
        "Ketua KPU Kebumen Darmin Hi. Hasim hadir.",
        ("Darmin Hi. Hasim", "ketua_kpu", "definitive", "33.05"),
    )


def test_a_pair_that_has_won_is_elect() -> None:
    text = "KPU menetapkan Andi Rahman-Budi Hartono sebagai pasangan calon yang memenangkan Pilkada Kebumen."
    assert {row[2] for row in rows(text)} == {"elect"}


@pytest.mark.parametrize("together", ["didampingi", "bersama", "dan"])
def test_a_head_in_office_with_votes_runs_with_whom_he_is_told_of(together: str) -> None:
    check(
        f"Bupati Kebumen Andi Rahman {together} Budi Hartono mengungguli dua penantangnya.",
        ("Andi Rahman", "bupati", "definitive", "33.05"),
        *TICKET,
    )


def test_a_list_below_sebagai_berikut() -> None:
    text = (
        "Calon anggota DPRD Kebumen yang lolos sebagai berikut.\n"
        "- Andi Rahman dengan jumlah dukungan 1.942 KTP\n- Budi Hartono jumlah dukungan 1.065 KTP\n"
    )
    assert {row[0] for row in rows(text)} == {"Andi Rahman", "Budi Hartono"}


def test_a_full_pair_behind_atau() -> None:
    text = "Di Pilkada Kebumen, pasangan nomor satu atau Andi Rahman-Budi Hartono meraih 71 persen."
    check(text, *TICKET)


def test_pairs_of_a_province_go_on_past_a_kabupaten_where_votes_are_counted() -> None:
    text = (
        "KPU Kebumen mengumumkan hasil Pilkada Kebumen.\n"
        "Pada Pilgub Jawa Tengah, pasangan Cici Amalia-Dedi Kurnia meraih 57 persen.\n"
        "Pasangan ini unggul di 27 kecamatan di Kebumen, meninggalkan pesaingnya:\n"
        "- Nomor urut 3 (Andi Rahman-Budi Hartono): 151.510 suara.\n"
    )
    assert ("Andi Rahman", "gubernur", "candidate", "33") in rows(text)


def test_a_list_of_places_without_marks() -> None:
    text = (
        "Berikut paslon bupati dan wali kota se-Jawa Tengah yang ditetapkan KPU kabupaten dan kota:\n"
        "Kota Magelang: Cici Amalia-Dedi Kurnia dan Eko Wibowo-Fajar Yani serta Gita Lestari-Hadi Pranoto;\n"
        "Kebumen: Andi Rahman-Budi Hartono\n"
    )
    assert set(TICKET) <= rows(text)
    assert ("Gita Lestari", "wali_kota", "candidate", "33.71") in rows(text)


def test_who_runs_together_behind_the_post_of_a_candidate() -> None:
    check("Andi Rahman maju sebagai calon bupati Kebumen bersama Budi Hartono.", *TICKET)
    check("Andi Rahman maju sebagai calon bupati Kebumen dan Budi Hartono menonton.", TICKET[0])


def test_who_loses_a_seat_is_a_candidate() -> None:
    assert rows(
        "Hasil pemilu anggota DPRD Kebumen terpilih diumumkan. Yang gagal yaitu Andi Rahman (PKB)."
        " Sementara Budi Hartono (PKS) melenggang ke DPRD Jawa Tengah."
    ) == {
        ("Andi Rahman", "anggota_dprd", "candidate", "33.05"),
        ("Budi Hartono", "anggota_dprd", "elect", "33"),
    }
