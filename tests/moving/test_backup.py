"""A backup is one file that gives the store back, or says that it cannot."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

import graphmodel
from graphmodel.ecosystem import Ecosystem
from graphmodel.errors import ExportError, GraphModelError, SourceError, StoreError
from graphmodel.moving import read_manifest
from graphmodel.store import Store, open_store
from graphmodel.version import __version__
from tests.moving.test_copying import content

MEMBERS = {"manifest.json", "nodes.jsonl", "relationships.jsonl"}


@pytest.fixture(scope="session")
def backup_file(ecosystem_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the ecosystem."""
    path = tmp_path_factory.mktemp("backup") / "ecosystem.zip"
    store = path.with_name("store")
    shutil.copytree(ecosystem_folder / "ecosystem", store)
    with graphmodel.open(store) as eco:
        eco.backup(path)
    return path


@pytest.fixture
def empty(embedded_store: Store) -> Ecosystem:
    """An ecosystem that holds nothing."""
    return Ecosystem(embedded_store)


def rewritten(path: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The backup once more, as a sound zip file, with other members."""
    with ZipFile(path) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = change(name, old.read(name))
            if member is not None:
                new.writestr(name, member)
    return target


class TestSound:
    def test_the_store_comes_back_as_it_was(self, ecosystem: Ecosystem, empty: Ecosystem, tmp_path: Path) -> None:
        kept = ecosystem.backup(tmp_path / "kept.zip")
        given_back = empty.restore(tmp_path / "kept.zip")
        assert content(empty.store) == content(ecosystem.store)
        assert (kept.checksum, kept.nodes, kept.relationships) == (
            given_back.checksum,
            given_back.nodes,
            given_back.relationships,
        )
        assert empty.unload("load:mine:2").counts == ecosystem.unload("load:mine:2").counts

    def test_a_server_is_backed_up_and_restored_as_well(
        self, backup_file: Path, neo4j_store: Store, empty: Ecosystem, tmp_path: Path
    ) -> None:
        server = Ecosystem(neo4j_store)
        server.restore(backup_file)
        server.backup(tmp_path / "server.zip")
        empty.restore(tmp_path / "server.zip")
        assert content(empty.store) == content(neo4j_store)
        with ZipFile(backup_file) as one, ZipFile(tmp_path / "server.zip") as other:
            for name in MEMBERS - {"manifest.json"}:
                assert one.read(name) == other.read(name)

    def test_the_same_content_is_the_same_bytes(self, backup_file: Path, empty: Ecosystem, tmp_path: Path) -> None:
        empty.restore(backup_file)
        empty.backup(tmp_path / "again.zip")
        assert (tmp_path / "again.zip").read_bytes() == backup_file.read_bytes()

    def test_it_says_what_it_holds_and_any_program_can_read_it(self, backup_file: Path) -> None:
        manifest = read_manifest(backup_file)
        assert manifest.graphmodel == __version__
        assert manifest.engine.startswith("ArcadeDB")
        with ZipFile(backup_file) as archive:
            assert set(archive.namelist()) == MEMBERS
            nodes = [json.loads(line) for line in archive.read("nodes.jsonl").splitlines()]
        assert len(nodes) == manifest.nodes
        assert ["Cluster", "Organisation"] in [labels for labels, _ in nodes]

    def test_the_engine_that_wrote_it_does_not_matter(
        self, backup_file: Path, empty: Ecosystem, tmp_path: Path
    ) -> None:
        def of_another(name: str, content: bytes) -> bytes:
            return content.replace(b'"ArcadeDB', b'"Neo4j 7') if name == "manifest.json" else content

        empty.restore(rewritten(backup_file, tmp_path / "other.zip", of_another))
        assert not empty.store.empty()

    def test_a_store_in_use_is_backed_up_by_another_process(self, ecosystem: Ecosystem, tmp_path: Path) -> None:
        ecosystem.backup(tmp_path / "held.zip")
        with open_store(tmp_path / "ecosystem") as joined:
            assert type(joined).__name__ == "JoinedStore"
            Ecosystem(joined).backup(tmp_path / "joined.zip")
        assert (tmp_path / "joined.zip").read_bytes() == (tmp_path / "held.zip").read_bytes()


class TestNotMade:
    def test_a_backup_that_fails_leaves_the_last_one(
        self, ecosystem: Ecosystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "kept.zip"
        path.write_text("the last one")
        read = ecosystem.store.read_slices
        calls = iter([read(), iter(list(read())[:-1])])  # somebody unloads between the two readings
        monkeypatch.setattr(ecosystem.store, "read_slices", lambda: next(calls))
        before = set(tmp_path.iterdir())
        with pytest.raises(StoreError, match="changed while it was read"):
            ecosystem.backup(path)
        assert path.read_text() == "the last one"
        assert set(tmp_path.iterdir()) == before

    def test_nothing_is_no_backup(self, empty: Ecosystem, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="nothing to back up"):
            empty.backup(tmp_path / "kept.zip")
        assert not (tmp_path / "kept.zip").exists()

    def test_a_place_that_cannot_be_written_is_named(self, ecosystem: Ecosystem, tmp_path: Path) -> None:
        with pytest.raises(ExportError, match="cannot be written"):
            ecosystem.backup(tmp_path / "missing" / "kept.zip")


class TestDamaged:
    def test_a_backup_cut_anywhere_is_refused(self, backup_file: Path, empty: Ecosystem, tmp_path: Path) -> None:
        whole = backup_file.read_bytes()
        part = tmp_path / "part.zip"
        for length in (0, 1, 30, len(whole) // 2, len(whole) - 30, len(whole) - 1):
            part.write_bytes(whole[:length])
            with pytest.raises(SourceError, match="damaged"):
                empty.restore(part)
        assert empty.store.empty()

    def test_a_flipped_byte_is_noticed_wherever_it_is(
        self, backup_file: Path, empty: Ecosystem, tmp_path: Path
    ) -> None:
        whole = backup_file.read_bytes()
        with ZipFile(backup_file) as archive:
            content_of = {info.filename: info.header_offset + 100 for info in archive.infolist()}
        part = tmp_path / "flipped.zip"
        for name, place in content_of.items():
            part.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            with pytest.raises(GraphModelError):
                empty.restore(part)
            assert empty.store.empty(), name
            with pytest.raises(SourceError, match="damaged"):
                read_manifest(part)

    @pytest.mark.parametrize(
        ("member", "old", "new"),
        [
            ("nodes.jsonl", b"Hegyi Klaszter", b"Other Klaszter"),
            ("relationships.jsonl", b'"contribution":0.1', b'"contribution":100.1'),
            ("relationships.jsonl", b"2019-01-01", b"2018-01-01"),
            ("relationships.jsonl", b'"mine:hill"', b'"mine:gone"'),
            ("relationships.jsonl", b"PARTICIPATES_IN", b"DROPS"),
            ("nodes.jsonl", b'"founded":2013', b'"founded":{"a":1}'),
            ("nodes.jsonl", b'"founded":2013', b'"founded":1' + b"0" * 30),
            ("nodes.jsonl", b'["Cluster","Organisation"]', b'["Organisation"]'),
            ("nodes.jsonl", b"}]\n", b"}\n"),
            ("nodes.jsonl", b"\n", b"\n\n"),
            ("nodes.jsonl", b"Hegyi", b"\xff\xfe"),
            ("manifest.json", b'"nodes": ', b'"nodes": 1'),
            ("manifest.json", b'"checksum": "', b'"checksum": "0'),
            ("manifest.json", b"{", b"["),
        ],
    )
    def test_a_backup_that_was_changed_is_refused_and_the_store_stays_empty(
        self, backup_file: Path, empty: Ecosystem, tmp_path: Path, member: str, old: bytes, new: bytes
    ) -> None:
        def changed(name: str, content: bytes) -> bytes:
            assert name != member or old in content
            return content.replace(old, new, 1) if name == member else content

        tampered = rewritten(backup_file, tmp_path / "tampered.zip", changed)
        with pytest.raises(GraphModelError) as refused:
            empty.restore(tampered)
        assert refused.value.remedy
        assert empty.store.empty()
        empty.restore(backup_file)

    def test_lines_that_are_missing_or_there_twice_are_noticed(
        self, backup_file: Path, empty: Ecosystem, tmp_path: Path
    ) -> None:
        def without_first(name: str, content: bytes) -> bytes:
            return content.partition(b"\n")[2] if name == "relationships.jsonl" else content

        def with_first_twice(name: str, content: bytes) -> bytes:
            return content.partition(b"\n")[0] + b"\n" + content if name == "relationships.jsonl" else content

        for number, change in enumerate((without_first, with_first_twice)):
            with pytest.raises(SourceError, match="does not hold what its manifest says"):
                empty.restore(rewritten(backup_file, tmp_path / f"{number}.zip", change))
            assert empty.store.empty()

    def test_what_is_no_backup_is_told_so(self, backup_file: Path, empty: Ecosystem, tmp_path: Path) -> None:
        text = tmp_path / "note.txt"
        text.write_text("Dear diary")
        foreign = rewritten(backup_file, tmp_path / "foreign.zip", lambda name, c: c if name == "nodes.jsonl" else None)
        newer = rewritten(
            backup_file,
            tmp_path / "newer.zip",
            lambda name, c: c.replace(b'"format": 1', b'"format": 2') if name == "manifest.json" else c,
        )
        expected = {
            text: "damaged",
            foreign: "no backup of a store",
            newer: "newer graphmodel",
            tmp_path: "cannot be read",
            tmp_path / "absent.zip": "cannot be read",
        }
        for path, message in expected.items():
            with pytest.raises(SourceError, match=message) as refused:
                empty.restore(path)
            assert refused.value.remedy


class TestTarget:
    def test_a_store_that_holds_something_is_not_restored_into(self, ecosystem: Ecosystem, backup_file: Path) -> None:
        before = content(ecosystem.store)
        with pytest.raises(StoreError, match="holds something already"):
            ecosystem.restore(backup_file)
        assert content(ecosystem.store) == before

    def test_what_a_store_loses_on_the_way_is_noticed(
        self, backup_file: Path, empty: Ecosystem, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fill = empty.store.fill_slices

        def losing(slices: Iterator[object], *, check: object) -> None:
            fill((s for i, s in enumerate(slices) if i != 1), check=check)  # type: ignore[arg-type,misc]

        monkeypatch.setattr(empty.store, "fill_slices", losing)
        with pytest.raises(StoreError):
            empty.restore(backup_file)
        assert empty.store.empty()
