"""A table as a recipe sees it: columns parsed whole, every one of them accounted for.

Each ``t.<kind>(column)`` parses a column at once (every distinct value once), marks it consumed, and notes each cell that
cannot be read. A cell that is required rejects its row; any other is dropped and counted. The module is longer than others
because whoever writes a recipe should find every kind of column in one place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from graphmodel.errors import RecipeError
from graphmodel.recipe import parsing, regions
from graphmodel.recipe.source import TableForm


@dataclass(frozen=True, slots=True)
class Problem:
    """Cells of one column that could not be read, and whether their rows are rejected for it."""

    positions: np.ndarray[Any, np.dtype[np.intp]]
    column: str
    values: tuple[str, ...]
    reason: str
    rejects: bool


class Table:
    """The rows of one table of a source: all cells are text, blank where the source says nothing.

    ``name`` is the table's name in the recipe, ``file`` the file it came from, ``rows`` the row numbers in that file,
    the header being row 1, and ``dataset`` the name of the dataset the load belongs to. ``repaired`` counts the texts in
    which more than white space had to be put right.
    """

    def __init__(
        self,
        form: TableForm,
        frame: pd.DataFrame,
        file: str,
        rows: pd.Series | None = None,
        known: frozenset[str] = frozenset(),
        dataset: str = "",
    ) -> None:
        self.name = form.name
        self.file = file
        self.dataset = dataset
        self.rows = rows if rows is not None else pd.Series(np.arange(2, len(frame) + 2), index=frame.index)
        self.problems: list[Problem] = []
        self.left: dict[str, str] = {}
        self.repaired = 0
        self._frame = frame
        self._known = known | {*form.required, *form.optional}
        self._consumed: set[str] = set()

    def __len__(self) -> int:
        return len(self._frame)

    def __contains__(self, column: str) -> bool:
        return column in self._frame.columns

    @property
    def index(self) -> pd.Index:
        """One label per row; every column a recipe makes is aligned with it."""
        return self._frame.index

    @property
    def columns(self) -> list[str]:
        """The columns of the file."""
        return list(self._frame.columns)

    @property
    def unknown_columns(self) -> list[str]:
        """Columns of the file that the recipe neither consumed nor left."""
        return [c for c in self._frame.columns if c not in self._consumed and c not in self.left]

    def text(self, column: str, *, required: bool = False) -> pd.Series:
        """Texts, cleaned: entities and double encoding undone, white space folded."""
        return self._parse(column, parsing.clean_text, required=required, as_text=True)

    def texts(self, column: str, separator: str = ";") -> pd.Series:
        """Lists of texts from cells that hold several, each list sorted and without repetition."""

        def parse(text: str) -> tuple[str, ...]:
            parts = (parsing.clean_text(part) for part in text.split(separator))
            return tuple(sorted({part for part in parts if part}))

        return self._parse(column, parse)

    def key(
        self, namespace: str, column: str, *, required: bool = False, unique: bool = False, pattern: str | None = None
    ) -> pd.Series:
        """Keys in a namespace. ``pattern`` picks the key out of a longer text, as its first group.

        ``unique`` says that a key stands in one row only: rows that repeat it with other content are rejected.
        """
        form = re.compile(pattern) if pattern else None
        keys = self._parse(
            column, lambda text: parsing.parse_key(namespace, text, form), required=required, as_text=True
        )
        if unique:
            self._reject_conflicts(keys, column)
        return keys

    def own_key(self, column: str, *, required: bool = False, unique: bool = False) -> pd.Series:
        """Keys as people write them: ``namespace:value``, or a plain word in the namespace of the dataset."""
        keys = self._parse(
            column, lambda text: parsing.parse_own_key(self.dataset, text), required=required, as_text=True
        )
        if unique:
            self._reject_conflicts(keys, column)
        return keys

    def own_keys(self, column: str, separator: str = ";") -> pd.Series:
        """Lists of keys as people write them, from cells that hold several."""

        def parse(text: str) -> tuple[str, ...]:
            parts = [part.strip() for part in text.split(separator) if part.strip()]
            return tuple(sorted({parsing.parse_own_key(self.dataset, part) for part in parts}))

        return self._parse(column, parse)

    def keys(self, column: str, separator: str = ";") -> pd.Series:
        """Lists of namespaced keys (``namespace:value``) from cells that hold several."""

        def parse(text: str) -> tuple[str, ...]:
            found = set()
            for part in filter(None, map(str.strip, text.split(separator))):
                namespace, _, value = part.partition(":")
                if not value:
                    raise ValueError("is not of the form namespace:key")
                found.add(parsing.parse_key(namespace, value))
            return tuple(sorted(found))

        return self._parse(column, parse)

    def amount(self, column: str, *, required: bool = False) -> pd.Series:
        """Amounts of money; blank is missing, which is not zero."""
        cells = self._column(column)
        comma = parsing.comma_in_column(cells[cells.str.contains(",", regex=False, na=False)].unique())
        return self._parse(column, lambda text: parsing.parse_amount(text, comma), required=required).astype("float64")

    def date(self, column: str, edge: parsing.Edge = "start", *, required: bool = False) -> pd.Series:
        """Days; a bare year means its first day, or its last with ``edge="end"``."""
        return self._parse(column, lambda text: parsing.parse_date(text, edge), required=required)

    def year(self, column: str) -> pd.Series:
        """Years, also out of full dates."""
        return self._parse(column, parsing.parse_year)

    def country(self, column: str) -> pd.Series:
        """ISO codes of countries, from codes or names."""
        return self._parse(column, parsing.parse_country, as_text=True)

    def region(self, column: str) -> pd.Series:
        """NUTS codes as Eurostat writes them (``EL303``), also from cells that name the region beside its code."""
        return self._parse(column, regions.parse_region, as_text=True)

    def region_name(self, column: str) -> pd.Series:
        """The names of regions that stand beside their codes in one cell (``DEG01  / Erfurt``)."""
        return self._parse(column, regions.parse_region_name, as_text=True)

    def yes(self, column: str) -> pd.Series:
        """Yes or no."""
        return self._parse(column, parsing.parse_yes)

    def url(self, column: str) -> pd.Series:
        """Web addresses."""
        return self._parse(column, parsing.parse_url, as_text=True)

    def choice(self, column: str, choices: Mapping[str, str] | Sequence[str], *, required: bool = False) -> pd.Series:
        """One of several words; a mapping translates the source's words into the model's."""
        meanings = choices if isinstance(choices, Mapping) else {word: word for word in choices}
        return self._parse(column, parsing.parse_choice(meanings), required=required, as_text=True)

    def parsed(self, column: str, parse: Callable[[str], Any], *, required: bool = False) -> pd.Series:
        """A column read with a function of the recipe's own, which raises ValueError with the reason."""
        return self._parse(column, parse, required=required)

    def leave(self, *columns: str, why: str) -> None:
        """Say that columns are left aside, and why; columns the file does not have are passed over."""
        if not why:
            raise RecipeError("A column is left without a reason.", where=self.name, remedy="Say why.")
        self.left.update({column: why for column in columns if column in self})

    def reject(self, rows: pd.Series, column: str, reason: str) -> None:
        """Reject the rows marked True, naming the column and the reason."""
        positions = np.flatnonzero(rows.to_numpy(dtype=bool, na_value=False))
        if len(positions):
            values = tuple(self._column(column).iloc[positions].astype(str))
            self.problems.append(Problem(positions, column, values, reason, rejects=True))

    def drop(self, rows: pd.Series, column: str, reason: str) -> None:
        """Note that the cells of a column were left out in the rows marked True, and why; the rows themselves stay."""
        positions = np.flatnonzero(rows.to_numpy(dtype=bool, na_value=False))
        if len(positions):
            values = tuple(self._column(column).iloc[positions].astype(str))
            self.problems.append(Problem(positions, column, values, reason, rejects=False))

    @property
    def rejected(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which rows were rejected."""
        mask = np.zeros(len(self), dtype=bool)
        for problem in self.problems:
            if problem.rejects:
                mask[problem.positions] = True
        return mask

    def _column(self, column: str) -> pd.Series:
        if column not in self._frame.columns:
            return pd.Series("", index=self.index, dtype="str")
        return self._frame[column]

    def _parse(
        self, column: str, parse: Callable[[str], Any], *, required: bool = False, as_text: bool = False
    ) -> pd.Series:
        if column not in self._known:
            raise RecipeError(
                f"The column {column} is not declared.",
                where=self.name,
                remedy="Name it in the TableForm, as required or optional.",
            )
        self._consumed.add(column)
        cells = self._column(column).fillna("")
        if not required and not cells.ne("").any():
            nothing = np.empty(len(cells), dtype=object)
            return pd.Series(nothing, index=self.index, dtype="str" if as_text else object)
        codes, found = pd.factorize(cells.array)
        distinct = found.to_numpy(dtype=object)
        values = np.empty(len(distinct) + 1, dtype=object)
        values[-1] = None
        faults: dict[int, str] = {}
        blank: list[int] = []
        repaired: list[int] = []
        for place, cell in enumerate(distinct):
            text = str(cell)
            bare = text.strip()
            if len(bare) <= parsing.LONGEST_MARK and bare.casefold() in parsing.EMPTY_MARKS:
                blank.append(place)
                continue
            try:
                value = parse(text)
            except ValueError as fault:
                faults[place] = str(fault)
            else:
                values[place] = None if value in ("", ()) else value
                if parse is parsing.clean_text and value != text and value != " ".join(text.split()):
                    repaired.append(place)
        if required:
            faults.update(dict.fromkeys(blank, "is blank"))
        self.repaired += int(np.isin(codes, repaired).sum()) if repaired else 0
        self._note(column, codes, distinct, faults, rejects=required)
        if as_text:
            return pd.Series(pd.array(values, dtype="str").take(codes), index=self.index)
        return pd.Series(values[codes], index=self.index, dtype=object)

    def _note(
        self,
        column: str,
        codes: np.ndarray[Any, Any],
        distinct: np.ndarray[Any, Any],
        faults: Mapping[int, str],
        *,
        rejects: bool,
    ) -> None:
        if not faults:
            return
        positions = np.flatnonzero(np.isin(codes, np.fromiter(faults, dtype=codes.dtype)))
        by_reason: dict[str, list[int]] = {}
        for position in positions:
            by_reason.setdefault(faults[int(codes[position])], []).append(int(position))
        for reason, at in sorted(by_reason.items()):
            values = tuple(str(distinct[codes[position]]) for position in at)
            self.problems.append(Problem(np.array(at, dtype=np.intp), column, values, reason, rejects))

    def _reject_conflicts(self, keys: pd.Series, column: str) -> None:
        repeated = keys.notna() & keys.duplicated(keep=False)
        if not repeated.any():
            return
        content = self._frame[repeated].fillna("").agg("\x1f".join, axis=1)
        pairs = pd.DataFrame({"key": keys[repeated], "content": content})
        # The smallest content wins, not the first row: the outcome must not depend on how the file was sorted.
        kept = pairs.groupby("key")["content"].transform("min")
        conflict = pd.Series(False, index=self.index)
        conflict[pairs.index[pairs["content"] != kept]] = True
        self.reject(conflict, column, "describes the same thing again, with other content")
