"""Input to articles: what :mod:`pipeline.ingest.sources` finds, taken apart, dated and named.

Every input record gives exactly one :class:`~pipeline.types.Article` or one :class:`~pipeline.types.Reject`.

``article_id`` is the record's own id; for a file that is one article its stem (``a.txt.gz`` is ``a``); for a
record without id the first 16 hex digits of the SHA-256 of its text, so that it does not depend on where the
record stands. An id that came before in the same run gets ``~`` and 8 hex digits of the SHA-256 of its path
and text after it, and a counter where even that came before.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.ingest.decode import check_is_text, decode, normalise, unwrap
from pipeline.ingest.layout import Layout, lay_out, place_span
from pipeline.ingest.pages import Page, read_page
from pipeline.ingest.pubdate import Source, date_in_address, date_in_text, parse_date
from pipeline.ingest.raw import DEFAULTS, Limits, Raw, Reason, RejectError
from pipeline.ingest.record_fields import field_key, record_fields, standard_fields
from pipeline.ingest.sources import read, stem_of
from pipeline.matching.rules import words_in
from pipeline.types import Article, Reject

_LONGEST_ID = 200
_HASH_DIGITS = 16
_SUFFIX_DIGITS = 8
# Nothing in such a name is to be normalised.
_PLAIN_NAME = re.compile(r"[\w.-]+", re.ASCII)
# A detector is asked about this much of an article; more changes nothing but the time it takes.
_LANGUAGE_SAMPLE = 1500
_SHORTEST_SAMPLE = 150
_FUNCTION_WORD_SHARE = 1 / 12
_FEWEST_MALAY_WORDS = 4
# What detectors take Indonesian news for when names and numbers prevail.
_NEIGHBOURS = frozenset({"id", "ms", "jv"})
_FEWEST_WORDS_ON_PAGE = 25
# In sentences more words than this begin with a small letter; a text as short as a title may have none.
_SMALL_WORDS = 1 / 12
_LONGEST_TITLE = 8


def ingest(path: Path, limits: Limits = DEFAULTS) -> Iterator[Article | Reject]:
    """Every article under ``path``, a file or a folder, and a reject for every input that gave none.

    Streams in an order that depends on names alone. Nothing that lies under ``path`` makes it raise.

    Raises:
        FileNotFoundError: ``path`` does not exist.
    """
    items = (
        item if isinstance(item, Reject) else build(item, limits) for item in read(path, limits)
    )
    return with_own_ids(items)


def build(raw: Raw, limits: Limits = DEFAULTS) -> Article | Reject:
    """The article in one input record, or the reason why there is none."""
    limit = limits.article_characters
    try:
        if raw.kind == "html":
            return _from_html(raw, limit)
        if raw.kind == "text":
            return _from_text(raw, limit)
        return _from_record(raw, limit)
    except RejectError as rejected:
        return Reject(raw.source_path, raw.record, rejected.reason, rejected.message)


def article_from_text(
    text: str,
    *,
    article_id: str,
    published: date | None = None,
    published_source: Source | None = None,
    headline: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    byline: str | None = None,
    editor: str | None = None,
    source_path: str = "",
    file_stem: str = "",
) -> Article:
    """An article made of a string: normalised, boilerplate cut, headline, dateline and date found.

    What is given wins over what the text says. ``published`` without a source counts as a record's own field;
    ``file_stem`` is the file's name without endings, where that may hold a date.

    Raises:
        RuleError: a rule file cannot be used.
    """
    headline = normalise(headline).replace("\n", " ") if headline else None
    layout = lay_out(unwrap(normalise(text)), headline)
    if published is not None:
        source: Source | None = published_source or "record"
    else:
        published, source = _published(layout, url, file_stem)
    return Article(
        article_id=article_id,
        text=layout.text,
        source_path=source_path,
        outlet=outlet or _host(url) or _dateline_outlet(layout),
        url=url,
        headline=layout.headline,
        published=published,
        published_source=source,
        dateline=place_span(layout.dateline),
        opening=layout.dateline.span if layout.dateline else None,
        byline=byline or layout.byline,
        editor=editor or layout.editor,
        removed=layout.removed,
    )


def _published(
    layout: Layout, url: str | None, file_stem: str
) -> tuple[date | None, Source | None]:
    """The best evidence below metadata: date line, address, file name, text."""
    evidence: Iterable[tuple[Source, date | None]] = (
        ("byline", parse_date(layout.page_date)),
        ("url", date_in_address(url) if url else None),
        ("filename", date_in_address(file_stem) if file_stem else None),
        ("text", date_in_text(layout.text, layout.copyright_year, layout.dateline_day)),
    )
    return next(((day, source) for source, day in evidence if day is not None), (None, None))


def _host(url: str | None) -> str | None:
    """The site of a URL without the prefixes of its mobile editions."""
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    while host and host.partition(".")[0] in {"www", "m", "amp"}:
        host = host.partition(".")[2]
    return host or None


def _dateline_outlet(layout: Layout) -> str | None:
    return (layout.dateline.outlet or None) if layout.dateline else None


# --- From one kind of input each ------------------------------------------------------------------


def _from_text(raw: Raw, limit: int) -> Article:
    assert isinstance(raw.content, bytes)
    article = article_from_text(
        _within(decode(raw.content), limit),
        article_id=id_of_file(raw.source_path),
        source_path=raw.source_path,
        file_stem=stem_of(raw.source_path),
    )
    return _checked(article)


def _from_html(raw: Raw, limit: int) -> Article:
    assert isinstance(raw.content, bytes)
    page = _page(decode(raw.content))
    published, source = _page_date(page)
    article = article_from_text(
        _within(page.text, limit),
        article_id=id_of_file(raw.source_path),
        published=published,
        published_source=source,
        headline=page.title,
        url=page.url,
        outlet=page.outlet,
        byline=page.author,
        source_path=raw.source_path,
        file_stem=stem_of(raw.source_path),
    )
    return _checked(article)


def _page(markup: str) -> Page:
    """The article in a page.

    Raises:
        RejectError: there is none.
    """
    page = read_page(markup)
    if page is None or len(page.text.split()) < _FEWEST_WORDS_ON_PAGE:
        raise RejectError("no_article", "The page holds no text that reads like an article.")
    return page


def _as_page(markup: str) -> str:
    """``markup`` of an article alone as a page of its own, so that its lists and headings are found, too."""
    return (
        markup
        if "<body" in markup.lower()
        else f"<html><body><article>{markup}</article></body></html>"
    )


def _page_date(page: Page) -> tuple[date | None, Source | None]:
    if page.published is not None:
        return page.published, "metadata"
    day = parse_date(page.date_line)
    return day, "byline" if day else None


def _from_record(raw: Raw, limit: int) -> Article:
    assert isinstance(raw.content, Mapping)
    fields = standard_fields(raw.content)
    text = fields.get("text")
    if not isinstance(text, str):
        raise RejectError(*_why_no_text(raw.content, text))
    check_is_text(text)
    page = _page(_as_page(text)) if _is_markup(text) else Page(text)
    day = parse_date(fields.get("published"))
    published, source = _page_date(page) if day is None else (day, None)
    own_id = _string(fields.get("id"))
    article = article_from_text(
        _within(page.text, limit),
        article_id=printable_id(own_id) if own_id else "",
        published=published,
        published_source=source,
        headline=_string(fields.get("title")) or page.title,
        url=_string(fields.get("url")),
        outlet=_string(fields.get("outlet")),
        byline=_name(fields.get("author")),
        editor=_string(fields.get("editor")),
        source_path=raw.source_path,
    )
    if not article.article_id:
        article = replace(article, article_id=_digest(article.text)[:_HASH_DIGITS])
    return _checked(article)


def _within(text: str, limit: int) -> str:
    """``text``, where it is no longer than ``limit`` characters.

    Raises:
        RejectError: it is longer.
    """
    if len(text) > limit:
        message = f"The text has {len(text):,} characters; the limit for one article is {limit:,}."
        raise RejectError("too_large", message)
    return text


def _why_no_text(record: Mapping[str, object], text: object) -> tuple[Reason, str]:
    if text is not None:
        return "malformed_record", "The text field of the record does not hold a string."
    names = {field_key(str(name)) for name in record}
    if any(field_key(spelling) in names for spelling in record_fields().text):
        return "empty", "The text of the record is empty."
    return "malformed_record", "The record has no field that holds the text of an article."


def _is_markup(text: str) -> bool:
    """True for a text field that holds HTML."""
    sample = text[:5000].lower()
    return "</p>" in sample or "<br" in sample or "</div>" in sample


def _is_menu(body: str) -> bool:
    """True where nothing stops, and hardly a word begins with a small letter, unless all is in capitals."""
    words = [word for word in body.split() if word[0].isalpha()]
    small = sum(word[0].islower() for word in words)
    stops = any(mark in body for mark in ".:;,")
    is_short = len(words) <= _LONGEST_TITLE
    return not (is_short or stops or body.isupper()) and small < _SMALL_WORDS * len(words)


def _string(value: object) -> str | None:
    """A field as one line of text; lists are joined, numbers written out, objects by their name."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, (list, tuple)):
        value = ", ".join(filter(None, map(_string, value)))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    return normalise(value).replace("\n", " ") or None if isinstance(value, str) else None


