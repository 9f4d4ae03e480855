"""A run: from a folder of news to a folder of tables.

:func:`build_batch` and :func:`process` say what is done with one batch and touch nothing else; a
:class:`Runner` says who runs the batches, and any engine that maps a function over batches in order can
be one. The tables do not depend on it.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from time import monotonic
from typing import Protocol, TypeVar

from pipeline.ingest import build, with_own_ids
from pipeline.loader import Loader
from pipeline.rules import RuleError
from pipeline.sources import Raw, read
from pipeline.stages import extract
from pipeline.tables import Tables, to_tables
from pipeline.types import Article, Document, Reject

BATCH = 64
INTERNAL_ERROR = "internal_error"
# Rejects of each reason that a summary shows.
SHOWN = 3

T = TypeVar("T")
B = TypeVar("B")
R = TypeVar("R")


class Runner(Protocol):
    """Maps a function over batches, the results in the order of the batches."""

    def __call__(self, work: Callable[[B], R], batches: Iterable[B], /) -> Iterator[R]: ...


@dataclass
class Summary:
    """What a run has done so far; ``rejects`` holds the first few of each reason."""

    read: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    rejects: dict[str, list[Reject]] = field(default_factory=dict)
    started: float = field(default_factory=monotonic)
    seconds: float = 0.0

    @property
    def extracted(self) -> int:
        return self.rows["articles"]

    @property
    def done(self) -> int:
        """Inputs that became an article or a reject."""
        return self.extracted + self.rejected.total()

    def add(self, tables: Tables) -> None:
        """Count the rows of one batch."""
        self.rows.update({name: table.num_rows for name, table in tables.items()})
        for row in tables["rejects"].to_pylist():
            reject = Reject(**row)
            self.rejected[reject.reason] += 1
            shown = self.rejects.setdefault(reject.reason, [])
            if len(shown) < SHOWN:
                shown.append(reject)
        self.seconds = monotonic() - self.started


def build_batch(batch: Sequence[Raw | Reject]) -> list[Article | Reject]:
    """The articles in input records; what cannot be one is a reject."""
    return [item if isinstance(item, Reject) else _built(item) for item in batch]


def process(batch: Sequence[Article | Reject]) -> Tables:
    """The rows of all tables for a batch; an article that fails is a reject and stops no other.

    Raises:
        RuleError: a rule file cannot be used, so no article could be read right.
    """
    outcomes = [item if isinstance(item, Reject) else _extracted(item) for item in batch]
    try:
        return to_tables(outcomes)
    except Exception:
        # One article's rows do not fit: find it, so that only that one is lost.
        return to_tables([_loadable(outcome) for outcome in outcomes])


def _built(raw: Raw) -> Article | Reject:
    try:
        return build(raw)
    except RuleError:
        raise
    except Exception as error:
        return Reject(raw.source_path, raw.record, INTERNAL_ERROR, _described(error))


def _extracted(article: Article) -> Document | Reject:
    try:
        return extract(article)
    except RuleError:
        raise
    except Exception as error:
        return _internal_error(article, error)


def _loadable(outcome: Document | Reject) -> Document | Reject:
    """``outcome``, or a reject where its rows break the schemas."""
    try:
        to_tables([outcome])
    except Exception as error:
        if isinstance(outcome, Reject):
            raise
        return _internal_error(outcome.article, error)
    return outcome


def _internal_error(article: Article, error: Exception) -> Reject:
    message = f"article {article.article_id}: {_described(error)}"
    return Reject(article.source_path, None, INTERNAL_ERROR, message)


def _described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def serial(work: Callable[[B], R], batches: Iterable[B], /) -> Iterator[R]:
    """The runner that does all the work in this process."""
    return map(work, batches)


@contextmanager
def pooled(workers: int) -> Iterator[Runner]:
    """A runner that does the work in that many processes, started when there are two batches."""
    if workers == 1:
        yield serial
        return
    # Not forked: a fork copies the locks of this process's threads as they happen to stand.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    pool = ProcessPoolExecutor(workers, context, initializer=_end_with_parent)

    def runner(work: Callable[[B], R], batches: Iterable[B], /) -> Iterator[R]:
        batches = iter(batches)
        first = list(islice(batches, 2))
        if len(first) < 2:
            # One batch is done sooner than a second process has started.
            yield from map(work, first)
            return
        waiting: deque[Future[R]] = deque()
        for batch in chain(first, batches):
            waiting.append(pool.submit(work, batch))
            # Enough ahead to keep all busy while one is slow, few enough to hold in memory.
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    try:
        yield runner
    finally:
        # After an error or an interrupt nobody wants what is still waiting.
        pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """End this worker process when the one that started it is killed; a pool alone would not."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def usable_cores() -> int:
    """How many cores this process may use, which can be fewer than the machine has."""
    return len(os.sched_getaffinity(0))


def run(
    news: Iterable[Path],
    out: Path,
    runner: Runner = serial,
    watch: Callable[[Summary], None] = lambda _summary: None,
) -> Summary:
    """Extract every article under ``news`` into the tables in ``out``, all at once at the end.

    ``watch`` is told after every batch.

    Raises:
        RuleError: a rule file cannot be used.
        LoadError, OSError: the tables cannot be written; those of the run before are unharmed.
    """
    summary = Summary()
    raws = _counted(chain.from_iterable(map(read, news)), summary)
    with Loader(out) as loader:
        built = chain.from_iterable(runner(build_batch, _batches(raws)))
        for tables in runner(process, _batches(with_own_ids(built))):
            loader.write(tables)
            summary.add(tables)
            watch(summary)
        if summary.read != summary.done:
            raise RuntimeError(f"{summary.read} inputs read, {summary.done} accounted for")
        loader.commit()
    summary.seconds = monotonic() - summary.started
    return summary


def _counted(items: Iterable[T], summary: Summary) -> Iterator[T]:
    for item in items:
        summary.read += 1
        yield item


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    items = iter(items)
    while batch := list(islice(items, BATCH)):
        yield batch
