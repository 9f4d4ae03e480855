"""Contenders: candidates who are named alone, without a post and without who runs with them.

"Petahana Andi Rahman", "calon nomor urut 2, Andi Rahman", "elektabilitas Andi Rahman 20 persen", "Andi Rahman (20
persen)", "mengusung Andi Rahman di Pilgub Jambi". They seek the post of the head in the election that the words
around tell, or the deputy's where a survey asks for deputies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.focus.centre import COARSE, centre
from pipeline.focus.elections import (
    BY_LEVEL,
    LEVEL_OF_ELECTION,
    election_at,
    elections_in,
    last_in,
)
from pipeline.officials.article_elections import likeliest
from pipeline.officials.claims import ACTING, RUNNING, Claim
from pipeline.officials.enumerations import LEAST_LISTED, names_from
from pipeline.officials.grammar import grammar
from pipeline.officials.item_places import region_of_item
from pipeline.officials.jurisdiction import of_level
from pipeline.officials.list_heads import words_above
from pipeline.officials.names.lists import continues_list
from pipeline.officials.names.reader import PersonName
from pipeline.officials.names.same import holds, is_known
from pipeline.officials.pilkada import place_of_pilkada
from pipeline.officials.reading import Reading
from pipeline.officials.relatives import past_post_before
from pipeline.officials.series import series_from
from pipeline.officials.spoken_of import is_turned_to, region_before
from pipeline.officials.tickets.pairs import (
    DEPUTIES,
    HEADS,
    HYPHENS,
    PAIR_ROLES,
    ROLES_OF_PAIRS,
    WIDE,
    pair_ending_at,
    pair_of,
)
from pipeline.officials.tickets.places import region_after
from pipeline.regions.gazetteer import gazetteer
from pipeline.types import COUNTRY, Document, Election, Region, Span

_RULE_ID = "officials.contender"
_CONFIDENCE = 0.7
# At most this many characters may introduce a contender.
_BEFORE = 60
# The place of a "Pilkada" ends at most this many characters after it.
_PLACE = 30
# What joins the second of a pair to the first, and how many characters it takes at most.
_JOINTS = HYPHENS | {"&"}
_JOINT = 2
# The groups of the words that may introduce one candidate.
_OF_ONE = frozenset({"lone", "sole"})
# So far before the words that introduce candidates is told what they seek.
_SPOKEN_OF = 400
# So far before a name is told which of the two posts a survey asks for, if not in its paragraph.
_ASKED = 300
# The name of the head of a pair who stands alone has so many words at most.
_ALONE = 3


def contenders(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Claims of those whom no claim names in full or in part yet, in articles that tell their election.

    A survey that calls nobody a candidate asks for mere names.
    """
    if not grammar().contenders.context.search(reading.text) or _is_of_parliament(reading.text):
        return
    enumerated = [
        *_enumerated(reading, claims),
        *_again(reading, claims),
        *_in_placed_items(reading, claims),
    ]
    yield from enumerated
    known = [claim.name.words for claim in (*claims, *enumerated)]
    running = [each.name.words for each in (*claims, *enumerated) if each.status in RUNNING]
    words = grammar().contenders
    is_survey = words.survey.search(reading.text) is not None
    are_mere_names = is_survey and words.surveyed_for.search(reading.text) is None
    places = _places_apart(reading) if is_survey else {}
    last: PersonName | None = None
    found: list[tuple[str, ...]] = []
    # Single words of which one has a share as the other are names of pairs where there are pairs.
    has_pairs = any(each.role in HEADS and each.status in RUNNING for each in claims)
    for run, following in reading.names.runs_with_next():
        # "Rahman unggul" is the Andi Rahman of whom a share was told.
        same = found if len(run.words) == 1 else []
        if is_known(run.words, (*running, *same)):
            # "A 40 persen, B 20 persen" goes on with B, too, where A is known to run.
            last = run if _has_share(reading.text, run) else last
            continue
        if not _may_run(reading, run, claims, known):
            continue
        is_holder = is_known(run.words, known)
        rival = None if has_pairs else following
        is_polled = is_survey and _is_polled(reading, last, run, rival, is_holder=is_holder)
        if len(run.words) < 2 and not (
            is_polled or (run.titles and _stands_for_pair(reading, run))
        ):
            continue
        continues = continues_list(reading.text, last, run)
        stands = _stands(reading, run, continues=continues)
        if not stands and (are_mere_names or (is_holder and not is_polled)):
            continue
        if not (stands or continues or is_polled or _contends(reading, run)):
            continue
        last = run
        place = place_of_pilkada(reading.document, stands) if stands else None
        place = place or places.get(reading.document.sentence_of(run.span.start))
        election = BY_LEVEL[place.level] if place else _election(reading.document, run, stands)
        if election in PAIR_ROLES:
            made = _seeking(reading, run, election)
            if is_polled and _asks_for_deputies(reading, run):
                made = replace(made, role=DEPUTIES[made.role])
            found.append(run.words)
            yield replace(made, region=place.region_code) if place else made


