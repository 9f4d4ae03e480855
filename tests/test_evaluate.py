"""Figures agree with the contract's scorer, and mistakes are told apart and shown with their evidence."""

from __future__ import annotations

import importlib.util
import json
import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from samples import TEXT, document, written

from pipeline.evaluation.scores import (
    KEYS,
    Evaluation,
    GoldArticle,
    GoldError,
    Judge,
    Mistake,
    evaluate,
    read_gold,
    to_html,
    to_json,
)
from pipeline.tables.loader import read_tables
from pipeline.tables.rows import to_tables
from pipeline.tables.schemas import FACT_TABLES
from pipeline.types import Document

SCORER = Path(__file__).parents[2] / "shared" / "spec" / "score.py"


def gold_of(made: Document, **changes: list[dict[str, Any]]) -> GoldArticle:
    """Gold in which all facts of a document are right, but for the tables in ``changes``."""
    tables = to_tables([made])
    facts = {name: tables[name].to_pylist() for name in FACT_TABLES}
    return GoldArticle(made.article.article_id, facts | changes, TEXT)


def figures(evaluation: Evaluation) -> dict[str, float]:
    return {f"{figure.table}/{figure.key}": figure.score.f1 for figure in evaluation.figures}


def test_a_perfect_run_scores_one() -> None:
    evaluation = evaluate(to_tables([document()]), [gold_of(document())])
    assert set(figures(evaluation).values()) == {1.0}
    assert evaluation.mistakes == []
    assert {(figure.f1_low, figure.f1_high) for figure in evaluation.figures} == {(1.0, 1.0)}


def test_an_article_that_the_run_lacks_is_missed() -> None:
    evaluation = evaluate(to_tables([]), [gold_of(document())])
    assert set(figures(evaluation).values()) == {0.0}
    assert {mistake.kind for mistake in evaluation.mistakes} == {
        "missed",
        "missed person",
        "missed claim",
        "missed value",
    }
    (region,) = [m for m in evaluation.mistakes if m.table == "regions"]
    assert region.sentence == "Dua pasangan calon di Kaur"


def test_a_wrong_value_is_one_mistake_with_the_rule_that_made_it() -> None:
    wanted = {"person": "WIRYA SANTANA", "role": "anggota_kpu", "region_code": "17.04"}
    gold = gold_of(document(), officials=[wanted])
    evaluation = evaluate(to_tables([document()]), [gold])
    (mistake,) = evaluation.mistakes
    assert mistake.kind == "wrong role"
    assert mistake.rule_id == "test.rule"
    assert "Ketua KPU Kaur" in mistake.sentence
    scores = figures(evaluation)
    assert (scores["officials/key"], scores["officials/person"]) == (0.0, 1.0)


def test_a_second_post_that_is_missed_is_no_missed_person() -> None:
    posts = [
        {"person": "Wirya Santana", "role": role, "region_code": "17.04"}
        for role in ("ketua_partai", "ketua_kpu")
    ]
    evaluation = evaluate(to_tables([document()]), [gold_of(document(), officials=posts)])
    assert [mistake.kind for mistake in evaluation.mistakes] == ["missed post"]


def test_the_nearest_reading_is_the_wrong_one() -> None:
    posts = [
        {"person": "Wirya Santana", "role": "bupati", "role_status": "pj", "region_code": "17"},
        {"person": "Wirya Santana", "role": "ketua_kpu", "region_code": "17"},
    ]
    gold = gold_of(document(), officials=posts)
    mistakes = evaluate(to_tables([document()]), [gold]).mistakes
    kinds = {mistake.wanted[1]: mistake.kind for mistake in mistakes if mistake.wanted}
    assert kinds == {"ketua_kpu": "wrong region_code", "bupati": "missed post"}


def test_verdicts_follow_the_gold() -> None:
    made = document()
    region = {"region_code": ["17", "17.04"], "level": "regency"}
    gold = gold_of(made, regions=[region], dates=[])
    rows = {name: table.to_pylist() for name, table in to_tables([made]).items()}
    judge = Judge([gold])
    (region_row,), (date_row,) = rows["regions"], rows["dates"]
    assert judge.verdict("regions", region_row) is True
    assert judge.verdict("regions", region_row | {"region_code": "18"}) is False
    assert judge.verdict("regions", region_row | {"level": "village"}) is None
    assert judge.verdict("regions", region_row | {"article_id": "other"}) is None
    assert judge.verdict("dates", date_row) is False
    optional = gold_of(made, dates=[date_row | {"optional": True}])
    assert Judge([optional]).verdict("dates", date_row) is None


def test_optional_facts_are_neither_wanted_nor_wrong() -> None:
    region = {"region_code": "17.04", "level": "regency", "mention": "Kaur", "optional": True}
    found = evaluate(to_tables([document()]), [gold_of(document(), regions=[region])])
    missed = evaluate(to_tables([]), [gold_of(document(), regions=[region])])
    for evaluation in (found, missed):
        assert not [mistake for mistake in evaluation.mistakes if mistake.table == "regions"]


