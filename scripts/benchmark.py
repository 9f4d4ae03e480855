"""How fast extraction is, and the tools one could glue together instead, on the same articles.

    python scripts/benchmark.py [--articles 2000] [--rounds 5] [--write]

Needs the ``stanza`` extra. The sample corpus is repeated with variation (``vary_corpus.py``). All contenders
take turns, round by round, after a warm-up; medians count and ranges are shown. The slow ones get the first
articles only, since their rates do not depend on how many there are. Prints Markdown, and with ``--write`` puts
it into ``docs/performance.md``.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import spacy
import torch
from benchmark_ner import bert_size
from dateparser.search import search_dates
from update_readme import ROOT, markdown, replaced
from vary_corpus import write as write_corpus

from pipeline.ingest.raw import Raw
from pipeline.ingest.sources import read
from pipeline.regions.gazetteer import gazetteer
from pipeline.runs.run import Options, run
from pipeline.runs.runners import pooled
from pipeline.runs.work import Built, build_batch, extract_batch
from pipeline.segment import segment, sentences, tokens
from pipeline.stages import STAGES, run_stage
from pipeline.tables.loader import read_tables
from pipeline.tables.rows import to_tables
from pipeline.tagger import load_tagger
from pipeline.tagger.stanza_runtime import StanzaTagger
from pipeline.tagging import tag
from pipeline.types import Article, Document, TaggerName

CORES = 2
FEW = 24
PAGE = ROOT / "docs" / "performance.md"
OURS = "wartafakta, folder to tables, on the rules alone"
OURS_TAGGED = "wartafakta, folder to tables, with its tagger"
CHAIN = "hand-glued chain"
CHAIN_TAGGED = "hand-glued chain, and Stanza, one call an article"
BERT = "token classifier of BERT-base's size, alone"
DATES = "dateparser's search_dates, alone"

Measured = dict[str, list[float]]
# A turn of a contender: it works, and tells its rate or its seconds.
Turn = Callable[[], float]


def interleaved(turns: Mapping[str, Turn], rounds: int) -> Measured:
    """What each turn tells, round by round; the first round is the warm-up and does not count."""
    measured: Measured = {name: [] for name in turns}
    for number in range(rounds + 1):
        for name, turn in turns.items():
            value = turn()
            if number:
                measured[name].append(value)
    return measured


def seconds_of(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def words(text: str) -> list[list[str]]:
    """The sentences of a text as the tagger wants them."""
    return [[token.text for token in tokens(each.of(text))] for each in sentences(text)]


# --- Contenders -----------------------------------------------------------------------------------


def contenders(news: Path, folder: Path, articles: Sequence[Article]) -> dict[str, Turn]:
    """Articles a second: ours, from a folder to Parquet, and what one would use instead."""
    texts = [article.text for article in articles]
    few = texts[:FEW]
    stanza, chain = StanzaTagger(), hand_glued_chain()

    def extract(tagger: TaggerName) -> float:
        with tempfile.TemporaryDirectory(dir=folder) as out, pooled(CORES) as runner:
            options = Options(tagger=tagger)
            return len(texts) / seconds_of(lambda: run([news], Path(out), runner, options=options))

    def chain_and_stanza(text: str) -> None:
        chain(text)
        stanza.tag(words(text))

    def each(work: Callable[[str], object]) -> Turn:
        return lambda: len(few) / seconds_of(lambda: [work(text) for text in few])

    return {
        OURS: lambda: extract("none"),
        OURS_TAGGED: lambda: extract("onnx"),
        DATES: each(search_dates),
        CHAIN: each(chain),
        CHAIN_TAGGED: each(chain_and_stanza),
        BERT: lambda: len(few) / bert_size([words(text) for text in few]),
    }


def hand_glued_chain() -> Callable[[str], object]:
    """What one would glue together today: spaCy with the names of regions, and dateparser's search."""
    nlp = spacy.blank("id")
    nlp.max_length = 10**7
    ruler = nlp.add_pipe("entity_ruler")
    names = [
        place.name
        for place in gazetteer().places.values()
        if place.level in ("province", "regency", "city")
    ]
    ruler.add_patterns([{"label": "LOC", "pattern": name} for name in names])  # type: ignore[attr-defined]
    settings = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month"], "PREFER_DATES_FROM": "past"}

    def chain(text: str) -> object:
        return nlp(text).ents, search_dates(text, languages=["id"], settings=settings)

    return chain


def stages(articles: Sequence[Article], raws: Sequence[Raw]) -> dict[str, Turn]:
    """Seconds of each step for all articles, in one process; each step finds what those before have made."""
    documents = [Document(article) for article in articles]
    # Every stage writes its own list anew, so that it can run again and again.
    turns: dict[str, Turn] = {"ingest": lambda: seconds_of(lambda: build_batch(raws))}
    turns["segment"] = lambda: seconds_of(lambda: [segment(each) for each in documents])
    onnx = load_tagger("onnx")
    turns["tagging"] = lambda: seconds_of(lambda: tag(documents, onnx))
    for name in STAGES:

        def turn(name: str = name) -> float:
            return seconds_of(lambda: [run_stage(name, each) for each in documents])

        turns[name] = turn
    turns["tables"] = lambda: seconds_of(lambda: to_tables(documents))
    return turns


