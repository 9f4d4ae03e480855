"""Public posts: their words, their status, how far they reach and where they are held."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.officials.posts.finding import find_posts
from pipeline.officials.posts.post import Post
from pipeline.regions import stage as regions
from pipeline.segment import segment
from pipeline.types import Article, Document


def posts(text: str) -> list[Post]:
    document = Document(Article("invented", text))
    segment(document)
    document.regions = regions.find(document)
    return find_posts(document)


def only(text: str) -> Post:
    found = posts(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "role", "status"),
    [
        ("Bupati Kaur", "bupati", "definitive"),
        ("Pj. Bupati Kaur", "bupati", "pj"),
        ("Penjabat (Pj) Bupati Kaur", "bupati", "pj"),
        ("Pjs Bupati Kaur", "bupati", "pjs"),
        ("Penjabat Sementara (Pjs) Bupati Kaur", "bupati", "pjs"),
        ("Plt Wali Kota Palu", "wali_kota", "plt"),
        ("Pelaksana Tugas (Plt) Gubernur Jambi", "gubernur", "plt"),
        ("Plh Sekda Kaur", "sekretaris_daerah", "plh"),
        ("Pelaksana Harian Bupati Kaur", "bupati", "plh"),
        ("mantan Bupati Kaur", "bupati", "former"),
        ("eks Gubernur Jambi", "gubernur", "former"),
        ("mantan Calon Bupati Kaur", "bupati", "candidate"),
        ("mantan Pj Bupati Kaur", "bupati", "former"),
        ("Calon Bupati Kaur", "bupati", "candidate"),
        ("bakal calon wakil wali kota Palu", "wakil_wali_kota", "candidate"),
        ("Kandidat Gubernur Jambi", "gubernur", "candidate"),
        ("Cabup", "bupati", "candidate"),
        ("Bacawabup Kebumen", "wakil_bupati", "candidate"),
        ("Cagub nomor urut 2", "gubernur", "candidate"),
        ("Bupati nomor urut dua", "bupati", "candidate"),
        ("Bupati terpilih Kaur", "bupati", "elect"),
        ("Bupati Kaur terpilih", "bupati", "elect"),
        ("Calon Bupati terpilih", "bupati", "elect"),
        ("Bupati Kaur saat itu", "bupati", "former"),
        ("Bupati petahana Kaur", "bupati", "definitive"),
        ("Presiden kelima RI", "presiden", "former"),
    ],
)
def test_status(text: str, role: str, status: str) -> None:
    post = only(text)
    assert (post.start, post.end) == (0, len(text))
    assert (post.roles, post.status) == ((role,), status)


@pytest.mark.parametrize(
    ("text", "post", "role", "region"),
    [
        ("Ketua KPU Kabupaten Kaur Andi", "Ketua KPU Kabupaten Kaur", "ketua_kpu", "17.04"),
        ("Ketua KPU RI Andi", "Ketua KPU RI", "ketua_kpu", "00"),
        ("Ketua KPU (Komisi) Kaur Andi", "Ketua KPU (Komisi) Kaur", "ketua_kpu", "17.04"),
        ("Bupati Kaur, Bengkulu, Andi", "Bupati Kaur, Bengkulu", "bupati", "17.04"),
        ("Bupati Kaur periode 2021-2024 Andi", "Bupati Kaur periode 2021-2024", "bupati", "17.04"),
        (
            "Kepala Dinas Pendidikan dan Kebudayaan Kabupaten Kaur Andi",
            "Kepala Dinas Pendidikan dan Kebudayaan Kabupaten Kaur",
            "kepala_dinas",
            "17.04",
        ),
        (
            "Komisioner KPU Kaur Divisi Teknis Penyelenggaraan Andi",
            "Komisioner KPU Kaur Divisi Teknis Penyelenggaraan",
            "anggota_kpu",
            "17.04",
        ),
        (
            "Komisioner KPU Divisi Teknis Penyelenggaraan Andi",
            "Komisioner KPU Divisi Teknis Penyelenggaraan",
            "anggota_kpu",
            None,
        ),
        (
            "Anggota DPRD Kaur dari Fraksi Golkar Andi",
            "Anggota DPRD Kaur dari Fraksi Golkar",
            "anggota_dprd",
            "17.04",
        ),
        ("Ketua Komisi I DPRD Kaur Andi", "Ketua Komisi I DPRD Kaur", "anggota_dprd", "17.04"),
        (
            "Menteri Dalam Negeri (Mendagri) Andi",
            "Menteri Dalam Negeri (Mendagri)",
            "menteri",
            "00",
        ),
        ("Kapolsek setempat Iptu Andi", "Kapolsek setempat", "kapolsek", None),
        ("Kapolres Kaur AKBP Andi", "Kapolres Kaur", "kapolres", "17.04"),
        ("Pangdam IV/Diponegoro Mayjen TNI Andi", "Pangdam IV/Diponegoro", "pangdam", "33"),
        ("Danrem 043/Gatam Brigjen TNI Andi", "Danrem 043/Gatam", "danrem", "18"),
        ("Dandim 0709/Kebumen Letkol Inf Andi", "Dandim 0709/Kebumen", "dandim", "33.05"),
        ("Dandim 0999 Bukit Sunyi Letkol Inf Andi", "Dandim 0999 Bukit Sunyi", "dandim", None),
        ("Camat Semarang Barat Andi", "Camat Semarang Barat", "camat", "33.74.13"),
        ("Ketua MK Andi", "Ketua MK", "hakim", "00"),
        ("Kajari Kaur Andi", "Kajari Kaur", "kajari", "17.04"),
    ],
)
def test_what_belongs_to_a_post(text: str, post: str, role: str, region: str | None) -> None:
    found = only(text)
    assert text[found.start : found.end] == post
    assert (found.roles, found.region) == ((role,), region)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Bupati dan Wakil Bupati Kaur", ("bupati", "wakil_bupati")),
        ("calon gubernur-wakil gubernur Jambi", ("gubernur", "wakil_gubernur")),
        ("Cabup-Cawabup Kaur", ("bupati", "wakil_bupati")),
        ("Wali Kota/Wakil Wali Kota Palu", ("wali_kota", "wakil_wali_kota")),
        ("Capres dan Cawapres", ("presiden", "wakil_presiden")),
    ],
)
def test_posts_of_a_ticket(text: str, roles: tuple[str, str]) -> None:
    post = only(text)
    assert post.is_dual
    assert post.roles == roles


@pytest.mark.parametrize(
    "text", ["Presiden Direktur PT Maju", "Gubernur BI", "perbupati", "rapat umum", ""]
)
def test_no_post(text: str) -> None:
    assert posts(text) == []


def test_the_longest_of_overlapping_posts_counts() -> None:
    assert [post.roles for post in posts("Wakil Ketua DPRD Kaur")] == [("wakil_ketua_dprd",)]


PIECES = st.sampled_from(
    ["Pj", "mantan", "calon", "Bupati", "Ketua KPU", "Kaur", ",", "(", ")", "Kepala Dinas", "RI", "/",
     "Dandim 0408", "nomor urut 2", "terpilih", "dan", "Wakil Bupati", "\n", "AKBP", "Andi"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=15).map(" ".join)))
def test_any_text_can_be_read(text: str) -> None:
    found = posts(text)
    for post in found:
        assert 0 <= post.start < post.end <= len(text)
    assert [post.start for post in found] == sorted(post.start for post in found)
