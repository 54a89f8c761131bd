"""Stores for the tests: the embedded engine in both its builds, and real Neo4j servers of both lines.

One server of a line, and one Java machine, serve a whole session (of one worker, where several work in parallel: each engine
is a group of its own). ``NEO4J_TEST_URI`` (with ``NEO4J_TEST_USER`` and ``NEO4J_TEST_PASSWORD``) names an empty server that
runs already, which then takes the place of those. An engine that does not start is a failure, never a skip. A server is emptied
before each test.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import neo4j
import pytest
from _pytest.mark import ParameterSet

from graphmodel.store import Store, open_store
from tests.fallback_engine import add_fallback_engine, claim_folder
from tests.neo4j_jars import SERIES
from tests.neo4j_server import PASSWORD_VARIABLE, QUICK_JAVA, Neo4jServer, empty_server, neo4j_server

NAMED_SERVER = os.environ.get("NEO4J_TEST_URI")
#: The lines of Neo4j, or the one server that is named.
SERVERS = ("named",) if NAMED_SERVER else SERIES


def _server_param(series: str, prefix: str = "") -> ParameterSet:
    """One worker only starts a server, and the tests that use it do not disturb each other."""
    return pytest.param(f"{prefix}{series}", marks=(pytest.mark.neo4j, pytest.mark.xdist_group(f"neo4j-{series}")))


NEO4J_PARAMS = [_server_param(series) for series in SERVERS]
#: Every engine there is, for fixtures that give a test one store after the other.
ENGINE_PARAMS = [
    pytest.param("embedded"),
    pytest.param("embedded-java", marks=pytest.mark.xdist_group("embedded-java")),
    *(_server_param(series, "neo4j-") for series in SERVERS),
]

#: The second engine of each kind: it goes through the same tests with the proofs, so that ``make test`` stays short.
_LATER = ("embedded-java", "2026", "neo4j-2026")

ServerOf = Callable[[str], Neo4jServer]
OpenEmpty = Callable[[str], Store]


@pytest.fixture(scope="session")
def neo4j_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerOf]:
    """A function that starts the Neo4j of a line (``5.26``, ``2026``) when it is first asked for."""
    with ExitStack() as stack:
        running: dict[str, Neo4jServer] = {}

        def server_of(series: str) -> Neo4jServer:
            if series not in running:
                if NAMED_SERVER:
                    running[series] = stack.enter_context(_named_server(NAMED_SERVER))
                else:
                    home = tmp_path_factory.mktemp(f"neo4j-{series}")
                    running[series] = stack.enter_context(neo4j_server(home, series, java=QUICK_JAVA))
            return running[series]

        yield server_of


@pytest.fixture(params=NEO4J_PARAMS)
def neo4j_address(request: pytest.FixtureRequest, neo4j_servers: ServerOf) -> Neo4jServer:
    """A running Neo4j, of each line in turn: where it listens, and its login. It may hold what the last test left."""
    return neo4j_servers(request.param)


@pytest.fixture
def neo4j_driver(neo4j_address: Neo4jServer) -> Iterator[neo4j.Driver]:
    """The plain driver on the real Neo4j, to look behind a store's back."""
    with neo4j_address.driver() as driver:
        yield driver


@pytest.fixture
def neo4j_store(neo4j_address: Neo4jServer) -> Iterator[Store]:
    """An empty store on a real Neo4j, of each line in turn."""
    empty_server(neo4j_address)
    with open_store(neo4j_address.uri, user=neo4j_address.user, password=neo4j_address.password) as opened:
        yield opened


@pytest.fixture
def embedded_store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a folder, held by this process."""
    with open_store(tmp_path / "store") as opened:
        yield opened


@pytest.fixture(scope="session")
def open_empty(neo4j_servers: ServerOf, tmp_path_factory: pytest.TempPathFactory) -> OpenEmpty:
    """A function that opens an empty store on the engine that is named; whoever opens it closes it."""

    def opened(engine: str) -> Store:
        if engine.startswith("neo4j-"):
            server = neo4j_servers(engine.removeprefix("neo4j-"))
            empty_server(server)
            return open_store(server.uri, user=server.user, password=server.password)
        folder = tmp_path_factory.mktemp("store") / "store"
        if engine == "embedded-java":
            claim_folder(folder, add_fallback_engine())
        return open_store(folder)

    return opened


@pytest.fixture(params=ENGINE_PARAMS)
def store(request: pytest.FixtureRequest, open_empty: OpenEmpty) -> Iterator[Store]:
    """An empty store on each engine in turn."""
    with open_empty(request.param) as opened:
        yield opened


@contextmanager
def _named_server(uri: str) -> Iterator[Neo4jServer]:
    server = Neo4jServer(uri, os.environ.get("NEO4J_TEST_USER", "neo4j"), os.environ.get(PASSWORD_VARIABLE, ""))
    with server.driver() as driver:
        held = driver.execute_query("MATCH (n) RETURN count(n) AS nodes").records[0]["nodes"]
    assert not held, f"{uri} holds {held} nodes, which the tests would delete: name an empty server"
    yield server
    empty_server(server)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave to the proofs what the second engine of a kind is asked."""
    for item in items:
        engines = {str(value) for value in getattr(getattr(item, "callspec", None), "params", {}).values()}
        if not engines.isdisjoint(_LATER):
            item.add_marker("proof")
