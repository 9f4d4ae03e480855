"""The tagger: its runtimes against each other, its files, and what it finds."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from pipeline.ner_training.augment import Augmenter, upper
from pipeline.ner_training.casing import Casing, usual_casing, usual_forms
from pipeline.ner_training.conll import (
    CorpusError,
    Sentence,
    read_conll,
    retokenise,
    tagged,
    tags_of,
    words_of,
)
from pipeline.ner_training.evaluate import evaluate_ner, score, total
from pipeline.ner_training.leaks import HeldOut
from pipeline.ner_training.silver import vote
from pipeline.tagger import ModelError, load_tagger
from pipeline.tagger.base import to_iob
from pipeline.tagger.files import CHECKSUMS, MODEL_DIR, SPECIAL_UNITS, ModelFiles
from pipeline.tagger.onnx_runtime import OnnxTagger, batches
from pipeline.tagger.tags import names
from pipeline.tagger.truecase import Truecaser, usual_form
from pipeline.tagger.viterbi import decode

ROOT = Path(__file__).parents[1]
CAPITALS = ROOT / "tests" / "data" / "ner-capitals.txt"
MORE_CAPITALS = CAPITALS.with_name("ner-capitals-2.txt")
DEV = ROOT.parent / "shared" / "data" / "ner" / "idner-news-2k" / "dev.txt"
SENTENCE = [
    "Gubernur",
    "Jawa",
    "Barat",
    "Ridwan",
    "Kamil",
    "bertemu",
    "pengurus",
    "KPU",
    "di",
    "Bandung",
    ".",
]


@pytest.fixture(scope="module")
def onnx() -> OnnxTagger:
    return OnnxTagger()


@pytest.fixture(scope="module")
def dev() -> list[Sentence]:
    if not DEV.exists():
        pytest.skip("the dev set of idner-news-2k is not beside the project (../shared/data)")
    return read_conll(DEV)


def micro_f1(gold: Sequence[Sentence], predicted: Sequence[Sequence[str]]) -> float:
    return total(score(gold, predicted).values()).f1


def mark(words: Sequence[str], tags: Sequence[str]) -> list[str]:
    return [f"{' '.join(words[n.start : n.end])}|{n.kind}" for n in names(tags)]


# What it finds


def test_finds_the_names_of_a_sentence(onnx: OnnxTagger) -> None:
    (tags,) = onnx.tag([SENTENCE])
    assert mark(SENTENCE, tags) == ["Ridwan Kamil|PER", "KPU|ORG", "Bandung|LOC"]


@pytest.mark.parametrize(("path", "floor"), [(CAPITALS, 0.9), (MORE_CAPITALS, 0.88)])
def test_capitals_keep_what_was_reached(path: Path, floor: float, onnx: OnnxTagger) -> None:
    assert evaluate_ner(path, onnx).micro.f1 >= floor


def test_own_tokens_are_those_of_articles(tmp_path: Path, onnx: OnnxTagger) -> None:
    path = tmp_path / "text.txt"
    path.write_text("Ketua O\nKPU B-ORG\n(Komisi), O\n")
    assert evaluate_ner(path, onnx).tokens == 3
    assert evaluate_ner(path, onnx, own_tokens=True).tokens == 6


def test_a_headline_in_capitals_has_the_tags_of_running_text(onnx: OnnxTagger) -> None:
    running = ["Ribuan", "warga", "bertemu", "Ridwan", "Kamil", "di", "Bandung"]
    headline = [word.upper() for word in running]
    (tags,) = onnx.tag([headline])
    assert onnx.tag([running]) == [tags]
    assert mark(headline, tags) == ["RIDWAN KAMIL|PER", "BANDUNG|LOC"]


def test_dev_f1_is_kept(onnx: OnnxTagger, dev: list[Sentence]) -> None:
    own = [retokenise(sentence) for sentence in dev]
    on_gold_tokens, on_own_tokens = (
        micro_f1(sentences, onnx.tag([words_of(sentence) for sentence in sentences]))
        for sentences in (dev, own)
    )
    assert on_gold_tokens >= 0.875
    assert on_own_tokens >= on_gold_tokens - 0.01


# The runtimes against each other


def test_onnx_equals_stanza_and_int8_hardly_differs(dev: list[Sentence], onnx: OnnxTagger) -> None:
    pytest.importorskip("stanza")
    sentences = [words_of(sentence) for sentence in dev]
    stanza = load_tagger("stanza").tag(sentences)
    assert onnx.tag(sentences) == stanza

    int8 = OnnxTagger(precision="int8").tag(sentences)
    pairs = list(zip(itertools.chain(*int8), itertools.chain(*stanza), strict=True))
    assert sum(a == b for a, b in pairs) >= 0.998 * len(pairs)
    assert abs(micro_f1(dev, int8) - micro_f1(dev, stanza)) <= 0.003


def test_stanza_runs_the_shipped_files_on_our_own_sentences(onnx: OnnxTagger) -> None:
    pytest.importorskip("stanza")
    headlines = read_conll(CAPITALS) + read_conll(MORE_CAPITALS)
    sentences = [SENTENCE, [], *map(words_of, headlines)]
    assert onnx.tag(sentences) == load_tagger("stanza").tag(sentences)


def test_batching_does_not_change_tags(onnx: OnnxTagger) -> None:
    sentences = [words_of(sentence) for sentence in read_conll(CAPITALS)] + [[]]
    assert onnx.tag(sentences) == [onnx.tag([sentence])[0] for sentence in sentences]


def test_a_full_cache_starts_anew(monkeypatch: pytest.MonkeyPatch, onnx: OnnxTagger) -> None:
    monkeypatch.setattr("pipeline.tagger.onnx_runtime.CACHED_WORDS", 12)
    sentences = [words_of(sentence) for sentence in read_conll(CAPITALS)][:8]
    small = OnnxTagger()
    assert [small.tag([sentence])[0] for sentence in sentences] == onnx.tag(sentences)


def test_unusual_input_is_tagged(onnx: OnnxTagger) -> None:
    odd = ["\N{PILE OF POO}", "a" * 3000, "<PAD>", "dua kata", "\N{COMBINING ACUTE ACCENT}"]
    assert onnx.tag([]) == []
    assert onnx.tag([[]]) == [[]]
    assert [len(tags) for tags in onnx.tag([odd, [], odd * 2000])] == [5, 0, 10_000]


def test_none_finds_nothing() -> None:
    assert load_tagger("none").tag([SENTENCE, []]) == [["O"] * len(SENTENCE), []]


def test_an_unknown_tagger_is_named_with_the_choices() -> None:
    with pytest.raises(ValueError, match="'bert': choose from onnx, stanza, none"):
        load_tagger("bert")  # type: ignore[arg-type]


# The files


def test_model_is_small_and_listed() -> None:
    files = [path for path in MODEL_DIR.iterdir() if path.name != CHECKSUMS]
    listed = [line.split()[1] for line in (MODEL_DIR / CHECKSUMS).read_text().splitlines()]
    assert sorted(path.name for path in files) == listed
    assert sum(path.stat().st_size for path in files) <= 25_000_000


@pytest.mark.parametrize(("damage", "word"), [(None, "missing"), (b"\x80\x04N.", "damaged")])
@pytest.mark.parametrize("name", ["vectors.npz", "sentences.fp32.onnx", "model.json"])
def test_a_broken_model_says_how_to_repair_it(
    tmp_path: Path, name: str, damage: bytes | None, word: str
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL_DIR, folder)
    if damage is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(damage)
    expected = f"^The tagger's model file {name} is {word}; reinstall it with: pip install .*$"
    with pytest.raises(ModelError, match=expected):
        OnnxTagger(ModelFiles(folder))


def test_a_broken_list_of_checksums_is_no_crash(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL_DIR, folder)
    (folder / CHECKSUMS).write_bytes(b"\xff\n")
    with pytest.raises(ModelError, match="is damaged; reinstall"):
        OnnxTagger(ModelFiles(folder))


def test_pickled_arrays_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    np.savez(folder / "bad.npz", values=np.array([{"code": 1}], dtype=object))
    digest = sha256((folder / "bad.npz").read_bytes()).hexdigest()
    (folder / CHECKSUMS).write_text(f"{digest}  bad.npz\n")
    with pytest.raises(ValueError, match="allow_pickle=False"):
        ModelFiles(folder).arrays("bad.npz")


ALONE = """
import socket, sys

