"""Linguistic knowledge as data: where it lies, how it is read, how it is matched.

``rules/`` holds TOML rule files (patterns with the name of the production that turns their groups into a
value), fragments that the patterns of all files share (``fragments.toml``), plain word lists (``lexicons/``)
and tables. Knowledge is data, arithmetic is code: a rule here never computes, and no other module writes an
Indonesian word list of its own.

Overlap policy, the same for every rule file: of two overlapping matches the longer wins, then the rule that
stands earlier in its file. A production may decline a match by returning ``None``; it then blocks nothing.
"""

from __future__ import annotations

import csv
import dataclasses
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Generic, NamedTuple, Never, Protocol, TypeVar, cast, overload

import msgspec

from pipeline.matching.patterns import compile_guarded
from pipeline.matching.scanner import Scanner
from pipeline.types import SetupError

_PACKAGE = Path(__file__).resolve().parents[1]
_SHARED = "fragments.toml"


class RuleError(SetupError):
    """A rule file that cannot be used; the message names file, rule and, where there is one, the example."""


class Example(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A text in which a rule must find exactly ``span``, with the values in ``expect``.

    ``published`` is the publication date that relative and partial dates resolve against.
    """

    text: str
    span: str
    expect: dict[str, Any] = {}
    published: date | None = None


class Rule(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One pattern and what becomes of its groups.

    ``produce`` names the production in code; ``values`` are constants handed to it. ``examples`` and
    ``negatives`` (texts in which the rule finds nothing) are run by ``wartafakta rules check``.
    """

    id: str
    pattern: str
    produce: str
    values: dict[str, Any] = {}
    confidence: float = 0.9
    ignore_case: bool = True
    examples: list[Example] = []
    negatives: list[str] = []


class Context(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A pattern that code holds against the words around a post, a name or the like, and texts that prove it.

    In an example, square brackets enclose what the pattern matches. A pattern with ``$`` sees nothing after the
    closing one, as code shows it nothing after the words that it asks about. In a counter-example they enclose
    what is no match; without brackets nothing in the text is one, nor, for a pattern with ``$``, in what stands
    before any of its words. ``wartafakta rules check`` runs them.
    """

    pattern: str
    examples: list[str] = []
    negatives: list[str] = []


class FragmentFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The schema of ``rules/fragments.toml``: what patterns of any rule file may use as ``{name}``.

    ``lexicons`` names word lists by fragment: ``month = "months"`` makes ``{month}`` any entry of
    ``rules/lexicons/months.txt``.
    """

    fragments: dict[str, str] = {}
    lexicons: dict[str, str] = {}


class RuleFile(FragmentFile, frozen=True, kw_only=True):
    """The schema of a rule file: the rules, contexts by name, and fragments for the patterns of this file."""

    rule: list[Rule]
    context: dict[str, Context] = {}


class CompiledRule(NamedTuple):
    """A rule with its pattern compiled, and its place in the file."""

    rule: Rule
    pattern: re.Pattern[str]
    order: int


class HasSpan(Protocol):
    """Anything with offsets into the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


F = TypeVar("F", bound=HasSpan)
C = TypeVar("C")
N = TypeVar("N", bound=str)
Production = Callable[[Rule, "re.Match[str]"], F | None]


_chosen: Path | None = None


def use_rules(folder: Path) -> None:
    """Read the rules in ``folder`` from now on; what has been read already stays."""
    global _chosen  # noqa: PLW0603 - set once, before the first rule is read
    _chosen = folder


def rules_root() -> Path:
    """The folder of the rules: inside the package when installed from a wheel, beside it in a checkout."""
    if _chosen is not None:
        return _chosen
    inside = _PACKAGE / "rules"
    return inside if inside.is_dir() else _PACKAGE.parent / "rules"


def read_rows(*parts: str) -> Iterator[dict[str, str]]:
    """The rows of a table (CSV) in ``rules/``, by the names of its columns.

    Raises:
        RuleError: it cannot be read, or a row has more or fewer fields than the header names.
    """
    path = rules_root().joinpath(*parts)
    try:
        with path.open(encoding="utf-8", newline="") as source:
            rows = csv.DictReader(source)
            for row in rows:
                if None in row or None in row.values():
                    columns = ",".join(rows.fieldnames or ())
                    raise RuleError(f"{path}, line {rows.line_num}: the columns are {columns}")
                yield row
    except OSError as error:
        raise RuleError(f"{path}: {error.strerror}") from error


def read_toml(path: Path, kind: type[Any]) -> Any:
    """The content of a TOML file, checked against a struct.

    Raises:
        RuleError: the file is missing, is not TOML or does not fit ``kind``; the message names it.
    """
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except FileNotFoundError as error:
        raise RuleError(f"{path}: no such rule file") from error
    except (msgspec.DecodeError, ValueError) as error:
        raise RuleError(f"{path}: {error}") from error


def read_lexicon(name: str) -> tuple[str, ...]:
    """The entries of ``rules/lexicons/NAME.txt``, case-folded, in order; ``#`` starts a comment.

    A line ``+OTHER`` stands for the entries of another word list.
    """
    path = rules_root() / "lexicons" / f"{name}.txt"
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise RuleError(f"{path}: {error.strerror}") from error
    entries: list[str] = []
    for line in lines:
        entry = line.split("#", 1)[0].strip().casefold()
        if entry.startswith("+"):
            entries += read_lexicon(entry[1:])
        elif entry:
            entries.append(entry)
    return tuple(entries)


@cache
def words_in(lexicon: str) -> frozenset[str]:
    """The entries of a word list, or the spellings of a mapping, as a set that is read once."""
    return frozenset(entry.partition("=")[0].strip() for entry in read_lexicon(lexicon))


def read_mapping(name: str) -> dict[str, str]:
    """The entries ``spelling = value`` of ``rules/lexicons/NAME.txt``, spellings case-folded, in order.

    Raises:
        RuleError: the list is missing or an entry has no value; the message names it.
    """
    mapping = {}
    for entry in read_lexicon(name):
        spelling, equals, value = entry.partition("=")
        if not equals:
            raise RuleError(f"lexicon {name}: entry {entry!r} has no value")
        mapping[spelling.strip()] = value.strip()
    return mapping


@cache
def read_numbers(*names: str) -> Mapping[str, int]:
    """The entries of mappings whose values are integers, of all together.

    Raises:
        RuleError: a list is missing or an entry has no value; the message names it.
    """
    entries = chain.from_iterable(read_mapping(name).items() for name in names)
    return {spelling: int(number) for spelling, number in entries}


def alternation(name: str) -> str:
    """A pattern for any entry of a word list (or any spelling of a mapping), the longest first."""
    words = [entry.partition("=")[0].split() for entry in read_lexicon(name)]
    words.sort(key=lambda parts: -len(" ".join(parts)))
    return "|".join(r"\s+".join(map(re.escape, parts)) for parts in words)


@cache
def shared_fragments() -> Mapping[str, str]:
    """What patterns of all rule files may use as ``{name}``, with the fragments inside filled in.

    Raises:
        RuleError: the file cannot be used.
    """
    path = rules_root() / _SHARED
    file: FragmentFile = read_toml(path, FragmentFile)
    fragments = fragments_of(file)
    return {
        name: expand(pattern, fragments, f"{path}: {name}") for name, pattern in fragments.items()
    }


def fragments_of(file: FragmentFile) -> dict[str, str]:
    """The fragments of a file, with those that its word lists make."""
    lists = {fragment: alternation(name) for fragment, name in file.lexicons.items()}
    return {**lists, **file.fragments}


def compile_pattern(
    pattern: str,
    fragments: Mapping[str, str] | None = None,
    where: str = "",
    flags: int = re.VERBOSE | re.IGNORECASE,
) -> re.Pattern[str]:
    """A pattern of a rule file, compiled, with fragments of the file and shared ones filled in.

    Raises:
        RuleError: the pattern is no regular expression, or names a fragment that is not defined; or the file
            has a fragment of the name of a shared one.
    """
    shared = shared_fragments()
    own = fragments or {}
    if twice := own.keys() & shared.keys():
        raise RuleError(f"{where}: the fragment {min(twice)} stands in {_SHARED}, too")
    try:
        return compile_guarded(expand(pattern, {**shared, **own}, where), flags)
    except re.error as error:
        raise RuleError(f"{where}: {error}") from error


_FRAGMENT = re.compile(r"\{([a-z_]+)\}")


def expand(pattern: str, fragments: Mapping[str, str], where: str) -> str:
    """``pattern`` with every ``{name}`` replaced by its fragment, fragments inside fragments too.

    Raises:
        RuleError: a fragment is not defined.
    """

    def fill(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in fragments:
            raise RuleError(f"{where}: no fragment {{{name}}}")
        return f"(?:{expand(fragments[name], fragments, where)})"

    return _FRAGMENT.sub(fill, pattern)


class CompiledContext(NamedTuple):
    """A context with its pattern compiled."""

    context: Context
    pattern: re.Pattern[str]


def compile_contexts(
    entries: Mapping[N, Context], fragments: Mapping[str, str], where: str
) -> dict[N, CompiledContext]:
    """The contexts of a file by name, compiled.

    Raises:
        RuleError: a pattern is no regular expression, or names a fragment that is not defined.
    """
    return {
        name: CompiledContext(
            context, compile_pattern(context.pattern, fragments, f"{where}: context {name}")
        )
        for name, context in entries.items()
    }


def contexts_as(kind: type[C], contexts: Mapping[str, CompiledContext], where: str) -> C:
    """The patterns of ``contexts`` as a ``kind``, which is a dataclass with a field for each.

    Raises:
        RuleError: ``kind`` has a field that is no context, or a context is none of its fields.
    """
    fields = {field.name for field in dataclasses.fields(cast(Any, kind))}
    for name in sorted(fields - contexts.keys()):
        raise RuleError(f"{where}: no context {name}")
    for name in sorted(contexts.keys() - fields):
        raise RuleError(f"{where}: nothing uses the context {name}")
    return kind(**{name: context.pattern for name, context in contexts.items()})


class _Values(dict[str, Any]):
    """The values of a rule; one that a production reads and it lacks is a fault of the rule, and not of a text."""

    def __init__(self, values: dict[str, Any], where: str) -> None:
        super().__init__(values)
        self._where = where

    def __missing__(self, name: str) -> Never:
        raise RuleError(f"{self._where}: lacks a value {name!r} that its production reads")


class RuleSet(Generic[C]):
    """The rules of one file, compiled, in file order, and its contexts as the fields of a ``C``."""

    def __init__(self, path: Path, file: RuleFile, contexts: type[C]) -> None:
        self.path = path
        self.rules: list[CompiledRule] = []
        fragments = fragments_of(file)
        self.compiled_contexts = compile_contexts(file.context, fragments, str(path))
        self.contexts = contexts_as(contexts, self.compiled_contexts, str(path))
        seen: set[str] = set()
        for order, rule in enumerate(file.rule):
            where = f"{path}: rule {rule.id}"
            if rule.id in seen:
                raise RuleError(f"{where}: the id is used twice")
            seen.add(rule.id)
            flags = re.VERBOSE | (re.IGNORECASE if rule.ignore_case else 0)
            pattern = compile_pattern(rule.pattern, fragments, where, flags)
            checked = msgspec.structs.replace(rule, values=_Values(rule.values, where))
            self.rules.append(CompiledRule(checked, pattern, order))
        self._scanner = Scanner([compiled.pattern for compiled in self.rules])

    def find(
        self, text: str, produce: Mapping[str, Production[F]], *, across_lines: bool = False
    ) -> list[F]:
        """What the rules make of ``text``, without overlaps, in order of the text.

        A match lies on one line, or on neighbours that each hold what it needs, unless ``across_lines``.

        Raises:
            RuleError: a rule names a production that ``produce`` does not have, or lacks a group or value that
                its production reads.
        """
        found: list[tuple[int, int, F]] = []
        for compiled, matches in zip(
            self.rules, self._scanner.matches(text, across_lines=across_lines), strict=True
        ):
            production = produce.get(compiled.rule.produce)
            if production is None:
                raise RuleError(
                    f"{self.path}: rule {compiled.rule.id}: no production {compiled.rule.produce!r}"
                )
            for match in matches:
                value = self._value(compiled.rule, production, match)
                if value is not None:
                    found.append((value.start - value.end, compiled.order, value))
        found.sort(key=lambda item: (item[0], item[1], item[2].start))
        return without_overlaps(item[2] for item in found)

    def _value(self, rule: Rule, production: Production[F], match: re.Match[str]) -> F | None:
        """What a production makes of a match.

        Raises:
            RuleError: the pattern lacks a group that the production reads.
        """
        try:
            return production(rule, match)
        except IndexError as error:
            # Any other is a fault that an article brings out, and must not stop the others.
            if str(error) != "no such group":
                raise
            raise RuleError(
                f"{self.path}: rule {rule.id}: lacks a named group that production {rule.produce!r} reads"
            ) from error


def without_overlaps(ranked: Iterable[F]) -> list[F]:
    """The best of overlapping values, in order of the text; ``ranked`` comes best first."""
    taken: list[F] = []
    starts: list[int] = []
    for value in ranked:
        place = bisect_right(starts, value.start)
        after_last = place == 0 or taken[place - 1].end <= value.start
        before_next = place == len(taken) or value.end <= starts[place]
        if after_last and before_next:
            taken.insert(place, value)
            starts.insert(place, value.start)
    return taken


@dataclasses.dataclass(frozen=True, slots=True)
class NoContexts:
    """What a file without contexts has of them."""


@overload
def load_ruleset(name: str, contexts: type[C]) -> RuleSet[C]: ...
@overload
def load_ruleset(name: str) -> RuleSet[NoContexts]: ...
def load_ruleset(name: str, contexts: type[Any] = NoContexts) -> RuleSet[Any]:
    """The compiled rules of ``rules/NAME.toml``, read once.

    ``contexts`` is the dataclass with a field for each context of the file.

    Raises:
        RuleError: the file cannot be used, or has other contexts than ``contexts``.
    """
    return _load_ruleset(name, contexts)  # type: ignore[arg-type]  # classes are hashable


@cache
def _load_ruleset(name: str, contexts: type) -> RuleSet[Any]:
    path = rules_root() / f"{name}.toml"
    return RuleSet(path, read_toml(path, RuleFile), contexts)
