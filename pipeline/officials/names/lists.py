"""Lists of persons who have or seek one post: in a sentence, and as items below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.focus.centre import centre
from pipeline.officials.claims import LINKED, PAIRED, Claim, claim, claim_pair
from pipeline.officials.enumerations import (
    HEADED,
    LEAST_LISTED,
    Member,
    alike,
    are_placed,
    members_from,
    names_from,
)
from pipeline.officials.grammar import grammar
from pipeline.officials.names.reader import PersonName
from pipeline.officials.posts.post import Post
from pipeline.officials.reading import Reading
from pipeline.officials.relatives import past_post_before
from pipeline.officials.seats import chair_of
from pipeline.officials.series import seekers_from
from pipeline.officials.tickets.pairs import DEPUTIES, ROLES_OF_PAIRS, pairs_from
from pipeline.officials.tickets.posts import is_of_pair, ticket_of

_COUNTED = 30
# How far after a post of several a sentence may list their names.
_FURTHER_ON = 600
# Levels of places whose names are known only where more tells of them.
_SMALL = frozenset({"district", "village"})


def continues_list(text: str, last: PersonName | None, name: PersonName) -> bool:
    """True where ``name`` goes on with the list of persons that ``last`` is of."""
    if last is None:
        return False
    return bool(grammar().links.list_joint.fullmatch(text, last.outer.end, name.outer.start))


def names_before(reading: Reading, end: int) -> list[PersonName]:
    """The names of the list that ends right before an offset, in order; a post before a name ends it.

    They are two persons at least, the last with a full name: "Andi Rahman dan Budi Hartono dilantik sebagai
    anggota KPU".
    """
    runs = [run for run in reading.names.runs if run.outer.start < end]
    last = reading.names.ending_at(end)
    names = [last] if last and runs and runs[-1].span == last.span else []
    while names and len(runs) > 1 and continues_list(reading.text, runs[-2], names[0]):
        if past_post_before(reading, names[0]) != names[0].outer.start:
            break
        runs.pop()
        names.insert(0, runs[-1])
    is_list = len(names) > 1 and len(names[-1].words) > 1
    return names if is_list and all(map(reading.as_person, names)) else []


def is_counted(reading: Reading, post: Post) -> bool:
    """True for "dua mantan Bupati Kaur" and "Camat lainnya", of which several names follow."""
    links = grammar().links
    before = reading.text[max(0, post.start - _COUNTED) : post.start]
    counted = links.counted_before.search(before)
    return bool(counted or links.of_others.search(reading.text, post.start, post.end))


def is_of_many(reading: Reading, post: Post) -> bool:
    """True for "para camat", of whom a list may follow."""
    before = reading.text[max(0, post.start - _COUNTED) : post.start]
    return bool(grammar().links.many_before.search(before))


def with_chair(reading: Reading, post: Post, members: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of a list, of which the first is the chair after "Ketua dan Anggota KPU Kaur, yakni"."""
    links = grammar().links
    before = reading.text[max(0, post.start - _COUNTED) : post.start]
    stated = any(links.as_chair.match(reading.text, each.name.outer.end) for each in members)
    for place, member in enumerate(members):
        leads = not (place or stated) and links.and_chair.search(before) is not None
        yield replace(member, role=chair_of(member.role)) if leads else member


def bench(reading: Reading, end: int) -> list[Member]:
    """The judges beside the one who presides: "hakim ketua A dengan anggota B dan C"."""
    match = grammar().links.bench.match(reading.text, end)
    if match is None or any(post.start == match.end() for post in reading.posts):
        return []
    return alike(reading, members_from(reading, match.end(), "none"))


