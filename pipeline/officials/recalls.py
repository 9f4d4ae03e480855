"""Persons named again by a post: "kata mantan Ketua KPU itu", "Ia merupakan Ketua KPU Kaur", "Bupati hadir"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from pipeline.officials.claims import RUNNING, Claim, claim, is_held
from pipeline.officials.grammar import grammar
from pipeline.officials.names.reader import PersonName
from pipeline.officials.names.same import is_known, stands_for
from pipeline.officials.persons import Holding, Person, Words
from pipeline.officials.posts.post import Post
from pipeline.officials.reading import Reading
from pipeline.officials.standing import standing
from pipeline.officials.tickets.pairs import DEPUTIES, pair_of
from pipeline.types import Span, Status

T = TypeVar("T")

_RECALLED = 0.65
# The initials of a name have no more letters.
_INITIALS = 2
# How far around a post is looked for what makes it name a person again.
_AROUND = 20
_DEMONSTRATIVE = 12
# How much may lead to a post that names a person again: "pria yang menjabat sebagai ".
_RECALLING = 40
_NOT_IN_OFFICE: frozenset[Status] = frozenset({"candidate", "elect", "former"})


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
            holding.person
            for holding in holdings
            if holding.claim.role == post.roles[0]
            and holding.claim.status not in _NOT_IN_OFFICE
            and post.region in {None, holding.region}
        }
        if len(holders) == 1:
            holders.pop().by_post += 1


def recalled(reading: Reading, holdings: Sequence[Holding]) -> Iterator[Holding]:
    """The posts that name a person again: "kata mantan Ketua KPU Kaur itu", "Ia merupakan Ketua KPU Kaur"."""
    claims = [holding.claim for holding in holdings]
    for post in reading.posts:
        if post.is_dual or is_held(post, claims):
            continue
        leading = max(0, post.start - _RECALLING), post.start
        if grammar().links.pronoun.search(reading.text, *_since_sentence_before(reading, post)):
            yield from _of_pronoun(reading, post, holdings)
        elif both := grammar().links.both.search(reading.text, *leading):
            yield from _of_both(reading, post, both.start(), holdings)
        elif _recalls(reading, post):
            yield from _of_last(reading, post, holdings)
        elif _is_alone(reading, post, leading[0]):
            yield from _of_only_speaker(reading, post, holdings)


def _is_alone(reading: Reading, post: Post, start: int) -> bool:
    """True for the post that stands for who speaks: "... siap," kata anggota DPRD Kaur", with no name after it."""
    if reading.text[post.end + 1 : post.end + 2].isupper():
        return False
    quoted = grammar().links.quoted.search(reading.text, start, post.start)
    is_stated = post.region is not None or post.status_stated or post.rule.several
    return (quoted is not None and is_stated) or _opens_as_former(reading, post)


def _opens_as_former(reading: Reading, post: Post) -> bool:
    """True for "Mantan Camat Nasal menjelaskan" at the opening of a sentence."""
    opens = reading.document.sentence_of(post.start).start == post.start
    return opens and post.status == "former" and _speaks(reading, post)


def _of_last(reading: Reading, post: Post, holdings: Sequence[Holding]) -> Iterator[Holding]:
    """ "kata mantan Ketua KPU Kaur itu": of whom the sentence before the quotation is about.

    Without one, of who spoke last under a full name, else of the holder named last. Of the latter only a post
    says anything new that tells a status or a region, or that nobody has.
    """
    span = Span(post.start, post.end)
    end = _before_quotation(reading, post.start)
    subject = _subject_before(reading, end, holdings) if end < post.start else None
    if subject is not None:
        if _says_more(post, holdings):
            made = claim(reading, post, subject, span, _RECALLED)
            yield Holding(made, _person_of(subject, holdings), made.region)
        return
    place, last = _last_named(reading, post, end, holdings)
    speakers = _speakers(reading, end, holdings)
    said, speaker = _last_of(reading.text, end, ((name.words, name) for name in speakers))
    is_of_speaker = _speaks(reading, post) or (last is not None and last.claim.status in RUNNING)
    goes_on = is_of_speaker and _in_one_sentence(reading, said, place)
    if speaker is not None and (said > place or goes_on):
        made = claim(reading, post, speaker, span, _RECALLED)
        yield Holding(made, Person(speaker.words, list(speaker.titles)), made.region)
        return
    if last is not None and last.claim.status in _NOT_IN_OFFICE and _speaks(reading, post):
        last = _only_speaker(reading, holdings) or last
    if last is None or _is_running_mate(last.claim, post) or not _says_more(post, holdings):
        return
    if last.claim.role != post.roles[0] or post.status == "former":
        made = claim(reading, post, last.claim.name, span, _RECALLED)
        yield Holding(made, last.person, made.region)


