"""Where everything stands on the map: computed here, so that the browser only draws.

Islands: each group of densely tied things fills a disc of its own, discs lie near those they are tied to, and what is tied to
nothing stands on a shelf below. They are drawn only where the grouping clearly beats chance; otherwise forces alone place the
things, since islands drawn for a random network would invent structure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy import sparse

from graphmodel.errors import RequestError
from graphmodel.maps.communities import Floats, Grouping, Whole, group_by_ties
from graphmodel.maps.forces import force_positions
from graphmodel.maps.packing import facing, filled, packed, separated, shelved

SMALLEST, LARGEST = 6.5, 22.0
_GAP = 7.0
_ISLAND_GAP = 96.0
_ASPECT = 1.15
#: Parts of the network with fewer things than this stand on the shelf.
_SMALL_PART = 4


@dataclass(frozen=True, slots=True)
class Island:
    """A group's disc: its number, centre, radius, and how many things it holds."""

    group: int
    x: float
    y: float
    radius: float
    size: int


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Positions and radii aligned with the nodes.

    ``group`` is -1 outside the islands; ``shelf`` is the middle of the shelf's upper edge, where it lies below something;
    ``grouping`` is None without ties.
    """

    kind: Literal["islands", "force", "shelf"]
    position: Floats
    radius: Floats
    group: Whole
    islands: tuple[Island, ...]
    shelf: tuple[float, float] | None
    grouping: Grouping | None


def arrange(nodes: pd.DataFrame, edges: pd.DataFrame, *, layout: str = "auto", seed: int = 0) -> Layout:
    """A layout of tidy nodes and edges: the same for the same things, ties and seed, whatever their order was.

    :param layout: ``auto`` (islands where groups clearly beat chance), ``islands`` or ``force``.
    :raises RequestError: the layout is none of these.
    """
    if layout not in ("auto", "islands", "force"):
        raise RequestError(f"There is no layout {layout!r}.", where="map", remedy="Take auto, islands or force.")
    radius = node_radii(nodes["size"].to_numpy(dtype=np.float64))
    ties = _ties(nodes, edges)
    main, shelf = _parts(ties, nodes["size"].to_numpy(dtype=np.float64))
    position = np.zeros((len(nodes), 2))
    group = np.full(len(nodes), -1, dtype=np.int64)
    grouping: Grouping | None = None
    islands: tuple[Island, ...] = ()
    kind: Literal["islands", "force", "shelf"] = "shelf"
    if main.size:
        inner = sparse.csr_array(ties[main][:, main])
        given = _given(nodes["community"].iloc[main])
        grouping = group_by_ties(inner, seed, given)
        kind = "islands" if layout == "islands" or (layout == "auto" and grouping.beats_chance) else "force"
        if kind == "islands":
            group[main] = grouping.group
            position[main], islands = _islands(inner, radius[main], grouping.group)
        else:
            position[main] = _forced(inner, radius[main], grouping.group)
    edge = _put_on_shelf(position, radius, main, shelf)
    return Layout(kind, np.round(position, 1), np.round(radius, 1), group, islands, edge, grouping)


def node_radii(size: Floats) -> Floats:
    """Radii whose areas grow with the sizes; the largest thing has the largest radius, an unsized one the smallest.

    >>> node_radii(np.array([0.0, 4.0, 16.0])).round(1).tolist()
    [6.5, 14.2, 22.0]
    """
    most = float(size.max(initial=0.0))
    share = np.sqrt(size / most) if most > 0 else np.zeros(len(size))
    return np.asarray(SMALLEST + (LARGEST - SMALLEST) * share, dtype=np.float64)


def _ties(nodes: pd.DataFrame, edges: pd.DataFrame) -> sparse.csr_array:
    place = pd.Index(nodes["id"])
    row, col = place.get_indexer(edges["source"]), place.get_indexer(edges["target"])
    kept = row != col
    weight = edges["weight"].to_numpy(dtype=np.float64)[kept]
    half = sparse.coo_array((weight, (row[kept], col[kept])), shape=(len(nodes), len(nodes))).tocsr()
    both = sparse.csr_array(half + half.T)
    both.sort_indices()
    return both


def _parts(ties: sparse.csr_array, size: Floats) -> tuple[Whole, list[Whole]]:
    _, part = sparse.csgraph.connected_components(ties, directed=False)
    count = np.bincount(part)
    main = np.flatnonzero(count[part] >= _SMALL_PART) if len(part) else np.zeros(0, dtype=np.int64)
    small = [np.flatnonzero(part == p) for p in np.flatnonzero((count > 1) & (count < _SMALL_PART))]
    small += [np.array([thing]) for thing in np.flatnonzero(count[part] == 1)]
    small.sort(key=lambda things: (-len(things), -float(size[things].max()), int(things[0])))
    return main, small


def _given(community: pd.Series) -> Whole | None:
    known = [value for value in community if value is not None]
    if not known:
        return None
    place = {value: number for number, value in enumerate(sorted(set(known)))}
    return np.array([-1 if value is None else place[value] for value in community], dtype=np.int64)


def _circle(count: int) -> Floats:
    # Sunflower seeds: even, and the same for the same count.
    turn, reach = np.arange(count) * 2.399963, np.sqrt(np.arange(count) + 0.5)
    return np.stack([reach * np.cos(turn), reach * np.sin(turn)], axis=1)


def _quotient(ties: sparse.csr_array, group: Whole) -> sparse.csr_array:
    belongs = sparse.csr_array(
        (np.ones(len(group)), (np.arange(len(group)), group)), shape=(len(group), int(group.max()) + 1)
    )
    between = sparse.csr_array(belongs.T @ ties @ belongs)
    between.setdiag(0)
    between.eliminate_zeros()
    return between


def _islands(ties: sparse.csr_array, radius: Floats, group: Whole) -> tuple[Floats, tuple[Island, ...]]:
    count = int(group.max()) + 1
    members = [np.flatnonzero(group == g) for g in range(count)]
    inside = []
    for things in members:
        drawn = force_positions(sparse.csr_array(ties[things][:, things]), _circle(len(things)))
        inside.append(filled(drawn, radius[things], _GAP))
    reach = np.array(
        [float((np.linalg.norm(at, axis=1) + radius[things]).max()) for at, things in zip(inside, members, strict=True)]
    )
    start = force_positions(_quotient(ties, group), _circle(count), rounds=200)
    centre = packed(start * float(np.sqrt((reach**2).mean())) * 1.5, reach + _ISLAND_GAP / 2, 0.0, _ASPECT)
    position = np.zeros((len(group), 2))
    for g, things in enumerate(members):
        outside = ties[things].tocoo()
        away = group[outside.col] != g
        pull = np.zeros((len(things), 2))
        span = centre[group[outside.col[away]]] - centre[g]
        span /= np.maximum(np.linalg.norm(span, axis=1), 1e-9)[:, None]
        np.add.at(pull, outside.row[away], span * outside.data[away, None])
        position[things] = centre[g] + facing(inside[g], pull, np.ones(len(things)))
    islands = tuple(
        Island(
            g,
            round(float(centre[g, 0]), 1),
            round(float(centre[g, 1]), 1),
            round(float(reach[g]) + 8, 1),
            len(members[g]),
        )
        for g in range(count)
    )
    return position, islands


def _forced(ties: sparse.csr_array, radius: Floats, group: Whole) -> Floats:
    # Groups give only the start: things of one group begin near each other, which spares the forces most of their rounds.
    centre = force_positions(_quotient(ties, group), _circle(int(group.max()) + 1), rounds=200)
    size = np.sqrt(np.bincount(group).mean())
    start = centre[group] * size + _circle(len(group)) / np.sqrt(len(group)) * size
    drawn = force_positions(ties, start, rounds=150)
    scale = 3.2 * (float(np.sqrt((radius**2).mean())) + _GAP)
    return separated(drawn * scale * np.array([_ASPECT, 1 / _ASPECT]) ** 0.5, radius, _GAP)


def _put_on_shelf(position: Floats, radius: Floats, main: Whole, shelf: list[Whole]) -> tuple[float, float] | None:
    width = max(900.0, 30.0 * len(shelf) ** 0.5)
    left, bottom = 0.0, 0.0
    if main.size:
        low = (position[main] - radius[main, None]).min(axis=0)
        high = (position[main] + radius[main, None]).max(axis=0)
        left, bottom = float(low[0] + high[0]) / 2, float(high[1]) + 2 * _ISLAND_GAP
        width = max(float(high[0] - low[0]), 300.0)
    for thing, (x, y) in shelved(shelf, radius, width, 3 * _GAP).items():
        position[thing] = left + x, bottom + y
    return (round(left, 1), round(bottom, 1)) if main.size and shelf else None
