"""Web pages to articles: text, metadata, and above all the right date."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.ingest.pages import Page, read_page
from pipeline.ingest.pubdate import parse_date

DAY = date(2024, 10, 4)
BODY = (
    "<p>SUKAMAJU - Panitia pemilihan menyatakan kotak suara sudah tiba di balai desa. Warga diminta datang pagi "
    "untuk memilih kepala desa yang baru.</p><p>Semua sudah siap, kata ketua panitia Tono Subagyo di balai desa, "
    "Kamis (3/10/2024). Pemungutan suara pada 27 November 2024.</p>"
)


def page(head: str = "", above: str = "", below: str = "") -> Page:
    markup = (
        f"<html><head>{head}</head><body><article><h1>Panitia Sukamaju Siap</h1>{above}{BODY}</article>"
        f"{below}</body></html>"
    )
    found = read_page(markup)
    assert found is not None
    assert "kotak suara sudah tiba" in found.text
    assert found.title == "Panitia Sukamaju Siap"
    return found


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-10-04T10:00:00+07:00">',
        '<meta property="article:published_time" content="2024-10-03T18:30:00Z">',
        '<meta name="dtk:publishdate" content="2024/10/04 12:11:00">',
        '<meta name="content_PublishedDate" content="2024-10-04 12:11:00">',
        '<meta itemprop="datePublished" content="2024-10-04">',
        '<meta name="date" content="Jumat, 4 Oktober 2024">'
        '<meta property="article:modified_time" content="2024-12-01">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2024-10-09", '
        '"datePublished" : "2024-10-04T01:00:00+07:00"}</script>',
        '<script type="application/ld+json">{"datePublished": "2024-10-04", broken</script>',
        '<meta name="pubdate" content="-"><meta name="date" content="2024-10-04">',
    ],
)
def test_dates_in_metadata(head: str) -> None:
    assert page(head).published == DAY


@pytest.mark.parametrize(
    "above",
    [
        "<div class='date'>Jumat, 4 Oktober 2024 | 14:30 WIB</div>",
        "<span>Tini Dewi - detikDesa</span><span>Jumat, 04 Okt 2024 14:30 WIB</span>",
        "<time datetime='2024-10-04T10:00:00+07:00'>tiga hari lalu</time>",
        "<div><p>Kabardesa.com - 04/10/2024, 21:05 WIB</p></div>",
    ],
)
def test_dates_beside_the_headline(above: str) -> None:
    found = page(above=above)
    assert found.published is None
    assert parse_date(found.date_line) == DAY


@pytest.mark.parametrize(
    ("head", "below"),
    [
        ("", ""),
        ('<meta property="article:modified_time" content="2024-12-01">', ""),
        ("", "<footer>Copyright 2023. Update 1 Januari 2020</footer>"),
        ("", "<aside><time datetime='2020-01-01'>1 Januari 2020</time></aside>"),
        ("", "<div class='date'>Rabu, 1 Januari 2020 | 14:30 WIB</div>"),
    ],
)
def test_dates_of_other_things_do_not_count(head: str, below: str) -> None:
    found = page(head, below=below)
    assert found.published is None
    assert found.date_line is None


@pytest.mark.parametrize(
    "markup",
    ["", "bukan markup", "<html></html>", "<", "<p>" * 5000, "\x00", "<?xml encoding='x'?>"],
)
def test_what_is_no_article(markup: str) -> None:
    assert read_page(markup) is None
