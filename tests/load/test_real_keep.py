"""The real export of keep.eu, counted again from the workbook without the recipe."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

import graphmodel

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def folder(real_data: Path) -> Path:
    return real_data / "keep_eu_closed_1420"


@pytest.fixture(scope="module")
def sheets(folder: Path) -> dict[str, Rows]:
    """The rows of each sheet as texts, numbers without a point."""
    book = CalamineWorkbook.from_path(folder / "keep_closed_1420.xlsx")
    read: dict[str, Rows] = {}
    for name in book.sheet_names:
        header, *rows = book.get_sheet_by_name(name).to_python()
        texts = [[str(int(c)) if isinstance(c, float) and c.is_integer() else str(c).strip() for c in r] for r in rows]
        read[name] = [dict(zip(map(str, header), row, strict=True)) for row in texts]
    return read


def test_every_row_is_in_the_graph_and_the_counts_add_up(folder: Path, sheets: dict[str, Rows], tmp_path: Path) -> None:
    projects, partners, calls = sheets["Projects (lead partners)"], sheets["Partners"], sheets["Calls"]
    assert (len(projects), len(partners), len(calls)) == (1891, 8621, 138)
    listed = Counter((row["Programme"], row["Acronym"]) for row in projects)
    twice = {pair for pair, times in listed.items() if times == 2}
    assert len(twice) == 39

    with graphmodel.open(tmp_path / "store") as eco:
        report = eco.load("keep", folder / "keep_closed_1420.xlsx")
        assert (report.rows_in, report.rows_kept, report.rows_rejected) == (1891 + 8621 + 138, 1891 + 8621 + 138, 0)
        assert report.disagreements == 0
        assert not report.warnings

        def one(query: str) -> tuple[object, ...]:
            (row,) = eco.rows(query).rows
            return tuple(row)

        assert one("MATCH (p:Project) RETURN count(p), count(p.stub), count(p.title)") == (len(listed), 0, len(listed))
        assert one("MATCH (p:Programme) RETURN count(p)") == (len({row["Programme"] for row in projects}),)
        themes = {row[f"Thematic{number}"] for row in projects for number in (1, 2, 3)} - {""}
        assert one("MATCH (s:Sector) RETURN count(s)") == (len(themes),)
        assert one("MATCH (:Project)-[x:PART_OF]->(:Programme) RETURN count(x)") == (len(listed),)

        # A tie each for (partner, project, role), and the numbers of its rows: together all rows of the sheet.
        rows = eco.rows("MATCH (:Organisation)-[x:PARTICIPATES_IN]->(:Project) RETURN x.rows").rows
        numbers = [int(number) for (text,) in rows for number in str(text).rpartition(":")[2].split(",")]
        assert sorted(numbers) == list(range(2, 8621 + 2))
        assert len(rows) == report.records["PARTICIPATES_IN"] == len(
            {
                (r["Programme"], r["Acronym"], r["Country"].casefold(), r["Town"], r["Project Partner"], r["Lead Partner"])
                for r in partners
            }
        )  # fmt: skip
        led = eco.rows(
            "MATCH (o:Organisation)-[x:PARTICIPATES_IN {role: 'lead partner'}]->(p:Project) RETURN p.id, count(x)"
        ).rows
        assert {pair for pair, times in led if times == 2} == {f"keep:{a}/{b}" for a, b in twice}
        assert len(led) == len(listed)

        assert one("MATCH (p:Project) RETURN sum(p.total_cost)")[0] == pytest.approx(
            sum({pair: float(row["Budget"].replace(",", "")) for pair, row in _by_project(projects).items()}.values())
        )
        assert one("MATCH (o:Organisation) WHERE o.country IS NULL RETURN count(o)") == (0,)
        assert one("MATCH (n) WHERE n.claims CONTAINS 'Rovó László' RETURN count(n)") == (0,)
        with_at = eco.rows("MATCH (n) WHERE n.claims CONTAINS '@' RETURN n.claims").rows
        assert not [text for (text,) in with_at if re.search(r"\w@\w+(\.\w+)+", str(text))]

        # Two projects end a day before they begin, one gets 499 million of half a million, 39 have two lead partners.
        odd = eco.check().set_index("check")["found"]
        assert {name: count for name, count in odd.items() if count and "duplicate" not in str(name)} == {
            "several-coordinators": 39,
            "ends-before-start": 2,
            "contribution-over-total": 1,
            "natural-persons": odd["natural-persons"],
        }
        assert set(eco.check("ends-before-start")["name"]) == {"PROMO YMC(H)A", "SMILE"}
        assert list(eco.check("contribution-over-total")["name"]) == ["OASIS"]

        # The sheet of partners as CSV says nothing new.
        again = eco.load("keep", folder / "keep_closed_1420_Partnership.csv")
        assert (again.rows_in, again.rows_rejected, again.written) == (8621, 0, 0)


def _by_project(projects: Rows) -> dict[tuple[str, str], dict[str, str]]:
    return {(row["Programme"], row["Acronym"]): row for row in projects}
