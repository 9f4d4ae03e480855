"""Jurisdictions: the region of a post that names none itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.focus.centre import COARSE, LOCAL, centre
from pipeline.focus.scenes import is_scene, subjects
from pipeline.officials.claims import VARIOUS, Claim
from pipeline.officials.grammar import grammar
from pipeline.officials.national_members import is_national_member
from pipeline.officials.persons import Holding
from pipeline.officials.spoken_of import (
    is_about_several,
    is_of_body,
    is_turned_to,
    region_before,
    topic,
)
from pipeline.officials.standing import standing
from pipeline.officials.tickets.pairs import DEPUTIES, HEADS, LOCAL_HEADS, ROLES_OF_PAIRS
from pipeline.types import COUNTRY, Document, Level, Role, Status

# Where several levels are possible, the order in which the article's regions are tried.
_ORDER: tuple[Level, ...] = ("province", "regency", "city")

# The code of a province is as long.
_PROVINCE = 2
# The province where national bodies sit.
_CAPITAL = "31"
# How a head holds the post whom the governor or minister sends.
_SENT: frozenset[Status] = frozenset({"pj", "pjs"})

# Roles within one body: where one names its region, the others of the article share it.
_FAMILIES: dict[Role, str] = {
    "ketua_kpu": "kpu",
    "anggota_kpu": "kpu",
    "sekretaris_kpu": "kpu",
    "ketua_bawaslu": "bawaslu",
    "anggota_bawaslu": "bawaslu",
    "ketua_dprd": "dprd",
    "wakil_ketua_dprd": "dprd",
    "anggota_dprd": "dprd",
    "kepala_dinas": "setda",
    "sekretaris_daerah": "setda",
    "hakim": "court",
}


def settle(document: Document, holdings: Sequence[Holding]) -> None:
    """Give every holding without a region the one it has elsewhere in the article, else its post's likeliest.

    Those who stand come first, as others may speak for them.
    """
    for holding in sorted(holdings, key=lambda each: not _is_sought(each.claim)):
        if holding.region is None:
            holding.region = _elsewhere(holding, holdings) or _of_nation(document, holding)
            holding.region = holding.region or _jurisdiction(document, holding.claim, holdings)


def _of_nation(document: Document, holding: Holding) -> str | None:
    """The country for a member of a national election body, whom all know."""
    body = _FAMILIES.get(holding.claim.role, "")
    published = document.article.published
    is_member = is_national_member(holding.person.words, body, published)
    return COUNTRY if is_member else None


def _elsewhere(holding: Holding, holdings: Sequence[Holding]) -> str | None:
    """The region of the same person in the same role, sought or held as here, else of who runs again."""
    same = [
        other
        for other in holdings
        if other.person is holding.person
        and other.claim.role == holding.claim.role
        and other.region
    ]
    for other in same:
        if _is_sought(other.claim) == _is_sought(holding.claim):
            return other.region
    again = next((other.region for other in same if other.region != COUNTRY), None)
    return again or _of_other_half(holding, holdings)


def _of_other_half(holding: Holding, holdings: Sequence[Holding]) -> str | None:
    """Where the deputy was or becomes the head, in one sentence: "Wakil Bupati A dilantik sebagai Bupati Kaur"."""
    role, span = holding.claim.role, holding.claim.span
    halves = {HEADS.get(role), DEPUTIES.get(role)}
    of_person = (other for other in holdings if other.person is holding.person and other.region)
    beside = (o for o in of_person if o.claim.role in halves and o.claim.span.overlaps(span))
    return next((other.region for other in beside), None)


def _is_sought(claim: Claim) -> bool:
    return claim.status in {"candidate", "elect"}


def _jurisdiction(document: Document, claim: Claim, holdings: Sequence[Holding]) -> str | None:
    """The region of a post by its level (see ``posts.toml``), ``None`` for one that has none."""
    start = claim.span.start
    match claim.level:
        case "none":
            return None
        case "national" | "central":
            return COUNTRY
        case "court" if grammar().bodies.constitutional.search(document.text):
            return COUNTRY
        case "court":
            stated = _of_named_court(document, claim)
            return stated or _of_family(claim.role, holdings) or centre(document)
        case "district" | "village":
            named = region_before(document, start, {claim.level})
            return named or of_level(document, start, LOCAL) or centre(document)
        case "any":
            return _of_any_level(document, claim, holdings)
        case "local":
            return of_level(document, start, LOCAL)
        case _:
            levels = {claim.level}
            stated = _where_sought(document, claim, levels) or _told(document, start, levels)
            return stated or _of_rivals(claim, holdings) or _about(document, start, levels)


def _of_any_level(document: Document, claim: Claim, holdings: Sequence[Holding]) -> str | None:
    """The region of a post that exists at any level: as its words tell, those around it, its body, the article."""
    start, words = claim.span.start, grammar().tail
    if words.here.search(claim.role_text):
        return _here(document, claim, holdings)
    if _sits_in_capital(document, claim):
        return COUNTRY
    around = _of_pair_spoken_for(document, claim, holdings) or _of_opening(document, start)
    if around is not None:
        return around
    if own := words.own_level.search(claim.role_text):
        return of_level(document, start, {own.lastgroup or ""}) or centre(document)
    if words.local_branch.search(claim.role_text):
        return of_level(document, start, LOCAL) or centre(document)
    if _is_national(document, claim):
        return COUNTRY
    if sent_by := _of_sender(claim, holdings):
        return sent_by
    about = centre(document)
    stated = _of_sentence(document, start, LOCAL)
    return stated or _of_family(claim.role, holdings, about) or about or COUNTRY


def _of_sender(claim: Claim, holdings: Sequence[Holding]) -> str | None:
    """The province that sends its officials to act as heads of several kabupaten, for who is one of these."""
    if claim.role not in VARIOUS or claim.status != "definitive":
        return None
    sent = {
        each.claim.region: each.claim.name.words
        for each in holdings
        if each.claim.role in LOCAL_HEADS and each.claim.status in _SENT and each.claim.region
    }
    provinces = {region[:_PROVINCE] for region in sent}
    is_sent = len(sent) > 1 and claim.name.words in sent.values()
    return provinces.pop() if is_sent and len(provinces) == 1 else None


def _where_sought(document: Document, claim: Claim, levels: Collection[str]) -> str | None:
    """The place right after the post of a candidate: "calon bupati di Kaur"."""
    if claim.post is None or not _is_sought(claim):
        return None
    link = grammar().links.sought.match(document.text, claim.post.end)
    named = (region for region in subjects(document, levels) if link and region.start == link.end())
    return next((region.region_code for region in named), None)


def _of_rivals(claim: Claim, holdings: Sequence[Holding]) -> str | None:
    """The one region that the posts of all tell who seek the same head's office or his deputy's, else ``None``."""
    if not _is_sought(claim) or claim.role not in ROLES_OF_PAIRS:
        return None
    head = HEADS.get(claim.role, claim.role)
    rivals = (each.claim for each in holdings if _is_sought(each.claim))
    codes = {
        rival.region
        for rival in rivals
        if rival.post is not None and HEADS.get(rival.role, rival.role) == head and rival.region
    }
    return codes.pop() if len(codes) == 1 else None


def _is_national(document: Document, claim: Claim) -> bool:
    """True for the election bodies in an article about the whole country, or from Jakarta and not about it.

    So they are in an article that only visits its places, and names those of none. Who speaks for one ("Kuasa
    Hukum KPU") is of the same place.
    """
    of_body = _FAMILIES.get(claim.role) in {"kpu", "bawaslu"}
    if not (of_body or grammar().bodies.named.search(claim.role_text)):
        return False
    code, bodies = centre(document), grammar().bodies
    if code is None or code == COUNTRY:
        return True
    if code.startswith(_CAPITAL) and not bodies.of_capital.search(document.text):
        return True
    if any(is_of_body(document, region) for region in document.regions):
        return False
    return _is_visit(document)


def _sits_in_capital(document: Document, claim: Claim) -> bool:
    """True for who is of an election body in a report that cites its members "di kantor KPU, Jakarta"."""
    of_body = _FAMILIES.get(claim.role) in {"kpu", "bawaslu"}
    return of_body and grammar().bodies.seat_of_nation.search(document.text) is not None


def _is_visit(document: Document) -> bool:
    """True where each place of the article is a scene, or one that something happened "di"."""
    visited = {r.region_code for r in document.regions if is_scene(document, r)}
    return all(
        region.region_code in visited
        and grammar().links.locative.search(document.text, 0, region.start)
        for region in subjects(document, COARSE)
    )


def of_level(document: Document, start: int, levels: Collection[str]) -> str | None:
    """The region of certain levels: stated in the sentence, spoken of last, or the article's."""
    return _told(document, start, levels) or _about(document, start, levels)


def _told(document: Document, start: int, levels: Collection[str]) -> str | None:
    """The region that the sentence of a post states, or that the text turned to last before it."""
    return _of_sentence(document, start, levels) or topic(document, start, levels)


def _about(document: Document, start: int, levels: Collection[str]) -> str | None:
    """The region of certain levels that an article is about; of several the one named last before a post."""
    if is_about_several(document, levels):
        near = region_before(document, start, levels)
        if near is not None:
            return near
    centres = (centre(document, level) for level in _ORDER if level in levels)
    return next((code for code in centres if code), None)


def _of_family(role: Role, holdings: Sequence[Holding], of: str | None = None) -> str | None:
    """The one region that the article's other posts of the same body name: all of the KPU, all of the Setda.

    Not that of the one office of a province in an article ``of`` a place in it.
    """
    family = _FAMILIES.get(role)
    codes = [
        holding.claim.post.region
        for holding in holdings
        if family
        and holding.claim.post
        and holding.claim.post.region not in {None, COUNTRY}
        and holding.claim.status != "former"
        and _FAMILIES.get(holding.claim.role) == family
    ]
    if len(set(codes)) != 1:
        return None
    is_lone = len(codes) == 1 and (of or "").startswith(f"{codes[0]}.")
    return None if is_lone and family == "setda" else codes[0]


def _of_sentence(document: Document, start: int, levels: Collection[str]) -> str | None:
    """The region that the sentence of a post names before it, where that is the only one; no scene.

    A semicolon begins anew: the items of a list have places of their own. Where an acting head is sought is not
    where those proposed serve: "untuk Pj Bupati Kaur yakni Kadis Pendidikan A".
    """
    sentence = document.sentence_of(start)
    opening = max(sentence.start, document.text.rfind(";", sentence.start, start))
    named = [r for r in subjects(document, levels) if opening <= r.start < start]
    proposed = grammar().bodies.proposed_head
    if any(proposed.search(document.text, sentence.start, region.start) for region in named):
        return None
    codes = {region.region_code for region in named}
    return codes.pop() if len(codes) == 1 else None


def _here(document: Document, claim: Claim, holdings: Sequence[Holding]) -> str | None:
    """The place of "anggota KPU setempat": of the local body that the article names, else the one named last."""
    body = _of_family(claim.role, holdings)
    if body is not None and len(body) > _PROVINCE:
        return body
    return region_before(document, claim.span.start, COARSE) or centre(document)


def _of_opening(document: Document, start: int) -> str | None:
    """The region with which the sentence of a post opens as its place: "Di Jawa Timur, komisioner KPU ..."."""
    sentence = document.sentence_of(start)
    opens = (r for r in subjects(document, COARSE) if sentence.start <= r.start < start)
    return next((r.region_code for r in opens if is_turned_to(document, r)), None)


def _of_pair_spoken_for(
    document: Document, claim: Claim, holdings: Sequence[Holding]
) -> str | None:
    """The region where the pair stands that the words of a post name: "Ketua Tim Pemenangan A-B, Andi Rahman"."""
    if claim.post is None or claim.name.outer.start < claim.post.end:
        return None
    words = document.text[claim.post.end : claim.name.outer.start]
    stands = (
        each.region
        for each in holdings
        if each.region and _is_sought(each.claim) and any(standing(each.person.words[:1], words))
    )
    return next(stands, None)


def _of_named_court(document: Document, claim: Claim) -> str | None:
    """The place in the name of a judge's court, the one stated last: "di Pengadilan Tipikor Jambi"."""
    if claim.role != "hakim":
        return None
    places = {region.start: region.region_code for region in document.regions}
    courts = grammar().bodies.court_of.finditer(document.text)
    named = [match.end() for match in courts if match.end() in places]
    nearest = max((at for at in named if at <= claim.span.end), default=min(named, default=None))
    return None if nearest is None else places[nearest]
