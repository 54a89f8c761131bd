"""What every store offers, whichever engine keeps the graph."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, Self

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.records import Changes
    from graphmodel.store.lease import Claim, Lease

#: Told after each batch how much of a write is done: things written so far, things in all.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a query: the names of its columns, and its rows in the order the engine gave them.

    Values are plain Python: str, int, float, bool, None, ``datetime.date`` and ``datetime.datetime``, lists and dicts. A
    node is a dict of its properties (without ``claims``) with its labels, alphabetical, under ``_labels``; a
    relationship one with its type under ``_type``; a path a list of nodes and relationships in turn.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Counters:
    """What a write did, as the engine counted it."""

    nodes_created: int = 0
    nodes_deleted: int = 0
    relationships_created: int = 0
    relationships_deleted: int = 0
    properties_set: int = 0

    def __add__(self, other: Counters) -> Counters:
        return Counters(
            self.nodes_created + other.nodes_created,
            self.nodes_deleted + other.nodes_deleted,
            self.relationships_created + other.relationships_created,
            self.relationships_deleted + other.relationships_deleted,
            self.properties_set + other.properties_set,
        )


class Readable(Protocol):
    """Whole tables of a graph: what a store offers, and so does an earlier edition of its data."""

    def read_nodes(self, label: str, properties: Sequence[str]) -> pd.DataFrame:
        """All nodes of a label, in no particular order: ``id`` and the named properties.

        The property ``labels`` stands for all labels of the node, a tuple in alphabetical order. Columns have the type
        of their kind in the model (see :mod:`graphmodel.store.columns`), for empty stores too.
        """

    def read_relationships(
        self, type: str, properties: Sequence[str], start_label: str, end_label: str
    ) -> pd.DataFrame:
        """All relationships of a type between nodes of two labels, in no particular order.

        Columns: ``start`` and ``end`` (node ids), then the named properties.
        """

    def counts(self) -> dict[str, int]:
        """How many nodes carry each label and how many relationships each type has, those with none left out."""

    def held(self) -> set[str]:
        """The labels and types of which there is anything: what :meth:`counts` names, and cheaper to ask."""


#: Properties and values: meant is what has one of the values in one of the properties.
Among = Mapping[str, Collection[str]]


class Store(Readable, Protocol):
    """An open store. Close it, or use it in a ``with`` block."""

    def read_relationships(
        self, type: str, properties: Sequence[str], start_label: str, end_label: str, *, among: Among | None = None
    ) -> pd.DataFrame:
        """As :meth:`Readable.read_relationships`; with ``among`` only those it means."""

    @property
    def address(self) -> str:
        """The folder, or the address of the server."""

    @property
    def engine(self) -> str:
        """Name and version of the engine, as in ``Neo4j 5.26.30``."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def close(self) -> None:
        """Let go of the store; closing twice does no harm."""

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        """Run one Cypher statement that reads.

        Raises :class:`~graphmodel.errors.QueryError` for a statement that writes, cannot be understood (with the place),
        reads files or addresses, or whose parameters are not the ones given.
        """

    def claim(self) -> Claim | None:
        """The claim of whoever is writing, or was broken off while writing."""

    def lease(self, name: str) -> AbstractContextManager[Lease]:
        """Claim the store for one write, to be told to :meth:`apply`; what an earlier write left that was broken off is
        removed first. The claim ends with the write, or with the block.

        Raises :class:`~graphmodel.errors.StoreError` while another writer holds the store.
        """

    def recover(self) -> None:
        """Remove what a write left that was broken off; does nothing otherwise, also while another writer is at work."""

    def apply(self, changes: Changes, *, on_progress: Progress | None = None, lease: Lease | None = None) -> Counters:
        """Write changes, all of them or none. With a ``lease`` it is renewed meanwhile, and ends.

        Nodes are matched by label and id as they stand when the write begins, the ends of relationships by their ids
        once nodes have been changed.

        Raises :class:`~graphmodel.errors.StoreError` when the engine refuses (a second node of the same id, say), or
        when something to be changed is not there; the store is then as it was.
        """

    def fill(self, content: Changes | Iterable[Changes], *, on_progress: Progress | None = None) -> Counters:
        """Write the first content of an empty store, faster than :meth:`apply` does.

        It may come in slices, no relationship before its ends; how much there is in all is then not told (0). In a
        folder this process holds it is all or nothing. Over Bolt it goes in transactions of bounded size, the nodes of
        ``Load`` last, under a claim of its own; when it fails, what was written is removed again, and where that fails
        too (the server is gone), the claim stays and tells the next writer.

        Raises :class:`~graphmodel.errors.StoreError` for a store that is not empty, and as :meth:`apply` does.
        """

    def read_slices(self) -> Iterator[Changes]:
        """Everything ours, a bounded part at a time: what has to be created to have it again, nodes first."""

    def fill_slices(self, slices: Iterable[Changes], *, check: Callable[[Iterable[Changes]], None]) -> None:
        """Write the first content of an empty store as it comes, no relationship before its ends.

        ``check`` is handed all of it as it was read again, and raises where it is not right. In a folder this process
        holds the content counts only then. Over Bolt the claim says until then that it is half of something; it is
        removed when anything fails, and else by whoever claims the store next.

        Raises :class:`~graphmodel.errors.StoreError` for a store that is not empty, and as :meth:`apply` does.
        """

    def prepare(self) -> None:
        """Get ready for a first content that is still worked out; may be called in another thread meanwhile.

        Raises :class:`~graphmodel.errors.StoreError` as :meth:`fill` would.
        """

    def ensure_schema(self) -> None:
        """Create what :func:`~graphmodel.store.schema.schema_statements` lists where it is missing."""

    def empty(self) -> bool:
        """Whether the store holds no node of ours."""

    def foreign_counts(self) -> dict[str, int]:
        """How many nodes and relationships carry each of our labels and types without being ours; none in a folder.

        Whole tables, counts and writes leave them alone; a query counts them like any other.
        """
