"""What the map of an ecosystem shows: actors and what they take part in, with the evidence behind every tie.

The two-mode network is drawn as it is (organisations beside projects, alliances and events), because a consortium of thirty
drawn as 435 partnerships hides what brought them together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from graphmodel.graphs.credits import store_to_credits
from graphmodel.maps import Credit, MapContent
from graphmodel.report.map_things import store_to_sectors, store_to_things, store_to_things_of_sector
from graphmodel.report.map_ties import (
    store_to_drawn_ties,
    store_to_periods,
    ties_between,
    ties_to_edges,
    ties_to_evidence,
    ties_touching,
)

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

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
    among: frozenset[str] | None = None


def store_to_ecosystem_map(store: Store, choice: MapChoice) -> MapContent:
    """Read the actors, events and ties that are chosen, and put them into the form a map is drawn from.

    ``among`` keeps ties between the things of these ids only.

    ``country`` keeps actors of a country and what they take part in; ``sector`` (its id) keeps things of a sector and
    what is tied to them; years keep ties that hold in them, undated ones being left out and counted. Of more than
    ``largest`` things those with the most ties are drawn, and the map says so.
    """
    sectors = store_to_sectors(store)
    things = store_to_things(store, sectors)
    ties = store_to_drawn_ties(store, store_to_periods(store))
    notes: list[str] = []
    if choice.first_year is not None or choice.last_year is not None:
        ties, undated = ties_between(ties, choice.first_year, choice.last_year)
        if undated:
            notes.append(f"{undated:,} ties without a date are left out.")
    if choice.country:
        home = things["kind"].isin(["Organisation", "Cluster", "Ministry"]) & (things["country"] == choice.country)
        ties = ties_touching(ties, set(things.loc[home, "id"]))
    if choice.sector:
        ties = ties_touching(ties, store_to_things_of_sector(store, choice.sector))
    if choice.among is not None:
        ties = ties[ties["start"].isin(choice.among) & ties["end"].isin(choice.among)]
    degree = pd.concat([ties["start"], ties["end"]]).value_counts()
    drawn = things[things["id"].isin(degree.index)]
    lone = len(things) - len(drawn) if choice == MapChoice(choice.title) else 0
    if len(drawn) > choice.largest:
        order = drawn.assign(degree=drawn["id"].map(degree)).sort_values(["degree", "id"], ascending=[False, True])
        notes.append(f"Of {len(drawn):,} things the {choice.largest:,} with the most ties are drawn.")
        drawn = order.head(choice.largest).sort_values("id").drop(columns="degree")
    if lone:
        notes.append(
            f"{lone:,} things without any tie are not drawn; `graphmodel ask organisations-without-partners` lists organisations."
        )
    shown = set(drawn["id"])
    ties = ties[ties["start"].isin(shown) & ties["end"].isin(shown)]
    if not store.counts().get("MEMBER_OF"):
        notes.append(NO_MEMBERS)
    names = dict(zip(things["id"], things["name"], strict=True))
    nodes = drawn.assign(size=drawn["id"].map(degree).astype(float))
    credits = store_to_credits(store)
    return MapContent(
        title=choice.title,
        subtitle=_subtitle(choice),
        nodes=nodes.reset_index(drop=True),
        edges=ties_to_edges(ties),
        evidence=ties_to_evidence(ties, names, {c["dataset"]: c for c in credits}),
        credits=[
            Credit(c.get("name", c["dataset"]), *(c.get(k, "") for k in ("publisher", "url", "licence", "credit")))
            for c in credits
            if c.keys() & {"publisher", "url", "licence", "credit"}
        ],
        notes=notes,
        size_meaning="number of ties",
        weight_meaning="number of rows that state the tie",
    )


def _subtitle(choice: MapChoice) -> str:
    parts = [f"country {choice.country}" if choice.country else "", f"sector {choice.sector}" if choice.sector else ""]
    if choice.first_year is not None or choice.last_year is not None:
        parts.append(f"{choice.first_year or '...'} to {choice.last_year or '...'}")
    return ", ".join(part for part in parts if part)
