"""The schema of a store, generated from the model: ids are unique, and every label finds its nodes by id.

The constraint stands on the labels that specialise no other; as every Cluster and Ministry is an Organisation too, it
covers them. They get a plain index beside it: ArcadeDB (26.11) refuses to change the labels of a node that two unique
indexes hold.
"""

from __future__ import annotations

import re

from graphmodel.errors import StoreError
from graphmodel.model import LABELS

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def schema_statements() -> list[str]:
    """The Cypher that sets up a store; running it again changes nothing.

    >>> print("\\n".join(schema_statements()[:2]))
    CREATE CONSTRAINT organisation_id IF NOT EXISTS FOR (n:Organisation) REQUIRE n.id IS UNIQUE
    CREATE INDEX cluster_id IF NOT EXISTS FOR (n:Cluster) ON (n.id)
    """
    return list(schema_by_label().values())


def schema_by_label() -> dict[str, str]:
    """The statement that each label needs."""
    return {
        name: f"CREATE INDEX {_index_name(name)} IF NOT EXISTS FOR (n:{name}) ON (n.id)"
        if label.base
        else f"CREATE CONSTRAINT {_index_name(name)} IF NOT EXISTS FOR (n:{name}) REQUIRE n.id IS UNIQUE"
        for name, label in LABELS.items()
    }


def _index_name(label: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", label).lower() + "_id"


def cypher_name(name: str) -> str:
    """A label, type or property name, checked so that it can stand in a statement.

    Names cannot be parameters, and they come from the model; anything but letters, digits and underscores is refused.

    >>> cypher_name("PARTICIPATES_IN")
    'PARTICIPATES_IN'
    """
    if not _NAME.fullmatch(name):
        raise StoreError(
            f"{name!r} cannot be the name of a label, type or property.", remedy="Use letters, digits and underscores."
        )
    return name


def labels_pattern(labels: tuple[str, ...]) -> str:
    """Labels as they stand in a pattern, alphabetical.

    >>> labels_pattern(("Organisation", "Cluster"))
    ':Cluster:Organisation'
    """
    return "".join(f":{cypher_name(label)}" for label in sorted(labels))
