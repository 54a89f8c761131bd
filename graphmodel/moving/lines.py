"""Nodes and relationships as lines of JSON, in one form only: the same thing is the same line from every engine.

    ["Sector"],{"claims":"...","id":"sector:mining","identifiers":["sector:mining"],"name":"Mining"}

Names are in alphabetical order and nothing is blank. A whole number is ``1``, another one ``1.0``, a day ``{"date":
"2012-05-01"}``, so that the kind of every value comes back.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from graphmodel.model import LABELS, RELATIONSHIPS
from graphmodel.records import Changes, NodeChange, RelationshipChange
from graphmodel.store.outgoing import frame_to_plain, properties_to_plain
from graphmodel.store.ownership import NODE_NAMES, TIE_NAMES

_NODE_NAMES, _TIE_NAMES = frozenset(NODE_NAMES), frozenset(TIE_NAMES)


def _tagged(value: Any) -> dict[str, str]:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return {"date": value.isoformat()}
    raise TypeError(f"no line holds a {type(value).__name__}")


_encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False, default=_tagged
).encode


def nodes_to_lines(changes: Changes) -> list[str]:
    """The new nodes, a line each: labels and properties."""
    return [_encode([sorted(node.labels), properties_to_plain(node.properties)]) for node in changes.new_nodes]


def relationships_to_lines(changes: Changes) -> list[str]:
    """The new relationships, a line each, sorted: type, label and id of both ends, properties."""
    lines: list[str] = []
    for change in changes.new_relationships:
        for row in frame_to_plain(change.frame):
            start, end = row.pop("start"), row.pop("end")
            lines.append(_encode([change.type, change.start_label, start, change.end_label, end, row]))
    return sorted(lines)


def lines_to_nodes(lines: Iterable[str]) -> Changes:
    """The nodes of some lines, to be created.

    Raises :class:`ValueError` for a line that holds no node as the model knows them.
    """
    return Changes(new_nodes=[_node(*_decoded(line, 2)) for line in lines])


def lines_to_relationships(lines: Iterable[str]) -> Changes:
    """The relationships of some lines, to be created.

    Raises :class:`ValueError` for a line that holds no relationship as the model knows them.
    """
    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for name, start_label, start, end_label, end, properties in (_decoded(line, 6) for line in lines):
        if name not in RELATIONSHIPS or not _are_labels([start_label, end_label]):
            raise ValueError(f"no relationship {name!r} from {start_label!r} to {end_label!r}")
        _require_known(properties, _TIE_NAMES, (start, end))
        groups.setdefault((name, start_label, end_label), []).append({"start": start, "end": end, **properties})
    return Changes(
        new_relationships=[
            RelationshipChange(*names, pd.DataFrame(rows, dtype=object)) for names, rows in sorted(groups.items())
        ]
    )


def _node(labels: Any, properties: Any) -> NodeChange:
    if not isinstance(labels, list) or not labels or not _are_labels(labels):
        raise ValueError(f"no labels {labels!r}")
    _require_known(properties, _NODE_NAMES, (properties.get("id") if isinstance(properties, dict) else None,))
    return NodeChange(tuple(labels), properties)


def _are_labels(labels: Iterable[Any]) -> bool:
    return all(isinstance(label, str) and label in LABELS for label in labels)


def _require_known(properties: Any, names: frozenset[str], ids: Iterable[Any]) -> None:
    if not isinstance(properties, dict) or not names.issuperset(properties):
        raise ValueError("properties the model does not know")
    if not all(isinstance(node_id, str) for node_id in ids):
        raise ValueError("no id")


def _decoded(line: str, length: int) -> Iterator[Any]:
    values = json.loads(line, object_hook=_untagged)
    if not isinstance(values, list) or len(values) != length:
        raise ValueError("not of the form of a line")
    return iter(values)


def _untagged(value: dict[str, Any]) -> Any:
    return dt.date.fromisoformat(value["date"]) if value.keys() == {"date"} else value
