"""What a recipe declares about its source: who publishes it, under which licence, and in which tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch


@dataclass(frozen=True, slots=True)
class TableForm:
    """One form in which a table is published: the columns that must be there and those that may be.

    Several forms may share one ``name``: they are variants of the table, read by the same function of the recipe.
    ``files`` are name patterns (``organization*``): a file so named is held to this table's columns; with
    ``by_name_only`` no other file is taken for it. ``order`` lists all columns of copies that circulate without their
    header line, in the order in which these have them.
    """

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    by_name_only: bool = False
    order: tuple[str, ...] = ()

    def fits(self, columns: Sequence[str]) -> bool:
        """Whether all required columns are there."""
        return set(self.required) <= set(columns)

    def missing(self, columns: Sequence[str]) -> list[str]:
        """Required columns that are not there."""
        return [column for column in self.required if column not in columns]

    def named_like(self, file: str) -> bool:
        """Whether a file name looks like this table's."""
        return any(fnmatch(file.casefold(), pattern) for pattern in self.files)

    def continues(self, cells: Sequence[str]) -> bool:
        """Whether the first line of a file may be a row of a copy without header: as wide, and without a column's name."""
        return len(cells) == len(self.order) and not set(self.order) & set(cells)


@dataclass(frozen=True, slots=True)
class Source:
    """A source of facts.

    ``dataset`` is the name a load goes under unless the user gives one. ``most_rows`` is the size above which a table
    is not credible; ``fewest_rows`` is checked for complete editions only. ``complete`` says that a load replaces the
    dataset, so that rows that are gone are removed. Where sources disagree about a property, the one with the smaller
    ``precedence`` is shown. Rows whose first cell begins with ``comment`` are passed over,
    and so are the tables named in ``guides``, which explain and state nothing. ``left`` holds tables that the source
    publishes and the recipe leaves aside: patterns of file names, each with the reason.
    """

    title: str
    publisher: str = ""
    url: str = ""
    licence: str = ""
    credit: str = ""
    dataset: str = ""
    tables: tuple[TableForm, ...] = ()
    most_rows: int = 5_000_000
    fewest_rows: int = 0
    complete: bool = False
    precedence: int = 50
    comment: str = ""
    guides: tuple[str, ...] = ()
    left: Mapping[str, str] = field(default_factory=dict)

    def forms_of(self, name: str) -> list[TableForm]:
        """All forms of one table."""
        return [form for form in self.tables if form.name == name]

    def why_left(self, file: str) -> str:
        """Why a table of this name is left aside; blank where it is not."""
        return next((why for pattern, why in self.left.items() if fnmatch(file.casefold(), pattern)), "")
