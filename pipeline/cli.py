"""The program ``wartafakta``.

Nothing heavy is imported before a command needs it, so that ``--help`` answers at once.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from pipeline.types import InputError, SetupError, TaggerName

if TYPE_CHECKING:
    from pipeline.runs.run import Summary

TaggerOption = Annotated[
    TaggerName, typer.Option(help="Which tagger finds names beside the rules.")
]

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Typed tables of facts from Indonesian political news.",
)
rules_app = typer.Typer(no_args_is_help=True, help="The rules, which are data.")
app.add_typer(rules_app, name="rules")


class Exit(IntEnum):
    """How the program ends; a cron job can act on it."""

    OK = 0
    FAILED_CHECK = 1
    USAGE = 2
    NOTHING_EXTRACTED = 3
    INTERNAL_ERROR = 4
    NOT_FINISHED = 5
    INTERRUPTED = 130


def _fail(message: object, code: Exit) -> NoReturn:
    """Say on standard error what went wrong, and end."""
    print(f"wartafakta: {message}", file=sys.stderr)
    raise typer.Exit(code)


@contextmanager
def _explained(undone: str = "") -> Iterator[None]:
    """End the program with a message instead of a traceback where its user can mend the cause.

    ``undone``, which says what was not done, is put before messages of what cannot be written or used.
    """
    try:
        yield
    except (InputError, FileNotFoundError) as error:
        _fail(error, Exit.USAGE)
    except (SetupError, OSError) as error:
        _fail(f"{undone}{error}", Exit.NOT_FINISHED)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"wartafakta {version('wartafakta')}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Typed tables of facts from Indonesian political news."""


@app.command()
def extract(
    news: Annotated[
        list[Path], typer.Argument(exists=True, help="Files or folders of news articles.")
    ],
    out: Annotated[Path, typer.Option(help="The folder that the tables go into.")] = Path(
        "outputs"
    ),
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes to use; by default one for each core.")
    ] = None,
    tagger: TaggerOption = "onnx",
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Extract everything anew, also what is done.")
    ] = False,
    keep_vanished: Annotated[
        bool, typer.Option("--keep-vanished", help="Keep articles that are gone from NEWS.")
    ] = False,
    skip_copies: Annotated[
        bool, typer.Option("--skip-copies", help="Extract no facts of copies of other articles.")
    ] = False,
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"],
            help="Do not even read files that are done and were last modified before this.",
        ),
    ] = None,
    keep_runs: Annotated[
        int, typer.Option(min=0, help="How many runs before this one stay on disk.")
    ] = 1,
    allow_empty: Annotated[
        bool,
        typer.Option("--allow-empty", help="Empty the tables where NEWS holds nothing at all."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what there is to do; write nothing.")
    ] = False,
    log: Annotated[
        Literal["text", "json"], typer.Option(help="Progress and summary for people or as JSON.")
    ] = "text",
) -> None:
    """Extract facts from NEWS into Parquet tables.

    What was extracted before, under the same rules, is taken over, so that a night costs what is new.

    Exit codes: 0 done, whether or not some inputs were rejected; 2 wrong usage; 3 no article could be
    extracted; 4 done, but an article met an internal error or took too long, and was left out; 5 not done, the
    tables are those of the run before; 130 interrupted, likewise.
    """
    from pipeline.console import TextReporter
    from pipeline.runs.run import Options, preview, run
    from pipeline.runs.runners import pooled, usable_cores
    from pipeline.structured_log import JsonReporter
    from pipeline.tables.arrow import spare_memory
    from pipeline.warm import preload

    for path in news:
        if out.resolve().is_relative_to(path.resolve()):
            _fail(f"{out} lies inside {path}, its tables would be read as news", Exit.USAGE)
    if fresh and keep_vanished:
        _fail("--fresh cannot extract vanished articles anew, so it keeps none", Exit.USAGE)
    reporter = JsonReporter() if log == "json" else TextReporter(news, out)
    options = Options(
        tagger=tagger,
        fresh=fresh,
        keep_vanished=keep_vanished,
        skip_copies=skip_copies,
        since=since.timestamp() if since else None,
        keep_runs=keep_runs,
        allow_empty=allow_empty,
    )
    # As systemd and a shutdown end a program.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if dry_run:
            reporter.preview(preview(news, out, options))
            raise typer.Exit(Exit.OK)
        spare_memory()
        with (
            pooled(workers or usable_cores(), preload(tagger)) as runner,
            reporter.progress() as watch,
        ):
            summary = run(news, out, runner, watch, options)
    except (InputError, SetupError, OSError) as error:
        reporter.failed(f"not finished, the tables are unchanged: {error}")
        raise typer.Exit(Exit.NOT_FINISHED) from None
    except KeyboardInterrupt:
        reporter.failed("interrupted, the tables are unchanged; the next run goes on from here")
        raise typer.Exit(Exit.INTERRUPTED) from None
    reporter.finished(summary)
    raise typer.Exit(_outcome(summary))


