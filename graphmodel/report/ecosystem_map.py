"""What the map of an ecosystem shows: actors and what they take part in, with the evidence behind every tie.

The two-mode network is drawn as it is (organisations beside projects, alliances and events), because a consortium of thirty
drawn as 435 partnerships hides what brought them together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from graphmodel.graphs.credits import store_to_credits
from graphmodel.graphs.filters import Filters
from graphmodel.maps import Credit, MapContent
from graphmodel.pages import Language, open_language
from graphmodel.report.map_things import store_to_sectors, store_to_things
from graphmodel.report.map_ties import (
    store_to_drawn_ties,
    store_to_periods,
    ties_between,
    ties_to_edges,
    ties_to_evidence,
)
from graphmodel.report.scope import filters_in_words

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

LARGEST = 2_000


@dataclass(frozen=True, slots=True)
class MapChoice:
    """What part of the ecosystem to draw, under which title and in which language."""

    title: str | None = None
    filters: Filters = field(default_factory=Filters)
    first_year: int | None = None
    last_year: int | None = None
    largest: int = LARGEST
    among: frozenset[str] | None = None
    language: str = "en"


def store_to_ecosystem_map(store: Store, choice: MapChoice) -> MapContent:
    """Read the actors, events and ties that are chosen, and put them into the form a map is drawn from.

    All that is not data is in the language of the choice; names and other texts of the data are as they were loaded.

    ``among`` keeps ties between the things of these ids only. ``store`` is the part that the filters leave: they are told
    below the title, not applied here. Years keep ties that hold in them, undated ones being left out and counted. Of more than
    ``largest`` things those with the most ties are drawn, and the map says so.
    """
    words = open_language(choice.language)
    things = store_to_things(store, store_to_sectors(store), words)
    ties = store_to_drawn_ties(store, store_to_periods(store), words)
    notes: list[str] = []
    if choice.first_year is not None or choice.last_year is not None:
        ties, undated = ties_between(ties, choice.first_year, choice.last_year)
        if undated:
            left_out = words.plural(
                "{n} tie without a date is left out.", "{n} ties without a date are left out.", undated
            )
            notes.append(left_out.format(n=words.form(undated, "count")))
    if choice.among is not None:
        ties = ties[ties["start"].isin(choice.among) & ties["end"].isin(choice.among)]
    degree = pd.concat([ties["start"], ties["end"]]).value_counts()
    drawn = things[things["id"].isin(degree.index)]
    lone = len(things) - len(drawn) if choice == MapChoice(choice.title, language=choice.language) else 0
    if len(drawn) > choice.largest:
        order = drawn.assign(degree=drawn["id"].map(degree)).sort_values(["degree", "id"], ascending=[False, True])
        counts = {"all": words.form(len(drawn), "count"), "n": words.form(choice.largest, "count")}
        notes.append(words.text("Of {all} things the {n} with the most ties are drawn.").format(**counts))
        drawn = order.head(choice.largest).sort_values("id").drop(columns="degree")
    if lone:
        not_drawn = words.plural(
            "{n} thing without any tie is not drawn; `graphmodel ask organisations-without-partners` lists organisations.",
            "{n} things without any tie are not drawn; `graphmodel ask organisations-without-partners` lists organisations.",
            lone,
        )
        notes.append(not_drawn.format(n=words.form(lone, "count")))
    shown = set(drawn["id"])
    ties = ties[ties["start"].isin(shown) & ties["end"].isin(shown)]
    if "MEMBER_OF" not in store.held():
        notes.append(words.text("No member lists loaded; `graphmodel template` shows how to add yours."))
    names = dict(zip(things["id"], things["name"], strict=True))
    nodes = drawn.assign(size=drawn["id"].map(degree).astype(float))
    credits = store_to_credits(store)
    return MapContent(
        title=words.text("Cluster ecosystem") if choice.title is None else choice.title,
        subtitle=_subtitle(store, choice, words),
        nodes=nodes.reset_index(drop=True),
        edges=ties_to_edges(ties, words),
        evidence=ties_to_evidence(ties, names, {c["dataset"]: c for c in credits}, words),
        credits=[
            Credit(c.get("name", c["dataset"]), *(c.get(k, "") for k in ("publisher", "url", "licence", "credit")))
            for c in credits
            if c.keys() & {"publisher", "url", "licence", "credit"}
        ],
        notes=notes,
        size_meaning=words.text("number of ties"),
        weight_meaning=words.text("number of rows that state the tie"),
        language=choice.language,
    )


def _subtitle(store: Store, choice: MapChoice, words: Language) -> str:
    parts = filters_in_words(choice.filters, words, store)
    if choice.first_year is not None or choice.last_year is not None:
        first, last = (year if year is not None else "…" for year in (choice.first_year, choice.last_year))
        parts.append(words.text("years: {first} to {last}").format(first=first, last=last))
    return ", ".join(parts)
