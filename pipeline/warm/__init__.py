"""One process loads what all workers read, and they are forked from it: loaded once, and held once in memory.

The forkserver of :mod:`multiprocessing` can do no more than import modules before it forks. So each module in
here, named after a tagger, loads all that extraction with this tagger reads when it is imported.
"""

from __future__ import annotations

import gc
from contextlib import suppress

import pipeline.cli  # noqa: F401 - every worker imports what was started as the program
from pipeline.arrow import without_pandas
from pipeline.sources import Raw
from pipeline.types import Article, TaggerName
from pipeline.work import Built, build_batch, extract_batch

# Has a bit of everything, and few function words, so that the detector of languages is asked too.
_TEXT = """KPU Kaur: dua paslon Pilkada 2024

Bintuhan, Kabupaten Kaur (ANTARA) - Ketua KPU Kaur Wirya Santana, Selasa (27/8/2024): dua pasangan calon bupati.
Bupati Kaur H. Darma Wijaya, S.H., M.H. 45,5 persen; Wakil Bupati Kaur Sri Lestari 54,5 persen suara sah. Kepala
Desa Sukajaya, Camat Nasal Andi Rahman, Kapolres Kaur AKBP Budi Laksana, Plt. Gubernur Bengkulu Raka Mahendra.
Partisipasi pemilih sekitar 80 persen, 27 November 2024, Kota Bengkulu, Jakarta, Minggu depan, pukul 10.00 WIB.
Calon tunggal Pilkada Bengkulu Utara, Kecamatan Arga Makmur, Desa Gunung Agung, 120.000 pemilih, Kota Bengklu.
"""


def preload(tagger: TaggerName) -> str:
    """The module that loads what extraction with a tagger reads."""
    # Who knows which threads torch has started, and what they do in a fork.
    return "pipeline.work" if tagger == "stanza" else f"pipeline.warm.{tagger}"


def warm_up(tagger: TaggerName) -> None:
    """Load what extraction reads, by reading an article; what cannot be loaded is left for a worker to tell."""
    without_pandas()
    with suppress(Exception):
        (built,) = build_batch([Raw("warm.txt", None, "warm", _TEXT.encode(), "text")])
        articles: list[Article] = [built.article] if isinstance(built, Built) else []
        extract_batch(articles, tagger=tagger)
    # What the collector never looks at again stays shared.
    gc.collect()
    gc.freeze()
