"""From what is shown to the row that says so: hand-made tables in which datasets disagree, every value traced by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

import graphmodel
from graphmodel.ecosystem import Ecosystem
from graphmodel.errors import NotFoundError, RequestError
from graphmodel.lookup import TRACE_COLUMNS
from tests.moving.conftest import TABLES, one_candidate

RECIPE = '''"""Organisations and their projects, by PIC."""

from graphmodel.recipe import Source, TableForm, nodes, relationships

source = Source(
    title="{title}", publisher="{title} Office", licence="{licence}", credit="(c) {title}", precedence={precedence},
    tables=(
        TableForm("bodies", required=("pic", "name", "kind")),
        TableForm("parts", required=("pic", "grant", "role", "money")),
    ),
)


def bodies(t):
    yield nodes("Organisation", t.key("pic", "pic", required=True), name=t.text("name"), kind=t.text("kind"))


def parts(t):
    project = t.key("cordis-grant", "grant", required=True)
    yield nodes("Project", project, described=False)
    yield relationships(
        "PARTICIPATES_IN", t.key("pic", "pic", required=True), project,
        role=t.text("role"), contribution=t.amount("money"),
    )
'''
#: dataset: title, licence, precedence, the lines of its tables.
DATASETS = {
    "east": (
        "East", "CC BY 4.0", 20,
        "pic,name,kind\n100000001,Alpha,company\n100000002,Beta,\n",
        "pic,grant,role,money\n100000001,900000001,partner,\n100000002,900000001,coordinator,50\n",
    ),
    "west": (
        "West", "CC0", 30,
        "pic,name,kind\n100000003,Gamma,other\n100000001,Alfa,other\n100000002,Beta,public\n",
        "pic,grant,role,money\n100000001,900000001,,70\n100000001,900000002,partner,\n",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recipes and tables, a folder for each dataset."""
    folder = tmp_path_factory.mktemp("trace")
    for name, (title, licence, precedence, bodies, parts) in DATASETS.items():
        (folder / name).mkdir()
        recipe = RECIPE.format(title=title, licence=licence, precedence=precedence)
        (folder / name / "register.py").write_text(recipe, encoding="utf-8")
        (folder / name / "bodies.csv").write_text(bodies, encoding="utf-8")
        (folder / name / "parts.csv").write_text(parts, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def eco(place: Path) -> Iterator[Ecosystem]:
    """Both datasets in one store."""
    with graphmodel.open(place / "store") as opened:
        for name in DATASETS:
            files = [place / name / "bodies.csv", place / name / "parts.csv"]
            opened.load(place / name / "register.py", *files, dataset=name)
        yield opened


def rows(frame: pd.DataFrame, *columns: str) -> set[tuple[object, ...]]:
    return set(frame[list(columns)].itertuples(index=False, name=None))


class TestThing:
    def test_every_value_of_every_dataset_is_given_with_its_row_and_the_rule(self, eco: Ecosystem) -> None:
        traced = eco.trace("pic:100000001")
        by = "precedence 20 (east) before 30 (west)"
        named = traced[traced["property"].isin(["name", "kind"])]
        assert rows(named, "property", "value", "shown", "why", "dataset", "file", "rows") == {
            ("name", "Alpha", True, by, "east", "bodies.csv", "2"),
            ("name", "Alfa", False, by, "west", "bodies.csv", "3"),
            ("kind", "company", True, by, "east", "bodies.csv", "2"),
            ("kind", "other", False, by, "west", "bodies.csv", "3"),
        }

    def test_a_value_that_one_dataset_leaves_out_or_both_give_is_undisputed(self, eco: Ecosystem) -> None:
        traced = eco.trace("Beta")
        named = traced[traced["property"].isin(["name", "kind"])]
        assert rows(named, "property", "value", "shown", "why", "dataset") == {
            ("name", "Beta", True, "the only value given", "east"),
            ("name", "Beta", True, "the only value given", "west"),
            ("kind", "public", True, "the only value given", "west"),
        }

    def test_file_digest_load_recipe_licence_and_credit_are_told(self, eco: Ecosystem, place: Path) -> None:
        traced = eco.trace("pic:100000001")
        digests = {name: sha256((place / name / "bodies.csv").read_bytes()).hexdigest() for name in DATASETS}
        assert rows(traced, "dataset", "load", "recipe", "sha256", "publisher", "licence", "credit") == {
            ("east", "load:east:1", "register", digests["east"], "East Office", "CC BY 4.0", "(c) East"),
            ("west", "load:west:1", "register", digests["west"], "West Office", "CC0", "(c) West"),
        }

    def test_what_is_shown_is_what_the_thing_shows(self, eco: Ecosystem) -> None:
        for name in ("pic:100000001", "pic:100000002", "cordis-grant:900000001", "dataset:west"):
            traced = eco.trace(name)
            single = traced[traced["shown"] & ~traced["property"].isin(["labels", "source", "names"])]
            shown = eco.rows("MATCH (n) WHERE n.id = $id RETURN properties(n)", {"id": name}).rows[0][0]
            assert rows(single, "property", "value") <= {(k, v) for k, v in shown.items() if not isinstance(v, list)}
            assert set(single["property"]) >= {"id"}

    def test_ties_are_added_when_asked_for(self, eco: Ecosystem) -> None:
        assert set(eco.trace("Alpha")["type"]) == {"node"}
        ties = eco.trace("Alpha", ties=True)
        assert rows(ties[ties["type"] != "node"], "type", "thing", "other") == {
            ("PARTICIPATES_IN", "pic:100000001", "cordis-grant:900000001"),
            ("PARTICIPATES_IN", "pic:100000001", "cordis-grant:900000002"),
        }


class TestTies:
    def test_a_pair_is_traced_to_what_both_are_tied_to(self, eco: Ecosystem) -> None:
        traced = eco.trace("pic:100000001", "pic:100000002")
        assert rows(traced[traced["property"] == ""], "thing", "other", "dataset", "file", "rows", "key") == {
            (
                "pic:100000001",
                "cordis-grant:900000001",
                "east",
                "parts.csv",
                "2",
                "pic:100000001 -> cordis-grant:900000001",
            ),
            (
                "pic:100000001",
                "cordis-grant:900000001",
                "west",
                "parts.csv",
                "2",
                "pic:100000001 -> cordis-grant:900000001",
            ),
            (
                "pic:100000002",
                "cordis-grant:900000001",
                "east",
                "parts.csv",
                "3",
                "pic:100000002 -> cordis-grant:900000001",
            ),
        }

    def test_the_dataset_that_states_the_amount_leads_and_the_other_fills_what_it_leaves_blank(
        self, eco: Ecosystem
    ) -> None:
        traced = eco.trace("pic:100000001", "cordis-grant:900000001")
        assert rows(traced, "property", "value", "shown", "why", "dataset") == {
            ("", "", True, "west leads: it states the amount", "west"),
            ("contribution", 70.0, True, "west leads: it states the amount", "west"),
            ("role", "", True, "west leads: it states the amount", "west"),
            ("", "", False, "counted once: west leads", "east"),
            ("role", "partner", True, "fills what west leaves blank", "east"),
        }
        network = eco.two_mode()
        actors, events = network.actors["id"], network.events["id"]
        own = network.ties[
            (actors.iloc[network.ties["actor"]].to_numpy() == "pic:100000001")
            & (events.iloc[network.ties["event"]].to_numpy() == "cordis-grant:900000001")
        ]
        assert rows(own, "role", "contribution") == {("partner", 70.0)}

    def test_things_that_nothing_ties_give_an_empty_answer_with_all_columns(self, eco: Ecosystem) -> None:
        traced = eco.trace("pic:100000002", "cordis-grant:900000002")
        assert traced.empty
        assert list(traced.columns) == TRACE_COLUMNS


def test_a_saved_candidate_is_traced_to_its_run_and_to_what_its_members_share(tmp_path: Path) -> None:
    for name, text in TABLES["mine"].items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    files = sorted(tmp_path.iterdir())
    with graphmodel.open(tmp_path / "store") as eco:
        eco.load("tables", *files, dataset="mine")
        eco.save_candidates(one_candidate(), saved=dt.date(2026, 11, 22))
        traced = eco.trace("candidate:1")
    said = traced[(traced["type"] == "node") & (traced["property"] == "score")]
    assert rows(said, "value", "dataset", "recipe", "load") == {
        (0.5, "graphmodel/candidates", "metaclusters", "load:graphmodel/candidates:1")
    }
    shared = traced[(traced["type"] != "node") & (traced["property"] == "")]
    assert rows(shared, "thing", "type", "other", "file", "rows") == {
        ("mine:acme", "MEMBER_OF", "mine:hill", "members.csv", "2"),
        ("mine:acme", "MEMBER_OF", "mine:vale", "members.csv", "3"),
        ("mine:hill", "PROPOSED_FOR", "candidate:1", "metaclusters", "1"),
        ("mine:vale", "PROPOSED_FOR", "candidate:1", "metaclusters", "1"),
    }


def test_the_order_of_names_and_how_often_they_are_given_change_nothing(eco: Ecosystem) -> None:
    one = eco.trace("pic:100000001", "pic:100000002")
    other = eco.trace("pic:100000002", "Alfa", "pic:100000002")
    pd.testing.assert_frame_equal(one, other)


def test_what_is_not_there_or_not_named_is_refused(eco: Ecosystem) -> None:
    with pytest.raises(NotFoundError, match="Omega"):
        eco.trace("Omega Institute")
    with pytest.raises(RequestError, match="Trace what"):
        eco.trace()
