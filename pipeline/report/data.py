"""What the review page shows: an overview, and the rows of every table in parts of some articles each.

A part is a JSON value; rows are lists, to spare the browser a million keys. An article goes by its running
number ``n`` in the table of articles. The parts of the fact tables and of the texts are cut at the same
articles, so an article needs one part of each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from heapq import nsmallest
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.regions.gazetteer import gazetteer
from pipeline.tables.rows import Tables
from pipeline.tables.schemas import FACT_TABLES, REJECTS, TABLES, meaning
from pipeline.types import COUNTRY

# Below this confidence a fact is marked as one to check first.
LOW_CONFIDENCE = 0.8
# Articles whose facts and texts make one part, about a megabyte in all.
ARTICLES_PER_PART = 200
# Rows of the lists of articles and of rejects in one part.
ROWS_PER_PART = 2000
# Characters of the text before and after a mention that a table shows.
CONTEXT = 60
# Facts of each table that the overview lists as the least sure, and rejects of each reason.
SHOWN = 5

# The columns in front of a table's own in each row of a fact table.
SHARED = ("fact_id", "n", "start", "end", "mention", "before", "after", "rule_id", "confidence")
ARTICLE_ROW = (
    "article_id", "title", "outlet", "published", "duplicate_of", "digest", "facts", "low"
)  # fmt: skip
TEXT_ROW = (
    "text", "headline", "source_path", "url", "dateline", "byline", "editor", "published_date_source",
    "removed",
)  # fmt: skip
# The columns of a gold fact, by table: those that tell it from others, as the page exports them.
GOLD_COLUMNS: dict[str, tuple[str, ...]] = {
    "regions": ("region_code", "level"),
    "officials": ("person", "role", "role_text", "role_status", "organization", "region_code"),
    "dates": ("start_date", "end_date", "granularity", "kind"),
    "candidate_counts": ("region_code", "election", "count", "unit", "stage", "uncontested"),
    "percentages": ("value", "value_max", "qualifier", "measure", "subject", "region_code"),
}

Cells = list[Any]
# What is counted by day and by region: articles, then the facts of each table.
COUNTED = ("articles", *FACT_TABLES)
_OWN = {
    name: tuple(n for n in table.schema.names if n not in {*SHARED, "article_id", "sentence"})
    for name, table in FACT_TABLES.items()
}
_CODES = ("region_code", "province_code", "candidates")


@dataclass(frozen=True)
class Part:
    """A piece of the data by the name of its file."""

    name: str
    value: object


class Report:
    """The tables of one run as the review page reads them.

    The tables stay in Arrow's memory; only the rows of one part at a time become Python values.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._articles = tables["articles"]
        self._facts = {name: _Grouped(tables[name], self._articles) for name in FACT_TABLES}

    def parts(self) -> Iterator[Part]:
        """Everything that the page loads, the overview first."""
        yield Part("overview", self.overview())
        grouped_facts = self._facts.values()
        facts = np.sum([grouped.by_article() for grouped in grouped_facts], axis=0)
        low = np.sum([grouped.low_by_article() for grouped in grouped_facts], axis=0)
        for number, start in enumerate(range(0, self._articles.num_rows, ROWS_PER_PART)):
            rows = self._articles.slice(start, ROWS_PER_PART).to_pylist()
            made = [
                [*_article_row(row), int(facts[n]), int(low[n])]
                for n, row in enumerate(rows, start)
            ]
            yield Part(_part_name("articles", number), made)
        for number, start in enumerate(range(0, self._articles.num_rows, ARTICLES_PER_PART)):
            rows = self._articles.slice(start, ARTICLES_PER_PART).to_pylist()
            yield Part(_part_name("texts", number), [_text_row(row) for row in rows])
            for name, grouped in self._facts.items():
                found = grouped.rows(start, start + len(rows))
                made = [_fact_row(name, row, rows[row["n"] - start]["text"]) for row in found]
                yield Part(_part_name(name, number), made)
        rejects = self._tables["rejects"]
        for number, start in enumerate(range(0, rejects.num_rows, ROWS_PER_PART)):
            rows = rejects.slice(start, ROWS_PER_PART).to_pylist()
            yield Part(_part_name("rejects", number), [list(row.values()) for row in rows])

    def overview(self) -> dict[str, Any]:
        """What the first view shows, and what the page must know of the tables."""
        return {
            "lowConfidence": LOW_CONFIDENCE,
            "articlesPerPart": ARTICLES_PER_PART,
            "counted": COUNTED,
            "articles": {
                "rows": self._articles.num_rows,
                "parts": _parts(self._articles.num_rows, ROWS_PER_PART),
                "columns": ARTICLE_ROW,
                "copies": self._articles.num_rows - self._articles["duplicate_of"].null_count,
            },
            "texts": {
                "parts": _parts(self._articles.num_rows, ARTICLES_PER_PART),
                "columns": TEXT_ROW,
            },
            "facts": {
                name: {
                    "rows": grouped.table.num_rows,
                    "low": int(grouped.low_by_article().sum()),
                    "parts": _parts(self._articles.num_rows, ARTICLES_PER_PART),
                    "columns": [*SHARED, *_OWN[name]],
                    "kinds": _kinds(name),
                    "values": _values(name),
                    "gold": GOLD_COLUMNS[name],
                }
                for name, grouped in self._facts.items()
            },
            "rejects": self._rejects(),
            "days": self._days(),
            "regions": self._regions(),
            "names": self._names(),
            "leastSure": self._least_sure(),
        }

    def _rejects(self) -> dict[str, Any]:
        rejects = self._tables["rejects"]
        shown: defaultdict[str, list[Cells]] = defaultdict(list)
        counts: Counter[str] = Counter()
        for row in rejects.to_pylist():
            counts[row["reason"]] += 1
            if len(shown[row["reason"]]) < SHOWN:
                shown[row["reason"]].append(list(row.values()))
        return {
            "rows": rejects.num_rows,
            "parts": _parts(rejects.num_rows, ROWS_PER_PART),
            "columns": REJECTS.schema.names,
            "reasons": [[reason, count, shown[reason]] for reason, count in counts.most_common()],
        }

    def _days(self) -> list[Cells]:
        """For each day of publication, null the last: the day, the articles, the facts of each table."""
        days = self._articles["published_date"].to_pylist()
        counts: defaultdict[date | None, Cells] = defaultdict(lambda: [0] * len(COUNTED))
        by_article = [grouped.by_article() for grouped in self._facts.values()]
        for n, day in enumerate(days):
            counts[day][0] += 1
            for index, facts in enumerate(by_article, 1):
                counts[day][index] += int(facts[n])
        known = sorted(day for day in counts if day is not None)
        ordered = [*known, *([None] if None in counts else [])]
        return [[_plain(day), *counts[day]] for day in ordered]

    def _regions(self) -> list[Cells]:
        """For each province, kabupaten and kota: its code, the articles that name it, the facts about it.

        What is said of a kabupaten counts for its province too.
        """
        counts: defaultdict[str, Cells] = defaultdict(lambda: [0] * len(COUNTED))
        naming: set[tuple[str, int]] = set()
        for index, (name, grouped) in enumerate(self._facts.items(), 1):
            if "region_code" not in _OWN[name]:
                continue
            codes = grouped.table["region_code"].to_pylist()
            for code, n in zip(codes, grouped.numbers.tolist(), strict=True):
                for above in _province_and_regency(code):
                    counts[above][index] += 1
                    if name == "regions":
                        naming.add((above, n))
        for code, _ in naming:
            counts[code][0] += 1
        return [[code, *counts[code]] for code in sorted(counts)]

    def _names(self) -> dict[str, str]:
        """The names of all provinces, kabupaten and kota, and of every other region in the tables."""
        codes = {code for code, place in gazetteer().places.items() if place.level != "district"}
        for name, grouped in self._facts.items():
            for column in set(_CODES) & set(_OWN[name]):
                values = grouped.table[column]
                listed = pa.types.is_list(values.type)
                found = pc.unique(pc.list_flatten(values) if listed else values)
                codes.update(code for code in found.to_pylist() if code)
        return {code: place for code in sorted(codes) if (place := _place_name(code))}

    def _least_sure(self) -> dict[str, list[Cells]]:
        """For each table the rows below the threshold with the least confidence, article id in front."""
        found = {}
        for name, grouped in self._facts.items():
            rows = nsmallest(SHOWN, grouped.low().to_pylist(), key=lambda row: row["confidence"])
            texts = self._articles["text"]
            found[name] = [
                [row["article_id"], *_fact_row(name, row, texts[row["n"]].as_py())] for row in rows
            ]
        return {name: rows for name, rows in found.items() if rows}


