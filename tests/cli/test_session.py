"""Which store is meant, and how its password is come by."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

import graphmodel
from graphmodel.cli.session import Session, chosen_store, is_address
from graphmodel.errors import StoreError
from graphmodel.store.embedded import EmbeddedStore
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


@pytest.mark.parametrize(
    "address", ["bolt://neo4j:secret@a:7687", "neo4j+s://neo4j:sec/ret@a", "http://neo4j:secret@a", "BOLT://:secret@a"]
)
def test_a_password_in_the_address_is_refused_and_not_shown(graphmodel: Run, address: str) -> None:
    with pytest.raises(click.UsageError, match="NEO4J_PASSWORD"):
        chosen_store(address)
    ran = graphmodel("status", "--debug", "--store", address)
    assert ran.code == 2
    assert "sec" not in ran.out + ran.err


@pytest.mark.parametrize("option", [("--database", "x"), ("--timeout", "5"), ("--credentials", "login.txt")])
def test_what_only_servers_understand_is_refused_for_a_folder(
    graphmodel: Run, tmp_path: Path, option: tuple[str, str]
) -> None:
    (tmp_path / "login.txt").write_text("NEO4J_PASSWORD=secret", encoding="utf-8")
    ran = graphmodel("status", "--store", "folder", *option)
    assert ran.code == 2
    assert f"{option[0]} is for servers" in " ".join(ran.err.split())


@pytest.mark.parametrize("command", [("status",), ("identity", "export", "lines.csv")], ids="-".join)
def test_the_store_may_stand_before_the_command_too(graphmodel: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    before = graphmodel("--store", "one", *command)
    assert (before.code, "There is no store here" in before.err, str(tmp_path / "one") in before.err) == (1, True, True)
    after = graphmodel("--store", "one", *command, "--store", "other")
    assert (after.code, str(tmp_path / "other") in after.err) == (1, True)


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
        "credentials": None, "timeout": None, "closed": True,
    }  # fmt: skip


def test_options_count_before_the_environment(
    graphmodel: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, opened: Opened
) -> None:
    login = tmp_path / "Neo4j-12ab.txt"
    login.write_text("# Aura\nNEO4J_URI=neo4j+s://12ab.example.org\nNEO4J_PASSWORD=secret\n", encoding="utf-8")
    monkeypatch.setenv("GRAPHMODEL_STORE", "folder")
    monkeypatch.setenv("NEO4J_PASSWORD", "another")
    monkeypatch.setenv("NEO4J_DATABASE", "another")
    graphmodel("loads", "--credentials", str(login), "--database", "clusters", "--timeout", "5")
    assert (opened["target"], opened["credentials"]) == ("neo4j+s://12ab.example.org", login)
    assert (opened["password"], opened["database"], opened["timeout"]) == (None, "clusters", 5.0)


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


class TestOpeningBesideWork:
    """Files are read while the engine starts: either may fail, and the folder is let go of all the same."""

    def test_the_store_and_what_the_work_came_to(self, tmp_path: Path) -> None:
        with Session(str(tmp_path / "store")).open_beside(lambda: 42, create=True) as (eco, result):
            assert result == 42
            assert eco.store.empty()
        with graphmodel.open(tmp_path / "store", create=False) as again:
            assert isinstance(again.store, EmbeddedStore)

    def test_work_that_fails_lets_go_of_the_folder(self, tmp_path: Path) -> None:
        def fail() -> int:
            raise ValueError("no such file")

        session = Session(str(tmp_path / "store"))
        with pytest.raises(ValueError, match="no such file"), session.open_beside(fail, create=True):
            pytest.fail("there is nothing to work with")
        with graphmodel.open(tmp_path / "store") as again:
            assert isinstance(again.store, EmbeddedStore)  # who still held it would be joined

    def test_a_store_that_cannot_be_opened_says_so(self, tmp_path: Path) -> None:
        (tmp_path / "store").write_text("a file, and no folder", encoding="utf-8")
        session = Session(str(tmp_path / "store"))
        with pytest.raises(StoreError), session.open_beside(lambda: 42, create=True):
            pytest.fail("there is no store")
