"""What is done with one batch: build its articles, extract their facts. Who runs batches is of no concern here.

Every function takes a list and gives a list; those of two halves, one behind the other, are as good as that
of the whole. None touches a file, so that they can run in any process, on any machine.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, get_args

from pipeline.copies import signature
from pipeline.ingest import build
from pipeline.rules import RuleError
from pipeline.sources import Limits, Raw
from pipeline.stages import extract
from pipeline.tables import Tables, to_tables
from pipeline.types import Article, Document, Reject

Fault = Literal["internal_error", "too_slow"]
"""Why an article was lost that is not to blame alone: the next run tries it again."""

FAULTS: frozenset[str] = frozenset(get_args(Fault))
INTERNAL_ERROR: Fault = "internal_error"
TOO_SLOW: Fault = "too_slow"


@dataclass(frozen=True, slots=True)
class Built:
    """An article and the signature by which its copies are found."""

    article: Article
    minhash: bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """An article from which nothing could be extracted, and why."""

    article_id: str
    reason: str
    message: str


class _TooSlowError(BaseException):
    """The time for one article is over; no ``except Exception`` on the way may stop it."""


def build_batch(raws: Sequence[Raw], limits: Limits | None = None) -> list[Built | Reject]:
    """The articles in input records; what cannot be one is a reject.

    Raises:
        RuleError: a rule file cannot be used.
    """
    return [_built(raw, limits or Limits()) for raw in raws]


def extract_batch(
    articles: Sequence[Article], limits: Limits | None = None, *, skip_copies: bool = False
) -> list[Tables | Failure]:
    """The rows of articles and the failures; an article that fails stops no other.

    Raises:
        RuleError: a rule file cannot be used, so no article could be read right.
    """
    outcomes = [
        Document(article)
        if skip_copies and article.duplicate_of is not None
        else _extracted(article, limits or Limits())
        for article in articles
    ]
    documents = [outcome for outcome in outcomes if isinstance(outcome, Document)]
    failures = [outcome for outcome in outcomes if isinstance(outcome, Failure)]
    try:
        return [to_tables(documents), *failures]
    except Exception:
        # One article's rows do not fit: find it, so that only that one is lost.
        return [*(_rows(document) for document in documents), *failures]


def lost_record(raw: Raw) -> Reject:
    """What becomes of a record that ends the process which builds it."""
    return Reject(raw.source_path, raw.record, INTERNAL_ERROR, _LOST)


def lost_article(article: Article) -> Failure:
    """What becomes of an article that ends the process which extracts it."""
    return Failure(article.article_id, INTERNAL_ERROR, _LOST)


_LOST = "The process that read it ended without a word; was there too little memory?"


def _built(raw: Raw, limits: Limits) -> Built | Reject:
    try:
        with _deadline(limits.seconds):
            article = build(raw, limits)
            return article if isinstance(article, Reject) else Built(article, signature(article))
    except RuleError:
        raise
    except _TooSlowError:
        return Reject(raw.source_path, raw.record, TOO_SLOW, _too_slow(limits))
    except Exception as error:
        return Reject(raw.source_path, raw.record, INTERNAL_ERROR, _described(error))


def _extracted(article: Article, limits: Limits) -> Document | Failure:
    try:
        with _deadline(limits.seconds):
            return extract(article)
    except RuleError:
        raise
    except _TooSlowError:
        return Failure(article.article_id, TOO_SLOW, _too_slow(limits))
    except Exception as error:
        return Failure(article.article_id, INTERNAL_ERROR, _described(error))


def _rows(document: Document) -> Tables | Failure:
    try:
        return to_tables([document])
    except Exception as error:
        return Failure(document.article.article_id, INTERNAL_ERROR, _described(error))


def _described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _too_slow(limits: Limits) -> str:
    return f"It took longer than {limits.seconds:g} seconds, the limit for one article."


@contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """Raise where the block takes longer; only a process's main thread can be stopped so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise _TooSlowError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
