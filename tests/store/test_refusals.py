"""Servers that are not understood, not ready, not reached in time; and passwords, which no message shows."""

from __future__ import annotations

import logging
import secrets
import time
import traceback
from collections.abc import Iterator

import pytest

from graphmodel.errors import GraphModelError, StoreError
from graphmodel.store import open_store
from tests.neo4j_server import Neo4jServer
from tests.store.bolt_stub import bolt_stub, silent_port

UNAVAILABLE = "Neo.TransientError.General.DatabaseUnavailable"


@pytest.mark.parametrize(
    ("agent", "version"),
    [("Neo4j/5.26.30", (5, 4)), ("Neo4j/2026.08.1", (5, 8)), ("Neo4j/5.28-aura", (5, 8)), ("Neo4j/5.3.0", (5, 0))],
)
def test_neo4j_of_version_5_and_later_is_understood(agent: str, version: tuple[int, int]) -> None:
    with bolt_stub(agent, version=version) as address, open_store(address) as store:
        assert store.engine == agent.replace("/", " ")


@pytest.mark.parametrize(
    ("agent", "version"),
    [
        ("Neo4j/v5.2.0 compatible graph database server - Memgraph", (5, 2)),
        ("Neo4j/v5.2.0 compatible graph database server - Memgraph", (4, 4)),
        ("Neo4j/5.26.0 compatible (ArcadeDB 26.11.1)", (5, 4)),
        ("Neo4j/4.4.36", (4, 4)),
        ("FalkorDB/4.2", (5, 1)),
        ("Neo4jesque/5.1", (5, 4)),
        ("-", (5, 4)),
    ],
)
def test_a_server_that_is_something_else_is_refused(agent: str, version: tuple[int, int]) -> None:
    with (
        bolt_stub(agent, version=version) as address,
        pytest.raises(StoreError, match="Neo4j 5 or later is needed") as raised,
    ):
        open_store(address)
    assert agent in raised.value.what
    assert "a folder" in raised.value.remedy


def test_a_server_that_is_still_starting_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphmodel.store.neo4j_server._STARTING_PAUSE", 0.01)
    with bolt_stub("Neo4j/5.26.0", 3, UNAVAILABLE) as address, open_store(address) as store:
        assert store.engine == "Neo4j 5.26.0"


def test_a_database_that_does_not_come_is_said_to_be_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphmodel.store.neo4j_server.STARTING_SECONDS", 0.1)
    monkeypatch.setattr("graphmodel.store.neo4j_server._STARTING_PAUSE", 0.01)
    with (
        bolt_stub("Neo4j/5.26.0", 10_000, UNAVAILABLE) as address,
        pytest.raises(StoreError, match="still starting, or was stopped") as raised,
    ):
        open_store(address)
    assert raised.value.remedy.startswith("Wait")


def test_a_server_that_says_nothing_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphmodel.store.neo4j_server.GREET_SECONDS", 0.5)
    begun = time.monotonic()
    with silent_port() as address, pytest.raises(StoreError, match="No Neo4j server answers"):
        open_store(address)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "address", ["bolt://me:hush-hush@127.0.0.1:1", "neo4j+s://me:hu/sh-hush@h", "http://me:hush@h"]
)
def test_a_login_in_an_address_is_refused_and_not_shown(address: str) -> None:
    with pytest.raises(StoreError) as raised:
        open_store(address)
    assert "hu" not in raised.value.where
    assert "hush" not in str(raised.value)


def test_the_database_of_the_server_itself_is_refused() -> None:
    with pytest.raises(StoreError, match="the server's own"):
        open_store("bolt://127.0.0.1:1", database="system")


@pytest.fixture
def guest(neo4j_address: Neo4jServer) -> Iterator[tuple[str, str]]:
    """Another user of the real server, so that wrong passwords lock out nobody else; name and password."""
    # The server counts wrong passwords by the name, even where the user is made anew.
    name, password = f"guest_{secrets.token_hex(4)}", "a-good-password"
    with neo4j_address.driver() as driver:
        driver.execute_query(
            f"CREATE OR REPLACE USER {name} SET PASSWORD '{password}' CHANGE NOT REQUIRED", database_="system"
        )  # type: ignore[arg-type]  # written here
        yield name, password
        driver.execute_query(f"DROP USER {name}", database_="system")  # type: ignore[arg-type]


def test_several_wrong_passwords_are_told_from_one(neo4j_address: Neo4jServer, guest: tuple[str, str]) -> None:
    name, password = guest
    said = []
    for _ in range(4):
        with pytest.raises(StoreError) as raised:
            open_store(neo4j_address.uri, user=name, password="wrong")
        said.append(raised.value.what)
    assert said[0] == f"The server does not accept this password for the user '{name}'."
    with pytest.raises(StoreError, match="not try again yet") as raised:
        open_store(neo4j_address.uri, user=name, password=password)
    assert raised.value.remedy.startswith("Wait some seconds")


def test_a_first_password_that_must_be_changed_is_said_to_be_one(
    neo4j_address: Neo4jServer, guest: tuple[str, str]
) -> None:
    name, password = guest
    with neo4j_address.driver() as driver:
        driver.execute_query(f"ALTER USER {name} SET PASSWORD CHANGE REQUIRED", database_="system")  # type: ignore[arg-type]
    with pytest.raises(StoreError, match="wants changed") as raised:
        open_store(neo4j_address.uri, user=name, password=password)
    assert "ALTER CURRENT USER SET PASSWORD" in raised.value.remedy
    assert password not in str(raised.value)


def test_no_message_log_or_traceback_shows_the_password(
    neo4j_address: Neo4jServer, guest: tuple[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    name, password = guest
    with caplog.at_level(logging.DEBUG), open_store(neo4j_address.uri, user=name, password=password) as store:
        assert store.query("RETURN 1 AS one").rows == [(1,)]
        shown = [repr(store), str(vars(store))]
        with pytest.raises(GraphModelError) as failed:
            store.query("RETURN")
    with caplog.at_level(logging.DEBUG), pytest.raises(StoreError) as refused:
        open_store(neo4j_address.uri, user=name, password=f"{password}-wrong")
    shown += [caplog.text, *("".join(traceback.format_exception(each.value)) for each in (failed, refused))]
    assert "LOGON" in caplog.text
    assert [text for text in shown if password in text] == []


def test_a_query_that_takes_too_long_is_stopped(neo4j_address: Neo4jServer) -> None:
    long = "UNWIND range(1, 100000000) AS a UNWIND range(1, 1000) AS b WITH a, b WHERE a = b * 2 RETURN count(*)"
    with open_store(neo4j_address.uri, user=neo4j_address.user, password=neo4j_address.password, timeout=0.5) as store:
        with pytest.raises(StoreError, match="longer than it may") as raised:
            store.query(long)
        assert store.query("RETURN 1 AS one").rows == [(1,)]
    assert "--timeout" in raised.value.remedy


def test_a_limit_of_nothing_is_none(neo4j_address: Neo4jServer) -> None:
    with open_store(neo4j_address.uri, user=neo4j_address.user, password=neo4j_address.password, timeout=0) as store:
        assert store.query("RETURN 1 AS one").rows == [(1,)]
