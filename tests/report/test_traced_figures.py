"""From every table of the report to rows of the example's files that say so."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import pytest

from graphmodel.content import content_folder
from graphmodel.ecosystem import Ecosystem
from graphmodel.pages import Table, open_language
from graphmodel.pages.document import tables_of
from graphmodel.report.answers import Answers, Scope
from graphmodel.report.ecosystem_report import answers_to_report

FILES = content_folder("examples") / "ecosystem"
#: Tables whose rows name no thing are traced by what they name: the columns of a thing, and of countries.
GROUPS = {
    "Sectors": ("sector", ("country",)),
    "Countries": (None, ("one", "other")),
    "Money by country": ("programme", ("country",)),
    "Projects by programme": ("programme", ()),
}
#: Counts over everything of a kind, and the list of sources itself: there is nothing to pick.
WHOLE = {"Fields", "Fields by country", "Fields by programme", "Fields by source", "Sources"}


def lines(file: str) -> list[list[str]]:
    with (FILES / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))


def says(line: list[str], header: list[str], row: Mapping[str, Any]) -> bool:
    """Whether a line of a table states what a row of a trace says it does."""
    value, name = row["value"], row["property"]
    cell = dict(zip(header, line, strict=False)).get(name, "")
    keys = [
        str(end).rpartition(":")[2] if str(end).startswith("example:") else str(end)
        for end in (row["thing"], row["other"])
    ]
    if row["type"] == "node":
        return name in {"id", "labels", "source"} or _alike(value, cell)
    stated = ";".join(line)
    named = all(key in stated for key in (str(k).removeprefix("example:") for k in str(row["key"]).split(" -> ")))
    return named and (name == "" or value in ("", None) or _alike(value, cell)) and bool(keys)


def _alike(value: Any, cell: str) -> bool:
    if isinstance(value, list | tuple):
        return {str(item).removeprefix("example:") for item in value} <= {part.strip() for part in cell.split(";")}
    if isinstance(value, bool):
        return cell in ({"yes"} if value else {"no"})
    if isinstance(value, float):
        return float(cell) == value
    text = str(value)
    # A year in a table is its first or last day in the store.
    return text == cell or (len(cell) == 4 and text in {cell, f"{cell}-01-01", f"{cell}-12-31"})


@pytest.fixture(scope="module")
def answers(example: Ecosystem) -> Answers:
    """The answers of the whole report."""
    return example._answers(Scope())


@pytest.fixture(scope="module")
def tables(answers: Answers) -> dict[str, Table]:
    """All tables of the report."""
    document = answers_to_report(answers, open_language("en"), title="Report", names={})
    return {table.name: table for _, table in tables_of(document)}


def traces(eco: Ecosystem, answers: Answers, table: Table) -> Iterator[pd.DataFrame]:
    """The trace of the first row of a table, and of its last."""
    assert table.source is not None
    frame = answers.frame(table.source)
    frame = frame.query(table.where) if table.where else frame
    ids = set(eco.rows("MATCH (n) WHERE n.claims IS NOT NULL RETURN collect(n.id)").rows[0][0])
    for row in frame.iloc[[0, -1]].to_dict("records"):
        if table.name in GROUPS:
            thing, countries = GROUPS[table.name]
            names = [str(row[thing])] if thing else []
            yield eco.trace(*names, countries=[str(row[name]) for name in countries], ties=not countries)
        else:
            cells = [cell for value in row.values() for cell in (value if isinstance(value, tuple | list) else [value])]
            named = [cell for cell in cells if isinstance(cell, str) and cell in ids]
            assert named, table.name
            # Of a single thing (a stage, a rank) its ties are what is counted.
            yield eco.trace(*named, ties=len(set(named)) == 1)


def test_a_figure_of_every_table_is_traced_to_rows_that_say_so(
    example: Ecosystem, answers: Answers, tables: dict[str, Table]
) -> None:
    assert WHOLE | set(GROUPS) <= set(tables)
    checked = 0
    for name in sorted(set(tables) - WHOLE):
        for traced in traces(example, answers, tables[name]):
            assert len(traced), name
            for row in traced.to_dict("records"):
                whole = lines(str(row["file"]))
                for number in str(row["rows"]).split(","):
                    assert says(whole[int(number) - 1], whole[0], {str(k): v for k, v in row.items()}), (name, row)
                    checked += 1
    assert checked > 100


def test_the_shared_things_of_a_pair_are_those_its_row_counts(example: Ecosystem, answers: Answers) -> None:
    pair = example.overlap("joint").iloc[0]
    traced = example.trace(pair["left"], pair["right"])
    events = traced[traced["type"].isin(["PARTICIPATES_IN", "BELONGS_TO"])]
    for end in (pair["left"], pair["right"]):
        assert set(events.loc[events["thing"] == end, "other"]) == set(pair["evidence"])
    assert pair["shared"] == len(pair["evidence"])


def test_money_of_a_country_in_a_programme_adds_up_from_its_rows(example: Ecosystem) -> None:
    money = example.ask("money-by-country")
    known = money[money["contribution"].notna() & (money["with_amount"] == money["participations"])]
    assert len(known)
    row = known.iloc[0]
    traced = example.trace(row["programme"], countries=[row["country"]])
    amounts = traced[traced["property"] == "contribution"]
    stated = 0.0
    for file, place in zip(amounts["file"], amounts["rows"], strict=True):
        table = lines(str(file))
        stated += float(dict(zip(table[0], table[int(place) - 1], strict=True))["contribution"])
    assert stated == row["contribution"]


def test_a_candidate_is_traced_to_what_its_members_share(example: Ecosystem) -> None:
    candidate = example.metaclusters().iloc[0]
    traced = example.trace(*candidate["members"])
    shared = example.metacluster_evidence()
    own = shared[(shared["candidate"] == candidate["candidate"]) & (shared["kind"] != "agreement")]
    assert set(own.loc[own["kind"].isin(["Project", "MetaCluster"]), "id"]) <= set(traced["other"])