def _name(value: object) -> str | None:
    """A field as the name of somebody; a number alone is the key of a name that is elsewhere."""
    name = _string(value)
    return None if name is None or name.isdigit() else name


def _checked(article: Article) -> Article:
    """``article`` where it has a body in Indonesian.

    Raises:
        RejectError: it has not.
    """
    body = article.text[len(article.headline or "") :].strip()
    if not any(character.isalpha() for character in body):
        raise RejectError(
            "no_article", "Nothing is left after headline and boilerplate are taken off."
        )
    if _is_menu(body):
        raise RejectError("no_article", "There is no sentence in it, only titles or a menu.")
    language = language_of(article.text)
    if language != "id":
        raise RejectError(
            "not_indonesian", f"The text is not Indonesian (looks like {language!r})."
        )
    return article


# --- Language -------------------------------------------------------------------------------------


def language_of(text: str) -> str:
    """The ISO 639 code of the text's language; ``"id"`` where function words or the detector say so.

    Text too short to tell counts as Indonesian.
    """
    words = [word.strip(".,;:!?\"'()").casefold() for word in text[: 2 * _LANGUAGE_SAMPLE].split()]
    malay = sum(word in words_in("malay_words") for word in words)
    common = sum(word in words_in("function_words") for word in words)
    if malay >= _FEWEST_MALAY_WORDS and malay > len(words) / 50:
        return "ms"
    if common >= _FUNCTION_WORD_SHARE * len(words) or len(text) < _SHORTEST_SAMPLE:
        return "id"
    from py3langid import classify  # type: ignore[import-untyped]

    language = str(classify(text[:_LANGUAGE_SAMPLE])[0])
    return "id" if language in _NEIGHBOURS else language


