"""Relationships in parts that share no node: whatever they are, all are there, and no part waits for another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.records import Changes, NodeChange, RelationshipChange
from graphmodel.store import apart, disjoint, filling
from graphmodel.store.disjoint import WORTH_PARTING, disjoint_rounds
from graphmodel.store.protocol import Store
from tests.store.samples import relationships, sample_changes

ids = st.text("abcdefgh", min_size=1, max_size=2)
pairs = st.lists(st.tuples(ids, ids), min_size=1, max_size=60)


def ties(rows: list[tuple[str, str]], end_label: str = "Project") -> RelationshipChange:
    frame = pd.DataFrame(rows, columns=["start", "end"]).assign(place=range(len(rows)))
    return RelationshipChange("PARTICIPATES_IN", "Organisation", end_label, frame)


def nodes_of(part: RelationshipChange) -> set[tuple[str, str]]:
    return {(part.start_label, node) for node in part.frame["start"]} | {
        (part.end_label, node) for node in part.frame["end"]
    }


@given(pairs, st.integers(2, 4), st.sampled_from(["Project", "Organisation"]))
def test_no_two_parts_of_a_round_share_a_node_and_nothing_is_lost(
    rows: list[tuple[str, str]], lanes: int, end_label: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disjoint, "WORTH_PARTING", 1)
        rounds = list(disjoint_rounds(ties(rows, end_label), lanes))
    for parts in rounds:
        assert 1 <= len(parts) <= lanes
        assert not any(nodes_of(one) & nodes_of(other) for one, other in combinations(parts, 2))
    found = [tuple(row) for parts in rounds for part in parts for row in part.frame.itertuples(index=False, name=None)]
    assert sorted(found) == sorted((start, end, place) for place, (start, end) in enumerate(rows))


@given(pairs)
def test_the_part_of_a_tie_depends_on_its_ends_alone(rows: list[tuple[str, str]]) -> None:
    def places(change: RelationshipChange) -> dict[tuple[str, str], tuple[int, int]]:
        return {
            (start, end): (number, place)
            for number, parts in enumerate(disjoint_rounds(change, 2))
            for place, part in enumerate(parts)
            for start, end in zip(part.frame["start"], part.frame["end"], strict=True)
        }

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disjoint, "WORTH_PARTING", 1)
        assert places(ties(rows)) == places(ties(rows[::-1]))


def test_few_relationships_and_those_of_a_single_writer_stay_together() -> None:
    few = ties([("a", "x")] * (WORTH_PARTING - 1))
    assert list(disjoint_rounds(few, 2)) == [[few]]
    many = ties([("a", "x")] * WORTH_PARTING)
    assert list(disjoint_rounds(many, 1)) == [[many]]


def test_a_first_content_written_in_parts_is_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disjoint, "WORTH_PARTING", 1)
    monkeypatch.setattr(filling, "TRANSACTION", 1)
    whole = sample_changes()
    store.fill(whole)
    assert Counter(row[:3] for row in relationships(store).elements()) == Counter(
        (start, change.type, end)
        for change in whole.new_relationships
        for start, end in zip(change.frame["start"], change.frame["end"], strict=True)
    )


def test_relationships_that_all_meet_in_one_node_are_written_one_transaction_after_the_other(
    neo4j_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disjoint, "WORTH_PARTING", 1)
    monkeypatch.setattr(filling, "TRANSACTION", 1)
    lanes: list[int] = []

    def side_by_side(items: Iterable[Any], work: Callable[[Any, Any], object], at_once: int) -> None:
        lanes.append(at_once)
        apart.side_by_side(items, work, at_once)

    monkeypatch.setattr(filling, "side_by_side", side_by_side)
    projects = [NodeChange(("Project",), {"id": f"mine:{n}", "claims": "{}"}) for n in range(3)]
    programme = NodeChange(("Programme",), {"id": "mine:programme", "claims": "{}"})
    frame = pd.DataFrame({"start": [f"mine:{n}" for n in range(3)], "end": "mine:programme"})
    frame = frame.assign(
        start_key=frame["start"], end_key=frame["end"], rows="a.csv:1", dataset="mine", load="load:mine:1"
    )
    whole = Changes(
        new_nodes=[*projects, programme],
        new_relationships=[RelationshipChange("PART_OF", "Project", "Programme", frame)],
    )
    neo4j_store.fill(whole)
    assert lanes == [2, 1]
    assert neo4j_store.counts() == {"PART_OF": 3, "Programme": 1, "Project": 3}
