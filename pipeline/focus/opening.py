"""How an article opens: where it was written, and how far its lead goes."""

from __future__ import annotations

from itertools import islice

from pipeline.focus.signs import ruleset
from pipeline.types import Document

SENTENCES_OF_LEAD = 3


def end_of_lead(document: Document, sentences: int = SENTENCES_OF_LEAD) -> int:
    """The end of so many ``sentences`` below the headline, or below the captions above a dateline."""
    article = document.article
    headline = len(article.headline or "")
    body = headline if article.opening is None else article.opening.end
    below = (
        s
        for s in document.sentences
        if s.start >= headline and any(map(str.isalpha, document.text[max(s.start, body) : s.end]))
    )
    lead = list(islice(below, sentences))
    return lead[-1].end if lead else headline


def written_in(document: Document) -> set[str]:
    """The regions of the dateline."""
    dateline = document.article.dateline
    if dateline is None:
        return set()
    return {r.region_code for r in document.regions_in(dateline.start, dateline.end)}


def is_written_in_capital(document: Document) -> bool:
    """True for a report that the place of writing puts in the capital."""
    dateline = document.article.dateline
    place = dateline.of(document.text) if dateline is not None else ""
    return ruleset().contexts.capital.search(place) is not None
