"""Toponym recognition: the names in a text that may mean an administrative region.

The longest name wins. A name that is also a common word needs an introduction, and a single capitalised word
in front of another is the beginning of some other name ("Padang Luar").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from pipeline.matching.person_words import begins_rank, is_common, name_words
from pipeline.matching.rules import words_in
from pipeline.regions.context import (
    SMALL,
    Before,
    context,
    is_of_office,
    level_words,
    look_back,
    names_domain,
)
from pipeline.regions.gazetteer import RegionAlias, fold, gazetteer, names_at, villages
from pipeline.types import COUNTRY, Document, Level, Token

# Share of capitalised words from which a capital tells nothing: in a headline, but also in a sentence full of
# names, which is no title case to those who look for persons.
_TITLE_CASE = 0.7
_LONGEST_MISSPELT = 4
_LONGEST_FIGURE = 8
_FEWEST_LETTERS = 5
_MOST_EDITS = 2
# An abbreviation in brackets has this many tokens.
_ABBREVIATED = 3
# A person's name has at most this many words before one that is also a region's.
_LONGEST_NAME = 4
# A name of a kecamatan has at most this many words.
_LONGEST_SMALL = 3
_NUMERALS = frozenset("IVX")
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
        self._title_case: dict[int, bool] = {}
        self._befores: dict[int, Before] = {}
        self._longer_names = self._find_longer_names()
        self._short_forms: dict[str, list[str]] = {}

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
        if not following or _is_other(following[0].text):
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
        if before.head is None and after < len(self.tokens) and self.tokens[after].text == "Kota":
            level, after = "city", after + 1
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
        if before.excluded or before.level in SMALL:
            return False
        token = self.tokens[first]
        single = after - first == 1
        if token.text[0].islower() and single and before.head is None:
            return False
        if token.text in words_in("place_prepositions"):
            return False
        following = self.tokens[after] if after < len(self.tokens) else None
        if following is not None and not context().not_after.isdisjoint(
            {following.text.casefold(), f"{token.text} {following.text}".casefold()}
        ):
            return False
        if single and (self._is_end_of_country(first) or self._is_within_small(first)):
            return False
        if self._is_of_medium(first, after):
            return False
        aside = first > 0 and self.tokens[first - 1].text == ")"
        if (before.introduced and not aside) or self._in_dateline(token):
            return True
        if single and self._opens_person(first):
            return False
        is_weak = all(name.weak for name in names)
        if before.introduced or self._continues_figures(last, first):
            return before.introduced or not (is_weak and self._heads_office(after))
        if last is not None and all(
            self._is_alone_in_brackets(*name) for name in ((last.first, last.after), (first, after))
        ):
            return True
        if last is not None and last.after == first and self._are_provinces_of(names, last):
            return True
        if is_weak:
            return self._ends_office(first) or self._is_of_province(first, names, last)
        if not single or names[0].exact is not None:
            return True
        return not (
            (self._begins_longer_name(first) and not self._follows_office(first))
            or self._ends_district(first)
            or self._ends_person(first)
        )

    def _is_of_medium(self, first: int, after: int) -> bool:
        """True for the "Kupang" of "Pos-Kupang", and of a domain: "kabarkupang.com", "Kabar Kupang.com"."""
        text, start, end = self.document.text, self.tokens[first].start, self.tokens[after - 1].end
        if names_domain(text, end):
            return True
        before = self.tokens[max(0, first - 2) : first]
        glued = "".join(token.text for token in before)
        return (
            glued.endswith("-")
            and glued[:-1].casefold() in context().not_before
            and text.endswith(glued, 0, start)
        )

    def _is_within_small(self, first: int) -> bool:
        """True for a word within the name of a kecamatan: "Mentawa Baru Ketapang".

        Also within the name of a village that its level word introduces: "Desa Tepian Batang".
        """
        for start in range(max(0, first - _LONGEST_SMALL + 1), first + 1):
            for after in range(max(start + 2, first + 1), start + _LONGEST_SMALL + 1):
                words = self.tokens[start:after]
                if len(words) == after - start and self._is_small(start, words):
                    return True
        return False

    def _is_small(self, start: int, words: Sequence[Token]) -> bool:
        """True for the words of a kecamatan, the first at ``start``, or of a village after its level word."""
        if not all(word.text.istitle() or word.text.isupper() for word in words):
            return False
        if words[-1].end - words[0].start != sum(len(word.text) + 1 for word in words) - 1:
            return False
        before, key = self._before(start), fold("".join(word.text for word in words))
        if key in gazetteer().coarse or words[0].text.casefold() in level_words():
            return False
        return key in gazetteer().districts or (
            before.level == "village" and before.head is not None and key in villages().codes
        )

    @staticmethod
    def _are_provinces_of(names: list[RegionAlias], last: Toponym) -> bool:
        """True for the "Jambi" of "KPU Tanjung Jabung Timur Jambi Andi Rahman"."""
        return any(name.code == code[:2] != code for name in names for code in last.codes)

    def _is_of_province(self, first: int, names: list[RegionAlias], last: Toponym | None) -> bool:
        """True for the "Metro" of "Di Metro, ..." where the region named last lies in the same province."""
        if last is None or not self._is_located(first):
            return False
        provinces = {code[:2] for code in last.codes}
        return any(n.code[:2] in provinces for n in names)

    def _is_located(self, first: int) -> bool:
        """True after a preposition of place."""
        return first > 0 and self.tokens[first - 1].text.casefold() in words_in(
            "place_prepositions"
        )

    def _is_alone_in_brackets(self, first: int, after: int) -> bool:
        """True for both places of "Andi-Budi (Lebong) dan Tono-Tini (Kaur)"."""
        if first == 0 or after >= len(self.tokens):
            return False
        return self.tokens[first - 1].text + self.tokens[after].text == "()"

    def _is_end_of_country(self, index: int) -> bool:
        """True for both names of "dari Sabang sampai Merauke"."""
        words = [token.text.casefold() for token in self.tokens[max(0, index - 2) : index + 3]]
        own, ends = min(index, 2), context().across
        if words[own] not in ends:
            return False
        before, after = words[:own], words[own + 1 :]
        return any(
            len(side) == 2 and side[joint] in context().across_joints and side[1 - joint] in ends
            for side, joint in ((before, 1), (after, 0))
        )

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

    def _begins_longer_name(self, first: int) -> bool:
        """True for the "Padang" of "Padang Luar", in a headline where running text shows it."""
        if first + 1 >= len(self.tokens):
            return False
        pair = (self.tokens[first].text, self.tokens[first + 1].text)
        return pair in self._longer_names

    def _follows_office(self, first: int) -> bool:
        """True after words of an office or their abbreviation: "Badan Politik (Kesbangpol) Kaur", "BKD Kaur"."""
        last = first - 1
        if last > _ABBREVIATED and self.tokens[last].text == ")":
            last -= _ABBREVIATED
        word = self.tokens[last].text if last >= 0 else ""
        is_name = word.istitle() or word.isupper()
        return is_name and word.casefold() in words_in("office_words")

    def _heads_office(self, after: int) -> bool:
        """True for the "Karo" of "Karo Hukum", a head and no region."""
        following = self.tokens[after : after + 1]
        return bool(following) and following[0].text.istitle() and is_of_office(following[0].text)

    def _ends_office(self, first: int) -> bool:
        """True after two words of an office: "Dinas Pendidikan Kaur", and not "Ruang Meranti"."""
        return (
            self._follows_office(first) and first > 1 and is_of_office(self.tokens[first - 2].text)
        )

    def _ends_district(self, first: int) -> bool:
        """True for the "Padang" of the kecamatan Belakang Padang."""
        if first == 0 or not self.tokens[first - 1].text[0].isupper():
            return False
        before, token = self.tokens[first - 1], self.tokens[first]
        adjacent = token.start == before.end + 1
        return adjacent and fold(before.text + token.text) in gazetteer().districts

    def _ends_person(self, first: int) -> bool:
        """True for the "Buton" of "La Hamid Buton": what stands before it opens with a word that opens names.

        Also after an initial ("Reni S Banjar").
        """
        if self._is_after_initial(first) or self._ends_tagged_person(first):
            return True
        for index in range(first - 1, max(-1, first - _LONGEST_NAME), -1):
            token = self.tokens[index]
            if not token.text[0].isupper() or self.tokens[index + 1].start != token.end + 1:
                return False
            if token.text.casefold() in words_in("name_openers"):
                return not self._only_opens_sentence(token)
        return False

    def _only_opens_sentence(self, token: Token) -> bool:
        """True for the "Lalu" with which a sentence begins, which elsewhere opens a person's name."""
        opens = self.document.sentence_of(token.start).start == token.start
        return opens and token.text.casefold() in name_words().openers

    def _ends_tagged_person(self, first: int) -> bool:
        """True for the "Gorontalo" of "dan Darwis Gorontalo", a person that the tagger found.

        It opens a sentence, or a comma, a bracket's end, a rank, a region, the first of a pair or a word that
        persons follow stands before: to the tagger, offices that no list has and short forms of bodies are
        persons too often ("Wakapolresta Pati").
        """
        token, text = self.tokens[first], self.document.text
        return any(
            entity.label == "PER"
            and entity.start < token.start
            and entity.end == token.end
            and all(word.istitle() and not is_of_office(word) for word in entity.of(text).split())
            and self._comes_before_person(entity.start, first)
            for entity in self.document.entities
        )

    def _comes_before_person(self, start: int, last: int) -> bool:
        """True where what stands before an offset, near the token ``last``, lets a person follow."""
        near = self.tokens[max(0, last - _LONGEST_NAME) : last]
        before = [token for token in near if token.end <= start][-2:]
        if not before or self.document.sentence_of(start).start == start:
            return True
        if any(e.label == "PER" and e.end == start - 1 for e in self.document.entities):
            return self.document.text[start - 1] in "-/"
        if any(begins_rank(self.document.text, token.start) for token in before):
            return True
        word = before[-1].text
        return word.casefold() in {",", ")", *words_in("before_persons")} or bool(
            gazetteer().named(fold(word), word)
        )

    def _is_after_initial(self, first: int) -> bool:
        """True after a single capital, no numeral, and the capitalised word of a name before it."""
        tokens = [token for token in self.tokens[max(0, first - 3) : first] if token.text != "."]
        if len(tokens) < 2 or self.document.text[tokens[-1].start - 1] != " ":
            return False
        word, initial = (token.text for token in tokens[-2:])
        return (
            len(initial) == 1
            and initial.isupper()
            and initial not in _NUMERALS
            and word.istitle()
            and not _is_other(word)
        )

    def _opens_person(self, first: int) -> bool:
        """True for the "Bima" of "Bima Aryanto": a given name, before a word that is no place's and no body's.

        Also after a word of speech ("kata Bima"), and as the first name of a pair ("Bima-Rahman").
        """
        is_given = self.tokens[first].text.casefold() in words_in("place_given_names")
        if not is_given or first + 1 >= len(self.tokens):
            return False
        before = self.tokens[first - 1].text.casefold() if first else ""
        if before in words_in("before_speakers") or self._is_hyphened(first):
            return True
        token, following = self.tokens[first : first + 2]
        in_title_case = not before.isalpha() or self.tokens[first - 1].text.istitle()
        return (
            before not in words_in("place_prepositions")
            and not (in_title_case and self._in_title_case(token.start))
            and following.start == token.end + 1
            and following.text.istitle()
            and not _is_other(following.text)
            and fold(following.text) not in gazetteer().coarse
        )

    def _is_hyphened(self, first: int) -> bool:
        """True where a hyphen glues a capitalised word that is no region's to a token."""
        following = self.tokens[first + 1 : first + 3]
        glued = "".join(token.text for token in following)
        return (
            len(following) == 2
            and self.document.text.startswith(glued, self.tokens[first].end)
            and following[0].text == "-"
            and following[1].text[0].isupper()
            and fold(following[1].text) not in gazetteer().coarse
        )

    def _find_longer_names(self) -> set[tuple[str, str]]:
        """Words of the gazetteer with the word that makes them the beginning of some other name."""
        places = gazetteer()
        pairs = zip(self.tokens, self.tokens[1:], strict=False)
        persons = {entity.start for entity in self.document.entities if entity.label == "PER"}
        return {
            (token.text, following.text)
            for token, following in pairs
            if following.start == token.end + 1
            and following.start not in persons
            and following.text[0].isupper()
            and not following.text.isupper()
            and fold(token.text) in places.coarse
            and fold(following.text) not in places.coarse
            and not _is_other(following.text)
            and not self._in_title_case(token.start)
        }

    def _in_title_case(self, start: int) -> bool:
        sentence = self.document.sentence_of(start)
        if sentence.start not in self._title_case:
            words = [word for word in sentence.of(self.document.text).split() if word[0].isalpha()]
            capitals = sum(word[0].isupper() for word in words)
            self._title_case[sentence.start] = capitals >= _TITLE_CASE * len(words)
        return self._title_case[sentence.start]

    def _misspelt_at(self, index: int, last: Toponym | None) -> Toponym | None:
        """A misspelt name: a single word only after a level word or in a dateline, else all but one word of a
        longer name must be right."""
        token = self.tokens[index]
        if not (token.text[0].isupper() and token.text[0].isalpha()):
            return None
        before = self._before(index)
        if before.excluded or before.level in SMALL:
            return None
        if self._goes_on_small(index):
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
            code = _repaired(tuple(run[:length]), stated=before.head is not None)
            if code is not None:
                toponym = self._toponym(index, index + length, [code], before, last)
                toponym.misspelt = True
                return toponym
        return None

    def _goes_on_small(self, index: int) -> bool:
        """True inside the name of a kecamatan or village: "Kecamatan Muara Sahung Barat"."""
        while index and self.tokens[index - 1].text[0].isupper():
            index -= 1
            if self._before(index).level in SMALL:
                return True
        return False

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


