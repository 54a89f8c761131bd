"""Loading, from a file to the store and back out: counts add up, nothing is doubled, everything can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import graphmodel
from graphmodel import Ecosystem
from graphmodel.errors import NotFoundError, RecipeError, SourceError

ORGANIZATION = '"projectID";"organisationID";"name";"shortName";"country";"activityType";"role";"ecContribution"\r\n'
ROWS = (
    '"101";"999905974";"ALPHA GMBH";"ALPHA";"AT";"PRC";"coordinator";"1000,50"\r\n'
    '"101";"999905975";"BETA KFT";"";"HU";"PRC";"participant";"2000.25"\r\n'
    '"102";"999905974";"ALPHA GMBH";"ALPHA";"AT";"PRC";"participant";""\r\n'
)
PROJECT = (
    '"id";"rcn";"acronym";"title";"startDate";"endDate";"totalCost";"legalBasis";"frameworkProgramme"\r\n'
    '"101";"200001";"ONE";"First project";"2015-01-01";"2017-12-31";"3000,75";"H2020-EU.2.1.";"H2020"\r\n'
)


@pytest.fixture
def eco(tmp_path: Path) -> Iterator[Ecosystem]:
    with graphmodel.open(tmp_path / "store") as opened:
        yield opened


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


def participations(eco: Ecosystem) -> set[tuple[object, ...]]:
    rows = eco.rows(
        "MATCH (o:Organisation)-[x:PARTICIPATES_IN]->(p:Project) "
        "RETURN o.id, o.name, p.id, x.role, x.contribution, x.dataset, x.rows"
    )
    return set(rows.rows)


def content(eco: Ecosystem) -> set[tuple[str, ...]]:
    """Everything of the store but its ledger, as texts."""
    nodes = eco.rows("MATCH (n) WHERE NOT n:Load RETURN n, n.claims").rows
    ties = eco.rows("MATCH (a)-[r]->(b) RETURN a.id, r, b.id").rows
    return {tuple(map(str, row)) for row in (*nodes, *ties)}


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


def test_the_order_of_rows_and_files_does_not_change_what_is_stored(
    tmp_path: Path, organization: Path, project: Path
) -> None:
    header, *rows = organization.read_text(encoding="utf-8").splitlines(keepends=True)
    turned = tmp_path / "turned" / "organization.csv"
    turned.parent.mkdir()
    turned.write_text("".join([header, *reversed(rows)]), encoding="utf-8", newline="")
    stores = []
    for name, files in {"forth": (organization, project), "back": (project, turned)}.items():
        with graphmodel.open(tmp_path / name) as eco:
            eco.load("cordis", *files)
            stores.append(
                set(eco.rows("MATCH (n) WHERE NOT n:Load RETURN n.id, n.name, n.country, n.identifiers[0]").rows)
            )
    assert stores[0] == stores[1]


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


def test_rejects_have_row_column_value_and_reason(eco: Ecosystem, organization: Path, tmp_path: Path) -> None:
    organization.write_text(
        ORGANIZATION + ROWS + '"103";"12345";"GAMMA";"";"HU";"PRC";"participant";"1"\r\n'
        '"";"999905976";"DELTA";"";"HU";"PRC";"participant";"1"\r\n'
        '"104";"999905977";"EPSILON";"";"DE;HU";"XYZ";"participant";"lots"\r\n',
        encoding="utf-8",
        newline="",
    )
    report = eco.load("cordis", organization, rejects_folder=tmp_path)
    assert (report.rows_in, report.rows_kept, report.rows_rejected) == (6, 4, 2)
    assert set(report.rejects[["row", "column", "value", "reason"]].itertuples(index=False, name=None)) == {
        (5, "organisationID", "12345", "is not a pic key"),
        (6, "projectID", "", "is blank"),
    }
    assert set(report.dropped[["row", "column", "value"]].itertuples(index=False, name=None)) == {
        (7, "country", "DE;HU"),
        (7, "activityType", "XYZ"),
        (7, "ecContribution", "lots"),
    }
    assert report.rejects_file is not None
    assert len(pd.read_csv(report.rejects_file)) == 5


def test_conflicting_descriptions_of_one_project_are_rejected_alike_in_any_order(eco: Ecosystem, project: Path) -> None:
    other = PROJECT.splitlines(keepends=True)[1].replace("First project", "Another title")
    project.write_text(PROJECT + other, encoding="utf-8", newline="")
    report = eco.load("cordis", project)
    assert (report.rows_in, report.rows_kept, report.rows_rejected) == (2, 1, 1)
    assert "other content" in report.rejects["reason"].iloc[0]
    assert eco.rows("MATCH (p:Project) RETURN p.title").rows == [("Another title",)]


def test_repeated_participations_are_one_with_both_rows(eco: Ecosystem, organization: Path) -> None:
    organization.write_text(ORGANIZATION + ROWS + ROWS.splitlines(keepends=True)[1], encoding="utf-8", newline="")
    report = eco.load("cordis", organization)
    assert report.duplicates == 1
    assert (
        "pic:999905975",
        "BETA KFT",
        "cordis-grant:101",
        "participant",
        4000.5,
        "cordis",
        "organization.csv:3,5",
    ) in (participations(eco))


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


def test_an_example_row_of_the_template_is_passed_over(eco: Ecosystem, tmp_path: Path) -> None:
    (tmp_path / "clusters.csv").write_text(
        "id;name;country\n#example;Not real;HU\nreal;Real one;HU\n", encoding="utf-8"
    )
    assert eco.load("tables", tmp_path / "clusters.csv").rows_in == 1
    assert eco.rows("MATCH (c:Cluster) RETURN c.name").rows == [("Real one",)]


def test_a_file_of_the_wrong_kind_says_which_column_is_absent(eco: Ecosystem, tmp_path: Path) -> None:
    path = tmp_path / "organization.csv"
    path.write_text("projectID;name\n1;A\n", encoding="utf-8")
    with pytest.raises(SourceError, match="column organisationID, role is absent") as caught:
        eco.load("cordis", path)
    assert "organization.csv" in caught.value.where
    assert eco.store.empty()


def test_a_table_too_large_to_be_true_is_refused(eco: Ecosystem, tmp_path: Path, organization: Path) -> None:
    recipe = tmp_path / "small.py"
    recipe.write_text(
        "from graphmodel.recipe import Source, TableForm, nodes\n"
        "source = Source(title='Small', most_rows=2, fewest_rows=2, tables=(TableForm('t', ('projectID',), ('organisationID',"
        " 'name', 'shortName', 'country', 'activityType', 'role', 'ecContribution')),))\n"
        "def t(t):\n    yield nodes('Project', t.key('x', 'projectID', required=True))\n"
        "    t.leave('organisationID', 'name', 'shortName', 'country', 'activityType', 'role', 'ecContribution', why='no')\n",
        encoding="utf-8",
    )
    with pytest.raises(SourceError, match="3 rows, more than the 2"):
        eco.load(recipe, organization)
    organization.write_text(ORGANIZATION + ROWS.splitlines(keepends=True)[0], encoding="utf-8", newline="")
    assert eco.load(recipe, organization, dry_run=True).rows_in == 1
    with pytest.raises(SourceError, match="at least 2 rows"):
        eco.load(recipe, organization, complete=True)


def test_a_column_the_recipe_never_heard_of_is_a_warning_and_fatal_when_strict(
    eco: Ecosystem, organization: Path
) -> None:
    header, *rows = (ORGANIZATION + ROWS).splitlines()
    organization.write_text("\n".join([header + ';"novelty"', *(row + ';"x"' for row in rows)]), encoding="utf-8")
    with pytest.raises(SourceError, match="novelty"):
        eco.load("cordis", organization, strict=True)
    report = eco.load("cordis", organization)
    assert any("novelty" in warning for warning in report.warnings)


def test_a_tie_between_things_it_cannot_tie_is_left_out_and_said(eco: Ecosystem, tmp_path: Path) -> None:
    (tmp_path / "projects.csv").write_text("id,acronym\none,ONE\ntwo,TWO\n", encoding="utf-8")
    (tmp_path / "participations.csv").write_text("organisation,project,role\none,two,partner\n", encoding="utf-8")
    report = eco.load("tables", tmp_path / "projects.csv", tmp_path / "participations.csv")
    assert any("cannot be tied" in warning for warning in report.warnings)
    assert participations(eco) == set()


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda eco: eco.load("cordiss", "x.csv"), RecipeError, "Did you mean cordis"),
        (lambda eco: eco.load("./nowhere.py", "x.csv"), RecipeError, "no such recipe file"),
        (lambda eco: eco.load("cordis", "nowhere.csv"), SourceError, "no such file"),
        (lambda eco: eco.load("cordis", __file__, dataset="a b"), SourceError, "name of a dataset"),
        (lambda eco: eco.unload("load:cordis:9"), NotFoundError, "neither a load nor a dataset"),
    ],
)
def test_requests_that_cannot_be_met(eco: Ecosystem, call: object, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call(eco)  # type: ignore[operator]  # one of the functions above