@app.command()
def status(
    out: Annotated[Path, typer.Argument(help="The folder of the tables.")] = Path("outputs"),
    max_age: Annotated[
        float, typer.Option(help="Hours after which a run should have been followed by another.")
    ] = 26.0,
) -> None:
    """Say in one line how the last run went and whether it is recent, for a monitor.

    Exit codes: 0 recent and whole; 1 late, or articles were left out that met an internal error or took too long;
    2 there are no tables.
    """
    from pipeline.runs.history import health
    from pipeline.tables.loader import read_tables

    with _explained():
        runs = read_tables(out, ["runs"])["runs"].to_pylist()
    well, line = health(runs[-1], datetime.now(UTC), max_age)
    print(line)
    raise typer.Exit(Exit.OK if well else Exit.FAILED_CHECK)


def _outcome(summary: Summary) -> Exit:
    """The exit code of a run that finished."""
    from pipeline.runs.work import FAULTS

    if any(summary.rejected[fault] for fault in FAULTS):
        return Exit.INTERNAL_ERROR
    return Exit.OK if summary.extracted else Exit.NOTHING_EXTRACTED


@app.command()
def export(
    out: Annotated[Path, typer.Argument(help="The folder of the tables.")],
    format_: Annotated[
        Literal["csv", "xlsx", "duckdb"], typer.Option("--format", help="What to write.")
    ] = "xlsx",
    to: Annotated[
        Path | None,
        typer.Option(help="The file to write, for csv the folder; by default below OUT/export."),
    ] = None,
) -> None:
    """Write the tables in OUT for a spreadsheet, a statistics program or SQL.

    Exit codes: 0 written; 2 OUT holds no tables; 5 not written: something is in the way or not installed.
    """
    from pipeline.export import export as export_tables

    with _explained("not exported: "):
        exported = export_tables(out, format_, to)
    for name, rows in exported.rows.items():
        print(f"  {rows:6,}  {name}")
    if exported.cut:
        print(
            f"{exported.cut:,} cells are cut: Excel holds no more. csv and duckdb have them whole."
        )
    print(f"Written to {exported.path}")


@app.command()
def report(
    out: Annotated[Path, typer.Argument(help="The folder of the tables.")],
    to: Annotated[
        Path | None, typer.Option(help="The folder of the page; by default OUT/report.")
    ] = None,
) -> None:
    """Write the review page of the tables in OUT: a static site that opens from the disk.

    Exit codes: 0 written; 2 OUT holds no tables; 5 not written: something is in the way. An older page is
    unharmed.
    """
    from pipeline.report import write_report

    with _explained("not finished, the page is unchanged: "):
        page = write_report(out, to or out / "report")
    print(f"Open in a browser: {page.resolve()}")


