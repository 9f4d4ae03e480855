"""The schemas say what the contract says, and what is generated from them is up to date."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Literal, get_args

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from frictionless import Package, Resource, Schema
from samples import document

from pipeline import types
from pipeline.ingest.pubdate import Source
from pipeline.ingest.raw import Reason
from pipeline.runs.work import Fault
from pipeline.tables import schemas
from pipeline.tables.dictionary import data_dictionary, data_package, part_path
from pipeline.tables.dimensions import region_names
from pipeline.tables.loader import CURRENT, PACKAGE, read_tables
from pipeline.tables.rows import to_tables
from pipeline.tables.schemas import ALL_TABLES, DIMENSIONS, FACT_TABLES, TABLES, meaning

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


@pytest.mark.parametrize("name", ALL_TABLES)
def test_every_field_is_described(name: str) -> None:
    for field in ALL_TABLES[name].schema:
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
        (schemas.CANDIDATE_STAGES, types.CandidateStage),
        (schemas.QUALIFIERS, types.Qualifier),
        (schemas.MEASURES, types.Measure),
    ],
)
def test_every_value_that_code_can_give_is_explained(
    values: dict[str, str], literal: object
) -> None:
    assert tuple(values) == get_args(literal)


def test_identities_are_columns() -> None:
    for table in ALL_TABLES.values():
        assert {*table.identity, *table.primary_key} <= set(table.schema.names)


def test_data_package_describes_valid_tables() -> None:
    """Frictionless accepts the description, and rows with all keys under it."""
    descriptor = data_package()
    assert Package.validate_descriptor(descriptor).valid
    tables = to_tables([document(1), document(2)])
    tables["region_names"] = named_in(tables)
    tables["runs"] = schemas.RUNS.schema.empty_table()
    resources = []
    for described in descriptor["resources"]:
        table = tables[described["name"]]
        rows = [table.schema.names, *(list(row.values()) for row in table.to_pylist())]
        schema = Schema.from_descriptor(described["schema"])
        resources.append(Resource(name=described["name"], data=rows, schema=schema))
    report = Package(resources=resources).validate()
    assert report.valid, report.flatten(["title", "note"])


def named_in(tables: dict[str, pa.Table]) -> pa.Table:
    """The rows of region_names that other tables point to, and those above them."""
    columns = [
        tables[name][key.column]
        for name, table in FACT_TABLES.items()
        for key in table.foreign_keys
        if key.table == "region_names"
    ]
    codes = {code for column in columns for code in column.to_pylist() if code is not None}
    # Of "17.03.04" the codes "17", "17.03" and itself.
    above = {code[:end] for code in codes for end in (2, 5, 8, 13)} | {types.COUNTRY}
    names = region_names()
    return names.filter(pc.is_in(names["code"], pa.array(sorted(above))))


def test_frictionless_finds_the_outputs_valid(sample: Path, tmp_path: Path) -> None:
    """The real files under the real tables.json, keys between tables included.

    Only the list of regions is cut to those named: Frictionless takes a minute for all of it.
    """
    out = tmp_path / "out"
    shutil.copytree(sample / CURRENT, out)
    pq.write_table(named_in(read_tables(sample)), out / part_path("region_names"))
    package = Package(str(out / PACKAGE))
    assert [resource.name for resource in package.resources] == list(ALL_TABLES)
    report = package.validate()
    assert report.valid, report.flatten(["title", "note", "fieldName", "cell"])[:5]


def test_frictionless_finds_a_code_that_is_no_region(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(sample / CURRENT, out)
    names = named_in(read_tables(sample))
    pq.write_table(
        names.filter(pc.not_equal(names["code"], "64.02")), out / part_path("region_names")
    )
    report = Package(str(out / PACKAGE)).validate()
    assert "64.02" in str(report.flatten(["note"]))


def test_data_dictionary_is_up_to_date(sample: Path) -> None:
    page = data_dictionary(read_tables(sample, TABLES | DIMENSIONS))
    assert (ROOT / "docs" / "data-dictionary.md").read_text("utf-8") == page, "run: make generated"


def test_data_dictionary_shows_any_cell(sample: Path) -> None:
    """A cell with a bar, a backtick and a line break stays one cell of the page."""
    tables = read_tables(sample)
    articles = tables["articles"].slice(0, 1)
    number = articles.schema.get_field_index("headline")
    headline = pa.chunked_array([["a | b\n`c`"]])
    tables["articles"] = articles.set_column(number, "headline", headline)
    assert "`a \\| b 'c'`" in data_dictionary(tables)