def refuse(*args, **kwargs):
    raise OSError("no network in this test")

socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
from pipeline.tagger import load_tagger

tags = load_tagger({name!r}).tag([{words!r}])
assert "B-PER" in tags[0], tags
assert {name!r} == "stanza" or "torch" not in sys.modules, "torch was imported"
"""


@pytest.mark.parametrize("name", ["onnx", "stanza"])
def test_runs_without_network_and_the_default_without_torch(name: str) -> None:
    if name == "stanza":
        pytest.importorskip("stanza")
    program = ALONE.format(name=name, words=SENTENCE)
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)


def test_the_default_leaves_nothing_in_the_home_of_its_user(tmp_path: Path) -> None:
    """What native code notes for its maker there it also sends, past the sockets of Python."""
    environment = {**os.environ, "HOME": str(tmp_path)}
    environment.pop("XDG_CACHE_HOME", None)
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    program = ALONE.format(name="onnx", words=SENTENCE)
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT, env=environment)
    assert list(tmp_path.iterdir()) == []


# The parts


def best_path(scores: np.ndarray, transitions: np.ndarray) -> tuple[int, ...]:
    """Try every path; the first of equals wins, as ``itertools.product`` goes from low ids to high."""

    def worth(path: tuple[int, ...]) -> float:
        steps = sum(scores[step, tag] for step, tag in enumerate(path))
        return float(steps + sum(transitions[a, b] for a, b in itertools.pairwise(path)))

    return max(itertools.product(range(scores.shape[1]), repeat=len(scores)), key=worth)


def test_decoding_finds_the_best_path_of_each_sentence() -> None:
    generator = np.random.default_rng(0)
    scores = generator.normal(size=(5, 7, 3)).astype(np.float32)
    transitions = generator.normal(size=(3, 3)).astype(np.float32)
    lengths = np.array([5, 1, 2, 3, 4, 5, 2])
    paths = decode(scores, transitions, lengths)
    for column, length in enumerate(lengths):
        assert tuple(paths[:length, column]) == best_path(scores[:length, column], transitions)


@pytest.mark.parametrize(
    ("bioes", "iob"),
    [
        ("O S-PER O", "O B-PER O"),
        ("B-PER I-PER E-PER S-PER", "B-PER I-PER I-PER B-PER"),
        ("I-LOC E-LOC E-LOC", "B-LOC I-LOC B-LOC"),
        ("B-PER E-ORG", "B-PER B-ORG"),
    ],
)
def test_bioes_becomes_iob(bioes: str, iob: str) -> None:
    assert to_iob(bioes.split()) == iob.split()


def test_ill_formed_tags_are_read_as_stanza_reads_them() -> None:
    trainer = pytest.importorskip("stanza.models.ner.trainer")
    generator = random.Random(0)
    choices = ["O", *(prefix + kind for prefix in "BIES" for kind in ("-PER", "-ORG"))]
    for _ in range(2000):
        tags = generator.choices(choices, k=generator.randrange(1, 8))
        assert to_iob(tags) == to_iob(trainer.fix_singleton_tags(tags)), tags


def test_batches_hold_every_position_once_within_the_budget() -> None:
    lengths = [9, 1, 30, 4, 4, 200, 0]
    groups = list(batches(lengths, 40))
    assert sorted(itertools.chain(*groups)) == list(range(len(lengths)))
    assert all(len(g) == 1 or len(g) * max(lengths[p] for p in g) <= 40 for g in groups)


def test_conll_reads_both_schemes_and_other_class_names(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("Budi PROPN S-PERSON\nke\tO\n\n\nDKI B-LOC\nJakarta I-LOC", encoding="utf-8")
    budi, jakarta = read_conll(path)
    assert budi == [("Budi", "B-PER"), ("ke", "O")]
    assert names(tags_of(jakarta)) == [(0, 2, "LOC")]


def test_conll_names_the_line_it_cannot_read(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("Budi O\nke\n")
    with pytest.raises(CorpusError, match=r"line 2: no tag in the last column: 'ke'"):
        read_conll(path)


FORMS = {"bandung": "Bandung", "kpk": "KPK", "dan": "dan", "dilantik": "dilantik", "di": "di"}


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("KPK DAN BANDUNG , DI KUALA", "KPK dan Bandung , di Kuala"),
        ("DAN BUDI ( 51 ) DI BANDUNG", "Dan Budi ( 51 ) di Bandung"),
        ('" DAN BUDI LANTIK KPK "', '" Dan Budi lantik KPK "'),
        ("BANDUNG KPK - Budi dan Tono", "BANDUNG KPK - Budi dan Tono"),
        ("Budi DAN DI KPK datang", "Budi dan di KPK datang"),
        ("BANDUNG DAN ( KPK ) Budi", "BANDUNG DAN ( KPK ) Budi"),
        ("KPK DI", "KPK DI"),
        ("BUDI DI DAN , DAN KPK", "Budi Di Dan , dan KPK"),
        ("Budi DI 3 DAN", "Budi DI 3 DAN"),
        ("", ""),
    ],
)
def test_capitals_are_read_as_running_text_writes_them(given: str, read: str) -> None:
    assert Truecaser(FORMS, [("Di", "Dan")])(given.split()) == read.split()


def test_usual_forms_come_from_inside_running_text() -> None:
    text = [
        "Banjir di Bandung , kata KPK dan bank .",
        "Lalu bank itu pergi ke Bank Dunia : Kami datang .",
        "HARGA BANDUNG NAIK DAN TURUN",
        "semua kecil di bandung dan bandung",
    ]
    forms = usual_forms(line.split() for line in text)
    assert forms["bandung"] == "Bandung"
    assert forms["kpk"] == "KPK"
    assert forms["bank"] == "bank"
    assert "harga" not in forms
    assert "banjir" not in forms
    assert "kami" not in forms


def test_pairs_have_a_capital_that_a_word_alone_lacks() -> None:
    text = [
        "Putusan yang dibacakan Mahkamah Konstitusi itu berlaku hari ini .",
        "Menurut pemohon Mahkamah Konstitusi sudah membaca konstitusi .",
        "Pada konstitusi dan konstitusi itu satu bank Kota Hujan berdiri .",
    ]
    known = usual_casing([line.split() for line in text])
    assert known.forms["konstitusi"] == "konstitusi"
    assert known.pairs == [("Mahkamah", "Konstitusi")]


def test_known_names_count_where_text_lacks_them_or_means_something_else() -> None:
    text = [
        "Sawah itu di tanah datar dan luas , harga batu bara naik lagi .",
        *["Kami menjual batu bara dan kopi , juga batu bara lain ."] * 4,
    ]
    tokens = [line.split() for line in text]
    known = [["Tanah", "Datar"], ["Batu", "Bara"], ["Mataram"]]
    casing = usual_casing(tokens, known)
    assert casing.pairs == [("Tanah", "Datar")]
    assert casing.forms["mataram"] == "Mataram"
    assert casing.forms["datar"] == "datar"
    assert usual_casing(tokens).pairs == []


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("lantik", "lantik"),
        ("kirim", "kirim"),
        ("lantiko", "Lantiko"),
        ("bpbd", "BPBD"),
        ("dan-dan", "dan-dan"),
        ("mengonfirmasinya", "mengonfirmasinya"),
        ("akurasinya", "akurasinya"),
        ("suharyanto", "Suharyanto"),
        ("sidiki", "Sidiki"),
    ],
)
def test_what_is_made_as_verbs_and_nouns_are_is_no_name(word: str, form: str) -> None:
    forms = FORMS | {"dikirim": "dikirim", "mengirim": "mengirim"}
    assert usual_form(word, forms) == form


def test_a_verb_of_a_headline_gets_its_prefix_back_where_it_mostly_has_one() -> None:
    words = ["mengirim", "dikirim", "dalam", "mendalam", "didalam", "kirim"]
    truecase = Truecaser({word: word for word in words})
    assert truecase(["BNPB", "KIRIM", "DALAM"]) == ["BNPB", "mengirim", "dalam"]


def test_region_names_are_read_as_names(onnx: OnnxTagger) -> None:
    headline = "Warga Papua Barat Daya , Mataram dan Tanah Datar"
    assert " ".join(onnx._truecase(headline.upper().split())) == headline


def test_shipped_words_tell_how_they_are_written() -> None:
    forms = ModelFiles().forms
    assert [forms[word] for word in ("kpu", "surabaya", "jembatan")] == [
        "KPU",
        "Surabaya",
        "jembatan",
    ]
    assert len(forms) + SPECIAL_UNITS == len(ModelFiles().vectors())


def test_familiar_words_are_the_frequent_ones() -> None:
    familiar = ModelFiles().familiar
    assert {"jepang", "baru", "sama"} <= familiar
    assert familiar.isdisjoint({"syamsuar", "norsan"})
    assert familiar < ModelFiles().forms.keys()


def test_retokenising_keeps_brackets_out_of_names() -> None:
    sentence = tagged(["Tono", "(Ghana),", "partai", "(PKB)"], ["B-PER", "B-LOC", "B-ORG", "I-ORG"])
    assert " ".join(f"{word}/{tag}" for word, tag in retokenise(sentence)) == (
        "Tono/B-PER (/O Ghana/B-LOC )/O ,/O partai/B-ORG (/I-ORG PKB/I-ORG )/I-ORG"
    )


def test_held_out_sentences_are_known_in_any_case() -> None:
    held = HeldOut([["Ya", ",", "benar", "."], ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]])
    assert held.leaks(["YA", "benar"])
    assert held.leaks(["x", "c", "D", "e", "f", "g", "h", "i", "j"])
    assert not held.leaks(["ya", "benar", "sekali"])
    assert not held.leaks(["c", "d", "e", "f", "g", "h", "i", "x"])


def test_votes_keep_the_names_most_agree_on() -> None:
    result = vote([["B-PER", "I-PER", "O"], ["B-PER", "I-PER", "O"], ["B-PER", "O", "B-LOC"]])
    assert result.tags == ["B-PER", "I-PER", "O"]
    assert result.agreement == pytest.approx(2 / 3)
    assert vote([["O"], ["O"]]) == (["O"], 1.0)


def test_variants_keep_tags_and_classes() -> None:
    gold = [sentence for sentence in read_conll(CAPITALS) if names(tags_of(sentence))]
    variants = Augmenter(gold, seed=1).training_set(gold)
    assert variants == Augmenter(gold, seed=1).training_set(gold)
    for variant in variants:
        assert to_iob(tags_of(variant)) == tags_of(variant)
        assert all(variant)
    swapped = [Augmenter(gold, seed=2).swap(sentence, 1.0) for sentence in gold]
    for old, new in zip(gold, swapped, strict=True):
        kinds = [[name.kind for name in names(tags_of(sentence))] for sentence in (old, new)]
        assert kinds[0] == kinds[1]
        assert [w for w, tag in old if tag == "O"] == [w for w, tag in new if tag == "O"]


def test_students_learn_from_headlines_as_a_runtime_reads_them() -> None:
    text = [
        "Banjir yang merendam kota dan Budi direndam .",
        "Kami yang ditetapkan lalu tetap ada .",
    ]
    casing = usual_casing([line.split() for line in text])
    sentence = tagged(
        ["Dia", "menetapkan", "Budi", "yang", "merendam", "kota"], ["O", "O", "B-PER", *"OOO"]
    )
    augmenter = Augmenter([sentence], seed=1, casing=casing)
    headline = augmenter._headline(sentence, 5)
    assert words_of(headline) == ["Dia", "tetapkan", "Budi", "rendam"]
    assert tags_of(headline) == ["O", "O", "B-PER", "O"]
    read = {" ".join(words_of(augmenter._as_read(upper(sentence)))) for _ in range(200)}
    assert "Dia menetapkan Budi yang merendam kota" in read
    assert all(len(line.split()) == len(sentence) for line in read)


def test_some_words_are_respelled_in_their_own_case() -> None:
    augmenter = Augmenter([], seed=1, casing=Casing({"a": "a"}, []))
    words = ["Suharyanto", "(KPU)", "di", "Café-1"]
    spelled = [[augmenter._respell(word) for word in words] for _ in range(50)]
    for row in spelled:
        assert [len(word) for word in row] == [len(word) for word in words]
        assert row[0].istitle()
        assert row[1][0] + row[1][4] == "()"
        assert row[1].isupper()
        assert row[2] == "di"
    assert len({row[0] for row in spelled}) > 40


def test_an_average_forgets_where_it_started() -> None:
    torch = pytest.importorskip("torch")
    trainer = pytest.importorskip("pipeline.ner_training.stanza_trainer")
    averaged, weights = [torch.zeros(2)], [torch.ones(2)]
    for step in range(1, 40):
        trainer._moving_average(averaged, weights, step)
    assert averaged[0].min() > 0.99
    for step in range(3000, 3100):
        trainer._moving_average(averaged, [torch.zeros(2)], step)
    assert 0.7 < averaged[0].min() < 0.9


def test_datelines_are_tagged() -> None:
    augmenter = Augmenter([], seed=3)
    for _ in range(20):
        dateline = augmenter.dateline(tagged(["Hujan"], ["O"]))
        assert dateline[-1] == ("Hujan", "O")
        assert next(name.kind for name in names(tags_of(dateline))) == "LOC"
