"""The plan: what has to be written so that the store says of a dataset what it should, and nothing else.

Claims are grouped into things anew; a node is written when its claims, its id or what it shows changed. A relationship is
written when it is new, changed or gone, or when one of its ends is now another node.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from graphmodel.identity.decisions import DECISION_COLUMNS, MACHINE
from graphmodel.load.joining import claims_by_thing, claims_to_decided_things
from graphmodel.load.state import State, tie_columns
from graphmodel.load.things import Claim, claims_to_node
from graphmodel.model import JUDGEMENTS, LABELS, PROPOSALS, RELATIONSHIPS
from graphmodel.records import Changes, NodeChange, RelationshipChange


@dataclass(frozen=True, slots=True)
class Target:
    """How things should be: all claims (``dataset, key, content, load, row``), all ties by type, persons' decisions."""

    claims: pd.DataFrame
    ties: Mapping[str, pd.DataFrame]
    persons: pd.DataFrame
    precedence: Mapping[str, float]


def plan_changes(state: State, stored_ties: Mapping[str, pd.DataFrame], target: Target) -> tuple[Changes, list[str]]:
    """Compare the target with the store. Returns the changes and, as sentences, ties left out because an end is
    something the type cannot connect.
    """
    changes = Changes()
    contents = [json.loads(text) for text in target.claims["content"]]
    things, decisions = claims_to_decided_things(target.claims["key"].tolist(), contents, target.persons)
    groups = {
        node: claims
        for node, claims in claims_by_thing(target.claims, contents, things).items()
        if any(claim.dataset not in JUDGEMENTS for claim in claims)
    }
    nodes = _plan_nodes(state, groups, target.precedence, changes)
    where = {key: node for key, node in zip(target.claims["key"], things, strict=True) if node in groups}
    renamed = {c.old_id: c.properties["id"] for c in changes.changed_nodes if c.old_id != c.properties["id"]}
    base = {node: _base_label(labels) for node, labels in nodes.items()}
    misfits: list[str] = []
    for name in RELATIONSHIPS:
        ties = target.ties.get(name)
        if name in PROPOSALS and ties is not None:
            # A proposal keeps nothing alive, and finds its ends by any key they are still known by.
            where = where | _further_keys(contents, things)
            ties = ties[ties["start_key"].isin(list(where)) & ties["end_key"].isin(list(where))]
        wanted = _resolve(name, ties, where, base, misfits)
        _plan_ties(name, _renamed(stored_ties.get(name), renamed), wanted, changes)
    _plan_decisions(state.decisions, decisions, changes)
    return changes, misfits


def _plan_nodes(
    state: State, groups: Mapping[str, list[Claim]], precedence: Mapping[str, float], changes: Changes
) -> dict[str, tuple[str, ...]]:
    """Plan the nodes; returns the labels of every node there will be.

    A node whose claims stay may still show other values, when one of its datasets now takes precedence over another.
    """
    labels: dict[str, tuple[str, ...]] = {}
    stored = dict(zip(state.nodes["id"], zip(state.nodes["labels"], state.nodes["claims"], strict=True), strict=True))
    former = _former_ids(state, groups)
    ranked = state.precedence
    moved = {name for name in {*ranked, *precedence} if ranked.get(name) != precedence.get(name)}
    for node_id in sorted(groups):
        change = claims_to_node(node_id, groups[node_id], precedence)
        labels[node_id] = change.labels
        old_id = node_id if node_id in stored else former.get(node_id)
        if old_id is None:
            changes.new_nodes.append(change)
            continue
        old_labels, old_claims = stored.pop(old_id)
        same = old_id == node_id and tuple(old_labels) == change.labels and old_claims == change.properties["claims"]
        if same and not moved.isdisjoint(claim.dataset for claim in groups[node_id]):
            same = claims_to_node(node_id, groups[node_id], ranked).properties == change.properties
        if not same:
            changes.changed_nodes.append(NodeChange(change.labels, change.properties, old_id, tuple(old_labels)))
    changes.gone_nodes += [(tuple(old[0]), node) for node, old in sorted(stored.items())]
    return labels


def _former_ids(state: State, groups: Mapping[str, list[Claim]]) -> dict[str, str]:
    """Nodes that only change their id: the new id, and the old one whose claims they all come from."""
    by_claim = dict(
        zip(zip(state.claims["dataset"], state.claims["key"], strict=True), state.claims["node"], strict=True)
    )
    taken = set(state.nodes["id"])
    former: dict[str, str] = {}
    used: set[str] = set()
    for node_id in sorted(groups):
        if node_id in taken:
            continue
        olds = sorted({by_claim[c.dataset, c.key] for c in groups[node_id] if (c.dataset, c.key) in by_claim})
        free = [old for old in olds if old not in groups and old not in used]
        if free:
            former[node_id] = free[0]
            used.add(free[0])
    return former


def _base_label(labels: tuple[str, ...]) -> str:
    return next((LABELS[label].base or label for label in labels if LABELS[label].base), labels[0])


def _resolve(
    name: str, ties: pd.DataFrame | None, where: Mapping[str, str], base: Mapping[str, str], misfits: list[str]
) -> pd.DataFrame | None:
    if ties is None or ties.empty:
        return None
    tie = RELATIONSHIPS[name]
    starts = {LABELS[label].base or label for label in tie.starts}
    ends = {LABELS[label].base or label for label in tie.ends}
    start, end = _mapped(ties["start_key"], where), _mapped(ties["end_key"], where)
    resolved = ties.assign(start=start, end=end, start_label=_mapped(start, base), end_label=_mapped(end, base))
    fits = (
        resolved["start_label"].isin(starts) & resolved["end_label"].isin(ends) & (resolved["start"] != resolved["end"])
    )
    for row in resolved[~fits].to_dict("records"):
        reason = "they are one thing" if row["start"] == row["end"] else f"{row['start_label']} to {row['end_label']}"
        misfits.append(f"{row['rows']}: {row['start_key']} cannot be tied to {row['end_key']} by {name}: {reason}")
    return resolved[fits].reset_index(drop=True)


