"""Excel and OpenDocument workbooks: every sheet a table of texts, dates as ISO texts, whole numbers without a point."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook, load_workbook

from graphmodel.errors import SourceError
from graphmodel.load.raw import RawTable, header_names

_LOOKED_AT, _TITLE_LINES = 50, 4


def workbook_to_tables(data: bytes, file: str) -> list[RawTable]:
    """Read all sheets that have a header and at least one row.

    Raises :class:`SourceError` for a damaged or protected workbook.
    """
    try:
        book: CalamineWorkbook = load_workbook(io.BytesIO(data))
        sheets = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except (CalamineError, ValueError, OSError) as fault:
        raise SourceError(
            f"The workbook cannot be read ({fault}).",
            where=file,
            remedy="Open it in Excel and save it again, without a password.",
        ) from fault
    return [table for name, cells in sheets if (table := _sheet_to_table(name, cells, file)) is not None]


def _sheet_to_table(name: str, cells: list[list[Any]], file: str) -> RawTable | None:
    header_at = _header_place(cells)
    if header_at is None or len(cells) <= header_at + 1:
        return None
    header = [_cell_text(cell).strip() for cell in cells[header_at]]
    width = max((place + 1 for place, text in enumerate(header) if text), default=0)
    rows = [
        (place + 1, [_cell_text(cell) for cell in row[:width]])
        for place, row in enumerate(cells)
        if place > header_at and any(_cell_text(cell) for cell in row[:width])
    ]
    names = header_names(header[:width])
    frame = pd.DataFrame([texts for _, texts in rows], columns=pd.Index(names), dtype="str")
    return RawTable(
        name, f"{file}[{name}]", frame, pd.Series([row for row, _ in rows], index=frame.index, dtype="int64")
    )


def _header_place(cells: list[list[Any]]) -> int | None:
    """The first row that is not blank, or the next after a lone line of title that is more than one cell wide."""
    widths = [sum(bool(_cell_text(cell)) for cell in row) for row in cells[:_LOOKED_AT]]
    first = next((place for place, width in enumerate(widths) if width), None)
    if first is None:
        return next((place for place, row in enumerate(cells) if any(map(_cell_text, row))), None)
    nearby = range(first, min(first + _TITLE_LINES + 1, len(widths)))
    return next((place for place in nearby if widths[place] > 1), first)


def _cell_text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)
