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

Matrix = csr_array[Any, tuple[int, int]]
Positions = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Chance:
    """What chance makes of several kinds of ties: a null distribution for each, and some of the draws themselves.

    A kind of tie is a 0/1 matrix of clusters x things they may share. ``samples`` holds, for each sampled draw, one
    such matrix for each kind.
    """

    nulls: tuple[PooledNull, ...]
    samples: tuple[tuple[Matrix, ...], ...]


def chance_of_ties(kinds: Sequence[Matrix], draws: int, samples: int, *, seed: int) -> Chance:
    """Draw every kind of tie anew ``draws`` times, row and column sums kept; keep ``samples`` of the draws, spread evenly."""
    nulls = tuple(PooledNull(np.diff(kind.indptr).astype(np.int64)) for kind in kinds)
    kept: list[tuple[Matrix, ...]] = []
    every = max(draws // max(samples, 1), 1)
    generators = (randomised_incidences(kind, draws, seed=seed + place) for place, kind in enumerate(kinds))
    for number, drawn in enumerate(zip(*generators, strict=True)):
        for null, matrix in zip(nulls, drawn, strict=True):
            null.add(*shared_counts(matrix))
        if number % every == 0 and len(kept) < samples:
            kept.append(drawn)
    return Chance(nulls, tuple(kept))


def ties_beyond_chance(kinds: Sequence[Matrix], chance: Chance, level: float) -> pd.DataFrame:
    """Pairs of clusters that share more of some kind than chance: left < right (rows), weight; sorted.

    A pair is kept where q (Benjamini and Hochberg for discrete tests) of at least one kind is up to ``level`` divided
    by the number of kinds. ``weight`` adds up, over those kinds, the part of what they share that chance does not
    explain: 1 - expected/shared.
    """
    found = []
    for kind, null in zip(kinds, chance.nulls, strict=True):
        left, right, shared = shared_counts(kind)
        q = null.adjusted(null.tail(left, right, shared))
        kept = q <= level / len(kinds)
        left, right, shared = left[kept], right[kept], shared[kept]
        weight = 1.0 - null.expected(left, right) / shared
        found.append(pd.DataFrame({"left": left, "right": right, "weight": weight}))
    ties = pd.concat(found, ignore_index=True).groupby(["left", "right"], as_index=False).sum()
    return ties[ties["weight"] > 0].reset_index(drop=True)


def shared_counts(kind: Matrix) -> tuple[Positions, Positions, Positions]:
    """Pairs of rows with something in common: left < right, and how much."""
    upper = triu(kind @ kind.T, k=1).tocoo()
    return upper.row.astype(np.int64), upper.col.astype(np.int64), upper.data.astype(np.int64)
