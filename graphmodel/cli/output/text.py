"""An answer as CSV or JSON, in bytes, the same on every system."""

from __future__ import annotations

import csv
import io
from typing import Any

from graphmodel.cli.output.answer import Answer
from graphmodel.cli.output.cells import value_to_json, value_to_text
from graphmodel.formulas import neutral_cell


def answer_to_csv(answer: Answer) -> bytes:
    """CSV for programs: commas, decimal points, UTF-8, every text exactly as it is."""
    return _csv(answer, [[value_to_text(value) for value in row] for row in answer.rows], ",", "\n").encode()


def answer_to_excel_csv(answer: Answer) -> bytes:
    """CSV for spreadsheets in most of Europe: semicolons, decimal commas, a byte order mark.

    A text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    rows = [[_excel_cell(value) for value in row] for row in answer.rows]
    return b"\xef\xbb\xbf" + _csv(answer, rows, ";", "\r\n").encode()


def _csv(answer: Answer, rows: list[list[str]], delimiter: str, end: str) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end)
    writer.writerow(answer.columns)
    writer.writerows(rows)
    return file.getvalue()


def _excel_cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return value_to_text(value).replace(".", ",")
    text = value_to_text(value)
    return text if isinstance(value, int) else neutral_cell(text)


def answer_to_json(answer: Answer) -> bytes:
    """A JSON array of objects, one to a line."""
    return _array(answer).encode() + b"\n"


def answers_to_json(answers: dict[str, Answer]) -> bytes:
    """A JSON object of several answers; one with the columns ``what`` and ``value`` becomes an object itself."""
    parts = []
    for name, answer in answers.items():
        is_facts = answer.columns == ("what", "value")
        text = value_to_json(dict(answer.rows)) if is_facts else _array(answer)
        parts.append(f"{value_to_json(name)}: {text}")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def facts_to_json(answer: Answer) -> bytes:
    """A JSON object of single facts."""
    return (value_to_json(dict(answer.rows)) + "\n").encode()


def _array(answer: Answer) -> str:
    lines = [value_to_json(dict(zip(answer.columns, row, strict=True))) for row in answer.rows]
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"
