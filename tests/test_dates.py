"""Dates: the examples of the rules, the forms of the press, and how a partial date finds its year."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import dateparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import dates
from pipeline.rules import Example, Rule, RuleFile, read_toml, rules_root
from pipeline.segment import segment
from pipeline.timex import PartialDate, PartialRange, Reference, Setting, WeekdayReading
from pipeline.types import Article, DateMention, Document, Removed

RULES: list[Rule] = read_toml(rules_root() / "dates.toml", RuleFile).rule
MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus"]
MONTHS += ["September", "Oktober", "November", "Desember"]
WEEKDAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
PIECES = [
    "Senin",
    "Rabu",
    "minggu",
    "12",
    "31",
    "9/12",
    "(24/8)",
    "-",
    "hingga",
    "2024",
    "24",
    "Mei",
]
PIECES += [
    "Des",
    "lalu",
    "depan",
    "tahun",
    "pekan",
    "hari",
    "ini",
    ",",
    ".",
    "tanggal",
    "dan",
    "pada",
]

calendar_days = st.dates(date(1950, 1, 1), date(2090, 12, 31))


def found(text: str, published: date | None = None, **article: Any) -> list[DateMention]:
    """The dates of an article that consists of ``text``."""
    document = Document(Article("a", text, published=published, **article))
    segment(document)
    return dates.find(document)


def days(text: str, published: str | None = None) -> list[str]:
    """The dates of ``text`` as ISO days, a span as ``start/end``, ``-`` for one that nothing anchors."""
    facts = found(text, date.fromisoformat(published) if published else None)
    return [
        "-"
        if fact.start_date is None
        else str(fact.start_date)
        if fact.start_date == fact.end_date
        else f"{fact.start_date}/{fact.end_date}"
        for fact in facts
    ]


def mentions(text: str, published: str | None = None) -> list[str]:
    facts = found(text, date.fromisoformat(published) if published else None)
    return [text[fact.start : fact.end] for fact in facts]


# --- the rules' own examples -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "example"),
    [pytest.param(r, e, id=f"{r.id}: {e.text}") for r in RULES for e in r.examples],
)
def test_example(rule: Rule, example: Example) -> None:
    facts = [f for f in found(example.text, example.published) if f.rule_id == rule.id]
    spans = [example.text[f.start : f.end] for f in facts]
    assert example.span in spans
    fact = facts[spans.index(example.span)]
    assert {n: str(getattr(fact, n)) for n in example.expect} == {
        n: str(v) for n, v in example.expect.items()
    }


@pytest.mark.parametrize(
    ("rule", "text"),
    [pytest.param(r, t, id=f"{r.id}: {t}") for r in RULES for t in r.negatives],
)
def test_negative(rule: Rule, text: str) -> None:
    assert not [f for f in found(text, date(2024, 10, 21)) if f.rule_id == rule.id]


def test_brackets_count_from_the_paper() -> None:
    text = '"Diundi besok (hari ini, red)," kata Rina, Rabu (23/9). "Pleno hari ini (kemarin)."'
    assert set(days(text, "2020-09-24")) == {"2020-09-23", "2020-09-24"}


def test_would_be_candidates_tell_no_future() -> None:
    text = "KPU menerima dukungan bakal calon bupati pada Minggu malam."
    assert days(text, "2020-02-24") == ["2020-02-23"]


# --- one value, many surface forms -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "form",
    [
        "Kamis (12/10)", "Kamis, (12/10/23)", "Kamis(12/10/2023)", "Kamis 12/10", "Kamis, 12 Oktober",
        "Kamis 12 Oktober 2023", "Kamis, tanggal 12 Oktober", "hari Kamis tanggal 12 Oktober 2023",
        "Kamis tepatnya tanggal 12 Oktober 2023", "Kamis lalu (12/10)", "Kamis malam (12/10)",
        "Kamis (12/10/2023) malam", "Kamis (12 Oktober 2023)", "(Kamis, 12/10)", "12 Okt 2023",
        "tgl 12 Oktober 2023", "12-10-2023", "12.10.2023", "(12/10/2023)", "12 Oktober 2023 (Kamis)",
        "kamis 12 oktober", "KAMIS (12/10)", "pekan lalu (12/10)", "Kamis pekan lalu", "Kamis lalu",
        "2023-10-12", "tanggal 12 lalu", "Kamis pahing, 12 Oktober 2023",
    ],
)  # fmt: skip
def test_forms_of_one_day(form: str) -> None:
    assert set(days(f"Rapat itu digelar {form} di aula.", "2023-10-16")) == {"2023-10-12"}


@pytest.mark.parametrize(
    "form",
    [
        "27 hingga 29 Agustus 2024", "27-29 Agustus 2024", "27 – 29 Agustus 2024", "27 s.d. 29 Agustus 2024",
        "27 s/d 29 Agustus 2024", "tanggal 27 sampai dengan 29 Agustus 2024", "27 Agustus-29 Agustus 2024",
        "27 Agustus 2024 hingga 29 Agustus 2024", "27/8/2024 - 29/8/2024", "Selasa-Kamis (27-29/8)",
        "Selasa (27/8) sampai Kamis (29/8)", "Selasa hingga Kamis (27-29 Agustus)",
        "Selasa, 27 Agustus 2024 - Kamis, 29 Agustus 2024", "27-29 Agustus mendatang",
        "27 Agt - 29 Agt 2024",
    ],
)  # fmt: skip
def test_forms_of_one_span(form: str) -> None:
    assert days(f"Pendaftaran dibuka {form}.", "2024-08-20") == ["2024-08-27/2024-08-29"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("digelar 27, 28, dan 29 Agustus 2024", ["2024-08-27", "2024-08-28", "2024-08-29"]),
        ("Sabtu (26/10) dan Minggu (27/10)", ["2024-10-26", "2024-10-27"]),
        ("kampanye 25 September lalu hingga 23 November mendatang", ["2024-09-25/2024-11-23"]),
        ("31 Desember - 2 Januari 2025", ["2024-12-31/2025-01-02"]),
        ("pada 15 Februari sampai 23 Juni tahun depan", ["2025-02-15/2025-06-23"]),
        ("akhir tahun ini", ["2024-01-01/2024-12-31"]),
        ("awal bulan depan", ["2024-11-01/2024-11-30"]),
        ("pada Mei dan Juni lalu", ["2024-05-01/2024-05-31", "2024-06-01/2024-06-30"]),
        ("masa jabatan 2024—2029", ["2024-01-01/2029-12-31"]),
        ("Minggu depan ia dilantik", ["2024-10-28/2024-11-03"]),
        ("pada Minggu depan ia dilantik", ["2024-10-27"]),
        ("hari Minggu", ["2024-10-20"]),
        ("pekan ini", ["2024-10-21/2024-10-27"]),
        ("lusa", ["2024-10-25"]),
        ("triwulan III 2024", ["2024-07-01/2024-09-30"]),
    ],
)
def test_spans_lists_and_relatives(text: str, expected: list[str]) -> None:
    assert days(text, "2024-10-23") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Pilkada Serentak 2024", "Pemilu 2024 lalu", "UU Nomor 10 Tahun 2016", "PKPU 8/2024", "APBD 2026",
        "Natal dan Tahun Baru 2025/2026", "Copyright © ANTARA 2024", "tahun anggaran 2020-2021", "UMK 2024",
        "Peraturan KPU Nomor 8 Tahun 2024 tentang Pencalonan Bupati di Provinsi Sukamaju Tahun 2024",
        "pukul 07.30 WIB", "telepon 0812-2024-2025", "skor 3-1", "Rp2.024.000", "2.024 suara", "pasal 10 ayat 2",
        "2/3 anggota", "selama lima tahun", "dua pekan", "lima tahun ke depan", "Kodim 0423", "usia 40-60 tahun",
        "7,5 persen", "Ibu Mei Lestari", "Agustus Siregar", "Universitas 17 Agustus 1945", "setiap Senin",
        "Pasar Minggu", "salat Jumat", "hari-hari ini", "suara minggu", "TPS 12", "pemilihan kemarin",
        "Selasa, 12 November 2024 20:29 WIB", "12/07/2018, 23:50 WIB", "- 5 Januari 2021, 10:39 WIB",
        "Budi, Jurnalis-Minggu, 25 Agustus 2024 |16:26 WIB",
        "Tanggal : 22 April 2014, 6:43 pm", "Friday, November 22, 2024", "Sen, 25 Nov 2024",
    ],
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert mentions(text, "2024-10-23") == []


# --- which year --------------------------------------------------------------------------------------------


def test_the_weekday_decides_the_year() -> None:
    text = "Jelang pemilu 2024 rapat digelar Kamis (12/10). Tahapan dimulai 3 April 2023."
    assert days(text) == ["2023-10-12", "2023-04-03"]


def test_an_election_in_the_clause_gives_the_year() -> None:
    text = "Pemilu serentak 2024 yang akan berlangsung pada 14 Februari dibahas."
    assert days(text, "2022-06-14") == ["2024-02-14"]


def test_an_election_that_is_only_prepared_gives_no_year() -> None:
    text = "Dalam tahapan Pemilu 2024, KPU menetapkan daftar calon pada 4 November."
    assert days(text, "2023-10-12") == ["2023-11-04"]


def test_the_nearest_full_date_gives_the_year() -> None:
    text = "Pemungutan suara digelar 14 Februari 2024 dan masa tenang 11-13 Februari."
    assert days(text, "2022-06-14") == ["2024-02-14", "2024-02-11/2024-02-13"]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("9 Desember lalu", "2021-01-26", "2020-12-09"),
        ("9 Desember mendatang", "2020-01-26", "2020-12-09"),
        ("28 Desember", "2024-01-03", "2023-12-28"),
        ("3 Januari", "2023-12-28", "2024-01-03"),
        ("27 Juni tahun lalu", "2019-02-01", "2018-06-27"),
        ("Desember mendatang", "2020-09-28", "2020-12-01/2020-12-31"),
        ("September", "2025-10-09", "2025-09-01/2025-09-30"),
    ],
)
def test_direction_and_distance(text: str, published: str, expected: str) -> None:
    assert days(f"Hal itu terjadi pada {text}.", published) == [expected]


@pytest.mark.parametrize("published", ["2024-12-31", "2025-01-01"])
def test_two_digit_years_do_not_turn_with_the_year(published: str) -> None:
    assert days("(31/12/24), (01/01/25), 5/6/98", published) == [
        "2024-12-31",
        "2025-01-01",
        "1998-06-05",
    ]


@pytest.mark.parametrize("misprint", ["3025", "2205", "20255", "205", "2052"])
def test_an_impossible_year_is_repaired(misprint: str) -> None:
    assert days(f"ujarnya, Senin (13 Oktober {misprint}).", "2025-10-13") == ["2025-10-13"]


def test_a_contradicting_weekday_leaves_day_and_month() -> None:
    assert days("ujarnya, Selasa (22/10/2025).", "2025-10-21") == ["2025-10-22"]
    assert days("ujarnya, Kamis (15/8).", "2025-10-12") == ["2025-08-15"]


def test_days_that_do_not_exist_are_no_dates() -> None:
    assert days("rapat 30 Februari 2024 dan (31/11)", "2024-10-23") == []
    assert days("(29/2/2023)", "2023-03-01") == ["-"]


# --- the anchor --------------------------------------------------------------------------------------------


def test_nothing_anchors_a_bare_weekday() -> None:
    fact = found("Ketua KPU di Sukamaju, Kamis, mengatakan hal itu hari ini.")
    assert [(f.start_date, f.end_date) for f in fact] == [(None, None)] * 2
    assert all(f.confidence <= 0.5 for f in fact)


def test_a_dated_report_anchors_itself() -> None:
    text = "Bupati hadir, kata camat, Senin (4/12/2023). Rapat digelar Senin pagi. Besok ia cuti."
    assert days(text) == ["2023-12-04", "2023-12-04", "2023-12-05"]


def test_weekdays_that_agree_on_a_named_year_anchor_a_report() -> None:
    text = "Pilkada 2015: pleno Senin (24/8) dan undian Selasa (25/8). Paling lambat Senin ini."
    assert days(text) == ["2015-08-24", "2015-08-25", "2015-08-24"]


def test_the_date_of_a_caption_is_not_the_day_of_the_report() -> None:
    text = (
        "KPU menetapkan tiga paslon di Sukamaju, Senin.\n"
        "Dokumentasi--Ketua partai menyerahkan surat, Kamis (4/1/2018). (ANTARA/Budi)\n"
        "Keputusan berlaku hari ini (Senin, red)."
    )
    assert days(text) == ["-", "2018-01-04", "-"]


def test_the_day_of_the_vote_is_not_the_day_of_the_report() -> None:
    text = "Jelang pemungutan suara, Rabu, 9 Desember 2020, surat suara dilipat sejak kemarin."
    assert days(text) == ["2020-12-09", "-"]


def test_a_day_of_speech_in_the_sentence_is_today() -> None:
    text = '"Hari ini kami mulai," katanya, Senin (20/10/2025).'
    assert days(text, "2025-10-21") == ["2025-10-20", "2025-10-20"]


def test_the_years_of_cut_copyright_lines_are_evidence() -> None:
    removed = (Removed("footer.copyright", "Copyright © ANTARA 2020"),)
    facts = found("Rapat digelar, kata dia, Rabu (16/12).", removed=removed)
    assert [f.start_date for f in facts] == [date(2020, 12, 16)]


def test_the_year_of_the_address_is_evidence() -> None:
    facts = found(
        "Rapat digelar, kata dia, Kamis (29/5).", url="https://kabardesa.id/2025/05/rapat"
    )
    assert [fact.start_date for fact in facts] == [date(2025, 5, 29)]


def test_a_report_on_friday_is_the_last_friday() -> None:
    assert days("kata dia di Sukamaju, Jumat.", "2020-09-25") == ["2020-09-25"]
    assert days("kata dia di Sukamaju, Jumat.", "2020-09-27") == ["2020-09-25"]
    assert days("Debat akan digelar pada Jumat di sini.", "2020-09-23") == ["2020-09-25"]


# --- properties --------------------------------------------------------------------------------------------


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_spans_inside_it(text: str) -> None:
    facts = found(text, date(2024, 10, 21))
    assert all(0 <= f.start < f.end <= len(text) for f in facts)
    assert all(a.end <= b.start for a, b in pairwise(facts))


@pytest.mark.parametrize(
    "text", ["pekan ını", "triwulan ı", "harı ını hingga 29 Agustus", "ſenin (12/10)"]
)
def test_letters_that_only_match_blind_to_case(text: str) -> None:
    assert all(f.start < f.end for f in found(text, date(2024, 10, 21)))


@given(st.lists(st.sampled_from(PIECES), max_size=12))
@settings(max_examples=200, deadline=None)
def test_any_pieces_resolve_forwards(pieces: list[str]) -> None:
    for published in (None, date(2024, 2, 29)):
        for fact in found(" ".join(pieces), published):
            assert (fact.start_date is None) == (fact.end_date is None)
            if fact.start_date is not None and fact.end_date is not None:
                assert fact.start_date <= fact.end_date


@given(
    calendar_days,
    st.sampled_from(["{d} {m} {y}", "{d}/{n}/{y}", "{w}, {d} {m} {y}", "{w} ({d}/{n}/{y})"]),
)
@settings(max_examples=60, deadline=None)
def test_full_dates_agree_with_dateparser(day: date, form: str) -> None:
    written = form.format(
        d=day.day, n=day.month, y=day.year, m=MONTHS[day.month - 1], w=WEEKDAYS[day.weekday()]
    )
    by_library = dateparser.parse(written, languages=["id"], settings={"DATE_ORDER": "DMY"})
    assert by_library is not None
    assert [f.start_date for f in found(written)] == [day] == [by_library.date()]


@given(calendar_days, st.integers(0, 6))
def test_a_bare_weekday_is_within_the_last_week(published: date, weekday: int) -> None:
    resolution = WeekdayReading(weekday).resolve(Setting(anchor=published))
    assert resolution is not None
    assert resolution.days.start.weekday() == weekday
    assert 0 <= (published - resolution.days.start).days < 7


@given(calendar_days, st.integers(-180, 180))
def test_a_day_without_year_is_the_nearest(published: date, distance: int) -> None:
    day = published + timedelta(days=distance)
    partial = PartialDate(day.day, day.month, weekday=day.weekday())
    setting = Setting(anchor=published, references=(Reference(published),))
    resolution = partial.resolve(setting)
    if (day.day, day.month) != (29, 2):
        assert resolution is not None
        assert resolution.days.start == day


@given(calendar_days, st.integers(0, 300))
def test_a_span_shares_its_year(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    span = PartialRange(
        PartialDate(first.day, first.month), PartialDate(last.day, last.month, last.year)
    )
    resolution = span.resolve(Setting())
    if (first.day, first.month) != (29, 2):
        assert resolution is not None
        assert resolution.days == (first, last)


def test_a_term_tells_the_year_in_which_it_begins() -> None:
    text = "Empat calon bupati periode 2015-2020 mendaftar pada tanggal 27 Juli kemarin."
    assert days(text) == ["2015-01-01/2020-12-31", "2015-07-27"]


def test_an_election_whose_results_are_cited_tells_the_year_less() -> None:
    text = "Pendaftaran Pilkada Kaur 2020 dibuka 4 September bagi partai yang punya 20 kursi hasil Pemilu 2019."
    assert days(text) == ["2020-09-04"]
