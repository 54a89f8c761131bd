"""Claims -> nodes: what a node shows is computed from everything the datasets say of it, by a stated precedence.

A list unites what all claims say. Of single values the one is shown whose dataset has the smallest precedence, then the
claim that describes rather than refers, then the dataset and key first in the alphabet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from json.encoder import encode_basestring as _quoted
from typing import Any, NamedTuple

from graphmodel.model import DEFAULT_PRECEDENCE, LABELS, Kind, key_rank
from graphmodel.records import NodeChange


class Claim(NamedTuple):
    """One dataset's claim about one key: its content as text, and parsed."""

    dataset: str
    key: str
    text: str
    load: str
    row: str
    content: Mapping[str, Any]


def _of_kind(kind: Kind) -> frozenset[str]:
    return frozenset(p.name for label in LABELS.values() for p in label.properties if p.kind == kind)


_AMOUNTS = _of_kind("amount")
_TYPED = _AMOUNTS | _of_kind("date")
_NAMES = frozenset({"name", "title", "acronym"})


def claim_rank(claim: Claim, precedence: Mapping[str, float]) -> tuple[float, bool, str, str]:
    """Where a claim stands among those on one thing: of single values that of the first one is shown."""
    return (
        precedence.get(claim.dataset, DEFAULT_PRECEDENCE),
        bool(claim.content["values"].get("stub")),
        claim.dataset,
        claim.key,
    )


def claims_to_node(node_id: str, claims: Sequence[Claim], precedence: Mapping[str, float]) -> NodeChange:
    """The node that the claims on one thing make, with all its properties."""
    ordered = sorted(claims, key=lambda claim: claim_rank(claim, precedence)) if len(claims) > 1 else claims
    contents = [claim.content for claim in ordered]
    values: dict[str, Any] = {}
    names: set[str] = set()
    for content in contents:
        for name, value in content["values"].items():
            if type(value) is list:
                values[name] = sorted({*values.get(name, ()), *value})
                continue
            if name in _NAMES:
                names.add(value)
            values.setdefault(name, value)
    if not all(content["values"].get("stub") for content in contents):
        values.pop("stub", None)
    values["name"] = values.get("name") or values.get("acronym") or values.get("title") or node_id
    others = sorted({*names, *values.get("names", ())} - {values["name"]})
    if others:
        values["names"] = others
    else:
        values.pop("names", None)
    for name in values.keys() & _TYPED:
        values[name] = _typed(name, values[name])
    keys = {key for claim in ordered for key in (claim.key, *claim.content.get("also", ()))}
    values["id"] = node_id
    values["identifiers"] = sorted(keys, key=key_rank) if len(keys) > 1 else list(keys)
    values["claims"] = claims_to_text(ordered)
    return NodeChange(_labels(contents), values)


def _labels(contents: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    if len(contents) == 1:
        return tuple(contents[0]["labels"])  # in their order already
    return tuple(sorted({label for content in contents for label in content["labels"]}))


def _typed(name: str, value: Any) -> Any:
    if name in _AMOUNTS:
        return float(value)
    return date.fromisoformat(value) if isinstance(value, str) else value


def claim_text_to_content(text: str, dataset: str, key: str, load: str, row: str) -> str:
    """The content of the only claim in a text as :func:`claims_to_text` makes it, cut out: to write it again takes longer.

    >>> content = '{"labels":["Sector"],"values":{"name":"Wood"}}'
    >>> text = claims_to_text([Claim("x", "x:wood", content, "load:x:1", "sectors.csv:2", {})])
    >>> claim_text_to_content(text, "x", "x:wood", "load:x:1", "sectors.csv:2") == content
    True
    """
    before = len(f'{{{_quoted(dataset)}:[{{"key":{_quoted(key)},')
    after = len(f',"load":{_quoted(load)},"row":{_quoted(row)}}}]}}')
    return "{" + text[before:-after] + "}"


def claims_to_text(claims: Sequence[Claim]) -> str:
    """The compact JSON a node carries: dataset -> its claims, each with its key, content, load and row."""
    by_dataset: dict[str, list[str]] = {}
    for claim in sorted(claims, key=lambda claim: claim[:2]):
        by_dataset.setdefault(claim.dataset, []).append(
            f'{{"key":{_quoted(claim.key)},{claim.text[1:-1]},"load":{_quoted(claim.load)},"row":{_quoted(claim.row)}}}'
        )
    return "{" + ",".join(f"{_quoted(dataset)}:[{','.join(texts)}]" for dataset, texts in by_dataset.items()) + "}"
