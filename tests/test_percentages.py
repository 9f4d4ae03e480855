"""Percentages: their forms, what they measure, and where."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import with_regions

from pipeline import measures, percentages
from pipeline.rules import Rule, RuleFile, read_toml, rules_root
from pipeline.types import Document, Percentage, Span

# Invented reports in the manner of real ones, each with all of its percentages:
# value, upper value, measure, region.
REPORTS = [
    (
        (
            "BENGKULU - KPU Provinsi Bengkulu mencatat kenaikan jumlah pemilih di dua kabupaten, yakni:\n"
            "- Kabupaten Kaur, 4,5 persen.\n"
            "- Kabupaten Lebong, 3,5 persen.\n"
            "Gugatan hasil pilkada dibatasi menurut penduduk.\n"
            "- 2 persen untuk kabupaten dengan penduduk sampai 250 ribu jiwa.\n"
            "Di Kabupaten Kaur pasangan Rina-Budi meraih 31.204 suara (50,5 persen). Selisihnya 1/2 persen."
        ),
        {
            (4.5, None, "change", "17.04"),
            (3.5, None, "change", "17.07"),
            (2.0, None, "threshold", "17"),
            (50.5, None, "vote_share", "17.04"),
            (0.5, None, "vote_share", "17.04"),
        },
    ),
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
            (50.0, None, "threshold", "33.18"),
            (74.5, None, "vote_share", "33.18"),
            (25.5, None, "vote_share", "33.18"),
            (68.7, None, "turnout", "33.18"),
            (90.0, None, "vote_share", "33.18.06"),
            (94.3, None, "vote_share", "33.18.06"),
            (5.7, None, "vote_share", "33.18.06"),
            (93.0, None, "vote_share", "33.18.07"),
            (7.0, None, "vote_share", "33.18.07"),
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
            (50.0, None, "threshold", "00"),
        },
    ),
    (
        (
            "JAKARTA - Komisi Pemilihan Umum (KPU) RI mengungkap tingkat partisipasi pemilih di "
            "Pilkada 2031 mencapai 76,2 persen.\n"
            "Adapun untuk pemilihan gubernur dan wakil gubernur, tingkat partisipasi rata-rata "
            "mencapai 69,6 persen. Sementara pada pemilihan bupati dan wakil bupati angka partisipasi"
            " pemilih rata-rata mencapai 77,5 persen.\n"
            "Yang tertinggi untuk pemilihan gubernur yaitu Provinsi Sulawesi Utara sebesar 78,7 "
            "persen. Selanjutnya Provinsi Bengkulu 77,7 persen dan Provinsi Kalimantan Utara 74,6 "
            "persen.\n"
            "Kemudian pemilihan bupati dengan yang tertinggi yaitu Kabupaten Yahukimo, Kabupaten "
            "Yalimo dan Kabupaten Pegunungan Bintang, Papua dengan tingkat partisipasi mencapai 100 "
            "persen.\n"
            "Pemilihan wali kota yang tertinggi yaitu Kota Tomohon sebesar 91,7 persen, Kota Tidore "
            "Kepulauan, Maluku Utara 89,1 persen dan Kota Metro Lampung 83,1 persen."
        ),
        {
            (76.2, None, "turnout", "00"),
            (69.6, None, "turnout", "00"),
            (77.5, None, "turnout", "00"),
            (78.7, None, "turnout", "71"),
            (77.7, None, "turnout", "17"),
            (74.6, None, "turnout", "65"),
            (100.0, None, "turnout", "95.03"),
            (100.0, None, "turnout", "95.06"),
            (100.0, None, "turnout", "95.02"),
            (91.7, None, "turnout", "71.73"),
            (89.1, None, "turnout", "82.72"),
            (83.1, None, "turnout", "18.72"),
        },
    ),
    (
        (
            "JAKARTA - Lembaga pemantau mencatat tingkat partisipasi di 200 daerah mencapai 68 "
            "persen. Rinciannya, pilkada Kota Medan terendah dengan tingkat partisipasi 27 persen. "
            "Disusul Kota Batam 50 persen.\n"
            '"Lalu Kabupaten Serang (51 persen), Jember (52 persen), Tuban (53 persen), Karimun (54 '
            'persen), Padang Pariaman (55 persen) dan Kabupaten Agam (56 persen)," ujarnya.\n'
            "Jumlah pemilih laki-laki 47.031.770 atau 49,9 persen. Sementara pemilih perempuan "
            "mencapai 47.085.685 atau 50,1 persen."
        ),
        {
            (68.0, None, "turnout", "00"),
            (27.0, None, "turnout", "12.71"),
            (50.0, None, "turnout", "21.71"),
            (51.0, None, "turnout", "36.04"),
            (52.0, None, "turnout", "35.09"),
            (53.0, None, "turnout", "35.23"),
            (54.0, None, "turnout", "21.02"),
            (55.0, None, "turnout", "13.05"),
            (56.0, None, "turnout", "13.06"),
            (49.9, None, "voter_share", "00"),
            (50.1, None, "voter_share", "00"),
        },
    ),
    (
        (
            "Jakarta - Elektabilitas pasangan Arman-Budi hanya unggul tipis dari pasangan Candra-Dewi"
            " pada Pilgub DKI Jakarta. Demikian hasil survei lembaga Cermin.\n"
            '"Pasangan Arman-Budi mendapat 47,9 persen. Sementara itu pasangan Candra-Dewi memperoleh'
            ' 46,8 persen. Selisih hanya satu persen," kata peneliti Cermin.\n'
            "Sementara, 5,2 persen responden menjawab tidak tahu atau merahasiakan pilihannya.\n"
            "Dibanding bulan lalu, dukungan Candra-Dewi naik 3,1 persen, sementara Arman-Budi turun "
            "2,8 persen.\n"
            "Jumlah responden yang dapat diwawancarai (response rate) adalah 446 responden (55,8 "
            "persen).\n"
            "Toleransi kesalahan (margin of error) pada survei ini sebesar +- 4,7 persen dengan "
            "tingkat kepercayaan 95 persen.\n"
            "Sebanyak 50 persen responden mengaku cukup puas atas kinerja Pemprov DKI. Sedangkan yang"
            " tidak puas sama sekali sebanyak 6 persen."
        ),
        {
            (47.9, None, "support", "31"),
            (46.8, None, "support", "31"),
            (1.0, None, "support", "31"),
            (5.2, None, "support", "31"),
            (3.1, None, "change", "31"),
            (2.8, None, "change", "31"),
            (55.8, None, "other", "31"),
            (4.7, None, "other", "31"),
            (95.0, None, "other", "31"),
            (50.0, None, "support", "31"),
            (6.0, None, "support", "31"),
        },
    ),
    (
        (
            "Surabaya - Survei dilakukan di Jawa Timur dengan 1.200 responden. Margin of error dari "
            "survei tersebut +- 2,8% dengan tingkat kepercayaan 95%.\n"
            "Hasilnya, pasangan Hana-Edi menempati posisi teratas dengan perolehan suara 42,4 % "
            "menyusul di bawahnya pasangan Gani-Putri dengan suara sebanyak 35,8%.\n"
            '"Simulasi kertas suara: 42,4% Hana-Edi, 35,8% Gani-Putri, dan yang belum memutuskan '
            'sebanyak 21,9%. Jadi Hana-Edi unggul 6,6%," kata direktur lembaga itu.\n'
            "Hana Indah unggul (42,6%), Gani Yusuf (39,6%)."
        ),
        {
            (2.8, None, "other", "35"),
            (95.0, None, "other", "35"),
            (42.4, None, "support", "35"),
            (35.8, None, "support", "35"),
            (21.9, None, "support", "35"),
            (6.6, None, "support", "35"),
            (42.6, None, "support", "35"),
            (39.6, None, "support", "35"),
        },
    ),
    (
        (
            "PURWAKARTA - KPU Kabupaten Purwakarta menetapkan syarat minimal dukungan bakal pasangan "
            "calon perseorangan.\n"
            "Setiap pasangan calon perseorangan harus memiliki 7,5 persen dukungan dari total Daftar "
            "Pemilih Tetap (DPT) di Kabupaten Purwakarta.\n"
            '"DPT kami di bawah satu juta, persentase dukungannya minimal 7,5 persen," kata dia. '
            "Dukungan itu minimal harus tersebar di 50 persen kecamatan yang ada.\n"
            "Untuk partai, syaratnya 20 persen dari jumlah kursi DPRD atau 25 persen dari akumulasi "
            "suara sah partai politik hasil pemilu."
        ),
        {
            (7.5, None, "threshold", "32.14"),
            (50.0, None, "threshold", "32.14"),
            (20.0, None, "threshold", "32.14"),
            (25.0, None, "threshold", "32.14"),
        },
    ),
    (
        (
            "Jakarta, Portal.com - Hasil real count KPU untuk pilgub mulai terlihat.\n"
            "Di Jawa Barat Rudi-Umar unggul dengan perolehan suara 33,2 persen. Selanjutnya pasangan "
            "nomor 2 Tono Hasan-Anton Wijaya mendapat perolehan suara sebesar 12,5 persen, pasangan "
            "nomor 3 Sudrajat-Akhmad 28,3 persen, dan Deni Mizan-Dedi Mulya 25,9 persen. Data KPU "
            "Jabar yang masuk mencapai 90,9 persen, yang berasal dari 68.137 TPS.\n"
            "Di Jawa Tengah, Gani-Yusuf sementara menang di 31 kabupaten/kota. Data yang terkumpul "
            "melalui formulir C1 sebanyak 98,7 persen atau 63.187 TPS. Gani-Yusuf mendapat suara "
            "sebanyak 10.235.780 atau 58,8 persen. Sementara Sudirja-Ida mendapat suara sebanyak "
            "7.173.539 atau 41,2 persen.\n"
            "Di Pilkada Sumut berdasarkan suara masuk pada Jumat lalu sebanyak 91.38 persen atau "
            "25.110 TPS, pasangan Edwin-Musa mengungguli lawannya. Edwin-Musa memperoleh 57.69% atau "
            "3.005.972 suara."
        ),
        {
            (33.2, None, "vote_share", "32"),
            (12.5, None, "vote_share", "32"),
            (28.3, None, "vote_share", "32"),
            (25.9, None, "vote_share", "32"),
            (90.9, None, "readiness", "32"),
            (98.7, None, "readiness", "33"),
            (58.8, None, "vote_share", "33"),
            (41.2, None, "vote_share", "33"),
            (91.38, None, "readiness", "12"),
            (57.69, None, "vote_share", "12"),
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
        set(),
    ),
    (
        (
            "Kupang (ANTARA) - KPU Provinsi Nusa Tenggara Timur mencatat Pilgub NTT diikuti tiga "
            "pasangan calon. Sementara itu Pilkada Kabupaten Kupang diikuti lima paslon, Kabupaten "
            "Belu dan Malaka masing-masing dua paslon, Kota Kupang empat, Sikka tiga dan Ende dua "
            "pasangan calon."
        ),
        set(),
    ),
    (
        (
            "Manado - KPU Sulawesi Utara menyebut ada tiga pasangan calon di Kabupaten Minahasa, dua "
            "pasangan di Kota Bitung dan empat pasangan di Kota Manado."
        ),
        set(),
    ),
    (
        (
            'Sorong - "Calon tunggal tingkat provinsi saat ini hanya di Papua Barat," kata Ketua '
            "Divisi Teknis KPU RI. Pasangan calon gubernur dan wakil gubernur Papua Barat akan "
            "melawan kotak kosong. Jika kotak kosong menang, pilkada diulang."
        ),
        set(),
    ),
    (
        (
            "Makassar - Debat perdana Pilwalkot Makassar diikuti empat pasangan calon. Kedua pasangan"
            " calon nomor urut 1 dan 2 tampil lebih dulu. Salah satu pasangan calon absen. Partai "
            "Golkar mengusung tiga pasangan calon di Sulawesi Selatan. Minimal dua pasangan calon "
            "harus hadir."
        ),
        set(),
    ),
    (
        (
            "Serang - Sebanyak 709 calon kepala desa (calkades) di Kabupaten Pandeglang akan bersaing"
            " pada pilkades serentak. Dari jumlah itu, 674 calon laki-laki atau 95 persen dan 35 "
            "perempuan."
        ),
        {
            (95.0, None, "voter_share", "36.01"),
        },
    ),
    (
        (
            "Sampit - KPU Kabupaten Kotawaringin Timur menetapkan 441 calon anggota DPRD dalam daftar"
            " calon tetap. Keterwakilan perempuan mencapai 34 persen."
        ),
        {
            (34.0, None, "voter_share", "62.02"),
        },
    ),
    (
        (
            "Jakarta - KPU RI menetapkan tiga pasangan calon presiden dan wakil presiden. Pasangan "
            "capres-cawapres nomor urut 2 unggul dengan 58,6 persen suara."
        ),
        {
            (58.6, None, "vote_share", "00"),
        },
    ),
    (
        (
            "Bantul (ANTARA) - KPU Bantul menargetkan partisipasi pemilih pada Pilkada 2031 sebesar "
            '82 persen, di atas target nasional 77,5 persen dan target provinsi 80 persen. "Pada '
            "Pilkada 2026 partisipasi hanya 75,2 persen atau turun dua persen dari pemilu "
            'sebelumnya," katanya. Kami optimistis bisa mencapai 80-85 persen.'
        ),
        {
            (82.0, None, "turnout", "34.02"),
            (77.5, None, "turnout", "00"),
            (80.0, None, "turnout", "34"),
            (75.2, None, "turnout", "34.02"),
            (2.0, None, "change", "34.02"),
            (80.0, 85.0, "turnout", "34.02"),
        },
    ),
    (
        (
            "Denpasar - Surat suara dicetak sesuai DPT ditambah cadangan 2,5 persen per TPS di Kota "
            "Denpasar. Pelipatan surat suara sudah 70 persen. Anggaran hibah pilkada baru cair 40 "
            "persen atau Rp 12 miliar."
        ),
        {
            (2.5, None, "other", "51.71"),
            (70.0, None, "readiness", "51.71"),
            (40.0, None, "budget", "51.71"),
        },
    ),
    (
        (
            "Malang - Mahkamah Konstitusi menolak gugatan Pilkada Kabupaten Malang karena selisih "
            "suara melebihi ambang batas 0,5 persen. Selisih perolehan suara kedua pasangan mencapai "
            "13,85 persen."
        ),
        {
            (0.5, None, "threshold", "35.07"),
            (13.85, None, "vote_share", "35.07"),
        },
    ),
    (
        (
            "Ruteng - Paket Hery-Fabi unggul sementara di Pilkada Manggarai Barat dengan 32,52 "
            "persen, disusul Paket Edi-Weng 21.46 persen. Data masuk 97,67 persen. Selisih keduanya "
            "11,06 persen."
        ),
        {
            (32.52, None, "vote_share", "53.15"),
            (21.46, None, "vote_share", "53.15"),
            (97.67, None, "readiness", "53.15"),
            (11.06, None, "vote_share", "53.15"),
        },
    ),
    (
        (
            "Kendari - Partai Golkar meraih 10 kursi atau 20,5 persen suara di DPRD Kota Kendari. "
            "Tingkat partisipasi pemilih perempuan 72,1 persen dan laki-laki 68,3 persen."
        ),
        {
            (20.5, None, "vote_share", "74.71"),
            (72.1, None, "turnout", "74.71"),
            (68.3, None, "turnout", "74.71"),
        },
    ),
    (
        (
            "Jambi - Golput di Kota Jambi mencapai 35 persen. Sekitar 65 persen pemilih menggunakan "
            "hak pilihnya. Hanya 12,5 persen pemilih pemula datang ke TPS."
        ),
        {
            (35.0, None, "turnout", "15.71"),
            (65.0, None, "turnout", "15.71"),
            (12.5, None, "voter_share", "15.71"),
        },
    ),
    (
        (
            "Hasil hitung cepat Pilkada Jawa Tengah 2031\n"
            "A Lembaga Satu\n"
            "- Gani-Yusuf: 58,1 persen\n"
            "- Sudirja-Ida: 41,9 persen\n"
            "B Lembaga Dua\n"
            "- Gani-Yusuf: 57,8 persen\n"
            "- Sudirja-Ida: 42,2 persen\n"
            "Data masuk: 100 persen"
        ),
        {
            (58.1, None, "vote_share", "33"),
            (41.9, None, "vote_share", "33"),
            (57.8, None, "vote_share", "33"),
            (42.2, None, "vote_share", "33"),
            (100.0, None, "readiness", "33"),
        },
    ),
    (
        (
            "Real count pilkada di Sumatera Barat\n"
            "Kabupaten Agam\n"
            "Indra-Tri 56,1%\n"
            "Irwan-Chai 43,9%\n"
            "Kabupaten Solok\n"
            "Gusmal-Yul 36,13%\n"
            "Desra-Boy 63,87%"
        ),
        {
            (56.1, None, "vote_share", "13.06"),
            (43.9, None, "vote_share", "13.06"),
            (36.13, None, "vote_share", "13.02"),
            (63.87, None, "vote_share", "13.02"),
        },
    ),
    (
        (
            "Bantul - Tingkat partisipasi pemilih di Bantul mencapai 80,3 persen yang artinya di atas"
            " target provinsinya yang hanya 80 persen, di atas target nasional 77,5 persen namun "
            "masih di bawah target KPU Bantul yang menargetkan 82 persen. Seluruh pasangan memenuhi "
            "ambang batas pencalonan yang sedikitnya 20 persen dari jumlah kursi di DPRD Kabupaten "
            "Bantul.\n"
            "Suara sah: 654.431 (90,89%)\n"
            "Suara tidak sah: 65.665 (9,11%)"
        ),
        {
            (80.3, None, "turnout", "34.02"),
            (80.0, None, "turnout", "34"),
            (77.5, None, "turnout", "00"),
            (82.0, None, "turnout", "34.02"),
            (20.0, None, "threshold", "34.02"),
            (90.89, None, "other", "34.02"),
            (9.11, None, "other", "34.02"),
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
            (88.9, None, "readiness", "34.02"),
            (57.6, None, "vote_share", "34.02"),
            (42.4, None, "vote_share", "34.02"),
            (99.9, None, "readiness", "34.03"),
            (33.2, None, "vote_share", "34.03"),
            (30.6, None, "vote_share", "34.03"),
            (24.8, None, "vote_share", "34.03"),
        },
    ),
    (
        (
            "Progres coklit di Kabupaten Kotawaringin Barat\n"
            "Kecamatan Kumai:\n"
            "- Jumlah pemilih yang sudah tercoklit: 22.775\n"
            "- Persentase coklit: 58%\n"
            "Kecamatan Arut Selatan:\n"
            "- Jumlah pemilih yang sudah tercoklit: 53.752\n"
            "- Persentase coklit: 61%\n"
            "Secara keseluruhan coklit di Kabupaten Kotawaringin Barat sudah 70% dari total daftar "
            "pemilih."
        ),
        {
            (58.0, None, "readiness", "62.01.01"),
            (61.0, None, "readiness", "62.01.02"),
            (70.0, None, "readiness", "62.01"),
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
            (30.3, None, "readiness", "53.21"),
            (38.2, None, "readiness", "53.04"),
            (17.9, None, "vote_share", "53.09"),
            (32.5, None, "vote_share", "53.15"),
            (31.6, None, "vote_share", "53.15"),
            (0.9, None, "vote_share", "53.15"),
        },
    ),
    (
        (
            "Palangka Raya (ANTARA) - Proses coklit di Provinsi Kalimantan Tengah mencapai 95,8 "
            "persen dari DPT. Partisipasi ditargetkan 80 persen dari DPT. Sengketa biasanya diajukan "
            "bila selisih suara kurang dari satu persen. Selisih rekap kami 5,6 persen."
        ),
        {
            (95.8, None, "readiness", "62"),
            (80.0, None, "turnout", "62"),
            (1.0, None, "threshold", "62"),
            (5.6, None, "vote_share", "62"),
        },
    ),
    (
        (
            "JAKARTA - KPU RI menyelesaikan rekapitulasi Pilpres 2034 di 38 provinsi. Papua menjadi "
            "provinsi terakhir yang disahkan.\n"
            "Hasilnya suara Prakoso-Gito yakni 96.214.691, atau 58,9 persen. Lalu, suara pasangan "
            "Anto - Muhar yaitu 40.971.906 atau 24,9 persen.\n"
            "Di Bali, Gani-Mahmud mendulang 456.745 suara atau 44,8 persen. Di Jawa Tengah, perolehan"
            " suara Gani-Mahmud mencapai 6.260.413 suara (34,4 persen), sedangkan Prakoso-Gito "
            "sebanyak 9.615.884 suara (52,8 persen).\n"
            "Jumlah suara itu setara dengan 65,1% jumlah suara yang sah di Sulawesi Barat.\n"
            "Adapun jumlah suara yang telah direkapitulasi berasal dari 604.002 dari total 823.236 "
            "tempat pemungutan suara (TPS) atau 63,3 persen TPS.\n"
            "Salah satu syarat menang adalah mendapatkan minimal 20 persen suara di setengah "
            "provinsi."
        ),
        {
            (58.9, None, "vote_share", "00"),
            (24.9, None, "vote_share", "00"),
            (44.8, None, "vote_share", "51"),
            (34.4, None, "vote_share", "33"),
            (52.8, None, "vote_share", "33"),
            (65.1, None, "vote_share", "76"),
            (63.3, None, "readiness", "00"),
            (20.0, None, "threshold", "00"),
        },
    ),
    (
        (
            "Jakarta - Hasil hitung cepat pilgub menunjukkan keunggulan beberapa pasangan.\n"
            "Pilkada 2031 di Riau, Syamsul-Edy Unggul\n"
            "Pasangan Syamsul-Edy dinyatakan menang sementara dari tiga pasangan calon lainnya. "
            "Pasangan yang diusung PAN itu unggul dengan perolehan 38,1 persen suara. Sementara di "
            "posisi kedua pasangan Arsyad-Suyat mendapat 24,3 persen suara.\n"
            "Di Jawa Barat, Rudi-Umar mengantongi 32,3 persen suara versi Barometer dan 32,8 persen "
            "versi Lingkar. Mereka mengungguli tiga pasangan kandidat lainnya.\n"
            "Suara yang diraup Gani-Yusuf di Jawa Tengah versi Lingkar 58,1 persen dan 56,7 versi "
            "Barometer. Jumlah suara real count di Jawa Timur telah mengumpulkan 97,1 persen suara "
            "dari total 67.644 TPS."
        ),
        {
            (38.1, None, "vote_share", "14"),
            (24.3, None, "vote_share", "14"),
            (32.3, None, "vote_share", "32"),
            (32.8, None, "vote_share", "32"),
            (58.1, None, "vote_share", "33"),
            (56.7, None, "vote_share", "33"),
            (97.1, None, "readiness", "35"),
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
            (67.9, None, "turnout", "61"),
            (82.6, None, "turnout", "61.08"),
            (81.3, None, "turnout", "61.10"),
            (78.2, None, "turnout", "61.09"),
            (53.5, None, "turnout", "61.71"),
            (56.9, None, "turnout", "61.02"),
            (57.5, None, "turnout", "61.72"),
            (50.8, None, "voter_share", "61"),
            (49.2, None, "voter_share", "61"),
            (52.8, None, "vote_share", "61"),
            (37.3, None, "vote_share", "61"),
            (2.0, None, "change", "61"),
        },
    ),
    (
        (
            "Kendari - Mahkamah Konstitusi menolak sengketa Pilkada Kota Kendari karena tidak "
            "memenuhi legal standing 1,5 persen selisih suara. Adi dan Sul meraih suara terbanyak "
            "dari dua pasangan lainnya, yakni 62.019 atau 40.99 persen. Total 26 kursi (58%) "
            "mendukung mereka."
        ),
        {
            (1.5, None, "threshold", "74.71"),
            (40.99, None, "vote_share", "74.71"),
            (58.0, None, "other", "74.71"),
        },
    ),
    (
        (
            "Hasil pilkada sementara di Bengkulu\n"
            "1. Pilkada Kabupaten Kaur\n"
            "Dari 100 persen suara yang masuk, Rina-Budi unggul dengan 57,6 persen (suara masuk 90 "
            "persen).\n"
            "Di posisi kedua Wahid-Laras meraih 42,4 persen.\n"
            "2. Pilkada Kabupaten Lebong\n"
            "Sari-Jaya gagal meraih lebih dari 50 persen suara.\n"
            "Koalisi pemenang memiliki 73 persen kursi DPRD, di atas syarat minimal 20 persen kursi."
        ),
        {
            (100.0, None, "readiness", "17.04"),
            (57.6, None, "vote_share", "17.04"),
            (90.0, None, "readiness", "17.04"),
            (42.4, None, "vote_share", "17.04"),
            (50.0, None, "threshold", "17.07"),
            (73.0, None, "other", "17.07"),
            (20.0, None, "threshold", "17.07"),
        },
    ),
    (
        (
            "KAUR - Survei elektabilitas itu melibatkan 440 responden di Kabupaten Kaur.\n"
            "Pasangan Rina-Budi memperoleh dukungan besar dari kaum perempuan, yakni 50,9 persen.\n"
            "Sebaran inflasi tertinggi di Kabupaten Lebong 7,8 persen."
        ),
        {(50.9, None, "support", "17.04"), (7.8, None, "change", "17.07")},
    ),
    (
        (
            "Jakarta - Angka stunting berkurang menjadi 21,5 persen. Elektabilitas menurut survei itu: "
            "Rina Sari 40,2 persen, Budi Hartono 31,1 persen, dan tidak memilih 7,2 persen."
        ),
        {
            (21.5, None, "other", "00"),
            (40.2, None, "support", "00"),
            (31.1, None, "support", "00"),
            (7.2, None, "support", "00"),
        },
    ),
    (
        (
            "Partisipasi perempuan di Kabupaten Kaur 76,6 persen, sementara pemilih laki-laki 69,3 "
            "persen. Angka itu menurun jika dibandingkan pilkada lalu yang mencapai 80 persen. "
            "Partisipasi warga mencapai 72 persen dengan margin of error 1,3 persen."
        ),
        {
            (76.6, None, "turnout", "17.04"),
            (69.3, None, "turnout", "17.04"),
            (80.0, None, "turnout", "17.04"),
            (72.0, None, "turnout", "17.04"),
            (1.3, None, "other", "17.04"),
        },
    ),
]

# How a value may be written, each form within a sentence.
FORMS = {
    (80.0, None, "exact"): ["80%", "80 persen", "80 %", "delapan puluh persen", "80 prosen"],
    (57.3, None, "exact"): ["57,3 persen", "57.3 persen", "57,30%", "57, 3 persen"],
    (0.5, None, "exact"): ["0,5 persen", "setengah persen", "nol koma lima persen"],
    (14.455, None, "exact"): ["14,455%", "14.455 persen"],
    (1000.0, None, "exact"): ["1.000 persen"],
    (10.0, 15.0, "exact"): ["10-15 persen", "10 sampai 15 persen", "10 persen hingga 15 persen"],
    (60.0, 70.0, "exact"): ["antara 60 dan 70 persen", "60 – 70%"],
    (60.0, 70.0, "about"): ["sekitar 60-70 persen", "berkisar 60 hingga 70 persen"],
    (30.0, None, "about"): ["sekitar 30 persen", "hampir 30%", "kurang lebih 30 persen"],
    (2.9, None, "about"): ["+- 2,9 persen", "± 2,9%", "plus minus 2,9 persen"],
    (50.0, None, "at_least"): ["lebih dari 50 persen", "di atas 50%", "50 persen lebih"],
    (20.0, None, "at_least"): ["minimal 20 persen", "paling sedikit 20%", "sedikitnya 20 persen"],
    (80.0, None, "at_most"): ["di bawah 80 persen", "kurang dari 80%", "tidak sampai 80 persen"],
}

NO_PERCENTAGE = [
    "persentase suara naik",
    "sebanyak 3.137 surat suara",
    "memperoleh 7,5 juta suara",
    "pasangan nomor urut 2 unggul",
    "skor 3-1 pada babak pertama",
]


def document(text: str) -> Document:
    """A document with its regions; "Kaur - " and "Kaur (ANTARA)" are datelines."""
    place = re.match(r"[A-Z][A-Za-z ]+(?= - | \(ANTARA\)|, Portal)", text)
    return with_regions(text, place.group() if place else "")


def found(text: str) -> list[Percentage]:
    return percentages.find(document(text))


@pytest.mark.parametrize(("text", "expected"), REPORTS)
def test_report(text: str, expected: set[tuple[object, ...]]) -> None:
    facts = {(f.value, f.value_max, f.measure, f.region_code) for f in found(text)}
    assert facts == expected


@pytest.mark.parametrize(
    ("form", "expected"), [(form, value) for value, forms in FORMS.items() for form in forms]
)
def test_form(form: str, expected: tuple[object, ...]) -> None:
    text = f"Partisipasi pemilih di Kabupaten Kaur {form}."
    facts = [(f.value, f.value_max, f.qualifier) for f in found(text)]
    assert facts == [expected]


@pytest.mark.parametrize("form", [form for forms in FORMS.values() for form in forms])
def test_mention_covers_the_form(form: str) -> None:
    text = f"Partisipasi pemilih di Kabupaten Kaur {form}."
    (fact,) = found(text)
    assert form in text[fact.start : fact.end]


@pytest.mark.parametrize("text", NO_PERCENTAGE)
def test_no_percentage(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "Pasangan Rina Sari-Budi Hartono meraih 60 persen, kotak kosong 40 persen.",
            ["Rina Sari-Budi Hartono", "kotak kosong"],
        ),
        ("Partai Golkar meraih 20 persen suara.", ["Partai Golkar"]),
        ("Partisipasi pemilih 70 persen, kata Rina Sari.", [None]),
    ],
)
def test_subject(text: str, subjects: list[str | None]) -> None:
    assert [fact.subject for fact in found(text)] == subjects


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789., %-persen\nKaurdigm()"))
def test_offsets_hold_for_any_text(text: str) -> None:
    for fact in found(text):
        assert 0 <= fact.start < fact.end <= len(text)
        assert fact.value_max is None or fact.value_max > fact.value


CUES: list[Rule] = read_toml(rules_root() / "measures.toml", RuleFile).rule


@pytest.mark.parametrize("rule", CUES, ids=lambda rule: rule.id)
def test_cue(rule: Rule) -> None:
    for example in rule.examples:
        cues = [c for c in measures.find(document(example.text)) if c.rule_id == rule.id]
        spans = {Span(c.start, c.end).of(example.text): c.measure for c in cues}
        assert spans.get(example.span) == example.expect["measure"]
    for negative in rule.negatives:
        assert rule.id not in {c.rule_id for c in measures.find(document(negative))}
