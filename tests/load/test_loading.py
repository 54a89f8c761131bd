"""Loading, from a file to the store and back out: counts add up, nothing is doubled, everything can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import graphmodel
from graphmodel import Ecosystem
from graphmodel.errors import NotFoundError, RecipeError, SourceError
from tests.load.cordis_files import ORGANIZATION, PROJECT, ROWS, participations


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


def test_one_id_for_an_organisation_and_a_project_is_refused(eco: Ecosystem, tmp_path: Path) -> None:
    (tmp_path / "organisations.csv").write_text("id,name\n1,Alpha\n2,Beta\n", encoding="utf-8")
    (tmp_path / "projects.csv").write_text("id,title\n3,Sound\n1,Numbered like Alpha\n", encoding="utf-8")
    with pytest.raises(
        SourceError, match=r"mine:1 would be several kinds of things: Organisation .*, Project "
    ) as fault:
        eco.load("tables", tmp_path, dataset="mine")
    assert "Organisation in organisations.csv:2, Project in projects.csv:3" in fault.value.what
    assert "an id of its own" in fault.value.remedy
    assert eco.store.empty()


def test_one_id_for_things_of_two_kinds_in_two_datasets_is_refused(eco: Ecosystem, tmp_path: Path) -> None:
    tables = {"first": ("organisations", "id,name\nx:1,Alpha\n"), "second": ("projects", "id,title\nx:1,Sound\n")}
    for dataset, (table, text) in tables.items():
        (tmp_path / dataset).mkdir()
        (tmp_path / dataset / f"{table}.csv").write_text(text, encoding="utf-8")
    eco.load("tables", tmp_path / "first", dataset="first")
    before = eco.store.counts()
    with pytest.raises(SourceError, match=r"Organisation in first .*, Project in second "):
        eco.load("tables", tmp_path / "second", dataset="second")
    assert eco.store.counts() == before


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
