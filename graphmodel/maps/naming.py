"""Names for groups that came without one: what most of their members have in common, in sector and country.

A name claims no more than holds for at least half of the members that say anything at all; where nothing does, the page names
the group after its largest member.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

_COUNTRIES_AT_MOST = 2
#: Kinds that give their name last, to a group or to a picture: a code of a project tells nobody much.
NAMED_LAST = frozenset({"Project", "Programme", "Event", "Sector", "Region", "Stage"})


def group_name(members: pd.DataFrame) -> str:
    """A name such as ``Health · France, Spain`` for the members (rows of tidy nodes), empty where they share nothing.

    The community's own name goes first, where most members carry one.

    >>> members = pd.DataFrame({"community_name": [""] * 3, "sectors": [("Health",), ("Health", "Food"), ()],
    ...                         "country_name": ["France", "France", "Spain"]})
    >>> group_name(members)
    'Health · France'
    """
    given = _most_common(name for name in members["community_name"] if name)
    if given:
        return given[0][0]
    sectors = _most_common(sector for listed in members["sectors"] for sector in listed)
    saying = sum(1 for listed in members["sectors"] if listed)
    sector = sectors[0][0] if sectors and sectors[0][1] * 2 >= saying and saying * 3 >= len(members) else ""
    return " · ".join(part for part in (sector[:1].upper() + sector[1:], _countries(members)) if part)


def most_prominent(members: pd.DataFrame) -> int:
    """Place among the members of the one a group may be called after: the largest actor or alliance, else the largest.

    >>> most_prominent(pd.DataFrame({"kind": ["Project", "Cluster"], "size": [9.0, 2.0]}))
    1
    """
    last = members["kind"].isin(NAMED_LAST).to_numpy()
    size = members["size"].to_numpy(dtype=float)
    return int((size - last * (size.max() + 1)).argmax())


def _countries(members: pd.DataFrame) -> str:
    counts = _most_common(country for country in members["country_name"] if country)
    total, covered = sum(number for _, number in counts), 0
    named = []
    for country, number in counts[:_COUNTRIES_AT_MOST]:
        named.append(country)
        covered += number
        if covered * 2 >= total:
            return ", ".join(named)
    return ""


def _most_common(values: Iterable[str]) -> list[tuple[str, int]]:
    # Ties between equally frequent ones go to the first in the alphabet, so that a name never depends on the order of rows.
    return sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))
