"""A part of a store, read like the whole: what the filters leave, for every analysis, map, export and question alike.

Whole tables are read from the store and cut to what stays. A question in Cypher cannot be cut afterwards, so the part is
written into a small store of its own the first time one is asked, and asked there; that store lives in a folder of the system's
temporary files until the part is closed. Nothing can be written to a part.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
import pandas as pd

from graphmodel.errors import RequestError
from graphmodel.graphs.filters import Filters, things_that_stay
from graphmodel.graphs.reading import HeldRelationships
from graphmodel.model import LABELS, NODE_PROPERTIES, RELATIONSHIP_PROPERTIES, RELATIONSHIPS, THINGS, properties_of
from graphmodel.records import Changes, NodeChange, RelationshipChange

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graphmodel.store.protocol import Readable, Rows, Store

_CUT = frozenset({*THINGS, "Candidate"})


class ReadablePart:
    """What of a graph stays under some filters: whole tables, as :class:`~graphmodel.store.protocol.Readable` has them."""

    def __init__(self, whole: Readable, filters: Filters) -> None:
        #: What it is a part of, which may be a part itself.
        self.whole = whole
        self.filters = filters

    @cached_property
    def stays(self) -> frozenset[str]:
        """Ids of the things that stay."""
        return things_that_stay(self.whole, self.filters)

    def read_nodes(self, label: str, properties: Sequence[str]) -> pd.DataFrame:
        """As :meth:`graphmodel.store.protocol.Readable.read_nodes`."""
        frame = self.whole.read_nodes(label, properties)
        return frame[_among(frame["id"], self.stays)].reset_index(drop=True) if label in _CUT else frame

    def read_relationships(
        self, type: str, properties: Sequence[str], start_label: str, end_label: str
    ) -> pd.DataFrame:
        """As :meth:`graphmodel.store.protocol.Readable.read_relationships`."""
        frame = self.whole.read_relationships(type, properties, start_label, end_label)
        for end, label in (("start", start_label), ("end", end_label)):
            if label in _CUT:
                frame = frame[_among(frame[end], self.stays)]
        return frame.reset_index(drop=True)

    def held(self) -> set[str]:
        """As :meth:`graphmodel.store.protocol.Readable.held`."""
        return set(self.counts())

    def counts(self) -> dict[str, int]:
        """As :meth:`graphmodel.store.protocol.Readable.counts`."""
        held = self.whole.held()
        nodes = {label: len(self.read_nodes(label, [])) for label in LABELS if label in held}
        relationships = HeldRelationships(self.whole)
        ties = {
            name: sum(len(self._cut(frame)) for frame in relationships.read_all(name, []))
            for name in RELATIONSHIPS
            if name in held
        }
        return {name: count for name, count in {**nodes, **ties}.items() if count}

    def _cut(self, frame: pd.DataFrame) -> pd.DataFrame:
        # Ends that keep the books are not among the ids that leave either.
        gone = self._gone
        return frame[~(_among(frame["start"], gone) | _among(frame["end"], gone))]

    @cached_property
    def _gone(self) -> frozenset[str]:
        every = (self.whole.read_nodes(label, [])["id"] for label in sorted(_CUT) if LABELS[label].base is None)
        return frozenset(node for ids in every for node in ids) - self.stays


class StorePart(ReadablePart):
    """A part of a store that can be asked in Cypher too; a store of its own holds it from the first question on."""

    whole: Store

    def __init__(self, whole: Store, filters: Filters) -> None:
        super().__init__(whole, filters)
        self._open = contextlib.ExitStack()

    @property
    def address(self) -> str:
        """That of the whole store."""
        return self.whole.address

    @property
    def engine(self) -> str:
        """That of the whole store."""
        return self.whole.engine

    def close(self) -> None:
        """Let go of what the part holds; the whole store stays open."""
        self._open.close()

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        """Run one Cypher statement on the part, as :meth:`graphmodel.store.protocol.Store.query` does."""
        return self._own.query(cypher, parameters)

    def empty(self) -> bool:
        """Whether nothing stays."""
        return not self.stays

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("_"):
            raise AttributeError(name)
        raise RequestError(
            f"A part of a store knows no {name}: it can only be read.",
            remedy="Leave the filters away to change the store.",
        )

    @cached_property
    def _own(self) -> Store:
        from graphmodel.store import open_store

        folder = self._open.enter_context(TemporaryDirectory(prefix="graphmodel-part-", ignore_cleanup_errors=True))
        store = self._open.enter_context(open_store(Path(folder) / "store"))
        store.ensure_schema()
        content = Changes(new_nodes=list(self._nodes()), new_relationships=list(self._relationships()))
        if not content.empty:
            store.fill(content)
        return store

    def _nodes(self) -> Iterator[NodeChange]:
        found: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {}
        common = [p.name for p in NODE_PROPERTIES if p.name != "id"]
        held = self.whole.held()
        for label in sorted(LABELS, key=lambda name: (LABELS[name].base is not None, name)):
            if label not in held:
                continue
            names = ["labels", *dict.fromkeys([*(p.name for p in LABELS[label].properties), *common])]
            frame = self.read_nodes(label, names).astype(object)
            for row in frame.to_dict("records"):
                known = {str(name): value for name, value in row.items() if _is_known(value) and name != "labels"}
                labels, values = found.setdefault(str(row["id"]), (tuple(row["labels"]), {}))
                values.update({n: list(v) if isinstance(v, tuple) else v for n, v in known.items()})
        for _, (labels, values) in sorted(found.items()):
            yield NodeChange(labels, values)

    def _relationships(self) -> Iterator[RelationshipChange]:
        relationships = HeldRelationships(self.whole)
        common = [p.name for p in RELATIONSHIP_PROPERTIES]
        for name in RELATIONSHIPS:
            names = list(dict.fromkeys([*properties_of(name), *common]))
            for (start, end), frame in relationships.read_pairs(name, names):
                part = self._cut(frame)
                if len(part):
                    yield RelationshipChange(name, start, end, part.reset_index(drop=True))


def _among(ids: pd.Series, wanted: Collection[str]) -> NDArray[np.bool_]:
    # The frame's own isin would make an array of all that is wanted, each time.
    return np.fromiter((each in wanted for each in ids), dtype=bool, count=len(ids))


def _is_known(value: Any) -> bool:
    return isinstance(value, list | tuple) or not pd.isna(value)
