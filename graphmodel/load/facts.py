"""What one dataset says, by its own keys: a claim for every thing, a row for every tie, duplicates combined.

A *claim* is everything a dataset says of one key: labels, further keys, values, and where it says so. Claims and ties are
kept in one fixed form, so that two editions of a dataset can be compared text by text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from graphmodel.load.gather import Batch
from graphmodel.model import LABELS, RELATIONSHIPS, Property, properties_of
from graphmodel.records import Nodes, Relationships

CLAIM_COLUMNS = ["key", "content", "load", "row"]
#: Values of relationships beside the properties of their type.
TIE_BASE = ["start_key", "end_key", "start_label", "end_label", "dataset", "load", "rows", "source"]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"no plain form of {type(value).__name__}")


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode


@dataclass(slots=True)
class Facts:
    """The claims and ties of one dataset.

    ``claims``: columns ``key``, ``content`` (canonical JSON: labels, further keys, values), ``load``, ``row``, one row a
    key, sorted. ``ties``: per type, one row per start, end and key properties, sorted, with the columns of the type.
    """

    dataset: str
    claims: pd.DataFrame
    ties: dict[str, pd.DataFrame] = field(default_factory=dict)
    duplicates: int = 0
    disagreements: int = 0


def claim_content(labels: Iterable[str], also: Iterable[str], values: Mapping[str, Any]) -> str:
    """The canonical text of a claim."""
    content: dict[str, Any] = {"labels": sorted(labels)}
    if keys := sorted(also):
        content["also"] = keys
    content["values"] = {name: values[name] for name in sorted(values)}
    return _encode(content)


def batches_to_facts(batches: Sequence[Batch], dataset: str, load: str) -> Facts:
    """Combine the batches of all tables into the facts of the dataset; things only referred to become stubs."""
    claims, disagreements = _claims([b for b in batches if isinstance(b.records, Nodes)])
    facts = Facts(dataset, claims, disagreements=disagreements)
    by_type: dict[str, list[Batch]] = {}
    for batch in batches:
        if isinstance(batch.records, Relationships) and len(batch.records.start):
            by_type.setdefault(batch.records.type, []).append(batch)
    for name in sorted(by_type):
        ties, repeated = _ties(name, by_type[name])
        facts.duplicates += repeated
        facts.ties[name] = ties.assign(dataset=dataset, load=load)
    facts.claims = _with_stubs(facts).assign(load=load).sort_values("key", ignore_index=True)[CLAIM_COLUMNS]
    return facts


_Place = tuple[bool, str, int]  # only referred to, file, row: the smallest is where a thing is first described


def _claims(batches: Sequence[Batch]) -> tuple[pd.DataFrame, int]:
    per_label: dict[str, list[Batch]] = {}
    for batch in batches:
        assert isinstance(batch.records, Nodes)
        if len(batch.records.key):
            per_label.setdefault(batch.records.label, []).append(batch)
    found: dict[str, tuple[set[str], set[str], dict[str, Any], _Place]] = {}
    disagreements = 0
    for label in sorted(per_label):
        for key, further, values, described, row, differ in _things(label, per_label[label]):
            disagreements += differ
            labels, keys, known, first = found.setdefault(key, (set(), set(), {}, row))
            labels.update(LABELS[label].labels)
            keys.update(further)
            for name, value in values.items():
                known.setdefault(name, value)
            if described:
                known["_described"] = True
            found[key] = (labels, keys, known, min(first, row))
    rows = []
    for key, (labels, also, values, row) in found.items():
        described = values.pop("_described", False)
        if not described:
            values["stub"] = True
        rows.append((key, claim_content(labels, also - {key}, values), f"{row[1]}:{row[2]}"))
    return pd.DataFrame(rows, columns=["key", "content", "row"], dtype=object), disagreements


def _things(
    label: str, batches: Sequence[Batch]
) -> Iterable[tuple[str, tuple[str, ...], dict[str, Any], bool, _Place, int]]:
    """Per key: further keys, combined values, whether described, first place, number of values that disagree."""
    properties = {**properties_of(label), "source": Property("source", "texts", "", combine="unite")}
    frames = []
    for batch in batches:
        assert isinstance(batch.records, Nodes)
        frame = batch.records.frame.astype(object)
        frame.insert(0, "_key", batch.records.key.to_numpy(dtype=object))
        frame["_described"] = batch.records.described
        frame["_file"], frame["_row"] = batch.file, batch.rows.to_numpy()
        frame["_also"] = _joined(batch.records.also, len(frame))
        frames.append(frame)
    whole = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0].reset_index(drop=True)
    names = [column for column in whole.columns if not column.startswith("_")]
    for name in names:
        whole[name] = whole[name].astype(object).where(whole[name].notna(), None)
    whole["_place"] = np.arange(len(whole))
    distinct = whole.drop_duplicates(subset=["_key", "_described", "_also", *names])
    columns = {name: distinct[name].tolist() for name in names if name in distinct}
    keys, described = distinct["_key"].tolist(), distinct["_described"].tolist()
    also = distinct["_also"].tolist()
    rows = list(zip((~distinct["_described"].astype(bool)).tolist(), distinct["_file"].tolist(), distinct["_row"].tolist(),
                    strict=True))
    groups: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        groups.setdefault(key, []).append(place)
    counts = _counts(whole, [*names, "_described", "_also"], distinct) if len(groups) < len(keys) else None
    for key, places in groups.items():
        values: dict[str, Any] = {}
        differ = 0
        for name in names:
            column = columns[name]
            if len(places) == 1:
                value = column[places[0]]
                if value is not None:
                    values[name] = _kept(value)
                continue
            seen = [(column[p], 1 if counts is None else counts[p]) for p in places if column[p] is not None]
            if seen:
                values[name], several = _combined(properties[name], seen)
                differ += several
        keys_of = tuple(sorted({k for p in places for k in also[p]}))
        yield key, keys_of, values, any(described[p] for p in places), min(rows[p] for p in places), differ


def _kept(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _joined(also: Sequence[pd.Series], length: int) -> list[tuple[str, ...]]:
    if not also:
        return [()] * length
    columns = [series.tolist() for series in also]
    return [tuple(sorted({key for cell in cells for key in _as_keys(cell)})) for cells in zip(*columns, strict=True)]


def _as_keys(cell: Any) -> tuple[str, ...]:
    if isinstance(cell, tuple):
        return cell
    return (cell,) if isinstance(cell, str) else ()


def _counts(whole: pd.DataFrame, names: Sequence[str], distinct: pd.DataFrame) -> list[int]:
    sizes = whole.groupby(["_key", *names], sort=False, dropna=False)["_place"].transform("size")
    return [int(size) for size in sizes.loc[distinct.index]]


def _combined(entry: Property, seen: Sequence[tuple[Any, int]]) -> tuple[Any, int]:
    values = [value for value, _ in seen]
    distinct = len(set(values))
    if entry.combine == "unite":
        return sorted({part for value in values for part in value}), 0
    if entry.combine == "earliest":
        return min(values), int(distinct > 1)
    if entry.combine == "latest":
        return max(values), int(distinct > 1)
    # The value most rows give, then the smallest: never the first, which depends on how the file was sorted.
    weight: dict[Any, int] = {}
    for value, count in seen:
        weight[value] = weight.get(value, 0) + count
    return min(weight, key=lambda value: (-weight[value], str(value))), int(distinct > 1)


_COMBINERS: Mapping[str, Callable[[pd.Series], Any]] = {
    "sum": lambda s: s.sum(min_count=1), "earliest": lambda s: s.dropna().min() if s.notna().any() else None,
    "latest": lambda s: s.dropna().max() if s.notna().any() else None,
    "unite": lambda s: tuple(sorted({part for value in s.dropna() for part in value})) or None,
    "first": lambda s: s.dropna().astype(str).min() if s.notna().any() else None,
}


def _ties(name: str, batches: Sequence[Batch]) -> tuple[pd.DataFrame, int]:
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
            whole[column] = pd.Series(np.nan if entry.kind == "amount" else None, index=whole.index,
                                      dtype="float64" if entry.kind == "amount" else object)
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
    return kept[[*TIE_BASE[:4], *columns, "rows"]], int(repeated.sum()) - (len(kept) - len(single))


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


def _with_stubs(facts: Facts) -> pd.DataFrame:
    known = set(facts.claims["key"])
    stubs: dict[str, tuple[str, str]] = {}
    for ties in facts.ties.values():
        for key_column, label_column in (("start_key", "start_label"), ("end_key", "end_label")):
            columns = (ties[column].tolist() for column in (key_column, label_column, "rows"))
            for key, label, row in zip(*columns, strict=True):
                if key not in known:
                    stubs[key] = min(stubs.get(key, (label, row)), (label, row))
    rows = [(key, claim_content(LABELS[label].labels, (), {"stub": True}), row) for key, (label, row) in stubs.items()]
    extra = pd.DataFrame(rows, columns=["key", "content", "row"], dtype=object)
    return pd.concat([facts.claims, extra], ignore_index=True) if len(extra) else facts.claims
