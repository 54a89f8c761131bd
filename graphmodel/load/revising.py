"""What every change of a store has in common: read it, plan with some datasets replaced, write under a lease."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from graphmodel.load.facts import CLAIM_COLUMNS, PARSED_COLUMNS, Facts
from graphmodel.load.first_content import FirstContent
from graphmodel.load.journal import Journal
from graphmodel.load.ledger import require_whole, writing_lease
from graphmodel.load.plan import Target, persons_lines, plan_changes
from graphmodel.load.progress import Progress
from graphmodel.load.state import State, StoredTies, store_to_state
from graphmodel.records import Changes, NodeChange

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

_BOOKS = ({"Load"}, {"Decision"})


def require_ready(store: Store, *, dry_run: bool = False) -> None:
    """Have removed what a write left that was broken off, where anything may be written.

    Raises :class:`~graphmodel.errors.StoreError` for a store that holds half of something.
    """
    if not dry_run:
        store.recover()
    require_whole(store)


def read_store(store: Store) -> tuple[State, StoredTies]:
    """The store's claims, decisions and loads, and its relationships."""
    state = store_to_state(store)
    return state, StoredTies(store, state)


def plan_with(
    state: State,
    ties: StoredTies,
    replaced: Mapping[str, Facts],
    *,
    persons: pd.DataFrame | None = None,
) -> tuple[Changes, list[str]]:
    """The changes after which the given datasets say what is given, all others what they said, and what did not fit.

    ``persons`` replaces the decisions of persons.
    """
    columns = ["dataset", *PARSED_COLUMNS, "node"]
    others = state.claims[~state.claims["dataset"].isin(list(replaced))][columns]
    parts = [others, *(_as_stored(name, facts.claims, state)[columns] for name, facts in replaced.items())]
    claims = pd.concat([part for part in parts if len(part)] or [others], ignore_index=True)
    precedence = dict(state.precedence)
    for name, f in replaced.items():
        precedence |= State(
            state.nodes, f.claims.assign(dataset=name, node=""), state.decisions, state.loads
        ).precedence
    lines = persons_lines(state.decisions) if persons is None else persons
    return plan_changes(state, ties, Target(claims, replaced, lines, precedence))


def _as_stored(dataset: str, claims: pd.DataFrame, state: State) -> pd.DataFrame:
    """The claims of a dataset, each with the node that carries the very same claim."""
    own = state.claims[state.claims["dataset"] == dataset]
    told = zip(*(own[column].tolist() for column in CLAIM_COLUMNS), strict=True)
    stored = dict(zip(told, own["node"].tolist(), strict=True))
    found = [stored.get(claim) for claim in zip(*(claims[c].tolist() for c in CLAIM_COLUMNS), strict=True)]
    return claims.assign(dataset=dataset, node=pd.Series(found, index=claims.index, dtype=object))


def holds_nothing(state: State) -> bool:
    """Whether the store is still empty."""
    return state.nodes.empty and state.loads.empty and state.decisions.empty


def fill_store(
    store: Store,
    content: FirstContent,
    entry: Callable[[Mapping[str, int], Sequence[str]], NodeChange],
    show: Progress,
    *,
    dry_run: bool,
) -> None:
    """Write the first content of a store while it is still made; ``entry`` makes the ledger's line of what it came to.

    Without writing, with ``dry_run``, it is made all the same: only then it can be counted.
    """

    def slices() -> Iterator[Changes]:
        yield from content.slices()
        yield Changes(new_nodes=[entry(content.counts, content.misfits)])

    if dry_run:
        deque(slices(), maxlen=0)
        return
    show.start("writing", content.total + 1)
    store.fill(slices(), on_progress=_advancing(show))


def write_changes(store: Store, changes: Changes, entry: str, state: State, show: Progress) -> None:
    """Write the changes: the first content of a store in bulk, all else in one transaction under a lease."""
    show.start("writing", sum(changes.counts.values()))
    if holds_nothing(state):
        store.fill(changes, on_progress=_advancing(show))
        return
    with writing_lease(store, entry, state.loads["id"].tolist(), state.decisions) as lease:
        store.apply(changes, on_progress=_advancing(show), lease=lease)


def _advancing(show: Progress) -> Callable[[int, int], None]:
    done = 0

    def advance(now: int, _total: int) -> None:
        nonlocal done
        show.advance(now - done)
        done = now

    return advance


def journals_of(state: State, dataset: str) -> dict[str, Journal]:
    """The journals of a dataset's loads, in their order."""
    own = state.loads[state.loads["dataset"] == dataset].sort_values("sequence")
    return {str(load): Journal.from_json(text) for load, text in zip(own["id"], own["undo"], strict=True)}


def fact_counts(changes: Changes) -> dict[str, int]:
    """The counts of changes to facts: the ledger and decisions of identity are none."""
    facts = Changes(
        [c for c in changes.new_nodes if set(c.labels) not in _BOOKS],
        [c for c in changes.changed_nodes if set(c.labels) not in _BOOKS],
        [c for c in changes.gone_nodes if set(c[0]) not in _BOOKS],
        changes.new_relationships,
        changes.changed_relationships,
        changes.gone_relationships,
    )
    return facts.counts
