"""The example's tables and the hand-written tables behind them, read as plain rows of text."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from graphmodel.model import LABELS
from graphmodel.sheets import SHEETS

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
ECOSYSTEM = EXAMPLES / "ecosystem"
CURATED = EXAMPLES / "curated"

Rows = list[dict[str, str]]

#: The sheets whose rows are bodies, by the label they give.
BODY_SHEETS = {"Organisation": "organisations", "Cluster": "clusters", "Ministry": "ministries"}
#: The sheets whose first column is an id.
NODE_SHEETS = tuple(label.sheet for label in LABELS.values() if label.sheet)
#: The sheets that the example has, in the workbook's order.
PRESENT = tuple(sheet for sheet in SHEETS if (ECOSYSTEM / f"{sheet}.csv").exists())


def read_rows(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def sheet(name: str) -> Rows:
    """The rows of a sheet; none where the example has no such sheet."""
    return read_rows(ECOSYSTEM / f"{name}.csv") if name in PRESENT else []


def several(cell: str | None) -> list[str]:
    """The values of a cell that may hold several."""
    return [value for value in (cell or "").split(";") if value]


def facts(name: str, *columns: str) -> set[tuple[str, ...]]:
    """A sheet as a set of tuples of these columns."""
    return {tuple(row.get(column, "") for column in columns) for row in sheet(name)}
