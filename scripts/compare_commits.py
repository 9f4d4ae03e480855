"""List the facts of corpus/ that are gained, lost and changed between two commits.

usage: python scripts/compare_commits.py OLD [NEW] (make compare BASE=OLD TO=NEW)

Both read the articles of the working tree; without NEW the working tree is the newer one. Every change is also
written into .evaluation/comparison.html. Exit status: 0 compared, else that of the command that failed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
PAGE = ROOT / ".evaluation" / "comparison.html"


@contextmanager
def checkout(commit: str | None) -> Iterator[Path]:
    """The files of a commit in a folder of their own, or the working tree."""
    if commit is None:
        yield ROOT
        return
    git = ("git", "-C", ROOT, "worktree")
    with TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        subprocess.run([*git, "add", "--quiet", "--detach", tree, commit], check=True)
        try:
            yield tree
        finally:
            subprocess.run([*git, "remove", "--force", tree], check=True)


def program(tree: Path, *arguments: object, quiet: bool = False) -> None:
    """Run the program as it is in ``tree``, with what is installed here."""
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(tree)}
    output = subprocess.DEVNULL if quiet else None
    subprocess.run(command, cwd=tree, env=environment, stdout=output, check=True)


def main(old: str, new: str | None = None) -> None:
    with TemporaryDirectory() as folder:
        outs = [Path(folder) / name for name in ("old", "new")]
        for commit, out in zip((old, new), outs, strict=True):
            with checkout(commit) as tree:
                news = (CORPUS / "sample", CORPUS / "extended")
                program(tree, "extract", *news, "--out", out, quiet=True)
        PAGE.parent.mkdir(exist_ok=True)
        gold = [f"--gold={path}" for path in sorted((CORPUS / "gold").glob("*.jsonl"))]
        program(ROOT, "compare", *outs, *gold, "--html", PAGE)
    print(f"\nall of it as a page: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
