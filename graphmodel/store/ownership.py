"""What in a database that others use too is ours, and what merely has our labels.

Every node and relationship graphmodel writes carries a property that nothing but graphmodel has a reason to write: what tells
that it is ours. No mark is added for the purpose, so that a store on a server holds just what a folder does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graphmodel.model import LABELS, NODE_PROPERTIES, RELATIONSHIP_PROPERTIES, RELATIONSHIPS
from graphmodel.store.schema import cypher_name

#: The property by which a relationship is ours: the key of its start, as the source writes it.
TIE_MARK = "start_key"
_THING_MARK = "claims"
_BOOK_MARKS: Mapping[str, str] = {"Load": "lease_until", "Decision": "decision"}
#: Every property that graphmodel may have given a node or a relationship.
NODE_NAMES = tuple(sorted({p.name for label in LABELS.values() for p in (*label.properties, *NODE_PROPERTIES)}))
TIE_NAMES = tuple(
    sorted({p.name for tie in RELATIONSHIPS.values() for p in (*tie.properties, *RELATIONSHIP_PROPERTIES)})
)


def node_mark(label: str) -> str:
    """The property by which a node of a label is ours.

    >>> node_mark("Cluster"), node_mark("Load")
    ('claims', 'lease_until')
    """
    return _BOOK_MARKS.get(label, _THING_MARK)


#: The labels and types that are in use in a database: queries about all of ours pass over the others, which take time to plan.
IN_USE_QUERY = (
    "CALL db.labels() YIELD label RETURN label AS name UNION ALL "
    "CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType AS name"
)


def census_query(in_use: Iterable[str]) -> str:
    """The query that counts, by label and by type, what there is and what of it is ours: ``name, whole, ours``.

    Empty where none of our names is in use.

    >>> census_query(["Sector", "Invoice"])
    "MATCH (x:Sector) RETURN 'Sector' AS name, count(x) AS whole, sum(CASE WHEN x.claims IS NULL THEN 0 ELSE 1 END) AS ours"
    """
    return " UNION ALL ".join(
        f"MATCH {pattern} RETURN '{name}' AS name, count(x) AS whole, sum(CASE WHEN x.{mark} IS NULL THEN 0 ELSE 1 END) AS ours"
        for pattern, name, mark in _marked(in_use)
    )


def held_query(in_use: Iterable[str]) -> str:
    """The query that names the labels and types of which anything is ours: ``name``. Empty where none of our names is in use.

    >>> held_query(["Sector", "Invoice"])
    "MATCH (x:Sector) WHERE x.claims IS NOT NULL RETURN 'Sector' AS name LIMIT 1"
    """
    return " UNION ALL ".join(
        f"MATCH {pattern} WHERE x.{mark} IS NOT NULL RETURN '{name}' AS name LIMIT 1"
        for pattern, name, mark in _marked(in_use)
    )


def presence_query() -> str:
    """The query that gives a row where anything is ours but the claim of a writer, whose id is the parameter ``claim``."""
    found = [
        f"MATCH (x:{cypher_name(label)}) WHERE x.{node_mark(label)} IS NOT NULL AND x.id <> $claim "
        "RETURN 1 AS found LIMIT 1"
        for label in LABELS
    ]
    return " UNION ALL ".join(found)


def _marked(in_use: Iterable[str]) -> list[tuple[str, str, str]]:
    """Of our labels and types those in use: a pattern of what has it, itself, and the mark by which that is ours."""
    used = set(in_use)
    nodes = [(f"(x:{cypher_name(label)})", label, node_mark(label)) for label in LABELS if label in used]
    return nodes + [(f"()-[x:{cypher_name(name)}]->()", name, TIE_MARK) for name in RELATIONSHIPS if name in used]
