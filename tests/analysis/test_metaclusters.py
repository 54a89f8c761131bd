"""Meta-cluster candidates: what was planted is found, chance finds nothing, and every part of the score is as defined."""

from itertools import combinations, cycle

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from graphmodel.analysis import search
from graphmodel.analysis.backbone import chance_of_ties, ties_against_chance
from graphmodel.analysis.evidence import bridging_organisations
from graphmodel.analysis.metaclusters import (
    CANDIDATE_COLUMNS,
    EVIDENCE_COLUMNS,
    PARTS,
    candidate_evidence,
    metacluster_candidates,
)
from graphmodel.analysis.scoring import (
    country_spread,
    group_cohesion,
    group_complementarity,
    group_coverage,
    group_relatedness,
    group_surprise,
    related_sectors,
    sector_relatedness,
)
from graphmodel.analysis.selection import chosen_clusters
from graphmodel.analysis.sharing import shared_things
from graphmodel.errors import RequestError
from graphmodel.twomode import TwoMode
from tests.analysis.networks import network_of, same_bytes, shuffled

CLUSTERS = [f"c{n:02}" for n in range(80)]
#: Five clusters that meet three by three, twice each, and never all together.
PLANTED = ("c03", "c11", "c19", "c27", "c35")


def candidates_of(
    network: TwoMode, memberships: TwoMode | None = None, agreements: pd.DataFrame | None = None, seed: int = 0
) -> pd.DataFrame:
    """Candidates from as few draws as a test needs."""
    return metacluster_candidates(network, memberships, agreements, draws=200, searches=30, seed=seed)


def background(seed: int, events: int = 60) -> dict[str, list[str]]:
    """Projects of two to four clusters each, drawn by lot, with two other organisations."""
    random = np.random.default_rng(seed)
    return {
        f"b{n:02}": [
            *random.choice(CLUSTERS, size=int(random.integers(2, 5)), replace=False).tolist(),
            f"org{2 * n}",
            f"org{2 * n + 1}",
        ]
        for n in range(events)
    }


def planted_events() -> dict[str, list[str]]:
    partners = cycle(["bridge", "once"])
    threes = list(combinations(PLANTED, 3)) * 2
    return {f"planted{n:02}": [*three, next(partners)] for n, three in enumerate(threes)}


def planted_network(**more: list[str]) -> TwoMode:
    countries = dict(zip(CLUSTERS, cycle(["HU", "SK", "CZ"]), strict=False))
    sectors = {cluster: ("energy",) if cluster in PLANTED else ("food", "textile") for cluster in CLUSTERS}
    events = {**background(1), **planted_events(), **more}
    return network_of(events, clusters=CLUSTERS, countries=countries, sectors=sectors)


def shared_and_expected(network: TwoMode) -> tuple[float, float]:
    """What the planted pairs share, and roughly what chance gives them: ends of ties joined at random within events."""
    part = network.where(label="Cluster").incidence.toarray()
    ids = [cluster for cluster in network.actors["id"] if cluster in CLUSTERS]
    rows = [ids.index(cluster) for cluster in PLANTED]
    sizes, joint = part.sum(axis=0), part[rows] @ part[rows].T
    degrees = part[rows].sum(axis=1)
    chance = float((sizes * (sizes - 1)).sum() / sizes.sum() ** 2)
    pairs = np.triu_indices(len(rows), k=1)
    return float(joint[pairs].sum()), chance * float(np.outer(degrees, degrees)[pairs].sum())


def test_a_planted_group_is_found_with_its_evidence() -> None:
    network = planted_network()
    frame = candidates_of(network)
    assert frame["members"].tolist() == [PLANTED]
    found = frame.iloc[0]
    assert found["member_names"] == tuple(f"The {cluster}" for cluster in PLANTED)
    assert found["p"] == pytest.approx(1 / 31)
    assert found["countries"] == ("CZ", "HU", "SK")
    assert found["sectors"] == ("energy",)
    assert found["relatedness"] == 1
    assert found["redundancy"] == 3 / 5
    # Every two of them share more than expected, and the ten pairs share 60 planted events and what the background adds.
    shared, expected = shared_and_expected(network)
    assert shared >= 60
    assert found["cohesion"] == pytest.approx(1 - expected / shared, abs=0.05)
    assert found["bridges"][:2] == ("bridge", "once")
    assert not set(found["bridges"]) & set(CLUSTERS)
    assert set(planted_events()) <= set(found["evidence"])
    parts = [found[name] for name in PARTS]
    assert found["score"] == pytest.approx((sum(parts[:4]) + 1 - parts[4]) / 5)
    assert found["score_low"] <= found["score_high"]
    evidence = candidate_evidence(frame, network)
    assert list(evidence) == list(EVIDENCE_COLUMNS)
    planted = evidence[evidence["id"].str.startswith("planted")]
    assert {(row.id, row.members) for row in planted.itertuples()} == {
        (event, tuple(actors[:3])) for event, actors in planted_events().items()
    }
    assert set(evidence["kind"]) == {"Project"}


