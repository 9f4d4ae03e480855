"""Claims: a person bound to a post, before it is settled who the person is and where the post is held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.officials.grammar import grammar
from pipeline.officials.names import PersonName
from pipeline.officials.post_rules import PostLevel
from pipeline.officials.posts import Post
from pipeline.officials.reading import Reading
from pipeline.types import COUNTRY, Role, Span, Status

# How far each kind of evidence is to be believed, 0 to 1.
BESIDE = 0.95
PAIRED = 0.9
LINKED = 0.88
APPOSED = 0.85
TAGGED = 0.7

# To seek a post is another thing than to hold it: a Bupati who runs again has two rows.
RUNNING: frozenset[Status] = frozenset({"candidate", "elect"})
# Who leads until a head is elected or comes back is no candidate for it.
ACTING: frozenset[Status] = frozenset({"pj", "pjs", "plt", "plh"})

# The heads of regions, for whom one acts.
_HEADS: frozenset[Role] = frozenset({"gubernur", "bupati", "wali_kota"})

# Bodies that have members: kinds of ``bodies.seated``.
_WITH_MEMBERS = frozenset({"kpu", "bawaslu", "dprd"})
# How far back the body of "ketuanya" may have been named.
_SPOKEN_OF = 400
# At most this many characters before a seat tell that somebody takes it.
_AS = 12
# A region this near after a body is the body's ("Bawaslu Kabupaten Bekasi").
_BODY_REGION = 12


@dataclass(frozen=True, slots=True)
class Claim:
    """A person bound to a post.

    ``span`` is where the two stand together. ``region`` is the jurisdiction as far as the post or pair tells
    it, ``level`` the one to look for where it does not. ``post`` is ``None`` for a pair that has none.
    ``by_tagger`` is true where no rule could tell where the name is.
    """

    name: PersonName
    span: Span
    role: Role
    status: Status
    region: str | None
    level: PostLevel
    role_text: str
    rule_id: str
    confidence: float
    post: Post | None = None
    by_tagger: bool = False

    def is_of(self, post: Post) -> bool:
        """True where the claim binds somebody to ``post``."""
        return self.post is not None and self.post.start == post.start


def is_held(post: Post, claims: Iterable[Claim]) -> bool:
    """True where some claim binds a person to ``post``."""
    return any(claim.is_of(post) for claim in claims)


def claim(
    reading: Reading, post: Post, name: PersonName, span: Span, confidence: float, position: int = 0
) -> Claim:
    """The claim that ``name`` has ``post``, or its role at ``position`` where the post is a ticket's."""
    role, region = post.roles[position], post.region
    if post.rule.after_body:
        role, region = _of_body(reading, post)
    elif _is_bare_seat(reading.text, post, name):
        role, near = _of_seat(reading, post, reading.document.sentence_before(post.start).start)
        region = near or region
    if post.rule.several and grammar().links.as_chair.match(reading.text, name.outer.end):
        role = chair_of(role)
    return Claim(
        name,
        span,
        role,
        post.status if post.status_stated else _status_around(reading, post),
        region,
        post.rule.level,
        " ".join(post.of(reading.text).split()),
        post.rule.id,
        round(confidence * post.rule.confidence, 3),
        post,
    )


def _status_around(reading: Reading, post: Post) -> Status:
    """The status that the opening of a sentence, or the line above a list, gives to all posts in it.

    "Sebelumnya, jabatan Bupati Kaur Andi Rahman; Wali Kota Bengkulu Budi Hartono", "Pj bupati itu adalah:" above
    "1. Andi Rahman sebagai Bupati Kaur".
    """
    document = reading.document
    opening = document.sentence_of(post.start).start
    if grammar().links.held_before.match(reading.text, opening):
        return "former"
    if not document.line_of(post.start).is_item:
        return post.status
    heading = next(
        (line for line in document.lines_above(post.start) if not line.is_item), Span(0, 0)
    )
    acting = (p.status for p in reading.posts if heading.start <= p.start < heading.end)
    is_of_list = post.roles[0] in _HEADS and heading.of(reading.text).endswith(":")
    return next((s for s in acting if is_of_list and s in ACTING), post.status)


def claim_pair(
    reading: Reading, post: Post, pair: tuple[PersonName, PersonName], confidence: float
) -> Iterator[Claim]:
    """The claims that two persons have the two roles of a ticket's post."""
    span = Span(pair[0].outer.start, pair[1].outer.end)
    for position, name in enumerate(pair):
        yield claim(reading, post, name, span, confidence, position)


