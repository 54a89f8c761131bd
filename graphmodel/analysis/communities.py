"""Communities: groups of actors that work with one another more than with the rest, and how sure each membership is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.analysis.collaboration import collaboration_network, strength_from_incidence
from graphmodel.analysis.consensus import adjusted_rand, connected_parts, median_partition, membership_confidence
from graphmodel.analysis.frames import typed_frame
from graphmodel.analysis.leiden import leiden_partitions, modularity
from graphmodel.analysis.nullmodels import randomised_incidences
from graphmodel.analysis.profiles import (
    countries_of_actors,
    group_labels,
    overrepresented_values,
    sectors_of_actors,
    values_by_group,
)
from graphmodel.twomode import TwoMode

#: Column -> form of :func:`consensus_communities`.
MEMBER_COLUMNS = {
    **dict.fromkeys(("id", "name", "country", "kind"), "text"),
    "community": "place",
    "label": "text",
    "confidence": "number",
}
#: Column -> form of :func:`community_profiles`.
PROFILE_COLUMNS = {
    "community": "count",
    "label": "text",
    "size": "count",
    "confidence": "number",
    "inside": "number",
    "countries": "texts",
    "sectors": "texts",
}


def consensus_communities(network: TwoMode, *, runs: int = 50, null_draws: int = 50, seed: int = 0) -> pd.DataFrame:
    """Communities of the collaboration network that many runs agree on.

    Leiden (modularity, Newman's weights) runs ``runs`` times, each with its own seed and its own order of the nodes; the
    result is the partition that agrees best with all runs (:func:`.consensus.median_partition`), with every community
    in one connected piece.

    Columns: id, name, country, kind; community (1 is the largest; equal sizes by their smallest id; blank for actors
    without ties), label (what is over-represented in it: a sector, countries; failing that its strongest member),
    confidence (0 to 1: in what share of the runs the actor was with another of its community, on average). Sorted by
    community, confidence (falling), id.

    ``attrs``: communities, modularity (of the result), stability (mean adjusted Rand index of the runs with the result),
    run_modularity (of one run), null_modularity and null_deviation (mean and standard deviation of one run on each of
    ``null_draws`` networks in which every actor keeps its number of events and every event its number of actors), p (the
    chance of such a run_modularity among them; consortia alone make communities, and only a small p says there is more),
    runs, null_draws, seed. The same ``seed`` gives the same communities whatever the order of rows. Some seconds for
    1,500 actors; for a whole framework programme (36,000 actors) ask for 10 runs and 5 draws, about a minute.
    """
    strength = collaboration_network(network).strength
    tied = np.flatnonzero(np.diff(strength.indptr))
    core = strength[tied][:, tied]
    partitions = leiden_partitions(core, runs, seed=seed)
    labels = connected_parts(core, median_partition(partitions)) if len(tied) else np.zeros(0, dtype=np.int64)
    community = pd.Series(pd.NA, index=network.actors.index, dtype="Int64")
    community.iloc[tied] = _numbered(labels)
    confidence = np.full(len(network.actors), np.nan)
    confidence[tied] = membership_confidence(partitions, labels)
    names = group_labels(community, network, np.asarray(strength.sum(axis=1), dtype=np.float64))
    data: dict[str, Any] = {name: network.actors[name] for name in ("id", "name", "country", "kind")}
    data |= {"community": community, "label": community.map(names), "confidence": confidence}
    frame = typed_frame(MEMBER_COLUMNS, data)
    ordered = frame.sort_values(["community", "confidence", "id"], ascending=[True, False, True], ignore_index=True)
    ordered.attrs.update(
        communities=int(labels.max(initial=-1)) + 1,
        modularity=modularity(core, labels),
        stability=float(np.mean([adjusted_rand(run, labels) for run in partitions])) if len(tied) else 1.0,
        **_against_chance(network, modularity(core, partitions[0]), null_draws, seed),
        runs=runs,
        null_draws=null_draws,
        seed=seed,
    )
    return ordered


def community_profiles(network: TwoMode, members: pd.DataFrame) -> pd.DataFrame:
    """What each community consists of. ``members`` is the result of :func:`consensus_communities` for ``network``.

    Columns: community, label, size, confidence (mean over its members), inside (share of its members' strength that
    stays in it, 0 to 1), countries and sectors (over-represented, the least likely by chance first). Sorted by community.
    """
    community = members.set_index("id")["community"].reindex(network.actors["id"]).reset_index(drop=True)
    strength = collaboration_network(network).strength.tocoo()
    known = community.fillna(0).to_numpy(dtype=np.int64)
    size = int(known.max(initial=0)) + 1
    same = known[strength.row] == known[strength.col]
    inside = np.bincount(known[strength.row[same]], weights=strength.data[same], minlength=size)
    total = np.bincount(known[strength.row], weights=strength.data, minlength=size)
    grouped = members.dropna(subset=["community"]).groupby("community")
    numbers: list[int] = grouped["community"].first().tolist()
    countries = values_by_group(overrepresented_values(community, countries_of_actors(network)))
    sectors = values_by_group(overrepresented_values(community, sectors_of_actors(network)))
    data = {
        "community": numbers,
        "label": grouped["label"].first().tolist(),
        "size": grouped.size().tolist(),
        "confidence": grouped["confidence"].mean().tolist(),
        "inside": [inside[number] / total[number] for number in numbers],
        "countries": [countries.get(number, ()) for number in numbers],
        "sectors": [sectors.get(number, ()) for number in numbers],
    }
    return typed_frame(PROFILE_COLUMNS, data)


def _numbered(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Communities from 1, the largest first; nodes are sorted by id, so the first member stands for the smallest id."""
    _, first, place, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    number = np.empty(len(sizes), dtype=np.int64)
    number[np.lexsort((first, -sizes))] = np.arange(1, len(sizes) + 1)
    return number[place]


def _against_chance(network: TwoMode, observed: float, draws: int, seed: int) -> dict[str, float]:
    found = []
    for place, drawn in enumerate(randomised_incidences(network.incidence, draws, seed=seed)):
        strength = strength_from_incidence(drawn)
        found.append(modularity(strength, leiden_partitions(strength, 1, seed=seed + 1 + place)[0]))
    return {
        "run_modularity": observed,
        "null_modularity": float(np.mean(found)) if found else float("nan"),
        "null_deviation": float(np.std(found, ddof=1)) if len(found) > 1 else float("nan"),
        "p": (1 + sum(value >= observed for value in found)) / (1 + len(found)),
    }
