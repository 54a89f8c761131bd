"""Rows -> ties: one per start, end and key properties, the rows that repeat it combined as the model says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from graphmodel.load.gather import Batch
from graphmodel.model import LABELS, RELATIONSHIPS, Property
from graphmodel.records import Relationships


def combine_ties(name: str, batches: Sequence[Batch]) -> tuple[pd.DataFrame, int]:
    """The ties of one type from batches of relationships, and how many rows were repetitions.

    Of a tie between actors or projects all rows are kept; of one that describes (a region within a larger one, which each
    row of a file may say again) the first.
    """
    tie = RELATIONSHIPS[name]
    frames = []
    for batch in batches:
        assert isinstance(batch.records, Relationships)
        frame = batch.records.frame.copy()
        frame.insert(0, "start_key", pd.Index(batch.records.start, dtype="str"))
        frame.insert(1, "end_key", pd.Index(batch.records.end, dtype="str"))
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
        merged = _merged(whole[repeated], identity, columns, every_row=tie.path)
        kept = pd.concat([kept, merged], ignore_index=True)
    kept = kept.sort_values(identity, ignore_index=True)
    columns_kept = ["start_key", "end_key", "start_label", "end_label", *columns, "rows"]
    return kept[columns_kept], int(repeated.sum()) - (len(kept) - len(single))


def _merged(
    repeated: pd.DataFrame, identity: list[str], columns: Mapping[str, Property], *, every_row: bool
) -> pd.DataFrame:
    ordered = repeated.sort_values([*identity, "_file", "_row"], kind="stable", ignore_index=True)
    merged = ordered.drop_duplicates(subset=identity)[identity].reset_index(drop=True)
    tie = ordered.groupby(identity, sort=False).ngroup()
    for column, entry in columns.items():
        if column not in identity:
            merged[column] = _combined(ordered[column], tie, entry).reindex(merged.index)
    for column in ("start_label", "end_label"):
        merged[column] = ordered.groupby(tie)[column].min()
    places = zip(tie.tolist(), ordered["_file"].tolist(), ordered["_row"].astype("int64").tolist(), strict=True)
    rows: list[dict[str, list[str]]] = [{} for _ in range(len(merged))]
    for number, file, row in places:
        if every_row or not rows[number]:
            rows[number].setdefault(file, []).append(str(row))
    merged["rows"] = ["; ".join(f"{file}:{','.join(numbers)}" for file, numbers in by_file.items()) for by_file in rows]
    return merged


def _combined(values: pd.Series, tie: pd.Series, entry: Property) -> pd.Series:
    """One value for each number in ``tie``, for those that have any."""
    known = values[values.notna()]
    if entry.combine == "sum":
        # In the order of the amounts, not of the rows: the last digit of a sum depends on it.
        return known.astype("float64").sort_values().groupby(tie).sum()
    if entry.combine == "unite":
        return known.groupby(tie).agg(lambda cells: tuple(sorted({part for cell in cells for part in cell})))
    if entry.combine == "latest":
        return known.groupby(tie).max()
    return (known if entry.combine == "earliest" else known.astype(str)).groupby(tie).min()


def _base(label: str) -> str:
    return LABELS[label].base or label
