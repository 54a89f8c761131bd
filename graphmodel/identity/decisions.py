"""Decisions whether two keys name one thing, as a table that people read, change and replay.

Columns ``left, right, decision, reason, who``. ``decision`` is ``same`` (one thing), ``different`` (two), or ``maybe`` (worth a
look, changes nothing). A person's line beats the machine's.
"""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from graphmodel.errors import IdentityError
from graphmodel.handwritten import csv_to_rows
from graphmodel.model import key_rank

DECISION_COLUMNS = ["left", "right", "decision", "reason", "who"]
MACHINE = "machine"
_DECISIONS = ("same", "different", "maybe")


def empty_decisions() -> pd.DataFrame:
    """A table of decisions without lines."""
    return pd.DataFrame({column: pd.Series(dtype="str") for column in DECISION_COLUMNS})


def ordered_pair(one: str, other: str) -> tuple[str, str]:
    """Two keys in the order in which they stand on a line: the higher-ranking left."""
    first, second = sorted((one, other), key=key_rank)
    return first, second


def normalise_decisions(lines: pd.DataFrame) -> pd.DataFrame:
    """One line a pair, higher-ranking key left, sorted; a person's line beats the machine's.

    Raises :class:`IdentityError` where persons contradict each other.
    """
    if lines.empty:
        return empty_decisions()
    pairs = [ordered_pair(left, right) for left, right in zip(lines["left"], lines["right"], strict=True)]
    frame = lines[DECISION_COLUMNS].astype("str").assign(left=[p[0] for p in pairs], right=[p[1] for p in pairs])
    frame = frame[frame["left"] != frame["right"]].assign(machine=frame["who"] == MACHINE)
    persons = frame[~frame["machine"]]
    several = persons.groupby(["left", "right"])["decision"].nunique()
    if (several > 1).any():
        left, right = several[several > 1].index[0]
        raise IdentityError(
            f"{left} and {right} are decided in two ways.", where="identity.csv", remedy="Keep one of the lines."
        )
    ordered = frame.sort_values(["left", "right", "machine", "decision", "reason", "who"])
    return ordered.drop_duplicates(["left", "right"])[DECISION_COLUMNS].reset_index(drop=True)


def decisions_to_csv(decisions: pd.DataFrame, path: Path) -> Path:
    """Write the lines as CSV; the file appears whole or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        decisions[DECISION_COLUMNS].to_csv(temporary, index=False, encoding="utf-8", lineterminator="\n")
        temporary.replace(path)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise IdentityError(
            f"The file cannot be written ({fault.strerror}).", where=str(path), remedy="Choose another place."
        ) from fault
    return path


def csv_to_decisions(path: Path) -> pd.DataFrame:
    """Read lines that people may have changed, in Excel too (``;``, BOM).

    Raises :class:`IdentityError` for an unreadable file, absent columns or an unknown decision, with the line.
    """
    columns, lines = csv_to_rows(path, IdentityError)
    absent = [column for column in DECISION_COLUMNS if column not in columns]
    if absent:
        raise IdentityError(
            f"The column {', '.join(absent)} is absent.",
            where=str(path),
            remedy=f"Its columns are {', '.join(DECISION_COLUMNS)}.",
        )
    rows = []
    for number, line in enumerate(lines, start=2):
        row = {column: (line.get(column) or "").strip() for column in DECISION_COLUMNS}
        if not any(row.values()):
            continue
        if row["decision"] not in _DECISIONS or not row["left"] or not row["right"]:
            raise IdentityError(
                f"The decision {row['decision']!r} on {row['left']!r} and {row['right']!r} is not one.",
                where=f"{path}, line {number}",
                remedy=f"Write {', '.join(_DECISIONS)}, and both keys.",
            )
        rows.append({**row, "who": row["who"] or "a person"})
    return pd.DataFrame(rows, columns=DECISION_COLUMNS, dtype="str")
