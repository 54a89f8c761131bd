"""stages on the example, whose sources declare no stage of any cluster but tell what each stage needs."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_stages_are_marked_as_estimates_with_their_rule_and_services(example: Run) -> None:
    ran = example("stages", "--country", "Hungary", "--format", "json")
    rows = {row["name"]: row for row in json.loads(ran.out)}
    assert ran.code == 0
    assert {row["basis"] for row in rows.values()} == {"estimated", None}
    # Founded in 2013, as the text of 2014 tells; nothing dates it otherwise.
    mining = rows["Mecsek Bányászati Klaszter"]
    assert (mining["stage"], mining["first_seen"], mining["services"]) == ("growth", None, ["funding"])
    assert mining["rule"].startswith("Declared to be founded in 2013, 7 years before 2020")
    unknown = [row for row in rows.values() if row["stage"] == "unknown"]
    assert unknown
    assert not any(row["services"] or row["basis"] or row["first_seen"] for row in unknown)


def test_the_shares_are_told_beside_the_table(example: Run) -> None:
    ran = example("stages", "--country", "HU")
    rows = json.loads(example("stages", "--country", "HU", "--format", "json").out)
    estimated = sum(row["basis"] == "estimated" for row in rows)
    assert f"Of {len(rows)} clusters the stage of 0 is declared and of {estimated} estimated as of 2020" in ran.err
    assert ran.out.splitlines()[0].split() == [
        "name", "country", "stage", "basis", "first_seen", "projects", "services",
    ]  # fmt: skip


def test_an_earlier_year_gives_the_estimate_of_that_year(example: Run) -> None:
    then = {row["id"]: row for row in json.loads(example("stages", "--to", "2014", "--format", "json").out)}
    now = {row["id"]: row for row in json.loads(example("stages", "--format", "json").out)}
    order = {"unknown": 0, "start": 1, "growth": 2, "maturity": 3}
    assert then.keys() == now.keys()
    assert all(order[then[key]["stage"]] <= order[now[key]["stage"]] for key in now)
    assert any(" before 2014" in row["rule"] for row in then.values())


def test_a_declared_stage_is_shown_as_such_and_an_empty_store_says_so(graphmodel: Run) -> None:
    Path("clusters.csv").write_text("id,name,stage\na,Alpha,maturity\nb,Beta,\n", encoding="utf-8")
    assert graphmodel("load", "tables", "clusters.csv", "--dataset", "mine").code == 0
    ran = graphmodel("stages", "--format", "json")
    assert [(row["name"], row["stage"], row["basis"]) for row in json.loads(ran.out)] == [
        ("Alpha", "maturity", "declared"),
        ("Beta", "unknown", None),
    ]
    assert "Of 2 clusters the stage of 1 is declared" in ran.err
    assert "No services are loaded: the sheet stages holds them." in ran.err
    nothing = graphmodel("stages", "--country", "PL", "--format", "json")
    assert (nothing.code, json.loads(nothing.out)) == (0, [])
    assert "There are no clusters here." in nothing.err
