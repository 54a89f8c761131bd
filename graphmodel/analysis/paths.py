"""Betweenness, closeness and harmonic centrality along the shortest paths, where a tie is 1/strength long.

Two paths are equally short if their lengths differ by less than one part in 10^11. Lengths are sums of fractions, and
comparing them as floating-point numbers would make 1/10 + 2/10 differ from 3/10, and so count too few shortest paths.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

Matrix = csr_array[Any, tuple[int, int]]
Numbers = NDArray[np.float64]

#: Largest number of sources times arcs that is computed in full; beyond it, sources are sampled.
EXACT_UP_TO = 400_000_000
_FEWEST_SOURCES = 32
_EQUAL = 1e-11
_ARCS_AT_ONCE = 4_000_000


@dataclass(frozen=True, eq=False)
class PathMeasures:
    """Per node: each measure, its standard error (0 where exact, nan where unknown), and what it rests on."""

    betweenness: Numbers
    closeness: Numbers
    harmonic: Numbers
    betweenness_error: Numbers
    closeness_error: Numbers
    harmonic_error: Numbers
    sources: NDArray[np.int64]
    estimated: NDArray[np.bool_]


def path_measures(strength: Matrix, *, seed: int = 0, exact_up_to: int = EXACT_UP_TO) -> PathMeasures:
    """Betweenness, closeness and harmonic centrality of every node of a symmetric matrix of strengths.

    Definitions and scales are networkx's: betweenness divided by (n - 1)(n - 2)/2 (Freeman 1977, computed after Brandes
    2001); closeness with the factor of Wasserman and Faust for components; harmonic as a plain sum of 1/distance.

    A component with more than ``exact_up_to`` sources x arcs is computed from a random sample of sources (Brandes & Pich
    2007; Eppstein & Wang 2004): estimates with standard errors for sampling without replacement (those of
    closeness by the delta method; blank where the sample shows no variation at all). A node that lies on the paths of
    few sources only has a betweenness, and an error of it, that a small sample tends to put too low.
    """
    size = strength.shape[0]
    lengths = csr_array((1.0 / strength.data, strength.indices, strength.indptr), shape=strength.shape)
    _, component = connected_components(strength, directed=False)
    members = np.bincount(component, minlength=1)[component] if size else np.zeros(0, dtype=np.int64)
    arcs = np.bincount(component, weights=np.diff(strength.indptr))[component] if size else np.zeros(0)
    small = members * arcs <= exact_up_to
    sums, squares = np.zeros((3, size)), np.zeros((3, size))
    sources, others = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    random = np.random.default_rng(seed)
    groups = [np.flatnonzero(small), *(np.flatnonzero(component == c) for c in np.unique(component[~small]))]
    for number, nodes in enumerate(groups):
        part = csr_array(lengths[nodes][:, nodes])
        chosen = np.arange(len(nodes))
        if number:
            count = min(len(nodes), max(_FEWEST_SOURCES, int(exact_up_to // part.nnz)))
            chosen = np.sort(random.choice(len(nodes), size=count, replace=False))
        sums[:, nodes], squares[:, nodes] = _summed(part, chosen)
        # How many sources other than itself a node was reached from.
        sources[nodes] = members[nodes] if number == 0 else len(chosen)
        others[nodes] = sources[nodes]
        others[nodes[chosen]] -= 1
    return _measures(sums, squares, members - 1, others, sources, size)


def _measures(
    sums: Numbers,
    squares: Numbers,
    rest: NDArray[np.int64],
    others: NDArray[np.int64],
    sources: NDArray[np.int64],
    size: int,
) -> PathMeasures:
    """From sums over the sources to sums over all other nodes of the component, scaled, with standard errors."""
    count = np.maximum(others, 1)
    mean = sums / count
    variance = np.maximum(squares / count - mean**2, 0.0) * count / np.maximum(count - 1, 1)
    error = np.sqrt(variance / count * np.clip(1 - others / np.maximum(rest, 1), 0.0, 1.0)) * rest
    # A sample in which nothing varies says nothing of how far it may be off.
    error[(variance == 0) & (others < rest)] = np.nan
    total = sums * (rest / count)
    distance, inverse, dependency = total
    reached = distance > 0
    closeness = np.zeros(size)
    closeness[reached] = rest[reached] / distance[reached] * (rest[reached] / (size - 1))
    closeness_error = np.zeros(size)
    closeness_error[reached] = closeness[reached] * error[0][reached] / distance[reached]
    scale = 1.0 / ((size - 1) * (size - 2)) if size > 2 else 1.0
    return PathMeasures(
        betweenness=dependency * scale,
        closeness=closeness,
        harmonic=inverse,
        betweenness_error=error[2] * scale,
        closeness_error=closeness_error,
        harmonic_error=error[1],
        sources=sources,
        estimated=others < rest,
    )


def _summed(lengths: Matrix, sources: NDArray[np.int64]) -> tuple[Numbers, Numbers]:
    """Sums, and sums of squares, over the sources: of distance, 1/distance and Brandes' dependency, for every node."""
    size = lengths.shape[0]
    sums, squares = np.zeros((3, size)), np.zeros((3, size))
    tails = np.repeat(np.arange(size), np.diff(lengths.indptr))
    at_once = max(1, _ARCS_AT_ONCE // max(lengths.nnz, size, 1))
    for start in range(0, len(sources), at_once):
        batch = sources[start : start + at_once]
        distance = dijkstra(lengths, indices=batch)
        distance[np.isinf(distance)] = np.nan
        dependency = _dependencies(lengths, tails, batch, distance)
        np.nan_to_num(distance, copy=False, nan=0.0)
        inverse = np.divide(1.0, distance, out=np.zeros_like(distance), where=distance > 0)
        for place, values in enumerate((distance, inverse, dependency)):
            sums[place] += values.sum(axis=0)
            squares[place] += (values**2).sum(axis=0)
    return sums, squares


def _dependencies(lengths: Matrix, tails: NDArray[np.int64], batch: NDArray[np.int64], distance: Numbers) -> Numbers:
    """How many shortest paths from each source of the batch lead over each node, as shares summed over targets.

    With A the arcs on shortest paths from s (a graph without cycles), the number of shortest paths is
    sigma = (I + A' + A'A' + ...) e_s, and Brandes' dependency is sigma times (A + AA + ...) (1/sigma): sums that end,
    taken for all sources of the batch in one sparse matrix.
    """
    heads = lengths.indices
    before, after = distance[:, tails], distance[:, heads]
    gap = np.abs(before + lengths.data - after)
    row, arc = np.nonzero((gap <= _EQUAL * after) & (before < after))
    size = lengths.shape[0]
    shape = (distance.size, distance.size)
    forward = csr_array((np.ones(len(row)), (row * size + tails[arc], row * size + heads[arc])), shape=shape)
    backward = csr_array(forward.T)
    at_source = np.arange(len(batch)) * size + batch
    paths = np.zeros(distance.size)
    paths[at_source] = 1.0
    reached = paths
    while reached.any():
        reached = np.asarray(backward @ reached)
        paths += reached
    share = np.divide(1.0, paths, out=np.zeros_like(paths), where=paths > 0)
    dependency = np.zeros(distance.size)
    while share.any():
        share = np.asarray(forward @ share)
        dependency += share
    dependency *= paths
    dependency[at_source] = 0.0
    return dependency.reshape(distance.shape)
