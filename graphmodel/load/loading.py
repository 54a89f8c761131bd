"""What was read, loaded: records -> facts -> plan -> store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from graphmodel.cycles import without_cycle_search
from graphmodel.load.facts import Facts, batches_to_facts
from graphmodel.load.first_content import FirstContent
from graphmodel.load.gather import Batch
from graphmodel.load.journal import succeed_facts
from graphmodel.load.ledger import LoadEntry, is_only_load, next_entry_id
from graphmodel.load.progress import NoProgress, Progress
from graphmodel.load.reading import ReadFiles
from graphmodel.load.report import LoadReport
from graphmodel.load.revising import (
    fact_counts,
    fill_store,
    holds_nothing,
    journals_of,
    plan_with,
    read_store,
    require_ready,
    write_changes,
)
from graphmodel.load.state import facts_of
from graphmodel.recipe import Recipe, nodes
from graphmodel.records import Changes, NodeChange
from graphmodel.store.apart import meanwhile
from graphmodel.store.guests import FOREIGN_REMEDY, foreign_note

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

_KEPT_WARNINGS = 100


@dataclass(frozen=True, slots=True)
class _Told:
    """What facts hold, counted: records by label or type, things only referred to, ties repeated, values in doubt."""

    records: Mapping[str, int]
    stubs: int
    duplicates: int
    disagreements: int


@without_cycle_search()
def load_read(
    store: Store, read: ReadFiles, *, complete: bool = False, dry_run: bool = False, progress: Progress | None = None
) -> LoadReport:
    """Load what was read into its dataset: only the difference to what the dataset says so far is written.

    ``complete`` says that the files are the whole dataset; ``dry_run`` plans only.
    """
    name, gathered = read.dataset, read.gathered
    show = progress or NoProgress()
    show.start("comparing with the store")
    require_ready(store, dry_run=dry_run)
    if is_only_load(store, name, read.digests):
        told = _told(batches_to_facts(read.taken(), name, ""))
        nothing = LoadReport(name, "").gone
        return _report(read, "", told, nothing, Changes().counts, gathered.warnings, dry_run=dry_run)
    state, ties = read_store(store)
    load_id, sequence = next_entry_id(state.loads, name)
    first = holds_nothing(state)
    with meanwhile(store.prepare) if first and not dry_run else nullcontext():
        facts = batches_to_facts([*read.taken(), _dataset_batch(read.recipe, name)], name, load_id)
        told = _told(facts)
        succession = succeed_facts(
            facts_of(state, ties, name),
            facts,
            complete=complete or read.recipe.source.complete,
            earlier=journals_of(state, name).values(),
        )
        del facts  # the plan of a first content takes them apart, and frees what it has handed out
        content = FirstContent(succession.facts) if succession.changed and first else None
    note = foreign_note(store.foreign_counts())
    noted = [*([f"{note} {FOREIGN_REMEDY}"] if note else []), *gathered.warnings]

    def entry(counts: Mapping[str, int], misfits: Sequence[str]) -> NodeChange:
        rows = {"rows_in": gathered.rows_in, "rows_rejected": gathered.rows_rejected}
        warnings = [*noted, *misfits][:_KEPT_WARNINGS]
        undo = succession.journal.to_json()
        return LoadEntry(
            load_id, name, read.recipe.name, sequence, read.digests, warnings, {**counts, **rows}, undo
        ).to_node("done")

    misfits: Sequence[str] = []
    if content:
        fill_store(store, content, entry, show, dry_run=dry_run)
        counts, misfits = content.counts, content.misfits
    else:
        changes = Changes()
        if succession.changed:
            changes, misfits = plan_with(state, ties, {name: succession.facts})
        counts = fact_counts(changes)
        if not changes.empty and not dry_run:
            changes.new_nodes.append(entry(counts, misfits))
            write_changes(store, changes, load_id, state, show)
    show.end()
    warnings = [*noted, *misfits][:_KEPT_WARNINGS]
    written = load_id if any(counts.values()) else ""
    return _report(read, written, told, succession.gone, counts, warnings, dry_run=dry_run)


def _dataset_batch(recipe: Recipe, name: str) -> Batch:
    source = recipe.source
    key = pd.Series([f"dataset:{name}"], dtype="str")
    about = {"publisher": source.publisher, "url": source.url, "licence": source.licence, "credit": source.credit}
    values: dict[str, Any] = {column: text for column, text in about.items() if text}
    records = nodes("Dataset", key, name=source.title, precedence=float(source.precedence), **values)
    return Batch(records, f"recipe {recipe.name}", pd.Series([1]))


def _told(facts: Facts) -> _Told:
    contents = facts.claims["content"].tolist()
    begins = Counter(text[: text.index("]")] for text in contents)
    records = {begin.removeprefix('{"labels":[').replace('"', ""): many for begin, many in begins.items()}
    records |= {kind: len(frame) for kind, frame in facts.ties.items()}
    stubs = sum('"stub":true' in text for text in contents)
    return _Told(records, stubs, facts.duplicates, facts.disagreements)


def _report(
    read: ReadFiles,
    load_id: str,
    told: _Told,
    gone: pd.DataFrame,
    counts: Mapping[str, int],
    warnings: Sequence[str],
    *,
    dry_run: bool,
) -> LoadReport:
    gathered = read.gathered
    return LoadReport(
        read.dataset,
        load_id,
        read.recipe.name,
        read.digests,
        gathered.rows_in,
        gathered.rows_in - gathered.rows_rejected,
        gathered.rows_rejected,
        told.duplicates,
        told.disagreements,
        told.stubs,
        0,
        counts,
        warnings,
        gathered.rejects,
        gathered.dropped,
        gone,
        None,
        dry_run,
        told.records,
        gathered.notes,
    )
