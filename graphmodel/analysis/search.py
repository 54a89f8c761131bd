"""The search for groups of clusters tied beyond chance, and the same search on random networks to judge what it finds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from graphmodel.analysis.backbone import Chance, chance_of_ties, ties_against_chance
from graphmodel.analysis.grouping import Group, groups_from_ties
from graphmodel.analysis.scoring import group_coverage, group_surprise, related_sectors, sector_relatedness
from graphmodel.errors import RequestError

Matrix = csr_array[Any, tuple[int, int]]
Sectors = Sequence[tuple[str, ...]]

#: A group of which one event contains this share is an alliance already.
ALLIANCE_COVERAGE = 0.75
#: Ties are grouped three times: so many of them may be chance. Random networks are searched three times as well.
FALSE_TIES = (0.05, 0.2, 0.5)


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
    """A group (rows) and what speaks for it.

    ``tied``: share of its pairs with more in common than expected; ``shared`` and ``expected``: what its pairs have in
    common in all, and what chance would give them; ``p``: the chance of a find as surprising.
    """

    group: Group
    tied: float
    shared: float
    expected: float
    p: float = 1.0

    @property
    def surprise(self) -> float:
        """See :func:`.scoring.group_surprise`."""
        return group_surprise(self.shared, self.expected)


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
    ``sectors``: of each cluster; ``known_sectors``: of all actors, by which relatedness is measured. Of two groups that
    overlap by half of the smaller or more, the more surprising one is kept.
    """
    chance = chance_of_ties(kinds, settings.draws, settings.searches, seed=settings.seed)
    proximity = sector_relatedness(known_sectors)
    observed = _searched(kinds, chance, sectors, proximity, settings)
    best: list[float] = []
    for sample in chance.samples if observed.found else ():
        by_chance = _searched(sample, chance, sectors, proximity, settings)
        best.append(max((one.surprise for one in by_chance.found), default=0.0))
    kept: list[FoundGroup] = []
    for one in sorted(observed.found, key=lambda one: (-one.surprise, one.group)):
        p = (1 + sum(value >= one.surprise for value in best)) / (1 + len(best))
        if p <= settings.level and not any(_much_alike(one.group, other.group) for other in kept):
            kept.append(replace(one, p=p))
    return Findings(kept, observed.tied, observed.groups, observed.alliances)


def _searched(
    kinds: Sequence[Matrix],
    chance: Chance,
    sectors: Sectors,
    proximity: dict[tuple[str, str], float],
    settings: Settings,
) -> Findings:
    ties = ties_against_chance(kinds, chance)
    ties = ties[ties["q"] <= max(FALSE_TIES)]
    related = [
        related_sectors(sectors[one], sectors[other], proximity)
        for one, other in zip(ties["left"], ties["right"], strict=True)
    ]
    ties = ties.assign(weight=ties["weight"] * (1.0 + np.array(related, dtype=np.float64)))
    groups = {
        group
        for share in FALSE_TIES
        for group in groups_from_ties(ties[ties["q"] <= share], settings.sizes, seed=settings.seed)
    }
    new = sorted(group for group in groups if group_coverage(group, kinds[0]) < ALLIANCE_COVERAGE)
    found = [_found(group, kinds, chance) for group in new]
    return Findings(found, int((ties["q"] <= settings.level).sum()), len(groups), len(groups) - len(new))


def _found(group: Group, kinds: Sequence[Matrix], chance: Chance) -> FoundGroup:
    rows = np.array(group)
    one, other = np.triu_indices(len(rows), k=1)
    expected = sum(null.expected(rows[one], rows[other]) for null in chance.nulls)
    shared = sum(np.asarray((kind[rows] @ kind[rows].T).toarray())[one, other] for kind in kinds)
    return FoundGroup(group, float(np.mean(shared > expected)), float(np.sum(shared)), float(np.sum(expected)))


def _much_alike(one: Group, other: Group) -> bool:
    return 2 * len(set(one) & set(other)) >= min(len(one), len(other))
