"""A store in a folder that another process holds: the same store, reached over Bolt."""

from __future__ import annotations

from neo4j.exceptions import DriverError, Neo4jError

from graphmodel.errors import StoreError
from graphmodel.store.bolt import BoltStore
from graphmodel.store.connection import Connection
from graphmodel.store.folder import StoreFolder
from graphmodel.store.loopback import open_transports


class JoinedStore(BoltStore):
    """The store of a folder whose lock another process holds."""

    def __init__(self, folder: StoreFolder, connection: Connection) -> None:
        self._holder = connection.pid

        # The database is looked up anew each time: the other process may have filled another one meanwhile.
        transports = open_transports(connection, str(folder.path), folder.database, self._gone)
        super().__init__(str(folder.path), connection.engine, *transports)

    def _gone(self, _: DriverError | Neo4jError) -> StoreError:
        return StoreError(
            f"The process that held this store (number {self._holder}) has ended or closed it.", where=self.address,
            remedy="Open the store again.")
