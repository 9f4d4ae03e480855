"""The posts of a ticket, head and deputy: what status they give the two, and how one post tells of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.officials.claims import PAIRED, Claim, claim
from pipeline.officials.grammar import grammar
from pipeline.officials.list_heads import told_of_list, words_above
from pipeline.officials.posts.post import Post
from pipeline.officials.reading import Reading
from pipeline.officials.tickets.pairs import DEPUTIES, HEADS, ROLES_OF_PAIRS, pairs_from
from pipeline.types import Span, Status

# The names of a pair, and what leads to them, take at most this many characters.
_BETWEEN_POSTS = 120
# Words at most this many characters before a post may make it a pair's.
_PAIRED = 20


def is_of_pair(reading: Reading, post: Post) -> bool:
    """True where "pasangan" leads to a post of one: "pasangan calon bupati Kaur", whose deputy is named, too."""
    words = grammar().pairs
    before = reading.text[max(0, post.start - _PAIRED) : post.start]
    return bool(words.paired.search(before) or words.named_pair.match(reading.text, post.start))


def as_running(reading: Reading, post: Post) -> Post:
    """ "pasangan Bupati dan Wakil Bupati A-B" are candidates, unless the sentence tells of their inauguration.

    Where an article tells of an inauguration to come, or the sentence declares them elected, they are elect; in
    office where it says so of those elected ("Bupati dan Wakil Bupati terpilih A dan B resmi dilantik"). Those
    of a series have the status that the words before the first post give to all.
    """
    told = _told_of_series(reading, post) if post.is_dual and not post.status_stated else None
    if told is not None:
        return post.with_status(told)
    words = grammar().pairs
    sentence = reading.document.sentence_of(post.start)
    stated = sentence.of(reading.text)
    if post.status == "candidate" and words.declared.search(stated):
        return post.with_status("elect")
    if post.status == "elect" and words.took_office.search(reading.text, post.end, sentence.end):
        return post.with_status("definitive")
    opening = reading.opening_of(post.start)
    if post.status_stated or words.inaugurated.search(reading.text, opening, sentence.end):
        return post
    if words.to_inaugurate.search(reading.text):
        return post.with_status("elect")
    paired = words.paired.search(reading.text, max(0, post.start - _PAIRED), post.start)
    if paired is None or reading.opens_with_inauguration:
        return post
    return post.with_status("elect" if words.declared.search(stated) else "candidate")


def is_in_pair(reading: Reading, post: Post) -> bool:
    """True for the post in "pasangan Andi Rahman dan Wakil Bupati Budi Hartono", which both seek as a ticket.

    They hold it where the sentence tells of their inauguration or term.
    """
    words, text = grammar(), reading.text
    if post.status_stated or post.region is not None or post.roles[0] not in HEADS:
        return False
    if words.pairs.inaugurated.search(reading.document.sentence_of(post.start).of(text)):
        return False
    for cue in reading.pair_cues:
        first = reading.names.at(cue.end()) if cue.end() < post.start else None
        joint = first and words.links.posts_joint.fullmatch(text, first.outer.end, post.start)
        if joint and words.pairs.named_pair.match(cue.group()):
            return True
    return False


def as_listed(reading: Reading, post: Post) -> Post:
    """The post of one of a ticket that opens a line ("Bupati: A") with the status that the words above tell."""
    opens_line = reading.document.line_of(post.start).text_start == post.start
    if post.status_stated or not opens_line or post.roles[0] not in ROLES_OF_PAIRS:
        return post
    told = told_of_list(reading, post.start)
    return post if told is None else post.with_status(told)


def as_bracketed(reading: Reading, post: Post) -> Post:
    """The post of one of a ticket in "pasangan Andi Rahman (Bupati) dan Budi Hartono (Wakil Bupati)".

    There the brackets tell who is whose deputy: the two run, or are elected where the sentence declares that.
    """
    if post.status_stated or post.is_dual or not _is_alone_in_bracket(reading, post):
        return post
    sentence = reading.document.sentence_of(post.start)
    others = (p for p in reading.posts if p in sentence and _is_alone_in_bracket(reading, p))
    wanted = DEPUTIES.get(post.roles[0]) or HEADS.get(post.roles[0])
    if wanted not in {other.roles[0] for other in others}:
        return post
    words, stated = grammar().pairs, sentence.of(reading.text)
    line = reading.document.line_of(sentence.start)
    heads = words_above(reading, sentence.start) if line.is_item or line.is_heading else ()
    is_pair = words.named_pair.search(stated) or any(map(words.item_listing.search, heads))
    if not is_pair:
        return post
    return post.with_status("elect" if words.elect.search(stated) else "candidate")


def _is_alone_in_bracket(reading: Reading, post: Post) -> bool:
    """True for a post without a region that is all that a bracket holds."""
    around = reading.text[post.start - 1 : post.start] + reading.text[post.end : post.end + 1]
    return post.region is None and around == "()"


def _told_of_series(reading: Reading, post: Post) -> Status | None:
    """What the words before "Bupati dan Wabup Kaur A-B, Bupati dan Wabup Seluma C-D" make of all pairs."""
    posts = [other for other in reading.posts if other.is_dual]
    first = last = posts.index(post)
    while first and _are_in_series(posts[first - 1], posts[first]):
        first -= 1
    while last + 1 < len(posts) and _are_in_series(posts[last], posts[last + 1]):
        last += 1
    return told_of_list(reading, posts[first].start) if first < last else None


def _are_in_series(one: Post, other: Post) -> bool:
    """True for two posts of tickets with a pair's names at most between them, each with a place of its own."""
    has_own_place = one.region is not None and one.region != other.region
    return has_own_place and other.start - one.end <= _BETWEEN_POSTS


def as_elected(reading: Reading, post: Post, stated: str) -> Post:
    """Two persons named as holders of a ticket's posts were elected, where the article tells of an election.

    Those whom ``stated``, a part of the sentence, says to be sworn in are in office: "A dan B dilantik sebagai
    Bupati dan Wakil Bupati". So are all in an article on an inauguration that is over.
    """
    words = grammar().pairs
    opening = reading.document.sentence_of(post.start).start
    entered = words.sworn_in.search(stated) or words.took_office.search(
        reading.text, opening, post.end
    )
    if post.status_stated or entered or not words.elect.search(reading.text):
        return post
    if reading.opens_with_inauguration and not words.to_inaugurate.search(reading.text):
        return post
    in_term = grammar().tail.period.search(reading.text, post.start, post.end)
    if in_term and grammar().links.equating.search(stated):
        return post
    return post.with_status("elect")


def ticket_of(reading: Reading, post: Post, offset: int) -> Iterator[Claim]:
    """ "pasangan calon bupati Kaur yakni A dan B": the post is the first one's, its deputy's the second's."""
    deputy = DEPUTIES.get(post.roles[0])
    for head, second in pairs_from(reading, offset) if deputy else ():
        span = Span(head.outer.start, second.outer.end)
        claimed = claim(reading, post, head, span, PAIRED)
        yield claimed
        yield replace(claimed, name=second, role=deputy or claimed.role)
