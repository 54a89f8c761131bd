"""Every question's answer on small tables, compared with rows worked out by hand, in the same order on every engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from graphmodel.ecosystem import Ecosystem
from graphmodel.question import Question
from tests.conftest import ENGINE_PARAMS, OpenEmpty
from tests.questions.conftest import load_small_tables
from tests.questions.expected import CASES, Case


@pytest.fixture(scope="module", params=ENGINE_PARAMS)
def small(request: pytest.FixtureRequest, open_empty: OpenEmpty) -> Iterator[Ecosystem]:
    """The small tables, loaded once on each engine."""
    with Ecosystem(open_empty(request.param)) as eco:
        load_small_tables(eco)
        yield eco


def rows_without_ids(question: Question, frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The rows of an answer without their columns of ids; missing values are ``None``."""
    named = [name for name in question.columns if name != "id" and not name.endswith("_id")]
    plain = frame[named].astype(object)
    return list(plain.where(plain.notna(), None).itertuples(index=False, name=None))


def test_every_question_is_asked(small: Ecosystem) -> None:
    asked = {name for name, _, _ in CASES} | {"evidence"}
    assert asked == {question.name for question in small.questions()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{case[1]}")
def test_the_answer_is_the_one_worked_out_by_hand(small: Ecosystem, case: Case) -> None:
    name, parameters, expected = case
    frame = small.ask(name, **parameters)
    assert list(frame.columns) == list(small.question(name).columns)
    assert rows_without_ids(small.question(name), frame) == expected


def test_evidence_names_dataset_file_and_row(small: Ecosystem) -> None:
    frame = small.ask("evidence", one="Óbuda University", other="Energie Cluster")
    told = set(frame[["through", "from_name", "role", "dataset", "rows"]].itertuples(index=False, name=None))
    assert told == {
        ("GRID", "Energie Cluster", "participant", "first", "participations.csv:10"),
        ("GRID", "Óbuda University", "participant", "first", "participations.csv:11"),
        ("GRID", "Óbuda University", "thirdParty", "first", "participations.csv:12"),
        ("POLY", "Energie Cluster", "participant", "first", "participations.csv:7"),
        ("POLY", "Energie Cluster", "participant", "second", "participations.csv:3"),
        ("POLY", "Óbuda University", "coordinator", "first", "participations.csv:6"),
        ("POLY", "Óbuda University", "coordinator", "second", "participations.csv:2"),
    }


def test_evidence_of_a_direct_tie_goes_through_nothing(small: Ecosystem) -> None:
    frame = small.ask("evidence", one="acme", other="Energie Cluster")
    direct = frame[frame["through"] == ""]
    # An agreement has no direction: either end may be the first.
    assert set(direct[["from_name", "to_name"]].to_numpy()[0]) == {"Energie Cluster", "Acme s.r.o."}
    assert direct[["tie", "what", "rows"]].to_numpy().tolist() == [
        ["COOPERATES_WITH", "energy saving", "agreements.csv:4"]
    ]


@pytest.mark.parametrize("case", [c for c in CASES if c[2]], ids=lambda case: f"{case[0]}-{case[1]}")
def test_the_order_is_the_declared_one(small: Ecosystem, case: Case) -> None:
    """Sorted as declared, blanks last; rows that are equal there may follow in any fixed order."""
    name, parameters, _ = case
    frame = small.ask(name, **parameters)
    for entry in reversed(small.question(name).order):
        column = entry.removesuffix(" desc")
        frame = frame.sort_values(column, ascending=not entry.endswith(" desc"), kind="stable", na_position="last")
    assert list(frame.index) == list(range(len(frame)))
