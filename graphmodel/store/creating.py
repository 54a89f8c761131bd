"""What is new as Cypher: batches of rows for the statements that create nodes and relationships."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from graphmodel.records import NodeChange, RelationshipChange
from graphmodel.store.batching import Batch, columns_to_batches
from graphmodel.store.outgoing import (
    PART_ROWS,
    cell_to_plain,
    column_to_list,
    frame_to_parts,
    frame_to_plain_columns,
    values_to_plain,
)
from graphmodel.store.schema import cypher_name, labels_pattern

if TYPE_CHECKING:
    import pandas as pd

Item = TypeVar("Item")
#: What all relationships of one load say alike.
_OFTEN_SAME = ("dataset", "load")
#: The keys by which a relationship was told: where nothing was merged they are the ids of its ends, and cross once.
_KEYS = {"start_key": "start", "end_key": "end"}


def split_books(nodes: Iterable[NodeChange]) -> tuple[list[NodeChange], list[NodeChange]]:
    """The nodes of things, and those of the ledger, which are written last: what it says was loaded is there."""
    things: list[NodeChange] = []
    books: list[NodeChange] = []
    for node in nodes:
        (books if "Load" in node.labels else things).append(node)
    return things, books


def new_nodes_to_batches(nodes: Iterable[NodeChange]) -> Iterator[Batch]:
    """The statements that create nodes; rows are lists, so that no name crosses with each."""
    for labels, part in nodes_to_parts(nodes):
        pattern = labels_pattern(labels)
        names = sorted({name for node in part for name in node.properties})
        plain = {name: values_to_plain([node.properties.get(name) for node in part]) for name in names}
        columns = {name: column for name, column in plain.items() if any(value is not None for value in column)}
        days = [
            name
            for name, column in columns.items()
            if all(type(value) is date for value in column if value is not None)
        ]
        # The driver takes as long for a day as for ten texts.
        columns |= {name: [value and value.isoformat() for value in columns[name]] for name in days}
        given = ", ".join(
            f"{cypher_name(name)}: " + (f"date(row[{place}])" if name in days else f"row[{place}]")
            for place, name in enumerate(columns)
        )
        yield from columns_to_batches(
            f"UNWIND $rows AS row CREATE (n{pattern} {{{given}}})", [[*columns.values()]], f"new nodes {pattern}"
        )


def new_relationships_to_batches(change: RelationshipChange) -> Iterator[Batch]:
    """The statements that create relationships of one type.

    Rows are lists, and what all have in common crosses once: a server takes a fifth less time for them than for mappings.
    """
    name, frame = cypher_name(change.type), change.frame
    start, end = cypher_name(change.start_label), cypher_name(change.end_label)
    given = [str(column) for column in frame.columns if column not in {"start", "end"} and frame[column].notna().any()]
    alike = [column for column in given if column in _OFTEN_SAME and (frame[column] == frame[column].iloc[0]).all()]
    same = {column: cell_to_plain(frame[column].iloc[0]) for column in alike}
    ends = {
        key: place
        for place, (key, node) in enumerate(_KEYS.items())
        if key in given and column_to_list(frame[key]) == column_to_list(frame[node])
    }
    varying = [column for column in given if column not in same and column not in ends]
    places = {**ends, **{column: place for place, column in enumerate(varying, 2)}}
    properties = [f"{cypher_name(column)}: $same.{column}" for column in same]
    properties += [f"{cypher_name(column)}: row[{place}]" for column, place in places.items()]
    cypher = (
        f"UNWIND $rows AS row MATCH (s:{start} {{id: row[0]}}) MATCH (e:{end} {{id: row[1]}}) "
        f"CREATE (s)-[:{name} {{{', '.join(properties)}}}]->(e)"
    )
    parts = _parts_in_order(frame, ["start", "end", *varying])
    yield from columns_to_batches(cypher, parts, f"ends of new relationships {name}", same={"same": same})


def grouped_by_labels(items: Iterable[tuple[tuple[str, ...], Item]]) -> Iterator[tuple[tuple[str, ...], list[Item]]]:
    """Items by their labels, which are alphabetical then."""
    groups: dict[tuple[str, ...], list[Item]] = {}
    for labels, item in items:
        groups.setdefault(tuple(sorted(labels)), []).append(item)
    yield from groups.items()


def nodes_to_parts(nodes: Iterable[NodeChange]) -> Iterator[tuple[tuple[str, ...], list[NodeChange]]]:
    """Nodes of the same labels, as many at a time as are made plain at a time."""
    for labels, group in grouped_by_labels((node.labels, node) for node in nodes):
        for first in range(0, len(group), PART_ROWS):
            yield labels, group[first : first + PART_ROWS]


def _parts_in_order(frame: pd.DataFrame, names: Sequence[str]) -> Iterator[list[list[Any]]]:
    """The columns of a frame in the given order, a part of its rows at a time."""
    for part in frame_to_parts(frame):
        columns = frame_to_plain_columns(part[list(names)])
        nothing = [None] * len(part)
        yield [columns.get(name, nothing) for name in names]
