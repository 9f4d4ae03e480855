"""Execute the notebooks on the tables of a run and store what they show.

usage: python scripts/run_notebooks.py OUTPUTS (make generated)

Only what depends on the tables is stored, so a notebook that shows the same stays the same.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def executed(path: Path, out: Path) -> NotebookNode:
    """The notebook at ``path`` with its outputs on the tables in ``out``.

    Raises:
        CellExecutionError: a cell fails.
    """
    notebook = nbformat.read(path, as_version=4)
    # The time of execution would change with every run.
    client = NotebookClient(
        notebook,
        timeout=300,
        record_timing=False,
        kernel_name=KERNEL["name"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute(env=os.environ | {"WARTAFAKTA_OUT": str(out.resolve())})
    notebook.metadata = NotebookNode(kernelspec=KERNEL, language_info={"name": "python"})
    return notebook


def main(out: str) -> None:
    for path in sorted(FOLDER.glob("*.ipynb")):
        notebook = executed(path, Path(out))
        nbformat.write(notebook, path)
        print(path.name)


if __name__ == "__main__":
    main(*sys.argv[1:])
