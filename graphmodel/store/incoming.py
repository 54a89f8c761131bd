"""Values as the driver hands them out, made plain Python (see :class:`~graphmodel.store.protocol.Rows`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from neo4j.graph import Entity, Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

#: Bookkeeping that only loading reads, and that would drown everything else a node says.
HIDDEN_PROPERTIES = frozenset({"claims"})
_PLAIN = frozenset({str, int, float, bool, type(None), bytes, date})


def driver_to_plain(value: Any) -> Any:
    """One value as plain Python."""
    if type(value) in _PLAIN:
        return value
    for kinds, convert in _CONVERTERS:
        if isinstance(value, kinds):
            return convert(value)
    return value


def column_to_plain(values: Sequence[Any]) -> Sequence[Any]:
    """A column of values; one that needs no change is handed back as it is."""
    return values if set(map(type, values)) <= _PLAIN else [driver_to_plain(value) for value in values]


def columns_to_plain(columns: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """Columns of values; the tuples of labels stay tuples."""
    return {name: values if name == "labels" else column_to_plain(values) for name, values in columns.items()}


def texts_to_dates(texts: list[Any]) -> list[Any]:
    """Days from their ISO text, each distinct one converted once; what is no day stays as it is."""
    days: dict[Any, Any] = {}
    for text in set(texts) - {None}:
        try:
            days[text] = date.fromisoformat(text)
        except ValueError:
            days[text] = text
    return [days.get(text) for text in texts]


def _properties(value: Entity) -> dict[str, Any]:
    return {name: driver_to_plain(value[name]) for name in sorted(value) if name not in HIDDEN_PROPERTIES}


def _node(value: Node) -> dict[str, Any]:
    return {**_properties(value), "_labels": sorted(value.labels)}


def _relationship(value: Relationship) -> dict[str, Any]:
    return {**_properties(value), "_type": value.type}


def _path(value: Path) -> list[Any]:
    steps: list[Any] = [_node(value.start_node)] if value.start_node else []
    for tie, end in zip(value.relationships, value.nodes[1:], strict=True):
        steps += [_relationship(tie), _node(end)]
    return steps


def _moment(value: Date | DateTime | Time) -> Any:
    try:
        return value.to_native()
    except ValueError:  # a year that Python's dates do not reach
        return value.iso_format()


_CONVERTERS: tuple[tuple[tuple[type, ...], Callable[[Any], Any]], ...] = (
    ((Date, DateTime, Time), _moment),
    ((Duration,), lambda value: value.iso_format()),
    ((Node,), _node),
    ((Relationship,), _relationship),
    ((Path,), _path),
    ((Point,), list),
    ((list, tuple), lambda value: [driver_to_plain(item) for item in value]),
    ((dict,), lambda value: {name: driver_to_plain(item) for name, item in value.items()}),
)
