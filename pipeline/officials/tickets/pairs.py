"""Two names as a pair: "A dan B", "A-B", lists of such pairs, and what introduces one as a ticket.

Who the pair is, is decided elsewhere.

But for those that all know: the pairs that ran for president, in ``rules/officials/presidential_tickets.csv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipeline.matching.rules import read_rows
from pipeline.officials.grammar import grammar
from pipeline.officials.names.reader import NameReader, PersonName
from pipeline.officials.names.same import is_misspelt, stands_for
from pipeline.types import Election, Region, Role, Span

if TYPE_CHECKING:
    from pipeline.officials.reading import Reading

Pair = tuple[PersonName, PersonName]

# Head and deputy, by the election that the two stand in.
PAIR_ROLES: dict[Election, tuple[Role, Role]] = {
    "presiden": ("presiden", "wakil_presiden"),
    "gubernur": ("gubernur", "wakil_gubernur"),
    "bupati": ("bupati", "wakil_bupati"),
    "wali_kota": ("wali_kota", "wakil_wali_kota"),
}
DEPUTIES: dict[Role, Role] = dict(PAIR_ROLES.values())
HEADS: dict[Role, Role] = {deputy: head for head, deputy in DEPUTIES.items()}
ELECTION_OF_HEAD: dict[Role, Election] = {head: each for each, (head, _) in PAIR_ROLES.items()}
# Elections of which results are stated place by place.
WIDE: frozenset[Election | None] = frozenset({"gubernur", "presiden"})
# Heads of kabupaten and kota.
LOCAL_HEADS: frozenset[Role] = frozenset({"bupati", "wali_kota"})
# All that one of a pair can hold or seek.
ROLES_OF_PAIRS: frozenset[Role] = frozenset({*DEPUTIES, *HEADS})
# The marks that join two names. "&" joins those of firms, too ("Warta Research & Consulting").
HYPHENS = frozenset("-/")

_LOOK_BACK = 60
# Where names stand that are known without a text.
_NOWHERE = Span(0, 0)
# From this length on another name may begin with a word of a name only by a misspelling.
_SPELT = 5


@dataclass(frozen=True, slots=True)
class Ticket:
    """A pair with the offset where the words that introduce it begin.

    ``stated`` is true where "pasangan" or "berpasangan dengan" makes it one, whatever posts the two have besides;
    ``mutual`` where only words like the latter do, which leave open who of the two leads. ``cue_end`` is where
    those words end, before the first pair of their list. ``place`` is the region of whose item in a list it is;
    ``listed`` is where the list begins that has a line for it.
    ``election`` is what the post of the head tells ("pasangan Wali Kota Bima A-B"), and ``place`` then its region.
    """

    cue: int
    pair: Pair
    stated: bool = False
    mutual: bool = False
    cue_end: int | None = None
    place: Region | None = None
    listed: int | None = None
    election: Election | None = None

    @property
    def start(self) -> int:
        return self.pair[0].outer.start

    @property
    def end(self) -> int:
        return self.pair[1].outer.end


def pairs_from(reading: Reading, offset: int) -> Iterator[Pair]:
    """The pairs from an offset on: the one that begins there, and those that a list joins to it."""
    first = reading.names.at(offset)
    pair = pair_of(reading.names, first) if first else None
    if pair is not None:
        # In a headline "A-B Unggul" runs on after the second name.
        pair = pair[0], reading.as_person(pair[1]) or pair[1]
        yield pair
        yield from pairs_after(reading, pair)


def pairs_after(reading: Reading, pair: Pair) -> Iterator[Pair]:
    """The pairs with which a list goes on after one of its pairs."""
    following = grammar().pairs.next_pair.match(reading.text, pair[1].outer.end)
    if following is not None:
        yield from pairs_from(reading, following.end())


def pair_of(names: NameReader, first: PersonName) -> Pair | None:
    """The pair whose first member is ``first``."""
    aside = grammar().pairs.aside.match(names.text, first.outer.end)
    joint = grammar().pairs.joint.match(names.text, aside.end() if aside else first.outer.end)
    second = names.at(joint.end()) if joint else None
    return (first, second) if second is not None else None


def pair_ending_at(names: NameReader, end: int) -> Pair | None:
    """The pair whose second member ends right before an offset."""
    second = names.ending_at(end)
    if second is None:
        return None
    start = second.outer.start
    # What a joint looks ahead to lies past its end, so the search may not stop there.
    for joint in grammar().pairs.joint.finditer(names.text, max(0, start - _LOOK_BACK)):
        if joint.start() >= start:
            return None
        if joint.end() == start:
            first = names.ending_at(joint.start())
            return (first, second) if first else None
    return None


@cache
def _presidential_tickets() -> tuple[Pair, ...]:
    """The pairs that ran for president since the first direct election.

    Raises:
        RuleError: the table cannot be read.
    """
    rows = read_rows("officials", "presidential_tickets.csv")
    names = [[tuple(row[half].split()) for half in ("president", "vice_president")] for row in rows]
    return tuple(
        (PersonName(_NOWHERE, _NOWHERE, first), PersonName(_NOWHERE, _NOWHERE, second))
        for first, second in names
    )


def ran_for_president(pair: Pair) -> bool:
    """True for a pair that ran for president, in full or in short ("Jokowi-Ma'ruf")."""
    return _ran_for_president(pair[0].words, pair[1].words)


@lru_cache(maxsize=4096)
def _ran_for_president(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    pair = PersonName(_NOWHERE, _NOWHERE, first), PersonName(_NOWHERE, _NOWHERE, second)
    return any(
        is_short_form(pair, known) or is_same_pair(pair, known)
        for known in _presidential_tickets()
        if first[0] == known[0].words[0] or _is_within(pair[0], known[0])
    )


def is_full(pair: Pair) -> bool:
    """True where one of the names has more than one word."""
    return any(len(name.words) > 1 for name in pair)


def has_bare_joint(text: str, pair: Pair, after: int | None = None) -> bool:
    """True where a hyphen or a slash joins a pair, from an offset on that may lie after a bracket."""
    start = pair[0].outer.end if after is None else after
    return text[start : pair[1].outer.start].strip() in HYPHENS


def is_short_form(short: Pair, full: Pair) -> bool:
    """True for "Rahmat-Sarah" beside "Rahmatullah-Siti Sarah": each half begins or lies in the other's."""
    is_shorter = pair_length(short) < pair_length(full)
    return is_shorter and all(_is_within(*halves) for halves in zip(short, full, strict=True))


