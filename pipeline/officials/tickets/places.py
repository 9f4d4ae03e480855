"""Which place the words around a pair of candidates tell as its own."""

from __future__ import annotations

import re
from collections.abc import Collection

from pipeline.focus.centre import COARSE, LOCAL
from pipeline.focus.scenes import subjects
from pipeline.officials.grammar import grammar
from pipeline.officials.pilkada import opens_with_province, place_of_pilkada
from pipeline.officials.reading import Reading
from pipeline.officials.spoken_of import SPOKEN_OF, is_about_several, region_before, topic
from pipeline.officials.tickets.pairs import Ticket
from pipeline.regions.gazetteer import gazetteer
from pipeline.types import COUNTRY, Document, Level, Region, Span

# Where nothing nearer names it, a pair's region is that whose Pilkada was named at most this far before.
_SPOKEN_OF = 400
# So far after a pair its place may be stated.
_PLACE_AHEAD = 60
_CLAUSE_END = re.compile(r"[;.\n]|,\s")


def own_place(document: Document, ticket: Ticket) -> Region | None:
    """The region said to be a pair's: right after it, of its item, counted, in its cue, or turned to before it."""
    return (
        place_after(document, ticket)
        or ticket.place
        or _counted(document, ticket)
        or _in_cue(document, ticket)
        or _turned_to(document, ticket.cue)
    )


def place_after(document: Document, ticket: Ticket) -> Region | None:
    """The region right after a pair: "A-B di Kota Bima", "A-B (Bima)", "A-B unggul di Pilkada Provinsi Riau"."""
    match = grammar().pairs.place_after.match(document.text, ticket.end)
    if match is None or (match["wins"] and not match["contest"] and opens_with_province(document)):
        return None
    levels = COARSE if match["contest"] or match["body"] else LOCAL
    near = document.regions_in(ticket.end, match.end() + 1)
    return next((r for r in near if r.level in levels and match.end() <= r.end), None)


def place_before(document: Document, cue: int) -> Region | None:
    """The kabupaten or kota named last in a sentence before an offset."""
    sentence = document.sentence_of(cue)
    places = [r for r in document.regions_in(sentence.start, cue) if r.level in LOCAL]
    return places[-1] if places else None


def place_in(document: Document, span: Span) -> Region | None:
    """The first province, kabupaten or kota that a stretch of text names."""
    named = (region for region in document.regions if region.span in span)
    return next((region for region in named if region.level in COARSE), None)


def pilkada_after(document: Document, ticket: Ticket) -> Region | None:
    """The region whose Pilkada the sentence of a pair names after it: "A-B bersaing dalam Pilgub Jambi"."""
    end = document.sentence_of(ticket.start).end
    return place_of_pilkada(document, Span(ticket.end, end))


def region_of(
    reading: Reading, ticket: Ticket, level: Level | None, before: str | None = None
) -> str | None:
    """The region of a pair: the one stated for it, else that of the pair ``before``, or the one spoken of."""
    if level is None:
        return COUNTRY
    stated = _stated_region(reading, ticket, level)
    return stated or before or _region_spoken_of(reading.document, ticket, level)


def region_after(reading: Reading, end: int, level: Level) -> str | None:
    """The region that the clause of a candidate or pair names after it: "A-B menang di Kaur"."""
    for region in reading.document.regions_in(end, end + _PLACE_AHEAD + 1):
        if region.level != level:
            continue
        between = reading.text[end : region.start]
        if grammar().pairs.place.search(between) and not _CLAUSE_END.search(between):
            return region.region_code
    return None


def _counted(document: Document, ticket: Ticket) -> Region | None:
    """The kabupaten or kota whose pairs are counted right before a pair: "Di Sikka ada dua paket, yakni A-B".

    "Yakni A-B" may be a sentence of its own.
    """
    before = document.sentence_before(document.sentence_of(ticket.cue).start).start
    near = [r for r in document.regions_in(before, ticket.start) if r.level in LOCAL]
    if near and grammar().pairs.counted.fullmatch(document.text, near[-1].end, ticket.start):
        return near[-1]
    return None


def _in_cue(document: Document, ticket: Ticket) -> Region | None:
    """The kabupaten or kota in the words that introduce a pair: "calon tunggal di Kota Bima, A dan B"."""
    end = ticket.cue if ticket.cue_end is None else ticket.cue_end
    named = [r for r in document.regions_in(ticket.cue, end) if r.level in LOCAL]
    return named[-1] if named else None


def _turned_to(document: Document, cue: int) -> Region | None:
    """The region stated right before a pair: "Di Kota Bima, pasangan ...", "2. Bima: A-B"."""
    text, links = document.text, grammar().links
    sentence, line = document.sentence_of(cue).start, document.line_of(cue)
    for region in document.regions_in(min(sentence, line.start), cue):
        if region.level not in COARSE:
            continue
        if not grammar().pairs.turned.fullmatch(text, region.end, cue):
            continue
        turns = links.turn.fullmatch(text, sentence, region.start)
        if turns or line.text_start == region.start:
            return region
    return None


def _stated_region(reading: Reading, ticket: Ticket, level: Level) -> str | None:
    """The region stated for a pair: after it ("di Kaur"), else before it, or where pairs are counted."""
    document = reading.document
    own = own_place(document, ticket)
    if own is not None and own.level == level:
        return own.region_code
    after = region_after(reading, ticket.end, level)
    if after is not None:
        return after
    pilkada = pilkada_after(document, ticket)
    if pilkada is not None and pilkada.level == level:
        return pilkada.region_code
    sentence, levels = document.sentence_of(ticket.cue), frozenset({level})
    return (
        _of_post_after(reading, ticket, level)
        or region_before(document, ticket.cue, levels, ticket.cue - sentence.start)
        or _of_counted_before(document, sentence, levels)
    )


def _of_post_after(reading: Reading, ticket: Ticket, level: Level) -> str | None:
    """The region of the posts named next after a pair: "A-B ditetapkan sebagai Bupati-Wakil Bupati Kaur"."""
    end = reading.document.sentence_of(ticket.start).end
    post = next((post for post in reading.posts if ticket.end <= post.start < end), None)
    region = post.region if post and post.is_dual else None
    return region if region and gazetteer()[region].level == level else None


def _of_counted_before(document: Document, sentence: Span, levels: Collection[Level]) -> str | None:
    """The last region of the sentence before, which counts the pairs: "Kaur diikuti dua paket. Keduanya yakni"."""
    if not sentence.start or not grammar().pairs.counted_again.match(document.text, sentence.start):
        return None
    before = document.sentence_before(sentence.start)
    codes = [r.region_code for r in subjects(document, levels) if r.span in before]
    return codes[-1] if codes else None


def _region_spoken_of(document: Document, ticket: Ticket, level: Level) -> str | None:
    """The region that the article turned to last before a pair.

    In an article about several regions of the level, the one spoken of last before the sentence will do.
    """
    sentence, levels = document.sentence_of(ticket.cue), frozenset({level})
    spoken_of = topic(document, ticket.cue, levels)
    if spoken_of is not None:
        return spoken_of
    named = place_of_pilkada(document, Span(max(0, ticket.cue - _SPOKEN_OF), ticket.cue))
    if named is not None and named.level == level:
        return named.region_code
    if is_about_several(document, levels):
        return region_before(document, ticket.cue, levels, ticket.cue - sentence.start + SPOKEN_OF)
    return None
