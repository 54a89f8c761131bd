"""The workbook people fill in: a sheet per kind of thing and tie, generated from the model.

Headings carry their meaning as a note, cells offer the values they may take, and the first row of each sheet is an
example that is not read (see :data:`graphmodel.sheets.REMARK`).
"""

from __future__ import annotations

import datetime as dt
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.atomic import replaced_file
from graphmodel.model import Label
from graphmodel.sheets import GUIDE_SHEETS, REMARK, SHEETS, Column, ColumnKind, sheet_columns
from graphmodel.spreadsheets import TEXT_IS_TEXT
from graphmodel.vocabulary.guide import (
    COMMAND,
    FIRST_SHEETS,
    INTRODUCTION,
    SECTIONS,
    TITLE,
    column_note,
    column_rows,
    column_words,
    sheet_sentence,
)
from graphmodel.vocabulary.validation import LAST_ROW, column_validation

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_INK, _THINGS, _TIES, _GUIDE = "#1F2933", "#1F5C7A", "#7A4B1F", "#5C6670"
_WIDTHS: dict[ColumnKind, int] = {
    "text": 26,
    "texts": 30,
    "amount": 16,
    "date": 13,
    "year": 10,
    "yes": 8,
    "country": 10,
    "url": 30,
    "choice": 15,
    "key": 18,
    "keys": 22,
    "reference": 20,
    "references": 20,
}
_NARROW = {
    "city": 16,
    "region": 10,
    "short_name": 14,
    "nuts_level": 12,
    "period": 13,
    "fund": 12,
    "status": 12,
    "role": 16,
    "accessed": 12,
    "acronym": 16,
}
#: Excel's numbers for its formats: 49 is text, in which a year stays a year; 4 has two decimals, 1 none.
_TEXT_FORMAT, _AMOUNT_FORMAT, _WHOLE_FORMAT = 49, 4, 1
#: The same bytes on every day: a file's own date says when it was made.
_CREATED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
#: Characters that fit a line of the read-me, of its list of sheets, and of a cell of the columns sheet.
_LINE, _LIST_LINE, _CELL_LINE = 124, 88, 62


def write_template(path: str | os.PathLike[str]) -> Path:
    """Write the empty workbook to ``path`` (.xlsx), replacing what was there.

    The sheets: ``read me``, ``columns``, one per kind of thing, one per kind of tie, in the order of
    :data:`graphmodel.sheets.SHEETS`. Raises :class:`~graphmodel.errors.ExportError` where it cannot be written.
    """
    from xlsxwriter import Workbook

    with replaced_file(path) as part:
        content = io.BytesIO()
        book = Workbook(content, {**TEXT_IS_TEXT, "in_memory": True})
        book.set_properties({"title": TITLE, "author": "graphmodel", "created": _CREATED})
        styles = _styles(book)
        _write_read_me(book.add_worksheet(GUIDE_SHEETS[0]), styles)
        _write_columns(book.add_worksheet(GUIDE_SHEETS[1]), styles)
        for sheet in SHEETS:
            _write_sheet(book.add_worksheet(sheet), sheet, styles)
        book.close()
        part.write_bytes(content.getvalue())
    return Path(path)


def _styles(book: Workbook) -> dict[str, Format]:
    def head(colour: str) -> Format:
        return book.add_format({"bold": True, "font_color": "white", "bg_color": colour, "valign": "vcenter"})

    wrapped = {"text_wrap": True, "valign": "top", "font_color": _INK}
    return {
        "things": head(_THINGS),
        "ties": head(_TIES),
        "guide": head(_GUIDE),
        "title": book.add_format({"bold": True, "font_size": 20, "font_color": _THINGS}),
        "heading": book.add_format({"bold": True, "font_size": 13, "font_color": _THINGS, "valign": "bottom"}),
        "text": book.add_format(wrapped),
        "bold": book.add_format({**wrapped, "bold": True}),
        "command": book.add_format({"font_name": "Courier New", "font_color": _THINGS, "bold": True}),
        "first": book.add_format({**wrapped, "top": 1}),
        "first bold": book.add_format({**wrapped, "top": 1, "bold": True}),
        "link": book.add_format({"font_color": _THINGS, "underline": 1, "valign": "top"}),
        "example": book.add_format(
            {"italic": True, "font_color": "#7B8794", "bg_color": "#F1F3F5", "num_format": _TEXT_FORMAT}
        ),
        "as text": book.add_format({"num_format": _TEXT_FORMAT}),
        "amount": book.add_format({"num_format": _AMOUNT_FORMAT}),
        "year": book.add_format({"num_format": _WHOLE_FORMAT}),
    }


