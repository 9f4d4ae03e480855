"""Whether two names are a pair of their own, or another form of one that is named: short, turned, a nickname."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.officials.grammar import grammar
from pipeline.officials.reading import Reading
from pipeline.officials.tickets.pairs import (
    Pair,
    Ticket,
    has_bare_joint,
    is_full,
    is_same_pair,
    is_short_form,
    may_be_short_form,
)

# At most this many characters may introduce the nickname of a pair.
_NICKNAMED = 25
# What may stand between two single names in a bracket.
_BETWEEN = re.compile(r"\W+(?:\w+\W+)?")


def is_other_form(
    reading: Reading,
    mentions: Sequence[Ticket],
    pair: Pair,
    known: Sequence[Pair],
    found: Iterable[Ticket],
) -> bool:
    """True for a pair in short, or nicknames of one that is known, and for "B dan A" beside "A-B".

    Of nicknames the ``known`` pairs tell where all mentions are in short, else those ``found`` with their number.
    """
    if any(is_short_form(pair, full) for full in known):
        return True
    in_short = all(_is_in_short(reading, ticket) for ticket in mentions)
    fuller = known if in_short else _with_number_of(reading, mentions, found)
    if any(may_be_short_form(pair, full) for full in fuller):
        return True
    may_be_turned = all(ticket.mutual or not is_full(ticket.pair) for ticket in mentions)
    return may_be_turned and _is_turned(pair, known)


def is_gloss(reading: Reading, ticket: Ticket) -> bool:
    """True for the short names in "Rahmatullah dan Siti Sarah (Rahmat-Sarah)", "disebut pasangan Rahmat-Sarah".

    In "pasangan Rasa (Rahmatullah-Siti Sarah)" the bracket has the names, which the words before it introduce.
    """
    if is_nickname(reading.text, ticket.pair):
        return True
    if any(name.words in reading.pair_nicknames for name in ticket.pair):
        return True
    if _is_bracketed(reading, ticket.pair) or _name_pairs(reading, ticket.pair):
        return True
    opening = reading.text.rfind("(", 0, ticket.start)
    if ticket.cue < opening and ticket.cue_end == ticket.start:
        return False
    in_bracket = opening == ticket.start - 1 and reading.text.startswith(")", ticket.end)
    return in_bracket and reading.names.ending_at(opening) is not None


def is_nickname(text: str, pair: Pair) -> bool:
    """True for single names after "disebut pasangan" and the like."""
    return not is_full(pair) and bool(grammar().pairs.nicknamed.search(words_before(text, pair)))


def words_before(text: str, pair: Pair) -> str:
    """The words before a pair that may introduce it as a nickname, or as something else."""
    start = pair[0].outer.start
    return text[max(0, start - _NICKNAMED) : start]


def _is_in_short(reading: Reading, ticket: Ticket) -> bool:
    """True for "A-B" without a running number, which is said of a pair where it is introduced."""
    return has_bare_joint(reading.text, ticket.pair) and _number(reading, ticket) is None


def _with_number_of(
    reading: Reading, mentions: Iterable[Ticket], found: Iterable[Ticket]
) -> list[Pair]:
    """The pairs that have a running number of some mentions."""
    numbers = {_number(reading, ticket) for ticket in mentions} - {None}
    return [ticket.pair for ticket in found if _number(reading, ticket) in numbers]


def _number(reading: Reading, ticket: Ticket) -> str | None:
    """The running number in the words that introduce a pair."""
    stated = grammar().pairs.running_number.search(reading.text, ticket.cue, ticket.start)
    return stated["number"] if stated else None


def _is_turned(pair: Pair, known: Iterable[Pair]) -> bool:
    """True for "B berpasangan dengan A", or in short "B dan A", beside "A-B": the latter says who leads."""
    turned = pair[1], pair[0]
    return any(is_same_pair(turned, other) or is_short_form(turned, other) for other in known)


def _name_pairs(reading: Reading, pair: Pair) -> bool:
    """True for single words that name pairs: both together ("pasangan ABC-RAYA"), or each ("Paket Jaya dan Raya").

    In a sentence in capitals, as headlines are, the former may be persons.
    """
    if any(len(name.words) > 1 for name in pair):
        return False
    if all(name.words[0].isupper() for name in pair):
        sentence = reading.document.sentence_of(pair[0].span.start).of(reading.text)
        return not sentence.isupper()
    if has_bare_joint(reading.text, pair) or any(map(reading.is_tagged, pair)):
        return False
    return grammar().pairs.of_packets.search(words_before(reading.text, pair)) is not None


def _is_bracketed(reading: Reading, pair: Pair) -> bool:
    """True for two single names that a bracket holds after a name: "Faisal Hamid-Siti Sarah (Ical Sarah)"."""
    first, second = (name.words[0] for name in pair)
    return all(len(name.words) == 1 for name in pair) and any(
        held.startswith(first)
        and held.endswith(second)
        and _BETWEEN.fullmatch(held, len(first), len(held) - len(second))
        for held in reading.in_brackets
    )
