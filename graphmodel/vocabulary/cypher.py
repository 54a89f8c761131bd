"""The schema as text for a terminal: patterns as Cypher writes them, properties, constraints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphmodel.model import LABELS, RELATIONSHIPS, Property


def schema_text() -> str:
    """What ``graphmodel schema`` prints: kinds of things and ties with their properties, then the constraints.

    >>> schema_text().splitlines()[2]
    '(:Organisation {name, names, short_name, country, region, city, kind, sme, url, vat, body_class, class_reason, class_by})'
    """
    return "\n".join([*_things(), "", *_ties(), "", *_constraints(), ""])


def _things() -> Iterator[str]:
    yield "// Things: every node also carries id, identifiers, source, stub and claims"
    yield ""
    for label in LABELS.values():
        labels = ":".join(sorted(label.labels, key=lambda name: name != label.base))
        yield f"(:{labels}{_braces(label.properties)})"
        yield f"  // {label.meaning}"


def _ties() -> Iterator[str]:
    yield "// Ties: every relationship also carries dataset, load, rows, start_key, end_key and source"
    yield ""
    for tie in RELATIONSHIPS.values():
        ends = [f"(:{'|'.join(names)})" for names in (tie.starts, tie.ends)]
        yield f"{ends[0]}-[:{tie.name}{_braces(tie.properties)}]-{'>' if tie.directed else ''}{ends[1]}"
        yield f"  // {tie.meaning}{'' if tie.path else '; not a path between actors'}"


def _constraints() -> Iterator[str]:
    from graphmodel.store.schema import schema_statements

    yield "// Constraints"
    yield ""
    yield from (f"{statement};" for statement in schema_statements())


def _braces(properties: Sequence[Property]) -> str:
    return f" {{{', '.join(p.name for p in properties)}}}" if properties else ""
