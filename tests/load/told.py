"""What a recipe makes of files, without a store: the facts it tells, as plain values to compare."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from graphmodel.content import content_folder
from graphmodel.load.facts import batches_to_facts
from graphmodel.load.files import files_to_tables
from graphmodel.load.gather import gather_records
from graphmodel.recipe import open_recipe

SAMPLES = Path(__file__).parent / "samples"


class Told:
    """The facts of a recipe over some files."""

    def __init__(self, recipe: str, *files: Path, dataset: str = "") -> None:
        opened = open_recipe(recipe, [content_folder("loaders")])
        tables, _ = files_to_tables(files)
        self.gathered = gather_records(opened, tables, dataset or opened.source.dataset)
        self.facts = batches_to_facts(self.gathered.batches, dataset or opened.source.dataset, "load")

    @property
    def rows(self) -> tuple[int, int]:
        """Rows read, and rows rejected."""
        return self.gathered.rows_in, self.gathered.rows_rejected

    @property
    def claims(self) -> dict[str, dict[str, Any]]:
        """By key: labels, further keys and values."""
        columns = zip(self.facts.claims["key"], self.facts.claims["content"], strict=True)
        return {key: json.loads(content) for key, content in columns}

    def values(self, key: str) -> dict[str, Any]:
        """What is said of one thing."""
        values: dict[str, Any] = self.claims[key]["values"]
        return values

    def keys(self, label: str) -> set[str]:
        """The keys of the things with a label."""
        return {key for key, claim in self.claims.items() if label in claim["labels"]}

    def ties(self, type: str, *columns: str) -> set[tuple[Any, ...]]:
        """The ties of a type: both ends, and the columns named."""
        frame = self.facts.ties.get(type)
        if frame is None:
            return set()
        cells = frame[["start_key", "end_key", *columns]].itertuples(index=False, name=None)
        return {tuple(None if pd.isna(cell) else cell for cell in row) for row in cells}

    def dropped(self) -> set[tuple[str, str, str]]:
        """Cells left out: column, value and reason."""
        return _faults(self.gathered.dropped.itertuples(index=False))

    def rejected(self) -> set[tuple[str, str, str]]:
        """Rows left out: column, value and reason."""
        return _faults(self.gathered.rejects.itertuples(index=False))


def _faults(rows: Iterable[Any]) -> set[tuple[str, str, str]]:
    return {(row.column, row.value, row.reason) for row in rows}