def _may_run(
    reading: Reading,
    run: PersonName,
    claims: Sequence[Claim],
    known: Iterable[tuple[str, ...]],
) -> bool:
    """False for what names no person, or two, and for the nickname of a pair, often in capitals ("SINAR BARU")."""
    if run.span.of(reading.text).isupper() or run.words in reading.pair_nicknames:
        return False
    if not reading.may_be_person(run) or (reading.is_other(run) and run.words not in known):
        return False
    return not _is_pair_in_one(run.words, claims)


def _is_of_parliament(text: str) -> bool:
    """True for an article on the election of a parliament, in which no head of a region is elected."""
    words = grammar().legislators
    return words.context.search(text) is not None and words.heads.search(text) is None


def _places_apart(reading: Reading) -> Mapping[Span, Region]:
    """The sentences of a survey that turn to a place ("Di Kaur, A meraih 40 persen"), each of another election.

    So they are where each names other persons; else one election is told place by place.
    """
    document, share = reading.document, grammar().contenders.share
    places = {
        document.sentence_of(region.start): region
        for region in document.regions
        if region.level in COARSE and is_turned_to(document, region)
    }
    named: dict[str, set[tuple[str, ...]]] = {}
    for run in reading.names.runs:
        place = places.get(document.sentence_of(run.span.start))
        if place is not None and share.match(reading.text, run.outer.end):
            named.setdefault(place.region_code, set()).add(run.words)
    is_apart = len(named) > 1 and sum(map(len, named.values())) == len(set().union(*named.values()))
    return places if is_apart else {}


