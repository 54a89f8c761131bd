"""A large change of a folder: made in a copy of its database, which then takes the place of the one it was copied from.

A change in one transaction is kept in the engine's memory until it is committed, and takes it 150 to 250 microseconds a row; the
batch writer takes 50, but is not atomic. In a copy that counts only once it is complete it need not be.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphmodel.errors import StoreError
from graphmodel.records import Changes
from graphmodel.store.filling import run_batches, told
from graphmodel.store.graphbatch import write_slices
from graphmodel.store.lease import Lease
from graphmodel.store.protocol import Counters, Progress
from graphmodel.store.tables import record_ids
from graphmodel.store.transport import RunWrite
from graphmodel.store.writing import match_label, revisions_to_batches

#: Seconds waited before each try.
_PAUSES = (0.0, *(0.1 for _ in range(100)))
#: Nanoseconds after which another write shows in the time of a file.
_AT_REST = 50_000_000
_LOG = ".wal"
#: There while a database is open; the engine's, and locked by it.
_OPEN = "database.lck"


def database_to_copy(database: Path, copy: Path) -> None:
    """Copy the files of an open database to which nobody writes, so that the copy opens as it is after its last commit.

    The engine writes pages down some time after a commit; until then they are in its logs. So the logs are copied first, and
    again where a page was written meanwhile. The copy opens as after a crash: what is only in the logs is caught up on.

    Raises:
        StoreError: the files do not come to rest, because somebody else writes.
    """
    for pause in _PAUSES:
        time.sleep(pause)
        if _copied_at_rest(database, copy):
            (copy / _OPEN).touch()
            return
        shutil.rmtree(copy, ignore_errors=True)
    raise StoreError(
        "Somebody else writes to this store.",
        where=str(database),
        remedy="Wait until that has ended, then run this again; nothing was written.",
    )


def _copied_at_rest(database: Path, copy: Path) -> bool:
    try:
        found = _files(database)
        if time.time_ns() - max(changed for _, changed in found.values()) < _AT_REST:
            return False
        copy.mkdir()
        for name in sorted(found, key=lambda name: (not name.endswith(_LOG), name)):
            shutil.copyfile(database / name, copy / name)
        return _files(database) == found
    except FileNotFoundError:  # a log that was no longer needed
        return False


def _files(database: Path) -> dict[str, tuple[int, int]]:
    """Size and time of the last change of each file but the one that only says that the database is open."""
    states = {entry.name: entry.stat() for entry in database.iterdir() if entry.is_file() and entry.name != _OPEN}
    return {name: (state.st_size, state.st_mtime_ns) for name, state in states.items()}


def write_into_copy(
    handle: Any, changes: Changes, address: str, on_progress: Progress | None, lease: Lease
) -> Counters:
    """Write changes into a copy that nobody else uses, and give up the claim that was copied with it.

    Raises:
        StoreError: as :meth:`graphmodel.store.protocol.Store.apply`; the copy is then of no use.
    """
    total = sum(changes.counts.values())

    def advance(done: int, total: int) -> None:
        lease.keep()
        if on_progress:
            on_progress(done, total)

    run = _running(handle)
    with handle.transaction():
        counters = run_batches(run, revisions_to_batches(changes), address, told(advance, 0, total))
    known = {label: record_ids(handle, label) for label in _labels_meant(changes)}
    counters += write_slices(handle, [changes], address, advance, total, done=total - changes.added, known=known)
    lease.give_up(run)
    return counters


def _labels_meant(changes: Changes) -> list[str]:
    """The labels that new nodes are told apart by, and those at the ends of new relationships."""
    labels = {match_label(node.labels) for node in changes.new_nodes}
    return sorted(labels | {label for new in changes.new_relationships for label in (new.start_label, new.end_label)})


def _running(handle: Any) -> RunWrite:
    def run(cypher: str, parameters: Mapping[str, Any]) -> tuple[list[tuple[Any, ...]], Counters]:
        rows = handle.command("opencypher", cypher, dict(parameters)).to_list()
        return [tuple(row.values()) for row in rows], Counters()

    return run
