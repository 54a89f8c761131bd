"""Columns and rows of plain values, from a frame, from rows of the store, or from single facts."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found: named columns, and rows of ``None``, yes/no, numbers, text, dates, lists and mappings."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, place: int) -> list[Any]:
        """The values of one column, by its place."""
        return [row[place] for row in self.rows]


@dataclass(frozen=True, slots=True)
class About:
    """Where an answer comes from: told in the sheet of sources of a workbook.

    ``facts`` are lines of their own (title, query, parameters, store ...); ``credits`` is asked for only when needed.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    credits: Callable[[], Answer] | None = None


def answer_from_frame(frame: pd.DataFrame) -> Answer:
    """The rows of a frame, without its index; whatever pandas means by missing becomes ``None``."""
    columns = [[plain_value(value) for value in frame[name].tolist()] for name in frame.columns]
    return Answer(tuple(map(str, frame.columns)), list(zip(*columns, strict=True)))


def answer_from_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Answer:
    """Rows as a store returned them."""
    return Answer(tuple(columns), [tuple(map(plain_value, row)) for row in rows])


def answer_from_facts(facts: Mapping[str, Any]) -> Answer:
    """Single facts as two columns, ``what`` and ``value``."""
    return Answer(("what", "value"), [(name, plain_value(value)) for name, value in facts.items()])


def plain_value(value: Any) -> Any:
    """A value without the types of pandas and numpy.

    >>> plain_value(float("nan")) is None, plain_value((1, float("nan")))
    (True, [1, None])
    """
    if value is None or isinstance(value, (str, bool, int, dt.date)):
        return None if type(value).__name__ == "NaTType" else _without_midnight(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(name): plain_value(item) for name, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return [plain_value(item) for item in items]
    return _foreign_value(value)


def _without_midnight(value: Any) -> Any:
    """A timestamp as a plain moment, or as a plain day where it is midnight with no time zone."""
    if not isinstance(value, dt.datetime):
        return value
    if value.tzinfo is None and value.time() == dt.time():
        return value.date()
    return dt.datetime.fromisoformat(value.isoformat())


def _foreign_value(value: Any) -> Any:
    """A value of numpy or pandas as Python's own; whatever else as text."""
    if type(value).__name__ == "NAType":
        return None
    convert = getattr(value, "tolist", None)
    return plain_value(convert()) if callable(convert) else str(value)
