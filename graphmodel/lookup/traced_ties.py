"""The relationships behind a figure, each with its properties, and which dataset leads where several state one tie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from graphmodel.model import DEFAULT_PRECEDENCE, RELATIONSHIPS, properties_of

if TYPE_CHECKING:
    from graphmodel.lookup.origins import Origins
    from graphmodel.store.protocol import Store

_AMONG = "MATCH (a)-[r]->(b) WHERE a.id IN $ids AND b.id IN $ids RETURN a.id, type(r), b.id, r"
_SHARED = (
    "MATCH (a)--(x) WHERE a.id IN $ids WITH x, count(DISTINCT a.id) AS tied WHERE tied > 1 AND x.claims IS NOT NULL "
    "WITH collect(x.id) AS shared MATCH (a)-[r]-(x) WHERE a.id IN $ids AND x.id IN shared AND NOT x.id IN $ids "
    "RETURN startNode(r).id, type(r), endNode(r).id, r"
)
_OF_ONE = "MATCH (a)-[r]-() WHERE a.id = $id RETURN startNode(r).id, type(r), endNode(r).id, r"
_PROJECTS_OF = "MATCH (j:Project)-[:PART_OF]->(g:Programme) WHERE g.id IN $ids RETURN DISTINCT j.id"
_OF_COUNTRIES = (
    "MATCH (o:Organisation)-[r]->(x) WHERE o.country IN $countries AND x.id IN $ids "
    "RETURN startNode(r).id, type(r), endNode(r).id, r"
)
_EVENTS_OF_COUNTRY = (
    "MATCH (o:Organisation)-[r:PARTICIPATES_IN|BELONGS_TO]->(x) WHERE o.country = $country RETURN DISTINCT x.id"
)
#: Amounts decide which dataset leads, the others only fill what it leaves blank.
_FILLED = frozenset({"role", "since", "until"})


@dataclass(frozen=True, slots=True)
class Tie:
    """One relationship as one dataset states it."""

    start: str
    type: str
    end: str
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class TiesOfThings:
    """Relationships by the things they tie."""

    store: Store

    def shared(self, ids: Sequence[str]) -> list[Tie]:
        """Those among several things, and those that tie two or more of them to another."""
        if not ids:
            return []
        return self._ties(_AMONG, ids=list(ids)) + self._ties(_SHARED, ids=list(ids))

    def of(self, node_id: str) -> list[Tie]:
        """All of one thing."""
        return self._ties(_OF_ONE, id=node_id)

    def of_countries(self, countries: Sequence[str], ids: Sequence[str]) -> list[Tie]:
        """Those of the organisations of some countries: with the things named, for a programme with all its projects; where
        nothing is named, with the projects and alliances that organisations of each of the countries take part in.
        """
        if ids:
            projects = [str(row[0]) for row in self.store.query(_PROJECTS_OF, {"ids": list(ids)}).rows]
            belonging = self._ties(_AMONG, ids=[*projects, *ids]) if projects else []
            return belonging + self._ties(_OF_COUNTRIES, countries=list(countries), ids=[*projects, *ids])
        met = [{str(row[0]) for row in self.store.query(_EVENTS_OF_COUNTRY, {"country": c}).rows} for c in countries]
        return self._ties(_OF_COUNTRIES, countries=list(countries), ids=sorted(set.intersection(*met)))

    def members_of_candidate(self, node_id: str) -> list[str]:
        """The clusters of a saved candidate; none for anything else."""
        rows = self.store.query("MATCH (n:Candidate) WHERE n.id = $id RETURN n.members", {"id": node_id}).rows
        return list(rows[0][0] or ()) if rows else []

    def _ties(self, cypher: str, **parameters: Any) -> list[Tie]:
        rows = self.store.query(cypher, parameters).rows
        return [Tie(start, name, end, tie) for start, name, end, tie in rows if name in RELATIONSHIPS]


def ties_to_rows(ties: Iterable[Tie], origins: Origins) -> Iterator[dict[str, Any]]:
    """The rows of a trace for some relationships, sorted."""
    distinct = {(t.start, t.type, t.end, repr(sorted(t.properties.items(), key=str))): t for t in ties}
    ordered = [distinct[place] for place in sorted(distinct)]
    for _, group in groupby(ordered, key=lambda tie: (tie.start, tie.type, tie.end)):
        yield from _rows_of_one(list(group), origins)


def _rows_of_one(stated: Sequence[Tie], origins: Origins) -> Iterator[dict[str, Any]]:
    """All that the datasets say of one tie, the one that leads first."""
    precedence = origins.precedence()
    rich = {tie.properties["dataset"] for tie in stated if tie.properties.get("contribution") is not None}

    def rank(name: str) -> tuple[bool, float, str]:
        return name not in rich, precedence.get(name, DEFAULT_PRECEDENCE), name

    datasets = sorted({str(tie.properties["dataset"]) for tie in stated}, key=rank)
    lead = datasets[0]
    for tie in sorted(stated, key=lambda tie: (rank(str(tie.properties["dataset"])), str(tie.properties.get("rows")))):
        dataset = str(tie.properties["dataset"])
        given = {name: tie.properties[name] for name in properties_of(tie.type) if tie.properties.get(name) is not None}
        for name, value in {"": "", **given}.items():
            if len(datasets) == 1:
                shown, why = True, "the only dataset that states it"
            elif dataset == lead:
                shown, why = True, _lead(lead, datasets[1], rich, precedence)
            else:
                blank = name in _FILLED and not any(
                    each.properties.get(name) for each in stated if each.properties["dataset"] == lead
                )
                shown = blank and len([each for each in stated if each.properties["dataset"] == lead]) == 1
                why = f"fills what {lead} leaves blank" if shown else f"counted once: {lead} leads"
            said = {"type": tie.type, "thing": tie.start, "other": tie.end, "property": name, "value": value}
            key = f"{tie.properties['start_key']} -> {tie.properties['end_key']}"
            sources = tie.properties.get("source") or ()
            for place in origins.columns(dataset, str(tie.properties["load"]), str(tie.properties["rows"]), sources):
                yield {**said, "shown": shown, "why": why, "key": key, **place}


def _lead(lead: str, other: str, rich: set[Any], precedence: dict[str, float]) -> str:
    """Why a dataset leads where several state one tie (see :mod:`graphmodel.graphs.union`)."""
    if lead in rich and other not in rich:
        return f"{lead} leads: it states the amount"
    first, second = (precedence.get(name, DEFAULT_PRECEDENCE) for name in (lead, other))
    if first != second:
        return f"{lead} leads: precedence {first:g} before {second:g} ({other})"
    return f"{lead} leads: precedence alike, before {other} by name"