# --- Whole runs in processes of their own ---------------------------------------------------------


def command_seconds(*command: str) -> Turn:
    return lambda: seconds_of(lambda: subprocess.run(command, check=True, capture_output=True))


def cold_starts(folder: Path) -> dict[str, Turn]:
    """Seconds until a fresh process is done."""
    one = folder / "one"
    write_corpus(1, one)

    def one_article() -> float:
        with tempfile.TemporaryDirectory(dir=folder) as out:
            program = (sys.executable, "-m", "pipeline", "extract", str(one), "--out", out)
            return command_seconds(*program)()

    return {
        "python -c 'import spacy, pandas, pyarrow, onnxruntime'": command_seconds(
            sys.executable, "-c", "import spacy, pandas, pyarrow, onnxruntime"
        ),
        "wartafakta --help": command_seconds(sys.executable, "-m", "pipeline", "--help"),
        "wartafakta extract, one article": one_article,
    }


def growth(folder: Path, articles: int) -> Iterator[tuple[int, float, float]]:
    """Articles, seconds and peak memory (MiB, all processes) of runs of 1, 4 and 16 times as many."""
    for times in (1, 4, 16):
        count = articles * times // 4
        news, out = folder / f"news-{times}", folder / f"out-{times}"
        write_corpus(count, news)
        program = [sys.executable, "-m", "pipeline", "extract", str(news), "--out", str(out)]
        seconds = command_seconds(*program, "--workers", str(CORES))()
        (row,) = read_tables(out, ["runs"])["runs"].to_pylist()
        yield count, seconds, row["peak_memory"]


# --- Tables ---------------------------------------------------------------------------------------


def spread(values: Sequence[float], form: str = ",.1f") -> tuple[str, str]:
    """Median, and range."""
    return format(statistics.median(values), form), f"{min(values):{form}} to {max(values):{form}}"


def report(arguments: argparse.Namespace, folder: Path) -> Iterator[str]:
    news = folder / "news"
    write_corpus(arguments.articles, news)
    raws = [raw for raw in read(news) if isinstance(raw, Raw)]
    articles = [built.article for built in build_batch(raws) if isinstance(built, Built)]
    extract_batch(articles[:FEW], tagger="none")
    characters = sum(len(article.text) for article in articles) / len(articles)
    yield f"{len(articles):,} articles of {characters:,.0f} characters, {CORES} cores, {arguments.rounds} rounds."

    rates = interleaved(contenders(news, folder, articles), arguments.rounds)
    median = {name: statistics.median(values) for name, values in rates.items()}
    rows = [
        (
            name,
            *spread(values),
            f"{median[name] * characters:,.0f}",
            f"{median[OURS] / median[name]:,.1f}",
        )
        for name, values in rates.items()
    ]
    yield markdown(
        ("", "articles a second", "range", "characters a second", "we are faster by"), rows
    )
    ratios = [
        ("all but the tagger, to the hand-glued chain", median[OURS] / median[CHAIN]),
        ("with the tagger, to the chain with Stanza", median[OURS_TAGGED] / median[CHAIN_TAGGED]),
        ("with the tagger, to the BERT-size classifier", median[OURS_TAGGED] / median[BERT]),
    ]
    yield markdown(("ratio", ""), [(name, f"{ratio:,.1f}") for name, ratio in ratios])

    times = interleaved(stages(articles, raws), arguments.rounds)
    total = sum(map(statistics.median, times.values()))
    rows = [
        (
            name,
            *spread([1000 * value / len(articles) for value in values], ".2f"),
            f"{statistics.median(values) / total:.0%}",
        )
        for name, values in times.items()
    ]
    yield markdown(("stage, one process", "ms an article", "range", "share"), rows)

    starts = interleaved(cold_starts(folder), arguments.rounds)
    base = statistics.median(next(iter(starts.values())))
    rows = [
        (f"`{name}`", *spread(values, ".2f"), f"{statistics.median(values) / base:.2f}")
        for name, values in starts.items()
    ]
    yield markdown(("cold start", "seconds", "range", "ratio"), rows)

    rows = [
        (f"{count:,}", f"{seconds:,.1f}", f"{count / seconds:,.1f}", f"{memory:,.0f}")
        for count, seconds, memory in growth(folder, arguments.articles)
    ]
    yield markdown(("articles", "seconds", "articles a second", "peak memory, MiB"), rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help=f"write into {PAGE.relative_to(ROOT)}")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")
    torch.set_num_threads(CORES)
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for part in report(arguments, Path(folder)):
            print(part, end="\n\n", flush=True)
            parts.append(part)
    if arguments.write:
        PAGE.write_text(replaced(PAGE.read_text("utf-8"), "benchmark", "\n\n".join(parts)), "utf-8")


if __name__ == "__main__":
    main()
