"""What the tables mean, for programs and for people, generated from :mod:`pipeline.schemas`.

``tables.json`` beside the tables of a run is a Frictionless data package; the data dictionary is a
Markdown page:

    python -m pipeline.dictionary > docs/data-dictionary.md
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from pipeline.schemas import TABLES, Table, meaning

_FRICTIONLESS_TYPES = {
    "string": "string",
    "int32": "integer",
    "int64": "integer",
    "float": "number",
    "double": "number",
    "bool": "boolean",
    "date32[day]": "date",
}
_READABLE_TYPES = {"double": "float64", "float": "float32", "date32[day]": "date32"}


def data_package() -> dict[str, Any]:
    """The Frictionless data package of a run, the content of ``tables.json``."""
    return {
        "name": "wartafakta",
        "title": "Facts from Indonesian news",
        "resources": [_resource(table) for table in TABLES.values()],
    }


def data_dictionary() -> str:
    """The data dictionary as a Markdown page."""
    return "\n".join(_page()) + "\n"


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


def _field(field: pa.Field[Any]) -> dict[str, Any]:
    """The Frictionless field of a column."""
    means = meaning(field)
    constraints: dict[str, Any] = {"required": not field.nullable}
    if means.values:
        constraints["enum"] = list(means.values)
    described = {
        "name": field.name,
        "type": _FRICTIONLESS_TYPES.get(str(field.type), "array"),
        "description": means.description,
        "constraints": constraints,
    }
    return described | ({"unit": means.unit} if means.unit else {})


def _page() -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "<!-- Generated: python -m pipeline.dictionary > docs/data-dictionary.md -->"
    yield ""
    yield "Offsets are half-open and count Unicode code points of `articles.text`. Region codes are"
    yield "Kemendagri codes and always text: `17.10` is a code, 17.1 is not. Dates are calendar days"
    yield "without a time zone. A column is never null unless its line says when it is."
    for table in TABLES.values():
        yield from ("", f"## {table.name}", "", table.description)
        yield from _keys(table)
        yield from ("", "| column | type | unit | meaning |", "|---|---|---|---|")
        for field in table.schema:
            means = meaning(field)
            yield f"| `{field.name}` | {_type(field.type)} | {means.unit} | {means.description} |"
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


def _type(kind: pa.DataType) -> str:
    """The name of a type as a person reads it."""
    if isinstance(kind, pa.ListType):
        value = kind.value_type
        if isinstance(value, pa.StructType):
            return f"list of structs ({_code(field.name for field in value)})"
        return f"list of {value}s"
    return _READABLE_TYPES.get(str(kind), str(kind))


if __name__ == "__main__":
    print(data_dictionary(), end="")
