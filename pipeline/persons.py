"""Persons: which claims of an article are about the same one, and under which name.

A person goes by the fullest name of the article: "Rahman" is "Andi Rahman" where only one longer name has
that word. Titles and rank are gathered from all places.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.claims import Claim, claim, is_held
from pipeline.grammar import grammar
from pipeline.names import Name
from pipeline.pairs import holds, is_known, known_as
from pipeline.posts import Post
from pipeline.reading import Reading, standing
from pipeline.titles import name_words
from pipeline.types import Span, Status

_RECALLED = 0.65
# How far around a post is looked for what makes it name a person again.
_AROUND = 20
_DEMONSTRATIVE = 12
# A shorter piece is no word cut short.
_CLIPPED = 3
# How much may lead to a post that names a person again: "pria yang menjabat sebagai ".
_RECALLING = 40
_NOT_IN_OFFICE: frozenset[Status] = frozenset({"candidate", "elect", "former"})

Words = tuple[str, ...]


@dataclass(slots=True)
class Person:
    """One person of the article: the fullest name, and what titles and rank stand with it anywhere.

    ``by_post`` counts the places that name the person by the post alone ("Bupati menyampaikan").
    """

    words: Words
    titles: list[str] = field(default_factory=list)
    rank: str | None = None
    by_post: int = 0

    @property
    def name(self) -> str:
        return " ".join(self.words)

    def mentions(self, text: str) -> int:
        """How often ``text`` names the person: by the full name, by some of its words, or by the post alone."""
        full = list(standing(self.words, text))
        short = [word for word in self.words if len(word) > 2 and not word.endswith(".")]
        if len(self.words) == 1 or not short:
            return max(len(full), 1) + self.by_post
        alone = sorted(
            (place.start, place.end)
            for word in set(short)
            for place in standing([word], text)
            if not any(name.start <= place.start < name.end for name in full)
        )
        rows = reach = 0
        for start, end in alone:
            # Words of the name in a row are one mention.
            if start >= reach:
                rows += not (rows and text[reach:start].isspace())
                reach = end
        return max(len(full) + rows, 1) + self.by_post


@dataclass(slots=True)
class Holding:
    """A claim with the person it is about; ``region`` is settled last."""

    claim: Claim
    person: Person
    region: str | None


def identify(reading: Reading, claims: Iterable[Claim]) -> list[Holding]:
    """The claims with their persons, in order of the text; those of one person share it.

    Of two candidates none is the other in one word ("A Abdullah-B, C-Abdullah").
    """
    claims = sorted(claims, key=lambda claim: (claim.span.start, claim.span.end))
    names = list(_names(reading, claims))
    persons: dict[str, Person] = {}
    holdings = []
    aliases = {claim.name.alias: claim.name.words for claim in claims if claim.name.alias}
    paired = {claim.name.words for claim in claims if claim.post is None}
    for each in claims:
        is_single = each.post is None and len(each.name.words) == 1
        others = [name for name in names if name not in paired] if is_single else names
        words = _fullest(_without_alias(each.name.words, aliases), others)
        person = persons.setdefault(" ".join(words).casefold(), Person(words))
        person.titles += [title for title in each.name.titles if title not in person.titles]
        person.rank = person.rank or each.name.rank
        holdings.append(Holding(each, person, each.region))
    return holdings


def _without_alias(words: Words, aliases: Mapping[Words, Words]) -> Words:
    """The name of whom ``words`` are the second one of, or part of it, where only one person is."""
    meant = {name for alias, name in aliases.items() if holds(alias, words)}
    return meant.pop() if len(meant) == 1 else words


def _names(reading: Reading, claims: Sequence[Claim]) -> Iterator[Words]:
    """The names that a shorter one may stand for: all that are claimed, and the full ones of running text.

    A relative, named so, is somebody else ("sang istri Rina Andi Rahman"). Not a run of which only the end is
    claimed: the name of a body stands before it. Nor two of them run together for want of a hyphen.
    """
    known = dict.fromkeys(claim.name.words for claim in claims)
    relatives = {c.name.words for c in claims if _is_relative(reading, c.name)}
    yield from (w for w in known if w not in relatives and not _is_joined(w, known))
    claimed = [claim.name.span for claim in claims]
    for run in reading.names.runs():
        if len(run.words) < 2 or _is_joined(run.words, known):
            continue
        if any(run.span.start < span.start and span in run.span for span in claimed):
            continue
        if not (_is_relative(reading, run) or reading.in_title_case(run.span.start)):
            yield run.words


def _is_relative(reading: Reading, name: Name) -> bool:
    """True for a name that the words before make a relative's."""
    before = reading.text[max(0, name.outer.start - _AROUND) : name.outer.start]
    return bool(grammar().links.kin.search(before))


