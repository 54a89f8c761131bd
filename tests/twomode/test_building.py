"""A two-mode network is brought into one form, whatever the rows it is built from."""

import datetime as dt

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import graphmodel
from graphmodel.errors import RequestError
from graphmodel.twomode import ACTOR_COLUMNS, EVENT_COLUMNS, TIE_COLUMNS, TwoMode, two_mode
from graphmodel.twomode.columns import date_from_value
from tests.analysis.networks import few_examples, network_of, networks, shuffled


def test_frames_have_their_columns_in_order_and_rows_by_id() -> None:
    network = two_mode(
        pd.DataFrame({"name": ["Beta", None, ""], "id": ["b", "a", "c"], "colour": "red"}),
        pd.DataFrame({"id": ["q", "p"]}),
        pd.DataFrame({"event": ["q", "p", "p"], "actor": ["a", "b", "a"], "role": ["partner", None, "lead"]}),
    )
    assert list(network.actors) == list(ACTOR_COLUMNS)
    assert list(network.events) == list(EVENT_COLUMNS)
    assert list(network.ties) == list(TIE_COLUMNS)
    assert network.actors[["id", "name"]].to_numpy().tolist() == [["a", "a"], ["b", "Beta"], ["c", "c"]]
    assert network.events["id"].tolist() == ["p", "q"]
    assert network.ties[["actor", "event"]].to_numpy().tolist() == [[0, 0], [0, 1], [1, 0]]
    assert network.incidence.toarray().tolist() == [[1, 1], [1, 0], [0, 0]]


def test_values_take_the_form_of_their_column() -> None:
    network = two_mode(
        pd.DataFrame({"id": ["a"], "labels": [["Organisation", "Cluster"]], "sectors": ["mining"], "country": [None]}),
        pd.DataFrame({"id": ["p"], "start": ["2018"], "end": [pd.Timestamp(2020, 2, 3)], "sectors": [{"y", "x"}]}),
        pd.DataFrame({"actor": ["a"], "event": ["p"], "since": [2019], "until": ["2019-02"], "contribution": ["12.5"]}),
    )
    actor, event, tie = (frame.iloc[0] for frame in (network.actors, network.events, network.ties))
    assert actor["labels"] == ("Cluster", "Organisation")
    assert actor["sectors"] == ("mining",)
    assert pd.isna(actor["country"])
    assert (event["start"], event["end"], event["sectors"]) == (dt.date(2018, 1, 1), dt.date(2020, 2, 3), ("x", "y"))
    assert (tie["since"], tie["until"], tie["contribution"]) == (dt.date(2019, 1, 1), dt.date(2019, 2, 28), 12.5)
    assert pd.isna(tie["role"])


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2018-09-25", dt.date(2018, 9, 25), dt.date(2018, 9, 25)),
        ("2018-09-25T10:00:00", dt.date(2018, 9, 25), dt.date(2018, 9, 25)),
        (dt.datetime(2018, 9, 25, 23, 59, tzinfo=dt.UTC), dt.date(2018, 9, 25), dt.date(2018, 9, 25)),
        (np.datetime64("2018-09-25"), dt.date(2018, 9, 25), dt.date(2018, 9, 25)),
        ("2020-02", dt.date(2020, 2, 1), dt.date(2020, 2, 29)),
        ("2020-12", dt.date(2020, 12, 1), dt.date(2020, 12, 31)),
        (2020.0, dt.date(2020, 1, 1), dt.date(2020, 12, 31)),
        ("9999", dt.date(9999, 1, 1), dt.date(9999, 12, 31)),
    ],
)
def test_years_and_months_stand_for_their_first_or_last_day(value: object, first: dt.date, last: dt.date) -> None:
    assert (date_from_value(value), date_from_value(value, last=True)) == (first, last)


@pytest.mark.parametrize("value", ["soon", "2018-13", "2018-02-30", "18", "", 0, "2018-9-1", "0000"])
def test_what_is_no_date_is_refused(value: object) -> None:
    with pytest.raises(RequestError, match="is not a date"):
        date_from_value(value)


