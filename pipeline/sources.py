"""Files to input records: walk a folder, open what is packed, split what holds many articles.

Nothing here looks into the language of an article. What comes out is a :class:`Raw` for every input record and
a :class:`~pipeline.types.Reject` for everything that gives none, in an order that depends on names alone.
Memory holds one record and one folder listing at a time.

Read: ``.txt``, ``.html``/``.htm``, ``.jsonl``/``.ndjson``, ``.csv``, ``.parquet``, each also with ``.gz``
behind, and ``.zip`` of any of these. Left out without a word: hidden files and folders and what operating
systems and editors drop (:data:`DROPPINGS`). Anything else is a reject, ``unsupported``.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import os
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import IO, Literal, cast, get_args

import msgspec

from pipeline.decode import DecodeError, decode_line, sniff_encoding
from pipeline.rules import read_toml, rules_root
from pipeline.types import Reject

Reason = Literal[
    "empty",  # nothing in the file, the record or its text
    "binary",  # bytes or characters that are no text
    "truncated",  # compressed data that ends too early
    "malformed_file",  # damaged gzip, zip or Parquet; a table without a text column
    "malformed_json",  # a line that is not JSON
    "malformed_record",  # JSON that is no object, a row that does not fit, a record without text
    "no_article",  # markup or boilerplate without an article in it
    "not_indonesian",  # another language
    "too_large",  # over the limit for one article
    "zip_bomb",  # compressed data that unpacks to far more than news does
    "outside_folder",  # a link or an archive member that points out of the input folder
    "unreadable",  # no permission, a broken link, a password, a device error
    "unsupported",  # a kind of file that is not read
]
"""Why an input gave no article: the closed set of codes in ``outputs/rejects``."""

REASONS: tuple[str, ...] = get_args(Reason)

MEBIBYTE = 1 << 20
DROPPINGS = frozenset({"thumbs.db", "desktop.ini", "__macosx", "_success"})
_FORMATS: Mapping[str, str] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".csv": "table",
    ".parquet": "parquet",
    ".zip": "zip",
}
_SUPPORTED = "txt, html, jsonl, ndjson, csv, parquet, each also as .gz, and zip"
_DELIMITERS = (",", ";", "\t", "|")
_PARQUET_ROWS = 64
_SAMPLE_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one input; what goes over is a reject and never stops the run.

    ``article_bytes`` bounds one file or record as it is stored, ``article_characters`` the text in it,
    ``archive_bytes`` what one archive unpacks to. ``ratio`` is how many bytes one compressed byte may become,
    once ``ratio_floor`` bytes have come out. ``seconds`` is how long building or extracting may take.
    """

    article_bytes: int = 8 * MEBIBYTE
    article_characters: int = 200_000
    archive_bytes: int = 4096 * MEBIBYTE
    ratio: int = 200
    ratio_floor: int = MEBIBYTE
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Raw:
    """One input record as it stood in its file.

    ``record`` is its number in a file that holds many (from 1), else ``None``; ``stem`` is the name of the file
    without its endings.
    """

    source_path: str
    record: int | None
    stem: str
    content: bytes | Mapping[str, object]
    kind: Literal["text", "html", "record"]


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that has not changed for so long that it need not be read; ``read`` reads it all the same."""

    source_path: str
    read: Callable[[], Iterator[Raw | Reject]]


class RecordFields(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Usual spellings of each field of a record, the likeliest first; see ``rules/record_fields.toml``."""

    id: list[str]
    url: list[str]
    title: list[str]
    published: list[str]
    text: list[str]
    author: list[str]
    editor: list[str]
    outlet: list[str]


