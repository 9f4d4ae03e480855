"""The spaCy pipeline and the Python interface."""

from __future__ import annotations

from datetime import date
from importlib.metadata import entry_points

import pytest
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc

import pipeline
from pipeline.components import make_doc
from pipeline.ingest.articles import article_from_text
from pipeline.stages import STAGES, extract
from pipeline.tagger import load_tagger

TEXT = (
    "Bintuhan (WARTA) - Ketua KPU Kabupaten Kaur, Andi Rahman, mengatakan empat pasangan calon "
    "bertarung pada Rabu (27/11/2024). Partisipasi 71,5 persen."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load()


def test_a_doc_carries_sentences_and_a_span_for_each_fact(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert len(list(doc.sents)) == 2
    document = extract(article_from_text(TEXT, article_id="text"), load_tagger())
    for table in STAGES:
        facts = [span._.fact for span in doc.spans[table]]
        assert facts == getattr(document, table), table
        assert facts, table
        for span in doc.spans[table]:
            assert doc.text[span._.fact.start : span._.fact.end] in span.text
            assert span.id_ == span._.fact.rule_id
    (official,) = doc.spans["officials"]
    assert (official.label_, official.kb_id_) == ("ketua_kpu", "17.04")


def test_displacy_renders_the_spans(nlp: Language) -> None:
    page = displacy.render(nlp(TEXT), style="span", options={"spans_key": "officials"})
    assert "ketua_kpu" in page


def test_text_is_normalised_as_in_the_articles_table(nlp: Language) -> None:
    doc = nlp("\u201cAman,\u201d  kata warga\u00a0Kaur.")
    assert doc.text == '"Aman," kata warga Kaur.'


def test_components_can_be_dropped(nlp: Language) -> None:
    with nlp.select_pipes(disable=["wartafakta_regions"]):
        doc = nlp(TEXT)
    assert "regions" not in doc.spans
    assert doc.spans["dates"]


def test_components_can_be_added_to_another_pipeline() -> None:
    other = Language()
    other.add_pipe("wartafakta_dates")
    doc = other("Rapat pada 27 November 2024.")
    assert [span.text for span in doc.spans["dates"]] == ["27 November 2024"]


def test_factories_are_found_by_entry_point() -> None:
    names = {entry.name for entry in entry_points(group="spacy_factories")}
    assert {f"wartafakta_{table}" for table in ("sentences", *STAGES)} <= names


def test_a_known_publication_date_anchors_the_dates(nlp: Language) -> None:
    doc = nlp(make_doc(nlp, "Rapat digelar Senin.", published=date(2024, 11, 27)))
    (span,) = doc.spans["dates"]
    assert span._.fact.start_date == date(2024, 11, 25)


def test_a_tagger_sets_the_entities() -> None:
    doc = pipeline.load(tagger="onnx")("Ketua KPU Kaur, Budi Santoso, tiba di Jakarta, Senin.")
    assert ("Budi Santoso", "PER") in [(span.text, span.label_) for span in doc.ents]
    assert doc.spans["officials"]


def test_make_doc_wants_the_right_tokenizer() -> None:
    with pytest.raises(TypeError, match="load"):
        make_doc(Language(), "x")


def test_a_pipeline_survives_bytes(nlp: Language) -> None:
    restored = pipeline.load().from_bytes(nlp.to_bytes())
    assert isinstance(restored("Rapat di Kaur."), Doc)


def test_extract_gives_tables_of_the_texts() -> None:
    tables = pipeline.extract(
        [TEXT, "Rapat di Kabupaten Kaur, Senin."], published=date(2024, 11, 27)
    )
    assert list(tables["articles"]["article_id"]) == ["0", "1"]
    assert set(tables["officials"]["person"]) == {"Andi Rahman"}
    assert set(tables["regions"].query("article_id == '1'")["region_code"]) == {"17.04"}
