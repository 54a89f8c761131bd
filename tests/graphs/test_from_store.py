"""From a real store to networkx and to a two-mode network. The ecosystem and its traps are told in ``ecosystem_store``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import networkx as nx
import pytest

from graphmodel.errors import RequestError
from graphmodel.graphs import export_graph, store_to_credits, store_to_graph, store_to_two_mode
from graphmodel.graphs.credits import credits_text
from graphmodel.store import Store
from graphmodel.twomode import TwoMode
from tests.graphs.ecosystem_store import NODES, TIES, open_ecosystem

THINGS = {node["id"] for labels, node in NODES if not {"Dataset", "Load"} & set(labels)}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_ecosystem(tmp_path_factory.mktemp("graphs") / "store") as opened:
        yield opened


@pytest.fixture(scope="module")
def graph(store: Store) -> nx.MultiDiGraph[str]:
    return store_to_graph(store)


def tie_rows(network: TwoMode) -> set[tuple[object, ...]]:
    """Ties by id, without dates."""
    columns = ("type", "role", "contribution", "dataset", "rows")
    values = zip(*(network.ties[name] for name in columns), strict=True)
    return {(*pair, *(none(value) for value in row)) for pair, row in zip(pairs(network), values, strict=True)}


def pairs(network: TwoMode) -> list[tuple[str, str]]:
    """Actor and event of every tie, by id."""
    ends = (
        network.actors["id"].take(network.ties["actor"].to_numpy()),
        network.events["id"].take(network.ties["event"].to_numpy()),
    )
    return list(zip(*ends, strict=True))


def none(value: object) -> object:
    return None if value != value else value


def test_every_thing_is_a_node_and_every_relationship_between_things_an_edge(graph: nx.MultiDiGraph[str]) -> None:
    assert set(graph) == THINGS
    assert sorted((data["type"], u, v, data["rows"]) for u, v, data in graph.edges(data=True)) == sorted(
        (name, start, end, values["rows"]) for name, start, end, values in TIES
    )


def test_a_node_has_all_its_labels_and_properties_of_both(graph: nx.MultiDiGraph[str]) -> None:
    assert graph.nodes["c"] == {
        "labels": ["Cluster", "Organisation"],
        "name": "Klaszter",
        "country": "HU",
        "founded": 2013,
        "mark_until": dt.date(2024, 12, 31),
        "identifiers": ["c"],
    }
    assert graph.nodes["f"] == {"labels": ["Organisation"], "identifiers": ["f"], "stub": True}
    assert graph.nodes["u"]["sme"] is False
    assert graph.nodes["u"]["names"] == ["UdE", "a; b"]


def test_parallel_relationships_stay_apart_each_with_its_dataset(graph: nx.MultiDiGraph[str]) -> None:
    assert graph["u"]["p1"] == {
        "PARTICIPATES_IN/cordis/coordinator": {
            "type": "PARTICIPATES_IN",
            "role": "coordinator",
            "contribution": 700.0,
            "since": dt.date(2012, 5, 1),
            "dataset": "cordis",
            "rows": "organization.csv:2",
            "start_key": "pic:1",
            "end_key": "p1",
        },
        "PARTICIPATES_IN/mine": {
            "type": "PARTICIPATES_IN",
            "until": dt.date(2014, 6, 30),
            "dataset": "mine",
            "rows": "t.csv:2",
            "start_key": "mine:u",
            "end_key": "p1",
            "source": ["our-notes", "letter"],
        },
    }
    assert set(graph["u"]["e"]) == {"TOOK_PART_IN/mine/organiser", "TOOK_PART_IN/mine/speaker"}


def test_two_bodies_that_are_one_here_keep_their_two_participations(graph: nx.MultiDiGraph[str]) -> None:
    assert set(graph["c"]["p1"]) == {
        "PARTICIPATES_IN/cordis/participant/pic:2>p1",
        "PARTICIPATES_IN/cordis/participant/pic:3>p1",
        "PARTICIPATES_IN/mine/partner",
    }


def test_labels_choose_nodes_and_only_ties_among_them_come_along(store: Store) -> None:
    chosen = store_to_graph(store, labels=["Cluster", "Ministry", "Project"])
    assert set(chosen) == {"c", "g", "p1", "p2"}
    assert {(u, v, data["type"]) for u, v, data in chosen.edges(data=True)} == {
        ("c", "p1", "PARTICIPATES_IN"),
        ("g", "c", "FUNDS"),
    }
    assert chosen.nodes["c"]["labels"] == ["Cluster", "Organisation"]


def test_types_choose_ties(store: Store) -> None:
    chosen = store_to_graph(store, types=["FUNDS", "COOPERATES_WITH"])
    assert set(chosen) == THINGS
    assert set(chosen.edges()) == {("g", "c"), ("prog:a", "p1"), ("c", "u")}


@pytest.mark.parametrize(
    ("labels", "types", "said"),
    [
        (["Organization"], None, "no label 'Organization'"),
        (None, ["KNOWS"], "no relationship type 'KNOWS'"),
    ],
)
def test_unknown_labels_and_types_are_refused(
    store: Store,
    labels: list[str] | None,
    types: list[str] | None,
    said: str,
) -> None:
    with pytest.raises(RequestError, match=said):
        store_to_graph(store, labels=labels, types=types)


def test_nodes_and_edges_come_in_a_fixed_order_with_the_same_keys(store: Store, graph: nx.MultiDiGraph[str]) -> None:
    organisations = [node for node, labels in graph.nodes(data="labels") if "Organisation" in labels]
    assert organisations == ["a", "c", "f", "g", "u"], "the store was filled in another order"
    assert [key for key in graph["c"]["p1"] if "cordis" in key] == sorted(
        key for key in graph["c"]["p1"] if "cordis" in key
    )
    assert list(store_to_graph(store).edges(keys=True)) == list(graph.edges(keys=True))


def test_credits_travel_from_the_store_into_a_file(
    store: Store,
    graph: nx.MultiDiGraph[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    assert (
        store_to_credits(store)
        == graph.graph["credits"]
        == [
            {"dataset": "dataset:cordis", "name": "CORDIS", "publisher": "European Union", "licence": "CC BY 4.0"},
            {"dataset": "dataset:mine", "name": "Own tables"},
        ]
    )
    assert credits_text(store_to_credits(store)) == ["Source: CORDIS, European Union, CC BY 4.0", "Source: Own tables"]
    path = export_graph(graph, tmp_path_factory.mktemp("export") / "g.gexf")
    assert "Source: CORDIS, European Union, CC BY 4.0" in path.read_text(encoding="utf-8")
    assert nx.read_gexf(path).number_of_edges() == len(TIES)


def test_what_two_datasets_say_of_one_tie_is_one_tie(store: Store) -> None:
    """The dataset that knows the money leads, then the smaller precedence; blanks are filled from the other."""
    assert tie_rows(store_to_two_mode(store)) == {
        ("u", "p1", "PARTICIPATES_IN", "coordinator", 700.0, "cordis; mine", "organization.csv:2; t.csv:2"),
        ("u", "p2", "PARTICIPATES_IN", None, None, "mine", "t.csv:3"),
        (
            "c",
            "p1",
            "PARTICIPATES_IN",
            "partner",
            160.0,
            "mine; cordis",
            "t.csv:4; organization.csv:3; organization.csv:4",
        ),
        ("u", "c", "MEMBER_OF", "member", None, "mine", "m.csv:2"),
        ("f", "c", "MEMBER_OF", None, None, "mine", "m.csv:3"),
        ("f", "a", "MEMBER_OF", None, None, "mine", "m.csv:4"),
        ("c", "m", "BELONGS_TO", None, None, "mine", "b.csv:2"),
    }


def test_dates_left_blank_by_one_dataset_come_from_the_other(store: Store) -> None:
    network = store_to_two_mode(store)
    dates = dict(zip(pairs(network), zip(network.ties["since"], network.ties["until"], strict=True), strict=True))
    assert dates["u", "p1"] == (dt.date(2012, 5, 1), dt.date(2014, 6, 30))
    assert dates["c", "p1"] == (dt.date(2012, 5, 1), dt.date(2014, 10, 31))
    assert dates["u", "p2"] == (None, None)


def test_actors_are_all_organisations_with_sectors_and_regions(store: Store) -> None:
    actors = store_to_two_mode(store).actors.set_index("id")
    assert set(actors.index) == {"u", "c", "a", "f", "g"}
    assert actors["labels"]["c"] == ("Cluster", "Organisation")
    assert actors["sectors"].to_dict() == {
        "c": ("sector:ict", "sector:mining"),
        "u": (),
        "a": (),
        "f": (),
        "g": (),
    }
    assert {node: none(region) for node, region in actors["region"].items()} == {
        "u": "FRK26",
        "c": "HU231",
        "a": None,
        "f": None,
        "g": None,
    }
    assert actors["name"]["f"] == "f"


def test_events_are_projects_alliances_and_whatever_has_members(store: Store) -> None:
    events = store_to_two_mode(store).events.set_index("id")
    assert events["kind"].to_dict() == {
        "p1": "Project",
        "p2": "Project",
        "m": "MetaCluster",
        "c": "Cluster",
        "a": "Cluster",
    }
    assert events["name"].to_dict() == {
        "p1": "ONE",
        "p2": "The second",
        "m": "Alliance",
        "c": "Klaszter",
        "a": "Association",
    }
    assert {node: none(programme) for node, programme in events["programme"].items()} == {
        "p1": "prog:a",
        "p2": None,
        "m": None,
        "c": None,
        "a": None,
    }
    assert events["start"].to_dict() == {
        "p1": dt.date(2012, 5, 1),
        "p2": None,
        "m": dt.date(2015, 1, 1),
        "c": dt.date(2013, 1, 1),
        "a": None,
    }
    assert events["sectors"]["p1"] == events["sectors"]["m"] == ("sector:mining",)


def test_types_choose_events(store: Store) -> None:
    meetings = store_to_two_mode(store, types=["TOOK_PART_IN"])
    assert meetings.events["kind"].tolist() == ["Event"]
    assert sorted(meetings.ties["role"]) == ["organiser", "speaker"]
    assert meetings.incidence.sum() == 1, "two roles in one event are one attendance"
    projects = store_to_two_mode(store, types=("PARTICIPATES_IN",))
    assert set(projects.events["id"]) == {"p1", "p2"}
    assert projects.projection()[["left", "right", "shared"]].to_numpy().tolist() == [["c", "u", 1]]


@pytest.mark.parametrize("types", [["FUNDS"], ["PARTICIPATES_IN", "MANAGES"], []])
def test_types_that_make_no_events_are_refused(store: Store, types: list[str]) -> None:
    with pytest.raises(RequestError, match="Choose among PARTICIPATES_IN"):
        store_to_two_mode(store, types=types)


def test_an_empty_store_gives_empty_graphs(tmp_path_factory: pytest.TempPathFactory) -> None:
    from graphmodel.store import open_store

    with open_store(tmp_path_factory.mktemp("empty") / "store") as empty:
        assert len(store_to_graph(empty)) == 0
        assert store_to_graph(empty).graph["credits"] == []
        network = store_to_two_mode(empty)
        assert (len(network.actors), len(network.events), len(network.ties)) == (0, 0, 0)
