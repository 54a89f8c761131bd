"""Relationships in parts that share no node: whatever they are, all are there, and no part waits for another."""

from __future__ import annotations

import threading
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
from graphmodel.store.disjoint import WORTH_PARTING, Part, disjoint_rounds
from graphmodel.store.protocol import Store
from tests.store.samples import relationships, sample_changes

ids = st.text("abcdefgh", min_size=1, max_size=2)
pairs = st.lists(st.tuples(ids, ids), min_size=1, max_size=60)


def ties(rows: list[tuple[str, str]], end_label: str = "Project") -> RelationshipChange:
    frame = pd.DataFrame(rows, columns=["start", "end"]).assign(place=range(len(rows)))
    return RelationshipChange("PARTICIPATES_IN", "Organisation", end_label, frame)


def nodes_of(part: Part) -> set[tuple[str, str]]:
    change = part.change
    return {(change.start_label, node) for node in change.frame["start"]} | {
        (change.end_label, node) for node in change.frame["end"]
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
        assert not any(one.nodes & other.nodes for one, other in combinations(parts, 2))
    every = [part for parts in rounds for part in parts]
    # Whatever touches a common node says so, of one change or of several.
    assert all(one.nodes & other.nodes for one, other in combinations(every, 2) if nodes_of(one) & nodes_of(other))
    found = [tuple(row) for part in every for row in part.change.frame.itertuples(index=False, name=None)]
    assert sorted(found) == sorted((start, end, place) for place, (start, end) in enumerate(rows))


@given(pairs)
def test_the_part_of_a_tie_depends_on_its_ends_alone(rows: list[tuple[str, str]]) -> None:
    def places(change: RelationshipChange) -> dict[tuple[str, str], tuple[int, int]]:
        return {
            (start, end): (number, place)
            for number, parts in enumerate(disjoint_rounds(change, 2))
            for place, part in enumerate(parts)
            for start, end in zip(part.change.frame["start"], part.change.frame["end"], strict=True)
        }

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disjoint, "WORTH_PARTING", 1)
        assert places(ties(rows)) == places(ties(rows[::-1]))


def test_few_relationships_and_those_of_a_single_writer_stay_together() -> None:
    few = ties([("a", "x")] * (WORTH_PARTING - 1))
    every_node = frozenset({("Organisation", 0), ("Organisation", 1), ("Project", 0), ("Project", 1)})
    assert list(disjoint_rounds(few, 2)) == [[Part(few, every_node)]]
    many = ties([("a", "x")] * WORTH_PARTING)
    assert list(disjoint_rounds(many, 1)) == [[Part(many, frozenset({("Organisation", 0), ("Project", 0)}))]]


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


def test_relationships_that_meet_in_a_node_are_never_written_side_by_side(
    neo4j_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Projects of one programme: side by side each would wait for the other, while participations can go on beside them."""
    monkeypatch.setattr(disjoint, "WORTH_PARTING", 1)
    monkeypatch.setattr(filling, "TRANSACTION", 1)
    monkeypatch.setattr("graphmodel.store.batching.BYTES", 1)
    turn, under_way, beside = threading.Lock(), list[Any](), list[tuple[Any, Any]]()

    def side_by_side(
        items: Iterable[Any], work: Callable[[Any, Any], object], lanes: int, needs: Callable[[Any], Any]
    ) -> None:
        def watched(item: Any, stop: Any) -> None:
            with turn:
                beside.extend((item, other) for other in under_way)
                under_way.append(item)
            try:
                work(item, stop)
            finally:
                with turn:
                    under_way.remove(item)

        apart.side_by_side(items, watched, lanes, needs)

    monkeypatch.setattr(filling, "side_by_side", side_by_side)
    numbers = range(12)
    projects = [NodeChange(("Project",), {"id": f"mine:{n}", "claims": "{}"}) for n in numbers]
    actors = [NodeChange(("Organisation",), {"id": f"mine:o{n}", "claims": "{}"}) for n in numbers]
    programme = NodeChange(("Programme",), {"id": "mine:programme", "claims": "{}"})

    def tied(start: list[str], end: list[str]) -> pd.DataFrame:
        frame = pd.DataFrame({"start": start, "end": end, "start_key": start, "end_key": end})
        return frame.assign(rows="a.csv:1", dataset="mine", load="load:mine:1")

    ids = [f"mine:{n}" for n in numbers]
    whole = Changes(
        new_nodes=[*projects, *actors, programme],
        new_relationships=[
            RelationshipChange("PART_OF", "Project", "Programme", tied(ids, ["mine:programme"] * len(ids))),
            RelationshipChange(
                "PARTICIPATES_IN", "Organisation", "Project", tied([f"mine:o{n}" for n in numbers], ids)
            ),
        ],
    )
    neo4j_store.fill(whole)
    assert beside
    assert not [pair for pair in beside if pair[0].nodes & pair[1].nodes]
    assert neo4j_store.counts() == {
        "Organisation": 12,
        "PARTICIPATES_IN": 12,
        "PART_OF": 12,
        "Programme": 1,
        "Project": 12,
    }
