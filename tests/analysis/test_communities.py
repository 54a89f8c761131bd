"""Communities: what is plainly there is found, whatever the order of rows, and chance is told from structure."""

from itertools import combinations, pairwise

import graspologic_native
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graphmodel.analysis.communities import (
    MEMBER_COLUMNS,
    PROFILE_COLUMNS,
    community_profiles,
    consensus_communities,
)
from graphmodel.analysis.consensus import adjusted_rand, connected_parts, median_partition, membership_confidence
from graphmodel.analysis.leiden import leiden_partitions, modularity
from graphmodel.twomode import TwoMode
from tests.analysis.networks import few_examples, network_of, networks, same_bytes, shuffled, unhurried


def groups_of(frame: pd.DataFrame) -> dict[int, set[str]]:
    known = frame.dropna(subset=["community"])
    groups: dict[int, set[str]] = {}
    for number, node in zip(known["community"].astype("int64").tolist(), known["id"].tolist(), strict=True):
        groups.setdefault(number, set()).add(node)
    return groups


def paired_projects(*groups: str) -> dict[str, list[str]]:
    """A project for every pair within each group, and one between each group and the next."""
    pairs = [pair for group in groups for pair in combinations(group, 2)]
    pairs += [(one[0], other[0]) for one, other in pairwise(groups)]
    return {f"{one}-{other}": [one, other] for one, other in pairs}


def test_the_two_circles_of_the_southern_women() -> None:
    # The partition on which the 21 studies compared by Freeman (2003, Finding Social Groups) come nearest to agree.
    frame = consensus_communities(TwoMode.from_networkx(nx.davis_southern_women_graph()), null_draws=19)
    first = {
        "Evelyn Jefferson",
        "Laura Mandeville",
        "Theresa Anderson",
        "Brenda Rogers",
        "Charlotte McDowd",
        "Frances Anderson",
        "Eleanor Nye",
        "Pearl Oglethorpe",
        "Ruth DeSand",
    }
    assert groups_of(frame) == {1: first, 2: set(frame["id"]) - first}
    assert frame["confidence"].min() > 0.9
    assert frame.attrs["communities"] == 2
    assert frame.attrs["run_modularity"] > frame.attrs["null_modularity"] + 5 * frame.attrs["null_deviation"]
    assert frame.attrs["p"] == pytest.approx(1 / 20)


def test_communities_are_numbered_by_size_then_by_the_smallest_id() -> None:
    network = network_of(paired_projects("fghij", "klmn", "abcd"), others=["z"])
    frame = consensus_communities(network, runs=10, null_draws=0)
    assert groups_of(frame) == {1: set("fghij"), 2: set("abcd"), 3: set("klmn")}
    assert frame["confidence"].dropna().tolist() == [1.0] * 13
    alone = frame[frame["id"] == "z"]
    assert alone["community"].isna().all()
    assert alone["label"].isna().all()
    assert frame["id"].tolist()[-1] == "z"
    assert frame.attrs["stability"] == 1


def test_a_community_is_called_after_what_is_frequent_in_it_and_nowhere_else() -> None:
    network = network_of(
        paired_projects("abcde", "fghij"),
        countries={**dict.fromkeys("abcde", "HU"), **dict.fromkeys("fghij", "SK"), "j": "HU"},
        sectors={
            **dict.fromkeys("abcd", ("sector:mining", "sector:energy")),
            **dict.fromkeys("fg", ("sector:energy",)),
        },
    )
    members = consensus_communities(network, runs=5, null_draws=0)
    assert set(members[["community", "label"]].itertuples(index=False, name=None)) == {(1, "mining, HU"), (2, "SK")}
    profiles = community_profiles(network, members)
    assert list(profiles) == list(PROFILE_COLUMNS)
    assert profiles[["community", "label", "size", "confidence", "countries", "sectors"]].to_numpy().tolist() == [
        [1, "mining, HU", 5, 1.0, ("HU",), ("sector:mining",)],
        [2, "SK", 5, 1.0, ("SK",), ()],
    ]
    # Each member of a group of five has four ties in it, one of strength 1 leads out: 20 of 21.
    assert profiles["inside"].tolist() == pytest.approx([20 / 21, 20 / 21])


def test_without_anything_frequent_a_community_is_called_after_its_strongest_member() -> None:
    frame = consensus_communities(network_of(paired_projects("abc", "defg")), runs=5, null_draws=0)
    assert set(frame["label"]) == {"around The d", "around The a"}


def test_consortia_alone_are_no_structure() -> None:
    random = np.random.default_rng(4)
    events = {f"p{n}": [f"a{m}" for m in random.choice(60, size=6, replace=False)] for n in range(60)}
    frame = consensus_communities(network_of(events), runs=10, null_draws=39, seed=1)
    assert frame.attrs["p"] > 0.05
    assert frame.attrs["run_modularity"] > 0.05  # so that modularity alone would have claimed communities


@few_examples
@given(networks(), st.integers(0, 99))
def test_the_order_of_rows_never_matters(network: TwoMode, seed: int) -> None:
    frame, again = (consensus_communities(n, runs=5, null_draws=2, seed=3) for n in (network, shuffled(network, seed)))
    assert same_bytes(frame, again)
    assert frame.attrs["p"] == again.attrs["p"]
    assert same_bytes(community_profiles(network, frame), community_profiles(shuffled(network, seed), again))


@few_examples
@given(networks())
def test_every_tied_actor_is_in_one_connected_community(network: TwoMode) -> None:
    frame = consensus_communities(network, runs=4, null_draws=0)
    graph = nx.Graph(network.projection()[["left", "right"]].to_numpy().tolist())
    groups = groups_of(frame)
    assert set().union(*groups.values()) == set(graph)
    assert all(nx.is_connected(graph.subgraph(group)) for group in groups.values())
    assert frame["confidence"].dropna().between(0, 1).all()
    if groups:
        expected = nx.community.modularity(_weighted(network), groups.values(), weight="weight")
        assert frame.attrs["modularity"] == pytest.approx(expected)


