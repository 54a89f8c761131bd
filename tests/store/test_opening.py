"""Opening a folder: what becomes a store, what is refused and with which remedy, and what is left on disk."""

from __future__ import annotations

import json
import os
import socket
import stat
import sys
from pathlib import Path

import pytest

from graphmodel.errors import StoreError
from graphmodel.store import Store, builds, engine, hosting, open_store
from graphmodel.store.connection import Connection, read_connection
from graphmodel.store.lock import FileLock
from tests.store.samples import nodes, relationships, sample_changes

OWN_FILES = {"store.json", "lock", "config", "databases", "log"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "stores with ő" / "one"


def settings(folder: Path) -> dict[str, str]:
    loaded: dict[str, str] = json.loads((folder / "store.json").read_text(encoding="utf-8"))
    return loaded


def test_a_missing_folder_becomes_a_store(folder: Path) -> None:
    with open_store(folder) as store:
        assert store.address == str(folder)
        assert store.engine == settings(folder)["engine"] == builds.installed_engines()[0]
        assert store.empty()


@pytest.mark.parametrize("given", [str, Path], ids=["text", "path"])
def test_a_relative_folder_stays_where_it_was(given: type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store(given("here")) as store:
        monkeypatch.chdir("/")
        store.fill(sample_changes())
    assert {path.name for path in tmp_path.iterdir()} == {"here"}


def test_what_was_written_is_there_after_closing(folder: Path) -> None:
    with open_store(folder) as store:
        store.fill(sample_changes())
        before = nodes(store), relationships(store)
    with open_store(folder, create=False) as store:
        assert (nodes(store), relationships(store)) == before


def test_closing_twice_does_no_harm_and_a_closed_store_says_so(folder: Path) -> None:
    store = open_store(folder)
    store.close()
    store.close()
    for use in (
        store.empty,
        store.counts,
        lambda: store.query("RETURN 1"),
        lambda: store.read_nodes("Sector", []),
        lambda: store.apply(sample_changes()),
        lambda: store.fill(sample_changes()),
    ):
        with pytest.raises(StoreError, match="closed"):
            use()


def test_without_leave_to_create_nothing_is_created(folder: Path) -> None:
    with pytest.raises(StoreError, match="There is no store here") as raised:
        open_store(folder, create=False)
    assert "graphmodel demo" in raised.value.remedy
    assert not folder.exists()
    assert not folder.parent.exists()


def test_reading_changes_nothing_that_matters(folder: Path) -> None:
    with open_store(folder) as store:
        store.fill(sample_changes())
    before = {path.name: path.read_bytes() for path in (folder / "databases" / "graph-2").glob("*.bucket")}
    assert before
    with open_store(folder, create=False) as store:
        store.query("MATCH (n) RETURN n")
        store.read_nodes("Organisation", ["name"])
        store.counts()
    assert {path.name: path.read_bytes() for path in (folder / "databases" / "graph-2").glob("*.bucket")} == before
    assert settings(folder)["database"] == "graph-2"


def test_a_closed_store_holds_its_own_files_only(folder: Path) -> None:
    with open_store(folder) as store:
        store.fill(sample_changes())
        assert (folder / "connection.json").exists()
    assert {path.name for path in folder.iterdir()} == OWN_FILES
    assert {path.name for path in (folder / "databases").iterdir() if path.is_dir()} == {"graph-2"}


def test_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="This is a file") as raised:
        open_store(path)
    assert raised.value.where == str(path)
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_folder_whose_making_was_cut_short_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()
    (tmp_path / ".store.json.123.part").write_text("{", encoding="utf-8")
    with open_store(tmp_path) as store:
        assert store.empty()


@pytest.mark.parametrize("create", [True, False])
def test_a_folder_of_something_else_is_refused(tmp_path: Path, create: bool) -> None:
    (tmp_path / "thesis.docx").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="something else"):
        open_store(tmp_path, create=create)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_folder_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be used") as raised:
        open_store(tmp_path / "notes.txt" / "store")
    assert raised.value.remedy


def test_a_folder_the_system_refuses_is_explained(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StoreError, match=r"cannot be used \(Permission denied\)"):
        open_store(folder)


@pytest.mark.parametrize("text", ["", "{}", "[1]", "not json", '{"format": 1, "engine": "x"}'])
def test_damaged_settings_are_named(folder: Path, text: str) -> None:
    open_store(folder).close()
    (folder / "store.json").write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match="settings") as raised:
        open_store(folder)
    assert raised.value.where == str(folder / "store.json")


