"""partners on the example, as a project lead uses it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from tests.cli.conftest import Run


@contextmanager
def window(width: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Standard output as a window of the given width."""
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout.isatty", lambda: True, raising=False)
        patch.setattr("shutil.get_terminal_size", lambda *_: os.terminal_size((width, 50)))
        yield


def test_a_name_typed_wrongly_is_answered_with_the_right_one(example: Run) -> None:
    ran = example("partners", "Plastipolys")
    assert (ran.code, ran.out) == (1, "")
    assert "Did you mean Plastipolis / Polymeris (pic:998394229)" in ran.err


def test_clusters_are_suggested_with_reasons_and_never_known_ones(example: Run) -> None:
    ran = example("partners", "plastipolis", "--clusters", "--limit", "50", "--format", "json")
    rows = json.loads(ran.out)
    assert ran.code == 0
    assert "Plastipolis / Polymeris (pic:998394229) has 29 partners; together they are from 11 countries." in ran.err
    assert len(rows) == 50
    assert all(row["is_cluster"] for row in rows)
    assert all(row["reasons"] for row in rows)
    known = json.loads(
        example(
            "cypher",
            "MATCH (:Cluster {id: 'pic:998394229'})-->(p)<--(o:Organisation) "
            "WHERE p:Project OR p:MetaCluster RETURN DISTINCT o.id AS id",
            "--format",
            "json",
        ).out
    )
    assert not {row["id"] for row in rows} & {row["id"] for row in known}
    for row in rows:
        for path in row["path_ids"]:
            assert (path[0], path[4], len(path)) == ("pic:998394229", row["id"], 5)


def test_every_tie_of_a_path_is_in_the_store(example: Run) -> None:
    [row] = json.loads(example("partners", "plastipolis", "--limit", "1", "--format", "json").out)
    for you, event, partner, other_event, they in row["path_ids"]:
        for actor, met_in in ((you, event), (partner, event), (partner, other_event), (they, other_event)):
            count = example(
                "cypher", "MATCH (a:Organisation {id: $a})-->(e {id: $e}) RETURN count(e) AS n",
                "-p", f"a={actor}", "-p", f"e={met_in}", "--format", "json",
            )  # fmt: skip
            assert json.loads(count.out)[0]["n"] >= 1


def test_in_a_window_of_100_columns_whole_reasons_are_read(example: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with window(100, monkeypatch):
        ran = example("partners", "Klaster Dolina Lotnicza", "--clusters", "--limit", "3")
    lines = ran.out.splitlines()
    assert max(map(len, lines)) <= 110  # the head is in bold, which takes eight more characters
    assert "reasons" in lines[0]
    assert "…" not in ran.out
    told = " ".join(" ".join(line.split()) for line in lines[2:])
    assert "same sector: Aerospace and defence" in told
    assert "could be suggested: --limit lists more" in ran.err


def test_a_workbook_holds_measures_paths_and_how_they_were_asked_for(example: Run) -> None:
    ran = example("partners", "Plastipolis", "--country", "Austria", "--text", "logistics", "-o", "partners.xlsx")
    assert ran.code == 0, ran.err
    frame = pd.read_excel("partners.xlsx", sheet_name="answer", engine="calamine")
    assert set(frame["country"]) == {"AT"}
    assert {"adamic_adar", "resource_allocation", "walk", "theme", "text", "paths", "url"} <= set(frame)
    assert frame["reasons"].str.contains("speaks of logistics").all()
    sources = {
        row[0]: row[1] for row in CalamineWorkbook.from_path("partners.xlsx").get_sheet_by_name("sources").to_python()
    }
    assert (sources["command"], sources["country"], sources["text"]) == ("graphmodel partners", "AT", "logistics")


@pytest.mark.parametrize("ending", ["csv", "json", "parquet", "txt"])
def test_every_form_can_be_written(example: Run, ending: str) -> None:
    assert example("partners", "Plastipolis", "--limit", "2", "-o", f"p.{ending}").code == 0


def test_a_cluster_without_ties_gets_an_honest_answer(example: Run) -> None:
    ran = example("partners", "Śląski Klaster Lotniczy", "--format", "json")
    assert "has no partner in this store." in ran.err
    assert "these suggestions rest on themes alone" in ran.err
    assert {tuple(row["sectors"]) for row in json.loads(ran.out)} == {("sector:aerospace-defence",)}
    assert {row["score"] for row in json.loads(ran.out)} == {0}


def test_nobody_to_suggest_is_said_with_the_reason(example: Run) -> None:
    ran = example("partners", "Plastipolis", "--text", "qqqq", "--format", "json")
    assert (ran.code, json.loads(ran.out)) == (0, [])
    assert "Nobody here has 'qqqq' in a name, a sector or an event." in ran.err
    wrong = example("partners", "Plastipolis", "--text", "of the")
    assert wrong.code == 1
    assert "names no theme" in wrong.err


def test_years_say_what_they_left_out(example: Run) -> None:
    ran = example("partners", "Plastipolis", "--from", "2016", "--quiet")
    assert (ran.code, ran.err) == (0, "")
    assert "without a date" in example("partners", "Plastipolis", "--from", "2016").err
