"""A run: from folders of news to a folder of tables, extracting only what no run before has.

The batches of inputs go through these steps, each a generator of batches, in the order of the inputs::

    read      records and their content hashes; what the store knows of them
    build     articles of the records it does not know          (by the runner)
    name      ids and copies, which depend on all inputs before
    extract   facts of the articles the store does not have      (by the runner)
    load      rows of known and new articles into tables and store

:mod:`pipeline.runs.work` says what the runner's two steps do, :mod:`pipeline.runs.runners` who does them.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain, islice
from math import inf
from pathlib import Path
from time import monotonic
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.ingest.articles import Ids, content_hash, id_of_file
from pipeline.ingest.raw import DEFAULTS, Raw
from pipeline.ingest.sources import Unread, read_since
from pipeline.runs.copies import Copies
from pipeline.runs.fingerprint import versions
from pipeline.runs.history import held_memory, record
from pipeline.runs.packs import Pack, Packed, unpack
from pipeline.runs.runners import Runner, Work, serial
from pipeline.runs.store import Done, Input, Refused, Store
from pipeline.runs.work import (
    FAULTS,
    Built,
    Failure,
    build_batch,
    extract_batch,
    lost_article,
    lost_record,
)
from pipeline.tables.loader import STATE, Loader, current_run
from pipeline.tables.rows import Tables, reject_rows
from pipeline.types import Article, InputError, Reject, TaggerName

# Inputs that are looked up in the store at once; this many new ones, or that many in all, go together.
BATCH = 64
MOST_IN_BATCH = 16 * BATCH
# Batches between two looks at the memory.
_LOOK_EVERY = 8
# Rejects of each reason that a summary shows.
SHOWN = 3

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a run treats what it finds.

    ``tagger`` is the one whose names the rules read beside the text.
    ``fresh`` extracts everything anew. ``keep_vanished`` keeps the rows of articles that are no longer among the
    inputs. ``skip_copies`` extracts no facts of copies. ``since`` (seconds since 1970) takes over, unread, files
    that were not modified after it. ``keep_runs`` is how many runs before this one stay on disk. ``allow_empty``
    lets inputs that hold nothing at all empty the tables.
    """

    tagger: TaggerName = "onnx"
    fresh: bool = False
    keep_vanished: bool = False
    skip_copies: bool = False
    since: float | None = None
    keep_runs: int = 1
    allow_empty: bool = False


@dataclass
class Summary:
    """What a run has done so far.

    Of the inputs ``read``, ``new`` ones are new or changed and ``known`` ones were extracted or refused by an
    earlier run; the others could not be read. ``copies`` are articles, ``rows_of_copies`` their rows by table,
    ``undated`` articles without a date of publication by their file, ``renamed`` new articles whose id another had
    first, ``new_rejects`` rejects that the run before did not have, ``rejects`` the first few of each reason.
    ``memory`` is the most, in MiB, that the run was seen to hold.
    """

    read: int = 0
    new: int = 0
    known: int = 0
    vanished: int = 0
    copies: int = 0
    undated: Counter[str] = field(default_factory=Counter)
    renamed: int = 0
    new_rejects: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    rows_of_copies: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    rejects: dict[str, list[Reject]] = field(default_factory=dict)
    memory: float = 0.0
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    clock: float = field(default_factory=monotonic)

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return monotonic() - self.clock

    @property
    def extracted(self) -> int:
        return self.rows["articles"]

    @property
    def done(self) -> int:
        """Inputs that became an article or a reject."""
        return self.extracted + self.rejected.total()

    def add(self, tables: Tables, rejects: Iterable[Reject]) -> None:
        """Count the rows of one batch."""
        self.rows.update({name: table.num_rows for name, table in tables.items()})
        if "articles" in tables:
            articles = tables["articles"]
            undated = articles.filter(articles["published_date"].is_null())
            self.undated.update(map(str, undated["source_path"].to_pylist()))
        for reject in rejects:
            self.rejected[reject.reason] += 1
            shown = self.rejects.setdefault(reject.reason, [])
            if len(shown) < SHOWN:
                shown.append(reject)


