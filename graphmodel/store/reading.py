"""Reading whole tables over Bolt: columns gathered by the server, a slice of nodes at a time.

Columns cross an order of magnitude faster than records or entities do, and slices by id keep what the server has to hold at
once small. An empty map stands for a missing value on the way, because ``collect`` drops nulls.

``ours`` reads only what carries our marks, from a database that others use too; labels outside the model are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graphmodel.model import LABELS
from graphmodel.store.incoming import texts_to_dates
from graphmodel.store.kinds import node_kinds, relationship_kinds
from graphmodel.store.ownership import TIE_MARK, node_mark
from graphmodel.store.schema import cypher_name

if TYPE_CHECKING:
    from graphmodel.store.protocol import Among

SLICE = 10_000
#: Runs a statement and gives the values of its records.
Run = Callable[[str, dict[str, Any]], list[tuple[Any, ...]]]


def collect_nodes(run: Run, label: str, properties: Sequence[str], *, ours: bool = False) -> dict[str, list[Any]]:
    """The columns ``id`` and the named properties of all nodes of a label; ``labels`` are tuples."""
    properties, asked = _stored(run, properties) if ours else properties, properties
    names = ["id", *(name for name in properties if name != "id")]
    dates = {name for name, kind in node_kinds(label).items() if kind == "date"}
    wanted = ["labels(n)" if name == "labels" else _value("n", name, dates) for name in names]
    mark = node_mark(label) if ours else ""
    where = f"n.id >= $first AND n.id <= $last{_present('n', mark)}"
    cypher = f"MATCH (n:{cypher_name(label)}) WHERE {where} RETURN {_collected(wanted)}"
    columns = _in_slices(run, cypher, label, names, mark, dates)
    if "labels" in columns:
        columns["labels"] = [_known(tuple(labels)) for labels in columns["labels"]]
    return _completed(columns, ["id", *asked])


def collect_relationships(
    run: Run,
    type: str,
    properties: Sequence[str],
    start_label: str,
    end_label: str,
    *,
    ours: bool = False,
    among: Among = MappingProxyType({}),
) -> dict[str, list[Any]]:
    """The columns ``start``, ``end`` and the named properties of the relationships of a type between two labels."""
    properties, asked = _stored(run, properties) if ours else properties, properties
    start, end, name = cypher_name(start_label), cypher_name(end_label), cypher_name(type)
    counted = {label: run(f"MATCH (n:{label}) RETURN count(n)", {})[0][0] for label in {start, end}}
    # The ends of which there are more have fewer relationships each, so that slices are even.
    by_start = counted[start] > counted[end]
    pattern = f"MATCH (s)-[r:{name}]->(e:{end})" if by_start else f"MATCH (e)<-[r:{name}]-(s:{start})"
    node, label = ("s", start) if by_start else ("e", end)
    dates = {each for each, kind in relationship_kinds(type).items() if kind == "date"}
    wanted = ["s.id", "e.id", *(_value("r", each, dates) for each in properties)]
    mark = node_mark(label) if ours else ""
    where = f"{node}.id >= $first AND {node}.id <= $last{_present(node, mark)}"
    meant = " OR ".join(f"r.{cypher_name(each)} IN $among_{i}" for i, each in enumerate(among))
    conditions = [*([f"r.{TIE_MARK} IS NOT NULL"] if ours else []), *([f"({meant})"] if meant else [])]
    own = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    cypher = f"MATCH ({node}:{label}) WHERE {where} {pattern}{own} RETURN {_collected(wanted)}"
    parameters = {f"among_{i}": list(values) for i, values in enumerate(among.values())}
    columns = _in_slices(run, cypher, label, ["start", "end", *properties], mark, dates, parameters)
    return _completed(columns, ["start", "end", *asked])


@cache
def _known(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(LABELS.keys() & labels))


def _stored(run: Run, properties: Sequence[str]) -> list[str]:
    """The properties that anything in the database ever had, and the labels: the others need not cross empty, row by row."""
    known = {name for (name,) in run("CALL db.propertyKeys() YIELD propertyKey RETURN propertyKey", {})}
    return [name for name in properties if name in known or name == "labels"]


def _completed(columns: dict[str, list[Any]], names: Sequence[str]) -> dict[str, list[Any]]:
    count = len(next(iter(columns.values())))
    return {name: columns.get(name) or [None] * count for name in dict.fromkeys(names)}


def _value(variable: str, name: str, dates: Collection[str]) -> str:
    value = f"{variable}.{cypher_name(name)}"
    # Dates cross as text: the driver takes each one apart in Python.
    return f"toString({value})" if name in dates else value


def _present(node: str, mark: str) -> str:
    return f" AND {node}.{mark} IS NOT NULL" if mark else ""


def _collected(expressions: Sequence[str]) -> str:
    return ", ".join(f"collect(coalesce({expression}, {{}})) AS c{i}" for i, expression in enumerate(expressions))


def _in_slices(
    run: Run,
    cypher: str,
    label: str,
    names: Sequence[str],
    mark: str,
    dates: Collection[str],
    parameters: Mapping[str, Any] = MappingProxyType({}),
) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for first, last in _slices(run, label, mark):
        for values in run(cypher, {**parameters, "first": first, "last": last}):
            for name, part in zip(names, values, strict=True):
                known = [None if value == {} else value for value in part] if dict in set(map(type, part)) else part
                columns[name] += texts_to_dates(known) if name in dates else known
    return columns


def _slices(run: Run, label: str, mark: str) -> Iterator[tuple[str, str]]:
    where = f" WHERE n.{mark} IS NOT NULL" if mark else ""
    ids = sorted(run(f"MATCH (n:{label}){where} RETURN collect(n.id)", {})[0][0])
    for first in range(0, len(ids), SLICE):
        yield ids[first], ids[min(first + SLICE, len(ids)) - 1]
