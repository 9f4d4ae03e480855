"""Runs reported to programs: one JSON object a line on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.console import now_and_then

if TYPE_CHECKING:
    from pipeline.runs.run import Summary


class JsonReporter:
    """Writes the events of a run; each has ``time`` (UTC), ``event`` and its own fields."""

    @contextmanager
    def progress(self) -> Iterator[Callable[[Summary], None]]:
        """Write that a run has started and how far it is; yields the watcher."""
        _write("started")
        yield now_and_then(lambda summary: _write("progress", **_counts(summary)))

    def preview(self, summary: Summary) -> None:
        """Write what there is to do."""
        _write("preview", **_counts(summary))

    def failed(self, message: str) -> None:
        """Write why a run was not finished."""
        _write("failed", message=message)

    def finished(self, summary: Summary) -> None:
        """Write the first rejects of each reason and what a run did."""
        for reject in (each for shown in summary.rejects.values() for each in shown):
            _write(
                "rejected",
                source_path=reject.source_path,
                record=reject.record,
                reason=reject.reason,
                message=reject.message,
            )
        _write("finished", **_counts(summary), rows=summary.rows, rejects=summary.rejected)


def _counts(summary: Summary) -> dict[str, object]:
    return {
        "inputs": summary.read,
        "new": summary.new,
        "known": summary.known,
        "vanished": summary.vanished,
        "articles": summary.extracted,
        "copies": summary.copies,
        "undated": summary.undated.total(),
        "renamed": summary.renamed,
        "rejected": summary.rejected.total(),
        "new_rejects": summary.new_rejects,
        "seconds": round(summary.seconds, 3),
    }


def _write(event: str, **fields: object) -> None:
    time = datetime.now(UTC).isoformat(timespec="milliseconds")
    print(json.dumps({"time": time, "event": event, **fields}), file=sys.stderr, flush=True)
