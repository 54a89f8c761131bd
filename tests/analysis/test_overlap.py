"""Overlap of clusters in its three kinds, against counting with sets."""

from collections.abc import Mapping
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.analysis.overlap import OVERLAP_COLUMNS, indirect_partners, joint_events, shared_members
from graphmodel.errors import NotFoundError
from graphmodel.twomode import TwoMode
from tests.analysis.networks import chance_of_sharing, few_examples, network_of, networks, same_bytes, shuffled
from tests.analysis.test_nullmodels import all_matrices_like

#: Member lists of four clusters, and what any two of them share.
MEMBERS = {
    "mining": ["a", "b", "c", "d"],
    "energy": ["b", "c", "d", "e", "f"],
    "food": ["f", "g"],
    "tourism": ["h"],
}


def rows(frame: pd.DataFrame, *columns: str) -> set[tuple[object, ...]]:
    return set(frame[list(columns)].itertuples(index=False, name=None))


def adjusted_by_hand(p: Mapping[tuple[str, str], float], tested: int) -> dict[tuple[str, str], float]:
    """Benjamini and Hochberg in plain loops: sort, multiply, and take minima from behind."""
    ordered = sorted(p, key=lambda key: p[key])
    q, smallest = {}, 1.0
    for rank in range(len(ordered), 0, -1):
        smallest = min(smallest, p[ordered[rank - 1]] * tested / rank)
        q[ordered[rank - 1]] = smallest
    return q


def test_shared_members_of_four_clusters_by_hand() -> None:
    frame = shared_members(network_of(MEMBERS, kinds=dict.fromkeys(MEMBERS, "Cluster")))
    assert rows(frame, "left", "right", "left_count", "right_count", "shared", "evidence") == {
        ("energy", "mining", 5, 4, 3, ("b", "c", "d")),
        ("energy", "food", 5, 2, 1, ("f",)),
    }
    first, second = frame.iloc[0], frame.iloc[1]
    assert (first["left"], first["jaccard"], first["overlap"], first["expected"]) == ("energy", 3 / 6, 3 / 4, 20 / 8)
    assert (second["right"], second["jaccard"], second["overlap"], second["expected"]) == ("food", 1 / 6, 1 / 2, 10 / 8)
    # 3 of 4 out of 5 among 8, or all 4: (10 x 3 + 5)/70. At least one of 2 out of 5 among 8: 1 - 3/28.
    assert frame["p"].tolist() == pytest.approx([1 / 2, 25 / 28])
    # Six pairs were tested, four of which share nothing.
    assert frame["q"].tolist() == pytest.approx([1, 1])
    assert {key: frame.attrs[key] for key in ("compared", "tested", "universe", "significant")} == {
        "compared": 4,
        "tested": 6,
        "universe": 8,
        "significant": 0,
    }


def test_davis_southern_women_and_their_fourteen_events() -> None:
    graph = nx.davis_southern_women_graph()
    frame = shared_members(TwoMode.from_networkx(graph))
    events = {node: set(graph[node]) for node, mode in graph.nodes(data="bipartite") if mode == 1}
    pairs = list(combinations(sorted(events), 2))
    expected = {
        (one, other): (events[one] & events[other], len(events[one]), len(events[other]))
        for one, other in pairs
        if events[one] & events[other]
    }
    assert rows(frame, "left", "right", "evidence") == {
        (*pair, tuple(sorted(shared))) for pair, (shared, _, _) in expected.items()
    }
    p: dict[tuple[str, str], float] = {
        pair: float(chance_of_sharing(len(shared), left, right, 18)) for pair, (shared, left, right) in expected.items()
    }
    found = frame.set_index(["left", "right"])
    assert found["p"].to_dict() == pytest.approx(p)
    assert found["q"].to_dict() == pytest.approx(adjusted_by_hand(p, len(pairs)))
    assert frame.attrs["tested"] == 91
    # The best known pair of the data: the last two events were attended by the same three women, and by nobody else.
    best = frame[(frame["left"] == "E13") & (frame["right"] == "E14")]
    assert best[["shared", "jaccard", "overlap"]].to_numpy().tolist() == [[3, 1, 1]]
    assert best["p"].tolist() == pytest.approx([1 / 816])


PROJECTS = {
    "p1": ["A", "B", "x"],
    "p2": ["A", "B", "C"],
    "p3": ["C", "y"],
    "p4": ["x", "y"],
    "p5": ["D"],
}


