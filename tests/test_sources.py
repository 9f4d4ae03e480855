"""Files of every kind to input records, and bad ones to rejects."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.ingest.raw import DEFAULTS, Limits, Raw
from pipeline.ingest.record_fields import field_key, standard_fields
from pipeline.ingest.sources import count, read, stem_of
from pipeline.types import Reject

SMALL = Limits(article_bytes=2000, archive_bytes=100_000, ratio=20, ratio_floor=5000)
TEXT = "Panitia Desa Sukamaju membuka rapat di balai desa."


def outcomes(path: Path, limits: Limits = DEFAULTS) -> list[tuple[str, int | None, str]]:
    """Path, record and "raw" or the reason of everything under ``path``."""
    return [
        (item.source_path, item.record, item.reason if isinstance(item, Reject) else "raw")
        for item in read(path, limits)
    ]


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def records(*texts: str) -> str:
    return "".join(json.dumps({"id": f"a{n}", "text": text}) + "\n" for n, text in enumerate(texts))


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ["b/2.txt", "b/1.txt", "a.txt", "c.html", "b.htm", "Z.txt"]:
        write(tmp_path / name, TEXT)
    paths = [item.source_path for item in read(tmp_path)]
    assert paths == ["Z.txt", "a.txt", "b/1.txt", "b/2.txt", "b.htm", "c.html"]


def test_a_single_file_is_known_by_its_name(tmp_path: Path) -> None:
    path = write(tmp_path / "deep" / "a.txt", TEXT)
    (item,) = read(path)
    assert isinstance(item, Raw)
    assert (item.source_path, item.kind, item.content) == ("a.txt", "text", TEXT.encode())


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        list(read(tmp_path / "nowhere"))


def test_inputs_are_counted_by_their_names(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "sub" / "b.html.gz", b"damaged, which the name does not tell")
    write(tmp_path / "c.doc", TEXT)
    write(tmp_path / ".hidden", TEXT)
    assert count(tmp_path) == len(outcomes(tmp_path)) == 3
    write(tmp_path / "many.jsonl", json.dumps({"text": TEXT}))
    assert count(tmp_path) is None


@pytest.mark.parametrize("ending", [".jsonl", ".ndjson", ".JSONL"])
def test_json_lines(tmp_path: Path, ending: str) -> None:
    path = write(tmp_path / f"a{ending}", records("satu", "dua"))
    items = list(read(path))
    assert [item.record for item in items] == [1, 2]
    assert all(isinstance(item, Raw) and item.kind == "record" for item in items)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_lines_in_encodings(tmp_path: Path, encoding: str) -> None:
    line = json.dumps({"text": "kata “Tono” – siap"}, ensure_ascii=False) + "\n"
    path = write(tmp_path / "a.jsonl", (line * 3).encode(encoding))
    contents = [item.content for item in read(path) if isinstance(item, Raw)]
    assert contents == [{"text": "kata “Tono” – siap"}] * 3


ARTICLES = [{"id": "a0", "text": "satu"}, {"id": "a1", "text": "dua"}]


@pytest.mark.parametrize(
    "value",
    [
        ARTICLES,
        {"status": "ok", "articles": ARTICLES},
        {"berita": ARTICLES, "page": {"next": 2, "tags": [{"name": "pilkada"}]}},
        {"data": {"sources": [1, 2], "items": ARTICLES}},
        {article["id"]: {"text": article["text"]} for article in ARTICLES},
        {"status": "ok", "first": ARTICLES[0], "second": ARTICLES[1]},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_in_json(tmp_path: Path, value: object, indent: int | None, encoding: str) -> None:
    data = json.dumps(value, indent=indent).encode(encoding)
    for path in (
        write(tmp_path / "a.json", data),
        write(tmp_path / "b.json.gz", gzip.compress(data)),
    ):
        items = [item for item in read(path) if isinstance(item, Raw)]
        assert [(item.record, item.content) for item in items] == list(enumerate(ARTICLES, 1))


def test_nan_in_json_is_an_empty_cell(tmp_path: Path) -> None:
    """As Python and pandas write it, wherever a block that is read ends."""
    many = [{"n": float("nan"), "text": "x" * n, "last": float("-inf")} for n in range(700)]
    path = write(tmp_path / "a.json", json.dumps([*many, {"text": "NaN, kata dia"}]))
    items = [item.content for item in read(path) if isinstance(item, Raw)]
    assert items == [*({**one, "n": None, "last": None} for one in many), {"text": "NaN, kata dia"}]


def test_one_article_in_json(tmp_path: Path) -> None:
    article = {"authors": [{"name": "Tono"}], "articleBody": "teks", "n": 1.5}
    path = write(tmp_path / "a.json", json.dumps(article, indent=2))
    assert [item.content for item in read(path) if isinstance(item, Raw)] == [article]


def test_a_line_of_excel_before_the_header_is_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "sep=;\r\nJudul;Isi\r\nRapat;Teks\r\n")
    (item,) = read(path)
    assert isinstance(item, Raw)
    assert item.content == {"Judul": "Rapat", "Isi": "Teks"}


def test_json_lines_under_the_name_of_json(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", records("satu", "dua") + "{\n" + records("tiga"))
    assert [reason for *_, reason in outcomes(path)] == ["raw", "raw", "malformed_json", "raw"]


@pytest.mark.parametrize(
    ("data", "reasons"),
    [
        ('[{"text": "a"}, 3, {"text": "b"}]', ["raw", "malformed_record", "raw"]),
        ('[{"text": "a"}, {"text": ', ["raw", "malformed_json"]),
        ("[]", ["empty"]),
        ("  ", ["malformed_json"]),
        ("<html>", ["malformed_json"]),
        ('"teks"', ["malformed_record"]),
        ("[" * 5000, ["malformed_json"]),
        ("%PDF-1.4", ["binary"]),
    ],
)
def test_bad_json_gives_what_comes_before_it(tmp_path: Path, data: str, reasons: list[str]) -> None:
    path = write(tmp_path / "a.json", data)
    assert [reason for *_, reason in outcomes(path)] == reasons
    *_, last = read(path)
    assert not isinstance(last, Reject) or (last.message.endswith(".") and "\n" not in last.message)


def test_bad_json_lines_do_not_stop_the_others(tmp_path: Path) -> None:
    lines = [
        '{"text": "a"}',
        '{"text": ',
        "[1, 2]",
        "",
        '{"text": "b"}',
        '{"text": NaN}',
        "[" * 5000,
    ]
    path = write(tmp_path / "a.jsonl", "\n".join(lines))
    assert [reason for _, _, reason in outcomes(path)] == [
        "raw",
        "malformed_json",
        "malformed_record",
        "raw",
        "raw",
        "malformed_json",
    ]
    assert [record for _, record, _ in outcomes(path)] == [1, 2, 3, 4, 5, 6]


def test_a_line_over_the_limit_is_skipped(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", records("satu", "x" * 9000, "tiga"))
    assert [reason for _, _, reason in outcomes(path, SMALL)] == ["raw", "too_large", "raw"]
    wide = write(tmp_path / "b.jsonl", records("satu", "x" * 9000, "tiga").encode("utf-16"))
    assert [reason for _, _, reason in outcomes(wide, SMALL)] == ["raw", "too_large", "raw"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_with_line_breaks_in_fields(tmp_path: Path, delimiter: str) -> None:
    sink = io.StringIO()
    writer = csv.writer(sink, delimiter=delimiter)
    writer.writerows([["Judul", "Isi"], ["Rapat", 'Baris "satu"\nbaris dua'], ["Lagi", "Teks"]])
    path = write(tmp_path / "a.csv", sink.getvalue())
    contents = [item.content for item in read(path) if isinstance(item, Raw)]
    assert contents == [
        {"Judul": "Rapat", "Isi": 'Baris "satu"\nbaris dua'},
        {"Judul": "Lagi", "Isi": "Teks"},
    ]


def test_csv_rows_that_do_not_fit(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv", f"id,text\n1,satu\n2\n3,tiga,lebih\n\n4,empat\n5,{'x' * 9000}\n6,enam\n"
    )
    assert outcomes(path, SMALL) == [
        ("a.csv", 1, "raw"),
        ("a.csv", 2, "malformed_record"),
        ("a.csv", 3, "malformed_record"),
        ("a.csv", 4, "raw"),
        ("a.csv", 5, "too_large"),
        ("a.csv", 6, "raw"),
    ]


def test_csv_with_an_open_quotation_mark_ends(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'id,text\n1,"satu\n' + "2,dua\n" * 2000)
    reasons = {reason for _, _, reason in outcomes(path, SMALL)}
    assert "malformed_record" in reasons


def test_a_header_that_cannot_be_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "id,te\rxt\n1,satu\n")
    assert outcomes(path) == [("a.csv", None, "malformed_file")]


def test_a_table_without_text_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "nama,umur\nTono,40\n")
    (item,) = read(path)
    assert isinstance(item, Reject)
    assert item.reason == "malformed_file"
    assert "text, content" in item.message
    pq.write_table(pa.table({"nama": ["Tono"]}), tmp_path / "b.parquet")
    assert outcomes(tmp_path / "b.parquet") == [("b.parquet", None, "malformed_file")]


def test_parquet_in_batches(tmp_path: Path) -> None:
    table = pa.table({"Text": [f"teks {n}" for n in range(300)], "angka": range(300)})
    pq.write_table(table, tmp_path / "a.parquet")
    items = list(read(tmp_path / "a.parquet"))
    assert [item.record for item in items] == list(range(1, 301))
    assert isinstance(items[-1], Raw)
    assert items[-1].content == {"Text": "teks 299"}


def test_damaged_parquet(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": ["teks"] * 500}), tmp_path / "a.parquet")
    data = (tmp_path / "a.parquet").read_bytes()
    write(tmp_path / "b.parquet", data[:100])
    write(tmp_path / "c.parquet", data[:4] + b"\xff" * 40 + data[44:])
    assert outcomes(tmp_path / "b.parquet") == [("b.parquet", None, "malformed_file")]
    assert "malformed_file" in {reason for _, _, reason in outcomes(tmp_path / "c.parquet")}


def samples(folder: Path) -> dict[str, bytes]:
    """One file of every kind, by name."""
    pq.write_table(pa.table({"text": [TEXT]}), folder / "sample.parquet")
    return {
        "a.txt": TEXT.encode(),
        "a.html": f"<p>{TEXT}</p>".encode(),
        "a.htm": f"<p>{TEXT}</p>".encode(),
        "a.jsonl": records(TEXT).encode(),
        "a.ndjson": records(TEXT).encode(),
        "a.csv": f"id,text\n1,{TEXT}\n".encode(),
        "a.parquet": (folder / "sample.parquet").read_bytes(),
    }


def test_every_kind_plain_gzipped_and_zipped(tmp_path: Path) -> None:
    plain = samples(tmp_path)
    (tmp_path / "sample.parquet").unlink()
    for name, data in plain.items():
        write(tmp_path / "plain" / name, data)
        write(tmp_path / "gz" / f"{name}.gz", gzip.compress(data))
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in plain.items():
            archive.writestr(f"folder/{name}", data)
            archive.writestr(f"packed/{name}.gz", gzip.compress(data))
    items = list(read(tmp_path))
    assert all(isinstance(item, Raw) for item in items), [i for i in items if isinstance(i, Reject)]
    assert len(items) == 4 * len(plain)
    assert {stem_of(item.source_path) for item in items} == {"a"}
    assert items[0].source_path == "all.zip/folder/a.csv"
    contents = {
        str(item.content) for item in items if isinstance(item, Raw) and item.kind == "text"
    }
    assert contents == {str(TEXT.encode())}


def test_truncated_gzip(tmp_path: Path) -> None:
    body = gzip.compress(records(*[f"teks {os.urandom(20).hex()}" for _ in range(400)]).encode())
    write(tmp_path / "a.txt.gz", gzip.compress(TEXT.encode())[:-9])
    write(tmp_path / "b.jsonl.gz", body[: len(body) // 2])
    found = outcomes(tmp_path)
    assert found[0] == ("a.txt.gz", None, "truncated")
    assert found[1] == ("b.jsonl.gz", 1, "raw")
    assert found[-1] == ("b.jsonl.gz", None, "truncated")
    assert len(found) > 10


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.zip", "a.parquet"])
def test_packed_files_that_are_something_else(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, "ini bukan berkas yang dimampatkan " * 10)
    assert outcomes(path) == [(name, None, "malformed_file")]


def test_damaged_gzip(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(os.urandom(500).hex().encode()))
    data[60] ^= 0xFF
    path = write(tmp_path / "a.txt.gz", bytes(data))
    assert outcomes(path) == [("a.txt.gz", None, "malformed_file")]


def test_bombs_are_stopped(tmp_path: Path) -> None:
    write(tmp_path / "a.txt.gz", gzip.compress(b"a" * 50_000_000))
    write(tmp_path / "b.jsonl.gz", gzip.compress(b'{"text": "a"}\n' * 3_000_000))
    with zipfile.ZipFile(tmp_path / "c.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"a" * 50_000_000)
        archive.writestr("b.txt", TEXT)
    found = outcomes(tmp_path, Limits(ratio=100))
    assert found[0] == ("a.txt.gz", None, "zip_bomb")
    assert found[-3] == ("b.jsonl.gz", None, "zip_bomb")
    assert found[-2:] == [("c.zip/a.txt", None, "zip_bomb"), ("c.zip/b.txt", None, "raw")]


def test_an_archive_that_unpacks_to_too_much(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(20):
            archive.writestr(f"{number}.txt", os.urandom(10_000))
    assert outcomes(tmp_path, SMALL) == [("a.zip", None, "zip_bomb")]


def test_archive_members_that_are_not_opened(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../../outside.txt", TEXT)
        archive.writestr("/absolute.txt", TEXT)
        archive.writestr("picture.jpg", b"...")
        archive.writestr("inner.zip", b"...")
        archive.writestr("__MACOSX/._a.txt", b"...")
        archive.writestr(".hidden/a.txt", TEXT)
        archive.writestr("empty/", b"")
        archive.writestr("nothing.txt", b"")
        archive.writestr(link, "/etc/passwd")
    reasons = {path.partition("/")[2]: reason for path, _, reason in outcomes(tmp_path)}
    assert reasons == {
        "../../outside.txt": "outside_folder",
        "/absolute.txt": "outside_folder",
        "picture.jpg": "unsupported",
        "inner.zip": "unsupported",
        "nothing.txt": "empty",
        "link.txt": "outside_folder",
    }


def test_a_member_with_a_password(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", TEXT)
    data = bytearray((tmp_path / "a.zip").read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 0x1
    write(tmp_path / "a.zip", bytes(data))
    assert outcomes(tmp_path) == [("a.zip/a.txt", None, "unreadable")]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None
)
@given(
    kind=st.sampled_from(["a.zip", "a.jsonl.gz"]),
    places=st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=3))),
)
def test_damage_anywhere_is_a_reject(
    tmp_path: Path, kind: str, places: list[tuple[float, bytes]]
) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("désa.txt", TEXT)
        archive.writestr("a.jsonl.gz", gzip.compress(records(TEXT, TEXT).encode()))
    data = bytearray(sink.getvalue() if kind == "a.zip" else gzip.compress(records(TEXT).encode()))
    for where, piece in places:
        at = int(where * len(data))
        data[at : at + 1] = piece
    assert outcomes(write(tmp_path / kind, bytes(data)))


def test_an_archive_with_a_damaged_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("désa.txt", TEXT)
    data = (tmp_path / "a.zip").read_bytes().replace("é".encode(), b"\xff\xff")
    assert outcomes(write(tmp_path / "a.zip", data)) == [("a.zip", None, "malformed_file")]


def test_a_member_without_a_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.txt", TEXT)
    # A name ends at its first zero byte.
    data = (tmp_path / "a.zip").read_bytes().replace(b"a.txt", b"\0.txt")
    assert outcomes(write(tmp_path / "a.zip", data)) == [
        ("a.zip/", None, "malformed_file"),
        ("a.zip/b.txt", None, "raw"),
    ]


def test_a_truncated_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", TEXT)
    write(tmp_path / "a.zip", (tmp_path / "a.zip").read_bytes()[:40])
    assert outcomes(tmp_path) == [("a.zip", None, "malformed_file")]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a.pdf", "unsupported"),
        ("README", "unsupported"),
        ("a.txt", "empty"),
        ("a.csv", "empty"),
        ("a.zip", "empty"),
    ],
)
def test_files_without_articles(tmp_path: Path, name: str, reason: str) -> None:
    path = write(tmp_path / name, b"%PDF" if name == "a.pdf" else b"")
    (item,) = read(path)
    assert isinstance(item, Reject)
    assert item.reason == reason
    assert item.message.endswith(".")


def test_containers_without_records(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", "\n\n")
    write(tmp_path / "b.csv", "id,text\n")
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), tmp_path / "c.parquet")
    with zipfile.ZipFile(tmp_path / "d.zip", "w"):
        pass
    write(tmp_path / "e.jsonl", b"\x89PNG\r\n\x1a\n")
    assert [reason for _, _, reason in outcomes(tmp_path)] == ["empty"] * 4 + ["binary"]


def test_droppings_are_passed_over(tmp_path: Path) -> None:
    for name in [".DS_Store", ".git/config.txt", "Thumbs.db", "~$a.txt", "a.txt"]:
        write(tmp_path / name, TEXT)
    assert [item.source_path for item in read(tmp_path)] == ["a.txt"]


def test_a_text_over_the_limit(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "a" * 2001)
    write(tmp_path / "b.txt", "a" * 2000)
    assert [reason for _, _, reason in outcomes(tmp_path, SMALL)] == ["too_large", "raw"]


def test_links(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside" / "a.txt", TEXT)
    news = tmp_path / "news"
    write(news / "a.txt", TEXT)
    (news / "b.txt").symlink_to(news / "a.txt")
    (news / "c.txt").symlink_to(outside)
    (news / "d").symlink_to(outside.parent)
    (news / "e.txt").symlink_to(news / "missing.txt")
    (news / "f").symlink_to(news)
    (news / "g.txt").symlink_to(news / "g.txt")
    assert [(path, reason) for path, _, reason in outcomes(news)] == [
        ("a.txt", "raw"),
        ("b.txt", "raw"),
        ("c.txt", "outside_folder"),
        ("d", "outside_folder"),
        ("e.txt", "unreadable"),
        ("g.txt", "unreadable"),
    ]


def test_pipes_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert outcomes(tmp_path) == [("a.txt", None, "unsupported")]


def denied(real: Callable[..., object]) -> Callable[..., object]:
    def open_or_refuse(path: str, *args: object, **kwargs: object) -> object:
        if Path(path).name.startswith("locked"):
            raise PermissionError(13, "Permission denied")
        return real(path, *args, **kwargs)

    return open_or_refuse


def test_files_and_folders_without_permission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "locked.txt", TEXT)
    write(tmp_path / "locked" / "b.txt", TEXT)
    monkeypatch.setattr("pipeline.ingest.sources.open", denied(open), raising=False)
    monkeypatch.setattr(os, "scandir", denied(os.scandir))
    items = list(read(tmp_path))
    assert [item.source_path for item in items] == ["a.txt", "locked", "locked.txt"]
    assert all(isinstance(item, Reject) and item.reason == "unreadable" for item in items[1:])


def test_a_file_that_fails_while_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt", TEXT)

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("pipeline.ingest.sources._whole", fail)
    assert outcomes(tmp_path) == [("a.txt", None, "unreadable")]


def test_names_that_are_no_utf8_are_shown(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"desa\xff.txt")).write_text(TEXT)
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    (item,) = read(tmp_path)
    assert item.source_path == "desa\\xff.txt"


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", records(*["teks"] * 50_000))
    first = next(iter(read(path)))
    assert first.record == 1


@pytest.mark.parametrize(
    ("record", "wanted"),
    [
        (
            {
                "title": "Rapat",
                "publish_date": "2024-10-04",
                "author": "Tono",
                "content": "Teks.",
                "keyword": "pilkada",
                "category": "politik",
                "source": "kabardesa",
                "link": "https://kabardesa.com/1",
            },
            {
                "title": "Rapat",
                "published": "2024-10-04",
                "author": "Tono",
                "text": "Teks.",
                "outlet": "kabardesa",
                "url": "https://kabardesa.com/1",
            },
        ),
        ({"Isi Berita": "Teks.", "JUDUL": "Rapat"}, {"text": "Teks.", "title": "Rapat"}),
        ({"text": "", "content": "Teks."}, {"text": "Teks."}),
        (
            {"title": {"rendered": "Rapat"}, "content": {"rendered": "Teks.", "protected": False}},
            {"title": "Rapat", "text": "Teks."},
        ),
        ({"text": "Teks.", "id": None, "title": float("nan"), "url": "NaN"}, {"text": "Teks."}),
        (
            {"Publish-Date": 1728000000, "article": "Teks."},
            {"published": 1728000000, "text": "Teks."},
        ),
    ],
)
def test_spellings_of_fields(record: dict[str, object], wanted: dict[str, object]) -> None:
    assert standard_fields(record) == wanted


def test_field_names_are_compared_without_case_and_separators() -> None:
    assert field_key("Publish_Date") == field_key("publish date") == field_key("PUBLISH-DATE")
