"""Rows of one label -> what they say together of each key: alike rows once, values combined as the model says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.load.gather import Batch
from graphmodel.model import Property, properties_of
from graphmodel.records import Nodes

#: Only referred to, file, row: the smallest is where a thing is first described.
Place = tuple[bool, str, int]


class Keyed(NamedTuple):
    """What the rows say of one key; ``differ``: how many values disagreed with the one kept."""

    key: str
    also: tuple[str, ...]
    values: dict[str, Any]
    described: bool
    place: Place
    differ: int


@dataclass(frozen=True, slots=True)
class _Rows:
    """Distinct rows, as columns: those of properties that any row gives, and how many rows each stands for."""

    keys: list[str]
    also: list[tuple[str, ...]]
    columns: dict[str, list[Any]]
    described: list[bool]
    places: list[Place]
    counts: list[int]


def combine_rows(label: str, batches: Sequence[Batch]) -> Iterator[Keyed]:
    """What batches of nodes of one label say of each of their keys, in the order in which these first come."""
    properties = {**properties_of(label), "source": Property("source", "texts", "", combine="unite")}
    rows = _distinct_rows(batches)
    groups: dict[str, list[int]] = {}
    for place, key in enumerate(rows.keys):
        groups.setdefault(key, []).append(place)
    cells = list(zip(*rows.columns.values(), strict=True)) or [()] * len(rows.keys)
    names = [*rows.columns]
    for key, places in groups.items():
        if len(places) > 1:
            yield _combined_rows(key, places, rows, properties)
            continue
        (place,) = places
        values = {
            name: sorted({*value}) if isinstance(value, tuple) else value
            for name, value in zip(names, cells[place], strict=True)
            if value is not None
        }
        yield Keyed(key, rows.also[place], values, rows.described[place], rows.places[place], 0)


def _distinct_rows(batches: Sequence[Batch]) -> _Rows:
    whole = _joined_batches(batches)
    # A property that no row gives would be looked at again for every thing.
    names = [column for column in whole.columns if not column.startswith("_") and whole[column].notna().any()]
    told = [*names, "_also"] if "_also" in whole else names
    for name in told:
        whole[name] = whole[name].astype(object).where(whole[name].notna(), None)
    # Numbers for the rows that say the same, in the order in which they come.
    alike = whole.groupby(["_key", "_described", *told], sort=False, dropna=False).ngroup().to_numpy()
    distinct = whole.iloc[np.unique(alike, return_index=True)[1]]
    adds = _add_something(distinct, told)
    distinct, counts = distinct[adds], np.bincount(alike)[adds].tolist()
    described = distinct["_described"].to_numpy(dtype=bool)
    places = zip((~described).tolist(), distinct["_file"].tolist(), distinct["_row"].tolist(), strict=True)
    return _Rows(
        distinct["_key"].tolist(),
        [keys or () for keys in distinct["_also"]] if "_also" in told else [()] * len(distinct),
        {name: distinct[name].tolist() for name in names},
        described.tolist(),
        list(places),
        counts,
    )


def _joined_batches(batches: Sequence[Batch]) -> pd.DataFrame:
    frames = []
    for batch in batches:
        assert isinstance(batch.records, Nodes)
        frame = batch.records.frame.astype(object)
        frame.insert(0, "_key", pd.Index(batch.records.key, dtype="str"))
        frame["_described"] = batch.records.described
        frame["_file"], frame["_row"] = batch.file, batch.rows.to_numpy()
        if any(column.notna().any() for column in batch.records.also):
            frame["_also"] = pd.Series(_joined_keys(batch.records.also), index=frame.index, dtype=object)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0].reset_index(drop=True)


def _add_something(distinct: pd.DataFrame, told: Sequence[str]) -> NDArray[np.bool_]:
    """Which rows say anything: one that only refers to a key adds nothing to those that describe it."""
    described, keys = distinct["_described"], distinct["_key"]
    if described.all() or not described.any():  # most labels: to look at what each row says takes long
        return np.ones(len(distinct), dtype=bool)
    says = distinct[list(told)].notna().any(axis=1)
    return (described | says | ~keys.isin(keys[described])).to_numpy(dtype=bool)


def _combined_rows(key: str, places: Sequence[int], rows: _Rows, properties: Mapping[str, Property]) -> Keyed:
    described = rows.described
    values: dict[str, Any] = {}
    differ = 0
    for name, column in rows.columns.items():
        told = [place for place in places if column[place] is not None]
        entry = properties[name]
        if len(told) > 1 and entry.combine == "first":
            # Rows that describe the thing count more than rows that only refer to it, however many these are.
            told = [place for place in told if described[place]] or told
        if len(told) == 1 and entry.combine != "unite":
            values[name] = column[told[0]]
        elif told:
            values[name], disagree = _combined_values(entry, [(column[place], rows.counts[place]) for place in told])
            differ += disagree
    also = tuple(sorted({other for place in places for other in rows.also[place]}))
    first = min(rows.places[place] for place in places)
    return Keyed(key, also, values, any(described[place] for place in places), first, differ)


def _joined_keys(also: Sequence[pd.Series]) -> list[tuple[str, ...] | None]:
    columns = [series.tolist() for series in also]
    joined = (sorted({key for cell in cells for key in _as_keys(cell)}) for cells in zip(*columns, strict=True))
    return [tuple(keys) if keys else None for keys in joined]


def _as_keys(cell: Any) -> tuple[str, ...]:
    if isinstance(cell, tuple):
        return cell
    return (cell,) if isinstance(cell, str) else ()


def _combined_values(entry: Property, seen: Sequence[tuple[Any, int]]) -> tuple[Any, int]:
    values = [value for value, _ in seen]
    distinct = len(set(values))
    if entry.combine == "unite":
        return sorted({part for value in values for part in value}), 0
    if entry.combine == "earliest":
        return min(values), int(distinct > 1)
    if entry.combine == "latest":
        return max(values), int(distinct > 1)
    if distinct == 1:
        return values[0], 0
    # The value most rows give, then the smallest: never the first, which depends on how the file was sorted.
    weight: dict[Any, int] = {}
    for value, count in seen:
        weight[value] = weight.get(value, 0) + count
    return min(weight, key=lambda value: (-weight[value], str(value))), int(distinct > 1)
