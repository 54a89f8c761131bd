"""The ledger of loads: one Load node per run that changed something, which is also the lock against a second writer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

from graphmodel.errors import StoreError
from graphmodel.records import NodeChange
from graphmodel.store.lease import LANE_ID

if TYPE_CHECKING:
    from graphmodel.store.lease import Lease
    from graphmodel.store.protocol import Store

RUNNING = "running"
COUNT_COLUMNS = [
    "rows_in",
    "rows_rejected",
    "nodes_created",
    "nodes_changed",
    "nodes_removed",
    "relationships_created",
    "relationships_changed",
    "relationships_removed",
]
LEDGER_COLUMNS = ["id", "dataset", "recipe", "status", "started", "files"]
#: What a decision of identity says, whatever its reason.
_LINE = ["left", "right", "decision", "who"]
_FORM = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class LoadEntry:
    """What the ledger says of one load."""

    id: str
    dataset: str
    recipe: str
    sequence: int
    files: Sequence[str]
    warnings: Sequence[str]
    counts: Mapping[str, int]
    undo: str

    def to_node(self, status: str, old_id: str | None = None) -> NodeChange:
        """The Load node of this entry."""
        now = datetime.now(UTC)
        properties: dict[str, Any] = {
            "id": self.id,
            "name": self.id,
            "dataset": self.dataset,
            "recipe": self.recipe,
            "sequence": self.sequence,
            "files": list(self.files),
            "warnings": list(self.warnings),
            "status": status,
            "started": now.strftime(_FORM),
            "lease_until": now.strftime(_FORM),
            "counts": json.dumps(dict(self.counts), sort_keys=True),
            "undo": self.undo,
        }
        return NodeChange(("Load",), properties, old_id, ("Load",) if old_id else ())


def next_entry_id(loads: pd.DataFrame, dataset: str) -> tuple[str, int]:
    """The id and place of the next load of a dataset."""
    own = loads[loads["dataset"] == dataset] if len(loads) else loads
    sequence = int(own["sequence"].max()) + 1 if len(own) else 1
    return f"load:{dataset}:{sequence}", sequence


def is_only_load(store: Store, dataset: str, digests: Sequence[str]) -> bool:
    """Whether a dataset consists of one load alone, the first there was, made of just these files.

    Then the same files hold nothing new, and need not be compared with what the store says. After any other load, or
    an undone one, only the comparison can tell.
    """
    if store.empty():  # asked in an instant, while a server that has just started takes long to plan a table
        return False
    loads = store.read_nodes("Load", ["dataset", "sequence", "status", "files"])
    own = loads[(loads["dataset"] == dataset) & (loads["status"] == "done")]
    return len(own) == 1 and int(own["sequence"].iloc[0]) == 1 and list(own["files"].iloc[0]) == list(digests)


@contextmanager
def writing_lease(store: Store, entry_id: str, known: Sequence[str], decisions: pd.DataFrame) -> Iterator[Lease]:
    """Hold the store for one write. ``known`` are the ids of the loads the plan was made with, ``decisions`` those of identity.

    Raises :class:`StoreError` while another load is running, or when one ended since the plan was made, or identity was
    decided anew.
    """
    with store.lease(entry_id) as lease:
        loads = store.read_nodes("Load", ["status"])
        if set(loads.loc[loads["status"] != RUNNING, "id"]) != set(known):
            raise StoreError(
                "Another load ended while this one was read.",
                where=store.address,
                remedy="Run this again; nothing was written.",
            )
        if _lines(store.read_nodes("Decision", _LINE)) != _lines(decisions):
            raise StoreError(
                "Somebody decided what is one thing while the store was read.",
                where=store.address,
                remedy="Run this again; nothing was written.",
            )
        yield lease


def _lines(decisions: pd.DataFrame) -> set[tuple[str, ...]]:
    return set(decisions[_LINE].itertuples(index=False, name=None))


def require_whole(store: Store) -> None:
    """Raise :class:`StoreError` for a store in which a write that was broken off, or still goes on, left half of something."""
    claim = store.claim()
    if claim and claim.sequence:
        raise StoreError(
            f"A write of this store was broken off half-way ({claim.name})."
            if claim.lapsed
            else f"Another load is running on this store ({claim.name}).",
            where=store.address,
            remedy="Run that load again: it clears what is there, and writes all of it."
            if claim.lapsed
            else f"Wait until it has ended; its claim lapses at {claim.until}.",
        )


def store_to_ledger(store: Store) -> pd.DataFrame:
    """The loads, oldest first: ``id, dataset, recipe, status, started, files`` and their counts, one column each."""
    names = ["dataset", "recipe", "status", "started", "sequence", "files", "counts"]
    rows = []
    for row in store.read_nodes("Load", names).to_dict("records"):
        if row["id"].startswith(LANE_ID):
            continue
        counts = json.loads(row["counts"]) if isinstance(row["counts"], str) else {}
        files = row["files"] if row["files"] is not None else []
        rows.append(
            {
                "id": row["id"],
                "dataset": row["dataset"],
                "recipe": row["recipe"],
                "status": row["status"],
                "started": row["started"],
                "files": "; ".join(str(text).rpartition(" ")[0] for text in files),
                **{name: counts.get(name, 0) for name in COUNT_COLUMNS},
            }
        )
    frame = pd.DataFrame(rows, columns=[*LEDGER_COLUMNS, *COUNT_COLUMNS])
    return frame.sort_values(["started", "id"], ignore_index=True)
