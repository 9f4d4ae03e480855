"""A web page to its article: the text through trafilatura, the date through what the page declares.

The date is looked up here, because a search over the whole page also finds dates of updates, of comments and of
other articles. What counts is metadata, and a date line between the headline and the first paragraph.
"""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from pipeline.ingest.decode import normalise
from pipeline.ingest.layout import boilerplate_in, title_key
from pipeline.ingest.pubdate import parse_date
from pipeline.matching.rules import RuleError, read_toml, rules_root

if TYPE_CHECKING:
    from collections.abc import Iterator

# The date line stands close to the headline: this many elements after it, none of them long.
_ELEMENTS_AFTER_HEADLINE = 40
_LONGEST_DATE_LINE = 90
_PARAGRAPH = 120
_SHORTEST_HEADLINE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Page:
    """The article in a web page; ``date_line`` is when it appeared, as printed beside the headline."""

    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: date | None = None
    date_line: str | None = None


class _PageFields(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    published_meta: list[str]
    published_json: list[str]


@cache
def _page_fields() -> _PageFields:
    fields: _PageFields = read_toml(rules_root() / "page_fields.toml", _PageFields)
    return fields


def read_page(markup: str) -> Page | None:
    """The article in ``markup``, or ``None`` where there is none or the markup cannot be parsed.

    Raises:
        RuleError: a rule file cannot be used.
    """
    from trafilatura import bare_extraction, load_html

    # What it would say about a bad page becomes a reject.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        tree: Any = load_html(markup)
        if tree is None:
            return None
        declared, title = _declared(tree), _title(tree)
        published, date_line = _declared_date(tree, declared), _date_line(tree)
        found: Any = bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except RuleError:
        raise
    except Exception:  # whatever the parsers do on hostile markup must not stop the run
        return None
    if found is None or not found.text:
        return None
    return Page(
        text=found.text,
        title=title or found.title,
        url=found.url,
        outlet=declared.get("og:site_name"),
        author=found.author,
        published=published,
        date_line=date_line,
    )


def _declared(tree: Any) -> dict[str, str]:
    """The metadata of the page by name in lower case."""
    declared: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            if (name := meta.get(attribute)) and (content := meta.get("content")):
                declared.setdefault(name.lower(), content)
    return declared


def _title(tree: Any) -> str | None:
    """The heading that the title of the page repeats: what is left of the title names the site."""
    titles = [title_key(element.text_content()) for element in tree.iter("title")]
    for element in tree.iter("h1", "h2"):
        heading = normalise(element.text_content()).replace("\n", " ")
        key = title_key(heading)
        if len(heading.split()) >= _SHORTEST_HEADLINE_WORDS and any(
            key in title for title in titles
        ):
            return heading
    return None


def _declared_date(tree: Any, declared: dict[str, str]) -> date | None:
    """The date of publication in metadata: ``<meta>``, then JSON-LD."""
    fields = _page_fields()
    values = [declared[name] for name in fields.published_meta if name in declared]
    scripts = [s.text or "" for s in tree.iter("script") if "ld+json" in (s.get("type") or "")]
    values += [
        value for key in fields.published_json for s in scripts for value in _json_values(key, s)
    ]
    return next((day for value in values if (day := parse_date(value))), None)


def _json_values(key: str, script: str) -> Iterator[str]:
    """The strings under ``key``; read by pattern, as the JSON of pages is often broken elsewhere."""
    for match in re.finditer(rf'"{key}"\s*:\s*("(?:[^"\\]|\\.)*")', script):
        try:
            yield json.loads(match.group(1))
        except ValueError:
            continue


def _date_line(tree: Any) -> str | None:
    """The date beside the headline: of a ``<time>`` element, or of a line that says nothing else."""
    headline = next(tree.iter("h1"), None)
    if headline is None:
        return None
    for element in headline.xpath(f"following::*[position() <= {_ELEMENTS_AFTER_HEADLINE}]"):
        if not isinstance(element.tag, str):
            continue
        if (
            element.tag == "time"
            and element.get("datetime")
            and parse_date(element.get("datetime"))
        ):
            return str(element.get("datetime"))
        text = normalise(element.text_content())
        if element.tag == "p" and len(text) >= _PARAGRAPH:
            return None
        if len(text) <= _LONGEST_DATE_LINE:
            printed = next((cut.published for cut in boilerplate_in(text) if cut.published), None)
            if printed is not None:
                return printed
    return None
