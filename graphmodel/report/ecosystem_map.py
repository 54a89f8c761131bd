"""What the map of an ecosystem shows: actors and what they take part in, with the evidence behind every tie.

The two-mode network is drawn as it is (organisations beside projects, alliances and events), because a consortium of thirty
drawn as 435 partnerships hides what brought them together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from graphmodel.graphs.credits import store_to_credits
from graphmodel.load.state import store_to_ties
from graphmodel.lookup.finding import kind_of
from graphmodel.maps import Credit, MapContent
from graphmodel.model import LABELS, RELATIONSHIPS, properties_of

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

_DRAWN = ("Organisation", "Project", "MetaCluster", "Event", "Programme")
_TIES = ("PARTICIPATES_IN", "BELONGS_TO", "MEMBER_OF", "MANAGES", "COOPERATES_WITH", "OVERSEES", "FUNDS", "TOOK_PART_IN",
         "UNIT_OF", "SUCCEEDED_BY", "PART_OF")
_TIE_NAMES: Mapping[str, str] = {
    "PARTICIPATES_IN": "takes part in project", "BELONGS_TO": "member of alliance", "MEMBER_OF": "member of cluster",
    "MANAGES": "manages", "COOPERATES_WITH": "agreement", "OVERSEES": "oversees", "FUNDS": "funds",
    "TOOK_PART_IN": "took part in event", "UNIT_OF": "unit of", "SUCCEEDED_BY": "succeeded by", "PART_OF": "part of",
}
_DETAILS = ("short_name", "kind", "founded", "stage", "mark", "mark_until", "level", "government", "scheme", "acronym",
            "title", "start", "end", "since", "until", "total_cost", "eu_contribution", "status", "period", "fund", "why")
NO_MEMBERS = "No member lists loaded; `graphmodel template` shows how to add yours."
LARGEST = 2_000


@dataclass(frozen=True, slots=True)
class MapChoice:
    """What part of the ecosystem to draw, and under which title."""

    title: str = "Cluster ecosystem"
    country: str | None = None
    sector: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    largest: int = LARGEST


def store_to_ecosystem_map(store: Store, choice: MapChoice) -> MapContent:
    """Read the actors, events and ties that are chosen, and put them into the form a map is drawn from.

    ``country`` keeps actors of a country and what they take part in; ``sector`` (name or id) keeps things of a sector and
    what is tied to them; years keep ties that hold in them, undated ones being left out and counted. Of more than
    ``largest`` things those with the most ties are drawn, and the map says so.
    """
    sectors = _sectors_of(store)
    things = _things(store, sectors)
    ties = _ties(store, _periods(store))
    notes: list[str] = []
    if choice.first_year is not None or choice.last_year is not None:
        ties, undated = _between(ties, choice.first_year, choice.last_year)
        if undated:
            notes.append(f"{undated:,} ties without a date are left out.")
    if choice.country:
        home = things["kind"].isin(["Organisation", "Cluster", "Ministry"]) & (things["country"] == choice.country)
        ties = _touching(ties, set(things.loc[home, "id"]))
    if choice.sector:
        ties = _touching(ties, {i for i, own in zip(things["id"], things["sectors"], strict=True)
                                if choice.sector in own or choice.sector in {f"sector:{s}" for s in own}})
    degree = pd.concat([ties["start"], ties["end"]]).value_counts()
    drawn = things[things["id"].isin(degree.index)]
    lone = len(things) - len(drawn) if not (choice.country or choice.sector or choice.first_year) else 0
    if len(drawn) > choice.largest:
        order = drawn.assign(degree=drawn["id"].map(degree)).sort_values(["degree", "id"], ascending=[False, True])
        notes.append(f"Of {len(drawn):,} things the {choice.largest:,} with the most ties are drawn.")
        drawn = order.head(choice.largest).sort_values("id").drop(columns="degree")
    if lone:
        notes.append(f"{lone:,} things without any tie are not drawn; `graphmodel ask without-partners` lists organisations.")
    shown = set(drawn["id"])
    ties = ties[ties["start"].isin(shown) & ties["end"].isin(shown)]
    if not len(store_to_ties(store, "MEMBER_OF")):
        notes.append(NO_MEMBERS)
    names = dict(zip(things["id"], things["name"], strict=True))
    nodes = drawn.assign(size=np.sqrt(drawn["id"].map(degree).astype(float)))
    credits = store_to_credits(store)
    return MapContent(
        title=choice.title, subtitle=_subtitle(choice), nodes=nodes.reset_index(drop=True), edges=_edges(ties),
        evidence=_evidence(ties, names, {c["dataset"]: c for c in credits}),
        credits=[Credit(c.get("name", c["dataset"]), *(c.get(k, "") for k in ("publisher", "url", "licence", "credit")))
                 for c in credits],
        notes=notes, size_meaning="number of ties", weight_meaning="number of rows that state the tie")


def _subtitle(choice: MapChoice) -> str:
    parts = [f"country {choice.country}" if choice.country else "", f"sector {choice.sector}" if choice.sector else ""]
    if choice.first_year is not None or choice.last_year is not None:
        parts.append(f"{choice.first_year or '...'} to {choice.last_year or '...'}")
    return ", ".join(part for part in parts if part)


def _sectors_of(store: Store) -> dict[str, tuple[str, ...]]:
    names = dict(store.read_nodes("Sector", ["name"])[["id", "name"]].itertuples(index=False, name=None))
    found: dict[str, set[str]] = {}
    for type_ in ("ACTIVE_IN", "ABOUT"):
        ties = store_to_ties(store, type_)
        for start, end in zip(ties["start"], ties["end"], strict=True):
            found.setdefault(start, set()).add(str(names.get(end, end)))
    return {node: tuple(sorted(own)) for node, own in found.items()}


def _things(store: Store, sectors: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    from babel import Locale

    territories = Locale("en").territories
    rows: list[dict[str, Any]] = []
    for label in _DRAWN:
        properties = {p.name for name, entry in LABELS.items() if label in (name, entry.base) for p in entry.properties}
        wanted = sorted((properties & {*_DETAILS, "name", "names", "country", "city", "url"}) | {"labels"})
        for row in store.read_nodes(label, wanted).to_dict("records"):
            known = {str(k): v for k, v in row.items() if _present(v)}
            country = known.get("country")
            rows.append({
                "id": known["id"], "name": known.get("name", known["id"]), "kind": kind_of(tuple(known["labels"])),
                "country": country, "country_name": territories.get(country, country) if country else None,
                "sectors": sectors.get(str(known["id"]), ()), "city": known.get("city"), "url": known.get("url"),
                "year": _year(known.get("start") or known.get("since") or known.get("founded")),
                "names": tuple(known.get("names", ())) + ((known["short_name"],) if "short_name" in known else ()),
                "details": tuple((key.replace("_", " "), _shown(known[key])) for key in _DETAILS if key in known),
            })
    columns = ["id", "name", "kind", "country", "country_name", "sectors", "city", "url", "year", "names", "details"]
    return pd.DataFrame(rows, columns=columns, dtype=object).sort_values("id", ignore_index=True)


def _present(value: Any) -> bool:
    return isinstance(value, list | tuple | np.ndarray) or not pd.isna(value)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.0f} EUR"
    return str(value)


def _year(value: Any) -> int | None:
    if isinstance(value, date):
        return value.year
    return int(value) if value is not None else None


def _periods(store: Store) -> dict[str, tuple[Any, Any]]:
    """When the things lasted that ties lead to: a tie without dates of its own holds as long as its project does."""
    found: dict[str, tuple[Any, Any]] = {}
    for label, first, last in (("Project", "start", "end"), ("Event", "start", "end"), ("MetaCluster", "since", "until")):
        for node, *days in store.read_nodes(label, [first, last])[["id", first, last]].itertuples(index=False, name=None):
            start, end = (day if _present(day) else None for day in days)
            found[node] = (start, end)
    return found


def _ties(store: Store, periods: Mapping[str, tuple[Any, Any]]) -> pd.DataFrame:
    frames = []
    for type_ in _TIES:
        ties = store_to_ties(store, type_)
        if len(ties):
            dates = ties.reindex(columns=["since", "until"]).astype(object)
            dates = dates.where(dates.notna(), None)
            own = dates["since"].notna() | dates["until"].notna()
            for place, column in enumerate(("since", "until")):
                lasted = pd.Series([periods.get(node, (None, None))[place] for node in ties["end"]], index=ties.index,
                                   dtype=object)
                dates[column] = dates[column].where(own, lasted)
            details = _details(ties.assign(**dates), type_)
            frames.append(pd.DataFrame({
                "start": ties["start"], "end": ties["end"], "type": type_, "since": dates["since"],
                "until": dates["until"], "details": details, "dataset": ties["dataset"], "rows": ties["rows"],
                "source": ties["source"].astype(object)}))
    columns = ["start", "end", "type", "since", "until", "details", "dataset", "rows", "source"]
    whole = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns, dtype=object)
    return whole.sort_values(["start", "end", "type", "dataset", "rows"], ignore_index=True)


def _details(ties: pd.DataFrame, type_: str) -> list[str]:
    parts: list[list[str]] = [[] for _ in range(len(ties))]
    for name, entry in properties_of(type_).items():
        if name in {"since", "until"}:
            continue
        for place, value in enumerate(ties[name].tolist()):
            if _present(value) and value != "":
                text = f"{value:,.0f} EUR" if entry.kind == "amount" else str(value)
                parts[place].append(text)
    for place, (since, until) in enumerate(zip(*(ties.reindex(columns=["since", "until"]).astype(object)[c].tolist()
                                                 for c in ("since", "until")), strict=True)):
        if _present(since) or _present(until):
            years = [str(day.year) if _present(day) else "..." for day in (since, until)]
            parts[place].append("-".join(dict.fromkeys(years)))
    return [", ".join(texts) for texts in parts]


def _between(ties: pd.DataFrame, first: int | None, last: int | None) -> tuple[pd.DataFrame, int]:
    since = pd.Series([day.year if _present(day) else None for day in ties["since"]], index=ties.index, dtype="float64")
    until = pd.Series([day.year if _present(day) else None for day in ties["until"]], index=ties.index, dtype="float64")
    undated = since.isna() & until.isna()
    holds = (since.fillna(-np.inf) <= (last if last is not None else np.inf)) & (
        until.fillna(np.inf) >= (first if first is not None else -np.inf))
    return ties[holds & ~undated], int(undated.sum())


def _touching(ties: pd.DataFrame, ids: set[str]) -> pd.DataFrame:
    return ties[ties["start"].isin(ids) | ties["end"].isin(ids)]


def _edges(ties: pd.DataFrame) -> pd.DataFrame:
    grouped = ties.groupby(["start", "end", "type"], sort=True)
    edges = grouped.agg(since=("since", _earliest), until=("until", _latest), weight=("rows", "size")).reset_index()
    return pd.DataFrame({
        "source": edges["start"], "target": edges["end"], "kind": edges["type"].map(_TIE_NAMES),
        "directed": [RELATIONSHIPS[t].directed for t in edges["type"]], "weight": edges["weight"].astype(float),
        "since": edges["since"], "until": edges["until"]})


def _earliest(days: pd.Series) -> Any:
    return min((day for day in days if _present(day)), default=None)


def _latest(days: pd.Series) -> Any:
    return max((day for day in days if _present(day)), default=None)


def _evidence(ties: pd.DataFrame, names: Mapping[str, str], datasets: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    rows = []
    columns = ("start", "end", "type", "details", "dataset", "rows", "source")
    for start, end, type_, details, dataset, place, named in zip(*(ties[c].tolist() for c in columns), strict=True):
        source = next((datasets[s] for s in (named if _present(named) else ()) if s in datasets), {})
        text = f"{names[start]} {RELATIONSHIPS[type_].meaning}: {names[end]}"
        origin = f"{source.get('name', dataset)}; {dataset}, {place}"
        rows.append((start, end, _TIE_NAMES[type_], f"{text} ({details})" if details else text, origin,
                     source.get("url", "")))
    return pd.DataFrame(rows, columns=["source", "target", "kind", "text", "origin", "url"], dtype=object)
