"""What the checks look at, read from the store once for all of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from graphmodel.classification.persons import are_persons, read_person_words
from graphmodel.content import content_folder
from graphmodel.load.state import store_to_ties
from graphmodel.lookup.nuts import versions_by_code
from graphmodel.model import PERSON, RELATIONSHIPS, properties_of

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

_COMMON = ("name", "identifiers", "stub")
#: What of each kind of thing is looked at.
_PROPERTIES = {
    "Organisation": ("country", "region", "kind", "vat"),
    "Project": ("title", "start", "end", "total_cost", "eu_contribution"),
    "Programme": (),
    "Sector": (),
    "MetaCluster": ("since", "until"),
    "Event": ("start", "end", "country"),
}


class Material:
    """Frames of things by label, of participations, and of dated ties; only of things ``among`` the ids given, if any are."""

    def __init__(self, store: Store, among: Collection[str] | None = None) -> None:
        self._store = store
        self._among = among

    @cached_property
    def _everything(self) -> dict[str, pd.DataFrame]:
        frames = {
            label: self._store.read_nodes(label, [*_COMMON, *names]).sort_values("id", ignore_index=True)
            for label, names in _PROPERTIES.items()
        }
        for frame in frames.values():
            frame["stub"] = frame["stub"].fillna(False).astype(bool)
        return frames

    def things(self, label: str) -> pd.DataFrame:
        """The things of a label, by id: ``id, name, identifiers, stub`` and what its checks need."""
        frame = self._everything[label]
        if self._among is None:
            return frame
        return frame[frame["id"].isin(self._among)].reset_index(drop=True)

    @cached_property
    def participations(self) -> pd.DataFrame:
        """``start, end, role, contribution, dataset``: all of each project that is looked at, also those of others."""
        whole = store_to_ties(self._store, "PARTICIPATES_IN")[["start", "end", "role", "contribution", "dataset"]]
        if self._among is None:
            return whole
        return whole[whole["end"].isin(self._among)].reset_index(drop=True)

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of all things, by id; natural persons have none of their own."""
        whole = pd.concat([frame[["id", "name"]] for frame in self._everything.values()])
        known = dict(zip(whole["id"], whole["name"].fillna(whole["id"]), strict=True))
        return {**known, **dict.fromkeys(self.persons, PERSON)}

    @cached_property
    def persons(self) -> frozenset[str]:
        """The ids of natural persons among the organisations."""
        frame = self._everything["Organisation"]
        words = read_person_words(content_folder("classes") / "persons" / "words.toml")
        found = (
            are_persons(frame["name"].tolist(), frame["kind"].tolist(), words) | (frame["name"] == PERSON).to_numpy()
        )
        return frozenset(frame.loc[found, "id"])

    def name_of(self, thing: str) -> str:
        """The name of a thing, or its id."""
        return self.names.get(thing, thing)

    @cached_property
    def tied(self) -> set[str]:
        """The ids at either end of a tie that a path between actors may use."""
        ends = [pd.concat([ties["start"], ties["end"]]) for ties in self._paths.values() if len(ties)]
        return set().union(*ends) if ends else set()

    @cached_property
    def _paths(self) -> dict[str, pd.DataFrame]:
        return {name: store_to_ties(self._store, name) for name, tie in RELATIONSHIPS.items() if tie.path}

    @cached_property
    def dated(self) -> pd.DataFrame:
        """Ties with both dates: ``type, start, end, since, until``."""
        columns = ["start", "end", "since", "until"]
        frames = [
            ties[columns].assign(type=name)
            for name, ties in self._paths.items()
            if {"since", "until"} <= set(properties_of(name)) and len(ties)
        ]
        if not frames:
            return pd.DataFrame(columns=["type", *columns])
        whole = pd.concat(frames, ignore_index=True)
        both = whole[whole["since"].notna() & whole["until"].notna()]
        home = set(self.things("Organisation")["id"])
        return both[both["start"].isin(home)][["type", *columns]].reset_index(drop=True)

    @cached_property
    def versions(self) -> dict[str, tuple[str, ...]]:
        """The versions of the NUTS classification that know a region's code, by code."""
        return versions_by_code(self._store)

    @cached_property
    def decisions(self) -> pd.DataFrame:
        """What was decided on pairs of keys: ``left, right, decision, reason, who``."""
        columns = ["left", "right", "decision", "reason", "who"]
        return self._store.read_nodes("Decision", columns).sort_values(["left", "right"], ignore_index=True)


@dataclass(frozen=True, slots=True)
class Oddities:
    """What a check found: columns ``id`` and ``detail``, one row a thing, and how many things it looked at."""

    found: pd.DataFrame
    checked: int


def oddities(rows: list[tuple[str, str]], checked: int) -> Oddities:
    """Rows of ids with a detail, ordered by id."""
    frame = pd.DataFrame(sorted(set(rows)), columns=["id", "detail"], dtype="str")
    return Oddities(frame, checked)
