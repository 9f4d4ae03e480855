"""Counts of candidates: their forms, what is none, and where they hold."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import with_regions

from pipeline import count_forms, counts
from pipeline.rules import Rule, RuleFile, read_toml, rules_root
from pipeline.types import CandidateCount, Document

# Invented reports in the manner of real ones, each with all of its counts:
# region, election, count, uncontested.
REPORTS = [
    (
        (
            "Pati (ANTARA) - Kemenangan pasangan calon tunggal Sarwo-Endah atas kotak kosong pada "
            "Pemilihan Bupati Pati 2031 disambut warga, kata Ketua KPU Kabupaten Pati Wahid di Pati, "
            "Kamis.\n"
            "Sesuai undang-undang, KPU akan menetapkan pasangan calon terpilih pada pilkada satu "
            "pasangan calon jika mendapatkan suara lebih dari 50 persen dari suara sah.\n"
            "Pasangan calon tunggal Sarwo-Endah meraih 74,5 persen (519.688 suara), sedangkan kotak "
            "kosong sebanyak 25,5 persen (177.682 suara).\n"
            "Tingkat kehadiran pemilih di 2.295 TPS yang tersebar di 21 kecamatan mencapai 68,7 "
            "persen dari total pemilih sebanyak 1.035.663 orang.\n"
            "Calon tunggal meraih di atas 90 persen dari total suara sah di tiga kecamatan, yakni di "
            "Jaken meraih 94,3 persen (25.029 suara), sedangkan kotak kosong sebanyak 5,7 persen "
            "(1.510 suara); di Batangan meraih 93 persen (24.449 suara), kotak kosong sebanyak 1.846 "
            "suara (7 persen)."
        ),
        {
            ("33.18", "bupati", 1, True),
        },
    ),
    (
        (
            "JAKARTA - KPU menutup masa perpanjangan pendaftaran calon kepala daerah. Setelah "
            "penutupan, ada 39 daerah yang hanya memiliki calon tunggal alias melawan kotak kosong.\n"
            "Komisioner KPU RI Wijaya menyebut ada penambahan pasangan calon di Kabupaten Pohuwato, "
            "Gorontalo dan Kabupaten Kepulauan Siau Tagulandang Biaro, Sulawesi Utara.\n"
            '"Kini Kabupaten Pohuwato dan Kepulauan Sitaro yang awalnya hanya ada 1 pasangan calon, '
            'kini sudah ada dua pasangan," kata Wijaya, Kamis (5/9).\n'
            "Pasangan calon tunggal bisa dinyatakan kalah jika tidak berhasil mengumpulkan lebih dari"
            " 50 persen suara sah."
        ),
        {
            ("75.04", "bupati", 1, False),
            ("71.09", "bupati", 1, False),
            ("75.04", "bupati", 2, False),
            ("71.09", "bupati", 2, False),
        },
    ),
    (
        (
            'JAKARTA - Hingga Rabu malam, KPU RI menerima 810 pasangan calon di 268 daerah. "Satu '
            'daerah, Kabupaten Bolaang Mongondow, belum ada pasangan calon yang mendaftar," kata '
            "Komisioner KPU Arif.\n"
            "Ia menjelaskan, 810 pasangan calon itu terdiri atas 20 pasangan calon gubernur/wakil "
            "gubernur, 676 pasangan calon bupati/wakil bupati, dan 114 pasangan calon wali kota/wakil"
            " wali kota. Dari 20 pasangan calon gubernur/wakil gubernur, dua di antaranya merupakan "
            "calon perseorangan, 18 lainnya diusung partai politik.\n"
            "Daerah yang hanya satu pasangan calon ada tujuh, yaitu Kabupaten Tasikmalaya, Kota "
            "Surabaya, Kabupaten Blitar, Kabupaten Pacitan, Kota Mataram, Timor Tengah Utara (NTT) "
            "dan Kota Samarinda."
        ),
        {
            ("00", None, 810, False),
            ("00", "gubernur", 20, False),
            ("00", "bupati", 676, False),
            ("00", "wali_kota", 114, False),
            ("32.06", "bupati", 1, True),
            ("35.05", "bupati", 1, True),
            ("35.01", "bupati", 1, True),
            ("53.03", "bupati", 1, True),
            ("35.78", "wali_kota", 1, True),
            ("52.71", "wali_kota", 1, True),
            ("64.72", "wali_kota", 1, True),
        },
    ),
    (
        (
            "Kupang (ANTARA) - KPU Provinsi Nusa Tenggara Timur mencatat Pilgub NTT diikuti tiga "
            "pasangan calon. Sementara itu Pilkada Kabupaten Kupang diikuti lima paslon, Kabupaten "
            "Belu dan Malaka masing-masing dua paslon, Kota Kupang empat, Sikka tiga dan Ende dua "
            "pasangan calon."
        ),
        {
            ("53", "gubernur", 3, False),
            ("53.01", "bupati", 5, False),
            ("53.04", "bupati", 2, False),
            ("53.21", "bupati", 2, False),
            ("53.71", "wali_kota", 4, False),
            ("53.07", "bupati", 3, False),
            ("53.08", "bupati", 2, False),
        },
    ),
    (
        (
            "Manado - KPU Sulawesi Utara menyebut ada tiga pasangan calon di Kabupaten Minahasa, dua "
            "pasangan di Kota Bitung dan empat pasangan di Kota Manado."
        ),
        {
            ("71.02", "bupati", 3, False),
            ("71.72", "wali_kota", 2, False),
            ("71.71", "wali_kota", 4, False),
        },
    ),
    (
        (
            'Sorong - "Calon tunggal tingkat provinsi saat ini hanya di Papua Barat," kata Ketua '
            "Divisi Teknis KPU RI. Pasangan calon gubernur dan wakil gubernur Papua Barat akan "
            "melawan kotak kosong. Jika kotak kosong menang, pilkada diulang."
        ),
        {
            ("92", "gubernur", 1, True),
        },
    ),
    (
        (
            "Makassar - Debat perdana Pilwalkot Makassar diikuti empat pasangan calon. Kedua pasangan"
            " calon nomor urut 1 dan 2 tampil lebih dulu. Salah satu pasangan calon absen. Partai "
            "Golkar mengusung tiga pasangan calon di Sulawesi Selatan. Minimal dua pasangan calon "
            "harus hadir."
        ),
        {
            ("73.71", "wali_kota", 4, False),
        },
    ),
    (
        (
            "Serang - Sebanyak 709 calon kepala desa (calkades) di Kabupaten Pandeglang akan bersaing"
            " pada pilkades serentak. Dari jumlah itu, 674 calon laki-laki atau 95 persen dan 35 "
            "perempuan."
        ),
        {
            ("36.01", "kepala_desa", 709, False),
        },
    ),
    (
        (
            "Sampit - KPU Kabupaten Kotawaringin Timur menetapkan 441 calon anggota DPRD dalam daftar"
            " calon tetap. Keterwakilan perempuan mencapai 34 persen."
        ),
        {
            ("62.02", "legislatif", 441, False),
        },
    ),
    (
        (
            "Jakarta - KPU RI menetapkan tiga pasangan calon presiden dan wakil presiden. Pasangan "
            "capres-cawapres nomor urut 2 unggul dengan 58,6 persen suara."
        ),
        {
            ("00", "presiden", 3, False),
        },
    ),
    (
        (
            "Jakarta - KPU RI menyebutkan sebanyak 486 bakal pasangan calon kepala daerah dinyatakan "
            "memenuhi syarat.\n"
            "Pemilihan gubernur dan wakil gubernur dengan status diterima sebanyak 25 bakal pasangan "
            "calon yang tersebar di 9 provinsi.\n"
            "Mereka terdiri dari 26 calon gubernur dan wakil gubernur, 615 calon bupati dan wakil "
            "bupati, serta 101 calon wali kota dan wakil wali kota. Kini tinggal 1 provinsi dan 40 "
            "kabupaten/kota yang pasangan calonnya hanya 1 pasangan calon."
        ),
        {
            ("00", None, 486, False),
            ("00", "gubernur", 25, False),
            ("00", "gubernur", 26, False),
            ("00", "bupati", 615, False),
            ("00", "wali_kota", 101, False),
        },
    ),
    (
        (
            "Cilegon - Empat pasang calon (paslon) calon kepala daerah (cakada) di Pilkada Kota "
            "Cilegon menyatakan siap menang. Satu dari 4 paslon menolak berkomentar."
        ),
        {
            ("36.72", "wali_kota", 4, False),
        },
    ),
    (
        (
            'Jakarta - "Pendaftaran ulang di Kota Tebing Tinggi sudah ditutup, dan pasangan calonnya '
            "tetap satu. Pendaftaran di Kabupaten Landak juga sudah ditutup dan tetap satu pasangan "
            'calon. Kemudian Buton, sudah ditutup dan satu pasangan calon," kata Komisioner KPU. '
            "Kabupaten Bone memiliki pasangan calon tunggal. Ada total 15 paslon kepala daerah "
            "tunggal secara nasional."
        ),
        {
            ("12.76", "wali_kota", 1, True),
            ("61.08", "bupati", 1, True),
            ("73.08", "bupati", 1, True),
            ("00", None, 15, True),
        },
    ),
    (
        (
            "Hasil sementara Pilkada di DIY\n"
            "1. Hasil Pilkada Bantul 2031\n"
            "Penghitungan suara di Pilkada Bantul mencapai 88,9 persen atau 1855 dari 2085 TPS di "
            "seluruh Bantul. Arif Mulia dan Joko Purba mendapat suara 57,6 persen, sedangkan Suharno "
            "dan Totok Darso mendapat suara 42,4 persen.\n"
            "2. Hasil Pilkada Gunungkidul 2031\n"
            "Empat pasangan berlaga dalam Pilkada Gunungkidul 2031. Hingga pukul 09.00 WIB, "
            "Gunungkidul mencapai penghitungan suara 99,9 persen atau 1899 dari 1900 TPS. Pasangan "
            "Surya dan Heri unggul dengan 33,2 persen (155.848 suara). Posisi kedua ditempati "
            "pasangan Sutris dan Mahmud dengan presentasi 30,6 persen (143.889 suara). Posisi ketiga "
            "diduduki Bambang dan Beni dengan suara 24, 8 persen."
        ),
        {
            ("34.03", "bupati", 4, False),
        },
    ),
    (
        (
            "Kupang - Hasil real count pilkada di NTT menunjukkan petahana tertinggal.\n"
            "Untuk Kabupaten Malaka, suara yang masuk sekitar 30,3 persen atau 120 TPS dari total 395"
            " TPS. Hanya dua pasangan calon yang bertarung.\n"
            "Untuk Kabupaten Belu, jumlah suara yang masuk mencapai 38,2 persen. Di Kabupaten Ngada, "
            "pasangan Paulus-Gregor memperoleh suara 8.601 suara (17,9 persen).\n"
            "Paket Edi-Weng mendulang 32,5 persen di Kabupaten Manggarai Barat, unggul tipis atas "
            "Paket Misi yang memperoleh 31,6 persen. Keduanya terpaut selisih 0,9 persen."
        ),
        {
            ("53.21", "bupati", 2, False),
        },
    ),
    (
        (
            "Sebanyak 294 desa di Kabupaten Magelang menggelar pilkades dengan total calon kades "
            "sebanyak 794 orang. Semula pendaftar bakal calon (balon) kades sebanyak 819 orang. "
            "Kabupaten Jember diikuti oleh 213 calkades yang terdiri dari 200 calon kades laki-laki "
            "dan 13 calon kades perempuan. Ada 33 pasangan suami istri yang bersaing."
        ),
        {
            ("33.08", "kepala_desa", 794, False),
            ("33.08", "kepala_desa", 819, False),
            ("35.09", "kepala_desa", 213, False),
        },
    ),
    (
        (
            "Pontianak - KPU Provinsi Kalimantan Barat mencatat tingkat partisipasi pada Pilgub "
            "Kalbar 2031 sebesar 67,9%, dari total DPT. Kabupaten Landak tertinggi, mencapai 82,6%, "
            "diikuti oleh Kabupaten Melawi dengan 81,3%, dan Kabupaten Sekadau sebesar 78,2%. Kota "
            "Pontianak terendah di angka 53,5%, diikuti oleh Kabupaten Mempawah (56,9%) dan Kota "
            "Singkawang (57,5%).\n"
            "Dari segi gender, pemilih perempuan mendominasi dengan jumlah 1.371.446 orang (50,8%), "
            "sedangkan pemilih laki-laki 1.323.505 orang (49,2%).\n"
            "Pasangan Riana-Kris unggul dengan 1.364.563 suara (52,8%), disusul oleh pasangan "
            "Sutar-Didi dengan 963.453 suara (37,3%). Keikutsertaan pemilik hak suara turun sekitar 2"
            " persen dari Pilgub sebelumnya. KPU mengundang tiga tim pasangan calon."
        ),
        {
            ("61", "gubernur", 3, False),
        },
    ),
    (
        (
            "Kendari - KPU Sulawesi Tenggara dan tiga kabupaten/kota menerima 15 pasangan bakal calon"
            " yang mendaftar pada Pilkada Serentak 2031. Tiga pasangan mendaftar untuk Pilkada "
            "Sultra, sisanya yaitu 12 pasangan mendaftar di tiga kabupaten/kota.\n"
            "Ketua KPU Sultra Hidayat mengatakan, 15 pasangan calon gubernur, bupati, dan wali kota "
            "resmi mendaftar. Pilgub, pilbup dan pilwali digelar bersamaan.\n"
            "Pilkada Buton Selatan diikuti empat pasangan bupati/wakil bupati, yakni tiga pasangan "
            "diajukan oleh partai politik dan satu pasangan melalui jalur independen."
        ),
        {
            ("74", None, 15, False),
            ("74", "gubernur", 3, False),
            ("74", None, 12, False),
            ("74.15", "bupati", 4, False),
            ("74.15", "bupati", 1, False),
        },
    ),
    (
        (
            "Jayapura - Dari 35 pasangan bakal calon bupati dan wakil bupati yang mendaftar di 11 "
            "KPUD di Provinsi Papua, sebanyak 31 pasangan bakal calon ditetapkan. Mengenai 4 pasangan"
            " bakal calon lainnya, KPU Papua menyebut jadwalnya berbeda."
        ),
        {
            ("91", "bupati", 35, False),
            ("91", "bupati", 31, False),
        },
    ),
    (
        (
            "JAKARTA - KPU RI mencatat 412 bakal pasangan calon. Untuk tingkat kota, pasangan yang "
            "memenuhi syarat sebanyak 61 pasangan.\n"
            "Berikut empat daerah dengan calon tunggal:\n"
            "Bengkulu\n"
            "1. Kabupaten Kaur (Rina Sari dan Budi Hartono)\n"
            "2. Lebong\n"
            "Jawa Tengah\n"
            "3. Kota Tegal (Wahid-Laras)\n"
            "Kemudian Kabupaten Pati di Jawa Tengah.\n"
            "Pati terakhir melapor pada malam itu kepada panitia."
        ),
        {
            ("00", None, 412, False),
            ("00", "wali_kota", 61, False),
            ("17.04", "bupati", 1, True),
            ("17.07", "bupati", 1, True),
            ("33.76", "wali_kota", 1, True),
            ("33.18", "bupati", 1, True),
        },
    ),
    (
        (
            "Dari enam pasangan calon yang mendaftar di Kabupaten Kaur, lima ditetapkan. Kabupaten "
            "Lebong tiga dari empat, Kabupaten Seluma hanya dua.\n"
            '"Lima pasangan itu segera berkampanye," kata Rina.\n'
            "Sementara satu pasangan bakal calon di Kabupaten Mukomuko dinyatakan tidak lolos."
        ),
        {
            ("17.04", "bupati", 6, False),
            ("17.04", "bupati", 5, False),
            ("17.07", "bupati", 3, False),
            ("17.07", "bupati", 4, False),
            ("17.05", "bupati", 2, False),
            ("17.06", "bupati", 1, False),
        },
    ),
    (
        (
            "Rekap bapaslon se-Bengkulu: Kaur 3, Lebong 4, Seluma 2. Jumlah daerah yang diisi dua "
            "pasangan calon ada 81.\n"
            "Tiga pasangan calon mendaftar di Kabupaten Kaur, Kabupaten Lebong dan Kabupaten Seluma."
        ),
        {
            ("17.04", "bupati", 3, False),
            ("17.07", "bupati", 4, False),
            ("17.05", "bupati", 2, False),
        },
    ),
    (
        (
            "KPU Kabupaten Kaur menetapkan 402 Daftar Calon Tetap (DCT) anggota legislatif.\n"
            '"Ada dua daerah yang melawan kotak suara kosong di Bengkulu," kata Rina. "Dua daerah itu '
            'Kabupaten Lebong dan Kabupaten Seluma," ujar Budi.'
        ),
        {
            ("17.04", "legislatif", 402, False),
            ("17.07", "bupati", 1, True),
            ("17.05", "bupati", 1, True),
        },
    ),
    (
        (
            "Debat Pilkada 2031 pasangan calon Bupati Kaur digelar dua kali. Semula enam pasangan mendaftar, lima "
            "ditetapkan.\n"
            "Di Kabupaten Lebong hanya ada satu pasangan calon, di Kabupaten Seluma calon tunggal juga petahana."
        ),
        {
            ("17.04", "bupati", 6, False),
            ("17.04", "bupati", 5, False),
            ("17.07", "bupati", 1, True),
            ("17.05", "bupati", 1, True),
        },
    ),
    (
        (
            "Pilkades serentak digelar di Kabupaten Boyolali. Yang ditunda Desa Kuwiran, Kecamatan "
            "Banyudono. Semula ada tiga bakal calon yang mendaftar di sana.\n"
            "Dari desa-desa tersebut tercatat 626 calon kepala desa bertarung."
        ),
        {
            ("33.09.09.2005", "kepala_desa", 3, False),
            ("33.09", "kepala_desa", 626, False),
        },
    ),
    (
        (
            "KPU RI menerima pendaftaran 59 bacalon anggota DPD. Berikut datanya:\n"
            "1. Aceh : 4 bacalon\n"
            "2. Banten : 3 bacalon\n"
            "3. Bengkulu : 1 bacalon\n"
            "\n"
            "Sebelumnya ada 700 orang yang memenuhi syarat sebagai calon anggota DPD."
        ),
        {
            ("00", "legislatif", 59, False),
            ("11", "legislatif", 4, False),
            ("36", "legislatif", 3, False),
            ("17", "legislatif", 1, False),
            ("00", "legislatif", 700, False),
        },
    ),
    (
        (
            "Ada 23 bapaslon yang mendaftar di 8 KPU kabupaten/kota se-Provinsi Bengkulu, jika sebelumnya "
            "hanya 21 bapaslon."
        ),
        {
            ("17", None, 23, False),
            ("17", None, 21, False),
        },
    ),
]

# One claim of how many stand in Kabupaten Kaur, by the value expected.
FORMS = {
    (1, True): [
        "Pilkada Kabupaten Kaur diikuti calon tunggal.",
        "Pilkada Kabupaten Kaur hanya diikuti satu pasangan calon.",
        "Di Kabupaten Kaur satu pasang calon akan melawan kotak kosong.",
        "Di Kabupaten Kaur petahana melawan kolom kosong.",
        "Pendaftar pasangan calon di Kabupaten Kaur hanya tunggal meski masa pendaftaran diperpanjang.",
    ],
    (2, False): [
        "Pilkada Kabupaten Kaur hanya diikuti dua pasangan bupati dan wakil bupati.",
        "Pilkada Kabupaten Kaur diprediksi bakal diikuti dua paslon.",
        "Elektabilitas dua calon bupati Kaur bersaing ketat di Kabupaten Kaur.",
        "Warga Kabupaten Kaur akan memilih dua pasangan calon.",
        "Di Kabupaten Kaur KPU memutuskan dan menetapkan nomor urut dua paslon.",
        "Pilkada Kabupaten Kaur diikuti dua paslon.",
        "Pilkada Kabupaten Kaur diikuti 2 pasang calon.",
        "KPU Kabupaten Kaur menetapkan 2 (dua) pasangan calon bupati dan wakil bupati.",
        "Kabupaten Kaur: 2 paslon",
        "Jumlah paslon di Kabupaten Kaur ada dua.",
    ],
    (5, False): [
        "Sebanyak lima bakal pasangan calon mendaftar ke KPU Kabupaten Kaur.",
        "Ada lima pasangan bakal calon di Kabupaten Kaur.",
        "Di Kabupaten Kaur ada 5 bapaslon.",
        "Di Kabupaten Kaur pasangan calon yang mendaftar sebanyak lima pasangan.",
        "Pilkada Kabupaten Kaur diperebutkan lima kandidat.",
        "Sebanyak lima calon berebut kursi Bupati Kabupaten Kaur.",
        "Lima kandidat pasangan bupati dan wakil bupati di Kabupaten Kaur berdebat.",
    ],
}

NO_CLAIM = [
    "Seleksi itu selesai dengan 31 bakal calon (Balon) anggota komisioner Bawaslu Kabupaten Kaur.",
    "KPU Kabupaten Kaur menganggarkan biaya kampanye untuk lima pasangan calon.",
    "Pemilih Kabupaten Kaur berharap ada pilihan, 'nggak' calon tunggal.",
    "Di sejumlah daerah baru ada satu bakal pasangan calon, kata KPU Kabupaten Kaur.",
    "MK memenangkan gugatan dua pasangan calon terhadap KPU Kabupaten Kaur.",
    "Empat calon anggota DPD di Bengkulu yang meraih suara terbanyak hadir.",
    "PDIP umumkan enam pasangan calon di Kabupaten Kaur. Enam pasangan calon itu akan diumumkan besok.",
    "Sudah 10 bakal pasangan calon di Bengkulu yang mendapat rekomendasi dari partai.",
    "Dua paslon tunggal unggul telak di Kabupaten Kaur dan Kabupaten Lebong.",
    "Perempuan di Kabupaten Kaur dua dari tujuh DCT partai itu.",
    "Kedua pasangan calon di Kabupaten Kaur hadir.",
    "Keempat paslon di Kabupaten Kaur hadir.",
    "Ke dua pasangan calon di Kabupaten Kaur hadir.",
    "Salah satu pasangan calon di Kabupaten Kaur absen.",
    "Pasangan calon nomor urut 2 di Kabupaten Kaur unggul.",
    "KPU Kabupaten Kaur menerima 3.137 surat suara.",
    "Jika hanya ada satu pasangan calon, pendaftaran di Kabupaten Kaur diperpanjang.",
    "Minimal dua pasangan calon harus ada di Kabupaten Kaur.",
    "Jika pada akhirnya pilkada serentak di Kabupaten Kaur tahun depan hanya diikuti dua paslon, ramai.",
    "Pilkada Kabupaten Kaur ramai. Tiga daerah lain baru memiliki dua paslon.",
    "Rapat di Kabupaten Kaur diikuti empat calon jemaah haji.",
    "Partai itu mengusung dua pasangan calon di Kabupaten Kaur.",
    "KPU menetapkan lima pasangan calon sebagai bupati terpilih di Provinsi Bengkulu.",
    "Sebanyak 33 pasangan suami istri di Kabupaten Kaur mencoblos.",
    "Pilkada di 11 kabupaten di Provinsi Bengkulu memakai 2.400 TPS.",
    "Sebanyak 25 anggota DPRD Kabupaten Kaur dilantik.",
]


def document(text: str) -> Document:
    """A document with its regions; "Kaur - " and "Kaur (ANTARA)" are datelines."""
    place = re.match(r"[A-Z][A-Za-z ]+(?= - | \(ANTARA\))", text)
    return with_regions(text, place.group() if place else "")


def found(text: str) -> list[CandidateCount]:
    return counts.find(document(text))


@pytest.mark.parametrize(("text", "expected"), REPORTS)
def test_report(text: str, expected: set[tuple[object, ...]]) -> None:
    facts = {(f.region_code, f.election, f.count, f.uncontested) for f in found(text)}
    assert facts == expected


@pytest.mark.parametrize(
    ("text", "expected"), [(text, value) for value, texts in FORMS.items() for text in texts]
)
def test_form(text: str, expected: tuple[int, bool]) -> None:
    facts = {(f.region_code, f.election, f.count, f.uncontested) for f in found(text)}
    assert facts == {("17.04", "bupati", *expected)}


@pytest.mark.parametrize("text", NO_CLAIM)
def test_no_claim(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("KPU Kabupaten Kaur menetapkan tiga pasangan calon.", "certified"),
        ("Tiga pasangan calon mendaftar ke KPU Kabupaten Kaur.", "registered"),
        ("Dua paslon di Kabupaten Kaur tidak memenuhi syarat.", "rejected"),
        ("Di Kabupaten Kaur ada tiga paslon.", "contesting"),
    ],
)
def test_stage(text: str, stage: str) -> None:
    assert [fact.stage for fact in found(text)] == [stage]


# Where sole candidates stand is told in lists of many forms: (text, the regions listed).
LISTS = [
    (
        "Berikut daftar daerah yang hanya diikuti satu paslon:\n"
        "- Provinsi Papua Barat\n- Kabupaten Kaur, Bengkulu\n- Kota Bima, Nusa Tenggara Barat\n",
        {"92", "17.04", "52.72"},
    ),
    (
        "Ada 12 daerah yang hanya memiliki satu pasangan calon.\n"
        "Ke-12 daerah itu antara lain Kabupaten Kaur di Bengkulu dan Kota Bima.",
        {"17.04", "52.72"},
    ),
    (
        "Berikut 30 wilayah dengan calon tunggal:\nPilkada kabupaten\n"
        "1. Bengkulu 2 kabupaten (Kaur dan Lebong)\n2. Jambi 1 kabupaten (Kerinci)\n",
        {"17.04", "17.07", "15.01"},
    ),
    (
        "Secara nasional tiga pasangan calon tunggal maju. Ketua KPU Arman hadir.\n"
        "Di Bengkulu ada dua: Kabupaten Kaur dan Lebong.\nDi Jambi ada tiga: Kabupaten Kerinci.",
        {"00", "17.04", "17.07"},
    ),
    (
        "KPU RI: terdapat dua daerah dengan satu pasangan calon yang mendaftar.\n"
        "Daerah tersebut Kabupaten Kaur dan Kota Bima.",
        {"17.04", "52.72"},
    ),
    (
        "Dua pasangan calon melawan kotak kosong, yakni di Kabupaten Kaur dan Kabupaten Lebong.",
        {"17.04", "17.07"},
    ),
    (
        "Ada tiga daerah yang hanya memiliki satu paslon.\n"
        "Ketiga daerah itu adalah Kabupaten Kaur dengan paslon Rina-Budi, Kabupaten Lebong dengan Joni-Sari.\n"
        "Kabupaten Seluma dengan paslon Tono-Wati diusung empat partai.",
        {"17.04", "17.07", "17.05"},
    ),
    (
        "Tiga daerah hanya memiliki satu paslon, kata KPU RI.\nIni Jadwal Debat Pilkada\n"
        "Masing-masing daerah tersebut yaitu, Kabupaten Kaur Bengkulu, Kabupaten Lebong, dan Kota Bima.",
        {"17.04", "17.07", "52.72"},
    ),
    (
        "Ada tiga daerah yang hanya diikuti calon tunggal.\n"
        "Adapun tiga daerah itu, yakni Kabupaten Kaur dengan Rina-Budi. Keduanya petahana.\n"
        "Kemudian di Kabupaten Lebong, Joni-Sari. Partai pengusungnya empat.\n"
        "Terakhir ada Tono-Wati pada Pilkada Kabupaten Seluma.",
        {"17.04", "17.07", "17.05"},
    ),
    (
        "Terdapat tiga pemilihan yang hanya punya satu paslon. Terdapat di Kabupaten Kaur (Bengkulu), Kabupaten "
        "Lebong (Bengkulu).",
        {"17.04", "17.07"},
    ),
    (
        "Sebanyak dua pilkada di Bengkulu dipastikan berhadapan dengan kotak kosong. Kedua Pilkada "
        "kabupaten tersebut adalah Kabupaten Kaur dan Lebong.",
        {"17.04", "17.07"},
    ),
    (
        "Calon tunggal terbanyak berada di Bengkulu. Mereka tersebar di dua kabupaten/kota, yaitu Kabupaten Kaur "
        "dan Lebong.\n\nDi posisi kedua, ada Provinsi Jambi dengan satu daerah, yakni Kabupaten Kerinci.",
        {"17.04", "17.07", "15.01"},
    ),
    (
        "KPU memberi waktu bagi partai di tiga daerah, yaitu Kabupaten Kaur, Lebong, dan Seluma. Aturannya baru.\n"
        "Hingga kini ketiga daerah tersebut hanya memiliki satu pasangan calon masing-masing.",
        {"17.04", "17.07", "17.05"},
    ),
    (
        "Kabupaten Kaur dan Kabupaten Lebong menggelar pilkada ulang.\n\n"
        "Pilkada ulang tersebut digelar karena paslon tunggal kalah dari kotak kosong.",
        {"17.04", "17.07"},
    ),
    (
        "Tiga daerah diikuti calon tunggal yaitu Kabupaten Kaur, Kabupaten\nLebong, Kota\nBima, kata Rina.",
        {"17.04", "17.07", "52.72"},
    ),
]


@pytest.mark.parametrize(("text", "codes"), LISTS)
def test_listed_regions_have_one_each(text: str, codes: set[str]) -> None:
    facts = found(text)
    assert all(fact.uncontested for fact in facts)
    assert {fact.region_code for fact in facts} == codes
    assert all(fact.count == 1 for fact in facts if fact.region_code != "00")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "KPU RI menerima 9 paslon di 7 provinsi, 47 paslon di 38 kabupaten dan 15 paslon di 11 kota.",
            {("gubernur", 9), ("bupati", 47), ("wali_kota", 15)},
        ),
        ("KPU RI menerima 61 paslon di 20 kabupaten dan 3 kota.", {(None, 61)}),
        (
            "Secara nasional KPU RI menerima 300 paslon dari tingkat provinsi, kabupaten, dan kota. "
            "Untuk tingkat kabupaten dari 90 daerah terdapat 241 paslon. Untuk wali kota dan wakil wali "
            "kota 59 paslon.",
            {(None, 300), ("bupati", 241), ("wali_kota", 59)},
        ),
        ("Secara nasional ada 81 calon kepala daerah. Calon bupati dilarang mundur.", {(None, 81)}),
        (
            "KPU RI: jumlah pasangan calon yang mendaftar ada 191 untuk 110 kabupaten.",
            {("bupati", 191)},
        ),
    ],
)
def test_counted_races_tell_the_election(text: str, expected: set[tuple[str | None, int]]) -> None:
    assert {(fact.election, fact.count) for fact in found(text)} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Di Kabupaten Kaur dan Lebong pemungutan suara diulang. Di kedua kabupaten itu ada tiga paslon.",
        "Di Kabupaten Kaur dan Lebong pemungutan suara diulang. Masing-masing diikuti tiga paslon.",
        "Dua kabupaten hanya diikuti tiga paslon, yakni Kabupaten Kaur dan Kabupaten Lebong.",
    ],
)
def test_a_count_holds_for_each_of_the_regions_named_together(text: str) -> None:
    assert {(fact.region_code, fact.count) for fact in found(text)} == {("17.04", 3), ("17.07", 3)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Pilkada Kabupaten Kaur diikuti tiga paslon, begitu juga Lebong dan Seluma.",
            {("17.04", 3), ("17.07", 3), ("17.05", 3)},
        ),
        (
            "Duel terjadi di Kabupaten Kaur, Lebong, dan Seluma. Di tiga daerah itu hanya ada dua paslon.",
            {("17.04", 2), ("17.07", 2), ("17.05", 2)},
        ),
        (
            "Pilkada Kabupaten Kaur diikuti tiga paslon. Hal serupa terjadi di Lebong dan Seluma.",
            {("17.04", 3), ("17.07", 3), ("17.05", 3)},
        ),
        (
            "Kabupaten Kaur tiga paslon, Lebong dan Seluma masing-masing kini dua, total tujuh paslon.",
            {("17.04", 3), ("17.07", 2), ("17.05", 2), ("17", 7)},
        ),
        (
            "Dua daerah diikuti tiga pasangan calon. Keduanya adalah Kabupaten Kaur dan Lebong.",
            {("17.04", 3), ("17.07", 3)},
        ),
        (
            "Bengkulu diikuti 46 paslon. Dari total 46 paslon itu ada dua kabupaten yang memiliki calon "
            "tunggal, yaitu Kaur dan Lebong.",
            {("17", 46), ("17.04", 1), ("17.07", 1)},
        ),
        (
            "Daerah dengan calon tunggal berkurang karena ada penambahan satu paslon di Kabupaten Kaur.",
            set(),
        ),
        (
            "KPU RI mencatat 81 paslon gugur. 6 bapaslon tersebut ada di Pilbup Kaur dan Pilbup Lebong.",
            {("00", 81)},
        ),
    ],
)
def test_counts_told_of_regions_again(text: str, expected: set[tuple[str, int]]) -> None:
    assert {(fact.region_code, fact.count) for fact in found(text)} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "KPU RI: 81 pasangan adalah pasangan calon bupati, 29 calon pasangan wali kota dan wakil wali kota.",
            {("bupati", 81), ("wali_kota", 29)},
        ),
        (
            "KPU RI: yang gugur 5 pasangan calon untuk bupati, kemudian 2 pasangan calon untuk wali kota.",
            {("bupati", 5), ("wali_kota", 2)},
        ),
    ],
)
def test_the_election_behind_a_count(text: str, expected: set[tuple[str | None, int]]) -> None:
    assert {(fact.election, fact.count) for fact in found(text)} == expected


def test_a_count_of_races_of_all_levels_is_of_none() -> None:
    text = (
        "Untuk pilgub Bengkulu tidak ada calon perseorangan. Di Bengkulu delapan bakal paslon mendaftar. "
        "Ada 8 bakal paslon di enam daerah."
    )
    assert {(f.region_code, f.election, f.count) for f in found(text)} == {("17", None, 8)}


def test_one_pair_so_far_is_not_alone() -> None:
    text = "Ada dua daerah yang baru memiliki satu paslon, yakni Kabupaten Kaur dan Lebong."
    assert [(f.count, f.uncontested) for f in found(text)] == [(1, False), (1, False)]


def test_the_whole_of_a_part_is_a_count_of_its_own() -> None:
    text = "Tiga belas pasangan calon dari 573 pasangan yang mendaftar di KPU akan melawan kotak kosong."
    assert {(f.region_code, f.count, f.uncontested) for f in found(text)} == {
        ("00", 13, True),
        ("00", 573, False),
    }


def test_a_sum_is_of_the_province_that_the_article_keeps_to() -> None:
    text = (
        "Hingga pendaftaran ditutup, total ada 26 pasangan yang mendaftar. Di Kabupaten Kaur ramai. Di Kabupaten "
        "Lebong sepi. Di Kabupaten Seluma hujan. Di Kota Bengkulu macet."
    )
    assert {(f.region_code, f.count) for f in found(text)} == {("17", 26)}


def test_a_mayor_is_of_the_city_with_the_name_of_its_province() -> None:
    (fact,) = found("Tiga pasangan bakal calon wali kota (cawali) Gorontalo mendaftar.")
    assert (fact.region_code, fact.election) == ("75.71", "wali_kota")


def test_a_list_of_the_senate_goes_by_province() -> None:
    text = (
        "Berikut rincian DCT DPD di tiap provinsi dari total 945 nama:\n\n"
        "Aceh 40 (36 laki-laki, 4 perempuan), Sumatera Utara 24 (22 laki-laki, 2 perempuan)."
    )
    assert {(f.region_code, f.count) for f in found(text)} >= {("11", 40), ("12", 24)}


def test_one_in_each_of_several_kabupaten_is_of_bupati() -> None:
    (fact,) = found("Hanya ada 2 calon independen yakni di Kabupaten Kaur dan Kabupaten Lebong.")
    assert (fact.region_code, fact.election, fact.count) == ("17", "bupati", 2)


def test_those_who_fail_are_counted_beside_the_others() -> None:
    text = (
        "Di Kabupaten Kaur 332 bacaleg memenuhi syarat, 428 bacaleg lainnya tidak memenuhi syarat."
    )
    assert {f.count for f in found(text)} == {332, 428}


def test_those_who_ask_a_party_for_its_backing_are_told_of_by_their_parts_too() -> None:
    text = (
        "Di Kabupaten Kaur 45 bakal calon bupati dan wakil bupati melamar ke Partai Demokrat. Mereka terdiri "
        "dari 28 bakal calon bupati dan 17 bakal calon wakil bupati."
    )
    assert found(text) == []


def test_candidates_for_the_parliament_are_of_the_country() -> None:
    text = (
        "Jakarta - KPU menetapkan 9.918 calon anggota DPR RI. Jumlah itu berkurang menjadi 9.917."
    )
    assert {(f.region_code, f.election, f.count) for f in found(text)} == {
        ("00", "legislatif", 9917),
        ("00", "legislatif", 9918),
    }


def test_governors_are_of_the_province_named_last() -> None:
    text = (
        "Kabupaten di Provinsi Papua Selatan berjumlah empat. Penduduknya sedikit.\n\n"
        "Untuk pilgub ini hanya dua pasangan calon gubernur mendaftar.\n\n"
        "Di Provinsi Papua Barat Daya ada empat, di Provinsi Papua dua, di Papua Tengah empat, di Maluku tiga."
    )
    assert ("93", "gubernur", 2) in {(f.region_code, f.election, f.count) for f in found(text)}


def test_governors_are_of_the_province() -> None:
    (fact,) = found("KPU Kabupaten Kaur mengundang tiga pasangan calon gubernur.")
    assert (fact.region_code, fact.election) == ("17", "gubernur")


def test_presidents_are_of_the_country() -> None:
    (fact,) = found("Pilpres diikuti tiga pasangan calon presiden, kata KPU Kabupaten Kaur.")
    assert (fact.region_code, fact.election) == ("00", "presiden")


def test_a_part_is_no_count_of_all() -> None:
    text = (
        "Pilkada Kabupaten Kaur diikuti empat pasangan calon. Dua pasangan maju lewat jalur partai."
    )
    assert {fact.count for fact in found(text)} == {4}


def test_a_few_of_a_list_for_the_parliament_are_no_count_of_all() -> None:
    text = (
        "KPU Kabupaten Kaur menetapkan sebanyak 402 orang masuk dalam daftar calon tetap (DCT) anggota "
        "DPRD, dari 480 bacaleg yang mendaftar. Sebanyak 78 bacaleg tidak memenuhi syarat. Partai Garuda "
        "hanya memiliki 18 caleg. Jumlah caleg laki-laki menjadi 90 orang. Dua caleg mantan narapidana "
        "dicoret."
    )
    assert {(c.region_code, c.count) for c in found(text)} == {
        ("17.04", 402),
        ("17.04", 480),
        ("17.04", 78),
        ("17.04", 2),
    }


def test_those_without_a_party_are_counted_beside_all() -> None:
    text = (
        "Pilkada Kabupaten Kaur diikuti empat pasangan calon, yakni tiga pasangan dari partai politik dan satu "
        "pasangan melalui jalur perseorangan."
    )
    assert {fact.count for fact in found(text)} == {4, 1}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "dua",
                "3",
                "pasangan",
                "calon",
                "paslon",
                "Kaur,",
                "tunggal",
                ".",
                "\n",
                "melawan",
                "kotak",
                "kosong",
            ]
        )
    )
)
def test_offsets_hold_for_any_text(words: list[str]) -> None:
    text = " ".join(words)
    for fact in found(text):
        assert 0 <= fact.start < fact.end <= len(text)
        assert fact.count > 0


GUARDS: list[Rule] = read_toml(rules_root() / "candidate_guards.toml", RuleFile).rule


@pytest.mark.parametrize("rule", GUARDS, ids=lambda rule: rule.id)
def test_guard(rule: Rule) -> None:
    for example in rule.examples:
        kinds = {g.kind for g in count_forms.guards(document(example.text)) if g.rule_id == rule.id}
        assert kinds == {rule.values["kind"]}
    for negative in rule.negatives:
        assert rule.id not in {g.rule_id for g in count_forms.guards(document(negative))}
