"""The form all file formats share: what happens to values no format can hold as they are."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import ExportError
from graphmodel.graphs.plain import PlainGraph, graph_to_plain
from graphmodel.graphs.values import clean, list_text, plain_value, value_text


def column(plain: PlainGraph, name: str) -> tuple[str, list[Any]]:
    found = next(c for c in plain.node_columns if c.name == name)
    return found.kind, found.values


def nodes_with(name: str, *values: object) -> PlainGraph:
    graph: nx.Graph[Any] = nx.Graph()
    for place, value in enumerate(values):
        graph.add_node(f"n{place}", **{name: value})
    return graph_to_plain(graph)


@pytest.mark.parametrize("missing", [None, float("nan"), np.float64("nan"), pd.NA, pd.NaT, np.datetime64("NaT")])
def test_a_missing_value_is_absent_whatever_it_is_called(missing: object) -> None:
    assert column(nodes_with("x", "text", missing), "x") == ("text", ["text", None])


def test_an_attribute_no_node_has_a_value_for_is_left_out() -> None:
    assert nodes_with("x", None, float("nan")).node_columns == []


@pytest.mark.parametrize(
    ("values", "kind", "plain"),
    [
        ([1, 2], "whole", [1, 2]),
        ([1, 2.5], "number", [1.0, 2.5]),
        ([np.int32(1), np.uint8(2)], "whole", [1, 2]),
        ([True, np.bool_(False)], "yes", [True, False]),
        ([True, 1], "text", ["true", "1"]),
        ([1, "1a"], "text", ["1", "1a"]),
        ([dt.date(2014, 5, 1), None], "date", [dt.date(2014, 5, 1), None]),
        ([dt.date(2014, 5, 1), "2015"], "text", ["2014-05-01", "2015"]),
        ([pd.Timestamp("2014-05-01 12:30"), None], "text", ["2014-05-01T12:30:00", None]),
        ([("b", "a"), ["c"]], "list", [["b", "a"], ["c"]]),
        ([{"b", "a"}, np.array(["c"])], "list", [["a", "b"], ["c"]]),
        ([["a"], "b"], "text", ['["a"]', "b"]),
        ([{"b": dt.date(2014, 5, 1), "a": {"x"}}, None], "text", ['{"a": ["x"], "b": "2014-05-01"}', None]),
        ([2**70, 1], "text", [str(2**70), "1"]),
        ([2**63 - 1, -(2**63)], "whole", [2**63 - 1, -(2**63)]),
    ],
)
def test_a_column_has_one_kind(values: list[object], kind: str, plain: list[object]) -> None:
    assert column(nodes_with("x", *values), "x") == (kind, plain)


@pytest.mark.parametrize("value", [float("inf"), object(), Decimal("1.5"), b"bytes", 1j, [object()]])
def test_a_value_without_a_plain_form_is_named_with_its_attribute(value: object) -> None:
    with pytest.raises(ExportError, match="node attribute strange"):
        nodes_with("strange", value)


def test_damaged_characters_are_marked_and_everything_else_is_kept() -> None:
    assert clean("a\x00b\x0bc\x1fd\ud800e\ufffef\uffffg") == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg"
    kept = "tab\t line\n return\r 'q' \"d\" <&> \x7f \u0085 \u2028 é 𝄞"
    assert clean(kept) == kept


@given(st.text())
def test_cleaned_text_can_always_be_encoded_and_cleaning_again_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert clean(cleaned) == cleaned
    assert len(cleaned) == len(text)


def test_ids_that_only_differ_in_damaged_characters_are_refused() -> None:
    with pytest.raises(ExportError, match="same id"):
        graph_to_plain(nx.Graph([("a\x00", "a\x01")]))
    with pytest.raises(ExportError, match="same id"):
        graph_to_plain(nx.Graph([(1, "1")]))


def test_names_that_mean_the_element_itself_get_an_underscore() -> None:
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    graph.add_node("a", id=7, Label="L", label="l", source="kept")
    graph.add_edge("a", "a", key="k", source=["s"], target=1, id=2, weight=3)
    plain = graph_to_plain(graph)
    assert [(c.name, c.values) for c in plain.node_columns] == [
        ("Label_", ["L"]),
        ("id_", [7]),
        ("label__", ["l"]),
        ("source", ["kept"]),
    ]
    assert [(c.name, c.values) for c in plain.edge_columns] == [
        ("id_", [2]),
        ("source_", [["s"]]),
        ("target_", [1]),
        ("weight", [3]),
    ]


def test_the_order_of_nodes_edges_and_attributes_never_matters(awkward: nx.MultiDiGraph[Any]) -> None:
    shuffled: nx.MultiDiGraph[Any] = nx.MultiDiGraph(**awkward.graph)
    nodes, edges = list(awkward.nodes(data=True)), list(awkward.edges(keys=True, data=True))
    random.Random(5).shuffle(nodes)
    random.Random(6).shuffle(edges)
    shuffled.add_nodes_from((node, dict(reversed(data.items()))) for node, data in nodes)
    shuffled.add_edges_from((u, v, k, dict(reversed(data.items()))) for u, v, k, data in edges)
    assert graph_to_plain(shuffled) == graph_to_plain(awkward)


def test_an_undirected_edge_is_the_same_from_either_end() -> None:
    assert graph_to_plain(nx.Graph([("b", "a")])) == graph_to_plain(nx.Graph([("a", "b")]))
    assert graph_to_plain(nx.DiGraph([("b", "a")])) != graph_to_plain(nx.DiGraph([("a", "b")]))


def test_text_spellings() -> None:
    assert list_text(["a; b", dt.date(2014, 5, 1), 1, None]) == '["a; b", "2014-05-01", 1, null]'
    assert [value_text(v) for v in (False, 0.1, 12, dt.date(2014, 5, 1), ["é"])] == [
        "false",
        "0.1",
        "12",
        "2014-05-01",
        '["é"]',
    ]
    assert plain_value(np.array([1.5, float("nan")])) == [1.5, None]
