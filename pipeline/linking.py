"""Which region a number in an article is about.

The region named in the same list item wins, then one that the sentence carries over from the item before,
then any other of the sentence, then the last region spoken of, and last the region that the article is about.
The words that separate, compare or point back stand in ``rules/linking.toml``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, zip_longest

from pipeline.centre import centre
from pipeline.rules import HasSpan, Production, Rule, load_ruleset
from pipeline.types import COUNTRY, Document, Level, Region, Span

RULES = "linking"
COARSE: frozenset[Level] = frozenset({"province", "regency", "city"})
ALL_LEVELS: frozenset[Level] = COARSE | {"country", "district", "village"}

_LEVEL_WORDS: Mapping[str, Level] = {
    "provinsi": "province",
    "kabupaten": "regency",
    "kota": "city",
    "kecamatan": "district",
}
# What may stand between a region and the region above it: "Kaur, Bengkulu", "Kaur (Bengkulu)".
_APPOSITION = re.compile(r"\s*[,(]?\s*(?:di\s+)?")
_COORDINATION = re.compile(r"\s*(?:[,;]\s*(?:dan|serta)?|dan|serta|&|/|maupun)\s*")
_PREPOSITION = re.compile(
    r"[^,;.]{0,40}?\b(?:di|untuk|bagi|pada|dari|se|kabupaten|kota|provinsi)\b[^,;.]{0,30}$", re.I
)
_HEADING_WORDS = 9
_SENTENCES_BACK = 6


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that tell how regions and numbers belong together; ``kind`` is explained in the rule file."""

    start: int
    end: int
    rule_id: str
    kind: str
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Place(Span):
    """A region as a number may be linked to it: named, pointed back to, or the country."""

    code: str
    level: Level
    attributed: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """The regions that a number is about (several where it holds for each of a list), and how sure that is."""

    codes: tuple[str, ...] = ()
    confidence: float = 0.5
    in_sentence: bool = False


def _sign(rule: Rule, match: re.Match[str]) -> Sign:
    groups = match.groupdict()
    word = (groups.get("level") or groups.get("level_behind") or "").casefold()
    return Sign(match.start(), match.end(), rule.id, rule.values["kind"], _LEVEL_WORDS.get(word))


_PRODUCTIONS: Mapping[str, Production[Sign]] = {"sign": _sign}


def find(document: Document) -> list[Sign]:
    """The signs in ``document``, in order of the text."""
    return load_ruleset(RULES).find(document.text, _PRODUCTIONS)


def is_within(code: str, above: str) -> bool:
    """True when the region ``code`` lies in the region ``above``, and is not the same."""
    return code != above and (above == COUNTRY or code.startswith(f"{above}."))


