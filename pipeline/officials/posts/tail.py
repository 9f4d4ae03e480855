"""What belongs to a post after its words: its office, party or region, a status, remarks."""

from __future__ import annotations

import re

from pipeline.matching.person_words import begins_rank, is_honorific
from pipeline.officials.grammar import grammar
from pipeline.officials.posts.commands import CommandReader
from pipeline.officials.posts.offices import OfficeReader
from pipeline.officials.posts.rules import Tail
from pipeline.officials.posts.status import StatusReader
from pipeline.officials.posts.surroundings import Surroundings
from pipeline.types import COUNTRY, Region, Role, Status

_OPENING = re.compile(r"\s*\(\s*")
_CLOSING = re.compile(r"\s*\)")
# A bracket that has a post once more is no longer.
_REPEATED = 40
# The codes of kecamatan and villages are longer than that of a kabupaten.
_LOCAL = len("00.00")
# After a region that commas set off from a post and its holder: "Kepala Dinas Sosial, Jambi (JBI), Andi Rahman".
_ENCLOSED = re.compile(r" ?(?:\([^()\n]{1,30}\) ?)?, ")


class TailReader:
    """Reads what belongs to posts after their words."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self.text = around.text
        self._status = StatusReader(around)
        self._commands = CommandReader(around)
        self._offices = OfficeReader(around)

    def read(self, end: int, tail: Tail, role: Role) -> tuple[int, str | None, Status | None]:
        """Offset after everything that belongs to a post, the region it names, a status after it."""
        region: str | None = None
        status: Status | None = None
        if tail == "command" or self._commands.may_follow(end):
            end, region = self._commands.read(end)
        while True:
            step = self._step(end, tail, region)
            if step is not None:
                end, code = step
                if code is None and region is None and self._commands.may_follow(end):
                    end, code = self._commands.read(end)
                region = region or code
                continue
            repeated = self._after_repetition(end, role, region)
            if repeated is not None:
                end = repeated
                continue
            after = self._status.after(end) if status is None else None
            if after is None:
                return end, region, status
            end, status = after

    def _step(self, end: int, tail: Tail, region: str | None) -> tuple[int, str | None] | None:
        """One more piece of a post after ``end``: its offset, and the region it names if any."""
        national = grammar().tail.national.match(self.text, end)
        if national and region is None:
            return national.end(), COUNTRY
        named = self._region_after(end, region)
        if named is not None:
            return self._after_bracket(end, named), named.region_code
        after = self._after_remark(end) or self._after_office(end, tail)
        return None if after is None else (after, None)

    def _after_repetition(self, end: int, role: Role, region: str | None) -> int | None:
        """Offset after a bracket that has the same post once more, short: "Kepala ... Kaur (Kapolres Kaur)"."""
        opened = _OPENING.match(self.text, end)
        closing = self.text.find(")", end, end + _REPEATED) if opened else -1
        if opened is None or closing < 0 or role not in self._around.roles.get(opened.end(), ()):
            return None
        named = {
            r.region_code for start, r in self._around.regions.items() if end < start < closing
        }
        return closing + 1 if named <= {region} else None

    def _after_bracket(self, end: int, named: Region) -> int:
        """Offset after a region, and after the bracket that it stands in."""
        opened = "(" in self.text[end : named.start]
        closing = _CLOSING.match(self.text, named.end) if opened else None
        return closing.end() if closing else named.end

    def _after_remark(self, end: int) -> int | None:
        """Offset after a remark that any post may have: an abbreviation, "ini", a number, a period."""
        words = grammar().tail
        for pattern in (
            words.aside,
            words.qualifier,
            words.number,
            words.period,
            words.level,
            words.government,
        ):
            match = pattern.match(self.text, end)
            if match is None or self._holds_holder(match):
                continue
            if not any(match.start() <= start < match.end() for start in self._around.regions):
                return match.end()
        return None

    def _holds_holder(self, remark: re.Match[str]) -> bool:
        """True for the bracket of "Kapolres Kaur (AKBP Andi Rahman)", "Bupati Kaur (KH Andi Rahman)"."""
        inside = remark.group().strip(" ()")
        return begins_rank(inside, 0) or (
            " " in inside and is_honorific(inside.split()[0].strip("."))
        )

    def _after_office(self, end: int, tail: Tail) -> int | None:
        """Offset after the words of an office, a fraction or a division, as the post may have them."""
        words = grammar().tail
        if tail == "member" and (match := words.membership.match(self.text, end)):
            return match.end()
        if tail == "division" and (match := words.division.match(self.text, end)):
            return self._offices.end_of(match.end())
        if tail == "body" and (match := words.institution.match(self.text, end)):
            return match.end()
        if tail in {"office", "body"} and (after := self._offices.end_of(end)) > end:
            return after
        return None

    def _region_after(self, end: int, stated: str | None) -> Region | None:
        """A region that belongs to the post: after it, between commas, or as an apposition to the one it has.

        The province of the one it has may follow without a comma ("KPU Kabupaten Kaur Bengkulu"), and where a
        kecamatan or village lies after "di" ("Kades Tanjung Aru di Sebatik Timur").
        """
        match = grammar().tail.region_link.match(self.text, end)
        position = match.end() if match else end
        link = self.text[end:position]
        region = self._around.regions.get(position)
        if stated is None:
            is_apart = "," in link and not (region and _ENCLOSED.match(self.text, region.end))
            return None if is_apart else region
        if "," in link or "(" in link or (region and stated.startswith(region.region_code)):
            return region
        return self._region_around(end, stated)

    def _region_around(self, end: int, stated: str) -> Region | None:
        """The larger region in which the kecamatan or village of a post lies, after "di"."""
        link = grammar().tail.within.match(self.text, end)
        region = self._around.regions.get(link.end()) if link else None
        is_around = region is not None and stated.startswith(f"{region.region_code}.")
        return region if is_around and len(stated) > _LOCAL else None
