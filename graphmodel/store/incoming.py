"""Values as the driver hands them out, made plain Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

#: Bookkeeping that only loading reads, and that would drown everything else a node says.
HIDDEN_PROPERTIES = frozenset({"claims"})
_PLAIN = frozenset({str, int, float, bool, type(None), bytes})


def row_converter() -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """A function that makes the values of one row plain Python (see :class:`~graphmodel.store.protocol.Rows`)."""
    from neo4j import graph, spatial, time

    def node(value: graph.Node) -> dict[str, Any]:
        return {**properties(value), "_labels": sorted(value.labels)}

    def relationship(value: graph.Relationship) -> dict[str, Any]:
        return {**properties(value), "_type": value.type}

    def properties(value: graph.Entity) -> dict[str, Any]:
        return {name: plain(value[name]) for name in sorted(value) if name not in HIDDEN_PROPERTIES}

    def path(value: graph.Path) -> list[Any]:
        steps: list[Any] = [node(value.nodes[0])] if value.nodes else []
        for tie, end in zip(value.relationships, value.nodes[1:], strict=True):
            steps += [relationship(tie), node(end)]
        return steps

    def moment(value: Any) -> Any:
        try:
            return value.to_native()
        except ValueError:  # a year that Python's dates do not reach
            return value.iso_format()

    converters: tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...] = (
        ((time.Date, time.DateTime, time.Time), moment),
        (time.Duration, lambda value: value.iso_format()),
        (graph.Node, node),
        (graph.Relationship, relationship),
        (graph.Path, path),
        (spatial.Point, list),
        ((list, tuple), lambda value: [plain(item) for item in value]),
        (dict, lambda value: {name: plain(item) for name, item in value.items()}),
    )

    def plain(value: Any) -> Any:
        if type(value) in _PLAIN:
            return value
        for kinds, convert in converters:
            if isinstance(value, kinds):
                return convert(value)
        return value

    return lambda row: tuple(plain(value) for value in row)
