"""Clusters by the stage of their life, and the services that each stage needs.

A stage that a source declares stands. Where none is declared it is estimated, and marked as an estimate, by this rule:

- **start**: known for under 3 years, with under 3 projects and alliances;
- **maturity**: known for 10 years or more, with 3 projects and alliances or more;
- **growth**: everything between;
- **unknown**: nothing tells since when it is known.

*Known since* is the year in which any of its projects, alliances or dated memberships began, or its declared founding where
that is earlier. The year first seen is no founding year: a cluster may have existed long before it first took part in
anything that the data hold. So an estimate is late rather than early, and the more so the shorter the time the data cover.
The bounds are conventions of ours, chosen for being plain; no source states them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from graphmodel.analysis.frames import typed_frame
from graphmodel.twomode import TwoMode

#: The stages in the order of a life; then those nothing is known of.
STAGES = ("start", "growth", "maturity")
UNKNOWN = "unknown"
#: Column -> form of :func:`cluster_stages`.
STAGE_COLUMNS = {
    **dict.fromkeys(("id", "name", "country", "stage", "basis", "rule"), "text"),
    "first_seen": "place",
    "projects": "count",
    "alliances": "count",
    "services": "texts",
}
_NO_NEEDS: Mapping[str, Sequence[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StageRule:
    """The bounds of the estimate: years that count as young and as old, and how many projects and alliances as many."""

    young: int = 3
    old: int = 10
    many: int = 3

    def stage(self, years: int, undertakings: int) -> str:
        """The stage of a cluster known for so many years, with so many projects and alliances.

        >>> [StageRule().stage(years, many) for years, many in ((2, 2), (2, 3), (9, 9), (10, 2), (10, 3))]
        ['start', 'growth', 'growth', 'growth', 'maturity']
        """
        if years < self.young and undertakings < self.many:
            return "start"
        return "maturity" if years >= self.old and undertakings >= self.many else "growth"

    def reason(self, stage: str) -> str:
        """The part of the rule that makes a stage, in words."""
        return {
            "start": f"start is under {self.young} years and under {self.many} of these",
            "growth": f"growth is all between start (under {self.young} years and under {self.many} of these) and maturity "
            f"({self.old} years or more and {self.many} of these or more)",
            "maturity": f"maturity is {self.old} years or more and {self.many} of these or more",
        }[stage]


_RULE = StageRule()


def cluster_stages(
    clusters: pd.DataFrame,
    network: TwoMode,
    needs: Mapping[str, Sequence[str]] = _NO_NEEDS,
    *,
    as_of: int | None = None,
    rule: StageRule = _RULE,
) -> pd.DataFrame:
    """The stage of each cluster, declared or estimated, and the services that stage needs.

    ``clusters``: columns id, name, country, stage (start, growth, maturity, or missing) and founded (a year, or missing).
    ``network``: all actors and the projects, alliances and clusters they belong to. ``needs``: stage -> services, the most
    important first. ``as_of``: the year the estimate is for; by default the last in which anything in the network began.

    Columns: id, name, country; stage (start, growth, maturity or unknown), basis (declared or estimated; missing where
    unknown), rule (why, with the figures used); first_seen (the first year a project, an alliance or a dated membership of
    it began; never its founding), projects and alliances (how many it takes part in); services. Sorted by stage in the order
    of a life, declared ones first, then name and id. ``attrs``: as_of, start, growth, maturity, unknown, declared and estimated
    (counts), unknown_share (0 to 1), message.
    """
    begun = _first_years(network)
    if as_of is None:
        founded = [int(year) for year in clusters["founded"].dropna()]
        as_of = max([*(year for year in _begin_years(network) if year is not None), *founded], default=None)
    counts = {kind: _counts(network, kind) for kind in ("Project", "MetaCluster")}
    rows = []
    for cluster in clusters.to_dict("records"):
        key = cluster["id"]
        row = {
            **{name: cluster[name] for name in ("id", "name", "country")},
            "first_seen": begun.get(key),
            "projects": counts["Project"].get(key, 0),
            "alliances": counts["MetaCluster"].get(key, 0),
        }
        declared = cluster["stage"] if isinstance(cluster["stage"], str) else ""
        founded_in = None if pd.isna(cluster["founded"]) else int(cluster["founded"])
        row |= _judged(declared.strip().lower(), founded_in, row, as_of, rule)
        rows.append({**row, "services": tuple(needs.get(row["stage"], ()))})
    frame = pd.DataFrame(rows, columns=list(STAGE_COLUMNS))
    order = {stage: place for place, stage in enumerate((*STAGES, UNKNOWN))}
    frame = frame.assign(place=frame["stage"].map(order), late=frame["basis"] != "declared")
    frame = frame.sort_values(["place", "late", "name", "id"], ignore_index=True)
    return typed_frame(STAGE_COLUMNS, frame, _counted(frame, as_of, bool(needs)))


def _judged(
    declared: str, founded: int | None, row: Mapping[str, Any], as_of: int | None, rule: StageRule
) -> dict[str, Any]:
    """Stage, basis and rule of one cluster."""
    if declared in STAGES:
        return {"stage": declared, "basis": "declared", "rule": "A source declares it."}
    known = [(year, place) for place, year in enumerate((founded, row["first_seen"])) if year is not None]
    if not known or as_of is None:
        return {"stage": UNKNOWN, "basis": None, "rule": "Nothing tells since when it is known."}
    since, place = min(known)
    years = max(as_of - since, 0)
    stage = rule.stage(years, row["projects"] + row["alliances"])
    what = "First seen in" if place else "Declared to be founded in"
    text = (
        f"{what} {since}, {_plural(years, 'year')} before {as_of}, with {_plural(row['projects'], 'project')} and "
        f"{_plural(row['alliances'], 'alliance')}: {rule.reason(stage)}."
    )
    return {"stage": stage, "basis": "estimated", "rule": text}


def _begin_years(network: TwoMode) -> list[int | None]:
    """The year in which each tie began: its own, failing that of its event; of a membership its own alone.

    A tie that only tells its end was there by then. The dates of a cluster say nothing of when somebody joined it.
    """
    ties, events = network.ties, network.events
    place = ties["event"].to_numpy()
    standing = (events["kind"] == "Cluster").to_numpy()[place]
    columns = [ties["since"], events["start"].iloc[place], ties["until"], events["end"].iloc[place]]
    years = []
    for alone, since, start, until, end in zip(standing, *columns, strict=True):
        days = (since, until) if alone else (since, start, until, end)
        years.append(next((day.year for day in days if day is not None), None))
    return years


def _first_years(network: TwoMode) -> dict[str, int]:
    """The first year of each actor, and of each cluster the first year of any of its members too."""
    first: dict[str, int] = {}
    actors, events = network.actors["id"].tolist(), network.events["id"].tolist()
    is_cluster = (network.events["kind"] == "Cluster").tolist()
    for actor, event, year in zip(network.ties["actor"], network.ties["event"], _begin_years(network), strict=True):
        if year is not None:
            for key in (actors[actor], *((events[event],) if is_cluster[event] else ())):
                first[key] = min(first.get(key, year), year)
    return first


def _counts(network: TwoMode, kind: str) -> dict[str, int]:
    """In how many events of a kind each actor is."""
    chosen = np.flatnonzero((network.events["kind"] == kind).to_numpy())
    many = network.incidence[:, chosen].sum(axis=1)
    return dict(zip(network.actors["id"], map(int, many), strict=True))


def _counted(frame: pd.DataFrame, as_of: int | None, has_needs: bool) -> dict[str, Any]:
    """Counts by stage and basis, and a sentence that tells them."""
    counts = {name: int((frame["stage"] == name).sum()) for name in (*STAGES, UNKNOWN)}
    counts |= {name: int((frame["basis"] == name).sum()) for name in ("declared", "estimated")}
    share = counts[UNKNOWN] / len(frame) if len(frame) else 0.0
    if not len(frame):
        message = "There are no clusters here."
    else:
        message = (
            f"Of {_plural(len(frame), 'cluster')} the stage of {counts['declared']:,} is declared and of "
            f"{counts['estimated']:,} estimated{f' as of {as_of}' if counts['estimated'] else ''}; of "
            f"{counts[UNKNOWN]:,} ({share:.0%}) it is unknown."
        )
        message += "" if has_needs else " No services are loaded: the sheet stages holds them."
    return {"as_of": as_of, **counts, "unknown_share": share, "message": message}


def _plural(number: int, noun: str) -> str:
    """A number with its noun.

    >>> _plural(1, "year"), _plural(0, "project")
    ('1 year', '0 projects')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
