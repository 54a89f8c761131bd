"""load, unload, analyses, map, export and the rest on the example, as a person uses them."""

from __future__ import annotations

import io
import json
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from tests.cli.conftest import Run

CLUSTERS = "id,name,country\nacme,Acme Cluster,HU\nbad,Bad Cluster,Atlantis\n,No Id,HU\n"


def test_load_tells_counts_that_add_up_and_names_the_rejects(graphmodel: Run, tmp_path: Path) -> None:
    (tmp_path / "clusters.csv").write_text(CLUSTERS, encoding="utf-8")
    ran = graphmodel("load", "tables", "clusters.csv", "--dataset", "mine", "--format", "json")
    assert ran.code == 0
    facts = json.loads(ran.out)
    assert facts["rows read"] == facts["rows kept"] + facts["rows rejected"] == 3
    assert (facts["dataset"], facts["rows rejected"], facts["cells dropped"]) == ("mine", 1, 1)
    assert "Rejected: clusters.csv, row 4" in ran.err
    assert "All rejected rows:" in ran.err


def test_the_same_again_writes_nothing_and_a_dry_run_neither(graphmodel: Run, tmp_path: Path) -> None:
    (tmp_path / "clusters.csv").write_text("id,name\nacme,Acme Cluster\n", encoding="utf-8")
    dry = graphmodel("load", "tables", "clusters.csv", "--dry-run", "--store", "store")
    assert "Dry run: nothing was written." in dry.err
    assert "nodes created" in dry.out
    assert [path.name for path in tmp_path.iterdir()] == ["clusters.csv"]
    assert json.loads(graphmodel("load", "tables", "clusters.csv", "--format", "json", "--store", "store").out)[
        "nodes created"
    ]
    again = json.loads(graphmodel("load", "tables", "clusters.csv", "--format", "json", "--store", "store").out)
    assert [again[name] for name in ("nodes created", "nodes changed", "relationships created")] == [0, 0, 0]


def test_a_load_is_listed_and_undone(graphmodel: Run, tmp_path: Path) -> None:
    (tmp_path / "clusters.csv").write_text("id,name\nacme,Acme Cluster\n", encoding="utf-8")
    graphmodel("load", "tables", "clusters.csv", "--dataset", "mine")
    ledger = pd.read_csv(io.StringIO(graphmodel("loads", "--format", "csv").out))
    assert ledger["dataset"].tolist() == ["mine"]
    assert json.loads(graphmodel("unload", "mine", "--format", "json").out)["nodes removed"]
    assert not json.loads(graphmodel("status", "--format", "json").out)["counts"]
    assert "Nothing was loaded yet" in graphmodel("loads").err
    ran = graphmodel("unload", "mine")
    assert ran.code == 1
    assert "mine" in ran.err


