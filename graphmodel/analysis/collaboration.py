"""The collaboration network: actors tied by joint events, with strengths after Newman.

The strength of a tie is the sum over joint events of 1/(n - 1), n actors in the event (Newman 2001, Physical Review E
64:016132): a project of two ties its partners as much as anything can, one of fifty hardly. So an actor's strengths add
up to the number of its events with somebody else in them. Along a path, the length of a tie is 1/strength: the stronger,
the nearer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array, diags_array, triu

from graphmodel.errors import RequestError
from graphmodel.twomode import TwoMode

#: What is carried along with each actor.
NODE_COLUMNS = ("id", "name", "country", "kind")


@dataclass(frozen=True, eq=False)
class Collaboration:
    """Actors (id, name, country, kind; sorted by id) and the symmetric matrix of the strengths of their ties."""

    nodes: pd.DataFrame
    strength: csr_array[Any, tuple[int, int]]


def collaboration_graph(network: TwoMode) -> Any:
    """The actors of a two-mode network as a ``networkx.Graph``, tied where they share an event.

    Nodes are ids, sorted, with name, country, kind (where known) and labels. Edges have ``shared`` (joint events),
    ``weight`` (strength after Newman) and ``distance`` (1/weight, for path measures).

    >>> from graphmodel.twomode import TwoMode
    >>> graph = collaboration_graph(TwoMode.from_networkx(nx.davis_southern_women_graph()))
    >>> graph["Flora Price"]["Olivia Carleton"]["shared"]
    2
    """
    graph = nx.Graph()
    for row in network.actors[[*NODE_COLUMNS, "labels"]].to_dict("records"):
        graph.add_node(row["id"], **{str(k): v for k, v in row.items() if k != "id" and not isinstance(v, float)})
    pairs = network.projection()
    columns = (pairs[name].tolist() for name in ("left", "right", "shared", "newman"))
    graph.add_edges_from(
        (left, right, {"shared": shared, "weight": newman, "distance": 1.0 / newman})
        for left, right, shared, newman in zip(*columns, strict=True)
    )
    return graph


def collaboration_network(source: TwoMode | Any) -> Collaboration:
    """Actors and strengths from a two-mode network, or from any undirected networkx graph.

    A graph's strengths are its edge attribute ``weight`` (1 where absent); parallel edges add up, loops are left out.
    Raises :class:`~graphmodel.errors.RequestError` for a directed graph, a weight that is not a positive number, or two
    nodes that read alike as text.
    """
    if isinstance(source, TwoMode):
        pairs = source.pairs()
        nodes = source.actors[list(NODE_COLUMNS)]
        return Collaboration(nodes, _symmetric(pairs["left"], pairs["right"], pairs["newman"], len(nodes)))
    if source.is_directed():
        raise RequestError(
            "Collaboration has no direction, this graph has.",
            where="graph",
            remedy="Pass graph.to_undirected(), or analyse it with networkx directly.",
        )
    return _collaboration_from_graph(source)


def strength_from_incidence(incidence: csr_array[Any, tuple[int, int]]) -> csr_array[Any, tuple[int, int]]:
    """Strengths after Newman from a 0/1 matrix of actors x events: symmetric, without a diagonal."""
    sizes = incidence.sum(axis=0)
    joint = csr_array(incidence[:, np.flatnonzero(sizes > 1)])
    upper = triu(joint @ diags_array(1.0 / (sizes[sizes > 1] - 1)) @ joint.T, k=1)
    return csr_array(upper + upper.T)


def _collaboration_from_graph(graph: Any) -> Collaboration:
    rows = [
        {"id": str(node), "country": data.get("country"), "kind": data.get("kind"), "name": data.get("name", str(node))}
        for node, data in graph.nodes(data=True)
    ]
    nodes = pd.DataFrame(rows, columns=list(NODE_COLUMNS)).astype("str").sort_values("id", ignore_index=True)
    twice = nodes["id"][nodes["id"].duplicated()]
    if len(twice):
        raise RequestError(
            f"Two nodes read {twice.iloc[0]!r}.", where="graph", remedy="Give each node a text of its own."
        )
    place = {node: position for position, node in enumerate(nodes["id"])}
    edges = sorted(
        (*sorted((place[str(one)], place[str(other)])), weight)
        for one, other, weight in graph.edges(data="weight", default=1.0)
        if one != other
    )
    table = pd.DataFrame(edges, columns=["left", "right", "weight"]).astype({"weight": "float64"})
    if not (np.isfinite(table["weight"]) & (table["weight"] > 0)).all():
        raise RequestError(
            "A weight is not a positive number.", where="graph", remedy="A weight is a strength above 0."
        )
    return Collaboration(nodes, _symmetric(table["left"], table["right"], table["weight"], len(nodes)))


def _symmetric(left: pd.Series, right: pd.Series, weight: pd.Series, size: int) -> csr_array[Any, tuple[int, int]]:
    one, other = left.to_numpy(dtype=np.int64), right.to_numpy(dtype=np.int64)
    ends = np.concatenate([one, other]), np.concatenate([other, one])
    matrix = coo_array((np.concatenate([weight, weight]), ends), shape=(size, size)).tocsr()
    matrix.sum_duplicates()
    matrix.sort_indices()
    return csr_array(matrix)
