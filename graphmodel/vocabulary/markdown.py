"""The page ``docs/model.md``: every kind of thing, tie and property with its meaning, generated from the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graphmodel.model import (
    KEY_NAMESPACES,
    LABELS,
    NODE_PROPERTIES,
    REGISTERS,
    RELATIONSHIP_PROPERTIES,
    RELATIONSHIPS,
    THINGS,
    Combine,
    Kind,
    Label,
    Property,
    RelationshipType,
)

_HEAD = """\
# The model

*Generated from `graphmodel/model.py`; change it there and run `make docs`.*

The graph holds organisations, what they take part in, and where each fact comes from. Every actor is an `Organisation`;
some are a `Cluster` or a `Ministry` as well (two labels on one node). Money is in EUR; a blank amount is unknown, not zero.

What each dataset says is kept (`claims`). Where rows of one dataset disagree, the tables below say what counts; where
datasets disagree, a node shows what the dataset with the smallest `precedence` says, and lists unite what all say. A
relationship exists once per dataset that states it.
"""
_KEYS = """\
## Keys

A source names things by its own keys: `pic:999999999`, `nuts:HU231`, `mine:acme`, a namespace and a value. A node's `id` is
the highest-ranking of its keys: by namespace in the order below, any other namespace after these by name, then
alphabetically. So the id does not depend on what was loaded first. All keys stay in `identifiers`, and any of them finds
the node. Equal digits in two namespaces mean nothing.
"""
_KIND_WORDS: dict[Kind, str] = {
    "text": "text",
    "texts": "list of texts",
    "amount": "number",
    "date": "date",
    "year": "whole number",
    "yes": "yes or no",
    "country": "ISO 3166 code",
    "url": "web address",
    "choice": "one of",
}
_COMBINE_WORDS: dict[Combine, str] = {
    "first": "the value most of them give",
    "sum": "added up",
    "earliest": "the earliest",
    "latest": "the latest",
    "unite": "united",
}
_NAMESPACE_WORDS = {
    "pic": "participant in programmes of the EU",
    "ror": "research organisation (ror.org)",
    "cordis-grant": "grant agreement of a project",
    "cordis-project-rcn": "record number of a project in CORDIS",
    "cordis-programme": "programme in CORDIS",
    "keep": "project in keep.eu, by programme and acronym",
    "nuts": "region of the EU",
    "sector": "sector or theme",
    "stage": "stage in the life of a cluster",
}


def model_markdown() -> str:
    """The text of the page, ending with a line end."""
    return "\n".join(
        [
            _HEAD,
            "## Things\n",
            *_labels(LABELS[name] for name in THINGS),
            "## Bookkeeping\n",
            *_labels(label for name, label in LABELS.items() if name not in THINGS),
            "## What every node carries\n",
            *_plain_table(NODE_PROPERTIES),
            "",
            "## Relationships\n",
            *_relationship_overview(),
            *_relationships(),
            "## What every relationship carries\n",
            *_plain_table(RELATIONSHIP_PROPERTIES),
            "",
            _KEYS,
            *_namespaces(),
            "",
            *_constraints(),
        ]
    )


def _labels(labels: Iterable[Label]) -> Iterator[str]:
    for label in labels:
        yield f"### {label.name}\n"
        base = f" A node with this label is an `{label.base}` too, and has all its properties." if label.base else ""
        sheet = f" Sheet `{label.sheet}` of the workbook." if label.sheet else ""
        yield f"{label.meaning}.{base}{sheet}\n"
        inherited = {p.name for p in LABELS[label.base].properties} if label.base else set()
        own = [p for p in label.properties if p.name not in inherited]
        yield from _property_table(own) if label.sheet else _plain_table(own)
        yield ""
        inherited_references = LABELS[label.base].references if label.base else ()
        for reference in label.references:
            if reference not in inherited_references:
                yield f"- column `{reference.column}`: {reference.meaning} (`{reference.relationship}` → `{reference.target}`)"
        if label.references and label.references != inherited_references:
            yield ""


def _relationship_overview() -> Iterator[str]:
    yield from _table(
        ("type", "from", "what it says", "to", "path"),
        (
            (f"`{tie.name}`", ", ".join(tie.starts), tie.meaning, ", ".join(tie.ends), "yes" if tie.path else "")
            for tie in RELATIONSHIPS.values()
        ),
    )
    yield "\nA *path* is a tie that may lead from one actor to another: sharing a region, sector or programme is none.\n"


def _relationships() -> Iterator[str]:
    for tie in RELATIONSHIPS.values():
        yield f"### {tie.name}\n"
        yield f"{', '.join(tie.starts)} *{tie.meaning}* {', '.join(tie.ends)}. {_key_words(tie)}{_sheet_words(tie)}\n"
        if tie.properties:
            yield from _property_table(tie.properties)
            yield ""


def _key_words(tie: RelationshipType) -> str:
    key = " and ".join(["ends", *(f"`{name}`" for name in tie.key)])
    direction = "" if tie.directed else " It has no direction: which end comes first means nothing."
    return f"Rows of a dataset with the same {key} are one tie.{direction}"


def _sheet_words(tie: RelationshipType) -> str:
    if tie.sheet:
        return f" Sheet `{tie.sheet}`, columns `{'` and `'.join(tie.columns)}`."
    columns = sorted(
        {
            f"`{reference.column}`"
            for label in LABELS.values()
            for reference in label.references
            if reference.relationship == tie.name
        }
    )
    return f" Written in the column {' or '.join(columns)} of a thing's own sheet." if columns else ""


def _property_table(properties: Sequence[Property]) -> Iterator[str]:
    yield from _table(
        ("property", "kind", "meaning", "when rows disagree"),
        ((f"`{p.name}`", _kind_words(p), p.meaning, _COMBINE_WORDS[p.combine]) for p in properties),
    )


def _plain_table(properties: Sequence[Property]) -> Iterator[str]:
    yield from _table(("property", "kind", "meaning"), ((f"`{p.name}`", _kind_words(p), p.meaning) for p in properties))


def _kind_words(entry: Property) -> str:
    choices = f" {', '.join(entry.choices)}" if entry.choices else ""
    return f"{_KIND_WORDS[entry.kind]}{choices}"


def _namespaces() -> Iterator[str]:
    yield from _table(
        ("namespace", "names", "given to one only"),
        ((f"`{name}`", _NAMESPACE_WORDS.get(name, ""), "yes" if name in REGISTERS else "") for name in KEY_NAMESPACES),
    )
    yield "\nTwo things with different keys of a namespace that is *given to one only* are never joined by name alone."


def _constraints() -> Iterator[str]:
    from graphmodel.store.schema import schema_statements

    yield "## Constraints\n"
    yield "A store is set up with these statements, the same on every engine:\n"
    yield "```cypher"
    yield from (f"{statement};" for statement in schema_statements())
    yield "```\n"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'|'.join(' --- ' for _ in header)}|"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
