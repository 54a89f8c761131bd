"""What of a graph held in some years, against the traps of ``ecosystem_store``, worked out by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import networkx as nx
import pytest

from graphmodel.errors import RequestError
from graphmodel.graphs import graph_between, store_to_graph, store_to_two_mode
from graphmodel.lookup import show_thing
from graphmodel.store import Store
from tests.graphs.ecosystem_store import open_ecosystem

#: What describes project p1 and cluster c, and leads on: programmes, sectors, the region.
OF_P1 = {("p1", "prog:a"), ("p1", "prog:b"), ("p1", "sector:mining"), ("sector:mining", "sector:ict")}
OF_C = {("c", "sector:mining"), ("c", "sector:ict"), ("c", "nuts:HU231"), ("sector:mining", "sector:ict")}
OF_M = {("m", "sector:mining"), ("sector:mining", "sector:ict")}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_ecosystem(tmp_path_factory.mktemp("periods") / "store") as opened:
        yield opened


@pytest.fixture(scope="module")
def graph(store: Store) -> nx.MultiDiGraph[str]:
    return store_to_graph(store)


@pytest.mark.parametrize(
    ("years", "edges"),
    [
        # Nothing began before the cluster was founded in 2013 but project p1, from May 2012 to October 2014.
        ((2011, 2011), set()),
        ((2012, 2012), {("u", "p1"), ("c", "p1"), ("prog:a", "p1"), *OF_P1, *OF_C}),
        # f is a member of the cluster founded in 2013, u since 2014; the alliance came in 2015, the fair was in 2018.
        ((2013, 2013), {("u", "p1"), ("c", "p1"), ("prog:a", "p1"), ("f", "c"), *OF_P1, *OF_C}),
        ((2015, 2017), {("f", "c"), ("u", "c"), ("c", "m"), *OF_C, *OF_M}),
        ((2018, None), {("f", "c"), ("u", "c"), ("c", "m"), ("u", "e"), *OF_C, *OF_M}),
    ],
)
def test_dated_ties_stay_with_their_ends_and_what_describes_these(
    graph: nx.MultiDiGraph[str], years: tuple[int | None, int | None], edges: set[tuple[str, str]]
) -> None:
    part = graph_between(graph, *years)
    assert set(part.edges()) == edges
    assert set(part) == {node for edge in edges for node in edge}
    # Without any date: u in p2, f in the association, the agreement, and what the ministry gives to the cluster.
    assert part.graph["undated"] == 4


def test_nodes_and_edges_keep_what_they_carry_and_parallel_ties_are_told_apart(graph: nx.MultiDiGraph[str]) -> None:
    part = graph_between(graph, 2014, 2014)
    # One of the two bodies that are one here left in 2013; our own table has no dates, so that the project's count.
    assert set(part["c"]["p1"]) == {"PARTICIPATES_IN/cordis/participant/pic:3>p1", "PARTICIPATES_IN/mine/partner"}
    assert part.nodes["c"] == graph.nodes["c"]
    assert part["u"]["p1"] == graph["u"]["p1"]
    assert part.graph["credits"] == graph.graph["credits"]


def test_a_project_without_participants_counts_when_it_lasted() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("p", labels=["Project"], start=None, end=None)
    assert set(graph_between(graph, 2000, 2020)) == set()
    graph.nodes["p"]["start"] = dt.date(2015, 3, 1)
    assert [set(graph_between(graph, year, year)) for year in (2014, 2015, 2016)] == [set(), {"p"}, set()]


@pytest.mark.parametrize("years", [(2010, 2012), (2012, 2013), (2014, 2014), (2015, 2019), (None, 2013), (2016, None)])
def test_the_graph_and_the_two_mode_network_agree_on_the_same_years(
    store: Store, graph: nx.MultiDiGraph[str], years: tuple[int | None, int | None]
) -> None:
    types = ("BELONGS_TO", "MEMBER_OF", "TOOK_PART_IN")
    network = store_to_two_mode(store, types=types).between(*years)
    part = graph_between(graph, *years)
    ours = {(u, v) for u, v, kind in part.edges(data="type") if kind in types}
    actors, events = network.actors["id"].to_numpy(), network.events["id"].to_numpy()
    assert ours == set(zip(actors[network.ties["actor"]], events[network.ties["event"]], strict=True))


def test_years_that_run_backwards_are_refused(graph: nx.MultiDiGraph[str]) -> None:
    with pytest.raises(RequestError, match="2020 to 2018 run backwards"):
        graph_between(graph, 2020, 2018)


def test_a_thing_shows_the_ties_that_held_and_what_describes_it_always(store: Store) -> None:
    thing = show_thing(store, "c", ["Cluster"], first_year=2016, last_year=2016)
    assert list(thing.ties[["direction", "type", "other_id"]].itertuples(index=False, name=None)) == [
        ("out", "ACTIVE_IN", "sector:ict"),
        ("out", "ACTIVE_IN", "sector:ict"),
        ("out", "ACTIVE_IN", "sector:mining"),
        ("out", "BELONGS_TO", "m"),
        ("out", "LOCATED_IN", "nuts:HU231"),
        ("in", "MEMBER_OF", "u"),
        ("in", "MEMBER_OF", "f"),
    ]
    # The agreement and the ministry's money are dated by nothing.
    assert thing.undated == 2
    assert show_thing(store, "c", ["Cluster"]).undated == 0
