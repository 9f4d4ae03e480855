"""Mentions of administrative regions, each linked to its Kemendagri code.

Names are looked up token by token in the gazetteer, the longest first; what a name shared by several
regions means is decided by the evidence in ``RESOLUTIONS``, in that order, the first that leaves one
candidate. Kecamatan and villages count only where a level word introduces them or their parent is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

import msgspec
from rapidfuzz.distance import DamerauLevenshtein

from pipeline.gazetteer import Gazetteer, Name, fold, gazetteer, names_at, villages
from pipeline.rules import read_lexicon, read_toml, rules_root
from pipeline.types import COUNTRY, Document, Level, Region, Span, Token

LOCAL: tuple[Level, ...] = ("regency", "city")
SMALL: tuple[Level, ...] = ("district", "village")
COARSE: tuple[Level, ...] = ("province", "regency", "city")
_TITLE_CASE = 0.7
_MAX_EDITS = 2
_MIN_LETTERS_TO_REPAIR = 5


class _Words(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    words: list[str]


class _Country(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    words: list[str]
    not_before: list[str]


class _ContextFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    level_words: dict[Level, list[str]]
    level_posts: dict[Level, list[str]]
    bodies: _Words
    prepositions: _Words
    not_before: _Words
    not_behind: _Words
    between_head: _Words
    country: _Country


@dataclass(frozen=True, slots=True)
class Context:
    """The words around region names, by what they tell (``rules/regions/context.toml``)."""

    level_words: dict[str, Level]
    level_posts: dict[str, Level]
    bodies: frozenset[str]
    prepositions: frozenset[str]
    not_before: frozenset[str]
    not_behind: frozenset[str]
    between_head: frozenset[str]
    country: frozenset[str]
    country_not_before: frozenset[str]


@cache
def context() -> Context:
    """The context words, read once."""
    file: _ContextFile = read_toml(rules_root() / "regions" / "context.toml", _ContextFile)

    def by_word(levels: dict[Level, list[str]]) -> dict[str, Level]:
        return {word: level for level, words in levels.items() for word in words}

    return Context(
        by_word(file.level_words),
        by_word(file.level_posts),
        frozenset(file.bodies.words),
        frozenset(file.prepositions.words),
        frozenset(file.not_before.words),
        frozenset(file.not_behind.words),
        frozenset(file.between_head.words),
        frozenset(file.country.words),
        frozenset(file.country.not_before),
    )


@dataclass(slots=True)
class Mention:
    """A name found in the text, before and after it is decided which region it means.

    ``first`` and ``behind`` are token indices of the name itself; ``start`` is the offset of the level word
    where there is one. ``level`` is what the words before the name say.
    """

    first: int
    behind: int
    start: int
    end: int
    codes: list[str]
    level: Level | None = None
    headed: bool = False
    introduced: bool = False
    in_dateline: bool = False
    misspelt: bool = False
    previous: Mention | None = field(default=None, repr=False)
    code: str | None = None
    rule: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class _Before:
    """What the words in front of a name tell."""

    level: Level | None = None
    headed: bool = False
    introduced: bool = False
    start: int | None = None
    excluded: bool = False


def _words_before(tokens: Sequence[Token], index: int, count: int) -> list[int]:
    """Indices of up to ``count`` words before ``index``, nearest first, stepping over bracketed asides."""
    found: list[int] = []
    position = index - 1
    while position >= 0 and len(found) < count:
        text = tokens[position].text
        if text == ")":
            while position >= 0 and tokens[position].text != "(":
                position -= 1
        elif (
            text == "."
            and position
            and tokens[position - 1].text.casefold() in {"kab", "prov", "kec", "kel", "jl", "jln"}
        ):
            pass
        elif text in {"/", "("}:
            pass
        elif not text[0].isalnum():
            break
        else:
            found.append(position)
        position -= 1
    return found


def _look_back(tokens: Sequence[Token], index: int) -> _Before:
    """Level, introduction and exclusion that the words before ``tokens[index]`` give."""
    words = context()
    before = _words_before(tokens, index, 3)
    if not before:
        return _Before()
    nearest = tokens[before[0]].text.casefold()
    if nearest in words.level_words and tokens[index - 1].text != ")":
        level = words.level_words[nearest]
        if nearest == "kota" and len(before) > 1:
            second = tokens[before[1]].text.casefold()
            if second == "ibu":
                return _Before()
            if second == "wali":
                return _Before("city", introduced=True)
        if level == "village" and tokens[before[0]].text.islower() and nearest == "kampung":
            return _Before()
        return _Before(level, headed=True, introduced=True, start=tokens[before[0]].start)
    if nearest in words.not_before:
        return _Before(excluded=True)
    for position in before:
        word = tokens[position].text.casefold()
        if word in words.level_posts:
            return _Before(words.level_posts[word], introduced=True)
        if word == "kota" and position and tokens[position - 1].text.casefold() == "wali":
            return _Before("city", introduced=True)
        if word in words.level_words and words.level_words[word] not in SMALL:
            return _Before(words.level_words[word], introduced=True)
        if word in words.bodies:
            return _Before(introduced=True)
        if word not in words.between_head:
            break
    return _Before(introduced=False)


def _is_name_like(token: Token) -> bool:
    return token.text[0].isupper()


def _all_title_case(document: Document, start: int) -> bool:
    """True in headlines and other lines where every word is capitalised."""
    sentence = document.sentence_of(start)
    words = [w for w in sentence.of(document.text).split() if w[0].isalpha()]
    return bool(words) and sum(w[0].isupper() for w in words) / len(words) >= _TITLE_CASE


class Finder:
    """Finds the region mentions of one document; ``mentions`` are in order of the text."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tokens = document.tokens
        self.gazetteer: Gazetteer = gazetteer()
        self.mentions: list[Mention] = []

    def run(self) -> list[Mention]:
        """All mentions, resolved."""
        index = 0
        while index < len(self.tokens):
            mention = self._coarse_at(index) or self._misspelt_at(index)
            if mention is None:
                index += 1
                continue
            self._link(mention)
            self.mentions.append(mention)
            index = mention.behind
        for mention in self.mentions:
            resolve(mention, self.mentions, self.gazetteer)
        self.mentions = [m for m in self.mentions if m.code is not None]
        self._add_small_places()
        return self.mentions

    def _coarse_at(self, index: int) -> Mention | None:
        """The longest name of a province, kabupaten or kota that begins at a token."""
        token = self.tokens[index]
        if not token.text[0].isalnum():
            return None
        best: Mention | None = None
        for behind, key in names_at(self.tokens, index, self.gazetteer.longest):
            if key not in self.gazetteer.coarse:
                continue
            end = self.tokens[behind - 1].end
            names = self.gazetteer.named(key, self.document.text[token.start : end])
            if names:
                mention = self._accept(index, behind, names)
                best = mention or best
        return best

    def _accept(self, first: int, behind: int, names: list[Name]) -> Mention | None:
        before = _look_back(self.tokens, first)
        if before.excluded or before.level in {"district", "village"}:
            return None
        token = self.tokens[first]
        single = behind - first == 1
        if token.text[0].islower() and not (before.headed or (not single and behind - first > 1)):
            return None
        in_dateline = self._in_dateline(token.start)
        listed = self._continues_list(first)
        introduced = before.introduced or in_dateline or listed is not None
        if all(n.weak for n in names) and not introduced:
            return None
        following = self.tokens[behind] if behind < len(self.tokens) else None
        if following is not None and following.text.casefold() in context().not_behind:
            return None
        if (
            single
            and not introduced
            and names[0].exact is None
            and self._part_of_longer_name(first, behind)
        ):
            return None
        level = before.level
        if following is not None and following.text == "Kota" and not before.headed:
            level, behind = "city", behind + 1
        start = before.start if before.headed and before.start is not None else token.start
        return Mention(
            first,
            behind,
            start,
            self.tokens[behind - 1].end,
            [n.code for n in names],
            level=level,
            headed=before.headed,
            introduced=introduced,
            in_dateline=in_dateline,
        )

    def _in_dateline(self, start: int) -> bool:
        dateline = self.document.article.dateline
        return dateline is not None and dateline.start <= start < dateline.end

    def _part_of_longer_name(self, first: int, behind: int) -> bool:
        """True for the "Padang" of "Padang Luar": a capitalised word that is no region follows at once."""
        if behind >= len(self.tokens) or _all_title_case(self.document, self.tokens[first].start):
            return False
        following = self.tokens[behind]
        if not _is_name_like(following) or following.text.isupper():
            return False
        key = fold(following.text)
        return (
            following.start == self.tokens[behind - 1].end + 1
            and key not in self.gazetteer.coarse
            and following.text.casefold() not in _not_names()
        )

    def _continues_list(self, first: int) -> Mention | None:
        """The mention that this name stands in one list with: only commas, "dan" or "serta" between."""
        if not self.mentions:
            return None
        last = self.mentions[-1]
        between = [t.text.casefold() for t in self.tokens[last.behind : first]]
        return last if between and all(word in _JOINTS for word in between) else None

    def _link(self, mention: Mention) -> None:
        mention.previous = self._continues_list(mention.first)

    def _misspelt_at(self, index: int) -> Mention | None:
        """A misspelt name, where the context allows one: after a level word or body, in a dateline, or when
        all words but one of a longer name are right."""
        token = self.tokens[index]
        if not (token.text[0].isupper() and token.text[0].isalpha()):
            return None
        before = _look_back(self.tokens, index)
        if before.excluded or before.level in {"district", "village"}:
            return None
        allowed = before.headed or self._in_dateline(token.start)
        run = [token]
        while (
            len(run) < 4
            and index + len(run) < len(self.tokens)
            and self.tokens[index + len(run)].text[0].isupper()
        ):
            run.append(self.tokens[index + len(run)])
        for length in range(len(run), 0, -1):
            if length == 1 and not allowed:
                return None
            code = _repair(tuple(t.text.casefold() for t in run[:length]))
            if code is not None:
                level = before.level
                start = before.start if before.headed and before.start is not None else token.start
                return Mention(
                    index,
                    index + length,
                    start,
                    run[length - 1].end,
                    [code],
                    level=level,
                    headed=before.headed,
                    introduced=True,
                    in_dateline=self._in_dateline(token.start),
                    misspelt=True,
                )
        return None

    def _add_small_places(self) -> None:
        """Kecamatan and villages, once the regions above them are known."""
        taken = [Span(m.start, m.end) for m in self.mentions]
        known = Counter(m.code for m in self.mentions if m.code is not None)
        small: list[Mention] = []
        for level in ("district", "village"):
            last: Mention | None = None
            for index, token in enumerate(self.tokens):
                if not token.text[0].isupper():
                    continue
                mention = self._small_at(index, level, known, last)
                if mention is None or any(
                    mention.start < s.end and s.start < mention.end for s in taken
                ):
                    continue
                taken.append(Span(mention.start, mention.end))
                small.append(mention)
                last = mention
            known.update(m.code for m in small if m.code is not None)
        self.mentions = sorted([*self.mentions, *small], key=lambda m: (m.start, m.end))

    def _small_at(
        self, index: int, level: Level, known: Counter[str], last: Mention | None
    ) -> Mention | None:
        before = _look_back(self.tokens, index)
        listed = (
            last is not None
            and all(t.text.casefold() in _JOINTS for t in self.tokens[last.behind : index])
            and index > last.behind
        )
        wanted = before.level == level or (listed and not before.excluded)
        by_parent = level == "district" and not before.excluded and before.level is None
        in_dateline = self._in_dateline(self.tokens[index].start)
        if not wanted and not (by_parent and (in_dateline or self._after_preposition(index))):
            return None
        best: Mention | None = None
        for behind, key in names_at(self.tokens, index, self.gazetteer.longest):
            codes = (
                self.gazetteer.districts.get(key, [])
                if level == "district"
                else villages().codes.get(key, [])
            )
            near = [c for c in codes if any(c.startswith(k + ".") for k in known if k != COUNTRY)]
            nearest = max((len(k) for c in near for k in known if c.startswith(k + ".")), default=0)
            near = [
                c for c in near if any(c.startswith(k + ".") and len(k) == nearest for k in known)
            ]
            if not wanted and nearest < len("00.00"):
                continue
            chosen = near or (codes if wanted and len(codes) == 1 else [])
            if not chosen:
                continue
            start = (
                before.start
                if before.level == level and before.start is not None
                else self.tokens[index].start
            )
            best = Mention(
                index,
                behind,
                start,
                self.tokens[behind - 1].end,
                chosen,
                level=level,
                headed=before.headed,
                code=chosen[0],
                rule=f"regions.{level}",
                confidence=0.9 if len(chosen) == 1 else 0.5,
            )
        return best

    def _after_preposition(self, index: int) -> bool:
        """True behind "di", and behind the region a place lies in: "di Agam, Lubuk Basung"."""
        if index == 0:
            return False
        before = self.tokens[index - 1]
        if before.text == ",":
            return any(mention.behind == index - 1 for mention in self.mentions)
        return before.text.casefold() in context().prepositions


