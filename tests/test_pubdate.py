"""Publication dates and where they come from."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.pubdate import (
    date_in_address,
    date_in_text,
    parse_date,
)

DAY = date(2024, 10, 4)


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        datetime(2024, 10, 4, 23, 59),  # noqa: DTZ001
        datetime(2024, 10, 3, 18, 0, tzinfo=UTC),
        datetime(2024, 10, 4, 23, 0, tzinfo=timezone(timedelta(hours=9))),
        "2024-10-04",
        " 2024-10-04 08:15:00 ",
        "2024-10-04T08:15:00+07:00",
        "2024-10-03T18:00:00Z",
        "2024/10/04 12:11:00",
        "20241004",
        "20241004081500",
        "Fri, 04 Oct 2024 08:15:00 +0700",
        "Fri, 04 Oct 2024 08:15:00 GMT",
        "04/10/2024 08:15",
        "4-10-2024",
        "04.10.2024",
        "04/10/24",
        "Jumat, 4 Oktober 2024 | 14:30 WIB",
        "Jum'at, 04 Okt 2024",
        "4 Oct 2024",
        "October 4, 2024",
        1728000000,
        1728000000.0,
        "1728000000",
        1728000000000,
    ],
)
def test_dates_as_records_write_them(value: object) -> None:
    assert parse_date(value) == DAY


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "kemarin",
        "2024",
        "Oktober 2024",
        "0000-00-00",
        "1970-01-01",
        0,
        True,
        "2024-13-40",
        "31/02/2024",
        "3025-10-13",
        "14:30 WIB",
        float("nan"),
        float("inf"),
        1e300,
        "99999999",
        [2024, 10, 4],
        "9999-12-31T23:59:59Z",
    ],
)
def test_no_date_is_better_than_a_wrong_one(value: object) -> None:
    assert parse_date(value) is None


@given(st.one_of(st.text(), st.floats(), st.integers(), st.datetimes(), st.dates(), st.binary()))
def test_any_value_is_a_plausible_date_or_none(value: object) -> None:
    day = parse_date(value)
    assert day is None or 1995 <= day.year <= 2099


@given(st.dates(date(1995, 1, 1), date(2035, 12, 31)))
def test_dates_are_read_back(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day:%d/%m/%Y}") == day
    assert date_in_address(f"https://kabardesa.com/read/{day:%Y/%m/%d}/judul") == day
    assert date_in_address(f"judul-{day:%Y-%m-%d}") == day


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://kabardesa.com/read/2023/11/30/21051234/judul-2024", date(2023, 11, 30)),
        ("http://kabardesa.com/2018/07/04/rapat/", date(2018, 7, 4)),
        ("https://kabardesa.com/nasional/20201217152023-32-583462/judul", date(2020, 12, 17)),
        ("https://kabardesa.com/berita-utama/24/09/2020/judul", date(2020, 9, 24)),
        ("https://kabardesa.com/read/ponticity/27112024/judul", date(2024, 11, 27)),
        ("http://nasional.republika.co.id/berita/nasional/14/04/28/abc-judul", date(2014, 4, 28)),
        ("kabardesa_2024_10_04_rapat", DAY),
        ("kabardesa-04-10-2024", DAY),
        ("20241004", DAY),
        ("https://kabardesa.com/berita/1752513/judul", None),
        ("https://kabardesa.com/berita/d-7674015/judul", None),
        ("https://kabardesa.com/2024/09/judul", None),
        ("https://kabardesa.com/read/3282994/judul-2018", None),
        ("rapat-2024-10-04-dan-2024-10-05", None),
        ("artikel-12345678", None),
        ("sukamaju-27-juni-2024", None),
    ],
)
def test_dates_in_addresses_and_file_names(address: str, day: date | None) -> None:
    assert date_in_address(address) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Rapat digelar di Sukamaju, Jumat (04/10/24).", DAY),
        ("Rapat digelar di Sukamaju, Jumat, (04/10/2024) siang.", DAY),
        ("Rapat digelar di Sukamaju, Jumat, 4 Oktober 2024.", DAY),
        ("Rapat digelar, Kamis (3/10/2024). Hasilnya diumumkan, Jumat (4/10/2024).", DAY),
        ("Data masuk hingga Jumat (4/10/2024) sudah lengkap.", DAY),
        ("Tono dihubungi Jumat (4/10/2024) malam.", DAY),
        # The weekday denies the date.
        ("Rapat digelar di Sukamaju, Kamis (04/10/24).", None),
        # No weekday, no evidence.
        ("Rapat digelar di Sukamaju (04/10/24).", None),
        # A day ahead or long ago is no day of the report.
        ("Pemungutan suara akan digelar pada Rabu (27/11/2024).", None),
        ("Warga menunggu hari pencoblosan, Rabu (27/11/2024).", None),
        ("Pemungutan suara digelar, Rabu (27/11/2024) mendatang.", None),
        ("Rapat digelar, Jumat (4/10/2024) lalu.", None),
        ("Rapat digelar, Jumat (4/10/2024). Warga memilih, Rabu (27/11/2024).", None),
        # Without a year: the one year that weekday, day and the years in the text agree on.
        ("Rapat Pemilu 2024 digelar di Sukamaju, Kamis (12/10).", date(2023, 10, 12)),
        ("Rapat digelar di Sukamaju, Kamis (12/10).", None),
        ("Rapat Pemilu 2024 digelar, Rabu (12/10).", None),
        # An event that the report only mentions.
        ("Debat Pilkada 2020 terakhir Sabtu malam (5/12) disiarkan dari Sukamaju.", None),
        ("Rapat digelar, Kamis (12/10) tentang 2018 dan 2024.", None),
        ("Rapat digelar, Senin (24/8) menurut UU Nomor 8 Tahun 2015.", None),
        (
            "Rapat Pilkada 2015 digelar di Sukamaju, Senin (24/8), ditunda ke 2017.",
            date(2015, 8, 24),
        ),
        ("Sukamaju (ANTARA) - Tono berkata, Senin.", None),
        ("", None),
    ],
)
def test_the_day_of_a_report(text: str, day: date | None) -> None:
    assert date_in_text(text) == day


def test_a_copyright_year_confirms_or_denies() -> None:
    assert date_in_text("Rapat digelar, Jumat (04/10/24).", year=2024) == DAY
    assert date_in_text("Rapat digelar, Jumat (04/10/24).", year=2025) is None
    assert date_in_text("Rapat digelar, Kamis (12/10).", year=2023) == date(2023, 10, 12)
    assert date_in_text("Rapat digelar, Kamis (12/10).", year=2024) is None


def test_the_day_in_an_agency_dateline_needs_a_weekday_and_a_year() -> None:
    text = "Sukamaju, 5/9 (Antara) - Menjelang pemilihan 2016 panitia siap, kata Tono, Senin."
    assert date_in_text(text, dateline_day=(5, 9)) == date(2016, 9, 5)
    assert date_in_text(text.replace(", Senin", ""), dateline_day=(5, 9)) is None
    assert date_in_text(text.replace("2016", "ini"), dateline_day=(5, 9)) is None


@given(st.text(alphabet="Senin Kamis(/12)0459,. akan202\n"))
def test_any_text_gives_a_plausible_date_or_none(text: str) -> None:
    day = date_in_text(text)
    assert day is None or 1995 <= day.year <= 2099
