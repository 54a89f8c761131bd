"""The part of a graph that held in some years: dated ties by their dates, and what describes the things they tie.

A tie is dated by its own ``since`` and ``until``, failing those by the project, event or alliance it leads to, a
membership also by the founding of its cluster: as in a two-mode network. Ties that only describe a thing (its sector,
region, programme, parent body) have no dates and come along with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from graphmodel.model import RELATIONSHIPS
from graphmodel.twomode.spans import days_to_ordinals, held_between

if TYPE_CHECKING:
    import networkx as nx

#: Label of a thing that lasts for a time -> the properties that say from when and until when.
PERIODS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"Project": ("start", "end"), "Event": ("start", "end"), "MetaCluster": ("since", "until")}
)
#: Types of ties that hold for a time; attendance is dated by its event.
DATED: frozenset[str] = frozenset(
    name for name, entry in RELATIONSHIPS.items() if any(p.name == "since" for p in entry.properties)
) | {"TOOK_PART_IN"}
#: Types of undated ties that lead to what describes a thing.
_DESCRIBING = frozenset({"ACTIVE_IN", "ABOUT", "LOCATED_IN", "PART_OF", "WITHIN"})


def tie_to_span(type: str, tie: Mapping[str, Any], end: Mapping[str, Any], labels: Iterable[str]) -> tuple[Any, Any]:
    """First and last day of a dated tie as far as they are known: its own, else those of the thing it leads to.

    ``tie`` and ``end`` hold the properties of the tie and of its end, ``labels`` those of its end.

    >>> tie_to_span("MEMBER_OF", {"until": date(2014, 12, 31)}, {"founded": 2010}, ["Cluster", "Organisation"])
    (datetime.date(2010, 1, 1), datetime.date(2014, 12, 31))
    """
    names = next((PERIODS[label] for label in labels if label in PERIODS), None)
    first, last = (end.get(names[0]), end.get(names[1])) if names else (None, None)
    if type == "MEMBER_OF" and end.get("founded"):
        first = date(int(end["founded"]), 1, 1)
    return tie.get("since") or first, tie.get("until") or last


def spans_held(
    spans: Iterable[tuple[Any, Any]], standing: Iterable[bool], first_year: int | None, last_year: int | None
) -> tuple[list[bool], int]:
    """Which spans touch the years, and how many are no span at all; see :func:`~graphmodel.twomode.spans.held_between`."""
    known = list(spans)
    since, until = (days_to_ordinals(span[place] for span in known) for place in (0, 1))
    held, undated = held_between(since, until, np.array(list(standing), dtype=bool), first_year, last_year)
    return held.tolist(), int(undated.sum())


def is_standing(labels: Iterable[str]) -> bool:
    """Whether a tie to a thing of these labels lasts until somebody says it ended: to all but projects and events."""
    return not {"Project", "Event"} & set(labels)


def graph_between(graph: nx.MultiDiGraph[str], first_year: int | None, last_year: int | None) -> nx.MultiDiGraph[str]:
    """The part of a graph of :func:`~graphmodel.graphs.store_to_graph` that held from the first to the last year.

    Dated ties that held stay with their ends, and so do projects, events and alliances that lasted then; sectors,
    regions and programmes these lead to come along, and so do undated ties between what stays. Dated ties without any
    date are left out: ``graph.graph["undated"]`` of the result counts them.
    """
    dated = [(edge, data) for *edge, data in graph.edges(keys=True, data=True) if data["type"] in DATED]
    ends = [graph.nodes[edge[1]] for edge, _ in dated]
    held, undated = spans_held(
        (tie_to_span(data["type"], data, end, end["labels"]) for (_, data), end in zip(dated, ends, strict=True)),
        (is_standing(end["labels"]) for end in ends),
        first_year,
        last_year,
    )
    kept_edges = [tuple(edge) for (edge, _), holds in zip(dated, held, strict=True) if holds]
    kept = {node for edge in kept_edges for node in edge[:2]} | _lasting(graph, first_year, last_year)
    kept |= _described(graph, kept)
    part: nx.MultiDiGraph[str] = graph.__class__(**{**graph.graph, "undated": undated})
    part.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if node in kept)
    wanted = set(kept_edges)
    part.add_edges_from(
        (start, end, key, data)
        for start, end, key, data in graph.edges(keys=True, data=True)
        if (start, end, key) in wanted or (data["type"] not in DATED and start in kept and end in kept)
    )
    return part


def _lasting(graph: nx.MultiDiGraph[str], first_year: int | None, last_year: int | None) -> set[str]:
    things = [
        (node, (data.get(PERIODS[label][0]), data.get(PERIODS[label][1])), label == "MetaCluster")
        for node, data in graph.nodes(data=True)
        for label in data["labels"]
        if label in PERIODS
    ]
    held, _ = spans_held((t[1] for t in things), (t[2] for t in things), first_year, last_year)
    return {node for (node, _, _), holds in zip(things, held, strict=True) if holds}


def _described(graph: nx.MultiDiGraph[str], nodes: Iterable[str]) -> set[str]:
    """What describes the nodes, and what describes that: sectors within wider ones, say."""
    found: set[str] = set()
    waiting = list(nodes)
    while waiting:
        for _, end, kind in graph.out_edges(waiting.pop(), data="type"):
            if kind in _DESCRIBING and end not in found:
                found.add(end)
                waiting.append(end)
    return found
