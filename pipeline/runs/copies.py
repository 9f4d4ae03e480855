"""Copies: articles that say what an earlier one of the run said, in the same words or nearly.

Agency text comes back under other headlines, cut or lightly edited. Two bodies are copies where
:data:`SIMILARITY` of the runs of :data:`SHINGLE` words that either has stand in both (their Jaccard
similarity). MinHash signatures estimate it, and locality-sensitive hashing finds the pairs worth
estimating: signatures that agree in a whole band. The bands lie in a file, so that memory does not grow with
the run.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Sequence
from typing import NamedTuple, Self

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
# The estimate for a shorter body is too rough; it must be the same in full.
_FEWEST_WORDS = 40
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


def similarities(one: bytes, others: Sequence[bytes]) -> NDArray[np.float64]:
    """The estimated Jaccard similarity of one signature to each of others, 0 to 1."""
    signatures = np.frombuffer(b"".join([one, *others]), np.uint32).reshape(-1, PERMUTATIONS)
    alike: NDArray[np.float64] = (signatures[1:] == signatures[0]).mean(axis=1)
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
            CREATE TABLE bands(band INTEGER, number INTEGER, PRIMARY KEY (band, number)) WITHOUT ROWID;
            BEGIN;
            """
        )
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def originals_of(self, articles: Sequence[tuple[str, bytes]]) -> list[str | None]:
        """For each id with its signature the id of the first article that it is a copy of.

        ``None`` makes it an original itself. Copies are compared with originals alone, so that a chain of
        small changes ends somewhere. The articles of a batch are looked up at once, which is most of the cost.
        """
        bands = _bands([minhash for _, minhash in articles])
        sharing = self._sharing({band for each in bands for band in each})
        found: list[str | None] = []
        new: list[_Original] = []
        in_bands: list[tuple[int, int]] = []
        for (article_id, minhash), own in zip(articles, bands, strict=True):
            near = {each.number: each for band in own for each in sharing.get(band, ())}
            original = _first_alike(minhash, [near[number] for number in sorted(near)])
            found.append(original)
            if original is None:
                self._count += 1
                made = _Original(self._count, article_id, minhash)
                new.append(made)
                for band in own:
                    sharing.setdefault(band, []).append(made)
                    in_bands.append((band, made.number))
        self._db.executemany("INSERT INTO originals VALUES (?, ?, ?)", new)
        self._db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", in_bands)
        return found

    def _sharing(self, bands: Collection[int]) -> dict[int, list[_Original]]:
        """The originals that lie in bands, by band."""
        marks = ", ".join("?" * len(bands))
        query = f"SELECT band, originals.* FROM bands JOIN originals USING (number) WHERE band IN ({marks})"
        sharing: dict[int, list[_Original]] = {}
        for band, *original in self._db.execute(query, tuple(bands)):
            sharing.setdefault(band, []).append(_Original(*original))
        return sharing


class _Original(NamedTuple):
    """An article that is no copy; its number tells the order."""

    number: int
    article_id: str
    minhash: bytes


def _first_alike(minhash: bytes, originals: Sequence[_Original]) -> str | None:
    """The id of the first of the originals that an article with this signature is a copy of."""
    if not originals:
        return None
    alike = similarities(minhash, [original.minhash for original in originals]) >= SIMILARITY
    return originals[int(alike.argmax())].article_id if alike.any() else None


def _bands(signatures: Sequence[bytes]) -> list[list[int]]:
    """For each signature a number for each band, the same where its rows are; hardly ever where they are not."""
    rows = np.frombuffer(b"".join(signatures), np.uint32).reshape(-1, PERMUTATIONS)
    weighed = rows[:, : BANDS * ROWS] * _WEIGHTS
    # SQLite's integers are signed.
    bands = (weighed.reshape(-1, BANDS, ROWS).sum(axis=2) >> np.uint64(1)).astype(np.int64)
    numbers: list[list[int]] = bands.tolist()
    return numbers
