"""What is article and what is page: headline, dateline, byline, and boilerplate that is cut.

Knowledge is in ``rules/boilerplate.toml`` (what to cut) and ``rules/layout.toml`` (how articles open). What is
cut is kept as :class:`~pipeline.types.Removed` with the id of its rule. A few cuts follow from the order of
the lines rather than from their words, and have ids of their own: ``head.headline_again`` (the headline where
it stands a second time), ``head.furniture`` (short lines above or between the two), ``head.repeated`` (a teaser
or caption above the dateline whose words come again) and ``headline.outlet``. What a photo caption tells stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.ingest.decode import tidy
from pipeline.lines import lines as lines_of
from pipeline.matching.rules import Production, Rule, RuleSet, load_ruleset
from pipeline.regions.gazetteer import is_region_name
from pipeline.types import Document, Fact, Removed, Span

_HEAD_LINES = 12
_KICKERS = 2
_DATELINE_LINES = 6
_WEAK_DATELINE_LINES = 2
# A paragraph that opens an article has as many characters at least.
_SHORTEST_LEAD = 80
_LEAD_CHARACTERS = 700
_WEAK_DATELINES = frozenset({"dateline.outlet_only", "dateline.place_only", "dateline.place_stop"})
_LONGEST_HEADLINE = 160
_LONGEST_TITLE = 160
_SHORTEST_TITLE_WORDS = 3
# A line above the article at least this long is a caption or a teaser and stays; a shorter one is furniture.
_CAPTION_LENGTH = 60
_PROSE_LINE = 120

_SENTENCE_END = re.compile(r"[.!?][\"')]*(?=\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut(Fact):
    """A piece of boilerplate in a text, and what it tells about the article.

    With ``paragraph`` what follows it begins a new paragraph.
    """

    byline: str | None = None
    editor: str | None = None
    published: str | None = None
    year: int | None = None
    paragraph: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline(Fact):
    """The opening of an article: its place (as offsets and as text) and outlet, empty where not given."""

    place: str = ""
    place_start: int = 0
    outlet: str = ""
    day: int | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """An article taken apart. ``text`` is headline, blank line, body; ``page_date`` a date line as printed."""

    text: str
    headline: str | None = None
    dateline: Dateline | None = None
    byline: str | None = None
    editor: str | None = None
    page_date: str | None = None
    copyright_year: int | None = None
    removed: tuple[Removed, ...] = ()

    @property
    def dateline_day(self) -> tuple[int, int] | None:
        """Day and month in the dateline, where an agency printed them."""
        if self.dateline is None or self.dateline.day is None or self.dateline.month is None:
            return None
        return self.dateline.day, self.dateline.month


def lay_out(text: str, headline: str | None = None) -> Layout:
    """Take a normalised text apart; ``headline`` is the normalised headline where the source gave one."""
    cuts = boilerplate_in(text)
    body = _without(text, cuts)
    removed = [Removed(cut.rule_id, cut.span.of(text)) for cut in cuts]
    if headline:
        headline, suffix = _without_outlet(headline)
        removed += suffix
    headline, body, head = _split_headline(body, headline)
    removed += head
    body, repeated = _without_repeated_head(body)
    removed += repeated
    whole = f"{headline}\n\n{body}".strip() if headline else body
    start = len(whole) - len(body)
    return Layout(
        text=whole,
        headline=headline,
        dateline=dateline_in(whole, start),
        byline=_first(cut.byline for cut in cuts),
        editor=_first(cut.editor for cut in cuts),
        page_date=_first(cut.published for cut in cuts),
        copyright_year=next((cut.year for cut in cuts if cut.year), None),
        removed=tuple(Removed(piece.rule_id, piece.text.strip()) for piece in removed),
    )


def find(document: Document) -> list[Fact]:
    """What both rule files find in the text of ``document``: for checking the rules one by one."""
    text = document.text
    found: list[Fact] = [*boilerplate_in(text)]
    found += filter(None, (_match_dateline(text, at) for at in _openings(text, 0)))
    return found


@dataclass(frozen=True, slots=True)
class Contexts:
    """Words at the ends of titles: what each is for is stated in the rule file."""

    headline_outlet: re.Pattern[str]
    title_starter: re.Pattern[str]
    title_quotation: re.Pattern[str]
    title_furniture: re.Pattern[str]
    title_speaker: re.Pattern[str]


@cache
def ruleset() -> RuleSet[Contexts]:
    """The rules and contexts of ``rules/layout.toml``."""
    return load_ruleset("layout", Contexts)


def _first(values: Iterator[str | None]) -> str | None:
    return next((value for value in values if value), None)


# --- Boilerplate ----------------------------------------------------------------------------------


def boilerplate_in(text: str) -> list[Cut]:
    """What the rules would cut from ``text``, in order of the text, without overlaps."""
    return load_ruleset("boilerplate").find(text, _PRODUCTIONS, across_lines=True)


def _piece(rule: Rule, match: re.Match[str], end: int | None = None) -> Cut:
    groups = match.groupdict()
    year = groups.get("year")
    return Cut(
        start=match.start(),
        end=match.end() if end is None else end,
        rule_id=rule.id,
        confidence=rule.confidence,
        byline=_name(groups.get("byline") or groups.get("writers")),
        editor=_name(groups.get("editor")),
        published=groups.get("published"),
        year=int(year) if year else None,
        paragraph=bool(rule.values.get("paragraph")),
    )


def _name(value: str | None) -> str | None:
    return " ".join(value.split()).strip(" ,;/-") or None if value else None


def _tail(rule: Rule, match: re.Match[str]) -> Cut:
    """From the match to the end of the text; the match alone where no sentence stands above it."""
    below_article = _SENTENCE_END.search(match.string, 0, match.start()) is not None
    return _piece(rule, match, len(match.string) if below_article else None)


def _prose_above(match: re.Match[str]) -> bool:
    return any(len(line) >= _PROSE_LINE for line in match.string[: match.start()].split("\n"))


def _page_date(rule: Rule, match: re.Match[str]) -> Cut | None:
    if match["clock"] or not _prose_above(match):
        return _piece(rule, match)
    return None


def _related(rule: Rule, match: re.Match[str]) -> Cut:
    text, start = match.string, match.end()
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    bracket = match.groupdict().get("open")
    if bracket:
        closing = text.find(")" if bracket == "(" else "]", start, line_end)
        if closing >= 0:
            return _piece(rule, match, closing + 1)
    title = text[start:line_end]
    if not (_starts_line(match) and _is_title(title)):
        title = title[: title_length(title, text[: match.start()])]
    return _piece(rule, match, start + len(title.rstrip()))


def _starts_line(match: re.Match[str]) -> bool:
    return match.start() == 0 or match.string[match.start() - 1] == "\n"


def _is_title(line: str) -> bool:
    """True for a whole line that is one title: short, and no sentences in a row."""
    first = _SENTENCE_END.search(line)
    return len(line) <= _LONGEST_TITLE and (
        first is None or first.end() == len(line) or line[-1] not in ".!?\"'"
    )


_PRODUCTIONS: dict[str, Production[Cut]] = {
    "piece": _piece,
    "tail": _tail,
    "page_date": _page_date,
    "related": _related,
}
_WORD = re.compile(r"\S+")


def title_length(line: str, before: str) -> int:
    """How many characters of ``line`` are the title of another article; ``before`` is the text so far.

    ``line`` is what stands after a label such as "Baca juga:". Where nothing tells the title from a sentence
    after it, a part of the title is left rather than a word of the article taken.
    """
    furniture = ruleset().contexts.title_furniture.search(line)
    line = line[: furniture.start()] if furniture else line
    stop = _SENTENCE_END.search(line)
    if stop is None:
        return len(line)
    words = list(_WORD.finditer(line, 0, stop.end()))
    if len(words) <= _SHORTEST_TITLE_WORDS:
        return stop.end()
    earliest = words[_SHORTEST_TITLE_WORDS].start()
    sure = [
        found.start()
        for pattern in (ruleset().contexts.title_starter, ruleset().contexts.title_quotation)
        if (found := pattern.search(line, earliest, stop.end()))
    ]
    if sure:
        return min(sure)
    capitals = [
        w.start() for w in words[_SHORTEST_TITLE_WORDS:] if w.group().lstrip("\"'(")[:1].isupper()
    ]
    if not capitals:
        return stop.end()
    return _before_speaker(line, capitals[0], stop.end(), before)


def _before_speaker(line: str, start: int, end: int, before: str) -> int:
    """Drop from the run of capitals at ``start`` what belongs to the title: "UNESCO Mahyeldi mengatakan".

    The speaker's name is the longest end of the run that the article has used before.
    """
    verb = ruleset().contexts.title_speaker.search(line, start, end)
    run = line[start : verb.start()] if verb else ""
    if not all(word[:1].isupper() for word in run.split()):
        return start
    for word in _WORD.finditer(run):
        if run[word.start() :] in before:
            return start + word.start()
    return start


def _without(text: str, cuts: list[Cut]) -> str:
    """``text`` without the cuts, tidy; a cut of whole lines leaves no empty line."""
    kept: list[str] = []
    position = 0
    for cut in cuts:
        kept.append(text[position : cut.start])
        at_start = cut.start == 0 or text[cut.start - 1] == "\n"
        position = cut.end
        if at_start and text[position : position + 1] == "\n":
            position += 1
        elif not at_start:
            kept.append("\n" if cut.paragraph else " ")
    kept.append(text[position:])
    return tidy("".join(kept))


# --- Headline -------------------------------------------------------------------------------------


def _without_outlet(headline: str) -> tuple[str, list[Removed]]:
    """``headline`` without the outlet's name after it."""
    match = ruleset().contexts.headline_outlet.search(headline)
    if match is None or match.start() == 0:
        return headline, []
    return headline[: match.start()], [Removed("headline.outlet", match.group())]


