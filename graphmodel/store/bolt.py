"""A store reached over Bolt: queries, whole tables and writes, the same for every engine."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

from graphmodel.errors import GraphModelError, QueryError, StoreError
from graphmodel.store.apart import made_ahead
from graphmodel.store.batching import used_once
from graphmodel.store.clearing import remove_ours
from graphmodel.store.filling import fill_in_transactions, fill_slice, kept, new_slices, run_batches, told
from graphmodel.store.incoming import columns_to_plain, driver_to_plain
from graphmodel.store.kinds import node_kinds, relationship_kinds
from graphmodel.store.lease import FIND_CLAIM, LEASE_ID, Claim, Lease, released, take_lease
from graphmodel.store.lexing import returned_columns
from graphmodel.store.outgoing import cell_to_plain
from graphmodel.store.protocol import Among, Counters, Progress, Rows
from graphmodel.store.reading import collect_nodes, collect_relationships
from graphmodel.store.schema import schema_statements
from graphmodel.store.statement import check_statement
from graphmodel.store.transport import RunWrite, Transport, repeatable
from graphmodel.store.writing import changes_to_batches

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.records import Changes


class BoltStore:
    """A store behind a Bolt address; what its methods do stands in :class:`~graphmodel.store.protocol.Store`.

    ``queries`` carries ad hoc queries: the same as ``transport`` where the server enforces read access mode, another
    user's where it does not.
    """

    #: Whether others may have put things of their own beside ours.
    shared = False
    #: Transactions of a first load that go on at once: ArcadeDB takes two for writers on one page.
    lanes = 1

    def __init__(self, address: str, engine: str, transport: Transport, queries: Transport) -> None:
        self.address = address
        self.engine = engine
        self._transport = transport
        self._queries = queries
        self._has_schema = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.address!r}, {self.engine!r})"

    def close(self) -> None:
        """Let go of the store; closing twice does no harm."""
        self._transport.close()
        self._queries.close()

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        """Run one Cypher statement that reads."""
        given = {str(name): _parameter(name, value) for name, value in (parameters or {}).items()}
        rows = self._queries.query(check_statement(cypher, given), given)
        columns = rows.columns or (() if rows.rows else returned_columns(cypher))
        return Rows(columns, [tuple(map(driver_to_plain, row)) for row in rows.rows])

    def read_nodes(self, label: str, properties: Sequence[str]) -> pd.DataFrame:
        """All nodes of a label: ``id`` and the named properties."""
        from graphmodel.store.columns import columns_to_frame

        columns = self._transport.read(lambda run: collect_nodes(run, label, properties, ours=self.shared))
        return columns_to_frame(columns_to_plain(columns), node_kinds(label))

    def read_relationships(
        self, type: str, properties: Sequence[str], start_label: str, end_label: str, *, among: Among | None = None
    ) -> pd.DataFrame:
        """Relationships of a type between two labels: ``start``, ``end`` and the named properties."""
        from graphmodel.store.columns import columns_to_frame

        columns = self._transport.read(
            lambda run: collect_relationships(
                run, type, properties, start_label, end_label, ours=self.shared, among=among or {}
            )
        )
        return columns_to_frame(columns_to_plain(columns), relationship_kinds(type))

    def apply(self, changes: Changes, *, on_progress: Progress | None = None, lease: Lease | None = None) -> Counters:
        """Write changes in one transaction."""
        self.ensure_schema()
        self._require_room(changes)
        total = sum(changes.counts.values())

        def work(run: RunWrite) -> Counters:
            batches = used_once(made_ahead(changes_to_batches(changes, shared=self.shared)))
            if lease:
                # Between batches, and never once the ledger is touched: ArcadeDB takes that for two writers on one page.
                batches = kept(batches, lease)
            counters = run_batches(run, batches, self.address, told(on_progress, 0, total))
            if lease:
                lease.give_up(run)
            return counters

        return self._transport.write(work, committed=lease.gone if lease else None)

    def fill(self, content: Changes | Iterable[Changes], *, on_progress: Progress | None = None) -> Counters:
        """Write the first content of an empty store."""
        slices, total = new_slices(content, self.address)
        with self.lease("first content") as lease:
            self.require_empty()
            slices = self._with_room(slices)
            advance = told(on_progress, 0, total)
            try:
                return fill_in_transactions(self._transport, slices, lease, advance, lanes=self.lanes)
            except BaseException:
                with contextlib.suppress(GraphModelError):
                    self._clear_half(lease)
                raise

    def claim(self) -> Claim | None:
        """The claim of whoever writes, or wrote and was broken off."""
        found = self._transport.read(lambda run: run(FIND_CLAIM, {"id": LEASE_ID}))
        return next((Claim(name, holder, until, int(sequence)) for name, holder, until, sequence in found), None)

    @contextlib.contextmanager
    def lease(self, name: str) -> Iterator[Lease]:
        """Claim the store for one write."""
        self.ensure_schema()
        lease = take_lease(self._transport, name)
        with released(lease):
            if lease.half:
                self._clear_half(lease)
            yield lease

    def recover(self) -> None:
        """Remove what a write that was broken off left behind."""
        claim = self.claim()
        if claim and claim.lapsed:
            with self.lease(claim.name):
                pass

    def _require_room(self, changes: Changes) -> None:
        """A store that is not shared has room for anything."""

    def _with_room(self, slices: Iterable[Changes]) -> Iterable[Changes]:
        """Slices of a first content, looked at before any is written where others keep something in the database."""
        if not self.foreign_counts():
            return slices
        whole = list(slices)
        for changes in whole:
            self._require_room(changes)
        return whole

    def _clear_half(self, lease: Lease) -> None:
        def remove(cypher: str) -> int:
            def work(run: RunWrite) -> int:
                removed = int(run(cypher, {})[0][0][0])
                lease.renew(run)
                return removed

            return self._transport.write(work, committed=repeatable)

        lease.end_lanes()
        remove_ours(remove)
        lease.nothing_left()

    def read_slices(self) -> Iterator[Changes]:
        """Everything ours, a bounded part at a time."""
        from graphmodel.store.slices import content_to_slices

        return content_to_slices(self._read_rows)

    def fill_slices(self, slices: Iterable[Changes], *, check: Callable[[Iterable[Changes]], None]) -> None:
        """Write the first content of an empty store as it comes, and have it checked before it counts."""
        with self.lease("copy") as lease:
            self.require_empty()
            try:
                for changes in slices:
                    self._require_room(changes)
                    fill_slice(self._transport, changes, lease)
                check(kept(self.read_slices(), lease))
                lease.half = False
            except BaseException:
                with contextlib.suppress(GraphModelError):
                    self._clear_half(lease)
                raise

    def _read_rows(self, cypher: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        rows = self._transport.read(lambda run: run(cypher, parameters))
        return [tuple(map(driver_to_plain, row)) for row in rows]

    def prepare(self) -> None:
        """Nothing takes long."""

    def ensure_schema(self) -> None:
        """Create the constraints where they are missing."""
        if not self._has_schema:
            for statement in schema_statements():
                self._transport.write_statement(statement)
            self._has_schema = True

    def empty(self) -> bool:
        """Whether the store holds no node of ours."""
        found = "MATCH (n) WHERE coalesce(n.id, '') <> $claim RETURN 1 LIMIT 1"
        return not self._transport.read(lambda run: run(found, {"claim": LEASE_ID}))

    def require_empty(self) -> None:
        """Raise :class:`~graphmodel.errors.StoreError` for a store that holds anything."""
        if not self.empty():
            raise StoreError(
                "The store is not empty, so this is not its first content; nothing was written.",
                where=self.address,
                remedy="Another program may have written meanwhile: run this again.",
            )

    def counts(self) -> dict[str, int]:
        """How many nodes carry each label and how many relationships each type has."""
        found: dict[str, int] = {}
        for labels, count in self._transport.read(lambda run: run("MATCH (n) RETURN labels(n), count(*)", {})):
            for label in labels:
                found[label] = found.get(label, 0) + count
        found |= dict(self._transport.read(lambda run: run("MATCH ()-[r]->() RETURN type(r), count(*)", {})))
        return dict(sorted(found.items()))

    def held(self) -> set[str]:
        """The labels and types of which there is anything."""
        return set(self.counts())

    def foreign_counts(self) -> dict[str, int]:
        """Nothing: a folder holds what graphmodel wrote."""
        return {}


def _parameter(name: object, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _parameter(name, item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_parameter(name, item) for item in value]
    try:
        return cell_to_plain(value)
    except StoreError as fault:
        raise QueryError(f"The value of ${name} cannot be sent: {fault.what}", remedy=fault.remedy) from fault
