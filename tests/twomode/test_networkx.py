"""To networkx, whose own two-mode functions then work, and back."""

import datetime as dt

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given

from graphmodel.errors import RequestError
from graphmodel.twomode import TwoMode, two_mode
from tests.analysis.networks import few_examples, networks


@few_examples
@given(networks())
def test_there_and_back_again(network: TwoMode) -> None:
    graph = network.to_networkx()
    assert {node for node, mode in graph.nodes(data="bipartite") if mode == 0} == set(network.actors["id"])
    again = TwoMode.from_networkx(graph)
    for name in ("actors", "events", "ties"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(network, name))


def test_parallel_ties_are_united_in_one_edge_that_says_how_many() -> None:
    ties = pd.DataFrame(
        {
            "actor": "a",
            "event": "p",
            "type": "PARTICIPATES_IN",
            "role": ["partner", "coordinator", None],
            "since": ["2016", "2015", None],
            "until": ["2016", None, "2018"],
            "contribution": [100.0, None, 20.5],
            "dataset": ["keep", "cordis", "cordis"],
        }
    )
    network = two_mode(pd.DataFrame({"id": ["a"], "country": ["HU"]}), pd.DataFrame({"id": ["p"]}), ties)
    graph = network.to_networkx()
    assert graph.edges["a", "p"] == {
        "ties": 3,
        "type": "PARTICIPATES_IN",
        "role": "coordinator; partner",
        "since": dt.date(2015, 1, 1),
        "until": dt.date(2018, 12, 31),
        "contribution": 120.5,
        "dataset": "cordis; keep",
    }
    assert graph.nodes["a"] == {
        "bipartite": 0,
        "id": "a",
        "name": "a",
        "country": "HU",
        "labels": (),
        "sectors": (),
    }


def test_a_cluster_that_is_both_actor_and_event_keeps_both_nodes() -> None:
    frames = pd.DataFrame({"id": ["cluster", "member"]}), pd.DataFrame({"id": ["cluster", "member"]})
    network = two_mode(*frames, pd.DataFrame({"actor": ["member", "cluster"], "event": ["cluster", "member"]}))
    graph = network.to_networkx()
    assert set(graph.edges) == {("cluster", "member#event"), ("member", "cluster#event")}
    again = TwoMode.from_networkx(graph)
    assert again.incidence.toarray().tolist() == [[0, 1], [1, 0]]


def test_plain_networkx_graphs_of_any_kind_are_read() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node(1, bipartite=0, country="HU")
    graph.add_node("p", bipartite=1, kind="Project")
    graph.add_edge("p", 1, role="lead")
    graph.add_edge(1, "p", role="partner")
    network = TwoMode.from_networkx(graph)
    assert network.actors[["id", "country"]].to_numpy().tolist() == [["1", "HU"]]
    assert network.ties["role"].tolist() == ["lead", "partner"]


def test_a_node_without_a_mode_and_an_edge_within_one_are_refused() -> None:
    with pytest.raises(RequestError, match="does not say whether it is an actor or an event"):
        TwoMode.from_networkx(nx.path_graph(2))
    graph = nx.Graph([("a", "b")])
    nx.set_node_attributes(graph, 0, "bipartite")
    with pytest.raises(RequestError, match="joins two nodes of one mode"):
        TwoMode.from_networkx(graph)
