"""A Neo4j server, cluster or Aura, by its address."""

from __future__ import annotations

import contextlib
import logging
import re
import time
from typing import Any

import neo4j
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError

from graphmodel.errors import StoreError
from graphmodel.store.refusals import (
    Login,
    database_stopped,
    has_stopped,
    nobody_answers,
    refused,
    still_starting,
)
from graphmodel.store.server import ServerStore
from graphmodel.store.transport import Transport

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
#: How long a query may run, where nobody says otherwise.
QUERY_SECONDS = 300.0
#: How long a machine may take to accept a connection, and a server to greet and let in.
CONNECT_SECONDS = 10.0
GREET_SECONDS = 20.0
#: How long a server is waited for that answers but is still starting.
STARTING_SECONDS = 30.0
_STARTING_PAUSE = 0.5
_OLDEST = 5
#: Others that speak the same protocol call themselves compatible and go on with their own name.
_NEO4J = re.compile(r"Neo4j/v?(?P<version>(?P<major>\d+)[\w.+-]*)")


def is_address(target: str) -> bool:
    """Whether a store is named by the address of a server.

    >>> is_address("neo4j+s://example.org"), is_address("graphmodel-store")
    (True, False)
    """
    return target.partition("://")[0].lower() in SCHEMES and "://" in target


def without_login(address: str) -> str:
    """An address as it may be shown: without a user and a password somebody wrote into it.

    >>> without_login("bolt://neo4j:a/b@c@example.org:7687")
    'bolt://example.org:7687'
    """
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def open_neo4j(
    address: str,
    *,
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
    timeout: float | None = None,
) -> ServerStore:
    """Connect to a server; ``timeout`` is in seconds, for a query, and 0 means without end.

    Raises:
        StoreError: nobody answers, the login or the database is wrong, or it is not a Neo4j of version 5 or later.
    """
    _require_usable(address, database)
    # What the driver logs is for whoever asks for it; otherwise Python would write it between our own messages.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    login = Login(address, user or "neo4j", password is not None, database)
    auth = (login.user, password) if password is not None else None
    try:
        driver = _driver(address, auth, quiet=True)
    except (ConfigurationError, ValueError) as fault:
        raise _no_address(fault, address) from fault

    def lost(fault: DriverError | Neo4jError) -> StoreError | None:
        if has_stopped(fault):
            return database_stopped(_why_stopped(driver, database), login)
        if isinstance(fault, AuthError) or still_starting(fault):
            return refused(fault, login)
        return nobody_answers(fault, address) if isinstance(fault, DriverError) else None

    try:
        try:
            agent = _agent(driver, database)
        except ConfigurationError:  # servers of before Bolt 5.2 cannot be asked to be quiet
            driver.close()
            driver = _driver(address, auth, quiet=False)
            agent = _agent(driver, database)
        engine = _engine(agent, address)
    except BaseException as fault:
        with contextlib.closing(driver):
            if isinstance(fault, DriverError | Neo4jError):
                raise lost(fault) or refused(fault, login) from fault
            if isinstance(fault, ValueError):  # host and port are read only when they are used
                raise _no_address(fault, address) from fault
            raise
    seconds = QUERY_SECONDS if timeout is None else timeout
    transport = Transport(driver, address, lambda: database, lost, patient=True, query_seconds=seconds)
    return ServerStore(address, engine, transport, transport)


def _require_usable(address: str, database: str | None) -> None:
    if address != without_login(address):
        raise StoreError(
            "An address holds no user and no password: it is shown in messages and lists of processes.",
            where=without_login(address),
            remedy="Set NEO4J_USERNAME and NEO4J_PASSWORD, name a file (--credentials), or pass user= and password=.",
        )
    if database == "system":
        raise StoreError(
            "The database 'system' is the server's own.", where=address, remedy="Name another one, such as neo4j."
        )


def _driver(address: str, auth: tuple[str, str] | None, *, quiet: bool) -> neo4j.Driver:
    """A driver; ``quiet`` asks the server for no notifications."""
    asked: dict[str, Any] = {"notifications_min_severity": "OFF"} if quiet else {}
    return neo4j.GraphDatabase.driver(
        address,
        auth=auth,
        connection_timeout=CONNECT_SECONDS,
        connection_acquisition_timeout=GREET_SECONDS,
        telemetry_disabled=True,
        **asked,
    )


def _why_stopped(driver: neo4j.Driver, database: str | None) -> str:
    """What the server says of a database that no longer works; nothing where it does not say."""
    query = "SHOW DATABASES YIELD name, home, statusMessage WHERE name = $name OR ($name IS NULL AND home) RETURN statusMessage"
    try:
        with driver.session(database="system", default_access_mode=neo4j.READ_ACCESS) as session:
            return "; ".join(record[0] for record in session.run(query, name=database) if record[0])
    except (DriverError, Neo4jError):
        return ""


def _agent(driver: neo4j.Driver, database: str | None) -> str:
    """What the server calls itself; one that is still starting is waited for."""
    deadline = time.monotonic() + STARTING_SECONDS
    while True:
        try:
            with driver.session(database=database, default_access_mode=neo4j.READ_ACCESS) as session:
                agent: str = session.run("RETURN 1").consume().server.agent
                return agent
        except Neo4jError as fault:
            if not still_starting(fault) or time.monotonic() > deadline:
                raise
        time.sleep(_STARTING_PAUSE)


def _engine(agent: str, address: str) -> str:
    found = _NEO4J.fullmatch(agent)
    if found is None or int(found["major"]) < _OLDEST:
        raise StoreError(
            f"The server is {agent!r}, and Neo4j {_OLDEST} or later is needed.",
            where=address,
            remedy="Use a newer Neo4j, or a folder instead of an address.",
        )
    return f"Neo4j {found['version']}"


def _no_address(fault: Exception, address: str) -> StoreError:
    reason = str(fault).partition("\n")[0].rstrip(". ")
    return StoreError(
        f"This is not the address of a server ({reason}).",
        where=address,
        remedy="It looks like bolt://localhost:7687 or neo4j+s://example.org.",
    )
