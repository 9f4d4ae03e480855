"""Persons: which claims of an article are about the same one, and under which name.

A person goes by the fullest name of the article: "Rahman" is "Andi Rahman" where only one longer name has
that word. Titles and rank are gathered from all places.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.matching.person_words import name_words
from pipeline.matching.rules import words_in
from pipeline.officials.claims import RUNNING, Claim
from pipeline.officials.grammar import grammar
from pipeline.officials.names.reader import PersonName
from pipeline.officials.names.same import holds, known_as
from pipeline.officials.reading import Reading
from pipeline.officials.standing import standing
from pipeline.types import Role

_BRACKET = re.compile(r" ?\(([A-Z][a-z']+(?: [A-Z][a-z']+)?)\)")
# So much before a name may tell that it is a relative's.
_AROUND = 60
# A nickname is told within so much of the full name.
_NICKNAMED = 400
# Who may stand for nothing while in office.
_NEUTRAL: frozenset[Role] = frozenset(
    {
        "ketua_kpu", "anggota_kpu", "sekretaris_kpu", "ketua_bawaslu", "anggota_bawaslu", "hakim",
        "kapolri", "kapolda", "wakapolda", "kapolres", "wakapolres", "kapolsek",
        "panglima_tni", "pangdam", "danrem", "dandim", "danramil", "jaksa_agung", "kajati", "kajari",
    }
)  # fmt: skip
# A shorter word before a name is an initial or an abbreviation.
_GIVEN = 3
_PRESIDENTIAL: frozenset[Role] = frozenset({"presiden", "wakil_presiden"})

Words = tuple[str, ...]


@dataclass(slots=True, eq=False)
class Person:
    """One person of the article: the fullest name, and what titles and rank stand with it anywhere.

    ``by_post`` counts the places that name the person by the post alone ("Bupati menyampaikan").
    """

    words: Words
    titles: list[str] = field(default_factory=list)
    rank: str | None = None
    by_post: int = 0

    @property
    def name(self) -> str:
        return " ".join(self.words)

    def mentions(self, text: str) -> int:
        """How often ``text`` names the person: by the full name, by some of its words, or by the post alone."""
        full = list(standing(self.words, text))
        short = [word for word in self.words if len(word) > 2 and not word.endswith(".")]
        if len(self.words) == 1:
            return max(len(full), 1) + self.by_post
        alone = sorted(
            (place.start, place.end)
            for word in set(short)
            for place in standing([word], text)
            if not any(name.start <= place.start < name.end for name in full)
        )
        rows = reach = 0
        for start, end in alone:
            # Words of the name in a row are one mention.
            rows += not (rows and text[reach:start].isspace())
            reach = end
        return max(len(full) + rows, 1) + self.by_post


@dataclass(slots=True)
class Holding:
    """A claim with the person it is about; ``region`` is settled last."""

    claim: Claim
    person: Person
    region: str | None


def identify(reading: Reading, claims: Iterable[Claim]) -> list[Holding]:
    """The claims with their persons, in order of the text; those of one person share it.

    Of two candidates none is the other in one word ("A Abdullah-B, C-Abdullah"), but where the posts of a ticket
    make both the same, and but those for president, who run again with somebody else.
    """
    claims = sorted(claims, key=lambda claim: (claim.span.start, claim.span.end))
    relatives = {c.name.words for c in claims if _is_relative(reading, c.name)}
    names = list(_names(reading, claims, relatives))
    persons: dict[str, Person] = {}
    holdings = []
    named = [*reading.names.runs, *(claim.name for claim in claims)]
    aliases = {name.alias: name.words for name in named if name.alias}
    aliases |= _bracketed(reading, claims, named)
    aliases |= _nicknamed(reading, claims)
    tickets = _tickets(claims)
    bearers = _bearers(claims)
    for each in claims:
        is_single = (
            each.post is None and len(each.name.words) == 1 and each.role not in _PRESIDENTIAL
        )
        others = (
            [n for n in names if each.role in tickets.get(n, {each.role})] if is_single else names
        )
        if each.name.words in relatives:
            others = [*others, *relatives]
        words = _without_alias(each.name.words, aliases)
        if not reading.text[each.name.outer.end :].strip():
            words = _completed(words, names)
        words = _fullest(words, others)
        if _is_namesake(reading, each, words, bearers.get(words, ())):
            words = each.name.words
        person = persons.setdefault(" ".join(words).casefold(), Person(words))
        person.titles += [title for title in each.name.titles if title not in person.titles]
        person.rank = person.rank or each.name.rank
        holdings.append(Holding(each, person, each.region))
    for person in persons.values():
        person.words = _with_title(person)
    return holdings


def _bearers(claims: Iterable[Claim]) -> dict[Words, list[Claim]]:
    """The claims by the name that they give."""
    bearers: dict[Words, list[Claim]] = {}
    for each in claims:
        bearers.setdefault(each.name.words, []).append(each)
    return bearers


def _with_title(person: Person) -> Words:
    """The name with the title that belongs to it where it is one word alone ("Habib Rahman")."""
    words = person.words
    own = [title for title in person.titles if title.casefold() in name_words().with_single]
    return (own[0], *words) if own and len(words) == 1 else words


def _is_namesake(reading: Reading, claim: Claim, full: Words, others: Sequence[Claim]) -> bool:
    """True where somebody else than ``claim`` tells of has a ``full`` name that holds its own.

    So it is of a wife who has her husband's name after hers ("Rina Andi Rahman"), and, as ``others`` tell who has
    that name, of a candidate beside one who may not stand. A last name alone that stands beside its post before
    the longer one is another's, too ("Ketua DPW PKB Bengkulu, H. Rahman", further on "calon bupati Andi Rahman").
    """
    own = claim.name.words
    if len(own) > 1 and full[1:] == own:
        given = full[0].strip(".").casefold()
        return len(given) >= _GIVEN and given not in words_in("name_openers")
    if not others or len(full) <= len(own):
        return False
    if claim.role in _NEUTRAL and claim.status not in {*RUNNING, "former"}:
        return all(other.status in RUNNING for other in others)
    has_post = claim.post is not None and not claim.post.is_dual and claim.post.region is not None
    if not has_post or len(own) > 1 or own[0] == full[0]:
        return False
    start = claim.name.span.start
    stands_first = all(start < other.name.span.start for other in others)
    has_other_post = all(other.role != claim.role for other in others)
    return stands_first and has_other_post and not reading.in_title_case(start)


def _tickets(claims: Iterable[Claim]) -> dict[Words, set[Role]]:
    """The names of those who are half of a ticket, with the roles that posts give them there."""
    roles: dict[Words, set[Role]] = {}
    for each in claims:
        if each.post is None or each.post.is_dual:
            stated = roles.setdefault(each.name.words, set())
            stated |= {each.role} if each.post else set()
    return roles


def _bracketed(
    reading: Reading, claims: Iterable[Claim], names: Iterable[PersonName]
) -> dict[Words, Words]:
    """The names by another one that stands in the bracket after each: "Andi Rahman (Ucok)".

    Where a post stands beside the name in the bracket alone, it is the right one: "Gus Andi (Andi Rahman)".
    """
    posted = {claim.name.words for claim in claims if claim.post and not claim.post.is_dual}
    brackets = ((_BRACKET.match(reading.text, name.outer.end), name.words) for name in names)
    found = {tuple(bracket[1].split()): words for bracket, words in brackets if bracket}
    return {
        other: words
        for other, words in found.items()
        if (words in posted or other not in posted) and other not in reading.pair_nicknames
    }


def _nicknamed(reading: Reading, claims: Iterable[Claim]) -> dict[Words, Words]:
    """The full names of those who go by another one, by that: "Pria yang akrab disapa Ucok ini hadir".

    It is whoever of ``claims`` is named last before it, not far off.
    """
    full = sorted(
        (claim.name.span.end, claim.name.words) for claim in claims if len(claim.name.words) > 1
    )
    found = {}
    for match in name_words().nickname.finditer(reading.text):
        nickname = reading.names.at(match.end())
        before = [words for end, words in full if match.start() - _NICKNAMED < end < match.start()]
        if nickname is not None and before:
            found[nickname.words] = before[-1]
    return found


def _without_alias(words: Words, aliases: Mapping[Words, Words]) -> Words:
    """The name of whom ``words`` are the second one of, or part of it, where only one person is."""
    meant = {name for alias, name in aliases.items() if holds(alias, words)}
    return meant.pop() if len(meant) == 1 else words


def _names(
    reading: Reading, claims: Sequence[Claim], relatives: Collection[Words]
) -> Iterator[Words]:
    """The names that a shorter one may stand for: all that are claimed, and the full ones of running text.

    A relative, named so, is somebody else ("sang istri Rina Andi Rahman"). Not a run of which only the end is
    claimed, or the tagger's: other words with capitals stand before the name. Nor two of them run together for
    want of a hyphen.
    """
    known = dict.fromkeys(claim.name.words for claim in claims)
    yield from (words for words in known if words not in relatives)
    claimed = [claim.name.span for claim in claims]
    for run in reading.names.runs:
        if len(run.words) < 2 or _is_joined(run.words, known):
            continue
        if any(run.span.start < span.start and span in run.span for span in claimed):
            continue
        tagged = reading.tagged_at_end(run)
        is_other = _is_relative(reading, run) or tagged is not None
        if not (is_other or reading.in_title_case(run.span.start)):
            yield run.words


def _is_relative(reading: Reading, name: PersonName) -> bool:
    """True for a name that the words before make a relative's, or its title that of a wife."""
    links = grammar().links
    before = reading.text[max(0, name.outer.start - _AROUND) : name.outer.start]
    return bool(links.kin.search(before) or links.wife.match(reading.text, name.outer.start))