def _write_read_me(page: Worksheet, styles: dict[str, Format]) -> None:
    page.hide_gridlines(2)
    page.set_tab_color(_GUIDE)
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 74)
    page.set_column(2, 2, 16)
    page.set_row(0, 34)
    page.write_string(0, 0, TITLE, styles["title"])
    row = _write_paragraph(page, 1, INTRODUCTION, styles["text"])
    for heading, sentences in SECTIONS:
        page.set_row(row, 28)
        page.write_string(row, 0, heading, styles["heading"])
        row += 1
        for sentence in sentences:
            row = _write_paragraph(page, row, sentence, styles["command" if sentence.startswith(COMMAND) else "text"])
    page.set_row(row, 28)
    page.write_string(row, 0, "The sheets", styles["heading"])
    for place, title in enumerate(("Sheet", "One row says", "When")):
        page.write_string(row + 1, place, title, styles["guide"])
    for place, sheet in enumerate(SHEETS, start=row + 2):
        sentence = sheet_sentence(sheet)
        page.set_row(place, 16 * (1 + len(sentence) // _LIST_LINE))
        page.write_url(place, 0, f"internal:'{sheet}'!A1", styles["link"], sheet)
        page.write_string(place, 1, sentence, styles["text"])
        page.write_string(place, 2, "start here" if sheet in FIRST_SHEETS else "if you have it", styles["text"])
    _print_setup(page)


def _write_paragraph(page: Worksheet, row: int, text: str, style: Format) -> int:
    page.merge_range(row, 0, row, 2, "", style)
    page.write_string(row, 0, text, style)
    page.set_row(row, 16 * (1 + len(text) // _LINE))
    return row + 1


def _write_columns(page: Worksheet, styles: dict[str, Format]) -> None:
    page.set_tab_color(_GUIDE)
    page.freeze_panes(1, 2)
    for place, (title, width) in enumerate(
        (
            ("sheet", 18),
            ("column", 18),
            ("meaning", 52),
            ("what a cell holds", 52),
            ("required", 10),
            ("example", 34),
        )
    ):
        page.set_column(place, place, width)
        page.write_string(0, place, title, styles["guide"])
    row = 0
    for row, (sheet, column) in enumerate(column_rows(), start=1):
        texts = (
            sheet,
            column.name,
            column.meaning,
            column_words(column),
            "yes" if column.required else "",
            column.example,
        )
        page.set_row(row, 15 * (1 + max(len(column.meaning), len(texts[3])) // _CELL_LINE))
        first = sheet_columns(sheet)[0] == column
        for place, text in enumerate(texts):
            style = ("first bold" if first else "bold") if place == 1 else ("first" if first else "text")
            page.write_string(row, place, text, styles[style])
    page.autofilter(0, 0, row, 5)
    _print_setup(page)


def _write_sheet(page: Worksheet, sheet: str, styles: dict[str, Format]) -> None:
    from xlsxwriter.utility import xl_col_to_name

    columns = sheet_columns(sheet)
    is_thing = isinstance(SHEETS[sheet], Label)
    page.set_tab_color(_THINGS if is_thing else _TIES)
    page.set_row(0, 22)
    page.freeze_panes(1, 1 if is_thing else 2)
    page.autofilter(0, 0, LAST_ROW - 1, len(columns) - 1)
    for place, column in enumerate(columns):
        letter = xl_col_to_name(place)
        page.set_column(
            place,
            place,
            max(_NARROW.get(column.name, _WIDTHS[column.kind]), len(column.name) + 5),
            styles[column.kind if column.kind in {"amount", "year"} else "as text"],
        )
        page.write_string(0, place, column.name, styles["things" if is_thing else "ties"])
        note = column_note(column)
        height = 40 + 15 * (len(note) // 38 + 4)
        page.write_comment(0, place, note, {"author": "graphmodel", "width": 260, "height": height})
        example = _example(column, place)
        page.write_string(1, place, example, styles["example"])
        rule = column_validation(column, f"{letter}2", letter)
        if rule:
            page.data_validation(1, place, LAST_ROW - 1, place, rule)
    _print_setup(page)


def _example(column: Column, place: int) -> str:
    return f"{REMARK}{column.example}" if place == 0 else column.example


def _print_setup(page: Worksheet) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
