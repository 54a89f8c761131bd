"""The line of a thing gives the thing back, and the figure over all lines sees every difference but that of order."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.moving.fingerprint import slices_to_fingerprint
from graphmodel.moving.lines import lines_to_nodes, lines_to_relationships, nodes_to_lines, relationships_to_lines
from graphmodel.records import Changes, NodeChange, RelationshipChange
from graphmodel.store.outgoing import frame_to_plain
from tests.moving.odd import contents


def node(**properties: Any) -> Changes:
    return Changes(new_nodes=[NodeChange(("Project",), {"id": "p", **properties})])


def tie(start: str = "a", end: str = "b", **properties: Any) -> Changes:
    frame = pd.DataFrame([{"start": start, "end": end, **properties}], dtype=object)
    return Changes(new_relationships=[RelationshipChange("ABOUT", "Project", "Sector", frame)])


def checksum(*slices: Changes) -> str:
    return slices_to_fingerprint(slices).checksum


def typed(value: Any) -> Any:
    """A value with its kind and its sign, so that 1 is not 1.0 and 0.0 not -0.0."""
    if isinstance(value, list):
        return tuple(map(typed, value))
    return type(value), value, math.copysign(1, value) if isinstance(value, float) else 0


def pairs(properties: Mapping[str, Any]) -> list[Any]:
    return sorted((name, typed(value)) for name, value in properties.items())


def things(changes: Changes) -> list[Any]:
    found: list[Any] = [(node.labels, pairs(node.properties)) for node in changes.new_nodes]
    for change in changes.new_relationships:
        names = (change.type, change.start_label, change.end_label)
        found += [(names, pairs(row)) for row in frame_to_plain(change.frame)]
    return sorted(found, key=repr)


def test_a_line_is_what_the_documentation_of_the_form_shows() -> None:
    changes = node(start=dt.date(2012, 5, 1), total_cost=1.0, title='"ő"', claims="{}")
    assert nodes_to_lines(changes) == [
        '[["Project"],{"claims":"{}","id":"p","start":{"date":"2012-05-01"},"title":"\\"ő\\"","total_cost":1.0}]'
    ]
    assert relationships_to_lines(tie(rows="t.csv:2", source=["b", "a"])) == [
        '["ABOUT","Project","a","Sector","b",{"rows":"t.csv:2","source":["b","a"]}]'
    ]


@settings(max_examples=40)
@given(contents())
def test_lines_give_back_what_was_written(changes: Changes) -> None:
    nodes = lines_to_nodes(nodes_to_lines(changes))
    ties = lines_to_relationships(relationships_to_lines(changes))
    assert things(Changes(nodes.new_nodes, new_relationships=ties.new_relationships)) == things(changes)


@settings(max_examples=40)
@given(contents(), st.randoms(use_true_random=False))
def test_the_fingerprint_does_not_depend_on_order_or_slices(changes: Changes, random: Any) -> None:
    parts = [Changes(new_nodes=[node]) for node in changes.new_nodes]
    parts += [
        Changes(new_relationships=[RelationshipChange(c.type, c.start_label, c.end_label, c.frame.iloc[[i]])])
        for c in changes.new_relationships
        for i in range(len(c.frame))
    ]
    random.shuffle(parts)
    assert slices_to_fingerprint(parts) == slices_to_fingerprint([changes])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (node(total_cost=1), node(total_cost=1.0)),
        (node(total_cost=0.0), node(total_cost=-0.0)),
        (node(total_cost=0.1), node(total_cost=math.nextafter(0.1, 1))),
        (node(title="1"), node(title=1)),
        (node(sme=True), node(sme=1)),
        (node(title="2012-05-01"), node(title=dt.date(2012, 5, 1))),
        (node(names=["a", "b"]), node(names=["b", "a"])),
        (node(names=["a"]), node(names="a")),
        (node(names=[]), node()),
        (node(title=""), node()),
        (node(title="é"), node(title="e\u0301")),
        (tie("a", "b"), tie("b", "a")),
        (tie(rows="1"), tie(rows="2")),
        (tie(), node()),
    ],
    ids=repr,
)
def test_any_difference_is_seen(one: Changes, other: Changes) -> None:
    assert checksum(one) != checksum(other)


def test_what_is_there_twice_is_not_there_once_nor_gone() -> None:
    assert len({checksum(), checksum(tie()), checksum(tie(), tie()), checksum(tie(), tie(), tie())}) == 4


def test_labels_count() -> None:
    plain = Changes(new_nodes=[NodeChange(("Organisation",), {"id": "p"})])
    special = Changes(new_nodes=[NodeChange(("Cluster", "Organisation"), {"id": "p"})])
    assert checksum(plain) != checksum(special)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{}",
        "[]",
        "null",
        '[["Organisation"]]',
        '[["Passport"],{"id":"a"}]',
        '["Organisation",{"id":"a"}]',
        '[[],{"id":"a"}]',
        '[["Organisation"],{"id":1}]',
        '[["Organisation"],{"name":"a"}]',
        '[["Organisation"],{"id":"a","passport":"1"}]',
        '[["Organisation"],[]]',
        '[["Organisation"],{"id":"a"},1]',
        '[["Organisation"],{"id":{"date":"today"}}]',
    ],
)
def test_a_line_that_is_no_node_is_refused(line: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        lines_to_nodes([line])


@pytest.mark.parametrize(
    ("place", "value"),
    [(0, "LOVES"), (0, None), (1, "Passport"), (2, 1), (3, None), (4, None), (5, []), (5, {"passport": "1"})],
)
def test_a_line_that_is_no_relationship_is_refused(place: int, value: Any) -> None:
    values: list[Any] = ["ABOUT", "Project", "a", "Sector", "b", {}]
    assert lines_to_relationships([json.dumps(values)]).new_relationships
    values[place] = value
    with pytest.raises((ValueError, TypeError)):
        lines_to_relationships([json.dumps(values)])