_JOINTS = frozenset({",", "dan", "serta", "&", "/", "-", "atau", "kemudian", "lalu"})


@cache
def _not_names() -> frozenset[str]:
    """Words that begin something else than a longer name of a place."""
    return frozenset((*read_lexicon("not_names"), "raya"))


@cache
def _names_by_length() -> dict[int, list[tuple[tuple[str, ...], str]]]:
    """Provinces, kabupaten and kota by their number of words, for comparing misspelt names."""
    found: dict[int, list[tuple[tuple[str, ...], str]]] = {}
    for place in gazetteer().places.values():
        if place.level in COARSE:
            words = tuple(place.short.casefold().replace("-", " ").split())
            found.setdefault(len(words), []).append((words, place.code))
    return found


@cache
def _repair(words: tuple[str, ...]) -> str | None:
    """Code of the one region whose name differs from ``words`` in a single misspelt word, else ``None``."""
    codes: set[str] = set()
    for name, code in _names_by_length().get(len(words), ()):
        wrong = [(a, b) for a, b in zip(words, name, strict=True) if a != b]
        if len(wrong) != 1:
            continue
        written, meant = wrong[0]
        if (
            min(len(written), len(meant)) >= _MIN_LETTERS_TO_REPAIR
            and written[0] == meant[0]
            and DamerauLevenshtein.distance(written, meant, score_cutoff=_MAX_EDITS)
            <= min(_MAX_EDITS, len(meant) // 4)
        ):
            codes.add(code)
    return codes.pop() if len(codes) == 1 else None


Resolution = Callable[[Mention, list[Mention], Gazetteer], list[str]]


def _by_level(mention: Mention, _others: list[Mention], places: Gazetteer) -> list[str]:
    """Candidates of the level that the words before the name say."""
    return [c for c in mention.codes if mention.level == places[c].level]


def _by_list(mention: Mention, _others: list[Mention], places: Gazetteer) -> list[str]:
    """Candidates of the level of the list that the name stands in."""
    if mention.previous is None or mention.previous.code is None or mention.level is not None:
        return []
    level = places[mention.previous.code].level
    return [c for c in mention.codes if places[c].level == level]


def _by_dateline(mention: Mention, _others: list[Mention], places: Gazetteer) -> list[str]:
    """The city, where a place of a dateline is named like its province."""
    levels = {places[c].level for c in mention.codes}
    if not mention.in_dateline or "province" not in levels:
        return []
    return [c for c in mention.codes if places[c].level == "city"]


def _by_other_forms(mention: Mention, others: list[Mention], places: Gazetteer) -> list[str]:
    """The candidate that a form with level word or post names: the last one before, else the first behind."""
    told = [
        o
        for o in others
        if o is not mention and o.level is not None and set(o.codes) == set(mention.codes)
    ]
    before = [o for o in told if o.start < mention.start]
    for other in (*reversed(before), *(o for o in told if o.start > mention.start)):
        decided = _by_level(other, others, places)
        if len(decided) == 1:
            return decided
    return []


def _by_parent(mention: Mention, others: list[Mention], places: Gazetteer) -> list[str]:
    """Candidates in a province that the article names otherwise, where the candidates are of several."""
    provinces = {c[:2] for c in mention.codes}
    if len(provinces) == 1:
        return []
    named = {o.codes[0][:2] for o in others if len({c[:2] for c in o.codes}) == 1}
    return [c for c in mention.codes if c[:2] in named]


def _by_rank(mention: Mention, _others: list[Mention], places: Gazetteer) -> list[str]:
    """The province before the kabupaten before the kota: what the bare name means without other evidence."""
    return sorted(mention.codes, key=lambda c: COARSE.index(places[c].level))[:1]


RESOLUTIONS: tuple[tuple[str, float, Resolution], ...] = (
    ("regions.level", 0.98, _by_level),
    ("regions.dateline", 0.9, _by_dateline),
    ("regions.list", 0.9, _by_list),
    ("regions.earlier", 0.92, _by_other_forms),
    ("regions.parent", 0.85, _by_parent),
    ("regions.rank", 0.65, _by_rank),
)


def resolve(mention: Mention, others: list[Mention], places: Gazetteer) -> None:
    """Decide which region a mention means, and by which evidence."""
    if len(mention.codes) == 1:
        mention.code = mention.codes[0]
        mention.rule = "regions.misspelt" if mention.misspelt else "regions.name"
        mention.confidence = 0.8 if mention.misspelt else 0.96
        return
    for rule, confidence, resolution in RESOLUTIONS:
        left = resolution(mention, others, places)
        if len(left) == 1:
            mention.code, mention.rule, mention.confidence = left[0], rule, confidence
            return


def _countries(document: Document) -> list[Region]:
    words = context()
    found: list[Region] = []
    for index, token in enumerate(document.tokens):
        if token.text.casefold() not in words.country or not token.text[0].isupper():
            continue
        before = document.tokens[index - 1].text.casefold() if index else ""
        if before in words.country_not_before or (
            token.text.casefold() == "ri" and not token.text.isupper()
        ):
            continue
        found.append(
            Region(
                start=token.start,
                end=token.end,
                rule_id="regions.country",
                confidence=0.7,
                region_code=COUNTRY,
                region_name="Indonesia",
                level="country",
                province_code=None,
            )
        )
    return found


def find(document: Document) -> list[Region]:
    """Every mention of an administrative region in ``document``, in order of the text."""
    places = gazetteer()
    found = _countries(document)
    for mention in Finder(document).run():
        if mention.code is None:
            continue
        place = places[mention.code]
        found.append(
            Region(
                start=mention.start,
                end=mention.end,
                rule_id=mention.rule,
                confidence=mention.confidence,
                region_code=place.code,
                region_name=place.name,
                level=place.level,
                province_code=place.province,
                candidates=tuple(mention.codes) if mention.rule == "regions.rank" else (),
            )
        )
    return sorted(found, key=lambda region: (region.start, region.end))