def _last_named(
    reading: Reading, post: Post, end: int, holdings: Sequence[Holding]
) -> tuple[int, Holding | None]:
    """The holder named last before an offset, and where.

    Of those named in one sentence whoever speaks in it goes on to speak: "kata A yang didampingi B. Camat itu".
    """
    known = [(holding.person.words, holding) for holding in holdings]
    named = _last_of(reading.text, end, known)
    cited = _last_cited(reading, end, known) if _speaks(reading, post) else (-1, None)
    return cited if _in_one_sentence(reading, cited[0], named[0]) else named


def _last_cited(
    reading: Reading, end: int, known: Iterable[tuple[Words, T]]
) -> tuple[int, T | None]:
    """The one of ``known`` who speaks last before an offset, by any word of the name, and where; -1 for none."""
    text = reading.text[:end]
    cited = (
        (place.start, each)
        for words, each in known
        for place in _words_standing(words, text)
        if _speaks(reading, place)
    )
    nobody: tuple[int, T | None] = (-1, None)
    return max(cited, key=lambda found: found[0], default=nobody)


def _before_quotation(reading: Reading, offset: int) -> int:
    """Where the quotation begins that ends before "kata" and an offset; the offset itself where none does.

    Those whom it names are not who says it.
    """
    quoted = grammar().links.quoted.search(reading.text, max(0, offset - _RECALLING), offset)
    opening = reading.text.rfind('"', 0, quoted.start()) if quoted else -1
    return opening if opening > 0 else offset


def _subject_before(reading: Reading, start: int, holdings: Sequence[Holding]) -> PersonName | None:
    """Whom the sentence before a quotation names first, and who goes on to speak: "A menemui B. 'Siap,' kata".

    ``None`` where it names nobody of the article by a name that only one has.
    """
    sentence = reading.document.sentence_of(max(0, len(reading.text[:start].rstrip()) - 1))
    named: dict[Words, tuple[int, PersonName]] = {
        holding.person.words: (place, holding.claim.name)
        for holding in holdings
        if (place := _first_word(reading, sentence, holding.person.words)) is not None
    }
    first = min((place for place, _ in named.values()), default=sentence.end)
    subjects = [name for place, name in named.values() if place == first]
    full = (name for name in reading.persons_in(sentence) if len(name.words) > 1)
    other = next((name for name in full if name.span.start < first), None)
    if other is not None:
        return other if other.outer.start == sentence.start else None
    return subjects[0] if len(subjects) == 1 else None


def _first_word(reading: Reading, sentence: Span, words: Words) -> int | None:
    """Where a word of a name stands first in a sentence, ``None`` where none does."""
    places = _words_standing(words, sentence.of(reading.text))
    first = min((place.start for place in places), default=None)
    return None if first is None else sentence.start + first


def _person_of(name: PersonName, holdings: Iterable[Holding]) -> Person:
    """The person of the article whose name that is, else a new one."""
    known = (each.person for each in holdings if stands_for(name, each.claim.name))
    return next(known, Person(name.words, list(name.titles)))


def _in_one_sentence(reading: Reading, one: int, other: int) -> bool:
    """True for two offsets of one sentence, in which a speaker names somebody after himself; none is -1."""
    sentence_of = reading.document.sentence_of
    return min(one, other) >= 0 and sentence_of(one) == sentence_of(other)


def _of_both(
    reading: Reading, post: Post, end: int, holdings: Sequence[Holding]
) -> Iterator[Holding]:
    """ "... A dan B. Keduanya anggota DPR RI": of the two who are named last, joined as a pair is."""
    before = [run for run in reading.names.runs if run.outer.end <= end][-2:]
    if len(before) < 2 or before[0].span.start < reading.document.sentence_of(end).start:
        return
    first, second = before
    if pair_of(reading.names, first) == (first, second):
        for name in before:
            made = claim(reading, post, name, Span(post.start, post.end), _RECALLED)
            yield Holding(made, _person_of(name, holdings), made.region)


def _of_only_speaker(
    reading: Reading, post: Post, holdings: Sequence[Holding]
) -> Iterator[Holding]:
    """ "... siap," kata anggota DPRD Kaur": whoever alone speaks in the article, where nobody has the post.

    Before those with a post it is who speaks right before the quotation: "Andi menyebutkan hal itu. "Siap,"".
    """
    if any(each.claim.role == post.roles[0] for each in holdings):
        return
    span, end = Span(post.start, post.end), _before_quotation(reading, post.start)
    sentence = reading.document.sentence_of(max(0, len(reading.text[:end].rstrip()) - 1))
    just = [name for name in _speakers(reading, end, holdings) if name.span in sentence]
    if end < post.start and len(just) == 1:
        made = claim(reading, post, just[0], span, _RECALLED)
        yield Holding(made, Person(just[0].words, list(just[0].titles)), made.region)
        return
    only = _only_speaker(reading, holdings)
    if only is not None:
        made = claim(reading, post, only.claim.name, span, _RECALLED)
        yield Holding(made, only.person, made.region)


