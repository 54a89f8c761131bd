"""Columns as the store gives them, as Python values of the kind the model states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from graphmodel.model import Kind


def column_to_kind(column: pd.Series, kind: Kind) -> list[Any]:
    """A column's values: ``datetime.date``, bool, int, float, list of str or str; ``None`` where missing.

    Stores hand out dates as dates, timestamps or ISO text. Empty text counts as missing.
    """
    if kind == "texts":
        return [_texts(value) for value in column]
    missing = column.isna().to_numpy()
    if kind == "amount":
        numbers = pd.to_numeric(column).astype("float64").tolist()
        return [None if gone else number for number, gone in zip(numbers, missing, strict=True)]
    # Few values are distinct, so each is converted once.
    codes, distinct = pd.factorize(column)
    values = np.array([*(_value(value, kind) for value in distinct), None], dtype=object)
    return list(values[codes])


def present_values(columns: Mapping[str, list[Any]], count: int) -> Iterator[dict[str, Any]]:
    """A mapping per row, without what is missing."""
    if not columns:
        return iter([{} for _ in range(count)])
    names = list(columns)
    return (
        {name: value for name, value in zip(names, row, strict=True) if value is not None}
        for row in zip(*columns.values(), strict=True)
    )


def _value(value: Any, kind: Kind) -> Any:
    if kind == "date":
        return _date(value)
    if kind == "yes":
        return bool(value)
    if kind == "year":
        return int(value)
    return str(value) or None


def _date(value: Any) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if hasattr(value, "to_native"):  # the driver's own date
        return dt.date(value.year, value.month, value.day)
    return dt.date.fromisoformat(str(value)[:10])


def _texts(value: Any) -> list[str] | None:
    if value is None or isinstance(value, float):
        return None
    texts = [value] if isinstance(value, str) else [str(item) for item in value]
    return texts or None
