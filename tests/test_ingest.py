"""Input to articles. All texts, people and places called Sukamaju are invented."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import get_args

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.ingest.articles import article_from_text, ingest, language_of
from pipeline.ingest.decode import normalise
from pipeline.ingest.raw import Limits, Reason
from pipeline.types import Article, Reject

REASONS = frozenset(get_args(Reason))
SHARED = Path(__file__).resolve().parents[2] / "shared"
BODY = (
    "SUKAMAJU - Panitia pemilihan menyatakan kotak suara sudah tiba di balai desa. "
    "Warga diminta datang pagi untuk memilih kepala desa yang baru.\n\n"
    '"Semua sudah siap," kata ketua panitia Tono Subagyo.'
)
ENGLISH = (
    "The committee of the village said on Monday that all ballot boxes had arrived at the hall and that "
    "every voter was asked to come early in the morning to choose the new head of the village."
)
MALAY = (
    "Datuk Seri berkata pilihan raya itu ditangguhkan kerana banjir. Menurut beliau, polis akan memaklumkan "
    "tarikh baharu selepas mesyuarat parti pada hari Khamis, manakala pengundi diminta menunggu di pejabat."
)


def page(body: str = BODY, head: str = "") -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in body.split("\n") if line)
    return f"""<!DOCTYPE html><html lang="id"><head><meta charset="utf-8">{head}</head><body>