@dataclass(slots=True)
class Item:
    """One input on its way through a run: first ``raw``, then what is known or made of it."""

    root: int
    source_path: str
    record: int | None
    content: bytes | None = None
    raw: Raw | None = None
    done: Done | None = None
    reject: Reject | None = None
    built: Built | None = None
    article_id: str = ""
    duplicate_of: str | None = None

    @property
    def minhash(self) -> bytes:
        made = self.done or self.built
        assert made is not None
        return made.minhash

    @property
    def own_id(self) -> str:
        """The id that the article would have if it were the only one."""
        if self.built is not None:
            return self.built.article.article_id
        assert self.done is not None
        return id_of_file(self.source_path) if self.record is None else self.done.own_id

    def refuse(self, reason: str, message: str) -> None:
        self.reject = Reject(self.source_path, self.record, reason, message)

    def as_input(self) -> Input:
        """What the store notes of it."""
        if self.content is None and self.reject is not None:
            why = self.reject.reason, self.reject.message
            return Input(self.root, self.source_path, self.record, None, *why)
        return Input(self.root, self.source_path, self.record, self.content)


Batch = list[Item]


def run(
    news: Sequence[Path],
    out: Path,
    runner: Runner = serial,
    watch: Callable[[Summary], None] = lambda _summary: None,
    options: Options | None = None,
) -> Summary:
    """Extract every article under ``news`` into the tables in ``out``, all at once at the end.

    ``watch`` is called after every batch.

    Raises:
        RuleError: a rule file cannot be used.
        ModelError: the tagger's model cannot be used.
        InputError: there is no article at all, though the run before had some.
        LoadError, OSError: the tables cannot be written, or those of the run before cannot be read; these are
            unharmed.
    """
    options = options or Options()
    running = versions(options.tagger)
    summary = Summary()
    with ExitStack() as stack:
        loader = stack.enter_context(Loader(out, options.keep_runs, running.fingerprint.hex()))
        store = Store(
            loader.folder,
            running.fingerprint,
            loader.number,
            loader.before,
            skip_copies=options.skip_copies,
        )
        stack.enter_context(store)
        if options.fresh:
            store.clear()
        items = _changed(_items(news, store, options.since), store)
        if items is None:
            _repeat(store, loader, summary)
            watch(summary)
        else:
            copies = stack.enter_context(Copies())
            batches = _gathered(_read(items, store, options, summary))
            batches = _build(batches, runner)
            batches = _name(batches, store, copies)
            for number, (batch, results) in enumerate(_extract(batches, runner, options)):
                _load(batch, results, store, loader, options, summary)
                if number % _LOOK_EVERY == 0:
                    summary.memory = max(summary.memory, held_memory())
                watch(summary)
        summary.memory = max(summary.memory, held_memory())
        if not summary.extracted and summary.vanished and not options.allow_empty:
            reasons = ", ".join(f"{n:,} {reason}" for reason, n in summary.rejected.most_common())
            raise InputError(
                f"there is no article in {', '.join(map(str, news))} (rejected: {reasons or 'nothing'}), of"
                f" which the tables have {summary.vanished:,}; --allow-empty takes them out"
            )
        if summary.read != summary.done:
            raise RuntimeError(f"{summary.read} inputs read, {summary.done} accounted for")
        loader.commit(record(loader.number, summary, running))
        store.prune()
    return summary


def preview(news: Sequence[Path], out: Path, options: Options | None = None) -> Summary:
    """What a run would find, without doing it: inputs, those known, rejects so far, the vanished.

    Raises:
        RuleError: a rule file cannot be used.
        OSError: the store cannot be read.
    """
    options = options or Options()
    summary = Summary()
    # To a fresh run nothing is known: there is no run 0, and no record has this fingerprint.
    before = 0 if options.fresh else current_run(out)
    fingerprint = b"" if options.fresh else versions(options.tagger).fingerprint
    store = Store(out / STATE, fingerprint, before + 1, before, preview=True)
    with store:
        for batch in _read(_items(news, store, options.since), store, options, summary):
            summary.add({}, [item.reject for item in batch if item.reject is not None])
    return summary


# --- Read -----------------------------------------------------------------------------------------


def _changed(items: Iterator[Item], store: Store) -> Iterator[Item] | None:
    """All the items, or ``None`` where they are those of the run before, so that its tables stand.

    Those before the first change come as the run before noted them, so that they need not be held meanwhile.
    """
    before = store.noted_before()
    same = 0
    first: list[Item] = []
    for item in items:
        if item.as_input() != next(before, None):
            first = [item]
            break
        same += 1
    if same and not first and next(before, None) is None:
        return None
    return chain(map(_item, islice(store.noted_before(), same)), first, items)


