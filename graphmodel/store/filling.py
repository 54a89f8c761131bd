"""Writing over Bolt: batches inside one transaction, or, for a first load, in transactions of bounded size.

The next rows are made ready while the server stores the last ones.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from itertools import chain, groupby, zip_longest
from operator import itemgetter
from typing import TypeVar

from graphmodel.errors import StoreError
from graphmodel.records import Changes, NodeChange
from graphmodel.store.apart import Stopped, made_ahead, side_by_side
from graphmodel.store.batching import Batch
from graphmodel.store.lease import Lease
from graphmodel.store.protocol import Counters, Progress
from graphmodel.store.transport import RunWrite, Transport
from graphmodel.store.writing import new_nodes_to_batches, new_relationships_to_batches, split_books

Part = TypeVar("Part")
#: Bytes, roughly, that a server is asked to hold in one transaction of a first load.
TRANSACTION = 3_000_000
#: What transactions write: nodes, relationships of which neighbours share no node, relationships that do.
_NODES, _TIES, _ALONE = "nodes", "ties", "ties alone"


def run_batches(run: RunWrite, batches: Iterable[Batch], address: str, on_batch: Callable[[int], None]) -> Counters:
    """Run batches in one transaction; ``on_batch`` is told how much of the write each one was.

    Raises:
        StoreError: a batch touched fewer or more rows than it holds.
    """
    counters = Counters()
    for batch in batches:
        records, counted = run(batch.cypher, {**batch.same, "rows": batch.rows})
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
    transport: Transport, slices: Iterable[Changes], lease: Lease, advance: Callable[[int], None], *, lanes: int
) -> Counters:
    """Write the first content of an empty store in transactions of bounded size, the ledger and the claim's end last.

    Each transaction counts itself on the claim, so that what a write that was broken off left can be told from a whole. So
    many go on at once as there are ``lanes``; the nodes of slices that follow each other are there before any relationship.
    """
    lease.half = True
    books: list[NodeChange] = []
    counters = Counters()
    with closing(made_ahead(_in_turn(slices, books, lanes), lanes)) as transactions:
        for kind, alike in groupby(transactions, key=itemgetter(0)):
            at_once = 1 if kind == _ALONE else lanes
            counters += _fill_side_by_side(transport, map(itemgetter(1), alike), lease, advance, at_once)
    last = list(new_nodes_to_batches(books))

    progress = _Once(advance)

    def work(run: RunWrite) -> Counters:
        progress.begin()
        counters = run_batches(run, last, transport.address, progress.tell)
        lease.give_up(run)
        return counters

    return counters + transport.write(work, committed=lease.gone)


def fill_slice(transport: Transport, changes: Changes, lease: Lease) -> None:
    """Write one part of the first content of a store, counted on the claim, which goes on."""
    lease.half = True
    ties = chain.from_iterable(map(new_relationships_to_batches, changes.new_relationships))
    for batches in (new_nodes_to_batches(changes.new_nodes), ties):
        with closing(made_ahead(_transactions(batches))) as transactions:
            _fill_side_by_side(transport, transactions, lease, told(None, 0, 0), 1)


def kept(parts: Iterable[Part], lease: Lease) -> Iterator[Part]:
    """Hand the parts of a write on, and renew the claim meanwhile."""
    for part in parts:
        lease.keep()
        yield part


def told(on_progress: Progress | None, done: int, total: int) -> Callable[[int], None]:
    """Who is told of each batch, by one thread after the other: it adds up from ``done`` what is written."""
    turn = threading.Lock()

    def tell(share: int) -> None:
        nonlocal done
        with turn:
            done += share
            if on_progress:
                on_progress(done, total)

    return tell


def new_slices(content: Changes | Iterable[Changes], address: str) -> tuple[Iterable[Changes], int]:
    """A first content in slices, and how much it is in all where that is known (else 0).

    Raises :class:`~graphmodel.errors.StoreError`, when it comes to them, for changes that a first content cannot hold.
    """
    if isinstance(content, Changes):
        _require_new_only(content, address)
        return [content], sum(content.counts.values())
    return (_require_new_only(changes, address) for changes in content), 0


def _require_new_only(changes: Changes, address: str) -> Changes:
    others = (changes.changed_nodes, changes.gone_nodes, changes.changed_relationships, changes.gone_relationships)
    if any(others):
        raise StoreError("An empty store holds nothing to change or remove.", where=address, remedy="Run this again.")
    return changes


def _in_turn(slices: Iterable[Changes], books: list[NodeChange], lanes: int) -> Iterator[tuple[str, list[Batch]]]:
    """Transactions and what they are of, in the order of the slices; the ledger is put aside for the end.

    Those of relationships come such that neighbours have no node in common, where there are many. Where all have one, as
    the projects of a programme do, they come alone: side by side each would wait for the other, and at times for ever.
    """
    from graphmodel.store.disjoint import disjoint_rounds

    for changes in slices:
        things, ledger = split_books(changes.new_nodes)
        books += ledger
        yield from ((_NODES, each) for each in _transactions(new_nodes_to_batches(things)))
        for change in changes.new_relationships:
            for parts in disjoint_rounds(change, lanes):
                rows = (_transactions(new_relationships_to_batches(part)) for part in parts)
                for beside in zip_longest(*rows):
                    found = [each for each in beside if each is not None]
                    yield from ((_TIES if len(found) == lanes else _ALONE, each) for each in found)


class _Once:
    """Tells of what a transaction does once, however often it has to be done."""

    def __init__(self, advance: Callable[[int], None]) -> None:
        self._advance = advance
        self._tried = self._told = 0

    def begin(self) -> None:
        """It is done from the start."""
        self._tried = 0

    def tell(self, share: int) -> None:
        """So much more of it is done."""
        self._tried += share
        if self._tried > self._told:
            self._advance(self._tried - self._told)
            self._told = self._tried


def _fill_side_by_side(
    transport: Transport, transactions: Iterable[list[Batch]], lease: Lease, advance: Callable[[int], None], lanes: int
) -> Counters:
    turn, found = threading.Lock(), list[Counters]()

    def write(group: list[Batch], stop: threading.Event) -> None:
        progress = _Once(advance)

        def go_on(share: int) -> None:
            if stop.is_set():
                raise Stopped
            progress.tell(share)

        # One commits at a time: the count on the claim then tells what became of a commit whose connection broke.
        with ExitStack() as committing:

            def work(run: RunWrite) -> Counters:
                progress.begin()
                committing.close()  # where this is done again
                counters = run_batches(run, group, transport.address, go_on)
                committing.enter_context(turn)
                lease.step(run)
                return counters

            found.append(transport.write(work, committed=lease.stepped))
            lease.sequence += 1
        for batch in group:
            batch.let_go()

    side_by_side(transactions, write, lanes)
    return sum(found, Counters())


def _transactions(batches: Iterable[Batch]) -> Iterator[list[Batch]]:
    group: list[Batch] = []
    for batch in batches:
        if group and sum(each.weight for each in group) + batch.weight > TRANSACTION:
            yield group
            group = []
        group.append(batch)
    if group:
        yield group
