"""Run a recipe over the tables of a source: batches of records, and an account of every row and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd

from graphmodel.errors import SourceError
from graphmodel.load.raw import RawTable
from graphmodel.question.values import did_you_mean
from graphmodel.recipe import Nodes, Problem, Recipe, Records, Relationships, Table, TableForm
from graphmodel.recipe.discovery import run_reader

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
    matched, warnings, notes = _match(recipe, tables)
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
        matched, _, _ = _match(recipe, tables)
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


def _match(recipe: Recipe, tables: Sequence[RawTable]) -> tuple[list[tuple[RawTable, TableForm]], list[str], list[str]]:
    matched: list[tuple[RawTable, TableForm]] = []
    passed: list[str] = []
    notes: list[str] = []
    for given in tables:
        if given.name in recipe.source.guides:
            continue
        if why := recipe.source.why_left(given.name.strip()) or recipe.source.why_left(_stem(given.file)):
            notes.append(f"{given.file}: {len(given.frame) + len(given.broken):,} rows left aside: {why}")
            continue
        raw = _with_header(recipe, given)
        columns = list(raw.frame.columns)
        named = [form for form in recipe.source.tables if form.named_like(raw.name.strip().casefold())]
        forms = named or [form for form in recipe.source.tables if not form.by_name_only]
        fitting = [form for form in forms if form.fits(columns)]
        if fitting:
            best = max(fitting, key=lambda form: len({*form.required, *form.optional} & set(columns)))
            matched.append((_without_comments(raw, recipe.source.comment), best))
        elif named:
            form = min(named, key=lambda form: len(form.missing(columns)))
            raise SourceError(
                f"The column {', '.join(form.missing(columns))} is absent.",
                where=raw.file,
                remedy=f"The table {form.name} needs {', '.join(form.required)}; the file has {_short(columns)}.",
            )
        else:
            passed.append(raw.file)
    if not matched and not notes:
        forms_known = "; ".join(f"{form.name}: {', '.join(form.required)}" for form in recipe.source.tables[:6])
        raise SourceError(
            f"No table here is one the recipe {recipe.name} knows.",
            where=", ".join(passed),
            remedy=f"It reads tables with these columns: {forms_known}.{_nearest_columns(recipe, tables)}",
        )
    return matched, [f"{file}: not a table of the recipe {recipe.name}; passed over" for file in passed], notes


def _stem(file: str) -> str:
    """The name of the file a table came from, also where that is a workbook in a zip (``a.zip/webLink.xlsx[DATA]``)."""
    return Path(file.partition("[")[0]).stem


def _with_header(recipe: Recipe, raw: RawTable) -> RawTable:
    """The table with the columns of a form, where its first line is a row and the header is missing."""
    if not raw.first or any(form.fits(list(raw.frame.columns)) for form in recipe.source.tables):
        return raw
    named = [form for form in recipe.source.tables if form.named_like(raw.name.strip().casefold())]
    form = next((form for form in named if form.continues(raw.first)), None)
    if form is None:
        return raw
    frame = raw.frame.set_axis(pd.Index(form.order), axis=1)
    first = pd.DataFrame([raw.first], columns=frame.columns, dtype=frame.dtypes.iloc[0])
    rows = pd.concat([pd.Series([1]), raw.rows], ignore_index=True)
    note = "without a header line: read by the columns of the published table, in their order"
    return replace(raw, frame=pd.concat([first, frame], ignore_index=True), rows=rows, notes=[*raw.notes, note])


def _nearest_columns(recipe: Recipe, tables: Sequence[RawTable]) -> str:
    """For a column that no table has, the nearest that one has, and where a mapping names it."""
    held = {str(column) for raw in tables for column in raw.frame.columns}
    for column in dict.fromkeys(c for form in recipe.source.tables for c in form.required):
        if column not in held and (near := did_you_mean(column, held)):
            return f" There is no {column!r}{f' ({place})' if (place := recipe.places.get(column)) else ''}.{near}"
    return ""


def _short(columns: Sequence[str]) -> str:
    shown = ", ".join(str(column)[:40] for column in columns[:12])
    return f"{shown} ..." if len(columns) > 12 else shown


def _without_comments(raw: RawTable, mark: str) -> RawTable:
    if not mark or raw.frame.empty:
        return raw
    keep = ~raw.frame.iloc[:, 0].fillna("").str.lstrip().str.startswith(mark)
    return replace(raw, frame=raw.frame[keep].reset_index(drop=True), rows=raw.rows[keep].reset_index(drop=True))


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
