"""The plan for an empty store, handed out in slices: just what comparing with an empty store comes to."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast

import pandas as pd
import pytest

from graphmodel.errors import SourceError
from graphmodel.identity.decisions import empty_decisions
from graphmodel.load.claims import claim_text_and_content
from graphmodel.load.facts import PARSED_COLUMNS, Facts
from graphmodel.load.first_content import FirstContent
from graphmodel.load.plan import Target, plan_changes
from graphmodel.load.state import State, StoredTies
from graphmodel.records import Changes
from tests.load.told import SAMPLES, Told

EMPTY = State(
    pd.DataFrame(columns=["id", "labels", "claims"]),
    pd.DataFrame(columns=["dataset", *PARSED_COLUMNS, "node"]),
    empty_decisions(),
    pd.DataFrame(columns=["id", "dataset", "sequence", "undo"]),
)
CORDIS, KEEP = SAMPLES / "cordis" / "whole", SAMPLES / "keep"
SOURCES = {
    "cordis": lambda: Told("cordis", CORDIS, dataset="cordis/horizon"),
    "keep": lambda: Told("keep", KEEP / "export-2019.xlsx", dataset="keep/2019"),
    "tables": lambda: Told("tables", SAMPLES / "tables" / "whole"),
}


def content_of(slices: list[Changes]) -> Counter[Any]:
    """All nodes and relationships, each as a plain value."""
    found: Counter[Any] = Counter()
    for changes in slices:
        assert not changes.changed_nodes
        assert not changes.changed_relationships
        found.update((node.labels, repr(sorted(node.properties.items()))) for node in changes.new_nodes)
        for change in changes.new_relationships:
            kind = (change.type, change.start_label, change.end_label)
            rows = change.frame.astype(object).where(change.frame.notna(), None).to_dict("records")
            found.update((kind, repr(sorted((str(name), value) for name, value in row.items()))) for row in rows)
    return found


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("size", [3, 5000])
def test_the_slices_are_together_what_comparing_with_an_empty_store_comes_to(
    source: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphmodel.load.first_content._SLICE", size)
    facts = SOURCES[source]().facts
    claims = facts.claims.assign(dataset=facts.dataset, node=None)
    nothing = StoredTies(cast("Any", None), EMPTY)
    compared, misfits = plan_changes(EMPTY, nothing, Target(claims, {facts.dataset: facts}, empty_decisions(), {}))

    content = FirstContent(Facts(facts.dataset, facts.claims, dict(facts.ties)))
    slices = list(content.slices())

    assert content_of(slices) == content_of([compared])
    assert content.misfits == misfits
    things = [node for node in compared.new_nodes if "Decision" not in node.labels]
    assert content.counts == {**Changes().counts, **compared.counts, "nodes_created": len(things)}
    assert content.total == compared.added + len(misfits)


def test_no_relationship_comes_before_a_node() -> None:
    kinds = ["nodes" if changes.new_nodes else "ties" for changes in FirstContent(SOURCES["cordis"]().facts).slices()]
    assert sorted(kinds) == kinds
    assert set(kinds) == {"nodes", "ties"}


def test_an_id_of_two_kinds_is_refused_before_anything_is_handed_out() -> None:
    rows = [
        ("my:1", *claim_text_and_content(["Organisation"], ["shared:1"], {"name": "A"}), "load:my:1", "bodies.csv:2"),
        ("my:2", *claim_text_and_content(["Project"], ["shared:1"], {"name": "B"}), "load:my:1", "projects.csv:3"),
    ]
    claims = pd.DataFrame(rows, columns=["key", "content", "parsed", "load", "row"])
    with pytest.raises(SourceError, match=r"Organisation in my \(bodies\.csv:2\), Project in my \(projects\.csv:3\)"):
        FirstContent(Facts("my", claims))
