"""A graph as GraphML, for networkx, Gephi, yEd, igraph and others.

networkx has a writer of its own, which fails on lists and dates, writes control characters no XML reader accepts, gives
parallel edges the same id, declares one attribute twice where its values differ in kind, and names keys ``d3`` and
``d7``, which Gephi takes for labels. The format: http://graphml.graphdrawing.org/specification.html
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.atomic import replaced_file
from graphmodel.graphs.plain import PlainColumn, PlainGraph, PlainKind, graph_to_plain
from graphmodel.graphs.values import list_text
from graphmodel.graphs.xmltext import columns_to_elements, text_to_attribute, text_to_xml

if TYPE_CHECKING:
    import networkx as nx

_TYPES: dict[PlainKind, str] = {
    "yes": "boolean",
    "whole": "long",
    "number": "double",
    "date": "string",
    "list": "string",
    "text": "string",
}


def graph_to_graphml(graph: nx.Graph[Any], path: str | os.PathLike[str]) -> Path:
    """Write the graph to ``path`` (.graphml).

    Every node has the attribute ``label`` (its name), every edge with a ``type`` too: Gephi and yEd show them. In a graph
    with parallel edges the attribute ``key`` holds the edge's key. Lists are JSON arrays, dates ISO text. The graph's
    own attributes, the credits among them, are attributes of the element ``graph``; lists and mappings there are JSON.

    Reopen it with ``networkx.read_graphml(path)``; with ``force_multigraph=True`` if no edge happens to be parallel.
    """
    plain = graph_to_plain(graph)
    with replaced_file(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_lines(plain))
    return Path(path)


def _lines(plain: PlainGraph) -> Iterator[str]:
    nodes = [PlainColumn("label", "text", plain.labels), *plain.node_columns]
    edges = list(plain.edge_columns)
    if plain.keys is not None:
        edges.insert(0, PlainColumn("key", "text", plain.keys))
    if any(label is not None for label in plain.edge_labels):
        edges.insert(0, PlainColumn("label", "text", plain.edge_labels))
    notes = [PlainColumn(name, *_note(value)) for name, value in plain.notes.items()]
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
        'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
    )
    for scope, columns in (("graph", notes), ("node", nodes), ("edge", edges)):
        for place, column in enumerate(columns):
            yield (
                f'<key id="{scope}_{place}" for="{scope}" attr.name={text_to_attribute(column.name)} '
                f'attr.type="{_TYPES[column.kind]}"/>\n'
            )
    yield f'<graph edgedefault="{"directed" if plain.directed else "undirected"}">\n'
    yield from _data("graph", notes, 1)
    for node, data in zip(plain.ids, _data("node", nodes, len(plain.ids)), strict=True):
        yield f"<node id={text_to_attribute(node)}>\n{data}</node>\n"
    # No edge ids: networkx would take them for the keys of parallel edges instead of the attribute key.
    rows = _data("edge", edges, len(plain.edge_ids))
    for source, target, data in zip(plain.sources, plain.targets, rows, strict=True):
        yield (f"<edge source={text_to_attribute(source)} target={text_to_attribute(target)}>\n{data}</edge>\n")
    yield "</graph>\n</graphml>\n"


def _note(value: Any) -> tuple[PlainKind, list[Any]]:
    if isinstance(value, bool):
        return "yes", [value]
    if isinstance(value, int):
        return "whole", [value]
    if isinstance(value, float):
        return "number", [value]
    return "text", [value if isinstance(value, str) else list_text([value])[1:-1]]


def _data(scope: str, columns: list[PlainColumn], count: int) -> list[str]:
    return columns_to_elements(columns, count, lambda place: f'<data key="{scope}_{place}">', text_to_xml, "</data>\n")
