"""Compressed data, unpacked no further than news would need."""

from __future__ import annotations

import gzip
import io
import struct
import tempfile
import zipfile
import zlib
from typing import IO

from pipeline.ingest.raw import MEBIBYTE, Limits, RejectError

BUFFER_BYTES = 65_536
_Packed = gzip.GzipFile | zipfile.ZipExtFile
# What the standard library raises on damaged archives; ValueError is for names that do not decode.
DAMAGE = (
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
            raise RejectError("zip_bomb", bomb_message(self._limits))
        return len(data)


def unpacked(source: _Packed, packed_size: int, limits: Limits) -> io.BufferedReader:
    """What ``source`` unpacks to, as a stream that raises :class:`RejectError` where it grows too large."""
    return io.BufferedReader(_Unpacked(source, packed_size, limits), BUFFER_BYTES)


def bomb_message(limits: Limits) -> str:
    """What the reject of a zip bomb says."""
    return (
        f"It unpacks to more than {limits.ratio} times its size or {limits.archive_bytes:,} bytes; "
        "news text does not, so this looks like a zip bomb."
    )


def seekable(stream: io.BufferedReader) -> IO[bytes]:
    """A stream that can be read from its end, as Parquet needs; unpacked data goes through a temporary file."""
    if not isinstance(stream.raw, _Unpacked):
        return stream
    spool: IO[bytes] = tempfile.SpooledTemporaryFile(32 * MEBIBYTE)  # noqa: SIM115 - the caller closes it
    while chunk := stream.read(MEBIBYTE):
        spool.write(chunk)
    spool.seek(0)
    return spool
