"""Curves rise and stay near what they were fitted to; reliability counts what gold judges."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import article, document, place
from typer.testing import CliRunner

from pipeline import confidence, stages
from pipeline.cli import app
from pipeline.confidence import Curve, calibrated, curves
from pipeline.evaluation.calibration import (
    ENOUGH,
    Bin,
    Judged,
    applied,
    calibration_error,
    cross_validated,
    fit,
    fit_all,
    judged,
    raw_tables,
    reliability,
    to_toml,
)
from pipeline.evaluation.scores import KEYS, GoldArticle
from pipeline.matching.rules import rules_root
from pipeline.tables.rows import to_tables
from pipeline.tables.schemas import FACT_TABLES

rows = st.lists(
    st.builds(
        Judged,
        st.sampled_from("abcdefgh"),
        st.integers(0, 20).map(lambda twentieth: twentieth / 20),
        st.booleans(),
    ),
    max_size=300,
)


def sure(raw: float, right: int, wrong: int) -> list[Judged]:
    return [Judged("a", raw, True)] * right + [Judged("a", raw, False)] * wrong


@given(rows)
def test_a_fitted_curve_rises_within_0_and_1(sample: list[Judged]) -> None:
    curve = fit(sample)
    if sample:
        values = [curve(raw / 100) for raw in range(101)]
        assert values == sorted(values)
        assert values[0] > 0
        assert values[-1] < 1


@given(rows)
def test_a_fit_does_not_depend_on_the_order_of_rows(sample: list[Judged]) -> None:
    assert fit(sample) == fit(sample[::-1])


def test_a_curve_tells_the_share_that_is_right() -> None:
    curve = fit(sure(0.6, 49, 49) + sure(0.9, 89, 9))
    assert curve == Curve((0.6, 0.9), (0.5, 0.9))
    assert [curve(raw) for raw in (0.1, 0.6, 0.75, 0.9, 1.0)] == [0.5, 0.5, 0.7, 0.9, 0.9]


def test_where_surer_rows_are_no_better_all_are_as_sure() -> None:
    assert fit(sure(0.6, 40, 9) + sure(0.9, 30, 19)) == Curve((0.75,), (0.71,))


def test_few_rows_make_no_level_of_their_own() -> None:
    few = sure(0.3, 0, 5)
    assert fit(few + sure(0.9, 93, 0)) == Curve((round((0.3 * 5 + 0.9 * 93) / 98, 3),), (0.94,))
    assert fit_all({"dates": few}) == {}
    assert len(few) < ENOUGH


def test_without_a_curve_confidence_stays() -> None:
    assert Curve()(0.123) == 0.123


@pytest.mark.parametrize(
    ("raw", "right", "problem"),
    [
        ([0.5], [], "one length"),
        ([0.5, 0.5], [0.1, 0.2], "must rise"),
        ([0.5, 0.6], [0.2, 0.1], "must rise"),
        ([0.5], [1.5], "0 to 1"),
    ],
)
def test_a_curve_that_is_none_is_refused(
    raw: list[float], right: list[float], problem: str
) -> None:
    with pytest.raises(msgspec.ValidationError, match=problem):
        msgspec.convert({"raw": raw, "right": right}, Curve)


def test_curves_survive_being_written() -> None:
    fitted = {"dates": Curve((0.5, 0.9), (0.4, 0.987)), "regions": Curve((0.1,), (0.2,))}
    assert msgspec.toml.decode(to_toml(fitted), type=dict[str, Curve]) == fitted


def test_the_curves_in_use_are_of_tables_that_exist() -> None:
    assert set(curves()) <= set(FACT_TABLES)


def test_extraction_calibrates_unless_told_not_to(monkeypatch: pytest.MonkeyPatch) -> None:
    (region,) = document().regions
    monkeypatch.setitem(stages.STAGES, "regions", lambda _: [region])
    raw = stages.extract(article(), calibrate=False)
    assert raw.regions == [region]
    (found,) = stages.extract(article()).regions
    assert found == calibrated("regions", region)
    assert replace(found, confidence=region.confidence) == region


def test_calibration_reads_the_curve_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confidence, "curves", lambda: {"regions": Curve((0.9,), (0.5,))})
    confidence._calibrated.cache_clear()
    (region,) = document().regions
    (date,) = document().dates
    try:
        assert calibrated("regions", region).confidence == 0.5
        assert calibrated("dates", date).confidence == 0.9
    finally:
        confidence._calibrated.cache_clear()


def test_reliability_counts_right_rows_by_confidence() -> None:
    made = document()
    (region,) = made.regions
    made.regions = [region, replace(region, **place("Wirya"), region_code="18")]
    tables = to_tables([made])
    gold = GoldArticle(
        made.article.article_id,
        {
            "regions": [{"region_code": "17.04"}],
            "dates": [row | {"optional": True} for row in tables["dates"].to_pylist()],
        },
    )
    sample = judged(tables, [gold])
    assert set(sample) == set(KEYS)
    assert [row.right for row in sample["regions"]] == [True, False]
    assert sample["dates"] == []
    bins = {each.table: each for each in reliability(sample)}
    assert bins["regions"] == Bin("regions", 0.9, 0.95, 2, 0.9, 1)
    assert bins["regions"].share == 0.5
    assert calibration_error(sample)["regions"] == pytest.approx(0.4)
    assert "dates" not in calibration_error(sample)


def test_calibration_brings_confidence_to_the_share() -> None:
    sample = {"dates": sure(0.9, 30, 68)}
    assert calibration_error(applied(fit_all(sample), sample))["dates"] < 0.01


def test_articles_are_calibrated_by_other_articles() -> None:
    wrong = [Judged("odd", 0.9, False)] * 40
    right = [Judged(name, 0.9, True) for name in "abcdefgh" for _ in range(10)]
    held_out = cross_validated({"dates": wrong + right})["dates"]
    assert len(held_out) == len(wrong + right)
    assert all(row.confidence > 0.95 for row in held_out if row.article_id == "odd")


NEWS = (
    "KPU siap\n\nBengkulu - Partisipasi pemilih di Kabupaten Kaur mencapai 80,5 persen pada 2020, "
    "kata Ketua KPU Kabupaten Kaur Wirya Santana kepada wartawan di kantornya."
)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with one article of few facts."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "kaur.txt").write_text(NEWS, "utf-8")
    return folder


def test_raw_tables_have_the_confidence_of_the_rules(news: Path) -> None:
    tables = raw_tables([news])
    assert tables["articles"].num_rows == 1
    raw = tables["regions"]["confidence"].to_pylist()
    (made,) = [
        stages.extract(article(text=text)) for text in tables["articles"]["text"].to_pylist()
    ]
    assert raw
    assert [round(each, 3) for each in raw] != [region.confidence for region in made.regions]


def test_the_commands_show_reliability_and_write_curves(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = shutil.copytree(rules_root(), tmp_path / "rules")
    monkeypatch.setattr("pipeline.matching.rules._chosen", rules)
    gold, out = tmp_path / "gold.jsonl", tmp_path / "out"
    gold.write_bytes(msgspec.json.encode({"id": "kaur", "facts": {"regions": REGION}}))

    def command(*arguments: object) -> str:
        done = CliRunner().invoke(app, list(map(str, arguments)))
        assert done.exit_code == 0, done.output
        return done.stdout

    before = (rules / confidence.FILE).read_bytes()
    shown = command("calibrate", news, "--gold", gold)
    assert (shown.count("share of rows that are right"), shown.count("off by")) == (2, 2)
    assert (rules / confidence.FILE).read_bytes() == before
    command("calibrate", news, "--gold", gold, "--write")
    assert msgspec.toml.decode((rules / confidence.FILE).read_bytes()) == {}
    command("extract", news, "--out", out)
    assert "off by" in command("evaluate", out, gold, "--reliability")


REGION = [{"region_code": "17.04", "level": "regency", "mention": "Kabupaten Kaur"}]
