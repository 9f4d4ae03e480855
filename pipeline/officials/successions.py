"""Evidence for who follows whom in a post: "menggantikan Andi Rahman", "jabatan itu akan diisi Andi Rahman"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.matching.rules import words_in
from pipeline.officials.claims import (
    ACTING,
    LINKED,
    RUNNING,
    VARIOUS,
    Claim,
    acting_in,
    claim,
    is_held,
)
from pipeline.officials.grammar import grammar
from pipeline.officials.names.reader import PersonName
from pipeline.officials.names.same import is_known, stands_for
from pipeline.officials.posts.post import Post
from pipeline.officials.reading import Reading
from pipeline.officials.tickets.pairs import DEPUTIES, pair_of
from pipeline.officials.transfers import is_destination, is_office
from pipeline.types import Region, Role, Span, Status

# At most this many characters may lead from "jabatan itu" to who fills it.
_VACANT = 90
# So much before an agent holds the verb.
_VERB = 60
# So much before a name holds a preposition.
_PREPOSITION = 10
# The members of parliaments.
_SEATED: frozenset[Role] = frozenset({"anggota_dprd", "anggota_dpr", "anggota_dpd"})


def replaced(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The one before: "Pj Bupati Kaur menggantikan Andi Rahman", "serah terima Dandim Kaur dari A ke B"."""
    if post.is_dual:
        return
    links = grammar().links
    end = _end_of(post, claims)
    is_agent = _is_agent(reading, post) and not links.relative.match(reading.text, end)
    if is_agent or _is_beside(post, claims):
        return
    match = links.replaces.match(reading.text, end)
    name = reading.person_at(match.end()) if match else None
    # "mantan Asisten Kapolri, ditunjuk sebagai Kapolda Jambi menggantikan A": that of the post stated last
    later = (p for p in reading.posts if match and end <= p.start < match.end())
    is_last = all(_is_agent(reading, each) for each in later)
    office = _office_kept(post, claims)
    if name is not None and is_last and office is not None:
        on_leave = links.on_leave.match(reading.text, name.outer.end)
        before = office.with_status("definitive" if on_leave else "former")
        yield claim(reading, before, name, name.outer, LINKED)
        yield from _deputy_before(reading, before, name)
        return
    yield from _succeeded(reading, post, claims)
    yield from _handed_over(reading, post, end, claims)


def _is_agent(reading: Reading, post: Post) -> bool:
    """True for who has somebody enter an office: "Pj Bupati Kaur dilantik oleh Gubernur menggantikan A"."""
    before = reading.text[max(0, post.start - _VERB) : post.start]
    return grammar().links.by_agent.search(before) is not None


def _deputy_before(reading: Reading, post: Post, name: PersonName) -> Iterator[Claim]:
    """The deputy of the head before, where both give way: "menggantikan Andi Rahman-Budi Hartono"."""
    pair, deputy = pair_of(reading.names, name), DEPUTIES.get(post.roles[0])
    if pair is not None and deputy is not None:
        yield replace(claim(reading, post, pair[1], pair[1].outer, LINKED), role=deputy)


