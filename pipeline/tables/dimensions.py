"""What the facts are joined to: names of regions, their levels, and the codes of others for them."""

from __future__ import annotations

from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from pipeline.matching.rules import rules_root
from pipeline.regions.gazetteer import DECREE, VILLAGES, bps_codes, gazetteer
from pipeline.tables.schemas import REGION_NAMES
from pipeline.types import COUNTRY


@cache
def region_names() -> pa.Table:
    """The table ``region_names``: the country and every region of the decree, by code."""
    return pa.concat_tables([_coarse(), _villages()]).sort_by("code")


def _coarse() -> pa.Table:
    """The country down to kecamatan."""
    places = gazetteer().places
    of_bps = bps_codes()
    listed = [of_bps.get(code) for code in places]
    columns: dict[str, list[Any]] = {
        "code": list(places),
        "name": [place.name for place in places.values()],
        "level": [place.level for place in places.values()],
        "parent": [None if code == COUNTRY else places[code].parent or COUNTRY for code in places],
        "bps_code": [bps and bps.code for bps in listed],
        "bps_year": [bps and bps.year for bps in listed],
        "decree": [DECREE] * len(places),
    }
    return pa.table(columns, schema=REGION_NAMES.schema)


def _villages() -> pa.Table:
    """Desa and kelurahan, which are too many for lists."""
    read = csv.read_csv(
        rules_root() / "regions" / VILLAGES,
        csv.ReadOptions(use_threads=False, block_size=1 << 18),
        convert_options=csv.ConvertOptions(column_types=REGION_NAMES.schema),
    )
    size = read.num_rows
    columns: dict[str, Any] = {
        "code": read["code"],
        "name": read["name"],
        "level": pa.repeat("village", size),
        "parent": pc.replace_substring_regex(read["code"], r"\.[^.]*$", ""),
        "bps_code": pa.nulls(size, pa.string()),
        "bps_year": pa.nulls(size, pa.int32()),
        "decree": pa.repeat(DECREE, size),
    }
    return pa.table(columns, schema=REGION_NAMES.schema)
