"""Writing over Bolt: batches inside one transaction, or, for a first load, in transactions of bounded size.

The next rows are made ready while the server stores the last ones.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, groupby, zip_longest
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from graphmodel.errors import StoreError
from graphmodel.records import Changes, NodeChange, RelationshipChange
from graphmodel.store.apart import Stopped, made_ahead, side_by_side
from graphmodel.store.batching import Batch
from graphmodel.store.creating import new_nodes_to_batches, new_relationships_to_batches, split_books
from graphmodel.store.lease import Lane, Lease
from graphmodel.store.protocol import Counters, Progress
from graphmodel.store.transport import RunWrite, Transport

if TYPE_CHECKING:
    from graphmodel.store.disjoint import Group, Part

Item = TypeVar("Item")
#: Bytes, roughly, that a server is asked to hold in one transaction of a first load.
TRANSACTION = 1_000_000
#: Transactions that are made ready before they are asked for: the relationships, while the last nodes are written.
_AHEAD = 16


@dataclass(frozen=True, slots=True)
class _Transaction:
    """What goes in one transaction: nodes, or relationships and the groups of nodes that they touch."""

    batches: list[Batch]
    nodes: frozenset[Group] = frozenset()


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

    Each transaction is counted, so that what a write that was broken off left can be told from a whole. So many go on at once
    as there are ``lanes``; the nodes of slices that follow each other are there before any relationship.
    """
    ways = lease.lanes(lanes)
    books: list[NodeChange] = []
    counters = Counters()
    with closing(made_ahead(_in_turn(slices, books, lanes), _AHEAD)) as transactions:
        for _, alike in groupby(transactions, key=_writes_relationships):
            counters += _fill_side_by_side(transport, alike, lease, advance, ways)
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
    ways = lease.lanes(1)
    ties = chain.from_iterable(map(new_relationships_to_batches, changes.new_relationships))
    for batches in (new_nodes_to_batches(changes.new_nodes), ties):
        with closing(made_ahead(map(_Transaction, _transactions(batches)))) as transactions:
            _fill_side_by_side(transport, transactions, lease, told(None, 0, 0), ways)


def kept(parts: Iterable[Item], lease: Lease) -> Iterator[Item]:
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


def _in_turn(slices: Iterable[Changes], books: list[NodeChange], lanes: int) -> Iterator[_Transaction]:
    """Transactions in the order of the slices, neighbours without a node in common where there are many.

    The ledger is put aside for the end.
    """
    for changes in slices:
        things, ledger = split_books(changes.new_nodes)
        books += ledger
        yield from map(_Transaction, _transactions(new_nodes_to_batches(things)))
        # All types in turn: what is few, or meets in few nodes, is written beside the rest.
        yield from _in_turns([_change_to_transactions(change, lanes) for change in changes.new_relationships])


def _change_to_transactions(change: RelationshipChange, lanes: int) -> Iterator[_Transaction]:
    from graphmodel.store.disjoint import disjoint_rounds

    for parts in disjoint_rounds(change, lanes):
        yield from _in_turns([_part_to_transactions(part) for part in parts])


def _part_to_transactions(part: Part) -> Iterator[_Transaction]:
    for batches in _transactions(new_relationships_to_batches(part.change)):
        yield _Transaction(batches, part.nodes)


def _in_turns(several: Iterable[Iterator[_Transaction]]) -> Iterator[_Transaction]:
    """One of each in turn, until all have come to their end."""
    for beside in zip_longest(*several):
        yield from (each for each in beside if each is not None)


def _writes_relationships(transaction: _Transaction) -> bool:
    return bool(transaction.nodes)


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
    transport: Transport,
    transactions: Iterable[_Transaction],
    lease: Lease,
    advance: Callable[[int], None],
    lanes: Sequence[Lane],
) -> Counters:
    free, found = deque(lanes), list[Counters]()

    def write(transaction: _Transaction, stop: threading.Event) -> None:
        progress, lane = _Once(advance), free.pop()

        def go_on(share: int) -> None:
            if stop.is_set():
                raise Stopped
            progress.tell(share)

        def work(run: RunWrite) -> Counters:
            progress.begin()
            counters = run_batches(run, transaction.batches, transport.address, go_on)
            lane.step(run)
            return counters

        found.append(transport.write(work, committed=lane.stepped))
        lane.sequence += 1
        free.append(lane)
        for batch in transaction.batches:
            batch.let_go()
        lease.keep()

    side_by_side(transactions, write, len(lanes), attrgetter("nodes"))
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
