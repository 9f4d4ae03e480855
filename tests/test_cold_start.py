"""What a run must not pay for: nobody waits for torch, and help is there at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.runs.fingerprint import APART

NEWS = Path(__file__).parents[1] / "corpus" / "sample"
HEAVY = {"torch", "stanza", "spacy", "thinc", "pandas", "pyarrow", "numpy", "trafilatura"}


def modules_after(code: str) -> set[str]:
    """The top-level modules that are loaded once ``code`` has run in a fresh interpreter."""
    code += "\nimport sys; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def command(arguments: list[str]) -> str:
    return f"from pipeline.cli import app\napp({arguments!r}, standalone_mode=False)"


@pytest.mark.parametrize(
    "arguments", [["--help"], ["extract", "--help"], ["export", "--help"], ["--version"]]
)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    assert not modules_after(command(arguments)) & HEAVY


def test_a_run_imports_neither_torch_nor_spacy_nor_pandas(tmp_path: Path) -> None:
    arguments = ["extract", str(NEWS), "--out", str(tmp_path), "--workers", "1"]
    modules = modules_after(command(arguments))
    assert "pyarrow" in modules
    assert not modules & {"torch", "stanza", "spacy", "pandas", "scipy"}


def test_frames_are_there_all_the_same() -> None:
    code = (
        "from pipeline.tables.arrow import spare_memory; spare_memory();"
        "import sys; assert 'pandas' not in sys.modules;"
        "import pyarrow as pa; print(pa.table({'a': [1]}).to_pandas().shape)"
    )
    assert "pandas" in modules_after(code)


def test_workers_find_loaded_what_they_read() -> None:
    code = (
        "import sys, pipeline.warm.onnx; from pathlib import Path; from pipeline.ingest.sources import read;"
        # What reads pages is large, and most runs have none.
        f"raws = [raw for raw in read(Path({str(NEWS)!r})) if raw.kind != 'html'];"
        "from pipeline.runs.work import Built, build_batch, extract_batch;"
        # Short lists may come later. An audit hook cannot be removed again.
        "ours = lambda path: ('/rules/' in path or '/model/' in path) and '/lexicons/' not in path;"
        "hook = lambda event, values: event != 'open' or ours(str(values[0])) and sys.exit(f'opens {values[0]}');"
        "sys.addaudithook(hook); built = build_batch(raws); assert all(isinstance(b, Built) for b in built);"
        "(tables,) = extract_batch([b.article for b in built], tagger='onnx');"
        "assert tables['officials'].num_rows"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_extraction_does_not_use_what_the_fingerprint_leaves_out() -> None:
    code = (
        "from pathlib import Path; import sys; from pipeline.ingest.sources import read;"
        f"from pipeline.runs.work import build_batch, extract_batch; raws = list(read(Path({str(NEWS)!r})));"
        "extract_batch([built.article for built in build_batch(raws)], tagger='none');"
        "print(*{name.split('.')[1] for name in sys.modules if name.startswith('pipeline.')});"
        "sys.exit()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "officials" in loaded
    assert not loaded & APART


def test_loading_the_spacy_pipeline_does_not_import_torch() -> None:
    modules = modules_after("import pipeline; pipeline.load()('KPU Kaur menetapkan dua paslon.')")
    assert "spacy" in modules
    assert "torch" not in modules
