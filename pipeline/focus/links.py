"""What a number is linked to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """The regions that a number is about (several where it holds for each of a list), and how sure that is.

    ``in_sentence`` is true where the sentence tells them, or a heading or words that point back do.
    """

    codes: tuple[str, ...] = ()
    confidence: float = 0.5
    in_sentence: bool = False
