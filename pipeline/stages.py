"""The stages of extraction, in order: from an article to a document with its facts.

Each stage is a function of the document and reads what the earlier ones found, so one left out leaves its
table empty and no other stage in error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipeline.confidence import calibrated
from pipeline.counts import stage as counts
from pipeline.dates import stage as dates
from pipeline.officials import stage as officials
from pipeline.percentages import stage as percentages
from pipeline.regions import stage as regions
from pipeline.segment import segment
from pipeline.tagger.base import NO_TAGGER, Tagger
from pipeline.tagging import tag
from pipeline.types import Article, Document, Fact

Stage = Callable[[Document], Sequence[Fact]]

# Name of the table that a stage fills, in the order in which the stages run.
STAGES: Mapping[str, Stage] = {
    "regions": regions.find,
    "dates": dates.find,
    "officials": officials.find,
    "candidate_counts": counts.find,
    "percentages": percentages.find,
}


def run_stage(name: str, document: Document, *, calibrate: bool = True) -> None:
    """Fill one table of ``document``, with confidences calibrated, or raw as the rules give them.

    Raises:
        RuleError: a rule file of the stage cannot be used.
    """
    found: Any = STAGES[name](document)
    setattr(
        document, name, [calibrated(name, fact) for fact in found] if calibrate else list(found)
    )


def fill(document: Document, *, calibrate: bool = True) -> None:
    """Fill all tables of ``document``, which is segmented and tagged.

    Raises:
        RuleError: a rule file cannot be used.
    """
    for name in STAGES:
        run_stage(name, document, calibrate=calibrate)


def extract(article: Article, tagger: Tagger = NO_TAGGER, *, calibrate: bool = True) -> Document:
    """The document of an article, with the facts of all tables, each in order of the text.

    Without a tagger the rules work alone.

    Raises:
        RuleError: a rule file cannot be used.
    """
    document = Document(article)
    segment(document)
    tag([document], tagger)
    fill(document, calibrate=calibrate)
    return document
