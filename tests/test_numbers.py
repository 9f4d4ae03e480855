"""The number grammar: one value, many surface forms, and words that only look like numbers."""

from __future__ import annotations

import pytest
from case_files import spliced
from hypothesis import given
from hypothesis import strategies as st

from pipeline.matching import numbers

ONES = [
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
]
SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"))

CORPUS = {
    1: ["satu", "Satu", "1"],
    12: ["dua belas", "12"],
    28: ["dua puluh delapan", "dua  puluh delapan", "28"],
    100: ["seratus", "100", "satu ratus"],
    115: ["seratus lima belas"],
    1250: ["1.250", "seribu dua ratus lima puluh"],
    1_500_000: ["1,5 juta", "1.500.000", "sejuta lima ratus ribu", "satu juta lima ratus ribu"],
    0.5: ["setengah", "separuh", "0,5", "0.5", "nol koma lima"],
    57.3: ["57,3", "57.3"],
    7.25: ["tujuh koma dua lima"],
    1234.5: ["1.234,5"],
    3_000_000_000: ["3 miliar", "3 milyar", "tiga miliar"],
    500_000: ["setengah juta"],
}


def in_words(number: int) -> str:
    """``number`` as Indonesian writes it."""
    if number < len(ONES):
        return ONES[number]
    if number < 20:
        return f"{ONES[number - 10]} belas"
    for size, word, one in ((100, "ratus", "seratus"), (10, "puluh", "")):
        if number < size * 10 and number >= size:
            head, rest = divmod(number, size)
            first = one if head == 1 and one else f"{ONES[head]} {word}"
            return f"{first} {in_words(rest)}" if rest else first
    for size, word in SCALES:
        if number >= size:
            head, rest = divmod(number, size)
            first = "seribu" if (head, word) == (1, "ribu") else f"{in_words(head)} {word}"
            return f"{first} {in_words(rest)}" if rest else first
    raise AssertionError(number)


@pytest.mark.parametrize(
    ("text", "value"), [(text, value) for value, texts in CORPUS.items() for text in texts]
)
def test_value(text: str, value: float) -> None:
    assert numbers.value_of(text) == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "belasan",
        "puluhan orang",
        "ratusan",
        "kedua",
        "ketiga calon",
        "",
        "satu dua",
        "jutaan",
        "12a",
    ],
)
def test_no_number(text: str) -> None:
    assert numbers.value_of(text) is None


@given(st.integers(min_value=1, max_value=10**14))
def test_words_round_trip(number: int) -> None:
    assert numbers.value_of(in_words(number)) == number


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_digits_round_trip(number: int) -> None:
    assert numbers.value_of(f"{number:,}".replace(",", ".")) == number


@given(st.text() | spliced("percentages.txt"))
def test_offsets_hold_for_any_text(text: str) -> None:
    for number in numbers.numbers_in(text):
        assert 0 <= number.start < number.end <= len(text)


def test_two_numbers_are_not_added_up() -> None:
    found = numbers.numbers_in("satu pasang dan tiga pasang calon")
    assert [number.value for number in found] == [1, 3]
