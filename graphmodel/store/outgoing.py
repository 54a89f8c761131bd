"""Values on their way into a store: only what both engines keep alike.

Neo4j refuses nested lists, mappings, lists of mixed kinds and whole numbers beyond 64 bits; ArcadeDB would take them. They
are refused here, before anything is sent, so that what was written on one engine can be written on the other.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graphmodel.errors import StoreError

if TYPE_CHECKING:
    import pandas as pd

#: Rows made plain at a time, so that never all of them stand in memory twice.
PART_ROWS = 5000
_WHOLE_LIMIT = 2**63
_REMEDY = "A property holds text, a number, true or false, a date, or a list of one of these."


def cell_to_plain(value: Any) -> Any:
    """A cell as str, int, float, bool, ``datetime.date`` or list; None for a missing one (NaN, NaT and NA among them).

    Raises:
        StoreError: a value that not both engines can keep.

    >>> import numpy as np
    >>> cell_to_plain(np.float64(2)), cell_to_plain(float("nan")), cell_to_plain(("a", "b"))
    (2.0, None, ['a', 'b'])
    """
    kind = type(value)
    if kind is str:
        return value if value.isascii() else _text(value)
    if value is None or kind is bool:
        return value
    if kind is float:
        return _number(value)
    if kind is int:
        return _whole(value)
    if kind in {list, tuple}:
        return _list(value)
    return _unusual(value)


def properties_to_plain(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties a thing has, each one plain; missing ones are left out."""
    plain = {}
    for name, value in properties.items():
        if type(value) is str and value.isascii():  # most of them
            plain[name] = value
        elif (cell := cell_to_plain(value)) is not None:
            plain[name] = cell
    return plain


def values_to_plain(values: list[Any]) -> list[Any]:
    """A column of values, each one plain, None where one is missing.

    >>> values_to_plain(["a", None]), values_to_plain([1.5, float("nan")]), values_to_plain([("a",), None])
    (['a', None], [1.5, None], [['a'], None])
    """
    kinds = set(map(type, values)) - {type(None)}
    if kinds == {str}:
        return [value if value is None or value.isascii() else _text(value) for value in values]
    if kinds == {float}:
        return [value if value is None or abs(value) < math.inf else _number(value) for value in values]
    if kinds == {dt.date}:
        return values
    return [cell_to_plain(value) for value in values]


def frame_to_parts(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """A frame in parts of :data:`PART_ROWS` rows."""
    return (frame.iloc[first : first + PART_ROWS] for first in range(0, len(frame), PART_ROWS))


def frame_to_plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as mappings of plain properties, without the missing ones."""
    columns = frame_to_plain_columns(frame)
    names = list(columns)
    if not names:
        return [{} for _ in range(len(frame))]
    if not any(None in column for column in columns.values()):
        return [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return [
        {name: value for name, value in zip(names, row, strict=True) if value is not None}
        for row in zip(*columns.values(), strict=True)
    ]


def frame_to_plain_columns(frame: pd.DataFrame) -> dict[str, list[Any]]:
    """The columns of a frame that hold anything, as lists of plain values, None where one is missing."""
    # A column without a single value costs as much as any other, row by row.
    given = [(str(name), frame[name]) for name in frame.columns]
    return {name: _column_to_plain(column) for name, column in given if column.notna().any()}


def _column_to_plain(column: pd.Series) -> list[Any]:
    if getattr(column.dtype, "storage", "") == "pyarrow":  # Arrow keeps no half characters
        texts: list[Any] = column.array.to_numpy(dtype=object, na_value=None).tolist()
        return texts
    if column.dtype == "float64" and not column.abs().eq(math.inf).any():
        return column.astype(object).where(column.notna(), None).tolist()
    return values_to_plain(column_to_list(column))


def column_to_list(column: pd.Series) -> list[Any]:
    """The values of a column; text kept in Arrow's form is several times faster this way than one by one."""
    values: list[Any] = column.to_numpy(dtype=object).tolist()
    return values


def _text(value: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as fault:
        raise StoreError(
            f"The text {value[:60]!r} holds half a character, which no file or store can keep.",
            remedy="Repair the text at its source.",
        ) from fault
    return value


def _number(value: float) -> float | None:
    if math.isinf(value):
        raise StoreError("An infinite number cannot be stored.", remedy=_REMEDY)
    return None if math.isnan(value) else value


def _whole(value: int) -> int:
    if not -_WHOLE_LIMIT <= value < _WHOLE_LIMIT:
        raise StoreError(f"The whole number {value} has more than 64 bits.", remedy="Store it as text.")
    return value


def _list(values: list[Any] | tuple[Any, ...]) -> list[Any]:
    if len(values) == 1 and type(values[0]) is str:  # most of them
        return [cell_to_plain(values[0])]
    items = [cell_to_plain(value) for value in values]
    kinds = {type(item) for item in items}
    if len(kinds) > 1 or kinds & {list, type(None)}:
        raise StoreError(f"The list {items[:5]!r} holds missing, nested or mixed values.", remedy=_REMEDY)
    return items


def _unusual(value: Any) -> Any:
    """What is left: numpy's and pandas' own scalars and arrays, subclasses, and what nothing can store."""
    if type(value).__name__ in {"NaTType", "NAType"}:
        return None
    if isinstance(value, dt.datetime):
        if value.time() == dt.time() and value.tzinfo is None:
            return dt.date(value.year, value.month, value.day)
    elif isinstance(value, dt.date):
        return value
    elif hasattr(value, "tolist"):
        return cell_to_plain(value.tolist())
    else:
        for kind in (str, int, float):
            if isinstance(value, kind):
                return cell_to_plain(kind(value))
    raise StoreError(f"A value of type {type(value).__name__} cannot be stored.", remedy=_REMEDY)
