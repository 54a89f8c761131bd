"""One way to write a graph, whatever the format."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graphmodel.errors import RequestError
from graphmodel.graphs.csvfiles import graph_to_csv
from graphmodel.graphs.gexf import graph_to_gexf
from graphmodel.graphs.graphml import graph_to_graphml
from graphmodel.graphs.nodelink import graph_to_node_link_json
from graphmodel.graphs.parquet import graph_to_parquet

if TYPE_CHECKING:
    import networkx as nx

Writer = Callable[["nx.Graph[Any]", "str | os.PathLike[str]"], Path]

#: The formats by name. ``csv`` and ``parquet`` write a folder (``csv`` a zip as well).
FORMATS: Mapping[str, Writer] = MappingProxyType(
    {
        "graphml": graph_to_graphml,
        "gexf": graph_to_gexf,
        "json": graph_to_node_link_json,
        "csv": graph_to_csv,
        "parquet": graph_to_parquet,
    }
)
_BY_SUFFIX = {".graphml": "graphml", ".gexf": "gexf", ".json": "json", ".zip": "csv"}


def export_graph(graph: nx.Graph[Any], path: str | os.PathLike[str], file_format: str | None = None) -> Path:
    """Write the graph to ``path`` in the format named, or in that of the path's ending.

    ``.graphml``, ``.gexf`` and ``.json`` (node-link) are files; ``.zip`` holds CSV tables; a path of any other ending
    needs ``file_format="csv"`` or ``"parquet"`` and becomes a folder. The credits in ``graph.graph["credits"]`` are written
    too. Nothing half-written is left behind when it fails.

    Raises :class:`~graphmodel.errors.RequestError` for an unknown format, :class:`~graphmodel.errors.ExportError` where
    a value or the file cannot be written.
    """
    chosen = file_format or _BY_SUFFIX.get(Path(path).suffix.lower())
    if chosen is None or chosen not in FORMATS:
        known = ", ".join(FORMATS)
        raise RequestError(
            f"There is no graph format named {file_format!r}."
            if file_format
            else "The name does not say which format to write.",
            where=str(path),
            remedy=f"Choose one of: {known}.",
        )
    return FORMATS[chosen](graph, path)
