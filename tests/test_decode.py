"""Bytes to text, and text to one form."""

from __future__ import annotations

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.ingest.decode import decode, decode_line, normalise, tidy, unwrap
from pipeline.ingest.raw import RejectError

SENTENCE = "Panitia Desa Sukamaju menyebut “persiapan” – sudah 80% dan warga tenang."
REPEATED = (
    SENTENCE + "\n" + "Ketua panitia mengatakan kotak suara tiba pada hari Jum’at pagi.\n" * 3
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings_are_detected(encoding: str) -> None:
    assert decode(REPEATED.encode(encoding)) == REPEATED


def test_utf8_cut_inside_a_character_stays_utf8() -> None:
    data = (REPEATED + "’").encode()[:-1]
    assert decode(data) == REPEATED + "\ufffd"


def test_one_damaged_byte_does_not_turn_utf8_into_another_encoding() -> None:
    data = REPEATED.encode().replace(b"tenang", b"ten\xffang")
    assert "“persiapan”" in decode(data)


def test_a_late_line_in_another_encoding_is_read() -> None:
    assert decode_line("“Siap”".encode("cp1252"), "utf-8") == "“Siap”"
    assert decode_line("“Siap”".encode(), "utf-8") == "“Siap”"


@pytest.mark.parametrize("data", [b"", b"  \n\t ", b"\r\n"])
def test_nothing_is_empty(data: bytes) -> None:
    with pytest.raises(RejectError) as caught:
        decode(data)
    assert caught.value.reason == "empty"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 ...",
        b"\x89PNG\r\n\x1a\n....",
        b"\xff\xd8\xff\xe0 JFIF",
        b"PK\x03\x04 whatever",
        b"\x1f\x8b\x08 whatever",
        bytes(range(256)) * 8,
        b"\x01\x02\x03\x04\x05\x06\x07\x08 kata" * 20,
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(RejectError) as caught:
        decode(data)
    assert caught.value.reason == "binary"


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("“Siap,” kata ‘Tono’", "\"Siap,\" kata 'Tono'"),
        ("hari Jum`at dan Jum´at", "hari Jum'at dan Jum'at"),
        ("’’Siap,’’ kata Tono", '"Siap," kata Tono'),
        ("SUKAMAJU – Panitia — kata−1 2‑3", "SUKAMAJU - Panitia - kata-1 2-3"),
        ("satu\u00a0dua\u2009tiga\tempat", "satu dua tiga empat"),
        ("pe\u00adngawas ka\u200bbu\u2060pa\ufefften", "pengawas kabupaten"),
        (
            "Tono &amp; Tini &lt;anggota&gt; &quot;siap&quot;&nbsp;!",
            'Tono & Tini <anggota> "siap" !',
        ),
        ("A &amp;amp;amp; B", "A & B"),
        ("tiga orá\u00ba¡ng", "tiga orạng"),
        ("â€œSiap,â€\u009d kata Tono", '"Siap," kata Tono'),
        ("cafe\u0301", "café"),
        ("ｐｉｌｋａｄａ　２０２４", "pilkada 2024"),
        ("ﬁnal", "final"),
        ("tunggu…", "tunggu..."),
        ("satu\r\ndua\rtiga\u2028empat\x0clima", "satu\ndua\ntiga\nempat\nlima"),
        ("satu  \n\n\n\n  dua   tiga ", "satu\n\ndua tiga"),
        ("\x1b[1mtebal\x1b[0m dan \x07bunyi", "tebal dan bunyi"),
    ],
)
def test_rules_see_one_form(written: str, wanted: str) -> None:
    assert normalise(written) == wanted


TRICKY = st.text(
    alphabet="&amp;#38x26; â€™“”\u0301e\r\n\u00a0\u200b'`\"lt<;aÃ©Â\ufeff–…\u0130\u1100\u1161"
)


@given(st.one_of(st.text(), TRICKY))
@example("'''''")
@example("&#38;amp;#x26;lt;")
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text())
def test_normalised_text_is_composed_and_can_be_written(text: str) -> None:
    once = normalise(text)
    assert unicodedata.is_normalized("NFC", once)
    assert "\r" not in once
    assert not once.startswith(("\n", " "))
    once.encode("utf-8")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with suppress(RejectError):
        assert isinstance(decode(data), str)


@given(st.text(alphabet=" \nab"))
def test_tidy_leaves_single_spaces_and_blank_lines(text: str) -> None:
    tidied = tidy(text)
    assert "  " not in tidied
    assert "\n\n\n" not in tidied
    assert tidy(tidied) == tidied


WRAPPED = """\
Partisipasi Pemilih Kaur 53 Persen
SUKAMAJU, Warta - Komisi Pemilihan Umum mencatat
tingkat partisipasi pemilih di Kabupaten Kaur
mencapai 53 persen, lebih tinggi daripada
pemilihan sebelumnya.
Ketua KPU Tono Wirya di Sukamaju, Selasa,
mengatakan dua kecamatan terbanyak pemilihnya,
yaitu Kecamatan Sukamaju dan Kecamatan
Mekarsari.

1. Sukamaju
2. Mekarsari
"Kami senang," katanya."""


def test_wrapped_lines_are_joined_and_others_stay() -> None:
    assert unwrap(WRAPPED).split("\n") == [
        "Partisipasi Pemilih Kaur 53 Persen",
        "SUKAMAJU, Warta - Komisi Pemilihan Umum mencatat tingkat partisipasi pemilih di Kabupaten Kaur "
        "mencapai 53 persen, lebih tinggi daripada pemilihan sebelumnya.",
        "Ketua KPU Tono Wirya di Sukamaju, Selasa, mengatakan dua kecamatan terbanyak pemilihnya, yaitu "
        "Kecamatan Sukamaju dan Kecamatan Mekarsari.",
        "",
        "1. Sukamaju",
        '2. Mekarsari "Kami senang," katanya.',
    ]
    assert unwrap(unwrap(WRAPPED)) == unwrap(WRAPPED)


def test_text_with_a_line_or_two_that_break_is_left() -> None:
    text = (
        "KPU menetapkan\ntiga pasangan:\nsatu dari Kaur\ndua dari Seluma\n" + "Rapat selesai.\n" * 9
    )
    assert unwrap(text) == text


def test_the_mark_of_an_item_stands_on_its_line() -> None:
    assert (
        unwrap("Mereka adalah\n-\nAndi\n\n2.\n\nBudi\n-\n")
        == "Mereka adalah\n- Andi\n\n2. Budi\n-\n"
    )
