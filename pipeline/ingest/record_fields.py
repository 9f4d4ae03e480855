"""The fields of a record, under whichever names it has them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cache

import msgspec

from pipeline.matching.rules import read_toml, rules_root


class RecordFields(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Usual spellings of each field of a record, the likeliest first; see ``rules/record_fields.toml``.

    ``inside`` names objects that hold the fields of the record which they are in.
    """

    id: list[str]
    url: list[str]
    title: list[str]
    published: list[str]
    text: list[str]
    author: list[str]
    editor: list[str]
    outlet: list[str]
    inside: list[str]


@cache
def record_fields() -> RecordFields:
    """The spellings of ``rules/record_fields.toml``."""
    fields: RecordFields = read_toml(rules_root() / "record_fields.toml", RecordFields)
    return fields


def field_key(name: str) -> str:
    """A field name as it is compared: case, underscores, hyphens, dots and spaces do not count."""
    return "".join(character for character in name.casefold() if character.isalnum())


def standard_fields(record: Mapping[str, object]) -> dict[str, object]:
    """The fields of ``record`` under their standard names; empty ones are left out."""
    by_key = {field_key(name): value for name, value in _flat(record)}
    found: dict[str, object] = {}
    known = msgspec.structs.asdict(record_fields())
    del known["inside"]
    for standard, spellings in known.items():
        for spelling in spellings:
            value = by_key.get(field_key(spelling))
            if not _is_missing(value):
                found[standard] = value
                break
    return found


def _flat(record: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """The fields of ``record``, those of an object that holds them, and those of other objects as "field.name"."""
    for name, value in record.items():
        if isinstance(value, Mapping) and name in record_fields().inside:
            yield from _flat(value)
        elif name is not None:
            yield str(name), value
            if isinstance(value, Mapping):
                yield from ((f"{name}.{inner}", of_inner) for inner, of_inner in value.items())


def _is_missing(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip() or value.strip().casefold() in {"nan", "null", "none"}
    return value is None or (isinstance(value, float) and math.isnan(value))
