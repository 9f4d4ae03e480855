"""What is article and what is page. All texts, people and places called Sukamaju are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.decode import normalise, tidy
from pipeline.ingest.layout import Layout, dateline_in, lay_out, place_span, title_length

BODY = (
    "Panitia pemilihan di Sukamaju menyatakan kotak suara sudah tiba. Warga diminta datang pagi.\n\n"
    '"Semua siap," kata ketua panitia Tono Subagyo di balai desa.'
)


def body(layout: Layout) -> str:
    return layout.text.removeprefix(layout.headline or "").lstrip()


def cut_by(layout: Layout) -> set[str]:
    return {removed.rule_id for removed in layout.removed}


# --- Headline


def test_the_first_line_is_the_headline_where_it_looks_like_one() -> None:
    layout = lay_out(f"Panitia Sukamaju Siap\n{BODY}")
    assert layout.headline == "Panitia Sukamaju Siap"
    assert layout.text == f"Panitia Sukamaju Siap\n\n{BODY}"


@pytest.mark.parametrize(
    "first",
    [
        "Panitia di Sukamaju sudah siap.",
        "SUKAMAJU (ANTARA) - Panitia sudah siap",
        "panitia di sukamaju sudah siap",
        "KABARDESA.COM, SUKAMAJU - Panitia siap",
        "Satu dua " * 40,
        "Yang hadir di balai desa:",
    ],
)
def test_other_first_lines_are_not(first: str) -> None:
    assert lay_out(f"{first}\n{BODY}").headline is None


def test_one_line_has_no_headline() -> None:
    assert lay_out("Panitia Sukamaju Siap").headline is None


def test_a_kicker_above_the_headline_is_cut() -> None:
    layout = lay_out(f"Pilkades 2024\nPanitia Sukamaju Siap Menghitung Suara\n{BODY}")
    assert layout.headline == "Panitia Sukamaju Siap Menghitung Suara"
    assert "head.furniture" in cut_by(layout)


def test_a_given_headline_stands_once() -> None:
    headline = "Panitia Sukamaju Siap"
    assert lay_out(BODY, headline).text == f"{headline}\n\n{BODY}"
    assert lay_out(f"{headline}\n\n{BODY}", headline).text == f"{headline}\n\n{BODY}"
    assert lay_out(f"{headline} {BODY}", headline).text == f"{headline}\n\n{BODY}"
    assert lay_out(f"PANITIA SUKAMAJU SIAP!\n{BODY}", headline).text == f"{headline}\n\n{BODY}"


def test_a_sentence_that_begins_like_the_headline_is_kept() -> None:
    text = "Panitia Sukamaju siap membuka kotak suara pada pagi hari, kata Tono."
    assert body(lay_out(text, "Panitia Sukamaju siap")) == text


def test_a_headline_repeated_below_tags_and_kicker() -> None:
    text = (
        "Panitia Sukamaju Siap - ANTARA Sumbar\n\nid panitia sukamaju,pilkades\n\nPilkades\n\n"
        f"Panitia Sukamaju Siap\n\n{BODY}"
    )
    layout = lay_out(text)
    assert layout.text == f"Panitia Sukamaju Siap\n\n{BODY}"
    assert {r.text for r in layout.removed} == {
        "- ANTARA Sumbar",
        "id panitia sukamaju,pilkades",
        "Pilkades",
        "Panitia Sukamaju Siap",
    }


def test_the_outlet_after_a_given_headline_is_cut() -> None:
    assert lay_out(BODY, "Panitia Siap Bekerja | Kabardesa.com").headline == "Panitia Siap Bekerja"


# --- Dateline


@pytest.mark.parametrize(
    ("opening", "place", "outlet"),
    [
        ("Bengkulu (ANTARA) - Panitia siap.", "Bengkulu", "ANTARA"),
        ("Bengkulu (ANTARA) – Panitia siap.", "Bengkulu", "ANTARA"),
        ("Jayapura (ANTARA News) - Panitia siap.", "Jayapura", "ANTARA News"),
        ("Langkat, (Antaranews Sumut) - Panitia siap.", "Langkat", "Antaranews Sumut"),
        ("Ambon, 5/9 (Antara Maluku) - Panitia siap.", "Ambon", "Antara Maluku"),
        ("KABAR-DESA.COM, BENGKULU UTARA|| Panitia siap.", "BENGKULU UTARA", "KABAR-DESA.COM"),
        ("BANDAR LAMPUNG – Pj. Gubernur siap.", "BANDAR LAMPUNG", ""),
        ("KEBUMENKAB. GO. ID - Panitia siap.", None, "KEBUMENKAB. GO. ID"),
        ("Jakarta, CNN Indonesia -- Panitia siap.", "Jakarta", "CNN Indonesia"),
        ("TRIBUNNEWS.COM, BANDUNG - Panitia siap.", "BANDUNG", "TRIBUNNEWS.COM"),
        ("TRIBUN-DESA.COM,SEMARANG - Panitia siap.", "SEMARANG", "TRIBUN-DESA.COM"),
        ("JAKARTA, KOMPAS.com - Panitia siap.", "JAKARTA", "KOMPAS.com"),
        ("BANDAR LAMPUNG, KOMPAS — Panitia siap.", "BANDAR LAMPUNG", "KOMPAS"),
        ("REPUBLIKA.CO.ID, SLEMAN -- Panitia siap.", "SLEMAN", "REPUBLIKA.CO.ID"),
        ("Liputan6.com, Mataram - Panitia siap.", "Mataram", "Liputan6.com"),
        ("TEMPO.CO, Banda Aceh - Panitia siap.", "Banda Aceh", "TEMPO.CO"),
        ("jpnn.com - JAKARTA – Panitia siap.", "JAKARTA", "jpnn.com"),
        ("AMBON,KM.–Tiga panitia siap.", "AMBON", "KM"),
        ("SEKADAU, KABARDESA.COM - Panitia siap.", "SEKADAU", "KABARDESA.COM"),
        (
            "KUTAI KRTANEGARA (Kabar Desa.Com) Tidak dapat panitia siap.",
            "KUTAI KRTANEGARA",
            "Kabar Desa.Com",
        ),
        ("Merdeka.com - Panitia siap.", None, "Merdeka.com"),
        ("Surabaya,kpu.go.id-Hari pertama siap.", "Surabaya", "kpu.go.id"),
        ("Malang, jatim.kpu.go.id - Panitia siap.", "Malang", "jatim.kpu.go.id"),
        ("Bantul: Panitia siap.", "Bantul", ""),
        ("JAKARTA. Panitia siap.", "JAKARTA", ""),
        ("Kupang, NTT - Panitia siap.", "Kupang", ""),
        ("KBRN, Sungailiat: Panitia siap.", "Sungailiat", "KBRN"),
        ("SOLO- Panitia siap.", "SOLO", ""),
        ("Fakfak, InfoPublik - Panitia siap.", "Fakfak", "InfoPublik"),
    ],
)
def test_datelines(opening: str, place: str | None, outlet: str) -> None:
    layout = lay_out(normalise(opening))
    assert layout.dateline is not None
    span = place_span(layout.dateline)
    assert (span.of(layout.text) if span else None) == place
    assert layout.dateline.outlet == outlet
    assert layout.text == normalise(opening)


@pytest.mark.parametrize(
    "text",
    [
        "Komisi Pemilihan Umum (KPU) menetapkan dua calon.",
        "Ketua Komisi Desa Nusa Sukamaju (NS), Tono, hadir.",
        "Sukamaju-Tondowangi tersambung jalan.",
        "Panitia - dan warga - hadir.",
        '"Siap," kata Tono.',
        "Tono Subagyo, Ketua Panitia, hadir.",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert dateline_in(text, 0) is None


def test_a_dateline_below_a_caption_is_found() -> None:
    caption = (
        "Ketua panitia Tono Subagyo membuka kotak suara di balai desa, Rabu (16/12). (ANTARA/Tini)"
    )
    layout = lay_out(f"Panitia Sukamaju Siap\n\n{caption}\n\nSukamaju (ANTARA) - {BODY}")
    assert place_span(layout.dateline) is not None
    assert "Rabu (16/12)." in layout.text
    assert "(ANTARA/Tini)" not in layout.text


def test_a_teaser_above_the_dateline_that_comes_again_is_cut() -> None:
    teaser = "Semua kotak suara sudah siap sejak pagi"
    text = f'Sukamaju (ANTARA) - Panitia siap. "{teaser}," kata Tono.'
    assert body(lay_out(f"Panitia Sukamaju Siap\n{teaser}\n{text}")) == text
    assert body(lay_out(f'Panitia Sukamaju Siap\n\n"{teaser}," {text}')) == text


# --- Boilerplate


def test_an_article_on_one_line() -> None:
    text = (
        "Sukamaju (ANTARA) - Panitia siap menghitung suara. "
        "Baca juga: Panitia Tondowangi latih petugas TPS Menurut Tono, kotak suara sudah tiba. "
        'Baca juga: Camat minta warga tenang Baca juga: "Si Ujang" hibur warga Tondowangi '
        "Pewarta: Tini Dewi Editor: Ujang Surya Copyright © ANTARA 2024 Dilarang keras mengambil konten, "
        "melakukan crawling untuk AI di situs web ini tanpa izin tertulis dari Kantor Berita ANTARA."
    )
    layout = lay_out(text, "Panitia Sukamaju siap")
    assert body(layout) == (
        "Sukamaju (ANTARA) - Panitia siap menghitung suara. Menurut Tono, kotak suara sudah tiba."
    )
    assert (layout.byline, layout.editor, layout.copyright_year) == (
        "Tini Dewi",
        "Ujang Surya",
        2024,
    )
    assert place_span(layout.dateline) is not None


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Panitia latih petugas", "Panitia latih petugas"),
        ("Panitia latih petugas. Warga pulang.", "Panitia latih petugas."),
        ("Siapa yang menang? Warga pulang.", "Siapa yang menang?"),
        ("Panitia latih petugas Ia lalu pulang. Warga diam.", "Panitia latih petugas "),
        ('Panitia latih petugas "Kami siap sejak pagi buta," kata Tono.', "Panitia latih petugas "),
        (
            "Sukamaju jadi desa terbaik UNESCO Tono mengatakan itu kabar baik.",
            "Sukamaju jadi desa terbaik UNESCO ",
        ),
        (
            "Sukamaju jadi desa terbaik se-Jawa Pemerintah hadir di sana.",
            "Sukamaju jadi desa terbaik se-Jawa ",
        ),
        ("Sukamaju jadi desa di Papua Pemerintah hadir di sana.", "Sukamaju jadi desa di "),
        ("Sukamaju jadi desa terbaik Pewarta: Tini", "Sukamaju jadi desa terbaik "),
    ],
)
def test_where_the_title_of_another_article_ends(line: str, title: str) -> None:
    assert line[: title_length(line, "Kata Tono, desa siap.")] == title


PORTAL = """Breaking News:

