"""What the questions answer on the example, derived from its tables with pandas and plain Python, without any query.

Every function takes the tables and the parameters of its question and returns the rows without their columns of ids, in
any order. Longer than other modules, because it is one list of independent derivations.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd

Row = tuple[Any, ...]
LEADS = {"coordinator", "lead", "lead partner", "leader"}
#: Sheet of ties -> type, and its two columns.
TIES = {
    "members": ("MEMBER_OF", "member", "cluster"),
    "managers": ("MANAGES", "manager", "managed"),
    "participations": ("PARTICIPATES_IN", "organisation", "project"),
    "funding": ("FUNDS", "funder", "funded"),
    "oversight": ("OVERSEES", "authority", "overseen"),
    "agreements": ("COOPERATES_WITH", "one", "other"),
    "alliance_members": ("BELONGS_TO", "member", "alliance"),
    "attendance": ("TOOK_PART_IN", "organisation", "event"),
}


def day(text: str | None, *, last: bool = False) -> dt.date | None:
    """A day; of a month or year its first or last one."""
    if text is None:
        return None
    parts = [int(part) for part in text.split("-")]
    month = parts[1] if len(parts) > 1 else 12 if last else 1
    number = parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1] if last else 1
    return dt.date(parts[0], month, number)


def pieces(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(";") if part.strip()]


class Tables:
    """The sheets of a folder as lists of rows, blanks as ``None``, each with the line it stands on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, sheet: str) -> list[dict[str, Any]]:
        path = self._folder / f"{sheet}.csv"
        if not path.exists():
            return []
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        rows: list[dict[str, Any]] = [
            {str(k): v.strip() or None for k, v in row.items()} for row in frame.to_dict("records")
        ]
        for number, row in enumerate(rows, start=2):
            row["line"] = f"{sheet}.csv:{number}"
        return rows

    @cached_property
    def organisations(self) -> dict[str, dict[str, Any]]:
        """All bodies by their own id, with what they are."""
        found = {}
        for sheet, label in (("organisations", ""), ("clusters", "cluster"), ("ministries", "ministry")):
            for row in self[sheet]:
                found[row["id"]] = {**row, "name": row["name"] or f"example:{row['id']}", "label": label}
        return found

    @cached_property
    def clusters(self) -> dict[str, dict[str, Any]]:
        return {key: row for key, row in self.organisations.items() if row["label"] == "cluster"}

    @cached_property
    def projects(self) -> dict[str, dict[str, Any]]:
        return {r["id"]: {**r, "name": r["acronym"] or r["name"] or r["title"]} for r in self["projects"]}

    @cached_property
    def alliances(self) -> dict[str, dict[str, Any]]:
        return {row["id"]: row for row in self["alliances"]}

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of everything that has one, by its own id."""
        named = {row["id"]: row["name"] for sheet in ("programmes", "sectors", "events") for row in self[sheet]}
        every = (self.organisations, self.projects, self.alliances)
        return named | {key: row["name"] for things in every for key, row in things.items()}

    @cached_property
    def kinds(self) -> dict[str, str]:
        """What everything is, in the words the answers use."""
        kinds = {row["id"]: kind for kind in ("programme", "event") for row in self[f"{kind}s"]}
        kinds |= dict.fromkeys(self.projects, "project") | dict.fromkeys(self.alliances, "alliance")
        return kinds | {key: row["label"] or "organisation" for key, row in self.organisations.items()}

    @cached_property
    def events(self) -> dict[str, set[str]]:
        """Members of every project and alliance."""
        members: dict[str, set[str]] = defaultdict(set)
        for sheet in ("participations", "alliance_members"):
            _, start, end = TIES[sheet]
            for row in self[sheet]:
                members[row[end]].add(row[start])
        return dict(members)

    def events_of(self, key: str) -> set[str]:
        return {event for event, members in self.events.items() if key in members}

    @cached_property
    def ties(self) -> list[tuple[str, str, str, dict[str, Any]]]:
        """All ties a path may follow: start, type, end, row."""
        found = [(row[start], kind, row[end], row) for sheet, (kind, start, end) in TIES.items() for row in self[sheet]]
        for row in self.organisations.values():
            for column, kind in (("unit_of", "UNIT_OF"), ("succeeded_by", "SUCCEEDED_BY")):
                found += [(row["id"], kind, other, row) for other in pieces(row.get(column))]
        return found

    @cached_property
    def neighbours(self) -> dict[str, set[str]]:
        near: dict[str, set[str]] = defaultdict(set)
        for start, _, end, _ in self.ties:
            near[start].add(end)
            near[end].add(start)
        return near

    def wider(self, sheet: str) -> dict[str, set[str]]:
        """Every sector or programme with those it lies within, itself included."""
        parents = {row["id"]: pieces(row["within"]) for row in self[sheet]}

        def climb(key: str) -> set[str]:
            return {key}.union(*(climb(parent) for parent in parents.get(key, ())))

        return {key: climb(key) for key in parents}

    def within(self, row: dict[str, Any], column: str, sheet: str, wanted: str | None) -> list[str]:
        """The sectors (or programmes) of a row that lie within the wanted one."""
        wider = self.wider(sheet)
        return [key for key in pieces(row[column]) if wanted is None or wanted in wider[key]]

    def key_of(self, name: str) -> str:
        return next(key for key, known in self.names.items() if known == name)


def named_key(tables: Tables, sheet: str, name: str | None) -> str | None:
    return next((row["id"] for row in tables[sheet] if row["name"] == name), None)


def agreements(tables: Tables, country: str | None = None) -> Iterator[Row]:
    for row in tables["agreements"]:
        for one, other in ((row["one"], row["other"]), (row["other"], row["one"])):
            if one in tables.clusters:
                partner = tables.organisations[other]
                if country in (None, partner["country"], tables.clusters[one]["country"]):
                    yield tables.names[one], partner["name"], partner["country"], row["what"], None, None


def alliances_by_sector(tables: Tables, sector: str | None = None) -> Iterator[Row]:
    wanted = named_key(tables, "sectors", sector)
    for key, row in tables.alliances.items():
        members = tables.events.get(key, set())
        countries = {tables.organisations[m]["country"] for m in members} - {None}
        sectors = tables.within(row, "sectors", "sectors", wanted) or ([] if wanted else [""])
        for name in sectors:
            dates = day(row["since"]), day(row["until"], last=True)
            yield tables.names.get(name, "unknown"), row["name"], row["scheme"], *dates, len(members), len(countries)


def alliances_sharing_members(tables: Tables, least: int = 1) -> Iterator[Row]:
    for one, other in combinations(sorted(tables.alliances, key=lambda key: f"example:{key}"), 2):
        first, second = tables.events.get(one, set()), tables.events.get(other, set())
        shared = sorted(tables.names[key] for key in first & second)
        if len(shared) >= least:
            yield tables.names[one], tables.names[other], len(shared), len(first), len(second), shared


def cluster_managers(tables: Tables, country: str | None = None) -> Iterator[Row]:
    for row in tables["managers"]:
        manager = tables.organisations[row["manager"]]
        if country in (None, manager["country"]):
            dates = day(row.get("since")), day(row.get("until"), last=True)
            yield (
                manager["name"],
                manager["country"],
                tables.names[row["managed"]],
                tables.kinds[row["managed"]],
                *dates,
            )


def cluster_members(tables: Tables, of: str) -> Iterator[Row]:
    for sheet in ("members", "alliance_members"):
        _, start, end = TIES[sheet]
        for row in tables[sheet]:
            if tables.names[row[end]] == of:
                body = tables.organisations[row[start]]
                dates = day(row["since"]), day(row["until"], last=True)
                yield body["name"], body["country"], body["kind"], row["role"], *dates


def cluster_projects(tables: Tables, cluster: str) -> Iterator[Row]:
    by_project: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in tables["participations"]:
        by_project[row["project"]].append(row)
    for key, rows in by_project.items():
        own = [row["role"] for row in rows if tables.names[row["organisation"]] == cluster]
        project = tables.projects[key]
        partners = {(r["organisation"], r["role"]) for r in rows if tables.names[r["organisation"]] != cluster}
        for partner, role in partners if own else ():
            body = tables.organisations[partner]
            dates = day(project["start"]), day(project["end"], last=True)
            yield project["name"], *dates, min(own), body["name"], body["country"], role


def clusters_by_sector(tables: Tables, country: str | None = None, sector: str | None = None) -> Iterator[Row]:
    wanted = named_key(tables, "sectors", sector)
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in tables.clusters.values():
        if country in (None, row["country"]):
            for key in tables.within(row, "sectors", "sectors", wanted) or (
                [] if wanted or pieces(row["sectors"]) else [""]
            ):
                found[row["country"] or "unknown", tables.names.get(key, "unknown")].append(row["name"])
    for (where, name), clusters in found.items():
        yield where, name, len(clusters), sorted(clusters)


def clusters_without_alliance(tables: Tables, country: str | None = None, sector: str | None = None) -> Iterator[Row]:
    wanted = named_key(tables, "sectors", sector)
    for key, row in tables.clusters.items():
        events = tables.events_of(key)
        fits = wanted is None or tables.within(row, "sectors", "sectors", wanted)
        if not events & tables.alliances.keys() and country in (None, row["country"]) and fits:
            partners = set().union(*(tables.events[event] for event in events)) - {key}
            sectors = sorted(tables.names[name] for name in pieces(row["sectors"]))
            yield row["name"], row["country"], sectors, len(events), len(partners)


def coordinators(tables: Tables, country: str | None = None, sector: str | None = None) -> Iterator[Row]:
    wanted = named_key(tables, "sectors", sector)
    everything = tables.projects | tables.alliances
    fitting = {k for k, r in everything.items() if wanted is None or tables.within(r, "sectors", "sectors", wanted)}
    leads: dict[str, set[str]] = defaultdict(set)
    for sheet in ("participations", "alliance_members"):
        _, start, end = TIES[sheet]
        for row in tables[sheet]:
            if (row["role"] or "").lower() in LEADS and row[end] in fitting:
                leads[row[start]].add(row[end])
    for key, led in leads.items():
        body = tables.organisations[key]
        if country in (None, body["country"]):
            part = tables.events_of(key) & fitting
            yield body["name"], body["country"], body["label"] == "cluster", len(led), len(part)


def country_bridges(tables: Tables, one: str, other: str, least: int = 1) -> Iterator[Row]:
    for key, body in tables.organisations.items():
        ties: set[str] = set()
        found: dict[str, set[str]] = {one: set(), other: set()}
        for event in tables.events_of(key):
            for partner in tables.events[event] - {key}:
                country = tables.organisations[partner]["country"]
                if country in found:
                    found[country].add(partner)
                    ties.add(event)
        if min(map(len, found.values())) >= least:
            yield body["name"], body["country"], len(found[one]), len(found[other]), len(ties)


def country_pairs(tables: Tables, country: str | None = None, clusters: bool = False) -> Iterator[Row]:
    joint: dict[tuple[str, str], list[str]] = defaultdict(list)
    for event, members in tables.events.items():
        counted = {tables.organisations[m]["country"] for m in members if m in tables.clusters or not clusters} - {None}
        for one, other in combinations(sorted(counted), 2):
            if country in (None, one, other):
                joint[one, other].append(event)
    for (one, other), events in joint.items():
        projects = len(tables.projects.keys() & events)
        yield one, other, projects, len(events) - projects


def event_participants(tables: Tables, country: str | None = None) -> Iterator[Row]:
    for event in tables["events"]:
        if country in (None, event["country"]):
            head = event["name"], day(event["start"]), event["city"], event["country"]
            took_part = [row for row in tables["attendance"] if row["event"] == event["id"]]
            for row in took_part:
                body = tables.organisations[row["organisation"]]
                yield *head, body["name"], body["country"], row["role"]
            if not took_part:
                yield *head, None, None, None


def expiring_marks(tables: Tables, by: str, after: str | None = None) -> Iterator[Row]:
    for row in tables.clusters.values():
        until = row["mark_until"]
        if until and until <= by and (after is None or until > after):
            yield row["name"], row["country"], row["mark"], day(until, last=True)


def ministry_reach(tables: Tables, country: str | None = None, steps: int = 2) -> Iterator[Row]:
    for key, body in tables.organisations.items():
        if body["label"] == "ministry" and country in (None, body["country"]):
            ways = {key: {""}}
            seen = {key}
            for step in range(1, steps + 1):
                following: dict[str, set[str]] = defaultdict(set)
                for here, throughs in ways.items():
                    name = tables.names[here] if step > 1 else ""
                    for there in tables.neighbours[here] - seen:
                        following[there] |= {f"{t} > {name}" if t else name for t in throughs}
                seen |= following.keys()
                ways = dict(following)
                for cluster in ways.keys() & tables.clusters.keys():
                    yield body["name"], body["country"], tables.names[cluster], step, min(ways[cluster])


def ministry_ties(tables: Tables, country: str | None = None) -> Iterator[Row]:
    counted = {
        "FUNDS",
        "OVERSEES",
        "MANAGES",
        "COOPERATES_WITH",
        "PARTICIPATES_IN",
        "TOOK_PART_IN",
        "BELONGS_TO",
        "MEMBER_OF",
    }
    parents = {key: pieces(row.get("unit_of")) for key, row in tables.organisations.items()}

    def ministries(key: str) -> set[str]:
        own = {key} if tables.kinds[key] == "ministry" else set()
        return own.union(*(ministries(parent) for parent in parents.get(key, ())))

    told = set()  # what two departments of a ministry do alike is one tie of the ministry
    for start, tie, end, row in tables.ties:
        for here, there in ((start, end), (end, start)):
            for ministry in ministries(here) if here in tables.organisations and tie in counted else ():
                body = tables.organisations[ministry]
                if country in (None, body["country"]):
                    what = row.get("what") or row.get("role")
                    amount = float(row["amount"]) if row.get("amount") else None
                    dates = day(row.get("since")), day(row.get("until"), last=True)
                    other = tables.names[there], tables.kinds[there]
                    told.add((body["name"], body["country"], tie, *other, what, amount, *dates))
    yield from told


def money_by_country(tables: Tables, country: str | None = None, programme: str | None = None) -> Iterator[Row]:
    wanted = named_key(tables, "programmes", programme)
    amounts: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in tables["participations"]:
        stated = [float(row["contribution"])] if row["contribution"] else []
        amounts[row["organisation"], row["project"]] += stated
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for organisation, project in amounts:
        row, where = tables.projects[project], tables.organisations[organisation]["country"]
        if country in (None, where):
            for key in tables.within(row, "programme", "programmes", wanted) or (
                [] if wanted or row["programme"] else [""]
            ):
                found[where or "unknown", key].append((organisation, project))
    for (where, key), parts in found.items():
        known = [sum(amounts[part]) for part in parts if amounts[part]]
        sizes = len({o for o, _ in parts}), len({p for _, p in parts}), len(parts), len(known)
        yield where, tables.names.get(key, "unknown"), *sizes, sum(known) if known else None


def organisations_without_partners(tables: Tables, country: str | None = None, clusters: bool = False) -> Iterator[Row]:
    events: dict[str, set[str]] = defaultdict(set, {key: set(members) for key, members in tables.events.items()})
    for row in tables["attendance"]:
        events[row["event"]].add(row["organisation"])
    partnered = set().union(*(members for members in events.values() if len(members) > 1))
    for start, tie, end, _ in tables.ties:
        if tie in {"MEMBER_OF", "MANAGES", "COOPERATES_WITH"} and {start, end} <= tables.organisations.keys():
            partnered |= {start, end}
    for key, body in tables.organisations.items():
        if key not in partnered and country in (None, body["country"]) and (key in tables.clusters or not clusters):
            yield body["name"], body["country"], body["kind"]


def projects_by_programme(tables: Tables, programme: str | None = None) -> Iterator[Row]:
    wanted = named_key(tables, "programmes", programme)
    found: dict[tuple[str, int | None], list[str]] = defaultdict(list)
    for key, row in tables.projects.items():
        started = day(row["start"])
        for name in tables.within(row, "programme", "programmes", wanted) or (
            [] if wanted or row["programme"] else [""]
        ):
            found[name, started.year if started else None].append(key)
    for (name, year), keys in found.items():
        members = set().union(*(tables.events.get(key, set()) for key in keys))
        known = [float(tables.projects[k]["eu_contribution"]) for k in keys if tables.projects[k]["eu_contribution"]]
        money = sum(known) if known else None
        yield tables.names.get(name, "unknown"), year, len(keys), len(members), money, len(keys) - len(known)


def shared_partners(tables: Tables, one: str, other: str) -> Iterator[Row]:
    first, second = (tables.events_of(tables.key_of(name)) for name in (one, other))
    for key, body in tables.organisations.items():
        if body["name"] not in (one, other):
            own = tables.events_of(key)
            with_one, with_other = own & (first - second), own & (second - first)
            if with_one and with_other:
                yield body["name"], body["country"], len(with_one), len(with_other), len(own & first & second)


def stage_needs(tables: Tables, country: str | None = None) -> Iterator[Row]:
    for row in tables["stages"]:
        clusters = [c for c in tables.clusters.values() if (c.get("stage") or "") == row["name"].lower()]
        counted = [c for c in clusters if country in (None, c["country"])]
        for place, need in enumerate(pieces(row["needs"]), start=1):
            yield row["name"], place, need, len(counted)


def overview(tables: Tables) -> Iterator[Row]:
    bodies = [*tables["organisations"], *tables["clusters"], *tables["ministries"]]
    countries = {row["country"] for row in bodies} - {None}
    sheets = ("projects", "alliances", "programmes")
    counts = (len(bodies), len(tables["clusters"]), len(tables["ministries"]), len(countries))
    yield (*counts, *(len(tables[sheet]) for sheet in sheets))


DERIVED: dict[str, Callable[..., Iterator[Row]]] = {
    function.__name__.replace("_", "-"): function
    for function in (
        agreements, alliances_by_sector, alliances_sharing_members, cluster_managers, cluster_members, cluster_projects,
        clusters_by_sector, clusters_without_alliance, coordinators, country_bridges, country_pairs, event_participants,
        expiring_marks, ministry_reach, ministry_ties, money_by_country, organisations_without_partners, overview,
        projects_by_programme, shared_partners, stage_needs,
    )
}  # fmt: skip