def may_be_short_form(short: Pair, full: Pair) -> bool:
    """True for "Ical-Sarah" beside "Faisal Hamid-Siti Sarah": a nickname with what the other goes by.

    So it is for names with a letter more: what matters is that one of two single names is part of the full one.
    """
    if any(len(name.words) > 1 for name in short) or any(len(name.words) < 2 for name in full):
        return False
    return any(
        _is_within(part, whole) or _is_spelt_longer(part, whole)
        for part, whole in zip(short, full, strict=True)
    )


def _is_spelt_longer(part: PersonName, whole: PersonName) -> bool:
    """True for "Karundengan" beside "Jan Karundeng"."""
    spelt = part.words[0].casefold()
    return any(len(word) >= _SPELT and spelt.startswith(word.casefold()) for word in whole.words)


def is_same_pair(one: Pair, other: Pair) -> bool:
    """True where the first half is the same and the second, too, or else begins with the same word."""
    first, second = (_is_same(*halves) for halves in zip(one, other, strict=True))
    return first and (second or one[1].words[0] == other[1].words[0])


def is_misspelt_pair(one: Pair, other: Pair) -> bool:
    """True where both halves are the same, or one name written in two ways."""
    return all(
        _is_same(*halves) or is_misspelt(*(name.words for name in halves))
        for halves in zip(one, other, strict=True)
    )


def _is_same(one: PersonName, other: PersonName) -> bool:
    return stands_for(one, other) or stands_for(other, one)


def pair_length(pair: Pair) -> int:
    """The letters of the two names."""
    return sum(len(word) for name in pair for word in name.words)


def _is_within(part: PersonName, whole: PersonName) -> bool:
    if stands_for(part, whole):
        return True
    if len(part.words) > 1:
        return False
    short = part.words[0].casefold()
    return any(short in word.casefold() for word in whole.words)
