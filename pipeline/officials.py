"""Officials: which person holds, held, seeks or acts in which public post, and where.

Three kinds of evidence bind a person to a post: the name stands beside the post, a verb or apposition leads
from one to the other, or the name is half of a pair of candidates. Mentions of one person are then brought
together under the fullest name the article gives, and a post that names no region takes the article's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product

from pipeline.centre import LOCAL, centre
from pipeline.elections import BY_LEVEL, election_at, elections_in
from pipeline.gazetteer import gazetteer
from pipeline.names import Name, NameReader
from pipeline.posts import DualRule, Post, find_posts, grammar
from pipeline.rules import compile_pattern, read_lexicon
from pipeline.types import COUNTRY, Document, Election, Level, Official, Role, Span, Status

_BESIDE = 0.95
_LINKED = 0.88
_APPOSED = 0.85
_PAIRED = 0.9
_RECALLED = 0.65

_TITLE_CASE = 0.9
_LOOK_BACK = 160
# How far before its sentence the place of a pair may have been spoken of, where an article is about several.
_SPOKEN_OF = 400

_PAIR_ROLES: dict[Election, tuple[Role, Role]] = {
    "presiden": ("presiden", "wakil_presiden"),
    "gubernur": ("gubernur", "wakil_gubernur"),
    "bupati": ("bupati", "wakil_bupati"),
    "wali_kota": ("wali_kota", "wakil_wali_kota"),
}
_LEVEL_OF_ELECTION: dict[Election, Level] = {
    "gubernur": "province",
    "bupati": "regency",
    "wali_kota": "city",
}

# Of two statuses for one person in one post, the one that stands earlier here tells more.
_TELLING: tuple[Status, ...] = (
    "elect",
    "pjs",
    "plh",
    "plt",
    "pj",
    "former",
    "candidate",
    "definitive",
)


@dataclass(slots=True)
class Claim:
    """A person bound to a post, before persons and regions are settled."""

    name: Name
    span: Span
    role: Role
    status: Status
    status_told: bool
    region: str | None
    level: str
    role_text: str
    rule_id: str
    confidence: float
    post: Post | None = None
    person: Person | None = field(default=None, repr=False)


@dataclass(slots=True)
class Person:
    """One person of the article: the fullest name, and what titles and rank stand with it anywhere."""

    words: tuple[str, ...]
    titles: list[str] = field(default_factory=list)
    rank: str | None = None

    @property
    def name(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class _Patterns:
    post_to_name: re.Pattern[str]
    name_to_post: re.Pattern[str]
    apposition: re.Pattern[str]
    anaphora: re.Pattern[str]
    replaces: re.Pattern[str]
    on_leave: re.Pattern[str]
    handed_over: re.Pattern[str]
    handed_to: re.Pattern[str]
    place_before: re.Pattern[str]
    partner: re.Pattern[str]
    mentored: re.Pattern[str]
    demonstrative: re.Pattern[str]
    cue: re.Pattern[str]
    joint: re.Pattern[str]
    elect: re.Pattern[str]
    context: re.Pattern[str]
    bare: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    links, pairs = grammar().links, grammar().pairs
    return _Patterns(
        post_to_name=compile_pattern(links.post_to_name),
        name_to_post=compile_pattern(rf"{links.name_to_post} \s* $"),
        apposition=compile_pattern(rf"{links.apposition} $"),
        anaphora=compile_pattern(rf"\b {links.anaphora} $"),
        replaces=compile_pattern(links.replaces),
        on_leave=compile_pattern(links.on_leave),
        handed_over=compile_pattern(links.handed_over),
        handed_to=compile_pattern(links.handed_to),
        place_before=compile_pattern(rf"\b {links.place_before} \s+ $"),
        demonstrative=compile_pattern(links.demonstrative),
        cue=compile_pattern(rf"\b {pairs.cue} \s*"),
        joint=compile_pattern(pairs.joint),
        partner=compile_pattern(pairs.partner),
        mentored=compile_pattern(pairs.mentored),
        elect=compile_pattern(pairs.elect),
        context=compile_pattern(pairs.context),
        bare=compile_pattern(rf"\b {pairs.bare} \b"),
    )


@cache
def _function_words() -> frozenset[str]:
    return frozenset(read_lexicon("function_words"))


_LIST_JOINT = re.compile(r"\s*(?:,\s*(?:dan|serta)?|;\s*(?:dan|serta)?|\bdan\b|\bserta\b|&)\s*")
_BULLET = re.compile(r"[-*•]|\(?\d")
# A bracket behind a candidate's name ("(Golkar)", "(Bupati Kaur)"), but not one that holds votes.
_ASIDE = re.compile(r"\s*\((?![^()]*\d{3})[^()]{1,60}\)")


class OfficialFinder:
    """Finds the officials of one document, whose regions are known."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.posts = find_posts(document)
        blocked = [region.span for region in document.regions]
        blocked += [Span(post.start, post.end) for post in self.posts]
        self.names = NameReader(document, blocked)
        self.claims: list[Claim] = []
        self._title_case: dict[Span, bool] = {}

    def run(self) -> list[Official]:
        """The officials, one row for each person and post, in order of the text."""
        kinds = (self._beside, self._linked, self._behind_comma, self._apposed, self._linked)
        for evidence in kinds:
            for post in self.posts:
                if not self._is_held(post):
                    self.claims.extend(evidence(post))
        for post in self.posts:
            self.claims.extend(self._replaced(post))
        self.claims.extend(list(self._partners()))
        self.claims.extend(self._pairs())
        self.claims.sort(key=lambda claim: (claim.span.start, claim.span.end))
        self._settle_persons()
        self._recall()
        self._settle_regions()
        return self._rows()

    def _is_held(self, post: Post) -> bool:
        return any(
            claim.post is not None and claim.post.start == post.start for claim in self.claims
        )

    # --- a name behind a post -----------------------------------------------------------------------------------

    def _beside(self, post: Post) -> Iterator[Claim]:
        """ "Bupati Kaur Andi Rahman": the name follows the post at once."""
        return self._after(post, apposed=False)

    def _behind_comma(self, post: Post) -> Iterator[Claim]:
        """ "Ketua KPU Kaur, Andi Rahman, ..."."""
        return self._after(post, apposed=True)

    def _after(self, post: Post, *, apposed: bool) -> Iterator[Claim]:
        """Claims of the names that follow a post, with or without a comma between."""
        match = _patterns().post_to_name.match(self.text, post.end)
        link = match.group() if match else ""
        if match is None or "\n" in link or apposed != any(mark in link for mark in ",(-"):
            return
        if isinstance(post.rule, DualRule):
            yield from self._pair_after(post, match.end())
            return
        name = self._held(self._behind_body(post, self.names.at(self._skip_quote(match.end()))))
        if name is None or (apposed and not self._may_follow_comma(post, name)):
            return
        yield self._claim(post, name, 0, Span(post.start, name.outer.end), _BESIDE)
        if post.takes_list:
            for other in self._listed(name):
                yield self._claim(post, other, 0, other.outer, _BESIDE)

    def _behind_body(self, post: Post, name: Name | None) -> Name | None:
        """ "Direktur Eksekutif Suara Warga, Andi Rahman": the first capitalised words are the body's name."""
        if (
            name is None
            or not post.names_body
            or self.text[name.outer.end : name.outer.end + 2] != ", "
        ):
            return name
        return self.names.at(name.outer.end + 2) or name

    def _may_follow_comma(self, post: Post, name: Name) -> bool:
        """Not the next body of a list ("Bupati Kaur, KPU"), not one whose place follows ("Dandim Kaur"), not the
        place of an office ("di kantor gubernur, Sofifi")."""
        place_follows = any(r.start == name.outer.end + 1 for r in self.document.regions)
        single = len(name.words) == 1
        stands_for_place = _patterns().place_before.search(
            self.text[max(0, post.start - 30) : post.start]
        )
        return not (
            place_follows or (single and name.words[0].isupper()) or (single and stands_for_place)
        )

    def _skip_quote(self, offset: int) -> int:
        return offset + 1 if self.text[offset : offset + 1] in {'"', "'"} else offset

    def _listed(self, name: Name) -> Iterator[Name]:
        """The names that continue a list of persons behind ``name``."""
        while True:
            match = _LIST_JOINT.match(self.text, name.outer.end)
            following = self.names.at(match.end()) if match else None
            if following is None or len(following.words) < 2:
                return
            yield following
            name = following

    def _held(self, name: Name | None) -> Name | None:
        """``name`` where it is a person's; in a headline only as far as the running text confirms it."""
        if name is None or not self._in_title_case(name.span.start):
            return name
        return next((part for part in self.names.prefixes(name) if self._confirmed(part)), None)

    def _in_title_case(self, start: int) -> bool:
        """True in a headline, where a capital letter tells nothing."""
        sentence = self.document.sentence_of(start)
        if sentence not in self._title_case:
            line = sentence.of(self.text)
            listed = _BULLET.match(line)
            words = [w for w in line.split() if w[0].isalpha() and w not in _function_words()]
            capitals = sum(w[0].isupper() for w in words)
            self._title_case[sentence] = (
                not (listed or line.endswith("."))
                and len(words) > 2
                and capitals >= _TITLE_CASE * len(words)
            )
        return self._title_case[sentence]

    def _confirmed(self, name: Name) -> bool:
        """True when the same words stand once more, in running text."""
        pattern = re.compile(rf"(?<!\w){_spaced(name.words)}(?!\w)")
        return any(not self._in_title_case(match.start()) for match in pattern.finditer(self.text))

    def _replaced(self, post: Post) -> Iterator[Claim]:
        """The one before: "Pj Bupati Kaur menggantikan Andi Rahman", "serah terima Dandim Kaur dari A ke B"."""
        if isinstance(post.rule, DualRule):
            return
        end = max((c.span.end for c in self.claims if c.post is post), default=post.end)
        match = _patterns().replaces.match(self.text, end)
        name = self._held(self.names.at(match.end())) if match else None
        if name is not None:
            on_leave = _patterns().on_leave.match(self.text, name.outer.end)
            before = replace(post, status="definitive" if on_leave else "former", status_told=True)
            yield self._claim(before, name, 0, name.outer, _LINKED)
            return
        match = _patterns().handed_over.match(self.text, end)
        first = self._held(self.names.at(match.end())) if match else None
        to = _patterns().handed_to.match(self.text, first.outer.end) if first else None
        second = self._held(self.names.at(to.end())) if to else None
        if first is not None and second is not None:
            yield self._claim(
                replace(post, status="former", status_told=True), first, 0, first.outer, _LINKED
            )
            yield self._claim(post, second, 0, second.outer, _LINKED)

    # --- a name before a post -----------------------------------------------------------------------------------

    def _linked(self, post: Post) -> Iterator[Claim]:
        """ "Andi Rahman dilantik sebagai Pj Bupati Kaur": a verb leads from the name to the post."""
        window = self.text[max(0, post.start - _LOOK_BACK) : post.start]
        offset = post.start - len(window)
        linked = _patterns().name_to_post.search(window)
        while linked is not None:
            start = offset + linked.start()
            if isinstance(post.rule, DualRule):
                second = self.names.ending_at(start)
                first = self._partner_before(second) if second else None
                if first is not None and second is not None:
                    yield from self._claim_pair(self._as_elected(post), first, second)
                    return
            else:
                name = self._subject(start)
                if name is not None:
                    yield self._claim(post, name, 0, Span(name.outer.start, post.end), _LINKED)
                    return
            linked = _patterns().name_to_post.search(window, linked.start() + 1)

    def _as_elected(self, post: Post) -> Post:
        """Two persons named as holders of a pair's posts were elected, where the article tells of an election."""
        if post.status_told or not _patterns().elect.search(self.text):
            return post
        return replace(post, status="elect", status_told=True)

    def _apposed(self, post: Post) -> Iterator[Claim]:
        """ "Andi Rahman, ketua KPU Kaur, ..."."""
        if isinstance(post.rule, DualRule):
            return
        window = self.text[max(0, post.start - _LOOK_BACK) : post.start]
        apposed = _patterns().apposition.search(window)
        if apposed is None:
            return
        name = self._held(self.names.ending_at(post.start - len(window) + apposed.start()))
        if name is not None and self._apposable(name, post):
            yield self._claim(post, name, 0, Span(name.outer.start, post.end), _APPOSED)

    def _subject(self, end: int) -> Name | None:
        """The person that stands right before an offset: a bare name, or the holder of a post that ends there."""
        name = self._held(self.names.ending_at(end))
        if name is not None:
            return name
        for claim in self.claims:
            if claim.span.end <= end and not self.text[claim.span.end : end].strip(" ,)"):
                return claim.name
        return None

    def _known(self, name: Name) -> bool:
        return any(set(name.words) <= set(claim.name.words) for claim in self.claims)

    def _apposable(self, name: Name, post: Post) -> bool:
        """Whether "NAME, POST" is an apposition: the name is not already another post's, and the text goes on."""
        if any(claim.name.span == name.span for claim in self.claims):
            return False
        if len(name.words) > 1 or self._known(name):
            return True
        opens_sentence = self.document.sentence_of(name.outer.start).start == name.outer.start
        return not opens_sentence or bool(re.match(r"\s*[,.(]", self.text[post.end : post.end + 3]))

    # --- pairs --------------------------------------------------------------------------------------------------

    def _pair_after(self, post: Post, offset: int) -> Iterator[Claim]:
        """ "Bupati dan Wakil Bupati Kaur, A dan B", and further pairs of the same list."""
        for first, second in self._pair_list(offset):
            yield from self._claim_pair(post, first, second)

    def _partner_before(self, second: Name) -> Name | None:
        """The first member of a pair whose second is known."""
        window = self.text[max(0, second.outer.start - 60) : second.outer.start]
        for match in _patterns().joint.finditer(window):
            if match.end() == len(window):
                return self.names.ending_at(second.outer.start - len(window) + match.start())
        return None

    def _pair_list(self, offset: int) -> Iterator[tuple[Name, Name]]:
        """The pairs from an offset on: one, and those that a list joins to it."""
        while True:
            start = self.names.at(offset)
            pair = self._pair_from(start) if start else None
            if pair is None:
                return
            yield pair
            match = re.compile(
                r"\s*(?:\([^()]{1,60}\)\s*)?(?:,\s*(?:dan|serta)?|;\s*(?:dan|serta)?|\bdan\b|\bserta\b)\s*(?:pasangan(?:\s+calon)?\s+|paslon\s+)?",
                re.IGNORECASE,
            ).match(self.text, pair[1].outer.end)
            if match is None:
                return
            offset = match.end()

    def _pair_from(self, first: Name) -> tuple[Name, Name] | None:
        """The pair whose first member is ``first``."""
        joint = _patterns().joint.match(self.text, self._behind_aside(first.outer.end))
        if joint is None or not joint.group().strip():
            return None
        second = self.names.at(joint.end())
        return (first, second) if second is not None else None

    def _behind_aside(self, offset: int) -> int:
        match = _ASIDE.match(self.text, offset)
        return match.end() if match else offset

    def _claim_pair(self, post: Post, first: Name, second: Name) -> Iterator[Claim]:
        span = Span(first.outer.start, second.outer.end)
        for position, name in enumerate((first, second)):
            yield self._claim(post, name, position, span, _PAIRED)

    def _partners(self) -> Iterator[Claim]:
        """The other half of a ticket: "calon bupati Kaur A yang menggandeng B"."""
        for claim in list(self.claims):
            pair = next((roles for roles in _PAIR_ROLES.values() if claim.role in roles), None)
            if pair is None or claim.status != "candidate" or claim.post is None:
                continue
            leads = claim.role == pair[0]
            joint = (_patterns().partner if leads else _patterns().mentored).match(
                self.text, claim.span.end
            )
            other = self._held(self.names.at(joint.end())) if joint else None
            if other is not None:
                yield replace(
                    claim,
                    name=other,
                    span=other.outer,
                    role=pair[1 if leads else 0],
                    confidence=_LINKED,
                )

    def _pairs(self) -> Iterator[Claim]:
        """Claims of the pairs that a cue introduces, and of bare "A-B" in an article with candidates."""
        taken = {claim.name.span for claim in self.claims}
        pairs: list[tuple[int, Name, Name]] = []
        for cue, first, second in self._cued_pairs():
            if first.span not in taken and second.span not in taken:
                taken |= {first.span, second.span}
                pairs.append((cue, first, second))
        known = [(a, b) for _, a, b in pairs] + list(self._claimed_pairs())
        for cue, first, second in pairs:
            if not any(_is_short_pair((first, second), full) for full in known):
                yield from self._candidates(cue, first, second)

    def _claimed_pairs(self) -> Iterator[tuple[Name, Name]]:
        """The heads and deputies that posts have bound already, in every combination."""
        for first, second in _PAIR_ROLES.values():
            heads = [claim.name for claim in self.claims if claim.role == first]
            deputies = [claim.name for claim in self.claims if claim.role == second]
            yield from product(heads, deputies)

    def _cued_pairs(self) -> Iterator[tuple[int, Name, Name]]:
        for match in _patterns().cue.finditer(self.text):
            for first, second in self._pair_list(match.end()):
                yield match.start(), first, second
        if not _patterns().context.search(self.text):
            return
        for run in self.names.runs():
            plain = _patterns().partner.match(self.text, run.outer.end)
            joint = plain or _patterns().joint.match(self.text, run.outer.end)
            if joint is None or not (plain or joint.group().strip() in {"-", "/"}):
                continue
            partner = self.names.at(joint.end())
            if partner is not None and (plain or self._may_be_bare_pair(run, partner)):
                yield run.span.start, run, partner

    def _may_be_bare_pair(self, first: Name, second: Name) -> bool:
        """Without a cue two full names make a pair, single names only where votes or pairs are spoken of."""
        if self._in_title_case(first.span.start):
            return False
        if min(len(first.words), len(second.words)) > 1:
            return True
        return bool(
            _patterns().bare.search(self.document.sentence_of(first.span.start).of(self.text))
        )

    def _candidates(self, cue: int, first: Name, second: Name) -> Iterator[Claim]:
        """The two claims of a pair of candidates, with the election and region of the place."""
        election = self._election(first.span.start)
        if election is None:
            return
        region = self._region_of_pair(cue, second.outer.end, _LEVEL_OF_ELECTION.get(election))
        sentence = self.document.sentence_of(first.span.start)
        around = self.text[sentence.start : min(sentence.end, second.outer.end + 120)]
        status: Status = "elect" if _patterns().elect.search(around) else "candidate"
        span = Span(first.outer.start, second.outer.end)
        for role, name in zip(_PAIR_ROLES[election], (first, second), strict=True):
            yield Claim(
                name,
                span,
                role,
                status,
                True,
                region,
                _LEVEL_OF_ELECTION.get(election, "national"),
                self.text[cue : first.outer.start].strip(" ,:") or role,
                "officials.pair",
                _PAIRED,
            )

    def _election(self, position: int) -> Election | None:
        """The election that a pair at ``position`` stands in: as told nearby, else by the level of the place.

        A presidential pair must be told in its own sentence, for reports on a Pilkada mention the Pilpres too.
        """
        sentence = self.document.sentence_of(position)
        told = election_at(self.document, position)
        place = centre(self.document)
        if not elections_in(self.document, sentence):
            places = {
                r.level for r in self.document.regions if r.level in LOCAL and r.span in sentence
            }
            if len(places) == 1:
                return BY_LEVEL[places.pop()]
            if told == "presiden" and place not in {None, COUNTRY}:
                told = None
        if told in _PAIR_ROLES:
            return told
        return BY_LEVEL.get(gazetteer()[place].level) if place else None

    def _region_of_pair(self, start: int, end: int, level: Level | None) -> str | None:
        """The region that the list item or sentence of a pair names: behind it ("di Kaur"), else before it."""
        if level is None:
            return COUNTRY
        regions = [r for r in self.document.regions if r.level == level]
        behind = [
            r
            for r in regions
            if end <= r.start <= end + 60
            and not re.search(r"[;.\n]|,\s", self.text[end : r.start])
            and re.search(r"\b(?:di|untuk|sebagai|menjadi)\b", self.text[end : r.start])
        ]
        if behind:
            return behind[0].region_code
        sentence = self.document.sentence_of(start)
        before = [r for r in regions if sentence.start - _SPOKEN_OF <= r.start < start]
        inside = [r for r in before if r.start >= sentence.start]
        if inside or len({r.region_code for r in regions}) < 2:
            return inside[-1].region_code if inside else None
        return before[-1].region_code if before else None

    # --- persons ------------------------------------------------------------------------------------------------

    def _claim(self, post: Post, name: Name, position: int, span: Span, confidence: float) -> Claim:
        rule = post.rule
        own = 1.0 if isinstance(rule, DualRule) else rule.confidence / 0.93
        return Claim(
            name,
            span,
            post.roles[position],
            post.status,
            post.status_told,
            post.region,
            rule.level,
            " ".join(self.text[post.start : post.end].split()),
            rule.id,
            round(confidence * min(own, 1.0), 3),
            post,
        )

    def _settle_persons(self) -> None:
        """Bring the claims of one person together under the fullest name of the article."""
        runs = [run for run in self.names.runs() if len(run.words) > 1]
        persons: dict[str, Person] = {}
        for claim in self.claims:
            words = self._fullest(claim.name.words, runs)
            person = persons.setdefault(" ".join(words).casefold(), Person(words))
            person.titles += [t for t in claim.name.titles if t not in person.titles]
            person.rank = person.rank or claim.name.rank
            claim.person = person

    def _fullest(self, words: tuple[str, ...], runs: list[Name]) -> tuple[str, ...]:
        """The longest name that holds all of ``words`` in order, where only one does; else ``words``."""
        longer: dict[str, tuple[str, ...]] = {}
        claimed = {claim.name.words for claim in self.claims}
        for candidate in (
            *claimed,
            *(run.words for run in runs if not self._in_title_case(run.span.start)),
        ):
            if len(candidate) > len(words) and _holds(candidate, words):
                longer[" ".join(candidate).casefold()] = candidate
        maximal = [
            c
            for c in longer.values()
            if not any(len(o) > len(c) and _holds(o, c) for o in longer.values())
        ]
        return maximal[0] if len(maximal) == 1 else words

    def _recall(self) -> None:
        """ "kata mantan Ketua KPU Kaur itu": a post that names again the person spoken of last."""
        for post in self.posts:
            if (
                self._is_held(post)
                or isinstance(post.rule, DualRule)
                or not (post.status_told or post.region)
            ):
                continue
            if not self._names_again(post):
                continue
            last = self._last_mentioned(post.start)
            if last is not None and (last.role != post.roles[0] or post.status == "former"):
                claim = self._claim(post, last.name, 0, Span(post.start, post.end), _RECALLED)
                self.claims.append(replace(claim, person=last.person))

    def _last_mentioned(self, end: int) -> Claim | None:
        """A claim of the person named last before an offset, in full or by one word of the name."""
        found: tuple[int, Claim] | None = None
        for claim in self.claims:
            assert claim.person is not None
            for word in claim.person.words:
                place = self.text.rfind(word, 0, end) if len(word) > 2 else -1
                if place >= 0 and (found is None or place > found[0]):
                    found = place, claim
        return found[1] if found else None

    def _names_again(self, post: Post) -> bool:
        """True for a post with "itu" behind it that opens a sentence or follows "kata"."""
        told = _patterns().demonstrative.search(
            self.text, max(post.start, post.end - 10), post.end + 12
        )
        opens = self.document.sentence_of(post.start).start == post.start
        before = self.text[max(0, post.start - 20) : post.start]
        return bool(told) and (opens or bool(_patterns().anaphora.search(before)))

    # --- regions and rows ---------------------------------------------------------------------------------------

    def _settle_regions(self) -> None:
        for claim in self.claims:
            if claim.region is None:
                claim.region = self._jurisdiction(claim)

    def _jurisdiction(self, claim: Claim) -> str | None:
        """The region of a post that names none: that of the same person and role elsewhere, else the article's."""
        for other in self.claims:
            if other.person is claim.person and other.role == claim.role and other.region:
                return other.region
        level = claim.level
        if level == "none":
            return None
        if level == "central":
            return COUNTRY
        if level == "court":
            return self._court(claim.span.end) or centre(self.document)
        if level == "national":
            return COUNTRY
        if level in {"province", "regency", "city"}:
            return self._near(claim.span.start, frozenset({level})) or centre(self.document, level)  # type: ignore[arg-type]
        if level == "local":
            return (
                self._near(claim.span.start, LOCAL)
                or centre(self.document, "regency")
                or centre(self.document, "city")
            )
        if level in {"district", "village"}:
            near = self._near(claim.span.start, frozenset({level}))
            return near or centre(self.document)
        return centre(self.document) or COUNTRY

    def _court(self, end: int) -> str | None:
        """The place of the court, named behind a judge or prosecutor in the same sentence."""
        sentence = self.document.sentence_of(end - 1)
        behind = (
            r for r in self.document.regions if end <= r.start < sentence.end and r.level in LOCAL
        )
        return next((r.region_code for r in behind), None)

    def _near(self, start: int, levels: frozenset[str]) -> str | None:
        """The region of a level in the same sentence, before the post, where it is the only one."""
        sentence = self.document.sentence_of(start)
        codes = {
            r.region_code
            for r in self.document.regions
            if r.level in levels and sentence.start <= r.start < sentence.end
        }
        return codes.pop() if len(codes) == 1 else None

    def _rows(self) -> list[Official]:
        """One row for each person, role and region; of several statuses the one that tells most."""
        rows: dict[tuple[str, Role, str | None], Official] = {}
        for claim in sorted(self.claims, key=lambda c: (c.span.start, c.span.end)):
            assert claim.person is not None
            key = (claim.person.name.casefold(), claim.role, claim.region)
            row = self._row(claim, claim.person)
            known = rows.get(key)
            if known is None:
                rows[key] = row
            elif _TELLING.index(row.role_status) < _TELLING.index(known.role_status):
                rows[key] = replace(
                    known,
                    role_status=row.role_status,
                    confidence=max(known.confidence, row.confidence),
                )
        return sorted(rows.values(), key=lambda row: (row.start, row.end, row.role))

    def _row(self, claim: Claim, person: Person) -> Official:
        return Official(
            start=claim.span.start,
            end=claim.span.end,
            rule_id=claim.rule_id,
            confidence=claim.confidence,
            person=person.name,
            person_titles=tuple(person.titles),
            rank=person.rank,
            role=claim.role,
            role_text=claim.role_text,
            role_status=claim.status,
            organization=self._organization(claim),
            region_code=claim.region,
            mentions=self._mentions(person),
        )

    def _organization(self, claim: Claim) -> str | None:
        """The body that the post names ("KPU Kaur"), or the government that a head of region leads."""
        heads = {
            "gubernur": "Pemerintah Provinsi",
            "bupati": "Pemerintah Kabupaten",
            "wali_kota": "Pemerintah Kota",
        }
        role = claim.role.removeprefix("wakil_")
        if role in heads:
            if (
                claim.status in {"candidate", "elect"}
                or claim.region is None
                or claim.region == COUNTRY
            ):
                return None
            return f"{heads[role]} {gazetteer()[claim.region].short}"
        body = re.match(
            r"(?:\w+\s+){0,3}?(?:Ketua|Anggota|Komisioner|Sekretaris|Kepala)\s+(.+)",
            claim.role_text,
            re.IGNORECASE,
        )
        return body.group(1) if body else None

    def _mentions(self, person: Person) -> int:
        """How often the article names a person: by the full name, or by one of its words alone."""
        full = _spaced(person.words)
        count = len(re.findall(rf"(?<!\w){full}(?!\w)", self.text))
        rest = re.sub(rf"(?<!\w){full}(?!\w)", " ", self.text)
        short = [word for word in person.words if len(word) > 2 and not word.endswith(".")]
        if len(person.words) > 1 and short:
            alone = "|".join(re.escape(word) for word in short)
            count += len(re.findall(rf"(?<!\w)(?:{alone})(?:\s+(?:{alone}))*(?!\w)", rest))
        return max(count, 1)


def _is_short_pair(short: tuple[Name, Name], full: tuple[Name, Name]) -> bool:
    """True for "Zul-Rohmi" beside "Zulkarnain-Siti Rohmi": each half begins or lies in the other's."""

    def within(part: Name, whole: Name) -> bool:
        if _holds(whole.words, part.words) or part.words == whole.alias:
            return True
        return len(part.words) == 1 and any(
            word.casefold().startswith(part.words[0].casefold()) for word in whole.words
        )

    is_shorter = sum(len(n.text) for n in short) < sum(len(n.text) for n in full)
    return is_shorter and all(within(part, whole) for part, whole in zip(short, full, strict=True))


def _spaced(words: tuple[str, ...]) -> str:
    """A pattern for words with any white space between them."""
    return r"\s+".join(re.escape(word) for word in words)


def _holds(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """True when the words of ``shorter`` stand in ``longer`` in the same order."""
    words = iter(word.casefold().strip(".") for word in longer)
    return all(word.casefold().strip(".") in words for word in shorter)


def find(document: Document) -> list[Official]:
    """The officials of ``document``; its regions must have been found."""
    return OfficialFinder(document).run()
