"""Null distributions of pairs, pooled over pairs that chance cannot tell apart.

When every row keeps its sum and all else is drawn by lot, two pairs whose rows have the same two sums follow one law. A
thousand draws then give a pair not a thousand values but a thousand for each pair like it, which is what makes small p
reachable where thousands of pairs are tested.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_Counts = NDArray[np.int64]
#: Values of one class of pairs stand next to each other in one sorted array; no value reaches this.
_STRIDE = 1 << 32
_PENDING = 64


class PooledNull:
    """Collects what draws of a null model give for pairs of rows, and answers for observed values.

    ``sums`` are the row sums. Values are counts; a pair that is not named in a draw has 0 in it.
    """

    def __init__(self, sums: _Counts) -> None:
        distinct, self._class_of_row, members = np.unique(sums, return_inverse=True, return_counts=True)
        self._width = len(distinct)
        pairs = np.outer(members, members)
        np.fill_diagonal(pairs, members * (members - 1) // 2)
        self._pairs = pairs.ravel()
        self._draws = 0
        self._sum = np.zeros(self._width**2)
        self._keys = np.zeros(0, dtype=np.int64)
        self._counts = np.zeros(0, dtype=np.int64)
        self._pending: list[tuple[_Counts, _Counts]] = []

    def add(self, left: _Counts, right: _Counts, value: _Counts) -> None:
        """One draw: pairs (row positions, each pair once) with their values; pairs left out have 0."""
        places = self._classes(left, right)
        self._sum += np.bincount(places, weights=value, minlength=self._width**2)
        self._pending.append(_tallied(places * _STRIDE + value, np.ones(len(places), dtype=np.int64)))
        self._draws += 1
        if len(self._pending) >= _PENDING:
            self._settle()

    def expected(self, left: _Counts, right: _Counts) -> NDArray[np.float64]:
        """The mean over all draws and all pairs of the same two row sums."""
        places = self._classes(left, right)
        return self._sum[places] / np.maximum(self._pairs[places] * self._draws, 1)

    def tail(self, left: _Counts, right: _Counts, value: _Counts) -> NDArray[np.float64]:
        """The chance of at least ``value``: (1 + k)/(1 + T), k of T values drawn for such pairs reach it."""
        self._settle()
        return np.where(value > 0, self._tail_of_classes(self._classes(left, right), value), 1.0)

    def adjusted(self, p: NDArray[np.float64]) -> NDArray[np.float64]:
        """Benjamini and Hochberg's q for values of :meth:`tail`, in the form for discrete tests (Heyse 2011).

        Most pairs have so few events that no overlap could make their p small. So in the place of (number of pairs) x t,
        the false finds to expect at a threshold t are the sum over *all* pairs of what chance can reach: the largest
        possible p up to t.
        """
        self._settle()
        found = np.flatnonzero(self._pairs)
        # What each pair can reach: every value drawn, and one above all of them.
        places = np.concatenate([self._keys // _STRIDE, found])
        values = np.concatenate([self._keys % _STRIDE, np.full(len(found), _STRIDE - 1)])
        possible = self._tail_of_classes(places, values)
        order = np.lexsort((possible, places))
        places, possible = places[order], possible[order]
        before = np.concatenate([[0.0], possible[:-1]])
        step = np.where(np.concatenate([[True], places[1:] != places[:-1]]), possible, possible - before)
        rising = np.argsort(possible, kind="stable")
        reached = np.concatenate([[0.0], (step * self._pairs[places])[rising].cumsum()])
        ranked = np.argsort(p, kind="stable")
        false_finds = reached[np.searchsorted(possible[rising], p[ranked] * (1 + 1e-12), side="right")]
        q = np.empty(len(p))
        stepped = false_finds / np.arange(1, len(p) + 1)
        q[ranked] = np.minimum(np.minimum.accumulate(stepped[::-1])[::-1], 1.0)
        return q

    def _tail_of_classes(self, places: _Counts, value: _Counts) -> NDArray[np.float64]:
        running = np.concatenate([[0], self._counts.cumsum()])
        end = np.searchsorted(self._keys, (places + 1) * _STRIDE)
        reached = running[end] - running[np.searchsorted(self._keys, places * _STRIDE + value)]
        return np.asarray((1 + reached) / (1 + self._pairs[places] * self._draws), dtype=np.float64)

    def _classes(self, left: _Counts, right: _Counts) -> _Counts:
        one, other = self._class_of_row[left], self._class_of_row[right]
        return np.asarray(np.minimum(one, other) * self._width + np.maximum(one, other), dtype=np.int64)

    def _settle(self) -> None:
        keys, counts = zip((self._keys, self._counts), *self._pending, strict=True)
        self._keys, self._counts = _tallied(np.concatenate(keys), np.concatenate(counts))
        self._pending.clear()


def _tallied(keys: _Counts, counts: _Counts) -> tuple[_Counts, _Counts]:
    distinct, place = np.unique(keys, return_inverse=True)
    return distinct, np.bincount(place, weights=counts, minlength=len(distinct)).astype(np.int64)
