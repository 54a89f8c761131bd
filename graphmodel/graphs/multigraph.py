"""The store as a networkx graph: every thing a node, every relationship an edge, nothing folded together.

Direction, parallel relationships and properties are kept; what two datasets say of one tie stays two edges, each with its
dataset, so that nothing a source said is lost. Counting is done on a two-mode network, which unites them (see
:mod:`graphmodel.graphs.extraction`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from graphmodel.errors import RequestError
from graphmodel.graphs.credits import store_to_credits
from graphmodel.graphs.frames import column_to_kind, present_values
from graphmodel.graphs.reading import HeldRelationships
from graphmodel.model import (
    LABELS,
    NODE_PROPERTIES,
    RELATIONSHIP_PROPERTIES,
    RELATIONSHIPS,
    THINGS,
    Property,
)

if TYPE_CHECKING:
    import networkx as nx

    from graphmodel.store.protocol import Store

#: What the books need and a graph does not: how the values were computed, and by which load.
_BOOKKEEPING = frozenset({"id", "claims", "load"})


def store_to_graph(
    store: Store,
    *,
    labels: Collection[str] | None = None,
    types: Collection[str] | None = None,
) -> nx.MultiDiGraph[str]:
    """Read things and relationships into a ``networkx.MultiDiGraph``.

    ``labels`` chooses nodes (default: all things of the model, no bookkeeping), ``types`` relationships (default: all);
    only relationships with both ends among the nodes are read.

    Nodes come by label and id, edges by type, ends and key, whatever order the store has them in. Nodes are keyed by id
    and carry ``labels`` (alphabetical) and the properties they have. Edges carry ``type``, the
    properties of their type, ``dataset``, ``rows``, ``start_key``, ``end_key`` and ``source``; their key is the type, the
    dataset and whatever else tells parallel ones apart, as in ``PARTICIPATES_IN/cordis/h2020/coordinator``, and stays the
    same from one reading to the next. Dates are ``datetime.date``, several values a list, missing values absent.
    ``graph.graph["credits"]`` holds the credits of the datasets.

    Raises :class:`~graphmodel.errors.RequestError` for a label or type the model does not know.
    """
    import networkx as nx

    chosen = _known(labels, THINGS, LABELS, "label")
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="graphmodel", credits=store_to_credits(store))
    for label in chosen:
        graph.add_nodes_from(_nodes(store, label))
    held = HeldRelationships(store)
    for name in _known(types, RELATIONSHIPS, RELATIONSHIPS, "relationship type"):
        properties = _properties(name)
        for frame in held.read_all(name, [p.name for p in properties]):
            graph.add_edges_from(_edges(frame, name, properties, graph))
    return graph


def _known(wanted: Collection[str] | None, default: Iterable[str], known: Collection[str], what: str) -> list[str]:
    names = list(default) if wanted is None else sorted({wanted} if isinstance(wanted, str) else set(wanted))
    unknown = [name for name in names if name not in known]
    if unknown:
        raise RequestError(f"There is no {what} {unknown[0]!r}.", remedy=f"Choose among {', '.join(known)}.")
    # A label that specialises another is read after it, and adds its own properties to the same node.
    return sorted(names, key=lambda name: (name in LABELS and LABELS[name].base is not None, name))


def _nodes(store: Store, label: str) -> Iterator[tuple[str, dict[str, Any]]]:
    properties = [*LABELS[label].properties, *(p for p in NODE_PROPERTIES if p.name not in _BOOKKEEPING)]
    frame = store.read_nodes(label, ["labels", *(p.name for p in properties)]).sort_values("id")
    lists = [Property("labels", "texts", ""), *properties]
    return zip(frame["id"], _records(frame, lists), strict=True)


def _properties(name: str) -> list[Property]:
    return [*RELATIONSHIPS[name].properties, *(p for p in RELATIONSHIP_PROPERTIES if p.name not in _BOOKKEEPING)]


def _edges(
    frame: pd.DataFrame,
    name: str,
    properties: Iterable[Property],
    nodes: Collection[str],
) -> list[tuple[str, str, str, dict[str, Any]]]:
    columns = {p.name: column_to_kind(frame[p.name], p.kind) for p in properties}
    starts, ends = column_to_kind(frame["start"], "text"), column_to_kind(frame["end"], "text")
    keys = [
        "/".join([name, *(part for part in parts if part)])
        for parts in zip(columns["dataset"], *(columns[part] for part in RELATIONSHIPS[name].key), strict=True)
    ]
    seen = Counter(zip(starts, ends, keys, strict=True))
    own_keys = zip(columns["start_key"], columns["end_key"], strict=True)
    rows = present_values(columns, len(frame))
    edges = [
        # Two of a dataset's own things that are one here may each have the same tie.
        (source, target, key if seen[source, target, key] == 1 else f"{key}/{one}>{other}", {"type": name, **data})
        for source, target, key, (one, other), data in zip(starts, ends, keys, own_keys, rows, strict=True)
        if source in nodes and target in nodes
    ]
    return sorted(edges, key=lambda edge: edge[:3])


def _records(frame: pd.DataFrame, properties: Iterable[Property]) -> Iterator[dict[str, Any]]:
    columns = {p.name: column_to_kind(frame[p.name], p.kind) for p in properties}
    return present_values(columns, len(frame))
