"""Writing over Bolt: batches inside one transaction, or, for a first load, in transactions of bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from graphmodel.errors import StoreError
from graphmodel.records import Changes
from graphmodel.store.protocol import Counters, Progress
from graphmodel.store.transport import RunWrite, Transport
from graphmodel.store.writing import Batch, new_nodes_to_batches, new_relationships_to_batches

#: Things a server is asked to hold in one transaction of a first load.
TRANSACTION = 20_000
#: The ledger is written last: what it says was loaded is there.
_LAST = "Load"


def run_batches(
    run: RunWrite, batches: Iterable[Batch], address: str, total: int, on_progress: Progress | None, done: int = 0
) -> Counters:
    """Run batches in one transaction.

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
        done += batch.share
        if on_progress:
            on_progress(done, total)
    return counters


def fill_in_transactions(transport: Transport, changes: Changes, on_progress: Progress | None) -> Counters:
    """Write the first content of an empty store in transactions of bounded size, the nodes of ``Load`` last.

    When one fails, the nodes written before it are removed again.
    """
    require_new_only(changes, transport.address)
    total = sum(changes.counts.values())
    counters, done, written = Counters(), 0, list[Batch]()
    try:
        for group in _transactions(_creating(changes)):
            work = partial(
                run_batches, batches=group, address=transport.address, total=total, on_progress=on_progress, done=done
            )
            counters += transport.write(work)
            done += sum(batch.share for batch in group)
            written += group
    except BaseException:
        for batch in written:
            if batch.created:
                transport.write(partial(_remove, batch=batch))
        raise
    return counters


def require_new_only(changes: Changes, address: str) -> None:
    """Raise :class:`~graphmodel.errors.StoreError` for changes that a first content cannot hold."""
    others = (changes.changed_nodes, changes.gone_nodes, changes.changed_relationships, changes.gone_relationships)
    if any(others):
        raise StoreError("An empty store holds nothing to change or remove.", where=address, remedy="Run this again.")


def _creating(changes: Changes) -> Iterator[Batch]:
    books = [node for node in changes.new_nodes if _LAST in node.labels]
    yield from new_nodes_to_batches(node for node in changes.new_nodes if _LAST not in node.labels)
    for new in changes.new_relationships:
        yield from new_relationships_to_batches(new)
    yield from new_nodes_to_batches(books)


def _transactions(batches: Iterable[Batch]) -> Iterator[list[Batch]]:
    group: list[Batch] = []
    for batch in batches:
        if group and sum(each.share for each in group) + batch.share > TRANSACTION:
            yield group
            group = []
        group.append(batch)
    if group:
        yield group


def _remove(run: RunWrite, batch: Batch) -> None:
    cypher = f"UNWIND $ids AS id MATCH (n:{batch.created} {{id: id}}) DETACH DELETE n"
    run(cypher, {"ids": [row["id"] for row in batch.rows]})