class Linker:
    """Links spans of one document to the regions they are about."""

    def __init__(self, document: Document, levels: frozenset[Level] = ALL_LEVELS) -> None:
        self.document = document
        self.text = document.text
        self.signs = find(document)
        self.separators = [sign.start for sign in self.signs if sign.kind == "separator"]
        self.places = [p for p in self._places() if p.level in levels]
        self.is_about_several = self._is_about_several()

    # What can be linked to.

    def _places(self) -> list[Place]:
        named = [r for r in self.document.regions if r.level != "country" and self._is_topic(r)]
        places = [
            Place(r.start, r.end, r.region_code, r.level, self._is_attributed(r)) for r in named
        ]
        for sign in self.signs:
            if sign.kind == "national":
                places.append(Place(sign.start, sign.end, COUNTRY, "country"))
            elif sign.kind == "anaphor" and sign.level is not None:
                code = self._last_named(named, sign)
                if code is not None:
                    places.append(Place(sign.start, sign.end, code, sign.level))
        return self._without_parents(sorted(places))

    def _without_parents(self, places: Sequence[Place]) -> list[Place]:
        """``places`` without the "Bengkulu" of "Kaur, Bengkulu" or "Kaur (Bengkulu)": its child covers it."""
        kept: list[Place] = []
        for place in places:
            if kept and self._explains(place, kept[-1]):
                end = place.end + self.text.startswith(")", place.end)
                kept[-1] = replace(kept[-1], end=end)
            else:
                kept.append(place)
        return kept

    def _explains(self, place: Place, before: Place) -> bool:
        """True where ``place`` only says where the one before lies, or names it again."""
        if _APPOSITION.fullmatch(self.text[before.end : place.start]) is None:
            return False
        larger = place.level == "province" and before.level in {"regency", "city"}
        return larger or place.code == before.code or is_within(before.code, place.code)

    def _last_named(self, named: Sequence[Region], sign: Sign) -> str | None:
        """The region of the sign's level that was named last before it, else the one of the article."""
        before = [r.region_code for r in named if r.level == sign.level and r.end <= sign.start]
        return before[-1] if before else centre(self.document, sign.level)

    def _is_topic(self, region: Region) -> bool:
        """False for the place of a dateline, of a conversation, and for what a number is compared with."""
        dateline = self.document.article.dateline
        if dateline is not None and dateline.start <= region.start < dateline.end:
            return False
        return not any(
            sign.kind in {"speech_place", "not_about"} and sign.end == region.start
            for sign in self.signs
        )

    def _is_attributed(self, region: Region) -> bool:
        """True where the region tells only who speaks: "kata Ketua KPU Kaur"."""
        return any(
            sign.kind == "attribution"
            and sign.end <= region.start
            and self._separator_between(sign.end, region.start) is None
            and self.document.sentence_of(sign.start) == self.document.sentence_of(region.start)
            for sign in self.signs
        )

    def _is_about_several(self) -> bool:
        """True when the article names several regions none of which lies in another."""
        codes = {p.code for p in self.places if p.level in COARSE}
        return sum(not any(is_within(other, code) for other in codes) for code in codes) > 1

    # Parts of a sentence.

    def _separator_between(self, start: int, end: int) -> int | None:
        """Offset of the first separator in a stretch of text."""
        index = bisect_left(self.separators, start)
        if index < len(self.separators) and self.separators[index] < end:
            return self.separators[index]
        return None

    def is_divided(self, stretch: Span) -> bool:
        """True when a separator, other than the end of a bracket, stands in a stretch of text."""
        first, last = (bisect_left(self.separators, at) for at in (stretch.start, stretch.end))
        return any(self.text[at] != ")" for at in self.separators[first:last])

    def item_end(self, span: HasSpan) -> int:
        """Where the list item or clause of a span ends, at the latest with the sentence."""
        end = self.document.sentence_of(span.start).end
        separator = self._separator_between(span.end, end)
        return end if separator is None else separator

    def within(self, start: int, end: int) -> list[Place]:
        """The places that lie between two offsets."""
        return [p for p in self.places if start <= p.start and p.end <= end]

    def _last_of(self, places: Sequence[Place]) -> tuple[str, ...]:
        """The last of ``places`` with what it is coordinated with."""
        codes = [places[-1].code]
        for first, second in pairwise(reversed(places)):
            if not self._are_coordinated(second, first):
                break
            codes.insert(0, second.code)
        return tuple(dict.fromkeys(codes))

    def first_of(self, places: Sequence[Place]) -> tuple[str, ...]:
        """The first of ``places`` with what it is coordinated with."""
        codes = [places[0].code]
        for first, second in pairwise(places):
            if not self._are_coordinated(first, second):
                break
            codes.append(second.code)
        return tuple(dict.fromkeys(codes))

    def _are_coordinated(self, first: Place, second: Place) -> bool:
        between = self.text[first.end : second.start]
        return first.level == second.level and _COORDINATION.fullmatch(between) is not None

    # Linking.

    def link(self, spans: Sequence[Span], hints: Sequence[str | None] = ()) -> list[Link]:
        """The links of ``spans``, which come in order of the text and compete for the regions of a sentence.

        ``hints`` gives for each span a region known otherwise, used where the sentence names none.
        """
        hinted = zip_longest(spans, hints)
        links: list[Link] = []
        for sentence, group in groupby(
            hinted, key=lambda item: self.document.sentence_of(item[0].start)
        ):
            links += self._link_sentence(sentence, list(group))
        return links

    def _link_sentence(
        self, sentence: Span, hinted: Sequence[tuple[Span, str | None]]
    ) -> Iterable[Link]:
        spans = [span for span, _ in hinted]
        previous = Link()
        for index, (span, hint) in enumerate(hinted):
            behind = spans[index - 1].end if index else sentence.start
            ahead = spans[index + 1].start if index + 1 < len(spans) else sentence.end
            codes = self._in_item(span, behind, ahead, first=index == 0)
            if codes:
                previous = Link(codes, 0.95, in_sentence=True)
            elif previous.in_sentence:
                previous = Link(previous.codes, 0.85, in_sentence=True)
            else:
                previous = self._elsewhere(sentence, span, ahead, hint)
            yield previous

    def _in_item(self, span: Span, behind: int, ahead: int, *, first: bool) -> tuple[str, ...]:
        """Regions of the list item of ``span``, which lies between the numbers before and behind it."""
        start = None if first else self._separator_between(behind, span.start)
        end = self._separator_between(span.end, ahead)
        left = self.within(behind if start is None else start, span.start)
        right = self.within(span.end, ahead if end is None else end)
        right = [p for p in right if _PREPOSITION.search(self.text[span.end : p.start + 10])]
        if right and (not left or is_within(right[0].code, left[-1].code)):
            return self.first_of(right)
        return self._last_of(left) if left else ()

    def _elsewhere(self, sentence: Span, span: Span, ahead: int, hint: str | None) -> Link:
        """A link from outside the item: the sentence's end, the hint, what was spoken of, the article."""
        later = self.within(span.end, ahead)
        told = [p for p in later if not p.attributed] or (later if self.is_about_several else [])
        if told and {p.code for p in told} == set(self.first_of(told)):
            return Link(self.first_of(told), 0.8, in_sentence=True)
        if self.is_about_several:
            topic = self._topic_before(sentence)
            if hint is not None and (topic is None or not is_within(topic, hint)):
                return Link((hint,), 0.8)
            if topic is not None:
                return Link((topic,), 0.7)
        about = self.about()
        return Link((about,), 0.7) if about is not None else Link()

    def about(self) -> str | None:
        """The region that the article is about; the country, where it has no place but that of its writing."""
        if not any(place.level in COARSE for place in self.places) and any(
            sign.kind in {"country_wide", "national"} for sign in self.signs
        ):
            return COUNTRY
        return centre(self.document)

    def _topic_before(self, sentence: Span) -> str | None:
        """The region spoken of last before a sentence, ``None`` where that was of several."""
        index = bisect_left(self.document.sentences, sentence)
        for steps, earlier in enumerate(reversed(self.document.sentences[:index])):
            heading = len(earlier.of(self.text).split()) <= _HEADING_WORDS
            if steps >= _SENTENCES_BACK and not heading:
                continue
            codes = {
                p.code
                for p in self.within(earlier.start, earlier.end)
                if p.level in COARSE and not p.attributed
            }
            if codes:
                return _smallest(codes)
        return None


def _smallest(codes: set[str]) -> str | None:
    """The region that lies in all the others, if one does."""
    return next((c for c in codes if all(c == o or is_within(c, o) for o in codes)), None)
