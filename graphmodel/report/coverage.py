"""How complete the data are: for each field, how many things have it, over all, by country and by dataset."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from graphmodel.model import properties_of
from graphmodel.report.map_things import is_known

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

#: Column -> dtype of :func:`store_to_coverage`.
COVERAGE_COLUMNS = {
    "part": "str",
    "group": "str",
    "label": "str",
    "property": "str",
    "things": "int64",
    "known": "int64",
    "share": "float64",
}
#: What is looked at: the fields that questions and analyses rest on.
FIELDS: dict[str, tuple[str, ...]] = {
    "Organisation": ("country", "kind", "region", "city", "url"),
    "Cluster": ("country", "founded", "stage", "url"),
    "Project": ("start", "end", "total_cost", "eu_contribution"),
    "MetaCluster": ("scheme", "since", "until"),
}
_Counted = Counter[tuple[str, str, str, str]]


def store_to_coverage(store: Store, country: str | None = None) -> pd.DataFrame:
    """Which fields are filled in, and for how many things.

    Columns: part (``all``, ``country`` or ``dataset``), group (the country's code, the dataset's name, empty for all),
    label, property, things (that could have it), known (that have it), share (known of things, 0 to 1). A dataset counts
    the things it says anything of; things without a country stand under ``unknown``. Clusters are organisations too and
    counted with them. Sorted by part, group, label, property. ``country`` chooses organisations and clusters.
    """
    things: _Counted = Counter()
    known: _Counted = Counter()
    for label, fields in FIELDS.items():
        for groups, values in _things(store, label, fields, country):
            for part, group in groups:
                for name in fields:
                    things[part, group, label, name] += 1
                    known[part, group, label, name] += name in values
        for dataset, values in _claimed(store, label, fields, country):
            for name in fields:
                things["dataset", dataset, label, name] += 1
                known["dataset", dataset, label, name] += name in values
    rows = [(*key, count, known[key], known[key] / count) for key, count in sorted(things.items())]
    return pd.DataFrame(rows, columns=list(COVERAGE_COLUMNS)).astype(COVERAGE_COLUMNS)


def _things(
    store: Store, label: str, fields: Iterable[str], country: str | None
) -> Iterator[tuple[list[tuple[str, str]], set[str]]]:
    has_country = "country" in properties_of(label)
    wanted = [*dict.fromkeys([*fields, *(["country"] if has_country else [])])]
    for row in store.read_nodes(label, wanted).to_dict("records"):
        values = {str(name) for name, value in row.items() if is_known(value) and value != ""}
        home = str(row["country"]) if "country" in values else "unknown"
        if country and has_country and home != country:
            continue
        yield [("all", ""), *([("country", home)] if has_country else [])], values


def _claimed(store: Store, label: str, fields: Iterable[str], country: str | None) -> Iterator[tuple[str, set[str]]]:
    has_country = "country" in properties_of(label)
    wanted = ["claims", *(["country"] if has_country else [])]
    for row in store.read_nodes(label, wanted).to_dict("records"):
        if (country and has_country and row.get("country") != country) or not isinstance(row["claims"], str):
            continue
        claims: dict[str, list[dict[str, Any]]] = json.loads(row["claims"])
        for dataset, own in claims.items():
            yield dataset, {name for claim in own for name in claim["values"] if name in fields}
