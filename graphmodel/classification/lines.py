"""What persons say of the classes of organisations, as a table they write: ``id, class, why, who``.

A line beats the machine. The class ``none`` says that a body is of no class; an empty class takes a line back.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from graphmodel.errors import RequestError
from graphmodel.handwritten import csv_to_rows

LINE_COLUMNS = ["id", "class", "why", "who"]


def csv_to_lines(path: Path) -> pd.DataFrame:
    """Read a person's lines, in Excel's form too (``;``, BOM).

    Raises :class:`~graphmodel.errors.RequestError` for an unreadable file, absent columns, or two classes for one id.
    """
    columns, lines = csv_to_rows(path, RequestError)
    absent = [column for column in LINE_COLUMNS[:2] if column not in columns]
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
