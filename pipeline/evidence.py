"""The evidence in a text that a person has a post.

In order of precedence; a post that one kind binds is left alone by the later ones of the first group:

1. bracketed: the post stands alone in a bracket behind the name ("Andi Rahman (Camat Nasal, Ketua PMI Kaur)").
2. of a ticket: two posts before a pair that name their region both ("bupati Kaur dan wakil bupati Kaur A-B").
3. beside: the name follows the post at once ("Bupati Kaur Andi Rahman").
4. linked: a verb leads from a name to the post ("Andi Rahman dilantik sebagai Bupati Kaur").
5. behind comma: the name follows the post as an apposition ("Ketua KPU Kaur, Andi Rahman,").
6. behind clause: the same past a clause about the holder ("Ketua KPU Kaur yang memimpin rapat, Andi Rahman,").
7. apposed: the post follows the name as an apposition ("Andi Rahman, ketua KPU Kaur,").
8. linked again, now from a post whose holder is known ("Ketua DPD Golkar Kaur Andi Rahman yang juga Bupati").
9. adjacent: a candidacy right behind a name ("Andi Rahman calon bupati Kaur").
10. named later: "calon bupati yang mendaftar yakni A, B dan C", of which there are several, or pairs.
11. in items: the same with a name on each line below.
12. tagged: a name that the tagger found behind a post and words of its body that no list has.

What binds further persons or posts to those bound already:

13. replaced: the holder before ("Pj Bupati Kaur menggantikan Andi Rahman").
14. doubled: two posts of one person ("Ketua DPD Golkar yang juga Bupati Kaur, Andi Rahman").

Candidates that no post binds are in :mod:`pipeline.tickets`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.claims import Claim, claim, claim_pair, is_held
from pipeline.grammar import grammar
from pipeline.names import Name
from pipeline.pairs import Pair, pair_ending_at, pair_of, pairs_from
from pipeline.posts import Post
from pipeline.reading import Reading
from pipeline.types import Role, Span, Status

# How far each kind of evidence is to be believed, 0 to 1.
BESIDE = 0.95
PAIRED = 0.9
LINKED = 0.88
APPOSED = 0.85
TAGGED = 0.7

# Who runs with whom.
_DEPUTIES: dict[Role, Role] = {
    "presiden": "wakil_presiden",
    "gubernur": "wakil_gubernur",
    "bupati": "wakil_bupati",
    "wali_kota": "wakil_wali_kota",
}
_LOOK_BACK = 160
# Fewer names than this are no list of holders.
_LIST = 3
_PLACE_BACK = 30
_QUOTES = frozenset("'\"")
# A mark in what leads to a name that sets the name off as an apposition.
_APPOSING = frozenset(",(-")
# The name of a body between a post and a comma or a title: "Suara Warga, ".
_NAMED_BODY = re.compile(
    r"[A-Z][\w'/-]*(?:\s(?:dan\s)?[A-Z][\w'/-]*){0,7}?"
    r"(?:,\s|\s(?=(?:Prof|Drs?|Dra|Ir|Hj)\b)|(?:(?<=\sInstitute)|(?<=\sIndonesia)|(?<=\sResearch)|(?<=\sConsulting)|(?<=\sCenter)|(?<=\sCentre))\s(?=[A-Z][a-z]+\s[A-Z]))"
)
_COMMA = re.compile(r"\s*(?:\([^()\n]{1,40}\)\s*)?,\s*")
_CLAUSE_ENDS = re.compile(r"\s*[,.;\"“”]|\s*$")
_SPOKEN_FOR = frozenset("-/")
_APPOSED_BOTH = re.compile(r"\s*[,.(]")

Evidence = Callable[[Reading, Post, Sequence[Claim]], Iterator[Claim]]


def holders(reading: Reading) -> list[Claim]:
    """The claims that posts and the words around them make, in the order of precedence."""
    claims: list[Claim] = []
    for evidence in _EVIDENCE:
        for post in reading.posts:
            if not is_held(post, claims):
                claims += list(evidence(reading, post, claims))
    for post in reading.posts:
        claims += list(_replaced(reading, post, claims))
    for first, second in pairwise(reading.posts):
        claims += list(_doubled(reading, first, second, claims))
    return claims


# --- a post in a bracket behind a name ---


def _bracketed(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Andi Rahman (mantan Camat Nasal, Ketua PMI Kaur)": each post of the bracket is the one person's."""
    links, text = grammar().links, reading.text
    opening = text.rfind("(", max(0, post.start - _LOOK_BACK), post.start)
    if post.is_dual or opening < 0 or any(mark in text[opening : post.start] for mark in ")\n"):
        return
    behind = links.bracket_body if post.names_body else links.bracket_on
    if not links.bracketed.search(text[opening + 1 : post.start]) or not behind.match(
        text, post.end
    ):
        return
    name = reading.person_ending_at(opening)
    if name is not None:
        yield claim(reading, post, name, Span(name.outer.start, post.end), APPOSED)


