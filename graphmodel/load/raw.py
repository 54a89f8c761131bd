"""A table as it was read from a file, before any recipe has looked at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd


def header_names(cells: Sequence[str]) -> list[str]:
    """The names of columns: a blank heading is told by its place, and one that stands again by a number.

    >>> header_names(["id", "", "id"])
    ['id', 'column 2', 'id (2)']
    """
    names: list[str] = []
    seen: Counter[str] = Counter()
    for place, cell in enumerate(cells):
        name = cell.strip().lstrip("\ufeff") or f"column {place + 1}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that cannot be read at all: its number in the file, what stands there, and why."""

    row: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class RawTable:
    """Text cells with their header, the numbers of their rows, and the rows that could not be read.

    ``name`` is the file's (or the sheet's) name, ``file`` what the user knows it by, ``notes`` what was noticed while
    looking (a guessed encoding). ``first`` are the cells of a text file's first line as they stand there, since that line
    may turn out to be a row and no header.
    """

    name: str
    file: str
    frame: pd.DataFrame
    rows: pd.Series
    broken: list[Broken] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    first: tuple[str, ...] = ()
