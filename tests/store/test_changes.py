"""Changing what is there: nodes, labels, ids, one of several parallel relationships; all of a write or nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from graphmodel.errors import StoreError
from graphmodel.records import Changes, RelationshipChange
from graphmodel.store import Store, open_store
from tests.store.samples import (
    ACME,
    CLUSTER,
    MINISTRY,
    PARTICIPATIONS,
    node,
    nodes,
    participations,
    relationship,
    relationships,
    sample_changes,
    table,
    thing,
)

ROLES = ["dataset", "role", "contribution"]
LABELS = [
    ("Organisation",),
    ("Cluster", "Organisation"),
    ("Ministry", "Organisation"),
    ("Cluster", "Ministry", "Organisation"),
]


@pytest.fixture
def sample(store: Store) -> Store:
    store.fill(sample_changes())
    return store


def rows(store: Store) -> list[tuple[object, ...]]:
    return sorted(table(store.read_relationships("PARTICIPATES_IN", ROLES, "Organisation", "Project")), key=repr)


def test_a_changed_node_has_the_new_properties_and_no_others(sample: Store) -> None:
    counters = sample.apply(
        Changes(
            changed_nodes=[
                thing(("Organisation",), {"id": "pic:1", "name": "New", "city": "Pécs"}, "pic:1", ("Organisation",))
            ]
        )
    )

    assert node(("Organisation",), {"id": "pic:1", "name": "New", "city": "Pécs"}) in nodes(sample)
    assert (counters.nodes_created, counters.nodes_deleted) == (0, 0)
    assert sum(relationships(sample).values()) == 6


@pytest.mark.parametrize("new_id", ["mine:mbk", "pic:7"], ids=["same id", "other id"])
@pytest.mark.parametrize("after", LABELS, ids="+".join)
@pytest.mark.parametrize("before", LABELS, ids="+".join)
def test_labels_and_id_change_and_relationships_stay(
    store: Store, before: tuple[str, ...], after: tuple[str, ...], new_id: str
) -> None:
    changes = sample_changes()
    changes.new_nodes[1] = thing(before, CLUSTER)
    store.fill(changes)
    changed = {"id": new_id, "name": "Klaszter"}

    store.apply(Changes(changed_nodes=[thing(after, changed, "mine:mbk", before)]))

    assert node(after, changed) in nodes(store)
    assert store.counts()["Organisation"] == 3
    kept = store.query("MATCH (m)-[:OVERSEES]->(c)-[r]->(p) RETURN m.id, c.id, type(r), p.id").rows
    assert kept == [("mine:pm", new_id, "PARTICIPATES_IN", "cordis-grant:9")]
    for label in ("Organisation", "Cluster", "Ministry"):
        found = store.query(f"MATCH (n:{label} {{id: $id}}) RETURN count(n)", {"id": new_id}).rows
        assert found == [(1 if label in after else 0,)]


def test_two_nodes_can_swap_their_ids(sample: Store) -> None:
    sample.apply(
        Changes(
            changed_nodes=[
                thing(("Organisation",), {**ACME, "id": "mine:mbk"}, "pic:1", ("Organisation",)),
                thing(("Cluster", "Organisation"), {**CLUSTER, "id": "pic:1"}, "mine:mbk", ("Cluster", "Organisation")),
            ]
        )
    )

    found = table(sample.read_nodes("Organisation", ["name"]))
    assert found == {("mine:mbk", ACME["name"]), ("pic:1", CLUSTER["name"]), ("mine:pm", MINISTRY["name"])}


def test_a_new_node_can_take_the_id_that_another_gives_up(sample: Store) -> None:
    sample.apply(
        Changes(
            new_nodes=[thing(("Organisation",), {"id": "pic:1", "name": "newcomer"})],
            changed_nodes=[thing(("Organisation",), {"id": "mine:acme", "name": "old"}, "pic:1", ("Organisation",))],
        )
    )

    ties = sample.query(
        "MATCH (n:Organisation) WHERE n.name IN ['newcomer', 'old'] "
        "RETURN n.id, n.name, count {(n)--()} ORDER BY n.name"
    ).rows
    assert ties == [("pic:1", "newcomer", 0), ("mine:acme", "old", 3)]


def test_a_removed_node_takes_its_relationships_with_it(sample: Store) -> None:
    counters = sample.apply(
        Changes(gone_nodes=[(("Organisation",), "pic:1"), (("Cluster", "Organisation"), "mine:mbk")])
    )

    assert sample.counts() == {"Organisation": 1, "Ministry": 1, "Project": 1, "Sector": 1, "ABOUT": 1}
    assert sample.held() == sample.counts().keys()
    assert (counters.nodes_deleted, counters.relationships_deleted) == (2, 5)


def test_one_of_several_parallel_relationships_is_changed(sample: Store) -> None:
    one = PARTICIPATIONS[(PARTICIPATIONS["dataset"] == "keep") & (PARTICIPATIONS["role"] == "partner")]
    sample.apply(Changes(changed_relationships=[participations(one.assign(contribution=7.0, source=None))]))

    assert rows(sample) == [
        ("mine:mbk", "cordis-grant:9", "keep", None, None),
        ("pic:1", "cordis-grant:9", "cordis", "coordinator", 50.0),
        ("pic:1", "cordis-grant:9", "cordis", "partner", 100.25),
        ("pic:1", "cordis-grant:9", "keep", "partner", 7.0),
    ]
    assert (
        relationships(sample)[
            relationship(
                "pic:1",
                "PARTICIPATES_IN",
                "cordis-grant:9",
                {"role": "partner", "contribution": 7.0, "dataset": "keep"},
            )
        ]
        == 1
    )


def test_relationships_are_removed_by_their_key_missing_values_included(sample: Store) -> None:
    counters = sample.apply(Changes(gone_relationships=[participations(PARTICIPATIONS.iloc[[1, 3]])]))

    assert rows(sample) == [
        ("pic:1", "cordis-grant:9", "cordis", "partner", 100.25),
        ("pic:1", "cordis-grant:9", "keep", "partner", 100.0),
    ]
    assert counters.relationships_deleted == 2


@pytest.mark.parametrize("busy_end", ["start", "end"])
def test_relationships_are_found_from_whichever_end_has_fewer(store: Store, busy_end: str) -> None:
    many = [f"x{i}" for i in range(20)]
    busy, others = ("Organisation", "Project") if busy_end == "start" else ("Project", "Organisation")
    new_nodes = [thing((busy,), {"id": "hub"}), *(thing((others,), {"id": each}) for each in many)]
    other_end = "end" if busy_end == "start" else "start"
    frame = pd.DataFrame({busy_end: "hub", other_end: many, "role": "r", "dataset": "d", "contribution": 1.0})
    store.fill(Changes(new_nodes=new_nodes, new_relationships=[participations(frame)]))

    store.apply(
        Changes(
            changed_relationships=[participations(frame.iloc[:5].assign(contribution=2.0))],
            gone_relationships=[participations(frame.iloc[5:9])],
        )
    )

    found = store.read_relationships("PARTICIPATES_IN", ["contribution"], "Organisation", "Project")
    assert table(found[[other_end, "contribution"]]) == {
        (each, 2.0 if i < 5 else 1.0) for i, each in enumerate(many) if not 5 <= i < 9
    }


FAULTS = {
    "a node of that id exists": Changes(new_nodes=[thing(("Cluster", "Organisation"), {"id": "pic:1"})]),
    "no such node to change": Changes(changed_nodes=[thing(("Sector",), {"id": "s"}, "sector:none", ("Sector",))]),
    "no such node to remove": Changes(gone_nodes=[(("Sector",), "sector:none")]),
    "no such relationship": Changes(gone_relationships=[participations(PARTICIPATIONS.iloc[[0]].assign(role="none"))]),
    "no such end": Changes(new_relationships=[participations(PARTICIPATIONS.iloc[[0]].assign(end="none"))]),
    "an id taken by a change": Changes(
        changed_nodes=[thing(("Organisation",), {"id": "pic:1"}, "mine:pm", ("Ministry", "Organisation"))]
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_write_that_fails_leaves_nothing_behind(sample: Store, fault: str) -> None:
    before = nodes(sample), relationships(sample)
    faulty = FAULTS[fault]
    changes = Changes(
        new_nodes=[thing(("Programme",), {"id": f"prog:{i}"}) for i in range(3)] + faulty.new_nodes,
        changed_nodes=[
            thing(("Project",), {"id": "cordis-grant:9", "title": "changed"}, "cordis-grant:9", ("Project",)),
            *faulty.changed_nodes,
        ],
        gone_nodes=[(("Sector",), "sector:mining"), *faulty.gone_nodes],
        new_relationships=[
            RelationshipChange(
                "PART_OF", "Project", "Programme", pd.DataFrame({"start": ["cordis-grant:9"], "end": ["prog:1"]})
            ),
            *faulty.new_relationships,
        ],
        gone_relationships=[participations(PARTICIPATIONS.iloc[[1]]), *faulty.gone_relationships],
    )

    with pytest.raises(StoreError, match="nothing was written") as raised:
        sample.apply(changes)

    assert raised.value.where == sample.address
    assert raised.value.remedy
    assert (nodes(sample), relationships(sample)) == before


def test_an_interrupted_write_leaves_nothing_behind(sample: Store) -> None:
    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    before = nodes(sample), relationships(sample)
    with pytest.raises(KeyboardInterrupt):
        sample.apply(Changes(gone_nodes=[(("Organisation",), "pic:1")]), on_progress=interrupt)
    assert (nodes(sample), relationships(sample)) == before


def test_an_interrupted_first_write_leaves_an_empty_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(done: int, total: int) -> None:
        if done > 7:
            raise KeyboardInterrupt

    monkeypatch.setattr("graphmodel.store.filling.TRANSACTION", 500)
    monkeypatch.setattr("graphmodel.store.batching.BYTES", 250)
    with pytest.raises(KeyboardInterrupt):
        store.fill(sample_changes(), on_progress=interrupt)
    assert store.empty()

    store.fill(sample_changes())
    assert store.counts()["PARTICIPATES_IN"] == 4


def in_slices() -> Iterator[Changes]:
    """The sample as it comes while it is still made: some nodes, the others, the relationships, the ledger."""
    whole = sample_changes()
    things = [each for each in whole.new_nodes if "Load" not in each.labels]
    yield Changes(new_nodes=things[:3])
    yield Changes(new_nodes=things[3:])
    yield Changes()
    for each in whole.new_relationships:
        yield Changes(new_relationships=[each])
    yield Changes(new_nodes=[each for each in whole.new_nodes if "Load" in each.labels])


def test_a_first_content_may_come_in_slices(store: Store, tmp_path: Path) -> None:
    counters = store.fill(in_slices())
    whole = sample_changes()
    assert (counters.nodes_created, counters.relationships_created) == (len(whole.new_nodes), 6)
    with open_store(tmp_path / "whole") as other:
        other.fill(whole)
        assert (nodes(store), relationships(store)) == (nodes(other), relationships(other))


def test_slices_that_break_off_leave_an_empty_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Iterator[Changes]:
        yield from list(in_slices())[:-1]
        raise ValueError("the plan failed")

    monkeypatch.setattr("graphmodel.store.filling.TRANSACTION", 500)
    with pytest.raises(ValueError, match="the plan failed"):
        store.fill(broken())
    assert store.empty()
    store.fill(in_slices())
    assert store.counts()["PARTICIPATES_IN"] == 4


def test_a_slice_that_changes_something_is_no_first_content(store: Store) -> None:
    def wrong() -> Iterator[Changes]:
        yield from in_slices()
        yield Changes(gone_nodes=[(("Organisation",), "pic:1")])

    with pytest.raises(StoreError, match="nothing to change or remove"):
        store.fill(wrong())
    assert store.empty()


def test_an_empty_write_does_nothing(sample: Store) -> None:
    counters = sample.apply(Changes())
    assert (counters.nodes_created, counters.properties_set, counters.relationships_deleted) == (0, 0, 0)


def test_writes_at_the_same_time_all_arrive(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as holder, open_store(tmp_path / "store") as guest:
        holder.fill(sample_changes())
        problems: list[StoreError] = []

        def write(store: Store, name: str) -> None:
            try:
                for i in range(20):
                    frame = pd.DataFrame({"start": ["pic:1"], "end": ["cordis-grant:9"], "role": [f"{name}{i}"]})
                    store.apply(
                        Changes(
                            new_nodes=[thing(("Sector",), {"id": f"{name}:{i}"})],
                            new_relationships=[participations(frame)],
                        )
                    )
            except StoreError as problem:
                problems.append(problem)

        threads = [threading.Thread(target=write, args=pair) for pair in ((holder, "a"), (guest, "b"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert problems == []
        assert holder.counts()["Sector"] == 41
        assert guest.counts()["PARTICIPATES_IN"] == 44
