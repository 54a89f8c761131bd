"""Stores for the tests: the embedded engine in a fresh folder, and one real Neo4j for the whole session.

``NEO4J_TEST_URI`` (with ``NEO4J_TEST_USER`` and ``NEO4J_TEST_PASSWORD``) names a server that runs already; otherwise one is
started from packages. A server that does not start is a failure, never a skip. It is emptied before each test.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest

from graphmodel.store import Store, open_store
from tests.neo4j_server import PASSWORD_VARIABLE, Neo4jServer, neo4j_server

ENGINES = ("embedded", "neo4j")
#: One worker only starts a server, and the tests that use it do not disturb each other.
_NEO4J_MARKS = (pytest.mark.neo4j, pytest.mark.xdist_group("neo4j"))


@pytest.fixture(scope="session")
def neo4j_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """A running Neo4j: where it listens, and its login."""
    named = os.environ.get("NEO4J_TEST_URI")
    if named:
        yield Neo4jServer(named, os.environ.get("NEO4J_TEST_USER", "neo4j"), os.environ.get(PASSWORD_VARIABLE, ""))
        return
    with neo4j_server(tmp_path_factory.mktemp("neo4j")) as server:
        yield server


@pytest.fixture(scope="session")
def neo4j_driver(neo4j_address: Neo4jServer) -> Iterator[neo4j.Driver]:
    """The plain driver on the real Neo4j, to look behind a store's back."""
    with neo4j.GraphDatabase.driver(neo4j_address.uri, auth=(neo4j_address.user, neo4j_address.password)) as driver:
        yield driver


@pytest.fixture
def neo4j_store(neo4j_address: Neo4jServer, neo4j_driver: neo4j.Driver) -> Iterator[Store]:
    """An empty store on the real Neo4j."""
    neo4j_driver.execute_query("MATCH (n) DETACH DELETE n")
    with open_store(neo4j_address.uri, user=neo4j_address.user, password=neo4j_address.password) as opened:
        yield opened


@pytest.fixture
def embedded_store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a folder, held by this process."""
    with open_store(tmp_path / "store") as opened:
        yield opened


@pytest.fixture(
    params=[
        pytest.param("embedded"),
        pytest.param("neo4j", marks=_NEO4J_MARKS),
    ]
)
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store on each engine in turn."""
    opened: Store = request.getfixturevalue(f"{request.param}_store")
    return opened


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that asks for the real Neo4j by name."""
    for item in items:
        if "neo4j_address" in getattr(item, "fixturenames", ()):
            for mark in _NEO4J_MARKS:
                item.add_marker(mark, append=False)
