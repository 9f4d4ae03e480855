"""Lists of persons who have or seek one post: in a sentence, and as items below it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from pipeline.focus.centre import centre
from pipeline.matching.rules import words_in
from pipeline.officials.claims import LINKED, PAIRED, Claim, chair_of, claim, claim_pair
from pipeline.officials.grammar import grammar
from pipeline.officials.jurisdiction import stands_alone
from pipeline.officials.names import PersonName
from pipeline.officials.pairs import pairs_from
from pipeline.officials.posts import Post
from pipeline.officials.reading import Reading
from pipeline.officials.ticket_posts import is_of_pair, ticket_of, with_status
from pipeline.types import Line, Region, Span

# Fewer names than this are no list of holders.
LEAST_LISTED = 3
_COUNTED = 30
# After so many names what "dan" joins to a list is a person's name, too.
_SURELY_LISTED = 2
# How far after a post of several a sentence may list their names.
_FURTHER_ON = 400
# Levels of places whose names are known only where more tells of them.
_SMALL = frozenset({"district", "village"})
# Levels of posts of which each has a place of its own.
_PLACED = frozenset({"province", "regency", "city"})


def region_in_bracket(reading: Reading, end: int, levels: Container[str]) -> Region | None:
    """The region of some levels in the bracket after a name: "Andi Rahman (Jambi)"."""
    bracket = grammar().links.bracket_opens.match(reading.text, end)
    for region in reading.document.regions if bracket else ():
        if bracket and end < region.start <= bracket.end() < region.end and region.level in levels:
            return region
    return None


def region_of_item(reading: Reading, end: int, levels: Container[str]) -> Region | None:
    """The region stated after the name of an item: "- Andi Rahman (Jambi)", "- Andi Rahman: Jambi" and no more."""
    bracketed = region_in_bracket(reading, end, levels)
    colon = grammar().links.place_colon.match(reading.text, end)
    if bracketed is not None or colon is None:
        return bracketed
    line_end = reading.document.line_of(end).end
    for region in reading.document.regions:
        if end < region.start <= colon.end() < region.end and region.level in levels:
            rest = reading.text[region.end : line_end]
            return region if not rest.strip(" .;,") else None
    return None


def _may_continue(reading: Reading, name: PersonName, joint: str, following: PersonName) -> bool:
    """Whether a name goes on with a list: one of two words, or a single one after "dan" that is surely one.

    So is a single one after which the list goes on with a full name.
    """
    if len(following.words) > 1:
        return True
    if joint.strip() in words_in("conjunctions"):
        return len(name.words) == 1 or reading.is_tagged(following)
    on = grammar().links.list_joint.match(reading.text, following.outer.end)
    last = reading.names.at(on.end()) if on else None
    return last is not None and len(last.words) > 1


def listed_after(
    reading: Reading, name: PersonName, *, singles: bool = False
) -> Iterator[PersonName]:
    """The names that continue a list of persons after ``name``; with ``singles`` also those of one word.

    A list that has two names already may end in one of one word: "Andi Rahman, Budi Hartono, dan Sri".
    """
    count = 1
    while True:
        match = grammar().links.list_joint.match(reading.text, name.outer.end)
        following = reading.names.at(match.end()) if match else None
        if match is None or following is None:
            return
        ends = count >= _SURELY_LISTED and match.group().strip(" ,") in words_in("conjunctions")
        if not (singles or ends or _may_continue(reading, name, match.group(), following)):
            return
        yield following
        name = following
        count += 1


def continues_list(text: str, last: PersonName | None, name: PersonName) -> bool:
    """True where ``name`` goes on with the list of persons that ``last`` is of."""
    if last is None:
        return False
    return bool(grammar().links.list_joint.fullmatch(text, last.outer.end, name.outer.start))


def resumed(reading: Reading, names: Sequence[PersonName]) -> Iterator[PersonName]:
    """The names with which the next sentences go on with a list: "... dan B. Selanjutnya C, D dan E"."""
    while len(names) >= LEAST_LISTED:
        link = grammar().links.list_resumed.match(reading.text, names[-1].outer.end)
        first = reading.names.at(link.end()) if link else None
        names = [first, *listed_after(reading, first, singles=True)] if first else []
        if len(names) >= LEAST_LISTED:
            yield from names


def is_counted(reading: Reading, post: Post) -> bool:
    """True for "dua mantan Bupati Kaur", of which as many names follow."""
    before = reading.text[max(0, post.start - _COUNTED) : post.start]
    return bool(grammar().links.counted_before.search(before))


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


def named_later(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "anggota KPU yang dilantik yakni A, B dan C": the list of those who have or seek a post."""
    counted = is_counted(reading, post)
    of_many = counted or is_of_many(reading, post)
    if not (post.is_dual or post.rule.several or post.status == "candidate" or of_many):
        return
    match = grammar().links.named_later.match(reading.text, post.end)
    if match is None or _names_a_post(reading, post.end, match.end()):
        return
    if post.is_dual:
        sentence = reading.document.sentence_of(post.start).of(reading.text)
        if grammar().pairs.sworn_in.search(sentence):
            post = with_status(post, "definitive")
        for pair in pairs_from(reading, match.end()) if post.status_stated else ():
            placed = region_in_bracket(reading, pair[1].outer.end, {post.rule.level})
            region = placed.region_code if placed else None
            for made in claim_pair(reading, post, pair, PAIRED):
                yield replace(made, region=region or made.region)
        return
    if is_of_pair(reading, post):
        yield from ticket_of(reading, post, match.end())
        return
    first = reading.names.at(match.end())
    names = [first, *listed_after(reading, first, singles=True)] if first else []
    names += resumed(reading, names)
    counted = counted or bool(grammar().links.counted_in.search(match.group()))
    if len(names) >= LEAST_LISTED or (len(names) > 1 and counted):
        is_elect = grammar().status_after["elect"].search(match.group()) is not None
        if is_elect and not grammar().pairs.sworn_in.search(reading.text):
            post = with_status(post, "elect")
        found = [
            replace(made, region=_place_of_listed(reading, made) or made.region)
            for made in (claim(reading, post, name, name.outer, LINKED) for name in names)
        ]
        yield from with_chair(reading, post, found)


