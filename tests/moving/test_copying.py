"""A copy holds what the original does, on whatever engine, and goes on like it; half a copy is never taken for a whole one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import neo4j
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from graphmodel.ecosystem import Ecosystem
from graphmodel.errors import StoreError
from graphmodel.load.progress import NoProgress
from graphmodel.moving import MoveReport, copy_store
from graphmodel.records import Changes, NodeChange
from graphmodel.store import Store, open_store
from graphmodel.store.lease import Lease
from tests.moving.conftest import load_tables
from tests.moving.odd import contents
from tests.store.samples import nodes, relationships

LABELS = ("Organisation", "Project", "Load", "Decision", "Dataset", "Candidate")


def content(store: Store) -> tuple[Any, ...]:
    """All nodes and relationships with all properties, claims included."""
    claims = store.query("MATCH (n) WHERE n.claims IS NOT NULL RETURN n.id, n.claims").rows
    return nodes(store), relationships(store), set(claims)


def copied(source: Store, target: Store) -> MoveReport:
    return copy_store(source, target, NoProgress())


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Store]:
    """Another empty store in a folder."""
    with open_store(tmp_path / "elsewhere") as opened:
        yield opened


class TestThereAndBack:
    def test_everything_arrives_and_goes_on_as_the_original_does(
        self, ecosystem: Ecosystem, neo4j_store: Store, elsewhere: Store, tmp_path: Path
    ) -> None:
        there, back = copied(ecosystem.store, neo4j_store), copied(neo4j_store, elsewhere)
        whole = content(ecosystem.store)
        assert {label for labels, *_ in whole[0] for label in labels} >= set(LABELS)
        assert content(neo4j_store) == content(elsewhere) == whole
        assert (there.nodes, there.relationships) == (len(whole[0]), whole[1].total())
        assert (there.checksum, there.nodes, there.relationships) == (back.checksum, back.nodes, back.relationships)

        copies = [Ecosystem(neo4j_store), Ecosystem(elsewhere)]
        for eco in copies:
            assert not any(load_tables(eco, tmp_path, name)[kind] for name in ("mine", "theirs") for kind in WRITTEN)
        (tmp_path / "theirs" / "organisations.csv").write_text("id,name,country\nmine:acme,ACME Nyrt.,HU\n")
        for eco in (ecosystem, *copies):
            load_tables(eco, tmp_path, "theirs")
            eco.unload("load:mine:2")
            eco.forget_candidates()
        names = "MATCH (n) WHERE n.claims IS NOT NULL RETURN n.id, n.name, n.names, n.claims ORDER BY n.id"
        assert ecosystem.rows(names).rows == copies[0].rows(names).rows == copies[1].rows(names).rows
        assert relationships(ecosystem.store) == relationships(neo4j_store) == relationships(elsewhere)

    @settings(
        max_examples=3,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.too_slow,
            HealthCheck.large_base_example,
        ],
    )
    @given(changes=contents(least=40, most=120))
    def test_odd_values_and_hostile_names_arrive_as_they_are(
        self, changes: Changes, neo4j_address: Any, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        place = tmp_path_factory.mktemp("odd")
        login = {"user": neo4j_address.user, "password": neo4j_address.password}
        with neo4j.GraphDatabase.driver(neo4j_address.uri, auth=tuple(login.values())) as driver:
            driver.execute_query("MATCH (n) DETACH DELETE n")
        with (
            open_store(place / "one") as one,
            open_store(neo4j_address.uri, **login) as server,
            open_store(place / "two") as two,
        ):
            one.fill(changes)
            there, back = copied(one, server), copied(server, two)
            assert content(one) == content(server) == content(two)
            assert there.checksum == back.checksum
            assert there.nodes == len(changes.new_nodes)


WRITTEN = [f"{thing}_{what}" for thing in ("nodes", "relationships") for what in ("created", "changed", "removed")]


class TestGuest:
    def test_what_others_keep_is_neither_copied_nor_touched(
        self, ecosystem: Ecosystem, neo4j_store: Store, neo4j_driver: neo4j.Driver, elsewhere: Store
    ) -> None:
        neo4j_driver.execute_query(
            "CREATE (:Person {name: 'Ann'})-[:KNOWS]->(:Organisation {id: 'foreign', name: 'Not ours'})"
        )
        copied(ecosystem.store, neo4j_store)
        neo4j_driver.execute_query(
            "MATCH (p:Person), (o:Organisation {id: 'mine:acme'}), (h:Organisation {id: 'mine:hill'}) "
            "SET o:Marked, o.rank = 0.5, o.place = point({x: 1, y: 2}) "
            "CREATE (p)-[:LIKES]->(o), (h)-[:MEMBER_OF {since: date()}]->(o)"
        )
        copied(neo4j_store, elsewhere)
        assert content(elsewhere) == content(ecosystem.store)
        kept = neo4j_driver.execute_query("MATCH (p:Person)-[r]->(o) RETURN type(r) AS type, o.id AS id").records
        assert {tuple(row.values()) for row in kept} == {("KNOWS", "foreign"), ("LIKES", "mine:acme")}


def broken(slices: Callable[[], Iterator[Changes]], after: int) -> Callable[[], Iterator[Changes]]:
    """Slices that break off."""

    def read() -> Iterator[Changes]:
        for number, changes in enumerate(slices()):
            if number == after:
                raise KeyboardInterrupt
            yield changes

    return read


class TestBrokenOff:
    def test_a_copy_that_breaks_off_leaves_nothing_and_the_next_is_whole(
        self, ecosystem: Ecosystem, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for after in (0, 2, 5):
            with monkeypatch.context() as patch:
                patch.setattr(ecosystem.store, "read_slices", broken(ecosystem.store.read_slices, after))
                with pytest.raises(KeyboardInterrupt):
                    copied(ecosystem.store, store)
            assert store.empty()
        copied(ecosystem.store, store)
        assert content(store) == content(ecosystem.store)

    def test_where_it_cannot_be_cleared_it_the_claim_says_so_and_it_is_cleared_by_the_next(
        self, ecosystem: Ecosystem, neo4j_store: Store, embedded_store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(ecosystem.store, "read_slices", broken(ecosystem.store.read_slices, 3))
            patch.setattr(neo4j_store, "_clear_half", _cut_off)
            with pytest.raises(KeyboardInterrupt):
                copied(ecosystem.store, neo4j_store)
        assert not neo4j_store.empty()
        with pytest.raises(StoreError, match="broken off half-way"):
            copied(neo4j_store, embedded_store)
        copied(ecosystem.store, neo4j_store)
        assert content(neo4j_store) == content(ecosystem.store)


def _cut_off(_: Lease) -> None:
    raise StoreError("Nobody answers.")


class TestRefused:
    def test_a_target_that_holds_something_stays_as_it_was(
        self, ecosystem: Ecosystem, store: Store, tmp_path: Path
    ) -> None:
        load_tables(Ecosystem(store), tmp_path, "theirs")
        before = content(store)
        with pytest.raises(StoreError, match="holds something already") as refused:
            copied(ecosystem.store, store)
        assert refused.value.remedy
        assert content(store) == before

    def test_a_store_cannot_be_copied_onto_itself(self, ecosystem: Ecosystem) -> None:
        with pytest.raises(StoreError, match="holds something already"):
            copied(ecosystem.store, ecosystem.store)

    def test_an_empty_source_is_taken_for_a_mistake(self, embedded_store: Store, elsewhere: Store) -> None:
        with pytest.raises(StoreError, match="nothing to copy"):
            copied(embedded_store, elsewhere)

    def test_a_source_that_is_written_meanwhile_is_not_copied(
        self, ecosystem: Ecosystem, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read = ecosystem.store.read_slices

        def with_a_writer() -> Iterator[Changes]:
            yield from list(read())
            if "Sector" not in ecosystem.store.counts():
                ecosystem.store.apply(Changes(new_nodes=[_sector("sector:new")]))

        monkeypatch.setattr(ecosystem.store, "read_slices", with_a_writer)
        with pytest.raises(StoreError, match="changed while it was read"):
            copied(ecosystem.store, store)
        assert store.empty()

    def test_a_target_that_lost_something_is_not_taken_over(
        self, ecosystem: Ecosystem, embedded_store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fill = embedded_store.fill_slices

        def losing(slices: Iterable[Changes], *, check: Callable[[Iterable[Changes]], None]) -> None:
            fill((_without_last_tie(changes) for changes in slices), check=check)

        monkeypatch.setattr(embedded_store, "fill_slices", losing)
        with pytest.raises(StoreError, match="does not hold what was written"):
            copied(ecosystem.store, embedded_store)
        assert embedded_store.empty()

    def test_the_claim_of_whoever_writes_is_not_copied(self, ecosystem: Ecosystem, elsewhere: Store) -> None:
        whole = content(ecosystem.store)
        with ecosystem.store.lease("a load that does not end"):
            copied(ecosystem.store, elsewhere)
        assert content(elsewhere) == whole


def _sector(node_id: str) -> NodeChange:
    return NodeChange(("Sector",), {"id": node_id, "name": "New", "identifiers": [node_id], "claims": "{}"})


def _without_last_tie(changes: Changes) -> Changes:
    lost: Sequence[Any] = [
        type(change)(change.type, change.start_label, change.end_label, change.frame.iloc[:-1])
        for change in changes.new_relationships
    ]
    return Changes(changes.new_nodes, new_relationships=list(lost))


def test_a_store_that_another_process_holds_is_copied_from_and_into(ecosystem: Ecosystem, tmp_path: Path) -> None:
    whole = content(ecosystem.store)
    with (
        open_store(tmp_path / "ecosystem") as joined,
        open_store(tmp_path / "new") as held,
        open_store(tmp_path / "new") as joined_too,
    ):
        assert type(joined).__name__ == type(joined_too).__name__ == "JoinedStore"
        copied(joined, joined_too)
        assert content(held) == whole
    with open_store(tmp_path / "new") as again:
        assert content(again) == whole