def _is_other(word: str) -> bool:
    """True for a word that begins something else than the rest of a place's name."""
    return is_common(word) or word.casefold() in context().bodies


@cache
def _names_but_for_a_word() -> dict[tuple[int, str, tuple[str, ...]], list[tuple[str, str]]]:
    """Provinces, kabupaten and kota by all words of their name but one: that word, and the code.

    A key is where the word stands, its first letter and the other words.
    """
    found: dict[tuple[int, str, tuple[str, ...]], list[tuple[str, str]]] = {}
    for place in gazetteer().places.values():
        if place.level not in {*SMALL, "country"}:
            words = tuple(place.short.casefold().replace("-", " ").split())
            for index, word in enumerate(words):
                key = index, word[0], words[:index] + words[index + 1 :]
                found.setdefault(key, []).append((word, place.code))
    return found


@lru_cache(maxsize=2**14)
def _repaired(words: tuple[str, ...], *, stated: bool) -> str | None:
    """Code of the one region whose name differs from ``words`` in a single misspelt word, else ``None``.

    After a level word (``stated``) the word may be shorter. The name of a kecamatan is right as it stands.
    """
    if fold("".join(words)) in gazetteer().districts:
        return None
    codes = {
        code
        for index, word in enumerate(words)
        for meant, code in _names_but_for_a_word().get(
            (index, word[0], words[:index] + words[index + 1 :]), ()
        )
        if word != meant and _is_misspelt(word, meant, alone=len(words) == 1, stated=stated)
    }
    return codes.pop() if len(codes) == 1 else None


def _is_misspelt(written: str, meant: str, *, alone: bool, stated: bool) -> bool:
    """True where a word is another but for a letter, or for two in a long word among right ones."""
    allowed = min(_MOST_EDITS, len(meant) // (4 if alone else 3))
    return (
        min(len(written), len(meant)) >= _FEWEST_LETTERS - (stated and not alone)
        and DamerauLevenshtein.distance(written, meant, score_cutoff=allowed) <= allowed
    )
