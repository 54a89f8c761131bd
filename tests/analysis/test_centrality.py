"""Centrality, against networkx computing with exact fractions, and against cases done by hand."""

import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.analysis.centrality import CENTRALITY_COLUMNS, MEASURES, node_centrality
from graphmodel.analysis.collaboration import collaboration_graph, collaboration_network
from graphmodel.analysis.paths import path_measures
from graphmodel.twomode import TwoMode
from tests.analysis.networks import exact_graph, few_examples, network_of, networks, same_bytes, shuffled

PATHS = ("betweenness", "closeness", "harmonic")


def by_id(frame: pd.DataFrame, measure: str) -> dict[str, float]:
    return dict(zip(frame["id"], frame[measure], strict=True))


def assert_as_networkx(network: TwoMode, frame: pd.DataFrame) -> None:
    graph = exact_graph(network)
    plain = collaboration_graph(network)
    expected = {
        "degree": dict(graph.degree()),
        "strength": {node: float(value) for node, value in graph.degree(weight="weight")},
        "betweenness": nx.betweenness_centrality(graph, weight="distance"),
        "closeness": {n: float(v) for n, v in nx.closeness_centrality(graph, distance="distance").items()},
        "harmonic": {n: float(v) for n, v in nx.harmonic_centrality(graph, distance="distance").items()},
        "pagerank": nx.pagerank(plain, tol=1e-14, max_iter=2000),
        "core": nx.core_number(graph),
    }
    for measure, values in expected.items():
        assert by_id(frame, measure) == pytest.approx(values, rel=1e-10, abs=1e-12), measure


def test_the_southern_women_as_networkx_has_them() -> None:
    network = TwoMode.from_networkx(nx.davis_southern_women_graph())
    frame = node_centrality(network)
    assert_as_networkx(network, frame)
    reference = nx.eigenvector_centrality(collaboration_graph(network), weight="weight", tol=1e-13, max_iter=10_000)
    assert by_id(frame, "eigenvector") == pytest.approx(reference, rel=1e-8)


@few_examples
@given(networks())
def test_any_network_as_networkx_has_it(network: TwoMode) -> None:
    frame = node_centrality(network)
    assert_as_networkx(network, frame)
    assert list(frame) == list(CENTRALITY_COLUMNS)
    assert frame.attrs["exact"] is True
    assert (frame[[f"{measure}_error" for measure in PATHS]] == 0).all(axis=None)