@pytest.mark.parametrize("seed", range(6))
def test_in_a_network_drawn_by_lot_no_group_exceeds_chance(seed: int) -> None:
    frame = candidates_of(network_of(background(seed), clusters=CLUSTERS), seed=seed)
    assert len(frame) == 0
    assert list(frame) == list(CANDIDATE_COLUMNS)
    assert frame.attrs["message"] == "No group of clusters is tied more than chance would tie it."


def test_groups_are_measured_against_what_the_same_search_finds_by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    # With every tie let in, there are groups in any network, and the random ones have as surprising ones.
    monkeypatch.setattr(search, "FALSE_TIES", (1.0,))
    frame = candidates_of(network_of(background(0), clusters=CLUSTERS))
    assert frame.attrs["groups"] > frame.attrs["alliances"]
    assert len(frame) == 0


def test_of_several_kinds_of_ties_each_has_its_share_of_the_level() -> None:
    one = csr_array(np.array([[1, 1, 0, 1], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 1, 1]]))
    other, empty = csr_array(np.eye(4, dtype=np.int64)), csr_array((4, 0), dtype=np.int64)

    def ties(*kinds: csr_array) -> pd.DataFrame:
        return ties_against_chance(kinds, chance_of_ties(kinds, 50, 1, seed=1))

    alone = ties(one)
    assert alone["q"].tolist() == pytest.approx((ties(one, other)["q"] / 2).tolist())
    assert alone["q"].tolist() == ties(one, empty)["q"].tolist()
    assert set(alone[["left", "right"]].itertuples(index=False, name=None)) >= {(0, 1)}


def test_what_is_an_alliance_already_is_no_candidate() -> None:
    # Four of the five formed an alliance: three quarters and more of the group.
    frame = candidates_of(planted_network(alliance=list(PLANTED[:4])))
    assert len(frame) == 0
    assert frame.attrs["groups"] == frame.attrs["alliances"] >= 1
    assert "is an alliance or a consortium already" in frame.attrs["message"]
    # Three of the five did: that is less.
    assert candidates_of(planted_network(alliance=list(PLANTED[:3])))["members"].tolist() == [PLANTED]


def test_agreements_and_shared_members_tie_as_well() -> None:
    network = network_of(background(2), clusters=CLUSTERS)
    pairs = list(combinations(PLANTED, 2))
    signed = pd.DataFrame(pairs * 2, columns=["start", "end"])
    outside = pd.DataFrame({"start": ["org1", "c01"], "end": ["c01", "c01"]})
    agreements = pd.concat([signed, outside], ignore_index=True)
    members = {cluster: [f"{cluster}-{n}" for n in range(4)] for cluster in CLUSTERS}
    for number, pair in enumerate(pairs):
        for cluster in pair:
            members[cluster] += [f"m{number}", f"n{number}"]
    memberships = network_of(members, kinds=dict.fromkeys(members, "Cluster"))
    frame = candidates_of(network, memberships, agreements)
    assert frame["members"].tolist() == [PLANTED]
    evidence = candidate_evidence(frame, network, memberships, agreements)
    assert set(evidence["kind"]) >= {"Agreement", "Member"}
    shared = {(row.kind, row.id, row.members) for row in evidence.itertuples()}
    assert ("Agreement", "c03 / c11", ("c03", "c11")) in shared
    assert ("Member", "m0", ("c03", "c11")) in shared
    # An agreement counts once, however often it was signed, and only between two clusters of the network.
    assert len([row for row in shared if row[0] == "Agreement"]) == len(pairs)


def test_the_order_of_rows_never_matters() -> None:
    network = planted_network()
    frame, again = (candidates_of(n, seed=4) for n in (network, shuffled(network, 7)))
    assert same_bytes(frame, again)
    assert same_bytes(candidate_evidence(frame, network), candidate_evidence(again, shuffled(network, 8)))


@pytest.mark.parametrize(
    "network",
    [
        network_of({}),
        network_of({"p": ["a", "b"]}, clusters=["a", "b"]),
        network_of({}, clusters=CLUSTERS),
    ],
)
def test_too_few_clusters_make_no_group(network: TwoMode) -> None:
    frame = candidates_of(network)
    assert list(frame) == list(CANDIDATE_COLUMNS)
    assert frame.attrs["message"] == "Fewer clusters take part in anything than a group needs members."
    assert list(frame.dtypes) == list(candidates_of(planted_network()).dtypes)
    assert len(candidate_evidence(frame, network)) == 0


