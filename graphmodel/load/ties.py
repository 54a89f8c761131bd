"""Rows -> ties: one per start, end and key properties, the rows that repeat it combined as the model says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from graphmodel.load.gather import Batch
from graphmodel.model import LABELS, RELATIONSHIPS, Property
from graphmodel.records import Relationships

_COMBINERS: Mapping[str, Callable[[pd.Series], Any]] = {
    "sum": lambda s: s.sum(min_count=1),
    "earliest": lambda s: s.dropna().min() if s.notna().any() else None,
    "latest": lambda s: s.dropna().max() if s.notna().any() else None,
    "unite": lambda s: tuple(sorted({part for value in s.dropna() for part in value})) or None,
    "first": lambda s: s.dropna().astype(str).min() if s.notna().any() else None,
}


def combine_ties(name: str, batches: Sequence[Batch]) -> tuple[pd.DataFrame, int]:
    """The ties of one type from batches of relationships, and how many rows were repetitions."""
    tie = RELATIONSHIPS[name]
    frames = []
    for batch in batches:
        assert isinstance(batch.records, Relationships)
        frame = batch.records.frame.copy()
        frame.insert(0, "start_key", batch.records.start.to_numpy(dtype=object))
        frame.insert(1, "end_key", batch.records.end.to_numpy(dtype=object))
        frame["_file"] = batch.file
        frame["_row"] = batch.rows.to_numpy()
        frame["start_label"], frame["end_label"] = _base(batch.records.start_label), _base(batch.records.end_label)
        frames.append(frame)
    whole = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0].reset_index(drop=True)
    columns = {**{p.name: p for p in tie.properties}, "source": Property("source", "texts", "", combine="unite")}
    for column, entry in columns.items():
        if column not in whole:
            whole[column] = pd.Series(
                np.nan if entry.kind == "amount" else None,
                index=whole.index,
                dtype="float64" if entry.kind == "amount" else object,
            )
        if column in tie.key:
            whole[column] = whole[column].astype(object).where(whole[column].notna(), "")
    if not tie.directed:
        swap = whole["start_key"].astype(str) > whole["end_key"].astype(str)
        whole.loc[swap, ["start_key", "end_key"]] = whole.loc[swap, ["end_key", "start_key"]].to_numpy()
    identity = ["start_key", "end_key", *tie.key]
    repeated = whole.duplicated(subset=identity, keep=False)
    single = whole[~repeated]
    kept = single.assign(rows=single["_file"] + ":" + single["_row"].astype("int64").astype(str))
    if repeated.any():
        kept = pd.concat([kept, _merged(whole[repeated], identity, columns)], ignore_index=True)
    kept = kept.sort_values(identity, ignore_index=True)
    columns_kept = ["start_key", "end_key", "start_label", "end_label", *columns, "rows"]
    return kept[columns_kept], int(repeated.sum()) - (len(kept) - len(single))


def _merged(repeated: pd.DataFrame, identity: list[str], columns: Mapping[str, Property]) -> pd.DataFrame:
    merged = []
    for ends, group in repeated.groupby(identity, sort=True):
        row = dict(zip(identity, ends, strict=True))
        for column, entry in columns.items():
            if column not in identity:
                row[column] = _COMBINERS[entry.combine](group[column])
        by_file = group.sort_values(["_file", "_row"]).groupby("_file")["_row"]
        row["start_label"], row["end_label"] = group["start_label"].min(), group["end_label"].min()
        row["rows"] = "; ".join(f"{file}:{','.join(str(int(r)) for r in rows)}" for file, rows in by_file)
        merged.append(row)
    return pd.DataFrame(merged)


def _base(label: str) -> str:
    return LABELS[label].base or label