# --- a name behind a post ---


def _beside(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Bupati Kaur Andi Rahman": the name follows the post at once."""
    return _after(reading, post, apposed=False)


def _behind_comma(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Ketua KPU Kaur, Andi Rahman, ..."."""
    return _after(reading, post, apposed=True)


def _after(reading: Reading, post: Post, *, apposed: bool) -> Iterator[Claim]:
    """Claims of the names that follow a post, with or without a comma between."""
    match = grammar().links.post_to_name.match(reading.text, post.end)
    if match is None or "\n" in match.group():
        return
    if apposed == _APPOSING.isdisjoint(match.group()):
        return
    if post.is_dual:
        running = _as_running(reading, post)
        for pair in pairs_from(reading, match.end()):
            yield from claim_pair(reading, running, pair, PAIRED)
        return
    name = _person_behind(reading, post, match.end())
    if name is None or (apposed and not _may_follow_comma(reading, post, name)):
        return
    yield claim(reading, post, name, Span(post.start, name.outer.end), BESIDE)
    if post.rule.several or _is_counted(reading, post):
        others = list(_listed(reading, name))
    else:
        others = list(_running_too(reading, post, match.group(), name))
    for other in others:
        yield claim(reading, post, other, other.outer, BESIDE)


def _running_too(reading: Reading, post: Post, link: str, first: Name) -> list[Name]:
    """Who else seeks a post: "calon bupati Kaur adalah A, B dan C", of three at least; two may be a pair."""
    if post.status != "candidate" or not grammar().links.introduced.search(link):
        return []
    others = list(_listed(reading, first, singles=True))
    return others if len(others) + 1 >= _LIST else []


def _is_counted(reading: Reading, post: Post) -> bool:
    """True for "dua mantan Bupati Kaur", of which as many names follow."""
    before = reading.text[max(0, post.start - _PLACE_BACK) : post.start]
    return bool(grammar().links.counted_before.search(before))


def _behind_clause(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
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


def _of_ticket(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "calon bupati Kaur dan wakil bupati Kaur A-B": both posts of a ticket name its region."""
    links, text = grammar().links, reading.text
    leading = next((p for p in reversed(reading.posts) if p.end <= post.start), None)
    if post.is_dual or leading is None or _DEPUTIES.get(leading.roles[0]) != post.roles[0]:
        return
    match = links.post_to_name.match(text, post.end)
    if match is None or not links.posts_joint.fullmatch(text, leading.end, post.start):
        return
    running = _as_running(reading, leading)
    told = replace(post, status=running.status, region=running.region or post.region)
    for head, second in pairs_from(reading, match.end()):
        span = Span(head.outer.start, second.outer.end)
        yield claim(reading, replace(running, region=told.region), head, span, PAIRED)
        yield claim(reading, told, second, span, PAIRED)


def _person_behind(reading: Reading, post: Post, offset: int) -> Name | None:
    """The person who is named at an offset behind a post, or behind the name of the post's body.

    "Direktur Eksekutif Suara Warga, Andi Rahman": there the first capitalised words are the body's. Without a
    comma a single word is more likely the end of the body's name than a person.
    """
    opening = reading.text[offset : offset + 1]
    name = reading.names.at(offset + 1 if opening in _QUOTES else offset)
    if name is None or not post.names_body:
        return reading.as_person(name)
    spoken_for = _pair_spoken_for(reading, name)
    if spoken_for is not None:
        comma = _COMMA.match(reading.text, spoken_for[1].outer.end)
        return reading.person_at(comma.end()) if comma else None
    body = _NAMED_BODY.match(reading.text, name.span.start)
    behind = reading.names.at(body.end()) if body else None
    beside = not reading.text[post.end : name.outer.start].strip()
    if behind is None and post.is_open and beside and len(name.words) == 1:
        return reading.as_person(name) if _has_body(reading, post, name) else None
    if behind is not None and (len(behind.words) > 1 or not post.is_open):
        name = behind
    return reading.as_person(name)


def _has_body(reading: Reading, post: Post, name: Name) -> bool:
    """True where a post ends in an acronym, and a comma or speech follows the name: "Akademisi UNJ Safa, "."""
    last = reading.text[post.start : post.end].split()[-1]
    words, text = grammar().links, reading.text
    ends = _CLAUSE_ENDS.match(text, name.outer.end) or words.speaks.match(text, name.outer.end)
    return last.isupper() and last.isalpha() and ends is not None


def _pair_spoken_for(reading: Reading, name: Name) -> Pair | None:
    """The pair that "A-B" begins behind the post of a team ("Ketua Tim A-B"): who speaks for it is neither."""
    pair = pair_of(reading.names, name)
    if pair is None:
        return None
    joint = reading.text[name.outer.end : pair[1].outer.start].strip()
    return pair if joint in _SPOKEN_FOR else None


def _may_follow_comma(reading: Reading, post: Post, name: Name) -> bool:
    """Whether the name behind "POST, " is the holder's.

    Not where its place follows, as it does the next body of a list ("Bupati Kaur, Dandim Kaur"), not behind a
    post of many ("para camat, Satpol"), not where the name has a post of its own, not an acronym ("Bupati Kaur,
    KPU"), and not the place of an office ("di kantor gubernur, Sofifi").
    """
    if any(region.start == name.outer.end + 1 for region in reading.document.regions):
        return False
    links = grammar().links
    before = reading.text[max(0, post.start - _PLACE_BACK) : post.start]
    if links.many_before.search(before):
        return False
    if links.equated.search(before) and links.equates.match(reading.text, name.outer.end):
        return False
    if len(name.words) > 1:
        return True
    return not (name.words[0].isupper() or links.place_before.search(before))


def _may_continue(name: Name, joint: str, following: Name) -> bool:
    """Whether a name goes on with a list: one of two words at least, or a single one as that before "dan" is."""
    return len(following.words) > 1 or (len(name.words) == 1 and joint.strip() == "dan")


def _listed(reading: Reading, name: Name, *, singles: bool = False) -> Iterator[Name]:
    """The names that continue a list of persons behind ``name``; with ``singles`` also those of one word."""
    while True:
        match = grammar().links.list_joint.match(reading.text, name.outer.end)
        following = reading.names.at(match.end()) if match else None
        if match is None or following is None:
            return
        if not (singles or _may_continue(name, match.group(), following)):
            return
        yield following
        name = following


# --- a name before a post ---


def _linked(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Andi Rahman dilantik sebagai Pj Bupati Kaur": the longest link with a person before it counts."""
    window = reading.text[max(0, post.start - _LOOK_BACK) : post.start]
    offset = post.start - len(window)
    link = grammar().links.name_to_post.search(window)
    while link is not None:
        found = list(_linked_from(reading, post, offset + link.start(), link.group(), claims))
        if found:
            yield from found
            return
        link = grammar().links.name_to_post.search(window, link.start() + 1)


def _linked_from(
    reading: Reading, post: Post, end: int, link: str, claims: Sequence[Claim]
) -> Iterator[Claim]:
    """The claims of whoever is named right before a link that begins at ``end``."""
    if post.is_dual:
        pair = pair_ending_at(reading.names, end)
        if pair is not None:
            yield from claim_pair(reading, _as_elected(reading, post, link), pair, PAIRED)
        return
    name = reading.person_ending_at(end) or _holder_before(reading, end, claims)
    if name is not None:
        past = grammar().links.past.search(link)
        told = _with_status(post, "former") if past and not post.status_told else post
        yield claim(reading, told, name, Span(name.outer.start, post.end), LINKED)


def _with_status(post: Post, status: Status) -> Post:
    return replace(post, status=status, status_told=True)


def is_of_pair(reading: Reading, post: Post) -> bool:
    """True where "pasangan" leads to a post of one: "pasangan calon bupati Kaur", whose deputy is named, too."""
    words = grammar().pairs
    before = reading.text[max(0, post.start - 20) : post.start]
    return bool(words.paired.search(before) or words.named_pair.match(reading.text, post.start))


def _as_running(reading: Reading, post: Post) -> Post:
    """ "pasangan Bupati dan Wakil Bupati A-B" are candidates, unless the sentence tells of their inauguration.

    Where an article tells of an inauguration to come, they are elect.
    """
    words = grammar().pairs
    sentence = reading.document.sentence_of(post.start).of(reading.text)
    if post.status_told or words.inaugurated.search(sentence):
        return post
    if words.to_inaugurate.search(reading.text):
        return _with_status(post, "elect")
    paired = words.paired.search(reading.text, max(0, post.start - 20), post.start)
    return _with_status(post, "candidate") if paired else post


def _as_elected(reading: Reading, post: Post, link: str) -> Post:
    """Two persons named as holders of a ticket's posts were elected, where the article tells of an election.

    "A dan B dilantik sebagai Bupati dan Wakil Bupati" are in office.
    """
    words = grammar().pairs
    if post.status_told or words.sworn_in.search(link) or not words.elect.search(reading.text):
        return post
    return _with_status(post, "elect")


def _holder_before(reading: Reading, end: int, claims: Sequence[Claim]) -> Name | None:
    """The holder of a post that stands right before an offset."""
    for known in claims:
        between = reading.text[known.span.end : end]
        if known.span.end <= end and not between.strip(" ,)"):
            return known.name
    return None


def _apposed(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Andi Rahman, ketua KPU Kaur, ..."."""
    window = reading.text[max(0, post.start - _LOOK_BACK) : post.start]
    mark = grammar().links.apposition.search(window)
    if post.is_dual or mark is None or _points_back(reading, post):
        return
    name = reading.person_ending_at(post.start - len(window) + mark.start())
    if name is not None and _may_be_apposed(reading, name, post, claims):
        yield claim(reading, post, name, Span(name.outer.start, post.end), APPOSED)


def _points_back(reading: Reading, post: Post) -> bool:
    """True for "Ketua DPD Golkar itu": who is meant was named earlier, not right before."""
    words = reading.text[post.start : post.end]
    return words.endswith((" itu", " tersebut")) and not post.status_told


def _may_be_apposed(reading: Reading, name: Name, post: Post, claims: Sequence[Claim]) -> bool:
    """Whether "NAME, POST" is an apposition: the name is no other post's already, and is no word of a list.

    A single unknown word that opens a sentence needs a mark on the other side of the post, too.
    """
    if any(known.name.span == name.span for known in claims):
        return False
    if len(name.words) > 1 or any(set(name.words) <= set(known.name.words) for known in claims):
        return True
    opens = reading.document.sentence_of(name.outer.start).start == name.outer.start
    return not opens or bool(_APPOSED_BOTH.match(reading.text, post.end))


def _ticket_of(reading: Reading, post: Post, offset: int) -> Iterator[Claim]:
    """ "pasangan calon bupati Kaur yakni A dan B": the post is the first one's, its deputy's the second's."""
    deputy = _DEPUTIES.get(post.roles[0])
    for head, second in pairs_from(reading, offset) if deputy else ():
        span = Span(head.outer.start, second.outer.end)
        claimed = claim(reading, post, head, span, PAIRED)
        yield claimed
        yield replace(claimed, name=second, role=deputy or claimed.role)


def _adjacent(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Andi Rahman calon bupati Kaur": a post with its region right behind a full name.

    Of posts that are not sought only where the clause ends behind them.
    """
    if post.is_dual or post.region is None:
        return
    if post.status != "candidate" and not _CLAUSE_ENDS.match(reading.text, post.end):
        return
    name = reading.person_ending_at(post.start)
    if name is None or len(name.words) < 2 or reading.text[name.outer.end : post.start] != " ":
        return
    if not any(known.name.span == name.span for known in claims):
        yield claim(reading, post, name, Span(name.outer.start, post.end), APPOSED)


def _named_later(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "anggota KPU yang dilantik yakni A, B dan C": the list of those who have or seek a post."""
    if not (post.is_dual or post.rule.several or post.status == "candidate"):
        return
    match = grammar().links.named_later.match(reading.text, post.end)
    if match is None:
        return
    if post.is_dual:
        for pair in pairs_from(reading, match.end()) if post.status_told else ():
            yield from claim_pair(reading, post, pair, PAIRED)
        return
    if is_of_pair(reading, post):
        yield from _ticket_of(reading, post, match.end())
        return
    first = reading.names.at(match.end())
    names = [first, *_listed(reading, first, singles=True)] if first else []
    if len(names) >= _LIST or (len(names) > 1 and _is_counted(reading, post)):
        for name in names:
            yield claim(reading, post, name, name.outer, LINKED)


def _in_items(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Berikut anggota KPU Kaur terpilih:", and below "1. A", "2. B".

    A place alone on a line is that of the items below it.
    """
    links = grammar().links
    opening = links.list_below.match(reading.text, post.end)
    if post.is_dual or opening is None or not (post.rule.several or post.status == "candidate"):
        return
    places = {region.start: region for region in reading.document.regions}
    region = None
    found: list[Claim] = []
    offset = opening.end()
    for line in reading.text[offset:].split("\n"):
        end = offset + len(line)
        mark = links.item_mark.match(reading.text, offset, end)
        name = reading.names.at(mark.end()) if mark else None
        if name is not None and links.item_end.match(reading.text, name.outer.end, end):
            made = claim(reading, post, name, name.outer, LINKED)
            found.append(replace(made, region=region or made.region))
        elif (place := places.get(offset)) and not reading.text[place.end : end].strip(" :"):
            region = place.region_code
        elif line.strip():
            break
        offset = end + 1
    if len(found) > 1:
        yield from found


def _tagged(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Juru Bicara Kelompok Muda Kaur, Andi Rahman": the tagger tells where the name begins."""
    name = None if post.is_dual else _tagged_behind(reading, post)
    if name is None or any(known.name.span.overlaps(name.span) for known in claims):
        return
    apposed = not _APPOSING.isdisjoint(reading.text[post.end : name.outer.start])
    if _may_follow_comma(reading, post, name) if apposed else len(name.words) > 1:
        made = claim(reading, post, name, Span(post.start, name.outer.end), TAGGED)
        yield replace(made, by_tagger=True)


def _tagged_behind(reading: Reading, post: Post) -> Name | None:
    """The person that the tagger found behind a post, where only the name of the post's body lies between."""
    links, text = grammar().links, reading.text
    found = reading.entity_behind(post.end)
    if found is None or reading.in_title_case(post.start) or _in_bracket(text, post.start):
        return None
    if not links.body_rest.fullmatch(text, post.end, found.start):
        return None
    if any(post.end <= other.start < found.start for other in reading.posts):
        return None
    return reading.as_person(reading.names.within(found))


def _in_bracket(text: str, offset: int) -> bool:
    """True where a bracket is open at an offset, as far back as posts are looked for."""
    start = max(0, offset - _LOOK_BACK)
    return text.rfind("(", start, offset) > text.rfind(")", start, offset)


_EVIDENCE: tuple[Evidence, ...] = (
    _bracketed,
    _of_ticket,
    _beside,
    _linked,
    _behind_comma,
    _behind_clause,
    _apposed,
    _linked,
    _adjacent,
    _named_later,
    _in_items,
    _tagged,
)


# --- further persons and posts ---


def _replaced(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The one before: "Pj Bupati Kaur menggantikan Andi Rahman", "serah terima Dandim Kaur dari A ke B"."""
    if post.is_dual:
        return
    links = grammar().links
    end = max((known.span.end for known in claims if known.is_of(post)), default=post.end)
    match = links.replaces.match(reading.text, end)
    name = reading.person_at(match.end()) if match else None
    if name is not None:
        on_leave = links.on_leave.match(reading.text, name.outer.end)
        before = _with_status(post, "definitive" if on_leave else "former")
        yield claim(reading, before, name, name.outer, LINKED)
        return
    yield from _handed_over(reading, post, end)


def _handed_over(reading: Reading, post: Post, end: int) -> Iterator[Claim]:
    """ "serah terima Dandim Kaur dari A ke B": the first was, the second is."""
    links = grammar().links
    match = links.handed_over.match(reading.text, end)
    first = reading.person_at(match.end()) if match else None
    match = links.handed_to.match(reading.text, first.outer.end) if first else None
    second = reading.person_at(match.end()) if match else None
    if first is None or second is None:
        return
    yield claim(reading, _with_status(post, "former"), first, first.outer, LINKED)
    yield claim(reading, post, second, second.outer, LINKED)


def _doubled(
    reading: Reading, first: Post, second: Post, claims: Sequence[Claim]
) -> Iterator[Claim]:
    """ "Ketua DPD Golkar yang juga Bupati Kaur, Andi Rahman": the holder of the second holds the first."""
    if first.is_dual or is_held(first, claims):
        return
    if not grammar().links.doubled.fullmatch(reading.text, first.end, second.start):
        return
    for known in claims:
        if known.is_of(second):
            yield claim(reading, first, known.name, Span(first.start, known.span.end), LINKED)