def _repeat(store: Store, loader: Loader, summary: Summary) -> None:
    """Take over what the run before wrote."""
    summary.read, summary.known = store.note_again()
    tables = loader.repeat()
    summary.add(tables, (Reject(**row) for row in tables["rejects"].to_pylist()))
    articles = tables["articles"]
    copies = [
        str(copy) for copy in articles.filter(articles["duplicate_of"].is_valid())["article_id"]
    ]
    _count_copies(copies, tables, summary)


def _read(
    items: Iterable[Item], store: Store, options: Options, summary: Summary
) -> Iterator[Batch]:
    for batch in _batches(items):
        _look_up(batch, store, summary)
        yield batch
    vanished = store.vanished()
    summary.vanished = len(vanished)
    if options.keep_vanished:
        for batch in _batches(map(_item, vanished)):
            _look_up(batch, store, summary, outdated=True)
            yield batch


def _gathered(batches: Iterable[Batch]) -> Iterator[Batch]:
    """Batches joined until they hold enough new inputs to be worth a runner's turn: most nights have few."""
    joined: Batch = []
    new = 0
    for batch in batches:
        joined += batch
        new += sum(item.raw is not None for item in batch)
        if new >= BATCH or len(joined) >= MOST_IN_BATCH:
            yield joined
            joined, new = [], 0
    if joined:
        yield joined


def _items(news: Sequence[Path], store: Store, since: float | None) -> Iterator[Item]:
    for root, path in enumerate(news):
        for source in read_since(path, DEFAULTS, -inf if since is None else since):
            if not isinstance(source, Unread):
                yield _item_of(root, source)
            elif before := store.inputs_of(root, source.source_path):
                yield from map(_item, before)
            else:
                yield from (_item_of(root, each) for each in source.read())


def _item_of(root: int, source: Raw | Reject) -> Item:
    """A record, or why there is none, as it was read."""
    if isinstance(source, Reject):
        return Item(root, source.source_path, source.record, reject=source)
    return Item(root, source.source_path, source.record, content_hash(source), source)


def _item(noted: Input) -> Item:
    """An input that is taken over from the run before."""
    item = Item(noted.root, noted.source_path, noted.record, noted.content)
    if noted.reason is not None:
        item.refuse(noted.reason, noted.message or "")
    return item


def _look_up(batch: Batch, store: Store, summary: Summary, *, outdated: bool = False) -> None:
    """Fill in what the store knows of a batch, and note there that it was read."""
    store.note(item.as_input() for item in batch)
    contents = {item.content for item in batch if item.content is not None}
    known = store.find(list(contents), outdated=outdated)
    for item in batch:
        found = known.get(item.content) if item.content is not None else None
        if isinstance(found, Done):
            item.done, item.raw = found, None
        elif found is not None:
            item.refuse(found.reason, found.message)
            item.raw = None
        summary.known += found is not None
        summary.new += item.raw is not None
    summary.read += len(batch)


# --- Build ----------------------------------------------------------------------------------------


def _build(batches: Iterable[Batch], runner: Runner) -> Iterator[Batch]:
    def unknown(batch: Batch) -> list[Raw]:
        return [item.raw for item in batch if item.raw is not None]

    for batch, results in _mapped(runner, build_batch, batches, unknown, lost_record):
        built = iter(results)
        for item in batch:
            if item.raw is not None:
                made = next(built)
                if isinstance(made, Built):
                    item.built = made
                else:
                    item.reject = made
        yield batch


# --- Name -----------------------------------------------------------------------------------------


def _name(batches: Iterable[Batch], store: Store, copies: Copies) -> Iterator[Batch]:
    ids = Ids()
    for batch in batches:
        articles = [item for item in batch if item.reject is None]
        for item in articles:
            text = partial(_text, item, store)
            item.article_id = ids.own(item.own_id, item.source_path, text)
        originals = copies.originals_of([(item.article_id, item.minhash) for item in articles])
        for item, original in zip(articles, originals, strict=True):
            item.duplicate_of = original
        yield batch


def _text(item: Item, store: Store) -> str:
    if item.built is not None:
        return item.built.article.text
    assert item.done is not None
    return store.pack(item.done.pack).text(item.done.article_id)


