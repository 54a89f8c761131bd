"""A two-mode network to and from networkx, whose own two-mode functions read the node attribute ``bipartite``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from graphmodel.errors import RequestError
from graphmodel.twomode.columns import ACTOR_COLUMNS, EVENT_COLUMNS, TIE_COLUMNS
from graphmodel.twomode.frames import two_mode
from graphmodel.twomode.network import TwoMode

_SEPARATOR = "; "


def twomode_to_networkx(network: TwoMode) -> Any:
    """A ``networkx.Graph`` with actors (``bipartite=0``) and events (``bipartite=1``), each keyed by its id.

    An event whose id is also an actor's (a cluster that is itself a member of another) is keyed by its id followed by
    ``#event``; the true id is always the node attribute ``id``. Node attributes are the frames' columns, missing values
    left out. Parallel ties are united in one edge: earliest ``since``, latest ``until``, the sum of ``contribution``,
    all distinct texts joined by ``; ``, and ``ties``, their number.
    """
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from((row["id"], {"bipartite": 0, **row}) for row in _records(network.actors))
    keys = []
    for row in _records(network.events):
        key = row["id"]
        while key in graph:
            key += "#event"
        keys.append(key)
        graph.add_node(key, bipartite=1, **row)
    actors = network.actors["id"].tolist()
    for (actor, event), ties in _grouped(network.ties).items():
        graph.add_edge(actors[actor], keys[event], **_united(ties), ties=len(ties))
    return graph


def networkx_to_twomode(graph: Any) -> TwoMode:
    """A two-mode network from a networkx graph whose nodes carry ``bipartite``: 0 for actors, 1 for events.

    Node and edge attributes named as the columns of :class:`TwoMode` are taken; ids are the node attribute ``id``,
    failing that the node itself as text. Raises :class:`~graphmodel.errors.RequestError` for a node that does not say
    which mode it is of, or an edge within one mode.
    """
    nodes: dict[int, list[dict[str, Any]]] = {0: [], 1: []}
    for node, data in graph.nodes(data=True):
        mode = data.get("bipartite")
        if mode not in (0, 1):
            raise RequestError(
                f"The node {node!r} does not say whether it is an actor or an event.",
                where="graph",
                remedy="Set its attribute bipartite to 0 (actor) or 1 (event).",
            )
        nodes[mode].append({**data, "id": str(data.get("id", node))})
    ties = []
    for one, other, data in graph.edges(data=True):
        if graph.nodes[one]["bipartite"] == graph.nodes[other]["bipartite"]:
            raise RequestError(
                f"The edge from {one!r} to {other!r} joins two nodes of one mode.",
                where="graph",
                remedy="Keep only edges between actors and events.",
            )
        actor, event = (one, other) if graph.nodes[one]["bipartite"] == 0 else (other, one)
        ends = {"actor": graph.nodes[actor].get("id", actor), "event": graph.nodes[event].get("id", event)}
        ties.append({**data, **{end: str(node) for end, node in ends.items()}})
    return two_mode(
        pd.DataFrame(nodes[0], columns=list(ACTOR_COLUMNS)),
        pd.DataFrame(nodes[1], columns=list(EVENT_COLUMNS)),
        pd.DataFrame(ties, columns=list(TIE_COLUMNS)),
    )


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    present = frame.notna().to_numpy()
    rows = zip(present, frame.itertuples(index=False, name=None), strict=True)
    names = [str(name) for name in frame.columns]
    return [{n: value for n, value, known in zip(names, row, has, strict=True) if known} for has, row in rows]


def _grouped(ties: pd.DataFrame) -> dict[tuple[int, int], list[dict[str, Any]]]:
    grouped: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for row in _records(ties):
        grouped.setdefault((row.pop("actor"), row.pop("event")), []).append(row)
    return grouped


def _united(ties: list[dict[str, Any]]) -> dict[str, Any]:
    combine: dict[str, Callable[[list[Any]], Any]] = {"since": min, "until": max, "contribution": sum}
    united = {}
    for name in TIE_COLUMNS:
        values = [tie[name] for tie in ties if name in tie]
        if values:
            united[name] = combine.get(name, _joined)(values)
    return united


def _joined(values: list[str]) -> str:
    return _SEPARATOR.join(sorted(set(values)))
