"""Groups of clusters of a given size from the ties between them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from graphmodel.analysis.consensus import connected_parts, median_partition
from graphmodel.analysis.leiden import leiden_partitions

Group = tuple[int, ...]
Matrix = csr_array[Any, tuple[int, int]]

_RUNS = 5


def groups_from_ties(ties: pd.DataFrame, sizes: tuple[int, int], *, seed: int = 0) -> list[Group]:
    """Communities of the network of ``ties`` (left, right, weight) with ``sizes[0]`` to ``sizes[1]`` members.

    A community that is too large is divided again by itself, as long as that makes it smaller. Groups do not overlap;
    each is a rising tuple of positions, and they are sorted.
    """
    if not len(ties):
        return []
    left, right, weight = (ties[name].to_numpy() for name in ("left", "right", "weight"))
    nodes, places = np.unique(np.concatenate([left, right]), return_inverse=True)
    one, other = np.split(places, 2)
    ends = np.concatenate([one, other]), np.concatenate([other, one])
    strength = csr_array((np.concatenate([weight, weight]), ends), shape=(len(nodes), len(nodes)))
    found = _divided(strength, np.arange(len(nodes)), sizes[1], seed)
    groups = (tuple(nodes[np.sort(part)].tolist()) for part in found)
    return sorted(group for group in groups if sizes[0] <= len(group) <= sizes[1])


def _divided(strength: Matrix, nodes: np.ndarray[Any, np.dtype[np.int64]], largest: int, seed: int) -> list[Any]:
    part = csr_array(strength[nodes][:, nodes])
    labels = connected_parts(part, median_partition(leiden_partitions(part, _RUNS, seed=seed)))
    parts = [nodes[labels == label] for label in np.unique(labels)]
    if len(parts) == 1:
        return parts
    smaller = []
    for one in parts:
        smaller.extend([one] if len(one) <= largest else _divided(strength, one, largest, seed))
    return smaller
