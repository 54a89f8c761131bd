"""Centrality: who is well connected, near to everybody, between others, or deep inside the network."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse.csgraph import connected_components

from graphmodel.analysis.collaboration import collaboration_network
from graphmodel.analysis.cores import core_numbers
from graphmodel.analysis.frames import typed_frame
from graphmodel.analysis.paths import EXACT_UP_TO, path_measures
from graphmodel.analysis.spectral import eigenvector_scores, pagerank_scores
from graphmodel.twomode import TwoMode

#: The measures, in the order of their columns.
MEASURES = ("degree", "strength", "betweenness", "closeness", "harmonic", "eigenvector", "pagerank", "core")
_ESTIMATED = ("betweenness", "closeness", "harmonic")
#: Column -> form of :func:`node_centrality`.
CENTRALITY_COLUMNS = {
    **dict.fromkeys(("id", "name", "country", "kind"), "text"),
    **{measure: "count" if measure in ("degree", "core") else "number" for measure in MEASURES},
    **{f"{measure}_error": "number" for measure in _ESTIMATED},
    **{f"{measure}_rank": "count" for measure in MEASURES},
}


def node_centrality(source: TwoMode | Any, *, seed: int = 0, exact_up_to: int = EXACT_UP_TO) -> pd.DataFrame:
    """Eight measures of every actor of the collaboration network (or of any undirected networkx graph).

    Columns: id, name, country, kind; degree (partners), strength (sum of Newman's weights: events with a partner),
    betweenness (0 to 1), closeness (0 up; networkx's, with the factor of Wasserman and Faust), harmonic (sum of
    1/distance, 0 up), eigenvector (length 1 over all; 0 outside the leading component), pagerank (sums to 1),
    core (k-core number); betweenness_error, closeness_error, harmonic_error (standard errors: 0 where exact, blank
    where the sample cannot tell); and a rank
    for each measure (1 is the largest; equal values, to ten digits, share the better rank).

    Degree and core count ties; all others use strengths, and paths use distance = 1/strength. Up to ``exact_up_to``
    sources x arcs (some 3,000 actors with 60,000 ties; seconds) all is exact. Beyond it, the three path measures are
    estimated from a sample of sources drawn with ``seed``, and the errors say how well; the other five stay exact.

    Sorted by degree, strength (both falling), id. ``attrs``: nodes, ties, components, exact, sources (of the sampled
    component; all nodes where exact), seed, weights, distance.
    """
    network = collaboration_network(source)
    strength = network.strength
    paths = path_measures(strength, seed=seed, exact_up_to=exact_up_to)
    data: dict[str, Any] = {name: network.nodes[name] for name in ("id", "name", "country", "kind")}
    data |= {
        "degree": np.diff(strength.indptr),
        "strength": strength.sum(axis=1),
        "eigenvector": eigenvector_scores(strength),
        "pagerank": pagerank_scores(strength),
        "core": core_numbers(strength),
    }
    for measure in _ESTIMATED:
        data[measure] = getattr(paths, measure)
        data[f"{measure}_error"] = getattr(paths, f"{measure}_error")
    data |= {f"{measure}_rank": _ranks(data[measure]) for measure in MEASURES}
    attrs = {
        "nodes": len(network.nodes),
        "ties": strength.nnz // 2,
        "components": int(connected_components(strength, directed=False)[0]) if len(network.nodes) else 0,
        "exact": not paths.estimated.any(),
        "sources": int(paths.sources[paths.estimated].min(initial=len(network.nodes))),
        "seed": seed,
        "weights": "strength: Newman 2001" if isinstance(source, TwoMode) else "strength: edge attribute weight",
        "distance": "1/strength",
    }
    frame = typed_frame(CENTRALITY_COLUMNS, data, attrs)
    ordered = frame.sort_values(["degree_rank", "strength_rank", "id"], ignore_index=True)
    ordered.attrs.update(attrs)
    return ordered


def _ranks(values: Any) -> pd.Series:
    column = pd.Series(np.asarray(values, dtype=np.float64))
    largest = column.abs().max() or 1.0
    # Equal values that were summed up differently differ in the last digits: they are one rank.
    return (column / largest).round(10).rank(method="min", ascending=False, na_option="bottom").astype("int64")