# --- Extract --------------------------------------------------------------------------------------


def _extract(
    batches: Iterable[Batch], runner: Runner, options: Options
) -> Iterator[tuple[Batch, list[Tables | Failure]]]:
    def new(batch: Batch) -> list[Article]:
        return [
            replace(item.built.article, article_id=item.article_id, duplicate_of=item.duplicate_of)
            for item in batch
            if item.built is not None
        ]

    work = partial(extract_batch, skip_copies=options.skip_copies, tagger=options.tagger)
    return _mapped(runner, work, batches, new, lost_article)


# --- Load -----------------------------------------------------------------------------------------


def _load(
    batch: Batch,
    results: Iterable[Tables | Failure],
    store: Store,
    loader: Loader,
    options: Options,
    summary: Summary,
) -> None:
    """Write the rows of a batch, and keep in the store what is new."""
    packs, failures = _by_article(results)
    loaded: list[Packed] = []
    kept: list[Packed] = []
    records = []
    for item in batch:
        if failure := failures.get(item.article_id) if item.built is not None else None:
            item.refuse(failure.reason, failure.message)
        if item.reject is not None:
            continue
        pack, stored_id = (
            (store.pack(item.done.pack), item.done.article_id)
            if item.done is not None
            else (packs[item.article_id], item.article_id)
        )
        skipped = options.skip_copies and item.duplicate_of is not None
        row = Packed(pack, stored_id, item.article_id, item.source_path, item.duplicate_of)
        loaded.append(replace(row, with_facts=False) if skipped else row)
        is_new = item.done is None and not skipped
        summary.renamed += item.done is None and item.article_id != item.own_id
        if item.content is not None and (
            is_new or (item.done is not None and store.is_small(item.done.pack))
        ):
            kept.append(row)
            records.append((item.article_id, item.content, item.own_id, item.minhash))
    tables = unpack(loaded)
    rejects = [item.reject for item in batch if item.reject is not None]
    tables["rejects"] = reject_rows(rejects)
    loader.write(tables)
    if kept:
        store.add(tables if kept == loaded else unpack(kept), records)
    store.refuse(
        (item.content, Refused(item.reject.reason, item.reject.message))
        for item in batch
        if item.reject is not None
        and item.raw is not None
        and item.content is not None
        and item.reject.reason not in FAULTS
    )
    summary.add(tables, rejects)
    summary.new_rejects += sum(_is_new_reject(item, store) for item in batch)
    copies = [each.article_id for each in loaded if each.duplicate_of is not None]
    _count_copies(copies, tables, summary)


def _is_new_reject(item: Item, store: Store) -> bool:
    """True for a reject that the run before did not have."""
    if item.reject is None or item.content is not None:
        return item.reject is not None and item.raw is not None
    return not store.inputs_of(item.root, item.source_path)


def _by_article(
    results: Iterable[Tables | Failure],
) -> tuple[dict[str, Pack], dict[str, Failure]]:
    """The new packs and the failures, by the ids of their articles."""
    packs: dict[str, Pack] = {}
    failures: dict[str, Failure] = {}
    for result in results:
        if isinstance(result, Failure):
            failures[result.article_id] = result
        else:
            pack = Pack(result)
            packs.update(dict.fromkeys(pack.numbers, pack))
    return packs, failures


def _count_copies(copies: Sequence[str], tables: Tables, summary: Summary) -> None:
    summary.copies += len(copies)
    for name, table in tables.items():
        if copies and "article_id" in table.schema.names:
            is_copy = pc.is_in(table["article_id"], value_set=pa.array(copies))
            summary.rows_of_copies[name] += int(is_copy.to_numpy().sum())


# --- Batches --------------------------------------------------------------------------------------


def _mapped(
    runner: Runner,
    work: Work[T, R],
    batches: Iterable[Batch],
    part: Callable[[Batch], list[T]],
    lost: Callable[[T], R],
) -> Iterator[tuple[Batch, list[R]]]:
    """Every batch with what the runner makes of a part of it; runners read a few batches ahead."""
    ahead: deque[Batch] = deque()

    def parts() -> Iterator[list[T]]:
        for batch in batches:
            ahead.append(batch)
            yield part(batch)

    for results in runner(work, parts(), lost):
        yield ahead.popleft(), results


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    items = iter(items)
    while batch := list(islice(items, BATCH)):
        yield batch