def test_members_alone_are_enough_to_compare() -> None:
    members = {cluster: [f"{cluster}-{n}" for n in range(8)] for cluster in CLUSTERS[:40]}
    for number, pair in enumerate(combinations(CLUSTERS[:4], 2)):
        for cluster in pair:
            members[cluster] += [f"m{number}", f"n{number}", f"o{number}"]
    frame = candidates_of(network_of({}, clusters=CLUSTERS), network_of(members))
    assert frame["members"].tolist() == [tuple(CLUSTERS[:4])]
    assert (frame["redundancy"][0], frame["spread"][0], frame["relatedness"][0]) == (0, 0, 0)


def test_searches_that_could_never_find_anything_are_refused() -> None:
    with pytest.raises(RequestError, match=r"10 searches of 200 draws cannot show p up to 0.05.*19 searches or more"):
        metacluster_candidates(planted_network(), searches=10, draws=200)
    with pytest.raises(RequestError, match="agreements: There is no column start or end"):
        candidates_of(planted_network(), agreements=pd.DataFrame({"from": ["a"]}))


def test_bridges_worked_with_two_members_in_two_events() -> None:
    network = network_of(
        {
            "p": ["A", "x", "y", "C"],
            "q": ["B", "x", "z", "C"],
            "r": ["A", "B", "y"],
            "s": ["D", "z"],
            "t": ["A", "w"],
            "u": ["A", "w"],
            "v": ["A", "B", "v"],
        },
        clusters=["A", "B", "C", "D"],
    )
    sharing = shared_things(network, chosen_clusters(network, None), None, None)
    # x: A in p, B in q. y: A in p, A and B in r. z meets B only, w meets A only, v both but once; C is a cluster.
    found = bridging_organisations([0, 1], sharing)
    assert found.to_numpy().tolist() == [["x", "The x", 2, 2], ["y", "The y", 2, 2]]


def test_an_agreement_of_two_clusters_is_one_thing_they_share() -> None:
    agreements = pd.DataFrame({"start": ["A", "B", "A", "x", "A"], "end": ["B", "A", "A", "A", "nobody"]})
    network = network_of({"p": ["A", "x"]}, clusters=["A", "B"])
    sharing = shared_things(network, chosen_clusters(network, None), None, agreements)
    assert sharing.ids == ["A", "B"]
    assert sharing.joint.toarray().tolist() == [[1, 1], [0, 1]]
    assert sharing.joint_things.to_numpy().tolist() == [["Project", "p", "p"], ["Agreement", "A / B", "A / B"]]
    assert sharing.partners.toarray().tolist() == [[0, 0, 1], [0, 0, 0]]


def test_relatedness_by_hand() -> None:
    # Mining: 3 actors, energy: 4, both: 2. Food stands alone.
    proximity = sector_relatedness([("energy", "mining")] * 2 + [("mining",), ("energy",), ("energy",), ("food",)])
    assert proximity["energy", "mining"] == proximity["mining", "energy"] == 2 / 4
    assert proximity["food", "food"] == 1
    assert ("energy", "food") not in proximity
    # From the one to the other: energy -> energy 1; back: energy -> 1, food -> 0.
    assert related_sectors(("energy",), ("energy", "food"), proximity) == (1 + 1 / 2) / 2
    assert related_sectors(("mining",), ("energy",), proximity) == 1 / 2
    assert related_sectors((), ("energy",), proximity) == 0
    sectors = [("mining",), ("energy",), ("food",)]
    assert group_relatedness((0, 1, 2), sectors, proximity) == pytest.approx((1 / 2 + 0 + 0) / 3)


def test_the_other_parts_by_hand() -> None:
    partners = csr_array(np.array([[1, 1, 0, 0, 0], [0, 1, 1, 1, 0], [0, 0, 0, 0, 0]]))
    # The first has one of two for itself, the second two of three, the third has nobody.
    assert group_complementarity(partners) == pytest.approx((1 / 2 + 2 / 3 + 0) / 3)
    assert country_spread(["HU", "HU", "SK", "CZ"]) == 5 / 6
    assert country_spread(["HU", float("nan"), "SK"]) == 1 / 3
    incidence = csr_array(np.array([[1, 1, 0], [1, 0, 0], [0, 1, 0], [1, 1, 1]]))
    assert group_coverage((0, 1, 3), incidence) == 1
    assert group_coverage((0, 1, 2), incidence) == 2 / 3
    assert group_coverage((1, 2), csr_array(np.zeros((3, 0)))) == 0
    assert float(group_cohesion(0.5, 10.0, 2.5)) == 0.5 * 0.75
    assert float(group_cohesion(1.0, 2.0, 3.0)) == 0
    assert float(group_cohesion(1.0, 0.0, 0.0)) == 0


def test_surprise_is_the_deviance_of_poissons_law() -> None:
    assert group_surprise(4, 1) == pytest.approx(2 * (4 * np.log(4) - 3))
    assert (group_surprise(1, 1), group_surprise(1, 4)) == (0, 0)
    # The same ratio means more where there is more of it.
    assert group_surprise(40, 10) == pytest.approx(10 * group_surprise(4, 1))
