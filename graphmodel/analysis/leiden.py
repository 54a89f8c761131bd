"""Leiden partitions of a weighted network, and their modularity."""

from __future__ import annotations

from typing import Any

import graspologic_native
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Matrix = csr_array[Any, tuple[int, int]]
Labels = NDArray[np.int64]

_ITERATIONS = 3


def leiden_partitions(strength: Matrix, runs: int, *, seed: int = 0) -> Labels:
    """``runs`` partitions by the Leiden algorithm (Traag, Waltman & van Eck 2019) for modularity: runs x nodes.

    Every run has a seed of its own *and* visits the nodes in an order of its own: with one order, runs agree with each
    other by habit. Labels mean nothing beyond one run. ``strength`` is symmetric without a diagonal; nodes without ties
    are alone.
    """
    random = np.random.default_rng(seed)
    size = strength.shape[0]
    found = np.empty((runs, size), dtype=np.int64)
    for run in range(runs):
        order = random.permutation(size)
        run_seed = int(random.integers(1 << 32))
        if not strength.nnz:
            found[run] = np.arange(size)
            continue
        shuffled = csr_array(strength[order][:, order])
        shuffled.sort_indices()
        _, labels = graspologic_native.leiden_csr(
            shuffled.indptr.astype(np.int64),
            shuffled.indices.astype(np.int32),
            shuffled.data.astype(np.float64),
            size,
            iterations=_ITERATIONS,
            seed=run_seed,
        )
        found[run, order] = np.fromiter((labels[node] for node in range(size)), dtype=np.int64, count=size)
    return found


def modularity(strength: Matrix, labels: Labels) -> float:
    """Strength inside communities beyond what the nodes' strengths alone would put there (Newman & Girvan 2004).

    From -1/2 to 1; 0 for a network without ties.
    """
    total = float(strength.sum())
    if not total:
        return 0.0
    _, place = np.unique(labels, return_inverse=True)
    tails = np.repeat(place, np.diff(strength.indptr))
    inside = float(strength.data[tails == place[strength.indices]].sum())
    by_community = np.bincount(place, weights=strength.sum(axis=1))
    return inside / total - float(((by_community / total) ** 2).sum())
