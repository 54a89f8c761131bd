"""Whole tables out of the embedded engine inside this process, past Bolt: rows come as plain Python values.

Relationships are read from their own bucket with the record ids of their ends, which a table of the nodes turns into
ids: following each end to its node inside the engine takes twice as long.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graphmodel.store.incoming import texts_to_dates
from graphmodel.store.kinds import node_kinds, relationship_kinds
from graphmodel.store.recordids import RecordIds
from graphmodel.store.schema import cypher_name

if TYPE_CHECKING:
    from graphmodel.store.protocol import Among

#: The engine's names of types with several labels, as in ``Cluster~Organisation``.
LABEL_SEPARATOR = "~"
#: Stands for the record id among a node's columns; no property is called like this.
_RECORD = "@rid"


def nodes_to_columns(handle: Any, known: RecordIds, label: str, properties: Sequence[str]) -> dict[str, list[Any]]:
    """The columns ``id`` and the named properties of all nodes of a label; ``labels`` are tuples."""
    names = ["id", *(name for name in properties if name != "id")]
    expressions = ["@type" if name == "labels" else _quoted(name) for name in names]
    written = known.writes()
    columns = _select(handle, label, ["@rid.asString()", *expressions], [_RECORD, *names], node_kinds(label))
    known.keep(label, dict(zip(columns.pop(_RECORD), columns["id"], strict=True)), written)
    if "labels" in columns:
        split = {name: tuple(sorted(name.split(LABEL_SEPARATOR))) for name in set(columns["labels"])}
        columns["labels"] = [split[name] for name in columns["labels"]]
    return columns


def relationships_to_columns(
    handle: Any,
    known: RecordIds,
    type: str,
    properties: Sequence[str],
    start_label: str,
    end_label: str,
    among: Among,
) -> dict[str, list[Any]]:
    """The columns ``start``, ``end`` and the named properties of the relationships of a type between two labels."""
    names = ["start", "end", *properties]
    expressions = ["@out.asString()", "@in.asString()", *map(_quoted, properties)]
    columns = _select(handle, type, expressions, names, relationship_kinds(type), among)
    starts = [*map(known.of(start_label, lambda: _ids_by_record(handle, start_label)).get, columns["start"])]
    ends = [*map(known.of(end_label, lambda: _ids_by_record(handle, end_label)).get, columns["end"])]
    if None in starts or None in ends:
        wanted = [i for i, pair in enumerate(zip(starts, ends, strict=True)) if None not in pair]
        columns = {name: [values[i] for i in wanted] for name, values in columns.items()}
        starts, ends = [starts[i] for i in wanted], [ends[i] for i in wanted]
    return {**columns, "start": starts, "end": ends}


def type_counts(handle: Any) -> dict[str, int]:
    """How many nodes carry each label and how many relationships each type has, those with none left out."""
    found: dict[str, int] = {}
    for row in handle.query("sql", "SELECT name, records FROM schema:types").to_list():
        for name in row["name"].split(LABEL_SEPARATOR):
            found[name] = found.get(name, 0) + row["records"]
    return {name: count for name, count in sorted(found.items()) if count}


def record_ids(handle: Any, label: str) -> dict[str, str]:
    """The engine's record ids of all nodes of a label, by their ids."""
    return {node: record for record, node in _ids_by_record(handle, label).items()}


def _ids_by_record(handle: Any, label: str) -> dict[str, str]:
    columns = _select(handle, label, ["@rid.asString()", "id"], [_RECORD, "id"], {})
    return dict(zip(columns[_RECORD], columns["id"], strict=True))


def _select(
    handle: Any,
    type: str,
    expressions: Sequence[str],
    names: Sequence[str],
    kinds: Mapping[str, str],
    among: Among = MappingProxyType({}),
) -> dict[str, list[Any]]:
    quoted = _quoted(type)
    # The engine refuses a type it has never heard of, while both engines answer Cypher about one with no rows.
    if not handle.query("sql", "SELECT FROM schema:types WHERE name = ?", type).to_list():
        return {name: [] for name in names}
    # Dates cross as text: the engine's own cost three times as much.
    dates = {name for name in names if kinds.get(name) == "date"}
    stored = handle.query("sql", "SELECT FROM schema:dictionary").to_list()[0]["entries"]
    # What nothing in the database has need not cross empty, row by row.
    given = {
        name: f"{expression}.asString()" if name in dates else expression
        for name, expression in zip(names, expressions, strict=True)
        if expression != f"`{name}`" or name in stored
    }
    meant = " OR ".join(f"{_quoted(name)} IN :among_{i}" for i, name in enumerate(among))
    values = {f"among_{i}": list(wanted) for i, wanted in enumerate(among.values())}
    where = f" WHERE {meant}" if meant else ""
    # A list a row: the engine and Python together take two thirds of the time they take over a map a row.
    statement = f"SELECT [{', '.join(given.values())}] AS r FROM {quoted}"  # noqa: S608  # names are checked, never values
    rows = [row["r"] for row in handle.query("sql", statement + where, values).to_list()]
    columns = dict(zip(given, map(list, zip(*rows, strict=True)), strict=True)) if rows else {}
    return {
        name: texts_to_dates(found) if name in dates else found
        for name in names
        for found in [columns.get(name) or [None] * len(rows)]
    }


def _quoted(name: str) -> str:
    return f"`{cypher_name(name)}`"
