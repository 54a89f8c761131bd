"""A Neo4j server, cluster or Aura, by its address."""

from __future__ import annotations

import re

import neo4j
from neo4j.exceptions import AuthError, ClientError, ConfigurationError, DriverError, Neo4jError

from graphmodel.errors import StoreError
from graphmodel.store.server import ServerStore
from graphmodel.store.transport import Transport

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_ANSWER_SECONDS = 10.0
_OLDEST = 5
_AGENT = re.compile(r"(?P<name>[^/]+)/v?(?P<version>(?P<major>\d+)[\w.+-]*)(?: compatible \((?P<real>.*)\))?")


def is_address(target: str) -> bool:
    """Whether a store is named by the address of a server.

    >>> is_address("neo4j+s://example.org"), is_address("graphmodel-store")
    (True, False)
    """
    return target.partition("://")[0].lower() in SCHEMES and "://" in target


def open_neo4j(
    address: str, *, user: str | None = None, password: str | None = None, database: str | None = None
) -> ServerStore:
    """Connect to a server.

    Raises:
        StoreError: nobody answers, the login or the database is wrong, or it is not a Neo4j of version 5 or later.
    """
    auth = (user or "neo4j", password) if password is not None else None
    try:
        driver = neo4j.GraphDatabase.driver(
            address,
            auth=auth,
            connection_timeout=_ANSWER_SECONDS,
            connection_acquisition_timeout=6 * _ANSWER_SECONDS,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
        )
    except (ConfigurationError, ValueError) as fault:
        raise _no_address(fault, address) from fault
    try:
        with driver.session(database=database, default_access_mode=neo4j.READ_ACCESS) as session:
            agent = session.run("RETURN 1").consume().server.agent
        engine = _engine(agent, address)
    except BaseException as fault:
        driver.close()
        if isinstance(fault, DriverError | Neo4jError):
            raise _refused(fault, address, database, user, password) from fault
        if isinstance(fault, ValueError):  # host and port are read only when they are used
            raise _no_address(fault, address) from fault
        raise

    def lost(fault: DriverError | Neo4jError) -> StoreError | None:
        return _nobody(fault, address) if isinstance(fault, DriverError | AuthError) else None

    transport = Transport(driver, address, lambda: database, lost)
    return ServerStore(address, engine, transport, transport)


def _engine(agent: str, address: str) -> str:
    found = _AGENT.match(agent)
    if found is None or found["name"] != "Neo4j" or int(found["major"]) < _OLDEST:
        raise StoreError(
            f"The server is {agent!r}, and Neo4j {_OLDEST} or later is needed.",
            where=address,
            remedy="Use a newer server, or a folder instead of an address.",
        )
    return found["real"] or f"Neo4j {found['version']}"


def _refused(
    fault: DriverError | Neo4jError, address: str, database: str | None, user: str | None, password: str | None
) -> StoreError:
    if isinstance(fault, AuthError):
        if password is None:
            return StoreError(
                "The server asks for a password, and none was given.",
                where=address,
                remedy="Set NEO4J_USERNAME and NEO4J_PASSWORD, or pass user= and password=.",
            )
        return StoreError(
            f"The server does not accept this password for the user {user or 'neo4j'!r}.",
            where=address,
            remedy="Check NEO4J_USERNAME and NEO4J_PASSWORD (user= and password= in Python).",
        )
    if isinstance(fault, ClientError) and (fault.code or "").endswith(".DatabaseNotFound"):
        return StoreError(
            f"The server has no database {database!r}.",
            where=address,
            remedy="Check NEO4J_DATABASE (database= in Python); SHOW DATABASES lists them.",
        )
    return _nobody(fault, address)


def _no_address(fault: Exception, address: str) -> StoreError:
    return StoreError(
        f"This is not the address of a server ({fault}).",
        where=address,
        remedy="It looks like bolt://localhost:7687 or neo4j+s://example.org.",
    )


def _nobody(fault: DriverError | Neo4jError, address: str) -> StoreError:
    reason = str(fault).partition("\n")[0].rstrip(". ")[:200]
    return StoreError(
        f"No Neo4j server answers at this address ({reason}).",
        where=address,
        remedy="Start the server, or check host, port and scheme: bolt:// for one server, neo4j:// for a "
        "cluster, neo4j+s:// for Aura.",
    )
