"""The answer to a query as a frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from graphmodel.store.protocol import Rows


def rows_to_frame(rows: Rows, columns: Sequence[str]) -> pd.DataFrame:
    """A column per column of the answer; whole numbers stay whole where some are missing (``Int64``)."""
    return pd.DataFrame({name: _column([row[place] for row in rows.rows]) for place, name in enumerate(columns)})


def _column(values: list[Any]) -> pd.Series:
    known = [value for value in values if value is not None]
    if known and len(known) < len(values) and all(type(value) is int for value in known):
        return pd.Series(values, dtype="Int64")
    return pd.Series(values, dtype=None if values else object)
