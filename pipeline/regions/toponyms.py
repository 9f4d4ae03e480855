"""Toponym recognition: the names in a text that may mean an administrative region.

The longest name wins. A name that is also a common word needs an introduction; what is part of some other name
is told in :mod:`pipeline.regions.other_names`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.matching.person_words import is_common
from pipeline.matching.rules import words_in
from pipeline.regions.context import (
    SMALL,
    Before,
    context,
    level_of_list,
    look_back,
)
from pipeline.regions.gazetteer import RegionAlias, fold, gazetteer, names_at, villages
from pipeline.regions.other_names import OtherNames, is_other
from pipeline.regions.spelling import repaired
from pipeline.types import COUNTRY, Document, Level, Token

_LONGEST_MISSPELT = 4
_LONGEST_FIGURE = 8
# The letters of a short form that a bracket may introduce.
_SHORTEST_FORM = 4
# So many words of a name may be known by their initials: "Papua Barat Daya (PBD)".
_INITIALS = 3
# After these a sentence begins.
_STOPS = frozenset({".", "!", "?", ":", '"', "\n"})


@dataclass(slots=True)
class Toponym:
    """A name found in the text.

    ``first`` and ``after`` bound the tokens of the name; ``start`` and ``end`` are offsets of the mention, a
    level word included. ``codes`` are the regions so named, ``level`` what the words around the name say.
    ``located`` is True after a preposition of place ("di Kupang"), ``apposed`` where nothing but a comma or an
    opening bracket parts it from the toponym before, and ``opens_line`` at the beginning of a line. ``follows`` is
    the toponym before it in one list.
    """

    first: int
    after: int
    start: int
    end: int
    codes: list[str]
    level: Level | None = None
    in_dateline: bool = False
    located: bool = False
    apposed: bool = False
    opens_line: bool = False
    misspelt: bool = False
    follows: Toponym | None = field(default=None, repr=False)


class Recognizer:
    """Finds the toponyms of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tokens = document.tokens
        self._befores: dict[int, Before] = {}
        self._short_forms: dict[str, list[str]] = {}
        self._others = OtherNames(document, self._before)

    def coarse(self) -> list[Toponym]:
        """The names of provinces, kabupaten and kota, in order of the text."""
        found: list[Toponym] = []
        index = 0
        while index < len(self.tokens):
            token = self.tokens[index]
            toponym = None
            if token.text[0].isalnum():
                last = found[-1] if found else None
                toponym = (
                    self._named_at(index, last)
                    or self._short_form_at(index, last)
                    or self._misspelt_at(index, last)
                )
            if toponym is None:
                index += 1
                continue
            first_of_list = self._first_of_list(toponym)
            if first_of_list is not None:
                found.append(first_of_list)
                toponym = replace(toponym, follows=first_of_list)
            found.append(toponym)
            self._learn_short_form(toponym)
            index = toponym.after
        return found

    def small(self, level: Level, known: Sequence[str], taken: Sequence[Toponym]) -> list[Toponym]:
        """The names of kecamatan, or of villages, that a level word or a list of such introduces, and of
        kecamatan whose kabupaten is among the codes ``known``; none that overlaps one of ``taken``."""
        found: list[Toponym] = []
        for index, token in enumerate(self.tokens):
            if not token.text[0].isupper():
                continue
            toponym = self._small_at(index, level, known, found[-1] if found else None, taken)
            if toponym and not any(_overlap(toponym, other) for other in (*taken, *found)):
                found.append(toponym)
        return found

    def _before(self, index: int) -> Before:
        """What the words in front of a token tell."""
        if index not in self._befores:
            self._befores[index] = look_back(self.tokens, index)
        return self._befores[index]

    def _named_at(self, index: int, last: Toponym | None) -> Toponym | None:
        """The longest acceptable name that begins at a token."""
        best: Toponym | None = None
        before: Before | None = None
        places = gazetteer()
        for after, key in names_at(self.tokens, index, places.beginnings.__contains__):
            if key not in places.coarse or self._ends_in_joint(index, after):
                continue
            before = before or self._before(index)
            written = self.document.text[self.tokens[index].start : self.tokens[after - 1].end]
            names = places.named(key, written)
            if names and self._acceptable(index, after, names, before, last):
                best = self._toponym(index, after, [name.code for name in names], before, last)
        if best is None:
            return None
        return (
            self._around_bracket(best, before or Before(), last)
            or self._misspelt_beyond(best, last)
            or self._completed(best, before or Before(), last)
        )

    def _misspelt_beyond(self, best: Toponym, last: Toponym | None) -> Toponym | None:
        """The longer name, with a word misspelt, of which ``best`` is the beginning: "Aceh Taming"."""
        following = self.tokens[best.after : best.after + 1]
        if not following or is_other(following[0].text):
            return None
        longer = self._misspelt_at(best.first, last)
        return longer if longer is not None and longer.after > best.after else None

    def _completed(self, best: Toponym, before: Before, last: Toponym | None) -> Toponym | None:
        """``best``, or the longer name that the end of the text cuts off: "Konawe Uta".

        ``None`` where it may be one of several: "Maluku T".
        """
        if best.after != len(self.tokens) - 1:
            return best
        written = "".join(token.text for token in self.tokens[best.first :])
        codes = gazetteer().beginning_with(fold(written)) if written[-1].isalnum() else frozenset()
        if not codes:
            return best
        whole = self._toponym(best.first, best.after + 1, list(codes), before, last)
        return whole if len(codes) == 1 else None

    def _ends_in_joint(self, index: int, after: int) -> bool:
        """True for words that only spell a name across what joins two others: "Rina Sari ME dan Budi"."""
        return after - index > 1 and self.tokens[after - 1].text in context().joints

    def _learn_short_form(self, toponym: Toponym) -> None:
        """Keep what a bracket makes the short form of a name from there on: "Parigi Moutong (Parmout)"."""
        bracket = self.tokens[toponym.after : toponym.after + 3]
        if len(bracket) < 3 or bracket[0].text + bracket[2].text != "()":
            return
        short = bracket[1].text
        name = self.tokens[toponym.first : toponym.after]
        is_short = len(short) >= _SHORTEST_FORM and _abbreviates(
            short, "".join(t.text for t in name)
        )
        if is_short or (len(name) >= _INITIALS and short == "".join(t.text[0] for t in name)):
            self._short_forms[short] = toponym.codes

    def _short_form_at(self, index: int, last: Toponym | None) -> Toponym | None:
        codes = self._short_forms.get(self.tokens[index].text)
        return self._toponym(index, index + 1, codes, self._before(index), last) if codes else None

    def _first_of_list(self, second: Toponym) -> Toponym | None:
        """The name, also a common word, of a list whose next item is ``second``: the "Karo" of "Karo, Dairi"."""
        fillers = context().joints | context().list_fillers
        first = second.first - 1
        while first >= 0 and (
            (word := self.tokens[first].text.casefold()) in fillers or word[0].isdigit()
        ):
            first -= 1
        length = second.first - 1 - first
        if first < 0 or second.follows is not None or not 1 <= length <= _LONGEST_FIGURE:
            return None
        token = self.tokens[first]
        word_before = self.tokens[first - 1].text if first else ""
        opens_sentence = first < 2 or self.tokens[first - 2].text in _STOPS
        before = self._before(first)
        if not token.text.istitle() or before.excluded or before.level is not None:
            return None
        if word_before[:1].isupper() and not opens_sentence:
            return None
        names = [
            name
            for name in gazetteer().named(fold(token.text), token.text)
            if name.weak and name.exact is None
        ]
        codes = [name.code for name in names]
        return self._toponym(first, first + 1, codes, before, None) if codes else None

    def _around_bracket(
        self, toponym: Toponym, before: Before, last: Toponym | None
    ) -> Toponym | None:
        """The longer name that goes on after its abbreviation: "Ogan Komering Ulu (OKU) Timur"."""
        after = toponym.after
        rest = [token.text for token in self.tokens[after : after + 4]]
        if len(rest) < 4 or rest[0] != "(" or rest[2] != ")" or not rest[3][0].isupper():
            return None
        name = "".join(token.text for token in self.tokens[toponym.first : after]) + rest[3]
        longer = gazetteer().named(fold(name), name)
        if not longer:
            return None
        return self._toponym(toponym.first, after + 4, [each.code for each in longer], before, last)

    def _toponym(
        self, first: int, after: int, codes: list[str], before: Before, last: Toponym | None
    ) -> Toponym:
        token = self.tokens[first]
        level = before.level
        following = self._next_on_line(after)
        if before.head is None and following is not None and following.text == "Kota":
            level, after = "city", after + 1
        if level is None and len(codes) > 1:
            level = level_of_list(self.document.text, token.start)
        start = token.start if before.head is None else before.head
        is_next = last is not None and last.after == first - 1
        return Toponym(
            first=first,
            after=after,
            start=start,
            end=self.tokens[after - 1].end,
            codes=codes,
            level=level,
            in_dateline=self._in_dateline(token),
            located=self._is_located(first),
            apposed=is_next and self.tokens[first - 1].text in ",(",
            opens_line=start == 0 or self.document.text[start - 1] == "\n",
            follows=last if self._continues_figures(last, first) else None,
        )

    def _acceptable(
        self,
        first: int,
        after: int,
        names: list[RegionAlias],
        before: Before,
        last: Toponym | None,
    ) -> bool:
        """Whether a name that the gazetteer knows means a region here."""
        if self._is_other(first, after, before):
            return False
        token = self.tokens[first]
        single = after - first == 1
        is_weak = all(name.weak for name in names)
        aside = first > 0 and self.tokens[first - 1].text == ")"
        if self._in_dateline(token):
            is_outlet = is_weak and self._is_before_name(after)
            return before.introduced or not (is_outlet or self._others.goes_on_in_dateline(after))
        if before.introduced and not aside:
            return True
        if single and self._others.opens_person(first):
            return False
        if before.introduced or self._continues_figures(last, first):
            return before.introduced or not (is_weak and self._others.heads_office(after))
        if last is not None and all(
            self._is_alone_in_brackets(*name) for name in ((last.first, last.after), (first, after))
        ):
            return True
        if last is not None and last.after == first and self._are_provinces_of(names, last):
            return True
        if is_weak:
            return self._others.ends_office(first) or self._is_of_province(first, names, last)
        if not single or names[0].exact is not None:
            return True
        return not (
            (self._others.begins_longer_name(first) and not self._others.follows_office(first))
            or self._others.ends_district(first)
            or self._others.ends_person(first)
        )

    def _is_other(self, first: int, after: int, before: Before) -> bool:
        """True for a name that means something else, whatever introduces it."""
        if before.excluded or before.level in SMALL:
            return True
        token = self.tokens[first]
        single = after - first == 1
        if token.text[0].islower() and single and before.head is None:
            return True
        if token.text in words_in("place_prepositions"):
            return True
        following = self._next_on_line(after)
        if following is not None and not context().not_after.isdisjoint(
            {following.text.casefold(), f"{token.text} {following.text}".casefold()}
        ):
            return True
        if single and self._others.is_end_of_country(first):
            return True
        return self._others.is_within_small(first, after) or self._others.is_of_medium(first, after)

    def _is_before_name(self, after: int) -> bool:
        """True for the "Metro" of the outlet "Metro Manokwari", right before the name of a region."""
        following = self._next_on_line(after)
        return following is not None and fold(following.text) in gazetteer().coarse

    def _next_on_line(self, after: int) -> Token | None:
        """The token after a name, ``None`` where a line ends there, as a headline above a dateline does."""
        if after == len(self.tokens):
            return None
        following = self.tokens[after]
        is_next_line = self.document.line_of(following.start).start >= self.tokens[after - 1].end
        return None if is_next_line else following

    @staticmethod
    def _are_provinces_of(names: list[RegionAlias], last: Toponym) -> bool:
        """True for the "Jambi" of "KPU Tanjung Jabung Timur Jambi Andi Rahman"."""
        return any(name.code == code[:2] != code for name in names for code in last.codes)

    def _is_of_province(self, first: int, names: list[RegionAlias], last: Toponym | None) -> bool:
        """True for the "Metro" of "Di Metro, ..." where the region named last lies in the same province.

        Also for that of "2. Metro:" and of "Metro 5 kecamatan", which open an item or a sentence.
        """
        if last is None or not (self._is_located(first) or self._opens_item(first)):
            return False
        provinces = {code[:2] for code in last.codes}
        return any(n.code[:2] in provinces for n in names)

    def _is_located(self, first: int) -> bool:
        """True after a preposition of place."""
        return first > 0 and self.tokens[first - 1].text.casefold() in words_in(
            "place_prepositions"
        )

    def _opens_item(self, first: int) -> bool:
        """True for a word that is all of an item of a list, or its head, or opens a sentence before a figure."""
        token = self.tokens[first]
        line = self.document.line_of(token.start)
        following = self._next_on_line(first + 1)
        if line.is_item and token.start == line.text_start:
            return following is None or following.text == ":"
        opens_sentence = first > 0 and self.tokens[first - 1].text in _STOPS
        return opens_sentence and following is not None and following.text[0].isdigit()

    def _is_alone_in_brackets(self, first: int, after: int) -> bool:
        """True for both places of "Andi-Budi (Lebong) dan Tono-Tini (Kaur)"."""
        if first == 0 or after >= len(self.tokens):
            return False
        return self.tokens[first - 1].text + self.tokens[after].text == "()"

    def _in_dateline(self, token: Token) -> bool:
        dateline = self.document.article.dateline
        return dateline is not None and dateline.start <= token.start < dateline.end

    def _continues_list(self, last: Toponym | None, first: int) -> bool:
        """True where only commas, "dan" and the like stand between a toponym and the token ``first``."""
        if last is None or first <= last.after:
            return False
        return all(t.text.casefold() in context().joints for t in self.tokens[last.after : first])

    def _continues_figures(self, last: Toponym | None, first: int) -> bool:
        """True in a list of regions, and of regions with a figure each: "Karo 9 pasang, Humbahas 5 pasang"."""
        if last is None or first <= last.after or first - last.after > _LONGEST_FIGURE:
            return False
        words = (token.text.casefold() for token in self.tokens[last.after : first])
        joints, fillers = context().joints, context().list_fillers
        return all(word in joints or word in fillers or word[0].isdigit() for word in words)

    def _misspelt_at(self, index: int, last: Toponym | None) -> Toponym | None:
        """A misspelt name of the level that stands before it, if any.

        A single word may be one only after a level word or in a dateline, else all but one word of a longer name
        must be right.
        """
        token = self.tokens[index]
        if not (token.text[0].isupper() and token.text[0].isalpha()):
            return None
        before = self._before(index)
        if before.excluded or before.level in SMALL:
            return None
        if self._others.goes_on_small(index):
            return None
        begins = index == 0 or not self.tokens[index - 1].text[0].isupper()
        may_be_single = before.head is not None or (begins and self._in_dateline(token))
        run = [token.text.casefold()]
        for following in self.tokens[index + 1 : index + _LONGEST_MISSPELT]:
            if not following.text[0].isupper():
                break
            run.append(following.text.casefold())
        may_be_single = may_be_single and len(run) == 1 and not is_common(token.text)
        for length in range(len(run), 0 if may_be_single else 1, -1):
            code = repaired(tuple(run[:length]), stated=before.head is not None)
            if code is not None and before.level in {None, gazetteer()[code].level}:
                toponym = self._toponym(index, index + length, [code], before, last)
                toponym.misspelt = True
                return toponym
        return None

    def _small_at(
        self,
        index: int,
        level: Level,
        known: Sequence[str],
        last: Toponym | None,
        taken: Sequence[Toponym],
    ) -> Toponym | None:
        """The longest name of a kecamatan or village at a token that the text or a known parent supports."""
        before = self._before(index)
        stated = before.level == level or (
            self._continues_list(last, index) and not before.excluded
        )
        placed = level == "district" and before == Before() and self._is_placed(index, taken)
        if not (stated or placed):
            return None
        codes_by_name = gazetteer().districts if level == "district" else villages().codes
        best: Toponym | None = None
        longest = gazetteer().longest
        for after, key in names_at(self.tokens, index, lambda key: len(key) <= longest):
            codes = codes_by_name.get(key, [])
            near = _nearest(codes, known, within_local=not stated)
            if near or (stated and len(codes) == 1):
                best = self._toponym(index, after, near or codes, before, last)
                best.level = level
        return best

    def _is_placed(self, index: int, taken: Sequence[Toponym]) -> bool:
        """True in a dateline, after "di", and after the region a place lies in: "di Agam, Lubuk Basung"."""
        if self._in_dateline(self.tokens[index]):
            return True
        if index == 0:
            return False
        before = self.tokens[index - 1].text
        if before == ",":
            return any(toponym.after == index - 1 for toponym in taken)
        return before.casefold() in context().prepositions


def _abbreviates(short: str, name: str) -> bool:
    """True where a capitalised word has letters of a name, in their order and from the first."""
    letters = iter(fold(name))
    folded = fold(short)
    return (
        short[0].isupper()
        and fold(name).startswith(folded[:1])
        and all(c in letters for c in folded)
    )


def _overlap(one: Toponym, other: Toponym) -> bool:
    return one.start < other.end and other.start < one.end


def _nearest(codes: Sequence[str], known: Sequence[str], *, within_local: bool) -> list[str]:
    """Those of ``codes`` that lie in the smallest of the regions ``known``; with ``within_local`` a province
    alone is not enough."""
    depth: dict[str, int] = {}
    for code in codes:
        parents = [len(k) for k in known if k != COUNTRY and code.startswith(f"{k}.")]
        if parents and not (within_local and max(parents) < len("00.00")):
            depth[code] = max(parents)
    deepest = max(depth.values(), default=0)
    return [code for code, parents in depth.items() if parents == deepest]
