"""Copies: articles that say what an earlier one of the run said, in the same words or nearly.

Agency text comes back under other headlines, cut or lightly edited. Two bodies are copies where
:data:`SIMILARITY` of the runs of :data:`SHINGLE` words that either has stand in both (their Jaccard
similarity). MinHash signatures estimate it, and locality-sensitive hashing finds the pairs worth
estimating: signatures that agree in a whole band. The signatures lie in a file; of an original, memory holds
the numbers of its bands, a hundred bytes.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from pipeline.types import Article

SHINGLE = 3
SIMILARITY = 0.8
PERMUTATIONS = 128
# Pairs at 0.8 share a band 99 times in 100, pairs at 0.4 one time in nine.
BANDS, ROWS = 12, 5
# Powers of an odd number near 2**64 over the golden ratio: no two rows weigh the same.
_WEIGHTS = np.array([pow(0x9E3779B97F4A7C15, n + 1, 2**64) for n in range(BANDS * ROWS)], np.uint64)
# A place is a band and after it, in this many bits, the number of an article that lies in it.
_NUMBER_BITS = np.uint64(32)
_NUMBER = np.uint64(2**32 - 1)
_COMPARED_AT_ONCE = 4096
# The estimate for a shorter body is too rough; it must be the same in full.
_FEWEST_WORDS = 40
Places = NDArray[np.uint64]
Signatures = NDArray[np.uint32]

_WORD = re.compile(r"\w+")


def signature(article: Article) -> bytes:
    """The MinHash of the body without the headline: ``PERMUTATIONS`` 32-bit numbers.

    Bodies too short to compare give a signature that only the same body has.
    """
    words = _WORD.findall(article.text[len(article.headline or "") :].casefold())
    if len(words) < _FEWEST_WORDS:
        shingles = [" ".join(words)]
    else:
        shingles = list({" ".join(words[at : at + SHINGLE]) for at in range(len(words))})
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=1)
    minhash.update(shingles)
    return np.array(minhash.digest(), np.uint32).tobytes()


def as_rows(signatures: Sequence[bytes]) -> Signatures:
    """Signatures as a matrix with a row for each."""
    return np.frombuffer(b"".join(signatures), np.uint32).reshape(-1, PERMUTATIONS)


def similarities(ones: Signatures, others: Signatures) -> NDArray[np.float64]:
    """The estimated Jaccard similarity, 0 to 1, of each signature to the one in the same row of ``others``."""
    alike: NDArray[np.float64] = (ones == others).mean(axis=1)
    return alike


class Copies:
    """The originals so far; a context manager, for they lie in a temporary file."""

    def __init__(self) -> None:
        # Without a name SQLite keeps it in memory while small, then in a file that nobody else sees.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(
            """
            PRAGMA journal_mode = OFF;
            CREATE TABLE originals(number INTEGER PRIMARY KEY, article_id TEXT, minhash BLOB);
            BEGIN;
            """
        )
        self._places = _SortedPlaces()
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def originals_of(self, articles: Sequence[tuple[str, bytes]]) -> list[str | None]:
        """For each id with its signature the id of the first article that it is a copy of.

        ``None`` makes it an original itself. Copies are compared with originals alone, so that a chain of
        small changes ends somewhere. The articles of a batch are compared at once, for each by itself costs most.
        """
        first, signatures = self._count, as_rows([minhash for _, minhash in articles])
        own = _places(signatures, first)
        shared = self._places.in_bands_of(own)
        before = self._read(np.unique(shared & _NUMBER))
        numbers = [*(number for number, _, _ in before), *range(first, first + len(articles))]
        alike = _alike(
            np.concatenate([shared, own]),
            np.array(numbers, np.uint64),
            np.concatenate([as_rows([minhash for _, _, minhash in before]), signatures]),
            first,
        )
        ids = {number: article_id for number, article_id, _ in before}
        found: list[str | None] = []
        for number, (article_id, minhash) in enumerate(articles, first):
            original = next((ids[other] for other in alike.get(number, ()) if other in ids), None)
            found.append(original)
            if original is None:
                ids[number] = article_id
                self._db.execute(
                    "INSERT INTO originals VALUES (?, ?, ?)", (number, article_id, minhash)
                )
        self._places.add(own[np.isin(own & _NUMBER, np.fromiter(ids, np.uint64))])
        self._count += len(articles)
        return found

    def _read(self, numbers: NDArray[np.uint64]) -> list[tuple[int, str, bytes]]:
        """The originals of these numbers, in order."""
        query = "SELECT * FROM originals WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number"
        return self._db.execute(query, (json.dumps(numbers.tolist()),)).fetchall()


class _SortedPlaces:
    """The places of many articles, in sorted arrays, each at least twice as long as the next."""

    def __init__(self) -> None:
        self._arrays: list[Places] = []

    def add(self, places: Places) -> None:
        while self._arrays and len(self._arrays[-1]) < 2 * len(places):
            places = np.concatenate([self._arrays.pop(), places])
        # A stable sort leaves in peace what is sorted already.
        self._arrays.append(np.sort(places, kind="stable"))

    def in_bands_of(self, places: Places) -> Places:
        """The places that lie in the same bands as those given."""
        bands = np.unique(places >> _NUMBER_BITS) << _NUMBER_BITS
        found = [places[:0]]
        for array in self._arrays:
            starts = np.searchsorted(array, bands)
            stops = np.searchsorted(array, bands | _NUMBER, "right")
            found.append(array[_ranges(starts, stops - starts)])
        return np.concatenate(found)


def _places(signatures: Signatures, first: int) -> Places:
    """The places of articles, sorted; they are numbered from ``first`` on."""
    weighed = signatures[:, : BANDS * ROWS] * _WEIGHTS
    # Hardly ever the same where the rows of a band are not.
    bands = weighed.reshape(-1, BANDS, ROWS).sum(axis=2) & ~_NUMBER
    numbers = np.arange(first, first + len(signatures), dtype=np.uint64)
    return np.sort((bands | numbers[:, None]).ravel())


def _alike(
    places: Places, numbers: NDArray[np.uint64], signatures: Signatures, first: int
) -> dict[int, list[int]]:
    """For each article from number ``first`` on, the earlier ones that share a band with it and are alike.

    ``places`` are those of all, ``signatures`` theirs in the order of ``numbers``; results are in order, too.
    """
    places = np.sort(places)
    of = places & _NUMBER
    starts = np.searchsorted(places, places & ~_NUMBER)
    counts = np.where(of < first, 0, np.arange(len(places)) - starts)
    pairs = np.unique(of.repeat(counts) << _NUMBER_BITS | of[_ranges(starts, counts)])
    alike: dict[int, list[int]] = {}
    for at in range(0, len(pairs), _COMPARED_AT_ONCE):
        some = pairs[at : at + _COMPARED_AT_ONCE]
        ones, others = some >> _NUMBER_BITS, some & _NUMBER
        rows, other_rows = np.searchsorted(numbers, ones), np.searchsorted(numbers, others)
        chosen = similarities(signatures[rows], signatures[other_rows]) >= SIMILARITY
        for one, other in zip(ones[chosen].tolist(), others[chosen].tolist(), strict=True):
            alike.setdefault(one, []).append(other)
    return alike


def _ranges(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """``range(start, start + count)`` of each start with its count, put together."""
    after = counts.cumsum() - counts
    ranges: NDArray[np.int64] = np.arange(counts.sum()) + (starts - after).repeat(counts)
    return ranges