Pilkades 2024

Panitia Sukamaju Hitung Suara Sampai Malam

Kabardesa.com - 12/02/2018, 20:28 WIB
Kontributor Sukamaju, Tono Subagyo,
Tini Dewi

Tim Redaksi

Facebook Twitter WhatsApp
Istimewa/net
SUKAMAJU, KABARDESA.com - Panitia pemilihan menghitung suara sampai malam, kata ketua panitia.
SCROLL TO CONTINUE WITH CONTENT
Warga menunggu di balai desa sampai hasil diumumkan oleh panitia.

Baca juga : Dua Calon Tondowangi Gugur, tetapi Panitia Tenang

Hasilnya ditempel di papan pengumuman balai desa. (ab/cd)

Simak juga Video 'Debat Panas di Tondowangi':

[Gambas:Video 20detik]

Halaman Selanjutnya
Editor: Ujang Surya
Tag: pilkades, sukamaju
Ikuti berita Kabar Desa di Google News
Berita Terkait
Camat Lantik Panitia
Warga Tunggu Hasil

Tinggalkan Balasan
Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *
"""


def test_a_portal_page() -> None:
    layout = lay_out(normalise(PORTAL))
    assert layout.text.split("\n\n") == [
        "Panitia Sukamaju Hitung Suara Sampai Malam",
        "SUKAMAJU, KABARDESA.com - Panitia pemilihan menghitung suara sampai malam, kata ketua panitia.\n"
        "Warga menunggu di balai desa sampai hasil diumumkan oleh panitia.",
        "Hasilnya ditempel di papan pengumuman balai desa. (ab/cd)",
    ]
    assert layout.byline == "Tono Subagyo"
    assert layout.editor == "Ujang Surya"
    assert layout.page_date == "12/02/2018"


AGENCY = """KPU: Panitia Sukamaju siap menghitung suara