@few_examples
@given(st.integers(4, 12), st.integers(0, 10_000))
def test_eigenvectors_of_connected_networks_as_networkx_has_them(size: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    graph = nx.random_labeled_tree(size, seed=seed)
    graph.add_edge(0, 1)
    graph.add_edges_from(random.integers(0, size, (size, 2)).tolist())
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    for _, _, data in graph.edges(data=True):
        data["weight"] = float(random.uniform(0.1, 3))
    reference = nx.eigenvector_centrality_numpy(graph, weight="weight")
    found = by_id(node_centrality(graph), "eigenvector")
    assert found == pytest.approx({str(node): abs(value) for node, value in reference.items()}, abs=1e-9)


def test_lengths_that_floating_point_tells_apart_are_equal() -> None:
    # 1/10 + 1/5 is as long as 3/10, though 0.1 + 0.2 != 0.3: half of the shortest paths lead over the middle.
    graph = nx.Graph([("s", "m", {"weight": 10}), ("m", "t", {"weight": 5}), ("s", "t", {"weight": 1 / 0.3})])
    assert by_id(node_centrality(graph), "betweenness") == {"s": 0.0, "m": 0.5, "t": 0.0}


def test_a_star_by_hand() -> None:
    frame = node_centrality(nx.star_graph(4)).set_index("id")
    hub, leaf = frame.loc["0"], frame.loc["3"]
    assert [hub[m] for m in ("degree", "strength", "betweenness", "closeness", "harmonic", "core")] == [
        4,
        4,
        1,
        1,
        4,
        1,
    ]
    assert [leaf[m] for m in ("degree", "strength", "betweenness", "core")] == [1, 1, 0, 1]
    assert leaf["closeness"] == pytest.approx(4 / 7)
    assert leaf["harmonic"] == pytest.approx(1 + 3 / 2)
    assert hub["eigenvector"] == pytest.approx(math.sqrt(1 / 2))
    assert leaf["eigenvector"] == pytest.approx(math.sqrt(1 / 8))
    assert hub["pagerank"] + leaf["pagerank"] * 4 == pytest.approx(1)
    assert [hub[f"{measure}_rank"] for measure in MEASURES] == [1] * 7 + [1]
    assert [leaf[f"{measure}_rank"] for measure in MEASURES] == [2] * 7 + [1]


def test_a_strong_tie_is_a_short_way() -> None:
    # a and c are tied weakly, but both strongly to b: the way from a to c leads over b.
    graph = nx.Graph([("a", "b", {"weight": 4}), ("b", "c", {"weight": 4}), ("a", "c", {"weight": 1})])
    frame = node_centrality(graph)
    assert by_id(frame, "betweenness") == {"b": 1.0, "a": 0.0, "c": 0.0}
    assert by_id(frame, "closeness") == pytest.approx({"b": 2 / 0.5, "a": 2 / 0.75, "c": 2 / 0.75})


def test_components_share_nothing_but_the_measure_of_wasserman_and_faust() -> None:
    network = network_of({"p": ["a", "b", "c"], "q": ["d", "e"]}, others=["f"])
    frame = node_centrality(network).set_index("id")
    assert frame.loc["a", "closeness"] == pytest.approx(2 / 4 * 2 / 5)
    assert frame.loc["d", "closeness"] == pytest.approx(1 / 1 * 1 / 5)
    assert (frame.loc[["f"], [*PATHS, "degree", "strength", "eigenvector", "core"]] == 0).all(axis=None)
    # The triangle's ties are half as strong, but it has two for each node: both eigenvalues are 1, and all five share.
    assert frame["eigenvector"].to_dict() == pytest.approx({**dict.fromkeys("abcde", math.sqrt(1 / 5)), "f": 0.0})
    assert frame["pagerank"].sum() == pytest.approx(1)


def test_only_the_leading_component_has_an_eigenvector() -> None:
    graph = nx.disjoint_union(nx.complete_graph(4), nx.complete_graph(3))
    found = by_id(node_centrality(graph), "eigenvector")
    assert found == pytest.approx({**dict.fromkeys("0123", 0.5), **dict.fromkeys("456", 0.0)})


@pytest.mark.parametrize("size", [250, 3000])
def test_eigenvectors_of_large_networks_are_found_too(size: int) -> None:
    # A wheel: hub x and rim y with 2y + x = Ly and n y = Lx, so L = 1 + sqrt(1 + n).
    frame = node_centrality(nx.wheel_graph(size + 1), exact_up_to=1_000_000).set_index("id")
    largest = 1 + math.sqrt(1 + size)
    rim = 1 / math.sqrt(size + (size / largest) ** 2)
    assert frame.loc["0", "eigenvector"] == pytest.approx(size / largest * rim)
    assert frame.loc["7", "eigenvector"] == pytest.approx(rim)


@pytest.mark.parametrize(
    "network",
    [network_of({}), network_of({}, others=["a"]), network_of({"p": ["a"]}), network_of({}, others=["a", "b"])],
)
def test_nobody_and_nobody_tied_are_answers(network: TwoMode) -> None:
    frame = node_centrality(network)
    assert list(frame) == list(CENTRALITY_COLUMNS)
    assert frame["id"].tolist() == network.actors["id"].tolist()
    assert (frame[[*PATHS, "degree", "strength", "eigenvector", "core"]] == 0).all(axis=None)
    assert frame["pagerank"].tolist() == pytest.approx([1 / len(frame)] * len(frame) if len(frame) else [])
    filled = node_centrality(network_of({"p": ["a", "b"]}))
    assert list(frame.dtypes) == list(filled.dtypes)


@few_examples
@given(networks(), st.integers(0, 99))
def test_the_order_of_rows_never_matters(network: TwoMode, seed: int) -> None:
    assert same_bytes(node_centrality(network), node_centrality(shuffled(network, seed)))


@few_examples
@given(networks(), st.permutations(range(9)))
def test_names_never_matter(network: TwoMode, places: list[int]) -> None:
    graph = collaboration_graph(network)
    renamed = nx.relabel_nodes(graph, {node: f"n{places[int(node[1:])]}" for node in graph})
    frame, again = node_centrality(graph), node_centrality(renamed)
    for measure in (*MEASURES, *(f"{measure}_rank" for measure in MEASURES)):
        expected = {f"n{places[int(node[1:])]}": value for node, value in by_id(frame, measure).items()}
        assert by_id(again, measure) == pytest.approx(expected, rel=1e-9, abs=1e-12), measure


WEB = nx.connected_watts_strogatz_graph(150, 6, 0.3, seed=5)


def test_sampled_sources_say_how_far_off_they_may_be() -> None:
    exact = node_centrality(WEB).set_index("id")
    part = node_centrality(WEB, exact_up_to=50 * 900, seed=1).set_index("id").loc[exact.index]
    for measure in ("closeness", "harmonic"):
        off = (part[measure] - exact[measure]) / part[f"{measure}_error"]
        assert 0.3 < off.std() < 3, measure
        assert off.abs().max() < 6, measure
    for measure in ("degree", "strength", "eigenvector", "pagerank", "core"):
        assert (part[measure] == exact[measure]).all(), measure


def test_estimates_are_right_on_average() -> None:
    strength = collaboration_network(WEB).strength
    exact, parts = path_measures(strength), [path_measures(strength, exact_up_to=45_000, seed=s) for s in range(40)]
    for measure in ("betweenness", "harmonic"):
        mean = np.mean([getattr(part, measure) for part in parts], axis=0)
        error = np.mean([getattr(part, f"{measure}_error") for part in parts], axis=0) / math.sqrt(len(parts))
        # The mean distance of a normal variable from its mean is 0.8 standard deviations.
        assert 0.4 < np.abs((mean - getattr(exact, measure)) / error).mean() < 1.2, measure


def test_a_sample_depends_on_the_seed_alone() -> None:
    one, same, other = (node_centrality(WEB, exact_up_to=45_000, seed=seed) for seed in (1, 1, 2))
    assert same_bytes(one, same)
    assert not same_bytes(one[["id", "closeness"]], other[["id", "closeness"]])
    assert (one.attrs["exact"], one.attrs["sources"], one.attrs["nodes"], one.attrs["ties"]) == (False, 50, 150, 450)


def test_small_components_stay_exact_beside_a_sampled_one() -> None:
    graph = nx.disjoint_union(WEB, nx.path_graph(3))
    frame = node_centrality(graph, exact_up_to=45_000)
    errors = by_id(frame, "harmonic_error")
    assert by_id(frame, "harmonic")["151"] == 2
    assert {node for node, error in errors.items() if error == 0} == {"150", "151", "152"}
