"""One process loads what all workers read, and they are forked from it: loaded once, and held once in memory.

The forkserver of :mod:`multiprocessing` can do no more than import modules before it forks. So each module in
here, named after a tagger, loads all that extraction with this tagger reads when it is imported.
"""

from __future__ import annotations

import gc
from contextlib import suppress

import pipeline.cli  # noqa: F401 - every worker imports what was started as the program
from pipeline.ingest.raw import Raw
from pipeline.runs.work import Built, build_batch, extract_batch
from pipeline.tables.arrow import spare_memory
from pipeline.types import TaggerName

# Have a bit of everything; the first has few function words, so that the detector of languages is asked too.
_LIST = """KPU Kaur: dua paslon Pilkada 2024

Bintuhan, Kabupaten Kaur (ANTARA) - Ketua KPU Kaur Wirya Santana, Selasa (27/8/2024): dua pasangan calon bupati.
Bupati Kaur H. Darma Wijaya, S.H., M.H. 45,5 persen; Wakil Bupati Kaur Sri Lestari 54,5 persen suara sah. Kepala
Desa Sukajaya, Camat Nasal Andi Rahman, Kapolres Kaur AKBP Budi Laksana, Plt. Gubernur Bengkulu Raka Mahendra.
Partisipasi pemilih &ldquo;sekitar&rdquo; 80 persen, 27 November 2024, Kota Bengkulu, Minggu depan, 10.00 WIB.
Calon tunggal Pilkada Bengkulu Utara, Kecamatan Arga Makmur, Desa Gunung Agung, 120.000 pemilih, Kota Bengklu.
"""
_PROSE = """Partisipasi pemilih di Bengkulu naik

Bengkulu (ANTARA) - Partisipasi pemilih di Kabupaten Kaur mencapai 80,5 persen, kata Ketua KPU Provinsi Bengkulu
Andi Rahman di Bengkulu, Rabu (28 Agustus 2024). Di daerah itu, naik 2 persen dari Pemilu 2019, di Seluma 75.

Menurut dia, pada Mei lalu ada tiga pasangan calon yang mendaftar, dan satu di antaranya gugur. Pasangan nomor urut
1 Darma Wijaya-Sri Lestari memperoleh 55 persen suara, pasangan calon presiden nomor urut 2 memperoleh 50 persen.
"Dandim 0408/Kaur Letkol Inf Budi Laksana sudah siap," ujarnya. Secara nasional 81 persen. Bulan Mei ada 5
kabupaten di Provinsi Bengkulu yang menggelar pilkada, masing-masing 2 paslon, seperti diberitakan 27 Agustus 2024.
Pangdam Sriwijaya Mayjen Tono Wibowo, anggota KPU Yuliana Wati dan Pasi Intel Kodim Rudi Hartono hadir.
"""


def preload(tagger: TaggerName) -> str:
    """The module that loads what extraction with a tagger reads."""
    # Who knows which threads torch has started, and what they do in a fork.
    return "pipeline.runs.work" if tagger == "stanza" else f"pipeline.warm.{tagger}"


def warm_up(tagger: TaggerName) -> None:
    """Load what extraction reads, by reading two articles; what cannot be loaded is left for a worker to tell."""
    spare_memory()
    with suppress(Exception):
        raws = [
            Raw("list.txt", None, _LIST.encode(), "text"),
            Raw("prose.jsonl", 1, {"text": _PROSE}, "record"),
        ]
        built = [each.article for each in build_batch(raws) if isinstance(each, Built)]
        extract_batch(built, tagger=tagger)
    # What the collector never looks at again stays shared.
    gc.collect()
    gc.freeze()