def test_any_of_several_codes_is_right() -> None:
    region = {"region_code": ["17", "17.04"], "level": "regency", "mention": "Kaur"}
    evaluation = evaluate(to_tables([document()]), [gold_of(document(), regions=[region])])
    assert figures(evaluation)["regions/key"] == 1.0


def test_intervals_are_the_same_every_time() -> None:
    tables = to_tables(document(number) for number in range(5))
    gold = [gold_of(document(number)) for number in range(10)]
    first, second = evaluate(tables, gold), evaluate(tables, gold)
    assert first == second
    figure = first.figures[0]
    assert figure.f1_low < figure.score.f1 < figure.f1_high


def test_the_page_shows_mistakes_and_runs_nothing_of_the_text() -> None:
    hostile = "<script>alert(1)</script>"
    mistake = Mistake("dates", "spurious", hostile, None, (hostile,), hostile, hostile, "rule")
    page = to_html(Evaluation(1, [], [mistake]))
    assert "<script>" not in page
    assert page.count("&lt;script&gt;") == 3


def test_gold_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "a", "facts": {}}\n\n{"id": 1}\n')
    with pytest.raises(GoldError, match=r"gold\.jsonl: line 3"):
        read_gold([gold])
    with pytest.raises(GoldError, match="No such file"):
        read_gold([tmp_path / "none.jsonl"])


# Against the contract's own scorer.


def _fact(table: str, pick: random.Random) -> dict[str, Any]:
    """A fact of random values out of few, so that many agree."""
    code = pick.choice(["17", "17.04", "17.71", "00"])
    day = date(2024, 11, 26) + timedelta(pick.randrange(3))
    return {
        "regions": {
            "region_code": code,
            "level": pick.choice(["province", "regency", "village"]),
        },
        "officials": {
            "person": pick.choice(["Wirya Santana", "wirya  santana", "Arum, S.H.", "-"]),
            "role": pick.choice(["bupati", "ketua_kpu"]),
            "role_status": pick.choice(["definitive", "former"]),
            "region_code": pick.choice([code, None]),
        },
        "dates": {
            "start_date": pick.choice([day, None]),
            "end_date": day + timedelta(pick.randrange(2)),
        },
        "candidate_counts": {
            "region_code": pick.choice([code, None]),
            "election": pick.choice(["bupati", None]),
            "count": pick.randrange(1, 4),
            "uncontested": pick.random() < 0.5,
        },
        "percentages": {
            "value": pick.choice([80.5, 100 / 3, 80.50001]),
            "value_max": pick.choice([None, 90.0]),
            "measure": pick.choice(["turnout", "other"]),
            "region_code": pick.choice([code, None]),
        },
    }[table]


def _random_document(number: int, pick: random.Random) -> Document:
    """The sample document with random facts in place of its own, at random places."""
    made = document(number)
    for table in FACT_TABLES:
        (model,) = getattr(made, table)
        facts = []
        for _ in range(pick.randrange(4)):
            start = pick.randrange(len(TEXT) - 5)
            values = {**_fact(table, pick), "start": start, "end": start + 5}
            facts.append(replace(model, **values))
        setattr(made, table, facts)
    return made


def _random_gold(number: int, pick: random.Random) -> dict[str, Any]:
    facts = {}
    for table in FACT_TABLES:
        rows = [_fact(table, pick) | {"mention": "Kaur"} for _ in range(pick.randrange(4))]
        for row in rows:
            if pick.random() < 0.2:
                row["optional"] = True
            if row.get("region_code") and pick.random() < 0.2:
                row["region_code"] = [row["region_code"], "17.03"]
        facts[table] = rows
    return {"id": f"kaur-{number}", "text": TEXT, "facts": facts}


@pytest.mark.skipif(not SCORER.exists(), reason="the contract's scorer is not beside the project")
@pytest.mark.parametrize("seed", range(5))
def test_figures_agree_with_the_scorer_to_the_last_digit(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pick = random.Random(seed)
    documents = [_random_document(number, pick) for number in range(30)]
    out = written(to_tables(documents), tmp_path / "out")
    gold = tmp_path / "gold.jsonl"
    lines = [json.dumps(_random_gold(number, pick), default=str) for number in range(5, 35)]
    gold.write_text("\n".join(lines))

    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    monkeypatch.setattr("sys.argv", ["score.py", str(out), str(gold), "--json"])
    assert scorer.main() == 0
    theirs = json.loads(capsys.readouterr().out)

    ours = json.loads(to_json(evaluate(read_tables(out), read_gold([gold]))))
    assert (
        ours.keys() == theirs.keys() == {f"{t}/{key}" for t, keys in KEYS.items() for key in keys}
    )
    for name, figures in theirs.items():
        assert {key: ours[name][key] for key in figures} == figures, name
