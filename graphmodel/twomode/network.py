"""The class :class:`TwoMode` and what can be asked of it without any analysis."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from graphmodel.twomode.spans import days_to_ordinals, held_between

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

#: One value, or several of which any will do; ``None`` asks for nothing.
Values = str | Collection[str] | None
#: Kinds of events that last until somebody says they ended.
STANDING = ("Agreement", "Cluster", "MetaCluster")


@dataclass(frozen=True, eq=False)
class TwoMode:
    """Actors, events, and the ties between them; built by :func:`graphmodel.twomode.two_mode`.

    ``actors``: id, name, country, kind, labels (tuple), sectors (tuple), region.
    ``events``: id, name, kind (Project, MetaCluster, Cluster or Event), start, end (``datetime.date`` or ``None``),
    sectors (tuple), programme. Both are sorted by id.
    ``ties``: actor and event (positions in the other two frames), type, role, since, until, contribution (EUR),
    dataset, rows. Parallel ties (two datasets, two roles) stay apart here and count once in :attr:`incidence`.
    ``undated``: how many ties :meth:`between` left out because nothing dates them.
    """

    actors: pd.DataFrame
    events: pd.DataFrame
    ties: pd.DataFrame
    undated: int = 0

    def __repr__(self) -> str:
        return f"TwoMode({len(self.actors)} actors, {len(self.events)} events, {len(self.ties)} ties)"

    @cached_property
    def incidence(self) -> csr_array[Any, tuple[int, int]]:
        """Actors x events, 1 where at least one tie joins the two (int64)."""
        from scipy.sparse import csr_array

        actor, event = self.ties["actor"].to_numpy(), self.ties["event"].to_numpy()
        first = np.ones(len(actor), dtype=bool)
        first[1:] = (actor[1:] != actor[:-1]) | (event[1:] != event[:-1])
        starts = np.concatenate([[0], np.bincount(actor[first], minlength=len(self.actors)).cumsum()])
        shape = (len(self.actors), len(self.events))
        return csr_array((np.ones(first.sum(), dtype=np.int64), event[first], starts), shape=shape)

    def where(
        self,
        *,
        country: Values = None,
        region: Values = None,
        label: Values = None,
        sector: Values = None,
        kind: Values = None,
        type: Values = None,
        event_kind: Values = None,
        event_sector: Values = None,
        programme: Values = None,
    ) -> TwoMode:
        """The part that meets every condition; of several values any will do.

        ``country``, ``region`` (a NUTS code covers the codes it begins), ``label``, ``sector`` and ``kind`` choose
        actors, ``event_kind``, ``event_sector`` and ``programme`` events, ``type`` ties. Ties with an end that is not
        chosen go; actors and events that lose their ties stay (see :meth:`tied`). Consortia shrink with their actors,
        and weights derived from their size change accordingly.
        """
        actors = (
            _any_of(self.actors["country"], country)
            & _begins(self.actors["region"], region)
            & _holds(self.actors["labels"], label)
            & _holds(self.actors["sectors"], sector)
            & _any_of(self.actors["kind"], kind)
        )
        events = (
            _any_of(self.events["kind"], event_kind)
            & _holds(self.events["sectors"], event_sector)
            & _any_of(self.events["programme"], programme)
        )
        return self._part(actors, events, _any_of(self.ties["type"], type))

    def between(self, first_year: int | None, last_year: int | None) -> TwoMode:
        """The ties that held at some time from the first to the last year, both included; ``None`` sets no limit.

        A tie is dated by its own ``since`` and ``until``, failing those by the event's ``start`` and ``end``. Where
        only one of the two is known, a tie to a cluster, an alliance or an agreement is open at the other side; a tie to
        a project or an event counts in the known year only. A tie that nothing dates is left out and counted in
        ``undated``.
        """
        event = self.ties["event"].to_numpy()
        since, until = days_to_ordinals(self.ties["since"]), days_to_ordinals(self.ties["until"])
        since = np.where(np.isnan(since), days_to_ordinals(self.events["start"])[event], since)
        until = np.where(np.isnan(until), days_to_ordinals(self.events["end"])[event], until)
        standing = self.events["kind"].isin(STANDING).to_numpy()[event]
        held, undated = held_between(since, until, standing, first_year, last_year)
        return self._part(True, True, held, undated=int(undated.sum()))

    def tied(self) -> TwoMode:
        """The same without actors and events that have no tie."""
        actors, events = (
            np.bincount(self.ties[end], minlength=len(frame)) > 0
            for end, frame in (("actor", self.actors), ("event", self.events))
        )
        return self._part(actors, events, True)

    def pairs(self) -> pd.DataFrame:
        """Pairs of actors with a joint event, as positions.

        Columns: left < right (positions), shared (number of joint events), newman (sum over joint events of
        1/(n - 1), n actors in the event; Newman 2001, Physical Review E 64:016132). Sorted by left, right.
        """
        from scipy.sparse import csr_array, diags_array

        sizes = self.incidence.sum(axis=0)
        joint = csr_array(self.incidence[:, np.flatnonzero(sizes > 1)])
        # One product gives both: the real part counts, the imaginary part weighs.
        product = csr_array((joint @ diags_array(1 + 1j / (sizes[sizes > 1] - 1))) @ joint.T)
        product.sort_indices()
        left = np.repeat(np.arange(len(self.actors)), np.diff(product.indptr))
        upper = left < product.indices
        values = product.data[upper]
        return pd.DataFrame(
            {
                "left": left[upper],
                "right": product.indices[upper].astype(np.int64),
                "shared": values.real.astype(np.int64),
                "newman": values.imag.copy(),
            }
        )

    def projection(self) -> pd.DataFrame:
        """Pairs of actors with a joint event, by id: left, right, shared, newman (see :meth:`pairs`), sorted."""
        pairs = self.pairs()
        ids = self.actors["id"]
        ends = {end: ids.take(pairs[end].to_numpy()).reset_index(drop=True) for end in ("left", "right")}
        return pairs.assign(**ends)

    def to_networkx(self) -> Any:
        """A ``networkx.Graph``: actors have ``bipartite=0``, events ``bipartite=1``; see ``twomode_to_networkx``."""
        from graphmodel.twomode.conversion import twomode_to_networkx

        return twomode_to_networkx(self)

    @staticmethod
    def from_networkx(graph: Any) -> TwoMode:
        """From a networkx graph whose nodes carry ``bipartite`` (0 or 1); see ``networkx_to_twomode``."""
        from graphmodel.twomode.conversion import networkx_to_twomode

        return networkx_to_twomode(graph)

    def _part(self, actors: Any, events: Any, ties: Any, undated: int = 0) -> TwoMode:
        actor_kept = np.broadcast_to(np.asarray(actors, dtype=bool), len(self.actors))
        event_kept = np.broadcast_to(np.asarray(events, dtype=bool), len(self.events))
        actor, event = self.ties["actor"].to_numpy(), self.ties["event"].to_numpy()
        part = self.ties[actor_kept[actor] & event_kept[event] & np.asarray(ties, dtype=bool)].reset_index(drop=True)
        part["actor"] = (actor_kept.cumsum() - 1)[part["actor"]]
        part["event"] = (event_kept.cumsum() - 1)[part["event"]]
        return TwoMode(
            self.actors[actor_kept].reset_index(drop=True),
            self.events[event_kept].reset_index(drop=True),
            part,
            self.undated + undated,
        )


def _wanted(values: Values) -> frozenset[str]:
    return frozenset({values} if isinstance(values, str) else values or ())


def _any_of(column: pd.Series, values: Values) -> NDArray[np.bool_]:
    return np.ones(len(column), dtype=bool) if values is None else column.isin(_wanted(values)).to_numpy()


def _holds(column: pd.Series, values: Values) -> NDArray[np.bool_]:
    wanted = _wanted(values)
    return np.array([values is None or not wanted.isdisjoint(held) for held in column], dtype=bool)


def _begins(column: pd.Series, values: Values) -> NDArray[np.bool_]:
    if values is None:
        return np.ones(len(column), dtype=bool)
    return column.str.startswith(tuple(sorted(_wanted(values)))).eq(True).to_numpy()
