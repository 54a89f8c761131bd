"""The claim of a writer: one at a time, renewed, lapsing, taken over; what a dead writer left goes before the next one writes."""

from __future__ import annotations

import subprocess
import sys
import threading
from itertools import count
from pathlib import Path

import pytest

from graphmodel.errors import StoreError
from graphmodel.records import Changes, NodeChange
from graphmodel.store import Store, open_store
from graphmodel.store.bolt import BoltStore
from graphmodel.store.embedded import EmbeddedStore
from graphmodel.store.holder import holder_is_gone, new_holder
from graphmodel.store.lease import LEASE_ID, Lease
from tests.store.samples import NEW_SECTOR, require_no_write_once_taken_over, sample_changes


def elsewhere(
    store: Store, name: str = "load:cordis:1", *, sequence: int = 0, until: str = "9999-01-01T00:00:00Z"
) -> None:
    """A claim that a process of another machine laid."""
    properties = {
        "id": LEASE_ID,
        "name": name,
        "status": "running",
        "holder": "another-machine/1/1/00",
        "lease_until": until,
        "sequence": sequence,
    }
    store.apply(Changes(new_nodes=[NodeChange(("Load",), properties)]))


def half_written(store: Store, until: str) -> None:
    """The store as a first load leaves it that stopped for ever after its first transaction."""
    whole = sample_changes()
    store.apply(Changes(new_nodes=[node for node in whole.new_nodes if "claims" in node.properties]))
    elsewhere(store, sequence=1, until=until)


def test_a_claim_ends_with_the_write_it_was_laid_for(store: Store) -> None:
    store.fill(sample_changes())
    with store.lease("load:mine:2") as lease:
        claim = store.claim()
        assert claim is not None
        assert (claim.name, claim.sequence, claim.holder) == ("load:mine:2", 0, lease.holder)
        store.apply(NEW_SECTOR, lease=lease)
    assert store.claim() is None
    assert store.counts()["Sector"] == 2


def test_while_one_writes_another_is_refused(store: Store) -> None:
    store.fill(sample_changes())
    refused: list[str] = []

    def other() -> None:
        try:
            with store.lease("load:other:1"):
                pass
        except StoreError as fault:
            refused.append(str(fault))

    with store.lease("load:mine:2"):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert len(refused) == 1
    assert "Another load is running on this store (load:mine:2)" in refused[0]
    with store.lease("load:mine:3"):
        pass