class RejectError(Exception):
    """An input gives no article (or no further one), for this reason."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


@cache
def record_fields() -> RecordFields:
    """The spellings of ``rules/record_fields.toml``."""
    fields: RecordFields = read_toml(rules_root() / "record_fields.toml", RecordFields)
    return fields


def field_key(name: str) -> str:
    """A field name as it is compared: case, underscores, hyphens, dots and spaces do not count."""
    return "".join(character for character in name.casefold() if character.isalnum())


def standard_fields(record: Mapping[str, object]) -> dict[str, object]:
    """The fields of ``record`` under their standard names; empty ones are left out."""
    by_key = {field_key(str(name)): value for name, value in record.items() if name is not None}
    found: dict[str, object] = {}
    for standard, spellings in msgspec.structs.asdict(record_fields()).items():
        for spelling in spellings:
            value = by_key.get(field_key(spelling))
            if not _is_missing(value):
                found[standard] = value
                break
    return found


def _is_missing(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip() or value.strip().casefold() in {"nan", "null", "none"}
    return value is None or (isinstance(value, float) and math.isnan(value))


def read(path: Path, limits: Limits | None = None) -> Iterator[Raw | Reject]:
    """Every input record under ``path`` (a file or a folder), or the reason why there is none.

    Paths in the results are relative to the folder, with ``/``; the name alone for a single file.

    Raises:
        FileNotFoundError: ``path`` does not exist.
    """
    for item in read_since(path, limits or Limits(), -math.inf):
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
        yield from _folder(root, PurePosixPath(), root, limits, since)
    else:
        yield from _file(root, printable(path.name), limits, since)


def printable(name: str) -> str:
    """A file name that can be written as UTF-8, bytes of other encodings escaped."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _is_dropping(name: str) -> bool:
    return name.startswith((".", "~$")) or name.casefold() in DROPPINGS


def _folder(
    folder: Path, relative: PurePosixPath, root: Path, limits: Limits, since: float
) -> Iterator[Raw | Reject | Unread]:
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError as error:
        yield Reject(str(relative), None, "unreadable", _os_message("The folder", error))
        return
    for name in names:
        if _is_dropping(name):
            continue
        path, shown = folder / name, relative / printable(name)
        try:
            refused = _refuse_link(path, root) if path.is_symlink() else None
            if refused is None and path.is_dir():
                # A link to a folder inside the input would only bring the same files again, or a circle.
                if not path.is_symlink():
                    yield from _folder(path, shown, root, limits, since)
                continue
        except OSError as error:
            refused = "unreadable", _os_message("The file", error)
        if refused is not None:
            yield Reject(str(shown), None, *refused)
        else:
            yield from _file(path, str(shown), limits, since)


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


def _file(path: Path, shown: str, limits: Limits, since: float) -> Iterator[Raw | Reject | Unread]:
    try:
        status = path.stat()
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


def _read(path: Path, shown: str, size: int, limits: Limits) -> Iterator[Raw | Reject]:
    try:
        with path.open("rb", _SAMPLE_BYTES) as stream:
            yield from _stream(stream, shown, size, limits)
    except OSError as error:
        yield Reject(shown, None, "unreadable", _os_message("The file", error))


def _unsupported(shown: str) -> Reject:
    ending = PurePosixPath(shown).suffix
    what = f"Files ending in {ending}" if ending else "Files without an ending"
    return Reject(shown, None, "unsupported", f"{what} are not read; supported are {_SUPPORTED}.")


def stem_of(source_path: str) -> str:
    """The name of a file without its endings."""
    return _kind(source_path)[1]


@lru_cache(maxsize=1024)
def _kind(shown: str) -> tuple[str | None, str, bool]:
    """The format of a file by its name, its stem, and whether it is gzipped."""
    name = PurePosixPath(shown)
    zipped = name.suffix.casefold() == ".gz"
    if zipped:
        name = name.with_suffix("")
    kind = _FORMATS.get(name.suffix.casefold())
    return (None if zipped and kind == "zip" else kind), name.stem, zipped


def _stream(
    stream: IO[bytes], shown: str, packed_size: int, limits: Limits
) -> Iterator[Raw | Reject]:
    """The records of one open file; trouble while reading it becomes its last reject."""
    kind, stem, zipped = _kind(shown)
    record: int | None = None
    try:
        if packed_size == 0:
            raise RejectError("empty", "The file is empty.")
        if zipped:
            stream = _unpacked(gzip.GzipFile(fileobj=stream), packed_size, limits)
        if kind == "zip":
            yield from _zip(stream, shown, limits)
            return
        if kind in ("text", "html"):
            yield _single(stream, shown, stem, "text" if kind == "text" else "html", limits)
            return
        for item in _records(stream, shown, stem, str(kind), limits):
            record = item.record
            yield item
    except RejectError as rejected:
        yield Reject(shown, None, rejected.reason, rejected.message)
    except DecodeError as error:
        yield Reject(shown, None, error.reason, str(error))
    except EOFError:
        after = f" after record {record}" if record else ""
        yield Reject(shown, None, "truncated", f"The compressed data ends too early{after}.")
    except _DAMAGE as error:
        yield Reject(shown, None, "malformed_file", f"The compressed data is damaged: {error}.")
    except OSError as error:
        yield Reject(shown, None, "unreadable", _os_message("The file", error))


