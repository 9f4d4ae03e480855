"""What the tables mean, for programs and for people, generated from :mod:`pipeline.tables.schemas`.

``tables.json`` beside the tables of a run is a Frictionless data package; the data dictionary is a
Markdown page, with examples and shares of nulls of the run in OUT:

    python -m pipeline.tables.dictionary OUT > docs/data-dictionary.md
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from pipeline.tables.schemas import ALL_TABLES, DIMENSIONS, TABLES, Table, meaning

_FRICTIONLESS_TYPES = {
    "string": "string",
    "int32": "integer",
    "int64": "integer",
    "float": "number",
    "double": "number",
    "bool": "boolean",
    "date32[day]": "date",
    "timestamp[s, tz=UTC]": "datetime",
}
# Frictionless reads lists in Parquet as numpy arrays and accepts them as "any", not as its "array".
_LIST_TYPE = "any"
_READABLE_TYPES = {
    "double": "float64",
    "float": "float32",
    "date32[day]": "date32",
    "timestamp[s, tz=UTC]": "timestamp (UTC)",
}
# Characters of an example that the page shows.
_EXAMPLE = 48


def data_package(format: Literal["parquet", "csv"] = "parquet") -> dict[str, Any]:  # noqa: A002
    """The Frictionless data package of a run or of its export as CSV, the content of ``tables.json``."""
    resource = _resource if format == "parquet" else _csv_resource
    return {
        "name": "wartafakta",
        "title": "Facts from Indonesian news",
        "resources": [resource(table) for table in ALL_TABLES.values()],
    }


def data_dictionary(tables: Mapping[str, pa.Table]) -> str:
    """The data dictionary as a Markdown page, with an example row and shares of nulls of ``tables``.

    A table that is not among ``tables`` is described without.
    """
    return "\n".join(_page(tables)) + "\n"


def part_path(table: str) -> str:
    """Where the Parquet file of a table lies inside the folder of a run."""
    return f"{table}/part-0.parquet"


def _resource(table: Table) -> dict[str, Any]:
    """The Frictionless resource of a table."""
    schema: dict[str, Any] = {"fields": [_field(field) for field in table.schema]}
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {
                "fields": [key.column],
                "reference": {
                    # Frictionless names a table that points into itself with an empty string.
                    "resource": "" if key.table == table.name else key.table,
                    "fields": [key.references],
                },
            }
            for key in table.foreign_keys
        ]
    return {
        "name": table.name,
        "description": table.description,
        "path": part_path(table.name),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": schema,
    }


def _csv_resource(table: Table) -> dict[str, Any]:
    """The Frictionless resource of a table that was exported as CSV."""
    resource = _resource(table)
    for field in resource["schema"]["fields"]:
        if field["type"] == _LIST_TYPE:
            field["type"] = "array"
    file = {"path": f"{table.name}.csv", "format": "csv", "mediatype": "text/csv"}
    return resource | file | {"encoding": "utf-8"}


def _field(field: pa.Field[Any]) -> dict[str, Any]:
    """The Frictionless field of a column."""
    means = meaning(field)
    constraints: dict[str, Any] = {"required": not field.nullable}
    if means.values:
        constraints["enum"] = list(means.values)
    described = {
        "name": field.name,
        "type": _FRICTIONLESS_TYPES.get(str(field.type), _LIST_TYPE),
        "description": means.description,
        "constraints": constraints,
    }
    return described | ({"unit": means.unit} if means.unit else {})


def _page(tables: Mapping[str, pa.Table]) -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "<!-- Generated: make generated -->"
    yield ""
    yield "Offsets are half-open and count Unicode code points of `articles.text`. Region codes are"
    yield "Kemendagri codes and always text: `17.10` is a code, 17.1 is not. Dates are calendar days"
    yield "without a time zone. A column is never null unless its line says when it is."
    yield ""
    yield "Examples are one row of the sample corpus, long ones cut at …, and *null* is the share of its"
    yield "rows where the column is null. The table `runs` tells of the run and so has none."
    for table in ALL_TABLES.values():
        rows = tables.get(table.name, table.schema.empty_table())
        example = _example(rows)
        yield from ("", f"## {table.name}", "", table.description)
        yield from _keys(table)
        if table.name in tables:
            yield from ("", f"Rows in the sample: {rows.num_rows:,}.")
        yield from (
            "",
            "| column | type | unit | null | example | meaning |",
            "|---|---|---|---|---|---|",
        )
        for field in table.schema:
            means = meaning(field)
            counted = field.nullable and rows.num_rows
            null = f"{rows[field.name].null_count / rows.num_rows:.0%}" if counted else ""
            yield (
                f"| `{field.name}` | {readable_type(field.type)} | {means.unit} | {null}"
                f" | {_shown(example.get(field.name))} | {means.description} |"
            )
        for field in table.schema:
            if values := meaning(field).values:
                yield from (
                    "",
                    f"Values of `{field.name}`:",
                    "",
                    "| value | meaning |",
                    "|---|---|",
                )
                yield from (f"| `{value}` | {means} |" for value, means in values.items())


def _example(rows: pa.Table) -> Mapping[str, Any]:
    """The first of the rows that say most: the fewest nulls and empty lists."""
    return max(rows.to_pylist(), key=lambda row: sum(map(_says, row.values())), default={})


def _says(value: object) -> bool:
    return value is not None and value != []


def _shown(value: object) -> str:
    """A value as a cell of a Markdown table."""
    if value is None:
        return ""
    if isinstance(value, float):
        value = f"{value:.4g}"
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)
    text = " ".join(text.split())
    if len(text) > _EXAMPLE:
        text = f"{text[: _EXAMPLE - 1].rstrip()}…"
    # A backtick would end the code that the text stands in, a bar the cell.
    return f"`{text.replace('`', chr(39))}`".replace("|", "\\|")


def _keys(table: Table) -> Iterator[str]:
    if table.primary_key:
        yield from ("", f"Primary key: {_code(table.primary_key)}.")
    for key in table.foreign_keys:
        yield from (
            "",
            f"Foreign key: {_code([key.column])} points to `{key.table}.{key.references}`.",
        )


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def readable_type(kind: pa.DataType) -> str:
    """The name of a type as a person reads it."""
    if isinstance(kind, pa.ListType):
        value = kind.value_type
        if isinstance(value, pa.StructType):
            return f"list of structs ({_code(field.name for field in value)})"
        return f"list of {value}s"
    return _READABLE_TYPES.get(str(kind), str(kind))


if __name__ == "__main__":
    from pipeline.tables.loader import read_tables

    # The table of runs would differ every time.
    print(data_dictionary(read_tables(Path(sys.argv[1]), TABLES | DIMENSIONS)), end="")
