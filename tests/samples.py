"""Articles and documents for tests: invented, small, with one fact in every table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from pipeline.regions import stage as regions
from pipeline.segment import segment
from pipeline.tables.loader import Loader
from pipeline.tables.rows import Tables, reject_rows, to_tables
from pipeline.types import (
    Article,
    CandidateCount,
    DateMention,
    Document,
    Fact,
    Official,
    Percentage,
    Region,
    Reject,
    Removed,
    Span,
)

TEXT = (
    "Dua pasangan calon di Kaur\n\n"
    "Ketua KPU Kaur Wirya Santana mengatakan dua pasangan calon maju. "
    "Partisipasi pada 27 November 2024 mencapai 80,5 persen."
)


def article(number: int = 1, text: str = TEXT) -> Article:
    """An article whose id and path hold ``number``."""
    return Article(
        f"kaur-{number}",
        text,
        source_path=f"2024/kaur-{number}.txt",
        headline="Dua pasangan calon di Kaur",
        published=date(2024, 11, 28),
        published_source="record",
        removed=(Removed("related.label", "Baca juga: Kaur siap"),),
    )


def tables_with(rejects: Iterable[Reject], documents: Iterable[Document]) -> Tables:
    """The tables of documents, and of inputs that gave none."""
    return to_tables(documents) | {"rejects": reject_rows(rejects)}


def written(tables: Tables, out: Path) -> Path:
    """The folder ``out``, with a run in it that holds the tables."""
    with Loader(out) as loader:
        loader.write(tables)
        loader.commit()
    return out


def document(number: int = 1) -> Document:
    """The article with the facts that its text states."""
    made = Document(article(number))
    segment(made)
    made.regions = [
        Region(
            **place("Kaur"),
            region_code="17.04",
            region_name="Kabupaten Kaur",
            level="regency",
            province_code="17",
        )
    ]
    made.officials = [
        Official(
            **place("Wirya Santana"),
            person="Wirya Santana",
            role="ketua_kpu",
            region_code="17.04",
        )
    ]
    made.dates = [
        DateMention(
            **place("27 November 2024"),
            start_date=date(2024, 11, 27),
            end_date=date(2024, 11, 27),
            granularity="day",
            kind="absolute",
        )
    ]
    made.candidate_counts = [
        CandidateCount(
            **place("dua pasangan calon"),
            region_code="17.04",
            election="bupati",
            count=2,
            unit="pasangan_calon",
            stage="contesting",
            uncontested=False,
        )
    ]
    made.percentages = [
        Percentage(**place("80,5 persen"), value=80.5, measure="turnout", region_code="17.04")
    ]
    return made


def with_regions(text: str, dateline: str = "") -> Document:
    """A document with tokens, sentences and the regions found; ``dateline`` stands in ``text``."""
    at = text.index(dateline)
    span = Span(at, at + len(dateline)) if dateline else None
    made = Document(Article("invented", text, dateline=span, opening=span))
    segment(made)
    made.regions = regions.find(made)
    return made


def place(mention: str, text: str = TEXT, confidence: float = 0.9) -> dict[str, object]:
    """What all facts share, for the first place where ``mention`` stands in ``text``."""
    start = text.index(mention)
    return {
        "start": start,
        "end": start + len(mention),
        "rule_id": "test.rule",
        "confidence": confidence,
    }


def facts(document: Document) -> list[Fact]:
    """All facts of a document."""
    return [
        *document.regions,
        *document.officials,
        *document.dates,
        *document.candidate_counts,
        *document.percentages,
    ]