def _single(
    stream: IO[bytes], shown: str, stem: str, kind: Literal["text", "html"], limits: Limits
) -> Raw:
    data = stream.read(limits.article_bytes + 1)
    if len(data) > limits.article_bytes:
        raise RejectError("too_large", _too_large("The file", limits))
    return Raw(shown, None, stem, data, kind)


def _too_large(what: str, limits: Limits) -> str:
    return f"{what} is larger than {limits.article_bytes:,} bytes, the limit for one article."


_Packed = gzip.GzipFile | zipfile.ZipExtFile
# What the standard library raises on damaged archives; ValueError is for names that do not decode.
_DAMAGE = (
    zlib.error,
    gzip.BadGzipFile,
    zipfile.BadZipFile,
    NotImplementedError,
    ValueError,
    struct.error,
)


class _Unpacked(io.RawIOBase):
    """What comes out of a decompressor, counted, so that a bomb stops before it fills the memory."""

    def __init__(self, source: _Packed, packed_size: int, limits: Limits) -> None:
        self._source = source
        self._count = 0
        self._allowed = max(limits.ratio_floor, packed_size * limits.ratio)
        self._limits = limits

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        # One piece at a time, so that what came before damage is still read.
        data = self._source.read1(len(view))
        view[: len(data)] = data
        self._count += len(data)
        if self._count > self._allowed or self._count > self._limits.archive_bytes:
            raise RejectError("zip_bomb", _bomb_message(self._limits))
        return len(data)


def _unpacked(source: _Packed, packed_size: int, limits: Limits) -> io.BufferedReader:
    return io.BufferedReader(_Unpacked(source, packed_size, limits), _SAMPLE_BYTES)


def _bomb_message(limits: Limits) -> str:
    return (
        f"It unpacks to more than {limits.ratio} times its size or {limits.archive_bytes:,} bytes; "
        "news text does not, so this looks like a zip bomb."
    )


def _records(
    stream: IO[bytes], shown: str, stem: str, kind: str, limits: Limits
) -> Iterator[Raw | Reject]:
    if kind == "parquet":
        yield from _parquet(stream, shown, stem)
        return
    lines = _Lines(stream, limits)
    yield from (_json_lines if kind == "lines" else _table)(lines, shown, stem, limits)


class _Lines:
    """The lines of a text file with their breaks, decoded; a line over the limit comes as ``None``."""

    def __init__(self, stream: IO[bytes], limits: Limits) -> None:
        self._stream = stream
        self._limit = limits.article_bytes
        peek = getattr(stream, "peek", None)
        sample = peek(1)[:_SAMPLE_BYTES] if peek is not None else b""
        if not sample:
            raise RejectError("empty", "The file is empty.")
        self._encoding = sniff_encoding(sample)

    def __iter__(self) -> Iterator[str | None]:
        if self._encoding.startswith(("utf-16", "utf-32")):
            wide = io.TextIOWrapper(self._stream, self._encoding, "replace", newline="\n")
            for text in iter(lambda: wide.readline(self._limit), ""):
                if text.endswith("\n") or len(text) < self._limit:
                    yield text
                else:
                    while not (rest := wide.readline(self._limit)).endswith("\n") and rest:
                        pass
                    yield None
            return
        encoding = self._encoding
        for line in iter(lambda: self._stream.readline(self._limit), b""):
            if line.endswith(b"\n") or len(line) < self._limit:
                yield decode_line(line, encoding)
            else:
                while not (more := self._stream.readline(self._limit)).endswith(b"\n") and more:
                    pass
                yield None
            encoding = "utf-8" if encoding == "utf-8-sig" else encoding


def _json_lines(lines: _Lines, shown: str, stem: str, limits: Limits) -> Iterator[Raw | Reject]:
    number = 0
    for line in lines:
        if line is not None and not line.strip():
            continue
        number += 1
        if line is None:
            yield Reject(shown, number, "too_large", _too_large("The line", limits))
            continue
        try:
            # Not msgspec, which refuses the NaN that Python and pandas write for an empty cell.
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Reject(shown, number, "malformed_json", f"The line is not valid JSON: {error}.")
            continue
        if isinstance(record, dict):
            yield Raw(shown, number, stem, record, "record")
        else:
            yield Reject(shown, number, "malformed_record", "The line is JSON but not an object.")
    if number == 0:
        raise RejectError("empty", "The file has no records.")


