"""Who runs the batches. The tables do not depend on it."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[list[T]], list[R]]

# Enough is handed out ahead to keep all busy while one is slow and while they start, and little enough to hold in
# memory: this many items a worker, and this many batches, most of which have none to do in a night.
_AHEAD = 128
_BATCHES_AHEAD = 8


class Runner(Protocol):
    """Maps a function over batches, the results in the order of the batches.

    A runner may split a batch, so the function must work item by item: the results of the parts, put together,
    stand for those of the batch. Where an item ends the process that it runs in, the others are run again
    without it, and ``lost`` gives its result. An empty batch has an empty result and costs no work.
    """

    def __call__(
        self, work: Work[T, R], batches: Iterable[list[T]], lost: Callable[[T], R], /
    ) -> Iterator[list[R]]: ...


def serial(
    work: Work[T, R], batches: Iterable[list[T]], _lost: Callable[[T], R], /
) -> Iterator[list[R]]:
    """The runner that does all the work in this process."""
    return (work(batch) if batch else [] for batch in batches)


@contextmanager
def pooled(workers: int, preload: str = "pipeline.runs.work") -> Iterator[Runner]:
    """A runner that does the work in that many processes, started when there are two batches.

    They share what they find loaded once the module ``preload`` is imported.
    """
    if workers == 1:
        yield serial
        return
    with _Pool(workers, preload) as pool:
        yield pool.run


class _Pool:
    """Worker processes, replaced when one of them dies."""

    def __init__(self, workers: int, preload: str) -> None:
        self._workers = workers
        # Not forked: a fork copies the locks of this process's threads as they happen to stand.
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([preload])
        self._executor = self._executor_of(workers)
        # Hands the batches on, for whoever starts a process waits until there is one.
        self._courier = ThreadPoolExecutor(1)

    def _executor_of(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, self._context, initializer=_end_with_parent)

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        # After an error or an interrupt nobody wants what is still waiting.
        self._courier.shutdown(cancel_futures=True)
        self._executor.shutdown(cancel_futures=True)

    def run(
        self, work: Work[T, R], batches: Iterable[list[T]], lost: Callable[[T], R], /
    ) -> Iterator[list[R]]:
        """Map ``work`` over ``batches``; see :class:`Runner`."""
        batches = iter(batches)
        first = list(islice(batches, 2))
        if len(first) < 2:
            # One batch is done sooner than a second process has started.
            yield from serial(work, first, lost)
            return
        waiting: deque[tuple[list[T], Future[Future[list[R]]]]] = deque()
        ahead = 0
        for batch in chain(first, batches):
            waiting.append((batch, self._courier.submit(self._submit, work, batch)))
            ahead += len(batch)
            while waiting and (
                ahead > _AHEAD * self._workers
                or len(waiting) > _BATCHES_AHEAD * self._workers
                or _is_done(waiting[0][1])
            ):
                ahead -= len(waiting[0][0])
                yield self._result(work, *waiting.popleft(), lost)
        while waiting:
            yield self._result(work, *waiting.popleft(), lost)

    def _submit(self, work: Work[T, R], batch: list[T]) -> Future[list[R]]:
        if not batch:
            nothing: Future[list[R]] = Future()
            nothing.set_result([])
            return nothing
        try:
            return self._executor.submit(work, batch)
        except BrokenExecutor:
            self._executor.shutdown()
            self._executor = self._executor_of(self._workers)
            return self._executor.submit(work, batch)

    def _result(
        self,
        work: Work[T, R],
        batch: list[T],
        submitted: Future[Future[list[R]]],
        lost: Callable[[T], R],
    ) -> list[R]:
        try:
            return submitted.result().result()
        except BrokenExecutor:
            # This batch or another that ran at the time: tell them apart.
            return self._alone(work, batch, lost)

    def _alone(self, work: Work[T, R], batch: list[T], lost: Callable[[T], R]) -> list[R]:
        """Do the work where a dying process takes nothing else along."""
        try:
            with self._executor_of(1) as executor:
                return executor.submit(work, batch).result()
        except BrokenExecutor:
            if len(batch) == 1:
                return [lost(batch[0])]
            middle = len(batch) // 2
            return self._alone(work, batch[:middle], lost) + self._alone(work, batch[middle:], lost)


def _is_done(submitted: Future[Future[list[R]]]) -> bool:
    return submitted.done() and (submitted.exception() is not None or submitted.result().done())


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
