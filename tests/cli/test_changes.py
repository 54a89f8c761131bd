"""graphmodel changes: two years, two editions, and what a person sees of them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.cli.conftest import Run

ORGANISATIONS = "id,name,country\nacme,Acme,HU\nbeta,Beta,SK\ngamma,Gamma,AT\ndelta,Delta,AT\n"
PROJECTS = "id,acronym,start,end\npoly,POLY,2012-03-01,2014-02-28\ngrid,GRID,2015-01-01,2017-12-31\nlost,LOST,,\n"
PARTICIPATIONS = (
    "organisation,project,role\nacme,poly,coordinator\nbeta,poly,partner\ngamma,poly,partner\n"
    "acme,grid,coordinator\nbeta,grid,partner\ndelta,grid,partner\nacme,lost,partner\n"
)


@pytest.fixture
def loaded(graphmodel: Run, tmp_path: Path) -> Run:
    """A store with two editions of one dataset; in the second, Delta takes part in nothing and is gone."""
    for name, organisations, participations in (
        ("one", ORGANISATIONS, PARTICIPATIONS),
        ("two", ORGANISATIONS.replace("delta,Delta,AT\n", ""), PARTICIPATIONS.replace("delta,grid,partner\n", "")),
    ):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "organisations.csv").write_text(organisations, encoding="utf-8")
        (folder / "projects.csv").write_text(PROJECTS, encoding="utf-8")
        (folder / "participations.csv").write_text(participations, encoding="utf-8")
        assert graphmodel("load", "tables", name, "--dataset", "ours", "--complete").code == 0
    return graphmodel


def told(ran_out: str, what: str) -> set[tuple[str, str, str]]:
    rows = csv.DictReader(io.StringIO(ran_out))
    return {(row["change"], row["name"], row["other_name"]) for row in rows if row["what"] == what}


def test_two_years_are_compared_and_undated_ties_counted(loaded: Run) -> None:
    ran = loaded("changes", "2013", "2016", "--format", "csv")
    assert ran.code == 0
    assert told(ran.out, "organisation") == {
        ("stayed", "Acme", ""),
        ("stayed", "Beta", ""),
        ("left", "Gamma", ""),
    }
    assert told(ran.out, "partnership") == {
        ("stayed", "Acme", "Beta"),
        ("left", "Acme", "Gamma"),
        ("left", "Beta", "Gamma"),
    }
    assert told(ran.out, "project") == {("left", "POLY", ""), ("came", "GRID", "")}
    assert "Of 3 partnerships in 2013, 1 persists in 2016 (33 %) and 2 ended; 0 are new." in ran.err
    assert "Jaccard 0.33: 1 of 3" in ran.err
    assert "1 tie without a date was left out." in ran.err


def test_ranges_of_years_hold_what_touches_them(loaded: Run) -> None:
    ran = loaded("changes", "2010-2013", "2014-2015", "--format", "csv", "--country", "HU")
    # POLY ran until February 2014, so that it touches both; only Acme is Hungarian, and alone it has no partner.
    assert told(ran.out, "project") == {("stayed", "POLY", ""), ("came", "GRID", "")}
    assert told(ran.out, "organisation") == {("stayed", "Acme", "")}
    assert "There are no partnerships" in ran.err


def test_two_loads_of_one_dataset_are_compared(loaded: Run) -> None:
    ran = loaded("changes", "load:ours:1", "load:ours:2", "--format", "csv")
    assert told(ran.out, "organisation") == {
        ("left", "Delta", ""),
        ("stayed", "Acme", ""),
        ("stayed", "Beta", ""),
        ("stayed", "Gamma", ""),
    }
    assert {row for row in told(ran.out, "participation") if row[0] != "stayed"} == {("left", "Delta", "GRID")}


def test_two_datasets_are_compared_by_what_is_one_thing_in_both(loaded: Run, tmp_path: Path) -> None:
    (tmp_path / "one" / "organisations.csv").write_text(ORGANISATIONS.replace("acme,", "a1,"), encoding="utf-8")
    (tmp_path / "one" / "participations.csv").write_text(PARTICIPATIONS.replace("acme,", "a1,"), encoding="utf-8")
    assert loaded("load", "tables", "one", "--dataset", "theirs").code == 0
    ran = loaded("changes", "ours", "theirs", "--format", "csv")
    # The names and countries are the same: the same organisations under ids of their own.
    assert {row for row in told(ran.out, "organisation") if row[0] != "stayed"} == {("came", "Delta", "")}


def test_a_terminal_gets_the_counts_first_and_a_workbook_everything(loaded: Run, tmp_path: Path) -> None:
    ran = loaded("changes", "2013", "2016")
    assert ran.out.startswith("summary\n")
    assert ran.out.index("partnership") < ran.out.index("changes\n")
    assert "stayed" not in ran.out.partition("changes\n")[2]
    assert "-o FILE holds all" in ran.err
    assert loaded("changes", "2013", "2016", "-o", "changes.xlsx").code == 0
    book = CalamineWorkbook.from_path(tmp_path / "changes.xlsx")
    assert book.sheet_names[:2] == ["summary", "changes"]
    rows = book.get_sheet_by_name("changes").to_python()
    assert rows[0][:4] == ["what", "change", "id", "name"]
    assert {row[1] for row in rows[1:]} == {"came", "left", "stayed"}
    both = json.loads(loaded("changes", "2013", "2016", "--format", "json").out)
    assert len(both["changes"]) == len(rows) - 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["2013", "load:ours:1"], "one names years, the other an edition"),
        (["load:ours:1", "load:ours:9"], "load:ours:9"),
        (["2016-2013", "2017"], "2016 to 2013 run backwards"),
    ],
)
def test_what_cannot_be_compared_is_1(loaded: Run, arguments: list[str], words: str) -> None:
    ran = loaded("changes", *arguments)
    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_filters_choose_organisations_of_editions_too(loaded: Run) -> None:
    ran = loaded("changes", "load:ours:1", "load:ours:2", "--country", "Austria", "--format", "csv")
    assert told(ran.out, "organisation") == {("left", "Delta", ""), ("stayed", "Gamma", "")}
    ran = loaded("changes", "load:ours:1", "load:ours:2", "--ties", "alliances", "--format", "csv")
    assert told(ran.out, "participation") == set()
    assert ("left", "Delta", "") in told(ran.out, "organisation")