def chair_of(member: Role) -> Role:
    """The chair of the body whose members have a role; the role itself where it is no member's."""
    seats = grammar().seats.values()
    return next((seat["ketua"] for seat in seats if seat.get("anggota") == member), member)


def _is_bare_seat(text: str, post: Post, name: PersonName) -> bool:
    """True for the "Ketua" of "KPU Kaur, yakni Ketua Andi Rahman", with no body after it."""
    beside = not text[post.end : name.outer.start].strip(" ,")
    return (
        post.is_open
        and beside
        and bool(grammar().bodies.bare_seat.fullmatch(text, post.start, post.end))
    )


def _of_body(reading: Reading, post: Post) -> tuple[Role, str | None]:
    """Role and region of "ketuanya" or "anggotanya" after the body named last that has members.

    A division is the body's that the article names most.
    """
    words = grammar().bodies
    if post.roles[0] == "anggota_dprd":
        return _of_committee(reading, post)
    if post.rule.bare:
        return _of_seat(reading, post, max(0, post.start - _SPOKEN_OF))
    of_article = words.of_article.match(reading.text, post.start, post.end)
    if not of_article and words.as_seat.search(reading.text, max(0, post.start - _AS), post.start):
        return _of_seat(reading, post, max(0, post.start - _SPOKEN_OF))
    if not of_article and (seat := words.seat.match(reading.text, post.start)):
        return _of_companion(reading, post, seat.lastgroup or "")
    start = 0 if of_article else max(0, post.start - _SPOKEN_OF)
    kinds = {_most_named(reading)} if of_article else _WITH_MEMBERS
    mentions = words.seated.finditer(reading.text, start, post.start)
    named = [mention for mention in mentions if mention.lastgroup in kinds]
    if not named:
        return "other", None
    last = named[-1]
    member = "ketua" if words.chair.match(reading.text, post.start) else "anggota"
    return grammar().seats[last.lastgroup or ""][member], region_of_body(reading, last.end())


def _of_committee(reading: Reading, post: Post) -> tuple[Role, str | None]:
    """Role and region of "Ketua Komisi II", in the parliament named last before it."""
    parliaments = grammar().legislators.body.finditer(reading.text, 0, post.start)
    named = list(parliaments)
    if named and not named[-1]["dprd"]:
        return "anggota_dpr", COUNTRY
    return post.roles[0], region_of_body(reading, named[-1].end()) if named else None


def _of_companion(reading: Reading, post: Post, seat: str) -> tuple[Role, str | None]:
    """Role and region of "didampingi Anggota", in the body of the post before it.

    That is the last one of its sentence, or else the last before that has seats of a body.
    """
    sentence = reading.document.sentence_of(post.start)
    before = [p for p in reading.posts if p.start < post.start and not p.rule.after_body]
    for beside in reversed(before):
        seats = next((s for s in grammar().seats.values() if beside.roles[0] in s.values()), {})
        if seats or beside.start >= sentence.start:
            return seats.get(seat, "other"), beside.region
    return "other", None


def _of_seat(reading: Reading, post: Post, start: int) -> tuple[Role, str | None]:
    """Role and region of "sebagai ketua", in the body that the words from ``start`` on name last.

    Of two the deputy's is not in a party, which has more offices.
    """
    words, seats = grammar().bodies, grammar().seats
    seat = words.seat.match(reading.text, post.start)
    kind = seat.lastgroup if seat and seat.lastgroup else ""
    named = [
        mention
        for mention in words.seated.finditer(reading.text, start, post.start)
        if mention.lastgroup and (kind != "wakil" or kind in seats[mention.lastgroup])
    ]
    if not named:
        return "other", None
    last = named[-1]
    role = seats[last.lastgroup or ""].get(kind, "other")
    return role, region_of_body(reading, last.end())


def region_of_body(reading: Reading, end: int) -> str | None:
    """The region that stands right after the name of a body."""
    near = (
        region.region_code
        for region in reading.document.regions
        if 0 <= region.start - end <= _BODY_REGION
    )
    return next(near, None)


def _most_named(reading: Reading) -> str | None:
    """The kind of body that a text names most, of those named as often the first; in posts before elsewhere."""
    named = list(grammar().bodies.named.finditer(reading.text))
    in_posts = [m for m in named if any(p.start <= m.start() < p.end for p in reading.posts)]
    kinds = Counter(mention.lastgroup for mention in in_posts or named)
    return kinds.most_common(1)[0][0] if kinds else None
