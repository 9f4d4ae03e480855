"""Finds the posts of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.matching.rules import without_overlaps
from pipeline.officials.grammar import grammar
from pipeline.officials.posts.post import Post
from pipeline.officials.posts.rules import CompiledPost, compiled_posts, posts_scanner
from pipeline.officials.posts.status import StatusReader
from pipeline.officials.posts.surroundings import Surroundings
from pipeline.officials.posts.tail import TailReader
from pipeline.regions.gazetteer import fold, gazetteer
from pipeline.types import COUNTRY, Document, Span

_LOOK_BACK = 60


@dataclass(frozen=True, slots=True)
class _Match(Span):
    post: CompiledPost


def find_posts(document: Document) -> list[Post]:
    """The public posts that ``document`` names, in order of the text; regions must have been found."""
    matches = _matches(document.text)
    roles = {match.start: match.post.rule.roles for match in matches}
    return _PostFinder(Surroundings(document, roles)).among(matches)


def tells_of_transfers(text: str) -> bool:
    """True for an article about who moves from one office to another."""
    return grammar().links.transfers.search(text) is not None


def _matches(text: str) -> list[_Match]:
    """Where the words of posts stand, the longest first."""
    tells_transfers = tells_of_transfers(text)
    matches = [
        _Match(match.start(), match.end(), post)
        for post, found in zip(compiled_posts(), posts_scanner().matches(text), strict=True)
        if tells_transfers or not post.rule.transfers
        for match in found
    ]
    matches.sort(key=lambda match: (match.start - match.end, match.start))
    return matches


class _PostFinder:
    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self.text = around.text
        self._status = StatusReader(around)
        self._tail = TailReader(around)

    def among(self, matches: Sequence[_Match]) -> list[Post]:
        """The posts without overlaps, in order; one inside the tail of another is left out."""
        posts: list[Post] = []
        for match in without_overlaps(matches):
            if posts and posts[-1].end > match.start:
                continue
            post = self._read(match)
            if not self._is_voted_on(post):
                posts.append(self._sharing(posts[-1], post) if posts else post)
            elif post.is_dual:
                posts.append(self._voted_on(post))
        return posts

    def _voted_on(self, post: Post) -> Post:
        """The posts of a ticket that an election is about: who is named with them runs, unless elected."""
        if post.status == "elect":
            return post
        return post.with_status("candidate")

    def _is_voted_on(self, post: Post) -> bool:
        """True for the post in "pemilihan Gubernur Bengkulu", of which no holder is stated."""
        before = self.text[max(0, post.start - _LOOK_BACK) : post.start]
        return bool(grammar().links.vote_before.search(before))

    def _sharing(self, head: Post, post: Post) -> Post:
        """A deputy runs with the head right before: "calon Bupati A dan Wakil Bupati B", or of one pair."""
        runs = head.status in {"candidate", "elect"} and not post.status_stated
        if not runs or post.roles != (f"wakil_{head.roles[0]}",):
            return post
        same = post.region is None or head.region is None or post.region == head.region
        words, stretch = grammar(), (self.text, head.end, post.start)
        between = words.pairs.to_deputy.fullmatch(*stretch) or words.links.posts_joint.fullmatch(
            *stretch
        )
        if not (same and between and self._in_one_sentence(head, post)):
            return post
        return post.with_status(head.status)

    def _in_one_sentence(self, one: Post, other: Post) -> bool:
        return self._around.document.sentence_of(one.start) == self._around.document.sentence_of(
            other.start
        )

    def _read(self, match: _Match) -> Post:
        rule = match.post.rule
        start, before = self._status.before(match.start)
        runs_for = before == "candidate" and rule.tail == "region"
        end, region, after = self._tail.read(
            match.end, "member" if runs_for else rule.tail, rule.roles[0]
        )
        numbered = grammar().tail.number.search(self.text, match.end, end)
        if before is None and numbered and rule.tail != "body":
            before = "candidate"
        if before is None and self._is_over(match.end, end):
            before = "former"
        over = before == "former" and rule.status == "candidate"
        stated = after or (rule.status if over else before or rule.status)
        of_country = grammar().tail.of_country.search(self.text, match.start, end)
        if rule.level == "national" or (
            region is None and rule.level in {"any", "province"} and of_country
        ):
            region = COUNTRY
        elif rule.level == "none":
            region = None
        elif rule.level == "local" and region is not None:
            region = _named_alike(region)
        return Post(start, end, rule, stated or "definitive", stated is not None, region)

    def _is_over(self, start: int, end: int) -> bool:
        """True where a term of office stands in the words of a post and ended before the year of publication."""
        term = grammar().tail.period.search(self.text, start, end)
        published = self._around.document.article.published
        return (
            published is not None and term is not None and int(term.group()[-4:]) < published.year
        )


def _named_alike(province: str) -> str:
    """The one kota or kabupaten named as its province, whose posts no province has: "Kapolresta Bengkulu".

    The code itself where none is, or it is no province's.
    """
    place = gazetteer()[province]
    named = gazetteer().coarse.get(fold(place.short), ()) if place.level == "province" else ()
    within = {each.code for each in named if each.code.startswith(f"{province}.")}
    return within.pop() if len(within) == 1 else province
