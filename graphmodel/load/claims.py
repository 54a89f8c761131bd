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
from graphmodel.load.keyed_rows import Place, combine_rows
from graphmodel.load.kinds import kinds_of_labels, several_kinds
from graphmodel.model import LABELS
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
    labels_text, content = _labels(tuple(labels))
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
        cells.append(f"{_name(name)}:{text}")
    content["values"] = plain
    return f'{{"labels":{labels_text},{also_text}"values":{{{",".join(cells)}}}}}', content


def claims_to_contents(claims: pd.DataFrame) -> list[dict[str, Any]]:
    """What claims (``content``, ``parsed``) say as mappings; what was not parsed yet is."""
    told = zip(claims["content"], claims["parsed"], strict=True)
    return [parsed if isinstance(parsed, dict) else json.loads(text) for text, parsed in told]


@cache
def _labels(labels: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    ordered = sorted(labels)
    return _encode(ordered), {"labels": ordered}


@cache
def _name(name: str) -> str:
    return encode_basestring(name)


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


def combine_claims(batches: Sequence[Batch]) -> tuple[pd.DataFrame, int]:
    """One claim a key (``key, content, parsed, row``) from batches of nodes, and how many values disagreed with the one kept.

    Raises :class:`~graphmodel.errors.SourceError` where a key is several kinds of things.
    """
    per_label: dict[str, list[Batch]] = {}
    for batch in batches:
        assert isinstance(batch.records, Nodes)
        if len(batch.records.key):
            per_label.setdefault(batch.records.label, []).append(batch)
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...], dict[str, Any], bool, Place]] = {}
    disagreements = 0
    for label in sorted(per_label):
        kind, own = LABELS[label].base or label, LABELS[label].labels
        for key, further, values, described, row, differ in combine_rows(label, per_label[label]):
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
        rows.append((key, *claim_text_and_content(labels, {*also} - {key} if also else (), values), _place_text(row)))
    return pd.DataFrame(rows, columns=["key", "content", "parsed", "row"], dtype=object), disagreements


def _place_text(place: Place) -> str:
    return f"{place[1]}:{place[2]}"
