"""What clusters may share: events, agreements, members and partners, as 0/1 matrices with a row for each cluster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from graphmodel.errors import RequestError
from graphmodel.twomode import TwoMode

Matrix = csr_array[Any, tuple[int, int]]

#: What one kind of tie consists of: kind (Project, MetaCluster ..., Agreement, Member), id, name; one row a column.
THING_COLUMNS = ("kind", "id", "name")


@dataclass(frozen=True, eq=False)
class Sharing:
    """Clusters and what they take part in.

    ``rows``: positions of the clusters among the actors of ``participations``. ``joint``: clusters x events and
    agreements, described by ``joint_things``; ``members``: clusters x member organisations, by ``member_things``;
    ``partners``: clusters x all organisations known by id (``partner_ids``), 1 where they met or are a member.
    """

    participations: TwoMode
    rows: NDArray[np.int64]
    joint: Matrix
    joint_things: pd.DataFrame
    members: Matrix
    member_things: pd.DataFrame
    partners: Matrix
    partner_ids: pd.Index

    @property
    def ids(self) -> list[str]:
        """Ids of the clusters, in the order of the rows."""
        return [str(one) for one in self.participations.actors["id"].iloc[self.rows]]


def shared_things(
    participations: TwoMode, rows: NDArray[np.int64], memberships: TwoMode | None, agreements: pd.DataFrame | None
) -> Sharing:
    """Gather what the clusters at ``rows`` of ``participations`` take part in.

    ``memberships``: members are the actors, clusters the events. ``agreements``: columns start and end (ids); those
    between two of the clusters count, each pair once. Raises :class:`~graphmodel.errors.RequestError` where ``agreements``
    lacks a column.
    """
    clusters = pd.Index(participations.actors["id"].iloc[rows])
    events = participations.events[list(THING_COLUMNS)]
    pairs = _agreed_pairs(agreements, clusters)
    signed = _matrix(pairs.ravel(), np.repeat(np.arange(len(pairs)), 2), (len(rows), len(pairs)))
    names = [tuple(sorted((clusters[one], clusters[other]))) for one, other in pairs]
    agreed = pd.DataFrame(
        {"kind": "Agreement", "id": [" / ".join(pair) for pair in names]}, columns=list(THING_COLUMNS)
    )
    members, member_things = _members(memberships, clusters)
    met = csr_array(participations.incidence[rows] @ participations.incidence.T)
    actors = pd.Index(participations.actors["id"])
    known = actors.append(pd.Index(member_things["id"]).difference(actors))
    columns = known.get_indexer(pd.Index(member_things["id"]))
    partner_row = np.concatenate([met.tocoo().row, members.tocoo().row])
    partner_column = np.concatenate([met.tocoo().col, columns[members.tocoo().col]])
    apart = known.get_indexer(clusters)[partner_row] != partner_column
    return Sharing(
        participations,
        rows,
        csr_array(hstack([participations.incidence[rows], signed], format="csr")),
        pd.concat([events, agreed.assign(name=agreed["id"])], ignore_index=True),
        members,
        member_things,
        _matrix(partner_row[apart], partner_column[apart], (len(rows), len(known))),
        known,
    )


def _agreed_pairs(agreements: pd.DataFrame | None, clusters: pd.Index) -> NDArray[np.int64]:
    if agreements is None or not len(agreements):
        return np.zeros((0, 2), dtype=np.int64)
    if not {"start", "end"} <= set(agreements.columns):
        raise RequestError("There is no column start or end.", where="agreements", remedy="Name both ends by id.")
    ends = np.column_stack([clusters.get_indexer(pd.Index(agreements[end])) for end in ("start", "end")])
    between = (ends >= 0).all(axis=1) & (ends[:, 0] != ends[:, 1])
    return np.unique(np.sort(ends[between].astype(np.int64), axis=1), axis=0)


def _members(memberships: TwoMode | None, clusters: pd.Index) -> tuple[Matrix, pd.DataFrame]:
    if memberships is None:
        return _matrix(np.zeros(0), np.zeros(0), (len(clusters), 0)), pd.DataFrame(columns=list(THING_COLUMNS))
    of_event = clusters.get_indexer(pd.Index(memberships.events["id"]))
    ties = memberships.incidence.tocoo()
    wanted = of_event[ties.col] >= 0
    things = memberships.actors[["id", "name"]].assign(kind="Member")[list(THING_COLUMNS)]
    return _matrix(of_event[ties.col[wanted]], ties.row[wanted], (len(clusters), len(things))), things


def _matrix(rows: NDArray[Any], columns: NDArray[Any], shape: tuple[int, int]) -> Matrix:
    cells = np.unique(np.column_stack([rows, columns]).astype(np.int64), axis=0)
    return csr_array((np.ones(len(cells), dtype=np.int64), (cells[:, 0], cells[:, 1])), shape=shape)
