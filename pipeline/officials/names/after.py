"""Evidence for a person named after a post: at once, after a comma, a clause or the rest of the body's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.focus.centre import COARSE, LOCAL
from pipeline.matching.person_words import begins_rank, name_words
from pipeline.officials.claims import (
    BESIDE,
    LINKED,
    PAIRED,
    TAGGED,
    Claim,
    acting_in,
    claim,
    claim_pair,
)
from pipeline.officials.enumerations import LEAST_LISTED, Member, alike, are_placed, members_from
from pipeline.officials.grammar import grammar
from pipeline.officials.names.lists import as_won, bench, is_counted, of_members, with_chair
from pipeline.officials.names.reader import PersonName
from pipeline.officials.posts.post import Post
from pipeline.officials.reading import Reading
from pipeline.officials.relatives import has_relative
from pipeline.officials.seats import is_seat_alone
from pipeline.officials.series import seekers_from
from pipeline.officials.tickets.pairs import (
    DEPUTIES,
    HEADS,
    HYPHENS,
    Pair,
    Ticket,
    pair_of,
    pairs_from,
)
from pipeline.officials.tickets.places import place_after
from pipeline.officials.tickets.posts import as_listed, as_running, is_in_pair, ticket_of
from pipeline.types import Role, Span

_LOOK_BACK = 160
_PLACE_BACK = 30
_QUOTES = frozenset("'\"")
# A parliament has several of these, also where the words of the post do not name it ("Wakil Ketua A dan B").
_SEATED_WITH_OTHERS: frozenset[Role] = frozenset({"wakil_ketua_dprd"})
# Posts after which the name of an office or body may stand that no list has.
_NAMING = frozenset({"office", "body"})
# A mark in what leads to a name that sets the name off as an apposition.
_APPOSING = frozenset(",(-")
# Between the names and posts of a list.
_LISTED = ", "
_COMMA = re.compile(r"\s*(?:\([^()\n]{1,40}\)\s*)?,\s*")
_COLON = re.compile(r"[ ]*:[ ]*")
_CLAUSE_ENDS = re.compile(r"\s*[,.;\"]|\s*$")


def beside(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Bupati Kaur Andi Rahman": the name follows the post at once."""
    return _after(reading, post, apposed=False)


