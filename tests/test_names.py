"""Names of persons: where they begin and end, and what around them is title, rank or degree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.officials.names.reader import NameReader, PersonName
from pipeline.segment import segment
from pipeline.types import Article, Document, Span


def reader(text: str, *blocked: str) -> NameReader:
    """A reader of ``text`` in which the words ``blocked`` are known to be something else."""
    document = Document(Article("invented", text))
    segment(document)
    places = [Span(text.index(each), text.index(each) + len(each)) for each in blocked]
    return NameReader(document, places)


def first(text: str) -> PersonName:
    name = reader(text).at(0)
    assert name is not None
    return name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Andi Rahman hadir", "Andi Rahman"),
        ("Suharto hadir", "Suharto"),
        ("Andi bin Rahman hadir", "Andi bin Rahman"),
        ("Siti binti Hasan Basri hadir", "Siti binti Hasan Basri"),
        ("Andi R. Santoso hadir", "Andi R. Santoso"),
        ("R. Andi Santoso hadir", "R. Andi Santoso"),
        ("R.A. Kartika hadir", "R.A. Kartika"),
        ("Moh. Ramli hadir", "Moh. Ramli"),
        ("YB. Dt. Rajo Alam hadir", "YB. Dt. Rajo Alam"),
        ("Minggu Rahman hadir", "Minggu Rahman"),
        ("Jusuf SK-Umar hadir", "Jusuf SK"),
        ("Jusuf SK Umar hadir", "Jusuf SK Umar"),
        ("Jusuf SK Bupati", "Jusuf"),
        ("Abdul Gani Kasuba hadir", "Abdul Gani Kasuba"),
        ("Dedy Yon Santoso hadir", "Dedy Yon Santoso"),
        ("Umar S.S. Kadang hadir", "Umar S.S. Kadang"),
        ("Umar S.P Kadang hadir", "Umar S.P Kadang"),
        ("Erik Laso' Padang hadir", "Erik Laso' Padang"),
        ("Umar 'Ashim Fikri hadir", "Umar Ashim Fikri"),
        ("Andi Rahman' Budi 'hadir", "Andi Rahman"),
        ("Maria d'Costa hadir", "Maria d'Costa"),
        ("I Ketut Resmi Yasa hadir", "I Ketut Resmi Yasa"),
        ("M. ANDI RAHMAN hadir", "M. ANDI RAHMAN"),
        ("Abd. Halim hadir", "Abd. Halim"),
        ("Al-Harits Umar hadir", "Al-Harits Umar"),
        ("Ma'ruf Siregar hadir", "Ma'ruf Siregar"),
        ("Lili - Lili Wirawan hadir", "Lili - Lili Wirawan"),
        ("Munir 'Cokro' Arifin hadir", "Munir Arifin"),
        ('Munir "Cokro" Arifin hadir', "Munir Arifin"),
        ("Andi Rahman-Budi Hartono", "Andi Rahman"),
        ("Andi Rahman, Budi Hartono", "Andi Rahman"),
        ("Andi Rahman Senin lalu", "Andi Rahman"),
        ("Andi Rahman KPU", "Andi Rahman"),
        ("Andi Rahman\nBudi", "Andi Rahman"),
        ("Sonya Maharani hadir", "Sonya Maharani"),
        ("Andi Rahman S Sos MSi hadir", "Andi Rahman"),
        ("Andi Rahman M Si, Camat", "Andi Rahman"),
        ("Andi Rahman M Kes hadir", "Andi Rahman"),
        ("Andi M Rahman hadir", "Andi M Rahman"),
        ("Andi Alias Molen hadir", "Andi"),
        ("Alias Rahman hadir", "Alias Rahman"),
        ("h. Andi Rahman hadir", "Andi Rahman"),
        ("Anda Suhada hadir", "Anda Suhada"),
        ("Rufina Sedang hadir", "Rufina Sedang"),
    ],
)
def test_words(text: str, words: str) -> None:
    name = first(text)
    assert " ".join(name.words) == words
    assert text[name.span.start : name.span.end].startswith(name.words[0])


@pytest.mark.parametrize(
    "text",
    [
        "hadir di sini",
        "KPU Kaur",
        "RT",
        "Senin",
        "Penantangnya Budi",
        "Penetapan Budi",
        "Dilaporkan",
        "2024",
        "A",
        "Bawaslu",
        "",
    ],
)
def test_no_name(text: str) -> None:
    assert reader(text).at(0) is None


@pytest.mark.parametrize(
    ("text", "words", "titles", "rank"),
    [
        ("H. Andi Rahman hadir", "Andi Rahman", ["H"], None),
        ("Drs. H. Andi Rahman, M.Si., hadir", "Andi Rahman", ["Drs", "H", "M.Si"], None),
        ("Hj Siti Aminah, SE, MM hadir", "Siti Aminah", ["Hj", "SE", "MM"], None),
        ("K.H. Hasan Basri hadir", "Hasan Basri", ["K.H"], None),
        ("Prof. Dr. Rina Dewi, S.H., M.H. hadir", "Rina Dewi", ["Prof", "Dr", "S.H", "M.H"], None),
        ("dr. Yusuf Umar, Sp.OG hadir", "Yusuf Umar", ["dr", "Sp.OG"], None),
        ("Ibu Rina Dewi hadir", "Rina Dewi", ["Ibu"], None),
        ("Rina Dewi S.Pd hadir", "Rina Dewi", ["S.Pd"], None),
        ("H.Andi Rahman.SH hadir", "Andi Rahman", ["H", "SH"], None),
        ("HA. Rahman hadir", "A. Rahman", ["H"], None),
        ("Andi Rahman.,SH hadir", "Andi Rahman", ["SH"], None),
        ("Andi Rahman S,Sos hadir", "Andi Rahman", ["S,Sos"], None),
        ("Andi Rahman, SE,. MM hadir", "Andi Rahman", ["SE", "MM"], None),
        ("Drs. Ec. Andi Rahman hadir", "Andi Rahman", ["Drs", "Ec"], None),
        ("Dokter Rina Dewi hadir", "Rina Dewi", ["Dokter"], None),
        ("dokter Rina Dewi hadir", "Rina Dewi", ["dokter"], None),
        ("Dr (Cand) Andi Rahman hadir", "Andi Rahman", ["Dr (Cand)"], None),
        ("Andi Rahman, S.Kep., Ns. hadir", "Andi Rahman", ["S.Kep", "Ns"], None),
        ("Mayjen TNI Purn Andi Rahman hadir", "Andi Rahman", [], "Mayjen TNI Purn"),
        ("Irjen Purnomo Rahman hadir", "Purnomo Rahman", [], "Irjen"),
        ("Kombespol Andi Rahman hadir", "Andi Rahman", [], "Kombespol"),
        ("Andi Rahman. S.Sos dan Budi", "Andi Rahman", ["S.Sos"], None),
        ("Andi Rahman. MA menolak", "Andi Rahman", [], None),
        ("AKBP Andi Rahman hadir", "Andi Rahman", [], "AKBP"),
        ("Kombes Pol. Andi Rahman hadir", "Andi Rahman", [], "Kombes Pol."),
        ("Letkol Inf Andi Rahman, S.I.P. hadir", "Andi Rahman", ["S.I.P"], "Letkol Inf"),
        ("Mayjen TNI (Purn) Andi Rahman hadir", "Andi Rahman", [], "Mayjen TNI (Purn)"),
        ("Brigjen Pol Drs Andi Rahman hadir", "Andi Rahman", ["Drs"], "Brigjen Pol"),
    ],
)
def test_titles(text: str, words: str, titles: list[str], rank: str | None) -> None:
    name = first(text)
    assert (" ".join(name.words), list(name.titles), name.rank) == (words, titles, rank)


def test_outer_span_covers_titles_and_degrees() -> None:
    text = "H. Andi Rahman, SE. Ia hadir."
    name = first(text)
    assert name.span.of(text) == "Andi Rahman"
    assert name.outer.of(text) == "H. Andi Rahman, SE."


def test_alias() -> None:
    text = "Andi Rahman alias Molen hadir"
    assert first(text).alias == ("Molen",)
    assert first(text).outer.of(text) == "Andi Rahman alias Molen"


@pytest.mark.parametrize(
    "lead",
    [
        " yang akrab disapa ",
        " atau lebih dikenal ",
        " atau yang lebih dikenal dengan nama ",
        ", dikenal dengan sapaan ",
        " (akrab disapa ",
    ],
)
def test_words_that_lead_to_an_alias(lead: str) -> None:
    assert first(f"Andi Rahman{lead}Molen").alias == ("Molen",)


def test_capitals_are_names_only_among_capitals() -> None:
    assert " ".join(first("ANDI RAHMAN HADIR DI SINI").words).startswith("ANDI RAHMAN")
    assert reader("AWRS hadir di sana").at(0) is None


def test_blocked_words_are_no_part_of_a_name() -> None:
    assert first("Andi Rahman Kaur").words == ("Andi", "Rahman", "Kaur")
    name = reader("Andi Rahman Kaur", "Kaur").at(0)
    assert name is not None
    assert name.words == ("Andi", "Rahman")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Menurut H. Andi Rahman, M.Si.", "Andi Rahman"),
        ("yaitu Letkol Inf Andi Rahman", "Andi Rahman"),
        ("kata Suharto", "Suharto"),
        ("Budi, Andi Rahman", "Andi Rahman"),
    ],
)
def test_a_name_that_ends_at_an_offset(text: str, words: str) -> None:
    name = reader(text).ending_at(len(text))
    assert name is not None
    assert " ".join(name.words) == words


def test_runs_and_prefixes() -> None:
    names = reader("Andi Rahman bertemu H. Budi Hartono di sana.")
    runs = names.runs
    assert [" ".join(run.words) for run in runs] == ["Andi Rahman", "Budi Hartono"]
    shorter = names.prefixes(runs[1])
    assert [each.words for each in shorter] == [("Budi", "Hartono"), ("Budi",)]
    assert [each.span.of(names.text) for each in shorter] == ["Budi Hartono", "Budi"]


PIECES = st.sampled_from(
    [
        "Andi",
        "H.",
        "Drs",
        "AKBP",
        "bin",
        "-",
        "'",
        '"',
        ",",
        "S.H.",
        "M.Si",
        "KPU",
        " ",
        "\n",
        "R.",
        "alias",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=20).map(" ".join)))
def test_any_text_can_be_read(text: str) -> None:
    names = reader(text)
    for name in names.runs:
        assert (
            0 <= name.outer.start <= name.span.start < name.span.end <= name.outer.end <= len(text)
        )
        assert all(name.words)
    for offset in range(len(text) + 1):
        name_before = names.ending_at(offset)
        assert name_before is None or name_before.outer.end <= offset
