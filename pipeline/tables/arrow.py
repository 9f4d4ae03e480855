"""Arrow, and what the C library allocates, in little memory, for runs that make no frames."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

import pyarrow as pa

# The parameter of mallopt in the C library of GNU, and from how many free bytes on it returns them.
_TRIM_THRESHOLD, _FREE_BYTES = -1, 8 << 20


def spare_memory() -> None:
    """Keep Arrow from importing pandas at its first conversion, and all from keeping what is freed for later.

    The one takes 40 MB, the other up to 100. What makes a frame, like ``to_pandas``, imports pandas all the same.
    """
    # Else the library keeps more the larger the blocks were that it gave out; others have no such call.
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_TRIM_THRESHOLD, _FREE_BYTES)
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
