"""Writing over Bolt: batches inside one transaction, or, for a first load, in transactions of bounded size.

The next rows are made ready while the server stores the last ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from graphmodel.errors import StoreError
from graphmodel.records import Changes, NodeChange
from graphmodel.store.apart import made_ahead
from graphmodel.store.batching import Batch
from graphmodel.store.lease import Lease
from graphmodel.store.protocol import Counters, Progress
from graphmodel.store.transport import RunWrite, Transport
from graphmodel.store.writing import new_nodes_to_batches, new_relationships_to_batches, split_books

Part = TypeVar("Part")
#: Bytes, roughly, that a server is asked to hold in one transaction of a first load.
TRANSACTION = 8_000_000


def run_batches(run: RunWrite, batches: Iterable[Batch], address: str, on_batch: Callable[[int], None]) -> Counters:
    """Run batches in one transaction; ``on_batch`` is told how much of the write each one was.

    Raises:
        StoreError: a batch touched fewer or more rows than it holds.
    """
    counters = Counters()
    for batch in batches:
        records, counted = run(batch.cypher, {"rows": batch.rows})
        touched = records[0][0] if records else 0
        if touched != len(batch.rows):
            raise StoreError(
                f"Of {len(batch.rows)} {batch.what}, {touched} were found; nothing was written.",
                where=address,
                remedy="Another program may have written to the store meanwhile: run this again.",
            )
        counters += counted
        on_batch(batch.share)
    return counters


def fill_in_transactions(
    transport: Transport, changes: Changes, lease: Lease, on_progress: Progress | None
) -> Counters:
    """Write the first content of an empty store in transactions of bounded size, the ledger and the claim's end last.

    Each transaction counts itself on the claim, so that what a write that was broken off left can be told from a whole.
    """
    total = sum(changes.counts.values())
    counters, done = Counters(), 0
    things, books = split_books(changes.new_nodes)
    lease.half = True
    for group in made_ahead(_transactions(_creating(things, changes))):
        counters += _write_group(transport, group, lease.step, lease.stepped, told(on_progress, done, total))
        lease.sequence += 1
        done += sum(batch.share for batch in group)
    last = list(new_nodes_to_batches(books))
    return counters + _write_group(transport, last, lease.give_up, lease.gone, told(on_progress, done, total))


def fill_slice(transport: Transport, changes: Changes, lease: Lease) -> None:
    """Write one part of the first content of a store, counted on the claim, which goes on."""
    lease.half = True
    for group in made_ahead(_transactions(_creating(changes.new_nodes, changes))):
        _write_group(transport, group, lease.step, lease.stepped, told(None, 0, 0))
        lease.sequence += 1


def kept(parts: Iterable[Part], lease: Lease) -> Iterator[Part]:
    """Hand the parts of a write on, and renew the claim meanwhile."""
    for part in parts:
        lease.keep()
        yield part


def told(on_progress: Progress | None, done: int, total: int) -> Callable[[int], None]:
    """Who is told of each batch: it adds up from ``done`` what is written."""

    def tell(share: int) -> None:
        nonlocal done
        done += share
        if on_progress:
            on_progress(done, total)

    return tell


def require_new_only(changes: Changes, address: str) -> None:
    """Raise :class:`~graphmodel.errors.StoreError` for changes that a first content cannot hold."""
    others = (changes.changed_nodes, changes.gone_nodes, changes.changed_relationships, changes.gone_relationships)
    if any(others):
        raise StoreError("An empty store holds nothing to change or remove.", where=address, remedy="Run this again.")


def _write_group(
    transport: Transport,
    group: Iterable[Batch],
    fence: Callable[[RunWrite], None],
    committed: Callable[[], bool],
    on_batch: Callable[[int], None],
) -> Counters:
    def work(run: RunWrite) -> Counters:
        counters = run_batches(run, group, transport.address, on_batch)
        fence(run)
        return counters

    return transport.write(work, committed=committed)


def _creating(things: Iterable[NodeChange], changes: Changes) -> Iterator[Batch]:
    yield from new_nodes_to_batches(things)
    for new in changes.new_relationships:
        yield from new_relationships_to_batches(new)


def _transactions(batches: Iterable[Batch]) -> Iterator[list[Batch]]:
    group: list[Batch] = []
    for batch in batches:
        if group and sum(each.weight for each in group) + batch.weight > TRANSACTION:
            yield group
            group = []
        group.append(batch)
    if group:
        yield group
