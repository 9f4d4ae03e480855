"""Seats in bodies: "ketuanya", "Anggota", "sebagai ketua", told after the body has been named."""

from __future__ import annotations

from collections import Counter, deque

from pipeline.officials.grammar import grammar
from pipeline.officials.names.reader import PersonName
from pipeline.officials.posts.post import Post
from pipeline.officials.reading import Reading
from pipeline.types import COUNTRY, Role

# Bodies that have members: kinds of ``bodies.seated``.
_WITH_MEMBERS = frozenset({"kpu", "bawaslu", "dprd"})
# How far back the body of "ketuanya" may have been named.
_SPOKEN_OF = 400
# At most this many characters before a seat tell that somebody takes it.
_AS = 12
# A region this near after a body is the body's ("Bawaslu Kabupaten Bekasi").
_BODY_REGION = 12


def seat_of(reading: Reading, post: Post, name: PersonName) -> tuple[Role, str | None] | None:
    """Role and region of the seat that ``name`` has in a body named before, ``None`` for a post of its own."""
    if post.rule.after_body:
        return _of_body(reading, post)
    if _is_bare_seat(reading.text, post, name):
        role, region = _of_seat(reading, post, reading.document.sentence_before(post.start).start)
        return role, region or post.region
    return None


def chair_of(member: Role) -> Role:
    """The chair of the body whose members have a role; the role itself where it is no member's."""
    seats = grammar().seats.values()
    return next((seat["ketua"] for seat in seats if seat.get("anggota") == member), member)


def _is_bare_seat(text: str, post: Post, name: PersonName) -> bool:
    """True for the "Ketua" of "KPU Kaur, yakni Ketua Andi Rahman", with no body after it."""
    seat = grammar().bodies.bare_seat.match(text, post.start)
    end = max(post.end, seat.end()) if seat else post.end
    return is_seat_alone(text, post) and not text[end : name.outer.start].strip(" ,")


def is_seat_alone(text: str, post: Post) -> bool:
    """True for "Ketua" and "Wakil Ketua I" without the name of a body."""
    seat = grammar().bodies.bare_seat
    return post.is_open and seat.fullmatch(text, post.start, post.end) is not None


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
    """Role and region of "Ketua Komisi II" and of seats in it, in the parliament named last before them.

    Where none is named before, it is the first one after them.
    """
    body = grammar().legislators.body
    named = deque(body.finditer(reading.text, 0, post.start), maxlen=1)
    nearest = named[0] if named else body.search(reading.text, post.end)
    if nearest is not None and not nearest["dprd"]:
        return "anggota_dpr", COUNTRY
    return "anggota_dprd", region_of_body(reading, nearest.end()) if nearest else None


def _of_companion(reading: Reading, post: Post, seat: str) -> tuple[Role, str | None]:
    """Role and region of "didampingi Anggota", in the body of the post before it.

    That is the last one of its sentence, or else the last before that has seats of a body. Where no post tells, it
    is the body that is named last.
    """
    sentence = reading.document.sentence_of(post.start)
    of_member = "anggota_dprd"
    others = (
        p
        for p in reading.posts
        if p.start < post.start and (not p.rule.after_body or p.roles[0] == of_member)
    )
    before = [p for p in others if not is_seat_alone(reading.text, p)]
    for beside in reversed(before):
        body = grammar().bodies.seated.search(reading.text, beside.start, beside.end)
        if body is not None and body.lastgroup == "committee":
            return _of_committee(reading, post)
        seats = next((s for s in grammar().seats.values() if beside.roles[0] in s.values()), {})
        if seats or beside.start >= sentence.start:
            return seats.get(seat, "other"), beside.region
    return _of_seat(reading, post, max(0, post.start - _SPOKEN_OF))


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
    body = named[-1].lastgroup or ""
    if body == "committee":
        return _of_committee(reading, post)
    alike = (mention for mention in reversed(named) if mention.lastgroup == body)
    regions = (region_of_body(reading, mention.end()) for mention in alike)
    return seats[body].get(kind, "other"), next(filter(None, regions), None)


def region_of_body(reading: Reading, end: int) -> str | None:
    """The region that stands right after the name of a body."""
    near = reading.document.regions_in(end, end + _BODY_REGION + 1)
    return near[0].region_code if near else None


def _most_named(reading: Reading) -> str | None:
    """The kind of body that a text names most, of those named as often the first; in posts before elsewhere."""
    named = list(grammar().bodies.named.finditer(reading.text))
    in_posts = [m for m in named if any(p.start <= m.start() < p.end for p in reading.posts)]
    kinds = Counter(mention.lastgroup for mention in in_posts or named)
    return kinds.most_common(1)[0][0] if kinds else None
