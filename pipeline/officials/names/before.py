"""Evidence for a person named before a post: in front of its bracket, of words that lead to it, or of a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.officials.careers import goes_on
from pipeline.officials.claims import ACTING, APPOSED, LINKED, PAIRED, Claim, claim, claim_pair
from pipeline.officials.grammar import grammar
from pipeline.officials.names.lists import bench, names_before, with_chair
from pipeline.officials.names.reader import PersonName
from pipeline.officials.posts.post import Post
from pipeline.officials.reading import Reading
from pipeline.officials.relatives import of_relative, past_post_before
from pipeline.officials.tickets.pairs import DEPUTIES, HEADS, ROLES_OF_PAIRS, Pair, pair_ending_at
from pipeline.officials.tickets.posts import as_bracketed, as_elected
from pipeline.types import Span

_LOOK_BACK = 160
_BACK_TO_SPEECH = 30
_CLAUSE_ENDS = re.compile(r"\s*[,.;\"]|\s*$")
# What stands before a single word inside a sentence.
_INSIDE = re.compile(r".?[a-z],? $")
# What sets an apposition off where no words do.
_MARKS = " ,(-:/;"
# What leads from a name to a post on a line that holds no more.
_OF_LINES = frozenset(":/;")
_APPOSED_BOTH = re.compile(r"\s*[,.(]")


def bracketed(reading: Reading, post: Post, _claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Andi Rahman (mantan Camat Nasal, Ketua PMI Kaur)": each post of the bracket is the one person's.

    Those of a whole body are of all who are listed: "A, B dan C (Ketua dan Anggota KPU Kaur)".
    """
    links, text = grammar().links, reading.text
    opening = text.rfind("(", max(0, post.start - _LOOK_BACK), post.start)
    if post.is_dual or opening < 0 or any(mark in text[opening : post.start] for mark in ")\n"):
        return
    after = links.bracket_body if post.names_body else links.bracket_on
    if not links.bracketed.search(text[opening + 1 : post.start]) or not after.match(
        text, post.end
    ):
        return
    members = names_before(reading, opening) if post.rule.several else []
    if members and links.chair_in_bracket.fullmatch(text, opening, post.start):
        listed = [claim(reading, post, each, each.outer, APPOSED) for each in members]
        yield from with_chair(reading, post, listed)
        return
    name = reading.person_ending_at(opening)
    if name is not None:
        stated = as_bracketed(reading, post)
        yield claim(reading, stated, name, Span(name.outer.start, post.end), APPOSED)


