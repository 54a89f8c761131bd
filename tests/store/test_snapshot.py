"""A large change of a folder: made in a copy of its database, which takes the place of the one before in one step."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from graphmodel.errors import StoreError
from graphmodel.records import Changes
from graphmodel.store import Store, open_store
from graphmodel.store.engine import Engine
from graphmodel.store.snapshot import database_to_copy
from tests.conftest import OpenEmpty
from tests.store.samples import (
    NEW_SECTOR,
    nodes,
    relationships,
    require_no_write_once_taken_over,
    sample_changes,
    thing,
    ties,
)

MANY = 5_000
#: The databases of a folder just filled; the engine keeps the first, empty one open until it stops.
AT_FIRST = ["graph-1", "graph-2"]


def many(prefix: str) -> Changes:
    """Organisations, each tied to the next."""
    ids = [f"{prefix}:{i}" for i in range(MANY)]
    return Changes(
        new_nodes=[thing(("Organisation",), {"id": each, "name": f"{each} " * 20}) for each in ids],
        new_relationships=[
            ties("COOPERATES_WITH", "Organisation", "Organisation", *pairwise(ids)),
        ],
    )


@pytest.fixture(params=["embedded", "embedded-java"])
def sample(request: pytest.FixtureRequest, open_empty: OpenEmpty, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A folder with the sample in it, in which every write under a claim is worth a copy."""
    monkeypatch.setattr("graphmodel.store.embedded.WORTH_A_COPY", 0)
    with open_empty(request.param) as store:
        store.fill(sample_changes())
        yield store


def databases(store: Store) -> list[str]:
    """The databases in the folder of a store."""
    return sorted(path.name for path in (Path(store.address) / "databases").iterdir() if path.is_dir())


def apply(store: Store, changes: Changes, on_progress: Callable[[int, int], None] | None = None) -> None:
    with store.lease("load:mine:2") as lease:
        store.apply(changes, lease=lease, on_progress=on_progress)


def test_a_large_change_is_made_in_a_copy_that_takes_the_place_of_the_database(sample: Store) -> None:
    before = nodes(sample)
    told: list[tuple[int, int]] = []
    apply(sample, NEW_SECTOR, lambda done, total: told.append((done, total)))

    assert databases(sample) == [*AT_FIRST, "graph-3"]
    assert {each[0] for each in nodes(sample) - before} == {("Sector",)}
    assert sample.claim() is None
    assert told[-1] == (1, 1)
    sample.close()
    assert databases(sample) == ["graph-3"]


def test_without_a_claim_nothing_goes_into_a_copy_that_another_writer_would_not_know_of(sample: Store) -> None:
    sample.apply(NEW_SECTOR)
    assert databases(sample) == AT_FIRST
    assert sample.counts()["Sector"] == 2


def test_few_changes_are_made_in_one_transaction(sample: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphmodel.store.embedded.WORTH_A_COPY", 2)
    apply(sample, NEW_SECTOR)
    assert databases(sample) == AT_FIRST


FAULTS = {
    "a node of that id exists": Changes(new_nodes=[thing(("Cluster", "Organisation"), {"id": "pic:1"})]),
    "no such node to change": Changes(changed_nodes=[thing(("Sector",), {"id": "s"}, "sector:none", ("Sector",))]),
    "no such end": Changes(new_relationships=[ties("ABOUT", "Project", "Sector", ("cordis-grant:9", "none"))]),
    "an id taken by a change": Changes(
        changed_nodes=[thing(("Organisation",), {"id": "pic:1"}, "mine:pm", ("Ministry", "Organisation"))]
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_where_a_change_fails_the_copy_is_thrown_away(sample: Store, fault: str) -> None:
    before = nodes(sample), relationships(sample)
    with pytest.raises(StoreError, match="nothing was written"):
        apply(sample, FAULTS[fault])
    assert (nodes(sample), relationships(sample)) == before
    assert databases(sample) == AT_FIRST
    assert sample.claim() is None
    apply(sample, NEW_SECTOR)
    assert sample.counts()["Sector"] == 2


def test_an_interrupted_change_leaves_the_store_as_it_was(sample: Store) -> None:
    def interrupt(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    before = nodes(sample), relationships(sample)
    with pytest.raises(KeyboardInterrupt):
        apply(sample, NEW_SECTOR, interrupt)
    assert (nodes(sample), relationships(sample)) == before
    assert databases(sample) == AT_FIRST
    assert sample.claim() is None


def test_a_change_whose_claim_was_taken_over_meanwhile_does_not_count(sample: Store) -> None:
    require_no_write_once_taken_over(sample)
    assert sample.counts()["Sector"] == 1
    assert databases(sample) == AT_FIRST


def test_another_process_reads_the_old_content_until_the_new_one_counts(sample: Store) -> None:
    seen: list[int] = []
    with open_store(sample.address) as guest:

        def look(_done: int, _total: int) -> None:
            seen.append(guest.counts()["Sector"])

        apply(sample, NEW_SECTOR, look)
        assert set(seen) == {1}
        assert guest.counts()["Sector"] == 2
        guest.apply(Changes(new_nodes=[thing(("Sector",), {"id": "sector:guest"})]))
    assert sample.counts()["Sector"] == 3


@pytest.mark.parametrize("round_", range(3))
def test_a_copy_holds_what_was_committed_a_moment_ago(sample: Store, tmp_path: Path, round_: int) -> None:
    """Pages reach the files some time after a commit."""
    sample.apply(many("a"))
    sample.apply(many("b"))
    copy = tmp_path / "copy"
    database_to_copy(Path(sample.address) / "databases" / "graph-2", copy)

    handle = Engine(tmp_path, sample.engine).open_copy(copy)
    try:
        found = handle.query(
            "opencypher", "MATCH (a:Organisation)-[:COOPERATES_WITH]->(b) RETURN a.id AS a, b.id AS b"
        ).to_list()
        assert {(row["a"], row["b"]) for row in found} == {
            (f"{prefix}:{i}", f"{prefix}:{i + 1}") for prefix in "ab" for i in range(MANY - 1)
        }
        by_index = handle.query("opencypher", "MATCH (a:Organisation {id: 'b:4999'}) RETURN a.name AS name").to_list()
        assert [row["name"] for row in by_index] == ["b:4999 " * 20]
    finally:
        handle.close()


def test_files_that_change_while_they_are_copied_are_copied_again(tmp_path: Path) -> None:
    database = tmp_path / "database"
    database.mkdir()
    for name in ("a.bucket", "txlog_0.wal", "database.lck"):
        (database / name).write_text("old", encoding="utf-8")
    ends = time.monotonic() + 0.5

    def write() -> None:
        while time.monotonic() < ends:
            (database / "a.bucket").write_text("older", encoding="utf-8")
            time.sleep(0.01)
        (database / "a.bucket").write_text("new", encoding="utf-8")

    writer = threading.Thread(target=write)
    writer.start()
    database_to_copy(database, tmp_path / "copy")
    writer.join()
    assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "copy").iterdir()} == {
        "a.bucket": "new",
        "txlog_0.wal": "old",
        "database.lck": "",
    }


def test_a_database_that_never_comes_to_rest_is_not_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphmodel.store.snapshot._PAUSES", (0.0, 0.01))
    monkeypatch.setattr("graphmodel.store.snapshot._AT_REST", 10**15)
    database = tmp_path / "database"
    database.mkdir()
    (database / "a.bucket").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="Somebody else writes to this store"):
        database_to_copy(database, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
