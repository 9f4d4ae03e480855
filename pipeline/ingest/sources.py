"""Files to input records: walk a folder and open what is packed; :mod:`pipeline.ingest.records` splits the rest.

Nothing here looks into the language of an article. What comes out is a :class:`~pipeline.ingest.raw.Raw` for every
input record and a :class:`~pipeline.types.Reject` for everything that gives none, in an order that depends on
names alone. Memory holds one record and one folder listing at a time.

Read: ``.txt``, ``.html``/``.htm``, ``.json``, ``.jsonl``/``.ndjson``, ``.csv``, ``.parquet``, each also
gzipped (``.gz``), and ``.zip`` of any of these. Left out without a word: hidden files and folders and what
operating systems and editors drop (:data:`DROPPINGS`). Anything else is a reject, ``unsupported``.
"""

from __future__ import annotations

import gzip
import io
import math
import os
import stat
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import IO, Literal, cast

from pipeline.ingest.compressed import BUFFER_BYTES, DAMAGE, bomb_message, unpacked
from pipeline.ingest.raw import DEFAULTS, Limits, Raw, Reason, RejectError, too_large
from pipeline.ingest.records import records
from pipeline.types import Reject

StrPath = str | os.PathLike[str]

DROPPINGS = frozenset({"thumbs.db", "desktop.ini", "__macosx", "_success"})
_FORMATS: Mapping[str, str] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".csv": "table",
    ".parquet": "parquet",
    ".zip": "zip",
}
# The formats of which a file is one article.
_SINGLE = frozenset({"text", "html"})
# Names are asked about again when their articles get ids; at most this many inputs are on the way.
_REMEMBERED = 4096
_SUPPORTED = "txt, html, json, jsonl, csv, parquet, each also as .gz, and zip"


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that has not changed for so long that it need not be read; ``read`` reads it all the same."""

    source_path: str
    read: Callable[[], Iterator[Raw | Reject]]


def read(path: Path, limits: Limits = DEFAULTS) -> Iterator[Raw | Reject]:
    """Every input record under ``path`` (a file or a folder), or the reason why there is none.

    Paths in the results are relative to the folder, with ``/``; the name alone for a single file.

    Raises:
        FileNotFoundError: ``path`` does not exist.
    """
    for item in read_since(path, limits, -math.inf):
        if isinstance(item, Unread):
            yield from item.read()
        else:
            yield item


def read_since(path: Path, limits: Limits, since: float) -> Iterator[Raw | Reject | Unread]:
    """As :func:`read`, but a file last modified before ``since`` (seconds since 1970) is left unread.

    Raises:
        FileNotFoundError: ``path`` does not exist.
    """
    if not path.exists():
        raise FileNotFoundError(f"{path}: no such file or folder")
    root = path.resolve()
    if root.is_dir():
        yield from _folder(root, "", root, limits, since)
    else:
        yield from _file(root, printable(path.name), limits, since)


def count(path: Path) -> int | None:
    """How many inputs lie under ``path``, by their names alone; ``None`` where a file may hold many.

    Raises:
        FileNotFoundError: ``path`` does not exist.
    """
    total = 0
    for item in read_since(path, DEFAULTS, math.inf):
        if isinstance(item, Unread) and _kind(item.source_path)[0] not in _SINGLE:
            return None
        total += 1
    return total


def printable(name: str) -> str:
    """A file name that can be written as UTF-8, bytes of other encodings escaped."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _is_dropping(name: str) -> bool:
    return name.startswith((".", "~$")) or name.casefold() in DROPPINGS


def _folder(
    folder: StrPath, above: str, root: Path, limits: Limits, since: float
) -> Iterator[Raw | Reject | Unread]:
    """What lies in a folder; ``above`` is its path in the results, with a slash at the end."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=attrgetter("name"))
    except OSError as error:
        yield Reject(above[:-1] or ".", None, "unreadable", _os_message("The folder", error))
        return
    for entry in entries:
        if _is_dropping(entry.name):
            continue
        shown = above + printable(entry.name)
        try:
            refused = _refuse_link(Path(entry.path), root) if entry.is_symlink() else None
            if refused is None and entry.is_dir():
                # A link to a folder inside the input would only bring the same files again, or a circle.
                if not entry.is_symlink():
                    yield from _folder(entry.path, f"{shown}/", root, limits, since)
                continue
        except OSError as error:
            refused = "unreadable", _os_message("The file", error)
        if refused is not None:
            yield Reject(shown, None, *refused)
        else:
            yield from _file(entry.path, shown, limits, since)


def _refuse_link(path: Path, root: Path) -> tuple[Reason, str] | None:
    """Why the symbolic link is not followed, or ``None`` when it may be."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return "unreadable", "The symbolic link points to a file that does not exist."
    if target.is_relative_to(root):
        return None
    return "outside_folder", "The symbolic link points out of the input folder; it is not followed."


def _os_message(what: str, error: OSError) -> str:
    return f"{what} cannot be read: {error.strerror or error}."


def _file(
    path: StrPath, shown: str, limits: Limits, since: float
) -> Iterator[Raw | Reject | Unread]:
    try:
        status = os.stat(path)
    except OSError as error:
        yield Reject(shown, None, "unreadable", _os_message("The file", error))
        return
    if not stat.S_ISREG(status.st_mode):
        yield Reject(shown, None, "unsupported", "This is a device or a pipe, not a file.")
    elif _kind(shown)[0] is None:
        yield _unsupported(shown)
    elif status.st_mtime < since:
        yield Unread(shown, partial(_read, path, shown, status.st_size, limits))
    else:
        yield from _read(path, shown, status.st_size, limits)


