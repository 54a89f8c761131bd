"""Building a two-mode network from frames: checked, in a fixed form, and sorted, so that row order never matters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graphmodel.errors import RequestError
from graphmodel.twomode.columns import ACTOR_COLUMNS, EVENT_COLUMNS, TIE_COLUMNS, frame_in_form
from graphmodel.twomode.network import TwoMode

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ACTOR_COLUMNS", "EVENT_COLUMNS", "TIE_COLUMNS", "two_mode"]


def two_mode(actors: pd.DataFrame, events: pd.DataFrame, ties: pd.DataFrame) -> TwoMode:
    """A two-mode network from frames whose ties name actors and events by id.

    ``actors`` and ``events`` need a column ``id``, ``ties`` the columns ``actor`` and ``event`` (ids); the other
    columns of :class:`TwoMode` are filled with missing values where absent, and a missing name becomes the id. Actors
    and events are sorted by id, ties by actor, event and then every other column.

    Raises :class:`~graphmodel.errors.RequestError` where an id is missing or given twice, a tie names something that is
    not listed, or a date cannot be read.

    >>> tm = two_mode(
    ...     pd.DataFrame({"id": ["b", "a"]}), pd.DataFrame({"id": ["p"]}),
    ...     pd.DataFrame({"actor": ["b", "a"], "event": ["p", "p"]}),
    ... )
    >>> tm.actors["id"].tolist(), tm.incidence.toarray().tolist()
    (['a', 'b'], [[1], [1]])
    """
    actors = _nodes_in_form(actors, ACTOR_COLUMNS, "actors")
    events = _nodes_in_form(events, EVENT_COLUMNS, "events")
    actor = _positions(ties, "actor", actors)
    event = _positions(ties, "event", events)
    rest = frame_in_form(ties, TIE_COLUMNS)
    frame = pd.DataFrame({"actor": actor, "event": event, **{name: rest[name] for name in rest}})
    return TwoMode(actors, events, _sorted_ties(frame))


def _nodes_in_form(frame: pd.DataFrame, columns: Mapping[str, str], where: str) -> pd.DataFrame:
    if "id" not in frame.columns and len(frame):
        raise RequestError("There is no column id.", where=where, remedy="Name each row by an id of its own.")
    nodes = frame_in_form(frame, columns)
    if nodes["id"].isna().any():
        raise RequestError("An id is missing.", where=where, remedy="Name each row by an id of its own.")
    twice = nodes["id"][nodes["id"].duplicated()]
    if len(twice):
        raise RequestError(f"The id {twice.min()!r} is given twice.", where=where, remedy="Give one row for each id.")
    nodes["name"] = nodes["name"].mask(nodes["name"].isna() | (nodes["name"] == ""), nodes["id"])
    return nodes.sort_values("id", ignore_index=True)


def _positions(ties: pd.DataFrame, column: str, nodes: pd.DataFrame) -> NDArray[np.int64]:
    if not len(ties):
        return np.zeros(0, dtype=np.int64)
    if column not in ties.columns:
        raise RequestError(f"There is no column {column}.", where="ties", remedy="Name both ends of each tie by id.")
    keys = ties[column].astype("str")
    positions: NDArray[np.int64] = pd.Index(nodes["id"]).get_indexer(pd.Index(keys)).astype(np.int64)
    unknown = keys[positions < 0]
    if len(unknown):
        raise RequestError(
            f"{len(unknown)} of {len(ties)} ties name an {column} that is not listed, such as "
            f"{min(str(key) for key in unknown)!r}.",
            where="ties",
            remedy=f"List every {column} that has a tie.",
        )
    return positions


def _sorted_ties(ties: pd.DataFrame) -> pd.DataFrame:
    actor, event = ties["actor"].to_numpy(), ties["event"].to_numpy()
    # Few ties are parallel: only those need the slow comparison of the other columns.
    parallel = ties[ties.duplicated(["actor", "event"], keep=False)].sort_values(list(TIE_COLUMNS))
    place = np.zeros(len(ties), dtype=np.int64)
    place[parallel.index] = np.arange(len(parallel))
    return ties.iloc[np.lexsort((place, event, actor))].reset_index(drop=True)
