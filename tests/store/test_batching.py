"""Rows in batches: how much they weigh, whether they come row by row or column by column, and what crosses once."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.records import RelationshipChange
from graphmodel.store import batching
from graphmodel.store.batching import BYTES, columns_to_batches, columns_to_weights, row_weight
from graphmodel.store.creating import new_relationships_to_batches
from graphmodel.store.outgoing import cell_to_plain, values_to_plain

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
PLAIN = st.none() | TEXTS | st.floats(allow_nan=False) | st.booleans() | st.dates() | st.lists(TEXTS, max_size=3)
COLUMNS = st.integers(1, 5).flatmap(
    lambda rows: st.lists(
        st.lists(TEXTS, min_size=rows, max_size=rows) | st.lists(PLAIN, min_size=rows, max_size=rows), min_size=1
    )
)


@given(COLUMNS)
def test_columns_weigh_what_their_rows_weigh(columns: list[list[Any]]) -> None:
    assert columns_to_weights(columns) == [row_weight(list(row)) for row in zip(*columns, strict=True)]


def test_a_batch_holds_as_many_rows_as_it_can_carry(monkeypatch: Any) -> None:
    parts: list[list[list[Any]]] = [[["a" * 100, "b", "c"], [1.0, None, 3.0]], [["d"], [4.0]]]
    whole = list(columns_to_batches("UNWIND $rows AS row", parts, "rows"))
    assert [batch.rows for batch in whole] == [[["a" * 100, 1.0], ["b", None], ["c", 3.0], ["d", 4.0]]]
    assert whole[0].weight == sum(map(row_weight, whole[0].rows)) < BYTES

    monkeypatch.setattr(batching, "BYTES", 200)
    assert [len(batch.rows) for batch in columns_to_batches("UNWIND $rows AS row", parts, "rows")] == [1, 2, 1]


SOURCES = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=3) | st.just(date(2014, 1, 31))
NUMBERS = st.none() | st.floats(allow_infinity=False)
LISTS = st.none() | st.lists(TEXTS, max_size=2) | st.lists(TEXTS, max_size=2).map(tuple)


@given(st.lists(SOURCES) | st.lists(NUMBERS) | st.lists(LISTS) | st.lists(SOURCES | NUMBERS | LISTS))
def test_a_column_is_made_plain_as_its_cells_are(values: list[Any]) -> None:
    assert values_to_plain(values) == [cell_to_plain(value) for value in values]


def written(frame: pd.DataFrame) -> tuple[list[dict[str, Any]], int]:
    """The properties that the statement gives to each relationship, and how many values cross in a row."""
    (batch,) = new_relationships_to_batches(RelationshipChange("PARTICIPATES_IN", "Organisation", "Project", frame))
    places = {
        name: int(place) for name, place in re.findall(r"(\w+): row\[(\d+)\]", batch.cypher.partition("CREATE")[2])
    }
    found = [{name: row[place] for name, place in places.items()} for row in batch.rows]
    return found, len(batch.rows[0])


def test_a_key_that_is_the_id_of_its_end_crosses_once() -> None:
    frame = pd.DataFrame(
        {"start": ["pic:1", "pic:2"], "end": ["g:1", "g:1"], "role": ["partner", None]}
        | {"start_key": ["pic:1", "pic:2"], "end_key": ["g:1", "g:1"]}
    )
    told = frame[["start_key", "end_key", "role"]].astype(object).where(frame.notna(), None).to_dict("records")
    assert written(frame) == (told, 3)


def test_keys_that_were_merged_cross_beside_the_ids() -> None:
    frame = pd.DataFrame(
        {"start": ["pic:1", "pic:1"], "end": ["g:1", "g:2"]}
        | {"start_key": ["pic:1", "my:acme"], "end_key": ["g:1", "g:2"]}
    )
    assert written(frame) == (frame[["start_key", "end_key"]].to_dict("records"), 3)
