"""A load from start to end: files -> recipe -> facts -> plan -> store; and its undoing."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

from graphmodel.errors import NotFoundError, SourceError
from graphmodel.load.facts import Facts, batches_to_facts
from graphmodel.load.files import files_to_tables
from graphmodel.load.gather import Batch, Gathered, gather_records
from graphmodel.load.journal import Journal, Succession, succeed_facts, take_back
from graphmodel.load.ledger import LoadEntry, next_entry_id, writing_lease
from graphmodel.load.plan import Target, persons_lines, plan_changes
from graphmodel.load.report import LoadReport
from graphmodel.load.state import State, facts_of, store_to_state, store_to_ties
from graphmodel.model import RELATIONSHIPS
from graphmodel.recipe import Recipe, nodes
from graphmodel.records import Changes, NodeChange

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

_KEPT_WARNINGS = 100
_BOOKS = ({"Load"}, {"Decision"})


class Progress(Protocol):
    """Somebody to tell how far long work has come."""

    def start(self, text: str, total: int | None = None) -> None:
        """A step begins; ``total`` where it is known."""

    def advance(self, done: int) -> None:
        """That much more of the step is done."""

    def end(self) -> None:
        """The step has ended."""


class NoProgress:
    """Nobody is told."""

    def start(self, text: str, total: int | None = None) -> None:
        """Say nothing."""

    def advance(self, done: int) -> None:
        """Say nothing."""

    def end(self) -> None:
        """Say nothing."""


def load_files(
    store: Store, recipe: Recipe, paths: Sequence[str | Path], *, dataset: str = "", complete: bool = False,
    strict: bool = False, dry_run: bool = False, progress: Progress | None = None,
) -> LoadReport:
    """Load files with a recipe into a dataset: only the difference to what the dataset says so far is written.

    Raises :class:`SourceError` before anything is written when a file cannot be used as a whole, and with ``strict`` for
    any warning or reject.
    """
    with _many_small_objects():
        return _load(store, recipe, paths, dataset_name(dataset or recipe.source.dataset or recipe.name), complete=complete,
                     strict=strict, dry_run=dry_run, show=progress or NoProgress())


@contextmanager
def _many_small_objects() -> Iterator[None]:
    # A load makes millions of small objects that live until its end; the collector of cycles would look at them all
    # again and again, for a fifth of the time, and find nothing.
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _load(
    store: Store, recipe: Recipe, paths: Sequence[str | Path], name: str, *, complete: bool, strict: bool, dry_run: bool,
    show: Progress,
) -> LoadReport:
    show.start("reading files")
    tables, digests = files_to_tables(paths)
    show.start("checking rows")
    gathered = gather_records(recipe, tables, name, complete=complete)
    if strict and (gathered.warnings or len(gathered.rejects) or len(gathered.dropped)):
        raise SourceError(_strict_message(gathered), where=", ".join(str(path) for path in paths),
                          remedy="Mend them, or load without --strict; nothing was written.")
    show.start("comparing with the store")
    state, ties = _read_store(store)
    load_id, sequence = next_entry_id(state.loads, name)
    new = batches_to_facts([*gathered.batches, _dataset_batch(recipe, name)], name, load_id)
    succession = succeed_facts(facts_of(state, ties, name), new, complete=complete or recipe.source.complete,
                               earlier=_journals(state, name).values())
    changes, misfits = Changes(), list[str]()
    if succession.changed:
        changes, misfits = _plan(state, ties, {name: succession.facts})
    counts = _fact_counts(changes)
    warnings = [*gathered.warnings, *misfits][:_KEPT_WARNINGS]
    if succession.changed and not changes.empty and not dry_run:
        entry = LoadEntry(load_id, name, recipe.name, sequence, digests, warnings,
                          {**counts, "rows_in": gathered.rows_in, "rows_rejected": gathered.rows_rejected},
                          succession.journal.to_json())
        changes.new_nodes.append(entry.to_node("done"))
        _write(store, changes, load_id, state, show)
    show.end()
    return _report(recipe, name, load_id if counts and any(counts.values()) else "", digests, gathered, succession, new,
                   counts, warnings, dry_run=dry_run)


def dataset_name(text: str) -> str:
    """A name of a dataset, checked: it is a namespace of keys, so it holds no colon and no blank.

    Raises :class:`SourceError` otherwise.
    """
    if not text or any(c.isspace() or c in ':;|"' or not c.isprintable() for c in text):
        raise SourceError(f"{text!r} cannot be the name of a dataset.",
                          remedy="Use letters, digits, '-', '_', '.' and '/' only, such as cordis/horizon.")
    return text.casefold()


def unload_dataset(store: Store, load_or_dataset: str, *, dry_run: bool = False) -> LoadReport:
    """Undo one load (``load:cordis:2``), or all loads of a dataset, without needing their files.

    Raises :class:`NotFoundError` when the ledger knows neither.
    """
    state, ties = _read_store(store)
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
        journals = _journals(state, dataset)
        order = list(journals)
        following = order[order.index(load_or_dataset):]
        rest = take_back(facts, load_or_dataset, {name: journals[name] for name in following})
    else:
        raise NotFoundError(f"The ledger knows neither a load nor a dataset {load_or_dataset!r}.",
                            remedy=f"Known are: {', '.join(known) or 'none'}; `graphmodel loads` lists them.")
    changes, _ = _plan(state, ties, {dataset: facts})
    counts = _fact_counts(changes)
    if not dry_run:
        changes.gone_nodes += [(("Load",), load_id) for load_id in load_ids]
        by_id = loads.set_index("id", drop=False)
        for name, journal in rest.items():
            row = {str(k): v for k, v in by_id.loc[name].items() if v is not None and v == v}
            changes.changed_nodes.append(NodeChange(("Load",), {**row, "undo": journal.to_json()}, name, ("Load",)))
        _write(store, changes, f"undo {load_or_dataset}", state, NoProgress())
    return LoadReport(dataset, load_or_dataset, counts=counts, dry_run=dry_run)


def decide_identity(store: Store, persons: pd.DataFrame) -> LoadReport:
    """Make the given lines the decisions of persons, in place of those so far; merges and unmerges follow from them."""
    state, ties = _read_store(store)
    changes, _ = _plan(state, ties, {}, persons=persons)
    if not changes.empty:
        _write(store, changes, "identity", state, NoProgress())
    return LoadReport("identity", "", counts=_fact_counts(changes))


def _read_store(store: Store) -> tuple[State, dict[str, pd.DataFrame]]:
    state = store_to_state(store)
    if state.claims.empty:
        return state, {}
    return state, {name: frame for name in RELATIONSHIPS if len(frame := store_to_ties(store, name))}


def _plan(
    state: State, ties: Mapping[str, pd.DataFrame], replaced: Mapping[str, Facts], *,
    persons: pd.DataFrame | None = None,
) -> tuple[Changes, list[str]]:
    columns = ["dataset", "key", "content", "load", "row"]
    others = state.claims[~state.claims["dataset"].isin(list(replaced))][columns]
    parts = [others, *(f.claims.assign(dataset=name)[columns] for name, f in replaced.items())]
    claims = pd.concat([part for part in parts if len(part)] or [others], ignore_index=True)
    wanted: dict[str, pd.DataFrame] = {}
    for name in RELATIONSHIPS:
        kept = [ties[name][~ties[name]["dataset"].isin(list(replaced))]] if name in ties else []
        own = [f.ties[name] for f in replaced.values() if name in f.ties]
        full = [frame for frame in (*kept, *own) if len(frame)]
        if full:
            wanted[name] = pd.concat(full, ignore_index=True) if len(full) > 1 else full[0]
    precedence = state.precedence
    for name, f in replaced.items():
        precedence |= State(state.nodes, f.claims.assign(dataset=name, node=""), state.decisions, state.loads).precedence
    lines = persons_lines(state.decisions) if persons is None else persons
    return plan_changes(state, ties, Target(claims, wanted, lines, precedence))


def _write(store: Store, changes: Changes, entry: str, state: State, show: Progress) -> None:
    show.start("writing", sum(changes.counts.values()))
    done = 0

    def advance(now: int, _total: int) -> None:
        nonlocal done
        show.advance(now - done)
        done = now

    first = state.nodes.empty and state.loads.empty and state.decisions.empty
    with nullcontext() if first else writing_lease(store, entry, state.loads["id"].tolist()):
        if first:
            store.fill(changes, on_progress=advance)
        else:
            store.apply(changes, on_progress=advance)


def _journals(state: State, dataset: str) -> dict[str, Journal]:
    own = state.loads[state.loads["dataset"] == dataset].sort_values("sequence")
    return {str(load): Journal.from_json(text) for load, text in zip(own["id"], own["undo"], strict=True)}


def _dataset_batch(recipe: Recipe, name: str) -> Batch:
    source = recipe.source
    key = pd.Series([f"dataset:{name}"], dtype="str")
    about = {"publisher": source.publisher, "url": source.url, "licence": source.licence, "credit": source.credit}
    values: dict[str, Any] = {column: text for column, text in about.items() if text}
    records = nodes("Dataset", key, name=source.title, precedence=float(source.precedence), **values)
    return Batch(records, f"recipe {recipe.name}", pd.Series([1]))


def _fact_counts(changes: Changes) -> dict[str, int]:
    facts = Changes(
        [c for c in changes.new_nodes if set(c.labels) not in _BOOKS],
        [c for c in changes.changed_nodes if set(c.labels) not in _BOOKS],
        [c for c in changes.gone_nodes if set(c[0]) not in _BOOKS],
        changes.new_relationships, changes.changed_relationships, changes.gone_relationships)
    return facts.counts


def _strict_message(gathered: Gathered) -> str:
    parts = [f"{len(gathered.rejects)} reasons to reject rows", f"{len(gathered.dropped)} unreadable cells",
             f"{len(gathered.warnings)} warnings"]
    first = gathered.warnings[0] if gathered.warnings else ""
    for frame in (gathered.dropped, gathered.rejects):
        if len(frame):
            row = frame.iloc[0]
            first = f"{row['file']} row {row['row']}, column {row['column']}: {row['value']!r} {row['reason']}"
    return f"There are {', '.join(parts)}; for example {first}."


def _report(
    recipe: Recipe, name: str, load_id: str, digests: Sequence[str], gathered: Gathered, succession: Succession,
    new: Facts, counts: Mapping[str, int], warnings: Sequence[str], *, dry_run: bool,
) -> LoadReport:
    records: dict[str, int] = {}
    for text in new.claims["content"]:
        label = text[len('{"labels":["'):].partition("]")[0].replace('"', "")
        records[label] = records.get(label, 0) + 1
    records |= {kind: len(frame) for kind, frame in new.ties.items()}
    stubs = sum('"stub":true' in text for text in new.claims["content"])
    return LoadReport(
        name, load_id, recipe.name, digests, gathered.rows_in, gathered.rows_in - gathered.rows_rejected,
        gathered.rows_rejected, new.duplicates, new.disagreements, stubs, 0, counts, warnings, gathered.rejects,
        gathered.dropped, succession.gone, None, dry_run, records)
