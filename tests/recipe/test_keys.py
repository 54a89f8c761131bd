"""Keys composed of columns, cells left out, and the names of countries that EU sources use."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.recipe import Table, TableForm, composed_key, parse_country
from graphmodel.recipe.parsing import KEY_LIMIT
from graphmodel.recipe.regions import parse_region, parse_region_name


def keys(*columns: list[str | None]) -> list[str | None]:
    series = composed_key("keep", *(pd.Series(column, dtype="str") for column in columns))
    return [None if pd.isna(key) else key for key in series]


def test_a_key_is_made_of_its_parts_and_none_without_the_last() -> None:
    assert keys(["Danube", None, "Danube "], ["GREEN", "BLUE", None]) == ["keep:Danube/GREEN", "keep:/BLUE", None]


def test_two_long_names_with_one_beginning_stay_two() -> None:
    one, other = keys(["P", "P"], ["x" * 400 + "1", "x" * 400 + "2"])
    assert one is not None
    assert one != other
    assert len(one) == len("keep:") + KEY_LIMIT
    assert keys(["P"], ["x" * (KEY_LIMIT - 2)]) == ["keep:P/" + "x" * (KEY_LIMIT - 2)]  # just fits, and is not cut


words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="&"), max_size=500)


@given(words, words)
def test_keys_are_never_longer_than_they_may_be(first: str, last: str) -> None:
    (key,) = keys([first], [last])
    assert (key is None) == (last == "")
    assert key is None or len(key) <= len("keep:") + KEY_LIMIT


@pytest.mark.parametrize(
    ("text", "code"),
    [("Czech Republic", "CZ"), ("Turkey", "TR"), ("Bosnia and Herzegovina", "BA"), ("Russian Federation", "RU")],
)
def test_countries_as_keep_and_cordis_call_them(text: str, code: str) -> None:
    assert parse_country(text) == code


def test_a_name_in_capitals_beside_a_code_is_no_second_code() -> None:
    assert (parse_region("EE0  / EESTI"), parse_region_name("EE0  / EESTI")) == ("EE0", "EESTI")


def test_cells_left_out_are_told_and_their_rows_stay() -> None:
    t = Table(
        TableForm("a", ("name", "size")), pd.DataFrame({"name": ["x", "y"], "size": ["1", "2"]}, dtype="str"), "a.csv"
    )
    t.drop(pd.Series([False, True]), "size", "is too large")
    (problem,) = t.problems
    assert (problem.column, problem.values, problem.reason, problem.rejects) == ("size", ("2",), "is too large", False)
    assert not t.rejected.any()
    t.drop(pd.Series([False, False]), "size", "is too small")
    assert len(t.problems) == 1
