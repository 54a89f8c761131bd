"""Rows for a statement, in batches sized by what they hold in memory: one long text weighs as much as many short ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import add
from types import MappingProxyType
from typing import Any

#: Bytes in a batch, roughly; larger ones make a server slower, not faster, and need more of its heap.
BYTES = 1_000_000
_ROW = 60
_VALUE = 12
#: A mapping, or a list where all rows have the same columns.
Row = dict[str, Any] | list[Any]


class CountedRows(list[Any]):
    """Rows that are written out as their number: the driver writes out all it sends for its log, whether one is kept or not.

    >>> CountedRows([["a", 1], ["b", 2]])
    <2 rows>
    """

    def __repr__(self) -> str:
        return f"<{len(self)} rows>"


@dataclass(frozen=True, slots=True)
class Batch:
    """One statement with its rows, what they are, how much of the whole write they are, and roughly how many bytes.

    A row is a mapping, or a list where all have the same columns: no name crosses with each. ``same`` are the parameters
    that all rows share.
    """

    cypher: str
    rows: CountedRows
    what: str
    share: int
    weight: int
    same: Mapping[str, Any]

    def let_go(self) -> None:
        """Forget the rows, which are written: the driver would keep them until cycles of objects are searched for."""
        self.rows.clear()


def used_once(batches: Iterable[Batch]) -> Iterator[Batch]:
    """Batches for whoever uses each once: its rows are let go of when the next one is asked for."""
    for batch in batches:
        yield batch
        batch.let_go()


def rows_to_batches(cypher: str, rows: Iterable[Row], what: str, *, counted: bool = True) -> Iterator[Batch]:
    """A statement with its rows, made as they are asked for; without ``counted`` they are no progress."""
    weighed = ((row, row_weight(row)) for row in rows)
    return _weighed_to_batches(cypher, weighed, what, counted=counted, same={})


def columns_to_batches(
    cypher: str,
    parts: Iterable[Sequence[list[Any]]],
    what: str,
    *,
    same: Mapping[str, Any] = MappingProxyType({}),
) -> Iterator[Batch]:
    """A statement with rows that are lists, from their columns, which come in parts, each made as it is asked for."""
    weighed = chain.from_iterable(
        zip(map(list, zip(*columns, strict=True)), columns_to_weights(columns), strict=True) for columns in parts
    )
    return _weighed_to_batches(cypher, weighed, what, counted=True, same=same)


def _weighed_to_batches(
    cypher: str, rows: Iterable[tuple[Row, int]], what: str, *, counted: bool, same: Mapping[str, Any]
) -> Iterator[Batch]:
    statement = f"{cypher} RETURN count(*) AS touched"

    def batch() -> Batch:
        return Batch(statement, part, what, len(part) if counted else 0, whole, same)

    part, whole = CountedRows(), 0
    for row, weight in rows:
        if part and whole + weight > BYTES:
            yield batch()
            part, whole = CountedRows(), 0
        part.append(row)
        whole += weight
    if part:
        yield batch()


def row_weight(row: Row) -> int:
    """Roughly how many bytes a row takes on its way.

    >>> row_weight({"id": "pic:1", "names": ["A", "B"]}) - row_weight({"id": "", "names": ["A", "B"]})
    5
    """
    values = row.values() if isinstance(row, Mapping) else row
    return _ROW + sum(_VALUE + _content_weight(value) for value in values)


def columns_to_weights(columns: Sequence[list[Any]]) -> list[int]:
    """The weights of rows, as :func:`row_weight` has them, from their columns: a fraction of the time.

    >>> columns_to_weights([["pic:1", "pic:22"], [None, 2.0]]) == [row_weight(["pic:1", None]), row_weight(["pic:22", 2.0])]
    True
    """
    weights = [_ROW + _VALUE * len(columns)] * len(columns[0])
    for column in columns:
        kinds = set(map(type, column))
        if kinds == {str}:
            weights = list(map(add, weights, map(len, column)))
        elif kinds == {str, type(None)}:
            weights = list(map(add, weights, (len(value or "") for value in column)))
        elif kinds & {str, list, dict}:
            weights = list(map(add, weights, map(_content_weight, column)))
    return weights


def _content_weight(value: Any) -> int:
    kind = type(value)
    if kind is str:
        return len(value)
    if kind is dict:
        return row_weight(value)
    if kind is list:
        return sum(len(item) + _VALUE if type(item) is str else _VALUE for item in value)
    return 0