def _further_keys(contents: Sequence[Mapping[str, Any]], things: Sequence[str]) -> dict[str, str]:
    return {key: node for content, node in zip(contents, things, strict=True) for key in content.get("also", ())}


def _renamed(ties: pd.DataFrame | None, renamed: Mapping[str | None, str]) -> pd.DataFrame | None:
    """Stored ties with the ids their ends have once the nodes are written."""
    if ties is None or not renamed:
        return ties
    return ties.assign(**{end: [renamed.get(node, node) for node in ties[end]] for end in ("start", "end")})


def _mapped(column: pd.Series, mapping: Mapping[str, str]) -> pd.Series:
    codes, distinct = pd.factorize(column.to_numpy(dtype=object))
    return pd.Series(np.array([mapping[key] for key in distinct], dtype=object)[codes], index=column.index)


def tie_identity(name: str) -> list[str]:
    """What tells one relationship of a type from any other, beside its ends' nodes."""
    return ["dataset", "start_key", "end_key", *RELATIONSHIPS[name].key]


def _plan_ties(name: str, stored: pd.DataFrame | None, wanted: pd.DataFrame | None, changes: Changes) -> None:
    identity = tie_identity(name)
    have = stored if stored is not None and len(stored) else None
    if wanted is None or have is None:
        if have is not None:
            _add(name, have, changes.gone_relationships, identity, match_only=True)
        if wanted is not None and len(wanted):
            _add(name, wanted, changes.new_relationships, identity)
        return
    have, wanted = _indexed(have, identity), _indexed(wanted, identity)
    common = wanted.index.intersection(have.index)
    old, new = have.loc[common], wanted.loc[common]
    moved = (old["start"].to_numpy() != new["start"].to_numpy()) | (old["end"].to_numpy() != new["end"].to_numpy())
    differ = np.zeros(len(common), dtype=bool)
    for column in tie_columns(name):
        differ |= comparable(old[column]) != comparable(new[column])
    gone = pd.concat([have.drop(common), old[moved]])
    fresh = pd.concat([wanted.drop(common), new[moved]])
    if len(gone):
        _add(name, gone, changes.gone_relationships, identity, match_only=True)
    if len(fresh):
        _add(name, fresh, changes.new_relationships, identity)
    if (differ & ~moved).any():
        _add(name, new[differ & ~moved], changes.changed_relationships, identity)


def _indexed(frame: pd.DataFrame, identity: list[str]) -> pd.DataFrame:
    return frame.set_axis(joined_columns(frame, identity), axis=0)


def joined_columns(frame: pd.DataFrame, columns: Sequence[str]) -> pd.Index[str]:
    """One text a row out of several columns, missing values as nothing."""
    parts = [frame[column].astype(object).where(frame[column].notna(), "").tolist() for column in columns]
    return pd.Index([" | ".join(map(str, row)) for row in zip(*parts, strict=True)], dtype=object)


def comparable(column: pd.Series) -> np.ndarray[Any, np.dtype[Any]]:
    """A column in a form in which equal values are equal, missing ones included."""
    if column.dtype.kind == "f":
        numbers: np.ndarray[Any, np.dtype[Any]] = np.nan_to_num(column.to_numpy(), nan=-1.797e308)
        return numbers
    codes, distinct = pd.factorize(
        np.array(
            [tuple(v) if isinstance(v, list | np.ndarray) else v for v in column.to_numpy(dtype=object)] + [None],
            dtype=object,
        )[:-1]
    )
    texts = np.array([*(_as_text(value) for value in distinct), ""], dtype=object)
    result: np.ndarray[Any, np.dtype[Any]] = texts[codes]
    return result


def _as_text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "\x1f".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _add(
    name: str, frame: pd.DataFrame, into: list[RelationshipChange], identity: list[str], *, match_only: bool = False
) -> None:
    columns = identity if match_only else tie_columns(name)
    for (start, end), part in frame.groupby(["start_label", "end_label"], sort=True):
        rows = part.sort_values(identity)[["start", "end", *columns]].reset_index(drop=True)
        into.append(RelationshipChange(name, str(start), str(end), rows, tuple(identity)))


def _plan_decisions(stored: pd.DataFrame, wanted: pd.DataFrame, changes: Changes) -> None:
    def by_id(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
        rows = [{str(name): value for name, value in row.items()} for row in frame[DECISION_COLUMNS].to_dict("records")]
        return {f"{row['left']}|{row['right']}": row for row in rows}

    have, want = by_id(stored), by_id(wanted)
    for key in sorted(want):
        change = NodeChange(
            ("Decision",),
            {"id": key, "name": key, **want[key]},
            key if key in have else None,
            ("Decision",) if key in have else (),
        )
        if key not in have:
            changes.new_nodes.append(change)
        elif have[key] != want[key]:
            changes.changed_nodes.append(change)
    changes.gone_nodes += [(("Decision",), key) for key in sorted(set(have) - set(want))]


def persons_lines(decisions: pd.DataFrame) -> pd.DataFrame:
    """The lines that persons wrote."""
    return decisions[decisions["who"] != MACHINE]
