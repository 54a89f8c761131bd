"""An answer as an Excel workbook: typed numbers and dates, a filter, and a sheet that says where everything comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphmodel.cli.output.answer import About, Answer, answer_from_facts
from graphmodel.cli.output.cells import value_to_text
from graphmodel.cli.output.layout import cell_width
from graphmodel.spreadsheets import LARGEST_NUMBER, TEXT_IS_TEXT, cut_to_cell, require_rows_fit


def answers_to_workbook(answers: Mapping[str, Answer], about: About, path: Path) -> None:
    """Write a sheet per answer and the sheet ``sources``.

    Raises:
        ExportError: an answer has more rows than a sheet can hold.
    """
    from xlsxwriter import Workbook

    for name, answer in answers.items():
        require_rows_fit(name, len(answer), remedy="Choose csv or parquet, or ask for less.")
    with Workbook(str(path), TEXT_IS_TEXT) as book:
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            "count": book.add_format({"num_format": "#,##0"}),
        }
        for name, answer in answers.items():
            _write_sheet(book.add_worksheet(name[:31]), answer, formats)
        _write_sources(book.add_worksheet("sources"), about, formats)


def _write_sheet(sheet: Any, answer: Answer, formats: Mapping[str, Any]) -> None:
    for place, name in enumerate(answer.columns):
        sheet.write_string(0, place, name, formats["head"])
        sheet.set_column(place, place, _width(name, answer.column(place)))
    for number, row in enumerate(answer.rows, start=1):
        for place, value in enumerate(row):
            _write_cell(sheet, number, place, value, formats)
    sheet.freeze_panes(1, 0)
    if answer.columns:
        sheet.autofilter(0, 0, max(len(answer), 1), len(answer.columns) - 1)


def _write_cell(sheet: Any, row: int, column: int, value: Any, formats: Mapping[str, Any]) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int) and abs(value) >= LARGEST_NUMBER:
        sheet.write_string(row, column, str(value))
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, formats["count"] if abs(value) >= 10_000 else None)
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), formats["moment"])
    elif isinstance(value, dt.date) and value.year >= 1900:
        sheet.write_datetime(row, column, value, formats["date"])
    else:
        sheet.write_string(row, column, _cell_text(value))


def _cell_text(value: Any) -> str:
    return cut_to_cell(value_to_text(value))


def _width(name: str, values: list[Any]) -> int:
    longest = max((cell_width(value_to_text(value)[:80]) for value in values[:1000]), default=0)
    return min(max(longest, cell_width(name) + 3, 8), 60) + 1


def _write_sources(sheet: Any, about: About, formats: Mapping[str, Any]) -> None:
    """Where the answer comes from: single facts first, then a line per source with its licence."""
    facts = answer_from_facts(about.facts)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 70)
    sheet.set_column(2, 8, 30)
    row = 0
    for name, value in facts.rows:
        sheet.write_string(row, 0, name, formats["head"])
        sheet.write_string(row, 1, _cell_text(value))
        row += 1
    if about.credits is None:
        return
    credit = about.credits()
    row += 1
    for place, name in enumerate(credit.columns):
        sheet.write_string(row, place, name, formats["head"])
    for number, line in enumerate(credit.rows, start=row + 1):
        for place, value in enumerate(line):
            _write_cell(sheet, number, place, value, formats)