@rules_app.command("check")
def rules_check(
    rules: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="Check the rules in this folder."),
    ] = None,
) -> None:
    """Run every example and counter-example of every rule.

    Exit codes: 0 all right; 1 a rule is broken.
    """
    from pipeline.matching.rules import RuleError, use_rules

    if rules is not None:
        use_rules(rules)
    from pipeline.evaluation.check import check

    try:
        report = check()
    except RuleError as error:
        _fail(error, Exit.FAILED_CHECK)
    for failure in report.failures:
        print(failure)
    print(
        f"{report.files} files, {report.rules} rules, {report.examples} examples:"
        f" {len(report.failures)} failed"
    )
    raise typer.Exit(Exit.FAILED_CHECK if report.failures else Exit.OK)


@app.command()
def evaluate(
    out: Annotated[Path, typer.Argument(help="The folder of the tables.")],
    gold: Annotated[list[Path], typer.Argument(help="Gold files, one article a line.")],
    errors: Annotated[bool, typer.Option("--errors", help="List every mistake.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write figures and mistakes as a page.")] = None,
    reliable: Annotated[
        bool, typer.Option("--reliability", help="Show how confidence and being right agree.")
    ] = False,
) -> None:
    """Score the tables in OUT against GOLD.

    Exit codes: 0 scored; 2 the tables or the gold cannot be read; 5 the page cannot be written.
    """
    from pipeline.evaluation.printing import (
        show_figures,
        show_kinds,
        show_mistakes,
        show_reliability,
    )
    from pipeline.evaluation.scores import evaluate as score
    from pipeline.evaluation.scores import read_gold, to_html, to_json
    from pipeline.tables.loader import read_tables

    with _explained():
        articles = read_gold(gold)
        tables = read_tables(out)
        evaluation = score(tables, articles)
        if html is not None:
            html.parent.mkdir(parents=True, exist_ok=True)
            html.write_text(to_html(evaluation), "utf-8")
    if json:
        print(to_json(evaluation))
        return
    show_figures(evaluation)
    show_kinds(evaluation.mistakes)
    if errors:
        show_mistakes(evaluation.mistakes)
    if reliable:
        from pipeline.evaluation.calibration import judged

        show_reliability({"": judged(tables, articles)})


@app.command()
def compare(
    old: Annotated[Path, typer.Argument(help="The folder of the tables of the run before.")],
    new: Annotated[Path, typer.Argument(help="The folder of the tables of the run after.")],
    gold: Annotated[
        list[Path] | None, typer.Option(help="Say of each fact whether this gold holds it.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write everything as a page.")] = None,
) -> None:
    """List every fact gained, lost and changed from OLD to NEW, two runs over the same articles.

    Exit codes: 0 compared, whatever has changed; 2 tables or gold cannot be read, or the runs share no
    article; 5 the page cannot be written.
    """
    from pipeline.evaluation.compare import compare as compare_tables
    from pipeline.evaluation.compare import to_html, to_json
    from pipeline.evaluation.printing import show_comparison
    from pipeline.evaluation.scores import read_gold
    from pipeline.tables.loader import read_tables

    with _explained():
        comparison = compare_tables(read_tables(old), read_tables(new), read_gold(gold or []))
        if not comparison.articles:
            _fail(f"{old} and {new} have no article in common", Exit.USAGE)
        if html is not None:
            html.parent.mkdir(parents=True, exist_ok=True)
            html.write_text(to_html(comparison), "utf-8")
    if json:
        print(to_json(comparison))
    else:
        show_comparison(comparison)