def _is_joined(words: Words, known: Collection[Words]) -> bool:
    """True for "Andi Rahman Siti Aminah" where both are known."""
    return any(words[:cut] in known and words[cut:] in known for cut in range(1, len(words)))


def _fullest(words: Words, names: Sequence[Words]) -> Words:
    """The longest of ``names`` that holds all of ``words`` in order, where only one does; else ``words``."""
    full_name = known_as(words)
    if full_name != " ".join(words).casefold():
        return next((name for name in names if " ".join(name).casefold() == full_name), words)
    longer: dict[str, Words] = {
        " ".join(name).casefold(): name
        for name in names
        if len(name) > len(words) and holds(name, words)
    }
    if not longer:
        longer = {" ".join(name).casefold(): name for name in names if _is_clipped(words, name)}
    if not longer and _has_nickname(words):
        full = _fullest(words[1:], [name for name in names if not _has_nickname(name)])
        return full if len(full) > len(words[1:]) else words
    longest = [name for name in longer.values() if not _is_part(name, longer.values())]
    return longest[0] if len(longest) == 1 else words


def _is_clipped(words: Words, name: Words) -> bool:
    """True for "Zul Karim" beside "Zulkarnain Karim": one word cut short, the others the same."""
    if len(words) < 2 or len(words) != len(name):
        return False
    cut = [(short, full) for short, full in zip(words, name, strict=True) if short != full]
    return len(cut) == 1 and len(cut[0][0]) >= _CLIPPED and cut[0][1].startswith(cut[0][0])


def _has_nickname(words: Words) -> bool:
    """True for "Gus Hasyim"."""
    return len(words) > 1 and words[0].casefold() in name_words().nicknames


def _is_part(name: Words, others: Iterable[Words]) -> bool:
    return any(len(other) > len(name) and holds(other, name) for other in others)


# --- persons named again by a post ---


def count_posts_alone(reading: Reading, holdings: Sequence[Holding]) -> None:
    """Count "Bupati menyampaikan" on the one person who holds the post; the regions must be settled."""
    claims = [holding.claim for holding in holdings]
    for post in reading.posts:
        if post.is_dual or post.status in _NOT_IN_OFFICE or is_held(post, claims):
            continue
        before = reading.text[max(0, post.start - _AROUND) : post.start]
        if grammar().links.place_before.search(before):
            continue
        holders = {
            id(holding.person): holding.person
            for holding in holdings
            if holding.claim.role == post.roles[0]
            and holding.claim.status not in _NOT_IN_OFFICE
            and post.region in {None, holding.region}
        }
        if len(holders) == 1:
            holders.popitem()[1].by_post += 1


def recalled(reading: Reading, holdings: Sequence[Holding]) -> Iterator[Holding]:
    """ "kata mantan Ketua KPU Kaur itu": a post that names again the person spoken of last.

    Of a person who has a post only one that tells a status or a region says anything new.
    """
    claims = [holding.claim for holding in holdings]
    speakers: list[Name] | None = None
    for post in reading.posts:
        if post.is_dual or is_held(post, claims):
            continue
        if grammar().links.pronoun.search(
            reading.text, max(0, post.start - _RECALLING), post.start
        ):
            yield from _of_pronoun(reading, post, holdings)
            continue
        if not _recalls(reading, post):
            continue
        if speakers is None:
            speakers = list(_speakers(reading, holdings))
        span = Span(post.start, post.end)
        place, last = _last_named(reading.text, post.start, holdings)
        said, speaker = _last_speaker(reading.text, post.start, speakers)
        if speaker is not None and said > place:
            made = claim(reading, post, speaker, span, _RECALLED)
            yield Holding(made, Person(speaker.words, list(speaker.titles)), made.region)
            continue
        says_more = post.status_told or post.region is not None
        if last is None or not says_more or _is_running_mate(last.claim, post):
            continue
        if reading.names_person(place + 1, post.start):
            continue
        if last.claim.role != post.roles[0] or post.status == "former":
            made = claim(reading, post, last.claim.name, span, _RECALLED)
            yield Holding(made, last.person, made.region)


