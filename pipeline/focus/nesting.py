"""Which region codes lie in which."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.types import COUNTRY


def is_within(code: str, above: str) -> bool:
    """True when the region ``code`` lies in the region ``above``, and is not the same."""
    return code != above and (above == COUNTRY or code.startswith(f"{above}."))


def are_nested(first: str, second: str) -> bool:
    """True where one of two regions lies in the other; in the country all do, so that it tells nothing."""
    smaller = is_within(first, second) or is_within(second, first)
    return smaller and COUNTRY not in {first, second}


def innermost(codes: Collection[str]) -> set[str]:
    """Those of ``codes`` that hold no other of them."""
    return {code for code in codes if not any(is_within(other, code) for other in codes)}


def smallest(codes: Collection[str]) -> str | None:
    """The region that lies in all the others, if one does."""
    return next((c for c in codes if all(c == o or is_within(c, o) for o in codes)), None)


def common(codes: Sequence[str]) -> str:
    """The smallest region that all of ``codes`` lie in."""
    parts = [code.split(".") for code in codes]
    shared = [level[0] for level in zip(*parts, strict=False) if len(set(level)) == 1]
    return ".".join(shared) or COUNTRY
