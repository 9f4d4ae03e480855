"""What a regular expression tells of its matches: literals that they hold or begin with.

It is read off the parsed expression, which is then compiled as it is, for parsing is most of what a pattern costs.
"""

from __future__ import annotations

# Parser and compiler of the standard library have no public names; tests notice when they change.
import _sre  # type: ignore[import-not-found]
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any
from weakref import WeakKeyDictionary

_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
# Longer literals tell no more.
_LONG = 3
# Beginnings are read so far, and no further where there are so many.
_FAR = 4
_MANY = 150
# Shorter beginnings stand everywhere.
_SHORT = 2
# A class of so many characters is read as its members.
_FEW = 12
# Letters that two characters match where case is ignored; the rest of the alphabet also has forms such as "ſ".
_OF_TWO_FORMS = frozenset("abcdefghjlmnopqrtuvwxyz")
_CATEGORIES = {ops.CATEGORY_DIGIT: r"\d", ops.CATEGORY_SPACE: r"\s"}


@dataclass(frozen=True, slots=True)
class Literals:
    """Literals in lower case that matches of a pattern have, case and all zero-width parts apart."""

    begin: frozenset[str]
    """Every match begins with one of them; empty where none are known."""
    hold: frozenset[str]
    """Every match holds one of them; empty where none are known."""


_literals_of: WeakKeyDictionary[re.Pattern[str], Literals] = WeakKeyDictionary()


def compile_guarded(source: str, flags: int) -> re.Pattern[str]:
    """The pattern of ``source``, with looks at one character where a match begins that tell where none does.

    Without them, alternatives that ignore case are tried one by one at each character of a text.

    Raises:
        re.error: it is no regular expression.
    """
    # As a plain number, for arithmetic of flags is slow.
    flags = int(flags)
    tree = parser.parse(source, flags)
    first = _first(tree)
    literals = _literals(tree)
    _guard_alternatives(tree, flags | tree.state.flags)
    guard = "" if first is None or "" in first else _guard(first)
    tree.data[:0] = parser.parse(guard, flags).data
    pattern = _compiled(guard + source, tree, flags)
    _literals_of[pattern] = literals
    return pattern


def _guard(first: Iterable[str]) -> str:
    return f"(?i:(?=[{''.join(sorted(first))}]))"


def _guard_alternatives(tree: Any, flags: int) -> bool:
    """Guard the alternatives that a sequence may begin with; false where it can't be empty."""
    for kind, argument in tree.data:
        if kind in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
            continue
        if kind is ops.SUBPATTERN:
            _, added, removed, inner = argument
            may_be_empty = _guard_alternatives(inner, (flags | added) & ~removed)
        elif kind is ops.ATOMIC_GROUP:
            may_be_empty = _guard_alternatives(argument, flags)
        elif kind in _REPEATS:
            may_be_empty = _guard_alternatives(argument[2], flags) or not argument[0]
        elif kind is ops.BRANCH:
            may_be_empty = False
            for branch in argument[1]:
                may_be_empty |= _guard_alternatives(branch, flags)
                if flags & re.IGNORECASE:
                    _guard_alternative(branch)
        else:
            may_be_empty = False
        if not may_be_empty:
            return False
    return True


def _guard_alternative(branch: Any) -> None:
    """Let an alternative that ignores case begin with a class, or a look at one.

    A class that minds case is all that ``re`` looks at before it tries an alternative.
    """
    if not branch.data:
        return
    kind, argument = branch.data[0]
    if kind is ops.LITERAL and chr(argument).lower() in _OF_TWO_FORMS:
        both = [(ops.LITERAL, ord(each)) for each in (chr(argument).lower(), chr(argument).upper())]
        letter = parser.SubPattern(branch.state, [(ops.IN, both)])
        branch.data[0] = ops.SUBPATTERN, (None, 0, int(re.IGNORECASE), letter)
    elif kind not in (ops.LITERAL, ops.IN):
        first = _first(branch)
        if first is not None and "" not in first:
            branch.data[:0] = _parsed_guard(frozenset(first))


@cache
def _parsed_guard(first: frozenset[str]) -> Any:
    return parser.parse(_guard(first), 0).data


def _compiled(source: str, tree: Any, flags: int) -> re.Pattern[str]:
    """What :func:`re.compile` makes of ``source``, which is parsed already."""
    names = tree.state.groupdict
    by_number: list[str | None] = [None] * tree.state.groups
    for name, number in names.items():
        by_number[number] = name
    code = compiler._code(tree, flags)
    pattern: re.Pattern[str] = _sre.compile(
        source, flags | tree.state.flags, code, tree.state.groups - 1, names, tuple(by_number)
    )
    return pattern


def literals(pattern: re.Pattern[str]) -> Literals:
    """The literals that matches of ``pattern`` begin with, and those that they hold."""
    if pattern not in _literals_of:
        _literals_of[pattern] = _literals(parser.parse(pattern.pattern, pattern.flags))
    return _literals_of[pattern]


def _literals(tree: Any) -> Literals:
    return Literals(_beginnings(tree), _required(tree) or frozenset())