def test_another_version_of_the_engine_is_refused_with_a_way_out(folder: Path) -> None:
    open_store(folder).close()
    changed = {**settings(folder), "engine": "ArcadeDB 25.1.1"}
    (folder / "store.json").write_text(json.dumps(changed), encoding="utf-8")

    with pytest.raises(StoreError, match=r"ArcadeDB 25\.1\.1 wrote this store") as raised:
        open_store(folder)

    assert builds.installed_engines()[0] in raised.value.what
    assert "graphmodel load --store NEW" in raised.value.remedy
    assert "pip install arcadedb==25.1.1" in raised.value.remedy
    assert FileLock(folder / "lock").acquire()


def test_a_store_of_a_newer_graphmodel_is_refused(folder: Path) -> None:
    open_store(folder).close()
    (folder / "store.json").write_text(json.dumps({**settings(folder), "format": 2}), encoding="utf-8")
    with pytest.raises(StoreError, match="newer graphmodel"):
        open_store(folder)


def test_a_database_that_is_gone_is_named(folder: Path) -> None:
    open_store(folder).close()
    (folder / "databases" / "graph-1").rename(folder / "databases" / "lost")
    with pytest.raises(StoreError, match="graph-1"):
        open_store(folder)


def test_a_port_taken_in_between_is_given_up_for_another(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as rival:
        rival.bind(("127.0.0.1", 0))
        rival.listen()
        taken = rival.getsockname()[1]
        ports: list[int] = []
        free = engine._free_port

        def first_taken() -> int:
            ports.append(free() if ports else taken)
            return ports[-1]

        monkeypatch.setattr(engine, "_free_port", first_taken)
        with open_store(folder) as store:
            assert store.empty()
        assert len(ports) == 2


def test_the_connection_is_the_owners_alone_and_new_each_time(folder: Path) -> None:
    seen = []
    for _ in range(2):
        with open_store(folder):
            connection = read_connection(folder / "connection.json")
            assert connection is not None
            seen.append({connection.writer_password, connection.reader_password})
            if sys.platform != "win32":
                private = [folder / "connection.json", *(folder / "config").glob("server-*")]
                assert {stat.S_IMODE(path.stat().st_mode) for path in private} == {0o600}
    assert len(seen[0] | seen[1]) == 4
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert not [password for password in seen[0] | seen[1] if password.encode() in kept]


def test_the_engine_listens_on_this_machine_only(embedded_store: Store) -> None:
    connection = read_connection(Path(embedded_store.address) / "connection.json")
    assert connection is not None
    with socket.create_connection(("127.0.0.1", connection.port), timeout=5):
        pass
    if sys.platform == "linux":
        assert listening_addresses() == {"127.0.0.1"}


def listening_addresses() -> set[str]:
    """The addresses on which this process listens, from the kernel's own tables."""
    inodes = set()
    for entry in Path("/proc/self/fd").iterdir():
        try:
            target = str(entry.readlink())
        except OSError:
            continue
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/self/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                address = bytes.fromhex(fields[1].partition(":")[0])
                found.add(".".join(str(byte) for byte in reversed(address[-4:])))
    return found


def test_a_connection_file_left_by_a_killed_process_does_no_harm(folder: Path) -> None:
    open_store(folder).close()
    Connection(pid=2**22 + 1, port=1, engine="ArcadeDB", writer_password="x", reader_password="y").write(
        folder / "connection.json"
    )
    with open_store(folder) as store:
        store.fill(sample_changes())
        fresh = read_connection(folder / "connection.json")
        assert fresh is not None
        assert fresh.pid == os.getpid()


def test_a_process_that_holds_the_store_and_hangs_is_told_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(folder).close()
    monkeypatch.setattr(hosting, "_PATIENCE", 0.3)
    lock = FileLock(folder / "lock")
    assert lock.acquire()
    with pytest.raises(StoreError, match="does not answer") as raised:
        open_store(folder)
    assert "notebook" in raised.value.remedy
    lock.release()
    open_store(folder).close()


def test_two_stores_in_one_process_are_apart(tmp_path: Path) -> None:
    with open_store(tmp_path / "one") as one, open_store(tmp_path / "two") as two:
        one.fill(sample_changes())
        assert two.empty()
        assert one.counts()["Organisation"] == 3


def test_a_store_can_be_emptied_and_filled_again(folder: Path) -> None:
    with open_store(folder) as store:
        store.fill(sample_changes())
        everything = [(change.labels, change.properties["id"]) for change in sample_changes().new_nodes]
        store.apply(sample_changes().__class__(gone_nodes=everything))
        assert store.empty()
        store.fill(sample_changes())
        assert sum(relationships(store).values()) == 6
    with open_store(folder) as store:
        assert sum(relationships(store).values()) == 6


@pytest.mark.parametrize("extra", [{"user": "neo4j"}, {"password": "x"}, {"database": "neo4j"}], ids=str)
def test_a_folder_has_no_login(folder: Path, extra: dict[str, str]) -> None:
    with pytest.raises(StoreError, match="no user, password, database or time limit"):
        open_store(folder, **extra)  # type: ignore[arg-type]
    assert not folder.exists()
