"""The store as a two-mode network: organisations x the projects, alliances and clusters they belong to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from graphmodel.cycles import without_cycle_search
from graphmodel.errors import RequestError
from graphmodel.graphs.reading import HeldRelationships
from graphmodel.graphs.union import unite_ties
from graphmodel.twomode import ACTOR_COLUMNS, EVENT_COLUMNS, TIE_COLUMNS, TwoMode, two_mode

if TYPE_CHECKING:
    from graphmodel.store.protocol import Readable

#: Relationship types that make events of what they lead to: type -> kind of event.
EVENT_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "PARTICIPATES_IN": "Project",
        "BELONGS_TO": "MetaCluster",
        "MEMBER_OF": "Cluster",
        "TOOK_PART_IN": "Event",
    }
)
#: Joint projects, alliances and memberships: what makes two organisations partners.
DEFAULT_TYPES = ("PARTICIPATES_IN", "BELONGS_TO", "MEMBER_OF")

_TIE_DTYPES = {
    column: {"number": "float64", "from": "object", "to": "object"}.get(form, "str")
    for column, form in TIE_COLUMNS.items()
}
_TIE_PROPERTIES = ("role", "since", "until", "contribution", "dataset", "rows")
#: Kind of event -> its properties in the store, for the columns name, start and end of an event.
_EVENT_PROPERTIES: Mapping[str, tuple[tuple[str, ...], str, str]] = {
    "Project": (("name", "acronym", "title"), "start", "end"),
    "MetaCluster": (("name",), "since", "until"),
    "Event": (("name",), "start", "end"),
}
_NUTS = "nuts:"


@without_cycle_search()
def store_to_two_mode(store: Readable, *, types: Collection[str] = DEFAULT_TYPES) -> TwoMode:
    """Read all organisations, the events of the given types, and their ties.

    ``types``: any of :data:`EVENT_KINDS`. All organisations are actors, also those without ties; all projects, alliances,
    clusters or events are events, also those nobody took part in. What several datasets say of one tie is one tie (see
    :func:`graphmodel.graphs.union.unite_ties`). An actor's ``region`` is its NUTS code, failing that the code of the
    region it is located in; of several programmes an event shows the one whose id comes first.

    Raises :class:`~graphmodel.errors.RequestError` for a type that makes no events.
    """
    chosen = [name for name in EVENT_KINDS if name in set(types)]
    if len(chosen) < len(set(types)) or not chosen:
        unknown = sorted(set(types) - set(EVENT_KINDS))
        raise RequestError(
            f"Ties of the type {unknown[0]!r} make no events." if unknown else "No type of tie was chosen.",
            remedy=f"Choose among {', '.join(EVENT_KINDS)}.",
        )
    held = HeldRelationships(store)
    # While Python takes over one table, the engine gathers another.
    with ThreadPoolExecutor(2, "graphmodel-read") as threads:
        tie_reads = [threads.submit(_ties, held, name) for name in chosen]
        actor_read = threads.submit(_actors, store, held)
        event_reads = [threads.submit(_events, store, held, EVENT_KINDS[name]) for name in chosen]
        ties = [read.result() for read in tie_reads]
        actors = actor_read.result()
        events = [read.result() for read in event_reads]
    if "MEMBER_OF" in chosen:
        place = chosen.index("MEMBER_OF")
        events[place] = _clusters(events[place], actors, ties[place])
    full = [frame for frame in ties if len(frame)] or ties[:1]
    united = unite_ties(pd.concat(full, ignore_index=True), _precedence(store))
    return two_mode(actors, _stacked(events), united)


def _ties(held: HeldRelationships, name: str) -> pd.DataFrame:
    end = "Organisation" if EVENT_KINDS[name] == "Cluster" else EVENT_KINDS[name]
    frame = held.read(name, list(_TIE_PROPERTIES), "Organisation", end)
    frame = frame.rename(columns={"start": "actor", "end": "event"}).assign(type=name)
    # The store keeps an empty text where a key property, such as a role, is not known.
    frame["role"] = frame["role"].where(frame["role"] != "")
    # One type a column, so that the ties of several types can be put together.
    return frame.reindex(columns=pd.Index(TIE_COLUMNS)).astype(_TIE_DTYPES)


def _actors(store: Readable, held: HeldRelationships) -> pd.DataFrame:
    organisations = store.read_nodes("Organisation", ["labels", "name", "country", "kind", "region"])
    sectors = _targets(held, "ACTIVE_IN", "Organisation", "Sector")
    return organisations.assign(
        sectors=organisations["id"].map(sectors),
        region=_regions(held, organisations),
    )[list(ACTOR_COLUMNS)]


def _events(store: Readable, held: HeldRelationships, kind: str) -> pd.DataFrame:
    if kind == "Cluster":
        return store.read_nodes("Cluster", ["founded"])
    names, start, end = _EVENT_PROPERTIES[kind]
    frame = store.read_nodes(kind, [*names, start, end])
    title = frame[names[0]]
    for other in names[1:]:
        title = title.where(title.notna() & (title != ""), frame[other])
    events = pd.DataFrame({"id": frame["id"], "name": title, "kind": kind, "start": frame[start], "end": frame[end]})
    if kind == "Project":
        programmes = _targets(held, "PART_OF", "Project", "Programme")
        events["sectors"] = events["id"].map(_targets(held, "ABOUT", "Project", "Sector"))
        events["programme"] = events["id"].map({project: first[0] for project, first in programmes.items()})
    elif kind == "MetaCluster":
        events["sectors"] = events["id"].map(_targets(held, "ACTIVE_IN", "MetaCluster", "Sector"))
    return events


def _clusters(clusters: pd.DataFrame, actors: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """Clusters, and every other organisation (an association, say) that has members."""
    founded = clusters.set_index("id")["founded"]
    wanted = actors["id"].isin(founded.index) | actors["id"].isin(ties["event"])
    events = actors.loc[wanted, ["id", "name", "sectors"]]
    years = {cluster: str(year) for cluster, year in founded.dropna().items()}
    return events.assign(kind="Cluster", start=events["id"].map(years))


def _targets(held: HeldRelationships, name: str, start: str, end: str) -> dict[str, tuple[str, ...]]:
    """What each thing is tied to: ids, alphabetical, each once."""
    frame = held.read(name, [], start, end)
    found: dict[str, list[str]] = {}
    for source, target in zip(frame["start"].tolist(), frame["end"].tolist(), strict=True):
        found.setdefault(source, []).append(target)
    return {source: tuple(sorted(set(targets))) for source, targets in found.items()}


def _regions(held: HeldRelationships, organisations: pd.DataFrame) -> pd.Series:
    located = {
        source: codes[0].removeprefix(_NUTS)
        for source, targets in _targets(held, "LOCATED_IN", "Organisation", "Region").items()
        if (codes := [target for target in targets if target.startswith(_NUTS)])
    }
    own = organisations["region"]
    return own.where(own.notna() & (own != ""), organisations["id"].map(located))


def _precedence(store: Readable) -> dict[str, float]:
    frame = store.read_nodes("Dataset", ["precedence"]).dropna(subset=["precedence"])
    return {
        node.removeprefix("dataset:"): float(value)
        for node, value in zip(frame["id"], frame["precedence"], strict=True)
    }


def _stacked(frames: list[pd.DataFrame]) -> pd.DataFrame:
    full = [frame.reindex(columns=list(EVENT_COLUMNS)).astype(object) for frame in frames if len(frame)]
    return pd.concat(full, ignore_index=True) if full else pd.DataFrame(columns=list(EVENT_COLUMNS))
