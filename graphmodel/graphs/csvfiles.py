"""A graph as a pair of tables in CSV, in one of two styles.

*Data* is for programs: commas, UTF-8, ISO dates, ``true`` and ``false``, lists as JSON arrays, every text exactly as it
is.
*Excel* is for people: semicolons, a byte order mark, decimal commas, ``yes`` and ``no``, lists joined by ``; ``, and
texts that a spreadsheet would run as a formula (beginning with ``=``, ``+``, ``-``, ``@``, a tab or a line end) after an
apostrophe. That apostrophe changes the text, so it is never written in the data style.
"""

from __future__ import annotations

import csv
import io
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from graphmodel.atomic import replaced_file, replaced_folder
from graphmodel.formulas import neutral_cell
from graphmodel.graphs.credits import CREDIT_COLUMNS
from graphmodel.graphs.plain import PlainColumn, PlainGraph, PlainKind, graph_to_plain
from graphmodel.graphs.values import value_text

if TYPE_CHECKING:
    import networkx as nx

Style = Literal["data", "excel"]

_ABOUT = """\
nodes.csv    one row per node: id, label (its name, else its id), then its attributes
edges.csv    one row per edge: source and target (ids of nodes), id, key (tells parallel edges apart), label (its type)
credits.csv  the datasets these facts come from; please show these credits wherever you show the facts

{style}
An empty cell means that the value is missing. With pandas, read a table with
pandas.read_csv("nodes.csv", {reading}keep_default_na=False, na_values=[""])
so that texts such as NA (the code of Namibia) stay texts.
"""
_STYLE_WORDS = {
    "data": "Comma-separated, UTF-8. Dates are ISO 8601, lists are JSON arrays, truth values true or false.",
    "excel": "For spreadsheets: semicolons, decimal commas, several values joined by '; '. An apostrophe was put\n"
    "before texts that a spreadsheet would have run as a formula; for programs, export in the data style.",
}


def graph_to_csv(graph: nx.Graph[Any], path: str | os.PathLike[str], style: Style = "data") -> Path:
    """Write nodes.csv, edges.csv, credits.csv and about.txt into the folder ``path``, or into a ``.zip``.

    The columns ``id``, ``label``, ``source``, ``target`` are what Gephi's spreadsheet import looks for. Line ends
    inside texts are kept, in quotes. See the module for the two styles.
    """
    tables = _tables(graph_to_plain(graph))
    if Path(path).suffix.lower() == ".zip":
        with replaced_file(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in _files(tables, style):
                # The same bytes every day: a fixed date instead of now.
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        return Path(path)
    with replaced_folder(path) as folder:
        for name, content in _files(tables, style):
            (folder / name).write_bytes(content)
    return Path(path)


def _tables(plain: PlainGraph) -> dict[str, list[PlainColumn]]:
    nodes = [PlainColumn("id", "text", plain.ids), PlainColumn("label", "text", plain.labels), *plain.node_columns]
    edges = [
        PlainColumn("source", "text", plain.sources),
        PlainColumn("target", "text", plain.targets),
        PlainColumn("id", "text", plain.edge_ids),
        *([] if plain.keys is None else [PlainColumn("key", "text", plain.keys)]),
        PlainColumn("label", "text", plain.edge_labels),
        *plain.edge_columns,
    ]
    if not plain.directed and all(column.name != "type" for column in edges):
        # Gephi's spreadsheet import takes edges for directed unless told otherwise.
        edges.append(PlainColumn("type", "text", ["Undirected"] * len(plain.edge_ids)))
    credit_rows = plain.credits
    credit_columns = [PlainColumn(name, "text", [row.get(name) for row in credit_rows]) for name in CREDIT_COLUMNS]
    return {"nodes.csv": nodes, "edges.csv": edges, "credits.csv": credit_columns}


def _files(tables: dict[str, list[PlainColumn]], style: Style) -> list[tuple[str, bytes]]:
    about = _ABOUT.format(style=_STYLE_WORDS[style], reading='sep=";", decimal=",", ' if style == "excel" else "")
    return [*((name, _csv_bytes(columns, style)) for name, columns in tables.items()), ("about.txt", about.encode())]


def _csv_bytes(columns: Sequence[PlainColumn], style: Style) -> bytes:
    out = io.StringIO(newline="")
    delimiter, end = (";", "\r\n") if style == "excel" else (",", "\n")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerow([_spelled(column.name, "text", style) for column in columns])
    writer.writerows(zip(*(_cells(column, style) for column in columns), strict=True))
    return out.getvalue().encode("utf-8-sig" if style == "excel" else "utf-8")


def _cells(column: PlainColumn, style: Style) -> list[str]:
    return ["" if value is None else _spelled(value, column.kind, style) for value in column.values]


def _spelled(value: Any, kind: PlainKind, style: Style) -> str:
    if style == "data":
        return value_text(value)
    if kind == "yes":
        return "yes" if value else "no"
    if kind == "number":
        return value_text(value).replace(".", ",")
    if kind == "list":
        return neutral_cell("; ".join(value_text(item) for item in value))
    text = value_text(value)
    return neutral_cell(text) if kind == "text" else text
