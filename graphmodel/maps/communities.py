"""Groups of things more densely tied among themselves than to the rest, and whether chance would do as well.

The map draws islands only where the grouping clearly beats the same ties shuffled: any network, a random one too, can be
cut into groups, and islands drawn for those would invent structure.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from graspologic_native import leiden_csr
from scipy import sparse

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

#: By how much the modularity has to exceed the best of the shuffled networks before islands are drawn.
MARGIN = 0.05
_SHUFFLES = 5
_TRIALS = 3


@dataclass(frozen=True, slots=True)
class Grouping:
    """A group per thing, its modularity, and the highest modularity found in the same ties shuffled."""

    group: Whole
    modularity: float
    chance: float

    @property
    def beats_chance(self) -> bool:
        """Whether the groups are clearly better than those of a random network with the same degrees."""
        return self.modularity > self.chance + MARGIN


def group_by_ties(ties: sparse.csr_array, seed: int, given: Whole | None = None) -> Grouping:
    """Groups by the Leiden algorithm (Traag, Waltman and van Eck 2019), or the groups given, measured against chance.

    :param ties: symmetric matrix of weights, n x n, with an empty diagonal and at least one tie.
    :param given: a group per thing from 0 up, -1 where it has none; these join the group they are most tied to.
    :return: groups numbered from 0, the largest first.
    """
    if given is None:
        group = _leiden(ties, seed)
    else:
        group = _join_nearest(ties, given)
    chance = max(modularity(null, _leiden(null, seed)) for null in shuffled(ties, seed, _SHUFFLES))
    return Grouping(_by_size(group), modularity(ties, group), chance)


def modularity(ties: sparse.csr_array, group: Whole) -> float:
    """Modularity of a grouping (Newman 2004), weighted: share of weight inside groups less what the strengths alone give.

    >>> pair = sparse.csr_array(np.array([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]], dtype=float))
    >>> modularity(pair, np.array([0, 0, 1, 1])), modularity(pair, np.array([0, 0, 0, 0]))
    (0.5, 0.0)
    """
    coo = ties.tocoo()
    total = float(coo.data.sum())
    if total == 0:
        return 0.0
    inside = float(coo.data[group[coo.row] == group[coo.col]].sum())
    strength = np.bincount(group, weights=np.asarray(ties.sum(axis=1)).ravel())
    return inside / total - float(((strength / total) ** 2).sum())


def shuffled(ties: sparse.csr_array, seed: int, times: int) -> list[sparse.csr_array]:
    """Random networks with (nearly) the same degrees and the same weights: the ends of all ties drawn anew.

    Ties of a thing to itself are left out and doubled ones merged, as in an erased configuration model.
    """
    upper = sparse.triu(ties, k=1).tocoo()
    rng = np.random.default_rng([seed, 1])
    ends = np.concatenate([upper.row, upper.col])
    nulls = []
    for _ in range(times):
        drawn = rng.permutation(ends).reshape(2, -1)
        kept = drawn[0] != drawn[1]
        row, col = drawn[:, kept]
        null = sparse.coo_array((upper.data[kept], (row, col)), shape=ties.shape).tocsr()
        nulls.append(sparse.csr_array(null + null.T))
    return nulls


def _leiden(ties: sparse.csr_array, seed: int) -> Whole:
    if ties.nnz == 0:
        return np.arange(ties.shape[0], dtype=np.int64)
    _, found = leiden_csr(
        ties.indptr.astype(np.int64),
        ties.indices.astype(np.int32),
        ties.data.astype(np.float64),
        ties.shape[0],
        seed=seed,
        trials=_TRIALS,
    )
    return np.array([found.get(i, -1 - i) for i in range(ties.shape[0])], dtype=np.int64)


def _join_nearest(ties: sparse.csr_array, given: Whole) -> Whole:
    group = given.copy()
    while (homeless := np.flatnonzero(group < 0)).size:
        housed = np.flatnonzero(group >= 0)
        shape = (len(group), int(group.max(initial=0)) + 1)
        belongs = sparse.csr_array((np.ones(len(housed)), (housed, group[housed])), shape=shape)
        pull = (ties[homeless] @ belongs).toarray()
        drawn = pull.max(axis=1) > 0
        if not drawn.any():
            _, component = sparse.csgraph.connected_components(ties, directed=False)
            group[homeless] = component[homeless] + shape[1]
        else:
            group[homeless[drawn]] = pull.argmax(axis=1)[drawn]
    return group


def _by_size(group: Whole) -> Whole:
    _, first, place, count = np.unique(group, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(count), dtype=np.int64)
    rank[np.lexsort((first, -count))] = np.arange(len(count))
    return rank[place]
