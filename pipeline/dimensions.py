"""What the facts are joined to: names of regions, their levels, and the codes of others for them."""

from __future__ import annotations

from functools import cache
from typing import Any

import pyarrow as pa

from pipeline.gazetteer import DECREE, bps_codes, gazetteer, villages
from pipeline.schemas import REGION_NAMES
from pipeline.types import COUNTRY


@cache
def region_names() -> pa.Table:
    """The table ``region_names``: the country and every region of the decree, by code."""
    places = {**gazetteer().places, **villages().places}
    of_bps = bps_codes()
    codes = sorted(places)
    listed = [of_bps.get(code) for code in codes]
    columns: dict[str, list[Any]] = {
        "code": codes,
        "name": [places[code].name for code in codes],
        "level": [places[code].level for code in codes],
        "parent": [None if code == COUNTRY else places[code].parent or COUNTRY for code in codes],
        "bps_code": [bps and bps.code for bps in listed],
        "bps_year": [bps and bps.year for bps in listed],
        "decree": [DECREE] * len(codes),
    }
    return pa.table(columns, schema=REGION_NAMES.schema)
