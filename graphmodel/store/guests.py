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


def foreign_note(counts: Mapping[str, int]) -> str:
    """What others keep under our names, as a sentence; empty where they keep nothing.

    >>> foreign_note({"Organisation": 3, "MEMBER_OF": 1})
    "Others keep things under names that are graphmodel's (Organisation 3, MEMBER_OF 1), which stay as they are."
    """
    told = ", ".join(f"{name} {count:,}" for name, count in counts.items())
    return f"Others keep things under names that are graphmodel's ({told}), which stay as they are." if told else ""


#: What follows from it.
FOREIGN_REMEDY = (
    "Tables, analyses and maps leave them out, but a query (ask, cypher, show) finds them too. If that is not wanted, "
    f"{OWN_DATABASE}."
)


def require_free_ids(run: Run, changes: Changes, address: str) -> None:
    """Raise :class:`~graphmodel.errors.StoreError` where a node would take the id of one that graphmodel did not create."""
    taking = [(match_label(node.labels), str(node.properties["id"])) for node in changes.new_nodes]
    taking += [
        (match_label(node.labels), str(node.properties["id"]))
        for node in changes.changed_nodes
        if node.old_id != node.properties["id"]
    ]
    there = {label: run(f"MATCH (n:{label}) RETURN count(n)", {})[0][0] for label in {label for label, _ in taking}}
    for label, ids in _by_label(pair for pair in taking if there[pair[0]]):
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