def title_key(text: str) -> str:
    """Letters and digits only, case-folded, to tell whether two lines say the same."""
    return "".join(filter(str.isalnum, text.casefold()))


def _split_headline(text: str, headline: str | None) -> tuple[str | None, str, list[Removed]]:
    """The headline, the text after its last repetition at the head, and what was cut there."""
    lines = text.split("\n")
    removed: list[Removed] = []
    if headline is None:
        at = _headline_at(lines)
        if at is None:
            return None, text, []
        headline, suffix = _without_outlet(lines[at])
        removed += [Removed("head.furniture", line) for line in lines[:at] if line] + suffix
        lines = lines[at + 1 :]
    key = title_key(headline)
    head = [index for index, line in enumerate(lines) if line.strip()][:_HEAD_LINES]
    again = [index for index in head if title_key(_without_outlet(lines[index])[0]) == key]
    if again:
        above: list[str] = []
        for line in lines[: again[-1] + 1]:
            if title_key(_without_outlet(line)[0]) == key:
                removed.append(Removed("head.headline_again", line))
            elif len(line) >= _CAPTION_LENGTH:
                above.append(line)
            elif line:
                removed.append(Removed("head.furniture", line))
        lines = above + lines[again[-1] + 1 :]
    body = "\n".join(lines).strip()
    if _starts_with_headline(body, headline):
        removed.append(Removed("head.headline_again", headline))
        body = body[len(headline) :].strip()
    return headline, body, removed


