"""The sheets of the workbook: which there are, and the columns of each, derived from the model.

A sheet is named for what a row of it describes (``clusters``) or states (``members``); a folder of CSV files has the
same sheets as files. The template is written, and the ``tables`` recipe reads, by what stands here.

>>> [column.name for column in sheet_columns("members")]
['member', 'cluster', 'role', 'since', 'until', 'source']
>>> sheet_columns("members")[0].target_sheets
('organisations', 'clusters', 'ministries')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from graphmodel.errors import RequestError
from graphmodel.model import (
    JUDGED,
    LABELS,
    NODE_PROPERTIES,
    RELATIONSHIPS,
    Kind,
    Label,
    Property,
    Reference,
    RelationshipType,
)

#: What a cell may hold: a kind of property; the ``key`` of the row's own thing, or further ``keys`` of it; the key of
#: one other thing (``reference``), or of several separated by ``;`` (``references``).
ColumnKind = Kind | Literal["key", "keys", "reference", "references"]

#: A row whose first cell begins with this is a remark, as the example rows of the template are, and is not read.
REMARK = "#"
#: Sheets of the workbook that hold explanations only, and are not read.
GUIDE_SHEETS = ("read me", "columns")
#: What separates several values in one cell.
SEPARATOR = ";"
#: Properties that a recipe or a judgement states and a person does not.
_NO_COLUMN = frozenset({"precedence", *JUDGED})
_NO_EXAMPLES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: its heading, what its cells hold, and their meaning.

    ``choices`` are the values a ``choice`` takes; ``targets`` the labels a reference may name; ``relationship`` the
    type a reference column of a node's sheet becomes (empty at the ends of a relationship's sheet).
    """

    name: str
    kind: ColumnKind
    meaning: str
    example: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    targets: tuple[str, ...] = ()
    relationship: str = ""

    @property
    def target_sheets(self) -> tuple[str, ...]:
        """The sheets whose first column holds the ids this column may name, in the workbook's order."""
        return tuple(
            name
            for name, entry in SHEETS.items()
            if isinstance(entry, Label) and {entry.name, entry.base} & set(self.targets)
        )


def _sheets() -> dict[str, Label | RelationshipType]:
    entries: list[Label | RelationshipType] = [*LABELS.values(), *RELATIONSHIPS.values()]
    return {entry.sheet: entry for entry in entries if entry.sheet}


#: What each sheet holds, by its name: things first, then ties, in the order of the model.
SHEETS: Mapping[str, Label | RelationshipType] = MappingProxyType(_sheets())


def _property_column(entry: Property, examples: Mapping[str, str] = _NO_EXAMPLES) -> Column:
    return Column(entry.name, entry.kind, entry.meaning, examples.get(entry.name, entry.example), entry.choices)


def _reference_column(entry: Reference, examples: Mapping[str, str]) -> Column:
    return Column(
        entry.column,
        "references",
        entry.meaning,
        examples.get(entry.column, entry.example),
        targets=(entry.target,),
        relationship=entry.relationship,
    )


def _source_column() -> Column:
    meaning = next(p.meaning for p in NODE_PROPERTIES if p.name == "source")
    return Column(
        "source",
        "references",
        f"{meaning}, separated by {SEPARATOR}",
        LABELS["Dataset"].example_id,
        targets=("Dataset",),
    )


def _label_columns(label: Label) -> tuple[Column, ...]:
    return (
        Column(
            "id",
            "key",
            "Your own short name for it, used once only; other sheets refer to it by this",
            label.example_id,
            required=True,
        ),
        Column("identifiers", "keys", f"Keys in public registers, such as pic:999999999, separated by {SEPARATOR}"),
        *(_property_column(p, label.example) for p in label.properties if p.name not in _NO_COLUMN),
        *(_reference_column(r, label.example) for r in label.references),
        *(() if label.name == "Dataset" else (_source_column(),)),
    )


def _relationship_columns(entry: RelationshipType) -> tuple[Column, ...]:
    start, end = entry.columns
    meanings = (f"Id of the {start}, which {entry.meaning}: see {end}", f"Id of the {end}")
    ends = (entry.starts, entry.ends)
    return (
        *(
            Column(name, "reference", meaning, example, required=True, targets=targets)
            for name, meaning, example, targets in zip(entry.columns, meanings, entry.example, ends, strict=True)
        ),
        *map(_property_column, entry.properties),
        _source_column(),
    )


@cache
def sheet_columns(sheet: str) -> tuple[Column, ...]:
    """The columns of a sheet, in their order, by the sheet's name.

    Raises :class:`~graphmodel.errors.RequestError` for a sheet the model does not know.

    >>> [column.name for column in sheet_columns("sectors")]
    ['id', 'identifiers', 'name', 'names', 'within', 'source']
    """
    if sheet not in SHEETS:
        raise RequestError(f"There is no sheet named {sheet!r}.", remedy=f"The sheets are: {', '.join(SHEETS)}.")
    entry = SHEETS[sheet]
    return _label_columns(entry) if isinstance(entry, Label) else _relationship_columns(entry)
