"""Changes as Cypher: batches of rows for a few statements, each of which says how many rows it must touch.

The statements return the number of rows they acted on, so that a row whose node or relationship is not there is noticed
and nothing is lost without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphmodel.model import LABELS
from graphmodel.records import Changes, NodeChange, RelationshipChange
from graphmodel.store.outgoing import column_to_list, frame_to_plain, properties_to_plain
from graphmodel.store.schema import cypher_name, labels_pattern

#: Rows in a batch, and characters of text, which bounds what engine and driver hold at once.
BATCH = 5000
TEXT = 16_000_000
#: Begins the id of a node between giving up its own and taking another; no key begins like this.
_PARKED = "\x1fparked:"


@dataclass(frozen=True, slots=True)
class Batch:
    """One statement with its rows, what they are, and how much of the whole write they are.

    ``created`` is the label by which the nodes it creates are found again; empty where it creates none.
    """

    cypher: str
    rows: list[dict[str, Any]]
    what: str
    share: int
    created: str = ""


def changes_to_batches(changes: Changes) -> Iterator[Batch]:
    """All statements of a write, in the order in which they are run."""
    yield from _parked(changes)
    yield from new_nodes_to_batches(changes.new_nodes)
    yield from _changed_nodes(changes)
    for gone in changes.gone_relationships:
        yield from _matched(gone, "DELETE r", "relationships to be removed", properties=False)
    for changed in changes.changed_relationships:
        yield from _matched(changed, "SET r = row.properties", "relationships to be changed", properties=True)
    for new in changes.new_relationships:
        yield from new_relationships_to_batches(new)
    for labels, rows in _grouped((labels, {"id": node_id}) for labels, node_id in changes.gone_nodes):
        cypher = f"UNWIND $rows AS row MATCH (n:{match_label(labels)} {{id: row.id}}) DETACH DELETE n"
        yield from _batches(cypher, rows, f"nodes {labels_pattern(labels)} to be removed")


def new_nodes_to_batches(nodes: Iterable[NodeChange]) -> Iterator[Batch]:
    """The statements that create nodes."""
    for labels, rows in _grouped((node.labels, properties_to_plain(node.properties)) for node in nodes):
        pattern = labels_pattern(labels)
        cypher = f"UNWIND $rows AS row CREATE (n{pattern}) SET n = row"
        yield from _batches(cypher, rows, f"new nodes {pattern}", created=match_label(labels))


def new_relationships_to_batches(change: RelationshipChange) -> Iterator[Batch]:
    """The statements that create relationships of one type."""
    name = cypher_name(change.type)
    start, end = cypher_name(change.start_label), cypher_name(change.end_label)
    cypher = (
        f"UNWIND $rows AS row MATCH (s:{start} {{id: row.start}}) MATCH (e:{end} {{id: row.end}}) "
        f"CREATE (s)-[r:{name}]->(e) SET r = row.properties"
    )
    yield from _batches(cypher, _relationship_rows(change), f"ends of new relationships {name}")


def match_label(labels: Sequence[str]) -> str:
    """The label to find a node by: the one the others specialise."""
    bases = [label for label in labels if label in LABELS and LABELS[label].base is None]
    return cypher_name((bases or sorted(labels))[0])


def _grouped(
    items: Iterable[tuple[tuple[str, ...], dict[str, Any]]],
) -> Iterator[tuple[tuple[str, ...], list[dict[str, Any]]]]:
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for labels, row in items:
        groups.setdefault(tuple(sorted(labels)), []).append(row)
    yield from groups.items()


def _batches(
    cypher: str, rows: Sequence[dict[str, Any]], what: str, *, counted: bool = True, created: str = ""
) -> Iterator[Batch]:
    for part in _parts(rows):
        yield Batch(f"{cypher} RETURN count(*) AS touched", part, what, len(part) if counted else 0, created)


def _parts(rows: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    part: list[dict[str, Any]] = []
    text = 0
    for row in rows:
        weight = _weight(row)
        if part and (len(part) == BATCH or text + weight > TEXT):
            yield part
            part, text = [], 0
        part.append(row)
        text += weight
    if part:
        yield part


def _weight(row: Mapping[str, Any]) -> int:
    """Characters of text in a row, lists left aside."""
    weight = 0
    for value in row.values():
        if type(value) is str:
            weight += len(value)
        elif type(value) is dict:
            weight += _weight(value)
    return weight


def _parked(changes: Changes) -> Iterator[Batch]:
    """Ids that one node gives up and another takes in the same write are set free first."""
    taken = {str(node.properties["id"]) for node in changes.new_nodes}
    taken |= {str(node.properties["id"]) for node in changes.changed_nodes if node.properties["id"] != node.old_id}
    moving = [node for node in changes.changed_nodes if _moves(node) and node.old_id in taken]
    for labels, rows in _grouped(
        (_old_labels(node), {"id": node.old_id, "parked": _parked_id(node)}) for node in moving
    ):
        cypher = f"UNWIND $rows AS row MATCH (n:{match_label(labels)} {{id: row.id}}) SET n.id = row.parked"
        yield from _batches(cypher, rows, f"nodes {labels_pattern(labels)} to be changed", counted=False)


def _changed_nodes(changes: Changes) -> Iterator[Batch]:
    taken = {row["parked"] for batch in _parked(changes) for row in batch.rows}
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[dict[str, Any]]] = {}
    for node in changes.changed_nodes:
        parked = _parked_id(node)
        row = {"id": parked if parked in taken else node.old_id, "properties": properties_to_plain(node.properties)}
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
            + " SET n = row.properties"
        )
        yield from _batches(cypher, rows, f"nodes {labels_pattern(old)} to be changed")


def _old_labels(node: NodeChange) -> tuple[str, ...]:
    return node.old_labels or node.labels


def _moves(node: NodeChange) -> bool:
    return node.old_id is not None and node.old_id != node.properties["id"]


def _parked_id(node: NodeChange) -> str:
    return f"{_PARKED}{node.old_id}"


def _matched(change: RelationshipChange, action: str, what: str, *, properties: bool) -> Iterator[Batch]:
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
    yield from _batches(f"UNWIND $rows AS row MATCH {pattern}{where} {action}", rows, f"{name} {what}")


def _relationship_rows(
    change: RelationshipChange, *, properties: bool = True, match: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    frame = change.frame
    pairs = zip(column_to_list(frame["start"]), column_to_list(frame["end"]), strict=True)
    ends: list[dict[str, Any]] = [{"start": start, "end": end} for start, end in pairs]
    if properties:
        for row, values in zip(ends, frame_to_plain(frame.drop(columns=["start", "end"])), strict=True):
            row["properties"] = values
    if match:
        for row, values in zip(ends, frame_to_plain(frame[list(match)]), strict=True):
            row["match"] = values
    return ends
