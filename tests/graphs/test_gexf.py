"""GEXF: reopened by networkx, and built as the schema of GEXF 1.3 demands, which is what Gephi reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from graphmodel.graphs.gexf import graph_to_gexf
from tests.graphs.reopened import assert_unharmed

NS = "{http://gexf.net/1.3}"
#: From https://gexf.net/schema.html (1.3): attributes an element may have, with those it must have first.
ALLOWED = {
    "gexf": (["version"], []),
    "meta": ([], []),
    "creator": ([], []),
    "description": ([], []),
    "graph": ([], ["mode", "defaultedgetype", "idtype"]),
    "attributes": (["class"], ["mode"]),
    "attribute": (["id", "title", "type"], []),
    "nodes": ([], ["count"]),
    "edges": ([], ["count"]),
    "node": (["id"], ["label"]),
    "edge": (["source", "target"], ["id", "type", "label", "weight", "kind"]),
    "attvalues": ([], []),
    "attvalue": (["for", "value"], []),
}
CHILDREN = {
    "gexf": ["meta", "graph"],
    "meta": ["creator", "description"],
    "nodes": ["node"],
    "edges": ["edge"],
    "node": ["attvalues"],
    "edge": ["attvalues"],
    "attvalues": ["attvalue"],
    "attributes": ["attribute"],
    "graph": ["attributes", "nodes", "edges"],
}


def assert_valid(root: ET.Element) -> None:
    for element in root.iter():
        tag = element.tag.removeprefix(NS)
        required, optional = ALLOWED[tag]
        given = {name for name in element.attrib if "schemaLocation" not in name}
        assert set(required) <= given <= {*required, *optional}, (tag, given)
        order = [CHILDREN[tag].index(child.tag.removeprefix(NS)) for child in element]
        assert order == sorted(order), f"children of {tag} out of order"
    assert root.get("version") == "1.3"
    nodes = [node.get("id") for node in root.iter(f"{NS}node")]
    edges = list(root.iter(f"{NS}edge"))
    assert len(set(nodes)) == len(nodes)
    assert len({edge.get("id") for edge in edges}) == len(edges)
    assert {end for edge in edges for end in (edge.get("source"), edge.get("target"))} <= set(nodes)
    for count in ("nodes", "edges"):
        holder = next(root.iter(f"{NS}{count}"))
        assert holder.get("count") == str(len(holder))
    assert_values_valid(root)


def assert_values_valid(root: ET.Element) -> None:
    for owner in ("node", "edge"):
        declared = {
            a.get("id"): a for group in root.iter(f"{NS}attributes") if group.get("class") == owner for a in group
        }
        titles = [str(a.get("title")).lower() for a in declared.values()]
        assert len(set(titles)) == len(titles)
        for element in root.iter(f"{NS}{owner}"):
            used = [value.get("for") for value in element.iter(f"{NS}attvalue")]
            assert len(set(used)) == len(used)
            for value in element.iter(f"{NS}attvalue"):
                text = str(value.get("value"))
                match declared[value.get("for")].get("type"):
                    case "boolean":
                        assert text in {"true", "false"}
                    case "long":
                        assert str(int(text)) == text
                    case "double":
                        assert float(text) == float(text), "a missing number must be absent"
                    case other:
                        assert other == "string"


def test_networkx_reopens_it_unharmed(awkward: nx.MultiDiGraph[Any], tmp_path: Path) -> None:
    again = nx.read_gexf(graph_to_gexf(awkward, tmp_path / "g.gexf"))
    assert isinstance(again, nx.MultiDiGraph)
    assert_unharmed(dict(again.nodes(data=True)), {(u, v, k): d for u, v, k, d in again.edges(keys=True, data=True)})


def test_it_is_built_as_the_schema_demands(awkward: nx.MultiDiGraph[Any], tmp_path: Path) -> None:
    root = ET.parse(graph_to_gexf(awkward, tmp_path / "g.gexf")).getroot()
    assert_valid(root)
    kinds = {(edge.get("label"), edge.get("kind")) for edge in root.iter(f"{NS}edge")}
    assert kinds == {(t, t) for t in ("PARTICIPATES_IN", "MEMBER_OF", "SUCCEEDED_BY")}
    labels = {str(node.get("id")): node.get("label") for node in root.iter(f"{NS}node")}
    assert labels["pic:1"] == 'O\'Neill & "Sons" <Kft.>'


def test_the_check_itself_finds_a_broken_file(awkward: nx.MultiDiGraph[Any], tmp_path: Path) -> None:
    root = ET.parse(graph_to_gexf(awkward, tmp_path / "g.gexf")).getroot()
    next(root.iter(f"{NS}edge")).set("id", "e1")
    with pytest.raises(AssertionError):
        assert_valid(root)


def test_a_weight_is_the_one_gephi_uses_and_stands_nowhere_else(collaboration: nx.Graph[Any], tmp_path: Path) -> None:
    path = graph_to_gexf(collaboration, tmp_path / "g.gexf")
    root = ET.parse(path).getroot()
    assert_valid(root)
    assert [edge.get("weight") for edge in root.iter(f"{NS}edge")] == ["1.5", "2.0"]
    assert "weight" not in {a.get("title") for a in root.iter(f"{NS}attribute")}
    again = nx.read_gexf(path, node_type=int)
    assert type(again) is nx.Graph
    assert {frozenset((u, v)): w for u, v, w in again.edges(data="weight")} == {
        frozenset({1, 2}): 1.5,
        frozenset({1, 3}): 2.0,
    }


def test_credits_stand_in_the_description(awkward: nx.MultiDiGraph[Any], tmp_path: Path) -> None:
    root = ET.parse(graph_to_gexf(awkward, tmp_path / "g.gexf")).getroot()
    described = next(root.iter(f"{NS}description")).text
    assert described is not None
    assert described.splitlines()[1:] == [
        "Source: CORDIS, European Union, https://cordis.europa.eu, CC BY 4.0",
        'Source: Our "own" notes, Cluster office & friends <2026>',
    ]


def test_dates_do_not_make_the_file_dynamic(awkward: nx.MultiDiGraph[Any], tmp_path: Path) -> None:
    root = ET.parse(graph_to_gexf(awkward, tmp_path / "g.gexf")).getroot()
    assert next(root.iter(f"{NS}graph")).get("mode") == "static"
