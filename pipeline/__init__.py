"""Typed tables of facts from Indonesian news.

>>> import pipeline
>>> nlp = pipeline.load()                 # a spaCy pipeline; doc.spans["officials"], doc.spans["dates"], ...
>>> tables = pipeline.extract(["..."])    # pandas tables of facts, by name
>>> tables = pipeline.read("outputs")     # the tables of a run
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language

    from pipeline.types import TaggerName

__all__ = ["extract", "load", "read"]


def load(tagger: TaggerName = "onnx") -> Language:
    """A spaCy pipeline with all stages; see :mod:`pipeline.components`.

    ``doc.ents`` holds the persons, bodies and places that the tagger finds; with "none" the rules work alone.
    """
    from pipeline.components import load as load_language

    return load_language(tagger)


def extract(
    texts: Iterable[str], *, published: date | None = None, tagger: TaggerName = "onnx"
) -> dict[str, pd.DataFrame]:
    """The tables of facts in raw article texts, by name; ``article_id`` is the number of the text, from 0.

    ``published`` is the publication date of all of them, where it is known; without it dates are resolved by
    what each text says. The tables are those of the command ``extract`` with the same tagger.
    """
    from pipeline.ingest.articles import article_from_text
    from pipeline.stages import extract as extract_article
    from pipeline.tables.loader import to_pandas
    from pipeline.tables.rows import to_tables
    from pipeline.tagger import load_tagger

    loaded = load_tagger(tagger)
    articles = (
        article_from_text(text, article_id=str(number), published=published)
        for number, text in enumerate(texts)
    )
    return to_pandas(to_tables(extract_article(each, loaded) for each in articles))


def read(folder: str | PathLike[str]) -> dict[str, pd.DataFrame]:
    """The tables of the run in ``folder``, all of the same run, with the right dtypes.

    Raises:
        LoadError: the folder holds no run.
    """
    from pipeline.tables.loader import read as read_tables

    return read_tables(folder)
