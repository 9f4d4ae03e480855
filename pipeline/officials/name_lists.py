"""Lists of persons who have or seek one post: in a sentence, and as items below it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from pipeline.focus.centre import centre
from pipeline.officials.claims import LINKED, PAIRED, Claim, chair_of, claim, claim_pair
from pipeline.officials.enumerations import LEAST_LISTED, Member, are_placed, members_from
from pipeline.officials.grammar import grammar
from pipeline.officials.jurisdiction import stands_alone
from pipeline.officials.names import PersonName
from pipeline.officials.pairs import DEPUTIES, pairs_from
from pipeline.officials.posts import Post
from pipeline.officials.reading import Reading
from pipeline.officials.ticket_posts import is_of_pair, ticket_of, with_status
from pipeline.types import Region, Span

_COUNTED = 30
# How far after a post of several a sentence may list their names.
_FURTHER_ON = 400
# Levels of places whose names are known only where more tells of them.
_SMALL = frozenset({"district", "village"})


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


def listed_after(reading: Reading, name: PersonName) -> Iterator[PersonName]:
    """The names that continue a list of persons after ``name``, up to one whose bracket has a post of its own."""
    while True:
        match = grammar().links.list_joint.match(reading.text, name.outer.end)
        following = reading.names.at(match.end()) if match else None
        if match is None or following is None or _has_own_post(reading, following):
            return
        yield following
        name = following


def _has_own_post(reading: Reading, name: PersonName) -> bool:
    """True for "Andi Rahman (Sekretaris KPU Kaur)"."""
    bracket = grammar().links.bracket_opens.match(reading.text, name.outer.end)
    return bracket is not None and any(post.start == bracket.end() for post in reading.posts)


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
        names = [first, *listed_after(reading, first)] if first else []
        if len(names) >= LEAST_LISTED:
            yield from names


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


def named_later(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "anggota KPU yang dilantik yakni A, B dan C": the list of those who have or seek a post.

    Of a post that only one person has, each must have a place: "Pj bupati, yakni A (Kaur) dan B (Seluma)".
    """
    match = grammar().links.named_later.match(reading.text, post.end)
    if match is None:
        return
    if post.is_dual:
        yield from _pairs_later(reading, post, match.end())
        return
    if post.status == "candidate" and is_of_pair(reading, post):
        yield from ticket_of(reading, post, match.end())
        return
    members = members_from(reading, match.end(), post.rule.level)
    counted = is_counted(reading, post) or grammar().links.counted_in.search(match.group())
    is_plural = _is_plural(post) or bool(counted) or is_of_many(reading, post)
    names = len(members) if is_plural and not any(each.is_second for each in members) else 0
    if are_placed(members) or names >= LEAST_LISTED or (names > 1 and counted):
        stated = _as_won(reading, post, match.group())
        yield from with_chair(reading, post, list(of_members(reading, stated, members)))


def _pairs_later(reading: Reading, post: Post, offset: int) -> Iterator[Claim]:
    """The claims of the pairs that a post of two introduces: "calon bupati dan wakil bupati yakni A-B, C-D"."""
    sentence = reading.document.sentence_of(post.start).of(reading.text)
    if grammar().pairs.sworn_in.search(sentence):
        post = with_status(post, "definitive")
    for pair in pairs_from(reading, offset) if post.status_stated else ():
        placed = region_in_bracket(reading, pair[1].outer.end, {post.rule.level})
        region = placed.region_code if placed else None
        for made in claim_pair(reading, post, pair, PAIRED):
            yield replace(made, region=region or made.region)


def _is_plural(post: Post) -> bool:
    """True for a post that several persons have or seek."""
    return post.rule.several or post.status == "candidate"


def _as_won(reading: Reading, post: Post, stated: str) -> Post:
    """The post of those who are stated to have won it, but in an article on their inauguration."""
    if post.status_stated or grammar().pairs.sworn_in.search(reading.text):
        return post
    won = grammar().status_after["elect"].search(stated) is not None
    return with_status(post, "elect") if won else post


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


def named_further_on(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Timsel memilih calon anggota KPU Kaur. Nama yang lolos yakni A, B dan C": those of a later sentence.

    The next one may also open with the first of several places: "Untuk Kaur yakni A dan B. Untuk Seluma C".
    """
    if post.is_dual:
        return
    end = reading.document.sentence_of(post.start).end
    stated = reading.text[post.end : end]
    members = members_from(reading, end, post.rule.level)
    if not are_placed(members):
        members = _listed_further_on(reading, post)
    if are_placed(members) or (_is_plural(post) and len(members) >= LEAST_LISTED):
        yield from of_members(reading, _as_won(reading, post, stated), members)


def _listed_further_on(reading: Reading, post: Post) -> list[Member]:
    """The persons of the list that a later sentence introduces as such."""
    reach = min(len(reading.text), post.end + _FURTHER_ON)
    match = grammar().links.names_listed.search(reading.text, post.end, reach)
    if match is None:
        return []
    return members_from(reading, match.end(), post.rule.level)


def in_items(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Berikut anggota KPU Kaur terpilih:", and below "1. A", "2. B".

    Of a post that only one person has, each must have a place: "1. Riau: A", "2. Jambi: B".
    """
    sentence = reading.document.sentence_of(post.start)
    below = grammar().links.list_below.match(reading.text, post.end)
    line_end = reading.text.find("\n", sentence.end)
    if post.is_dual or (below is None and reading.text[sentence.end : line_end].strip()):
        return
    members = list(_below(reading, post))
    is_plural = below is not None and _is_plural(post)
    if are_placed(members) or (is_plural and len(members) > 1):
        stated = reading.text[post.end : sentence.end]
        yield from of_members(reading, _as_won(reading, post, stated), members)


def _below(reading: Reading, post: Post) -> Iterator[Member]:
    """The persons of the items below a post; a place alone on a line is that of the items below it."""
    places = {region.start: region for region in reading.document.regions}
    heading: Region | None = None
    for line in reading.document.lines_below(post.end):
        members = members_from(reading, reading.item_of(line), post.rule.level)
        found = [member for member in members if member.end <= line.end]
        alone = Span(line.start, line.end)
        is_item = found and (line.is_item or found[0].place or found[0].name.outer == alone)
        if is_item and grammar().links.item_end.match(reading.text, found[-1].end, line.end):
            yield from (replace(member, place=member.place or heading) for member in found)
        elif (place := places.get(line.start)) and stands_alone(reading.document, place):
            heading = place
        else:
            return
