"""How surprising an overlap is, and what remains of that when thousands of pairs were looked at."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln


def hypergeometric_tail(shared: ArrayLike, left: ArrayLike, right: ArrayLike, total: int) -> NDArray[np.float64]:
    """The chance that two sets share at least ``shared`` of ``total`` things if each was drawn by lot.

    ``left`` and ``right`` are the sizes of the sets. This is the right law only where things are joined independently
    of one another: memberships, projects; not partners, who come by the consortium.

    >>> hypergeometric_tail([1], [1], [2], total=4).round(12).tolist()
    [0.5]
    """
    cases = np.column_stack(np.broadcast_arrays(*map(np.atleast_1d, (shared, left, right)))).astype(np.int64)
    # Few distinct cases stand for many pairs.
    distinct, place = np.unique(cases.reshape(-1, 3), axis=0, return_inverse=True)
    least, one, other = distinct.T.astype(np.float64)
    # Summed away from the mean, where terms fall: from the value upwards, or from below it downwards.
    above = least * total > one * other
    first = np.where(above, least, least - 1)
    possible = (first >= np.maximum(0, one + other - total)) & (first <= np.minimum(one, other))
    term = np.where(
        possible, np.exp(_log_chance(np.where(possible, first, np.minimum(one, other)), one, other, total)), 0
    )
    summed = np.zeros(len(distinct))
    while term.any():
        summed += term
        neither = total - one - other + first
        gained = np.where(above, (one - first) * (other - first), first * neither)
        lost = np.where(above, (first + 1) * (neither + 1), (one - first + 1) * (other - first + 1))
        term = term * gained / np.where(lost > 0, lost, 1)
        first += np.where(above, 1, -1)
    return np.clip(np.where(above, summed, 1.0 - summed), 0.0, 1.0)[place.ravel()]


def _log_chance(
    shared: NDArray[np.float64], left: NDArray[np.float64], right: NDArray[np.float64], total: int
) -> NDArray[np.float64]:
    """Logarithm of the chance of exactly ``shared``: C(left, shared) C(total - left, right - shared) / C(total, right)."""
    return _log_choose(left, shared) + _log_choose(total - left, right - shared) - _log_choose(total + 0 * left, right)


def _log_choose(of: NDArray[np.float64], chosen: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(gammaln(of + 1) - gammaln(chosen + 1) - gammaln(of - chosen + 1), dtype=np.float64)


def benjamini_hochberg(p: ArrayLike, *, tested: int | None = None) -> NDArray[np.float64]:
    """Values q: among the pairs with q up to 0.05, at most 5 % are expected to be chance (Benjamini & Hochberg 1995).

    ``tested`` is how many pairs were looked at in all; those not given in ``p`` (with nothing in common) have p = 1.

    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.02], tested=5).round(3).tolist()
    [0.05, 0.05, 0.05, 0.05]
    """
    values = np.atleast_1d(np.asarray(p, dtype=np.float64))
    count = len(values) if tested is None else tested
    order = np.argsort(values, kind="stable")
    stepped = values[order] * count / np.arange(1, len(values) + 1)
    q = np.empty(len(values))
    q[order] = np.minimum(np.minimum.accumulate(stepped[::-1])[::-1], 1.0)
    return q


def discrete_benjamini_hochberg(
    p: NDArray[np.float64], possible: NDArray[np.float64], tests: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Benjamini and Hochberg's q for tests whose p takes few values (Heyse 2011, JSM Proceedings: 3071).

    Most pairs of clusters have so few events that no overlap could make their p small, and multiplying by *all* pairs
    would punish the others for them. In the place of (number of pairs) x t, the false finds to expect at a threshold t
    are the sum over all pairs of the largest possible p up to t: never more, often far less.

    ``possible`` holds a row for each kind of test with every value its p can take, falling; ``tests`` says how many
    tests of that kind there are; ``p`` are the values observed, those of 1 may be left out.

    >>> discrete_benjamini_hochberg(np.array([0.01]), np.array([[1.0, 0.01], [1.0, 0.2]]), np.array([2, 500])).tolist()
    [0.02]
    """
    rising = possible[:, ::-1]
    steps = np.diff(rising, axis=1, prepend=0.0) * tests[:, np.newaxis]
    order = np.argsort(rising, axis=None, kind="stable")
    expected = np.concatenate([[0.0], steps.ravel()[order].cumsum()])
    ranked = np.argsort(p, kind="stable")
    false_finds = expected[np.searchsorted(rising.ravel()[order], p[ranked], side="right")]
    stepped = false_finds / np.arange(1, len(p) + 1)
    q = np.empty(len(p))
    q[ranked] = np.minimum(np.minimum.accumulate(stepped[::-1])[::-1], 1.0)
    return q
