"""Random sequences of writes, on both engines, against a dictionary: the simplest store there is."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from graphmodel.records import Changes, RelationshipChange
from graphmodel.store import Store
from tests.conftest import OpenEmpty
from tests.store.samples import node, nodes, relationship, relationships, thing

KINDS = [
    ("Organisation",),
    ("Cluster", "Organisation"),
    ("Ministry", "Organisation"),
    ("Cluster", "Ministry", "Organisation"),
]
Tie = tuple[str, str, str, str | None]


class Model:
    """What the store should hold: nodes by id, relationships by ends, dataset and role."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.nodes: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {}
        self.ties: dict[Tie, dict[str, Any]] = {}
        self.made = 0

    def node(self, node_id: str) -> tuple[tuple[str, ...], dict[str, Any]]:
        values = {
            "id": node_id,
            "name": self.random.choice(["ő", "b", None]),
            "founded": self.random.choice([1, 2**40, None]),
            "names": self.random.choice([[], ["x", "y"], None]),
        }
        return self.random.choice(KINDS), values

    def new_id(self) -> str:
        self.made += 1
        return f"n:{self.made}"

    def next_changes(self) -> Changes:
        changes = Changes()
        known = sorted(self.nodes)
        gone = self.random.sample(known, k=min(len(known), self.random.randint(0, 2)))
        rest = [each for each in known if each not in gone]
        changed = self.random.sample(rest, k=min(len(rest), self.random.randint(0, 4)))
        renamed = dict(zip(changed, self._ids_after(changed), strict=True))
        for _ in range(self.random.randint(0, 4)):
            self._add_node(changes, self.new_id())
        for old, new in renamed.items():
            labels, values = self.node(new)
            changes.changed_nodes.append(thing(labels, values, old, self.nodes.pop(old)[0]))
        for change in changes.changed_nodes:
            self.nodes[change.properties["id"]] = (change.labels, change.properties)
        self.ties = {(renamed.get(s, s), renamed.get(e, e), d, r): values for (s, e, d, r), values in self.ties.items()}
        changes.gone_nodes = [(self.nodes.pop(each)[0], each) for each in gone]
        self.ties = {tie: values for tie, values in self.ties.items() if tie[0] in self.nodes and tie[1] in self.nodes}
        self._change_ties(changes)
        return changes

    def _ids_after(self, changed: list[str]) -> list[str]:
        """Some keep their id, some get a new one, and sometimes two swap theirs."""
        ids = [each if self.random.random() < 0.6 else self.new_id() for each in changed]
        if len(changed) > 1 and self.random.random() < 0.5:
            ids[:2] = changed[1], changed[0]
        return ids

    def _add_node(self, changes: Changes, node_id: str) -> None:
        labels, values = self.node(node_id)
        self.nodes[node_id] = (labels, values)
        changes.new_nodes.append(thing(labels, values))

    def _change_ties(self, changes: Changes) -> None:
        ties = sorted(self.ties, key=repr)
        gone = self.random.sample(ties, k=min(len(ties), self.random.randint(0, 3)))
        changed = [tie for tie in ties if tie not in gone and self.random.random() < 0.3]
        fresh = {tie for _ in range(5) if (tie := self._tie()) is not None and tie not in self.ties}
        for tie in gone:
            del self.ties[tie]
        for tie in [*changed, *fresh]:
            self.ties[tie] = {"what": self.random.choice(["a", "b", None]), "amount": self.random.choice([1.5, None])}
        for into, some in (
            (changes.gone_relationships, gone),
            (changes.changed_relationships, changed),
            (changes.new_relationships, sorted(fresh, key=repr)),
        ):
            if some:
                rows = [(*tie, *self.ties.get(tie, {"what": None, "amount": None}).values()) for tie in some]
                frame = pd.DataFrame(rows, columns=["start", "end", "dataset", "role", "what", "amount"])
                frame["start_key"] = frame["start"]
                into.append(
                    RelationshipChange("COOPERATES_WITH", "Organisation", "Organisation", frame, ("dataset", "role"))
                )

    def _tie(self) -> Tie | None:
        ids = sorted(self.nodes)
        if len(ids) < 2:
            return None
        start, end = self.random.sample(ids, k=2)
        return start, end, self.random.choice("de"), self.random.choice(["r", None])


def present(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


@pytest.mark.parametrize("round_", range(3))
def test_a_store_holds_what_a_dictionary_would(store: Store, round_: int) -> None:
    write_at_random(store, round_, store.apply)


@pytest.mark.parametrize("engine", ["embedded", "embedded-java"])
@pytest.mark.parametrize("round_", range(3))
def test_a_folder_holds_it_too_where_each_write_goes_into_a_copy(
    open_empty: OpenEmpty, engine: str, round_: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphmodel.store.embedded.WORTH_A_COPY", 0)

    def apply(changes: Changes) -> None:
        with store.lease("load:mine:2") as lease:
            store.apply(changes, lease=lease)

    with open_empty(engine) as store:
        write_at_random(store, round_, apply)


def write_at_random(store: Store, seed: int, apply: Callable[[Changes], object]) -> None:
    """Fill a store, change it eleven times, and compare it each time with the dictionary."""
    model = Model(seed)
    for step in range(12):
        changes = model.next_changes()
        if step == 0:
            store.fill(changes)
        else:
            apply(changes)

        assert nodes(store) == {node(labels, present(values)) for labels, values in model.nodes.values()}
        expected = Counter(
            relationship(start, "COOPERATES_WITH", end, present({"dataset": dataset, "role": role, **values}))
            for (start, end, dataset, role), values in model.ties.items()
        )
        assert relationships(store) == expected
    assert len(model.nodes) > 5
    assert len(model.ties) > 5
