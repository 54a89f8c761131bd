"""A graph as a pair of Parquet tables: every column typed, for pandas, polars, DuckDB and R."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.atomic import replaced_folder
from graphmodel.graphs.credits import CREDIT_COLUMNS
from graphmodel.graphs.plain import PlainColumn, PlainGraph, graph_to_plain
from graphmodel.graphs.values import list_text

if TYPE_CHECKING:
    import networkx as nx
    import pyarrow as pa


def graph_to_parquet(graph: nx.Graph[Any], path: str | os.PathLike[str]) -> Path:
    """Write nodes.parquet, edges.parquet and credits.parquet into the folder ``path``.

    Whole numbers are int64, dates date32, lists of texts ``list<string>`` (lists that mix kinds are JSON text), missing
    values null. The schema's metadata hold the graph's own attributes under ``graph`` (JSON) and whether it is
    ``directed``. Reopen a table with ``pandas.read_parquet(folder / "nodes.parquet")``; add ``dtype_backend="pyarrow"``
    where whole numbers with gaps must stay whole.
    """
    import pyarrow.parquet as pq

    plain = graph_to_plain(graph)
    with replaced_folder(path) as folder:
        for name, columns in _tables(plain).items():
            pq.write_table(_columns_to_table(columns, plain), folder / f"{name}.parquet")
    return Path(path)


def _tables(plain: PlainGraph) -> dict[str, list[PlainColumn]]:
    ends = [PlainColumn("source", "text", plain.sources), PlainColumn("target", "text", plain.targets)]
    keys = [] if plain.keys is None else [PlainColumn("key", "text", plain.keys)]
    credit_rows = plain.credits
    return {
        "nodes": [PlainColumn("id", "text", plain.ids), *plain.node_columns],
        "edges": [*ends, *keys, *plain.edge_columns],
        "credits": [PlainColumn(name, "text", [row.get(name) for row in credit_rows]) for name in CREDIT_COLUMNS],
    }


def _columns_to_table(columns: list[PlainColumn], plain: PlainGraph) -> pa.Table:
    import pyarrow as pa

    types = {"yes": pa.bool_(), "whole": pa.int64(), "number": pa.float64(), "date": pa.date32(), "text": pa.string()}
    arrays = [
        _list_array(column) if column.kind == "list" else pa.array(column.values, types[column.kind])
        for column in columns
    ]
    table = pa.table(arrays, names=[column.name for column in columns])
    metadata = {
        "graph": json.dumps(plain.notes, ensure_ascii=False, sort_keys=True),
        "directed": json.dumps(plain.directed),
    }
    return table.replace_schema_metadata(metadata)


def _list_array(column: PlainColumn) -> pa.Array:
    import pyarrow as pa

    items = {type(item) for values in column.values if values is not None for item in values}
    if items <= {str}:
        return pa.array(column.values, pa.list_(pa.string()))
    if len(items) == 1 and not items & {list, type(None)}:
        return pa.array(column.values)
    return pa.array([None if values is None else list_text(values) for values in column.values], pa.string())
