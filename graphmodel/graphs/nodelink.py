"""A graph as node-link JSON, for networkx, D3 and other JavaScript libraries."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.atomic import replaced_file
from graphmodel.graphs.plain import PlainColumn, PlainGraph, graph_to_plain
from graphmodel.graphs.values import json_value

if TYPE_CHECKING:
    import networkx as nx


def graph_to_node_link_json(graph: nx.Graph[Any], path: str | os.PathLike[str]) -> Path:
    """Write the graph to ``path`` (.json): ``directed``, ``multigraph``, ``graph``, ``nodes`` and ``edges``.

    Numbers, truth values and lists keep their kind; dates are ISO text; missing values are absent. Reopen it with
    ``networkx.node_link_graph(json.load(file), edges="edges")``.
    """
    plain = graph_to_plain(graph)
    with replaced_file(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(_document(plain), ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n")
    return Path(path)


def _document(plain: PlainGraph) -> dict[str, Any]:
    nodes: list[dict[str, Any]] = [{"id": node} for node in plain.ids]
    edges: list[dict[str, Any]] = [
        {"source": source, "target": target} for source, target in zip(plain.sources, plain.targets, strict=True)
    ]
    for edge, key in zip(edges, plain.keys or (), strict=False):
        edge["key"] = key
    _fill(nodes, plain.node_columns)
    _fill(edges, plain.edge_columns)
    return {
        "directed": plain.directed,
        "multigraph": plain.keys is not None,
        "graph": plain.notes,
        "nodes": nodes,
        "edges": edges,
    }


def _fill(rows: list[dict[str, Any]], columns: list[PlainColumn]) -> None:
    for column in columns:
        for row, value in zip(rows, column.values, strict=True):
            if value is not None:
                row[column.name] = json_value(value) if column.kind in {"date", "list"} else value
