"""Addresses of servers: who answers, and what is said when nobody does."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from graphmodel.errors import StoreError
from graphmodel.store import open_store, schema_statements
from tests.neo4j_server import Neo4jServer


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port on which somebody listens who does not speak Bolt."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def speak_http() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(100)
                    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        threading.Thread(target=speak_http, daemon=True).start()
        yield server.getsockname()[1]


def test_a_server_is_opened_by_its_address(neo4j_address: Neo4jServer) -> None:
    with open_store(
        neo4j_address.uri, user=neo4j_address.user, password=neo4j_address.password, database="neo4j"
    ) as store:
        assert store.engine.startswith(("Neo4j 5.26.", "Neo4j 20"))
        assert store.address == neo4j_address.uri
        assert store.query("RETURN 1 AS one").rows == [(1,)]


def test_a_routed_address_works_too(neo4j_address: Neo4jServer) -> None:
    routed = neo4j_address.uri.replace("bolt://", "neo4j://")
    with open_store(routed, user=neo4j_address.user, password=neo4j_address.password) as store:
        assert store.query("RETURN 1 AS one").rows == [(1,)]


def test_the_server_gets_its_constraints_once(neo4j_address: Neo4jServer) -> None:
    with open_store(neo4j_address.uri, user=neo4j_address.user, password=neo4j_address.password) as store:
        store.ensure_schema()
        store.ensure_schema()
        names = {name for (name,) in store.query("SHOW INDEXES YIELD name RETURN name").rows}
    assert {statement.split()[2] for statement in schema_statements()} <= names


def test_a_wrong_password_is_called_one(neo4j_address: Neo4jServer) -> None:
    with pytest.raises(StoreError, match="does not accept this password for the user 'neo4j'") as raised:
        open_store(neo4j_address.uri, user="neo4j", password="wrong-password")
    assert "NEO4J_PASSWORD" in raised.value.remedy
    assert "wrong-password" not in str(raised.value)


def test_a_missing_password_is_asked_for(neo4j_address: Neo4jServer) -> None:
    with pytest.raises(StoreError, match="asks for a password") as raised:
        open_store(neo4j_address.uri)
    assert "NEO4J_PASSWORD" in raised.value.remedy


def test_a_missing_database_is_named(neo4j_address: Neo4jServer) -> None:
    with pytest.raises(StoreError, match="no database 'elsewhere'") as raised:
        open_store(neo4j_address.uri, user=neo4j_address.user, password=neo4j_address.password, database="elsewhere")
    assert "NEO4J_DATABASE" in raised.value.remedy


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s", "neo4j+ssc"])
def test_an_address_nobody_answers_is_said_to_be_one(scheme: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"{scheme}://127.0.0.1:{probe.getsockname()[1]}"
        with pytest.raises(StoreError, match="No Neo4j server answers") as raised:
            open_store(address, user="neo4j", password="x")
    assert raised.value.where == address
    assert raised.value.remedy.startswith("Start the server")


@pytest.mark.parametrize("scheme", ["bolt+s", "bolt+ssc", "neo4j+ssc"])
def test_encryption_with_a_server_that_has_none_is_said_to_be_that(neo4j_address: Neo4jServer, scheme: str) -> None:
    with pytest.raises(StoreError, match="does not speak TLS"):
        open_store(neo4j_address.uri.replace("bolt", scheme), user="neo4j", password="x")


def test_a_host_there_is_none_of_is_the_same() -> None:
    with pytest.raises(StoreError, match="No Neo4j server answers"):
        open_store("bolt://no-such-host.invalid:7687", user="neo4j", password="x")


def test_somebody_else_at_the_address_is_the_same(silent_port: int) -> None:
    with pytest.raises(StoreError, match="No Neo4j server answers"):
        open_store(f"bolt://127.0.0.1:{silent_port}", user="neo4j", password="x")


@pytest.mark.parametrize("address", ["http://127.0.0.1:7474", "file:///tmp/store", "jdbc:neo4j://x"])
def test_other_kinds_of_addresses_are_refused(address: str) -> None:
    with pytest.raises(StoreError, match="no stores with addresses") as raised:
        open_store(address)
    assert "neo4j+s" in raised.value.remedy


@pytest.mark.parametrize("address", ["bolt://", "bolt://host:port", "bolt://127.0.0.1:99999"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(StoreError) as raised:
        open_store(address, user="neo4j", password="x")
    assert raised.value.where == address
