"""Input records, the bounds on them, and the reasons why an input gives none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Reason = Literal[
    "empty",
    "binary",
    "truncated",
    "malformed_file",
    "malformed_json",
    "malformed_record",
    "no_article",
    "not_indonesian",
    "too_large",
    "zip_bomb",
    "outside_folder",
    "unreadable",
    "unsupported",
]
"""Why an input gave no article; what each code means stands in :data:`pipeline.tables.schemas.REASONS`."""

MEBIBYTE = 1 << 20


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


DEFAULTS = Limits()


@dataclass(frozen=True, slots=True)
class Raw:
    """One input record as it stood in its file.

    ``record`` is its number in a file that holds many (from 1), else ``None``.
    """

    source_path: str
    record: int | None
    content: bytes | Mapping[str, object]
    kind: Literal["text", "html", "record"]


class RejectError(Exception):
    """An input gives no article (or no further one), for this reason."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


def too_large(what: str, limits: Limits) -> str:
    """What the reject of an input over the limit for one article says."""
    return f"{what} is larger than {limits.article_bytes:,} bytes, the limit for one article."
