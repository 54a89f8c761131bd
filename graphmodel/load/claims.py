"""Rows -> claims: everything a dataset says of one key, whatever number of rows it says it in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

import numpy as np
import pandas as pd

from graphmodel.load.gather import Batch
from graphmodel.load.kinds import kinds_of_labels, several_kinds
from graphmodel.model import LABELS, Property, properties_of
from graphmodel.records import Nodes


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"no plain form of {type(value).__name__}")


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode


def claim_content(labels: Iterable[str], also: Iterable[str], values: Mapping[str, Any]) -> str:
    """The canonical text of a claim: JSON without blanks, names in alphabetical order.

    >>> claim_content(["Organisation"], [], {"name": "Acme", "country": "HU"})
    '{"labels":["Organisation"],"values":{"country":"HU","name":"Acme"}}'
    """
    return claim_text_and_content(labels, also, values)[0]


def claim_text_and_content(
    labels: Iterable[str], also: Iterable[str], values: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    """The text of a claim, and what parsing it would give, which takes several times as long.

    >>> claim_text_and_content(["Sector"], ["x:1"], {"name": "Wood"})[1]
    {'labels': ['Sector'], 'also': ['x:1'], 'values': {'name': 'Wood'}}
    """
    labels_text, content = _labels(tuple(sorted(labels)))
    content = content.copy()
    also_text = ""
    if keys := sorted(also):
        also_text, content["also"] = f'"also":{_encode(keys)},', keys
    plain: dict[str, Any] = {}
    cells = []
    for name in sorted(values):
        value = values[name]
        if type(value) is str:  # most of them
            text, plain[name] = encode_basestring(value), value
        else:
            text, plain[name] = _cell(value)
        cells.append(f"{encode_basestring(name)}:{text}")
    content["values"] = plain
    return f'{{"labels":{labels_text},{also_text}"values":{{{",".join(cells)}}}}}', content


def claims_to_contents(claims: pd.DataFrame) -> list[dict[str, Any]]:
    """What claims (``content``, ``parsed``) say as mappings; what was not parsed yet is."""
    told = zip(claims["content"], claims["parsed"], strict=True)
    return [parsed if isinstance(parsed, dict) else json.loads(text) for text, parsed in told]


@cache
def _labels(labels: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    return _encode(labels), {"labels": list(labels)}


def _cell(value: Any) -> tuple[str, Any]:
    """A value as JSON, and as parsing this gives it."""
    # The encoder of whole documents takes several times as long for a single value.
    kind = type(value)
    if kind is date:
        text = value.isoformat()
        return f'"{text}"', text
    if kind is bool:
        return "true" if value else "false", value
    if kind is float and isfinite(value):
        return repr(value), value
    text = _encode(value)
    return text, json.loads(text)


_Place = tuple[bool, str, int]  # only referred to, file, row: the smallest is where a thing is first described


def combine_claims(batches: Sequence[Batch]) -> tuple[pd.DataFrame, int]:
    """One claim a key (``key, content, parsed, row``) from batches of nodes, and how many values disagreed with the one kept.

    Raises :class:`~graphmodel.errors.SourceError` where a key is several kinds of things.
    """
    per_label: dict[str, list[Batch]] = {}
    for batch in batches:
        assert isinstance(batch.records, Nodes)
        if len(batch.records.key):
            per_label.setdefault(batch.records.label, []).append(batch)
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...], dict[str, Any], bool, _Place]] = {}
    disagreements = 0
    for label in sorted(per_label):
        kind, own = LABELS[label].base or label, LABELS[label].labels
        for key, further, values, described, row, differ in _things(label, per_label[label]):
            disagreements += differ
            before = found.get(key)
            if before is None:
                found[key] = (own, further, values, described, row)
                continue
            labels, keys, known, known_described, first = before
            if kind not in labels:
                (other,) = kinds_of_labels(labels)
                raise several_kinds(key, {other: _place_text(first), kind: _place_text(row)})
            for name, value in values.items():
                known.setdefault(name, value)
            every_label = tuple(dict.fromkeys((*labels, *own)))
            found[key] = (every_label, (*keys, *further), known, known_described or described, min(first, row))
    rows = []
    for key, (labels, also, values, described, row) in found.items():
        if not described:
            values["stub"] = True
        rows.append((key, *claim_text_and_content(labels, {*also} - {key}, values), _place_text(row)))
    return pd.DataFrame(rows, columns=["key", "content", "parsed", "row"], dtype=object), disagreements


def _place_text(place: _Place) -> str:
    return f"{place[1]}:{place[2]}"


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
    # A property that no row gives would be looked at again for every thing.
    names = [column for column in whole.columns if not column.startswith("_") and whole[column].notna().any()]
    for name in names:
        whole[name] = whole[name].astype(object).where(whole[name].notna(), None)
    # Numbers for the rows that say the same, in the order in which they come.
    alike = whole.groupby(["_key", "_described", "_also", *names], sort=False, dropna=False).ngroup().to_numpy()
    distinct = whole.iloc[np.unique(alike, return_index=True)[1]]
    counts = np.bincount(alike).tolist()
    columns = {name: distinct[name].tolist() for name in names}
    keys, described = distinct["_key"].tolist(), distinct["_described"].tolist()
    also = distinct["_also"].tolist()
    rows = list(
        zip(
            (~distinct["_described"].astype(bool)).tolist(),
            distinct["_file"].tolist(),
            distinct["_row"].tolist(),
            strict=True,
        )
    )
    groups: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        groups.setdefault(key, []).append(place)
    cells = list(zip(*(columns[name] for name in names), strict=True)) or [()] * len(keys)
    for key, places in groups.items():
        if len(places) == 1:
            (place,) = places
            single = {
                name: list(value) if isinstance(value, tuple) else value
                for name, value in zip(names, cells[place], strict=True)
                if value is not None
            }
            yield key, also[place], single, described[place], rows[place], 0
            continue
        values: dict[str, Any] = {}
        differ = 0
        for name in names:
            column = columns[name]
            told = [p for p in places if column[p] is not None]
            entry = properties[name]
            if len(told) > 1 and entry.combine == "first":
                # Rows that describe the thing count more than rows that only refer to it, however many these are.
                told = [p for p in told if described[p]] or told
            if len(told) == 1 and entry.combine != "unite":
                values[name] = column[told[0]]
            elif told:
                values[name], disagree = _combined(entry, [(column[p], counts[p]) for p in told])
                differ += disagree
        keys_of = tuple(sorted({k for p in places for k in also[p]}))
        yield key, keys_of, values, any(described[p] for p in places), min(rows[p] for p in places), differ


def _joined(also: Sequence[pd.Series], length: int) -> list[tuple[str, ...]]:
    if not also:
        return [()] * length
    columns = [series.tolist() for series in also]
    return [tuple(sorted({key for cell in cells for key in _as_keys(cell)})) for cells in zip(*columns, strict=True)]


def _as_keys(cell: Any) -> tuple[str, ...]:
    if isinstance(cell, tuple):
        return cell
    return (cell,) if isinstance(cell, str) else ()


def _combined(entry: Property, seen: Sequence[tuple[Any, int]]) -> tuple[Any, int]:
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
