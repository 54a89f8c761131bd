"""Undo loads; make other decisions of identity count. Both change claims and recompute, and need no source file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from graphmodel.cycles import without_cycle_search
from graphmodel.errors import NotFoundError
from graphmodel.load.facts import Facts, claims_with_stubs
from graphmodel.load.journal import Journal, take_back
from graphmodel.load.progress import NoProgress
from graphmodel.load.report import LoadReport
from graphmodel.load.revising import fact_counts, journals_of, plan_with, read_store, require_ready, write_changes
from graphmodel.load.state import facts_of
from graphmodel.records import NodeChange

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store


@without_cycle_search()
def unload_dataset(store: Store, load_or_dataset: str, *, dry_run: bool = False) -> LoadReport:
    """Undo one load (``load:cordis:2``), or all loads of a dataset, without needing their files.

    Raises :class:`NotFoundError` when the ledger knows neither.
    """
    require_ready(store, dry_run=dry_run)
    state, ties = read_store(store)
    loads = state.loads
    known = [*loads["id"], *sorted(set(loads["dataset"]))]
    if load_or_dataset in set(loads["dataset"]):
        dataset, load_ids = load_or_dataset, loads.loc[loads["dataset"] == load_or_dataset, "id"].tolist()
        facts = Facts(dataset, state.claims_of(dataset).iloc[:0])
        rest: dict[str, Journal] = {}
    elif load_or_dataset in set(loads["id"]):
        dataset = str(loads.loc[loads["id"] == load_or_dataset, "dataset"].iloc[0])
        load_ids = [load_or_dataset]
        facts = facts_of(state, ties, dataset)
        journals = journals_of(state, dataset)
        order = list(journals)
        following = order[order.index(load_or_dataset) :]
        rest = take_back(facts, load_or_dataset, {name: journals[name] for name in following})
        facts.claims = claims_with_stubs(facts)
    else:
        raise NotFoundError(
            f"The ledger knows neither a load nor a dataset {load_or_dataset!r}.",
            remedy=f"Known are: {', '.join(known) or 'none'}; `graphmodel loads` lists them.",
        )
    changes, _ = plan_with(state, ties, {dataset: facts})
    counts = fact_counts(changes)
    if not dry_run:
        changes.gone_nodes += [(("Load",), load_id) for load_id in load_ids]
        by_id = loads.set_index("id", drop=False)
        for name, journal in rest.items():
            row = {str(k): v for k, v in by_id.loc[name].items() if v is not None and v == v}
            changes.changed_nodes.append(NodeChange(("Load",), {**row, "undo": journal.to_json()}, name, ("Load",)))
        write_changes(store, changes, f"undo {load_or_dataset}", state, NoProgress())
    return LoadReport(dataset, load_or_dataset, counts=counts, dry_run=dry_run)


@without_cycle_search()
def decide_identity(store: Store, persons: pd.DataFrame) -> LoadReport:
    """Make the given lines the decisions of persons, in place of those so far; merges and unmerges follow from them."""
    require_ready(store)
    state, ties = read_store(store)
    changes, _ = plan_with(state, ties, {}, persons=persons)
    if not changes.empty:
        write_changes(store, changes, "identity", state, NoProgress())
    return LoadReport("identity", "", counts=fact_counts(changes))
