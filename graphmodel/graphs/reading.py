"""Reading relationships without asking for what the store does not hold: every question costs, and most types are rare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING

import pandas as pd

from graphmodel.model import LABELS, RELATIONSHIPS

if TYPE_CHECKING:
    from graphmodel.store.protocol import Readable


class HeldRelationships:
    """The relationships of a store, where it holds any of the type and of both labels."""

    def __init__(self, store: Readable) -> None:
        self._store = store
        self._held = store.held()

    def read(self, name: str, properties: Sequence[str], start: str, end: str) -> pd.DataFrame:
        """The frame of the store's ``read_relationships``; empty, of objects, where there can be none."""
        if {name, start, end} <= self._held:
            return self._store.read_relationships(name, properties, start, end)
        return pd.DataFrame(columns=["start", "end", *properties], dtype=object)

    def read_all(self, name: str, properties: Sequence[str]) -> Iterator[pd.DataFrame]:
        """A frame for each pair of labels the type connects and the store holds."""
        return (frame for _, frame in self.read_pairs(name, properties))

    def read_pairs(self, name: str, properties: Sequence[str]) -> Iterator[tuple[tuple[str, str], pd.DataFrame]]:
        """The same frames, each with its pair of labels."""
        tie = RELATIONSHIPS[name]
        for start, end in product(_bases(tie.starts), _bases(tie.ends)):
            # What lies within a larger thing is of its kind: a region in a region.
            if (start == end or name != "WITHIN") and {name, start, end} <= self._held:
                yield (start, end), self._store.read_relationships(name, properties, start, end)


def _bases(labels: Sequence[str]) -> list[str]:
    return sorted({LABELS[label].base or label for label in labels})
