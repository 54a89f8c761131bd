"""Graphs with everything that has ever broken an export."""

from __future__ import annotations

import datetime as dt
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest

CREDITS = [
    {
        "dataset": "dataset:cordis",
        "name": "CORDIS",
        "publisher": "European Union",
        "licence": "CC BY 4.0",
        "url": "https://cordis.europa.eu",
    },
    {"dataset": "dataset:notes", "name": 'Our "own" notes', "credit": "Cluster office & friends <2026>"},
]


@pytest.fixture
def awkward() -> nx.MultiDiGraph[Any]:
    """Parallel and opposite edges, lists, dates, gaps, and names from the real world."""
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph(name="awkward", credits=CREDITS)
    graph.add_node(
        "pic:1",
        labels=["Cluster", "Organisation"],
        name='O\'Neill & "Sons" <Kft.>',
        founded=2013,
        sme=True,
        names=["a; b", "c, d", "[e]"],
        share=0.5,
        mark_until=dt.date(2024, 12, 31),
        country="HU",
        vat=float("nan"),
    )
    graph.add_node(
        "pic:2", labels=["Organisation"], name="Pécs-Baranyai\nKamara\r\n\tÜgyintéző", sme=False, country="NA", share=3
    )
    graph.add_node("mine:bad\x0b\ud800", labels=["Organisation"], name="bell\x07 \ud800 \ufffe tab\t end", country=None)
    graph.add_node(
        "cordis-grant:9",
        labels=["Project"],
        name='=HYPERLINK("http://x")',
        start=dt.date(2012, 5, 1),
        end=dt.date(2014, 10, 31),
        founded=pd.NA,
        mark_until=pd.NaT,
    )
    graph.add_edge(
        "pic:1",
        "cordis-grant:9",
        key="PARTICIPATES_IN:cordis:coordinator",
        type="PARTICIPATES_IN",
        role="coordinator",
        contribution=120000.5,
        since=dt.date(2012, 5, 1),
        source=["notes", "cordis"],
    )
    graph.add_edge(
        "pic:1",
        "cordis-grant:9",
        key="PARTICIPATES_IN:mine:coordinator",
        type="PARTICIPATES_IN",
        role="coordinator",
        contribution=0.0,
    )
    graph.add_edge(
        "pic:2",
        "pic:1",
        key="MEMBER_OF:mine",
        type="MEMBER_OF",
        since=dt.date(2013, 1, 1),
        label="odd",
        key_="taken",
        Role="capital",
    )
    graph.add_edge("pic:1", "pic:2", key="MEMBER_OF:mine", type="MEMBER_OF", rows=np.int64(7))
    graph.add_edge("pic:2", "pic:2", key="SUCCEEDED_BY:mine", type="SUCCEEDED_BY")
    return graph


@pytest.fixture
def collaboration() -> nx.Graph[Any]:
    """An undirected weighted graph, as analyses make them: numpy numbers, whole numbers as nodes."""
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_node(1, name="Acme", degree=np.int64(2), betweenness=np.float64(0.25), core=True)
    graph.add_node(2, name="Bolt", degree=np.int64(1), betweenness=np.float64("nan"))
    graph.add_node(3)
    graph.add_edge(2, 1, weight=np.float64(1.5), shared=np.int32(2))
    graph.add_edge(1, 3, weight=2)
    return graph
