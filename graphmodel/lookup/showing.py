"""Everything the store says of one thing: what it shows, its ties, and each dataset's own words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from graphmodel.graphs.periods import DATED, is_standing, spans_held, tie_to_span
from graphmodel.model import LABELS, RELATIONSHIPS, properties_of

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

TIE_COLUMNS = ["direction", "type", "other_id", "other_name", "details", "dataset", "rows"]


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing: its labels, what it shows, its ties, and the claims of the datasets.

    ``ties`` has the columns ``direction`` (out, in), ``type, other_id, other_name, details, dataset, rows``, sorted. A claim has
    ``dataset, key, labels, values, load, row``. ``undated`` counts the ties left out because years were asked for and
    nothing dates them.
    """

    id: str
    name: str
    labels: tuple[str, ...]
    properties: Mapping[str, Any]
    names: Sequence[str]
    identifiers: Sequence[str]
    ties: pd.DataFrame
    claims: Sequence[Mapping[str, Any]]
    undated: int = 0


def show_thing(
    store: Store,
    node_id: str,
    labels: Sequence[str],
    *,
    first_year: int | None = None,
    last_year: int | None = None,
) -> Thing:
    """Read one thing by its id; ``labels`` are those it may carry.

    With years, of the ties that hold for a time only those that held then are shown (see
    :mod:`graphmodel.graphs.periods`); what describes the thing is shown always.
    """
    base = next((LABELS[label].base or label for label in labels if LABELS[label].base), labels[0])
    found = store.query(f"MATCH (n:{base} {{id: $id}}) RETURN n AS node, n.claims AS claims", {"id": node_id})
    node, claims = found.rows[0]
    ties, undated = _ties(store, base, node_id, first_year, last_year)
    properties = {k: v for k, v in node.items() if k not in {"claims", "identifiers", "names", "id", "_labels"}}
    return Thing(
        node_id,
        str(node["name"]),
        tuple(node["_labels"]),
        properties,
        node.get("names") or (),
        node.get("identifiers") or (),
        ties,
        _claims(claims),
        undated,
    )


def _ties(
    store: Store, base: str, node_id: str, first_year: int | None, last_year: int | None
) -> tuple[pd.DataFrame, int]:
    rows: list[tuple[Any, ...]] = []
    ends: list[tuple[str, Mapping[str, Any], Mapping[str, Any]]] = []
    for direction, arrow in (("out", "-[r]->"), ("in", "<-[r]-")):
        query = (
            f"MATCH (n:{base} {{id: $id}}){arrow}(other) "
            "RETURN type(r) AS type, r AS tie, other.id AS other, other.name AS name, endNode(r) AS end"
        )
        for type_, tie, other, name, end in store.query(query, {"id": node_id}).rows:
            if type_ in RELATIONSHIPS:
                details = "; ".join(f"{k}: {tie[k]}" for k in properties_of(type_) if tie.get(k) not in (None, ""))
                rows.append((direction, type_, other, name, details, tie["dataset"], tie["rows"]))
                ends.append((type_, tie, end))
    held, undated = _held(ends, first_year, last_year)
    frame = pd.DataFrame([row for row, holds in zip(rows, held, strict=True) if holds], columns=TIE_COLUMNS)
    return frame.sort_values(
        ["direction", "type", "other_name", "other_id", "dataset", "rows"],
        ascending=[False, True, True, True, True, True],
        ignore_index=True,
    ), undated


def _held(
    ties: Sequence[tuple[str, Mapping[str, Any], Mapping[str, Any]]], first_year: int | None, last_year: int | None
) -> tuple[list[bool], int]:
    """Which ties (type, properties, end) are shown, and how many dated ones lack any date."""
    if first_year is None and last_year is None:
        return [True] * len(ties), 0
    dated = [(type_, tie, end) for type_, tie, end in ties if type_ in DATED]
    held, undated = spans_held(
        (tie_to_span(type_, tie, end, end["_labels"]) for type_, tie, end in dated),
        (is_standing(end["_labels"]) for _, _, end in dated),
        first_year,
        last_year,
    )
    answers = iter(held)
    return [type_ not in DATED or next(answers) for type_, _, _ in ties], undated


def _claims(text: str | None) -> list[dict[str, Any]]:
    return [
        {"dataset": dataset, **claim}
        for dataset, claims in sorted(json.loads(text or "{}").items())
        for claim in claims
    ]