def _succeeded(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Pengganti Andi Rahman sebagai Bupati Kaur": he had the post."""
    links, text = grammar().links, reading.text
    opening = max(0, post.start - _VACANT)
    leads = links.as_before.search(text[opening : post.start])
    name = reading.person_ending_at(opening + leads.start()) if leads else None
    if name is None or post.status in ACTING:
        return
    if not links.succeeded.search(text[opening : name.outer.start]):
        return
    if not _has_role(reading, name, post, claims):
        yield claim(reading, post.with_status("former"), name, name.outer, LINKED)


def _is_beside(post: Post, claims: Sequence[Claim]) -> bool:
    """True for the office of who acts in another: "Pj Bupati Kaur Andi Rahman juga sebagai Camat Nasal"."""
    held = [each for each in claims if each.is_of(post) and each.status not in ACTING]
    return any(
        each.name.span == other.name.span and other.status in ACTING
        for each in held
        for other in claims
    )


def _end_of(post: Post, claims: Sequence[Claim]) -> int:
    """Where a post and its holder end; of one in which somebody acts, where what else the holder is ends."""
    held = [each for each in claims if each.is_of(post)]
    acting = {each.name.span for each in held if each.status in ACTING}
    held += [each for each in claims if each.name.span in acting]
    return max((each.span.end for each in held), default=post.end)


def given(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Golkar mempercayakan kursi Ketua DPRD Kaur kepada Andi Rahman": a post that nobody has yet is given away.

    Whoever gives it away had it: "Budi Hartono menyerahkan jabatan Camat Nasal kepada Andi Rahman".
    """
    links, text = grammar().links, reading.text
    opening = max(0, post.start - _VACANT)
    gives = links.gives.search(text[opening : post.start])
    match = links.given_to.match(text, post.end) if gives else None
    name = reading.person_at(match.end()) if match else None
    if gives is None or name is None or post.is_dual or is_held(post, claims):
        return
    yield claim(reading, post, name, Span(post.start, name.outer.end), LINKED)
    giver = reading.person_ending_at(opening + gives.start())
    if giver is not None and not any(known.name.span == giver.span for known in claims):
        yield claim(reading, post.with_status("former"), giver, giver.outer, LINKED)


def _office_kept(post: Post, claims: Sequence[Claim]) -> Post | None:
    """The post, or the one kept by who left it: "Plt Bupati A. A pernah menjadi Camat, dan menggantikan B"."""
    had = [known for known in claims if known.is_of(post)]
    if not any(known.status == "former" for known in had):
        return post
    kept = (
        known.post
        for known in claims
        if known.post
        and known.status in {*ACTING, "definitive"}
        and any(stands_for(holder.name, known.name) for holder in had)
    )
    return next(kept, None)


def _left_for(post: Post, claims: Sequence[Claim]) -> Post | None:
    """The office that who acts in ``post`` left: "Camat, yang ditinggal A sebagai Pj Bupati, kini diisi B"."""
    if post.status not in ACTING:
        return None
    holders = {known.name.span for known in claims if known.is_of(post)}
    left = (
        known.post.with_status("definitive")
        for known in claims
        if known.post and known.status == "former" and known.name.span in holders
    )
    return next(left, None)


def replaced_by_pronoun(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Kapolres Kaur kini Andi Rahman. Ia menggantikan B", "Ia digantikan B": the last post held before."""
    for match in grammar().links.they_replace.finditer(reading.text):
        name = reading.person_at(match.end())
        stated = reading.document.sentence_before(match.start())
        posts = (
            known.post
            for known in reversed(claims)
            if known.post and known.status == "definitive" and known.span in stated
        )
        post = max(posts, key=lambda post: post.start, default=None)
        if name is not None and post is not None and not _acts(name, claims):
            held = post.with_status("definitive" if match["by"] else "former")
            yield claim(reading, held, name, name.outer, LINKED)


def _acts(name: PersonName, claims: Sequence[Claim]) -> bool:
    """True for who is told to act in an office: "Ia digantikan A, Camat Nasal, sebagai Pj Bupati Kaur"."""
    return any(known.name.span == name.span and known.status in ACTING for known in claims)


def _handed_over(
    reading: Reading, post: Post, end: int, claims: Sequence[Claim]
) -> Iterator[Claim]:
    """ "serah terima Dandim Kaur dari A ke B", "yang dijabat A, kini dijabat B": the first was, the second is.

    Not of the office that the first moves to: "A digeser menjadi Camat Nasal dan diganti B".
    """
    links = grammar().links
    now = links.taken_over.match(reading.text, end)
    holder = reading.person_at(now.end()) if now else None
    if holder is not None and is_destination(reading, post, claims):
        return
    if now is not None and holder is not None:
        office, acting = _left_for(post, claims) or post, acting_in(now)
        held = office.with_status(acting) if acting else office
        yield claim(reading, held, holder, holder.outer, LINKED)
        return
    yield from _handed_on(reading, post, end)


def _handed_on(reading: Reading, post: Post, end: int) -> Iterator[Claim]:
    """ "serah terima Dandim Kaur dari A ke B", "antara A dengan B": the first had the post, the second has it."""
    links, text = grammar().links, reading.text
    match = links.handed_over.match(text, end)
    if match is None or any(end <= other.start < match.end() for other in reading.posts):
        # "Kapolda Bengkulu memimpin sertijab Kapolres Kaur dari A kepada B"
        return
    opening = reading.document.sentence_of(post.start).start
    if match["between"] and not links.transfers.search(text, opening, match.start()):
        return
    onward = links.handed_between if match["between"] else links.handed_to
    first = reading.person_at(match.end())
    match = onward.match(text, first.outer.end) if first else None
    second = reading.person_at(match.end()) if match else None
    if first is None or second is None:
        return
    yield claim(reading, post.with_status("former"), first, first.outer, LINKED)
    yield claim(reading, post, second, second.outer, LINKED)


def swapped(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "A menggantikan B", "A digantikan oleh B": where one of the two has the post, the other takes it or had it.

    In an article on replacements in a parliament both are its members, of whom the one has left.
    """
    links, text = grammar().links, reading.text
    is_seat = bool(links.vacated.search(text))
    for before in reading.names.runs:
        match = links.swaps.match(text, before.outer.end)
        after = reading.person_at(reading.past_post(match.end())) if match else None
        if match is None or after is None or not reading.may_be_person(before):
            continue
        if _is_of_another(reading, before, match, claims):
            continue
        if _is_place(reading, before):
            continue
        first, second = (_held_by(name, claims) for name in (before, after))
        # Who follows another may have come from a post of his own.
        stated = first or second if match["by"] or not (first and second) else None
        here = None if match["by"] else reading.post_at(match.end())
        stated = stated or here or _vacated(reading, before.outer.start, claims)
        post = _seat_before(reading, match.end()) if is_seat else stated
        won = None if match["by"] else _won_by(before, claims)
        if won is not None and here is None and (first is None or first.start > before.outer.end):
            yield replace(won, name=after, span=after.outer, status="former")
            continue
        if post is None:
            continue
        soon = not links.left_behind.search(match.group()) and links.to_come.search(
            text, reading.document.sentence_of(match.start()).start, match.end()
        )
        statuses: tuple[Status, Status] = ("definitive" if soon else "former", "definitive")
        for name, status in zip(
            (before, after) if match["by"] else (after, before), statuses, strict=True
        ):
            if not _has_role(reading, name, post, claims):
                acts = status == "definitive" and post.status in ACTING and post is not here
                held = post if acts else post.with_status(status)
                yield claim(reading, held, name, name.outer, LINKED)


def _is_place(reading: Reading, name: PersonName) -> bool:
    """True after a preposition of place: "bertugas di Salakan menggantikan Andi Rahman"."""
    before = reading.text[: name.outer.start][-_PREPOSITION:].split()
    return bool(before) and before[-1].casefold() in words_in("place_prepositions")


def _won_by(name: PersonName, claims: Sequence[Claim]) -> Claim | None:
    """The claim of the head of a ticket who has the post, or is elected to it."""
    return next(
        (
            known
            for known in claims
            if known.post is not None
            and known.post.is_dual
            and known.status in {"elect", "definitive"}
            and known.role == known.post.roles[0]
            and is_known(name.words, [known.name.words])
        ),
        None,
    )


def _is_of_another(
    reading: Reading, name: PersonName, link: re.Match[str], claims: Sequence[Claim]
) -> bool:
    """True where another or a post gives way: "A melantik Camat B, digantikan C", "A dan Camat digantikan C"."""
    if any(link.start() <= each.name.span.start < link.end() for each in claims):
        return True
    verb = link.start("by") if link["by"] else link.end()
    posts = (p for p in reading.posts if p.start >= link.start() and p.end <= verb)
    last = next((p for p in posts if not reading.text[p.end : verb].strip(" ,")), None)
    return last is not None and not any(
        each.is_of(last) and each.name.span == name.span for each in claims
    )


def _held_by(name: PersonName, claims: Sequence[Claim]) -> Post | None:
    """The post that a person is claimed to have or to have had: the one stated last up to this mention."""
    posts = [
        known.post
        for known in reversed(claims)
        if known.post and not known.post.is_dual and is_known(name.words, [known.name.words])
        if known.post.status not in RUNNING
    ]
    before = [post for post in posts if post.start <= name.outer.end]
    return max(before, key=lambda post: post.start, default=next(iter(posts), None))


def _vacated(reading: Reading, start: int, claims: Sequence[Claim]) -> Post | None:
    """The post that changes hands right before the two who do: "Camat Nasal berganti. A digantikan B"."""
    last = next((post for post in reversed(reading.posts) if post.end <= start), None)
    if last is None or not is_office(last) or is_held(last, claims):
        return None
    return last if grammar().links.changes.fullmatch(reading.text, last.end, start) else None


def _seat_before(reading: Reading, end: int) -> Post | None:
    """The post of the members of a parliament that is named last before an offset."""
    seats = (post for post in reversed(reading.posts) if post.end <= end)
    return next((post for post in seats if post.roles[0] in _SEATED), None)


def _has_role(reading: Reading, name: PersonName, post: Post, claims: Sequence[Claim]) -> bool:
    """True where a person is claimed to have the role of a post, but for who had it elsewhere."""
    return any(
        known.role == post.roles[0]
        and is_known(name.words, [known.name.words])
        and not (known.status == "former" and _is_another(reading, known, post))
        for known in claims
    )


def _is_another(reading: Reading, known: Claim, post: Post) -> bool:
    """True for a claim to another office of many kinds than a post, or of another place that both name."""
    if known.role in VARIOUS and known.role_text != " ".join(post.of(reading.text).split()):
        return True
    return _is_elsewhere(known, post)


def _is_elsewhere(known: Claim, post: Post) -> bool:
    """True for a claim of another place than a post's, where both name theirs."""
    return None not in (known.region, post.region) and known.region != post.region


def filled(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Untuk Jambi akan diisi oleh Andi Rahman", "jabatan itu akan diisi Andi Rahman": the post stated last.

    That of a place is the last one of its level, or the one that it is part of; a vacancy's must stand in its
    sentence or the one before.
    """
    links, text = grammar().links, reading.text
    for match in (*links.filled.finditer(text), *links.successor.finditer(text)):
        follows = match.re is links.successor
        name = reading.person_at(match.end()) or _holder_at(match.end(), claims)
        if name is None:
            continue
        before = [post for post in reading.posts if post.end <= match.start()]
        place = None if follows else _place_ending_at(reading, match.start())
        opening = max(0, match.start() - _VACANT)
        vacant = links.vacant.search(text, opening, match.start())
        if place is not None and before and place.end <= before[-1].end:
            place = None
        elif place is not None:
            before = [post for post in before if post.rule.level == place.level]
        elif vacant and vacant["left"]:
            before = _left_by(reading, vacant.start("left"), claims)
        elif follows or vacant:
            nearest = reading.document.sentence_before(match.start()).start
            was = links.held_before.match(text, reading.document.sentence_of(match.start()).start)
            before = [
                post
                for post in before
                if post.start >= nearest
                and (was or not is_destination(reading, post, claims))
                and not (follows and _is_entered(post, claims))
            ]
        else:
            continue
        if before and not _has(name, before[-1], claims):
            span = Span(place.start if place else match.start(), name.outer.end)
            told, acting = _as_told(reading, before[-1], match.start()), acting_in(match)
            held = told.with_status(acting) if acting else told
            made = claim(reading, held, name, span, LINKED)
            yield replace(made, region=place.region_code) if place else made


def _left_by(reading: Reading, start: int, claims: Sequence[Claim]) -> list[Post]:
    """The posts of "jabatan yang ditinggalkan Andi Rahman", named at an offset, but the one that he moved to."""
    name = reading.person_at(start)
    return [
        known.post
        for known in claims
        if name and known.post and not known.post.is_dual and stands_for(name, known.name)
        if not is_destination(reading, known.post, claims)
    ]


def _is_entered(post: Post, claims: Sequence[Claim]) -> bool:
    """True for a post that words after the name of its holder lead to, as to one that somebody enters."""
    return any(known.is_of(post) and known.span.start < post.start for known in claims)


def _as_told(reading: Reading, post: Post, start: int) -> Post:
    """The post of who fills it; of who filled it once in a sentence on offices held before."""
    opening = reading.document.sentence_of(start).start
    is_over = post.end <= opening and grammar().links.held_before.match(reading.text, opening)
    if is_over or post.status == "former":
        return post.with_status("former" if is_over else "definitive")
    return post


def _holder_at(start: int, claims: Sequence[Claim]) -> PersonName | None:
    """The holder of the post that begins at an offset: "diisi oleh kader Golkar, Andi Rahman"."""
    for known in claims:
        if known.post is not None and known.post.start == start:
            return known.name
    return None


def _has(name: PersonName, post: Post, claims: Sequence[Claim]) -> bool:
    """True where a person is claimed to have the role of a post at the same place already, or to act in one."""
    return any(
        known.name.span == name.span
        and (known.role == post.roles[0] or known.status in ACTING)
        and (known.is_of(post) or known.status != "former")
        and not (known.role == post.roles[0] and _is_elsewhere(known, post))
        for known in claims
    )


def _place_ending_at(reading: Reading, end: int) -> Region | None:
    """The region right before an offset."""
    last = next(reversed(reading.document.regions_in(0, end)), None)
    if last is None or last.end > end or reading.text[last.end : end].strip(" ,"):
        return None
    return last
