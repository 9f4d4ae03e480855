"""What a row depends on besides its article: code, rules, model, schemas and libraries, as one hash.

An article that was extracted under the same fingerprint need not be extracted again.
"""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from functools import cached_property
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from pipeline.matching.rules import rules_root
from pipeline.types import TaggerName

PROGRAM = "wartafakta"
_PACKAGE = Path(__file__).resolve().parents[1]
# What no row depends on: what is done with tables once they are written, and what tells of it.
APART = frozenset(
    {"cli", "components", "console", "evaluation", "export", "ner_training", "render", "report"}
    | {"structured_log", "warm"}
)
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Versions:
    """The version of each thing that rows depend on; ``code`` takes in the schemas.

    ``program`` is the release; ``code``, ``rules`` and ``model`` are the first 16 hex digits of a BLAKE2b,
    ``model`` with the tagger that runs it before them, or "none".
    """

    program: str
    code: str
    rules: str
    model: str
    packages: str

    @cached_property
    def fingerprint(self) -> bytes:
        """Sixteen bytes that are the same where all versions are."""
        return hashlib.blake2b("\n".join(astuple(self)).encode(), digest_size=16).digest()


def versions(tagger: TaggerName) -> Versions:
    """The versions of what runs here with a tagger, read from the files themselves."""
    model = _hash(_PACKAGE, _PACKAGE.glob("tagger/model/SHA256SUMS"))
    return Versions(
        program=version(PROGRAM),
        code=_hash(_PACKAGE, _extraction_code()),
        rules=_hash(rules_root(), rules_root().rglob("*.*")),
        model="none" if tagger == "none" else f"{tagger} {model}",
        packages=" ".join(_packages()),
    )


def _extraction_code() -> Iterator[Path]:
    for path in _PACKAGE.rglob("*.py"):
        if Path(path.relative_to(_PACKAGE).parts[0]).stem not in APART:
            yield path


def _hash(root: Path, files: Iterable[Path]) -> str:
    """A hash of the names and contents of files under ``root``."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(files):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _packages() -> Iterator[str]:
    """Python and the installed dependencies, each with its version."""
    yield f"python={platform.python_version()}"
    for requirement in sorted(requires(PROGRAM) or []):
        name = _NAME.match(requirement)
        if name is None or "extra ==" in requirement:
            continue
        try:
            yield f"{name.group()}={version(name.group())}"
        except PackageNotFoundError:
            yield f"{name.group()}=missing"