def test_joint_projects_are_counted_among_the_projects_of_clusters() -> None:
    frame = joint_events(network_of(PROJECTS, clusters=["A", "B", "C", "D", "E"]))
    assert rows(frame, "left", "left_name", "right", "left_count", "right_count", "shared", "evidence") == {
        ("A", "The A", "B", 2, 2, 2, ("p1", "p2")),
        ("A", "The A", "C", 2, 2, 1, ("p2",)),
        ("B", "The B", "C", 2, 2, 1, ("p2",)),
    }
    # p4 has no cluster in it, and E no project: four events, four clusters.
    assert (frame.attrs["universe"], frame.attrs["compared"], frame.attrs["tested"]) == (4, 4, 6)
    assert frame["p"].tolist() == pytest.approx([1 / 6, 5 / 6, 5 / 6])
    assert frame["q"].tolist() == pytest.approx([1, 1, 1])


def test_clusters_may_be_named_and_must_be_there() -> None:
    network = network_of(PROJECTS, clusters=["A", "B", "C"])
    assert rows(joint_events(network, ["x", "A"]), "left", "right", "evidence") == {("A", "x", ("p1",))}
    with pytest.raises(NotFoundError, match="'nobody'"):
        joint_events(network, ["A", "nobody"])


def test_a_consortium_makes_no_indirect_partners() -> None:
    consortium = {"large": ["A", "B", *(f"partner{n}" for n in range(30))]}
    assert len(indirect_partners(network_of(consortium, clusters=["A", "B"]), draws=2)) == 0


def test_partners_met_apart_from_each_other_by_hand() -> None:
    network = network_of(
        {
            "joint": ["A", "B", "met_jointly", "half"],
            "left1": ["A", "x", "y", "half"],
            "left2": ["A", "z"],
            "right1": ["B", "x", "w"],
            "right2": ["B", "y", "C"],
        },
        clusters=["A", "B"],
    )
    frame = indirect_partners(network, draws=20)
    # A meets x, y, half and z apart from B; B meets x, w, y and C apart from A; met_jointly counts for neither.
    assert rows(frame, "left", "right", "left_count", "right_count", "shared", "evidence") == {
        ("A", "B", 4, 4, 2, ("x", "y"))
    }
    assert (frame["jaccard"][0], frame["overlap"][0]) == (2 / 6, 2 / 4)


def partners_apart(network: TwoMode, incidence: np.ndarray, one: str, other: str) -> set[str]:
    ids = network.actors["id"].tolist()
    events = [{ids[place] for place in np.flatnonzero(column)} for column in incidence.T]
    return {actor for event in events if one in event and other not in event for actor in event} - {one}


@few_examples
@given(networks())
def test_indirect_partners_as_sets_have_them(network: TwoMode) -> None:
    frame = indirect_partners(network, network.actors["id"].tolist(), draws=1)
    expected, incidence = set(), network.incidence.toarray()
    for one, other in combinations(network.actors["id"], 2):
        left, right = partners_apart(network, incidence, one, other), partners_apart(network, incidence, other, one)
        if left & right:
            expected.add((one, other, len(left), len(right), tuple(sorted(left & right))))
    assert rows(frame, "left", "right", "left_count", "right_count", "evidence") == expected
    assert (frame["shared"] == frame["evidence"].map(len)).all()


def test_chances_of_indirect_partners_come_near_the_exact_ones() -> None:
    network = network_of({"p": ["A", "x"], "q": ["B", "x"], "r": ["A", "y"], "s": ["B", "y"]}, clusters=["A", "B"])
    counts = [
        len(partners_apart(network, matrix, "A", "B") & partners_apart(network, matrix, "B", "A"))
        for matrix in all_matrices_like(network.incidence.toarray())
    ]
    frame = indirect_partners(network, draws=600, seed=2)
    assert frame["shared"].tolist() == [2]
    assert frame["expected"][0] == pytest.approx(np.mean(counts), abs=0.06)
    assert frame["p"][0] == pytest.approx(np.mean([count >= 2 for count in counts]), abs=0.04)
    assert frame["q"].tolist() == frame["p"].tolist()


@few_examples
@given(networks(), st.integers(0, 99))
def test_the_order_of_rows_never_matters(network: TwoMode, seed: int) -> None:
    other, clusters = shuffled(network, seed), network.actors["id"].tolist()
    assert same_bytes(shared_members(network), shared_members(other))
    assert same_bytes(joint_events(network, clusters), joint_events(other, clusters[::-1]))
    assert same_bytes(indirect_partners(network, clusters, draws=3), indirect_partners(other, clusters, draws=3))


@pytest.mark.parametrize("network", [network_of({}), network_of({"p": ["A"]}, clusters=["A"]), network_of(PROJECTS)])
def test_without_two_clusters_there_is_an_empty_frame_with_all_columns(network: TwoMode) -> None:
    filled = joint_events(network_of(PROJECTS, clusters=["A", "B"]))
    for frame in (joint_events(network), indirect_partners(network, draws=3)):
        assert list(frame) == list(OVERLAP_COLUMNS)
        assert list(frame.dtypes) == list(filled.dtypes)
        assert len(frame) == 0
        assert frame.attrs["tested"] == 0
