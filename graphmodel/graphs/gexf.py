"""A graph as GEXF 1.3, the format of Gephi.

networkx has a writer of its own, which fails on lists and dates, takes any attribute named ``start``, ``end`` or
``type`` for the file's own, writes control characters no XML reader accepts and the day of writing. The format:
https://gexf.net/schema.html (1.3 is read by Gephi since 0.9.3 and by networkx).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.atomic import replaced_file
from graphmodel.graphs.credits import credits_text
from graphmodel.graphs.plain import PlainColumn, PlainGraph, PlainKind, graph_to_plain
from graphmodel.graphs.xmltext import columns_to_elements, text_to_attribute, text_to_xml

if TYPE_CHECKING:
    import networkx as nx

#: The attribute from which networkx takes the key of an edge; it cannot read one named ``key``.
KEY_TITLE = "networkx_key"
# Lists are plain strings: Gephi 0.10 damages list types whose texts hold brackets (gephi issue 2989).
_TYPES: dict[PlainKind, str] = {
    "yes": "boolean",
    "whole": "long",
    "number": "double",
    "date": "string",
    "list": "string",
    "text": "string",
}


def graph_to_gexf(graph: nx.Graph[Any], path: str | os.PathLike[str]) -> Path:
    """Write the graph to ``path`` (.gexf).

    A node's label is its name. An edge's label and kind are its ``type`` (Gephi keeps parallel edges of different kinds
    apart); its ``weight``, where it is a number, is the weight Gephi uses. In a graph with parallel edges the attribute
    ``networkx_key`` holds the edge's key. Lists are JSON arrays, dates ISO text; the file is static, so that no filter of time
    hides a node without dates. GEXF has no place for attributes of the graph: the credits stand in the description.

    Reopen it with ``networkx.read_gexf(path)``.
    """
    plain = graph_to_plain(graph)
    with replaced_file(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_lines(plain))
    return Path(path)


def _lines(plain: PlainGraph) -> Iterator[str]:
    weights = next((c.values for c in plain.edge_columns if c.name == "weight" and c.kind in {"whole", "number"}), None)
    edge_columns = [c for c in plain.edge_columns if c.name != "weight" or weights is None]
    if plain.keys is not None:
        edge_columns.insert(0, PlainColumn(KEY_TITLE, "text", plain.keys))
    description = "\n".join(["Lists are JSON arrays, dates are ISO 8601.", *credits_text(plain.credits)])
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">\n'
        f"<meta>\n<creator>graphmodel</creator>\n<description>{text_to_xml(description)}</description>\n</meta>\n"
        f'<graph mode="static" defaultedgetype="{"directed" if plain.directed else "undirected"}" idtype="string">\n'
    )
    yield from _declarations("node", plain.node_columns)
    yield from _declarations("edge", edge_columns)
    yield f'<nodes count="{len(plain.ids)}">\n'
    rows = _values("node", plain.node_columns, len(plain.ids))
    for node, label, values in zip(plain.ids, plain.labels, rows, strict=True):
        yield f"<node id={text_to_attribute(node)} label={text_to_attribute(label)}>{values}</node>\n"
    yield f'</nodes>\n<edges count="{len(plain.edge_ids)}">\n'
    rows = _values("edge", edge_columns, len(plain.edge_ids))
    for place, values in enumerate(rows):
        kind = plain.edge_labels[place]
        named = "" if kind is None else f" label={text_to_attribute(kind)} kind={text_to_attribute(kind)}"
        weight = None if weights is None else weights[place]
        strength = "" if weight is None else f' weight="{weight}"'
        yield (
            f'<edge id="{plain.edge_ids[place]}" source={text_to_attribute(plain.sources[place])} '
            f"target={text_to_attribute(plain.targets[place])}{named}{strength}>{values}</edge>\n"
        )
    yield "</edges>\n</graph>\n</gexf>\n"


def _declarations(owner: str, columns: list[PlainColumn]) -> Iterator[str]:
    yield f'<attributes class="{owner}" mode="static">\n'
    for place, column in enumerate(columns):
        yield (
            f'<attribute id="{owner}_{place}" title={text_to_attribute(column.name)} type="{_TYPES[column.kind]}"/>\n'
        )
    yield "</attributes>\n"


def _values(owner: str, columns: list[PlainColumn], count: int) -> list[str]:
    rows = columns_to_elements(
        columns, count, lambda place: f'<attvalue for="{owner}_{place}" value=', text_to_attribute, "/>\n"
    )
    return [f"\n<attvalues>\n{row}</attvalues>\n" if row else "" for row in rows]
