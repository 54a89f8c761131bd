"""Loading, reloading, unloading, merging and parting: the same on every engine."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from graphmodel import Ecosystem
from graphmodel.store import Store
from tests.load.cordis_files import ORGANIZATION, PROJECT, ROWS, content, participations


@pytest.fixture
def eco(store: Store) -> Ecosystem:
    return Ecosystem(store)


@pytest.fixture
def organization(tmp_path: Path) -> Path:
    path = tmp_path / "organization.csv"
    path.write_text(ORGANIZATION + ROWS, encoding="utf-8", newline="")
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "project.csv"
    path.write_text(PROJECT, encoding="utf-8", newline="")
    return path


def test_rows_become_organisations_and_participations(eco: Ecosystem, organization: Path) -> None:
    report = eco.load("cordis", organization)
    assert (report.rows_in, report.rows_kept, report.rows_rejected) == (3, 3, 0)
    assert participations(eco) == {
        ("pic:999905974", "ALPHA GMBH", "cordis-grant:101", "coordinator", 1000.5, "cordis", "organization.csv:2"),
        ("pic:999905975", "BETA KFT", "cordis-grant:101", "participant", 2000.25, "cordis", "organization.csv:3"),
        ("pic:999905974", "ALPHA GMBH", "cordis-grant:102", "participant", None, "cordis", "organization.csv:4"),
    }
    assert set(eco.rows("MATCH (p:Project) RETURN p.id, p.name, p.stub").rows) == {
        ("cordis-grant:101", "cordis-grant:101", True),
        ("cordis-grant:102", "cordis-grant:102", True),
    }


def test_a_project_file_describes_the_stub_and_the_other_key_finds_it(
    eco: Ecosystem, organization: Path, project: Path
) -> None:
    eco.load("cordis", organization)
    report = eco.load("cordis", project)
    assert report.counts["nodes_changed"] == 1
    assert eco.rows("MATCH (p:Project {id: 'cordis-grant:101'}) RETURN p.acronym, p.total_cost, p.stub").rows == [
        ("ONE", 3000.75, None)
    ]
    assert eco.show("cordis-project-rcn:200001").id == "cordis-grant:101"
    assert eco.show("200001").name == "ONE"
    assert set(eco.rows("MATCH (p:Project)-[:PART_OF]->(g)-[:WITHIN*1..3]->(w) RETURN p.id, g.id, w.id").rows) == {
        ("cordis-grant:101", "cordis-programme:H2020-EU.2.1.", "cordis-programme:H2020-EU.2."),
        ("cordis-grant:101", "cordis-programme:H2020-EU.2.1.", "cordis-programme:H2020"),
    }


def test_the_same_again_writes_nothing_in_whatever_order(eco: Ecosystem, organization: Path) -> None:
    eco.load("cordis", organization)
    before = content(eco)
    again = eco.load("cordis", organization)
    assert again.written == 0
    assert again.load_id == ""
    header, *rows = organization.read_text(encoding="utf-8").splitlines(keepends=True)
    organization.write_text("".join([header, *reversed(rows)]), encoding="utf-8", newline="")
    assert eco.load("cordis", organization).written == 0
    assert content(eco) == before
    assert len(eco.loads()) == 1


def test_the_same_file_again_brings_back_what_an_undone_load_took_with_it(eco: Ecosystem, organization: Path) -> None:
    first = eco.load("cordis", organization).load_id
    organization.write_text(ORGANIZATION + ROWS.replace("2000.25", "2500.25"), encoding="utf-8", newline="")
    eco.load("cordis", organization)
    eco.unload(first)
    assert len(participations(eco)) == 1
    assert eco.load("cordis", organization).counts["relationships_created"] == 2
    assert len(participations(eco)) == 3


def test_one_changed_cell_is_one_write(eco: Ecosystem, organization: Path) -> None:
    eco.load("cordis", organization)
    organization.write_text(organization.read_text("utf-8").replace("2000.25", "2500.25"), encoding="utf-8", newline="")
    report = eco.load("cordis", organization)
    assert {name: n for name, n in report.counts.items() if n} == {"relationships_changed": 1}
    assert (
        "pic:999905975",
        "BETA KFT",
        "cordis-grant:101",
        "participant",
        2500.25,
        "cordis",
        "organization.csv:3",
    ) in (participations(eco))


def test_a_dry_run_says_what_it_would_do_and_does_nothing(eco: Ecosystem, organization: Path) -> None:
    report = eco.load("cordis", organization, dry_run=True)
    assert report.counts["relationships_created"] == 3
    assert eco.store.empty()


def test_rows_that_are_gone_are_listed_and_go_only_from_a_complete_edition(eco: Ecosystem, organization: Path) -> None:
    eco.load("cordis", organization)
    header, *rows = organization.read_text(encoding="utf-8").splitlines(keepends=True)
    organization.write_text("".join([header, *rows[:2]]), encoding="utf-8", newline="")
    part = eco.load("cordis", organization)
    assert part.written == 0
    assert set(part.gone["kind"]) == {"PARTICIPATES_IN"}
    assert len(participations(eco)) == 3
    whole = eco.load("cordis", organization, complete=True)
    assert whole.counts["relationships_removed"] == 1
    assert len(participations(eco)) == 2
    assert eco.rows("MATCH (p:Project) RETURN p.id").rows == [("cordis-grant:101",)]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0)])
def test_loads_can_be_undone_in_any_order(
    eco: Ecosystem, organization: Path, project: Path, order: tuple[int, ...]
) -> None:
    first = eco.load("cordis", organization).load_id
    after_first = content(eco)
    second = eco.load("cordis", project).load_id
    organization.write_text(
        organization.read_text("utf-8").replace("BETA KFT", "BETA ZRT"), encoding="utf-8", newline=""
    )
    third = eco.load("cordis", organization).load_id
    loads = [first, second, third]
    for place in order:
        eco.unload(loads[place])
        if set(order[: order.index(place) + 1]) == {1, 2}:
            assert content(eco) == after_first
    assert eco.store.empty()


def test_unloading_one_dataset_leaves_the_other_whole(eco: Ecosystem, organization: Path, project: Path) -> None:
    eco.load("cordis", project, dataset="projects")
    before = content(eco)
    eco.load("cordis", organization, dataset="people")
    assert set(eco.loads()["dataset"]) == {"projects", "people"}
    eco.unload("people")
    assert content(eco) == before


def test_two_datasets_say_the_same_tie_once_each_and_it_counts_once(eco: Ecosystem, organization: Path) -> None:
    eco.load("cordis", organization, dataset="one")
    eco.load("cordis", organization, dataset="two")
    assert len(participations(eco)) == 6
    assert int(eco.two_mode().incidence.sum()) == 3


def test_the_same_body_in_two_sources_is_one_and_a_person_can_part_it(
    eco: Ecosystem, organization: Path, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "clusters.csv").write_text(
        "id,name,country,stage,source\nalpha,Alpha,AT,growth,\n", encoding="utf-8"
    )
    eco.load("cordis", organization)
    eco.load("tables", tmp_path / "mine", dataset="mine")
    thing = eco.show("mine:alpha")
    assert (thing.id, thing.labels) == ("pic:999905974", ("Cluster", "Organisation"))
    assert {claim["dataset"] for claim in thing.claims} == {"cordis", "mine"}
    lines = tmp_path / "identity.csv"
    eco.identity_export(lines)
    assert pd.read_csv(lines)[["left", "right", "decision", "who"]].to_numpy().tolist() == [
        ["pic:999905974", "mine:alpha", "same", "machine"]
    ]
    lines.write_text(lines.read_text("utf-8").splitlines()[0] + "\n", encoding="utf-8")
    eco.identity_import(lines, who="Ada")
    assert eco.show("mine:alpha").id == "mine:alpha"
    assert len(participations(eco)) == 3
    eco.load("cordis", organization, dataset="again")
    assert eco.show("mine:alpha").labels == ("Cluster", "Organisation")
    assert eco.show("pic:999905974").labels == ("Organisation",)
    eco.identity_export(lines)
    lines.write_text(
        "left,right,decision,reason,who\nmine:alpha,pic:999905974,same,same address,Béla\n", encoding="utf-8"
    )
    eco.identity_import(lines)
    assert eco.show("mine:alpha").id == "pic:999905974"
