"""Eigenvector centrality and PageRank: an actor counts for as much as those it is tied to."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import ArpackNoConvergence, eigsh

Matrix = csr_array[Any, tuple[int, int]]

_DENSE_UP_TO = 200
_TOLERANCE = 1e-10


def pagerank_scores(strength: Matrix, *, damping: float = 0.85, tolerance: float = 1e-13) -> NDArray[np.float64]:
    """PageRank along ties in proportion to their strengths (Brin & Page 1998); sums to 1.

    A node without ties hands its share to all nodes alike. Iterated until the shares change by less than ``tolerance``
    in all, far beyond networkx's default, which stops some hundredths of a per cent to several per cent short.
    """
    size = strength.shape[0]
    total = strength.sum(axis=1)
    alone = total == 0
    step = csr_array(strength.T @ diags_array(np.where(alone, 0.0, 1.0 / np.where(alone, 1.0, total))))
    share = np.full(size, 1.0 / max(size, 1))
    while size:
        following = damping * (step @ share + share[alone].sum() / size) + (1 - damping) / size
        change = np.abs(following - share).sum()
        share = following
        if change < tolerance:
            break
    return share


def eigenvector_scores(strength: Matrix) -> NDArray[np.float64]:
    """Eigenvector centrality (Bonacich 1972): the principal eigenvector of the strengths, of length 1, never negative.

    Where the network falls into components, the one with the largest eigenvalue carries it all and the others get 0,
    which is what networkx's iteration tends to; components that tie share it as that iteration would. Without any tie
    all are 0. Values that cannot be found to ten digits are blank (``nan``), for that component.
    """
    scores = np.zeros(strength.shape[0])
    _, component = connected_components(strength, directed=False)
    total = strength.sum(axis=1)
    # No eigenvalue exceeds the largest sum of strengths: components that cannot win are never solved.
    bound = np.zeros(component.max(initial=-1) + 1)
    np.maximum.at(bound, component, total)
    members = np.split(np.argsort(component, kind="stable"), np.bincount(component).cumsum()[:-1]) if len(bound) else []
    best = 0.0
    for place in np.lexsort((np.arange(len(bound)), -bound)):
        if bound[place] == 0 or bound[place] < best * (1 - _TOLERANCE):
            break
        nodes = members[place]
        value, vector = _principal(csr_array(strength[nodes][:, nodes]))
        if value > best * (1 + _TOLERANCE):
            scores[:] = 0.0
        if value >= best * (1 - _TOLERANCE):
            scores[nodes] = vector * vector.sum()
            best = max(best, value)
    length = float(np.linalg.norm(scores))
    return scores / length if length else scores


def _principal(strength: Matrix) -> tuple[float, NDArray[np.float64]]:
    size = strength.shape[0]
    if size <= _DENSE_UP_TO:
        values, vectors = np.linalg.eigh(strength.toarray())
        return float(values[-1]), np.abs(vectors[:, -1])
    try:
        values, vectors = eigsh(strength, k=1, which="LA", v0=np.ones(size), ncv=min(size, 60), tol=0)
    except ArpackNoConvergence:
        return float(strength.sum(axis=1).max()), np.full(size, np.nan)
    return float(values[-1]), np.abs(vectors[:, -1])
