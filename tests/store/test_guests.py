"""A database that others use too: what is theirs is reported, never adopted, counted, changed or removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest

from graphmodel import Ecosystem
from graphmodel.errors import GraphModelError, StoreError
from graphmodel.model import LABELS
from graphmodel.store import Store
from graphmodel.store.schema import schema_statements

ORGANISATIONS = "id,name,country\npic:900000001,Acme,HU\npic:900000002,Beta,AT\n"
CLUSTERS = "id,name,country\npic:900000003,Hill Mining,HU\n"
MEMBERS = "member,cluster\npic:900000001,pic:900000003\npic:900000002,pic:900000003\n"
OURS = {"Organisation": 3, "Cluster": 1, "MEMBER_OF": 2, "Dataset": 1, "Load": 1}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two companies in a cluster, as tables."""
    made = tmp_path / "tables"
    made.mkdir()
    for name, text in (("organisations", ORGANISATIONS), ("clusters", CLUSTERS), ("members", MEMBERS)):
        (made / f"{name}.csv").write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def eco(neo4j_store: Store) -> Ecosystem:
    return Ecosystem(neo4j_store)


@pytest.fixture
def theirs(neo4j_store: Store, neo4j_driver: neo4j.Driver) -> Iterator[Theirs]:
    yield Theirs(neo4j_driver)
    # A constraint or an index that bears a name of ours would outlive the test.
    neo4j_store.close()
    own = [statement.split()[2] for statement in schema_statements()]
    with neo4j_driver.session() as session:
        taken = session.run("SHOW CONSTRAINTS YIELD name, labelsOrTypes WHERE 'Invoice' IN labelsOrTypes RETURN name")
        for (name,) in [record for record in taken.values() if record[0] in own]:
            session.run(f"DROP CONSTRAINT {name}").consume()
        plain = session.run("SHOW INDEXES YIELD name, owningConstraint WHERE owningConstraint IS NULL RETURN name")
        constrained = [statement.split()[2] for statement in schema_statements() if "CONSTRAINT" in statement]
        for (name,) in [record for record in plain.values() if record[0] in constrained]:
            session.run(f"DROP INDEX {name}").consume()


class Theirs:
    """What others do in the same database, with tools of their own."""

    def __init__(self, driver: neo4j.Driver) -> None:
        self.driver = driver

    def run(self, cypher: str) -> list[tuple[object, ...]]:
        records, _, _ = self.driver.execute_query(cypher)  # type: ignore[arg-type]  # written in this file
        return [tuple(record.values()) for record in records]

    def indexes(self) -> set[tuple[object, ...]]:
        """The names of all indexes, those of constraints among them."""
        return set(self.run("SHOW INDEXES YIELD name"))

    def everything(self) -> set[tuple[object, ...]]:
        """All nodes and relationships, whoever made them."""
        nodes = self.run("MATCH (n) RETURN elementId(n), labels(n), properties(n)")
        ties = self.run("MATCH ()-[r]->() RETURN elementId(r), [type(r)], properties(r)")
        return {(each, tuple(sorted(names)), str(sorted(values.items()))) for each, names, values in (*nodes, *ties)}  # type: ignore[call-overload, attr-defined]


def loaded(eco: Ecosystem, folder: Path) -> None:
    eco.load("tables", folder, dataset="mine")


def test_what_others_have_under_our_names_is_reported_and_left_out(
    eco: Ecosystem, theirs: Theirs, folder: Path
) -> None:
    theirs.run(
        "CREATE (a:Organisation {id: 'crm:1', name: 'Theirs'})-[:MEMBER_OF]->(c:Organisation:Cluster {id: 7, name: 'Odd id'}), "
        "(:Organisation {name: 'No id'}), (:Load {id: 'etl:1', status: 'running'}), (:Invoice {id: 'i'})"
    )
    before = theirs.everything()

    assert eco.store.empty()
    assert eco.store.counts() == {}
    assert eco.store.held() == set()
    report = eco.load("tables", folder, dataset="mine")

    assert "Organisation 3" in report.warnings[0]
    assert eco.store.counts() == OURS
    assert eco.store.held() == OURS.keys()
    assert eco.status()["of others"] == {"Cluster": 1, "Load": 1, "MEMBER_OF": 1, "Organisation": 3}
    assert [check.state for check in eco.doctor() if check.name == "things of others"] == ["warning"]
    assert set(eco.store.read_nodes("Organisation", ["name"])["name"]) == {"Acme", "Beta", "Hill Mining"}
    assert len(eco.store.read_relationships("MEMBER_OF", [], "Organisation", "Organisation")) == 2
    assert set(eco.two_mode().actors["name"]) == {"Acme", "Beta", "Hill Mining"}
    assert list(eco.loads()["dataset"]) == ["mine"]
    assert before <= theirs.everything()


