"""How near every actor is to one actor whom it has not worked with, by the partners they have in common.

Two readings of the same neighbourhood. The collaboration graph, in which a joint event is one edge however often people
met: common partners, Adamic-Adar, resource allocation. And a walk through the events themselves, after Newman's weights:
there a consortium of fifty passes on a fiftieth of what an event of two does.

Only the rows of the one actor and of its partners are ever computed, never all pairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graphmodel.twomode import TwoMode

Numbers = NDArray[np.float64]
Matrix = csr_array[Any, tuple[int, int]]


@dataclass(frozen=True, eq=False)
class Nearness:
    """One number for each actor of a network, seen from one of them (0 for itself and for its partners).

    ``partners``: positions of those it shares an event with, rising. ``common``: partners in common.
    ``adamic_adar``: sum over these of 1/log(degree) (Adamic and Adar 2003). ``resource_allocation``: sum of 1/degree (Zhou,
    Lü and Zhang 2009). ``walk``: chance from 0 to 1 to get there in two steps, each to a joint event of one's own, drawn by
    lot, and on to one of the others in it, drawn by lot.
    """

    partners: NDArray[np.int64]
    common: NDArray[np.int64]
    adamic_adar: Numbers
    resource_allocation: Numbers
    walk: Numbers


def nearness_to_actor(network: TwoMode, place: int) -> Nearness:
    """How near all actors are to the one at the position ``place``, by common partners and by walks through events.

    >>> import pandas as pd
    >>> from graphmodel.twomode import two_mode
    >>> ties = pd.DataFrame([("you", "p"), ("x", "p"), ("x", "q"), ("they", "q")], columns=["actor", "event"])
    >>> network = two_mode(ties[["actor"]].drop_duplicates().rename(columns={"actor": "id"}),
    ...                    pd.DataFrame({"id": ["p", "q"]}), ties)
    >>> found = nearness_to_actor(network, 2)
    >>> network.actors["id"].tolist(), found.common.tolist(), found.walk.tolist()
    (['they', 'x', 'you'], [1, 0, 0], [0.5, 0.0, 0.0])
    """
    joint, share = joint_events_with_shares(network)
    own = csr_array(joint[[place]])
    partners = np.setdiff1d((own @ joint.T).tocsr().indices, [place]).astype(np.int64)
    reach = csr_array(joint[partners] @ joint.T)
    reach.data[:] = 1
    # Whoever takes part in an event meets itself there: that is no partner.
    degree = np.diff(reach.indptr) - 1
    common = np.asarray(reach.sum(axis=0), dtype=np.int64)
    there = csr_array(reach.T)
    # The one actor is itself a partner of each, so that nobody with a second partner has a degree below two.
    adamic_adar = there @ (1.0 / np.log(np.maximum(degree, 2)))
    allocation = there @ (1.0 / np.maximum(degree, 1))
    walk = _two_steps(joint, share, own, partners)
    for scores in (common, adamic_adar, allocation, walk):
        scores[partners] = 0
        scores[place] = 0
    return Nearness(partners, common, adamic_adar, allocation, walk)


def joint_events_with_shares(network: TwoMode) -> tuple[Matrix, Numbers]:
    """The incidence without the events that have one actor only (their columns are empty), and 1/(n - 1) of each event."""
    sizes = network.incidence.sum(axis=0)
    columns = network.incidence.indices
    kept = sizes[columns] > 1
    starts = np.concatenate([[0], np.cumsum(kept)])[network.incidence.indptr]
    joint = csr_array((np.ones(int(kept.sum())), columns[kept], starts), shape=network.incidence.shape)
    return joint, 1.0 / np.maximum(sizes - 1, 1).astype(np.float64)


def _two_steps(joint: Matrix, share: Numbers, own: Matrix, partners: NDArray[np.int64]) -> Numbers:
    """Chance of each actor to be reached in two steps; wrong for the partners themselves, who are no question here."""
    events = np.maximum(np.diff(joint.indptr), 1)
    first = np.zeros(joint.shape[0])
    if len(partners):
        of_event = np.zeros(joint.shape[1])
        of_event[own.indices] = share[own.indices] / len(own.indices)
        first[partners] = joint[partners] @ of_event
    passed_on = (joint.T @ (first / events)) * share
    return np.asarray(joint @ passed_on, dtype=np.float64)
