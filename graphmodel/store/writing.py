"""Changes as Cypher: batches of rows for a few statements, each of which says how many rows it must touch.

The statements return the number of rows they acted on, so that a row whose node or relationship is not there is noticed
and nothing is lost without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from graphmodel.model import LABELS
from graphmodel.records import Changes, NodeChange, RelationshipChange
from graphmodel.store.batching import Batch, rows_to_batches
from graphmodel.store.creating import grouped_by_labels, new_nodes_to_batches, new_relationships_to_batches, split_books
from graphmodel.store.outgoing import column_to_list, frame_to_parts, frame_to_plain, properties_to_plain
from graphmodel.store.ownership import NODE_NAMES, TIE_MARK, TIE_NAMES
from graphmodel.store.schema import cypher_name, labels_pattern

if TYPE_CHECKING:
    import pandas as pd

#: Begins the id of a node between giving up its own and taking another; no key begins like this.
_PARKED = "\x1fparked:"
_NO_NODE_PROPERTIES = dict.fromkeys(NODE_NAMES)
_NO_TIE_PROPERTIES = dict.fromkeys(TIE_NAMES)
_SET = "SET {} {} row.properties"
#: A node to which somebody tied something is not ours alone to remove.
_OURS_ALONE = f" WHERE NOT EXISTS {{ MATCH (n)-[r]-() WHERE r.{TIE_MARK} IS NULL }}"


def changes_to_batches(changes: Changes, *, shared: bool = False) -> Iterator[Batch]:
    """All statements of a write, in the order in which they are run; the ledger, on which writers meet, comes last.

    In a ``shared`` database the properties that others gave our nodes and relationships stay, and a node that others tied
    something to is not removed.
    """
    yield from revisions_to_batches(changes, shared=shared)
    things, books = split_books(changes.new_nodes)
    yield from new_nodes_to_batches(things)
    for new in changes.new_relationships:
        yield from new_relationships_to_batches(new)
    yield from new_nodes_to_batches(books)


def revisions_to_batches(changes: Changes, *, shared: bool = False) -> Iterator[Batch]:
    """The statements that change and remove what is there, before anything new comes."""
    yield from _parked(changes)
    yield from _changed_nodes(changes, shared=shared)
    for gone in changes.gone_relationships:
        yield from _matched(gone, "DELETE r", "relationships to be removed", properties=False)
    for changed in changes.changed_relationships:
        yield from _matched(
            changed,
            _SET.format("r", "+=" if shared else "="),
            "relationships to be changed",
            properties=True,
            shared=shared,
        )
    for labels, rows in grouped_by_labels((labels, {"id": node_id}) for labels, node_id in changes.gone_nodes):
        condition = _OURS_ALONE if shared else ""
        cypher = f"UNWIND $rows AS row MATCH (n:{match_label(labels)} {{id: row.id}}){condition} DETACH DELETE n"
        yield from rows_to_batches(cypher, rows, f"nodes {labels_pattern(labels)} to be removed")


def match_label(labels: Sequence[str]) -> str:
    """The label to find a node by: the one the others specialise."""
    bases = [label for label in labels if label in LABELS and LABELS[label].base is None]
    return cypher_name((bases or sorted(labels))[0])


def _parked(changes: Changes) -> Iterator[Batch]:
    """Ids that one node gives up and another takes in the same write are set free first."""
    taken = {str(node.properties["id"]) for node in changes.new_nodes}
    taken |= {str(node.properties["id"]) for node in changes.changed_nodes if node.properties["id"] != node.old_id}
    moving = [node for node in changes.changed_nodes if _moves(node) and node.old_id in taken]
    for labels, rows in grouped_by_labels(
        (_old_labels(node), {"id": node.old_id, "parked": _parked_id(node)}) for node in moving
    ):
        cypher = f"UNWIND $rows AS row MATCH (n:{match_label(labels)} {{id: row.id}}) SET n.id = row.parked"
        yield from rows_to_batches(cypher, rows, f"nodes {labels_pattern(labels)} to be changed", counted=False)


def _changed_nodes(changes: Changes, *, shared: bool) -> Iterator[Batch]:
    taken = {row["parked"] for batch in _parked(changes) for row in batch.rows}
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[dict[str, Any]]] = {}
    for node in changes.changed_nodes:
        parked = _parked_id(node)
        properties = _whole(properties_to_plain(node.properties), _NO_NODE_PROPERTIES, shared=shared)
        row = {"id": parked if parked in taken else node.old_id, "properties": properties}
        groups.setdefault((tuple(sorted(_old_labels(node))), tuple(sorted(node.labels))), []).append(row)
    for (old, new), rows in groups.items():
        lost = labels_pattern(tuple(set(old) - set(new)))
        gained = labels_pattern(tuple(set(new) - set(old)))
        # ArcadeDB changes labels by moving the node, which its unique index takes for a second one: it gets no id to see.
        cypher = (
            f"UNWIND $rows AS row MATCH (n:{match_label(old)} {{id: row.id}})"
            + (" REMOVE n.id" if lost or gained else "")
            + (f" REMOVE n{lost}" if lost else "")
            + (f" SET n{gained}" if gained else "")
            + f" {_SET.format('n', '+=' if shared else '=')}"
        )
        yield from rows_to_batches(cypher, rows, f"nodes {labels_pattern(old)} to be changed")


def _whole(properties: dict[str, Any], nothing: Mapping[str, None], *, shared: bool) -> dict[str, Any]:
    """Properties that, set beside those of others, leave none of ours from before."""
    return {**nothing, **properties} if shared else properties


def _old_labels(node: NodeChange) -> tuple[str, ...]:
    return node.old_labels or node.labels


def _moves(node: NodeChange) -> bool:
    return node.old_id is not None and node.old_id != node.properties["id"]


def _parked_id(node: NodeChange) -> str:
    return f"{_PARKED}{node.old_id}"


def _matched(
    change: RelationshipChange, action: str, what: str, *, properties: bool, shared: bool = False
) -> Iterator[Batch]:
    """Existing relationships, looked for from the end that has fewer of them: an engine walks all of a node's."""
    name, frame = cypher_name(change.type), change.frame
    start = f"(s:{cypher_name(change.start_label)} {{id: row.start}})"
    end = f"(e:{cypher_name(change.end_label)} {{id: row.end}})"
    if frame["start"].nunique() > frame["end"].nunique():
        pattern = f"{start}-[r:{name}]->{end}"
    else:
        pattern = f"{end}<-[r:{name}]-{start}"
    names = [cypher_name(column) for column in change.match]
    conditions = [f"(r.{key} = row.match.{key} OR (r.{key} IS NULL AND row.match.{key} IS NULL))" for key in names]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    rows = _relationship_rows(change, properties=properties, match=tuple(names))
    if properties and shared:
        rows = ({**row, "properties": {**_NO_TIE_PROPERTIES, **row["properties"]}} for row in rows)
    yield from rows_to_batches(f"UNWIND $rows AS row MATCH {pattern}{where} {action}", rows, f"{name} {what}")


def _relationship_rows(
    change: RelationshipChange, *, properties: bool = True, match: tuple[str, ...] = ()
) -> Iterator[dict[str, Any]]:
    parts = frame_to_parts(change.frame)
    return chain.from_iterable(_frame_rows(part, properties=properties, match=match) for part in parts)


def _frame_rows(frame: pd.DataFrame, *, properties: bool, match: tuple[str, ...]) -> list[dict[str, Any]]:
    pairs = zip(column_to_list(frame["start"]), column_to_list(frame["end"]), strict=True)
    ends: list[dict[str, Any]] = [{"start": start, "end": end} for start, end in pairs]
    if properties:
        for row, values in zip(ends, frame_to_plain(frame.drop(columns=["start", "end"])), strict=True):
            row["properties"] = values
    if match:
        for row, values in zip(ends, frame_to_plain(frame[list(match)]), strict=True):
            row["match"] = values
    return ends
