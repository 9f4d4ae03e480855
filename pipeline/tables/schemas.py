"""The tables: one explicit Arrow schema each, every field with what it means.

This file is the only place that says what a table holds: the loader writes and checks with these
schemas, and :mod:`pipeline.tables.dictionary` generates the data package and the data dictionary from them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline.types import (
    CandidateStage,
    CountUnit,
    DateKind,
    Election,
    Granularity,
    Level,
    Measure,
    Qualifier,
    Role,
    Status,
)

if TYPE_CHECKING:
    from pipeline.ingest.pubdate import Source
    from pipeline.ingest.raw import Reason
    from pipeline.runs.work import Fault

LEVELS: dict[Level, str] = {
    "country": "the country as a whole, code 00",
    "province": "provinsi, code 17",
    "regency": "kabupaten, code 17.03",
    "city": "kota, code 17.71",
    "district": "kecamatan, code 17.03.04",
    "village": "desa or kelurahan, code 17.03.04.2001",
}
ROLES: dict[Role, str] = {
    "presiden": "president",
    "wakil_presiden": "vice president",
    "menteri": "minister",
    "wakil_menteri": "deputy minister",
    "gubernur": "governor of a province",
    "wakil_gubernur": "deputy governor",
    "bupati": "head of a kabupaten",
    "wakil_bupati": "deputy head of a kabupaten",
    "wali_kota": "mayor of a kota",
    "wakil_wali_kota": "deputy mayor",
    "sekretaris_daerah": "secretary of a regional government",
    "kepala_dinas": "head of a regional office: dinas, badan, biro and the like",
    "camat": "head of a kecamatan",
    "lurah": "head of a kelurahan",
    "kepala_desa": "head of a desa",
    "ketua_kpu": "chair of an election commission",
    "anggota_kpu": "member of an election commission, with or without a division",
    "sekretaris_kpu": "secretary of an election commission",
    "ketua_bawaslu": "chair of an election supervisory body",
    "anggota_bawaslu": "member of an election supervisory body",
    "ketua_dpr": "speaker of the national parliament",
    "anggota_dpr": "member of the national parliament, chairs of its committees too",
    "anggota_dpd": "member of the regional representative council",
    "ketua_dprd": "speaker of a regional parliament",
    "wakil_ketua_dprd": "deputy speaker of a regional parliament",
    "anggota_dprd": "member of a regional parliament, chairs of its committees too",
    "kapolri": "chief of the national police",
    "kapolda": "chief of a provincial police",
    "wakapolda": "deputy chief of a provincial police",
    "kapolres": "chief of a kabupaten or kota police",
    "wakapolres": "deputy chief of a kabupaten or kota police",
    "kapolsek": "chief of a kecamatan police",
    "panglima_tni": "commander of the armed forces",
    "pangdam": "commander of a regional military command",
    "danrem": "commander of a Korem",
    "dandim": "commander of a Kodim",
    "danramil": "commander of a Koramil",
    "jaksa_agung": "attorney general",
    "kajati": "head of a high prosecutor's office",
    "kajari": "head of a district prosecutor's office",
    "hakim": "judge",
    "ketua_partai": "chair of a party, at any level",
    "juru_bicara": "spokesperson of a public body or party",
    "other": "a post outside this list; role_text has it",
}
STATUSES: dict[Status, str] = {
    "definitive": "in office, or nothing else said",
    "pj": "penjabat: appointed until an election",
    "pjs": "penjabat sementara: while the holder campaigns",
    "plt": "pelaksana tugas: acting, the post is vacant",
    "plh": "pelaksana harian: acting, the holder is away",
    "former": "mantan, eks",
    "candidate": "calon, bakal calon",
    "elect": "terpilih, not yet sworn in",
}
GRANULARITIES: dict[Granularity, str] = {
    "day": "one day",
    "month": "one month",
    "year": "one year",
    "range": "from a first to a last day",
}
DATE_KINDS: dict[DateKind, str] = {
    "absolute": "the year is written",
    "partial": "year or month is inferred",
    "relative": "counted from another day, mostly that of publication: kemarin, Rabu, pekan depan",
}
ELECTIONS: dict[Election, str] = {
    "gubernur": "of a governor",
    "bupati": "of the head of a kabupaten",
    "wali_kota": "of a mayor",
    "presiden": "of the president",
    "legislatif": "of a parliament",
    "kepala_desa": "of the head of a desa",
}
COUNT_UNITS: dict[CountUnit, str] = {
    "pasangan_calon": "pairs of candidates",
    "calon": "single candidates",
}
CANDIDATE_STAGES: dict[CandidateStage, str] = {
    "registered": "have registered or mean to",
    "certified": "meet the conditions, declared by the commission",
    "contesting": "stand in the election; said where nothing else is",
    "rejected": "do not meet the conditions",
}
QUALIFIERS: dict[Qualifier, str] = {
    "exact": "no qualifier",
    "about": "sekitar, kurang lebih, hampir",
    "at_least": "minimal, lebih dari, di atas",
    "at_most": "maksimal, kurang dari, di bawah",
}
MEASURES: dict[Measure, str] = {
    "turnout": "voters who came",
    "vote_share": "votes won",
    "readiness": "progress of preparations or of counting",
    "support": "survey answers, electability, satisfaction",
    "threshold": "a limit that law or rules set",
    "voter_share": "share of a group of voters or of candidates",
    "change": "rise or fall",
    "budget": "share of money",
    "other": "anything else",
}

DATE_SOURCES: dict[Source, str] = {
    "record": "a field of the record",
    "metadata": "what the web page declares",
    "byline": "a line above or below the article",
    "url": "the address",
    "filename": "the name of the file",
    "text": "inferred: the days and weekdays in the text agree on one year",
}
REASONS: dict[Reason | Fault, str] = {
    "empty": "nothing in the file, the record or its text",
    "binary": "bytes or characters that are no text",
    "truncated": "compressed data that ends too early",
    "malformed_file": "damaged gzip, zip or Parquet; a table without a column of text",
    "malformed_json": "a line or a file that is not JSON",
    "malformed_record": "JSON that is no object, a row that does not fit, a record without text",
    "no_article": "markup or boilerplate without an article in it",
    "not_indonesian": "another language",
    "too_large": "over the limit for one article",
    "zip_bomb": "compressed data that unpacks to far more than news does",
    "outside_folder": "a link or an archive member that points out of the input folder",
    "unreadable": "no permission, a broken link, a password, a device error",
    "unsupported": "a kind of file that is not read",
    "internal_error": "a fault of the program, worth a report",
    "too_slow": "over the limit of time for one article",
}


@dataclass(frozen=True)
class ForeignKey:
    """A column whose values stand in a column of another table."""

    column: str
    table: str
    references: str


@dataclass(frozen=True)
class Table:
    """A table: what a row is, its schema and keys.

    ``identity`` are the columns that, with the article and the offsets, tell one fact from another;
    a fact's id is made of them, so it does not change with the rule that found it. Empty for tables
    without facts. ``rows_per_group`` is the size of a Parquet row group, and so of what the writer
    holds in memory.
    """

    name: str
    description: str
    schema: pa.Schema
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    identity: tuple[str, ...] = ()
    rows_per_group: int = 4096


def _column(
    name: str,
    kind: pa.DataType,
    description: str,
    *,
    null: str = "",
    unit: str = "",
    values: Mapping[Any, str] | None = None,
) -> pa.Field[Any]:
    """A field with its metadata; ``null`` says when it is null, and a field without it never is."""
    if null:
        description = f"{description}; null {null}"
    metadata = {"description": description, "unit": unit}
    if values:
        metadata["values"] = json.dumps(values, ensure_ascii=False)
    return pa.field(name, kind, nullable=bool(null), metadata=metadata)


@dataclass(frozen=True)
class Meaning:
    """What the metadata of a field says; ``values`` are the allowed ones, empty where any is."""

    description: str
    unit: str
    values: Mapping[str, str]


def meaning(field: pa.Field[Any]) -> Meaning:
    """The description, unit and allowed values that a field of these schemas carries."""
    metadata = {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}
    values = json.loads(metadata.get("values", "{}"))
    return Meaning(metadata["description"], metadata["unit"], values)


_CODE = "Kemendagri code, dotted"
_OFFSET = "code points"
# Parquet calls the items of a list "element"; so does the schema, to be the same when read back.
_TEXTS = pa.list_(pa.field("element", pa.string()))

ARTICLES = Table(
    "articles",
    "One row an article that was read; all offsets point into its text.",
    pa.schema(
        [
            _column(
                "article_id",
                pa.string(),
                "the input's own id, else the name of its file; of several with the same one all but the"
                " first, by path, have a mark added",
            ),
            _column("source_path", pa.string(), "the file it came from, inside the input folder"),
            _column("outlet", pa.string(), "the medium that published it", null="if unknown"),
            _column("url", pa.string(), "its address", null="if unknown"),
            _column("headline", pa.string(), "the headline", null="if there is none"),
            _column(
                "text",
                pa.string(),
                "headline, blank line and body: normalised, without boilerplate",
            ),
            _column(
                "published_date",
                pa.date32(),
                "day of publication",
                null="if neither given nor safely inferred",
            ),
            _column(
                "published_date_source",
                pa.string(),
                "the evidence that gave the day of publication",
                null="with published_date",
                values=DATE_SOURCES,
            ),
            _column("dateline", pa.string(), "the place as written", null="if there is none"),
            _column("byline", pa.string(), "who wrote it, as written", null="if not named"),
            _column("editor", pa.string(), "who edited it, as written", null="if not named"),
            _column("language", pa.string(), "language of the text", unit="ISO 639-1"),
            _column(
                "duplicate_of",
                pa.string(),
                "article_id of the first copy",
                null="if it is no copy",
            ),
            _column(
                "removed",
                pa.list_(
                    pa.field(
                        "element",
                        pa.struct(
                            [
                                pa.field("rule_id", pa.string(), nullable=False),
                                pa.field("text", pa.string(), nullable=False),
                            ]
                        ),
                    )
                ),
                "boilerplate that was cut, each piece with the rule that cut it",
            ),
        ]
    ),
    primary_key=("article_id",),
    foreign_keys=(ForeignKey("duplicate_of", "articles", "article_id"),),
    rows_per_group=512,
)

REJECTS = Table(
    "rejects",
    "One row an input that gave no article, with the reason.",
    pa.schema(
        [
            _column("source_path", pa.string(), "the file, inside the input folder"),
            _column(
                "record",
                pa.int64(),
                "running number of the record in its file, from 1",
                null="where the whole file is meant",
            ),
            _column("reason", pa.string(), "why", values=REASONS),
            _column("message", pa.string(), "what a person needs to know to mend it"),
        ]
    ),
)


def _is_code(field: pa.Field[Any]) -> bool:
    """Whether the values of a column are codes of regions, one each."""
    return field.type == pa.string() and meaning(field).unit == _CODE


def _fact_table(
    name: str, description: str, columns: list[pa.Field[Any]], identity: tuple[str, ...]
) -> Table:
    """A table of facts: the columns that all of them share, then its own."""
    shared = [
        _column("fact_id", pa.string(), "id of the fact: made of article, place and values"),
        _column("article_id", pa.string(), "the article, joins to articles.article_id"),
        _column("start", pa.int32(), "first character of the mention in the text", unit=_OFFSET),
        _column("end", pa.int32(), "character after the mention", unit=_OFFSET),
        _column("mention", pa.string(), "exactly text[start:end]"),
        _column("sentence", pa.string(), "the sentence that holds the mention"),
        _column(
            "rule_id",
            pa.string(),
            'the rule that found it; for officials with "+tagger" where the tagger found the same name, with'
            ' "tagger+" before it where the tagger alone found the name',
        ),
        _column(
            "confidence",
            pa.float32(),
            "how many of the rows as sure as this are right, measured on gold",
            unit="0 to 1",
        ),
    ]
    return Table(
        name,
        description,
        pa.schema(shared + columns),
        primary_key=("fact_id",),
        foreign_keys=(
            ForeignKey("article_id", "articles", "article_id"),
            *(
                ForeignKey(field.name, "region_names", "code")
                for field in columns
                if _is_code(field)
            ),
        ),
        identity=identity,
    )


REGIONS = _fact_table(
    "regions",
    "One row a mention of an Indonesian administrative region.",
    [
        _column("region_code", pa.string(), "the region", unit=_CODE),
        _column("region_name", pa.string(), "its official name"),
        _column("level", pa.string(), "its level", values=LEVELS),
        _column(
            "province_code",
            pa.string(),
            "the province it lies in, itself for a province",
            unit=_CODE,
            null="for the country",
        ),
        _column(
            "candidates",
            _TEXTS,
            "every code the mention could stand for where the text does not decide, else empty",
            unit=_CODE,
        ),
    ],
    identity=("region_code",),
)

OFFICIALS = _fact_table(
    "officials",
    "One row for each person and public post in an article.",
    [
        _column("person", pa.string(), "the fullest name in the article, without titles and rank"),
        _column("person_titles", _TEXTS, "academic, religious and noble titles as written"),
        _column("rank", pa.string(), "rank in police, forces or service", null="if not named"),
        _column("role", pa.string(), "the post", values=ROLES),
        _column("role_text", pa.string(), "the post as written", null="if not written out"),
        _column("role_status", pa.string(), "how the person stands to the post", values=STATUSES),
        _column("organization", pa.string(), "body or party, as written", null="if not named"),
        _column(
            "region_code",
            pa.string(),
            "the jurisdiction, 00 for a national post",
            unit=_CODE,
            null="if the article does not tell",
        ),
        _column("mentions", pa.int32(), "mentions of the person in the article", unit="count"),
    ],
    identity=("person", "role", "role_status", "region_code"),
)

DATES = _fact_table(
    "dates",
    "One row a mention of a calendar date or a span of dates.",
    [
        _column("start_date", pa.date32(), "first day", null="where nothing anchors the mention"),
        _column("end_date", pa.date32(), "last day, inclusive", null="with start_date"),
        _column("granularity", pa.string(), "what the mention names", values=GRANULARITIES),
        _column("kind", pa.string(), "how the mention names it", values=DATE_KINDS),
    ],
    identity=("start_date", "end_date"),
)

CANDIDATE_COUNTS = _fact_table(
    "candidate_counts",
    "One row for each claim of how many candidates or pairs stand in a region.",
    [
        _column(
            "region_code", pa.string(), "where they stand", unit=_CODE, null="if the text is silent"
        ),
        _column(
            "election",
            pa.string(),
            "the election",
            values=ELECTIONS,
            null="if neither the text nor the level of the region tells",
        ),
        _column("count", pa.int32(), "how many", unit="count"),
        _column("unit", pa.string(), "of what", values=COUNT_UNITS),
        _column("stage", pa.string(), "how far they have come", values=CANDIDATE_STAGES),
        _column("uncontested", pa.bool_(), "true where one stands against the empty box"),
    ],
    identity=("region_code", "election", "count", "unit", "stage", "uncontested"),
)

PERCENTAGES = _fact_table(
    "percentages",
    "One row a stated percentage and what it measures.",
    [
        _column("value", pa.float64(), "the percentage, 80.0 for 80%", unit="percent"),
        _column(
            "value_max", pa.float64(), "upper end of a range", unit="percent", null="if no range"
        ),
        _column("qualifier", pa.string(), "how exact the text is", values=QUALIFIERS),
        _column("measure", pa.string(), "what it measures", values=MEASURES),
        _column("measure_text", pa.string(), "the measure as written", null="if not written out"),
        _column("subject", pa.string(), "whose percentage, as written", null="if not named"),
        _column(
            "region_code",
            pa.string(),
            "the region it is about",
            unit=_CODE,
            null="if it is about none",
        ),
    ],
    identity=("value", "value_max", "measure", "region_code"),
)

REGION_NAMES = Table(
    "region_names",
    "One row a region of Indonesia, the same in every run: what the region codes of all tables join to.",
    pa.schema(
        [
            _column("code", pa.string(), "the region", unit=_CODE),
            _column("name", pa.string(), "its official name"),
            _column("level", pa.string(), "its level", values=LEVELS),
            _column(
                "parent", pa.string(), "the region above it", unit=_CODE, null="for the country"
            ),
            _column(
                "bps_code",
                pa.string(),
                "its code at BPS, the statistics office, which looks like a Kemendagri code and is none",
                unit="BPS code",
                null="but for kabupaten and kota",
            ),
            _column(
                "bps_year",
                pa.int32(),
                "year of the BPS list; codes in Papua have changed since",
                unit="year",
                null="with bps_code",
            ),
            _column("decree", pa.string(), "the decree that gives code and name"),
        ]
    ),
    primary_key=("code",),
    foreign_keys=(ForeignKey("parent", "region_names", "code"),),
    rows_per_group=131_072,
)

_COUNTS = pa.list_(
    pa.field("element", pa.struct([pa.field("name", pa.string()), pa.field("count", pa.int64())]))
)
RUNS = Table(
    "runs",
    "One row a finished run, this one last: what ran, on what, and how it went.",
    pa.schema(
        [
            _column("run", pa.int64(), "its number, from 1"),
            _column("started", pa.timestamp("s", "UTC"), "when it started"),
            _column("finished", pa.timestamp("s", "UTC"), "when its tables were whole"),
            _column("version", pa.string(), "the release of the program"),
            _column("code", pa.string(), "hash of the code and so of the schemas"),
            _column("rules", pa.string(), "hash of the rules"),
            _column("model", pa.string(), "hash of the tagger's model"),
            _column("packages", pa.string(), "Python and the dependencies with their versions"),
            _column("workers", pa.int32(), "processes that did the work", unit="count"),
            _column("inputs", pa.int64(), "inputs, rejects too", unit="count"),
            _column("new", pa.int64(), "inputs that were new or changed", unit="count"),
            _column("known", pa.int64(), "inputs done by earlier runs", unit="count"),
            _column("vanished", pa.int64(), "articles no longer among the inputs", unit="count"),
            _column("copies", pa.int64(), "articles that are copies of others", unit="count"),
            _column("rows", _COUNTS, "rows by table", unit="count"),
            _column("rejects", _COUNTS, "rejects by reason", unit="count"),
            _column("articles_per_second", pa.float64(), "articles over time", unit="per second"),
            _column(
                "peak_memory",
                pa.float64(),
                "the most that its processes were seen to hold, shared memory once",
                unit="MiB",
            ),
        ]
    ),
    primary_key=("run",),
)

FACT_TABLES = {
    table.name: table for table in (REGIONS, OFFICIALS, DATES, CANDIDATE_COUNTS, PERCENTAGES)
}
TABLES = {ARTICLES.name: ARTICLES, **FACT_TABLES, REJECTS.name: REJECTS}
"""What a run extracts."""
DIMENSIONS = {REGION_NAMES.name: REGION_NAMES}
"""What the facts are joined to; it does not depend on the news."""
ALL_TABLES = TABLES | DIMENSIONS | {RUNS.name: RUNS}
"""What the outputs hold."""
