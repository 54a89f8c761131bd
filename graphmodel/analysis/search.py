"""The search for groups of clusters tied beyond chance, and the same search on random networks to judge what it finds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from graphmodel.analysis.backbone import Chance, chance_of_ties, shared_counts, ties_beyond_chance
from graphmodel.analysis.grouping import Group, groups_from_ties
from graphmodel.analysis.scoring import group_cohesion, group_coverage, related_sectors, sector_relatedness
from graphmodel.errors import RequestError

Matrix = csr_array[Any, tuple[int, int]]
Sectors = Sequence[tuple[str, ...]]

#: A group of which one event contains this share is an alliance already.
ALLIANCE_COVERAGE = 0.75


@dataclass(frozen=True)
class Settings:
    """What a search depends on; see :func:`.metaclusters.metacluster_candidates`."""

    sizes: tuple[int, int] = (3, 8)
    level: float = 0.05
    draws: int = 1000
    searches: int = 200
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse settings under which nothing could ever be found."""
        needed = math.ceil(1 / self.level) - 1
        if self.searches < needed or self.draws < self.searches:
            raise RequestError(
                f"{self.searches} searches of {self.draws} draws cannot show p up to {self.level}.",
                where="metaclusters",
                remedy=f"Ask for {needed} searches or more, and at least as many draws.",
            )


@dataclass(frozen=True)
class FoundGroup:
    """A group (rows), its cohesion, the ties behind it as a share of its pairs, what chance expects them to share, and p."""

    group: Group
    cohesion: float
    tied: float
    expected: float
    p: float = 1.0


@dataclass(frozen=True)
class Findings:
    """What a search found: new groups, and how many pairs are tied, groups there are, and alliances among them."""

    found: list[FoundGroup] = field(default_factory=list)
    tied: int = 0
    groups: int = 0
    alliances: int = 0


def search_groups(kinds: Sequence[Matrix], sectors: Sectors, known_sectors: Sectors, settings: Settings) -> Findings:
    """Groups of clusters tied beyond chance that are no alliance yet, with p up to the level of ``settings``.

    ``kinds``: matrices of clusters x things they may share; the first holds the events, by which an alliance is told.
    ``sectors``: of each cluster; ``known_sectors``: of all actors, by which relatedness is measured.
    """
    chance = chance_of_ties(kinds, settings.draws, settings.searches, seed=settings.seed)
    proximity = sector_relatedness(known_sectors)
    observed = _searched(kinds, chance, sectors, proximity, settings)
    best: list[float] = []
    for sample in chance.samples if observed.found else ():
        by_chance = _searched(sample, chance, sectors, proximity, settings)
        best.append(max((one.cohesion for one in by_chance.found), default=0.0))
    judged = [
        FoundGroup(
            one.group,
            one.cohesion,
            one.tied,
            one.expected,
            (1 + sum(value >= one.cohesion for value in best)) / (1 + len(best)),
        )
        for one in observed.found
    ]
    kept = [one for one in judged if one.p <= settings.level]
    return Findings(kept, observed.tied, observed.groups, observed.alliances)


def _searched(
    kinds: Sequence[Matrix],
    chance: Chance,
    sectors: Sectors,
    proximity: dict[tuple[str, str], float],
    settings: Settings,
) -> Findings:
    ties = ties_beyond_chance(kinds, chance, settings.level)
    related = [
        related_sectors(sectors[one], sectors[other], proximity)
        for one, other in zip(ties["left"], ties["right"], strict=True)
    ]
    ties = ties.assign(weight=ties["weight"] * (1.0 + np.array(related, dtype=np.float64)))
    groups = groups_from_ties(ties, settings.sizes, seed=settings.seed)
    new = [group for group in groups if group_coverage(group, kinds[0]) < ALLIANCE_COVERAGE]
    found = [_found(group, kinds, chance, ties) for group in new]
    return Findings(found, len(ties), len(groups), len(groups) - len(new))


def _found(group: Group, kinds: Sequence[Matrix], chance: Chance, ties: pd.DataFrame) -> FoundGroup:
    rows = np.array(group)
    left, right = (rows[places] for places in np.triu_indices(len(rows), k=1))
    tied = float((ties["left"].isin(group) & ties["right"].isin(group)).sum()) / len(left)
    expected = sum(float(null.expected(left, right).sum()) for null in chance.nulls)
    shared = sum(int(shared_counts(csr_array(kind[rows]))[2].sum()) for kind in kinds)
    return FoundGroup(group, float(group_cohesion(tied, shared, expected)), tied, expected)
