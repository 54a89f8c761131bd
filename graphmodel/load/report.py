"""What a load did, or would do: counts that add up, rejects, warnings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from graphmodel.load.gather import REJECT_COLUMNS

GONE_COLUMNS = ["kind", "key", "removed"]


def _no_rejects() -> pd.DataFrame:
    return pd.DataFrame(columns=REJECT_COLUMNS)


def _nothing_gone() -> pd.DataFrame:
    return pd.DataFrame(columns=GONE_COLUMNS)


@dataclass(frozen=True, slots=True)
class LoadReport:
    """The outcome of a load or unload.

    ``rows_in = rows_kept + rows_rejected``. ``counts`` are the changes to facts: nodes and relationships created, changed,
    removed (the ledger and identity decisions are not facts and not counted). ``rejects`` and ``dropped`` have the
    columns ``file, row, column, value, reason``; ``gone`` has ``kind, key, removed`` for what a new edition lacks.
    ``load_id`` is empty where nothing had to be written; ``notes`` say what was put right or left aside. ``duplicates``
    counts rows that state a tie between actors or projects again; they are kept, combined with the first.
    """

    dataset: str
    load_id: str
    recipe: str = ""
    files: Sequence[str] = ()
    rows_in: int = 0
    rows_kept: int = 0
    rows_rejected: int = 0
    duplicates: int = 0
    disagreements: int = 0
    stubs: int = 0
    merged: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    warnings: Sequence[str] = ()
    rejects: pd.DataFrame = field(default_factory=_no_rejects)
    dropped: pd.DataFrame = field(default_factory=_no_rejects)
    gone: pd.DataFrame = field(default_factory=_nothing_gone)
    rejects_file: Path | None = None
    dry_run: bool = False
    records: Mapping[str, int] = field(default_factory=dict)
    notes: Sequence[str] = ()

    @property
    def written(self) -> int:
        """How many facts were created, changed or removed."""
        return sum(self.counts.values())
