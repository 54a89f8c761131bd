"""Which store is meant, and how its password is come by."""

from __future__ import annotations

import click
import pytest

import graphmodel
from graphmodel.cli.session import Session, chosen_store, is_address
from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GRAPHMODEL_STORE", "NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)


def test_the_option_beats_the_environment_and_that_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen_store(None) == "graphmodel-store"
    monkeypatch.setenv("NEO4J_URI", "bolt://a:7687")
    assert chosen_store(None) == "bolt://a:7687"
    monkeypatch.setenv("GRAPHMODEL_STORE", "folder")
    assert chosen_store(None) == "folder"
    assert chosen_store("other") == "other"


@pytest.mark.parametrize("store", ["bolt://a", "neo4j://a", "neo4j+s://a", "bolt+ssc://a", "NEO4J+S://a"])
def test_addresses_are_told_from_folders(store: str) -> None:
    assert is_address(store)


@pytest.mark.parametrize("store", ["graphmodel-store", "C:\\stores\\mine", "/home/a/bolt", "./neo4j"])
def test_folders_are_told_from_addresses(store: str) -> None:
    assert not is_address(store)


def test_a_password_in_the_address_is_refused() -> None:
    with pytest.raises(click.UsageError, match="NEO4J_PASSWORD"):
        chosen_store("bolt://neo4j:secret@a:7687")


def test_no_option_takes_a_password(graphmodel: Run) -> None:
    for command in ("load", "ask", "status"):
        assert "--password" not in graphmodel(command, "--help").out


Opened = dict[str, object]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """What a session asks to open, without opening it."""
    asked: Opened = {}

    class Nothing:
        def __enter__(self) -> Nothing:
            return self

        def __exit__(self, *_: object) -> None:
            asked["closed"] = True

    def pretend(target: str, **options: object) -> Nothing:
        asked.update(options, target=target)
        return Nothing()

    monkeypatch.setattr(graphmodel, "open", pretend, raising=False)
    return asked


def test_a_server_gets_its_login_from_the_environment(monkeypatch: pytest.MonkeyPatch, opened: Opened) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "secret")
    monkeypatch.setenv("NEO4J_DATABASE", "clusters")
    with Session("bolt://a:7687").open():
        pass
    assert opened == {
        "target": "bolt://a:7687", "user": "neo4j", "password": "secret", "database": "clusters", "create": False,
        "closed": True,
    }  # fmt: skip


def test_a_folder_gets_no_login(monkeypatch: pytest.MonkeyPatch, opened: Opened) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "secret")
    monkeypatch.setenv("NEO4J_DATABASE", "clusters")
    with Session("folder").open(create=True):
        pass
    assert opened["create"] is True
    assert {opened["user"], opened["password"], opened["database"]} == {None}


def test_a_missing_password_is_asked_for_where_somebody_can_answer(
    monkeypatch: pytest.MonkeyPatch, opened: Opened
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr(click, "prompt", lambda *_, **options: "typed" if options["hide_input"] else "")
    with Session("bolt://a:7687").open():
        pass
    assert (opened["user"], opened["password"]) == ("neo4j", "typed")


def test_without_anybody_to_ask_the_server_decides(monkeypatch: pytest.MonkeyPatch, opened: Opened) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    with Session("bolt://a:7687").open():
        pass
    assert (opened["user"], opened["password"]) == (None, None)


def test_the_store_is_closed_when_the_work_fails(opened: Opened) -> None:
    with pytest.raises(KeyError), Session("folder").open():
        raise KeyError
    assert opened["closed"]


def test_an_address_nobody_answers_is_1(graphmodel: Run) -> None:
    ran = graphmodel("status", "--store", "bolt://127.0.0.1:9")
    assert (ran.code, ran.out) == (1, "")
    assert "127.0.0.1:9" in ran.err
    assert "Traceback" not in ran.err
