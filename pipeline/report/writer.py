"""The folder of the review page: written beside the old one, then put in its place."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from pipeline.report.data import Part, Report
from pipeline.tables.loader import read_tables
from pipeline.types import SetupError

SITE = Path(__file__).parent / "site"
# What the page itself is made of; the script of a part calls this function of it.
RECEIVE = "Wartafakta.receive"
# By this file a folder is known as one that may be replaced.
MARK = ".wartafakta-report"
# No markup, and nothing that ends a line of a script, can stand in a part.
_ESCAPES = {
    ord(character): f"\\u{ord(character):04x}" for character in ("<", ">", "&", "\u2028", "\u2029")
}


class ReportError(SetupError):
    """The page cannot be written; the message says what to do about it."""


def write_report(outputs: Path, folder: Path) -> Path:
    """Write the review page of the tables in ``outputs`` into ``folder``; return its ``index.html``.

    An older page there is replaced once the new one is complete.

    Raises:
        LoadError: ``outputs`` holds no tables.
        ReportError: ``folder`` holds something else than a review page.
        OSError: the folder cannot be written.
    """
    report = Report(read_tables(outputs))
    with _replacing(folder) as new:
        shutil.copytree(SITE, new, dirs_exist_ok=True)
        data = new / "data"
        data.mkdir()
        for part in chain([_strings()], report.parts()):
            (data / f"{part.name}.js").write_text(to_script(part), "utf-8")
    return folder / "index.html"


def to_script(part: Part) -> str:
    """The script that hands a part to the page; it holds JSON alone, so no text in it can run."""
    value = json.dumps(part.value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return f'{RECEIVE}("{part.name}",{value});\n'


def _strings() -> Part:
    """What the page says, in both languages, and where each province stands on its map."""
    read = (Path(__file__).parent / name for name in ("strings.json", "tiles.json"))
    strings, tiles = (json.loads(path.read_text("utf-8")) for path in read)
    return Part("strings", {"strings": strings, "tiles": tiles})


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of ``folder`` when the block ends without an error."""
    if folder.is_symlink() or (folder.exists() and not _is_ours(folder)):
        raise ReportError(f"{folder} is in the way; move it or choose another folder with --to")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as beside:
        new, old = Path(beside) / "new", Path(beside) / "old"
        new.mkdir()
        yield new
        (new / MARK).touch()
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except BaseException:
            if old.exists():
                old.rename(folder)
            raise


def _is_ours(folder: Path) -> bool:
    """True for a review page and for an empty folder."""
    return folder.is_dir() and ((folder / MARK).exists() or not any(folder.iterdir()))
