"""Positions from forces: ties pull, things push each other away (Fruchterman and Reingold 1991).

Up to a few hundred things every pair is reckoned exactly. Beyond that the far field is that of a coarse grid of cells, each
pushing from its centre of mass, and the near field that of the closest things: linear in memory, and close enough for an eye.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.spatial import cKDTree

from graphmodel.maps.communities import Floats

_EXACT = 350
_NEAR = 8


def force_positions(ties: sparse.csr_array, start: Floats, rounds: int = 120, gravity: float = 0.02) -> Floats:
    """Positions (n x 2, in units of the ideal distance of two tied things), the centre of mass in the origin.

    :param ties: symmetric weights, n x n, empty diagonal; a pull grows with the square root of the weight.
    :param start: where things are at first, n x 2; the result depends on nothing else.
    :param gravity: pull towards the origin, so that parts without a tie stay near each other.
    """
    count = len(start)
    if count < 2:
        return np.zeros((count, 2))
    coo = sparse.triu(ties, k=1).tocoo()
    pull = np.sqrt(coo.data / np.median(coo.data)) if coo.nnz else np.zeros(0)
    # Things with many ties would be drawn into one point; sharing their pull among the ties keeps them apart.
    degree = np.maximum(np.bincount(np.concatenate([coo.row, coo.col]), minlength=count), 1)
    pull = pull / np.sqrt(np.minimum(degree[coo.row], degree[coo.col]))
    position = start - start.mean(axis=0)
    reach = max(np.sqrt(count), 1.0)
    push = _push_exact if count <= _EXACT else _push_grid
    for step in range(rounds):
        force = push(position) - gravity * position
        span = position[coo.col] - position[coo.row]
        drawn = span * (np.linalg.norm(span, axis=1) * pull)[:, None]
        for axis in (0, 1):
            force[:, axis] += np.bincount(coo.row, drawn[:, axis], count) - np.bincount(coo.col, drawn[:, axis], count)
        length = np.linalg.norm(force, axis=1)
        most = 0.3 * reach * (1 - step / rounds) ** 1.5 + 0.005
        position = position + force * (np.minimum(length, most) / np.maximum(length, 1e-9))[:, None]
    return np.asarray(position - position.mean(axis=0), dtype=np.float64)


def _push_exact(position: Floats) -> Floats:
    return _push_from(position, position, np.ones(len(position)), 1e-4)


def _push_from(position: Floats, source: Floats, mass: Floats, soft: float) -> Floats:
    dx = np.subtract.outer(position[:, 0], source[:, 0])
    dy = np.subtract.outer(position[:, 1], source[:, 1])
    push = mass / np.maximum(dx * dx + dy * dy, soft)
    return np.stack([(push * dx).sum(axis=1), (push * dy).sum(axis=1)], axis=1)


def _push_grid(position: Floats) -> Floats:
    cells = int(np.clip(np.sqrt(len(position)) / 2, 8, 20))
    low, high = position.min(axis=0), position.max(axis=0)
    width = max(float((high - low).max()) / cells, 1e-9)
    column = np.minimum(((position - low) / width).astype(np.int64), cells - 1)
    cell = column[:, 0] * cells + column[:, 1]
    mass = np.bincount(cell, minlength=cells * cells).astype(np.float64)
    used = np.flatnonzero(mass)
    centre = np.stack(
        [np.bincount(cell, position[:, axis], cells * cells)[used] / mass[used] for axis in (0, 1)], axis=1
    )
    # Softened by the size of a cell, whose mass is spread and not in its centre.
    force = _push_from(position, centre, mass[used], width * width / 4)
    near = min(_NEAR + 1, len(position))
    _, nearest = cKDTree(position).query(position, k=near)
    dx, dy = (position[:, None, axis] - position[nearest, axis] for axis in (0, 1))
    squared = np.maximum(dx * dx + dy * dy, 1e-4)
    return np.asarray(force + np.stack([(dx / squared).sum(axis=1), (dy / squared).sum(axis=1)], axis=1))
