"""The things a map of an ecosystem shows, with what its panel tells of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from graphmodel.load.state import store_to_ties
from graphmodel.lookup.finding import kind_of
from graphmodel.model import LABELS
from graphmodel.pages import Language
from graphmodel.report.map_terms import FIELD_NAMES, value_in_words

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

_DRAWN = ("Organisation", "Project", "MetaCluster", "Event", "Programme")


def store_to_sectors(store: Store) -> dict[str, tuple[str, ...]]:
    """The names of the sectors each thing is active in or about."""
    names = dict(store.read_nodes("Sector", ["name"])[["id", "name"]].itertuples(index=False, name=None))
    found: dict[str, set[str]] = {}
    for type_ in ("ACTIVE_IN", "ABOUT"):
        ties = store_to_ties(store, type_)
        for start, end in zip(ties["start"], ties["end"], strict=True):
            found.setdefault(start, set()).add(str(names.get(end, end)))
    return {node: tuple(sorted(own)) for node, own in found.items()}


def store_to_things(store: Store, sectors: Mapping[str, tuple[str, ...]], words: Language) -> pd.DataFrame:
    """Actors, projects, alliances, events and programmes, in the columns of a map's nodes, by id."""
    rows: list[dict[str, Any]] = []
    for label in _DRAWN:
        fields = {p.name: p for name, entry in LABELS.items() if label in (name, entry.base) for p in entry.properties}
        wanted = sorted((fields.keys() & {*FIELD_NAMES, "name", "names", "country", "city", "url"}) | {"labels"})
        for row in store.read_nodes(label, wanted).to_dict("records"):
            known = {str(k): v for k, v in row.items() if is_known(v)}
            country = known.get("country")
            rows.append(
                {
                    "id": known["id"],
                    "name": known.get("name", known["id"]),
                    "kind": kind_of(tuple(known["labels"])),
                    "country": country,
                    "country_name": words.form(country, "country") if country else None,
                    "sectors": sectors.get(str(known["id"]), ()),
                    "city": known.get("city"),
                    "url": known.get("url"),
                    "year": _year(known.get("start") or known.get("since") or known.get("founded")),
                    "names": tuple(known.get("names", ())) + ((known["short_name"],) if "short_name" in known else ()),
                    "details": tuple(
                        (words.text(name), value_in_words(fields[key], known[key], words))
                        for key, name in FIELD_NAMES.items()
                        if key in known
                    ),
                }
            )
    columns = ["id", "name", "kind", "country", "country_name", "sectors", "city", "url", "year", "names", "details"]
    return pd.DataFrame(rows, columns=columns, dtype=object).sort_values("id", ignore_index=True)


def is_known(value: Any) -> bool:
    """Whether a cell holds something."""
    return isinstance(value, list | tuple | np.ndarray) or not pd.isna(value)


def _year(value: Any) -> int | None:
    if isinstance(value, date):
        return value.year
    return int(value) if value is not None else None
