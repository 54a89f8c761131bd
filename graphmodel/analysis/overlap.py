"""Overlap of clusters, in its three kinds, which are never added up.

**Shared members**: organisations that belong to both. **Joint events**: projects, or alliances, that both take part in.
**Indirect partners**: organisations that each of the two works with *apart from the other*. Counting partners met in a
joint project would count one consortium once for every partner in it.

Each kind has its own law of chance. Memberships and projects are joined one by one, so the hypergeometric law says how
many two clusters would share by lot. Partners come by the consortium; there the whole network is drawn anew.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graphmodel.analysis.frames import typed_frame
from graphmodel.analysis.nullmodels import randomised_incidences
from graphmodel.analysis.pairing import indirect_partner_counts, indirect_partners_by_pair, joint_columns
from graphmodel.analysis.pooling import PooledNull
from graphmodel.analysis.selection import chosen_clusters
from graphmodel.analysis.significance import benjamini_hochberg, hypergeometric_tail
from graphmodel.twomode import TwoMode

Matrix = csr_array[Any, tuple[int, int]]
Positions = NDArray[np.int64]

#: Column -> form of all three frames.
OVERLAP_COLUMNS = {
    **dict.fromkeys(("left", "left_name", "right", "right_name"), "text"),
    **dict.fromkeys(("left_count", "right_count", "shared"), "count"),
    **dict.fromkeys(("jaccard", "overlap", "expected", "p", "q"), "number"),
    "evidence": "texts",
}
#: q up to which ``attrs["significant"]`` counts.
LEVEL = 0.05


def shared_members(memberships: TwoMode) -> pd.DataFrame:
    """Clusters with members in common. ``memberships``: members are the actors, clusters the events.

    Columns: left, left_name, right, right_name (clusters); left_count, right_count (members of each), shared; jaccard
    (shared of the members of either, 0 to 1), overlap (shared of the members of the smaller; Szymkiewicz-Simpson, 0 to
    1); expected (shared members if each drew its own by lot from all organisations that are members anywhere), p (chance
    of at least as many; hypergeometric law), q (p after Benjamini and Hochberg over *all* pairs of clusters with members,
    those that share none included); evidence (ids of the shared members).

    One row for each pair that shares anything; sorted by p, shared (falling), left, right. ``attrs``: compared
    (clusters), tested (pairs), universe (organisations), significant (pairs with q up to 0.05), law.
    """
    return _direct(csr_array(memberships.incidence.T), memberships.events, memberships.actors["id"])


def joint_events(participations: TwoMode, clusters: Collection[str] | None = None) -> pd.DataFrame:
    """Clusters that take part in the same events: projects, alliances, or both, as the network holds.

    ``clusters`` are ids of actors, by default all actors labelled Cluster. Columns, order and ``attrs`` as in
    :func:`shared_members`, with events in the place of members. The universe is the events that any of the clusters
    takes part in: measured against all events of a register, any two clusters would look close.
    """
    rows = chosen_clusters(participations, clusters)
    return _direct(
        csr_array(participations.incidence[rows]), participations.actors.iloc[rows], participations.events["id"]
    )


def indirect_partners(
    participations: TwoMode, clusters: Collection[str] | None = None, *, draws: int = 200, seed: int = 0
) -> pd.DataFrame:
    """Clusters that work with the same organisations, each in events that the other is not in.

    ``participations`` must hold *all* actors of the events, not clusters alone; ``clusters`` as in :func:`joint_events`.
    Columns and order as in :func:`shared_members`: left_count and right_count are partners apart from the other
    cluster, shared and evidence those of both. expected and p come from ``draws`` random networks in which every actor
    keeps its number of events and every event its number of actors: p = (1 + k)/(1 + T), where k of T pairs drawn, of
    clusters with as many events as these two, share at least as many. q is over all pairs of clusters with an event.

    ``attrs`` also: draws, seed. A few hundredths of a second a draw for 300 clusters among 1,500 actors.
    """
    rows = chosen_clusters(participations, clusters)
    incidence = participations.incidence
    sums = np.diff(incidence.indptr)[rows].astype(np.int64)
    rows, sums = rows[sums > 0], sums[sums > 0]
    null = PooledNull(sums)
    pairs, who = indirect_partners_by_pair(incidence, rows)
    if len(pairs):
        for drawn in randomised_incidences(incidence, draws, seed=seed):
            null.add(*indirect_partner_counts(drawn, rows))
    left, right, shared = (pairs[name].to_numpy() for name in ("left", "right", "shared"))
    evidence = _split(participations.actors["id"].to_numpy(dtype=object)[who["who"]], shared)
    names = participations.actors.iloc[rows]
    law = "random networks with the same number of events for every actor and of actors for every event"
    attrs = {"universe": int(np.count_nonzero(np.diff(incidence.indptr))), "law": law, "draws": draws, "seed": seed}
    return _frame(names, pairs, null.expected(left, right), null.tail(left, right, shared), evidence, attrs)


def _direct(incidence: Matrix, things: pd.DataFrame, column_ids: pd.Series) -> pd.DataFrame:
    """Overlap of the rows of a 0/1 matrix by the columns they share, against the hypergeometric law."""
    sums = np.diff(incidence.indptr)
    incidence, things = csr_array(incidence[np.flatnonzero(sums)]), things[sums > 0]
    sums = sums[sums > 0]
    universe = len(np.unique(incidence.indices))
    joint = joint_columns(incidence)
    pairs = joint.groupby(["left", "right"], as_index=False).agg(shared=("column", "size"))
    left, right, shared = (pairs[name].to_numpy() for name in ("left", "right", "shared"))
    pairs["left_count"], pairs["right_count"] = sums[left], sums[right]
    expected = sums[left].astype(np.float64) * sums[right] / max(universe, 1)
    evidence = _split(column_ids.to_numpy(dtype=object)[joint["column"]], shared)
    attrs = {"universe": universe, "law": "hypergeometric"}
    p = hypergeometric_tail(shared, sums[left], sums[right], universe)
    return _frame(things, pairs, expected, p, evidence, attrs)


def _split(ids: NDArray[np.object_], sizes: Positions) -> list[tuple[str, ...]]:
    return [tuple(part) for part in np.split(ids, sizes.cumsum()[:-1])] if len(sizes) else []


def _frame(
    things: pd.DataFrame,
    pairs: pd.DataFrame,
    expected: NDArray[np.float64],
    p: NDArray[np.float64],
    evidence: Sequence[tuple[str, ...]],
    attrs: dict[str, Any],
) -> pd.DataFrame:
    tested = len(things) * (len(things) - 1) // 2
    q = benjamini_hochberg(p, tested=tested)
    smaller = np.minimum(pairs["left_count"], pairs["right_count"])
    either = pairs["left_count"] + pairs["right_count"] - pairs["shared"]
    data = {
        **{end: things["id"].to_numpy()[pairs[end]] for end in ("left", "right")},
        **{f"{end}_name": things["name"].to_numpy()[pairs[end]] for end in ("left", "right")},
        **{name: pairs[name] for name in ("left_count", "right_count", "shared")},
        "jaccard": pairs["shared"] / either,
        "overlap": pairs["shared"] / smaller,
        "expected": expected,
        "p": p,
        "q": q,
        "evidence": list(evidence),
    }
    attrs = {"compared": len(things), "tested": tested, "significant": int((q <= LEVEL).sum()), "level": LEVEL, **attrs}
    frame = typed_frame(OVERLAP_COLUMNS, data)
    ordered = frame.sort_values(
        ["p", "shared", "left", "right"], ascending=[True, False, True, True], ignore_index=True
    )
    ordered.attrs.update(attrs)
    return ordered
