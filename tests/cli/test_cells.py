"""A cell of data does nothing to a terminal, and numbers read well."""

from __future__ import annotations

import datetime as dt
import json
import math
import unicodedata
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.cli.output.answer import answer_from_facts, answer_from_frame, answer_from_rows, plain_value
from graphmodel.cli.output.cells import decimals_needed, safe_text, value_to_cell, value_to_json, value_to_text


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[2J\x1b[31mred", "\\x1b[2J\\x1b[31mred"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("over\rwritten", "over written"),
        ("two\nlines\ttab", "two lines tab"),
        ("a\x00b\x7f", "a\\x00b\\x7f"),
        ("\u202egpj.exe", "\\u202egpj.exe"),
        ("line\u2028break", "line break"),
        ("Mecsek Bányászati Klaszter, Łódź, 東京", "Mecsek Bányászati Klaszter, Łódź, 東京"),
        ("no\u00a0break", "no break"),
        ("[bold]markup[/bold]", "[bold]markup[/bold]"),
    ],
)
def test_hostile_text_is_shown_and_not_obeyed(hostile: str, shown: str) -> None:
    assert safe_text(hostile) == shown


@given(st.text())
def test_no_control_character_reaches_a_terminal(text: str) -> None:
    for character in safe_text(text):
        assert unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(character) not in {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (None, 0, ""),
        (2016, 0, "2016"),
        (12345, 0, "12,345"),
        (-1234567, 0, "-1,234,567"),
        (True, 0, "yes"),
        (1234567.5, 1, "1,234,567.5"),
        (0.25, 3, "0.250"),
        (0.0, 4, "0.0000"),
        (1.2e-9, 4, "1.2e-09"),
        (dt.date(2024, 12, 31), 0, "2024-12-31"),
        (["a", "b"], 0, "a; b"),
        ({"a": 1}, 0, '{"a": 1}'),
    ],
)
def test_values_read_well(value: Any, decimals: int, shown: str) -> None:
    assert value_to_cell(value, decimals) == shown


@pytest.mark.parametrize(
    ("values", "decimals"),
    [
        ([], 0),
        ([1.0, 2.0], 0),
        ([1500000.0, 600000.5], 1),
        ([12.34, 1.0], 2),
        ([1.5], 3),
        ([0.12, 1e-9], 4),
        ([3, 4], 0),
    ],
)
def test_a_column_has_as_many_decimals_as_its_numbers_need(values: list[Any], decimals: int) -> None:
    assert decimals_needed(values) == decimals


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0.1"),
        (1e22, "1e+22"),
        (600000.5, "600000.5"),
        (3.0, "3"),
        (10**18, "1000000000000000000"),
        (False, "false"),
    ],
)
def test_files_keep_numbers_exact(value: Any, text: str) -> None:
    assert value_to_text(value) == text


def test_nested_values_become_json() -> None:
    assert value_to_text([{"a": dt.date(2024, 1, 2)}]) == '[{"a": "2024-01-02"}]'
    assert json.loads(value_to_json({"é": [1, None]})) == {"é": [1, None]}


def test_a_frame_becomes_plain_values() -> None:
    frame = pd.DataFrame(
        {
            "text": pd.Series(["a", None], dtype="str"),
            "count": np.array([1, 2]),
            "number": [0.5, math.nan],
            "place": pd.Series([3, None], dtype="Int64"),
            "yes": [True, False],
            "day": [pd.Timestamp("2024-12-31"), pd.NaT],
            "date": [dt.date(2024, 1, 2), None],
            "tuple": [("x", "y"), ()],
            "infinite": [math.inf, 1.0],
        }
    )
    answer = answer_from_frame(frame)
    assert answer.columns == tuple(frame.columns)
    assert answer.rows == [
        ("a", 1, 0.5, 3, True, dt.date(2024, 12, 31), dt.date(2024, 1, 2), ["x", "y"], None),
        (None, 2, None, None, False, None, None, [], 1.0),
    ]
    assert {type(value) for row in answer.rows for value in row} == {
        str, int, float, bool, dt.date, list, type(None)
    }  # fmt: skip


def test_rows_and_facts_become_plain_values() -> None:
    assert answer_from_rows(["n"], [[np.int64(4)], [np.array([1, 2])]]).rows == [(4,), ([1, 2],)]
    assert answer_from_facts({"a": {"b": math.nan}}).rows == [("a", {"b": None})]
    assert plain_value({"x", "y"}) == ["x", "y"]
    assert plain_value(dt.datetime(2024, 1, 2, 3, 4, tzinfo=dt.UTC)) == dt.datetime(2024, 1, 2, 3, 4, tzinfo=dt.UTC)