def test_parallel_ties_stay_apart_and_count_once() -> None:
    ties = pd.DataFrame(
        {
            "actor": ["a", "a", "a"],
            "event": ["p", "p", "p"],
            "dataset": ["keep", "cordis", "cordis"],
            "role": ["partner", "partner", "lead"],
        }
    )
    network = two_mode(pd.DataFrame({"id": ["a"]}), pd.DataFrame({"id": ["p"]}), ties)
    assert network.ties[["role", "dataset"]].to_numpy().tolist() == [
        ["lead", "cordis"],
        ["partner", "cordis"],
        ["partner", "keep"],
    ]
    assert network.incidence.toarray().tolist() == [[1]]


ACTORS = pd.DataFrame({"id": ["a", "b"]})
EVENTS = pd.DataFrame({"id": ["p"]})


@pytest.mark.parametrize(
    ("actors", "events", "ties", "message"),
    [
        (pd.DataFrame({"id": ["a", None]}), EVENTS, pd.DataFrame(), "actors: An id is missing"),
        (pd.DataFrame({"name": ["a"]}), EVENTS, pd.DataFrame(), "actors: There is no column id"),
        (ACTORS, pd.DataFrame({"id": ["p", "p"]}), pd.DataFrame(), "events: The id 'p' is given twice"),
        (ACTORS, EVENTS, pd.DataFrame({"actor": ["a"]}), "ties: There is no column event"),
        (ACTORS, EVENTS, pd.DataFrame({"actor": ["a", "x", "w"], "event": "p"}), "2 of 3 ties .* such as 'w'"),
        (ACTORS, EVENTS, pd.DataFrame({"actor": ["a"], "event": ["p"], "since": ["soon"]}), "'soon' is not a date"),
    ],
)
def test_rows_that_contradict_each_other_are_refused(
    actors: pd.DataFrame, events: pd.DataFrame, ties: pd.DataFrame, message: str
) -> None:
    with pytest.raises(RequestError, match=message):
        two_mode(actors, events, ties)


@few_examples
@given(networks(), st.integers(0, 99))
def test_the_order_of_rows_never_matters(network: TwoMode, seed: int) -> None:
    again = shuffled(network, seed)
    for name in ("actors", "events", "ties"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(network, name))
    np.testing.assert_array_equal(again.incidence.toarray(), network.incidence.toarray())


def test_nothing_at_all_is_a_network_too() -> None:
    empty = two_mode(pd.DataFrame(), pd.DataFrame(), pd.DataFrame())
    assert empty.incidence.shape == (0, 0)
    assert list(empty.projection()) == ["left", "right", "shared", "newman"]
    assert len(empty.between(2018, 2020).where(country="HU").tied().projection()) == 0
    assert repr(empty) == "TwoMode(0 actors, 0 events, 0 ties)"
    assert graphmodel.TwoMode is TwoMode


def test_the_projection_of_davis_southern_women_is_networkx_own() -> None:
    graph = nx.davis_southern_women_graph()
    women = [node for node, mode in graph.nodes(data="bipartite") if mode == 0]
    weights = nx.bipartite.collaboration_weighted_projected_graph(graph, women)
    counts = nx.bipartite.weighted_projected_graph(graph, women)
    pairs = TwoMode.from_networkx(graph).projection()
    assert {(row.left, row.right, row.shared) for row in pairs.itertuples()} == {
        (*sorted((one, other)), count) for one, other, count in counts.edges(data="weight")
    }
    for row in pairs.itertuples():
        assert row.newman == pytest.approx(weights[row.left][row.right]["weight"], rel=1e-14)


@few_examples
@given(networks())
def test_any_projection_is_networkx_own(network: TwoMode) -> None:
    graph = network.to_networkx()
    weights = nx.bipartite.collaboration_weighted_projected_graph(graph, network.actors["id"])
    expected = {frozenset(ends): weight for *ends, weight in weights.edges(data="weight")}
    pairs = network.projection()
    found = {frozenset((row.left, row.right)): row.newman for row in pairs.itertuples()}
    assert found == pytest.approx(expected, rel=1e-13)
    assert (pairs["left"] < pairs["right"]).all()
    assert pairs[["left", "right"]].to_numpy().tolist() == sorted(pairs[["left", "right"]].to_numpy().tolist())


def test_a_project_of_one_ties_nobody() -> None:
    assert len(network_of({"alone": ["a"], "empty": []}).projection()) == 0
