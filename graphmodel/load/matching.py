"""Which table of a source is which of the recipe's: by the name of the file where it tells, or else by the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from graphmodel.errors import SourceError
from graphmodel.load.raw import RawTable
from graphmodel.question.values import did_you_mean
from graphmodel.recipe import Recipe, TableForm


def match_tables(
    recipe: Recipe, tables: Sequence[RawTable]
) -> tuple[list[tuple[RawTable, TableForm]], list[str], list[str]]:
    """The tables that are the recipe's, each with its form; warnings about others, and notes on what is left aside.

    Raises :class:`SourceError` when a required column is absent, or no table is the recipe's.
    """
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
