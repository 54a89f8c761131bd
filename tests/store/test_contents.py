"""What is written comes back: kinds of values, labels, parallel relationships; the same from both engines."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pandas as pd
import pytest

from graphmodel.errors import StoreError
from graphmodel.records import Changes
from graphmodel.store import Counters, Store
from tests.store.samples import (
    ACME,
    CLUSTER,
    MINISTRY,
    PROJECT,
    SECTOR,
    node,
    nodes,
    participations,
    relationship,
    relationships,
    sample_changes,
    table,
    thing,
    ties,
)

SAMPLE_NODES = {
    node(("Organisation",), ACME),
    node(("Cluster", "Organisation"), CLUSTER),
    node(("Ministry", "Organisation"), MINISTRY),
    node(("Project",), PROJECT),
    node(("Sector",), SECTOR),
}
PARTNER = {
    "role": "partner",
    "contribution": 100.25,
    "since": dt.date(2012, 5, 1),
    "dataset": "cordis",
    "source": ["a", "b"],
}
SAMPLE_RELATIONSHIPS = Counter(
    [
        relationship("pic:1", "PARTICIPATES_IN", "cordis-grant:9", PARTNER),
        relationship(
            "pic:1",
            "PARTICIPATES_IN",
            "cordis-grant:9",
            {"role": "coordinator", "contribution": 50.0, "dataset": "cordis"},
        ),
        relationship(
            "pic:1",
            "PARTICIPATES_IN",
            "cordis-grant:9",
            {"role": "partner", "contribution": 100.0, "dataset": "keep", "source": ["c"]},
        ),
        relationship("mine:mbk", "PARTICIPATES_IN", "cordis-grant:9", {"dataset": "keep"}),
        relationship("cordis-grant:9", "ABOUT", "sector:mining", {}),
        relationship("mine:pm", "OVERSEES", "mine:mbk", {}),
    ]
)
#: Values that engines, drivers or JSON on the way have been known to change.
VALUES: dict[str, Any] = {
    "text": 'Łódź – Ő\'űző "x" 😀 \\ \t\n',
    "empty_text": "",
    "whole": 3,
    "large": 2**63 - 1,
    "negative": -(2**63),
    "number": 0.1,
    "round_number": 5.0,
    "precise": 123456789.123456789,
    "huge": 1e300,
    "yes": True,
    "no": False,
    "day": dt.date(2014, 1, 2),
    "old_day": dt.date(1850, 3, 4),
    "first_day": dt.date(1, 1, 1),
    "calendar_reform": dt.date(1582, 10, 10),
    "last_day": dt.date(9999, 12, 31),
    "texts": ["ő", "b; c", ""],
    "numbers": [1.0, 2.5],
    "wholes": [1, 2],
    "days": [dt.date(2014, 1, 2)],
    "none": [],
}
WAYS = ["fill", "apply"]


def write(store: Store, way: str, changes: Changes) -> Counters:
    counters: Counters = getattr(store, way)(changes)
    return counters


@pytest.mark.parametrize("way", WAYS)
def test_a_first_write_is_all_there(store: Store, way: str) -> None:
    counters = write(store, way, sample_changes())

    assert nodes(store) == SAMPLE_NODES
    assert relationships(store) == SAMPLE_RELATIONSHIPS
    assert counters.nodes_created == 5
    assert counters.relationships_created == 6
    # 7 + 5 + 3 + 5 + 2 properties of nodes, three more claims, 5 + 3 + 4 + 1 of relationships, and a start_key each
    assert counters.properties_set == 44
    assert store.counts() == {
        "Organisation": 3,
        "Cluster": 1,
        "Ministry": 1,
        "Project": 1,
        "Sector": 1,
        "PARTICIPATES_IN": 4,
        "ABOUT": 1,
        "OVERSEES": 1,
    }


@pytest.mark.parametrize("way", WAYS)
def test_values_stay_what_they_are(store: Store, way: str) -> None:
    changes = Changes(new_nodes=[thing(("Organisation",), {"id": "a", **VALUES, "missing": None})])
    changes.new_nodes.append(thing(("Project",), {"id": "p"}))
    tie = participations(pd.DataFrame([{"start": "a", "end": "p", **VALUES, "missing": None}]))
    changes.new_relationships.append(tie)

    write(store, way, changes)

    [(found_node, found_tie)] = store.query("MATCH (n)-[r]->() RETURN properties(n), properties(r)").rows
    assert found_node == {"id": "a", "claims": "{}", **VALUES}
    assert found_tie == {"start_key": "a", **VALUES}
    assert {name: type(value) for name, value in found_node.items()} == {
        "id": str,
        "claims": str,
        **{name: type(value) for name, value in VALUES.items()},
    }


@pytest.mark.parametrize("way", WAYS)
def test_a_very_long_text_is_kept(store: Store, way: str) -> None:
    journal = "x" * 17_000_000  # more than the 16 MB at which the engine would hang up by default
    write(store, way, Changes(new_nodes=[thing(("Load",), {"id": "load:1", "undo": journal})]))

    assert store.read_nodes("Load", ["undo"])["undo"].tolist() == [journal]
    assert store.query("MATCH (n:Load) RETURN size(n.undo)").rows == [(17_000_000,)]


def test_long_texts_go_in_several_batches(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphmodel.store.batching.BYTES", 1000)
    told: list[int] = []
    changes = Changes(new_nodes=[thing(("Sector",), {"id": f"s{i}", "name": "x" * 400}) for i in range(5)])
    store.apply(changes, on_progress=lambda done, total: told.append(done))
    assert told == [2, 4, 5]
    assert store.counts() == {"Sector": 5}


@pytest.mark.parametrize("way", WAYS)
def test_dates_are_dates_in_queries(store: Store, way: str) -> None:
    write(store, way, sample_changes())

    assert store.query("MATCH (p:Project) WHERE p.start < date('2012-05-02') RETURN p.start.year, p.start").rows == [
        (2012, dt.date(2012, 5, 1))
    ]
    assert store.query("MATCH ()-[r]->() WHERE r.since >= date('2012-05-01') RETURN count(r)").rows == [(1,)]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "value",
    [[1, None], [[1], [2]], ["a", 1], {"a": 1}, 2**63, float("inf"), object(), "\ud800", dt.datetime(2014, 1, 2, 3, 4)],
    ids=["gap", "nested", "mixed", "mapping", "large", "infinite", "object", "surrogate", "time"],
)
def test_what_not_both_engines_can_hold_is_refused(store: Store, way: str, value: object) -> None:
    with pytest.raises(StoreError):
        write(store, way, Changes(new_nodes=[thing(("Project",), {"id": "p", "odd": value})]))
    assert store.empty()


@pytest.mark.parametrize("way", WAYS)
def test_two_nodes_of_a_label_never_share_an_id(store: Store, way: str) -> None:
    twice = [thing(("Organisation",), {"id": "a"}), thing(("Cluster", "Organisation"), {"id": "a"})]
    with pytest.raises(StoreError, match="same id"):
        write(store, way, Changes(new_nodes=twice))
    assert store.empty()

    write(
        store,
        way,
        Changes(new_nodes=[thing(("Organisation",), {"id": "a"}), thing(("Project",), {"id": "a"})]),
    )
    assert store.counts() == {"Organisation": 1, "Project": 1}


@pytest.mark.parametrize("way", WAYS)
def test_a_relationship_without_its_end_is_refused(store: Store, way: str) -> None:
    changes = sample_changes()
    changes.new_relationships.append(ties("ABOUT", "Project", "Sector", ("cordis-grant:9", "sector:nowhere")))
    with pytest.raises(StoreError, match="ABOUT"):
        write(store, way, changes)
    assert store.empty()


def test_filling_is_for_empty_stores_only(store: Store) -> None:
    store.apply(Changes(new_nodes=[thing(("Sector",), SECTOR)]))
    with pytest.raises(StoreError, match="not empty"):
        store.fill(sample_changes())
    assert nodes(store) == {node(("Sector",), SECTOR)}


def test_filling_with_changes_of_what_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="nothing to change"):
        store.fill(Changes(gone_nodes=[(("Sector",), "sector:mining")]))


@pytest.mark.parametrize("way", WAYS)
def test_progress_goes_up_to_all_there_is(store: Store, way: str) -> None:
    told: list[tuple[int, int]] = []
    getattr(store, way)(sample_changes(), on_progress=lambda done, total: told.append((done, total)))
    assert {total for _, total in told} == {11}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (11, 11)


def test_nodes_are_read_as_a_frame(store: Store) -> None:
    store.fill(sample_changes())
    frame = store.read_nodes(
        "Organisation", ["labels", "name", "founded", "sme", "names", "mark_until", "vat", "unheard_of"]
    )

    assert list(frame.columns) == ["id", "labels", "name", "founded", "sme", "names", "mark_until", "vat", "unheard_of"]
    assert table(frame) == {
        ("pic:1", ("Organisation",), ACME["name"], None, True, ("ACME", "Ácme; Kft"), None, None, None),
        ("mine:mbk", ("Cluster", "Organisation"), CLUSTER["name"], 2013, None, None, dt.date(2024, 12, 31), None, None),
        ("mine:pm", ("Ministry", "Organisation"), MINISTRY["name"], None, None, None, None, None, None),
    }
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        "id": "str",
        "labels": "object",
        "name": "str",
        "founded": "Int64",
        "sme": "boolean",
        "names": "object",
        "mark_until": "object",
        "vat": "object",
        "unheard_of": "object",
    }
    assert table(store.read_nodes("Cluster", ["labels"])) == {("mine:mbk", ("Cluster", "Organisation"))}
    assert table(store.read_nodes("Project", ["total_cost", "start"])) == {
        ("cordis-grant:9", 1_500_000.0, dt.date(2012, 5, 1))
    }


def test_relationships_are_read_as_a_frame(store: Store) -> None:
    store.fill(sample_changes())
    frame = store.read_relationships(
        "PARTICIPATES_IN", ["role", "contribution", "since", "dataset", "source"], "Organisation", "Project"
    )

    assert list(frame.columns) == ["start", "end", "role", "contribution", "since", "dataset", "source"]
    assert len(frame) == 4
    assert table(frame) == {
        ("pic:1", "cordis-grant:9", "partner", 100.25, dt.date(2012, 5, 1), "cordis", ("a", "b")),
        ("pic:1", "cordis-grant:9", "coordinator", 50.0, None, "cordis", None),
        ("pic:1", "cordis-grant:9", "partner", 100.0, None, "keep", ("c",)),
        ("mine:mbk", "cordis-grant:9", None, None, None, "keep", None),
    }
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        "start": "str",
        "end": "str",
        "role": "str",
        "contribution": "float64",
        "since": "object",
        "dataset": "str",
        "source": "object",
    }


@pytest.mark.parametrize(
    ("among", "roles"),
    [
        ({"dataset": ["keep"]}, [None, "partner"]),
        ({"dataset": ["keep"], "role": ["coordinator"]}, [None, "coordinator", "partner"]),
        ({"role": ["'] OR true //", "coordinator"]}, ["coordinator"]),
        ({"dataset": []}, []),
        ({}, [None, "coordinator", "partner", "partner"]),
    ],
)
def test_relationships_with_one_of_some_values_in_one_of_some_properties_are_read(
    store: Store, among: dict[str, list[str]], roles: list[str | None]
) -> None:
    store.fill(sample_changes())
    frame = store.read_relationships("PARTICIPATES_IN", ["role"], "Organisation", "Project", among=among)
    found = [None if pd.isna(role) else role for role in frame["role"]]
    assert sorted(found, key=repr) == sorted(roles, key=repr)


def test_relationships_are_read_between_the_labels_asked_for(store: Store) -> None:
    region = [thing(("Region",), {"id": "nuts:HU23"}), thing(("Region",), {"id": "nuts:HU231"})]
    sector = [thing(("Sector",), {"id": "sector:mining"}), thing(("Sector",), {"id": "sector:industry"})]
    within = [
        ties("WITHIN", "Region", "Region", ("nuts:HU231", "nuts:HU23")),
        ties("WITHIN", "Sector", "Sector", ("sector:mining", "sector:industry")),
    ]
    store.fill(Changes(new_nodes=[*region, *sector], new_relationships=within))

    assert table(store.read_relationships("WITHIN", [], "Region", "Region")) == {("nuts:HU231", "nuts:HU23")}
    assert table(store.read_relationships("WITHIN", [], "Sector", "Sector")) == {("sector:mining", "sector:industry")}
    assert table(store.read_relationships("WITHIN", [], "Sector", "Region")) == set()


def test_an_empty_store_gives_empty_frames_of_the_same_types(store: Store) -> None:
    frame = store.read_nodes("Cluster", ["labels", "name", "founded", "sme", "names"])
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        "id": "str",
        "labels": "object",
        "name": "str",
        "founded": "Int64",
        "sme": "boolean",
        "names": "object",
    }
    ends = store.read_relationships("PARTICIPATES_IN", ["contribution"], "Organisation", "Project")
    assert {name: str(dtype) for name, dtype in ends.dtypes.items()} == {
        "start": "str",
        "end": "str",
        "contribution": "float64",
    }
    assert len(frame) == len(ends) == 0
    assert store.empty()
    assert store.counts() == {}


def test_labels_and_types_outside_the_model_are_read_as_empty(store: Store) -> None:
    assert len(store.read_nodes("Unheard", ["name"])) == 0
    assert len(store.read_relationships("UNHEARD", ["role"], "Organisation", "Project")) == 0
    with pytest.raises(StoreError, match="cannot be the name"):
        store.read_nodes("Organisation) DETACH DELETE (n", [])


def test_more_than_one_slice_is_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphmodel.store.reading.SLICE", 7)
    monkeypatch.setattr("graphmodel.store.batching.BYTES", 900)
    monkeypatch.setattr("graphmodel.store.filling.TRANSACTION", 20)
    organisations = [thing(("Organisation",), {"id": f"a{i}", "name": str(i)}) for i in range(50)]
    projects = [thing(("Project",), {"id": f"p{i}"}) for i in range(3)]
    pairs = [(f"a{i}", f"p{j}") for i in range(50) for j in range(3) if (i + j) % 2]
    store.fill(
        Changes(
            new_nodes=[*organisations, *projects],
            new_relationships=[ties("PARTICIPATES_IN", "Organisation", "Project", *pairs)],
        )
    )

    assert table(store.read_nodes("Organisation", ["name"])) == {(f"a{i}", str(i)) for i in range(50)}
    found = store.read_relationships("PARTICIPATES_IN", [], "Organisation", "Project")
    assert len(found) == len(pairs)
    assert table(found) == set(pairs)