<nav><a href="/">Beranda</a><a href="/desa">Desa</a></nav><article><h1>Panitia Sukamaju Siap</h1>
{paragraphs}</article><footer>Tentang kami</footer></body></html>"""


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def one(path: Path) -> Article:
    (item,) = ingest(path)
    assert isinstance(item, Article), item
    return item


def reject(path: Path) -> Reject:
    (item,) = ingest(path)
    assert isinstance(item, Reject), item
    return item


def ids_in(path: Path) -> list[str]:
    return [item.article_id for item in ingest(path) if isinstance(item, Article)]


# --- Kinds of input


def test_a_text_file(tmp_path: Path) -> None:
    text = f"Panitia Sukamaju Siap\n\n{BODY}\nPewarta: Tini Dewi\nEditor: Ujang\nCOPYRIGHT © ANTARA 2024\n"
    article = one(write(tmp_path / "rapat-2024-10-04.txt", text))
    assert article.article_id == "rapat-2024-10-04"
    assert article.source_path == "rapat-2024-10-04.txt"
    assert article.text == f"Panitia Sukamaju Siap\n\n{BODY}"
    assert article.headline == "Panitia Sukamaju Siap"
    assert (article.published, article.published_source) == (date(2024, 10, 4), "filename")
    assert article.dateline is not None
    assert article.dateline.of(article.text) == "SUKAMAJU"
    assert (article.byline, article.editor) == ("Tini Dewi", "Ujang")
    assert {removed.rule_id for removed in article.removed} == {
        "byline.label",
        "editor.label",
        "copyright.foot",
    }


def test_a_page(tmp_path: Path) -> None:
    head = (
        '<title>Panitia Sukamaju Siap - Kabardesa.com</title><meta name="author" content="Tini Dewi">'
        '<meta property="article:published_time" content="2024-10-04T08:15:00+07:00">'
        '<meta property="og:site_name" content="Kabar Desa"><meta property="og:title" '
        'content="Panitia Sukamaju Siap">'
        '<link rel="canonical" href="https://kabardesa.com/berita/1">'
    )
    article = one(write(tmp_path / "a.html", page(head=head)))
    assert article.headline == "Panitia Sukamaju Siap"
    assert article.text.count("Panitia Sukamaju Siap") == 1
    assert article.text.startswith("Panitia Sukamaju Siap\n\nSUKAMAJU - Panitia pemilihan")
    assert article.text.endswith("kata ketua panitia Tono Subagyo.")
    assert (article.published, article.published_source) == (date(2024, 10, 4), "metadata")
    assert (article.outlet, article.byline) == ("Kabar Desa", "Tini Dewi")
    assert article.url == "https://kabardesa.com/berita/1"


def test_a_page_in_windows_1252(tmp_path: Path) -> None:
    path = write(tmp_path / "a.htm", page(BODY.replace('"', "“")).encode("cp1252"))
    assert '"Semua sudah siap,"' in one(path).text


def test_a_page_without_metadata_has_no_date(tmp_path: Path) -> None:
    article = one(write(tmp_path / "a.html", page()))
    assert article.published is None
    assert article.published_source is None


def test_a_record_of_the_scraper_news_watch(tmp_path: Path) -> None:
    sink = io.StringIO()
    row = {
        "title": "Panitia Sukamaju Siap",
        "publish_date": "2024-10-04 08:15:00",
        "author": "Tini Dewi",
        "content": BODY,
        "keyword": "pilkades",
        "category": "desa",
        "source": "kabardesa.com",
        "link": "https://kabardesa.com/berita/1",
    }
    writer = csv.DictWriter(sink, list(row))
    writer.writeheader()
    writer.writerow(row)
    article = one(write(tmp_path / "a.csv", sink.getvalue()))
    assert article.text == f"Panitia Sukamaju Siap\n\n{BODY}"
    assert (article.published, article.published_source) == (date(2024, 10, 4), "record")
    assert (article.outlet, article.byline) == ("kabardesa.com", "Tini Dewi")
    assert article.url == "https://kabardesa.com/berita/1"


def test_one_article_is_the_same_from_every_kind_of_file(tmp_path: Path) -> None:
    record = {"id": "a", "title": "Panitia Sukamaju Siap", "text": BODY}
    text = f"Panitia Sukamaju Siap\n\n{BODY}"
    sink = io.StringIO()
    csv.writer(sink).writerows([list(record), list(record.values())])
    pq.write_table(
        pa.table({key: [value] for key, value in record.items()}), tmp_path / "p.parquet"
    )
    write(tmp_path / "a.txt", text)
    write(tmp_path / "a.txt.gz", gzip.compress(text.encode("utf-16")))
    write(tmp_path / "j.jsonl", json.dumps(record))
    write(tmp_path / "k.ndjson.gz", gzip.compress(json.dumps(record).encode()))
    write(tmp_path / "c.csv", sink.getvalue())
    write(tmp_path / "h" / "a.html", page())
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("a.txt", text.encode("cp1252"))
    articles = list(ingest(tmp_path))
    assert len(articles) == 8
    assert all(isinstance(article, Article) for article in articles)
    texts = {
        article.text.replace("\n\n", "\n") for article in articles if isinstance(article, Article)
    }
    assert texts == {text.replace("\n\n", "\n")}
    ids = [article.article_id for article in articles if isinstance(article, Article)]
    assert ids[0] == "a"
    assert len(set(ids)) == 8


@pytest.mark.parametrize(
    "markup",
    ["<p>{0}</p>", "<div>{0}</div>", "<p>{0}</p><ul><li>{1}</li></ul>", "<h3>{1}</h3><p>{0}</p>"],
)
def test_markup_of_an_article_alone_is_kept_whole(tmp_path: Path, markup: str) -> None:
    text, item = " ".join(BODY.split()), "Nomor urut 1: Tono Sudarso dan Tini Wibowo"
    record = {"author": 7, "title": "Panitia Siap", "content": markup.format(text, item)}
    article = one(write(tmp_path / "a.jsonl", json.dumps(record)))
    assert text in " ".join(article.text.split())
    assert (item in article.text) == ("{1}" in markup)
    assert article.byline is None


def test_markup_in_a_text_field_is_read_as_a_page(tmp_path: Path) -> None:
    markup = "".join(f"<p>{line}</p>" for line in BODY.split("\n") if line)
    article = one(
        write(tmp_path / "a.jsonl", json.dumps({"content": markup, "title": "Panitia Siap Sedia"}))
    )
    assert "<p>" not in article.text
    assert article.headline == "Panitia Siap Sedia"


def test_fields_of_other_types(tmp_path: Path) -> None:
    record = {
        "id": 12.0,
        "text": BODY,
        "authors": ["Tini", "Tono"],
        "source": {"id": None, "name": "Kabar Desa"},
        "date": 1728000000,
    }
    article = one(write(tmp_path / "a.jsonl", json.dumps(record)))
    assert article.article_id == "12"
    assert (article.byline, article.outlet, article.published) == (
        "Tini, Tono",
        "Kabar Desa",
        date(2024, 10, 4),
    )


# --- Ids


def test_an_object_that_holds_the_fields_is_the_record(tmp_path: Path) -> None:
    answer = {
        "hits": {"hits": [{"_id": "b-7", "_source": {"title": "Panitia Siap", "content": BODY}}]}
    }
    write(tmp_path / "answer.json", json.dumps(answer))
    (article,) = ingest(tmp_path)
    assert isinstance(article, Article)
    assert (article.article_id, article.headline) == ("b-7", "Panitia Siap")


def test_ids_of_records_without_one_come_from_the_content(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"{BODY} Pemilih ke-{number}."}) for number in range(4)]
    forward = ids_in(write(tmp_path / "a.jsonl", "\n".join(lines)))
    backward = ids_in(write(tmp_path / "b.jsonl", "\n".join(lines[::-1])))
    assert set(forward) == set(backward)
    assert len(forward) == 4


def test_an_id_used_again_gets_a_suffix(tmp_path: Path) -> None:
    for folder in "abc":
        write(tmp_path / folder / "x.txt", BODY)
    write(tmp_path / "d.jsonl", f"{json.dumps({'id': 'x', 'text': BODY})}\n" * 2)
    ids = ids_in(tmp_path)
    assert ids[0] == "x"
    assert len(set(ids)) == len(ids) == 5
    assert all(len(i) == len("x~00000000") for i in ids[1:4])
    assert ids[4] == f"{ids[3]}.2"
    assert ids == ids_in(tmp_path)


# --- Publication date


@pytest.mark.parametrize(
    ("record", "day", "source"),
    [
        (
            {"published": "2024-10-04", "url": "https://x.id/2024/10/09/"},
            date(2024, 10, 4),
            "record",
        ),
        ({"published": "kemarin", "url": "https://x.id/2024/10/09/"}, date(2024, 10, 9), "url"),
        (
            {
                "text": f"Rabu, 2 Oktober 2024 | 14:30 WIB\n{BODY}",
                "url": "https://x.id/2024/10/09/",
            },
            date(2024, 10, 2),
            "byline",
        ),
        ({"text": f"{BODY} Rapat digelar, Jumat (4/10/2024)."}, date(2024, 10, 4), "text"),
        ({"text": f"{BODY} Rapat digelar, Kamis (4/10/2024)."}, None, None),
        ({}, None, None),
    ],
)
def test_the_order_of_evidence(
    tmp_path: Path, record: dict[str, str], day: date | None, source: str | None
) -> None:
    article = one(write(tmp_path / "a.jsonl", json.dumps({"text": BODY, **record})))
    assert (article.published, article.published_source) == (day, source)


def test_a_copyright_line_alone_is_no_date(tmp_path: Path) -> None:
    assert one(write(tmp_path / "a.txt", f"{BODY}\nCOPYRIGHT © ANTARA 2024")).published is None


# --- Rejects


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n ", "empty"),
        ("a.txt", b"\x00\x01\x02\x03" * 50, "binary"),
        ("a.txt", b"Baca juga: Panitia Siap\nPewarta: Tono\n", "no_article"),
        ("a.txt", ENGLISH.encode(), "not_indonesian"),
        ("a.txt", MALAY.encode(), "not_indonesian"),
        (
            "a.txt",
            "Выборы главы деревни пройдут в понедельник, сообщил председатель комиссии. " * 5,
            "not_indonesian",
        ),
        ("a.txt", "。".join(["村长选举将于星期一举行"] * 30), "not_indonesian"),
        ("a.html", b"<html><body><a href='/'>Beranda</a></body></html>", "no_article"),
        ("a.html", b"<html></html>", "no_article"),
        (
            "a.txt",
            b"Beranda Politik Hukum Ekonomi Metro Sepak Bola Otomotif Gaya Hidup",
            "no_article",
        ),
        ("a.html", b"bukan markup", "no_article"),
        ("a.html", page(ENGLISH), "not_indonesian"),
        ("a.jsonl", b'{"id": "x"}', "malformed_record"),
        ("a.jsonl", b'{"id": "x", "text": null}', "empty"),
        ("a.jsonl", b'{"id": "x", "text": ["a"]}', "malformed_record"),
        ("a.jsonl", json.dumps({"text": "\x01\x02" * 100}), "binary"),
        ("a.jsonl", json.dumps({"text": ENGLISH}), "not_indonesian"),
        ("a.jsonl", b"{", "malformed_json"),
        ("a.csv", b"id,text\n1,\n", "empty"),
        ("a.txt.gz", gzip.compress(BODY.encode())[:-12], "truncated"),
        ("a.pdf", b"%PDF", "unsupported"),
    ],
)
def test_bad_input_is_a_reject_with_a_reason(
    tmp_path: Path, name: str, data: bytes | str, reason: str
) -> None:
    item = reject(write(tmp_path / name, data))
    assert item.reason == reason
    assert item.source_path == name
    assert item.record == (1 if name.endswith(("jsonl", "csv")) else None)
    assert item.message[0].isupper()
    assert item.message.endswith(".")


def test_a_text_over_the_limit(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", BODY * 30)
    write(tmp_path / "b.jsonl", json.dumps({"text": BODY * 30}))
    write(tmp_path / "c.jsonl", json.dumps({"text": BODY}))
    write(tmp_path / "d.html", page("\n".join([BODY] * 30)))
    for limits in (Limits(article_characters=3000), Limits(article_bytes=3000)):
        reasons = [getattr(item, "reason", "article") for item in ingest(tmp_path, limits)]
        assert reasons == ["too_large", "too_large", "article", "too_large"]


@pytest.mark.parametrize(
    "piece", ["a", "Baca juga: ", "a\n", "Tono, ", "(Foto: ", "Share ", "1/2/2024 ", "A A "]
)
def test_no_text_takes_long(piece: str) -> None:
    start = perf_counter()
    article_from_text(piece * (40_000 // len(piece)), article_id="x")
    assert perf_counter() - start < 3


def test_a_bad_input_does_not_stop_the_others(tmp_path: Path) -> None:
    records = [
        json.dumps({"text": BODY}),
        "{",
        json.dumps({"id": 1}),
        json.dumps({"text": BODY + " Lagi."}),
    ]
    write(tmp_path / "a.jsonl", "\n".join(records))
    write(tmp_path / "b.txt", b"\x89PNG\r\n\x1a\n")
    write(tmp_path / "c.txt", BODY)
    items = list(ingest(tmp_path))
    assert [isinstance(item, Article) for item in items] == [True, False, False, True, False, True]
    assert {item.reason for item in items if isinstance(item, Reject)} <= REASONS


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(ingest(tmp_path / "nowhere"))


# --- Language


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Tono Subagyo",
        "Hasil: Tono 1.204 suara, Tini 904 suara, Ujang 310 suara, Asep 77 suara, Dewi 12 suara, total 2.507 "
        "suara sah TPS 1 sampai TPS 12 Sukamaju Kecamatan Tondowangi Kabupaten Bandung Jawa Barat",
        "Bupati ngendika warga kudu guyub. Panitia mengatakan pemilihan di desa itu akan dimulai pagi dan "
        "selesai siang dengan hasil yang diumumkan pada hari itu juga oleh ketua panitia kepada para warga.",
    ],
)
def test_indonesian_news_is_recognised(text: str) -> None:
    assert language_of(text) == "id"


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (MALAY, "ms")])
def test_other_languages_are_named(text: str, language: str) -> None:
    assert language_of(text) == language


# --- Properties


def test_the_order_does_not_depend_on_the_file_system(tmp_path: Path) -> None:
    names = [f"{letter}{number}.txt" for letter in "abc" for number in range(4)]
    orders = []
    for seed in (1, 2):
        folder = tmp_path / str(seed)
        for name in random.Random(seed).sample(names, len(names)):
            write(folder / name, f"{BODY} Berkas {name}.")
        orders.append(list(ingest(folder)))
    assert orders[0] == orders[1]


def test_memory_does_not_grow_with_the_input(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        lines = (json.dumps({"id": n, "text": BODY * 10}) + "\n" for n in range(count))
        path = tmp_path / f"{count}.jsonl"
        path.write_text("".join(lines))
        tracemalloc.start()
        for _ in ingest(path):
            pass
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peak(5)
    assert peak(400) < peak(20) + 300_000


def test_plain_text_is_read_fast() -> None:
    texts = [f"Panitia Sukamaju Siap {n}\n\n{BODY * 8}" for n in range(60)]
    article_from_text(texts[0], article_id="x")
    best = min(timed(texts) for _ in range(3))
    assert best < 0.015, "seconds an article; a few milliseconds on an idle machine"


def timed(texts: list[str]) -> float:
    start = perf_counter()
    for text in texts:
        language_of(article_from_text(text, article_id="x").text)
    return (perf_counter() - start) / len(texts)


@given(st.text(max_size=400), st.none() | st.text(max_size=60), st.none() | st.text(max_size=40))
def test_any_string_is_an_article(text: str, headline: str | None, url: str | None) -> None:
    article = article_from_text(text, article_id="x", headline=headline, url=url)
    assert normalise(article.text) == article.text
    if article.headline:
        assert article.text.startswith(article.headline)
    if article.dateline is not None:
        assert article.dateline.of(article.text)
    assert article == article_from_text(text, article_id="x", headline=headline, url=url)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(
    st.sampled_from(
        ["a.txt", "a.html", "a.jsonl", "a.csv", "a.parquet", "a.zip", "a.txt.gz", "a.csv.gz"]
    ),
    st.binary(max_size=400)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
)
def test_no_file_makes_ingestion_raise(tmp_path: Path, name: str, data: bytes) -> None:
    path = write(tmp_path / name, data)
    items = list(ingest(path))
    assert items
    assert all(item.reason in REASONS for item in items if isinstance(item, Reject))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=50),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
_FIELDS = st.sampled_from(["id", "url", "title", "published", "text", "author", "editor", "source"])


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(st.lists(st.dictionaries(_FIELDS, _JSON), min_size=1, max_size=4))
def test_every_record_is_one_article_or_one_reject(
    tmp_path: Path, records: list[dict[str, object]]
) -> None:
    path = write(tmp_path / "a.jsonl", "\n".join(json.dumps(record) for record in records))
    items = list(ingest(path))
    assert len(items) == len(records)
    ids = [item.article_id for item in items if isinstance(item, Article)]
    assert len(set(ids)) == len(ids)


# --- Real articles, where they are at hand


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the shared gold articles are not here")
def test_real_articles_keep_what_their_facts_point_at() -> None:
    lost = []
    for line in (SHARED / "gold" / "dev.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        article = article_from_text(record["text"], article_id=record["id"])
        facts = [fact for rows in record["facts"].values() for fact in rows]
        lost += [
            (record["id"], fact["mention"])
            for fact in facts
            if not fact.get("optional") and normalise(fact["mention"]) not in article.text
        ]
        assert language_of(article.text) == "id"
    assert lost == []


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the shared seed articles are not here")
def test_real_text_files() -> None:
    articles = {a.article_id: a for a in ingest(SHARED / "seeds") if isinstance(a, Article)}
    datelines = {
        name: article.dateline and article.dateline.of(article.text)
        for name, article in articles.items()
    }
    assert datelines == {
        "seed-000": "Bengkulu",
        "seed-001": "BENGKULU UTARA",
        "seed-002": "BANDAR LAMPUNG",
        "seed-003": None,
        "seed-004": "KUTAI KRTANEGARA",
    }
    assert articles["seed-003"].published == date(2023, 10, 12)
    assert all("Baca juga" not in article.text for article in articles.values())
