"""Arrow in little memory, for runs that make no frames."""

from __future__ import annotations

import sys

import pyarrow as pa


def spare_memory() -> None:
    """Keep Arrow from importing pandas at its first conversion, and from keeping what it has freed for later.

    Either takes 40 MB. What makes a frame, like ``to_pandas``, imports pandas all the same.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    if "pandas" in sys.modules:
        return
    sys.meta_path.insert(0, _NoPandas)
    try:
        # Arrow looks for it once.
        pa.array([])
    finally:
        sys.meta_path.remove(_NoPandas)


class _NoPandas:
    """A finder by which there is no pandas."""

    @staticmethod
    def find_spec(name: str, _path: object = None, _target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)