def _read(path: StrPath, shown: str, size: int, limits: Limits) -> Iterator[Raw | Reject]:
    try:
        with open(path, "rb", BUFFER_BYTES) as opened:
            yield from _stream(cast("io.BufferedReader", opened), shown, size, limits)
    except OSError as error:
        yield Reject(shown, None, "unreadable", _os_message("The file", error))


def _unsupported(shown: str) -> Reject:
    ending = PurePosixPath(shown).suffix
    what = f"Files ending in {ending}" if ending else "Files without an ending"
    return Reject(shown, None, "unsupported", f"{what} are not read; supported are {_SUPPORTED}.")


def stem_of(source_path: str) -> str:
    """The name of a file without its endings."""
    return _kind(source_path)[1]


@lru_cache(_REMEMBERED)
def _kind(shown: str) -> tuple[str | None, str, bool]:
    """The format of a file by its name, its stem, and whether it is gzipped."""
    stem, ending = os.path.splitext(shown.rpartition("/")[2])
    zipped = ending.casefold() == ".gz"
    if zipped:
        stem, ending = os.path.splitext(stem)
    kind = _FORMATS.get(ending.casefold())
    return (None if zipped and kind == "zip" else kind), stem, zipped


def _stream(
    stream: io.BufferedReader, shown: str, packed_size: int, limits: Limits
) -> Iterator[Raw | Reject]:
    """The records of one open file; trouble while reading it becomes its last reject."""
    kind, _, zipped = _kind(shown)
    record: int | None = None
    try:
        if packed_size == 0:
            raise RejectError("empty", "The file is empty.")
        if zipped:
            stream = unpacked(gzip.GzipFile(fileobj=stream), packed_size, limits)
        if kind == "zip":
            yield from _zip(stream, shown, limits)
            return
        if kind in _SINGLE:
            raw_kind: Literal["text", "html"] = "text" if kind == "text" else "html"
            yield Raw(shown, None, _whole(stream, packed_size, limits), raw_kind)
            return
        for item in records(stream, shown, str(kind), limits):
            record = item.record
            yield item
    except RejectError as rejected:
        yield Reject(shown, None, rejected.reason, rejected.message)
    except EOFError:
        after = f" after record {record}" if record else ""
        yield Reject(shown, None, "truncated", f"The compressed data ends too early{after}.")
    except DAMAGE as error:
        yield Reject(shown, None, "malformed_file", f"The compressed data is damaged: {error}.")
    except OSError as error:
        yield Reject(shown, None, "unreadable", _os_message("The file", error))


def _whole(stream: IO[bytes], likely: int, limits: Limits) -> bytes:
    """The content of a file of one article, which is ``likely`` bytes long unless it is packed or still grows."""
    # Room for the most that it may be would cost more than reading it.
    data = stream.read(min(likely, limits.article_bytes) + 1)
    if likely < len(data) <= limits.article_bytes:
        data += stream.read(limits.article_bytes + 1 - len(data))
    if len(data) > limits.article_bytes:
        raise RejectError("too_large", too_large("The file", limits))
    return data


def _zip(stream: IO[bytes], shown: str, limits: Limits) -> Iterator[Raw | Reject]:
    with zipfile.ZipFile(stream) as archive:
        members = sorted(archive.infolist(), key=lambda member: member.filename)
        total = sum(member.file_size for member in members)
        if total > limits.archive_bytes:
            raise RejectError("zip_bomb", bomb_message(limits))
        files = [member for member in members if not _skipped_member(member)]
        if not files:
            raise RejectError("empty", "The archive holds no files.")
        for member in files:
            yield from _member(archive, member, f"{shown}/{printable(member.filename)}", limits)


def _skipped_member(member: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(member.filename).parts
    # Not ZipInfo.is_dir, which fails on a member without a name.
    return member.filename.endswith("/") or any(
        _is_dropping(part) for part in parts if part != ".."
    )


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, shown: str, limits: Limits
) -> Iterator[Raw | Reject]:
    refused = _refuse_member(member, limits)
    if refused is not None:
        yield Reject(shown, None, *refused)
        return
    if _kind(shown)[0] in (None, "zip"):
        yield _unsupported(shown)
        return
    try:
        with archive.open(member) as opened:
            packed = cast("zipfile.ZipExtFile", opened)
            content = unpacked(packed, member.compress_size, limits)
            yield from _stream(content, shown, member.file_size, limits)
    except (RuntimeError, OSError, EOFError, *DAMAGE) as error:
        yield Reject(shown, None, "unreadable", f"The archive member cannot be opened: {error}.")


def _refuse_member(member: zipfile.ZipInfo, limits: Limits) -> tuple[Reason, str] | None:
    """Why the archive member is not opened, or ``None`` when it may be."""
    name = PurePosixPath(member.filename.replace("\\", "/"))
    if not name.parts:
        return "malformed_file", "The archive member has no name."
    if name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
        return "outside_folder", "The name of the archive member points out of the archive."
    if stat.S_ISLNK(member.external_attr >> 16):
        return "outside_folder", "The archive member is a symbolic link; it is not followed."
    if member.flag_bits & 0x1:
        return "unreadable", "The archive member is protected by a password."
    allowed = max(limits.ratio_floor, member.compress_size * limits.ratio)
    if member.file_size > allowed:
        return "zip_bomb", bomb_message(limits)
    return None