def _again(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Bupati Kaur Andi Rahman sebagai calon petahana": who holds the post of a head and seeks it again."""
    for claim in claims:
        again = grammar().contenders.again.match(reading.text, claim.span.end)
        if claim.role in DEPUTIES and claim.status not in RUNNING and again:
            yield replace(claim, status="candidate", confidence=_CONFIDENCE)


def _enumerated(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Nama yang mendaftar di Kaur yakni A, Bupati Seluma B dan C", some of whom hold other posts.

    They are two at least, but where the words tell that one stands: "Nama yang mencuat di bursa adalah A". None of
    them acts for a head: "Mereka adalah A sebagai Pj Bupati Kaur".
    """
    document, words = reading.document, grammar().contenders
    running = [claim.name.words for claim in claims if claim.status in RUNNING]
    acting = {claim.name for claim in claims if claim.status in ACTING}
    for match in (*words.enumerates.finditer(reading.text), *words.mentions.finditer(reading.text)):
        least = 1 if match.lastgroup == "first" else LEAST_LISTED
        in_series = series_from(reading, match.end(), least)
        names = max(in_series, names_from(reading, match.end()), key=len)
        is_lone = len(names) == 1 and match.lastgroup in _OF_ONE and len(names[0].words) > 1
        if not (len(names) > 1 or is_lone) or not _seeks_office(reading, match):
            continue
        if not acting.isdisjoint(names):
            continue
        stated = Span(*match.span())
        places = [r for r in document.regions if r.span in stated and r.level in COARSE]
        seeks_deputy = _asks_for_deputies(reading, names[0])
        race = Span(document.sentence_before(match.start()).start, match.end())
        is_governors = last_in(document, race) == "gubernur"
        at_home = {} if places or is_governors else _where_in_office(claims, names)
        for name in names:
            home = at_home.get(name)
            election = BY_LEVEL[places[-1].level] if places else _election(document, name, stated)
            election = BY_LEVEL[gazetteer()[home].level] if home else election
            if _stands(reading, name, continues=True) or is_known(name.words, running):
                continue
            if election in PAIR_ROLES:
                made = _seeking(reading, name, election)
                made = replace(made, role=DEPUTIES[made.role]) if seeks_deputy else made
                yield replace(made, region=home or _where(document, stated, made.level))


def _where_in_office(claims: Sequence[Claim], names: Sequence[PersonName]) -> dict[PersonName, str]:
    """The places of those who are in office, if of several: they run there ("Bupati Kaur A, Bupati Seluma B")."""
    found = {
        claim.name: claim.region
        for claim in claims
        if claim.name in names
        and claim.role in ROLES_OF_PAIRS
        and claim.status == "definitive"
        and claim.region is not None
        and claim.region != COUNTRY
    }
    return found if len(set(found.values())) > 1 else {}


def _seeks_office(reading: Reading, match: re.Match[str]) -> bool:
    """True where those whom words introduce may be said to seek the post of a head of region.

    Acting heads are sought otherwise. What tells nothing of a race itself goes on with what was said before.
    """
    start, end = match.span()
    if any(post.status in ACTING for post in reading.posts if start <= post.start < end):
        return False
    words = grammar().contenders
    if match.re is words.enumerates:
        return True
    before = max(0, start - _SPOKEN_OF)
    sought = [p for p in reading.posts if before <= p.start < end and p.status in RUNNING]
    is_of_heads = all(post.roles[0] in ROLES_OF_PAIRS for post in sought)
    return is_of_heads and words.of_mention.search(reading.text, before, end) is not None


def _where(document: Document, stated: Span, level: str) -> str | None:
    """Where those stand whom words introduce: in the place that they name, or whose Pilkada was named last.

    Else where the article is about, or if that comes up later only, in the place named last.
    """
    named = [r for r in document.regions if r.span in stated and r.level == level]
    place = named[-1] if named else place_of_pilkada(document, Span(0, stated.start))
    if place is not None and place.level == level:
        return place.region_code
    own = of_level(document, stated.start, {level})
    spoken_of = any(r.region_code == own for r in document.regions_in(0, stated.start))
    return own if spoken_of else region_before(document, stated.start, {level}) or own


def _in_placed_items(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Daftar calon kepala daerah:", and below it "- Andi Rahman: Kaur" or "- Andi Rahman (Kaur)"."""
    words = grammar()
    running = [claim.name.words for claim in claims if claim.status in RUNNING]
    for line in reading.document.lines:
        name = reading.names.at(line.text_start) if line.is_item else None
        place = region_of_item(reading, name.outer.end, COARSE) if name else None
        if name is None or place is None or is_known(name.words, running):
            continue
        if any(
            words.contenders.placed.search(above) for above in words_above(reading, line.text_start)
        ):
            made = _seeking(reading, name, BY_LEVEL[place.level])
            yield replace(made, region=place.region_code)


def _election(document: Document, name: PersonName, stands: Span | None) -> Election | None:
    """The election stated where a person stands in one, else the one around the name, else the article's."""
    stated = elections_in(document, stands) if stands else ()
    if stated:
        return stated[0]
    position = name.span.start
    near = election_at(document, position)
    if near in WIDE and not elections_in(document, document.sentence_of(position)):
        return likeliest(document, position, near)
    return near or _election_of(document)


def _election_of(document: Document) -> Election | None:
    """The election of the region that an article is about."""
    code = centre(document)
    return BY_LEVEL.get(gazetteer()[code].level) if code and code != COUNTRY else None


def _seeking(reading: Reading, name: PersonName, election: Election) -> Claim:
    """The claim that a person seeks the post of an election, in the region stated after the name if any."""
    role, _ = PAIR_ROLES[election]
    level = LEVEL_OF_ELECTION.get(election)
    region = region_after(reading, name.outer.end, level) if level else None
    return Claim(
        name,
        name.outer,
        role,
        "candidate",
        region,
        level or "national",
        role,
        _RULE_ID,
        _CONFIDENCE,
    )


def _stands(reading: Reading, name: PersonName, *, continues: bool) -> Span | None:
    """The words after a name that say in which election the person stands: "maju di Pilkada Kabupaten Kaur".

    "di Pilkada Kaur" alone tells it of those who are nominated, and of who follows them in a list.
    """
    words, text = grammar().contenders, reading.text
    if reading.in_title_case(name.span.start):
        return None
    before = text[max(0, name.outer.start - _BEFORE) : name.outer.start]
    start = past_post_before(reading, name)
    asked = words.asked.search(text, max(0, start - _BEFORE), start)
    if asked or grammar().links.kin.search(before):
        return None
    runs = words.runs.match(text, name.outer.end)
    if runs is None and (continues or words.nominated.search(before)):
        runs = words.contest.match(text, name.outer.end)
    return Span(name.outer.end, runs.end() + _PLACE) if runs else None


def _is_polled(
    reading: Reading,
    last: PersonName | None,
    name: PersonName,
    following: PersonName | None,
    *,
    is_holder: bool,
) -> bool:
    """True for whom a survey gives a rank or a share, who may hold another post ("Sekda Kaur A meraih 5 persen").

    Holders are polled for an election that the article names, not for being well known alone. A single word only
    where it is of a holder, or its share goes on with others or is told of it: "A 2,3 persen, B 1,5 persen".
    """
    words, text = grammar().contenders, reading.text
    if _is_second(reading, name) or reading.in_title_case(name.span.start):
        return False
    goes_on = bool(last and words.share_joint.fullmatch(text, last.outer.end, name.outer.start))
    has_share = words.share.match(text, name.outer.end) is not None
    if len(name.words) < 2 and not is_holder:
        before = text[max(0, name.outer.start - _BEFORE) : name.outer.start]
        is_told = words.share_before.search(before) is not None and reading.is_tagged(name)
        is_in_series = goes_on or bool(name.titles) or _heads_series(text, name, following)
        return (is_in_series and _has_share(text, name)) or (is_told and has_share)
    if is_holder and election_at(reading.document, name.span.start) is None:
        return False
    if any(w.match(text, name.outer.end) for w in (words.after, words.ranked, words.polled)):
        return True
    if goes_on and not has_share:
        # "A 10 persen, B, C dan D di bawah 5 persen"
        listed = names_from(reading, name.outer.start)
        return len(listed) > 1 and _has_share(text, listed[-1])
    sentence = reading.document.sentence_of(name.span.start).of(text)
    is_stated = reading.is_tagged(name) or words.shared.search(sentence) is not None
    return has_share and (goes_on or is_stated)


def _heads_series(text: str, name: PersonName, following: PersonName | None) -> bool:
    """True for a name with another that has a share after it: "A 74 persen, diikuti B 26 persen"."""
    if following is None or not _has_share(text, following):
        return False
    joint = grammar().contenders.share_joint
    return joint.fullmatch(text, name.outer.end, following.outer.start) is not None


def _has_share(text: str, name: PersonName) -> bool:
    """True for a name with a share of the votes, or of those asked, right after it or after a verb."""
    words = grammar().contenders
    return any(share.match(text, name.outer.end) for share in (words.share, words.after))


def _asks_for_deputies(reading: Reading, name: PersonName) -> bool:
    """True where the seat that a paragraph, or what is right above it, names last before a name is a deputy's."""
    start = reading.document.line_of(name.outer.start).start
    seat = grammar().contenders.seat
    seats = list(seat.finditer(reading.text, start, name.outer.start))
    seats = seats or list(seat.finditer(reading.text, max(0, start - _ASKED), start))
    return bool(seats) and seats[-1]["deputy"] is not None


def _is_second(reading: Reading, name: PersonName) -> bool:
    """True for the second of "A-B": the share after it is the pair's. The mark after a dateline joins none."""
    text, start = reading.text, name.outer.start
    before = text[:start].rstrip()
    if before[-1:] not in _JOINTS or start - len(before) >= _JOINT:
        return False
    return len(before) == start or reading.names.ending_at(len(before[:-1].rstrip())) is not None


def _contends(reading: Reading, name: PersonName) -> bool:
    """True where the words around a name make it a candidate's; in a headline they tell nothing."""
    if reading.in_title_case(name.span.start) or _is_second(reading, name):
        return False
    words, text = grammar().contenders, reading.text
    before = text[max(0, name.outer.start - _BEFORE) : name.outer.start]
    cue = words.before.search(before)
    # "Anak petahana Andi Rahman" tells of somebody else who runs.
    is_cued = cue is not None and not grammar().links.kin.search(before, 0, cue.start())
    if is_cued or words.after.match(text, name.outer.end):
        return True
    if _stands_for_pair(reading, name):
        return True
    if any(w.match(text, name.outer.end) for w in (words.party_backed, words.numbered)):
        return pair_ending_at(reading.names, name.outer.end) is None
    sentence = reading.document.sentence_of(name.span.start).of(text)
    if words.opposes.match(text, name.outer.end):
        return True
    stated = words.share.match(text, name.outer.end) or words.compared.search(before)
    return bool(stated and words.shared.search(sentence))


def _stands_for_pair(reading: Reading, name: PersonName) -> bool:
    """True for the head who alone is named of a pair: "pasangan nomor urut 2 Andi Rahman meraih 20 persen".

    Pairs have names of their own, too ("pasangan Jaya Bersama"), so there must be a title, or the tagger know it.
    More words may be two names for want of a joint, and what ends the text may be cut. After a comma it is
    the name of who works for the pair: "perwakilan tim paslon nomor urut 2, Andi Rahman".
    """
    is_person = name.titles or name.rank or reading.is_tagged(name)
    if not is_person or len(name.words) > _ALONE or name.outer.end == len(reading.text.rstrip()):
        return False
    words, text, start = grammar(), reading.text, name.outer.start
    cue = next((cue for cue in reading.pair_cues if cue.end() == start), None)
    if cue is None or "\n" in cue.group() or not words.pairs.named_pair.search(cue.group()):
        return False
    before = max(0, cue.start() - _BEFORE)
    if text.endswith(", ", 0, start) and words.contenders.backer.search(text, before, cue.start()):
        return False
    return pair_of(reading.names, name) is None


def _is_pair_in_one(words: tuple[str, ...], claims: Iterable[Claim]) -> bool:
    """True for "Rahman Sarah" beside the pair Andi Rahman and Siti Sarah: the joint is missing."""
    running = [each for each in claims if each.status in RUNNING]
    heads = [each.name.words for each in running if each.role in DEPUTIES]
    deputies = [each.name.words for each in running if each.role in HEADS]
    return any(
        any(holds(head, words[:cut]) for head in heads)
        and any(holds(deputy, words[cut:]) for deputy in deputies)
        for cut in range(1, len(words))
    )
