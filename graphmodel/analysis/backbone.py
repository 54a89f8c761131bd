"""Which clusters are tied more than chance would tie them, kind of tie by kind of tie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from graphmodel.analysis.nullmodels import randomised_incidences
from graphmodel.analysis.pooling import PooledNull
from graphmodel.analysis.significance import discrete_benjamini_hochberg

Matrix = csr_array[Any, tuple[int, int]]
Positions = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Chance:
    """What chance makes of several kinds of ties: a null distribution for each, and some of the draws themselves.

    A kind of tie is a 0/1 matrix of clusters x things they may share. ``tails`` are those of :meth:`PooledNull.rare_tails`
    for each kind. ``samples`` holds, for each sampled draw, one matrix for each kind.
    """

    nulls: tuple[PooledNull, ...]
    tails: tuple[tuple[NDArray[np.float64], Positions], ...]
    samples: tuple[tuple[Matrix, ...], ...]


def chance_of_ties(kinds: Sequence[Matrix], draws: int, samples: int, *, seed: int) -> Chance:
    """Draw every kind of tie anew ``draws`` times, row and column sums kept; keep ``samples`` draws, evenly spread."""
    nulls = tuple(PooledNull(np.diff(kind.indptr).astype(np.int64)) for kind in kinds)
    kept: list[tuple[Matrix, ...]] = []
    every = max(draws // max(samples, 1), 1)
    generators = (randomised_incidences(kind, draws, seed=seed + place) for place, kind in enumerate(kinds))
    for number, drawn in enumerate(zip(*generators, strict=True)):
        for null, matrix in zip(nulls, drawn, strict=True):
            null.add(*shared_counts(matrix))
        if number % every == 0 and len(kept) < samples:
            kept.append(drawn)
    return Chance(nulls, tuple(null.rare_tails() for null in nulls), tuple(kept))


def ties_against_chance(kinds: Sequence[Matrix], chance: Chance) -> pd.DataFrame:
    """Pairs of clusters that share anything: left < right (rows), weight, q; sorted.

    ``q`` is how large a part of the ties up to this one may be chance (:func:`.significance.discrete_benjamini_hochberg`;
    the smallest of the kinds of ties, times the number of kinds there are any of). ``weight`` adds up, over the kinds,
    the part of what they share that chance does not explain: 1 - expected/shared; pairs without any are left out.
    """
    found = []
    present = sum(kind.nnz > 0 for kind in kinds)
    for kind, null, (tails, tests) in zip(kinds, chance.nulls, chance.tails, strict=True):
        left, right, shared = shared_counts(kind)
        q = discrete_benjamini_hochberg(tails[null.classes(left, right), shared], tails, tests) * present
        weight = np.maximum(1.0 - null.expected(left, right) / shared, 0.0)
        found.append(pd.DataFrame({"left": left, "right": right, "weight": weight, "q": q}))
    pairs = pd.concat(found, ignore_index=True).groupby(["left", "right"], as_index=False)
    ties = pairs.agg(weight=("weight", "sum"), q=("q", "min"))
    return ties[ties["weight"] > 0].reset_index(drop=True)


def shared_counts(kind: Matrix) -> tuple[Positions, Positions, Positions]:
    """Pairs of rows with something in common: left < right, and how much."""
    upper = triu(kind @ kind.T, k=1).tocoo()
    return upper.row.astype(np.int64), upper.col.astype(np.int64), upper.data.astype(np.int64)
