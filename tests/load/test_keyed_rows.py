"""Rows of one label: what they say together of each key, whoever describes it and whoever only refers to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.load.gather import Batch
from graphmodel.load.keyed_rows import Keyed, combine_rows
from graphmodel.records import Nodes

Row = tuple[str, str | None, str | None]  # key, acronym, further key


def batch(rows: list[Row], file: str, *, described: bool) -> Batch:
    keys, acronyms, further = (pd.Series([row[place] for row in rows], dtype="str") for place in range(3))
    records = Nodes("Project", keys, pd.DataFrame({"acronym": acronyms}), (further,), described)
    return Batch(records, file, pd.Series(range(2, len(rows) + 2)))


def told(described: list[Row], referring: list[Row]) -> Mapping[str, Keyed]:
    batches = [batch(referring, "organization.csv", described=False), batch(described, "project.csv", described=True)]
    return {each.key: each for each in combine_rows("Project", [each for each in batches if len(each.rows)])}


def test_a_row_that_only_refers_adds_nothing_to_one_that_describes() -> None:
    found = told([("p:1", "WOOD", "rcn:1")], [("p:1", None, None), ("p:1", None, None)])
    assert found == {"p:1": Keyed("p:1", ("rcn:1",), {"acronym": "WOOD"}, True, (False, "project.csv", 2), 0)}


def test_a_key_that_is_only_referred_to_is_known_by_its_first_row() -> None:
    found = told([("p:1", "WOOD", None)], [("p:2", None, None), ("p:2", None, None)])
    assert found["p:2"] == Keyed("p:2", (), {}, False, (True, "organization.csv", 2), 0)


def test_what_a_referring_row_says_fills_what_the_description_leaves_blank() -> None:
    found = told([("p:1", None, None), ("p:2", "PAPER", None)], [("p:1", "WOOD", None), ("p:2", "WOOD", "rcn:2")])
    assert found["p:1"].values == {"acronym": "WOOD"}
    assert found["p:2"].values == {"acronym": "PAPER"}
    assert found["p:2"].also == ("rcn:2",)


KEYS = st.sampled_from(["p:1", "p:2", "p:3"])
ROWS = st.lists(
    st.tuples(KEYS, st.sampled_from([None, "WOOD", "PAPER"]), st.sampled_from([None, "rcn:1", "rcn:2"])), max_size=8
)


@given(ROWS.filter(bool), ROWS, st.lists(KEYS, max_size=4))
def test_references_without_content_change_no_description(
    described: list[Row], referring: list[Row], keys: list[str]
) -> None:
    more = [*referring, *((key, None, None) for key in keys)]
    before, after = told(described, referring), told(described, more)
    known = {key for key, _, _ in described}
    assert {key: after[key] for key in known} == {key: before[key] for key in known}
    assert after.keys() == before.keys() | set(keys)


@given(ROWS.filter(bool), ROWS, st.randoms(use_true_random=False))
def test_nothing_but_the_numbers_of_rows_depends_on_their_order(
    described: list[Row], referring: list[Row], chance: Any
) -> None:
    shuffled = [chance.sample(rows, len(rows)) for rows in (described, referring)]
    plain = [
        {key: each._replace(place=(False, "", 0)) for key, each in told(*rows).items()}
        for rows in ([described, referring], shuffled)
    ]
    assert plain[0] == plain[1]
