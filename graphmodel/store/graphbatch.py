"""What is new, written inside this process through the engine's batch writer, many times faster than Cypher.

The batch writer is not atomic, which does no harm here: the database counts only once it is complete and closed. It runs in
a thread of its own, so that the next rows are made ready while the engine, which needs no Python, stores the last ones.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from graphmodel.errors import StoreError
from graphmodel.model import LABELS, RELATIONSHIPS
from graphmodel.records import Changes, NodeChange, RelationshipChange
from graphmodel.store.creating import nodes_to_parts
from graphmodel.store.outgoing import column_to_list, frame_to_parts, frame_to_plain, properties_to_plain
from graphmodel.store.protocol import Counters, Progress
from graphmodel.store.schema import cypher_name, schema_statements
from graphmodel.store.tables import LABEL_SEPARATOR

#: Calls made ready while one runs: the engine takes long for some, and next to nothing for others.
_AHEAD = 8
_COMMIT_EVERY = 1000
#: Edges the engine buffers before it stores them: fewer than its own choice, so that the work is spread over the load.
_BUFFERED_EDGES = 50_000


def create_schema(handle: Any) -> None:
    """Create the types of the model and the constraints, before anything is written."""
    for label in LABELS.values():
        _create_node_type(handle, label.labels)
    for name in RELATIONSHIPS:
        handle.command("sql", f"CREATE EDGE TYPE `{name}` IF NOT EXISTS")
    for statement in schema_statements():
        handle.command("opencypher", statement)


def write_slices(
    handle: Any,
    slices: Iterable[Changes],
    address: str,
    on_progress: Progress | None = None,
    total: int = 0,
    *,
    done: int = 0,
    known: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> Counters:
    """Write new nodes and relationships into a database that nobody else uses, no relationship before its ends.

    ``known`` are the nodes it holds already, by label: id and the engine's record id.

    Raises:
        StoreError: two nodes of a label have one id, or a relationship's end is not among the nodes.
    """
    rids = {label: dict(nodes) for label, nodes in known.items()}
    counters, written = Counters(), done
    with (
        handle.graph_batch(commit_every=_COMMIT_EVERY, batch_size=_BUFFERED_EDGES, use_wal=False) as batch,
        ThreadPoolExecutor(1, "graphmodel-fill") as thread,
    ):
        for call, created in _overlapped(thread, _calls(batch, handle, slices, rids, address)):
            for label in call.labels:
                rids.setdefault(label, {}).update(zip(call.ids, created, strict=True))
            counters += call.counts
            written += call.counts.nodes_created + call.counts.relationships_created
            if on_progress:
                on_progress(written, total)
    return counters


@dataclass(frozen=True, slots=True)
class _Call:
    """A call of the batch writer, and what it writes; of nodes also their labels and ids."""

    run: Callable[[], Any]
    counts: Counters
    labels: tuple[str, ...] = ()
    ids: Sequence[str] = ()


def _overlapped(thread: Executor, calls: Iterable[_Call | None]) -> Iterator[tuple[_Call, Any]]:
    """Run the calls in their order in the other thread; the next ones are made ready meanwhile. Where None stands among them,
    what follows is made ready only when all before it have run.
    """
    running: deque[tuple[_Call, Future[Any]]] = deque()
    try:
        for call in calls:
            if call:
                running.append((call, thread.submit(call.run)))
            while len(running) > (_AHEAD if call else 0):
                yield running[0][0], running[0][1].result()
                running.popleft()
        while running:
            yield running[0][0], running[0][1].result()
            running.popleft()
    finally:
        for _, waiting in running:
            waiting.cancel()


def _calls(
    batch: Any, handle: Any, slices: Iterable[Changes], rids: dict[str, dict[str, str]], address: str
) -> Iterator[_Call | None]:
    taken = {label: set(nodes) for label, nodes in rids.items()}
    for changes in slices:
        yield from _vertices(batch, handle, changes.new_nodes, taken, address)
        if changes.new_relationships:
            yield None  # a relationship is written with the record ids of its ends
            yield from _edges(batch, handle, changes.new_relationships, rids, address)


def _vertices(
    batch: Any, handle: Any, nodes: Iterable[NodeChange], taken: dict[str, set[str]], address: str
) -> Iterator[_Call]:
    for labels, part in nodes_to_parts(nodes):
        rows = [properties_to_plain(node.properties) for node in part]
        name = _create_node_type(handle, labels)
        ids = [str(row["id"]) for row in rows]
        _require_new(ids, labels, taken, address)
        counts = Counters(nodes_created=len(ids), properties_set=sum(map(len, rows)))
        yield _Call(partial(batch.create_vertices, name, rows), counts, labels, ids)


def _edges(
    batch: Any,
    handle: Any,
    changes: Iterable[RelationshipChange],
    rids: dict[str, dict[str, str]],
    address: str,
) -> Iterator[_Call]:
    for change in changes:
        handle.command("sql", f"CREATE EDGE TYPE `{cypher_name(change.type)}` IF NOT EXISTS")
        for starts, ends, rows in _relationship_rows(change, rids, address):
            counts = Counters(relationships_created=len(rows), properties_set=sum(map(len, rows)))
            yield _Call(partial(batch.new_edges, starts, change.type, ends, rows), counts)


def _create_node_type(handle: Any, labels: tuple[str, ...]) -> str:
    for label in labels:
        handle.command("sql", f"CREATE VERTEX TYPE `{cypher_name(label)}` IF NOT EXISTS")
    name = LABEL_SEPARATOR.join(sorted(labels))
    if len(labels) > 1:
        parents = ", ".join(f"`{label}`" for label in sorted(labels))
        handle.command("sql", f"CREATE VERTEX TYPE `{name}` IF NOT EXISTS EXTENDS {parents}")
    return name


def _require_new(ids: list[str], labels: tuple[str, ...], taken: dict[str, set[str]], address: str) -> None:
    distinct = set(ids)
    for label in labels:
        known = taken.setdefault(label, set())
        if len(distinct) < len(ids) or not distinct.isdisjoint(known):
            raise StoreError(
                f"Two things with the label {label} would have the same id; nothing was written.",
                where=address,
                remedy="Report this with the recipe and the files.",
            )
        known |= distinct


def _relationship_rows(
    change: RelationshipChange, rids: dict[str, dict[str, str]], address: str
) -> Iterator[tuple[list[str], list[str], list[dict[str, Any]]]]:
    starts, ends = rids.get(change.start_label, {}), rids.get(change.end_label, {})
    for part in frame_to_parts(change.frame):
        try:
            from_rids = [starts[node] for node in column_to_list(part["start"])]
            to_rids = [ends[node] for node in column_to_list(part["end"])]
        except KeyError as fault:
            raise StoreError(
                f"An end of a relationship {change.type} is missing: {fault}; nothing was written.",
                where=address,
                remedy="Report this with the recipe and the files.",
            ) from fault
        yield from_rids, to_rids, frame_to_plain(part.drop(columns=["start", "end"]))