def named_later(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "anggota KPU yang dilantik yakni A, B dan C": the list of those who have or seek a post."""
    match = grammar().links.named_later.match(reading.text, post.end)
    opening = reading.document.sentence_of(post.start).start
    if grammar().links.list_of_others.search(reading.text, opening, post.start):
        return
    if match is None:
        yield from _apposed_list(reading, post)
        return
    if post.is_dual:
        # Pairs on lines of their own have places of their own, and are read as those of any list.
        if "\n" not in match.group():
            yield from _pairs_later(reading, post, match.end())
    elif post.status == "candidate" and is_of_pair(reading, post):
        yield from ticket_of(reading, post, match.end())
    else:
        yield from _listed_at(reading, post, match.end())


def _apposed_list(reading: Reading, post: Post) -> Iterator[Claim]:
    """The claims of a list that a comma or bracket alone leads to: "tiga anggota KPU Kaur, A, B dan C".

    A single word may be another body that was there ("para camat, Satpol, Damkar"), if the tagger knows no person.
    """
    mark = grammar().links.list_opens.match(reading.text, post.end)
    if mark is None or post.is_dual or not _may_have_several(reading, post):
        return
    names = names_from(reading, mark.end())
    if len(names) > 1 and all(len(name.words) > 1 or reading.is_tagged(name) for name in names):
        yield from _listed_at(reading, post, mark.end())


def named_further_on(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Timsel memilih calon anggota KPU Kaur. Nama yang lolos yakni A, B dan C": those of a later sentence.

    It is of the last post before it that several have. The next sentence may also open with the first of several
    places: "Untuk Kaur yakni A dan B. Untuk Seluma C".
    """
    if post.is_dual:
        return
    sentence = reading.document.sentence_of(post.start)
    placed = list(_listed_at(reading, post, sentence.end, is_introduced=False))
    others = (
        p.start for p in reading.posts if p.start > post.start and _has_list(reading, p, claims)
    )
    reach = next(others, min(len(reading.text), post.end + _FURTHER_ON))
    if placed or not (
        post.status_stated or _may_have_several(reading, post) or is_counted(reading, post)
    ):
        yield from placed
        return
    for match in grammar().links.names_listed.finditer(reading.text, post.end, reach):
        stated = reading.text[post.end : min(sentence.end, match.start())] + match.group()
        found = list(_listed_at(reading, post, match.end(), stated))
        if found:
            yield from found
            return
    yield from _told_further_on(reading, post, reach)


def _told_further_on(reading: Reading, post: Post, reach: int) -> Iterator[Claim]:
    """ "Tiga anggota KPU Kaur dilantik", and further on "A, B, dan C dilantik di Jakarta": who they are."""
    for sentence in reading.document.sentences:
        if not post.end < sentence.start < reach:
            continue
        names = names_from(reading, sentence.start)
        told = names and grammar().links.names_told.match(reading.text, names[-1].outer.end)
        if told and len(names) >= LEAST_LISTED:
            yield from _listed_at(reading, post, sentence.start, told.group())
            return


def _has_list(reading: Reading, post: Post, claims: Sequence[Claim]) -> bool:
    """True for a post whose holders a list tells, or may tell."""
    if post.is_dual:
        return True
    held = sum(each.is_of(post) for each in claims)
    return held != 1 and _may_have_several(reading, post)


def _listed_at(
    reading: Reading, post: Post, offset: int, stated: str = "", *, is_introduced: bool = True
) -> Iterator[Claim]:
    """The claims of the list that begins at an offset, if it may be of those who have or seek a post.

    Of a post that only one person has, or a list that nothing introduces, each must have a place: "Pj bupati,
    yakni A (Kaur) dan B (Seluma)".
    """
    seek = post.status == "candidate" and is_introduced
    members = (seekers_from if seek else members_from)(reading, offset, post.rule.level)
    stated = stated or reading.text[post.end : offset]
    counted = is_counted(reading, post) or grammar().links.counted_in.search(stated)
    is_on_lines = len(members) > 1 and "\n" in reading.text[members[0].end : members[1].end]
    least = 2 if counted or is_on_lines else LEAST_LISTED
    has_pairs = any(each.is_second for each in members)
    is_list = is_introduced and not has_pairs and _may_have_several(reading, post)
    is_of_head = post.status == "candidate" and post.roles[0] in ROLES_OF_PAIRS
    if is_of_head and len(members) == 1 and len(members[0].name.words) > 1:
        # "Calon bupati yang mendaftar adalah Andi Rahman"
        least = 1
    if are_placed(members) or _are_dated(reading, members) or (is_list and len(members) >= least):
        won = as_won(reading, post, stated)
        yield from with_chair(reading, post, list(of_members(reading, won, members)))


def _are_dated(reading: Reading, members: Sequence[Member]) -> bool:
    """True for those who had a post one after the other: "A (1999-2004)", "B (2004-2009)"."""
    terms = (grammar().links.term.match(reading.text, each.name.outer.end) for each in members)
    return len(members) > 1 and all(terms)


def _pairs_later(reading: Reading, post: Post, offset: int) -> Iterator[Claim]:
    """The claims of the pairs that a post of two introduces: "calon bupati dan wakil bupati yakni A-B, C-D"."""
    sentence = reading.document.sentence_of(post.start).of(reading.text)
    if grammar().pairs.sworn_in.search(sentence):
        post = post.with_status("definitive")
    for pair in pairs_from(reading, offset) if post.status_stated else ():
        yield from claim_pair(reading, post, pair, PAIRED)


def _may_have_several(reading: Reading, post: Post) -> bool:
    """True for a post that several persons have or seek, in general or as the words before it tell."""
    if post.rule.several or post.status == "candidate":
        return True
    is_of_head = post.rule.level in HEADED and post.status != "former"
    return not is_of_head and (is_counted(reading, post) or is_of_many(reading, post))


def as_won(reading: Reading, post: Post, stated: str) -> Post:
    """The post of those who are stated to have won it, but in an article on their inauguration."""
    words = grammar()
    if post.status == "elect" and reading.opens_with_inauguration:
        return replace(post, status="definitive")
    if post.status_stated or words.pairs.sworn_in.search(reading.text):
        return post
    won = words.status_after["elect"].search(stated) is not None
    return post.with_status("elect") if won else post


def of_members(reading: Reading, post: Post, members: Sequence[Member]) -> Iterator[Claim]:
    """The claims of a list; the second of a pair is the deputy of the post."""
    for member in members:
        made = claim(reading, post, member.name, member.name.outer, LINKED)
        if member.place is not None:
            made = replace(made, region=member.place.region_code)
        else:
            made = in_small_place(reading, made)
        if member.is_second:
            made = replace(made, role=DEPUTIES.get(made.role, made.role))
        yield made


def in_small_place(reading: Reading, made: Claim) -> Claim:
    """The claim where the article is, if a bracket has the desa or kecamatan of its head, which is not known."""
    bracket = grammar().links.bracket_opens.match(reading.text, made.name.outer.end)
    is_in_it = made.level in _SMALL and bracket is not None
    return replace(made, region=centre(reading.document)) if is_in_it else made


def in_items(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Pj Bupati di Bengkulu", and below "1. Kaur: A", "2. Seluma: B": a list of places below a post's line."""
    sentence = reading.document.sentence_of(post.start)
    line_end = reading.text.find("\n", sentence.end)
    below = next(reading.document.lines_below(post.end), None)
    if post.is_dual or below is None or reading.text[sentence.end : line_end].strip():
        return
    yield from _listed_at(reading, post, below.text_start, is_introduced=False)
