"""Which nodes have to be written: those whose claims, whose id or whose shown values are others than the stored ones."""

from __future__ import annotations

from collections.abc import Mapping

from graphmodel.load.state import State
from graphmodel.load.things import Claim, claims_to_node, claims_to_text
from graphmodel.records import Changes, NodeChange


def plan_nodes(
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
        claims = groups[node_id]
        if node_id in stored and moved.isdisjoint(claim.dataset for claim in claims):
            old_labels, old_claims = stored[node_id]
            # What a node shows follows from its claims.
            if old_claims == claims_to_text(claims):
                labels[node_id] = tuple(old_labels)
                del stored[node_id]
                continue
        change = claims_to_node(node_id, claims, precedence)
        labels[node_id] = change.labels
        old_id = node_id if node_id in stored else former.get(node_id)
        if old_id is None:
            changes.new_nodes.append(change)
            continue
        old_labels, old_claims = stored.pop(old_id)
        same = old_id == node_id and tuple(old_labels) == change.labels and old_claims == change.properties["claims"]
        if same:
            same = claims_to_node(node_id, claims, ranked).properties == change.properties
        if not same:
            changes.changed_nodes.append(NodeChange(change.labels, change.properties, old_id, tuple(old_labels)))
    changes.gone_nodes += [(tuple(old[0]), node) for node, old in sorted(stored.items())]
    return labels


def _former_ids(state: State, groups: Mapping[str, list[Claim]]) -> dict[str, str]:
    """Nodes that only change their id: the new id, and the old one whose claims they all come from."""
    taken = set(state.nodes["id"])
    if groups.keys() <= taken or not taken:
        return {}
    by_claim = dict(
        zip(zip(state.claims["dataset"], state.claims["key"], strict=True), state.claims["node"], strict=True)
    )
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
