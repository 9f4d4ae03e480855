"""What a person reads of figures, mistakes and changes on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.table import Table

from pipeline.console import plain_console, printable

if TYPE_CHECKING:
    from pipeline.evaluation.calibration import Sample
    from pipeline.evaluation.compare import Comparison
    from pipeline.evaluation.scores import Evaluation, Mistake
    from pipeline.ner_training.evaluate import Evaluation as NerEvaluation


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
    console = plain_console()
    console.print(f"{evaluation.articles} articles")
    console.print(table)


def show_ner(evaluation: NerEvaluation) -> None:
    """Print precision, recall and F1 of a tagger, each class and all together."""
    table = _table(("class",), ("P", "R", "F1", "wanted", "found"))
    for kind, score in (*evaluation.classes.items(), ("all", evaluation.micro)):
        figures = (f"{value:.4f}" for value in (score.precision, score.recall, score.f1))
        table.add_row(kind, *figures, str(score.wanted), str(score.found))
    console = plain_console()
    console.print(
        f"{evaluation.tagger}: {evaluation.sentences} sentences, {evaluation.tokens} words"
    )
    console.print(table)


def show_mistakes(mistakes: Sequence[Mistake]) -> None:
    """Print every mistake with its evidence, the most frequent kind of each table first."""
    console = plain_console()
    for (table, kind), count in mistake_kinds(mistakes):
        console.print(f"\n{table}: {kind} ({count})", style="bold")
        for mistake in mistakes:
            if (mistake.table, mistake.kind) != (table, kind):
                continue
            console.print(f"  {mistake.article_id}  {mistake.rule_id}".rstrip())
            for what, key in (("wanted", mistake.wanted), ("found", mistake.found)):
                if key is not None:
                    console.print(f"    {what:6} {', '.join(map(str, key))}")
            console.print(f"    {printable(mistake.sentence or mistake.mention)}")


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
    console = plain_console()
    console.print()
    console.print(table)


def show_reliability(samples: Mapping[str, Sample]) -> None:
    """Print the reliability tables of samples, each under its name, and how far confidence is off."""
    from pipeline.evaluation.calibration import calibration_error, reliability

    console = plain_console()
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

    console = plain_console()
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
                console.print(f"    {what:4}{printable(values(change.table, row, change.columns))}")
        console.print(f"    {printable(change.row['sentence'])}")
