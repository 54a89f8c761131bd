"""From the store, what partner suggestions need: everything that counts as working together, names, and web addresses."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from graphmodel.graphs.extraction import store_to_two_mode
from graphmodel.graphs.reading import HeldRelationships
from graphmodel.twomode import TwoMode, two_mode

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

_TITLED = {
    "Project": ("name", "acronym", "title", "names"),
    "MetaCluster": ("name", "names"),
    "Sector": ("name", "names"),
    "Programme": ("name", "names"),
    "Organisation": ("name", "names"),
}
_THEMES = ("Sector", "Programme")
_WEB_ADDRESS = re.compile(r"https?://[^\s@]+", re.IGNORECASE)


def store_to_partnership(store: Store) -> TwoMode:
    """Organisations x whatever makes them partners: projects, alliances, clusters with their members, agreements of two.

    As :func:`.store_to_two_mode` has it, and besides an event of the kind Agreement for each two that have one.
    """
    network = store_to_two_mode(store)
    signed = HeldRelationships(store).read(
        "COOPERATES_WITH", ["since", "until", "dataset"], "Organisation", "Organisation"
    )
    signed = signed[signed["start"] != signed["end"]]
    if not len(signed):
        return network
    least, most = signed[["start", "end"]].min(axis=1), signed[["start", "end"]].max(axis=1)
    signed = signed.assign(event="agreement:" + least + " / " + most, name="Agreement", kind="Agreement")
    agreements = signed.drop_duplicates("event")[["event", "name", "kind"]].rename(columns={"event": "id"})
    ends = [
        signed.rename(columns={end: "actor"})[["actor", "event", "since", "until", "dataset"]]
        for end in ("start", "end")
    ]
    added = pd.concat(ends).assign(type="COOPERATES_WITH")
    return _widened(network, agreements, added)


def with_cluster_bodies(network: TwoMode) -> TwoMode:
    """The same network, in which a cluster that has members takes part in its own membership: they are its partners.

    Choose years before: nothing dates these ties.
    """
    with_members = network.ties.loc[network.ties["type"] == "MEMBER_OF", "event"].unique()
    bodies = network.events["id"].iloc[with_members]
    bodies = bodies[bodies.isin(network.actors["id"])]
    if not len(bodies):
        return network
    return _widened(
        network, network.events.iloc[:0], pd.DataFrame({"actor": bodies, "event": bodies, "type": "MEMBER_OF"})
    )


def _widened(network: TwoMode, events: pd.DataFrame, ties: pd.DataFrame) -> TwoMode:
    """The network with further events, and ties that name their ends by id."""
    actor, event = network.ties["actor"], network.ties["event"]
    present = network.ties.assign(
        actor=network.actors["id"].to_numpy()[actor], event=network.events["id"].to_numpy()[event]
    )
    wide = two_mode(
        network.actors,
        _stacked(network.events, events),
        _stacked(present, ties),
    )
    return replace(wide, undated=network.undated)


def _stacked(*frames: pd.DataFrame) -> pd.DataFrame:
    full = [frame.astype(object) for frame in frames if len(frame)]
    return pd.concat(full, ignore_index=True) if full else frames[0]


def partners_in(network: TwoMode, actor: str) -> set[str]:
    """Ids of all who share an event with one actor."""
    place = int(network.actors["id"].searchsorted(actor))
    met = (network.incidence @ network.incidence[[place]].T).toarray().ravel() > 0
    return set(network.actors["id"][met]) - {actor}


def store_to_names(store: Store, *, themes_only: bool = False) -> dict[str, tuple[str, ...]]:
    """Names and titles of projects, alliances, sectors, programmes and organisations by id; the first is the one to show.

    ``themes_only`` reads those of sectors and programmes alone, which are few.
    """
    names: dict[str, tuple[str, ...]] = {}
    held = store.held()
    for label, properties in _TITLED.items():
        if label not in held or (themes_only and label not in _THEMES):
            continue
        frame = store.read_nodes(label, list(properties)).astype(object)
        for row in frame.itertuples(index=False):
            *single, several = row[1:]
            texts = [*single, *(sorted(several) if isinstance(several, (list, tuple)) else ())]
            names[str(row[0])] = tuple(dict.fromkeys(text for text in texts if isinstance(text, str) and text))
    return names


def store_to_urls(store: Store) -> dict[str, str]:
    """Web addresses of organisations by id; whatever is no plain http address, or names a mailbox, is left out."""
    frame = store.read_nodes("Organisation", ["url"]).dropna(subset=["url"])
    pairs = zip(frame["id"], frame["url"], strict=True)
    return {str(key): str(url) for key, url in pairs if _WEB_ADDRESS.fullmatch(str(url))}


def store_to_bound(store: Store, node_id: str) -> tuple[set[str], set[str]]:
    """Who is tied to one organisation directly, in whatever way; and who has a successor, and so takes up nothing new."""
    tied = store.query(
        "MATCH (n:Organisation {id: $id})--(other:Organisation) RETURN DISTINCT other.id AS id", {"id": node_id}
    )
    gone = store.query("MATCH (n:Organisation)-[:SUCCEEDED_BY]->(:Organisation) RETURN DISTINCT n.id AS id", {})
    return {str(row[0]) for row in tied.rows} - {node_id}, {str(row[0]) for row in gone.rows}
