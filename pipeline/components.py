"""The stages as spaCy components, for notebooks and for pipelines of one's own.

A component fills ``doc.spans[TABLE]``: one span for each fact, with ``label_`` (what displaCy shows),
``kb_id_`` (the region code where the fact has one), ``id_`` (the rule) and ``span._.fact`` (the fact with its
exact offsets and all values). ``doc.text`` is the article's text, normalised and without boilerplate, as in
the table ``articles``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from pipeline.ingest.articles import article_from_text
from pipeline.segment import TOKEN, segment
from pipeline.stages import STAGES, run_stage
from pipeline.tagger import load_tagger
from pipeline.tagging import tag
from pipeline.types import (
    Article,
    DateMention,
    Document,
    Fact,
    Official,
    Percentage,
    Region,
    TaggerName,
)


@contextmanager
def _without_torch() -> Iterator[None]:
    """Keep torch out while spaCy is imported.

    thinc imports torch wherever it is installed, which takes seconds and hundreds of megabytes, and nothing
    here uses it. A torch that is already imported stays; later imports of torch work as ever.
    """
    if "torch" in sys.modules or "thinc" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules["torch"]


with _without_torch():
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.util import filter_spans, get_lang_class
    from spacy.vocab import Vocab

_SPACE_OR_TOKEN = re.compile(rf"{TOKEN.pattern}|\s+")

Doc.set_extension("document", default=None, force=True)
Span.set_extension("fact", default=None, force=True)


class ArticleTokenizer:
    """Makes the ``Doc`` of an article; the tokens are those that rules and tagger see."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The ``Doc`` of raw text: normalised, boilerplate cut, headline, dateline and date read from it."""
        return self.from_article(article_from_text(text, article_id="text"))

    def from_article(self, article: Article) -> Doc:
        """The ``Doc`` of an article; ``doc.text == article.text``."""
        words: list[str] = []
        spaces: list[bool] = []
        for match in _SPACE_OR_TOKEN.finditer(article.text):
            if match.group() == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
            else:
                words.append(match.group())
                spaces.append(False)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc._.document = Document(article)
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to save: the tokenizer is code."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> ArticleTokenizer:
        """The tokenizer itself."""
        return self

    def to_disk(self, *_: Any, **__: Any) -> None:
        """Nothing to save: the tokenizer is code."""

    def from_disk(self, *_: Any, **__: Any) -> ArticleTokenizer:
        """The tokenizer itself."""
        return self


def document_of(doc: Doc) -> Document:
    """The document behind a ``Doc``; one made elsewhere gets its own, with the text as it is."""
    if doc._.document is None:
        doc._.document = Document(Article(article_id="text", text=doc.text))
    document: Document = doc._.document
    if not document.tokens:
        segment(document)
    return document


@Language.component("wartafakta_sentences", assigns=["token.is_sent_start"])
def sentences(doc: Doc) -> Doc:
    """Set the sentence starts."""
    starts = {sentence.start for sentence in document_of(doc).sentences}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
    return doc


def label(fact: Fact) -> str:
    """What displaCy shows for a fact: its value in a word or two."""
    match fact:
        case Region():
            return f"{fact.level} {fact.region_code}"
        case DateMention():
            return " - ".join(dict.fromkeys(str(d) for d in (fact.start_date, fact.end_date)))
        case Official():
            return fact.role
        case Percentage():
            return fact.measure
        case _:
            return f"{getattr(fact, 'count', '')}".strip() or type(fact).__name__


def _component(table: str) -> Callable[[Doc], Doc]:
    def component(doc: Doc) -> Doc:
        document = document_of(doc)
        run_stage(table, document)
        doc.spans[table] = [_span(doc, fact) for fact in getattr(document, table)]
        return doc

    component.__doc__ = f"Fill ``doc.spans[{table!r}]``."
    return component


def _span(doc: Doc, fact: Fact) -> Span:
    """The span of the tokens that a fact's characters touch."""
    span = doc.char_span(
        fact.start,
        fact.end,
        label=label(fact),
        kb_id=getattr(fact, "region_code", None) or "",
        span_id=fact.rule_id,
        alignment_mode="expand",
    )
    assert span is not None, "expanding always finds tokens"
    span._.fact = fact
    return span


regions = Language.component("wartafakta_regions", func=_component("regions"))
dates = Language.component("wartafakta_dates", func=_component("dates"))
officials = Language.component("wartafakta_officials", func=_component("officials"))
candidate_counts = Language.component(
    "wartafakta_candidate_counts", func=_component("candidate_counts")
)
percentages = Language.component("wartafakta_percentages", func=_component("percentages"))


@Language.factory(
    "wartafakta_entities",
    default_config={"tagger": "onnx"},
    assigns=["doc.ents"],
    retokenizes=False,
)
def entities(nlp: Language, name: str, tagger: TaggerName) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Set ``doc.ents``: the persons (PER), bodies (ORG) and places (LOC) that a tagger finds.

    Put it before ``wartafakta_regions``: regions and officials read them.
    """
    loaded = load_tagger(tagger)

    def component(doc: Doc) -> Doc:
        document = document_of(doc)
        tag([document], loaded)
        spans = [
            doc.char_span(found.start, found.end, label=found.label, alignment_mode="expand")
            for found in document.entities
        ]
        doc.ents = filter_spans([span for span in spans if span is not None])
        return doc

    return component


def load(tagger: TaggerName = "onnx") -> Language:
    """A spaCy pipeline with all stages: ``doc = load()(text)``; with the tagger "none" without ``doc.ents``.

    Components can be dropped (``nlp.remove_pipe("wartafakta_dates")``) or disabled; one that is missing
    leaves its spans empty.
    """
    nlp: Language = get_lang_class("xx")()
    nlp.tokenizer = ArticleTokenizer(nlp.vocab)
    nlp.add_pipe("wartafakta_sentences")
    if tagger != "none":
        nlp.add_pipe("wartafakta_entities", config={"tagger": tagger})
    for name in STAGES:
        nlp.add_pipe(f"wartafakta_{name}")
    return nlp


def make_doc(
    nlp: Language, text: str, *, published: date | None = None, article_id: str = "text"
) -> Doc:
    """The ``Doc`` of a text whose publication date is known, not yet processed: ``nlp(make_doc(...))``."""
    tokenizer = nlp.tokenizer
    if not isinstance(tokenizer, ArticleTokenizer):
        raise TypeError("the pipeline's tokenizer is not an ArticleTokenizer: build it with load()")
    return tokenizer.from_article(
        article_from_text(text, article_id=article_id, published=published)
    )
