"""From a mapping to a recipe: what a directory of clusters states, as clusters, their managers, members, sectors and marks.

A directory has a row for each cluster, with its members as a list in one cell; or a row for each member, which repeats the
cluster. Both are read alike. A cluster goes by its id, failing that by its name; managers and members go by their names,
since directories rarely print register numbers. The same word for a sector is the same sector in every list; what it means
in the terms of another list, the mapping may say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from graphmodel.errors import SourceError
from graphmodel.question.values import did_you_mean
from graphmodel.recipe import parsing
from graphmodel.recipe.batches import nodes, relationships
from graphmodel.recipe.mapping import ClusterMapping, cell_parser
from graphmodel.recipe.regions import located_in
from graphmodel.recipe.source import Source, TableForm
from graphmodel.recipe.table import Table
from graphmodel.records import Records

_OWN = ("name", "names", "short_name", "country", "region", "city", "url", "founded", "stage", "mark", "mark_until")


def mapping_to_source(mapping: ClusterMapping, name: str) -> Source:
    """Whom to credit, and the one table: any with the column of names (or ids)."""
    about, columns = dict(mapping["source"]), mapping.columns
    about.setdefault("dataset", name)
    named = mapping["columns"]
    required = columns["name"] if "name" in named or "id" not in named else columns["id"]
    optional = tuple(c for c in (*columns.values(), *mapping["left"]) if c != required)
    return Source(**about, tables=(TableForm("clusters", (required,), optional),))


def mapping_to_reader(mapping: ClusterMapping) -> Callable[[Table], Iterator[Records]]:
    """The function that reads the table.

    It raises :class:`SourceError` when the list lacks a column that the mapping names.
    """

    def read(t: Table) -> Iterator[Records]:
        _require_columns(mapping, t)
        values: dict[str, Any] = {field: _values(mapping, t, field) for field in _OWN if _stated(mapping, t, field)}
        cluster = _cluster_keys(mapping, t)
        yield nodes("Cluster", cluster, **values)
        if "region" in values:
            yield from located_in(cluster, values["region"])
        yield from _sectors(mapping, t, cluster)
        for field, type_, inward in (("manager", "MANAGES", False), ("members", "MEMBER_OF", True)):
            if _stated(mapping, t, field):
                yield from _bodies(mapping, t, cluster, field, type_, is_list=inward)
        for column, why in mapping["left"].items():
            t.leave(column, why=why)

    return read


def _require_columns(mapping: ClusterMapping, t: Table) -> None:
    for field, column in mapping["columns"].items():
        if column not in t:
            raise SourceError(
                f"{mapping.place('columns', field)} names the column {column!r} for {field}, and the list has none."
                f"{did_you_mean(column, t.columns)}",
                where=t.file,
                remedy=f"It has {', '.join(c[:40] for c in t.columns[:12])}.",
            )


def _stated(mapping: ClusterMapping, t: Table, field: str) -> bool:
    return field in mapping["fixed"] or mapping.columns.get(field) in t.columns


def _values(mapping: ClusterMapping, t: Table, field: str) -> pd.Series:
    """A field's column, parsed; or its fixed value in every row."""
    parse = cell_parser(mapping, field)
    if field in mapping["fixed"]:
        return pd.Series([parse(mapping["fixed"][field])] * len(t), index=t.index, dtype=object)
    return t.parsed(mapping.columns[field], parse)


def _cluster_keys(mapping: ClusterMapping, t: Table) -> pd.Series:
    columns = mapping.columns
    if _stated(mapping, t, "id"):
        return t.own_key(columns["id"], required=True)
    return t.key(t.dataset, columns["name"], required=True)


def _sectors(mapping: ClusterMapping, t: Table, cluster: pd.Series) -> Iterator[Records]:
    if not _stated(mapping, t, "sectors"):
        return
    words = _values(mapping, t, "sectors").explode()
    meanings = {word.casefold(): key for word, key in mapping["sectors"].items()}
    found = {w: meanings.get(w.casefold()) or _sector_key(w) for w in words.dropna().unique()}
    sector = words.map(found)
    yield nodes("Sector", sector, name=words)
    yield relationships("ACTIVE_IN", cluster.reindex(words.index), sector, start_label="Cluster")


def _sector_key(word: str) -> str:
    """The same word is the same sector in every list, as in ``sector:renewable-energy``."""
    return parsing.parse_key("sector", "-".join(re.findall(r"\w+", word.casefold()))[:200] or word)


def _bodies(
    mapping: ClusterMapping, t: Table, cluster: pd.Series, field: str, type_: str, *, is_list: bool
) -> Iterator[Records]:
    """The organisations a field names, and their ties to the cluster; a cluster is not tied to itself."""
    names = _values(mapping, t, field)
    names = names.explode() if is_list else names
    keys = names.map({name: _body_key(t.dataset, name) for name in names.dropna().unique()})
    country = f"{field.removesuffix('s')}_country"
    values: dict[str, Any] = {"name": names}
    if _stated(mapping, t, country):
        values["country"] = _values(mapping, t, country).reindex(names.index)
    yield nodes("Organisation", keys, **values)
    own = cluster.reindex(names.index)
    yield relationships(type_, keys.where(keys != own), own, end_label="Cluster")


def _body_key(dataset: str, name: str) -> str | None:
    try:
        return parsing.parse_key(dataset, name)
    except ValueError:
        return None
