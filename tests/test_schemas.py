"""The schemas say what the contract says, and what is generated from them is up to date."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Literal, get_args

import pytest
from frictionless import Package, Resource, Schema
from samples import document

from pipeline import schemas, types
from pipeline.dictionary import data_package
from pipeline.pubdate import Source
from pipeline.schemas import FACT_TABLES, TABLES, meaning
from pipeline.sources import Reason
from pipeline.tables import to_tables
from pipeline.work import Fault

ROOT = Path(__file__).parents[1]

CONTRACT = {
    "articles": "article_id source_path outlet url headline text published_date published_date_source"
    " dateline byline language duplicate_of",
    "regions": "region_code region_name level province_code",
    "officials": "person person_titles rank role role_text role_status organization region_code"
    " mentions",
    "dates": "start_date end_date granularity kind",
    "candidate_counts": "region_code election count unit stage uncontested",
    "percentages": "value value_max qualifier measure measure_text subject region_code",
    "rejects": "source_path record reason message",
}
SHARED = {
    "article_id": "string",
    "start": "int32",
    "end": "int32",
    "mention": "string",
    "sentence": "string",
    "rule_id": "string",
    "confidence": "float",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_tables_have_the_columns_of_the_contract(name: str) -> None:
    assert set(CONTRACT[name].split()) <= set(TABLES[name].schema.names)


@pytest.mark.parametrize("name", FACT_TABLES)
def test_fact_tables_share_their_first_columns(name: str) -> None:
    types_of = {field.name: str(field.type) for field in TABLES[name].schema}
    assert SHARED.items() <= types_of.items()


@pytest.mark.parametrize(
    ("name", "column", "kind"),
    [
        ("articles", "published_date", "date32[day]"),
        ("dates", "start_date", "date32[day]"),
        ("officials", "mentions", "int32"),
        ("officials", "person_titles", "list<element: string>"),
        ("candidate_counts", "count", "int32"),
        ("candidate_counts", "uncontested", "bool"),
        ("percentages", "value", "double"),
        ("percentages", "value_max", "double"),
    ],
)
def test_types_are_those_of_the_contract(name: str, column: str, kind: str) -> None:
    assert str(TABLES[name].schema.field(column).type) == kind


@pytest.mark.parametrize("name", TABLES)
def test_every_field_is_described(name: str) -> None:
    for field in TABLES[name].schema:
        means = meaning(field)
        assert means.description, field.name
        if str(field.type) in ("int32", "double", "float"):
            assert means.unit, field.name


@pytest.mark.parametrize(
    ("values", "literal"),
    [
        (schemas.DATE_SOURCES, Source),
        (schemas.REASONS, Literal[Reason, Fault]),
        (schemas.LEVELS, types.Level),
        (schemas.ROLES, types.Role),
        (schemas.STATUSES, types.Status),
        (schemas.GRANULARITIES, types.Granularity),
        (schemas.DATE_KINDS, types.DateKind),
        (schemas.ELECTIONS, types.Election),
        (schemas.COUNT_UNITS, types.CountUnit),
        (schemas.STAGES, types.Stage),
        (schemas.QUALIFIERS, types.Qualifier),
        (schemas.MEASURES, types.Measure),
    ],
)
def test_every_value_that_code_can_give_is_explained(
    values: dict[str, str], literal: object
) -> None:
    assert tuple(values) == get_args(literal)


def test_identities_are_columns() -> None:
    for table in TABLES.values():
        assert {*table.identity, *table.primary_key} <= set(table.schema.names)


def test_data_package_describes_valid_tables() -> None:
    """Frictionless accepts the description, and rows with all keys under it."""
    descriptor = data_package()
    assert Package.validate_descriptor(descriptor).valid
    tables = to_tables([document(1), document(2)])
    resources = []
    for described in descriptor["resources"]:
        table = tables[described["name"]]
        rows = [table.schema.names, *(list(row.values()) for row in table.to_pylist())]
        schema = Schema.from_descriptor(described["schema"])
        resources.append(Resource(name=described["name"], data=rows, schema=schema))
    report = Package(resources=resources).validate()
    assert report.valid, report.flatten(["title", "note"])


def test_data_dictionary_is_up_to_date() -> None:
    page = subprocess.run(
        [sys.executable, "-m", "pipeline.dictionary"], capture_output=True, check=True, text=True
    ).stdout
    assert (ROOT / "docs" / "data-dictionary.md").read_text("utf-8") == page, "run: make docs"