def test_recipes_are_listed_without_a_store(graphmodel: Run, tmp_path: Path) -> None:
    ran = graphmodel("load", "--list", "--format", "json")
    assert {"cordis", "tables"} <= {row["name"] for row in json.loads(ran.out)}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["load", "cordsi", "a.csv"], "Did you mean cordis"),
        (["load", "tables", "absent.csv"], "absent.csv"),
        (["load", "tables", "empty.csv"], "empty.csv"),
        (["unload", "nothing", "--store", "absent"], "absent"),
    ],
)
def test_loading_what_cannot_be_loaded_is_1(graphmodel: Run, tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    ran = graphmodel(*arguments)
    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_status_tells_what_the_store_holds(example: Run, example_store: str) -> None:
    status = json.loads(example("status", "--format", "json").out)
    assert (status["address"], status["datasets"]) == (example_store, ["example"])
    assert status["counts"]["Cluster"] >= 300
    shown = example("status").out.splitlines()
    assert f"  Cluster          {status['counts']['Cluster']}" in shown
    assert ["of", "others", "none"] in [line.split() for line in shown]
    assert ["running", "none"] in [line.split() for line in shown]


def test_doctor_is_content_with_the_example_and_not_with_a_store_that_is_gone(example: Run) -> None:
    well = example("doctor", "--format", "json")
    checks = {row["name"]: row for row in json.loads(well.out)}
    assert well.code == 0
    assert {"python", "arcadedb", "neo4j", "store"} <= checks.keys()
    ill = example("doctor", "--format", "json", "--store", "absent")
    store = next(row for row in json.loads(ill.out) if row["name"] == "store")
    assert (ill.code, store["state"]) == (1, "fault")
    assert store["remedy"]


def test_centrality_ranks_with_filters_and_says_how_in_the_workbook(example: Run) -> None:
    ran = example("centrality", "--country", "Hungary", "--ties", "projects", "--from", "2010", "-o", "c.xlsx")
    assert ran.code == 0, ran.err
    frame = pd.read_excel("c.xlsx", sheet_name="answer", engine="calamine")
    assert set(frame["country"]) == {"HU"}
    sources = {row[0]: row[1] for row in CalamineWorkbook.from_path("c.xlsx").get_sheet_by_name("sources").to_python()}
    assert (sources["command"], sources["country"], sources["ties"]) == ("graphmodel centrality", "HU", "projects")
    assert "setting weights" in sources


def test_map_is_one_file_that_names_itself(example: Run) -> None:
    ran = example("map", "-o", "hungary.html", "--country", "HU")
    assert (ran.code, ran.out) == (0, "hungary.html\n")
    assert "Mecsek Bányászati Klaszter" in Path("hungary.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["a.graphml", "a.gexf", "a.json"])
def test_export_writes_what_other_programs_read(example: Run, name: str) -> None:
    ran = example("export", name)
    assert (ran.code, ran.out) == (0, f"{name}\n")
    text = Path(name).read_text(encoding="utf-8")
    if name.endswith(".json"):
        assert len(json.loads(text)["nodes"]) > 1000
    else:
        assert len(list(ET.fromstring(text).iter())) > 1000


def test_identity_goes_out_and_in_again(example: Run) -> None:
    assert example("identity", "export", "identity.csv").out == "identity.csv\n"
    ran = example("identity", "import", "identity.csv", "--who", "A. Analyst", "--format", "json")
    assert ran.code == 0
    facts = json.loads(ran.out)
    assert not any(value for name, value in facts.items() if name.startswith(("nodes", "relationships")))


def test_the_vocabulary_needs_no_store(graphmodel: Run, tmp_path: Path) -> None:
    assert "MetaCluster" in graphmodel("schema").out
    assert graphmodel("template", "-o", "mine.xlsx").out == "mine.xlsx\n"
    assert "clusters" in CalamineWorkbook.from_path("mine.xlsx").sheet_names
    assert [path.name for path in tmp_path.iterdir()] == ["mine.xlsx"]


def test_notebooks_are_copied_once_and_never_over_ones_own(graphmodel: Run, tmp_path: Path) -> None:
    ran = graphmodel("notebooks", "mine")
    copied = [Path(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert all(path.read_text(encoding="utf-8") for path in copied)
    for path in copied:
        path.write_text("my own", encoding="utf-8")
    assert graphmodel("notebooks", "mine").out == ""
    assert all(path.read_text(encoding="utf-8") == "my own" for path in copied)


def test_the_demo_does_the_whole_job_in_an_empty_folder(graphmodel: Run, tmp_path: Path) -> None:
    ran = graphmodel("demo")
    assert ran.code == 0, ran.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ecosystem.html", "graphmodel-store"]
    assert Path(ran.out.strip()) == Path("ecosystem.html")
    assert "graphmodel ask --list" in ran.err
    assert graphmodel("ask", "stage-needs").code == 0


def test_years_choose_what_is_shown_and_exported_and_undated_ties_are_counted(example: Run, tmp_path: Path) -> None:
    shown = json.loads(example("show", "Plastipolis", "--from", "2050", "--format", "json").out)["ties"]
    assert {tie["type"] for tie in shown} <= {"ACTIVE_IN", "LOCATED_IN", "UNIT_OF", "SUCCEEDED_BY", "COOPERATES_WITH"}
    whole = example("export", "all.json")
    part = example("export", "part.json", "--from", "2012", "--to", "2012")
    assert (whole.err, part.code) == ("", 0)
    assert "without a date" in part.err
    edges = {name: json.loads((tmp_path / f"{name}.json").read_text())["edges"] for name in ("all", "part")}
    assert 0 < len(edges["part"]) < len(edges["all"])
    assert all(edge.get("since", "2012") <= "2012-12-31" for edge in edges["part"])


def test_candidates_are_saved_shown_as_proposals_and_forgotten(
    graphmodel: Run, example_store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(example_store, tmp_path / "own")
    monkeypatch.setenv("GRAPHMODEL_STORE", str(tmp_path / "own"))
    ran = graphmodel("metaclusters", "--save", "1", "--seed", "3", "--format", "json")
    found = json.loads(ran.out)
    assert "Saved 1 as proposals." in ran.err
    shown = json.loads(graphmodel("show", "Candidate 1", "--format", "json").out)
    assert "no fact" in shown["thing"]["proposal"]
    assert {tie["other_id"] for tie in shown["ties"]} == set(found[0]["members"])
    assert json.loads(shown["thing"]["parameters"])["seed"] == 3
    assert "removed" in graphmodel("metaclusters", "--forget").err
    again = graphmodel("metaclusters", "--forget")
    assert (again.code, "No candidate is saved" in again.err) == (1, True)


@pytest.mark.parametrize("arguments", [["--save", "first"], ["--save", "1", "--evidence"], ["--save", "--forget"]])
def test_what_cannot_be_saved_is_wrong_usage(example: Run, arguments: list[str]) -> None:
    assert example("metaclusters", *arguments).code == 2
