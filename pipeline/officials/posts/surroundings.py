"""What stands around the posts of a document."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.types import COUNTRY, Document, Role


class Surroundings:
    """A document, and by offset what begins there.

    ``regions`` are those of the document but the country, ``tokens`` the indexes of its tokens, ``roles`` those of
    the posts whose words stand there.
    """

    def __init__(self, document: Document, roles: Mapping[int, tuple[Role, ...]]) -> None:
        self.document = document
        self.text = document.text
        self.regions = {
            region.start: region for region in document.regions if region.region_code != COUNTRY
        }
        self.tokens = {token.start: index for index, token in enumerate(document.tokens)}
        self.roles = roles

    def past_space(self, offset: int) -> int:
        """Where the spaces at an offset end."""
        while self.text.startswith(" ", offset):
            offset += 1
        return offset
