"""Facts do not hang on the choice of a word: the corpus is read alike with other words of the same meaning."""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import pytest

from pipeline.evaluation.gate import gold_files
from pipeline.evaluation.scores import KEYS, Judge, read_gold
from pipeline.ingest.articles import ingest
from pipeline.runs.run import run
from pipeline.runs.runners import pooled, usable_cores
from pipeline.tables.loader import read_tables
from pipeline.types import Article

CORPUS = Path(__file__).parents[1] / "corpus"
WORDS: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("rewordings.toml").read_text("utf-8")
)
AS_WRITTEN = "as written"
WAYS: dict[str, list[str]] = {AS_WRITTEN: [], **WORDS}
# Of the rows that are right in articles as written, at least this share is right in the same articles reworded.
KEPT = 0.99


def reworded(text: str, words: Sequence[str], chance: random.Random) -> str:
    """``text`` with each of ``words``, in small letters or capitalised, replaced by another of them."""

    def another(match: re.Match[str]) -> str:
        written = match.group()
        other = chance.choice([word for word in words if word.lower() != written.lower()])
        return other[:1].upper() + other[1:] if written[0].isupper() else other

    if not words:
        return text
    forms = {*words, *(word[:1].upper() + word[1:] for word in words)}
    known = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.sub(rf"(?<![\w-])(?:{known})(?![\w-])", another, text)


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter[str]]:
    """For each set of words, and for the corpus as written: how many right rows each article has."""
    folder = tmp_path_factory.mktemp("reworded")
    with (folder / "news.jsonl").open("w", encoding="utf-8") as news:
        for article in chain.from_iterable(map(ingest, (CORPUS / "sample", CORPUS / "extended"))):
            if isinstance(article, Article):
                for way, words in WAYS.items():
                    text = reworded(article.text, words, random.Random(article.article_id))
                    if way == AS_WRITTEN or text != article.text:
                        record = {"id": f"{way}/{article.article_id}", "text": text}
                        if article.published:
                            record["published"] = article.published.isoformat()
                        news.write(json.dumps(record) + "\n")
    with pooled(usable_cores()) as runner:
        run([folder / "news.jsonl"], folder / "tables", runner)
    judge = Judge(read_gold(gold_files(CORPUS)))
    right: dict[str, Counter[str]] = {way: Counter() for way in WAYS}
    tables = read_tables(folder / "tables")
    for row in tables["articles"].to_pylist():
        way, article_id = row["article_id"].split("/", 1)
        right[way][article_id] = 0
    for table in KEYS:
        for row in tables[table].to_pylist():
            way, article_id = row["article_id"].split("/", 1)
            right[way][article_id] += judge.verdict(table, {**row, "article_id": article_id}) or 0
    return right


@pytest.mark.parametrize("way", WORDS)
def test_rows_stay_right_when_words_change(right: dict[str, Counter[str]], way: str) -> None:
    reworded_articles = right[way]
    before = sum(right[AS_WRITTEN][article] for article in reworded_articles)
    worse = {
        article: f"{rows} of {right[AS_WRITTEN][article]}"
        for article, rows in reworded_articles.items()
        if rows < right[AS_WRITTEN][article]
    }
    assert reworded_articles
    assert reworded_articles.total() >= KEPT * before, worse
