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
    values, names = _shown(contents)
    values["name"] = values.get("name") or values.get("acronym") or values.get("title") or node_id
    others = sorted({*names, *values.get("names", ())} - {values["name"]}) if names or "names" in values else None
    if others:
        values["names"] = others
    else:
        values.pop("names", None)
    for name, value in values.items():
        if name in _TYPED:
            values[name] = _typed(name, value)
    values["id"] = node_id
    values["identifiers"] = _identifiers(ordered)
    values["claims"] = claims_to_text(ordered)
    return NodeChange(_labels(contents), values)


def _shown(contents: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Any], set[str]]:
    """Of each property the value that is shown, as it is told, and every name that is told."""
    if len(contents) == 1:  # most of them
        told = contents[0]["values"]
        shown = {name: sorted({*value}) if type(value) is list else value for name, value in told.items()}
        return shown, {told[name] for name in _NAMES & told.keys()}
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
    if "stub" in values and not all(content["values"].get("stub") for content in contents):
        del values["stub"]
    return values, names


def _identifiers(claims: Sequence[Claim]) -> list[str]:
    if len(claims) == 1 and "also" not in claims[0].content:  # most of them
        return [claims[0].key]
    keys = {key for claim in claims for key in (claim.key, *claim.content.get("also", ()))}
    return sorted(keys, key=key_rank)


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
    if len(claims) == 1:  # most of them
        return f"{{{_quoted(claims[0].dataset)}:[{_claim_to_text(claims[0])}]}}"
    by_dataset: dict[str, list[str]] = {}
    for claim in sorted(claims, key=lambda claim: claim[:2]):
        by_dataset.setdefault(claim.dataset, []).append(_claim_to_text(claim))
    return "{" + ",".join(f"{_quoted(dataset)}:[{','.join(texts)}]" for dataset, texts in by_dataset.items()) + "}"


def _claim_to_text(claim: Claim) -> str:
    return f'{{"key":{_quoted(claim.key)},{claim.text[1:-1]},"load":{_quoted(claim.load)},"row":{_quoted(claim.row)}}}'
