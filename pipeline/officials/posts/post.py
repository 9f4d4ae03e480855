"""A public post as the text has it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.officials.posts.rules import DualRule, PostRule
from pipeline.types import Role, Span, Status


@dataclass(frozen=True, slots=True)
class Post(Span):
    """A post in the text. ``start`` is where its status words begin, ``end`` where its office or region ends.

    ``region`` is the jurisdiction the post itself names; ``status_stated`` is false where nothing tells the
    status and ``status`` is definitive for want of another.
    """

    rule: PostRule | DualRule
    status: Status
    status_stated: bool
    region: str | None

    @property
    def roles(self) -> tuple[Role, ...]:
        """One role, or for the posts of a ticket the head's and the deputy's."""
        return self.rule.roles

    @property
    def is_dual(self) -> bool:
        """Two persons hold it: "Bupati dan Wakil Bupati"."""
        return len(self.roles) > 1

    @property
    def names_body(self) -> bool:
        """The name of a body that no list has may follow ("Direktur Eksekutif Suara Warga")."""
        return self.rule.tail == "body"

    @property
    def is_open(self) -> bool:
        """Any capitalised words may make the post ("Ketua Ikatan Keluarga Minang")."""
        return self.names_body and self.roles == ("other",)

    def with_status(self, status: Status) -> Post:
        """The same post, of which words tell a status."""
        return replace(self, status=status, status_stated=True)
