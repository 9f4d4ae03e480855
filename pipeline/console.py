"""What a person reads of a run on the terminal or in a log: progress, and the summary."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from rich.console import Console

from pipeline.tables.loader import PACKAGE

if TYPE_CHECKING:
    from pipeline.runs.run import Summary

# Seconds between the lines of progress in a log.
LOG_EVERY = 10.0
# Files that a line of the summary names.
_FILES = 3
plain_console = partial(Console, highlight=False, markup=False, soft_wrap=True)
"""Prints what it is given, brackets and all, and leaves it to the terminal to break long lines."""


class TextReporter:
    """Tells a person how a run goes: progress on standard error, the summary on standard output."""

    def __init__(self, news: Sequence[Path], out: Path) -> None:
        self._news = news
        self._out = out

    @contextmanager
    def progress(self) -> Iterator[Callable[[Summary], None]]:
        """Show how far a run is: a bar on a terminal, now and then a line in a log; yields the watcher."""
        console = Console(stderr=True, highlight=False)
        if console.is_terminal:
            with _bar(console, self._news) as watch:
                yield watch
        else:
            yield _log(console)

    def preview(self, summary: Summary) -> None:
        """Print what there is to do."""
        console = plain_console()
        console.print(_names(self._news), style="bold")
        console.print(
            f"  {summary.read:,} inputs: {summary.new:,} new or changed,"
            f" {summary.known:,} done before, {summary.vanished:,} vanished"
        )
        console.print("  Nothing was written.")

    def failed(self, message: str) -> None:
        """Print why a run was not finished."""
        print(f"wartafakta: {message}", file=sys.stderr)

    def finished(self, summary: Summary) -> None:
        """Print what a run did, what it could not read and why, and what to do next."""
        console = plain_console()
        console.print(_names(self._news), style="bold")
        for line in _inputs(summary):
            console.print(f"  {line}")
        if summary.rejected:
            console.print(f"\nRejected, {summary.new_rejects:,} of them new", style="bold")
        for line in _rejected(summary):
            console.print(f"  {line}")
        console.print(f"\nRows in {self._out}", style="bold")
        for name, count in summary.rows.items():
            of_copies = summary.rows_of_copies[name]
            without = f", {count - of_copies:,} without copies" if of_copies else ""
            console.print(f"  {count:6,}  {name}{without}")
        console.print("\nNext", style="bold")
        shown = "officials" if summary.extracted else "rejects"
        program = f"import pipeline; print(pipeline.read({str(self._out)!r})[{shown!r}])"
        console.print(f"  Read and correct the facts in a browser: wartafakta report {self._out}")
        console.print(f'  Look at a table: {sys.executable} -c "{program}"')
        console.print(f"  What the columns mean: docs/data-dictionary.md or {self._out / PACKAGE}")


def _inputs(summary: Summary) -> Iterator[str]:
    """Lines on what a run has read, and what of it an analyst should know."""
    yield (
        f"Inputs: {summary.read:,} read, {summary.extracted:,} extracted, {summary.rejected.total():,}"
        f" rejected in {summary.seconds:,.1f} seconds ({_rate(summary)})"
    )
    if summary.known or summary.vanished:
        yield (
            f"{summary.new:,} new or changed, {summary.known:,} done before,"
            f" {summary.vanished:,} vanished"
        )
    if summary.undated:
        yield (
            f"Without a date of publication: {summary.undated.total():,}, in which a weekday or"
            f" 'tomorrow' gives no date{_most(summary.undated)}"
        )
    if summary.renamed:
        yield (
            f"New articles with the id of another: {summary.renamed:,}, whose ids have a ~ and a hash"
            " added"
        )


def _rejected(summary: Summary) -> Iterator[str]:
    """Lines on how many inputs were rejected for each reason, with the first few."""
    for reason, count in summary.rejected.most_common():
        yield f"{count:6,}  {reason}"
        for reject in summary.rejects[reason]:
            record = f", record {reject.record}" if reject.record is not None else ""
            yield "        " + printable(f"{reject.source_path}{record}: {reject.message}")
        if count > len(summary.rejects[reason]):
            yield "        ... the others are in the table rejects"


def _most(counts: Counter[str]) -> str:
    """The files that have the most, of those that have several."""
    several = [f"{path} {count:,}" for path, count in counts.most_common(_FILES) if count > 1]
    return printable(f" (most in {', '.join(several)})") if several else ""


def _names(paths: Sequence[Path]) -> str:
    return ", ".join(map(str, paths))


@contextmanager
def _bar(console: Console, news: Sequence[Path]) -> Iterator[Callable[[Summary], None]]:
    from rich import progress as bars

    from pipeline.ingest.sources import count

    columns = (
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TextColumn("{task.fields[rate]}"),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=console, transient=True) as bar:
        counts = [count(path) for path in news]
        total = None if None in counts else sum(filter(None, counts))
        task = bar.add_task("Extracting", total=total, rate="")
        yield lambda summary: bar.update(task, completed=summary.done, rate=_rate(summary))


def _log(console: Console) -> Callable[[Summary], None]:
    def show(summary: Summary) -> None:
        console.print(f"{summary.done:,} articles, {_rate(summary)}")

    return now_and_then(show)


def now_and_then(show: Callable[[Summary], None]) -> Callable[[Summary], None]:
    """A watcher that shows the summary at most every :data:`LOG_EVERY` seconds."""
    shown = monotonic()

    def watch(summary: Summary) -> None:
        nonlocal shown
        if monotonic() - shown >= LOG_EVERY:
            shown = monotonic()
            show(summary)

    return watch


def _rate(summary: Summary) -> str:
    """Articles a second so far."""
    return f"{summary.done / max(summary.seconds, 1e-9):,.1f} a second"


def printable(text: str) -> str:
    """``text`` on one line and without control characters, which a file name may hold."""
    return "".join(character if character.isprintable() else "?" for character in text)
