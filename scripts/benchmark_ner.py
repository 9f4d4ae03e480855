"""Tokens a second of the tagger's runtimes on folders of articles, interleaved round by round.

    python scripts/benchmark_ner.py FOLDER... [--threads 2] [--rounds 5]

Needs the ``stanza`` extra. Prints a Markdown table: the median of the rounds, the range, and the ratio to
Stanza called as documented, one call an article. ``cold`` starts each round without any word known, ``warm``
with the words of the round before. The transformer is an untrained encoder of BERT-base's size: its speed
does not depend on what it has learnt. Peak memory and the time until ready are taken in processes of their
own.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import torch

from pipeline.ingest.articles import ingest
from pipeline.segment import sentences, tokens
from pipeline.tagger.onnx_runtime import OnnxTagger, batches
from pipeline.tagger.stanza_runtime import StanzaTagger
from pipeline.types import Article

Sentences = list[list[str]]

PIECES_PER_TOKEN = 1.3
"""Sub-words that IndoBERT's tokenizer makes of a token of news, about."""
BERT_TOKENS = 500
"""So many tokens are enough to time the transformer."""

ALONE = r"""
import json, re, sys, time
started = time.perf_counter()
from pipeline.tagger import load_tagger
tagger = load_tagger({name!r})
ready = time.perf_counter() - started
from pathlib import Path
tagger.tag(json.load(sys.stdin))
status = Path("/proc/self/status").read_text()
peak = int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1024
print(f"| {name} | {{ready:.2f}} s | {{peak:.0f}} MB |")
"""


def read(folder: Path) -> list[Sentences]:
    """The articles of a folder as sentences of tokens."""
    texts = [each.text for each in ingest(folder) if isinstance(each, Article)]
    return [[[t.text for t in tokens(s.of(text))] for s in sentences(text)] for text in texts]


def bert_size(articles: list[Sentences]) -> float:
    """Seconds that an encoder of BERT-base's size would take for ``articles``, in batches by length."""
    layer = torch.nn.TransformerEncoderLayer(768, 12, 3072, activation="gelu", batch_first=True)
    encoder = torch.nn.TransformerEncoder(layer, 12).eval()
    lengths = [round(PIECES_PER_TOKEN * len(s)) for article in articles for s in article if s]
    seconds, pieces = 0.0, 0
    with torch.inference_mode():
        for group in batches(lengths, 256):
            batch = torch.randn(len(group), max(lengths[position] for position in group), 768)
            started = time.perf_counter()
            encoder(batch)
            seconds += time.perf_counter() - started
            pieces += sum(lengths[position] for position in group)
            if pieces > PIECES_PER_TOKEN * BERT_TOKENS:
                break
    return seconds * sum(lengths) / pieces


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    articles = [article for folder in arguments.folders for article in read(folder)]
    flat = [sentence for article in articles for sentence in article]
    count = sum(map(len, flat))

    stanza = StanzaTagger()
    warm = {p: OnnxTagger(precision=p, threads=arguments.threads) for p in ("fp32", "int8")}
    for tagger in warm.values():
        tagger.tag(flat)

    def timed(run: Callable[[], object]) -> Callable[[], float]:
        def measure() -> float:
            started = time.perf_counter()
            run()
            return time.perf_counter() - started

        return measure

    def fresh(precision: str) -> Callable[[], float]:
        def measure() -> float:
            tagger = OnnxTagger(precision=precision, threads=arguments.threads)  # type: ignore[arg-type]
            return timed(lambda: tagger.tag(flat))()

        return measure

    runs: dict[str, Callable[[], float]] = {
        "Stanza, one call an article": timed(lambda: [stanza.tag(a) for a in articles]),
        "Stanza, one call for all": timed(lambda: stanza.tag(flat)),
        "ONNX fp32 (the default), cold": fresh("fp32"),
        "ONNX fp32 (the default), warm": timed(lambda: warm["fp32"].tag(flat)),
        "ONNX int8, cold": fresh("int8"),
        "ONNX int8, warm": timed(lambda: warm["int8"].tag(flat)),
        "transformer of BERT-base's size": lambda: bert_size(articles),
    }
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(arguments.rounds):
        for name, run in runs.items():
            seconds[name].append(run())

    print(f"{len(articles)} articles, {count} tokens, {arguments.threads} threads\n")
    print("| runtime | tokens a second | range | ratio |\n|---|---|---|---|")
    base = statistics.median(next(iter(seconds.values())))
    for name, times in seconds.items():
        median = statistics.median(times)
        span = f"{count / max(times):,.0f} to {count / min(times):,.0f}"
        print(f"| {name} | {count / median:,.0f} | {span} | {base / median:.2f} |")
    print("\n| tagger alone | ready after | peak memory |\n|---|---|---|", flush=True)
    for name in ("onnx", "stanza"):
        program = ALONE.format(name=name)
        subprocess.run(
            [sys.executable, "-c", program], check=True, input=json.dumps(flat), text=True
        )


if __name__ == "__main__":
    main()
