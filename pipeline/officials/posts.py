"""Public posts in the text: which post, with what status, where.

Posts are patterns of ``rules/officials/posts.toml``; around each, one grammar (``grammar.toml``) reads status
words before it, and after it the office, party or region that belongs to it, up to where a name may begin.

Of several statuses that stand with one post the first of these counts: the one after it ("terpilih", "saat
itu"); the outermost word before it ("mantan calon" is former); a running number after it, which only
candidates have; what the post itself tells ("Cabup"). A post that tells none is definitive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.matching.person_words import begins_rank, is_honorific
from pipeline.matching.rules import without_overlaps, words_in
from pipeline.officials.grammar import grammar
from pipeline.officials.post_rules import (
    CompiledPost,
    DualRule,
    PostRule,
    Tail,
    commands,
    compiled_posts,
    posts_scanner,
)
from pipeline.regions.gazetteer import fold, gazetteer
from pipeline.types import COUNTRY, Document, Region, Role, Span, Status, Token

_LOOK_BACK = 60
_OPENING = re.compile(r"\s*\(\s*")
_CLOSING = re.compile(r"\s*\)")
# A bracket that has a post once more is no longer.
_REPEATED = 40
_COMMAND_WORDS = 3
_COMMAND_NAME = 30
# The initials of a command's name are as many at least; fewer are a person's.
_INITIALS = 3
# The codes of kecamatan and villages are longer than that of a kabupaten.
_LOCAL = len("00.00")
# At most so many open the name of a person whom the tagger finds after an office.
_PERSONAL = 3
# After a region that commas set off from a post and its holder: "Kepala Dinas Sosial, Jambi (JBI), Andi Rahman".
_ENCLOSED = re.compile(r" ?(?:\([^()\n]{1,30}\) ?)?, ")
_COMMAND_LINK = re.compile(r"[\s/-]*")
_WORD = re.compile(r"[A-Z]\w*")
_ACRONYMS = re.compile(r"[A-Z]-[A-Z]{2,}")
_OFFICE_JOINTS = frozenset({",", "&", "/", "-"})


@dataclass(frozen=True, slots=True)
class Post(Span):
    """A post in the text. ``start`` is where its status words begin, ``end`` where its office or region ends.

    ``region`` is the jurisdiction the post itself names; ``status_stated`` is false where nothing tells the
    status and ``status`` is definitive for want of another.
    """

    rule: PostRule | DualRule
    status: Status
    status_stated: bool
    region: str | None

    @property
    def roles(self) -> tuple[Role, ...]:
        """One role, or for the posts of a ticket the head's and the deputy's."""
        return self.rule.roles

    @property
    def is_dual(self) -> bool:
        """Two persons hold it: "Bupati dan Wakil Bupati"."""
        return len(self.roles) > 1

    @property
    def names_body(self) -> bool:
        """The name of a body that no list has may follow ("Direktur Eksekutif Suara Warga")."""
        return self.rule.tail == "body"

    @property
    def is_open(self) -> bool:
        """Any capitalised words may make the post ("Ketua Ikatan Keluarga Minang")."""
        return self.names_body and self.roles == ("other",)

    def with_status(self, status: Status) -> Post:
        """The same post, of which words tell a status."""
        return replace(self, status=status, status_stated=True)


@dataclass(frozen=True, slots=True)
class _Match(Span):
    post: CompiledPost


class PostFinder:
    """Finds the posts of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self._regions = {
            region.start: region for region in document.regions if region.region_code != COUNTRY
        }
        self._token_at = {token.start: index for index, token in enumerate(document.tokens)}
        self._roles_at: dict[int, tuple[Role, ...]] = {}

    def run(self) -> list[Post]:
        """The posts, without overlaps, in order of the text; one inside the tail of another is left out."""
        tells_transfers = tells_of_transfers(self.text)
        matches = [
            _Match(match.start(), match.end(), post)
            for post, found in zip(
                compiled_posts(), posts_scanner().matches(self.text), strict=True
            )
            if tells_transfers or not post.rule.transfers
            for match in found
        ]
        matches.sort(key=lambda match: (match.start - match.end, match.start))
        self._roles_at = {match.start: match.post.rule.roles for match in matches}
        posts: list[Post] = []
        for match in without_overlaps(matches):
            if posts and posts[-1].end > match.start:
                continue
            post = self._read(match)
            if not self._is_voted_on(post):
                posts.append(self._sharing(posts[-1], post) if posts else post)
            elif post.is_dual:
                posts.append(self._voted_on(post))
        return posts

    def _voted_on(self, post: Post) -> Post:
        """The posts of a ticket that an election is about: who is named with them runs, unless elected."""
        if post.status == "elect":
            return post
        return post.with_status("candidate")

    def _is_voted_on(self, post: Post) -> bool:
        """True for the post in "pemilihan Gubernur Bengkulu", of which no holder is stated."""
        before = self.text[max(0, post.start - _LOOK_BACK) : post.start]
        return bool(grammar().links.vote_before.search(before))

    def _sharing(self, head: Post, post: Post) -> Post:
        """A deputy runs with the head right before: "calon Bupati A dan Wakil Bupati B", or of one pair."""
        runs = head.status in {"candidate", "elect"} and not post.status_stated
        if not runs or post.roles != (f"wakil_{head.roles[0]}",):
            return post
        same = post.region is None or head.region is None or post.region == head.region
        words, stretch = grammar(), (self.text, head.end, post.start)
        between = words.pairs.to_deputy.fullmatch(*stretch) or words.links.posts_joint.fullmatch(
            *stretch
        )
        if not (same and between and self._in_one_sentence(head, post)):
            return post
        return post.with_status(head.status)

    def _in_one_sentence(self, one: Post, other: Post) -> bool:
        return self.document.sentence_of(one.start) == self.document.sentence_of(other.start)

    def _read(self, match: _Match) -> Post:
        rule = match.post.rule
        start, before = self._status_before(match.start)
        runs_for = before == "candidate" and rule.tail == "region"
        end, region, after = self._tail(
            match.end, "member" if runs_for else rule.tail, rule.roles[0]
        )
        numbered = grammar().tail.number.search(self.text, match.end, end)
        if before is None and numbered and rule.tail != "body":
            before = "candidate"
        if before is None and self._is_over(match.end, end):
            before = "former"
        over = before == "former" and rule.status == "candidate"
        stated = after or (rule.status if over else before or rule.status)
        of_country = grammar().tail.of_country.search(self.text, match.start, end)
        if rule.level == "national" or (
            region is None and rule.level in {"any", "province"} and of_country
        ):
            region = COUNTRY
        elif rule.level == "none":
            region = None
        elif rule.level == "local" and region is not None:
            region = _named_alike(region)
        return Post(start, end, rule, stated or "definitive", stated is not None, region)

    def _is_over(self, start: int, end: int) -> bool:
        """True where a term of office stands in the words of a post and ended before the year of publication."""
        term = grammar().tail.period.search(self.text, start, end)
        published = self.document.article.published
        return (
            published is not None and term is not None and int(term.group()[-4:]) < published.year
        )

    # --- status ---

    def _status_before(self, start: int) -> tuple[int, Status | None]:
        """Where the status words before a post begin, and the outermost status.

        Who was a candidate ("mantan calon Bupati Kaur") has held nothing, and is told of as one.
        """
        found: Status | None = None
        while step := self._status_word(start):
            start, outer = step
            found = found if (found, outer) == ("candidate", "former") else outer
        return start, found

    def _status_word(self, end: int) -> tuple[int, Status] | None:
        """The start and status of the one status word that ends at an offset."""
        window = self.text[max(0, end - _LOOK_BACK) : end]
        for status, pattern in grammar().status_before.items():
            match = pattern.search(window)
            if match:
                return end - len(window) + match.start(), status
        return None

    def _status_after(self, end: int) -> tuple[int, Status] | None:
        """Offset after the words of a status after a post, and the status; none of the next post's words."""
        for status, pattern in grammar().status_after.items():
            match = pattern.match(self.text, end)
            if match and self._skip_space(match.end()) not in self._roles_at:
                return match.end(), status
        return None

    # --- what belongs to a post after it ---

    def _tail(self, end: int, tail: Tail, role: Role) -> tuple[int, str | None, Status | None]:
        """Offset after everything that belongs to a post, the region it names, a status after it."""
        region: str | None = None
        status: Status | None = None
        if tail == "command" or self._is_commanded(end):
            end, region = self._command(end)
        while True:
            step = self._step(end, tail, region)
            if step is not None:
                end, code = step
                if code is None and region is None and self._is_commanded(end):
                    end, code = self._command(end)
                region = region or code
                continue
            repeated = self._after_repetition(end, role, region)
            if repeated is not None:
                end = repeated
                continue
            after = self._status_after(end) if status is None else None
            if after is None:
                return end, region, status
            end, status = after

    def _is_commanded(self, end: int) -> bool:
        """True after the "Polda" of "Kasubdit Polda Metro Jaya": the name of a command may follow."""
        return (
            grammar().tail.commanded.search(self.text, max(0, end - _COMMAND_NAME), end) is not None
        )

    def _step(self, end: int, tail: Tail, region: str | None) -> tuple[int, str | None] | None:
        """One more piece of a post after ``end``: its offset, and the region it names if any."""
        national = grammar().tail.national.match(self.text, end)
        if national and region is None:
            return national.end(), COUNTRY
        named = self._region_after(end, region)
        if named is not None:
            return self._after_bracket(end, named), named.region_code
        after = self._after_remark(end) or self._after_office(end, tail)
        return None if after is None else (after, None)

    def _after_repetition(self, end: int, role: Role, region: str | None) -> int | None:
        """Offset after a bracket that has the same post once more, short: "Kepala ... Kaur (Kapolres Kaur)"."""
        opened = _OPENING.match(self.text, end)
        closing = self.text.find(")", end, end + _REPEATED) if opened else -1
        if opened is None or closing < 0 or role not in self._roles_at.get(opened.end(), ()):
            return None
        named = {r.region_code for start, r in self._regions.items() if end < start < closing}
        return closing + 1 if named <= {region} else None

    def _after_bracket(self, end: int, named: Region) -> int:
        """Offset after a region, and after the bracket that it stands in."""
        opened = "(" in self.text[end : named.start]
        closing = _CLOSING.match(self.text, named.end) if opened else None
        return closing.end() if closing else named.end

    def _after_remark(self, end: int) -> int | None:
        """Offset after a remark that any post may have: an abbreviation, "ini", a number, a period."""
        words = grammar().tail
        for pattern in (
            words.aside,
            words.qualifier,
            words.number,
            words.period,
            words.level,
            words.government,
        ):
            match = pattern.match(self.text, end)
            if match is None or self._holds_holder(match):
                continue
            if not any(match.start() <= start < match.end() for start in self._regions):
                return match.end()
        return None

    def _holds_holder(self, remark: re.Match[str]) -> bool:
        """True for the bracket of "Kapolres Kaur (AKBP Andi Rahman)", "Bupati Kaur (KH Andi Rahman)"."""
        inside = remark.group().strip(" ()")
        return begins_rank(inside, 0) or (
            " " in inside and is_honorific(inside.split()[0].strip("."))
        )

    def _after_office(self, end: int, tail: Tail) -> int | None:
        """Offset after the words of an office, a fraction or a division, as the post may have them."""
        words = grammar().tail
        if tail == "member" and (match := words.membership.match(self.text, end)):
            return match.end()
        if tail == "division" and (match := words.division.match(self.text, end)):
            return self._office(match.end())
        if tail == "body" and (match := words.institution.match(self.text, end)):
            return match.end()
        if tail in {"office", "body"} and (after := self._office(end)) > end:
            return after
        return None

    def _region_after(self, end: int, stated: str | None) -> Region | None:
        """A region that belongs to the post: after it, between commas, or as an apposition to the one it has.

        The province of the one it has may follow without a comma ("KPU Kabupaten Kaur Bengkulu"), and where a
        kecamatan or village lies after "di" ("Kades Tanjung Aru di Sebatik Timur").
        """
        match = grammar().tail.region_link.match(self.text, end)
        position = match.end() if match else end
        link = self.text[end:position]
        region = self._regions.get(position)
        if stated is None:
            is_apart = "," in link and not (region and _ENCLOSED.match(self.text, region.end))
            return None if is_apart else region
        if "," in link or "(" in link or (region and stated.startswith(region.region_code)):
            return region
        return self._region_around(end, stated)

    def _region_around(self, end: int, stated: str) -> Region | None:
        """The larger region in which the kecamatan or village of a post lies, after "di"."""
        link = grammar().tail.within.match(self.text, end)
        region = self._regions.get(link.end()) if link else None
        is_around = region is not None and stated.startswith(f"{region.region_code}.")
        return region if is_around and len(stated) > _LOCAL else None

    def _office(self, end: int) -> int:
        """Offset after the words of an office; a region ends it and is left to the caller."""
        tokens = self.document.tokens
        first = self._token_at.get(self._skip_space(end), len(tokens))
        anchor = 0
        for index in range(first, len(tokens)):
            token = tokens[index]
            if token.start in self._regions or begins_rank(self.text, token.start):
                break
            if self._is_next_post(index, first) or self._opens_person(token):
                break
            if token.text in words_in("conjunctions") and token.start >= anchor:
                # It belongs to the office only where more of its name follows: "Menteri Sosial dan Andi Rahman".
                continue
            if token.start < anchor or self._is_office_word(token.text):
                end = token.end
            elif anchored := self._anchor_after(token.start):
                anchor, end = anchored, token.end
            elif self._ends_in_region(index):
                return token.end
            elif self._is_unknown_office(index, first):
                end = token.end
            elif not (token.text in _OFFICE_JOINTS and self._continues_office(index)):
                break
        return end

    def _anchor_after(self, start: int) -> int | None:
        """Where the ministry, secretariat or region stands to which the words of an office lead, past no post."""
        match = grammar().tail.anchored.match(self.text, start)
        if match is None or any(start < post <= match.end() for post in self._roles_at):
            return None
        return match.end()

    def _opens_person(self, token: Token) -> bool:
        """True for the "AA" of "Kepala Biro Umum AA Gede Rai", and where the tagger finds a person."""
        is_short = token.text.isupper() and len(token.text) <= _PERSONAL
        persons = (each for each in self.document.entities if each.label == "PER")
        is_other = token.text.casefold() not in words_in("office_words")
        opens = token.text.casefold() in words_in("name_openers")
        is_found = any(person.start == token.start for person in persons)
        return is_short and is_other and (opens or is_found)

    def _is_next_post(self, index: int, first: int) -> bool:
        """True for the post that "dan" or a comma joins to the one before: "Kasatpol PP dan [Bupati] Kaur"."""
        before = self.document.tokens[index - 1].text
        joins = before in words_in("conjunctions") or before in _OFFICE_JOINTS
        return index > first and joins and self.document.tokens[index].start in self._roles_at

    def _ends_in_region(self, index: int) -> bool:
        """True for a word between a post and its region: "Kepala Dinas [Perindagkop] Kota Bima"."""
        if index + 1 == len(self.document.tokens):
            return False
        token, following = self.document.tokens[index : index + 2]
        if not token.text[0].isupper() or self.text[token.end : following.start] != " ":
            return False
        region = self._regions.get(following.start)
        return region is not None and region.level in {"province", "regency", "city"}

    def _is_unknown_office(self, index: int, first: int) -> bool:
        """True for an unknown word before one of an office's name ("Perizinan [Terpadat] Satu Pintu").

        It is the first of the name, or stands after another such.
        """
        tokens = self.document.tokens
        opens = index == first or self._is_part_of_office(index - 1)
        if index + 1 >= len(tokens) or not opens:
            return False
        token, following = tokens[index : index + 2]
        if token.start in self._roles_at or following.start != token.end + 1:
            return False
        return token.text[0].isupper() and following.text.casefold() in words_in("office_words")

    def _is_part_of_office(self, index: int) -> bool:
        word = self.document.tokens[index].text
        return word in words_in("conjunctions") or word.casefold() in words_in("office_words")

    def _is_office_word(self, word: str) -> bool:
        is_acronym = word.isupper() and len(word) > 1 and word.isalpha()
        return is_acronym or word.casefold() in words_in("office_words")

    def _continues_office(self, index: int) -> bool:
        """True where a comma or dash stands between two words of an office's name, and no other post follows.

        A hyphen may also join two acronyms ("TP-PKK").
        """
        tokens = self.document.tokens
        if index + 1 >= len(tokens):
            return False
        joined = self.text[tokens[index].start - 1 : tokens[index + 1].end]
        if _ACRONYMS.fullmatch(joined):
            return True
        if tokens[index + 1].start in self._regions or tokens[index + 1].start in self._roles_at:
            return False
        following = tokens[index + 1].text
        if following in words_in("conjunctions") and index + 2 < len(tokens):
            following = tokens[index + 2].text
        return following[0].isupper() and following.casefold() in words_in("office_words")

    def _skip_space(self, offset: int) -> int:
        while offset < len(self.text) and self.text[offset] == " ":
            offset += 1
        return offset

    # --- commands ---

    def _command(self, end: int) -> tuple[int, str | None]:
        """After "Kodim 0709" or "Kapolres", the name of the command with the province it sits in.

        A region is left to the caller; of other names what stands before a rank belongs to the command.
        """
        link = _COMMAND_LINK.match(self.text, end)
        start = link.end() if link else end
        if start in self._regions:
            return start, None
        known = self._known_command(start)
        if known is not None:
            return known
        index = self._token_at.get(start)
        if index is None:
            return end, None
        return self._unknown_command(index, end), None

    def _known_command(self, start: int) -> tuple[int, str] | None:
        lowered = self.text[start : start + _COMMAND_NAME].casefold()
        for name, code in commands().items():
            if lowered.startswith(name) and not lowered[len(name) : len(name) + 1].isalnum():
                return start + len(name), code
        return None

    def _unknown_command(self, index: int, end: int) -> int:
        """Offset after a command that no list has: the words up to a rank or its region, or those after a slash.

        The next post stands after a comma where the words of this one are followed by its place.
        """
        is_seated = grammar().bodies.seated_at.search(self.text, max(0, end - _COMMAND_NAME), end)
        slashed = "/" in self.text[end : self.document.tokens[index].start]
        for token in self.document.tokens[index : index + _COMMAND_WORDS]:
            is_rank = begins_rank(self.text, token.start)
            if not token.text[0].isupper() or token.start in self._regions or is_rank:
                break
            apart = self.text.startswith(", ", token.end)
            after = token.end + (2 if apart else 1)
            if apart and (after in self._regions or (is_seated and after in self._roles_at)):
                return token.end
            if begins_rank(self.text, after) or _begins_title(self.text, token.end + 1):
                return token.end
            if self._is_initials_of_command(token.end, token.text):
                return token.end
            if slashed and self.text[token.end : token.end + 1] != " ":
                return token.end
        return self.document.tokens[index].end if slashed else end

    def _is_initials_of_command(self, end: int, word: str) -> bool:
        """True for the "SDP" of "Dandim 0409 SDP Andi Rahman"."""
        following = _WORD.match(self.text, end + 1)
        is_acronym = word.isupper() and len(word) >= _INITIALS
        return is_acronym and following is not None and following.group().istitle()


def _named_alike(province: str) -> str:
    """The one kota or kabupaten named as its province, whose posts no province has: "Kapolresta Bengkulu".

    The code itself where none is, or it is no province's.
    """
    place = gazetteer()[province]
    named = gazetteer().coarse.get(fold(place.short), ()) if place.level == "province" else ()
    within = {each.code for each in named if each.code.startswith(f"{province}.")}
    return within.pop() if len(within) == 1 else province


def tells_of_transfers(text: str) -> bool:
    """True for an article about who moves from one office to another."""
    return grammar().links.transfers.search(text) is not None


def find_posts(document: Document) -> list[Post]:
    """The public posts that ``document`` names, in order of the text; regions must have been found."""
    return PostFinder(document).run()


def _begins_title(text: str, offset: int) -> bool:
    """True where an honorific stands at an offset ("Kajari Bintuhan H Andi Rahman")."""
    match = _WORD.match(text, offset)
    return match is not None and is_honorific(match.group())