Panitia siap, kotak suara sudah tiba
Ketua panitia Tono Subagyo. ANTARA/Tini Dewi
Sukamaju (ANTARA) - Panitia siap, kotak suara sudah tiba, kata ketua panitia di balai desa.

Baca juga: Panitia Tondowangi latih petugas
Baca juga: Camat minta warga tenang

Pewarta:
Editor: D.Dj. Ujang
Copyright © ANTARA 2024
Logistik tiba di Tondowangi Sebelumnya

Logistik tiba di Tondowangi
"""

NETWORK = """HOME NEWS DESA

Panitia Sukamaju Hitung Suara Sampai Malam

Tono Subagyo , Jurnalis-Minggu, 25 Agustus 2024 |16:26 WIB
Panitia Sukamaju Hitung Suara Sampai Malam
Rapat panitia. (Foto: Tini)
A
A
A

SUKAMAJU - Panitia pemilihan menghitung suara sampai malam, kata ketua panitia.
Isi komentar sepenuhnya adalah tanggung jawab pengguna.
"""

PAPER = """Jumat 21 Apr 2017 09:52 WIB

Panitia Sukamaju Hitung Suara

Rep: Tono Subagyo/ Red: Tini Dewi
Ilustrasi Pilkades Serentak
Foto: Republika/ Ujang
Ilustrasi Pilkades Serentak