def _headline_at(lines: list[str]) -> int | None:
    """The index of the headline: the first line, or one after short kickers ("Pilgub 2018")."""
    head = [index for index, line in enumerate(lines) if line][: _KICKERS + 1]
    candidates = [i for i in head if _looks_like_headline(lines[i], lines[i + 1 :])]
    for index in head:
        kicker = len(lines[index].split()) <= _SHORTEST_TITLE_WORDS or lines[index][-1] == ":"
        if index in candidates and not kicker:
            return index
        if not kicker:
            break
    return head[0] if head and candidates[:1] == head[:1] else None


def _starts_with_headline(body: str, headline: str) -> bool:
    """True when an article on one line opens with its headline and the first sentence begins after it."""
    after = body[len(headline) :]
    return (
        body.startswith(headline)
        and len(headline.split()) >= _SHORTEST_TITLE_WORDS
        and after[:1] == " "
        and after[1:2] != ""
        and not after[1].islower()
        and not after[1].isdigit()
    )


def _looks_like_headline(line: str, after: list[str]) -> bool:
    """True for a short first line without a full stop, no item of a list, that running text follows."""
    if len(line) > _LONGEST_HEADLINE or len(line.split()) < _SHORTEST_TITLE_WORDS:
        return False
    if (
        line[-1] in ".,;:"
        or line[0].islower()
        or lines_of(line)[0].is_item
        or not any(character.isalpha() for character in line)
    ):
        return False
    dateline = _match_dateline(line, 0)
    if dateline is not None and dateline.rule_id not in _WEAK_DATELINES:
        return False
    return any(_SENTENCE_END.search(other) for other in after)


