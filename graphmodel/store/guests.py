"""Before anything is written into a database that others use too: would it touch what is theirs?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from graphmodel.errors import StoreError
from graphmodel.records import Changes
from graphmodel.store.ownership import TIE_MARK, node_mark
from graphmodel.store.writing import match_label

#: Runs a statement that reads: the values of its records.
Run = Callable[[str, Mapping[str, Any]], list[tuple[Any, ...]]]
_SLICE = 20_000
_SHOWN = 3
OWN_DATABASE = "give graphmodel a database of its own (--database; database= in Python)"


def require_free_ids(run: Run, changes: Changes, address: str) -> None:
    """Raise :class:`~graphmodel.errors.StoreError` where a node would take the id of one that graphmodel did not create."""
    taking = [(match_label(node.labels), str(node.properties["id"])) for node in changes.new_nodes]
    taking += [
        (match_label(node.labels), str(node.properties["id"]))
        for node in changes.changed_nodes
        if node.old_id != node.properties["id"]
    ]
    for label, ids in _by_label(taking):
        cypher = (
            f"MATCH (n:{label}) WHERE n.id IN $ids AND n.{node_mark(label)} IS NULL RETURN DISTINCT n.id LIMIT {_SHOWN}"
        )
        taken = sorted(str(row[0]) for row in run(cypher, {"ids": ids}))
        if taken:
            raise StoreError(
                f"Nodes {label} that graphmodel did not create have the same id as things to be written "
                f"({', '.join(taken)}); nothing was written.",
                where=address,
                remedy=f"They are not adopted: rename or remove them if they are yours, or {OWN_DATABASE}.",
            )


def require_ours_alone(run: Run, changes: Changes, address: str) -> None:
    """Raise :class:`~graphmodel.errors.StoreError` where a node to be removed has relationships others made."""
    for label, ids in _by_label((match_label(labels), node_id) for labels, node_id in changes.gone_nodes):
        cypher = (
            f"MATCH (n:{label})-[r]-() WHERE n.id IN $ids AND r.{TIE_MARK} IS NULL "
            f"RETURN type(r), count(DISTINCT r), min(n.id) ORDER BY type(r)"
        )
        tied = run(cypher, {"ids": ids})
        if tied:
            told = "; ".join(f"{count} {name}, for example at {node}" for name, count, node in tied[:_SHOWN])
            raise StoreError(
                f"Nodes {label} would be removed to which others have tied something ({told}); nothing was written.",
                where=address,
                remedy=f"Remove these relationships first if they are yours, or ask whose they are: "
                f"MATCH (n:{label})-[r]-() WHERE r.{TIE_MARK} IS NULL RETURN n, r",
            )


def _by_label(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    ids: dict[str, list[str]] = {}
    for label, node_id in pairs:
        ids.setdefault(label, []).append(node_id)
    for label in sorted(ids):
        for first in range(0, len(ids[label]), _SLICE):
            yield label, ids[label][first : first + _SLICE]
