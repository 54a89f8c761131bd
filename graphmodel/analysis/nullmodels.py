"""What chance alone would do: the same network with its ties drawn anew.

Every actor keeps its number of events and every event its number of actors; who meets whom is left to the dice. So
large consortia and busy actors explain what they can, and only the rest counts as a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Matrix = csr_array[Any, tuple[int, int]]
Positions = NDArray[np.int64]

#: Rounds of trades between one draw and the next; in each, every actor trades with one other.
_ROUNDS = 10


def randomised_incidences(incidence: Matrix, draws: int, *, seed: int = 0) -> Iterator[Matrix]:
    """``draws`` random 0/1 matrices with the row and column sums of ``incidence``.

    Rows are paired at random and each pair shuffles what only one of the two has (global curveball trades: Strona et
    al. 2014, Nature Communications 5:4114; Carstens et al. 2018, ESA 30:11; all matrices are equally likely in the
    end). The walk starts from the observed matrix at a random place of the sequence and goes on from it in both
    directions, so that the observed matrix is exchangeable with the draws and p = (1 + k)/(1 + T), k of T draws at
    least as extreme, is valid however slowly the walk mixes (Besag & Clifford 1989, Biometrika 76:633).
    """
    random = np.random.default_rng(seed)
    observed = csr_array(incidence)
    observed.sort_indices()
    before = int(random.integers(draws + 1))
    for length in (before, draws - before):
        rows = np.repeat(np.arange(observed.shape[0]), np.diff(observed.indptr))
        columns = observed.indices.astype(np.int64)
        for _ in range(length):
            for _ in range(_ROUNDS):
                rows, columns = _traded(rows, columns, observed.shape, random)
            order = np.lexsort((columns, rows))
            # Row sums never change, so neither does indptr.
            yield csr_array((observed.data, columns[order], observed.indptr), shape=observed.shape)


def _traded(
    rows: Positions, columns: Positions, shape: tuple[int, int], random: np.random.Generator
) -> tuple[Positions, Positions]:
    """One round: rows are paired, and each pair deals out anew what only one of the two holds."""
    size, width = shape
    pair = random.permutation(size) // 2
    order = np.argsort(pair[rows] * width + columns)
    rows, columns = rows[order], columns[order]
    of_pair = pair[rows]
    twin = (of_pair[1:] == of_pair[:-1]) & (columns[1:] == columns[:-1])
    alone = np.ones(len(rows), dtype=bool)
    alone[1:] &= ~twin
    alone[:-1] &= ~twin
    mine, theirs = rows[alone], of_pair[alone]
    # Dealing: the row indices of a pair's own ties are shuffled over its ties.
    dealt = mine[np.argsort(theirs + random.random(len(mine)))]
    rows = rows.copy()
    rows[alone] = dealt
    return rows, columns
