"""What an ad hoc query gets from one engine and not from another: each line of the table in ``docs/neo4j.md``, on each engine.

What is not here is the same everywhere, as far as :mod:`tests.conformance` and :mod:`tests.store` reach.
"""

from __future__ import annotations

from typing import Any

import pytest

from graphmodel.errors import GraphModelError
from graphmodel.store import Store
from tests.store.samples import sample_changes

REFUSED = "refused"
#: A query, what the embedded engine answers (both builds), what Neo4j 5.26 and what Neo4j 2026 do.
DIFFERENCES: dict[str, tuple[str, Any, Any, Any]] = {
    "shortest": (
        "MATCH p = SHORTEST 1 (a:Ministry)-[:OVERSEES]->+(b:Cluster) RETURN length(p)",
        REFUSED, [(1,)], [(1,)],
    ),
    "any shortest": (
        "MATCH p = ANY SHORTEST (a:Ministry)-[:OVERSEES]->+(b:Cluster) RETURN length(p)",
        REFUSED, [(1,)], [(1,)],
    ),
    "cypher 5": ("CYPHER 5 RETURN 1", REFUSED, [(1,)], [(1,)]),
    "cypher 25": ("CYPHER 25 RETURN 1", REFUSED, REFUSED, [(1,)]),
    "next": ("RETURN 1 AS x NEXT RETURN x + 1 AS y", REFUSED, REFUSED, REFUSED),
    "case of letters": ("RETURN 'ŐRSÉG' =~ '(?i)őrség'", [(False,)], [(False,)], [(False,)]),
    "case of letters, all": ("RETURN 'ŐRSÉG' =~ '(?iu)őrség'", [(True,)], [(True,)], [(True,)]),
    "element ids": ("MATCH (n:Sector) RETURN elementId(n) STARTS WITH '#'", [(True,)], [(False,)], [(False,)]),
    "quantified": (
        "MATCH (a:Ministry)-[:OVERSEES]->{1,3}(b:Cluster) RETURN b.id",
        [("mine:mbk",)], [("mine:mbk",)], [("mine:mbk",)],
    ),
    "mixed list": ("RETURN [1, 'a', null]", [([1, "a", None],)], [([1, "a", None],)], [([1, "a", None],)]),
    "division": ("RETURN 7 / 2, 7 % 4, 7 / 2.0", [(3, 3, 3.5)], [(3, 3, 3.5)], [(3, 3, 3.5)]),
}  # fmt: skip


@pytest.fixture
def sample(store: Store) -> Store:
    store.fill(sample_changes())
    return store


def outcome(store: Store, query: str) -> object:
    try:
        return store.query(query).rows
    except GraphModelError:
        return REFUSED


def test_what_differs_is_what_is_told(sample: Store) -> None:
    place = 1 if "://" not in sample.address else 2 if sample.engine.startswith("Neo4j 5.") else 3
    told = {name: line[place] for name, line in DIFFERENCES.items()}
    assert {name: outcome(sample, line[0]) for name, line in DIFFERENCES.items()} == told


def test_labels_come_in_any_order_and_are_sorted_where_a_node_is_returned(sample: Store) -> None:
    assert sorted(sample.query("MATCH (n:Cluster) RETURN labels(n)").rows[0][0]) == ["Cluster", "Organisation"]
    assert sample.query("MATCH (n:Cluster) RETURN n").rows[0][0]["_labels"] == ["Cluster", "Organisation"]
