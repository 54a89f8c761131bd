"""What a map takes in: frames in any order, with anything missing, and what it refuses."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pandas as pd
import pytest

from graphmodel.errors import RequestError
from graphmodel.maps import MapContent, map_html
from graphmodel.maps.cleaning import value_to_link, value_to_text, value_to_year
from graphmodel.maps.layout import arrange
from graphmodel.maps.network import MapNetwork
from graphmodel.maps.tidying import tidy_content
from tests.maps.contents import EVIDENCE, hostile, invented, planted

NOTHING = pd.DataFrame()


def two(**edge: Any) -> MapContent:
    nodes = pd.DataFrame({"id": ["a", "b"], "name": ["A", "B"], "kind": "Cluster"})
    edges = pd.DataFrame([{"source": "b", "target": "a", "kind": "alliance", **edge}])
    return MapContent("Two", nodes, edges, NOTHING)


def network_of(content: MapContent) -> MapNetwork:
    import jinja2

    tidy = tidy_content(content)
    return MapNetwork(tidy, arrange(tidy.nodes, tidy.edges), jinja2.Environment(autoescape=True), "map.html")


def test_ids_that_look_like_numbers_stay_text() -> None:
    nodes = pd.DataFrame({"id": ["00123", "123", "1e3"], "name": ["A", "B", "C"], "kind": "Organisation"})
    assert [node["id"] for node in network_of(MapContent("Ids", nodes, NOTHING, NOTHING)).nodes] == [
        "00123",
        "123",
        "1e3",
    ]


def test_parallel_and_opposite_ties_are_all_kept() -> None:
    edges = pd.DataFrame(
        {
            "source": ["a", "a", "a", "b"],
            "target": ["b", "b", "b", "a"],
            "kind": ["alliance", "alliance", "agreement", "oversees"],
            "directed": [False, False, False, True],
            "weight": [1, 2, 1, 1],
        }
    )
    network = network_of(dataclasses.replace(two(), edges=edges))
    assert sorted((e["from"], e["to"], e["kind"], e["weight"]) for e in network.edges) == [
        ("a", "b", "agreement", 1.0),
        ("a", "b", "alliance", 1.0),
        ("a", "b", "alliance", 2.0),
        ("b", "a", "oversees", 1.0),
    ]


def test_the_frames_given_are_left_as_they_are() -> None:
    content = invented()
    before = [frame.copy(deep=True) for frame in (content.nodes, content.edges, content.evidence)]
    map_html(content)
    for frame, copy in zip((content.nodes, content.edges, content.evidence), before, strict=True):
        pd.testing.assert_frame_equal(frame, copy)


@pytest.mark.parametrize("make", [invented, lambda: planted(120, 400, 6)])
def test_the_page_is_the_same_bytes_whatever_the_order_of_rows(make: Any) -> None:
    content = make()
    page = map_html(content)
    rng = np.random.default_rng(3)
    shuffled = dataclasses.replace(
        content,
        **{
            name: frame.iloc[rng.permutation(len(frame))]
            for name, frame in (("nodes", content.nodes), ("edges", content.edges), ("evidence", content.evidence))
        },
    )
    assert map_html(shuffled) == page


def test_which_end_of_an_undirected_tie_comes_first_does_not_matter() -> None:
    content = invented()
    turned = content.edges.rename(columns={"source": "target", "target": "source"})
    directed = content.edges["directed"].fillna(False).astype(bool)
    edges = pd.concat([content.edges[directed], turned[~directed]])
    assert map_html(dataclasses.replace(content, edges=edges)) == map_html(content)


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT, np.float32("nan"), ""])
def test_a_missing_value_is_missing_in_whatever_way_it_is(missing: Any) -> None:
    content = two(weight=missing, since=missing, until=missing, directed=missing)
    for column in (
        "country",
        "country_name",
        "city",
        "url",
        "year",
        "community",
        "community_name",
        "size",
        "sectors",
        "names",
    ):
        content.nodes[column] = pd.Series([missing, missing], dtype=object)
    tidy = tidy_content(content)
    node, edge = tidy.nodes.iloc[0], tidy.edges.iloc[0]
    assert (node["country"], node["city"], node["url"], node["year"], node["community"]) == ("", "", "", None, None)
    assert (node["size"], node["sectors"], node["names"]) == (0.0, (), ())
    assert (edge["weight"], edge["since"], edge["until"], bool(edge["directed"])) == (1.0, None, None, False)
    assert "NaN" not in map_html(content).partition('id="data">')[2].partition("</script>")[0]


def test_a_thing_without_a_name_shows_its_id() -> None:
    content = two()
    content.nodes["name"] = [None, "  "]
    assert tidy_content(content).nodes["name"].tolist() == ["a", "b"]


def test_evidence_finds_its_tie_from_either_end_unless_the_tie_has_a_direction() -> None:
    content = dataclasses.replace(
        two(directed=True, kind="oversees"),
        evidence=pd.DataFrame(
            [("b", "a", "oversees", "as told", "x", ""), ("a", "b", "oversees", "the other way round", "x", "")],
            columns=EVIDENCE,
        ),
    )
    assert '"evidenceCount":[1]' in map_html(content)
    assert "as told" in map_html(content)
    assert "the other way round" not in map_html(content)
    undirected = dataclasses.replace(
        two(),
        evidence=pd.DataFrame(
            [("b", "a", "alliance", "one", "x", ""), ("a", "b", "alliance", "two", "x", "")], columns=EVIDENCE
        ),
    )
    assert '"evidenceCount":[2]' in map_html(undirected)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (dataclasses.replace(two(), nodes=pd.DataFrame({"id": ["a"], "name": ["A"]})), "kind"),
        (dataclasses.replace(two(), nodes=pd.DataFrame({"id": ["a", "a"], "name": "A", "kind": "Cluster"})), "'a'"),
        (dataclasses.replace(two(), nodes=pd.DataFrame({"id": [1, 2], "name": "A", "kind": "Cluster"})), "not text: 1"),
        (dataclasses.replace(two(), nodes=pd.DataFrame({"id": ["a", None], "name": "A", "kind": "C"})), "not text"),
        (two(target="nobody"), "'nobody'"),
        (two(target=None), "not text"),
        (dataclasses.replace(two(), edges=pd.DataFrame({"source": ["a"], "target": ["b"]})), "kind"),
    ],
)
def test_what_cannot_be_drawn_is_refused_and_named(broken: MapContent, says: str) -> None:
    with pytest.raises(RequestError, match=says) as refusal:
        map_html(broken)
    assert refusal.value.remedy


def test_an_unknown_layout_is_refused() -> None:
    with pytest.raises(RequestError, match="spiral"):
        map_html(two(), layout="spiral")


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("http://example.org", "http://example.org"),
        ("HTTPS://example.org/ä?q=1#x", "HTTPS://example.org/ä?q=1#x"),
        ("  https://example.org/ ", "https://example.org/"),
        ('https://example.org/"onclick=x', "https://example.org/%22onclick=x"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("\x01javascript:alert(1)", ""),
        ("data:text/html,<script>alert(1)</script>", ""),
        ("vbscript:x", ""),
        ("file:///etc/passwd", ""),
        ("//example.org", ""),
        ("www.example.org", ""),
        ("https://", ""),
        ("https://[broken", ""),
        ("https://user:secret@example.org", ""),
        (None, ""),
    ],
)
def test_only_addresses_of_the_web_become_links(address: str | None, safe: str) -> None:
    assert value_to_link(address) == safe


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Ł\x00ódź\x1b[31m", "Łódź[31m"),
        ("abc\u202ecba", "abccba"),
        ("a\u2066b\u2069", "ab"),
        (" a \r\n b\u00a0c ", "a b c"),
        ("\ud800x", "x"),
        ("👩‍🔬", "👩‍🔬"),
        (12.0, "12.0"),
    ],
)
def test_texts_lose_what_cannot_be_seen_and_nothing_else(value: Any, text: str) -> None:
    assert value_to_text(value) == text


@pytest.mark.parametrize(
    ("value", "year"),
    [
        (2013, 2013),
        (2013.0, 2013),
        (pd.Timestamp("2013-05-01"), 2013),
        ("2013-05", 2013),
        ("20130501", None),
        ("", None),
    ],
)
def test_years_are_read_from_numbers_dates_and_texts(value: Any, year: int | None) -> None:
    assert value_to_year(value) == year


def test_hostile_ids_are_kept_as_they_are() -> None:
    payload = "</script><b>\u2028'\""
    assert {node["id"] for node in network_of(hostile(payload)).nodes} == {f"{payload}{i}" for i in range(5)}