@app.command()
def calibrate(
    news: Annotated[
        list[Path], typer.Argument(exists=True, help="Files or folders of news articles.")
    ],
    gold: Annotated[list[Path], typer.Option(help="Gold of these articles.")],
    tagger: TaggerOption = "onnx",
    write: Annotated[
        bool, typer.Option("--write", help="Write the curves into rules/confidence.toml.")
    ] = False,
) -> None:
    """Fit confidence to how often readings are right, and show reliability before and after.

    Exit codes: 0 fitted; 2 the gold cannot be read; 5 a rule file or the model cannot be used, or the curves
    cannot be written.
    """
    from pipeline.confidence import FILE
    from pipeline.evaluation import calibration
    from pipeline.evaluation.printing import show_reliability
    from pipeline.evaluation.scores import read_gold
    from pipeline.matching.rules import rules_root

    with _explained():
        raw = calibration.judged(calibration.raw_tables(news, tagger), read_gold(gold))
        show_reliability({"raw": raw, "calibrated": calibration.cross_validated(raw)})
        if write:
            curves = calibration.to_toml(calibration.fit_all(raw))
            (rules_root() / FILE).write_text(curves, "utf-8")


@app.command()
def gate(
    out: Annotated[Path, typer.Argument(help="The folder that holds the tables of the corpus.")],
    corpus: Annotated[Path, typer.Option(help="The folder of gold and floors.")] = Path("corpus"),
    raise_: Annotated[
        bool, typer.Option("--raise", help="Raise the floors to the figures, for this gold.")
    ] = False,
    lower_because: Annotated[
        str | None,
        typer.Option(help="Lower floors too, for a reason that CHANGELOG.md gives in these words."),
    ] = None,
) -> None:
    """Check that no figure of the corpus is below its floor.

    Exit codes: 0 all above; 1 a figure is below its floor or far above it, or the gold has changed; 2 the
    tables, the gold or the floors cannot be read; 5 the floors cannot be written.
    """
    from pipeline.evaluation import gate as gates
    from pipeline.evaluation.scores import evaluate as score
    from pipeline.evaluation.scores import read_gold
    from pipeline.tables.loader import read_tables

    gold = gates.gold_files(corpus)
    with _explained():
        floors = gates.read_floors(corpus)
        measured = gates.figures(score(read_tables(out), read_gold(gold)))
        checksums = gates.checksums(gold)
        if raise_ or lower_because:
            floors = gates.raised(floors, measured, checksums, lower_because)
            (corpus / gates.FILE).write_text(gates.to_toml(floors), "utf-8")
    problems = gates.problems(floors, measured, checksums)
    print("\n".join(problems) or "all figures are above their floors")
    raise typer.Exit(Exit.FAILED_CHECK if problems else Exit.OK)


@app.command("train-ner")
def train_ner_command(
    data: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, help="The folder of the corpora.")
    ],
    gpu: Annotated[bool, typer.Option("--gpu", help="Train on the first CUDA device.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="Taggers trained at a time.")] = 1,
) -> None:
    """Train the tagger from the corpora in DATA and replace the files that the project ships.

    Needs the extras stanza and train. An interrupted run goes on where it stopped. Exit codes: 0 trained;
    2 a corpus is missing or cannot be read; 5 the files cannot be written.
    """
    import logging

    from pipeline.ner_training.train import train_ner

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    with _explained():
        train_ner(data, gpu=gpu, workers=workers)


@app.command("evaluate-ner")
def evaluate_ner_command(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="A CoNLL file of words and tags.")
    ],
    tagger: Annotated[
        Literal["onnx", "stanza"], typer.Option(help="Which tagger to score.")
    ] = "onnx",
    own_tokens: Annotated[
        bool, typer.Option("--own-tokens", help="Split the words as those of articles are split.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score a tagger on the names in FILE, by exact bounds and class.

    Exit codes: 0 scored; 2 the file cannot be read; 5 the tagger cannot be used.
    """
    from json import dumps

    from pipeline.evaluation.printing import show_ner
    from pipeline.ner_training.evaluate import evaluate_ner
    from pipeline.tagger import load_tagger

    with _explained():
        evaluation = evaluate_ner(file, load_tagger(tagger), own_tokens)
    if json:
        print(dumps(evaluation.as_dict()))
        return
    show_ner(evaluation)
