"""What speaks for a group of clusters: who bridges them, and what they share, thing by thing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from graphmodel.analysis.sharing import THING_COLUMNS, Sharing


def bridging_organisations(group: Sequence[int], sharing: Sharing) -> pd.DataFrame:
    """Organisations that took part with two or more of the members, not all in one event, and are no clusters themselves.

    ``group`` are rows of ``sharing``. Columns: id, name, members (how many of the group), events (in how many events with
    any of them); sorted by members, events (both falling), id.
    """
    network = sharing.participations
    of_group = csr_array(network.incidence[sharing.rows[list(group)]])
    touched = np.unique(of_group.indices)
    there = csr_array(network.incidence[:, touched])
    members = np.diff(csr_array(there @ of_group[:, touched].T).indptr)
    events = np.diff(there.indptr)
    bridging = (members > 1) & (events > 1)
    bridging[sharing.rows] = False
    found = network.actors.loc[bridging, ["id", "name"]].assign(members=members[bridging], events=events[bridging])
    return found.sort_values(["members", "events", "id"], ascending=[False, False, True], ignore_index=True)


def shared_by_group(group: Sequence[int], sharing: Sharing) -> pd.DataFrame:
    """Events, agreements and members that at least two of the group share.

    Columns: kind, id, name, members (tuple of ids); events and agreements before members, those that most of the group
    share first, then by id.
    """
    ids = [sharing.ids[place] for place in group]
    rows = []
    for matrix, things in ((sharing.joint, sharing.joint_things), (sharing.members, sharing.member_things)):
        part = csr_array(csr_array(matrix[list(group)]).T)
        part.sort_indices()
        found = []
        for place in np.flatnonzero(np.diff(part.indptr) > 1):
            holders = part.indices[part.indptr[place] : part.indptr[place + 1]]
            found.append((*things.iloc[place][list(THING_COLUMNS)], tuple(ids[holder] for holder in holders)))
        rows.extend(sorted(found, key=lambda row: (-len(row[3]), row[1])))
    return pd.DataFrame(rows, columns=[*THING_COLUMNS, "members"])
