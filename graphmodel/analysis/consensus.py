"""One partition out of many, and how far the many agree with it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Labels = NDArray[np.int64]
Matrix = csr_array[Any, tuple[int, int]]

_MOST_SWEEPS = 20


def median_partition(partitions: Labels) -> Labels:
    """The partition that agrees best with the given ones (runs x nodes), pair of nodes by pair of nodes.

    With D the share of runs in which two nodes are together (co-association), it maximises the sum of D - 1/2 over all
    pairs it puts together: the median for the distance of Mirkin (1964) and Rand (1971). The search starts from the
    run that does best and moves nodes, those that were never separated as one, as long as the sum grows.
    """
    signatures, group, size = np.unique(partitions.T, axis=0, return_inverse=True, return_counts=True)
    weight = size.astype(np.float64)
    scores = [_agreement(partitions, labels) for labels in partitions]
    start = partitions[int(np.argmax(scores))]
    of_group = np.zeros(len(size), dtype=np.int64)
    of_group[group.ravel()] = start
    for _ in range(_MOST_SWEEPS):
        if not _improved(signatures, weight, of_group):
            break
    return np.asarray(of_group[group.ravel()], dtype=np.int64)


def membership_confidence(partitions: Labels, labels: Labels) -> NDArray[np.float64]:
    """For each node, in what share of the runs it was with another of its community, on average over them (0 to 1).

    For a node that is a community of its own: in what share of the runs it was alone.
    """
    together = np.zeros(len(labels))
    alone = np.zeros(len(labels))
    for run in partitions:
        _, inside, counts = np.unique(np.column_stack([labels, run]), axis=0, return_inverse=True, return_counts=True)
        together += counts[inside.ravel()] - 1
        alone += np.bincount(run)[run] == 1
    size = np.bincount(labels)[labels]
    runs = len(partitions)
    return np.where(size == 1, alone, together / np.maximum(size - 1, 1)) / max(runs, 1)


def connected_parts(strength: Matrix, labels: Labels) -> Labels:
    """The same partition with every community split into its connected parts."""
    tails = np.repeat(np.arange(len(labels)), np.diff(strength.indptr))
    inside = labels[tails] == labels[strength.indices]
    kept = csr_array((strength.data[inside], (tails[inside], strength.indices[inside])), shape=strength.shape)
    return np.asarray(connected_components(kept, directed=False)[1], dtype=np.int64)


def adjusted_rand(left: Labels, right: Labels) -> float:
    """How alike two partitions are: 1 for equal ones, about 0 for unrelated ones (Hubert & Arabie 1985)."""
    cells = np.unique(np.column_stack([left, right]), axis=0, return_counts=True)[1]
    both, one, other = (
        float((counts * (counts - 1) / 2).sum()) for counts in (cells, np.bincount(left), np.bincount(right))
    )
    pairs = len(left) * (len(left) - 1) / 2
    chance = one * other / pairs if pairs else 0.0
    most = (one + other) / 2
    return (both - chance) / (most - chance) if most != chance else 1.0


def _agreement(partitions: Labels, labels: Labels) -> float:
    """Sum of (share of runs together - 1/2) over the pairs that ``labels`` puts together."""
    wide = np.int64(partitions.shape[1] + 1)
    together = 0.0
    for run in partitions:
        cells = np.unique(labels * wide + run, return_counts=True)[1]
        together += float((cells * (cells - 1) / 2).sum())
    sizes = np.bincount(labels)
    return together / len(partitions) - float((sizes * (sizes - 1) / 4).sum())


def _improved(signatures: Labels, weight: NDArray[np.float64], labels: Labels) -> bool:
    """Move each group of nodes once, in order, to where it agrees best; whether any moved."""
    moved = False
    for place, signature in enumerate(signatures):
        gain = weight * ((signatures == signature).mean(axis=1) - 0.5)
        gain[place] = 0.0
        # The last entry is an empty community, so that a group may also leave for one of its own.
        by_label = np.bincount(labels, weights=gain, minlength=labels.max() + 2)
        best = int(np.argmax(by_label))
        if by_label[best] > by_label[labels[place]] + 1e-9:
            labels[place] = best
            moved = True
    return moved