def _of_pronoun(reading: Reading, post: Post, holdings: Sequence[Holding]) -> Iterator[Holding]:
    """ "Ia merupakan Ketua DPD Golkar": the one person whom the sentence before names."""
    before = reading.document.sentence_before(post.start)
    known = {
        id(each.person): each.person
        for each in holdings
        if _last_word(reading.text, before.end, each.person.words) >= before.start
    }
    named = [
        name
        for name in reading.persons_in(before)
        if not is_known(name.words, [person.words for person in known.values()])
    ]
    if len(known) + len(named) != 1:
        return
    person = known.popitem()[1] if known else Person(named[0].words, list(named[0].titles))
    name = Name(before, before, person.words)
    past = grammar().links.past.search(
        reading.text, max(before.end, post.start - _RECALLING), post.start
    )
    told = (
        replace(post, status="former", status_told=True) if past and not post.status_told else post
    )
    made = claim(reading, told, name, Span(post.start, post.end), _RECALLED)
    yield Holding(made, person, made.region)


def _speakers(reading: Reading, holdings: Sequence[Holding]) -> Iterator[Name]:
    """Who speaks under a full name and holds no post that is told beside it."""
    links, text = grammar().links, reading.text
    known = [holding.person.words for holding in holdings]
    for run in reading.names.runs():
        if len(run.words) < 2 or reading.in_title_case(run.span.start):
            continue
        before = text[max(0, run.outer.start - _AROUND) : run.outer.start]
        if not (links.speech.search(before) or links.speaks.match(text, run.outer.end)):
            continue
        if not is_known(run.words, known):
            yield run


def _last_speaker(text: str, end: int, speakers: Iterable[Name]) -> tuple[int, Name | None]:
    """The speaker named last before an offset, and where; -1 for none."""
    last: tuple[int, Name | None] = (-1, None)
    for name in speakers:
        place = _last_word(text, end, name.words) if name.outer.end <= end else -1
        if place > last[0]:
            last = place, name
    return last


def _is_running_mate(last: Claim, post: Post) -> bool:
    """True where the person runs for deputy to the post: "Cabup petahana itu" is the other of the pair."""
    return post.status == "candidate" == last.status and last.role == f"wakil_{post.roles[0]}"


def _recalls(reading: Reading, post: Post) -> bool:
    """True for a post with "itu" behind it that opens a sentence, follows "kata", or was held somewhere once."""
    links = grammar().links
    around = max(post.start, post.end - 10), post.end + _DEMONSTRATIVE
    if not links.demonstrative.search(reading.text, *around):
        return False
    if reading.document.sentence_of(post.start).start == post.start:
        return True
    if post.status == "former" and post.region is not None:
        return True
    before = reading.text[max(0, post.start - _RECALLING) : post.start]
    return bool(links.anaphora.search(before))


def _last_named(text: str, end: int, holdings: Iterable[Holding]) -> tuple[int, Holding | None]:
    """The person named last before an offset, in full or by one word of the name, and where; -1 for none."""
    last: tuple[int, Holding | None] = (-1, None)
    for holding in holdings:
        place = _last_word(text, end, holding.person.words)
        if place > last[0]:
            last = place, holding
    return last


def _last_word(text: str, end: int, words: Words) -> int:
    """Where a word of a name stands last before an offset, -1 where none does."""
    return max((text.rfind(word, 0, end) for word in words if len(word) > 2), default=-1)
