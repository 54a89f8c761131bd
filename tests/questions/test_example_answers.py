"""Every question's answer on the example ecosystem, compared with rows derived from its tables without a query."""

from __future__ import annotations

from collections import deque
from typing import Any

import pandas as pd
import pytest

from graphmodel.content import content_folder
from graphmodel.ecosystem import Ecosystem
from tests.questions.derived import DERIVED, TIES, Tables

#: Questions whose parameters are required, and further cases of the others.
CASES: list[tuple[str, dict[str, Any]]] = [
    *((name, {}) for name in DERIVED if name not in {"cluster-members", "cluster-projects", "country-bridges",
                                                     "expiring-marks", "shared-partners"}),
    ("agreements", {"country": "HU"}),
    ("alliances-by-sector", {"sector": "Health"}),
    ("alliances-sharing-members", {"least": 3}),
    ("cluster-members", {"of": "bioXclusters"}),
    ("cluster-projects", {"cluster": "SECPHO"}),
    ("clusters-by-sector", {"country": "HU"}),
    ("clusters-without-alliance", {"country": "FR"}),
    ("coordinators", {"country": "ES"}),
    ("country-bridges", {"one": "HU", "other": "PL"}),
    ("country-pairs", {"clusters": True, "country": "HU"}),
    ("expiring-marks", {"by": "2025-12-31"}),
    ("ministry-reach", {"country": "HU", "steps": 3}),
    ("money-by-country", {"country": "HU"}),
    ("organisations-without-partners", {"clusters": True}),
    ("shared-partners", {"one": "Lyonbiopole", "other": "Biocat"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables(content_folder("examples") / "ecosystem")


def sortable(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=repr)


def rows_without_ids(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    named = [name for name in frame.columns if name != "id" and not str(name).endswith("_id")]
    plain = frame[named].astype(object)
    return list(plain.where(plain.notna(), None).itertuples(index=False, name=None))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{case[1]}")
def test_the_answer_follows_from_the_tables(
    example: Ecosystem, tables: Tables, case: tuple[str, dict[str, Any]]
) -> None:
    name, parameters = case
    expected = sortable(list(DERIVED[name](tables, **parameters)))
    asked = sortable(rows_without_ids(example.ask(name, **parameters)))
    assert asked
    assert len(asked) == len(expected)
    for one, other in zip(asked, expected, strict=True):
        assert one == pytest.approx(other) if any(isinstance(v, float) for v in one) else one == other


def test_every_question_has_rows_on_the_example(example: Ecosystem) -> None:
    assert {name for name, _ in CASES} | {"shortest-path", "evidence"} == {q.name for q in example.questions()}


def test_the_shortest_path_is_as_short_as_a_search_of_the_tables_finds(example: Ecosystem, tables: Tables) -> None:
    one, other = tables.key_of("Magyar Gazdaságfejlesztési Központ Zrt."), tables.key_of("Lyonbiopole")
    distance, queue = {one: 0}, deque([one])
    while queue:
        here = queue.popleft()
        for there in tables.neighbours[here]:
            if there not in distance:
                distance[there] = distance[here] + 1
                queue.append(there)
    frame = example.ask("shortest-path", one=tables.names[one], other=tables.names[other])
    assert len(frame) == distance[other] > 2
    assert frame["from_name"].iloc[0] == tables.names[one]
    assert frame["to_name"].iloc[-1] == tables.names[other]
    assert frame["to_id"].tolist()[:-1] == frame["from_id"].tolist()[1:]
    for row in frame.itertuples():
        ends = tables.key_of(str(row.from_name)), tables.key_of(str(row.to_name))
        assert ends[1] in tables.neighbours[ends[0]]


def test_evidence_is_in_the_tables(example: Ecosystem, tables: Tables) -> None:
    ends = tables.key_of("Lyonbiopole"), tables.key_of("Biocat")
    both = tables.events_of(ends[0]) & tables.events_of(ends[1])
    expected = {
        (tables.names[row[end]], tables.names[row[start]], row["role"], row["line"])
        for sheet, (_, start, end) in TIES.items()
        for row in tables[sheet]
        if row[start] in ends and row[end] in both
    }
    frame = example.ask("evidence", one="Lyonbiopole", other="Biocat")
    columns = frame[["through", "from_name", "role", "rows"]]
    assert set(columns.itertuples(index=False, name=None)) == expected
    assert set(frame["dataset"]) == {"example"}
