"""The sheets of the example: columns in the model's order, rows in the order of their ids, empty columns left out."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from graphmodel.model import LABELS, RELATIONSHIPS

#: The columns of every sheet, as the ``tables`` recipe reads them.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    **{
        label.sheet: (
            "id",
            "identifiers",
            *(p.name for p in label.properties),
            *(r.column for r in label.references),
            *(() if label.name == "Dataset" else ("source",)),
        )
        for label in LABELS.values()
        if label.sheet
    },
    **{
        tie.sheet: (*tie.columns, *(p.name for p in tie.properties), "source")
        for tie in RELATIONSHIPS.values()
        if tie.sheet
    },
}


def sheet_to_csv(sheet: str, rows: Sequence[Mapping[str, str]]) -> str:
    """One sheet as CSV text: sorted, without columns that are empty throughout.

    Raises :class:`ValueError` for a value in a column that the sheet does not have.
    """
    known = COLUMNS[sheet]
    strange = {column for row in rows for column, value in row.items() if value and column not in known}
    if strange:
        raise ValueError(f"{sheet} has no column {', '.join(sorted(strange))}")
    used = [column for column in known if any(row.get(column) for row in rows)]
    ordered = sorted(([row.get(column, "") for column in used] for row in rows), key=lambda cells: (cells[:2], cells))
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([used, *ordered])
    return text.getvalue()


def write_sheets(folder: Path, sheets: Mapping[str, Sequence[Mapping[str, str]]]) -> list[tuple[str, int]]:
    """Write every sheet that has rows, remove any other CSV file of the folder, and return the counts."""
    folder.mkdir(parents=True, exist_ok=True)
    filled = {name: rows for name, rows in sheets.items() if rows}
    for path in folder.glob("*.csv"):
        if path.stem not in filled:
            path.unlink()
    for name, rows in filled.items():
        (folder / f"{name}.csv").write_text(sheet_to_csv(name, rows), encoding="utf-8", newline="\n")
    return [(name, len(rows)) for name, rows in sorted(filled.items())]
