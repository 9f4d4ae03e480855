"""What is done with one batch: build its articles, extract their facts. Who runs batches is of no concern here.

Every function takes a list and gives a list, item by item: a list may be split, and the results put together.
None touches a file, so that they can run in any process, on any machine.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from pipeline.ingest.articles import build
from pipeline.ingest.raw import DEFAULTS, Limits, Raw
from pipeline.matching.rules import RuleError
from pipeline.runs.copies import signature
from pipeline.segment import segment
from pipeline.stages import fill
from pipeline.tables.rows import Tables, to_tables
from pipeline.tagger import ModelError, Tagger, load_tagger
from pipeline.tagging import tag
from pipeline.types import Article, Document, Reject, TaggerName

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


def build_batch(raws: Sequence[Raw], limits: Limits = DEFAULTS) -> list[Built | Reject]:
    """The articles in input records; what cannot be one is a reject.

    Raises:
        RuleError: a rule file cannot be used.
    """
    return [_built(raw, limits) for raw in raws]


def extract_batch(
    articles: Sequence[Article],
    limits: Limits = DEFAULTS,
    *,
    skip_copies: bool = False,
    tagger: TaggerName,
) -> list[Tables | Failure]:
    """The rows of articles and the failures; an article that fails stops no other.

    Raises:
        RuleError: a rule file cannot be used, so no article could be read right.
        ModelError: the tagger's model cannot be used, likewise.
    """
    documents = [Document(article) for article in articles]
    failures: list[Failure] = []
    if skip_copies:
        read = [document for document in documents if document.article.duplicate_of is None]
    else:
        read = documents
    read = _each(segment, read, limits, failures)
    read = _tagged(read, tagger, limits, failures)
    _each(fill, read, limits, failures)
    lost = {failure.article_id for failure in failures}
    documents = [document for document in documents if document.article.article_id not in lost]
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


def _each(
    step: Callable[[Document], None],
    documents: Sequence[Document],
    limits: Limits,
    failures: list[Failure],
) -> list[Document]:
    """Take ``step`` with each document; those it fails with are added to ``failures``, the others returned."""
    done = []
    for document in documents:
        article_id = document.article.article_id
        try:
            with _deadline(limits.seconds):
                step(document)
        except (RuleError, ModelError):
            raise
        except _TooSlowError:
            failures.append(Failure(article_id, TOO_SLOW, _too_slow(limits)))
        except Exception as error:
            failures.append(Failure(article_id, INTERNAL_ERROR, _described(error)))
        else:
            done.append(document)
    return done


def _tagged(
    documents: list[Document], name: TaggerName, limits: Limits, failures: list[Failure]
) -> list[Document]:
    """Tag the documents together, which is fastest; one by one where that fails, so that only one is lost."""
    tagger = _tagger(name)
    try:
        with _deadline(limits.seconds):
            tag(documents, tagger)
    except (_TooSlowError, Exception):
        return _each(lambda document: tag([document], tagger), documents, limits, failures)
    return documents


@cache
def _tagger(name: TaggerName) -> Tagger:
    """A tagger that this process loads once."""
    return load_tagger(name)


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