class _Grouped:
    """A fact table in the order of the articles, with the number of each row's article."""

    def __init__(self, table: pa.Table, articles: pa.Table) -> None:
        numbers = pc.index_in(table["article_id"], value_set=articles["article_id"])
        table = table.append_column("n", numbers)
        self.table = table.sort_by(
            [
                ("n", "ascending"),
                ("start", "ascending"),
                ("end", "descending"),
                ("fact_id", "ascending"),
            ]
        )
        self.numbers: NDArray[np.int64] = self.table["n"].to_numpy().astype(np.int64)
        self._articles = articles.num_rows
        self._low = np.round(self.table["confidence"].to_numpy(), 3) < LOW_CONFIDENCE

    def rows(self, first: int, end: int) -> list[dict[str, Any]]:
        """The rows of the articles from ``first`` up to ``end``."""
        start, stop = np.searchsorted(self.numbers, (first, end))
        rows: list[dict[str, Any]] = self.table.slice(start, stop - start).to_pylist()
        return rows

    def low(self) -> pa.Table:
        """The rows with low confidence."""
        return self.table.filter(pa.array(self._low))

    def by_article(self) -> NDArray[np.int64]:
        """How many facts each article has."""
        return np.bincount(self.numbers, minlength=self._articles)

    def low_by_article(self) -> NDArray[np.int64]:
        """How many of them have low confidence."""
        return np.bincount(self.numbers[self._low], minlength=self._articles)