def _only_speaker(reading: Reading, holdings: Sequence[Holding]) -> Holding | None:
    """The one person of the article who speaks; ``None`` where several do, or nobody."""
    speaking = {each.person: each for each in holdings if _speaks(reading, each.claim.span)}
    return next(iter(speaking.values())) if len(speaking) == 1 else None


def _speaks(reading: Reading, words: Span) -> bool:
    """True for words of whoever speaks: "mantan Camat Nasal itu mengatakan", "kata Andi Rahman"."""
    links, text = grammar().links, reading.text
    before = text[max(0, words.start - _AROUND) : words.start]
    return bool(links.speech.search(before) or links.speaks.match(text, words.end))


def _says_more(post: Post, holdings: Iterable[Holding]) -> bool:
    """True for a post that tells a status or a region, and for one that nobody of the article has."""
    role = post.roles[0]
    is_new = role != "other" and all(each.claim.role != role for each in holdings)
    return post.status_stated or post.region is not None or is_new


def _of_pronoun(reading: Reading, post: Post, holdings: Sequence[Holding]) -> Iterator[Holding]:
    """ "Ia merupakan Ketua DPD Golkar": the one person whom the sentence before names."""
    before = reading.document.sentence_before(post.start)
    known = {
        each.person
        for each in holdings
        if _last_word(reading.text, before.end, each.person.words) >= before.start
    }
    named = [
        name
        for name in reading.spoken_of_in(before)
        if not is_known(name.words, [person.words for person in known])
    ]
    if len(known) + len(named) != 1:
        return
    person = known.pop() if known else Person(named[0].words, list(named[0].titles))
    name = PersonName(before, before, person.words)
    past = grammar().links.past.search(reading.text, before.end, post.start)
    stated = post.with_status("former") if past and not post.status_stated else post
    made = claim(reading, stated, name, Span(post.start, post.end), _RECALLED)
    yield Holding(made, person, made.region)


def _since_sentence_before(reading: Reading, post: Post) -> tuple[int, int]:
    """From the mark that ends the sentence before a post to the post."""
    opening = reading.document.sentence_of(post.start).start
    return max(0, opening - _AROUND), post.start


def _speakers(reading: Reading, end: int, holdings: Sequence[Holding]) -> Iterator[PersonName]:
    """Who speaks before an offset under a full name and holds no post that is stated beside it."""
    known = [holding.person.words for holding in holdings]
    for run in reading.names.runs:
        if run.outer.end > end:
            return
        if len(run.words) < 2 or reading.in_title_case(run.span.start):
            continue
        if _speaks(reading, run.outer) and not is_known(run.words, known):
            yield run


def _is_running_mate(last: Claim, post: Post) -> bool:
    """True where the person runs for deputy to the post: "Cabup petahana itu" is the other of the pair."""
    return post.status == "candidate" == last.status and last.role == DEPUTIES.get(post.roles[0])


def _recalls(reading: Reading, post: Post) -> bool:
    """True for a post with "itu" after it that opens a sentence, follows "kata", or was held somewhere once."""
    links = grammar().links
    around = max(post.start, post.end - 10), post.end + _DEMONSTRATIVE
    opening = reading.document.sentence_of(post.start).start
    opens = opening == post.start or bool(
        links.resumes.fullmatch(reading.text, opening, post.start)
    )
    if opens and links.demonstrative_later.match(reading.text, post.end):
        return True
    named = links.demonstrative_named.match(reading.text, post.end)
    if not (named or links.demonstrative.search(reading.text, *around)):
        return False
    if opens:
        return True
    if post.status == "former" and post.region is not None:
        return True
    before = reading.text[max(0, post.start - _RECALLING) : post.start]
    return bool(links.anaphora.search(before))


def _last_of(text: str, end: int, named: Iterable[tuple[Words, T]]) -> tuple[int, T | None]:
    """The one of whose name a word stands last before an offset, and where; -1 for none."""
    last: tuple[int, T | None] = (-1, None)
    for words, each in named:
        place = _last_word(text, end, words)
        if place > last[0]:
            last = place, each
    return last


def _last_word(text: str, end: int, words: Words) -> int:
    """Where a word of a name stands last before an offset, -1 where none does."""
    return max((place.start for place in _words_standing(words, text[:end])), default=-1)


def _words_standing(words: Words, text: str) -> Iterator[Span]:
    """Where any word of a name stands in a text, initials apart."""
    return (place for word in words if len(word) > _INITIALS for place in standing([word], text))
