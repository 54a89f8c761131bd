"""A load from start to end: files -> recipe -> facts -> plan -> store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from graphmodel.cycles import without_cycle_search
from graphmodel.errors import SourceError
from graphmodel.load.candidates import CANDIDATES
from graphmodel.load.facts import Facts, batches_to_facts
from graphmodel.load.files import files_to_tables
from graphmodel.load.gather import Batch, Gathered, choose_dataset, gather_records
from graphmodel.load.journal import Journal, Succession, succeed_facts
from graphmodel.load.ledger import LoadEntry, is_only_load, next_entry_id
from graphmodel.load.persons import without_persons
from graphmodel.load.progress import NoProgress, Progress
from graphmodel.load.report import LoadReport
from graphmodel.load.revising import fact_counts, journals_of, plan_with, read_store, require_ready, write_changes
from graphmodel.load.state import facts_of
from graphmodel.recipe import Recipe, nodes
from graphmodel.records import Changes
from graphmodel.store.guests import FOREIGN_REMEDY, foreign_note
from graphmodel.version import __version__

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

_KEPT_WARNINGS = 100


@without_cycle_search()
def load_files(
    store: Store,
    recipe: Recipe,
    paths: Sequence[str | Path],
    *,
    dataset: str = "",
    complete: bool = False,
    strict: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Load files with a recipe into a dataset: only the difference to what the dataset says so far is written.

    Raises :class:`SourceError` before anything is written when a file cannot be used as a whole, and with ``strict`` for
    any warning or reject.
    """
    given = dataset_name(dataset) if dataset else ""
    show = progress or NoProgress()
    show.start("reading files")
    tables, digests = files_to_tables(paths)
    name = given or dataset_name(choose_dataset(recipe, tables))
    digests = [*digests, _digest_of_reader(recipe)]
    show.start("checking rows")
    gathered = without_persons(gather_records(recipe, tables, name, complete=complete))
    if strict and (gathered.warnings or len(gathered.rejects) or len(gathered.dropped)):
        raise SourceError(
            _strict_message(gathered),
            where=", ".join(str(path) for path in paths),
            remedy="Mend them, or load without --strict; nothing was written.",
        )
    show.start("comparing with the store")
    require_ready(store, dry_run=dry_run)
    if is_only_load(store, name, digests):
        new = batches_to_facts(gathered.batches, name, "")
        nothing = Succession(new, Journal(), LoadReport(name, "").gone, changed=False)
        zeros = Changes().counts
        return _report(recipe, name, "", digests, gathered, nothing, new, zeros, gathered.warnings, dry_run=dry_run)
    state, ties = read_store(store)
    load_id, sequence = next_entry_id(state.loads, name)
    new = batches_to_facts([*gathered.batches, _dataset_batch(recipe, name)], name, load_id)
    succession = succeed_facts(
        facts_of(state, ties, name),
        new,
        complete=complete or recipe.source.complete,
        earlier=journals_of(state, name).values(),
    )
    changes, misfits = Changes(), list[str]()
    if succession.changed:
        changes, misfits = plan_with(state, ties, {name: succession.facts})
    counts = fact_counts(changes)
    note = foreign_note(store.foreign_counts())
    warnings = [*([f"{note} {FOREIGN_REMEDY}"] if note else []), *gathered.warnings, *misfits][:_KEPT_WARNINGS]
    if succession.changed and not changes.empty and not dry_run:
        entry = LoadEntry(
            load_id,
            name,
            recipe.name,
            sequence,
            digests,
            warnings,
            {**counts, "rows_in": gathered.rows_in, "rows_rejected": gathered.rows_rejected},
            succession.journal.to_json(),
        )
        changes.new_nodes.append(entry.to_node("done"))
        write_changes(store, changes, load_id, state, show)
    show.end()
    return _report(
        recipe,
        name,
        load_id if counts and any(counts.values()) else "",
        digests,
        gathered,
        succession,
        new,
        counts,
        warnings,
        dry_run=dry_run,
    )


def _digest_of_reader(recipe: Recipe) -> str:
    """What read the files: another recipe or another graphmodel may make something else of the same bytes."""
    content = recipe.path.read_bytes() + __version__.encode()
    return f"{recipe.path.name} {sha256(content).hexdigest()}"


def dataset_name(text: str) -> str:
    """A name of a dataset, checked: it is a namespace of keys, so it holds no colon and no blank.

    Raises :class:`SourceError` otherwise.
    """
    if not text or any(c.isspace() or c in ':;|"' or not c.isprintable() for c in text):
        raise SourceError(
            f"{text!r} cannot be the name of a dataset.",
            remedy="Use letters, digits, '-', '_', '.' and '/' only, such as cordis/horizon.",
        )
    if text.casefold() == CANDIDATES:
        raise SourceError(
            f"{CANDIDATES} holds what `graphmodel metaclusters --save` keeps.", remedy="Use another name."
        )
    return text.casefold()


def _dataset_batch(recipe: Recipe, name: str) -> Batch:
    source = recipe.source
    key = pd.Series([f"dataset:{name}"], dtype="str")
    about = {"publisher": source.publisher, "url": source.url, "licence": source.licence, "credit": source.credit}
    values: dict[str, Any] = {column: text for column, text in about.items() if text}
    records = nodes("Dataset", key, name=source.title, precedence=float(source.precedence), **values)
    return Batch(records, f"recipe {recipe.name}", pd.Series([1]))


def _strict_message(gathered: Gathered) -> str:
    parts = [
        f"{len(gathered.rejects)} reasons to reject rows",
        f"{len(gathered.dropped)} unreadable cells",
        f"{len(gathered.warnings)} warnings",
    ]
    first = gathered.warnings[0] if gathered.warnings else ""
    for frame in (gathered.dropped, gathered.rejects):
        if len(frame):
            row = frame.iloc[0]
            first = f"{row['file']} row {row['row']}, column {row['column']}: {row['value']!r} {row['reason']}"
    return f"There are {', '.join(parts)}; for example {first}."


def _report(
    recipe: Recipe,
    name: str,
    load_id: str,
    digests: Sequence[str],
    gathered: Gathered,
    succession: Succession,
    new: Facts,
    counts: Mapping[str, int],
    warnings: Sequence[str],
    *,
    dry_run: bool,
) -> LoadReport:
    records: dict[str, int] = {}
    for text in new.claims["content"]:
        label = text[len('{"labels":["') :].partition("]")[0].replace('"', "")
        records[label] = records.get(label, 0) + 1
    records |= {kind: len(frame) for kind, frame in new.ties.items()}
    stubs = sum('"stub":true' in text for text in new.claims["content"])
    return LoadReport(
        name,
        load_id,
        recipe.name,
        digests,
        gathered.rows_in,
        gathered.rows_in - gathered.rows_rejected,
        gathered.rows_rejected,
        new.duplicates,
        new.disagreements,
        stubs,
        0,
        counts,
        warnings,
        gathered.rejects,
        gathered.dropped,
        succession.gone,
        None,
        dry_run,
        records,
        gathered.notes,
    )