def _without_repeated_head(body: str) -> tuple[str, list[Removed]]:
    """Cut what stands above a dateline and comes again: a teaser, a lead quotation, a doubled caption."""
    dateline = dateline_in(body, 0)
    if dateline is None or dateline.start == 0 or dateline.rule_id in _WEAK_DATELINES:
        return body, []
    lines, rest = body[: dateline.start].split("\n"), title_key(body[dateline.start :])
    removed: list[Removed] = []
    kept: list[str] = []
    for index, line in enumerate(lines):
        key = title_key(line)
        if key and (key in rest or key in map(title_key, lines[index + 1 :])):
            removed.append(Removed("head.repeated", line))
        else:
            kept.append(line)
    return tidy("\n".join(kept) + body[dateline.start :]), removed


# --- Dateline -------------------------------------------------------------------------------------


def dateline_in(text: str, start: int) -> Dateline | None:
    """The dateline of the body that begins at ``start``, or ``None``.

    A plain "PLACE - " counts in the first lines only, unless it names a region; one that names its outlet also
    below a caption or a teaser, and after a lead quotation on the same line. One in the first lines that names no
    region ("PERSIAPAN: ...") gives way to one below that does.
    """
    lines = 0
    doubtful: Dateline | None = None
    for at in _openings(text, start):
        at_line_start = at == start or text[at - 1] == "\n"
        lines += at_line_start
        if lines > _DATELINE_LINES:
            break
        dateline = _match_dateline(text, at)
        if dateline is None:
            continue
        if dateline.rule_id not in _WEAK_DATELINES:
            if doubtful is not None and is_region_name(dateline.outlet):
                continue
            return dateline
        if at_line_start and lines <= _WEAK_DATELINE_LINES:
            doubtful = doubtful or dateline
        if at_line_start and is_region_name(dateline.place) and _opens_lead(text, dateline):
            return dateline
    return doubtful


def _opens_lead(text: str, dateline: Dateline) -> bool:
    """True where a sentence of an article follows a dateline, and no item of a list: "Kaur: 2 pasangan"."""
    line_end = text.find("\n", dateline.end)
    line = text[dateline.end :] if line_end < 0 else text[dateline.end : line_end]
    return len(line) >= _SHORTEST_LEAD and ":" not in text[dateline.start : dateline.end]


# The number of a list's item ends no sentence.
_OPENING = re.compile(
    r"(?:^|(?<=\n)|(?<=[.!?,][\"'] )|(?<=[.!?)] )(?<!\n\d[.)] )(?<!\n\d\d[.)] ))(?=[A-Z(\w])"
)


def _openings(text: str, start: int) -> Iterator[int]:
    """Where a dateline may begin: at lines, and after sentences near the start of the body."""
    for match in _OPENING.finditer(text, start):
        at = match.start()
        if at == start or text[at - 1] == "\n" or at - start <= _LEAD_CHARACTERS:
            yield at


def _match_dateline(text: str, at: int) -> Dateline | None:
    for compiled in ruleset().rules:
        match = compiled.pattern.match(text, at)
        if match is None:
            continue
        groups = match.groupdict()
        place = groups.get("place") or ""
        names_outlet = is_region_name(place) and not is_region_name(groups.get("outlet") or "")
        if compiled.rule.values.get("known_place") and not names_outlet:
            continue
        day, month = groups.get("day"), groups.get("month")
        return Dateline(
            start=match.start(),
            end=match.end(),
            rule_id=compiled.rule.id,
            confidence=compiled.rule.confidence,
            place=place,
            place_start=match.start("place") if place else match.start(),
            outlet=groups.get("outlet") or groups.get("other_outlet") or "",
            day=int(day) if day else None,
            month=int(month) if month else None,
        )
    return None


def place_span(dateline: Dateline | None) -> Span | None:
    """Where the place of a dateline stands, or ``None`` where it names none."""
    if dateline is None or not dateline.place:
        return None
    return Span(dateline.place_start, dateline.place_start + len(dateline.place))
