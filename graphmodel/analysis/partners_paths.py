"""The paths from one actor to another over a common partner: you - project - partner - project - they."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csc_array

from graphmodel.analysis.partners_nearness import joint_events_with_shares
from graphmodel.twomode import TwoMode


@dataclass(frozen=True, eq=False)
class Paths:
    """All paths of two steps that begin at one actor; made by :func:`paths_from_actor`.

    ``by_event``: actors x events with two actors or more. ``events``: in how many of these each actor is. ``first``: the
    first steps, as :meth:`steps` gives them.
    """

    place: int
    by_event: csc_array[Any]
    events: NDArray[np.int64]
    first: pd.DataFrame

    def to_actor(self, other: int) -> pd.DataFrame:
        """The paths to one other actor, which must share no event with the first; the likeliest first.

        Columns: event, partner, other_event (positions in the network), chance (that the walk of
        :func:`.partners_nearness.nearness_to_actor` takes just this path; over all paths they add up to ``walk``). Sorted by
        chance (falling), partner, event, other_event.
        """
        paths = self.first.merge(_steps(self.by_event, other), on="partner", suffixes=("", "_on"))
        paths = paths[(paths["partner"] != self.place) & (paths["partner"] != other)]
        drawn = self.events[self.place] * self.events[paths["partner"]]
        paths = paths.assign(chance=paths["chance"] * paths["chance_on"] / drawn)
        # Chances that are equal on paper may differ in their last bit.
        keys = paths["event_on"], paths["event"], paths["partner"], -paths["chance"].round(15)
        ordered = paths.iloc[np.lexsort(keys)].rename(columns={"event_on": "other_event"})
        return ordered[["event", "partner", "other_event", "chance"]].reset_index(drop=True)


def paths_from_actor(network: TwoMode, place: int) -> Paths:
    """The paths of two steps that begin at the actor at the position ``place``."""
    joint, _ = joint_events_with_shares(network)
    by_event = csc_array(joint)
    by_event.sort_indices()
    return Paths(place, by_event, np.diff(joint.indptr).astype(np.int64), _steps(by_event, place))


def _steps(by_event: csc_array[Any], actor: int) -> pd.DataFrame:
    """Whom an actor meets in which event: event, partner, chance (that the event hands on to just that partner)."""
    here = csc_array(by_event[[actor]])
    events = np.flatnonzero(np.diff(here.indptr))
    met = csc_array(by_event[:, events])
    sizes = np.diff(met.indptr)
    columns = {
        "event": np.repeat(events, sizes).astype(np.int64),
        "partner": met.indices.astype(np.int64),
        "chance": np.repeat(1.0 / np.maximum(sizes - 1, 1), sizes),
    }
    return pd.DataFrame(columns)