def _place_of_listed(reading: Reading, made: Claim) -> str | None:
    """The region in the bracket after one of several heads of small places, or where the article is if unknown."""
    end = made.name.outer.end
    if made.level not in _SMALL or not grammar().links.bracket_opens.match(reading.text, end):
        return None
    region = region_in_bracket(reading, end, {made.level})
    return region.region_code if region else centre(reading.document)


def named_further_on(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Timsel memilih calon anggota KPU Kaur. Nama yang lolos yakni A, B dan C": those of a later sentence."""
    if post.is_dual or not (post.rule.several or post.status == "candidate"):
        return
    reach = min(len(reading.text), post.end + _FURTHER_ON)
    match = grammar().links.names_listed.search(reading.text, post.end, reach)
    if match is None or _names_a_post(reading, post.end, match.end()):
        return
    first = reading.names.at(match.end())
    names = [first, *listed_after(reading, first, singles=True)] if first else []
    if len(names) >= LEAST_LISTED:
        for name in names:
            yield claim(reading, post, name, name.outer, LINKED)


def _names_a_post(reading: Reading, start: int, end: int) -> bool:
    """True where one of several stands between: "Jaksa menghadirkan tiga anggota DPRD, yaitu A, B dan C"."""
    return any(start <= other.start < end and other.rule.several for other in reading.posts)


def in_items(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
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
    for line in reading.document.lines_below(post.end):
        name = _named_in(reading, line)
        if name is not None and links.item_end.match(reading.text, name.outer.end, line.end):
            made = claim(reading, post, name, name.outer, LINKED)
            found.append(replace(made, region=region or made.region))
        elif (place := places.get(line.start)) and stands_alone(reading.document, place):
            region = place.region_code
        else:
            break
    if len(found) > 1:
        yield from found


def _named_in(reading: Reading, line: Line) -> PersonName | None:
    """The name that begins an item of a list, or that a line of a list without marks consists of."""
    name = reading.names.at(reading.item_of(line))
    is_alone = name is not None and (name.outer.start, name.outer.end) == (line.start, line.end)
    return name if line.is_item or is_alone else None


def in_placed_items(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Berikut tiga gubernur yang akan purnatugas.", and below "1. Riau: A", "2. Jambi: B"."""
    links, text = grammar().links, reading.text
    if post.rule.level not in _PLACED:
        return
    places = {r.start: r for r in reading.document.regions if r.level == post.rule.level}
    found: list[Claim] = []
    for line in reading.document.lines_below(post.end):
        if not line.is_item:
            break
        place = places.get(line.words)
        colon = links.item_colon.match(text, place.end, line.end) if place else None
        name = reading.names.at(colon.end()) if colon else None
        if place and name is not None and links.item_end.match(text, name.outer.end, line.end):
            made = claim(reading, post, name, Span(place.start, name.outer.end), LINKED)
            found.append(replace(made, region=place.region_code))
    if len(found) > 1:
        yield from found
