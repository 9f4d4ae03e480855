"""The record of a run: its row in the table ``runs``."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.runs.fingerprint import Versions
from pipeline.runs.work import FAULTS
from pipeline.tables.rows import Row

if TYPE_CHECKING:
    from pipeline.runs.run import Summary


def record(number: int, summary: Summary, versions: Versions) -> Row:
    """The row of run ``number``, which is about to end."""
    return {
        "run": number,
        "started": summary.started,
        "finished": datetime.now(UTC),
        "version": versions.program,
        "code": versions.code,
        "rules": versions.rules,
        "model": versions.model,
        "packages": versions.packages,
        "workers": max(1, len(multiprocessing.active_children())),
        "inputs": summary.read,
        "new": summary.new,
        "known": summary.known,
        "vanished": summary.vanished,
        "copies": summary.copies,
        "rows": _counts(summary.rows),
        "rejects": _counts(summary.rejected),
        "articles_per_second": summary.done / max(summary.seconds, 1e-9),
        "peak_memory": summary.memory,
    }


def _counts(counts: Mapping[str, int]) -> list[Row]:
    return [{"name": name, "count": count} for name, count in counts.items()]


def held_memory() -> float:
    """What this process and those below it hold now, in MiB, shared memory counted once; 0 where unknown."""
    processes = [os.getpid()]
    held = 0
    for process in processes:
        folder = Path("/proc", str(process))
        # A process may have ended meanwhile, and not every system has such files.
        with suppress(OSError):
            for children in folder.glob("task/*/children"):
                processes += map(int, children.read_text().split())
            lines = (folder / "smaps_rollup").read_text().splitlines()
            held += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return held / 1024


def health(run: Row, now: datetime, max_age: float) -> tuple[bool, str]:
    """Whether all is well after the last run, and a line that says so; ``max_age`` is in hours."""
    age = (now - run["finished"]).total_seconds() / 3600
    rejects = {each["name"]: each["count"] for each in run["rejects"]}
    rows = {each["name"]: each["count"] for each in run["rows"]}
    faults = sum(count for reason, count in rejects.items() if reason in FAULTS)
    articles, new = rows.get("articles", 0), run["new"]
    states = {
        "LATE": age > max_age,
        "FAULTS": faults > 0,
        # A feed that changed its form, or the wrong folder.
        "REJECTS": sum(rejects.values()) > articles,
    }
    state = next((name for name, holds in states.items() if holds), "OK")
    return state == "OK", (
        f"{state} run {run['run']} finished {run['finished']:%Y-%m-%d %H:%M} UTC, {age:.1f} hours ago:"
        f" {articles:,} articles, {new:,} inputs new or changed, {sum(rejects.values()):,} rejects,"
        f" {faults:,} for faults of the program"
    )
