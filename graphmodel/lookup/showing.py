"""Everything the store says of one thing: what it shows, its ties, and each dataset's own words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from graphmodel.model import LABELS, RELATIONSHIPS, properties_of

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

TIE_COLUMNS = ["direction", "type", "other_id", "other_name", "details", "dataset", "rows"]


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing: its labels, what it shows, its ties, and the claims of the datasets.

    ``ties`` has the columns ``direction`` (out, in), ``type, other_id, other_name, details, dataset, rows``, sorted. A claim has
    ``dataset, key, labels, values, load, row``.
    """

    id: str
    name: str
    labels: tuple[str, ...]
    properties: Mapping[str, Any]
    names: Sequence[str]
    identifiers: Sequence[str]
    ties: pd.DataFrame
    claims: Sequence[Mapping[str, Any]]


def show_thing(store: Store, node_id: str, labels: Sequence[str]) -> Thing:
    """Read one thing by its id; ``labels`` are those it may carry."""
    base = next((LABELS[label].base or label for label in labels if LABELS[label].base), labels[0])
    found = store.query(f"MATCH (n:{base} {{id: $id}}) RETURN n AS node, n.claims AS claims", {"id": node_id})
    node, claims = found.rows[0]
    properties = {k: v for k, v in node.items() if k not in {"claims", "identifiers", "names", "id", "_labels"}}
    return Thing(
        node_id,
        str(node["name"]),
        tuple(node["_labels"]),
        properties,
        node.get("names") or (),
        node.get("identifiers") or (),
        _ties(store, base, node_id),
        _claims(claims),
    )


def _ties(store: Store, base: str, node_id: str) -> pd.DataFrame:
    rows = []
    for direction, arrow in (("out", "-[r]->"), ("in", "<-[r]-")):
        query = (
            f"MATCH (n:{base} {{id: $id}}){arrow}(other) "
            "RETURN type(r) AS type, r AS tie, other.id AS other, other.name AS name"
        )
        for type_, tie, other, name in store.query(query, {"id": node_id}).rows:
            if type_ in RELATIONSHIPS:
                details = "; ".join(f"{k}: {tie[k]}" for k in properties_of(type_) if tie.get(k) not in (None, ""))
                rows.append((direction, type_, other, name, details, tie["dataset"], tie["rows"]))
    frame = pd.DataFrame(rows, columns=TIE_COLUMNS)
    return frame.sort_values(
        ["direction", "type", "other_name", "other_id", "dataset", "rows"],
        ascending=[False, True, True, True, True, True],
        ignore_index=True,
    )


def _claims(text: str | None) -> list[dict[str, Any]]:
    return [
        {"dataset": dataset, **claim}
        for dataset, claims in sorted(json.loads(text or "{}").items())
        for claim in claims
    ]
