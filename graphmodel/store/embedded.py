"""A store in a folder that this process holds: the engine runs here, and bulk work goes past Bolt."""

from __future__ import annotations

import contextlib
import shutil
import weakref
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from neo4j.exceptions import DriverError, Neo4jError

from graphmodel.errors import StoreError
from graphmodel.store.bolt import BoltStore
from graphmodel.store.engine import Engine
from graphmodel.store.filling import new_slices
from graphmodel.store.folder import StoreFolder, settle
from graphmodel.store.graphbatch import create_schema, write_slices
from graphmodel.store.kinds import node_kinds, relationship_kinds
from graphmodel.store.lock import FileLock
from graphmodel.store.loopback import open_transports
from graphmodel.store.recordids import RecordIds
from graphmodel.store.slices import content_to_slices
from graphmodel.store.snapshot import database_to_copy, write_into_copy
from graphmodel.store.tables import nodes_to_columns, relationships_to_columns, type_counts
from graphmodel.store.transport import Transport

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from graphmodel.records import Changes
    from graphmodel.store.lease import Lease
    from graphmodel.store.protocol import Among, Counters, Progress


#: Rows from which on a copy is sooner made, changed and swapped in than a transaction: making it takes a second or two.
WORTH_A_COPY = 20_000
_LONGEST = 300


class EmbeddedStore(BoltStore):
    """The store of a folder whose lock this process holds."""

    def __init__(self, folder: StoreFolder, engine: Engine, lock: FileLock) -> None:
        self._folder = folder
        self._engine = engine
        self._handle = engine.open_database(folder.database())
        self._record_ids = RecordIds(self._handle)
        writer, reader = open_transports(engine.connection, str(folder.path), folder.database, self._broken)
        super().__init__(str(folder.path), engine.connection.engine, writer, reader)
        # Runs when the store is closed, forgotten, or the program ends.
        self._end = weakref.finalize(self, _shut_down, (writer, reader), folder, engine, lock)

    def close(self) -> None:
        """Stop the engine and let go of the folder; closing twice does no harm."""
        self._end()

    def read_nodes(self, label: str, properties: Sequence[str]) -> pd.DataFrame:
        """All nodes of a label: ``id`` and the named properties."""
        from graphmodel.store.columns import columns_to_frame

        self._require_open()
        return columns_to_frame(nodes_to_columns(self._handle, self._record_ids, label, properties), node_kinds(label))

    def read_relationships(
        self, type: str, properties: Sequence[str], start_label: str, end_label: str, *, among: Among | None = None
    ) -> pd.DataFrame:
        """Relationships of a type between two labels: ``start``, ``end`` and the named properties."""
        from graphmodel.store.columns import columns_to_frame

        self._require_open()
        columns = relationships_to_columns(
            self._handle, self._record_ids, type, properties, start_label, end_label, among or {}
        )
        return columns_to_frame(columns, relationship_kinds(type))

    def apply(self, changes: Changes, *, on_progress: Progress | None = None, lease: Lease | None = None) -> Counters:
        """Write changes in one transaction or, many of them, into a copy of the database that then takes its place."""
        # Without a claim another process might write meanwhile, and the copy would not have it.
        if lease is None or changes.added < WORTH_A_COPY:
            return super().apply(changes, on_progress=on_progress, lease=lease)
        self.ensure_schema()

        def begin(path: Path) -> Any:
            database_to_copy(self._folder.databases / self._folder.database(), path)
            return self._engine.open_copy(path)

        def write(handle: Any) -> Counters:
            return write_into_copy(handle, changes, self.address, on_progress, lease)

        return self._replace(begin, write, check=lease.require)

    def fill(self, content: Changes | Iterable[Changes], *, on_progress: Progress | None = None) -> Counters:
        """Write the first content into a new database, which then takes the place of the empty one."""
        slices, total = new_slices(content, self.address)
        return self._replace_empty(lambda handle: write_slices(handle, slices, self.address, on_progress, total))

    def fill_slices(self, slices: Iterable[Changes], *, check: Callable[[Iterable[Changes]], None]) -> None:
        """Write the first content as it comes into a new database; checked, it takes the place of the empty one."""

        def write(handle: Any) -> Counters:
            counters = write_slices(handle, slices, self.address)
            check(content_to_slices(partial(_handle_to_rows, handle)))
            return counters

        self._replace_empty(write)

    def _replace_empty(self, write: Callable[[Any], Counters]) -> Counters:
        def begin(path: Path) -> Any:
            handle = self._engine.create_database(path)
            create_schema(handle)
            return handle

        self.require_empty()
        # Another process may have joined and written.
        return self._replace(begin, write, check=self.require_empty)

    def _replace(
        self, begin: Callable[[Path], Any], write: Callable[[Any], Counters], check: Callable[[], None]
    ) -> Counters:
        name = self._folder.next_database()
        path = self._folder.databases / name
        try:
            with contextlib.closing(begin(path)) as handle:
                counters = write(handle)
            settle(path)
            check()
        except BaseException as fault:
            shutil.rmtree(path, ignore_errors=True)
            if isinstance(fault, self._engine.faults):
                raise _unwritten(str(path), fault) from fault
            raise
        self._folder.switch_to(name)
        # The engine keeps the one before open until it stops; it is removed then.
        self._handle = self._engine.open_database(name)
        self._record_ids = RecordIds(self._handle)
        return counters

    def _read_rows(self, cypher: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        self._require_open()
        return _handle_to_rows(self._handle, cypher, parameters)

    def ensure_schema(self) -> None:
        """Create types and constraints where they are missing."""
        self._require_open()
        if not self._has_schema:
            create_schema(self._handle)
            self._has_schema = True

    def counts(self) -> dict[str, int]:
        """How many nodes carry each label and how many relationships each type has."""
        self._require_open()
        return type_counts(self._handle)

    def _require_open(self) -> None:
        if not self._end.alive:
            raise StoreError("The store is closed.", where=self.address, remedy="Open it again.")

    def _broken(self, fault: DriverError | Neo4jError) -> StoreError | None:
        self._require_open()
        if isinstance(fault, Neo4jError):
            return None
        return StoreError(
            f"The embedded engine does not answer ({fault}).",
            where=self.address,
            remedy=f"Open the store again; the log in {self._folder.log} may say more.",
        )


def _handle_to_rows(handle: Any, cypher: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in handle.query("opencypher", cypher, dict(parameters)).to_list()]


def _unwritten(where: str, fault: BaseException) -> StoreError:
    return StoreError(
        f"The engine could not write this ({' '.join(str(fault).split())[:_LONGEST]}); nothing was written.",
        where=where,
        remedy="If the disk is full, make room for a second copy of the store; then run this again.",
    )


def _shut_down(transports: Sequence[Transport], folder: StoreFolder, engine: Engine, lock: FileLock) -> None:
    for transport in transports:
        transport.close()
    folder.connection_file.unlink(missing_ok=True)
    engine.stop()
    with contextlib.suppress(StoreError):  # somebody removed the folder meanwhile
        folder.remove_leftovers()
    lock.release()
