"""A folder of as many articles as wanted: the sample corpus again and again, each time set elsewhere.

    python scripts/vary_corpus.py COUNT FOLDER

Each has other regions, figures and days, and other paragraphs left out, so that neither a cache nor the
search for copies is fed the same text twice. The same articles come out on every machine.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from pipeline.ingest.articles import ingest
from pipeline.regions.gazetteer import gazetteer
from pipeline.types import Article

CORPUS = Path(__file__).parents[1] / "corpus"
_PER_FOLDER = 1000


def varied(count: int) -> Iterator[tuple[str, str]]:
    """Names and texts of articles."""
    articles = [
        each
        for folder in ("sample", "extended")
        for each in ingest(CORPUS / folder)
        if isinstance(each, Article)
    ]
    places = [p.short for p in gazetteer().places.values() if p.level in ("regency", "city")]
    known = re.compile(
        rf"\b(?:{'|'.join(sorted(map(re.escape, places), key=len, reverse=True))})\b"
    )
    for number in range(count):
        article = articles[number % len(articles)]
        chance = random.Random(number)
        text = known.sub(partial(_elsewhere, {}, places, chance), article.text)
        text = re.sub(r"\d{2,}", partial(_other_figure, chance), text)
        headline, *paragraphs = text.split("\n")
        # With a third of them left out, two tellings of one article are no copies.
        left = [each for each in paragraphs if not each or chance.random() > 1 / 3]
        yield f"{number:06d}-{article.article_id}", "\n".join([headline, *left])


def _elsewhere(
    moved: dict[str, str], places: list[str], chance: random.Random, match: re.Match[str]
) -> str:
    """The place that a place has moved to, the same all through an article."""
    return moved.setdefault(match.group(), chance.choice(places))


def _other_figure(chance: random.Random, match: re.Match[str]) -> str:
    """Another figure of as many digits; years stay years."""
    figure = match.group()
    if re.fullmatch(r"(?:19|20)\d\d", figure):
        return str(chance.randint(2014, 2025))
    return figure[0] + "".join(str(chance.randrange(10)) for _ in figure[1:])


def write(count: int, folder: Path) -> None:
    """Write each article as a file of its own."""
    for number, (name, text) in enumerate(varied(count)):
        path = folder / f"{number // _PER_FOLDER:03d}" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
