"""Files that hold many articles, split into records."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator
from typing import IO

import msgspec

from pipeline.ingest.compressed import BUFFER_BYTES, seekable
from pipeline.ingest.decode import decode_line, sniff_encoding
from pipeline.ingest.raw import Limits, Raw, RejectError, too_large
from pipeline.ingest.record_fields import field_key, record_fields
from pipeline.types import Reject

_DELIMITERS = (",", ";", "\t", "|")
_PARQUET_ROWS = 64
_NAN = re.compile(r"(?<=[:\[,])(\s*)(?:NaN|-?Infinity)(?=\s*(?:[,\]}]|\Z))")


def records(
    stream: io.BufferedReader, shown: str, kind: str, limits: Limits
) -> Iterator[Raw | Reject]:
    """The records of an open file of ``kind`` "lines", "json", "table" or "parquet", and rejects for the bad ones.

    Raises:
        RejectError: it gives no record, or no further one.
    """
    if kind == "parquet":
        yield from _parquet(stream, shown)
        return
    if kind == "json" and not _is_line_by_line(stream.peek()):
        yield from _json(stream, shown)
        return
    lines = _Lines(stream, limits)
    yield from (_table if kind == "table" else _json_lines)(lines, shown, limits)


class _Lines:
    """The lines of a text file with their breaks, decoded; a line over the limit comes as ``None``."""

    def __init__(self, stream: io.BufferedReader, limits: Limits) -> None:
        self._stream = stream
        self._limit = limits.article_bytes
        sample = stream.peek()
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


def _json_lines(lines: _Lines, shown: str, limits: Limits) -> Iterator[Raw | Reject]:
    number = 0
    for line in lines:
        if line is not None and not line.strip():
            continue
        number += 1
        if line is None:
            yield Reject(shown, number, "too_large", too_large("The line", limits))
            continue
        try:
            # Not msgspec, which refuses the NaN that Python and pandas write for an empty cell.
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Reject(shown, number, "malformed_json", f"The line is not valid JSON: {error}.")
            continue
        if isinstance(record, dict):
            yield Raw(shown, number, record, "record")
        else:
            yield Reject(shown, number, "malformed_record", "The line is JSON but not an object.")
    if number == 0:
        raise RejectError("empty", "The file has no records.")


def _is_line_by_line(sample: bytes) -> bool:
    """True for JSON Lines under the name of JSON: a whole object on the first line, and more after it."""
    first, _, rest = sample.strip().partition(b"\n")
    try:
        return isinstance(json.loads(first), dict) and bool(rest)
    except (ValueError, RecursionError):
        return False


def _json(stream: io.BufferedReader, shown: str) -> Iterator[Raw | Reject]:
    """The records of a list, of an object that holds a list of them or each under a name, or of one object.

    They are built one by one, since together they may be larger than the memory.
    """
    import ijson

    number = 0
    try:
        with seekable(stream) as source:
            encoding = sniff_encoding(source.read(BUFFER_BYTES))
            path = _where_records_are(_AsUtf8(source, encoding))
            text = _AsUtf8(source, encoding)
            found = _by_name(text) if path is None else ijson.items(text, path, use_float=True)
            for number, record in enumerate(found, 1):
                if isinstance(record, dict):
                    yield Raw(shown, number, record, "record")
                else:
                    message = "The record is JSON but not an object."
                    yield Reject(shown, number, "malformed_record", message)
    except ijson.JSONError as error:
        after = f" after record {number}" if number else ""
        what = str(error).strip().splitlines()[0]
        message = f"The file is not valid JSON{after}: {what}."
        raise RejectError("malformed_json", message) from error
    if number == 0:
        raise RejectError("empty", "The file has no records.")


class _AsUtf8:
    """A file from its beginning, in UTF-8, as ijson reads it: with null for the NaN of an empty cell.

    Python and pandas write that; a NaN between the same marks inside a text would be taken for one, too.
    """

    def __init__(self, source: IO[bytes], encoding: str) -> None:
        source.seek(0)
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._held = ""

    def read(self, size: int) -> bytes:
        # It is asked for nothing once, to see of what type that is.
        ready = ""
        while size and not ready:
            data = self._source.read(size)
            text = self._held + self._decoder.decode(data, final=not data)
            # Up to the last mark, since a NaN may go on in what is read next.
            end = max(0, *map(text.rfind, ",]}")) if data else len(text)
            ready, self._held = _NAN.sub(r"\1null", text[:end]), text[end:]
            if not data:
                break
        return ready.encode()


def _where_records_are(source: _AsUtf8) -> str | None:
    """The path of the records, as ijson writes it: those of a list, those of a list in the object, or the object.

    An object without a text of its own is what an interface answers: ``{"status": "ok", "articles": [...]}``.
    ``None`` where it holds each record under a name: ``{"b-1": {...}, "b-2": {...}}``.
    """
    import ijson

    texts = {field_key(name) for name in record_fields().text}
    holder = ""
    named = False
    for prefix, event, _ in ijson.parse(source):
        if not prefix and event == "start_array":
            return "item"
        if event == "string" and field_key(prefix) in texts:
            return ""
        if event == "start_map" and prefix.endswith(".item") and not holder:
            holder = prefix
        name, _, inner = prefix.partition(".")
        named = named or (event == "string" and name != "item" and field_key(inner) in texts)
    return None if named and not holder else holder


def _by_name(source: _AsUtf8) -> Iterator[dict[str, object]]:
    """The objects in an object, each with its name as id where that is a number or has one in it."""
    import ijson

    for name, record in ijson.kvitems(source, "", use_float=True):
        if isinstance(record, dict):
            own = {"id": name} if any(map(str.isdigit, name)) else {}
            yield own | record


def _table(lines: _Lines, shown: str, limits: Limits) -> Iterator[Raw | Reject]:
    source = iter(lines)
    header_line = next((line for line in source if line is None or _may_be_header(line)), None)
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
            yield Reject(shown, number, "too_large", too_large("The row", limits))
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
        yield Raw(shown, number, dict(zip(header, row, strict=True)), "record")
    if number == 0:
        raise RejectError("empty", "The file has no rows under its header.")


def _may_be_header(line: str) -> bool:
    """False for an empty line, and for that in which Excel says what parts the columns ("sep=;")."""
    return bool(line.strip()) and not line.lower().startswith("sep=")


def _require_text_column(names: list[str]) -> None:
    keys = {field_key(name) for name in names}
    wanted = record_fields().text
    if not any(field_key(name) in keys for name in wanted):
        raise RejectError(
            "malformed_file",
            f"No column holds the text of the articles; name it one of {', '.join(wanted)}.",
        )


def _parquet(stream: io.BufferedReader, shown: str) -> Iterator[Raw | Reject]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with seekable(stream) as source:
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
                    yield Raw(shown, number, row, "record")
        except (pa.ArrowException, OSError, ValueError) as error:
            message = f"The Parquet data is damaged after row {number}: {error}."
            raise RejectError("malformed_file", message) from error
        if number == 0:
            raise RejectError("empty", "The file has no rows.")
