"""Bytes to text, and text to the one form that rules see.

Whatever an outlet, a scraper or an editor's keyboard made of quotes, dashes, spaces and line breaks, after
:func:`normalise` there is one of each: ``'`` and ``"``, ``-``, the plain space, ``\\n``. All offsets of the
project point into text of that form, so nothing has to be mapped back to the source.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.ingest.raw import RejectError
from pipeline.matching.rules import compile_pattern

if TYPE_CHECKING:
    from ftfy import TextFixerConfig


# The longer mark first: the UTF-32 mark starts with the UTF-16 one.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
)
# What Indonesian text is ever written in; the detector choosing among all code pages takes a curly quote
# in a Windows-1252 article for a Czech or Icelandic letter.
_LIKELY_CODE_PAGES = ["cp1252", "mac_roman"]
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE_BYTES = 65_536
# What stands for bytes that are no character.
_DAMAGED = "\ufffd"
_MAX_CONTROL_SHARE = 0.01


def sniff_encoding(sample: bytes) -> str:
    """The name of the codec for data that begins with ``sample``.

    A byte order mark decides; then UTF-8 where the bytes are UTF-8, an incomplete last character and
    single damaged ones aside; then the likeliest code page.

    Raises:
        RejectError: the bytes are those of a binary file.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return encoding
    for signature, name in _SIGNATURES:
        if sample.startswith(signature):
            raise RejectError("binary", f"The content is {name}, not text.")
    if b"\0" in sample:
        return _wide_encoding(sample)
    text = sample.decode("utf-8", "replace")
    is_cut = text.count(_DAMAGED) == 1 and text.endswith(_DAMAGED) and len(sample) > 3
    return "utf-8" if is_cut or _is_mostly_whole(text) else _code_page(sample)


def _is_mostly_whole(text: str) -> bool:
    """True where no more characters beyond ASCII are damaged than are whole, so that ``text`` was UTF-8."""
    damaged = text.count(_DAMAGED)
    return not damaged or 2 * damaged <= sum(character > "\x7f" for character in text)


