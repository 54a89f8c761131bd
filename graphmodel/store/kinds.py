"""The kind of value that each column of a store has, as the model states it."""

from __future__ import annotations

from graphmodel.model import LABELS, NODE_PROPERTIES, RELATIONSHIP_PROPERTIES, RELATIONSHIPS

_ENDS = {"start": "text", "end": "text"}


def node_kinds(label: str) -> dict[str, str]:
    """The kind of each property that nodes of a label may have, those of the labels it stands for included."""
    own = [entry for entry in LABELS.values() if label in {entry.name, entry.base}]
    kinds = {p.name: p.kind for entry in own for p in entry.properties}
    return {**kinds, **{p.name: p.kind for p in NODE_PROPERTIES}}


def relationship_kinds(type: str) -> dict[str, str]:
    """The kind of each property that relationships of a type may have."""
    own = RELATIONSHIPS[type].properties if type in RELATIONSHIPS else ()
    return {**{p.name: p.kind for p in (*own, *RELATIONSHIP_PROPERTIES)}, **_ENDS}
