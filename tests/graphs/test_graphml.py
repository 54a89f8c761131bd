"""GraphML: reopened by networkx, and free of what Gephi stumbles over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx

from graphmodel.graphs.graphml import graph_to_graphml
from tests.graphs.conftest import CREDITS
from tests.graphs.reopened import assert_unharmed

NS = "{http://graphml.graphdrawing.org/xmlns}"
#: Ids Gephi takes for something else than a column of the data.
GEPHI_TRAPS = {
    "label",
    "d3",
    "x",
    "y",
    "z",
    "xpos",
    "ypos",
    "size",
    "r",
    "g",
    "b",
    "edgelabel",
    "d7",
    "weight",
    "Edge Weight",
    "id",
    "edgeid",
}


def test_networkx_reopens_it_unharmed(awkward: nx.MultiDiGraph[Any], tmp_path: Path) -> None:
    again = nx.read_graphml(graph_to_graphml(awkward, tmp_path / "g.graphml"))
    assert isinstance(again, nx.MultiDiGraph)
    assert_unharmed(dict(again.nodes(data=True)), {(u, v, k): d for u, v, k, d in again.edges(keys=True, data=True)})
    assert json.loads(again.graph["credits"]) == CREDITS


def test_a_graph_of_an_analysis_keeps_numbers_and_weights(collaboration: nx.Graph[Any], tmp_path: Path) -> None:
    again = nx.read_graphml(graph_to_graphml(collaboration, tmp_path / "g.graphml"), node_type=int)
    assert type(again) is nx.Graph
    assert {frozenset(edge[:2]): edge[2] for edge in again.edges(data=True)} == {
        frozenset({1, 2}): {"weight": 1.5, "shared": 2},
        frozenset({1, 3}): {"weight": 2.0},
    }
    assert dict(again.nodes(data=True)) == {
        1: {"label": "Acme", "name": "Acme", "degree": 2, "betweenness": 0.25, "core": True},
        2: {"label": "Bolt", "name": "Bolt", "degree": 1},
        3: {"label": "3"},
    }


def test_every_attribute_is_declared_once_under_an_id_gephi_takes_for_data(
    awkward: nx.MultiDiGraph[Any],
    tmp_path: Path,
) -> None:
    root = ET.parse(graph_to_graphml(awkward, tmp_path / "g.graphml")).getroot()
    keys = root.findall(f"{NS}key")
    assert len({key.get("id") for key in keys}) == len(keys)
    assert {key.get("id") for key in keys}.isdisjoint(GEPHI_TRAPS)
    names = [(key.get("for"), str(key.get("attr.name")).lower()) for key in keys]
    assert len(set(names)) == len(names)
    scopes = {str(key.get("id")): key.get("for") for key in keys}
    graph = root.find(f"{NS}graph")
    assert graph is not None
    for tag in ("node", "edge"):
        used = {scopes[str(data.get("key"))] for element in graph.iter(f"{NS}{tag}") for data in element}
        assert used == {tag}


def test_the_same_graph_gives_the_same_bytes(awkward: nx.MultiDiGraph[Any], tmp_path: Path) -> None:
    one = graph_to_graphml(awkward, tmp_path / "one.graphml").read_bytes()
    assert graph_to_graphml(awkward.copy(), tmp_path / "two.graphml").read_bytes() == one


def test_an_empty_graph_is_a_file_too(tmp_path: Path) -> None:
    assert nx.is_empty(nx.read_graphml(graph_to_graphml(nx.MultiDiGraph(), tmp_path / "g.graphml")))