def _wide_encoding(sample: bytes) -> str:
    """UTF-16 without a mark shows as a NUL in every second byte of mostly Latin text."""
    half = max(len(sample) // 2, 1)
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.7 and even < 0.1:
        return "utf-16-le"
    if even > 0.7 and odd < 0.1:
        return "utf-16-be"
    raise RejectError("binary", "The content holds NUL bytes and is no text in any known encoding.")


def _code_page(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_LIKELY_CODE_PAGES).best()
    return best.encoding if best is not None else "cp1252"


def decode(data: bytes) -> str:
    """The text that ``data`` holds, in the encoding that its bytes show, line breaks as they stand.

    Raises:
        RejectError: there is nothing in it, or it is no text.
    """
    if not data.strip():
        raise RejectError("empty", "There is nothing in it.")
    text = data.decode(sniff_encoding(data[:_SAMPLE_BYTES]), "replace")
    check_is_text(text)
    return text


def decode_line(line: bytes, encoding: str) -> str:
    """One line of a long file, whose later lines may betray that the guess from its start was wrong."""
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        text = line.decode("utf-8", "replace")
        return text if _is_mostly_whole(text) else line.decode("cp1252", "replace")


def check_is_text(text: str) -> None:
    """Accept text, refuse the characters that a binary file decodes to.

    Raises:
        RejectError: more than one character in a hundred is a control character.
    """
    sample = text[:_SAMPLE_BYTES]
    if len(_CONTROL.findall(sample)) > max(3, _MAX_CONTROL_SHARE * len(sample)):
        raise RejectError("binary", "The content is mostly control characters, not text.")


_DASHES = "‐‑‒–—―⁃−﹘﹣－"
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c"
    "\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\u2028\u2029"
_ONE_FORM = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_INVISIBLE, ""),
        **dict.fromkeys(_BREAKS, "\n"),
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‘’‚‛‹›`´′ʹʻʼ＇", "'"),
        "…": "...",
        "\r": "\n",
    }
)
_ESCAPED_AMPERSANDS = re.compile(r"&(?:(?:amp|#0*38|#x0*26);)+", re.IGNORECASE)
_SPACES_AROUND_BREAK = re.compile(r" *\n *")
_BLANK_LINES = re.compile(r"\n{3,}")
_SPACE_RUN = re.compile(r" {2,}")
# Repairing one layer can bare another (an entity inside mojibake); text that needs more layers is no news.
_MAX_PASSES = 6


@lru_cache(maxsize=1)
def _ftfy_config() -> TextFixerConfig:
    from ftfy import TextFixerConfig

    return TextFixerConfig(unescape_html=True, explain=False)


def _normalise_once(text: str) -> str:
    text = text.replace("\r\n", "\n")
    if not text.isascii() or "&" in text or _CONTROL.search(text) or "\x1b" in text:
        from ftfy import fix_text

        text = _ESCAPED_AMPERSANDS.sub("&", text)
        text = fix_text(text, _ftfy_config())
    text = unicodedata.normalize("NFC", text.translate(_ONE_FORM)).replace("''", '"')
    return tidy(text)


def tidy(text: str) -> str:
    """``text`` without space runs, spaces at line ends, and more than one blank line in a row."""
    text = _SPACES_AROUND_BREAK.sub("\n", _SPACE_RUN.sub(" ", text))
    return _BLANK_LINES.sub("\n\n", text).strip()


def normalise(text: str) -> str:
    """``text`` in the one form that rules see; a second call changes nothing.

    Mojibake is repaired, entities are resolved, Unicode is composed (NFC), quotes are straight, every dash is
    a hyphen-minus, every odd space a space, invisible characters are gone, lines end in ``\\n``.
    """
    for _ in range(_MAX_PASSES):
        fixed = _normalise_once(text)
        if fixed == text:
            break
        text = fixed
    return text


# A text is taken for wrapped where this many of its line breaks, and one in this many, stand inside a sentence.
_FEWEST_WRAPPED = 4
_WRAPPED_IN = 4
_SENTENCE_END = re.compile(r"[.!?:;][\"')]*$")


@cache
def _lone_mark() -> re.Pattern[str]:
    """The mark of a list's item on a line of its own."""
    return compile_pattern(r"^ ( {list_mark} ) \n+ (?= [^\W\d_] )", flags=re.VERBOSE | re.MULTILINE)


@cache
def _item() -> re.Pattern[str]:
    return compile_pattern("{list_mark}", flags=re.VERBOSE)


def unwrap(text: str) -> str:
    """``text`` (normalised) without line breaks inside sentences, where it is wrapped.

    Text of mails, PDF files and old pages is. In other text a line that breaks in the wrong place now and then
    stays: nothing tells it from a heading. The mark of a list's item is joined to the item in any text.
    """
    text = _lone_mark().sub(r"\1 ", text)
    lines = text.split("\n")
    within = sum(bool(line) and _goes_on(line, following) for line, following in pairwise(lines))
    breaks = sum(bool(line and following) for line, following in pairwise(lines))
    if within < max(_FEWEST_WRAPPED, breaks / _WRAPPED_IN):
        return text
    # After the first line, which is the headline, only a small letter tells that it goes on.
    joined = lines[:1]
    for number, (line, following) in enumerate(pairwise(lines)):
        is_wrapped = number and not _SENTENCE_END.search(line) and not _item().match(following)
        if line and following and (is_wrapped or _goes_on(line, following)):
            joined[-1] += f" {following}"
        else:
            joined.append(following)
    return "\n".join(joined)


def _goes_on(line: str, following: str) -> bool:
    """True where a line surely breaks inside a sentence."""
    goes_on = following[:1].islower() and not _item().match(following)
    return goes_on and not _SENTENCE_END.search(line)
