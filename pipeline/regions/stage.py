"""The regions stage: every mention of an administrative region, linked to its Kemendagri code.

Recognition (:mod:`pipeline.regions.toponyms`) finds the names, resolution (:mod:`pipeline.regions.resolution`)
decides what they mean. Kecamatan and villages come last, for they need the regions above them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import dropwhile, islice
from operator import attrgetter

from pipeline.regions.context import LONGEST_SMALL, SMALL, context
from pipeline.regions.gazetteer import fold, gazetteer
from pipeline.regions.resolution import Resolved, evidence, resolve
from pipeline.regions.toponyms import Recognizer, Toponym
from pipeline.types import COUNTRY, Document, Region, Token

_AMBIGUOUS = 0.5


def find(document: Document) -> list[Region]:
    """Every mention of an administrative region in ``document``, in order of the text.

    Raises:
        RuleError: the gazetteer or a rule file cannot be used.
    """
    recognizer = Recognizer(document)
    resolved = _without_kecamatan(document, resolve(recognizer.coarse()))
    for level in ("district", "village"):
        known = [each.code for each in resolved]
        taken = [each.toponym for each in resolved]
        resolved += resolve(recognizer.small(level, known, taken))
    found = [*map(_region, resolved), *_country(document)]
    return sorted(found, key=lambda region: (region.start, region.end))


def _without_kecamatan(document: Document, resolved: list[Resolved]) -> list[Resolved]:
    """The toponyms but for names that a kabupaten of the article has for a kecamatan, too.

    So the "Tebing Tinggi" of an article on Tanjung Jabung Barat is no kota, where nothing else is named of the
    province of that kota, or where another kecamatan of that kabupaten stands beside it in a list.
    """
    return [each for each in resolved if not _is_kecamatan(document, each, resolved)]


def _is_kecamatan(document: Document, named: Resolved, resolved: Sequence[Resolved]) -> bool:
    """True where a name with no level word is that of a kecamatan in a kabupaten that stands beside it alone."""
    toponym, place = named.toponym, gazetteer()[named.code]
    if toponym.level is not None or place.level == "province":
        return False
    written = document.text[toponym.start : toponym.end]
    others = {each.code for each in resolved if each.toponym.codes != toponym.codes}
    own = others.intersection(_regencies_with(written))
    if not own:
        return False
    is_far = all(gazetteer()[code].province != place.province for code in others)
    return is_far or any(
        own.intersection(_regencies_with(name)) and fold(name) not in gazetteer().coarse
        for name in _beside(document.tokens, toponym)
    )


def _regencies_with(name: str) -> set[str]:
    """The codes of the kabupaten and kota that have a kecamatan of that name."""
    return {code.rpartition(".")[0] for code in gazetteer().districts.get(fold(name), ())}


def _beside(tokens: Sequence[Token], toponym: Toponym) -> Iterator[str]:
    """What may be the names before and after a toponym in a list, with joints or figures alone between."""
    first = bisect_left(tokens, toponym.start, key=attrgetter("start"))
    after = bisect_left(tokens, toponym.end, key=attrgetter("start"))
    for step, indices in ((-1, range(first - 1, -1, -1)), (1, range(after, len(tokens)))):
        if not indices or not _is_between(tokens[indices[0]]):
            continue
        words = list(islice(dropwhile(_is_between, (tokens[i] for i in indices)), LONGEST_SMALL))
        for length in range(1, LONGEST_SMALL + 1):
            yield "".join(token.text for token in words[:length][::step])


def _is_between(token: Token) -> bool:
    """True for what stands between the names of a list: a joint, a bracket or a figure."""
    word = token.text.casefold()
    return word in context().joints or (not word[0].isalpha() and word != ".")


def _region(resolved: Resolved) -> Region:
    place = gazetteer()[resolved.code]
    toponym = resolved.toponym
    open_question = resolved.evidence.id == "regions.rank" or place.level in SMALL
    candidates = tuple(toponym.codes) if open_question and len(toponym.codes) > 1 else ()
    return Region(
        start=toponym.start,
        end=toponym.end,
        rule_id=resolved.evidence.id,
        confidence=_AMBIGUOUS if candidates else resolved.evidence.confidence,
        region_code=place.code,
        region_name=place.name,
        level=place.level,
        province_code=place.province,
        candidates=candidates,
    )


def _country(document: Document) -> Iterator[Region]:
    """Mentions of the country as a whole; the "Indonesia" in a longer name is none."""
    for index, token in enumerate(document.tokens):
        if token.text in context().country and not _names_a_body(document.tokens, index):
            yield Region(
                start=token.start,
                end=token.end,
                rule_id="regions.country",
                confidence=evidence()["regions.country"].confidence,
                region_code=COUNTRY,
                region_name=gazetteer()[COUNTRY].name,
                level="country",
                province_code=None,
            )


def _names_a_body(tokens: Sequence[Token], index: int) -> bool:
    """True for the "Indonesia" of "Bank Indonesia": a capitalised word of a name stands right before it.

    Also for the "RI" of any body ("KPU RI", "DPR-RI", "Dewan Perwakilan (DPR) RI"), and where the name of a party
    or force begins further back: "Partai Garda Republik Indonesia".
    """
    if index == 0:
        return False
    token, before = tokens[index], tokens[index - 1]
    if token.text == "RI" and before.text in ")-":
        return True
    if token.start != before.end + 1:
        return False
    if token.text == "RI":
        return before.text[0].isupper()
    if before.text.casefold() in context().country_not_before:
        return True
    if before.text.isupper() or not before.text[0].isupper():
        return False
    return before.text.casefold() not in context().country_before or _goes_on_body(tokens, index)


def _goes_on_body(tokens: Sequence[Token], index: int) -> bool:
    """True where the capitalised words before a token go back to one for a party or force."""
    while index and tokens[index - 1].end + 1 == tokens[index].start:
        index -= 1
        if not tokens[index].text[0].isupper():
            return False
        if tokens[index].text.casefold() in context().country_bodies:
            return True
    return False
