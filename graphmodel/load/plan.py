"""The plan: what has to be written so that the store says of a dataset what it should, and nothing else.

Claims are grouped into things anew; a node is written when its claims, its id or what it shows changed. A relationship is
written when it is new, changed or gone, or when one of its ends is now another node.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress
from typing import Any

import pandas as pd

from graphmodel.identity.decisions import DECISION_COLUMNS, MACHINE
from graphmodel.load.claims import claims_to_contents
from graphmodel.load.facts import Facts
from graphmodel.load.joining import claims_by_thing, claims_to_decided_things
from graphmodel.load.kinds import kind_of_thing
from graphmodel.load.planned_nodes import plan_nodes
from graphmodel.load.planned_ties import plan_ties, resolve_ends, stored_and_wanted, with_known_ends, with_new_ids
from graphmodel.load.state import State, StoredTies
from graphmodel.model import JUDGEMENTS, LABELS, PROPOSALS, RELATIONSHIPS
from graphmodel.records import Changes, NodeChange

#: Of more keys than this the ties are not looked for: all are read.
_MOST_KEYS = 10_000


@dataclass(frozen=True, slots=True)
class Target:
    """How things should be: all claims (``dataset, key, content, load, row``; ``node``, the one that carries the very same
    claim in the store; ``parsed``, its content where it was read already), by dataset the facts that take the place of
    what it says so far, persons' decisions.
    """

    claims: pd.DataFrame
    replaced: Mapping[str, Facts]
    persons: pd.DataFrame
    precedence: Mapping[str, float]


def plan_changes(state: State, stored_ties: StoredTies, target: Target) -> tuple[Changes, list[str]]:
    """Compare the target with the store. Returns the changes and, as sentences, ties left out because an end is
    something the type cannot connect.

    Raises :class:`~graphmodel.errors.SourceError` where one id would be several kinds of things, an organisation and a
    project say.
    """
    changes = Changes()
    contents = claims_to_contents(target.claims)
    things, decisions = claims_to_decided_things(target.claims["key"].tolist(), contents, target.persons)
    touched = _touched(state, target, things)
    among = [thing in touched for thing in things]
    told = claims_by_thing(target.claims.loc[among], list(compress(contents, among)), list(compress(things, among)))
    groups = {node: claims for node, claims in told.items() if any(claim.dataset not in JUDGEMENTS for claim in claims)}
    for node, claims in groups.items():
        kind_of_thing(node, claims)
    nodes = plan_nodes(state, groups, touched, target.precedence, changes)
    keys = target.claims["key"].tolist()
    where = {key: node for key, node in zip(keys, things, strict=True) if node in groups or node not in touched}
    renamed = {c.old_id: c.properties["id"] for c in changes.changed_nodes if c.old_id != c.properties["id"]}
    base = {node: _base_label(labels) for node, labels in nodes.items()}
    misfits: list[str] = []
    moved = _moved_keys(state, target, touched, things, where, renamed, base)
    for name in RELATIONSHIPS:
        everything = name in PROPOSALS or len(moved) > _MOST_KEYS
        stored, ties = stored_and_wanted(name, stored_ties, target.replaced, moved, everything=everything)
        if name in PROPOSALS and ties is not None:
            # A proposal keeps nothing alive, and finds its ends by any key they are still known by.
            where = where | _further_keys(contents, things)
            ties = with_known_ends(ties, where)
        wanted = resolve_ends(name, ties, where, base, misfits)
        plan_ties(name, with_new_ids(stored, renamed), wanted, changes)
    plan_decisions(state.decisions, decisions, changes)
    return changes, misfits


def _touched(state: State, target: Target, things: Sequence[str]) -> set[str]:
    """The nodes of which anything may change: one claim is not what it was, came, went or takes precedence otherwise.

    All others stay as they are, and most changes of a large store concern few nodes.
    """
    stood = target.claims["node"].tolist()
    touched = {thing for thing, node in zip(things, stood, strict=True) if thing != node}
    before = Counter(state.claims["node"].tolist())
    stayed = Counter(thing for thing, node in zip(things, stood, strict=True) if thing == node)
    touched |= {node for node, count in before.items() if stayed[node] != count}
    ranked = state.precedence
    reranked = {name for name in {*ranked, *target.precedence} if ranked.get(name) != target.precedence.get(name)}
    if reranked:
        datasets = target.claims["dataset"].tolist()
        touched |= {thing for thing, dataset in zip(things, datasets, strict=True) if dataset in reranked}
    return touched


def _moved_keys(
    state: State,
    target: Target,
    touched: Collection[str],
    things: Sequence[str],
    where: Mapping[str, str],
    renamed: Mapping[str | None, str],
    base: Mapping[str, str],
) -> set[str]:
    """The keys by which other datasets speak of what is now another node, or one of another kind: the ties at these have to
    be looked at, too. A node that only changes its id takes its ties along.
    """
    kept = (~target.claims["dataset"].isin(list(target.replaced))).tolist()
    stood = zip(kept, things, target.claims["key"].tolist(), target.claims["node"].tolist(), strict=True)
    looked_at = [(key, node) for of_others, thing, key, node in stood if of_others and thing in touched]
    if not looked_at:
        return set()
    old_base = {
        node: _base_label(tuple(labels))
        for node, labels in zip(state.nodes["id"].tolist(), state.nodes["labels"].tolist(), strict=True)
    }
    return {
        key
        for key, node in looked_at
        if where.get(key) != renamed.get(node, node) or old_base[node] != base[where[key]]
    }


@cache
def _base_label(labels: tuple[str, ...]) -> str:
    return next((LABELS[label].base or label for label in labels if LABELS[label].base), labels[0])


def _further_keys(contents: Sequence[Mapping[str, Any]], things: Sequence[str]) -> dict[str, str]:
    return {key: node for content, node in zip(contents, things, strict=True) for key in content.get("also", ())}


def plan_decisions(stored: pd.DataFrame, wanted: pd.DataFrame, changes: Changes) -> None:
    """Add to ``changes`` what makes the wanted decisions out of the stored ones."""

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
