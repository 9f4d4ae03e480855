"""What region an article is about: the jurisdiction of posts and facts that name none."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.focus.scenes import is_scene
from pipeline.types import COUNTRY, Document, Level, Region

LOCAL: frozenset[Level] = frozenset({"regency", "city"})
COARSE: frozenset[Level] = LOCAL | {"province"}

# Weights of one mention, by where it stands.
_HEADLINE = 2.0
_LEAD = 1.5
_SCENE = 0.4
_PLAIN = 1.0
_LEAD_CHARACTERS = 400

# An article is about one place only where that place has this share of its level's weight.
_DOMINANT = 0.5
_SEVERAL = 3


def _weight(document: Document, region: Region) -> float:
    article = document.article
    if is_scene(document, region):
        return _SCENE
    if article.headline is not None and region.end <= len(article.headline):
        return _HEADLINE
    return _LEAD if region.start < _LEAD_CHARACTERS else _PLAIN


def _weights(document: Document, levels: Iterable[Level], until: int | None) -> dict[str, float]:
    """Summed weights of the regions at ``levels``, by code, the heaviest first; ties in order of the text."""
    wanted = frozenset(levels)
    found: dict[str, float] = {}
    for region in document.regions:
        if until is not None and region.start >= until:
            break
        if region.level in wanted:
            found[region.region_code] = found.get(region.region_code, 0.0) + _weight(
                document, region
            )
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def centre(document: Document, level: Level | None = None, until: int | None = None) -> str | None:
    """Code of the region that ``document`` is about, as far as ``until``, or ``None`` where it names none.

    With ``level``, the one at that level; a province is then also known from its kabupaten and kota. Without,
    the kabupaten or kota that the article keeps to, else the province, else ``"00"`` where regions of many
    provinces are named alike.
    """
    if level in LOCAL:
        return next(iter(_weights(document, {level}, until)), None)
    provinces = _provinces(document, until)
    if level == "province":
        return next(iter(provinces), None)
    local = _weights(document, LOCAL, until)
    if not local and not provinces:
        return None
    total = sum(provinces.values())
    province, weight = next(iter(provinces.items()))
    if len(provinces) >= _SEVERAL and weight < _DOMINANT * total:
        return COUNTRY
    if local:
        place, weight = next(iter(local.items()))
        own = _weights(document, {"province"}, until).get(place[:2], 0.0)
        scattered = len(local) >= _SEVERAL and weight < _DOMINANT * sum(local.values())
        if weight >= own and not scattered:
            return place
    return province


def _provinces(document: Document, until: int | None) -> dict[str, float]:
    """Weights of the provinces, each with what its kabupaten and kota weigh, the heaviest first."""
    found: dict[str, float] = {}
    for code, weight in _weights(document, {"province", *LOCAL}, until).items():
        found[code[:2]] = found.get(code[:2], 0.0) + weight
    return dict(sorted(found.items(), key=lambda item: -item[1]))
