"""Discs that do not overlap, islands filled evenly, and a shelf for what is tied to nothing."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from graphmodel.maps.communities import Floats, Whole


def separated(position: Floats, radius: Floats, gap: float, rounds: int = 200) -> Floats:
    """Positions moved just so far that no two discs come nearer than the gap.

    Each round pushes every overlapping pair apart by half its overlap each; things in one spot part along fixed directions.
    """
    out = position.copy()
    if len(out) < 2:
        return out
    # No two things in exactly one spot: a golden-angle spiral far below the size of a pixel.
    turn = np.arange(len(out)) * 2.399963
    out += np.stack([np.cos(turn), np.sin(turn)], axis=1) * 1e-3
    for _ in range(rounds):
        pair = cKDTree(out).query_pairs(2 * float(radius.max()) + gap, output_type="ndarray")
        span = out[pair[:, 1]] - out[pair[:, 0]]
        distance = np.maximum(np.linalg.norm(span, axis=1), 1e-9)
        overlap = radius[pair[:, 0]] + radius[pair[:, 1]] + gap - distance
        touching = overlap > 0.05
        if not touching.any():
            break
        pair, step = pair[touching], (span * (overlap / distance * 0.5)[:, None])[touching]
        for axis in (0, 1):
            out[:, axis] += np.bincount(pair[:, 1], step[:, axis], len(out)) - np.bincount(
                pair[:, 0], step[:, axis], len(out)
            )
    return out


def filled(position: Floats, radius: Floats, gap: float, rounds: int = 60) -> Floats:
    """Positions spread evenly over a disc just large enough, neighbours staying neighbours.

    Distances from the middle become ranks; then everybody asks for elbow room, inside the disc, until the crowded directions
    have given way to the empty ones.
    """
    if len(position) < 2:
        return np.zeros_like(position)
    centred = position - position.mean(axis=0)
    distance = np.linalg.norm(centred, axis=1)
    order = np.argsort(distance, kind="stable")
    area = np.empty(len(position))
    area[order] = np.cumsum((radius[order] + gap) ** 2)
    reach = 1.1 * np.sqrt(area - (radius + gap) ** 2 / 2)
    # The innermost thing sits in the middle, as the hub of a star should.
    reach[order[0]] = 0.0
    out = centred / np.maximum(distance, 1e-9)[:, None] * reach[:, None]
    rim = np.maximum(1.1 * np.sqrt(float(((radius + gap) ** 2).sum())) - radius, gap)
    for _ in range(rounds):
        out = separated(out, radius, 1.8 * gap, rounds=2)
        out *= np.minimum(1.0, rim / np.maximum(np.linalg.norm(out, axis=1), 1e-9))[:, None]
    return separated(out, radius, gap)


def packed(position: Floats, radius: Floats, gap: float, aspect: float) -> Floats:
    """Discs drawn together towards the middle as far as they go without overlap, in a landscape of the given aspect."""
    out = separated(position, radius, gap)
    stretch = np.array([1.0 / aspect, aspect]) ** 0.5
    for _ in range(60):
        centre = np.average(out, axis=0, weights=radius**2)
        out = separated(out - (out - centre) * stretch * 0.04, radius, gap, rounds=25)
    return separated(out, radius, gap)


def facing(position: Floats, direction: Floats, weight: Floats) -> Floats:
    """Positions turned about the origin so that things with ties elsewhere lie on the side of those ties.

    The best turn is known in closed form (Procrustes in the plane); the mirror image is tried too.
    """
    best, most = position, -np.inf
    for mirror in (1.0, -1.0):
        tried = position * np.array([mirror, 1.0])
        along = float((weight * (tried * direction).sum(axis=1)).sum())
        across = float((weight * (tried[:, 0] * direction[:, 1] - tried[:, 1] * direction[:, 0])).sum())
        gain = float(np.hypot(along, across))
        if gain > most + 1e-9:
            angle = np.arctan2(across, along)
            turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
            best, most = tried @ turn.T, gain
    return best


def shelved(parts: list[Whole], radius: Floats, width: float, gap: float) -> dict[int, tuple[float, float]]:
    """Places on a shelf below the origin for small parts of the network, row by row, centred around x = 0.

    Things of one part stand side by side; a wider gap tells parts from each other.
    """
    place: dict[int, tuple[float, float]] = {}
    row: list[tuple[int, float]] = []
    x, y, height = 0.0, 0.0, 0.0

    def close() -> None:
        shift = (x - gap) / 2
        place.update({thing: (at - shift, y + height / 2) for thing, at in row})

    for part in parts:
        length = float((2 * radius[part] + gap / 4).sum()) + gap
        if row and x + length > width:
            close()
            row, x, y, height = [], 0.0, y + height + gap, 0.0
        for thing in part:
            size = float(radius[thing])
            row.append((int(thing), x + size))
            x += 2 * size + gap / 4
            height = max(height, 2 * size)
        x += gap
    close()
    return place