def _table(lines: _Lines, shown: str, stem: str, limits: Limits) -> Iterator[Raw | Reject]:
    source = iter(lines)
    header_line = next((line for line in source if line is None or line.strip()), None)
    if header_line is None:
        raise RejectError("malformed_file", "The first line is no header of column names.")
    delimiter = max(_DELIMITERS, key=header_line.count)
    csv.field_size_limit(limits.article_bytes)
    try:
        header = next(csv.reader([header_line.replace("\0", "")], delimiter=delimiter), [])
    except csv.Error as error:
        message = f"The header of column names cannot be read: {error}."
        raise RejectError("malformed_file", message) from error
    _require_text_column(header)
    number, oversized = 0, 0

    def fitting() -> Iterator[str]:
        nonlocal oversized
        for line in source:
            if line is None:
                oversized += 1
            elif line.strip():
                yield line.replace("\0", "")
            else:
                yield line

    rows = csv.reader(fitting(), delimiter=delimiter)
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            number += 1
            message = f"The row cannot be read: {error}; is a quotation mark left open?"
            yield Reject(shown, number, "malformed_record", message)
            continue
        for _ in range(oversized):
            number += 1
            yield Reject(shown, number, "too_large", _too_large("The row", limits))
        oversized = 0
        if row is None:
            break
        if not row:
            continue
        number += 1
        if len(row) != len(header):
            message = f"The row has {len(row)} fields where the header names {len(header)}."
            yield Reject(shown, number, "malformed_record", message)
            continue
        yield Raw(shown, number, stem, dict(zip(header, row, strict=True)), "record")
    if number == 0:
        raise RejectError("empty", "The file has no rows under its header.")


def _require_text_column(names: list[str]) -> None:
    keys = {field_key(name) for name in names}
    wanted = record_fields().text
    if not any(field_key(name) in keys for name in wanted):
        raise RejectError(
            "malformed_file",
            f"No column holds the text of the articles; name it one of {', '.join(wanted)}.",
        )


def _parquet(stream: IO[bytes], shown: str, stem: str) -> Iterator[Raw | Reject]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with _seekable(stream) as source:
        try:
            file = pq.ParquetFile(source)
            names = file.schema_arrow.names
        except (pa.ArrowException, OSError) as error:
            raise RejectError("malformed_file", f"This is no Parquet file: {error}.") from error
        _require_text_column(names)
        wanted = {field_key(s) for v in msgspec.structs.asdict(record_fields()).values() for s in v}
        columns = [name for name in names if field_key(name) in wanted]
        number = 0
        try:
            for batch in file.iter_batches(_PARQUET_ROWS, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield Raw(shown, number, stem, row, "record")
        except (pa.ArrowException, OSError, ValueError) as error:
            message = f"The Parquet data is damaged after row {number}: {error}."
            raise RejectError("malformed_file", message) from error
        if number == 0:
            raise RejectError("empty", "The file has no rows.")


def _seekable(stream: IO[bytes]) -> IO[bytes]:
    """A stream that can be read from its end, as Parquet needs; unpacked data goes through a temporary file."""
    if not (isinstance(stream, io.BufferedReader) and isinstance(stream.raw, _Unpacked)):
        return stream
    spool: IO[bytes] = tempfile.SpooledTemporaryFile(32 * MEBIBYTE)  # noqa: SIM115 - the caller closes it
    while chunk := stream.read(MEBIBYTE):
        spool.write(chunk)
    spool.seek(0)
    return spool


def _zip(stream: IO[bytes], shown: str, limits: Limits) -> Iterator[Raw | Reject]:
    with zipfile.ZipFile(stream) as archive:
        members = sorted(archive.infolist(), key=lambda member: member.filename)
        total = sum(member.file_size for member in members)
        if total > limits.archive_bytes:
            raise RejectError("zip_bomb", _bomb_message(limits))
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
            unpacked = _unpacked(packed, member.compress_size, limits)
            yield from _stream(unpacked, shown, member.file_size, limits)
    except (RuntimeError, OSError, EOFError, *_DAMAGE) as error:
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
        return "zip_bomb", _bomb_message(limits)
    return None
