"""A table as it was read from a file, before any recipe has looked at it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd


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