REPUBLIKA.CO.ID, SUKAMAJU -- Panitia pemilihan menghitung suara sampai malam, kata ketua panitia.

Baca Juga

"Ini hitungan sementara," kata Tono.
"""


def test_an_agency_page_with_links_below_its_foot() -> None:
    layout = lay_out(AGENCY.strip())
    assert body(layout).split("\n") == [
        "Ketua panitia Tono Subagyo.",
        "Sukamaju (ANTARA) - Panitia siap, kotak suara sudah tiba, kata ketua panitia di balai desa.",
    ]
    assert (layout.byline, layout.editor, layout.copyright_year) == (None, "D.Dj. Ujang", 2024)


def test_a_network_page_with_kickers_and_font_buttons() -> None:
    layout = lay_out(NETWORK.strip())
    assert layout.headline == "Panitia Sukamaju Hitung Suara Sampai Malam"
    assert body(layout).split("\n\n") == [
        "Rapat panitia.",
        "SUKAMAJU - Panitia pemilihan menghitung suara sampai malam, kata ketua panitia.",
    ]
    assert (layout.byline, layout.page_date) == ("Tono Subagyo", "25 Agustus 2024")


def test_a_paper_with_a_date_above_the_headline() -> None:
    layout = lay_out(PAPER.strip())
    assert layout.headline == "Panitia Sukamaju Hitung Suara"
    assert body(layout).split("\n\n") == [
        "Ilustrasi Pilkades Serentak",
        "REPUBLIKA.CO.ID, SUKAMAJU -- Panitia pemilihan menghitung suara sampai malam, kata ketua panitia.",
        '"Ini hitungan sementara," kata Tono.',
    ]
    assert (layout.byline, layout.editor) == ("Tono Subagyo", "Tini Dewi")
    assert layout.page_date == "21 Apr 2017"


def test_a_bare_label_takes_the_titles_below_it() -> None:
    text = "Warga pulang.\nBaca juga:\nDua Calon Tondowangi Gugur\nPanitia lalu pulang ke rumah."
    assert lay_out(text).text == "Warga pulang.\nPanitia lalu pulang ke rumah."
    text = "Warga pulang.\nBaca juga:\nPanitia lalu pulang ke rumah."
    assert lay_out(text).text == "Warga pulang.\nPanitia lalu pulang ke rumah."


def test_a_title_on_its_own_line_goes_whole() -> None:
    for title in ["Siapa Menang? Ini Hitungannya", "Harga Naik jadi Rp5 M.", "KPU: Siap, Aman!"]:
        assert lay_out(f"Warga pulang.\nBaca juga: {title}\nTono pulang.").text == (
            "Warga pulang.\nTono pulang."
        )


def test_a_list_of_dates_in_the_article_stays() -> None:
    text = f"{BODY}\n{'Tahapan yang disusun panitia sebagai berikut. ' * 4}\nSelasa, 27 Agustus 2024\nRapat."
    layout = lay_out(text)
    assert "Selasa, 27 Agustus 2024" in layout.text
    assert layout.page_date is None


def test_what_is_cut_is_kept_apart() -> None:
    layout = lay_out(normalise(PORTAL))
    words = set(" ".join(removed.text for removed in layout.removed).split())
    words |= set(layout.text.split())
    assert set(normalise(PORTAL).split()) <= words


PIECES = st.sampled_from(
    [
        "Baca juga:",
        "Baca juga: Panitia Siap",
        "BACA JUGA",
        "Pewarta: Tono",
        "Editor:",
        "Sukamaju (ANTARA) - ",
        "SUKAMAJU - ",
        "COPYRIGHT © ANTARA 2024",
        "Tinggalkan Balasan",
        "(Foto: Ist)",
        "Foto:",
        "id a,b",
        "\n",
        " ",
        "Panitia hadir.",
        '"Siap," kata Tono.',
        "Rabu, 2 Oktober 2024",
        "Halaman 2",
        "#a #b",
        "Terkait",
        "/",
        "(",
        "]",
        "Panitia Sukamaju Siap Bekerja",
        "ANTARA FOTO/Tono",
        "Simak video",
        "Tim Redaksi",
    ]
)


@given(
    st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=12), st.none() | st.text(max_size=30)
)
def test_any_text_can_be_laid_out(pieces: list[str], headline: str | None) -> None:
    text = normalise(" ".join(pieces))
    layout = lay_out(text, normalise(headline).replace("\n", " ") if headline else None)
    # Cutting leaves the one form, but what is left of mojibake may be repairable without what was cut.
    assert tidy(layout.text) == layout.text
    assert not layout.text.isascii() or normalise(layout.text) == layout.text
    span = place_span(layout.dateline)
    if span is not None and layout.dateline is not None:
        assert span.of(layout.text) == layout.dateline.place
