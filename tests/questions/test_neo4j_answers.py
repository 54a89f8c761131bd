"""A real Neo4j answers every question as the embedded engine does, row by row."""

from __future__ import annotations

from graphmodel.content import content_folder
from graphmodel.ecosystem import Ecosystem
from graphmodel.store import Store
from tests.questions.conftest import TABLES
from tests.questions.expected import CASES as SMALL
from tests.questions.test_example_answers import CASES as LARGE
from tests.questions.test_example_answers import rows_without_ids

CHAINS = [
    ("shortest-path", {"one": "Magyar Gazdaságfejlesztési Központ Zrt.", "other": "Lyonbiopole"}),
    ("evidence", {"one": "Lyonbiopole", "other": "Biocat"}),
]


def test_the_small_tables(neo4j_store: Store) -> None:
    eco = Ecosystem(neo4j_store)
    for name in ("first", "second"):
        eco.load("tables", TABLES / name, dataset=name)
    answers = [(name, given, rows_without_ids(eco.ask(name, **given))) for name, given, _ in SMALL]
    assert answers == SMALL


def test_the_example(neo4j_store: Store, example: Ecosystem) -> None:
    eco = Ecosystem(neo4j_store)
    eco.load("tables", content_folder("examples") / "ecosystem", dataset="example")
    for name, given in [*LARGE, *CHAINS]:
        ours, theirs = example.ask(name, **given), eco.ask(name, **given)
        # Sums of amounts may differ in the last digit, as engines add in different orders.
        numbers = ours.select_dtypes("number").columns
        assert ours[numbers].round(2).equals(theirs[numbers].round(2)), name
        assert ours.drop(columns=numbers).equals(theirs.drop(columns=numbers)), name
