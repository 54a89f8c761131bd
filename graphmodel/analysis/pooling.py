"""Null distributions of pairs, pooled over pairs that chance cannot tell apart.

When every row keeps its sum and all else is drawn by lot, two pairs whose rows have the same two sums follow one law. A
thousand draws then give a pair not a thousand values but a thousand for each pair like it, which is what makes small p
reachable where thousands of pairs are tested.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc

_Counts = NDArray[np.int64]
#: Values of one class of pairs stand next to each other in one sorted array; no value reaches this.
_STRIDE = 1 << 32
_PENDING = 64
#: So many draws that reach a value say well enough how often it comes by chance.
_FEW = 10


class PooledNull:
    """Collects what draws of a null model give for pairs of rows, and answers for observed values.

    ``sums`` are the row sums. Values are counts; a pair that is not named in a draw has 0 in it.
    """

    def __init__(self, sums: _Counts) -> None:
        distinct, self._class_of_row, members = np.unique(sums, return_inverse=True, return_counts=True)
        self._sums = sums
        self._width = len(distinct)
        pairs = np.outer(members, members)
        np.fill_diagonal(pairs, members * (members - 1) // 2)
        self._pairs = np.triu(pairs).ravel()
        self._draws = 0
        self._sum = np.zeros(self._width**2)
        self._keys = np.zeros(0, dtype=np.int64)
        self._counts = np.zeros(0, dtype=np.int64)
        self._pending: list[tuple[_Counts, _Counts]] = []

    def add(self, left: _Counts, right: _Counts, value: _Counts) -> None:
        """One draw: pairs (row positions, each pair once) with their values; pairs left out have 0."""
        places = self.classes(left, right)
        self._sum += np.bincount(places, weights=value, minlength=self._width**2)
        self._pending.append(_tallied(places * _STRIDE + value, np.ones(len(places), dtype=np.int64)))
        self._draws += 1
        if len(self._pending) >= _PENDING:
            self._settle()

    def expected(self, left: _Counts, right: _Counts) -> NDArray[np.float64]:
        """The mean over all draws and all pairs of the same two row sums."""
        places = self.classes(left, right)
        return self._sum[places] / np.maximum(self._pairs[places] * self._draws, 1)

    def tail(self, left: _Counts, right: _Counts, value: _Counts) -> NDArray[np.float64]:
        """The chance of at least ``value``: (1 + k)/(1 + T), k of T values drawn for such pairs reach it."""
        self._settle()
        return np.where(value > 0, self._tail_of_classes(self.classes(left, right), value), 1.0)

    def classes(self, left: _Counts, right: _Counts) -> _Counts:
        """Rows of :meth:`rare_tails`, one for each pair."""
        one, other = self._class_of_row[left], self._class_of_row[right]
        return np.asarray(np.minimum(one, other) * self._width + np.maximum(one, other), dtype=np.int64)

    def rare_tails(self) -> tuple[NDArray[np.float64], _Counts]:
        """For each class of pairs the chance of at least 0, 1, 2 ... shared things, and how many pairs the class has.

        For counts of independent rare things, such as joint events. Where fewer than ten draws reach a value, the law of
        Poisson with the mean drawn takes over if it says less than 1/T can: such counts vary less than Poisson's law
        allows, so that its tail is an upper bound (Anderson & Samuels 1967). Without it, p could not fall below 1/T.
        """
        self._settle()
        most = int(np.sort(self._sums)[-2]) if len(self._sums) > 1 else 0
        classes, values = np.divmod(np.arange(len(self._pairs) * (most + 1)), most + 1)
        drawn = self._tail_of_classes(classes, values)
        mean = (1 + self._sum) / (1 + self._pairs * self._draws)
        poisson = gammainc(np.maximum(values, 1), mean[classes])
        often = drawn * (1 + self._pairs[classes] * self._draws) - 1 >= _FEW
        tails = np.where(often, drawn, np.minimum(drawn, poisson))
        tails[values == 0] = 1.0
        return tails.reshape(len(self._pairs), most + 1), self._pairs

    def _tail_of_classes(self, places: _Counts, value: _Counts) -> NDArray[np.float64]:
        running = np.concatenate([[0], self._counts.cumsum()])
        end = np.searchsorted(self._keys, (places + 1) * _STRIDE)
        reached = running[end] - running[np.searchsorted(self._keys, places * _STRIDE + value)]
        return np.asarray((1 + reached) / (1 + self._pairs[places] * self._draws), dtype=np.float64)

    def _settle(self) -> None:
        keys, counts = zip((self._keys, self._counts), *self._pending, strict=True)
        self._keys, self._counts = _tallied(np.concatenate(keys), np.concatenate(counts))
        self._pending.clear()


def _tallied(keys: _Counts, counts: _Counts) -> tuple[_Counts, _Counts]:
    distinct, place = np.unique(keys, return_inverse=True)
    return distinct, np.bincount(place, weights=counts, minlength=len(distinct)).astype(np.int64)
