"""Batches of nodes and relationships on their way from a file to the store.

A recipe yields :class:`Nodes` and :class:`Relationships` (what one source says, by its own keys); planning turns them into
:class:`Changes` (what has to be written, by node id), which a store applies.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Nodes:
    """What one table says of things of one label.

    ``frame`` holds a column per property, aligned with the table's rows; ``key`` the things' own keys
    (``namespace:value``, missing where the row has none); ``also`` further keys of the same things.
    """

    label: str
    key: pd.Series
    frame: pd.DataFrame
    also: tuple[pd.Series, ...] = ()
    described: bool = True


@dataclass(frozen=True, slots=True)
class Relationships:
    """What one table says of ties of one type, between things named by their own keys.

    ``start_label`` and ``end_label`` say what an end is that nothing else describes, where the type leaves it open.
    """

    type: str
    start: pd.Series
    end: pd.Series
    frame: pd.DataFrame
    start_label: str = ""
    end_label: str = ""


Records = Nodes | Relationships


@dataclass(frozen=True, slots=True)
class NodeChange:
    """A node to write: its labels (alphabetical) and all its properties, ``id`` among them.

    ``old_id`` and ``old_labels`` are set where the node exists already; every property not listed is removed.
    """

    labels: tuple[str, ...]
    properties: dict[str, Any]
    old_id: str | None = None
    old_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationshipChange:
    """Relationships of one type between nodes of one (base) label each, as columns.

    ``frame`` has ``start`` and ``end`` (node ids) and a column per property. ``match`` names the columns that, with both
    ends, identify an existing relationship; creations do not need it.
    """

    type: str
    start_label: str
    end_label: str
    frame: pd.DataFrame
    match: tuple[str, ...] = ()


@dataclass(slots=True)
class Changes:
    """Everything one write does. A store changes nodes, removes and changes relationships, and removes nodes, before it
    adds any.
    """

    new_nodes: list[NodeChange] = field(default_factory=list)
    changed_nodes: list[NodeChange] = field(default_factory=list)
    gone_nodes: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    new_relationships: list[RelationshipChange] = field(default_factory=list)
    changed_relationships: list[RelationshipChange] = field(default_factory=list)
    gone_relationships: list[RelationshipChange] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many nodes and relationships are created, changed and removed."""
        return {
            "nodes_created": len(self.new_nodes),
            "nodes_changed": len(self.changed_nodes),
            "nodes_removed": len(self.gone_nodes),
            "relationships_created": sum(len(c.frame) for c in self.new_relationships),
            "relationships_changed": sum(len(c.frame) for c in self.changed_relationships),
            "relationships_removed": sum(len(c.frame) for c in self.gone_relationships),
        }

    @property
    def added(self) -> int:
        """How many nodes and relationships are created."""
        return self.counts["nodes_created"] + self.counts["relationships_created"]

    @property
    def empty(self) -> bool:
        """Whether nothing has to be written."""
        return not any(self.counts.values())
