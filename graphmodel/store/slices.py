"""All that is ours in a store, a bounded part at a time: what copies and backups are made of.

The same Cypher reads every engine, slice by slice of the nodes' ids, so that neither the engine nor we hold the whole.
What others added to our nodes and relationships (labels, properties) is theirs, and is not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from graphmodel.model import LABELS, RELATIONSHIPS
from graphmodel.records import Changes, NodeChange, RelationshipChange
from graphmodel.store.ownership import NODE_NAMES, TIE_MARK, TIE_NAMES, node_mark
from graphmodel.store.schema import cypher_name

#: Nodes in a slice; of relationships, the nodes they start at.
SLICE = 5_000
#: Runs a statement that reads: the values of its records, plain.
ReadRows = Callable[[str, Mapping[str, Any]], list[tuple[Any, ...]]]
_BASES = tuple(sorted(name for name, label in LABELS.items() if label.base is None))
_NODE_NAMES, _TIE_NAMES = frozenset(NODE_NAMES), frozenset(TIE_NAMES)
_SLICED = "n.id >= $first AND n.id <= $last"


def content_to_slices(run: ReadRows) -> Iterator[Changes]:
    """Everything ours, as what has to be created to have it again: nodes first, in the order of label and id."""
    for label in _BASES:
        mark = node_mark(label)
        cypher = f"MATCH (n:{label}) WHERE {_SLICED} AND n.{mark} IS NOT NULL RETURN labels(n), properties(n)"
        for slice_ in _slices(run, label):
            nodes = [node for row in run(cypher, slice_) if (node := _node(label, *row)) is not None]
            if nodes:
                yield Changes(new_nodes=sorted(nodes, key=lambda node: str(node.properties["id"])))
    types = "|".join(map(cypher_name, RELATIONSHIPS))
    for label in _BASES:
        cypher = (
            f"MATCH (n:{label})-[r:{types}]->(e) WHERE {_SLICED} AND n.{node_mark(label)} IS NOT NULL "
            f"AND r.{TIE_MARK} IS NOT NULL RETURN labels(n), n.id, type(r), labels(e), e.id, properties(r)"
        )
        for slice_ in _slices(run, label):
            ties = _ties(label, run(cypher, slice_))
            if ties:
                yield Changes(new_relationships=ties)


def _slices(run: ReadRows, label: str) -> Iterator[dict[str, str]]:
    found = run(f"MATCH (n:{label}) WHERE n.{node_mark(label)} IS NOT NULL RETURN collect(n.id)", {})
    ids = sorted(found[0][0]) if found else []
    for first in range(0, len(ids), SLICE):
        yield {"first": ids[first], "last": ids[min(first + SLICE, len(ids)) - 1]}


def _node(label: str, labels: list[str], properties: Mapping[str, Any]) -> NodeChange | None:
    ours = _our_labels(labels)
    # What claims a store for a writer is no content.
    if _base(ours) != label or (label == "Load" and properties.get("status") == "running"):
        return None
    return NodeChange(ours, {name: value for name, value in properties.items() if name in _NODE_NAMES})


def _ties(label: str, rows: list[tuple[Any, ...]]) -> list[RelationshipChange]:
    import pandas as pd

    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for labels, start, name, end_labels, end, properties in rows:
        if _base(_our_labels(labels)) == label:
            kept = {name: value for name, value in properties.items() if name in _TIE_NAMES}
            groups.setdefault((name, _base(_our_labels(end_labels))), []).append({"start": start, "end": end, **kept})
    return [
        RelationshipChange(name, label, end_label, pd.DataFrame(group, dtype=object))
        for (name, end_label), group in sorted(groups.items())
    ]


def _our_labels(labels: list[str]) -> tuple[str, ...]:
    return tuple(sorted(label for label in labels if label in LABELS))


def _base(labels: tuple[str, ...]) -> str:
    """The label by which a node is found, where it has several that specialise no other."""
    return next(label for label in labels if LABELS[label].base is None)