def test_a_server_of_our_own_holds_nothing_of_others(eco: Ecosystem, folder: Path) -> None:
    report = eco.load("tables", folder, dataset="mine")
    assert report.warnings == []
    assert eco.status()["of others"] == {}
    assert not [check for check in eco.doctor() if check.name == "things of others"]


def test_a_database_without_anything_is_not_asked_for_each_kind_of_thing(
    eco: Ecosystem, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    run = neo4j.Transaction.run

    def noted(self: neo4j.Transaction, query: str, parameters: dict[str, object]) -> neo4j.Result:
        asked.append(query)
        return run(self, query, parameters)  # type: ignore[arg-type]  # statements of our own

    monkeypatch.setattr(neo4j.Transaction, "run", noted)
    loaded(eco, folder)
    reading = [
        query for query in asked if not any(word in query for word in ("CREATE", "MERGE", "SET", "DELETE", "SHOW"))
    ]
    named = {label for label in LABELS if any(f":{label}" in query for query in reading)}
    # The ledger alone: whether these files were loaded before, and whether anybody else is writing.
    assert named == {"Load"}
    assert eco.store.counts() == OURS


@pytest.mark.parametrize("first", [True, False], ids=["first load", "later load"])
def test_a_node_that_would_take_the_id_of_theirs_is_refused(
    eco: Ecosystem, theirs: Theirs, folder: Path, first: bool
) -> None:
    if not first:
        loaded(eco, folder)
        (folder / "organisations.csv").write_text(f"{ORGANISATIONS}crm:1,Gamma,SK\n", encoding="utf-8")
    theirs.run(f"CREATE (:Organisation {{id: '{'pic:900000001' if first else 'crm:1'}', name: 'Theirs'}})")
    before = theirs.everything()

    with pytest.raises(StoreError, match=r"did not create have the same id.*nothing was written") as raised:
        loaded(eco, folder)

    assert ("pic:900000001" if first else "crm:1") in str(raised.value)
    assert "--database" in raised.value.remedy
    assert theirs.everything() == before
    assert eco.store.empty() is first


def test_unloading_leaves_what_is_theirs(eco: Ecosystem, theirs: Theirs, folder: Path) -> None:
    theirs.run("CREATE (:Organisation {id: 'crm:1'})-[:MEMBER_OF]->(:Cluster {id: 'crm:2'}), (:Load {id: 'etl:1'})")
    before = theirs.everything()
    loaded(eco, folder)

    eco.unload("mine")

    assert theirs.everything() == before
    assert eco.store.empty()


def test_what_others_added_to_our_things_survives_a_change(eco: Ecosystem, theirs: Theirs, folder: Path) -> None:
    loaded(eco, folder)
    theirs.run("MATCH (n:Organisation {id: 'pic:900000001'}) SET n:Customer, n.pagerank = 0.25")
    theirs.run("MATCH (:Organisation {id: 'pic:900000001'})-[r:MEMBER_OF]->() SET r.weight = 3")
    assert eco.load("tables", folder, dataset="mine").load_id == ""

    (folder / "organisations.csv").write_text(
        "id,name,city\npic:900000001,Acme Zrt.,Pécs\npic:900000002,Beta,\n", encoding="utf-8"
    )
    (folder / "members.csv").write_text(
        "member,cluster,role\npic:900000001,pic:900000003,partner\npic:900000002,pic:900000003,\n", encoding="utf-8"
    )
    report = eco.load("tables", folder, dataset="mine", complete=True)

    assert (report.counts["nodes_changed"], report.counts["relationships_changed"]) == (2, 1)
    query = (
        "MATCH (n {id: 'pic:900000001'})-[r:MEMBER_OF]->() "
        "RETURN labels(n), n.name, n.city, n.country, n.pagerank, r.role, r.weight"
    )
    [(labels, *values)] = theirs.run(query)
    assert set(labels) == {"Organisation", "Customer"}  # type: ignore[call-overload]
    assert values == ["Acme Zrt.", "Pécs", None, 0.25, "partner", 3]


def test_a_node_others_tied_something_to_is_not_removed(eco: Ecosystem, theirs: Theirs, folder: Path) -> None:
    loaded(eco, folder)
    theirs.run("MATCH (n:Organisation {id: 'pic:900000002'}) CREATE (:Person {name: 'Jo'})-[:WORKS_AT]->(n)")
    before = theirs.everything()

    with pytest.raises(StoreError, match=r"others have tied something \(1 WORKS_AT, for example at pic:900000002\)"):
        eco.unload("mine")

    assert theirs.everything() == before
    theirs.run("MATCH ()-[r:WORKS_AT]->() DELETE r")
    eco.unload("mine")
    assert eco.store.empty()


def test_their_tie_between_two_of_ours_is_not_taken_for_ours(eco: Ecosystem, theirs: Theirs, folder: Path) -> None:
    loaded(eco, folder)
    theirs.run(
        "MATCH (a {id: 'pic:900000001'}), (b {id: 'pic:900000002'}) CREATE (a)-[:MEMBER_OF {role: 'drawn by hand'}]->(b)"
    )

    assert eco.store.counts()["MEMBER_OF"] == 2
    assert len(eco.graph().edges) == 2
    assert eco.load("tables", folder, dataset="mine").load_id == ""
    with pytest.raises(StoreError, match="1 MEMBER_OF"):
        eco.unload("mine")


def test_ids_of_theirs_that_are_double_stand_against_our_constraint(
    eco: Ecosystem, theirs: Theirs, folder: Path
) -> None:
    for name in ("sector_id", "organisation_id"):
        theirs.run(f"DROP CONSTRAINT {name} IF EXISTS")
    theirs.run("CREATE (:Sector {id: 'x'}), (:Sector {id: 'x'})")
    before, indexes = theirs.everything(), theirs.indexes()
    with pytest.raises(StoreError, match="Several nodes Sector that graphmodel did not create have the same id 'x'"):
        loaded(eco, folder)
    assert theirs.everything() == before
    assert theirs.indexes() == indexes, "where one constraint cannot be made, none is"


def test_an_index_of_theirs_where_ours_belongs_is_named(eco: Ecosystem, theirs: Theirs, folder: Path) -> None:
    theirs.run("DROP CONSTRAINT sector_id IF EXISTS")
    theirs.run("CREATE INDEX their_index FOR (n:Sector) ON (n.id)")
    with pytest.raises(StoreError, match="An index or constraint of others") as raised:
        loaded(eco, folder)
    assert "SHOW INDEXES" in raised.value.remedy
    assert theirs.everything() == set()


def test_an_index_of_theirs_under_our_name_is_not_dropped(eco: Ecosystem, theirs: Theirs, folder: Path) -> None:
    theirs.run("DROP CONSTRAINT sector_id IF EXISTS")
    theirs.run("CREATE INDEX sector_id FOR (n:Sector) ON (n.id)")
    indexes = theirs.indexes()
    with pytest.raises(StoreError, match="An index or constraint of others"):
        loaded(eco, folder)
    assert theirs.indexes() == indexes
    assert theirs.everything() == set()


def test_a_name_of_ours_that_others_use_is_noticed(eco: Ecosystem, theirs: Theirs, folder: Path) -> None:
    theirs.run("DROP CONSTRAINT sector_id IF EXISTS")
    theirs.run("CREATE CONSTRAINT sector_id FOR (n:Invoice) REQUIRE n.number IS UNIQUE")
    with pytest.raises(StoreError, match="The name sector_id is taken"):
        loaded(eco, folder)
    assert theirs.everything() == set()


def test_their_constraint_that_does_what_ours_would_is_enough(eco: Ecosystem, theirs: Theirs, folder: Path) -> None:
    theirs.run("DROP CONSTRAINT sector_id IF EXISTS")
    theirs.run("CREATE CONSTRAINT their_ids FOR (n:Sector) REQUIRE n.id IS UNIQUE")
    loaded(eco, folder)
    assert eco.store.counts() == OURS


def test_their_constraint_that_our_data_break_is_told_from_ours(eco: Ecosystem, theirs: Theirs, folder: Path) -> None:
    theirs.run("CREATE CONSTRAINT one_per_country FOR (n:Organisation) REQUIRE n.country IS UNIQUE")
    with pytest.raises(StoreError, match=r"A constraint of the database forbids.*`country` = 'HU'") as raised:
        loaded(eco, folder)
    assert "drop it if it is yours" in raised.value.remedy
    assert theirs.everything() == set()


def test_a_query_may_only_read(eco: Ecosystem, theirs: Theirs) -> None:
    theirs.run("CREATE (:Cluster {id: 'x'})")
    for query in ("MATCH (c:Cluster) DELETE c", "MATCH (c:Cluster) SET c.id = 'y'", "CALL db.createLabel('New')"):
        with pytest.raises(GraphModelError):
            eco.cypher(query)
    assert theirs.run("MATCH (c:Cluster) RETURN c.id") == [("x",)]


def test_a_tie_others_make_at_the_last_moment_saves_the_node_too(
    eco: Ecosystem, theirs: Theirs, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(eco, folder)

    def too_late(*_: object) -> None:
        theirs.run("MATCH (n:Organisation {id: 'pic:900000002'}) CREATE (:Person {name: 'Jo'})-[:WORKS_AT]->(n)")

    monkeypatch.setattr("graphmodel.store.server.require_ours_alone", too_late)
    with pytest.raises(StoreError, match="nothing was written"):
        eco.unload("mine")
    assert theirs.run("MATCH (:Person)-[:WORKS_AT]->(n) RETURN n.id") == [("pic:900000002",)]
    assert eco.store.counts() == OURS
