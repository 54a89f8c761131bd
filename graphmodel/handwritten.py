"""CSV files that people write or change, in Excel too: with a byte order mark, with ``;``, and read as a whole."""

from __future__ import annotations

import csv
from pathlib import Path

from graphmodel.errors import GraphModelError


def csv_to_rows(path: Path, error: type[GraphModelError]) -> tuple[list[str], list[dict[str, str | None]]]:
    """The columns of a file, and its rows; a row that is too short has None where it ends.

    Raises ``error`` for a file that cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        first = text.partition("\n")[0]
        reader = csv.DictReader(text.splitlines(), delimiter=";" if first.count(";") > first.count(",") else ",")
        rows: list[dict[str, str | None]] = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise error(
            f"The file cannot be read ({fault}).", where=str(path), remedy="Save it as CSV in UTF-8."
        ) from fault
    return list(reader.fieldnames or []), rows
