"""What sets a group of actors apart: sectors and countries that are more frequent in it than chance would have it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.analysis.significance import hypergeometric_tail
from graphmodel.twomode import TwoMode

_LEVEL = 0.05
_COLUMNS = ["group", "value", "count", "p"]


def sectors_of_actors(network: TwoMode) -> list[tuple[str, ...]]:
    """The sectors of each actor; where it has none of its own, those of its events, sorted."""
    of_events = network.events["sectors"].tolist()
    incidence = network.incidence
    sectors = []
    for place, own in enumerate(network.actors["sectors"]):
        events = incidence.indices[incidence.indptr[place] : incidence.indptr[place + 1]]
        sectors.append(own or tuple(sorted({sector for event in events for sector in of_events[event]})))
    return sectors


def overrepresented_values(groups: pd.Series, values: Sequence[tuple[str, ...]]) -> pd.DataFrame:
    """Which values are more frequent in which group than chance (hypergeometric law, p up to 0.05, at least two).

    ``groups`` and ``values`` are aligned, one entry for each actor; a group that is missing takes no part. Columns:
    group, value, count (actors of the group that have it), p; sorted by group, p, count (falling), value.
    """
    rows = pd.DataFrame({"group": groups.to_numpy(), "value": list(values)}).dropna(subset=["group"])
    sizes = rows["group"].value_counts()
    each = rows.explode("value").dropna(subset=["value"])
    if not len(each):
        return pd.DataFrame(columns=_COLUMNS)
    counts = each.groupby(["group", "value"], as_index=False).agg(count=("value", "size"))
    overall = counts.groupby("value")["count"].transform("sum")
    counts["p"] = hypergeometric_tail(counts["count"], overall, counts["group"].map(sizes), len(rows))
    found = counts[(counts["p"] <= _LEVEL) & (counts["count"] > 1)]
    return found.sort_values(["group", "p", "count", "value"], ascending=[True, True, False, True], ignore_index=True)


def values_by_group(found: pd.DataFrame) -> dict[int, tuple[str, ...]]:
    """The values of each group, in the order of :func:`overrepresented_values`, from its result."""
    values: dict[int, tuple[str, ...]] = {}
    for group, value in zip(found["group"], found["value"], strict=True):
        values[int(group)] = (*values.get(int(group), ()), str(value))
    return values


def countries_of_actors(network: TwoMode) -> list[tuple[str, ...]]:
    """The country of each actor as a tuple of one, empty where unknown."""
    return [(country,) if isinstance(country, str) and country else () for country in network.actors["country"]]


def group_labels(groups: pd.Series, network: TwoMode, strength: NDArray[np.float64]) -> dict[int, str]:
    """A label for each group: its most over-represented sector, then up to two countries; else its strongest actor.

    ``groups`` and ``strength`` are aligned with the network's actors. Example: ``mining, HU``.
    """
    sectors = values_by_group(overrepresented_values(groups, sectors_of_actors(network)))
    countries = values_by_group(overrepresented_values(groups, countries_of_actors(network)))
    places = np.flatnonzero(groups.notna())
    # Actors are sorted by id, and the sort is stable: the smallest id comes first among equals.
    places = places[np.argsort(-strength[places], kind="stable")]
    number, first = np.unique(groups.iloc[places].to_numpy(dtype=np.int64), return_index=True)
    strongest = dict(zip(number.tolist(), network.actors["name"].iloc[places[first]], strict=True))
    labels = {}
    for group, name in strongest.items():
        words = [*map(word_from_sector, sectors.get(group, ())[:1]), *countries.get(group, ())[:2]]
        labels[group] = ", ".join(words) if words else f"around {name}"
    return labels


def word_from_sector(sector: str) -> str:
    """A readable word from the id of a sector.

    >>> word_from_sector("sector:agri-food")
    'agri-food'
    """
    return sector.partition(":")[2] or sector
