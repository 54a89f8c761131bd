"""Where things stand: islands for real groups only, nothing on top of anything else, the same every time."""

from __future__ import annotations

import dataclasses

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.spatial.distance import pdist, squareform

from graphmodel.maps import MapContent
from graphmodel.maps.communities import group_by_ties, modularity, shuffled
from graphmodel.maps.layout import Layout, arrange
from graphmodel.maps.tidying import tidy_content
from tests.maps.contents import HEALTH, MINING, invented, planted


def laid_out(content: MapContent, layout: str = "auto") -> tuple[pd.DataFrame, Layout]:
    tidy = tidy_content(content)
    return tidy.nodes, arrange(tidy.nodes, tidy.edges, layout=layout)


def content_of(graph: nx.Graph) -> MapContent:
    nodes = pd.DataFrame({"id": [f"n{i:04d}" for i in graph], "name": "X", "kind": "Organisation"})
    nodes["size"] = [graph.degree(i) for i in graph]
    edges = pd.DataFrame(
        {"source": [f"n{a:04d}" for a, _ in graph.edges], "target": [f"n{b:04d}" for _, b in graph.edges]}
    )
    return MapContent("Graph", nodes, edges.assign(kind="tie"), pd.DataFrame())


def overlaps(layout: Layout) -> float:
    """By how much the worst pair of signs overlaps."""
    if len(layout.radius) < 2:
        return 0.0
    distance = squareform(pdist(layout.position))
    reach = layout.radius[:, None] + layout.radius[None, :]
    np.fill_diagonal(distance, np.inf)
    return float((reach - distance).max())


def test_planted_groups_become_islands_and_a_random_network_does_not() -> None:
    _, islands = laid_out(planted(300, 1500, 6))
    assert islands.kind == "islands"
    assert islands.grouping is not None
    assert islands.grouping.modularity > islands.grouping.chance + 0.2
    _, random = laid_out(content_of(nx.gnm_random_graph(300, 900, seed=1)))
    assert random.kind == "force"
    assert random.grouping is not None
    # What makes islands of a random network tempting: its groups look good until compared with chance.
    assert random.grouping.modularity > 0.3
    assert random.islands == ()


def test_an_island_holds_a_planted_group() -> None:
    nodes, layout = laid_out(planted(300, 1500, 6))
    truth = nodes["id"].str[-5:].astype(int).to_numpy() % 6
    same = layout.group[:, None] == layout.group[None, :]
    agree = same == (truth[:, None] == truth[None, :])
    assert agree.mean() > 0.95


def test_things_stand_inside_their_own_island_and_islands_apart() -> None:
    _, layout = laid_out(planted(300, 1500, 6))
    centre = np.array([[island.x, island.y] for island in layout.islands])
    radius = np.array([island.radius for island in layout.islands])
    away = np.linalg.norm(layout.position - centre[layout.group], axis=1) + layout.radius
    assert (away <= radius[layout.group] + 0.2).all()
    gaps = squareform(pdist(centre)) - radius[:, None] - radius[None, :]
    np.fill_diagonal(gaps, np.inf)
    assert gaps.min() > 0
    assert [island.size for island in layout.islands] == sorted(np.bincount(layout.group).tolist(), reverse=True)


def test_the_groups_of_an_analysis_are_drawn_as_given() -> None:
    content = invented()
    content.nodes["community"] = [
        7 if key in HEALTH else 3 if key in (*MINING, "pm") else None for key in content.nodes["id"]
    ]
    nodes, layout = laid_out(content, "islands")
    groups = dict(zip(nodes["id"], layout.group.tolist(), strict=True))
    assert {frozenset(key for key, g in groups.items() if g == group) for group in set(groups.values())} == {
        frozenset(HEALTH),
        frozenset((*MINING, "pm")),
        frozenset(["lone"]),
    }


def test_what_an_analysis_left_out_joins_those_it_is_tied_to() -> None:
    content = invented()
    content.nodes["community"] = [
        1 if key in HEALTH else 2 if key in MINING[1:] else None for key in content.nodes["id"]
    ]
    nodes, layout = laid_out(content, "islands")
    groups = dict(zip(nodes["id"], layout.group.tolist(), strict=True))
    assert groups["komlo"] == groups["pm"] == groups["ostrava"] != groups["pecs"]


def test_isolates_and_small_parts_stand_on_a_shelf_below() -> None:
    graph = nx.disjoint_union(nx.caveman_graph(3, 6), nx.disjoint_union(nx.path_graph(2), nx.empty_graph(3)))
    graph.add_edges_from([(0, 6), (6, 12)])
    nodes, layout = laid_out(content_of(graph))
    below = nodes["id"].isin([f"n{i:04d}" for i in range(18, 23)]).to_numpy()
    assert (layout.group[below] == -1).all()
    assert layout.position[below, 1].min() > layout.position[~below, 1].max()
    assert layout.shelf is not None
    assert overlaps(layout) <= 0.2


