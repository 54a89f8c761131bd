"""Which nodes have to be written: those whose claims, whose id or whose shown values are others than the stored ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from graphmodel.load.state import State
from graphmodel.load.things import Claim, claims_to_node
from graphmodel.records import Changes, NodeChange


def plan_nodes(
    state: State,
    groups: Mapping[str, list[Claim]],
    touched: Collection[str],
    precedence: Mapping[str, float],
    changes: Changes,
) -> dict[str, tuple[str, ...]]:
    """Plan the nodes; returns the labels of every node there will be.

    ``groups``: the claims of each node there will be among those ``touched``; all others stay as they are. A node whose
    claims stay may still show other values, when one of its datasets now takes precedence over another.
    """
    labels: dict[str, tuple[str, ...]] = {}
    stored: dict[str, tuple[tuple[str, ...], str]] = {}
    columns = (state.nodes[name].tolist() for name in ("id", "labels", "claims"))
    for node_id, old_labels, old_claims in zip(*columns, strict=True):
        if node_id in touched:
            stored[node_id] = (tuple(old_labels), old_claims)
        else:
            labels[node_id] = tuple(old_labels)
    former = _former_ids(state, groups)
    ranked = state.precedence
    for node_id in sorted(groups):
        claims = groups[node_id]
        change = claims_to_node(node_id, claims, precedence)
        labels[node_id] = change.labels
        old_id = node_id if node_id in stored else former.get(node_id)
        if old_id is None:
            changes.new_nodes.append(change)
            continue
        old_labels, old_claims = stored.pop(old_id)
        same = old_id == node_id and old_labels == change.labels and old_claims == change.properties["claims"]
        if same:
            same = claims_to_node(node_id, claims, ranked).properties == change.properties
        if not same:
            changes.changed_nodes.append(NodeChange(change.labels, change.properties, old_id, old_labels))
    changes.gone_nodes += [(old[0], node) for node, old in sorted(stored.items())]
    return labels


def _former_ids(state: State, groups: Mapping[str, list[Claim]]) -> dict[str, str]:
    """Nodes that only change their id: the new id, and the old one whose claims they all come from."""
    taken = set(state.nodes["id"].tolist())
    if groups.keys() <= taken or not taken:
        return {}
    by_claim = dict(
        zip(
            zip(state.claims["dataset"].tolist(), state.claims["key"].tolist(), strict=True),
            state.claims["node"].tolist(),
            strict=True,
        )
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
