"""The page on the model and the schema text say what the model says, all of it."""

from __future__ import annotations

import re
from pathlib import Path

from graphmodel.model import (
    KEY_NAMESPACES,
    LABELS,
    NODE_PROPERTIES,
    RELATIONSHIP_PROPERTIES,
    RELATIONSHIPS,
    Label,
    RelationshipType,
)
from graphmodel.store.schema import schema_statements
from graphmodel.vocabulary.cypher import schema_text
from graphmodel.vocabulary.markdown import model_markdown

PAGE = Path(__file__).parents[2] / "docs" / "model.md"


def test_the_committed_page_is_the_generated_one() -> None:
    assert PAGE.read_text(encoding="utf-8") == model_markdown(), "run `make docs`"


def test_every_name_and_meaning_of_the_model_is_on_the_page() -> None:
    page = model_markdown()
    headings = set(re.findall(r"^### (\w+)$", page, re.MULTILINE))
    assert headings == {*LABELS, *RELATIONSHIPS}
    entries: list[Label | RelationshipType] = [*LABELS.values(), *RELATIONSHIPS.values()]
    for entry in entries:
        section = page.partition(f"### {entry.name}\n")[2].partition("\n##")[0]
        assert entry.meaning in section
        base = LABELS[entry.name].base if entry.name in LABELS else None
        inherited = {p.name for p in LABELS[base].properties} if base else set()
        listed = set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
        assert listed == {p.name for p in entry.properties} - inherited
    for common in (*NODE_PROPERTIES, *RELATIONSHIP_PROPERTIES):
        assert f"| `{common.name}` |" in page
    for namespace in KEY_NAMESPACES:
        assert re.search(rf"^\| `{namespace}` \| \w", page, re.MULTILINE), "a namespace without a word of explanation"


def test_every_table_of_the_page_is_well_formed() -> None:
    blocks = re.findall(r"(?:^\|.*\|\n)+", model_markdown(), re.MULTILINE)
    assert len(blocks) > len(LABELS)
    for block in blocks:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1


def test_both_texts_hold_the_constraints_the_store_creates() -> None:
    for statement in schema_statements():
        assert f"{statement};" in model_markdown()
        assert f"{statement};" in schema_text()


def test_the_schema_shows_two_labels_direction_and_paths() -> None:
    lines = schema_text().splitlines()
    cluster = next(line for line in lines if line.startswith("(:Organisation:Cluster {"))
    assert cluster.endswith("founded, stage, mark, mark_until, why})")
    assert "(:Organisation)-[:PARTICIPATES_IN {role, contribution, since, until}]->(:Project)" in lines
    assert "(:Organisation)-[:COOPERATES_WITH {what, since, until}]-(:Organisation)" in lines
    located = lines.index("(:Organisation)-[:LOCATED_IN]->(:Region)")
    assert lines[located + 1].endswith("not a path between actors")
