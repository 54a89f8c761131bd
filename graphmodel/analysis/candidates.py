"""A closer look at one meta-cluster candidate: what each member brings, what the group lacks, who funded its like before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graphmodel.analysis.frames import typed_frame
from graphmodel.analysis.profiles import sectors_of_actors
from graphmodel.errors import RequestError
from graphmodel.twomode import TwoMode

#: Column -> form of :func:`member_contributions`.
MEMBER_COLUMNS = {
    **dict.fromkeys(("id", "name", "country", "region"), "text"),
    "sectors": "texts",
    **dict.fromkeys(("events", "partners", "own_partners"), "count"),
    **dict.fromkeys(("own_sectors", "own_countries", "own_partner_names"), "texts"),
}
#: Column -> form of :func:`bridges_of_group`.
BRIDGE_COLUMNS = {**dict.fromkeys(("id", "name", "country"), "text"), **dict.fromkeys(("members", "events"), "count")}
#: Column -> form of :func:`group_reach`.
REACH_COLUMNS = {
    **dict.fromkeys(("what", "value"), "text"),
    "covered": "yes",
    **dict.fromkeys(("members", "partners"), "count"),
}
#: Column -> form of :func:`programmes_of_groups`.
PROGRAMME_COLUMNS = {
    "programme": "text",
    **dict.fromkeys(("projects", "clusters"), "count"),
    **dict.fromkeys(("first_year", "last_year"), "place"),
    "names": "texts",
}
#: Column -> form of :func:`evidence_rows`.
ROW_COLUMNS = dict.fromkeys(("member", "member_name", "event", "event_name", "type", "role", "dataset", "rows"), "text")


def chosen_candidate(found: pd.DataFrame, number: int) -> pd.Series:
    """The candidate of a number, from the answer of a search.

    Raises :class:`~graphmodel.errors.RequestError` where there is none of it.
    """
    if 1 <= number <= len(found):
        return found.iloc[number - 1]
    reason = found.attrs.get("message") or f"There are {len(found)}."
    raise RequestError(
        f"There is no candidate {number}. {reason}",
        remedy="`graphmodel metaclusters` lists them; the same filters and seed give the same numbers.",
    )


def member_contributions(network: TwoMode, members: Sequence[str]) -> pd.DataFrame:
    """What each member brings that no other member has.

    Columns: id, name, country, region, sectors (own, failing that those of its events); events (it takes part in),
    partners (organisations outside the group it met there), own_partners (of these, met by no other member); own_sectors
    (that no other member has), own_countries (of its partners, where no other member has one), own_partner_names. Sorted
    by own_partners (falling), id.
    """
    places = _places(network, members)
    partners = _partners(network, places)
    held = csr_array(partners.sum(axis=0).reshape(1, -1)).toarray().ravel()
    all_sectors = sectors_of_actors(network)
    sectors = [set(all_sectors[place]) for place in places]
    country = network.actors["country"].to_numpy(dtype=object)
    countries = [
        {str(country[p]) for p in _row(partners, row) if isinstance(country[p], str)} for row in range(len(places))
    ]
    names = network.actors["name"].to_numpy(dtype=object)
    rows = []
    for row, place in enumerate(places):
        actor = network.actors.iloc[place]
        mine = _row(partners, row)
        own = [partner for partner in mine if held[partner] == 1]
        others = [other for other in range(len(places)) if other != row]
        rows.append(
            {
                **{name: actor[name] for name in ("id", "name", "country", "region")},
                "sectors": tuple(sorted(sectors[row])),
                "events": int(np.diff(network.incidence.indptr)[place]),
                "partners": len(mine),
                "own_partners": len(own),
                "own_sectors": tuple(sorted(sectors[row] - set().union(*(sectors[other] for other in others)))),
                "own_countries": tuple(sorted(countries[row] - set().union(*(countries[other] for other in others)))),
                "own_partner_names": tuple(sorted(str(names[partner]) for partner in own)),
            }
        )
    frame = pd.DataFrame(rows, columns=list(MEMBER_COLUMNS))
    ordered = frame.sort_values(["own_partners", "id"], ascending=[False, True], ignore_index=True)
    return typed_frame(MEMBER_COLUMNS, ordered)


def bridges_of_group(network: TwoMode, members: Sequence[str], bridges: Collection[str]) -> pd.DataFrame:
    """How the bridging organisations of a candidate know its members.

    Columns: id, name, country, members (how many of the group they met), events (in how many events with any of them).
    Sorted by members, events (both falling), id.
    """
    places, own = _places(network, members), _places(network, sorted(bridges))
    of_group = csr_array(network.incidence[places])
    touched = np.unique(of_group.indices)
    there = csr_array(network.incidence[own][:, touched])
    frame = network.actors.iloc[own][["id", "name", "country"]].assign(
        members=np.diff(csr_array(there @ of_group[:, touched].T).indptr), events=np.diff(there.indptr)
    )
    ordered = frame.sort_values(["members", "events", "id"], ascending=[False, False, True], ignore_index=True)
    return typed_frame(BRIDGE_COLUMNS, ordered)


def group_reach(network: TwoMode, members: Sequence[str]) -> pd.DataFrame:
    """Countries and sectors the group covers, and those it only meets: where partners are, but no member.

    Columns: what (``country`` or ``sector``), value, covered (whether a member is of it), members, partners (outside the
    group, that have it). Sorted by what, covered (covered first), members, partners (both falling), value.
    """
    places = _places(network, members)
    outside = np.flatnonzero(np.asarray(_partners(network, places).sum(axis=0)).ravel())
    sectors = sectors_of_actors(network)
    country = network.actors["country"].tolist()
    counted: dict[tuple[str, str], list[int]] = {}
    for column, group in enumerate((places, outside)):
        for place in group:
            values = [("sector", sector) for sector in sectors[place]]
            if isinstance(country[place], str):
                values.append(("country", country[place]))
            for value in values:
                counted.setdefault(value, [0, 0])[column] += 1
    rows = [(*value, own > 0, own, met) for value, (own, met) in counted.items()]
    rows.sort(key=lambda row: (row[0], not row[2], -row[3], -row[4], row[1]))
    return typed_frame(REACH_COLUMNS, pd.DataFrame(rows, columns=list(REACH_COLUMNS)))


def programmes_of_groups(network: TwoMode, members: Sequence[str], clusters: Collection[str]) -> pd.DataFrame:
    """Programmes that funded groups of clusters like this one: projects of three or more clusters, of which at least one
    is active in a sector of the group.

    Columns: programme (id), projects, clusters (different ones), first_year, last_year (of the projects' starts; blank
    where unknown), names (of the projects). Sorted by projects, clusters (both falling), programme. Projects of no known
    programme are left out.
    """
    sectors = sectors_of_actors(network)
    wanted = {sector for place in _places(network, members) for sector in sectors[place]}
    chosen = network.actors["id"].isin(set(clusters)).to_numpy()
    taking = csr_array(network.incidence.T)
    groups: dict[str, list[tuple[int, set[int]]]] = {}
    for place, (kind, programme) in enumerate(zip(network.events["kind"], network.events["programme"], strict=True)):
        if kind != "Project" or not isinstance(programme, str):
            continue
        there = {int(actor) for actor in _row(taking, place) if chosen[actor]}
        if len(there) >= 3 and any(wanted & set(sectors[actor]) for actor in there):  # three make a group
            groups.setdefault(programme, []).append((place, there))
    rows = []
    for programme, projects in groups.items():
        years = [start.year for place, _ in projects if (start := network.events["start"].iloc[place]) is not None]
        rows.append(
            {
                "programme": programme,
                "projects": len(projects),
                "clusters": len(set().union(*(there for _, there in projects))),
                "first_year": min(years, default=None),
                "last_year": max(years, default=None),
                "names": tuple(sorted(str(network.events["name"].iloc[place]) for place, _ in projects)),
            }
        )
    frame = pd.DataFrame(rows, columns=list(PROGRAMME_COLUMNS))
    ordered = frame.sort_values(
        ["projects", "clusters", "programme"], ascending=[False, False, True], ignore_index=True
    )
    return typed_frame(PROGRAMME_COLUMNS, ordered)


def evidence_rows(network: TwoMode, members: Sequence[str], evidence: Collection[str]) -> pd.DataFrame:
    """The rows of the sources that state who of the group takes part in what it shares.

    Columns: member, member_name, event, event_name, type, role, dataset, rows (file and row numbers). Sorted by event,
    member, dataset, rows.
    """
    places = set(_places(network, members).tolist())
    shared = network.events["id"].isin(set(evidence)).to_numpy()
    ties = network.ties[network.ties["actor"].isin(places) & shared[network.ties["event"].to_numpy()]]
    actors, events = network.actors.iloc[ties["actor"]], network.events.iloc[ties["event"]]
    data: dict[str, Any] = {
        "member": actors["id"].to_numpy(),
        "member_name": actors["name"].to_numpy(),
        "event": events["id"].to_numpy(),
        "event_name": events["name"].to_numpy(),
        **{name: ties[name].to_numpy() for name in ("type", "role", "dataset", "rows")},
    }
    frame = pd.DataFrame(data).sort_values(["event", "member", "dataset", "rows"], ignore_index=True)
    return typed_frame(ROW_COLUMNS, frame)


def _places(network: TwoMode, members: Sequence[str]) -> NDArray[np.int64]:
    wanted = pd.Index(list(members), dtype=network.actors["id"].dtype)
    places: NDArray[np.int64] = pd.Index(network.actors["id"]).get_indexer(wanted).astype(np.int64)
    if len(places) and places.min() < 0:
        raise RequestError(
            f"{members[int(places.argmin())]!r} is no organisation of this network.",
            where="candidate",
            remedy="Give ids of organisations that take part in something.",
        )
    return places


def _partners(network: TwoMode, places: NDArray[np.int64]) -> csr_array[Any, tuple[int, int]]:
    """Members x all actors: 1 where they met in an event; the members themselves left out."""
    met = csr_array(network.incidence[places] @ network.incidence.T)
    met.data[:] = 1
    outside = np.ones(len(network.actors), dtype=np.int64)
    outside[places] = 0
    kept = csr_array(met.multiply(outside))
    kept.eliminate_zeros()
    return kept


def _row(matrix: csr_array[Any, tuple[int, int]], row: int) -> list[int]:
    indices: list[int] = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]].tolist()
    return indices
