"""Rows for a statement, in batches sized by what they hold in memory: one long text weighs as much as many short ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

#: Bytes in a batch, roughly; larger ones make a server slower, not faster, and need more of its heap.
BYTES = 1_000_000
_ROW = 60
_VALUE = 12


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


def rows_to_batches(
    cypher: str,
    rows: Iterable[dict[str, Any] | list[Any]],
    what: str,
    *,
    counted: bool = True,
    same: Mapping[str, Any] = MappingProxyType({}),
) -> Iterator[Batch]:
    """A statement with its rows, made as they are asked for; without ``counted`` they are no progress."""
    statement = f"{cypher} RETURN count(*) AS touched"

    def batch() -> Batch:
        return Batch(statement, part, what, len(part) if counted else 0, whole, same)

    part, whole = CountedRows(), 0
    for row in rows:
        weight = row_weight(row)
        if part and whole + weight > BYTES:
            yield batch()
            part, whole = CountedRows(), 0
        part.append(row)
        whole += weight
    if part:
        yield batch()


def row_weight(row: Mapping[str, Any] | Sequence[Any]) -> int:
    """Roughly how many bytes a row takes on its way.

    >>> row_weight({"id": "pic:1", "names": ["A", "B"]}) - row_weight({"id": "", "names": ["A", "B"]})
    5
    """
    weight = _ROW
    for value in row.values() if isinstance(row, Mapping) else row:
        weight += _VALUE
        if type(value) is str:
            weight += len(value)
        elif type(value) is dict:
            weight += row_weight(value)
        elif type(value) is list:
            weight += sum(len(item) + _VALUE if type(item) is str else _VALUE for item in value)
    return weight
