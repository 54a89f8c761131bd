"""What a recipe may say of its source, and what is told of the rows: no store is needed to see it."""

from pathlib import Path

import pytest

from graphmodel.load.facts import Facts, batches_to_facts
from graphmodel.load.files import files_to_tables
from graphmodel.load.gather import Gathered, choose_dataset, gather_records
from graphmodel.recipe import Recipe, open_recipe

REGISTER = '''
"""A register of projects."""
from graphmodel.recipe import Source, TableForm, located_in, nodes, relationships

source = Source(
    title="Register", dataset="register", left={"pages*": "addresses of pages are no facts"},
    tables=(
        TableForm("projects", required=("id", "title"), files=("projects*",), order=("id", "title")),
        TableForm("partners", required=("who", "project"), optional=("name", "title", "region"), files=("partners*",)),
    ),
)

def projects(t):
    yield nodes("Project", t.key("reg", "id", required=True), title=t.text("title"))

def partners(t):
    actor, project = t.key("reg-org", "who", required=True), t.key("reg", "project", required=True)
    yield nodes("Organisation", actor, name=t.text("name"))
    yield nodes("Project", project, described=False, title=t.text("title"))
    yield relationships("PARTICIPATES_IN", actor, project)
    yield from located_in(actor, t.region("region"))

def dataset_of(tables):
    years = {t.file[-8:-4] for t in tables}
    return f"register/{min(years)}" if all(year.isdigit() for year in years) else ""
'''
PARTNERS = (
    "who;project;name;title;region\n"
    "a;1;Alpha;Short;HU231\n"
    "a;1;Alpha;Short;HU231\n"
    'b;1;"Bêta &amp; Co";Short;HU23\n'
    "c;;Gamma;;\n"
)


@pytest.fixture
def recipe(tmp_path: Path) -> Recipe:
    path = tmp_path / "register.py"
    path.write_text(REGISTER, encoding="utf-8")
    return open_recipe(path, [])


def gathered(recipe: Recipe, folder: Path, **files: str) -> tuple[Gathered, Facts]:
    paths = []
    for name, text in files.items():
        paths.append(folder / f"{name}.csv")
        paths[-1].write_text(text, encoding="utf-8")
    tables, _ = files_to_tables(paths)
    found = gather_records(recipe, tables, choose_dataset(recipe, tables))
    return found, batches_to_facts(found.batches, "register", "load:1")


def test_a_copy_without_its_header_line_is_read_by_the_order_of_the_columns(recipe: Recipe, tmp_path: Path) -> None:
    found, facts = gathered(recipe, tmp_path, projects_2020='"1";"First"\n"2";"Second"\n')
    assert found.rows_in == 2
    assert list(zip(facts.claims["key"], facts.claims["row"], strict=True)) == [
        ("reg:1", "projects_2020.csv:1"),
        ("reg:2", "projects_2020.csv:2"),
    ]
    assert any("without a header" in warning for warning in found.warnings)


def test_a_table_is_left_aside_with_its_reason_and_its_count(recipe: Recipe, tmp_path: Path) -> None:
    found, _ = gathered(recipe, tmp_path, projects="id;title\n1;One\n", pages="id;url\n1;x\n2;y\n")
    assert found.rows_in == 1
    assert found.notes == ["pages.csv: 2 rows left aside: addresses of pages are no facts"]
    assert not found.warnings


def test_the_recipe_chooses_the_dataset_from_what_it_sees(recipe: Recipe, tmp_path: Path) -> None:
    for name, dataset in (("projects_2020", "register/2020"), ("projects", "register")):
        path = tmp_path / f"{name}.csv"
        path.write_text("id;title\n1;One\n")
        tables, _ = files_to_tables([path])
        assert choose_dataset(recipe, tables) == dataset


def test_texts_put_right_are_counted(recipe: Recipe, tmp_path: Path) -> None:
    found, _ = gathered(recipe, tmp_path, partners=PARTNERS)
    assert found.notes == ["partners.csv: 1 texts put right (double encoding, entities, stray characters)"]


def test_a_row_that_describes_a_thing_counts_more_than_many_that_refer_to_it(recipe: Recipe, tmp_path: Path) -> None:
    _, facts = gathered(recipe, tmp_path, partners=PARTNERS, projects="id;title\n1;The whole title\n")
    (content,) = facts.claims.loc[facts.claims["key"] == "reg:1", "content"]
    assert '"title":"The whole title"' in content


def test_repeated_rows_of_a_tie_between_actors_are_kept_and_of_a_description_the_first(
    recipe: Recipe, tmp_path: Path
) -> None:
    found, facts = gathered(recipe, tmp_path, partners=PARTNERS)
    assert (found.rows_in, found.rows_rejected, facts.duplicates) == (4, 1, 1)
    rows = {
        (kind, row.start_key, row.end_key, row.rows)
        for kind, ties in facts.ties.items()
        for row in ties.itertuples(index=False)
    }
    assert rows == {
        ("PARTICIPATES_IN", "reg-org:a", "reg:1", "partners.csv:2,3"),
        ("PARTICIPATES_IN", "reg-org:b", "reg:1", "partners.csv:4"),
        ("LOCATED_IN", "reg-org:a", "nuts:HU231", "partners.csv:2"),
        ("LOCATED_IN", "reg-org:b", "nuts:HU23", "partners.csv:4"),
        ("WITHIN", "nuts:HU231", "nuts:HU23", "partners.csv:2"),
        ("WITHIN", "nuts:HU23", "nuts:HU2", "partners.csv:2"),
        ("WITHIN", "nuts:HU2", "nuts:HU", "partners.csv:2"),
    }
