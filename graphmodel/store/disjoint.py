"""Relationships in parts that can be written side by side, because no node is at an end in two of them.

Creating a relationship locks the nodes at its ends until the transaction has ended: of two transactions that share nodes one
waits for the other. So the nodes of each label fall into groups, and relationships from one group to another are a part.
The parts of a round use every group once, as the cells on a diagonal of a square do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
from pandas.util import hash_array

from graphmodel.records import RelationshipChange

#: Fewer relationships are one part: the transactions would be so short that none waits for long.
WORTH_PARTING = 5_000


def disjoint_rounds(change: RelationshipChange, lanes: int) -> Iterator[list[RelationshipChange]]:
    """All relationships of a change, in rounds of at most ``lanes`` parts: no two of a round have a node in common.

    Which part one is in depends on the ids of its ends alone, and its place there on its place in the change.
    """
    frame = change.frame
    if lanes == 1 or len(frame) < WORTH_PARTING:
        yield [change]
        return
    start, end = _groups(frame["start"], lanes), _groups(frame["end"], lanes)
    distance = (end - start) % lanes
    for step in range(lanes):
        # Where both ends have one label, a group may be the start of one cell and the end of another.
        together = bool(step) and change.start_label == change.end_label
        cells = [distance == step] if together else [(distance == step) & (start == group) for group in range(lanes)]
        parts = [replace(change, frame=frame[cell].reset_index(drop=True)) for cell in cells if cell.any()]
        if parts:
            yield parts


def _groups(ids: pd.Series, lanes: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    codes, distinct = pd.factorize(ids)
    hashes = hash_array(distinct.to_numpy(dtype=object), categorize=False)
    return (hashes % np.uint64(lanes)).astype(np.int64)[codes]
