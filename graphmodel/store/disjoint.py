"""Relationships in parts, each with the nodes it touches: those that have none in common can be written side by side.

Creating a relationship locks the nodes at its ends until the transaction has ended: of two transactions that share nodes one
waits for the other, and at times both do, which the server ends by undoing one. So the nodes of each label fall into groups,
and relationships from one group to another are a part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from pandas.util import hash_array

from graphmodel.records import RelationshipChange

#: Fewer relationships are one part: the transactions would be so short that none waits for long.
WORTH_PARTING = 5_000


#: The nodes of a label that fall into one group.
Group = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Part:
    """Relationships, and the groups of nodes that they touch."""

    change: RelationshipChange
    nodes: frozenset[Group]


def disjoint_rounds(change: RelationshipChange, lanes: int) -> Iterator[list[Part]]:
    """All relationships of a change, in rounds of at most ``lanes`` parts: no two of a round have a node in common.

    The parts of a round use every group once, as the cells on a diagonal of a square do. Which part a relationship is in
    depends on the ids of its ends alone, and its place there on its place in the change.
    """
    frame, labels = change.frame, (change.start_label, change.end_label)
    if lanes == 1 or len(frame) < WORTH_PARTING:
        yield [Part(change, frozenset((label, group) for label in labels for group in range(lanes)))]
        return
    start, end = _groups(frame["start"], lanes), _groups(frame["end"], lanes)
    for step in range(lanes):
        parts = []
        for group in range(lanes):
            cell = (start == group) & (end == (group + step) % lanes)
            nodes = frozenset(zip(labels, (group, (group + step) % lanes), strict=True))
            if cell.any():
                parts.append(Part(replace(change, frame=frame[cell].reset_index(drop=True)), nodes))
        if step and change.start_label == change.end_label:
            # A group may be the start of one cell and the end of another.
            yield from ([part] for part in parts)
        elif parts:
            yield parts


def _groups(ids: pd.Series, lanes: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    codes, distinct = pd.factorize(ids)
    hashes = hash_array(distinct.to_numpy(dtype=object), categorize=False)
    return (hashes % np.uint64(lanes)).astype(np.int64)[codes]
