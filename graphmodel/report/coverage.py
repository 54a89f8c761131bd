"""How complete the data are: for each field, how many things have it, over all, by country, by programme and by dataset."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from graphmodel.load.state import store_to_ties
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
_UNKNOWN = "unknown"
_Counted = Counter[tuple[str, str, str, str]]
_Groups = Mapping[str, set[str]]


def store_to_coverage(store: Store, among: Collection[str] | None = None) -> pd.DataFrame:
    """Which fields are filled in, and for how many things.

    Columns: part (``all``, ``country``, ``dataset`` or ``programme``), group (the country's code, the dataset's or programme's
    name, empty for all), label, property, things (that could have it), known (that have it), share (known of things,
    0 to 1). A dataset counts the things it says anything of; a programme its projects and those of its parts, and who
    takes part in them; a country its organisations and clusters, and the projects they take part in. Things without a
    country or a programme stand under ``unknown``. Clusters are organisations too and counted with them. Sorted by part,
    group, label, property. ``among``: ids of the things to count; all by default.
    """
    countries, programmes = _countries_of_projects(store), _programmes(store)
    things: _Counted = Counter()
    known: _Counted = Counter()
    for label, fields in FIELDS.items():
        for thing, home, values, claims in _things(store, label, fields):
            if among is not None and thing not in among:
                continue
            homes = {home} if home is not None else countries.get(thing, {_UNKNOWN}) if label == "Project" else set()
            groups = {("all", ""), *(("country", each) for each in homes)}
            if label != "MetaCluster":
                groups |= {("programme", each) for each in programmes.get(thing, _without_programme(label))}
            for part, group in groups:
                for name in fields:
                    things[part, group, label, name] += 1
                    known[part, group, label, name] += name in values
            for dataset, told in claims.items():
                for name in fields:
                    things["dataset", dataset, label, name] += 1
                    known["dataset", dataset, label, name] += name in told
    rows = [(*key, count, known[key], known[key] / count) for key, count in sorted(things.items())]
    return pd.DataFrame(rows, columns=list(COVERAGE_COLUMNS)).astype(COVERAGE_COLUMNS)


def _without_programme(label: str) -> set[str]:
    # An organisation outside all projects belongs under no programme; a project without one is a gap.
    return {_UNKNOWN} if label == "Project" else set()


def _things(
    store: Store, label: str, fields: Iterable[str]
) -> Iterator[tuple[str, str | None, set[str], dict[str, set[str]]]]:
    """Each thing: its id, its country (none where its kind has none), the fields it has, and those each dataset gives."""
    has_country = "country" in properties_of(label)
    wanted = [*dict.fromkeys([*fields, *(["country"] if has_country else []), "claims"])]
    for row in store.read_nodes(label, wanted).to_dict("records"):
        values = {str(name) for name, value in row.items() if is_known(value) and value != ""}
        home = (str(row["country"]) if "country" in values else _UNKNOWN) if has_country else None
        yield str(row["id"]), home, values, _claimed(row["claims"], set(fields))


def _claimed(text: Any, fields: set[str]) -> dict[str, set[str]]:
    claims: dict[str, list[dict[str, Any]]] = json.loads(text) if isinstance(text, str) else {}
    return {dataset: {name for claim in own for name in claim["values"]} & fields for dataset, own in claims.items()}


def _countries_of_projects(store: Store) -> _Groups:
    homes = store.read_nodes("Organisation", ["country"])
    known = dict(zip(homes["id"], homes["country"], strict=True))
    found: dict[str, set[str]] = defaultdict(set)
    ties = store_to_ties(store, "PARTICIPATES_IN")
    for actor, project in zip(ties["start"], ties["end"], strict=True):
        home = known.get(actor)
        found[project].add(home if isinstance(home, str) else _UNKNOWN)
    return found


def _programmes(store: Store) -> _Groups:
    """The names of the programmes of each project, larger ones included, and of everybody who takes part in it."""
    nodes = store.read_nodes("Programme", ["name"])
    names = dict(zip(nodes["id"], nodes["name"].fillna(nodes["id"]), strict=True))
    often = Counter(names.values())
    shown = {thing: name if often[name] == 1 else f"{name} ({thing})" for thing, name in names.items()}
    within = store_to_ties(store, "WITHIN")
    larger: dict[str, set[str]] = defaultdict(set)
    for part, whole in zip(within["start"], within["end"], strict=True):
        larger[part].add(whole)
    found: dict[str, set[str]] = defaultdict(set)
    ties = store_to_ties(store, "PART_OF")
    for project, programme in zip(ties["start"], ties["end"], strict=True):
        waiting, seen = [programme], set[str]()
        while waiting:
            if (each := waiting.pop()) in shown and each not in seen:
                seen.add(each)
                waiting += larger[each]
        found[project] |= {shown[each] for each in seen}
    ties = store_to_ties(store, "PARTICIPATES_IN")
    for actor, project in zip(ties["start"], ties["end"], strict=True):
        if project in found:
            found[actor] |= found[project]
    return found
