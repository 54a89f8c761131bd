"""Run a recipe over the tables of a source: batches of records, and an account of every row and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from graphmodel.errors import SourceError
from graphmodel.load.matching import match_tables
from graphmodel.load.raw import RawTable
from graphmodel.model import RELATIONSHIPS
from graphmodel.recipe import Nodes, Problem, Recipe, Records, Relationships, Table, TableForm
from graphmodel.recipe.discovery import run_reader

#: What each row of a table may refer to again, in the same words: the first row is enough, as it is where nothing is said.
_OFTEN_REFERRED_TO = frozenset({"Programme", "Region", "Sector"})
REJECT_COLUMNS = ["file", "row", "column", "value", "reason"]


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one table with the file they came from and the numbers of their rows."""

    records: Records
    file: str
    rows: pd.Series


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a recipe made of a source's tables.

    ``rejects`` lists rows left out (``file, row, column, value, reason``), ``dropped`` single cells left out in the same
    columns; ``rows_in`` counts the rows of all tables the recipe knows. ``notes`` say what was done that is no fault:
    texts put right, tables left aside.
    """

    batches: list[Batch]
    rejects: pd.DataFrame
    dropped: pd.DataFrame
    warnings: list[str]
    rows_in: int
    rows_rejected: int
    notes: list[str] = field(default_factory=list)


def gather_records(recipe: Recipe, tables: Sequence[RawTable], dataset: str, *, complete: bool = False) -> Gathered:
    """Read all tables with the recipe.

    Raises :class:`SourceError` when a required column is absent, no table is the recipe's, or the number of rows is not
    credible.
    """
    matched, warnings, notes = match_tables(recipe, tables)
    rows_in = sum(len(raw.frame) + len(raw.broken) for raw, _ in matched)
    _check_size(recipe, matched, complete=complete)
    batches: list[Batch] = []
    rejects: list[pd.DataFrame] = []
    dropped: list[pd.DataFrame] = []
    rejected = 0
    for raw, form in matched:
        table = _table_of(recipe, raw, form, dataset)
        records = list(run_reader(recipe, table))
        keep = ~table.rejected
        rejected += int((~keep).sum()) + len(raw.broken)
        batches += [_batch(record, table, keep) for record in records]
        rejects.append(_broken_rows(raw))
        for problem in table.problems:
            (rejects if problem.rejects else dropped).append(_problem_rows(problem, table))
        warnings += [f"{raw.file}: {note}" for note in raw.notes]
        warnings += [
            f"{raw.file}: column {column!r} is not known to the recipe {recipe.name}"
            for column in table.unknown_columns
        ]
        if table.repaired:
            notes.append(
                f"{raw.file}: {table.repaired:,} texts put right (double encoding, entities, stray characters)"
            )
    return Gathered(batches, _listed(rejects), _listed(dropped), warnings, rows_in, rejected, notes)


def choose_dataset(recipe: Recipe, tables: Sequence[RawTable]) -> str:
    """The dataset the tables belong to: what the recipe sees in them, or else its one name.

    Raises :class:`SourceError` when no table is the recipe's, or the recipe finds that they belong to several.
    """
    if recipe.dataset_of is not None:
        matched, _, _ = match_tables(recipe, tables)
        try:
            chosen = recipe.dataset_of([_table_of(recipe, raw, form, "") for raw, form in matched])
        except ValueError as fault:
            raise SourceError(
                f"{fault}.",
                where=", ".join(raw.file for raw, _ in matched),
                remedy="Load them one after the other, or name one dataset for all with --dataset.",
            ) from fault
        if chosen:
            return chosen
    return recipe.source.dataset or recipe.name


def _table_of(recipe: Recipe, raw: RawTable, form: TableForm, dataset: str) -> Table:
    known = frozenset(c for f in recipe.source.forms_of(form.name) for c in (*f.required, *f.optional))
    return Table(form, raw.frame, raw.file, raw.rows, known, dataset)


def _check_size(recipe: Recipe, matched: Sequence[tuple[RawTable, TableForm]], *, complete: bool) -> None:
    for raw, form in matched:
        rows = len(raw.frame)
        if rows > recipe.source.most_rows:
            raise SourceError(
                f"The table {form.name} has {rows:,} rows, more than the {recipe.source.most_rows:,} this source can "
                "have.",
                where=raw.file,
                remedy="Check that it is the file you meant; a download may have been doubled.",
            )
        if (complete or recipe.source.complete) and rows < recipe.source.fewest_rows:
            raise SourceError(
                f"A complete edition has at least {recipe.source.fewest_rows:,} rows; this table has {rows:,}.",
                where=raw.file,
                remedy="Download it again; it may have been cut off.",
            )


def _batch(records: Records, table: Table, keep: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Batch:
    allowed = pd.Series(keep, index=table.index)
    if isinstance(records, Nodes):
        mask = records.key.notna() & allowed.reindex(records.key.index)
        if not records.described and not records.also:
            says = records.frame.dropna(axis="columns", how="all")
            if says.columns.empty or records.label in _OFTEN_REFERRED_TO:
                mask[mask] = ~says[mask].assign(key=records.key[mask]).duplicated().to_numpy()
        part: Records = Nodes(
            records.label,
            records.key[mask],
            records.frame[mask],
            tuple(also[mask] for also in records.also),
            records.described,
        )
        index = records.key[mask].index
    else:
        mask = records.start.notna() & records.end.notna() & allowed.reindex(records.start.index)
        if not RELATIONSHIPS[records.type].path and records.frame.empty:
            ends = {"start": records.start[mask].to_numpy(), "end": records.end[mask].to_numpy()}
            mask[mask] = ~pd.DataFrame(ends).duplicated().to_numpy()
        part = Relationships(
            records.type,
            records.start[mask],
            records.end[mask],
            records.frame[mask],
            records.start_label,
            records.end_label,
        )
        index = records.start[mask].index
    return Batch(part, table.file, table.rows.reindex(index))


def _broken_rows(raw: RawTable) -> pd.DataFrame:
    return pd.DataFrame([(raw.file, b.row, "", b.text, b.reason) for b in raw.broken], columns=REJECT_COLUMNS)


def _problem_rows(problem: Problem, table: Table) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "file": table.file,
            "row": table.rows.iloc[problem.positions].to_numpy(),
            "column": problem.column,
            "value": list(problem.values),
            "reason": problem.reason,
        },
        columns=REJECT_COLUMNS,
    )


def _listed(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    full = [frame for frame in frames if len(frame)]
    if not full:
        return pd.DataFrame(columns=REJECT_COLUMNS)
    # A column that is read twice (a code, and the name beside it) tells of a faulty cell once.
    whole = pd.concat(full, ignore_index=True).drop_duplicates()
    return whole.sort_values(["file", "row", "column"], kind="stable", ignore_index=True)
