"""Core numbers: how deep in the network an actor sits."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array


def core_numbers(adjacency: csr_array[Any, tuple[int, int]]) -> NDArray[np.int64]:
    """The largest k such that the node belongs to a part in which everybody has at least k ties (Seidman 1983).

    ``adjacency`` is symmetric without a diagonal; only where it has entries counts. Nodes with the fewest ties left are
    peeled off together, layer by layer.
    """
    degree = np.diff(adjacency.indptr).astype(np.int64)
    core = np.zeros(len(degree), dtype=np.int64)
    left = np.ones(len(degree), dtype=bool)
    while left.any():
        level = int(degree[left].min())
        layer: NDArray[np.int64] = np.flatnonzero(left & (degree <= level)).astype(np.int64)
        while len(layer):
            core[layer], left[layer] = level, False
            neighbours = adjacency[layer].indices
            np.subtract.at(degree, neighbours, 1)
            touched = np.unique(neighbours).astype(np.int64)
            layer = touched[left[touched] & (degree[touched] <= level)]
    return core
