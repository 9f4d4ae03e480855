"""The administrative regions of Indonesia and the names they go by.

Codes and names follow Kepmendagri 300.2.2-2138 of 2025 (``rules/regions/regions.csv`` down to kecamatan,
``villages.csv`` for desa and kelurahan); nicknames and short forms are in ``aliases.csv``, the codes of BPS in
``bps_codes.csv``. Villages are read on first use only, for most runs never name one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.matching.rules import RuleError, read_rows
from pipeline.types import COUNTRY, Level, Token

DECREE = "Kepmendagri 300.2.2-2138/2025"
VILLAGES = "villages.csv"

_PREFIXES: tuple[tuple[str, Level], ...] = (
    ("Kabupaten Administrasi ", "regency"),
    ("Kota Administrasi ", "city"),
    ("Kabupaten ", "regency"),
    ("Kota ", "city"),
)
_DEPTH: tuple[Level, ...] = ("province", "regency", "district", "village")
_SPELLINGS = (("kep.", "kepulauan"), ("sumatra", "sumatera"))


@dataclass(frozen=True, slots=True)
class Place:
    """A region of the gazetteer; ``name`` is official, ``short`` the name without its level word."""

    code: str
    name: str
    short: str
    level: Level

    @property
    def parent(self) -> str | None:
        """Code of the region above, ``None`` for a province or the country."""
        return self.code.rpartition(".")[0] or None

    @property
    def province(self) -> str | None:
        """Code of the province, ``None`` for the country."""
        return None if self.level == "country" else self.code[:2]


@dataclass(frozen=True, slots=True)
class RegionAlias:
    """One name of a region as it may stand in a text.

    ``exact`` names are acronyms and match in their own case only; ``weak`` ones are also common words and
    count only where something introduces them.
    """

    code: str
    weak: bool = False
    exact: str | None = None


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """The letters and digits of ``name``, case-folded: "Fak-Fak" and "Fakfak" give one key."""
    name = name.casefold()
    for written, meant in _SPELLINGS:
        name = name.replace(written, meant)
    return "".join(filter(str.isalnum, name))


def _place(code: str, name: str) -> Place:
    level = _DEPTH[code.count(".")]
    short = name
    if level == "regency":
        for prefix, prefix_level in _PREFIXES:
            if name.startswith(prefix):
                short, level = name[len(prefix) :], prefix_level
                break
    return Place(code, name, short, level)


class Gazetteer:
    """Regions by code, and the names of provinces, kabupaten, kota and kecamatan."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {
            COUNTRY: Place(COUNTRY, "Indonesia", "Indonesia", "country")
        }
        for row in read_rows("regions", "regions.csv"):
            self.places[row["code"]] = _place(row["code"], row["name"])
        self.coarse: dict[str, list[RegionAlias]] = {}
        self.districts: dict[str, list[str]] = {}
        for place in self.places.values():
            if place.level == "district":
                self.districts.setdefault(fold(place.short), []).append(place.code)
            elif place.level != "country":
                self._add(place.short, RegionAlias(place.code))
        stated: set[tuple[str, str]] = set()
        for row in read_rows("regions", "aliases.csv"):
            if row["code"] not in self.places:
                raise RuleError(f"aliases.csv: {row['alias']}: no region {row['code']}")
            if (row["alias"], row["code"]) in stated:
                raise RuleError(f"aliases.csv: {row['alias']} stands for {row['code']} already")
            stated.add((row["alias"], row["code"]))
            if row["weak"] not in {"", "yes"}:
                raise RuleError(f"aliases.csv: {row['alias']}: weak is 'yes' or nothing")
            exact = row["alias"] if row["alias"].isupper() else None
            self._add(row["alias"], RegionAlias(row["code"], row["weak"] == "yes", exact))
        self.longest = max(len(key) for key in (*self.coarse, *self.districts))
        self.beginnings = frozenset(
            key[:length] for key in self.coarse for length in range(1, len(key) + 1)
        )

    def _add(self, written: str, name: RegionAlias) -> None:
        names = self.coarse.setdefault(fold(written), [])
        names[:] = [*(other for other in names if other.code != name.code), name]

    def __getitem__(self, code: str) -> Place:
        return self.places.get(code) or _place(code, villages().names[code])

    def beginning_with(self, key: str) -> frozenset[str]:
        """Codes of the provinces, kabupaten and kota whose name begins with ``key`` and is longer.

        There are none where ``key`` is a name itself.
        """
        if key not in self.beginnings or key in self.coarse:
            return frozenset()
        names = (names for each, names in self.coarse.items() if each.startswith(key))
        return frozenset(name.code for listed in names for name in listed)

    def named(self, key: str, written: str) -> list[RegionAlias]:
        """The provinces, kabupaten and kota that ``written`` (folded: ``key``) may name."""
        return [n for n in self.coarse.get(key, ()) if n.exact is None or n.exact == written]


@dataclass(frozen=True, slots=True)
class Villages:
    """Desa and kelurahan: their names by code, their codes by folded name."""

    names: dict[str, str]
    codes: dict[str, list[str]]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once."""
    return Gazetteer()


@lru_cache(maxsize=1)
def villages() -> Villages:
    """All 83,762 desa and kelurahan, read at the first call (about a tenth of a second)."""
    names = {row["code"]: row["name"] for row in read_rows("regions", VILLAGES)}
    codes: dict[str, list[str]] = {}
    for code, name in names.items():
        # What is folded here is not worth remembering.
        codes.setdefault(fold.__wrapped__(name), []).append(code)
    return Villages(names, codes)


def is_region_name(written: str) -> bool:
    """True where a province, kabupaten or kota goes by ``written``, alone and without a level word."""
    return any(not name.weak for name in gazetteer().named(fold(written), written))


@dataclass(frozen=True, slots=True)
class BpsCode:
    """What BPS, the statistics office, calls a kabupaten or kota in its list of ``year``."""

    code: str
    year: int


def bps_codes() -> dict[str, BpsCode]:
    """The BPS codes of all kabupaten and kota, by Kemendagri code."""
    return {
        row["code"]: BpsCode(row["bps_code"], int(row["year"]))
        for row in read_rows("regions", "bps_codes.csv")
    }


def is_parted(tokens: Sequence[Token], index: int) -> bool:
    """True where an empty line stands before a token; in normalised text nothing else is as wide."""
    return index > 0 and tokens[index].start - tokens[index - 1].end > 1


def names_at(
    tokens: list[Token], start: int, may_begin: Callable[[str], bool]
) -> Iterable[tuple[int, str]]:
    """Folded keys of ever longer runs of words from ``tokens[start]``, with the index after each run.

    Words may be joined by hyphens, and by the full stop of "Kep."; a run ends at any other mark, at an empty
    line, or when no name ``may_begin`` with its key.
    """
    key = ""
    index = start
    while index < len(tokens) and not (index > start and is_parted(tokens, index)):
        word = tokens[index].text
        if word[0].isalnum():
            key += fold(word)
            if not may_begin(key):
                return
            yield index + 1, key
        elif word == "." and tokens[index - 1].text.casefold() == "kep":
            key = "kepulauan" if key == "kep" else key
        elif word != "-" or index == start:
            return
        index += 1