def _weighted(network: TwoMode) -> nx.Graph:
    graph = nx.Graph()
    graph.add_weighted_edges_from(network.projection()[["left", "right", "newman"]].itertuples(index=False, name=None))
    return graph


@pytest.mark.parametrize("network", [network_of({}), network_of({}, others=["a"]), network_of({"p": ["a"]})])
def test_without_ties_there_are_no_communities(network: TwoMode) -> None:
    frame = consensus_communities(network, runs=3, null_draws=2)
    assert list(frame) == list(MEMBER_COLUMNS)
    assert frame["community"].isna().all()
    assert frame.attrs["communities"] == 0
    assert len(community_profiles(network, frame)) == 0
    filled = consensus_communities(network_of({"p": ["a", "b"]}), runs=3, null_draws=0)
    assert list(frame.dtypes) == list(filled.dtypes)


def together(labels: np.ndarray) -> np.ndarray:
    return np.asarray(labels[:, None] == labels[None, :])


runs_of_labels = st.lists(st.lists(st.integers(0, 3), min_size=6, max_size=6), min_size=1, max_size=5).map(np.array)


@unhurried
@given(runs_of_labels, st.lists(st.integers(0, 3), min_size=6, max_size=6).map(np.array))
def test_confidence_is_the_mean_of_the_co_association_matrix(runs: np.ndarray, labels: np.ndarray) -> None:
    association = np.mean([together(run) for run in runs], axis=0)
    found = membership_confidence(runs, labels)
    for node in range(6):
        others = [other for other in range(6) if other != node and labels[other] == labels[node]]
        if others:
            assert found[node] == pytest.approx(association[node, others].mean())
        else:
            assert found[node] == pytest.approx(np.mean([(run == run[node]).sum() == 1 for run in runs]))


@unhurried
@given(runs_of_labels)
def test_the_median_partition_agrees_with_the_runs_better_than_any_of_them(runs: np.ndarray) -> None:
    association = np.mean([together(run) for run in runs], axis=0)
    pairs = np.triu_indices(6, k=1)

    def agreement(labels: np.ndarray) -> float:
        return float(((association - 0.5) * together(labels))[pairs].sum())

    best = agreement(median_partition(runs))
    assert best >= max(agreement(run) for run in runs) - 1e-12
    # No single node could be moved to a better place.
    median = median_partition(runs)
    for node in range(6):
        for label in range(8):
            moved = median.copy()
            moved[node] = label
            assert agreement(moved) <= best + 1e-9 or _never_apart(runs, node)


def _never_apart(runs: np.ndarray, node: int) -> bool:
    """Nodes that no run separates move as one."""
    return any((runs[:, other] == runs[:, node]).all() for other in range(6) if other != node)


def test_a_majority_that_no_run_shows_is_found() -> None:
    # Each run errs about one node; the median errs about none.
    truth = [0, 0, 0, 0, 1, 1, 1, 1]
    runs = np.array([[*truth[:n], 2, *truth[n + 1 :]] for n in range(8)])
    assert together(median_partition(runs)).tolist() == together(np.array(truth)).tolist()


def test_the_adjusted_rand_index_by_hand() -> None:
    # Of 6 pairs 2 are together in the one, 1 in the other, 1 in both; by chance it would be 2 x 1/6.
    left, right = np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2])
    assert adjusted_rand(left, right) == pytest.approx((1 - 2 / 6) / ((2 + 1) / 2 - 2 / 6))
    assert adjusted_rand(left, left[::-1]) == 1
    assert adjusted_rand(np.array([0, 1, 0, 1]), left) == pytest.approx((0 - 4 / 6) / (2 - 4 / 6))


def test_a_community_in_two_pieces_is_two_communities() -> None:
    strength = csr_array(np.array([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]], dtype=float))
    parts = connected_parts(strength, np.array([5, 5, 5, 5]))
    assert together(parts).tolist() == together(np.array([0, 0, 1, 1])).tolist()


def test_every_run_has_a_seed_and_an_order_of_nodes_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, bytes]] = []
    original = graspologic_native.leiden_csr

    def watched(indptr: np.ndarray, indices: np.ndarray, *rest: object, seed: int, **more: object) -> object:
        seen.append((seed, indices.tobytes()))
        return original(indptr, indices, *rest, seed=seed, **more)

    monkeypatch.setattr(graspologic_native, "leiden_csr", watched)
    ring = nx.to_scipy_sparse_array(nx.cycle_graph(12), dtype=np.float64, format="csr")
    partitions = leiden_partitions(ring, 20, seed=1)
    assert len({seed for seed, _ in seen}) == 20
    assert len({order for _, order in seen}) == 20
    # However the nodes were shuffled, a community of a ring is a row of neighbours.
    for run in partitions:
        assert sum(run[place] != run[place - 1] for place in range(12)) == len(set(run.tolist()))
    assert leiden_partitions(ring, 20, seed=1).tolist() == partitions.tolist()
    assert leiden_partitions(ring, 20, seed=2).tolist() != partitions.tolist()


def test_modularity_by_hand() -> None:
    # Two triangles and a tie between them: 6/7 of the ties inside, half of the ends in each.
    barbell = nx.to_scipy_sparse_array(nx.barbell_graph(3, 0), dtype=np.float64, format="csr")
    assert modularity(barbell, np.array([1, 1, 1, 9, 9, 9])) == pytest.approx(6 / 7 - 1 / 2)
