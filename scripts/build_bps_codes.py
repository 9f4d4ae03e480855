"""Write rules/regions/bps_codes.csv from a bridging list of Kemendagri and BPS codes.

usage: python scripts/build_bps_codes.py LIST YEAR

LIST is a CSV file with the columns ``code`` and ``name`` of today's kabupaten and kota and ``bps_code_YEAR``:
the list that BPS publishes (https://sig.bps.go.id/bridging-kode), joined by name to the codes of the decree,
which for Papua are younger than the list. A code without its name in the decree, or a BPS code that stands
twice, is an error.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "rules" / "regions"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def main(bridging: str, year: str) -> None:
    wanted = {row["code"]: row["name"] for row in rows(FOLDER / "regions.csv")}
    wanted = {code: name for code, name in wanted.items() if code.count(".") == 1}
    pairs = {}
    for row in rows(Path(bridging)):
        code, bps_code = row["code"], row[f"bps_code_{year}"]
        if wanted.get(code) != row["name"]:
            raise SystemExit(f"{bridging}: {code} {row['name']}: the decree has {wanted.get(code)}")
        if bps_code in pairs.values():
            raise SystemExit(f"{bridging}: BPS code {bps_code} stands twice")
        pairs[code] = bps_code
    with (FOLDER / "bps_codes.csv").open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink, lineterminator="\n")
        writer.writerow(("code", "bps_code", "year"))
        writer.writerows((code, pairs[code], year) for code in sorted(pairs))


if __name__ == "__main__":
    main(*sys.argv[1:])
