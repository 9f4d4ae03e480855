"""The values that the stages pass on: an article, its facts, and what could not be read.

Offsets are half-open and count Unicode code points of :attr:`Article.text`. Percentages are 0 to 100.
Region codes are Kemendagri codes in their dotted form (``"17.03"``), ``"00"`` for the whole country.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Literal

Level = Literal["country", "province", "regency", "city", "district", "village"]
Status = Literal["definitive", "pj", "pjs", "plt", "plh", "former", "candidate", "elect"]
Role = Literal[
    "presiden",
    "wakil_presiden",
    "menteri",
    "wakil_menteri",
    "gubernur",
    "wakil_gubernur",
    "bupati",
    "wakil_bupati",
    "wali_kota",
    "wakil_wali_kota",
    "sekretaris_daerah",
    "kepala_dinas",
    "camat",
    "lurah",
    "kepala_desa",
    "ketua_kpu",
    "anggota_kpu",
    "sekretaris_kpu",
    "ketua_bawaslu",
    "anggota_bawaslu",
    "ketua_dpr",
    "anggota_dpr",
    "anggota_dpd",
    "ketua_dprd",
    "wakil_ketua_dprd",
    "anggota_dprd",
    "kapolri",
    "kapolda",
    "wakapolda",
    "kapolres",
    "wakapolres",
    "kapolsek",
    "panglima_tni",
    "pangdam",
    "danrem",
    "dandim",
    "danramil",
    "jaksa_agung",
    "kajati",
    "kajari",
    "hakim",
    "ketua_partai",
    "juru_bicara",
    "other",
]
Granularity = Literal["day", "month", "year", "range"]
DateKind = Literal["absolute", "partial", "relative"]
Qualifier = Literal["exact", "about", "at_least", "at_most"]
Election = Literal["gubernur", "bupati", "wali_kota", "presiden", "legislatif", "kepala_desa"]
CountUnit = Literal["pasangan_calon", "calon"]
CandidateStage = Literal["registered", "certified", "contesting", "rejected"]
Measure = Literal[
    "turnout",
    "vote_share",
    "readiness",
    "support",
    "threshold",
    "voter_share",
    "change",
    "budget",
    "other",
]

TaggerName = Literal["onnx", "stanza", "none"]
EntityLabel = Literal["PER", "ORG", "LOC"]

COUNTRY = "00"


class InputError(Exception):
    """What a command was given cannot be read; the message says what, and what to do about it."""


class SetupError(Exception):
    """What the program needs cannot be used, or what it makes cannot be written; the message says what to do."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of an article's text, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class RuleMatch(Span):
    """A stretch of text that a rule found."""

    rule_id: str


@dataclass(frozen=True, slots=True)
class Line(Span):
    """A line of the text, without its break; ``text_start`` is where its text begins, after the mark of an item.

    An item of a list may be a heading, too: "2. Kabupaten Kaur".
    """

    text_start: int
    is_item: bool = False
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Token(Span):
    """A word, a number or one punctuation mark, with its characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Entity(Span):
    """What a tagger takes for the name of a person (PER), of a body (ORG) or of a place (LOC)."""

    label: EntityLabel


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece of boilerplate that ingestion cut, kept so that nothing disappears unseen."""

    rule_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as every later stage sees it; ``text`` is what all offsets point into.

    ``text`` is the headline (where there is one), a blank line, and the body, normalised and without
    boilerplate. ``opening`` is the dateline as a whole, with the outlet ("JAMBI, Harian Jaya - "), ``dateline``
    the place that it names; both stay in ``text``. ``duplicate_of`` is the id of the first article of the run that
    says the same.
    """

    article_id: str
    text: str
    source_path: str = ""
    outlet: str | None = None
    url: str | None = None
    headline: str | None = None
    published: date | None = None
    published_source: str | None = None
    dateline: Span | None = None
    opening: Span | None = None
    byline: str | None = None
    editor: str | None = None
    removed: tuple[Removed, ...] = ()
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """An input that gave no article: where it stood and why."""

    source_path: str
    record: int | None
    reason: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What the rows of all fact tables share; ``rule_id`` names the rule or model that found it."""

    start: int
    end: int
    rule_id: str
    confidence: float

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region(Fact):
    """A mention of an administrative region, linked to its Kemendagri code.

    ``candidates`` holds every code the mention could stand for where the text does not decide;
    ``region_code`` is then the likeliest.
    """

    region_code: str
    region_name: str
    level: Level
    province_code: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Official(Fact):
    """A person and the public post that the article gives them; ``mentions`` counts the person's mentions."""

    person: str
    person_titles: tuple[str, ...] = ()
    rank: str | None = None
    role: str
    role_text: str | None = None
    role_status: Status = "definitive"
    organization: str | None = None
    region_code: str | None = None
    mentions: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention(Fact):
    """A calendar date or span of dates, both ends inclusive; null dates where nothing anchors them."""

    start_date: date | None
    end_date: date | None
    granularity: Granularity
    kind: DateKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateCount(Fact):
    """A claim of how many candidates or pairs stand in a region."""

    region_code: str | None
    election: Election | None
    count: int
    unit: CountUnit
    stage: CandidateStage
    uncontested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Percentage(Fact):
    """A stated percentage, 0 to 100, and what it measures."""

    value: float
    value_max: float | None = None
    qualifier: Qualifier = "exact"
    measure: Measure = "other"
    measure_text: str | None = None
    subject: str | None = None
    region_code: str | None = None


@dataclass(slots=True)
class Document:
    """An article on its way through the stages; each stage reads what the earlier ones found.

    ``entities`` is what a tagger found, in order of the text; ``impersonal`` are the words with a capital,
    case-folded, that it knows well and nowhere took for a person's. Both are empty where none ran.
    """

    article: Article
    tokens: list[Token] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    impersonal: frozenset[str] = frozenset()
    regions: list[Region] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    officials: list[Official] = field(default_factory=list)
    candidate_counts: list[CandidateCount] = field(default_factory=list)
    percentages: list[Percentage] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.article.text

    def sentence_of(self, start: int) -> Span:
        """The sentence that holds the character at ``start``; between two sentences the later one."""
        index = self.sentence_index(start)
        return self.sentences[index] if index < len(self.sentences) else Span(0, len(self.text))

    def sentence_index(self, start: int) -> int:
        """The number of the sentence that holds the character at ``start``, from 0."""
        return bisect_right(self.sentences, start, key=attrgetter("end"))

    def sentence_before(self, start: int) -> Span:
        """The sentence in front of the one that holds the character at ``start``; that one if it is the first."""
        opening = self.sentence_of(start).start
        return self.sentence_of(max(0, len(self.text[:opening].rstrip()) - 1))

    def regions_in(self, start: int, end: int) -> list[Region]:
        """The regions that begin within a stretch of the text, in order."""
        first, last = (
            bisect_left(self.regions, at, key=attrgetter("start")) for at in (start, end)
        )
        return self.regions[first:last]

    def line_of(self, offset: int) -> Line:
        """The line that holds the character at ``offset``; where that is a blank one, the line above."""
        return self.lines[self._line_index(offset)]

    def lines_above(self, offset: int) -> Iterator[Line]:
        """The lines above that of ``offset``, the nearest first."""
        return reversed(self.lines[: self._line_index(offset)])

    def lines_below(self, offset: int) -> Iterator[Line]:
        """The lines below that of ``offset``, in order."""
        return iter(self.lines[self._line_index(offset) + 1 :])

    def _line_index(self, offset: int) -> int:
        return max(0, bisect_right(self.lines, offset, key=attrgetter("start")) - 1)