def _is_joined(words: Words, known: Collection[Words]) -> bool:
    """True for "Andi Rahman Siti Aminah" where both are known."""
    return any(words[:cut] in known and words[cut:] in known for cut in range(1, len(words)))


def _completed(words: Words, names: Iterable[Words]) -> Words:
    """The one of ``names`` that begins with ``words``, where the text ends within the last: "Wakil Bupati And"."""
    *whole, broken = words
    longer = {
        name
        for name in names
        if list(name[: len(whole)]) == whole
        and any(word.startswith(broken) and word != broken for word in name[len(whole) :][:1])
    }
    return longer.pop() if len(longer) == 1 else words


def _fullest(words: Words, names: Sequence[Words]) -> Words:
    """The one of ``names`` that holds all of ``words`` and more, in order; ``words`` where several do, or none.

    Of several it is the one that begins with them: a son may have his father's name after his own.
    """
    full_name = known_as(words)
    if full_name != " ".join(words).casefold():
        return next((name for name in names if " ".join(name).casefold() == full_name), words)
    longer: dict[str, Words] = {
        " ".join(name).casefold(): name
        for name in names
        if (len(name) > len(words) and holds(name, words)) or _spells_out(name, words)
    }
    beginning = [name for name in longer.values() if name[: len(words)] == words]
    meant = beginning if len(longer) > 1 else list(longer.values())
    return meant[0] if len(meant) == 1 else words


def _spells_out(name: Words, words: Words) -> bool:
    """True for "Muhammad Nazar" beside "M Nazar" or "Muh. Nazar": the first word in full, the others the same."""
    short = words[0].strip(".").casefold()
    is_short = len(short) <= _GIVEN or short in words_in("abbreviations")
    same = [word.casefold() for word in name[1:]] == [word.casefold() for word in words[1:]]
    longer = len(name[0].strip(".")) > len(short) and name[0].casefold().startswith(short)
    return is_short and len(words) > 1 and same and longer
