"""The names of police and army commands, and the provinces they sit in."""

from __future__ import annotations

import re

from pipeline.matching.person_words import begins_rank, is_honorific
from pipeline.officials.grammar import grammar
from pipeline.officials.posts.rules import commands
from pipeline.officials.posts.surroundings import Surroundings

_COMMAND_WORDS = 3
_COMMAND_NAME = 30
# The initials of a command's name are as many at least; fewer are a person's.
_INITIALS = 3
_COMMAND_LINK = re.compile(r"[\s/-]*")
_WORD = re.compile(r"[A-Z]\w*")


class CommandReader:
    """Reads the names of commands after posts."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self.text = around.text

    def read(self, end: int) -> tuple[int, str | None]:
        """After "Kodim 0709" or "Kapolres", the name of the command with the province it sits in.

        A region is left to the caller; of other names what stands before a rank belongs to the command.
        """
        link = _COMMAND_LINK.match(self.text, end)
        start = link.end() if link else end
        if start in self._around.regions:
            return start, None
        known = self._known(start)
        if known is not None:
            return known
        index = self._around.tokens.get(start)
        if index is None:
            return end, None
        return self._unknown(index, end), None

    def _known(self, start: int) -> tuple[int, str] | None:
        lowered = self.text[start : start + _COMMAND_NAME].casefold()
        for name, code in commands().items():
            if lowered.startswith(name) and not lowered[len(name) : len(name) + 1].isalnum():
                return start + len(name), code
        return None

    def _unknown(self, index: int, end: int) -> int:
        """Offset after a command that no list has: the words up to a rank or its region, or those after a slash.

        The next post stands after a comma where the words of this one are followed by its place.
        """
        is_seated = grammar().bodies.seated_at.search(self.text, max(0, end - _COMMAND_NAME), end)
        slashed = "/" in self.text[end : self._around.document.tokens[index].start]
        for token in self._around.document.tokens[index : index + _COMMAND_WORDS]:
            is_rank = begins_rank(self.text, token.start)
            if not token.text[0].isupper() or token.start in self._around.regions or is_rank:
                break
            apart = self.text.startswith(", ", token.end)
            after = token.end + (2 if apart else 1)
            if apart and (
                after in self._around.regions or (is_seated and after in self._around.roles)
            ):
                return token.end
            if begins_rank(self.text, after) or _begins_title(self.text, token.end + 1):
                return token.end
            if self._is_initials(token.end, token.text):
                return token.end
            if slashed and self.text[token.end : token.end + 1] != " ":
                return token.end
        return self._around.document.tokens[index].end if slashed else end

    def _is_initials(self, end: int, word: str) -> bool:
        """True for the "SDP" of "Dandim 0409 SDP Andi Rahman"."""
        following = _WORD.match(self.text, end + 1)
        is_acronym = word.isupper() and len(word) >= _INITIALS
        return is_acronym and following is not None and following.group().istitle()

    def may_follow(self, end: int) -> bool:
        """True after the "Polda" of "Kasubdit Polda Metro Jaya": the name of a command may follow."""
        return (
            grammar().tail.commanded.search(self.text, max(0, end - _COMMAND_NAME), end) is not None
        )


def _begins_title(text: str, offset: int) -> bool:
    """True where an honorific stands at an offset ("Kajari Bintuhan H Andi Rahman")."""
    match = _WORD.match(text, offset)
    return match is not None and is_honorific(match.group())
