"""A store in a folder that another process holds: the same store, reached over Bolt."""

from __future__ import annotations

from neo4j.exceptions import DriverError, Neo4jError

from graphmodel.errors import StoreError
from graphmodel.store.bolt import BoltStore
from graphmodel.store.connection import Connection, read_connection
from graphmodel.store.folder import StoreFolder
from graphmodel.store.loopback import open_transports


class JoinedStore(BoltStore):
    """The store of a folder whose lock another process holds."""

    def __init__(self, folder: StoreFolder, connection: Connection) -> None:
        self._folder = folder
        self._connection = connection
        # The database is looked up anew each time: the other process may have filled another one meanwhile.
        transports = open_transports(connection, str(folder.path), folder.database, self._gone)
        super().__init__(str(folder.path), connection.engine, *transports)

    def _gone(self, fault: DriverError | Neo4jError) -> StoreError | None:
        still_there = read_connection(self._folder.connection_file) == self._connection
        if still_there and isinstance(fault, Neo4jError):
            return None
        return StoreError(
            f"The process that held this store (number {self._connection.pid}) has ended or closed it.",
            where=self.address,
            remedy="Open the store again.",
        )