def digest(text: str) -> str:
    """A short checksum of a text, by which the page knows whether judgements still fit it."""
    return blake2b(text.encode(), digest_size=6).hexdigest()


def _article_row(row: dict[str, Any]) -> Cells:
    """What the list of articles shows, but for the counts of facts."""
    title = row["headline"] or next(filter(None, row["text"].split("\n")), "")[:120]
    shown = (row["outlet"], _plain(row["published_date"]), row["duplicate_of"])
    return [row["article_id"], title, *shown, digest(row["text"])]


def _text_row(row: dict[str, Any]) -> Cells:
    removed = [[piece["rule_id"], piece["text"]] for piece in row["removed"] or ()]
    return [*(row[column] for column in TEXT_ROW[:-1]), removed]


def _fact_row(table: str, row: dict[str, Any], text: str) -> Cells:
    # Of its own line: a quote does not run over into another paragraph.
    before = text[max(row["start"] - CONTEXT, 0) : row["start"]].rpartition("\n")[2]
    after = text[row["end"] : row["end"] + CONTEXT].partition("\n")[0]
    shown = {**row, "before": before, "after": after}
    return [_plain(shown[column]) for column in (*SHARED, *_OWN[table])]


def _plain(value: Any) -> Any:
    """A value of a table as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        # A confidence is stored in 32 bits: 0.65 comes back as 0.6499999.
        return round(value, 4)
    return value


def _kinds(table: str) -> dict[str, str]:
    """How the page shows and sorts each column of a table: as a code, a date, a choice, ..."""
    kinds = {}
    for name in _OWN[table]:
        field = TABLES[table].schema.field(name)
        if name in _CODES:
            kind = "codes" if name == "candidates" else "code"
        elif meaning(field).values:
            kind = "choice"
        elif pa.types.is_boolean(field.type):
            kind = "flag"
        elif pa.types.is_date(field.type):
            kind = "date"
        elif pa.types.is_integer(field.type) or pa.types.is_floating(field.type):
            kind = "number"
        else:
            kind = "list" if pa.types.is_list(field.type) else "text"
        kinds[name] = kind
    return kinds


def _values(table: str) -> dict[str, list[str]]:
    """The allowed values of a table's columns, of those that have such."""
    fields = (TABLES[table].schema.field(name) for name in _OWN[table])
    return {field.name: list(values) for field in fields if (values := meaning(field).values)}


def _province_and_regency(code: str | None) -> Iterator[str]:
    """The codes of the province and the kabupaten or kota that a region lies in or is."""
    if not code or code == COUNTRY:
        return
    parts = code.split(".")
    yield from (".".join(parts[:depth]) for depth in islice((1, 2), len(parts)))


def _place_name(code: str) -> str | None:
    """A region's name, with that of its kabupaten or kota where it lies in one."""
    try:
        place = gazetteer()[code]
    except KeyError:
        # Tables of an older gazetteer may hold a code that is no more.
        return None
    if place.level not in {"district", "village"}:
        return place.name
    above = ".".join(code.split(".")[:2])
    word = "Kecamatan " if place.level == "district" else ""
    return f"{word}{place.name}, {gazetteer()[above].name}"


def _parts(rows: int, per_part: int) -> int:
    return -(-rows // per_part)


def _part_name(table: str, number: int) -> str:
    return f"{table}-{number:04d}"
