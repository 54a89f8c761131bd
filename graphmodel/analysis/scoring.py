"""The parts of the score of a group of clusters, each from 0 to 1."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Group = Sequence[int]
Matrix = csr_array[Any, tuple[int, int]]


def sector_relatedness(sectors: Sequence[tuple[str, ...]]) -> dict[tuple[str, str], float]:
    """How often two sectors go together in one actor: the smaller of P(s given t) and P(t given s).

    This is the proximity of Hidalgo et al. (2007, Science 317:482), counted over ``sectors``, one tuple for each actor.
    1 for a sector with itself; pairs that never occur together are left out.
    """
    alone: dict[str, int] = {}
    together: dict[tuple[str, str], int] = {}
    for held in sectors:
        for one in held:
            alone[one] = alone.get(one, 0) + 1
            for other in held:
                together[one, other] = together.get((one, other), 0) + 1
    return {(one, other): count / max(alone[one], alone[other]) for (one, other), count in together.items()}


def related_sectors(left: tuple[str, ...], right: tuple[str, ...], proximity: dict[tuple[str, str], float]) -> float:
    """Relatedness of two clusters: for each sector the nearest of the other's, averaged, both ways averaged (0 to 1).

    0 where either has no known sector.
    """
    if not left or not right:
        return 0.0
    forth = sum(max(proximity.get((one, other), 0.0) for other in right) for one in left) / len(left)
    back = sum(max(proximity.get((one, other), 0.0) for one in left) for other in right) / len(right)
    return (forth + back) / 2


def group_relatedness(
    group: Group, sectors: Sequence[tuple[str, ...]], proximity: dict[tuple[str, str], float]
) -> float:
    """Mean of :func:`related_sectors` over the pairs of a group."""
    values = [
        related_sectors(sectors[one], sectors[other], proximity)
        for place, one in enumerate(group)
        for other in group[place + 1 :]
    ]
    return sum(values) / len(values)


def group_complementarity(partners: Matrix) -> float:
    """Mean over members of the share of its partners that no other member has (0 to 1).

    ``partners`` is 0/1 with a row for each member, the group's own members left out of its columns. A member without
    partners counts as 0.
    """
    holders = np.bincount(partners.indices, minlength=partners.shape[1])
    degree = np.diff(partners.indptr)
    of_member = np.repeat(np.arange(partners.shape[0]), degree)
    only = np.bincount(of_member, weights=holders[partners.indices] == 1, minlength=partners.shape[0])
    return float(np.mean(only / np.maximum(degree, 1)))


def country_spread(countries: Sequence[object]) -> float:
    """The chance that two different members are from different countries (0 to 1); unknown ones never differ."""
    pairs = [
        isinstance(one, str) and isinstance(other, str) and one != other
        for place, one in enumerate(countries)
        for other in countries[place + 1 :]
    ]
    return sum(pairs) / len(pairs)


def group_coverage(group: Group, incidence: Matrix) -> float:
    """The largest share of the group that took part in one and the same event (0 to 1)."""
    columns = csr_array(incidence[list(group)]).indices
    return int(np.bincount(columns).max(initial=0)) / len(group)


def group_cohesion(tied: float, shared: NDArray[np.float64] | float, expected: float) -> NDArray[np.float64]:
    """Share of the member pairs with more in common than expected, times the part of all they share beyond that (0 to 1).

    ``tied`` is that share, ``shared`` what the pairs of the group share in all, ``expected`` what chance would give.
    """
    total = np.asarray(shared, dtype=np.float64)
    beyond = 1.0 - np.divide(expected, total, out=np.ones_like(total), where=total > 0)
    return np.asarray(tied * np.clip(beyond, 0.0, 1.0))


def group_surprise(shared: float, expected: float) -> float:
    """How far ``shared`` lies above ``expected``: the deviance of Poisson's law, 0 where it does not.

    2 (s ln(s/e) - (s - e)). Unlike a difference or a ratio it can be compared between small and large groups.
    """
    if shared <= expected:
        return 0.0
    return 2.0 * (shared * math.log(shared / expected) - (shared - expected)) if expected > 0 else math.inf
