"""The example ecosystem answers alike on every engine: each question row by row, and the networks that analyses are made from.

What the answers must be is told on the embedded engine, in ``tests/questions/test_example_answers.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest

import graphmodel
from graphmodel.ecosystem import Ecosystem
from tests.conftest import ENGINE_PARAMS, OpenEmpty
from tests.questions.conftest import load_example
from tests.questions.test_example_answers import CASES

CHAINS = [
    ("shortest-path", {"one": "Magyar Gazdaságfejlesztési Központ Zrt.", "other": "Lyonbiopole"}),
    ("evidence", {"one": "Lyonbiopole", "other": "Biocat"}),
]


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ecosystem]:
    with graphmodel.open(tmp_path_factory.mktemp("example") / "store") as eco:
        load_example(eco)
        yield eco


@pytest.fixture(scope="module", params=ENGINE_PARAMS[1:])
def other(request: pytest.FixtureRequest, open_empty: OpenEmpty) -> Iterator[Ecosystem]:
    with Ecosystem(open_empty(request.param)) as eco:
        load_example(eco)
        yield eco


@pytest.mark.parametrize(("name", "given"), [*CASES, *CHAINS], ids=str)
def test_a_question_has_the_same_rows_in_the_same_order(
    embedded: Ecosystem, other: Ecosystem, name: str, given: dict[str, Any]
) -> None:
    expected, answer = embedded.ask(name, **given), other.ask(name, **given)
    assert len(expected)
    # Sums of amounts may differ in the last digits, as engines add in different orders.
    pd.testing.assert_frame_equal(answer, expected, rtol=1e-12)


def test_everything_that_was_loaded_is_the_same(embedded: Ecosystem, other: Ecosystem) -> None:
    assert other.store.counts() == embedded.store.counts()
    assert ledger(other) == ledger(embedded)
    assert edges(other.graph()) == edges(embedded.graph())
    assert dict(other.graph().nodes(data=True)) == dict(embedded.graph().nodes(data=True))


def test_the_networks_of_analyses_are_the_same(embedded: Ecosystem, other: Ecosystem) -> None:
    theirs, ours = other.two_mode(), embedded.two_mode()
    pd.testing.assert_frame_equal(theirs.actors, ours.actors)
    pd.testing.assert_frame_equal(theirs.events, ours.events)
    pd.testing.assert_frame_equal(theirs.ties, ours.ties)


def test_names_and_maps_are_the_same(embedded: Ecosystem, other: Ecosystem, tmp_path: Path) -> None:
    assert other.resolve("lyonbiopôle") == embedded.resolve("lyonbiopôle")
    pd.testing.assert_frame_equal(other.find("klaszter"), embedded.find("klaszter"))
    maps = [eco.map(tmp_path / f"{i}.html").read_bytes() for i, eco in enumerate((embedded, other))]
    assert maps[0] == maps[1]


def ledger(eco: Ecosystem) -> list[dict[object, object]]:
    """What every load did, without when."""
    return eco.loads().drop(columns=["id", "started"]).to_dict("records")


def edges(graph: nx.MultiDiGraph[str]) -> set[tuple[object, ...]]:
    """Ends, key and values of every edge; which load wrote it depends on the clock."""
    return {
        (start, end, key, *sorted((name, str(value)) for name, value in values.items() if name != "load"))
        for start, end, key, values in graph.edges(keys=True, data=True)
    }
