"""The words before and after a post that tell whether it is held, was held, or is sought."""

from __future__ import annotations

from pipeline.officials.grammar import grammar
from pipeline.officials.posts.surroundings import Surroundings
from pipeline.types import Status

_LOOK_BACK = 60


class StatusReader:
    """Reads the status words around posts."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self.text = around.text

    def before(self, start: int) -> tuple[int, Status | None]:
        """Where the status words before a post begin, and the outermost status.

        Who was a candidate ("mantan calon Bupati Kaur") has held nothing, and is told of as one.
        """
        found: Status | None = None
        while step := self._word(start):
            start, outer = step
            found = found if (found, outer) == ("candidate", "former") else outer
        return start, found

    def _word(self, end: int) -> tuple[int, Status] | None:
        """The start and status of the one status word that ends at an offset."""
        window = self.text[max(0, end - _LOOK_BACK) : end]
        for status, pattern in grammar().status_before.items():
            match = pattern.search(window)
            if match:
                return end - len(window) + match.start(), status
        return None

    def after(self, end: int) -> tuple[int, Status] | None:
        """Offset after the words of a status after a post, and the status; none of the next post's words."""
        for status, pattern in grammar().status_after.items():
            match = pattern.match(self.text, end)
            if match and self._around.past_space(match.end()) not in self._around.roles:
                return match.end(), status
        return None