def after_comma(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Ketua KPU Kaur, Andi Rahman, ..."; not where each post of a list follows its holder."""
    if not _follows_holder(reading, post, claims):
        yield from _after(reading, post, apposed=True)


def _follows_holder(reading: Reading, post: Post, claims: Sequence[Claim]) -> bool:
    """True for the posts of "Andi Rahman, Bupati Kaur, Budi Hartono, Camat Nasal", while the first has none.

    So it is for the last that has one: "panelis lain adalah Andi Rahman, Rektor UNIB, Budi Hartono". In a
    list that ends with a name, posts stand before names: "Kabag, Andi Rahman, Camat Nasal, Budi Hartono hadir".
    """
    if not reading.text.endswith(_LISTED, 0, post.start):
        return False
    holder = reading.person_ending_at(post.start - len(_LISTED))
    following = reading.names.at(post.end + len(_LISTED))
    if holder is None or following is None:
        return False
    last = _last_of_list(reading, post)
    in_list = reading.text.startswith(_LISTED, post.end) and last is not None and last is not post
    before = reading.text[max(0, holder.outer.start - _PLACE_BACK) : holder.outer.start]
    is_equated = reading.is_tagged(holder) and grammar().links.equated.search(before)
    is_free = not any(known.name.span == holder.span for known in claims)
    return (in_list or bool(is_equated)) and is_free


def _last_of_list(reading: Reading, post: Post) -> Post | None:
    """The post that ends a list of names and posts in turn, from ``post`` on; ``None`` where a name ends it."""
    while reading.text.startswith(_LISTED, post.end):
        name = reading.names.at(post.end + len(_LISTED))
        if name is None or name.outer.start != post.end + len(_LISTED):
            break
        joint = grammar().links.list_joint.match(reading.text, name.outer.end)
        following = reading.post_at(joint.end()) if joint else None
        if following is None:
            told = grammar().links.told_of_last.match(reading.text, name.outer.end)
            return post if told else None
        post = following
    return post


def _after(reading: Reading, post: Post, *, apposed: bool) -> Iterator[Claim]:
    """Claims of the names that follow a post, with or without a comma between."""
    match = grammar().links.post_to_name.match(reading.text, post.end)
    if match is None or _heads_quote(reading, post, match.group()):
        return
    if "\n" in match.group() and not _heads_pair(reading, post, match.end()):
        return
    if apposed == _APPOSING.isdisjoint(match.group()):
        return
    if post.is_dual:
        yield from _pairs_at(reading, post, match.end())
        return
    if is_in_pair(reading, post):
        return
    if match.group().strip() == ":":
        post = as_listed(reading, post)
    members = members_from(reading, match.end(), post.rule.level)
    if are_placed(members):
        yield from of_members(reading, post, members)
        return
    introduced = grammar().links.introduced.search(match.group()) is not None
    name = _person_after(reading, post, match.end(), introduced=introduced)
    if name is None or (apposed and not _may_follow_comma(reading, post, name)):
        return
    if post.roles[0] in HEADS and _begins_pair(reading, name):
        return
    acting = acting_in(match)
    if acting or grammar().links.past.search(match.group()):
        post = post.with_status(acting or "former")
    made = claim(reading, post, name, Span(post.start, name.outer.end), BESIDE)
    others = _others(reading, post, made, introduced=introduced)
    if others:
        won = as_won(reading, post, match.group())
        made = made if won is post else replace(made, status=won.status)
        post = won
    listed = [_with_place_of_body(reading, made), *of_members(reading, post, others)]
    if is_seat_alone(reading.text, post):
        listed = [replace(each, role=made.role, region=made.region) for each in listed]
    yield from with_chair(reading, post, listed)
    yield from _in_other_places(reading, post, made)


def _pairs_at(reading: Reading, post: Post, offset: int) -> Iterator[Claim]:
    """Claims of the pairs at an offset after the posts of a ticket, up to one that stands elsewhere."""
    running = as_running(reading, post)
    colon = _COLON.match(reading.text, offset)
    for number, pair in enumerate(pairs_from(reading, colon.end() if colon else offset)):
        if number and _stands_elsewhere(reading, post, pair):
            return
        yield from claim_pair(reading, running, pair, PAIRED)


def _stands_elsewhere(reading: Reading, post: Post, pair: Pair) -> bool:
    """True for the second of "calon bupati dan wakil bupati Kaur A-B dan pasangan C-D di Pilkada Kota Bima"."""
    own = place_after(reading.document, Ticket(pair[0].outer.start, pair))
    return (
        own is not None
        and own.level in LOCAL
        and post.rule.level in LOCAL
        and post.region not in {None, own.region_code}
    )


def _in_other_places(reading: Reading, post: Post, first: Claim) -> Iterator[Claim]:
    """The claims of "Pj Bupati Kaur Andi Rahman dan Seluma Budi Hartono" after the first."""
    levels = {r.level for r in reading.document.regions if r.region_code == post.region}
    end = first.name.outer.end
    while joint := grammar().links.list_joint.match(reading.text, end):
        named = reading.document.regions_in(joint.end(), joint.end() + 1)
        place = next((region for region in named if region.level in levels), None)
        name = reading.person_at(place.end + 1) if place else None
        if place is None or name is None or place.region_code == post.region:
            return
        end = name.outer.end
        made = claim(reading, post, name, Span(place.start, end), LINKED)
        yield replace(made, region=place.region_code)


def _begins_pair(reading: Reading, name: PersonName) -> bool:
    """True for the first of "A-B", who is no deputy: "calon presiden wakil presiden A-B"."""
    pair = pair_of(reading.names, name)
    return (
        pair is not None and reading.text[name.outer.end : pair[1].outer.start].strip() in HYPHENS
    )


def _others(reading: Reading, post: Post, first: Claim, *, introduced: bool) -> list[Member]:
    """Who follows the first holder in a list, of a post that several have: "anggota KPU Kaur A, B dan C".

    Others seek one: "calon bupati Kaur A, B dan C", of three at least; two may be a pair. Where words introduce
    those, what posts they have besides stands before names, too.
    """
    several = post.rule.several or is_counted(reading, post) or first.role in _SEATED_WITH_OTHERS
    several = several or bool(grammar().links.term.match(reading.text, first.name.outer.end))
    start, level = first.name.outer.start, post.rule.level
    if post.status == "candidate":
        listed = (seekers_from if introduced else members_from)(reading, start, level)
        others = list(takewhile(lambda each: not each.is_second, listed[1:]))
    elif several:
        listed = members_from(reading, start, level)
        others = alike(reading, listed[1:])
        others += bench(reading, listed[-1].end) if first.role == "hakim" else []
    else:
        others = []
    return others if several or len(others) + 1 >= LEAST_LISTED else []


def _with_place_of_body(reading: Reading, made: Claim) -> Claim:
    """The claim with the region that ends the name of its body: "Ketua Sahabat Kota Jambi, Andi Rahman"."""
    is_of_body = made.post is not None and (made.post.is_open or made.by_tagger)
    if made.region is not None or made.post is None or not is_of_body:
        return made
    start, end = made.post.end, made.name.outer.start
    places = [each for each in reading.document.regions_in(start, end) if each.level in COARSE]
    return replace(made, region=places[-1].region_code) if places else made


def _heads_pair(reading: Reading, post: Post, offset: int) -> bool:
    """True for a line with the posts of a ticket alone, above one with a pair and what lists tell of it."""
    document = reading.document
    if not post.is_dual or document.line_of(post.start).text_start != post.start:
        return False
    pair = next(pairs_from(reading, offset), None)
    tail, end = grammar().pair_lists.tail, document.line_of(offset).end
    return pair is not None and bool(tail.match(reading.text, pair[1].outer.end, end))


def _heads_quote(reading: Reading, post: Post, link: str) -> bool:
    """True for the colon of a headline that quotes: "Pengamat: Andi Rahman Unggul"."""
    quotes = link.strip() == ":" and "\n" not in reading.text[: post.start]
    return quotes and reading.in_title_case(post.start)


def after_clause(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Ketua KPU Kaur yang memimpin rapat, Andi Rahman, ...": no other post in between."""
    links, text = grammar().links, reading.text
    clause = links.clause.match(text, post.end)
    if clause is None or post.is_dual:
        return
    if any(post.end <= other.start < clause.end() for other in reading.posts):
        return
    name = reading.person_at(clause.end())
    if name is not None and len(name.words) > 1 and links.clause_end.match(text, name.outer.end):
        yield claim(reading, post, name, Span(post.start, name.outer.end), LINKED)


def of_ticket(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "calon bupati Kaur dan wakil bupati Kaur A-B": both posts of a ticket name its region.

    Or the first is all: "Bupati Kaur dan wakilnya, A-B".
    """
    links, text = grammar().links, reading.text
    with_deputy = grammar().pairs.with_deputy.match(text, post.end)
    if with_deputy is not None and not post.is_dual:
        yield from ticket_of(reading, as_running(reading, post), with_deputy.end())
        return
    leading = next((p for p in reversed(reading.posts) if p.end <= post.start), None)
    if post.is_dual or leading is None or DEPUTIES.get(leading.roles[0]) != post.roles[0]:
        return
    match = links.post_to_name.match(text, post.end)
    if match is None or not links.posts_joint.fullmatch(text, leading.end, post.start):
        return
    running = as_running(reading, leading)
    stated = replace(post, status=running.status, region=running.region or post.region)
    for head, second in pairs_from(reading, match.end()):
        span = Span(head.outer.start, second.outer.end)
        yield claim(reading, replace(running, region=stated.region), head, span, PAIRED)
        yield claim(reading, stated, second, span, PAIRED)


def _person_after(
    reading: Reading, post: Post, offset: int, *, introduced: bool
) -> PersonName | None:
    """The person who is named at an offset after a post, or after the name of the post's body.

    Words that introduce the holder ("yakni") lead to no body.

    "Direktur Eksekutif Suara Warga, Andi Rahman": there the first capitalised words are the body's. Without a
    comma a single word is more likely the end of the body's name than a person.
    """
    name = None if introduced and _is_of_place(reading, post) else _name_at(reading, offset)
    if name is not None and _is_seat(reading, post, name):
        comma = _COMMA.match(reading.text, name.outer.end)
        return reading.person_at(comma.end()) if comma else _titled_after(reading, name)
    if name is None or introduced or post.rule.tail not in _NAMING:
        return reading.as_person(name)
    tagged = reading.tagged_at_end(name)
    if tagged is not None:
        return reading.as_person(tagged)
    if not post.names_body:
        return reading.as_person(name)
    spoken_for = _pair_spoken_for(reading, name, post)
    if spoken_for is not None:
        return _after_pair(reading, spoken_for)
    if _is_titled(reading, name, post) or _has_institution(reading, name, post):
        return reading.as_person(name)
    body = grammar().bodies.apart.match(reading.text, name.span.start)
    if body is not None and any(body.start() < p.start < body.end() for p in reading.posts):
        body = None
    after = reading.names.at(body.end()) if body else None
    beside = not reading.text[post.end : name.outer.start].strip()
    if after is None and post.is_open and beside and len(name.words) == 1:
        is_member = grammar().legislators.of_party.match(reading.text, name.outer.end)
        return reading.as_person(name) if is_member or _has_body(reading, post, name) else None
    if after is not None and _may_follow_body(reading, post, name, after):
        name = after
    return reading.as_person(name)


def _name_at(reading: Reading, offset: int) -> PersonName | None:
    """The name at an offset or past a quotation mark there; with a rank in the middle, what the rank begins.

    "Danyon 144 Jaya Yudha Letkol Andi Rahman"
    """
    opening = reading.text[offset : offset + 1]
    name = reading.names.at(offset + 1 if opening in _QUOTES else offset)
    if name is not None and begins_rank(reading.text, name.outer.end + 1):
        return reading.names.at(name.outer.end + 1)
    return name


def _is_seat(reading: Reading, post: Post, name: PersonName) -> bool:
    """True for the place of an office that no list has: "Dandim 0102 Tapan", "Kades Tapan", "Camat Tapan H. A"."""
    if len(name.words) > 1 or name.titles or name.rank or reading.is_tagged(name):
        return False
    beside = not reading.text[post.end : name.outer.start].strip()
    seated = grammar().bodies.seated_at.search(reading.text, post.start, post.end)
    if not beside or seated is not None:
        return beside
    if post.rule.level == "village":
        return not reading.text.startswith(" (", name.outer.end)
    return post.rule.level == "district" and _titled_after(reading, name) is not None


def _titled_after(reading: Reading, name: PersonName) -> PersonName | None:
    """The person whose title stands right after a name, which is none of a person then."""
    after = reading.person_at(name.outer.end + 1)
    return after if after is not None and after.titles else None


def _is_titled(reading: Reading, name: PersonName, post: Post) -> bool:
    """True for "Dr. Andi Rahman", who is a person and no body; a "Syekh" may be a word of one.

    After a seat alone any title tells a person: "Wakil Ketua H. Andi Rahman".
    """
    title = reading.text[name.outer.start : name.span.start].split(".")[0].strip().casefold()
    is_of_seat = is_seat_alone(reading.text, post) and title not in name_words().with_single
    return title in name_words().opening or bool(title and is_of_seat)


def _has_institution(reading: Reading, name: PersonName, post: Post) -> bool:
    """True for a full name after a university, which is the whole body: "Rektor Universitas Jambi Andi R"."""
    named = grammar().tail.institution.search(reading.text, post.start, post.end)
    return named is not None and len(name.words) > 1


def _may_follow_body(reading: Reading, post: Post, body: PersonName, name: PersonName) -> bool:
    """Whether a name after what may be a body's is the holder's.

    A single word only where the clause ends after it, and the tagger took the other for no person.
    """
    if len(name.words) > 1 or not post.is_open:
        return True
    closed = _CLAUSE_ENDS.match(reading.text, name.outer.end) is not None
    return closed and not reading.is_tagged(body)


def _has_body(reading: Reading, post: Post, name: PersonName) -> bool:
    """True where a post ends in an acronym, and a clause with the name: "Akademisi UNJ Safa, "."""
    last = post.of(reading.text).split()[-1]
    return last.isupper() and _CLAUSE_ENDS.match(reading.text, name.outer.end) is not None


def _pair_spoken_for(reading: Reading, name: PersonName, post: Post) -> Pair | None:
    """The pair that "A-B" begins after the post of a team ("Ketua Tim A-B"): who speaks for it is neither.

    So it is for "A dan B" where the post's words end in that of a pair ("Saksi pasangan nomor urut 1 A dan B").
    """
    pair = pair_of(reading.names, name)
    if pair is None:
        return None
    joint = reading.text[name.outer.end : pair[1].outer.start].strip()
    of_pair = grammar().pairs.ends_in_pair.search(reading.text, post.start, post.end)
    return pair if joint in HYPHENS or of_pair else None


def _after_pair(reading: Reading, pair: Pair) -> PersonName | None:
    """The person after the pair of a team and a comma: "Ketua Tim A-B, Umar Yusman"."""
    comma = _COMMA.match(reading.text, pair[1].outer.end)
    return reading.person_at(comma.end()) if comma else None


def _may_follow_comma(reading: Reading, post: Post, name: PersonName) -> bool:
    """Whether the name after "POST, " is the holder's.

    Not after a post of many ("para camat, Satpol"), not where both it and the name before have a post after them,
    not a body ("Bupati, KPU", "Bupati, Kemenag Kaur"), not who speaks of it ("Bagi Bupati, Andi kagum"), not the
    place of an office ("kantor gubernur, Sofifi"), and not a relative ("adik Bupati, Andi Rahman").
    """
    links = grammar().links
    opening = reading.document.sentence_of(post.start).start
    is_bare = not reading.text[post.end : name.outer.start].strip(" ,")
    if (
        is_bare
        and links.regarding.fullmatch(reading.text, opening, post.start)
        and not links.closes_apposition.match(reading.text, name.outer.end)
    ):
        return False
    opened = reading.text[name.outer.end : name.outer.end + 2] == " ("
    own = any(other.start == name.outer.end + 1 + opened for other in reading.posts)
    if own and reading.names.ending_at(post.start) is not None:
        return False
    before = reading.text[max(0, post.start - _PLACE_BACK) : post.start]
    if _is_of_place(reading, post) or links.team_before.search(before):
        return False
    if post.status == "former" and _follows_full_name(reading, post):
        return False
    if links.many_before.search(before) or has_relative(reading, post):
        return False
    if links.equated.search(before) and links.equates.match(reading.text, name.outer.end):
        return False
    if len(name.words) > 1:
        return True
    if reading.document.regions_in(name.outer.end + 1, name.outer.end + 2):
        return False
    return not name.words[0].isupper()


def _is_of_place(reading: Reading, post: Post) -> bool:
    """True for the post in the name of a place or paper: "kantor gubernur, Sofifi", "SK Mendagri, yakni Andi"."""
    before = reading.text[max(0, post.start - _PLACE_BACK) : post.start]
    return grammar().links.place_before.search(before) is not None


def _follows_full_name(reading: Reading, post: Post) -> bool:
    """True for the post of "Andi Rahman mantan Bupati Kaur, Budi Hartono petani"."""
    holder = reading.person_ending_at(post.start - 1)
    return holder is not None and len(holder.words) > 1


def tagged(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Juru Bicara Kelompok Muda Kaur, Andi Rahman": the tagger tells where the name begins."""
    name = None if post.is_dual else _tagged_after(reading, post)
    if name is None or any(known.name.span.overlaps(name.span) for known in claims):
        return
    apposed = not _APPOSING.isdisjoint(reading.text[post.end : name.outer.start])
    speaks = grammar().links.speaks.match(reading.text, name.outer.end)
    if _may_follow_comma(reading, post, name) if apposed else speaks or len(name.words) > 1:
        made = claim(reading, post, name, Span(post.start, name.outer.end), TAGGED)
        yield _with_place_of_body(reading, replace(made, by_tagger=True))


def _tagged_after(reading: Reading, post: Post) -> PersonName | None:
    """The person that the tagger found after a post, where only words of the post's body lie between."""
    links, text = grammar().links, reading.text
    found = reading.entity_after(post.end)
    if found is None or reading.in_title_case(post.start) or _in_bracket(text, post.start):
        return None
    if not (
        links.body_rest.fullmatch(text, post.end, found.start) or _speaks(reading, post, found)
    ):
        return None
    if text[found.start - 1] in HYPHENS:
        return None
    if any(post.end <= other.start < found.start for other in reading.posts):
        return None
    name = reading.names.within(found)
    if name is not None and post.names_body and _pair_spoken_for(reading, name, post) is not None:
        return None
    return reading.as_person(name)


def _speaks(reading: Reading, post: Post, person: Span) -> bool:
    """True for "kata pengamat pasar uang Andi Rahman", and "Pengamat pasar uang Andi Rahman mengatakan"."""
    links, text = grammar().links, reading.text
    if not links.speaker_rest.fullmatch(text, post.end, person.start):
        return False
    sentence = reading.document.sentence_of(post.start)
    before = text[sentence.start : post.start]
    opens = not before.strip() or before.endswith((", ", "- "))
    return links.speech.search(before) is not None or (
        opens and links.speaks.match(text, person.end) is not None
    )


def _in_bracket(text: str, offset: int) -> bool:
    """True where a bracket is open at an offset, as far back as posts are looked for."""
    start = max(0, offset - _LOOK_BACK)
    return text.rfind("(", start, offset) > text.rfind(")", start, offset)
