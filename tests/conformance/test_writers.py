"""Several writers on one store at the same time: everything arrives, once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pandas as pd
import pytest

from graphmodel import Ecosystem
from graphmodel.errors import StoreError
from graphmodel.records import Changes
from graphmodel.store import Store, open_store
from tests.conftest import ServerOf
from tests.load.cordis_files import ORGANIZATION, PROJECT, ROWS, content, participations
from tests.store.samples import participations as ties_of
from tests.store.samples import sample_changes, thing


@pytest.fixture
def guest(store: Store, request: pytest.FixtureRequest, neo4j_servers: ServerOf) -> Iterator[Store]:
    """The same store, opened a second time."""
    engine = request.node.callspec.params["store"]
    if engine.startswith("neo4j-"):
        server = neo4j_servers(engine.removeprefix("neo4j-"))
        opened = open_store(server.uri, user=server.user, password=server.password)
    else:
        opened = open_store(store.address)
    with opened:
        yield opened


def at_once(*works: Callable[[], None]) -> list[Exception]:
    """Run all of them at the same time; what went wrong."""
    problems: list[Exception] = []
    barrier = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        barrier.wait()
        try:
            work()
        except Exception as problem:  # noqa: BLE001 - told to the test, which fails for any
            problems.append(problem)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return problems


def test_writes_at_the_same_time_all_arrive(store: Store, guest: Store) -> None:
    store.fill(sample_changes())

    def write(into: Store, name: str) -> None:
        for i in range(10):
            frame = pd.DataFrame({"start": ["pic:1"], "end": ["cordis-grant:9"], "role": [f"{name}{i}"]})
            into.apply(
                Changes(
                    new_nodes=[thing(("Sector",), {"id": f"{name}:{i}"})],
                    new_relationships=[ties_of(frame)],
                )
            )

    assert at_once(lambda: write(store, "a"), lambda: write(guest, "b")) == []
    assert store.counts()["Sector"] == 21
    assert guest.counts()["PARTICIPATES_IN"] == 24


def test_of_two_writers_of_one_id_one_is_refused_and_nothing_is_doubled(store: Store, guest: Store) -> None:
    store.fill(sample_changes())
    same = Changes(new_nodes=[thing(("Sector",), {"id": "sector:new"})])
    problems = at_once(lambda: ignore(store.apply(same)), lambda: ignore(guest.apply(same)))
    assert [type(problem) for problem in problems] == [StoreError]
    assert "same id" in str(problems[0])
    assert store.counts()["Sector"] == 2


def test_of_two_loads_at_once_each_is_whole_or_has_written_nothing(store: Store, guest: Store, tmp_path: Path) -> None:
    organization, project = tmp_path / "organization.csv", tmp_path / "project.csv"
    organization.write_text(ORGANIZATION + ROWS, encoding="utf-8", newline="")
    project.write_text(PROJECT, encoding="utf-8", newline="")
    one, other = Ecosystem(store), Ecosystem(guest)
    one.load("cordis", project, dataset="earlier")

    problems = at_once(
        lambda: ignore(one.load("cordis", organization, dataset="one")),
        lambda: ignore(other.load("cordis", organization, dataset="other")),
    )

    # One that was planned while the other wrote has written nothing, and says so.
    assert [problem for problem in problems if "Another load" not in str(problem)] == []
    assert len(problems) <= 1
    assert len(participations(one)) == 6 - 3 * len(problems)
    one.load("cordis", organization, dataset="one")
    other.load("cordis", organization, dataset="other")
    assert len(participations(one)) == 6
    assert content(one) == content(other)
    assert set(one.loads()["dataset"]) == {"earlier", "one", "other"}
    for dataset in ("one", "earlier", "other"):
        other.unload(dataset)
    assert store.empty()


def test_a_load_that_ends_while_another_one_reads_the_store_is_noticed(
    store: Store, guest: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    organization, project = tmp_path / "organization.csv", tmp_path / "project.csv"
    organization.write_text(ORGANIZATION + ROWS, encoding="utf-8", newline="")
    project.write_text(PROJECT, encoding="utf-8", newline="")
    one, other = Ecosystem(store), Ecosystem(guest)
    one.load("cordis", project, dataset="earlier")
    read, told = store.read_nodes, list[object]()

    def read_slowly(label: str, properties: Sequence[str]) -> pd.DataFrame:
        frame = read(label, properties)
        if label == "Project" and not told:
            told.append(other.load("cordis", organization, dataset="other"))
        return frame

    monkeypatch.setattr(store, "read_nodes", read_slowly)
    with pytest.raises(StoreError, match="Another load ended while this one was read"):
        one.load("cordis", organization, dataset="one")
    assert told
    assert len(participations(other)) == 3


def test_a_decision_on_identity_while_a_load_reads_the_store_is_noticed(
    store: Store, guest: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    organization, project, lines = (tmp_path / name for name in ("organization.csv", "project.csv", "identity.csv"))
    organization.write_text(ORGANIZATION + ROWS, encoding="utf-8", newline="")
    project.write_text(PROJECT, encoding="utf-8", newline="")
    one, other = Ecosystem(store), Ecosystem(guest)
    one.load("cordis", organization, dataset="earlier")
    first, second, *_ = sorted(store.read_nodes("Organisation", [])["id"])
    lines.write_text(f"left,right,decision,reason,who\n{first},{second},same,one body,Ada\n", encoding="utf-8")
    read, told = store.read_nodes, list[object]()

    def read_slowly(label: str, properties: Sequence[str]) -> pd.DataFrame:
        frame = read(label, properties)
        if label == "Project" and not told:
            told.append(other.identity_import(lines))
        return frame

    monkeypatch.setattr(store, "read_nodes", read_slowly)
    with pytest.raises(StoreError, match="Somebody decided what is one thing while the store was read"):
        one.load("cordis", project, dataset="one")
    assert told
    assert one.loads()["dataset"].tolist() == ["earlier"]
    one.load("cordis", project, dataset="one")
    assert one.loads()["dataset"].tolist() == ["earlier", "one"]


def ignore(_: object) -> None:
    """For a call whose answer does not matter."""
