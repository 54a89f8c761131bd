"""Connections to the engine of an open folder, on this machine and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

import neo4j

from graphmodel.store.connection import READER, WRITER, Connection
from graphmodel.store.transport import Lost, Transport

_ANSWER_SECONDS = 5.0


def open_transports(
    connection: Connection,
    address: str,
    database: Callable[[], str],
    lost: Lost,
) -> tuple[Transport, Transport]:
    """The transport that may write, and the one of the user who only reads."""
    writer, reader = (
        Transport(_driver(connection, user, password), address, database, lost)
        for user, password in ((WRITER, connection.writer_password), (READER, connection.reader_password))
    )
    return writer, reader


def _driver(connection: Connection, user: str, password: str) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(
        connection.address,
        auth=(user, password),
        connection_timeout=_ANSWER_SECONDS,
        notifications_min_severity="OFF",
        telemetry_disabled=True,
    )
