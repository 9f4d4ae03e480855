"""What a person reads on the terminal or in a log: progress, the summary of a run, figures, mistakes."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from pipeline.tables.loader import PACKAGE

if TYPE_CHECKING:
    from pipeline.evaluation.calibration import Sample
    from pipeline.evaluation.compare import Comparison
    from pipeline.evaluation.scores import Evaluation, Mistake
    from pipeline.ner_training.evaluate import Evaluation as NerEvaluation
    from pipeline.runs.run import Summary

# Seconds between the lines of progress in a log.
LOG_EVERY = 10.0
# Files that a line of the summary names.
_FILES = 3
# Prints what it is given, brackets and all, and leaves it to the terminal to break long lines.
_console = partial(Console, highlight=False, markup=False, soft_wrap=True)


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
        console = _console()
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
        console = _console()
        rejected = summary.rejected.total()
        console.print(_names(self._news), style="bold")
        console.print(
            f"  Inputs: {summary.read:,} read, {summary.extracted:,} extracted, {rejected:,} rejected"
            f" in {summary.seconds:,.1f} seconds ({_rate(summary)})"
        )
        if summary.known or summary.vanished:
            console.print(
                f"  {summary.new:,} new or changed, {summary.known:,} done before,"
                f" {summary.vanished:,} vanished"
            )
        if summary.undated:
            console.print(
                f"  Without a date of publication: {summary.undated.total():,}, in which a weekday or"
                f" 'tomorrow' gives no date{_most(summary.undated)}"
            )
        if summary.renamed:
            console.print(
                f"  New articles with the id of another: {summary.renamed:,}, whose ids have a ~ and a"
                " hash added"
            )
        if rejected:
            console.print(f"\nRejected, {summary.new_rejects:,} of them new", style="bold")
        for reason, count in summary.rejected.most_common():
            console.print(f"  {count:6,}  {reason}")
            for reject in summary.rejects[reason]:
                record = f", record {reject.record}" if reject.record is not None else ""
                console.print(
                    f"          {_printable(f'{reject.source_path}{record}: {reject.message}')}"
                )
            if count > len(summary.rejects[reason]):
                console.print("          ... the others are in the table rejects")
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


def _most(counts: Counter[str]) -> str:
    """The files that have the most, of those that have several."""
    several = [f"{path} {count:,}" for path, count in counts.most_common(_FILES) if count > 1]
    return _printable(f" (most in {', '.join(several)})") if several else ""


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


def _printable(text: str) -> str:
    """``text`` on one line and without control characters, which a file name may hold."""
    return "".join(character if character.isprintable() else "?" for character in text)


def _table(words: Iterable[str], figures: Iterable[str]) -> Table:
    """A table without rules, columns of words on the left and of figures on the right."""
    table = Table(box=None, pad_edge=False)
    for heading in words:
        table.add_column(heading, no_wrap=True)
    for heading in figures:
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def show_figures(evaluation: Evaluation) -> None:
    """Print precision, recall and F1 of every table and key."""
    table = _table(("table", "key"), ("P", "R", "F1", "95 % of F1", "wanted", "found"))
    for figure in evaluation.figures:
        score = figure.score
        table.add_row(
            figure.table,
            figure.key,
            *(f"{value:.3f}" for value in (score.precision, score.recall, score.f1)),
            f"{figure.f1_low:.3f}-{figure.f1_high:.3f}",
            str(score.wanted),
            str(score.found),
        )
    console = _console()
    console.print(f"{evaluation.articles} articles")
    console.print(table)


def show_ner(evaluation: NerEvaluation) -> None:
    """Print precision, recall and F1 of a tagger, each class and all together."""
    table = _table(("class",), ("P", "R", "F1", "wanted", "found"))
    for kind, score in (*evaluation.classes.items(), ("all", evaluation.micro)):
        figures = (f"{value:.4f}" for value in (score.precision, score.recall, score.f1))
        table.add_row(kind, *figures, str(score.wanted), str(score.found))
    console = _console()
    console.print(
        f"{evaluation.tagger}: {evaluation.sentences} sentences, {evaluation.tokens} words"
    )
    console.print(table)


def show_mistakes(mistakes: Sequence[Mistake]) -> None:
    """Print every mistake with its evidence, the most frequent kind of each table first."""
    console = _console()
    for (table, kind), count in mistake_kinds(mistakes):
        console.print(f"\n{table}: {kind} ({count})", style="bold")
        for mistake in mistakes:
            if (mistake.table, mistake.kind) != (table, kind):
                continue
            console.print(f"  {mistake.article_id}  {mistake.rule_id}".rstrip())
            for what, key in (("wanted", mistake.wanted), ("found", mistake.found)):
                if key is not None:
                    console.print(f"    {what:6} {', '.join(map(str, key))}")
            console.print(f"    {_printable(mistake.sentence or mistake.mention)}")


def mistake_kinds(mistakes: Sequence[Mistake]) -> list[tuple[tuple[str, str], int]]:
    """Table and kind of mistake with how many there are, tables in order, the most frequent kind first."""
    tables = list(dict.fromkeys(mistake.table for mistake in mistakes))
    kinds = Counter((mistake.table, mistake.kind) for mistake in mistakes)
    return sorted(kinds.items(), key=lambda item: (tables.index(item[0][0]), -item[1]))


def show_kinds(mistakes: Sequence[Mistake]) -> None:
    """Print how many mistakes of each kind there are."""
    table = _table(("table", "kind of mistake"), ("facts",))
    for (name, kind), count in mistake_kinds(mistakes):
        table.add_row(name, kind, str(count))
    console = _console()
    console.print()
    console.print(table)


def show_reliability(samples: Mapping[str, Sample]) -> None:
    """Print the reliability tables of samples, each under its name, and how far confidence is off."""
    from pipeline.evaluation.calibration import calibration_error, reliability

    console = _console()
    for name, sample in samples.items():
        table = _table(("table", "confidence"), ("mean", "right", "rows"))
        for each in reliability(sample):
            bounds = f"{each.low:.2f}-{each.high:.2f}"
            figures = (f"{each.confidence:.3f}", f"{each.share:.3f}", str(each.rows))
            table.add_row(each.table, bounds, *figures)
        console.print(f"\n{name or 'Confidence'}: share of rows that are right", style="bold")
        console.print(table)
        errors = calibration_error(sample).items()
        distances = ", ".join(f"{error:.3f} ({table})" for table, error in errors)
        console.print(f"off by {distances}")


def show_comparison(comparison: Comparison) -> None:
    """Print how many facts were gained, lost and changed, then each with its evidence."""
    from pipeline.evaluation.compare import counts, values

    console = _console()
    console.print(f"{comparison.articles} articles in both runs")
    if comparison.only_old or comparison.only_new:
        console.print(
            f"left out: {comparison.only_old} of the old run alone, {comparison.only_new} of the new"
        )
    table = _table(("table", "change", "by the gold"), ("facts",))
    for (name, kind, verdict), count in counts(comparison).items():
        table.add_row(name, kind, verdict, str(count))
    console.print(table)
    for change in comparison.changes:
        rules = dict.fromkeys(row["rule_id"] for row in (change.old, change.new) if row)
        console.print(f"\n{change.table}: {change.kind} {change.verdict}".rstrip(), style="bold")
        console.print(f"  {change.article_id}  {' -> '.join(rules)}")
        for what, row in (("was", change.old), ("is", change.new)):
            if row:
                console.print(
                    f"    {what:4}{_printable(values(change.table, row, change.columns))}"
                )
        console.print(f"    {_printable(change.row['sentence'])}")
