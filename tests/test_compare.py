"""Gains and losses: what counts as a change, what gold says of it, and how it is shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import document, place, written
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.evaluation.compare import Comparison, compare, counts, to_html, to_json
from pipeline.evaluation.printing import show_comparison
from pipeline.evaluation.scores import GoldArticle
from pipeline.tables.rows import Tables, to_tables
from pipeline.tables.schemas import FACT_TABLES
from pipeline.types import Document

OLD = to_tables([document()])


def with_(change: Callable[[Document], None]) -> Tables:
    """The tables of the sample document after ``change``."""
    made = document()
    change(made)
    return to_tables([made])


def official(**values: Any) -> Tables:
    """The tables with the official changed."""
    (found,) = document().officials

    def change(made: Document) -> None:
        made.officials = [replace(found, **values)]

    return with_(change)


GOLD = [
    GoldArticle(
        document().article.article_id, {name: OLD[name].to_pylist() for name in FACT_TABLES}
    )
]


def only(comparison: Comparison) -> Any:
    (change,) = comparison.changes
    return change


def test_a_run_has_no_gains_or_losses_to_itself() -> None:
    comparison = compare(OLD, OLD, GOLD)
    assert comparison == Comparison(1, 0, 0, [])


def test_a_fact_more_is_gained_and_the_other_way_lost() -> None:
    (region,) = document().regions
    other = replace(region, **place("Wirya"), region_code="18", region_name="Lampung")
    new = with_(lambda made: made.regions.append(other))
    change = only(compare(OLD, new, GOLD))
    assert (change.table, change.kind, change.verdict) == ("regions", "gained", "wrong")
    assert change.row["mention"] == "Wirya"
    change = only(compare(new, OLD, GOLD))
    assert (change.kind, change.verdict, change.row["mention"]) == ("lost", "wrong", "Wirya")


def test_a_lost_fact_that_gold_holds_was_right() -> None:
    without = with_(lambda made: made.dates.clear())
    assert only(compare(OLD, without, GOLD)).verdict == "right"
    assert only(compare(OLD, without)).verdict == ""


def test_another_value_at_the_same_place_is_a_change() -> None:
    change = only(compare(official(role="bupati", role_status="pj"), OLD, GOLD))
    assert (change.kind, change.verdict) == ("changed", "wrong to right")
    assert change.columns == ["role", "role_status"]


def test_a_person_changes_wherever_the_row_stands() -> None:
    change = only(compare(OLD, official(**place("Ketua"), region_code="17"), GOLD))
    assert (change.kind, change.columns) == ("changed", ["region_code"])


def test_place_rule_and_confidence_alone_are_no_change() -> None:
    moved = official(**place("Ketua", confidence=0.1) | {"rule_id": "test.other"}, mentions=7)
    assert compare(OLD, moved).changes == []


def test_the_same_fact_twice_is_one_more() -> None:
    (region,) = document().regions
    again = replace(region, **place("KPU Kaur"))
    change = only(compare(OLD, with_(lambda made: made.regions.append(again)), GOLD))
    assert (change.kind, change.verdict) == ("gained", "right")


def test_articles_of_one_run_are_left_out() -> None:
    comparison = compare(to_tables([document(1), document(2)]), to_tables([document(2)]))
    assert comparison == Comparison(1, 1, 0, [])


@given(st.lists(st.integers(0, 4), max_size=4), st.lists(st.integers(0, 4), max_size=4))
def test_changes_lead_from_the_old_facts_to_the_new(old: list[int], new: list[int]) -> None:
    """Old facts, less what was lost, plus what was gained, with what was changed, are the new facts."""

    def tables(counted: list[int]) -> Tables:
        (claim,) = document().candidate_counts
        made = document()
        made.candidate_counts = [
            replace(claim, count=count, start=claim.start + offset)
            for offset, count in enumerate(counted)
        ]
        return to_tables([made])

    left = list(old)
    for change in compare(tables(old), tables(new)).changes:
        if change.old is not None:
            left.remove(change.old["count"])
        if change.new is not None:
            left.append(change.new["count"])
    assert sorted(left) == sorted(new)


def test_counts_come_in_the_order_of_the_tables() -> None:
    new = with_(lambda made: (made.percentages.clear(), made.regions.clear(), None)[-1])
    assert list(counts(compare(OLD, new, GOLD)).items()) == [
        (("regions", "lost", "right"), 1),
        (("percentages", "lost", "right"), 1),
    ]


def test_everything_is_given_as_json() -> None:
    page = json.loads(to_json(compare(OLD, official(role="bupati"), GOLD)))
    assert page["counts"] == [
        {"table": "officials", "kind": "changed", "verdict": "right to wrong", "facts": 1}
    ]
    (change,) = page["changes"]
    assert (change["old"]["role"], change["new"]["role"]) == ("ketua_kpu", "bupati")


def test_gold_that_tells_of_one_side_only_says_so() -> None:
    optional = GoldArticle(
        GOLD[0].id, {"officials": [row | {"optional": True} for row in GOLD[0].facts["officials"]]}
    )
    change = only(compare(OLD, official(role="bupati"), [optional]))
    assert change.verdict == "unscored to wrong"


def test_the_page_runs_nothing_of_the_text() -> None:
    hostile = "<script>alert(1)</script>"
    page = to_html(compare(OLD, official(role_text=hostile)))
    assert "<script>" not in page
    assert "role_text &lt;script&gt;" in page


def test_the_terminal_shows_counts_and_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    show_comparison(compare(OLD, official(role="bupati", rule_id="test.new"), GOLD))
    shown = capsys.readouterr().out
    assert "1 articles in both runs" in shown
    assert "officials: changed right to wrong" in shown
    assert "kaur-1  test.rule -> test.new" in shown
    assert "was role ketua_kpu\n    is  role bupati" in shown
    assert "Ketua KPU" in shown


# The command.


def test_the_command_compares_two_runs(tmp_path: Path) -> None:
    old = written(OLD, tmp_path / "old")
    new = written(with_(lambda made: made.dates.clear()), tmp_path / "new")
    gold, page = tmp_path / "gold.jsonl", tmp_path / "page.html"
    gold.write_bytes(msgspec.json.encode(GOLD[0]))
    arguments = ["compare", str(old), str(new), "--gold", str(gold), "--html", str(page)]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    assert "dates: lost right" in done.stdout
    assert "lost: 1" in page.read_text("utf-8")
    done = CliRunner().invoke(app, [*arguments, "--json"])
    assert json.loads(done.stdout)["counts"][0]["verdict"] == "right"


def test_runs_that_cannot_be_compared_end_with_2(tmp_path: Path) -> None:
    old = written(OLD, tmp_path / "old")
    other = written(to_tables([document(2)]), tmp_path / "other")
    for new, problem in ((other, "no article in common"), (tmp_path, "no tables here")):
        done = CliRunner().invoke(app, ["compare", str(old), str(new)])
        assert done.exit_code == 2
        assert problem in done.stderr