def _beginnings(tree: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """What every match of a sequence begins with, none of it the beginning of another; empty where too short."""
    known = set().union(*_prefixes(tree))
    if min(map(len, known)) < _SHORT:
        return frozenset()
    return frozenset(
        each for each in known if not any(each[:end] in known for end in range(1, len(each)))
    )


def _prefixes(tree: Iterable[tuple[Any, Any]]) -> tuple[set[str], set[str]]:
    """What the matches of a sequence may begin with: as far as it is all known, and with more unknown after it."""
    open_, ended = {""}, set[str]()
    for kind, argument in tree:
        more, more_ended = _prefixes_of(kind, argument)
        if len(open_) * (len(more) + len(more_ended)) > _MANY:
            return set(), ended | open_
        ended |= {before + after for before in open_ for after in more_ended}
        open_ = {before + after for before in open_ for after in more}
        ended |= {each[:_FAR] for each in open_ if len(each) >= _FAR}
        open_ = {each for each in open_ if len(each) < _FAR}
        if not open_:
            break
    return open_, ended


def _prefixes_of(kind: Any, argument: Any) -> tuple[set[str], set[str]]:
    """:func:`_prefixes` of one element of a sequence."""
    if kind is ops.LITERAL:
        return {chr(argument).lower()}, set()
    if kind in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
        return {""}, set()
    if kind is ops.SUBPATTERN:
        return _prefixes(argument[-1])
    if kind is ops.ATOMIC_GROUP:
        return _prefixes(argument)
    if kind is ops.BRANCH:
        opens, ends = zip(*map(_prefixes, argument[1]), strict=True)
        return set().union(*opens), set().union(*ends)
    if kind is ops.IN and (members := _members(argument)):
        return {each.lower() for each in members}, set()
    if kind in _REPEATS:
        least, most, repeated = argument
        once, ended = _prefixes(repeated)
        if most != 1:
            once, ended = set(), once | ended
        return (once, ended) if least else (once | {""}, ended)
    return set(), {""}


def _members(items: Iterable[tuple[Any, Any]]) -> set[str] | None:
    """The characters of a class, or ``None`` where they are more than a few."""
    members: set[str] = set()
    for kind, argument in items:
        if kind is ops.LITERAL:
            members.add(chr(argument))
        elif kind is ops.RANGE and argument[1] - argument[0] < _FEW:
            members.update(map(chr, range(argument[0], argument[1] + 1)))
        else:
            return None
    return members


def _required(tree: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """The most telling literals of a sequence."""
    found: list[frozenset[str] | None] = []
    run = ""
    for kind, argument in tree:
        if kind is ops.LITERAL:
            run += chr(argument).lower()
            continue
        if kind in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
            continue
        found.append(frozenset({run}) if run else None)
        run = ""
        if kind is ops.BRANCH:
            branches = [_required(branch) for branch in argument[1]]
            known = [branch for branch in branches if branch]
            found.append(frozenset().union(*known) if len(known) == len(branches) else None)
        elif kind is ops.SUBPATTERN:
            found.append(_required(argument[-1]))
        elif kind is ops.ATOMIC_GROUP:
            found.append(_required(argument))
        elif kind in _REPEATS and argument[0] >= 1:
            found.append(_required(argument[2]))
    found.append(frozenset({run}) if run else None)
    return max(filter(None, map(_telling, found)), key=_rank, default=None)


def _telling(literals: frozenset[str] | None) -> frozenset[str] | None:
    """``literals``, unless one of them stands on almost every line."""
    if literals and not any(len(each) == 1 and each.isalnum() for each in literals):
        return literals
    return None


def _rank(literals: frozenset[str]) -> tuple[int, int]:
    return min(_LONG, *map(len, literals)), -len(literals)


def _first(tree: Iterable[tuple[Any, Any]]) -> set[str] | None:
    """What the matches of a sequence begin with, as items of a class such as ``a-z`` or ``\\d``.

    "" is among them where a match may be empty; ``None`` says that it can be too much to tell.
    """
    found = {""}
    for kind, argument in tree:
        if kind in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
            ahead = _ahead(kind, argument)
            if ahead is None:
                continue
            return found - {""} | ahead
        begins = _begins(kind, argument)
        if begins is None:
            return None
        found = found - {""} | begins
        if "" not in begins:
            break
    return found


def _ahead(kind: Any, argument: Any) -> set[str] | None:
    """What a look ahead demands of the next character, ``None`` where that can be anything."""
    if kind is not ops.ASSERT or argument[0] < 0:
        return None
    ahead = _first(argument[1])
    return None if ahead is None or "" in ahead else ahead


def _begins(kind: Any, argument: Any) -> set[str] | None:
    """:func:`_first` of one element of a sequence."""
    if kind is ops.LITERAL:
        return {re.escape(chr(argument))}
    if kind is ops.IN:
        items = [_item(*item) for item in argument]
        return None if None in items else {item for item in items if item}
    if kind is ops.SUBPATTERN:
        return _first(argument[-1])
    if kind is ops.ATOMIC_GROUP:
        return _first(argument)
    if kind is ops.BRANCH:
        branches = [_first(branch) for branch in argument[1]]
        known = [branch for branch in branches if branch is not None]
        return set().union(*known) if len(known) == len(branches) else None
    if kind in _REPEATS:
        begins = _first(argument[2])
        return begins if begins is None or argument[0] else begins | {""}
    return None


def _item(kind: Any, argument: Any) -> str | None:
    """An item of a class as it is written, where it stands for few characters."""
    if kind is ops.LITERAL:
        return re.escape(chr(argument))
    if kind is ops.RANGE:
        return "-".join(re.escape(chr(bound)) for bound in argument)
    return _CATEGORIES.get(argument) if kind is ops.CATEGORY else None
