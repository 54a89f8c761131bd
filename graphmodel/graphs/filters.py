"""What --country, --region, --sector and --programme mean, everywhere: which things of a graph stay, and so which ties.

- A country and a region *choose* organisations; a sector chooses the projects and alliances that are about it and the
  organisations active in it; a programme chooses the projects it pays for and what else it funds.
- What a filter can speak of and does not choose *leaves*: other organisations; other projects and alliances.
- Anything else stays where it is tied to something chosen: the projects of a country's organisations, the organisations of
  a sector's projects, an event of a project that stays.
- A tie stays where both its ends stay. What describes the rest (sectors, regions, programmes, stages) comes along.
- Sectors, programmes and regions nest: the wider one covers those within it. Several filters must all be met.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypedDict

import pandas as pd

from graphmodel.graphs.reading import HeldRelationships
from graphmodel.model import LABELS, RELATIONSHIPS, THINGS

if TYPE_CHECKING:
    from graphmodel.store.protocol import Readable

#: Labels of what describes other things.
DESCRIBING = frozenset({"Sector", "Region", "Programme", "Stage"})
_DESCRIBE = frozenset({"ACTIVE_IN", "ABOUT", "LOCATED_IN", "WITHIN", "PART_OF"})
_NUTS = re.compile(r"(?:nuts:)?([A-Z]{2}[A-Z0-9]{0,3})")


class FilterOptions(TypedDict, total=False):
    """The filters as keyword arguments: a country by code or name; a region, sector or programme by name or id."""

    country: str | None
    region: str | None
    sector: str | None
    programme: str | None


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters, resolved: the country's ISO code, a NUTS code or the id of a region, ids of a sector and a programme."""

    country: str | None = None
    region: str | None = None
    sector: str | None = None
    programme: str | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) is not None for field in fields(self))

    def options(self) -> dict[str, str]:
        """Those that are set."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in found.items() if value is not None}


def things_that_stay(store: Readable, filters: Filters) -> frozenset[str]:
    """The ids of all things that stay under every filter; bookkeeping (datasets, loads, decisions) is no thing, and stays."""
    graph = _Graph(store)
    stays = set(graph.labels)
    for chosen, speaks_of in _choices(graph, filters):
        under = chosen | {node for node in graph.tied_to(chosen) if not graph.is_any(node, speaks_of)}
        under |= {
            event for event, project in graph.pairs["PART_OF"] if project in under and graph.is_any(event, {"Event"})
        }
        stays &= under
    return frozenset(stays | graph.described(stays) | graph.of_label("Stage"))


def _choices(graph: _Graph, filters: Filters) -> Iterable[tuple[set[str], frozenset[str]]]:
    """For each filter what it chooses, and the labels it can speak of."""
    if filters.country is not None:
        yield graph.organisations_with("country", filters.country), frozenset({"Organisation"})
    if filters.region is not None:
        yield _of_region(graph, filters.region), frozenset({"Organisation"})
    if filters.sector is not None:
        wanted = graph.within(filters.sector)
        about = {start for name in ("ACTIVE_IN", "ABOUT") for start, end in graph.pairs[name] if end in wanted}
        yield about, frozenset({"Project", "MetaCluster"})
    if filters.programme is not None:
        wanted = graph.within(filters.programme)
        paid = {start for start, end in graph.pairs["PART_OF"] if end in wanted}
        funded = {end for start, end in graph.pairs["FUNDS"] if start in wanted}
        yield wanted | paid | funded, frozenset({"Project", "MetaCluster", "Programme"})


def _of_region(graph: _Graph, region: str) -> set[str]:
    code = _NUTS.fullmatch(region)
    named = region if code is None else f"nuts:{code.group(1)}"
    wanted = graph.within(named)
    located = {start for start, end in graph.pairs["LOCATED_IN"] if end in wanted}
    return located | (graph.organisations_with("region", code.group(1), begins=True) if code else set())


class _Graph:
    """The labels of all things and the ends of all ties, read once."""

    def __init__(self, store: Readable) -> None:
        held = HeldRelationships(store)
        self.labels: dict[str, str] = {}
        self.organisations = store.read_nodes("Organisation", ["country", "region"])
        for label in (*THINGS, "Candidate"):
            if LABELS[label].base is None and label != "Organisation":
                self.labels.update(dict.fromkeys(store.read_nodes(label, [])["id"], label))
        self.labels.update(dict.fromkeys(self.organisations["id"], "Organisation"))
        self.pairs: Mapping[str, set[tuple[str, str]]] = {
            name: {pair for frame in held.read_all(name, []) for pair in zip(frame["start"], frame["end"], strict=True)}
            for name in RELATIONSHIPS
        }

    def is_any(self, node: str, labels: Collection[str]) -> bool:
        return self.labels.get(node) in labels

    def of_label(self, label: str) -> set[str]:
        return {node for node, own in self.labels.items() if own == label}

    def organisations_with(self, column: str, value: str, *, begins: bool = False) -> set[str]:
        texts = self.organisations[column]
        hits = texts.str.startswith(value) if begins else texts == value
        chosen: pd.Series = self.organisations.loc[hits.fillna(False).astype(bool), "id"]
        return set(chosen)

    def within(self, whole: str) -> set[str]:
        """A thing and all that lies within it."""
        parts: dict[str, set[str]] = {}
        for part, wider in self.pairs["WITHIN"]:
            parts.setdefault(wider, set()).add(part)
        found, waiting = {whole}, [whole]
        while waiting:
            new = parts.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return found

    def tied_to(self, chosen: set[str]) -> set[str]:
        """What is tied to something chosen, in either direction, by more than a description."""
        found: set[str] = set()
        for name, pairs in self.pairs.items():
            for start, end in pairs if name not in _DESCRIBE or name == "PART_OF" else ():
                if end in chosen:
                    found.add(start)
                if start in chosen:
                    found.add(end)
        return found

    def described(self, things: set[str]) -> set[str]:
        """What describes the things, and what describes that: sectors within wider ones, say."""
        leads: dict[str, set[str]] = {}
        for name in _DESCRIBE:
            for start, end in self.pairs[name]:
                if self.is_any(end, DESCRIBING):
                    leads.setdefault(start, set()).add(end)
        found: set[str] = set()
        waiting = list(things)
        while waiting:
            new = leads.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return found
