"""Uniting what several datasets say: no tie twice, no euro twice, and row order never matters."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.graphs.union import unite_ties
from graphmodel.twomode import TIE_COLUMNS

COLUMNS = list(TIE_COLUMNS)


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    base = {"actor": "o", "event": "p", "type": "PARTICIPATES_IN", "dataset": "a", "rows": "f:1"}
    return pd.DataFrame([{**base, **row} for row in rows], columns=COLUMNS).astype(
        {"role": object, "since": object, "until": object, "contribution": "float64"}
    )


def rows_of(ties: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The rows as tuples, missing values as None, in a fixed order."""
    columns = [[None if value != value else value for value in ties[name]] for name in COLUMNS]
    return sorted(zip(*columns, strict=True), key=str)


def united(*rows: dict[str, Any], precedence: dict[str, float] | None = None) -> list[tuple[Any, ...]]:
    places = [COLUMNS.index(name) for name in ("role", "contribution", "dataset")]
    result = rows_of(unite_ties(frame(*rows), precedence or {}))
    return sorted((tuple(row[place] for place in places) for row in result), key=str)


def test_ties_of_one_dataset_stay_as_they_are() -> None:
    ties = frame(
        {"role": "coordinator", "contribution": 1.0},
        {"role": "third party", "contribution": 2.0},
        {"actor": "q", "contribution": 5.0},
    )
    assert rows_of(unite_ties(ties, {})) == rows_of(ties)


def test_the_money_is_that_of_one_dataset_even_when_roles_differ() -> None:
    rows = (
        {"role": "coordinator", "contribution": 100.0, "dataset": "b"},
        {"role": "participant", "contribution": 100.0, "dataset": "a"},
    )
    assert united(*rows) == [("participant", 100.0, "a; b")]
    assert united(*rows, precedence={"a": 90.0, "b": 10.0}) == [("coordinator", 100.0, "b; a")]


def test_a_dataset_without_the_money_does_not_lead_and_a_known_zero_is_money() -> None:
    assert united({"role": "partner", "dataset": "a"}, {"contribution": 0.0, "dataset": "b"}) == [
        ("partner", 0.0, "b; a"),
    ]


def test_all_roles_of_the_leading_dataset_stay() -> None:
    assert united(
        {"role": "x", "contribution": 1.0}, {"role": "y", "contribution": 2.0}, {"dataset": "b", "contribution": 3.0}
    ) == [("x", 1.0, "a; b"), ("y", 2.0, "a; b")]


def test_two_rows_of_one_dataset_with_one_role_are_added_up() -> None:
    ties = frame(
        {"contribution": 1.0, "rows": "f:3", "since": "2013", "until": "2014"},
        {"contribution": 2.0, "rows": "f:2", "since": "2012", "until": "2013"},
        {"actor": "q"},
    )
    both = unite_ties(ties, {}).set_index("actor").loc[["o"]]
    assert both[["contribution", "rows", "since", "until"]].to_numpy().tolist() == [[3.0, "f:2; f:3", "2012", "2014"]]


def test_unknown_money_stays_unknown_when_rows_are_added_up() -> None:
    assert united({"rows": "f:3"}, {"rows": "f:2"}) == [(None, None, "a")]


row = st.fixed_dictionaries(
    {
        "actor": st.sampled_from("op"),
        "event": st.sampled_from("xy"),
        "dataset": st.sampled_from("abc"),
        "role": st.sampled_from([None, "r", "s"]),
        "contribution": st.sampled_from([None, 0.0, 1.0, 2.5]),
        "rows": st.sampled_from(["f:1", "f:2"]),
    }
)


@settings(max_examples=40, deadline=None)
@given(st.lists(row, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_uniting_keeps_every_pair_once_per_role_and_never_depends_on_order(
    rows: list[dict[str, Any]], chance: Any
) -> None:
    precedence = {"a": 50.0, "b": 10.0}
    result = unite_ties(frame(*rows), precedence)
    blank = result["role"].fillna("")
    assert not result.assign(role=blank).duplicated(["actor", "event", "type", "role"]).any()
    assert set(zip(result["actor"], result["event"], strict=True)) == {(r["actor"], r["event"]) for r in rows}
    for pair, ties in result.groupby(["actor", "event"]):
        own = [r for r in rows if (r["actor"], r["event"]) == pair]
        leading, *others = ties["dataset"].iloc[0].split("; ")
        assert {leading, *others} == {r["dataset"] for r in own}
        assert ties["contribution"].sum() == sum(r["contribution"] or 0.0 for r in own if r["dataset"] == leading)
        known = {r["dataset"] for r in own if r["contribution"] is not None}
        assert leading in known or not known
    shuffled = rows.copy()
    chance.shuffle(shuffled)
    assert rows_of(unite_ties(frame(*shuffled), precedence)) == rows_of(result)
