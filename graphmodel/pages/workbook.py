"""A document as an Excel workbook to pass on: findings, and a typed sheet for each table with all its rows."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphmodel.atomic import replaced_file
from graphmodel.pages.document import (
    Column,
    Document,
    KeyFigures,
    Section,
    Sentence,
    Table,
    source_to_command,
    tables_of,
)
from graphmodel.pages.language import Language, frame_values, plain_value
from graphmodel.pages.sentences import sentence_to_text
from graphmodel.spreadsheets import LARGEST_NUMBER, TEXT_IS_TEXT, cut_to_cell, require_rows_fit

_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_NUMBER_FORMATS = {"money": "#,##0", "count": "#,##0", "share": "0%", "p": "0.0000", "number": "0.000", "year": "0"}


def write_workbook(document: Document, language: Language, path: str | os.PathLike[str]) -> Path:
    """Write the workbook; a file that stood there before stays as it was when writing fails.

    Raises :class:`~graphmodel.errors.ExportError` where it cannot be written, or a table has more rows than a sheet holds.
    """
    from xlsxwriter import Workbook

    tables = tables_of(document)
    for _, table in tables:
        remedy = "Choose a country, a sector or years."
        require_rows_fit(table.name, len(table.frame), where=str(path), remedy=remedy)
    with replaced_file(path) as part, Workbook(str(part), TEXT_IS_TEXT) as book:
        styles = {
            name: book.add_format(settings)
            for name, settings in {
                "title": {"bold": True, "font_size": 16},
                "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
                "section": {"bold": True, "font_size": 12},
                "wrap": {"text_wrap": True, "valign": "top"},
                "date": {"num_format": "yyyy-mm-dd"},
                **{form: {"num_format": code} for form, code in _NUMBER_FORMATS.items()},
            }.items()
        }
        _write_findings(book.add_worksheet(_sheet_name(language.text("Findings"), {})), document, language, styles)
        taken: dict[str, int] = {language.text("Findings").lower(): 1}
        for _, table in tables:
            _write_table(book.add_worksheet(_sheet_name(table.name, taken)), table, styles)
    return Path(path)


def _sheet_name(name: str, taken: dict[str, int]) -> str:
    clean = _FORBIDDEN.sub(" ", name).strip()[:_LONGEST_NAME] or "table"
    number = taken[clean.lower()] = taken.get(clean.lower(), 0) + 1
    return clean if number == 1 else f"{clean[: _LONGEST_NAME - 3]} {number}"


def _write_findings(sheet: Any, document: Document, language: Language, styles: Mapping[str, Any]) -> None:
    sheet.set_column(0, 0, 100)
    sheet.set_column(1, 1, 45)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, cut_to_cell(document.title), styles["title"])
    sheet.write_string(1, 0, cut_to_cell(document.subtitle))
    row = 3
    for section in document.sections:
        for part in (section, *section.parts):
            row = _write_sentences(sheet, row, part, language, styles)
    for line in document.footer:
        sheet.write_string(row, 0, cut_to_cell(line), styles["wrap"])
        row += 1


def _write_sentences(sheet: Any, row: int, section: Section, language: Language, styles: Mapping[str, Any]) -> int:
    sheet.write_string(row, 0, cut_to_cell(section.title), styles["section"])
    row += 1
    for block in section.blocks:
        if isinstance(block, Sentence):
            sheet.write_string(row, 0, cut_to_cell(sentence_to_text(block, language)), styles["wrap"])
            sheet.write_string(row, 1, cut_to_cell(block.sure), styles["wrap"])
            row += 1
        elif isinstance(block, KeyFigures):
            for label, figure in block.figures:
                sheet.write_string(row, 0, cut_to_cell(label))
                _write_cell(sheet, row, 1, figure.value, figure.form, styles)
                row += 1
    return row + 1


def _write_table(sheet: Any, table: Table, styles: Mapping[str, Any]) -> None:
    sheet.write_string(0, 0, cut_to_cell(table.caption), styles["section"])
    if table.source:
        sheet.write_string(1, 0, cut_to_cell(source_to_command(table.source)))
    for place, column in enumerate(table.columns):
        values = frame_values(table.frame, column.name)
        sheet.write_string(2, place, cut_to_cell(column.label), styles["head"])
        sheet.set_column(place, place, _width(column, values))
        for row, value in enumerate(values, start=3):
            _write_cell(sheet, row, place, value, column.form, styles)
    sheet.freeze_panes(3, 0)
    if table.columns:
        sheet.autofilter(2, 0, max(2 + len(table.frame), 3), len(table.columns) - 1)


def _write_cell(sheet: Any, row: int, place: int, value: Any, form: str, styles: Mapping[str, Any]) -> None:
    if isinstance(value, dt.date) and value.year >= 1900:  # where the calendar of Excel begins
        sheet.write_datetime(row, place, dt.datetime(value.year, value.month, value.day), styles["date"])  # noqa: DTZ001
        return
    plain = plain_value(value)
    if plain is None:
        return
    if isinstance(plain, bool):
        sheet.write_boolean(row, place, plain)
    elif isinstance(plain, (int, float)) and abs(plain) < LARGEST_NUMBER:
        sheet.write_number(row, place, plain, styles.get(form))
    else:
        sheet.write_string(row, place, cut_to_cell(str(plain)))


def _width(column: Column, values: list[Any]) -> int:
    longest = max((len(str(plain_value(value) or "")) for value in values[:500]), default=0)
    return min(max(longest, len(column.label) // 2 + 4, 9), 60) + 1
