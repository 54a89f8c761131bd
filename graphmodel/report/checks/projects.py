"""Checks of projects: who coordinates them, how long they last, and whether their amounts fit together."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd

from graphmodel.report.checks.material import Material, Oddities, oddities

#: Roles of whoever leads a project, in any source.
LEADS = frozenset({"coordinator", "lead", "lead partner", "leader"})
#: Roles that say nothing of who leads: a source that knows beneficiaries only has no coordinators to miss.
_SILENT = frozenset({"", "beneficiary"})
_SHOWN = 3
#: Rounding of single shares, in euros and as a share of the whole.
_EURO, _ROUNDING = 1.0, 0.01


def without_coordinator(material: Material) -> Oddities:
    """Projects whose participants have roles, none of them that of a coordinator."""
    roles = _roles(material)
    speaking = {project: found for project, found in roles.items() if found.keys() - _SILENT}
    rows = [
        (project, f"{sum(map(len, found.values()))} participants: {', '.join(sorted(found))}".replace(": , ", ": "))
        for project, found in speaking.items()
        if not found.keys() & LEADS
    ]
    return oddities(rows, len(speaking))


def with_several_coordinators(material: Material) -> Oddities:
    """Projects that two or more organisations coordinate."""
    roles = _roles(material)
    rows = []
    for project, found in roles.items():
        leads = sorted({actor for role in found.keys() & LEADS for actor in found[role]})
        if len(leads) > 1:
            rows.append((project, _shown([material.name_of(lead) for lead in leads])))
    return oddities(rows, sum(1 for found in roles.values() if found.keys() & LEADS))


def without_participants(material: Material) -> Oddities:
    """Projects in which nobody takes part."""
    projects = material.things("Project")
    alone = projects.loc[~projects["id"].isin(material.participations["end"]), "id"]
    return oddities([(project, "") for project in alone], len(projects))


def ending_before_start(material: Material) -> Oddities:
    """Projects, events, alliances and ties that end before they begin."""
    rows: list[tuple[str, str]] = []
    checked = 0
    for label, first, last in (
        ("Project", "start", "end"),
        ("Event", "start", "end"),
        ("MetaCluster", "since", "until"),
    ):
        frame = material.things(label)
        both = frame[frame[first].notna() & frame[last].notna()]
        checked += len(both)
        rows += [
            (thing, f"{begin} to {end}")
            for thing, begin, end in zip(both["id"], both[first], both[last], strict=True)
            if end < begin
        ]
    ties = material.dated
    rows += [
        (start, f"{type} {end}: {since} to {until}")
        for type, start, end, since, until in ties.itertuples(index=False)
        if until < since
    ]
    return oddities(rows, checked + len(ties))


def contribution_over_total(material: Material) -> Oddities:
    """Projects to which the EU gives more than they cost."""
    frame = material.things("Project")
    both = frame[frame["total_cost"].notna() & frame["eu_contribution"].notna()]
    over = both[both["eu_contribution"] > both["total_cost"] + _EURO]
    rows = [
        (project, f"EU contribution {given:,.2f}, total cost {cost:,.2f}")
        for project, given, cost in zip(over["id"], over["eu_contribution"], over["total_cost"], strict=True)
    ]
    return oddities(rows, len(both))


def shares_over_contribution(material: Material) -> Oddities:
    """Projects whose participants together get more than the EU gives, as one dataset tells it."""
    frame = material.things("Project").set_index("id")["eu_contribution"].dropna()
    ties = material.participations
    sums = ties[ties["contribution"].notna()].groupby(["end", "dataset"], sort=True)["contribution"].sum()
    shares = sums.groupby(level="end").max()
    both = pd.concat([shares.rename("shares"), frame.rename("given")], axis=1, join="inner")
    over = both[both["shares"] > both["given"] * (1 + _ROUNDING) + _EURO]
    rows = [
        (str(project), f"shares {shares:,.2f}, EU contribution {given:,.2f}")
        for project, shares, given in over.itertuples(name=None)
    ]
    return oddities(rows, len(both))


def negative_amounts(material: Material) -> Oddities:
    """Projects with a negative amount, of their own or of a participant."""
    frame, ties = material.things("Project"), material.participations
    rows: list[tuple[str, str]] = []
    for column, said in (("total_cost", "total cost"), ("eu_contribution", "EU contribution")):
        below = frame[frame[column] < 0]
        rows += [(project, f"{said} {amount:,.2f}") for project, amount in zip(below["id"], below[column], strict=True)]
    below = ties[ties["contribution"] < 0]
    rows += [
        (project, f"{amount:,.2f} for {material.name_of(actor)}")
        for actor, project, amount in zip(below["start"], below["end"], below["contribution"], strict=True)
    ]
    known = frame[["total_cost", "eu_contribution"]].notna().to_numpy().sum() + ties["contribution"].notna().sum()
    return oddities(rows, int(known))


def _roles(material: Material) -> dict[str, dict[str, set[str]]]:
    """The participants of each project by their role."""
    roles: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    ties = material.participations
    for actor, project, role in zip(ties["start"], ties["end"], ties["role"], strict=True):
        roles[project][_role(role)].add(actor)
    return roles


def _role(value: Any) -> str:
    return value.strip().casefold() if isinstance(value, str) else ""


def _shown(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return "; ".join(names[:_SHOWN]) + more
