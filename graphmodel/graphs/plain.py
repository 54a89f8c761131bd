"""A graph in the form all file formats share: columns of one kind each, text that any file can carry, stable edge ids.

What the formats cannot hold differs; what people lose by it should not. So every value is brought into one of six kinds
here, once, and the writers only spell them:

* texts keep quotes, apostrophes and line breaks; characters that no XML or UTF-8 file may hold (control characters, lone
  surrogates, U+FFFE and U+FFFF) become U+FFFD, the mark of a damaged character;
* missing values (``None``, NaN, NaT) are absent, never the text ``nan``; an infinite number is refused;
* a column of whole numbers stays one; with a fraction among them it is a column of fractions; a column that mixes texts
  and numbers becomes text;
* a list, tuple or set is a list, a mapping its JSON text, a moment (date and time) its ISO text;
* nodes are sorted by id, edges by their ends and key, so that the same graph gives the same bytes;
* names the formats keep for themselves (``id``, ``label``; for edges also ``source``, ``target`` and ``key``) get a
  trailing underscore when an attribute bears them: the ``source`` of a relationship becomes ``source_``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from graphmodel.errors import ExportError
from graphmodel.graphs.values import clean, json_value, plain_value, value_text

if TYPE_CHECKING:
    import networkx as nx

PlainKind = Literal["yes", "whole", "number", "date", "list", "text"]

#: Attribute names that mean the node or edge itself in at least one format.
RESERVED: Mapping[Literal["node", "edge"], frozenset[str]] = {
    "node": frozenset({"id", "label"}),
    "edge": frozenset({"id", "label", "source", "target", "key"}),
}


@dataclass(frozen=True, slots=True)
class PlainColumn:
    """One attribute of all nodes or all edges: values of one kind, ``None`` where an element lacks it."""

    name: str
    kind: PlainKind
    values: list[Any]


@dataclass(frozen=True, slots=True)
class PlainGraph:
    """A graph as columns.

    ``labels`` are what people should see at a node (its ``name``, a project's ``acronym`` or ``title``, else its id),
    ``edge_labels`` at an edge (its ``type``, or nothing). ``edge_ids`` are unique in the graph. ``keys`` is ``None``
    where parallel edges cannot occur. ``notes`` are the graph's own attributes, as JSON has them.
    """

    directed: bool
    notes: dict[str, Any]
    ids: list[str]
    labels: list[str]
    node_columns: list[PlainColumn]
    edge_ids: list[str]
    sources: list[str]
    targets: list[str]
    keys: list[str] | None
    edge_labels: list[str | None]
    edge_columns: list[PlainColumn]

    @property
    def credits(self) -> list[dict[str, str]]:
        """The credits of the datasets, as :func:`graphmodel.graphs.credits.store_to_credits` gives them."""
        return list(self.notes.get("credits", ()))


def graph_to_plain(graph: nx.Graph[Any]) -> PlainGraph:
    """Bring any networkx graph (directed or not, with parallel edges or not) into plain form.

    Raises :class:`~graphmodel.errors.ExportError` for a value no format can hold, and for nodes whose ids become equal
    as text.
    """
    nodes = sorted(((clean(str(node)), data) for node, data in graph.nodes(data=True)), key=lambda node: node[0])
    ids = [node for node, _ in nodes]
    for one, following in pairwise(ids):
        if one == following:
            raise ExportError(
                f"Two nodes have the same id, {one!r}, once written as text.",
                where="graph",
                remedy="Relabel one of them.",
            )
    multi = graph.is_multigraph()
    raw = graph.edges(keys=True, data=True) if multi else ((u, v, "", d) for u, v, d in graph.edges(data=True))
    edges = sorted(
        (
            (*_ends(clean(str(u)), clean(str(v)), directed=graph.is_directed()), clean(str(key)), data)
            for u, v, key, data in raw
        ),
        key=lambda edge: edge[:3],
    )
    node_columns = _columns([data for _, data in nodes], "node")
    edge_columns = _columns([edge[3] for edge in edges], "edge")
    names = [_texts(node_columns, name, len(ids)) for name in ("name", "acronym", "title")]
    return PlainGraph(
        directed=graph.is_directed(),
        notes=_notes(graph.graph),
        ids=ids,
        labels=[next((text for text in texts if text), node) for node, *texts in zip(ids, *names, strict=True)],
        node_columns=node_columns,
        edge_ids=[f"e{place}" for place in range(len(edges))],
        sources=[edge[0] for edge in edges],
        targets=[edge[1] for edge in edges],
        keys=[edge[2] for edge in edges] if multi else None,
        edge_labels=_texts(edge_columns, "type", len(edges)),
        edge_columns=edge_columns,
    )


def _ends(one: str, other: str, *, directed: bool) -> tuple[str, str]:
    return (one, other) if directed or one <= other else (other, one)


def _notes(attributes: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        clean(str(name)): json_value(value, f"graph attribute {name}")
        for name, value in attributes.items()
        if value is not None
    }


def _texts(columns: list[PlainColumn], name: str, count: int) -> list[str | None]:
    values = next((c.values for c in columns if c.name == name and c.kind == "text"), None)
    return [None] * count if values is None else values


def _columns(rows: list[dict[Any, Any]], owner: Literal["node", "edge"]) -> list[PlainColumn]:
    taken: set[str] = set()
    columns = []
    for name in sorted({name for row in rows for name in row}, key=str):
        where = f"{owner} attribute {name}"
        values = [None if (value := row.get(name)) is None else plain_value(value, where) for row in rows]
        kind = _kind(values)
        if kind is None:
            continue
        title = clean(str(name))
        # Gephi drops the second of two attributes whose names differ in case only.
        while title.lower() in RESERVED[owner] or title.lower() in taken:
            title += "_"
        taken.add(title.lower())
        columns.append(PlainColumn(title, kind, _as_kind(values, kind)))
    return columns


_KINDS: Mapping[type, PlainKind] = {
    bool: "yes",
    int: "whole",
    float: "number",
    dt.date: "date",
    list: "list",
    str: "text",
}


def _kind(values: list[Any]) -> PlainKind | None:
    """The kind all values share; text where they share none; ``None`` where there are no values."""
    found = {_KINDS[kind] for kind in {type(value) for value in values} - {type(None)}}
    if found == {"whole", "number"}:
        return "number"
    return found.pop() if len(found) == 1 else "text" if found else None


def _as_kind(values: list[Any], kind: PlainKind) -> list[Any]:
    if kind == "number":
        return [None if value is None else float(value) for value in values]
    if kind == "text":
        return [None if value is None else value_text(value) for value in values]
    return values