def test_a_map_without_ties_is_a_shelf_and_nothing_else() -> None:
    _, layout = laid_out(content_of(nx.empty_graph(40)))
    assert (layout.kind, layout.grouping, layout.shelf, layout.islands) == ("shelf", None, None, ())
    assert overlaps(layout) <= 0.2


@pytest.mark.parametrize("layout", ["islands", "force"])
def test_no_sign_covers_another(layout: str) -> None:
    content = planted(400, 1200, 5)
    assert overlaps(laid_out(content, layout)[1]) <= 0.2


def test_forces_draw_tied_things_near_each_other() -> None:
    graph = nx.random_geometric_graph(700, 0.06, seed=4)
    nodes, layout = laid_out(content_of(graph), "force")
    place = dict(zip(nodes["id"], layout.position, strict=True))
    tied = np.mean([np.linalg.norm(place[f"n{a:04d}"] - place[f"n{b:04d}"]) for a, b in graph.edges])
    assert tied < 0.25 * pdist(layout.position).mean()


@pytest.mark.parametrize("layout", ["islands", "force"])
def test_positions_depend_on_the_seed_and_on_nothing_else(layout: str) -> None:
    content = planted(200, 700, 5)
    rng = np.random.default_rng(5)
    turned = dataclasses.replace(
        content,
        nodes=content.nodes.iloc[rng.permutation(len(content.nodes))],
        edges=content.edges.iloc[rng.permutation(len(content.edges))],
    )
    one, other = laid_out(content, layout)[1], laid_out(turned, layout)[1]
    np.testing.assert_array_equal(one.position, other.position)
    np.testing.assert_array_equal(one.group, other.group)


def test_areas_grow_with_sizes() -> None:
    nodes = pd.DataFrame({"id": ["a", "b", "c"], "name": "X", "kind": "Cluster", "size": [1.0, 4.0, 16.0]})
    radius = laid_out(MapContent("Sizes", nodes, pd.DataFrame(), pd.DataFrame()))[1].radius - 6.5
    assert radius[1] / radius[0] == pytest.approx(2, rel=0.05)
    assert radius[2] / radius[1] == pytest.approx(2, rel=0.05)


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 30),
    st.sets(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=60),
    st.sampled_from(["auto", "islands", "force"]),
)
def test_any_network_gets_finite_places_without_overlap(count: int, pairs: set[tuple[int, int]], layout: str) -> None:
    graph = nx.empty_graph(count)
    graph.add_edges_from((a, b) for a, b in pairs if a < count and b < count)
    drawn = laid_out(content_of(graph), layout)[1]
    assert np.isfinite(drawn.position).all()
    assert overlaps(drawn) <= 0.2


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 5))
def test_modularity_agrees_with_networkx(seed: int, groups: int) -> None:
    rng = np.random.default_rng(seed)
    graph = nx.gnm_random_graph(24, 60, seed=seed)
    nx.set_edge_attributes(graph, {edge: float(rng.integers(1, 9)) for edge in graph.edges}, "weight")
    group = rng.integers(groups, size=24)
    expected = nx.community.modularity(graph, [set(np.flatnonzero(group == g).tolist()) for g in range(groups)])
    assert modularity(sparse.csr_array(nx.to_scipy_sparse_array(graph)), group) == pytest.approx(expected)


def test_shuffled_ties_keep_degrees_and_weights_but_for_doubles_and_loops() -> None:
    graph = nx.barabasi_albert_graph(400, 3, seed=2)
    ties = sparse.csr_array(nx.to_scipy_sparse_array(graph, dtype=float))
    degree = np.diff(ties.indptr)
    for null in shuffled(ties, seed=0, times=3):
        assert abs(null - null.T).sum() == 0
        assert null.diagonal().sum() == 0
        # Each loop left out costs two ends; doubled ties are merged but keep their weight.
        lost = ties.sum() - null.sum()
        assert 0 <= lost < 0.03 * ties.sum()
        assert np.corrcoef(degree, np.asarray(null.sum(axis=1)).ravel())[0, 1] > 0.99


def test_groups_are_numbered_by_size() -> None:
    graph = nx.disjoint_union_all([nx.complete_graph(n) for n in (4, 9, 6)])
    graph.add_edges_from([(0, 4), (4, 13)])
    found = group_by_ties(sparse.csr_array(nx.to_scipy_sparse_array(graph, dtype=float)), seed=0)
    assert found.group.tolist() == [2] * 4 + [0] * 9 + [1] * 6