def linked(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
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
    agent = _agent_before(reading, end)
    if agent is not None:
        yield from _linked_from(
            reading, post, agent.start, reading.text[agent.start : agent.end] + link, claims
        )
        return
    if not post.status_stated and _is_sought(reading, post, end, link):
        post = post.with_status("candidate")
    if post.is_dual:
        pair = pair_ending_at(reading.names, end)
        if pair is not None:
            opening = reading.opening_of(pair[0].span.start)
            words = reading.text[opening : pair[0].outer.start] + link
            yield from claim_pair(reading, as_elected(reading, post, words), pair, PAIRED)
        return
    # "pasangan A dan B yang merupakan mantan Bupati Kaur" tells of B alone.
    is_relative = grammar().links.relative.match(link) is not None
    if post.rule.several and not is_relative and (members := _those_before(reading, end)):
        for member in members:
            yield claim(reading, post, member, Span(members[0].outer.start, post.end), LINKED)
        return
    pair = pair_ending_at(reading.names, end)
    deputy = DEPUTIES.get(post.roles[0])
    is_of_last = post.status == "former" and is_relative
    if pair and deputy and not is_of_last and _is_ticket(reading, post, pair):
        head = claim(reading, post, pair[0], Span(pair[0].outer.start, post.end), LINKED)
        yield head
        yield replace(head, name=pair[1], role=deputy)
        return
    name = reading.person_ending_at(end) or _holder_before(reading, post, end, claims)
    links = grammar().links
    if name is not None and (post.status == "candidate" or not is_relative):
        name = of_relative(reading, name) or name
    if name is None or _is_another(reading, name):
        return
    if post.roles[0] in DEPUTIES.values() and _is_companion(reading, name):
        post = post if post.status_stated else post.with_status("candidate")
    acting = links.acting_as.fullmatch(link.strip())
    if acting and (handed := _succession(reading, post, name)):
        yield from handed
        return
    opening = reading.document.sentence_of(name.outer.start).start
    earlier = links.earlier.fullmatch(reading.text, opening, name.outer.start)
    was = links.held.search(link) or links.equating.search(link)
    past = links.past.search(link) or (earlier and was)
    gives_way = acting is not None and _gives_way(reading, post, name)
    provisional = grammar().tail.provisional.search(reading.text, post.start, post.end)
    over = (past or gives_way) and not post.status_stated and not provisional
    stated = post.with_status("former") if over else post
    made = claim(reading, stated, name, Span(name.outer.start, post.end), LINKED)
    yield made
    if made.role == "hakim" and post.rule.after_body:
        for judge in bench(reading, post.end):
            yield replace(made, name=judge.name, span=judge.name.outer)


def _is_sought(reading: Reading, post: Post, end: int, link: str) -> bool:
    """True where a link that begins at ``end`` makes a candidate, or those do who want its person in the office.

    "Andi Rahman maju sebagai bupati", "Golkar mengusung Andi Rahman sebagai bupati".
    """
    links = grammar().links
    if links.seeks.search(link):
        return True
    if post.roles[0] not in ROLES_OF_PAIRS or links.held.search(link):
        return False
    pair = pair_ending_at(reading.names, end)
    name = pair[0] if pair else reading.names.ending_at(end)
    if name is None:
        return False
    opening = reading.document.sentence_of(name.outer.start).start
    return links.wanted.search(reading.text, opening, name.outer.start) is not None


def _agent_before(reading: Reading, end: int) -> Span | None:
    """From the verb to the agent of "Andi Rahman dilantik Gubernur Budi Hartono", who ends right before an offset.

    Without the word for "by", an agent has a post, or follows a verb with a person before it.
    """
    name = reading.person_ending_at(end)
    if name is None:
        return None
    start = past_post_before(reading, name)
    opening = max(0, start - _LOOK_BACK)
    verb = grammar().links.done_by.search(reading.text[opening:start])
    if verb is None:
        return None
    begins = opening + verb.start()
    is_agent = verb["by"] or start < name.outer.start or reading.person_ending_at(begins)
    return Span(begins, end) if is_agent else None


def _succession(reading: Reading, post: Post, name: PersonName) -> list[Claim]:
    """ "A akan menggantikan B sebagai Bupati Kaur", for B: B had the post, A has it, or acts in it."""
    opening = max(0, name.outer.start - _LOOK_BACK)
    match = grammar().links.replacing.search(reading.text[opening : name.outer.start])
    if match is None or post.status not in {"definitive", *ACTING}:
        return []
    over = claim(reading, post.with_status("former"), name, name.outer, LINKED)
    successor = reading.person_ending_at(opening + match.start())
    if successor is None:
        return [over]
    span = Span(successor.outer.start, post.end)
    return [claim(reading, post, successor, span, LINKED), over]


def _gives_way(reading: Reading, post: Post, name: PersonName) -> bool:
    """True where another fills the office of a person: "Posisi Andi Rahman sebagai Camat Nasal diisi Budi"."""
    links, text = grammar().links, reading.text
    before = text[max(0, name.outer.start - _BACK_TO_SPEECH) : name.outer.start]
    filled = links.taken_over.match(text, post.end)
    return filled is not None and links.office_of.search(before) is not None


def _is_another(reading: Reading, name: PersonName) -> bool:
    """True for whom another succeeds, and whose relative is spoken of: "putra sulung Andi Rahman, menjadi"."""
    links = grammar().links
    start = past_post_before(reading, name)
    before = reading.text[max(0, start - _BACK_TO_SPEECH) : start]
    kin = links.kin.search(before)
    is_kin = kin is not None and not links.is_kin_of.search(kin.group())
    return is_kin or links.succeeded.search(before) is not None


def _is_companion(reading: Reading, name: PersonName) -> bool:
    """True for whom another runs with: "berpasangan dengan Andi Rahman sebagai wakil bupati"."""
    before = reading.text[max(0, name.outer.start - _BACK_TO_SPEECH) : name.outer.start]
    return grammar().pairs.companion.search(before) is not None


def _those_before(reading: Reading, end: int) -> list[PersonName]:
    """The names of a list before an offset, or of the sentence before: "A, B. Kedua nama itu menjadi"."""
    sentence = reading.document.sentence_of(end - 1)
    if grammar().links.those.fullmatch(reading.text, sentence.start, end):
        previous = reading.document.sentence_before(sentence.start)
        end = previous.start + len(previous.of(reading.text).rstrip(" ."))
    return names_before(reading, end)


def _is_ticket(reading: Reading, post: Post, pair: Pair) -> bool:
    """True where two are a pair of which one post is enough: "pasangan A dan B sebagai Bupati".

    Words before or between them say so, or that they are elected: no two are elected to one office.
    """
    if post.status == "elect" and not reading.in_title_case(pair[0].span.start):
        return True
    sentence = reading.document.sentence_of(pair[0].outer.start)
    before = reading.text[sentence.start : pair[0].outer.start]
    words, between = grammar().pairs, reading.text[pair[0].outer.end : pair[1].outer.start]
    return bool(words.named_pair.search(before) or words.mutual.search(between))


def _holder_before(
    reading: Reading, post: Post, end: int, claims: Sequence[Claim]
) -> PersonName | None:
    """The holder of a post that stands right before an offset; no history that goes on with ``post``."""
    for known in claims:
        between = reading.text[known.span.end : end]
        if known.span.end <= end and not between.strip(" ,)"):
            return None if goes_on(reading, known, post) else known.name
    return None


def apposed(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Andi Rahman, ketua KPU Kaur, ...", and without a comma "Andi Rahman mantan Bupati Kaur".

    With a colon, slash or semicolon on a line of its own: "1. Andi Rahman: ketua KPU Kaur", "1. Camat Nasal Andi
    Rahman; Pj Bupati Kaur".
    """
    window = reading.text[max(0, post.start - _LOOK_BACK) : post.start]
    mark = grammar().links.apposition.search(window)
    if post.is_dual or _points_back(reading, post):
        return
    if mark is not None:
        name = reading.person_ending_at(post.start - len(window) + mark.start())
    else:
        name = reading.person_ending_at(post.start - 1) if post.status == "former" else None
    if name is None:
        return
    if _is_cited(reading, name) and not grammar().links.apposition_ends.match(
        reading.text, post.end
    ):
        return
    of_line = mark is not None and not _OF_LINES.isdisjoint(mark.group())
    if of_line and not _fill_line(reading, name, post, claims):
        return
    # "calon Bupati Kaur Andi Rahman mantan Camat Nasal": the post before the name does not keep it from this one.
    is_free = of_line or mark is None or _is_told(reading, mark, post)
    others = [c for c in claims if not is_free or c.post is None or c.post.end > name.span.start]
    if _may_be_apposed(reading, name, post, others):
        yield claim(reading, post, name, Span(name.outer.start, post.end), APPOSED)


def _is_told(reading: Reading, mark: re.Match[str], post: Post) -> bool:
    """True where words say that who has a post has this one, too: "Andi Rahman, yang merupakan Camat Nasal."."""
    has_words = mark.group().strip(_MARKS) != ""
    return has_words and _APPOSED_BOTH.match(reading.text, post.end) is not None


def _is_cited(reading: Reading, name: PersonName) -> bool:
    """True for "Menurut Andi Rahman, ", after which a post may open what he says."""
    opening = reading.document.sentence_of(name.outer.start).start
    return grammar().links.according.fullmatch(reading.text, opening, name.outer.start) is not None


def _fill_line(
    reading: Reading, name: PersonName, post: Post, claims: Sequence[Claim] = ()
) -> bool:
    """True for a line that holds a name and a post, and no more but another post before the name."""
    line = reading.document.line_of(name.outer.start)
    begins = {name.outer.start, *(c.span.start for c in claims if c.name.span == name.span)}
    rest = reading.text[post.end : line.end]
    return line.text_start in begins and not rest.strip(" .;,")


def _points_back(reading: Reading, post: Post) -> bool:
    """True for "Ketua DPD Golkar itu": who is meant was named earlier, not right before."""
    back = grammar().links.points_back.search(reading.text, post.start, post.end)
    return back is not None and not post.status_stated


def _may_be_apposed(
    reading: Reading, name: PersonName, post: Post, claims: Sequence[Claim]
) -> bool:
    """Whether "NAME, POST" is an apposition: the name is no other post's already, and is no word of a list.

    A single unknown word needs a mark on the other side of the post, too, or the tagger, or to be an item of a
    list with the post, or to be told apart from others ("Sedangkan Rahman, Camat Nasal akan").
    """
    if any(known.name.span == name.span for known in claims):
        return False
    if len(name.words) > 1 or any(set(name.words) <= set(known.name.words) for known in claims):
        return True
    closed = _APPOSED_BOTH.match(reading.text, post.end)
    is_item = reading.document.line_of(name.outer.start).is_item and _fill_line(reading, name, post)
    opening = reading.document.sentence_of(name.outer.start).start
    told_apart = grammar().links.meanwhile.fullmatch(reading.text, opening, name.outer.start)
    return bool(closed or is_item or told_apart) or reading.is_tagged(name)


def coordinated(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Andi Rahman, politikus Golkar dan mantan Bupati Kaur, ...": the post is that of the one before it.

    Not where a pair has both posts: "A-B sebagai calon bupati Kaur dan wakil bupati Kaur".
    """
    links = grammar().links
    joint = links.posts_coordinated
    if post.is_dual or links.doubled.match(reading.text, post.end):
        return
    for known in claims:
        before = known.post
        if before is None or known.span.end != before.end:
            continue
        joined = joint.fullmatch(reading.text, before.end, post.start)
        if joined is not None:
            seconds = (c for c in claims if c.is_of(before) and c.role in HEADS)
            if any(second.role == post.roles[0] for second in seconds):
                return
            # "pernah menjadi Camat Nasal dan Bupati Kaur", "mantan Camat Nasal dan kemudian Bupati Kaur"
            was_next = joined["later"] or (joined["onward"] and goes_on(reading, known, post))
            is_over = was_next and known.status == "former" and not post.status_stated
            stated = post.with_status("former") if is_over else post
            yield claim(reading, stated, known.name, Span(known.span.start, post.end), APPOSED)
            return


def adjacent(reading: Reading, post: Post, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Andi Rahman calon bupati Kaur": a post with its region right after a full name.

    Of posts that are not sought only where the clause ends or its verb stands after them, or the name has a rank
    or title.
    """
    name = None if post.is_dual else reading.person_ending_at(post.start)
    if name is None or reading.text[name.outer.end : post.start] != " ":
        return
    ends = _CLAUSE_ENDS.match(reading.text, post.end)
    if ends is None and len(name.words) > 1:
        ends = grammar().links.goes_on_after.match(reading.text, post.end)
    if post.status != "candidate" and not (ends or name.rank or name.titles):
        return
    is_alone = len(name.words) < 2 and not (name.rank or name.titles)
    if is_alone and not _INSIDE.match(reading.text[: name.outer.start][-3:]):
        return
    if is_alone and (reading.in_title_case(name.outer.start) or not reading.is_tagged(name)):
        return
    is_known = post.rule.after_body or reading.is_tagged(name)
    if post.region is None and not (len(name.words) > 1 and is_known):
        return
    if not any(known.name.span == name.span for known in claims):
        yield claim(reading, post, name, Span(name.outer.start, post.end), APPOSED)
