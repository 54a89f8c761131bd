"""Small networks for the tests, written as lists of who took part in what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import comb

import hypothesis.strategies as st
import networkx as nx
import numpy as np
import pandas as pd
from hypothesis import settings

from graphmodel.twomode import TwoMode, two_mode

#: Each example builds whole networks: a few are enough, and a slow machine is no failure.
few_examples = settings(max_examples=25, deadline=None)
#: For examples that are quick each; a slow machine is no failure here either.
unhurried = settings(deadline=None)


def network_of(
    events: Mapping[str, Sequence[str]],
    *,
    clusters: Sequence[str] = (),
    countries: Mapping[str, str] | None = None,
    sectors: Mapping[str, Sequence[str]] | None = None,
    kinds: Mapping[str, str] | None = None,
    others: Sequence[str] = (),
) -> TwoMode:
    """A network from event -> its actors; ``others`` are actors without events."""
    ids = sorted({actor for actors in events.values() for actor in actors} | set(others) | set(clusters))
    actors = pd.DataFrame(
        {
            "id": pd.Series(ids, dtype="str"),
            "name": [f"The {actor}" for actor in ids],
            "country": [(countries or {}).get(actor) for actor in ids],
            "labels": [("Cluster", "Organisation") if actor in clusters else ("Organisation",) for actor in ids],
            "sectors": [tuple((sectors or {}).get(actor, ())) for actor in ids],
        }
    )
    names = list(events)
    things = pd.DataFrame(
        {"id": pd.Series(names, dtype="str"), "kind": [(kinds or {}).get(e, "Project") for e in names]}
    )
    ties = [(actor, event, "PARTICIPATES_IN") for event, actors_ in events.items() for actor in actors_]
    return two_mode(actors, things, pd.DataFrame(ties, columns=["actor", "event", "type"]))


def shuffled(network: TwoMode, seed: int) -> TwoMode:
    """The same network, built from its rows in another order."""
    random = np.random.default_rng(seed)
    actors, events, ties = network.actors, network.events, network.ties
    ties = ties.assign(actor=actors["id"].to_numpy()[ties["actor"]], event=events["id"].to_numpy()[ties["event"]])
    return two_mode(*(frame.iloc[random.permutation(len(frame))] for frame in (actors, events, ties)))


def same_bytes(left: pd.DataFrame, right: pd.DataFrame) -> bool:
    """Whether two frames are equal to the last bit, columns, types and order included."""
    return list(left.dtypes) == list(right.dtypes) and left.to_json(double_precision=15) == right.to_json(
        double_precision=15
    )


def exact_graph(network: TwoMode) -> nx.Graph:
    """The collaboration graph with weights and distances as fractions, made by hand: networkx then ties nothing wrongly."""
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(network.actors["id"])
    ids = network.actors["id"].tolist()
    for event in network.incidence.toarray().T:
        present = [ids[place] for place in np.flatnonzero(event)]
        for one, other in combinations(present, 2):
            before = graph.get_edge_data(one, other, {"weight": Fraction(0)})["weight"]
            graph.add_edge(one, other, weight=before + Fraction(1, len(present) - 1))
    for _, _, data in graph.edges(data=True):
        data["distance"] = 1 / data["weight"]
    return graph


def chance_of_sharing(shared: int, left: int, right: int, total: int) -> Fraction:
    """The hypergeometric law by counting: at least ``shared`` of ``total`` things in two sets drawn by lot."""
    ways = sum(comb(left, k) * comb(total - left, right - k) for k in range(shared, min(left, right) + 1))
    return Fraction(ways, comb(total, right))


@st.composite
def networks(draw: st.DrawFn, *, actors: int = 9, events: int = 8) -> TwoMode:
    """Random small networks, among them empty ones and ones with actors alone."""
    names = [f"a{place}" for place in range(draw(st.integers(0, actors)))]
    rows = {
        f"e{place}": draw(st.lists(st.sampled_from(names), unique=True) if names else st.just([]))
        for place in range(draw(st.integers(0, events)))
    }
    return network_of(rows, others=names)
