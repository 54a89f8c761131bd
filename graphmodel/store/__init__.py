"""Where the graph is kept: ArcadeDB in a folder, or a Neo4j server, behind one interface and one Cypher.

Open one with :func:`open_store`; what it offers is :class:`Store`. Nothing heavy is imported before a store is opened.
"""

from graphmodel.store.opening import open_store
from graphmodel.store.protocol import Counters, Rows, Store
from graphmodel.store.schema import schema_statements

__all__ = ["Counters", "Rows", "Store", "open_store", "schema_statements"]
