"""Dates: the forms of the press, and how a partial date finds its year."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import dateparser
import pytest
from case_files import Case, cases, spliced
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dates import stage as dates
from pipeline.dates.setting import Reference, Setting
from pipeline.dates.timex import PartialDate, PartialRange, WeekdayReading
from pipeline.segment import segment
from pipeline.types import Article, DateMention, Document, Removed

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


def shown(fact: DateMention) -> str:
    """A day, a span as ``start/end``, or ``-`` for what nothing anchors."""
    if fact.start_date is None:
        return "-"
    one_day = fact.start_date == fact.end_date
    return str(fact.start_date) if one_day else f"{fact.start_date}/{fact.end_date}"


@pytest.mark.parametrize("case", cases("dates.txt"))
def test_rows(case: Case) -> None:
    assert [*map(shown, found(case.text, case.published))] == case.rows, case.text


def test_nothing_anchors_a_bare_weekday() -> None:
    fact = found("Ketua KPU di Sukamaju, Kamis, mengatakan hal itu hari ini.")
    assert [(f.start_date, f.end_date) for f in fact] == [(None, None)] * 2
    assert all(f.confidence <= 0.5 for f in fact)


def test_the_years_of_cut_copyright_lines_are_evidence() -> None:
    removed = (Removed("footer.copyright", "Copyright © ANTARA 2020"),)
    facts = found("Rapat digelar, kata dia, Rabu (16/12).", removed=removed)
    assert [f.start_date for f in facts] == [date(2020, 12, 16)]


def test_the_year_of_the_address_is_evidence() -> None:
    facts = found(
        "Rapat digelar, kata dia, Kamis (29/5).", url="https://kabardesa.id/2025/05/rapat"
    )
    assert [fact.start_date for fact in facts] == [date(2025, 5, 29)]


@given(st.text(max_size=300) | spliced("dates.txt"))
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
