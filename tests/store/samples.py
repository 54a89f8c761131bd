"""A small graph, and what a store holds in a form that can be compared.

Everything carries what on a shared server tells that it is ours: nodes ``claims`` (a Load its lease), relationships
``start_key``. Where a test says nothing of them they are made up, and left aside when nodes and relationships are compared.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from graphmodel.errors import StoreError
from graphmodel.records import Changes, NodeChange, RelationshipChange
from graphmodel.store import Store

ACME = {
    "id": "pic:1",
    "name": 'Ácme Zrt. – "Ő\'űző"',
    "names": ["ACME", "Ácme; Kft"],
    "country": "HU",
    "sme": True,
    "identifiers": ["pic:1", "ror:05x"],
    "claims": '{"cordis":[{"key":"pic:1"}]}',
}
CLUSTER = {
    "id": "mine:mbk",
    "name": "Mecsek Bányászati Klaszter",
    "founded": 2013,
    "mark_until": dt.date(2024, 12, 31),
    "claims": "{}",
}
MINISTRY = {"id": "mine:pm", "name": "Miniszterelnökség", "level": "national"}
PROJECT = {
    "id": "cordis-grant:9",
    "acronym": "ClusterPoliSEE",
    "start": dt.date(2012, 5, 1),
    "total_cost": 1_500_000.0,
    "eu_contribution": 1_275_000.5,
}
SECTOR = {"id": "sector:mining", "name": "Mining"}
#: The same organisation in one project, as two datasets say it, and in two roles.
PARTICIPATIONS = pd.DataFrame(
    {
        "start": ["pic:1", "pic:1", "pic:1", "mine:mbk"],
        "end": ["cordis-grant:9"] * 4,
        "role": ["partner", "coordinator", "partner", None],
        "contribution": [100.25, 50.0, 100.0, float("nan")],
        "since": [dt.date(2012, 5, 1), None, None, None],
        "dataset": ["cordis", "cordis", "keep", "keep"],
        "source": [["a", "b"], None, ["c"], None],
    }
)
KEY = ("dataset", "role")
_MARKS = {"Load": {"lease_until": "2026-01-01T00:00:00Z"}, "Decision": {"decision": "same"}}


def thing(
    labels: tuple[str, ...],
    properties: Mapping[str, Any],
    old_id: str | None = None,
    old_labels: tuple[str, ...] = (),
) -> NodeChange:
    """A node of ours, new or changed."""
    mark = _MARKS.get(labels[0], {"claims": "{}"})
    return NodeChange(labels, {**mark, **properties}, old_id, old_labels)


def sample_changes() -> Changes:
    """Five nodes of all kinds of labels, six relationships, parallel ones among them."""
    return Changes(
        new_nodes=[
            thing(("Organisation",), ACME),
            thing(("Cluster", "Organisation"), CLUSTER),
            thing(("Ministry", "Organisation"), MINISTRY),
            thing(("Project",), PROJECT),
            thing(("Sector",), SECTOR),
        ],
        new_relationships=[
            participations(),
            ties("ABOUT", "Project", "Sector", ("cordis-grant:9", "sector:mining")),
            ties("OVERSEES", "Organisation", "Organisation", ("mine:pm", "mine:mbk")),
        ],
    )


#: One more sector.
NEW_SECTOR = Changes(new_nodes=[thing(("Sector",), {"id": "sector:new"})])


def require_no_write_once_taken_over(store: Store) -> None:
    """Hold that a writer whose claim another one took over is refused, and has written nothing."""
    before = store.counts()
    with (
        store.lease("load:slow:2") as slow,
        store.lease("load:quick:2"),  # the same thread begins anew
        pytest.raises(StoreError, match="another one took its place"),
    ):
        store.apply(NEW_SECTOR, lease=slow)
    assert store.counts() == before


def participations(frame: pd.DataFrame = PARTICIPATIONS) -> RelationshipChange:
    """Relationships of organisations and projects."""
    return RelationshipChange("PARTICIPATES_IN", "Organisation", "Project", frame.assign(start_key=frame["start"]), KEY)


def ties(name: str, start_label: str, end_label: str, *pairs: tuple[str, str]) -> RelationshipChange:
    """Relationships without further properties."""
    frame = pd.DataFrame(pairs, columns=["start", "end"])
    return RelationshipChange(name, start_label, end_label, frame.assign(start_key=frame["start"]))


def nodes(store: Store) -> set[tuple[Any, ...]]:
    """Every node: its labels and its properties."""
    rows = store.query("MATCH (n) RETURN labels(n), properties(n)").rows
    found = [(tuple(sorted(labels)), *_hashable(properties)) for labels, properties in rows]
    assert len(found) == len(set(found))
    return set(found)


def relationships(store: Store) -> Counter[tuple[Any, ...]]:
    """Every relationship: start, type, end, properties; and how many there are alike."""
    rows = store.query("MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r)").rows
    return Counter((start, name, end, *_hashable(properties)) for start, name, end, properties in rows)


def node(labels: tuple[str, ...], properties: Mapping[str, Any]) -> tuple[Any, ...]:
    """A node as :func:`nodes` gives it."""
    return (tuple(sorted(labels)), *_hashable(properties))


def relationship(start: str, name: str, end: str, properties: Mapping[str, Any]) -> tuple[Any, ...]:
    """A relationship as :func:`relationships` gives it."""
    return (start, name, end, *_hashable(properties))


def table(frame: pd.DataFrame) -> set[tuple[Any, ...]]:
    """The rows of a frame, with None for what is missing."""
    plain = frame.astype(object).where(frame.notna(), None)
    return {
        tuple(tuple(value) if isinstance(value, list) else value for value in row)
        for row in plain.itertuples(index=False, name=None)
    }


def _hashable(properties: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(
        (name, tuple(value) if isinstance(value, list) else value, type(value).__name__)
        for name, value in sorted(properties.items())
        if name != "start_key" and (name, value) != ("claims", "{}")
    )
