"""check in the terminal: what is odd, what to do, and everything one check found."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.cli.conftest import Run

PROJECTS = "id,title,start,end,total_cost,eu_contribution\np,Ends early,2016-02-01,2016-01-01,,\nq,Dear,,,10,20\n"
ORGANISATIONS = "id,name,country\na,Alpha,HU\nb,\x1b[31mBeta,AT\n"
PARTICIPATIONS = "organisation,project,role\na,p,coordinator\na,q,coordinator\n"


def load(graphmodel: Run) -> None:
    folder = Path("tables")
    folder.mkdir()
    for name, text in (("projects", PROJECTS), ("organisations", ORGANISATIONS), ("participations", PARTICIPATIONS)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    assert graphmodel("load", "tables", "tables", "--dataset", "mine").code == 0


def test_a_window_shows_what_is_odd_and_what_to_do_and_says_how_much_is_sound(graphmodel: Run) -> None:
    load(graphmodel)
    ran = graphmodel("check")
    head, _, *lines = ran.out.splitlines()
    assert (ran.code, head.split()) == (0, ["check", "found", "names", "remedy"])
    assert [line.split()[0] for line in lines if not line.startswith(" ")] == [
        "ends-before-start",
        "contribution-over-total",
        "isolates",
    ]
    assert "checks found nothing." in ran.err
    assert "\x1b" not in ran.out


def test_a_file_holds_all_checks_also_those_that_found_nothing(graphmodel: Run) -> None:
    load(graphmodel)
    rows = list(csv.DictReader(io.StringIO(graphmodel("check", "--format", "csv").out)))
    found = {row["check"]: (row["found"], row["examples"]) for row in rows}
    assert len(rows) > 10
    assert found["ends-before-start"] == ("1", "mine:p")
    assert found["no-coordinator"] == ("0", "")


def test_the_name_of_a_check_lists_everything_it_found(graphmodel: Run) -> None:
    load(graphmodel)
    ran = graphmodel("check", "ends-before-start", "--format", "json")
    assert json.loads(ran.out) == [
        {"check": "ends-before-start", "id": "mine:p", "name": "Ends early", "detail": "2016-02-01 to 2016-01-01"}
    ]
    nothing = graphmodel("check", "negative-amounts")
    assert (nothing.code, len(nothing.out.splitlines())) == (0, 2)  # the head of the table
    assert "Nothing was found." in nothing.err
    abroad = graphmodel("check", "ends-before-start", "--country", "Austria", "--format", "json")
    assert json.loads(abroad.out) == []


def test_a_name_of_no_check_is_refused_and_sound_data_have_nothing_odd(graphmodel: Run) -> None:
    Path("organisations.csv").write_text("id,name,country\na,Alpha,HU\n", encoding="utf-8")
    Path("participations.csv").write_text("organisation,project,role\na,p,coordinator\n", encoding="utf-8")
    Path("projects.csv").write_text("id,title,start,end\np,Sound,2015,2016\n", encoding="utf-8")
    loaded = graphmodel(
        "load", "tables", "organisations.csv", "projects.csv", "participations.csv", "--dataset", "mine"
    )
    assert loaded.code == 0
    sound = graphmodel("check")
    assert sound.code == 0
    assert "Nothing odd was found." in sound.err
    assert "checks were made." in sound.err
    ran = graphmodel("check", "nonsense")
    assert ran.code == 1
    assert "There is no check 'nonsense'." in ran.err
    assert "ends-before-start" in ran.err
