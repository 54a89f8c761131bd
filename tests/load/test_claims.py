"""The text of a claim, and its content as a mapping, which say the same."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.load.claims import claim_text_and_content

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = (
    TEXTS
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers(-(2**63), 2**63 - 1)
    | st.booleans()
    | st.dates()
    | st.lists(TEXTS, max_size=3)
    | st.lists(TEXTS, max_size=3).map(tuple)
    | st.floats(allow_nan=False, allow_infinity=False).map(np.float64)
)


@given(st.sets(TEXTS, min_size=1, max_size=3), st.sets(TEXTS, max_size=3), st.dictionaries(TEXTS, VALUES, max_size=5))
def test_the_content_is_what_parsing_the_text_gives(labels: set[str], also: set[str], values: dict[str, Any]) -> None:
    text, content = claim_text_and_content(labels, also, values)
    assert json.loads(text) == content
    assert list(content["values"]) == sorted(values)
    assert set(content["values"]) == set(values)


def test_a_day_is_told_as_its_text() -> None:
    text, content = claim_text_and_content(["Project"], [], {"start": date(2014, 1, 31), "title": "A"})
    assert text == '{"labels":["Project"],"values":{"start":"2014-01-31","title":"A"}}'
    assert content == {"labels": ["Project"], "values": {"start": "2014-01-31", "title": "A"}}


def test_contents_do_not_share_what_they_hold() -> None:
    one, other = (claim_text_and_content(["Sector"], [], {"name": name})[1] for name in ("A", "B"))
    assert (one["values"], other["values"]) == ({"name": "A"}, {"name": "B"})