def test_of_many_that_want_to_write_at_once_one_does(store: Store) -> None:
    store.fill(sample_changes())
    together, held = threading.Barrier(6), threading.Barrier(6)
    won: list[str] = []

    def want(name: str) -> None:
        together.wait()
        try:
            with store.lease(name):
                won.append(name)
                held.wait()
        except StoreError:
            held.wait()

    threads = [threading.Thread(target=want, args=(f"load:{n}:1",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert store.claim() is None


def test_a_writer_whose_claim_was_taken_over_writes_nothing(store: Store) -> None:
    store.fill(sample_changes())
    require_no_write_once_taken_over(store)
    assert store.counts()["Sector"] == 1


def test_a_claim_of_another_machine_holds_until_it_lapses(store: Store) -> None:
    store.fill(sample_changes())
    elsewhere(store)
    with pytest.raises(StoreError, match=r"lapses at 9999-01-01T00:00:00Z"), store.lease("load:mine:1"):
        pass
    store.recover()
    assert store.claim() is not None


def test_what_a_first_load_left_half_written_goes_once_its_claim_lapsed(store: Store) -> None:
    half_written(store, "2020-01-01T00:00:00Z")
    assert not store.empty()

    store.recover()

    assert store.empty()
    assert store.claim() is None
    store.fill(sample_changes())
    assert store.counts()["PARTICIPATES_IN"] == 4


def test_half_a_write_of_another_machine_stays_while_its_claim_holds(store: Store) -> None:
    half_written(store, "9999-01-01T00:00:00Z")
    store.recover()
    assert not store.empty()


def test_the_claim_is_renewed_while_one_transaction_goes_on(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.fill(sample_changes())
    monkeypatch.setattr("graphmodel.store.lease._RENEWED_AFTER", -1.0)
    monkeypatch.setattr("graphmodel.store.batching.BYTES", 200)
    seconds = count()
    monkeypatch.setattr("graphmodel.store.lease._until", lambda: f"9999-01-01T00:00:{next(seconds):02}Z")
    seen: set[str] = set()
    many = Changes(new_nodes=[NodeChange(("Sector",), {"id": f"sector:{n}", "claims": "{}"}) for n in range(8)])
    many.new_nodes.append(NodeChange(("Load",), {"id": "load:mine:2", "status": "done", "lease_until": "x"}))
    with store.lease("load:mine:2") as lease:

        def look(_done: int, _total: int) -> None:
            claim = store.claim()
            assert claim is not None
            seen.add(claim.until)

        store.apply(many, lease=lease, on_progress=look)
    assert len(seen) >= 4
    assert store.counts()["Sector"] == 9
    assert store.claim() is None


def test_what_a_first_load_committed_is_counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphmodel.store.batching.BYTES", 200)
    monkeypatch.setattr("graphmodel.store.filling.TRANSACTION", 200)
    counted: list[tuple[int, int]] = []

    def look(_done: int, _total: int) -> None:
        claim = store.claim()
        rows = store.query("MATCH (l:Load) WHERE l.holder IS NOT NULL RETURN l.id, l.sequence").rows
        assert claim is None or ("load:running", claim.sequence) in rows
        lanes = [sequence for name, sequence in rows if name != "load:running"]
        assert len(lanes) in {0, 2}
        counted.append((-1 if claim is None else claim.sequence, sum(lanes)))

    store.fill(sample_changes(), on_progress=look)
    written = [own + lanes for own, lanes in counted]
    if isinstance(store, EmbeddedStore):  # a folder is filled aside and swapped in
        assert set(counted) == {(-1, 0)}
    else:
        # Two go on at once on a server: of what was told of, all is committed but the other's last.
        assert {own for own, _ in counted} == {1}
        assert all(told <= committed <= told + 1 for told, committed in enumerate(written))
        assert written[-1] == len(written) > 4
    assert store.query("MATCH (l:Load) WHERE l.holder IS NOT NULL RETURN l.id").rows == []


def test_a_first_load_whose_claim_was_taken_over_writes_nothing_more(
    neo4j_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow writer finds the claims of its lanes gone: what it had not committed yet is not committed any more."""
    assert isinstance(neo4j_store, BoltStore)
    monkeypatch.setattr("graphmodel.store.batching.BYTES", 200)
    monkeypatch.setattr("graphmodel.store.filling.TRANSACTION", 200)
    told: list[int] = []

    def taken_over(_done: int, _total: int) -> None:
        told.append(1)
        if len(told) == 3:
            # The next writer clears what it finds, and is done before this one goes on.
            with monkeypatch.context() as patch:
                patch.setattr("graphmodel.store.lease.holder_is_gone", lambda _: True)
                with neo4j_store.lease("load:quick:1"):
                    pass

    with pytest.raises(StoreError, match="another one took its place"):
        neo4j_store.fill(sample_changes(), on_progress=taken_over)
    assert neo4j_store.empty()
    assert neo4j_store.claim() is None


def test_a_transaction_that_is_done_again_is_no_progress(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two that go on at once may stand in each other's way: the server then ends one, and it is done again."""
    import neo4j
    from neo4j.exceptions import TransientError

    monkeypatch.setattr("graphmodel.store.batching.BYTES", 200)
    monkeypatch.setattr("graphmodel.store.filling.TRANSACTION", 600)
    commit = neo4j.Transaction.commit
    ended: list[int] = []

    def end(transaction: neo4j.Transaction) -> None:
        if told and len(ended) < 2:
            ended.append(told[-1])
            raise TransientError("deadlock")
        commit(transaction)

    monkeypatch.setattr(neo4j.Transaction, "commit", end)
    told: list[int] = []
    whole = sample_changes()
    store.fill(whole, on_progress=lambda done, total: told.append(done))
    assert bool(ended) is not isinstance(store, EmbeddedStore)
    assert told == sorted(set(told))
    assert told[-1] == whole.added
    assert store.counts()["PARTICIPATES_IN"] == 4


@pytest.mark.parametrize("came_to_pass", [True, False], ids=["committed", "not committed"])
def test_a_commit_that_broke_off_is_looked_after(
    store: Store, came_to_pass: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether or not the server got it done before the line broke: the write is there once."""
    import neo4j
    from neo4j.exceptions import IncompleteCommit

    store.fill(sample_changes())
    commit = neo4j.Transaction.commit
    broken: list[int] = []

    def break_off(transaction: neo4j.Transaction) -> None:
        if armed and not broken:
            broken.append(1)
            if came_to_pass:
                commit(transaction)
            else:
                transaction.rollback()
            raise IncompleteCommit("the line broke")
        commit(transaction)

    monkeypatch.setattr(neo4j.Transaction, "commit", break_off)
    armed: list[int] = []
    with store.lease("load:mine:2") as lease:
        armed.append(1)
        counters = store.apply(NEW_SECTOR, lease=lease)
    assert broken
    assert counters.nodes_created == 1
    assert store.counts()["Sector"] == 2
    assert store.claim() is None


def test_without_a_claim_nobody_knows_what_became_of_a_commit(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    import neo4j
    from neo4j.exceptions import IncompleteCommit

    store.fill(sample_changes())

    def break_off(transaction: neo4j.Transaction) -> None:
        transaction.rollback()
        raise IncompleteCommit("the line broke")

    monkeypatch.setattr(neo4j.Transaction, "commit", break_off)
    with pytest.raises(StoreError, match="not known whether it was stored"):
        store.apply(NEW_SECTOR)


def test_a_process_that_ended_holds_nothing() -> None:
    code = "from graphmodel.store.holder import new_holder; print(new_holder())"
    ended = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()
    assert holder_is_gone(ended)
    assert not holder_is_gone(ended.replace(ended.partition("/")[0], "another-machine"))


def test_another_thread_of_this_process_holds_what_it_holds() -> None:
    holders: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        holders.append(new_holder())
        begun.set()
        go_on.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    begun.wait()
    assert not holder_is_gone(holders[0])
    go_on.set()
    thread.join()
    assert holder_is_gone(holders[0])


def test_half_a_first_load_over_bolt_into_a_folder_goes_with_the_next_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line is gone, so the writer cannot clear up after itself; the claim it leaves tells the next one."""
    monkeypatch.setattr("graphmodel.store.batching.BYTES", 200)
    monkeypatch.setattr("graphmodel.store.filling.TRANSACTION", 200)
    with open_store(tmp_path / "store") as holder, open_store(tmp_path / "store") as guest:
        assert type(guest) is not type(holder)
        assert isinstance(guest, BoltStore)

        def no_line(*_: object) -> None:
            raise StoreError("the line is gone")

        def gone(done: int, total: int) -> None:
            if done > 4:
                monkeypatch.setattr(Lease, "renew", no_line)
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            guest.fill(sample_changes(), on_progress=gone)
        monkeypatch.undo()
        assert holder.counts()["Organisation"] >= 1
        holder.recover()
        assert holder.empty()
        assert holder.claim() is None
