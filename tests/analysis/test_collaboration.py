"""The collaboration network: who is tied to whom, and how strongly."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from graphmodel.analysis.collaboration import collaboration_graph, collaboration_network, strength_from_incidence
from graphmodel.errors import RequestError
from graphmodel.twomode import TwoMode
from tests.analysis.networks import exact_graph, few_examples, network_of, networks


def test_a_project_of_two_ties_more_than_one_of_four() -> None:
    graph = collaboration_graph(network_of({"small": ["a", "b"], "large": ["a", "b", "c", "d"]}, others=["e"]))
    assert graph.edges["a", "b"] == {"shared": 2, "weight": pytest.approx(4 / 3), "distance": pytest.approx(3 / 4)}
    assert graph.edges["c", "d"] == {"shared": 1, "weight": pytest.approx(1 / 3), "distance": pytest.approx(3)}
    assert list(graph) == ["a", "b", "c", "d", "e"]
    assert graph.degree("e") == 0


def test_nodes_say_what_is_known_of_them() -> None:
    network = network_of({"p": ["a", "b"]}, countries={"a": "HU"}, clusters=["b"])
    assert dict(collaboration_graph(network).nodes(data=True)) == {
        "a": {"name": "The a", "country": "HU", "labels": ("Organisation",)},
        "b": {"name": "The b", "labels": ("Cluster", "Organisation")},
    }


@few_examples
@given(networks())
def test_weights_are_the_fractions_of_newman(network: TwoMode) -> None:
    expected = {frozenset(ends): float(weight) for *ends, weight in exact_graph(network).edges(data="weight")}
    graph = collaboration_graph(network)
    assert {frozenset(ends): weight for *ends, weight in graph.edges(data="weight")} == pytest.approx(expected)
    matrix = collaboration_network(network).strength.toarray()
    assert {
        frozenset((network.actors["id"][one], network.actors["id"][other])): matrix[one, other]
        for one, other in zip(*np.nonzero(matrix), strict=True)
    } == pytest.approx(expected)
    np.testing.assert_allclose(strength_from_incidence(network.incidence).toarray(), matrix, rtol=1e-14)


@few_examples
@given(networks())
def test_strengths_add_up_to_the_events_with_somebody_else(network: TwoMode) -> None:
    incidence = network.incidence.toarray()
    expected = incidence[:, incidence.sum(axis=0) > 1].sum(axis=1)
    np.testing.assert_allclose(collaboration_network(network).strength.sum(axis=1), expected, atol=1e-12)


def test_any_undirected_graph_will_do() -> None:
    graph = nx.MultiGraph()
    graph.add_node(3, name="Three", country="HU")
    graph.add_edge(3, "b", weight=0.5)
    graph.add_edge("b", 3, weight=2)
    graph.add_edge("b", "b", weight=7)
    graph.add_edge("b", "c")
    network = collaboration_network(graph)
    assert network.nodes["id"].tolist() == ["3", "b", "c"]
    assert network.nodes["name"].tolist() == ["Three", "b", "c"]
    assert network.strength.toarray().tolist() == [[0, 2.5, 0], [2.5, 0, 1], [0, 1, 0]]


@pytest.mark.parametrize(
    ("graph", "message"),
    [
        (nx.DiGraph([("a", "b")]), "has no direction"),
        (nx.Graph([("a", "b", {"weight": 0.0})]), "not a positive number"),
        (nx.Graph([("a", "b", {"weight": float("nan")})]), "not a positive number"),
        (nx.Graph([("a", "b", {"weight": None})]), "not a positive number"),
        (nx.Graph([(1, "1")]), "Two nodes read '1'"),
    ],
)
def test_graphs_that_mean_something_else_are_refused(graph: nx.Graph, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        collaboration_network(graph)
