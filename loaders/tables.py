"""Tables of your own: the workbook that ``graphmodel template`` writes, or a folder of CSV files with the same sheets.

One sheet per kind of thing (``clusters``, ``projects`` ...) and per kind of tie (``members``, ``participations`` ...); fill
in what you have, leave out the rest. Ids are plain words of your own, or keys such as ``pic:999905974``. Rows whose first
cell begins with ``#`` are passed over. The example ecosystem is written in this form.

Unlike every other recipe this one imports the vocabulary itself (``graphmodel.model``, ``graphmodel.sheets``), because its
tables are the vocabulary: the sheets it reads, the template that is filled in and the model come from one definition.

Licence: yours. Name your sources on the sheet ``sources``, and they are credited wherever their facts are shown.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from graphmodel.model import Label, RelationshipType
from graphmodel.recipe import Records, Source, Table, TableForm, nodes, relationships
from graphmodel.sheets import GUIDE_SHEETS, REMARK, SHEETS, Column, sheet_columns

source = Source(
    title="Tables of your own",
    publisher="",
    dataset="tables",
    precedence=10,
    comment=REMARK,
    guides=GUIDE_SHEETS,
    tables=tuple(
        TableForm(
            sheet,
            required=tuple(column.name for column in sheet_columns(sheet) if column.required),
            optional=tuple(column.name for column in sheet_columns(sheet) if not column.required),
            files=(sheet,),
            by_name_only=True,
        )
        for sheet in SHEETS
    ),
)


def _property(t: Table, column: Column) -> pd.Series:
    parsers: dict[str, Callable[[str], pd.Series]] = {
        "text": t.text,
        "texts": t.texts,
        "amount": t.amount,
        "year": t.year,
        "yes": t.yes,
        "country": t.country,
        "url": t.url,
    }
    if column.kind == "choice":
        return t.choice(column.name, column.choices)
    if column.kind == "date":
        return t.date(column.name, edge="end" if column.name in {"until", "end", "mark_until"} else "start")
    return parsers[column.kind](column.name)


def _things(sheet: str, label: Label) -> Callable[[Table], Iterator[Records]]:
    columns = sheet_columns(sheet)

    def read(t: Table) -> Iterator[Records]:
        key = t.own_key("id", required=True, unique=True)
        values: dict[str, Any] = {
            c.name: _property(t, c)
            for c in columns
            if c.name in t and c.kind not in {"key", "keys", "reference", "references"} and c.name != "source"
        }
        if any(c.name == "source" for c in columns):
            values["source"] = t.own_keys("source")
        yield nodes(label.name, key, also=(t.keys("identifiers"),), **values)
        for column in columns:
            if column.kind in {"reference", "references"} and column.relationship and column.name in t:
                named = t.own_keys(column.name).explode()
                yield relationships(
                    column.relationship,
                    key.reindex(named.index),
                    named.astype("str"),
                    start_label=label.name,
                    end_label=column.targets[0],
                )

    return read


def _ties(sheet: str, tie: RelationshipType) -> Callable[[Table], Iterator[Records]]:
    start, end, *others = sheet_columns(sheet)

    def read(t: Table) -> Iterator[Records]:
        starts, ends = t.own_key(start.name, required=True), t.own_key(end.name, required=True)
        values: dict[str, Any] = {c.name: _property(t, c) for c in others if c.name in t and c.name != "source"}
        yield relationships(tie.name, starts, ends, source=t.own_keys("source"), **values)

    return read


for _sheet, _entry in SHEETS.items():
    globals()[_sheet] = _things(_sheet, _entry) if isinstance(_entry, Label) else _ties(_sheet, _entry)
