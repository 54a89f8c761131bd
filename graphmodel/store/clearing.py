"""Everything ours out of a store, a bounded part at a time: what a write that was broken off left has to go first."""

from __future__ import annotations

from collections.abc import Callable

from graphmodel.model import LABELS, RELATIONSHIPS
from graphmodel.store.lease import LEASE_ID
from graphmodel.store.ownership import TIE_MARK, node_mark
from graphmodel.store.schema import cypher_name

_SLICE = 10_000


def remove_ours(run: Callable[[str], int]) -> None:
    """Remove everything ours but the claim; ``run`` runs a statement that says how many it removed.

    A node to which others tied something cannot be removed: the engine refuses.
    """
    for name in RELATIONSHIPS:
        _remove(run, f"MATCH ()-[x:{cypher_name(name)}]->() WHERE x.{TIE_MARK} IS NOT NULL")
    for label in sorted(name for name, entry in LABELS.items() if entry.base is None):
        kept = f" AND x.id <> '{LEASE_ID}'" if label == "Load" else ""
        _remove(run, f"MATCH (x:{label}) WHERE x.{node_mark(label)} IS NOT NULL{kept}")


def _remove(run: Callable[[str], int], matching: str) -> None:
    while run(f"{matching} WITH x LIMIT {_SLICE} DELETE x RETURN count(*)"):
        pass