# --- Ids ------------------------------------------------------------------------------------------


def content_hash(raw: Raw) -> bytes:
    """Sixteen bytes that are the same for records which give the same article but for its id and path.

    Of a file's name only the date in it counts, since the article may be dated by it.
    """
    if isinstance(raw.content, bytes):
        stem = stem_of(raw.source_path)
        day = date_in_address(stem) if any(map(str.isdigit, stem)) else None
        header, content = f"{raw.kind} {day}\n", raw.content
    else:
        fields = json.dumps(raw.content, default=repr, ensure_ascii=False)
        header, content = f"{raw.kind}\n", fields.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(header.encode() + content, digest_size=16).digest()


def id_of_file(source_path: str) -> str:
    """The id of the article that a file holds alone."""
    return printable_id(stem_of(source_path))


def printable_id(name: str) -> str:
    """A name as an id: one line without odd characters, cut where it is very long."""
    clean = name if _PLAIN_NAME.fullmatch(name) else normalise(name).replace("\n", " ")
    if len(clean) > _LONGEST_ID:
        return f"{clean[: _LONGEST_ID - _SUFFIX_DIGITS - 1]}~{_digest(clean)[:_SUFFIX_DIGITS]}"
    return clean or _digest(name)[:_HASH_DIGITS]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Ids:
    """Gives every article of a run an id that none before it has."""

    def __init__(self) -> None:
        self._taken: set[bytes] = set()

    def own(self, wanted: str, source_path: str, text: Callable[[], str]) -> str:
        """``wanted``, or where it is taken that with a hash of path and text added."""
        identifier, counter = wanted, 1
        while (key := hashlib.blake2b(identifier.encode(), digest_size=8).digest()) in self._taken:
            content = _digest(f"{source_path}\n{text()}")[:_SUFFIX_DIGITS]
            identifier = f"{wanted}~{content}" + (f".{counter}" if counter > 1 else "")
            counter += 1
        self._taken.add(key)
        return identifier


def with_own_ids(items: Iterable[Article | Reject]) -> Iterator[Article | Reject]:
    """The items, every article with an id that none before it has."""
    ids = Ids()
    for item in items:
        if isinstance(item, Reject):
            yield item
            continue
        own = ids.own(item.article_id, item.source_path, partial(getattr, item, "text"))
        yield replace(item, article_id=own)
