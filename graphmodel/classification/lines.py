"""What persons say of the classes of organisations, as a table they write: ``id, class, why, who``.

A line beats the machine. The class ``none`` says that a body is of no class; an empty class takes a line back.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

from graphmodel.errors import RequestError

LINE_COLUMNS = ["id", "class", "why", "who"]


def csv_to_lines(path: Path) -> pd.DataFrame:
    """Read a person's lines, in Excel's form too (``;``, BOM).

    Raises :class:`~graphmodel.errors.RequestError` for an unreadable file, absent columns, or two classes for one id.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        first = text.partition("\n")[0]
        reader = csv.DictReader(text.splitlines(), delimiter=";" if first.count(";") > first.count(",") else ",")
        lines = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise RequestError(
            f"The file cannot be read ({fault}).", where=str(path), remedy="Save it as CSV in UTF-8."
        ) from fault
    absent = [column for column in LINE_COLUMNS[:2] if column not in (reader.fieldnames or [])]
    if absent:
        raise RequestError(
            f"The column {absent[0]} is absent.",
            where=str(path),
            remedy=f"Its columns are {', '.join(LINE_COLUMNS)}; why and who may be left out.",
        )
    rows: dict[str, dict[str, str]] = {}
    for number, line in enumerate(lines, start=2):
        row = {column: (line.get(column) or "").strip() for column in LINE_COLUMNS}
        if not any(row.values()):
            continue
        earlier = rows.get(row["id"])
        if not row["id"] or (earlier and earlier["class"] != row["class"]):
            raise RequestError(
                f"{row['id']} is given two classes." if earlier else "The line names no organisation.",
                where=f"{path}, line {number}",
                remedy="Write one line for each organisation, with its id.",
            )
        rows[row["id"]] = {**row, "who": row["who"] or "a person", "why": row["why"] or "a person says so"}
    return pd.DataFrame(list(rows.values()), columns=LINE_COLUMNS, dtype="str")
