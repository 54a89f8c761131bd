"""How complete the data are: counts of fields by country, programme and dataset, computed by hand for a small store."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

import graphmodel
from graphmodel.ecosystem import Ecosystem
from graphmodel.report.coverage import COVERAGE_COLUMNS

SHEETS: dict[str, list[tuple[str, ...]]] = {
    "organisations": [
        ("id", "name", "country", "city"),
        ("a", "Alpha", "HU", "Pécs"),
        ("b", "Beta", "HU", ""),
        ("c", "Gamma", "", "Graz"),
        ("d", "Delta", "AT", ""),  # in no project
    ],
    "programmes": [("id", "name", "within"), ("whole", "Whole", ""), ("part", "Part", "whole"), ("other", "Whole", "")],
    "projects": [
        ("id", "title", "start", "total_cost", "programme"),
        ("p", "P", "2015", "0", "part"),
        ("q", "Q", "", "", "other"),
        ("r", "R", "2016", "", ""),
    ],
    "participations": [("organisation", "project"), ("a", "p"), ("b", "p"), ("c", "q")],
}


@pytest.fixture(scope="module")
def eco(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ecosystem]:
    folder = tmp_path_factory.mktemp("covered")
    for name, rows in SHEETS.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    with graphmodel.open(tmp_path_factory.mktemp("store") / "store") as opened:
        opened.load("tables", folder, dataset="x")
        yield opened


def counted(eco: Ecosystem, part: str, label: str, field: str, **filters: str) -> set[tuple[str, int, int]]:
    """Group, things and known of one field."""
    frame = eco.coverage(**filters)
    assert list(frame.columns) == list(COVERAGE_COLUMNS)
    rows = frame.query("part == @part and label == @label and property == @field").to_dict("records")
    assert all(row["share"] == pytest.approx(row["known"] / row["things"]) for row in rows)
    return {(row["group"], row["things"], row["known"]) for row in rows}


def test_over_all_and_by_dataset(eco: Ecosystem) -> None:
    assert counted(eco, "all", "Organisation", "city") == {("", 4, 2)}
    assert counted(eco, "dataset", "Organisation", "city") == {("x", 4, 2)}
    assert counted(eco, "all", "Project", "total_cost") == {("", 3, 1)}  # nought is known


def test_by_country_with_the_projects_it_takes_part_in(eco: Ecosystem) -> None:
    assert counted(eco, "country", "Organisation", "city") == {("HU", 2, 1), ("AT", 1, 0), ("unknown", 1, 1)}
    # q is Gamma's, whose country nobody knows; in r nobody takes part.
    assert counted(eco, "country", "Project", "start") == {("HU", 1, 1), ("unknown", 2, 1)}


def test_by_programme_with_its_parts_and_whoever_takes_part(eco: Ecosystem) -> None:
    # Two programmes have one name, so their ids stand beside it.
    assert counted(eco, "programme", "Project", "start") == {
        ("Part", 1, 1),
        ("Whole (x:whole)", 1, 1),
        ("Whole (x:other)", 1, 0),
        ("unknown", 1, 1),
    }
    assert counted(eco, "programme", "Organisation", "city") == {
        ("Part", 2, 1),
        ("Whole (x:whole)", 2, 1),
        ("Whole (x:other)", 1, 1),
    }


def test_a_country_chooses_organisations_and_their_projects(eco: Ecosystem) -> None:
    assert counted(eco, "all", "Organisation", "city", country="HU") == {("", 2, 1)}
    assert counted(eco, "all", "Project", "start", country="HU") == {("", 1, 1)}
    assert counted(eco, "all", "Project", "start", country="AT") == set()


def test_a_programme_chooses_its_projects_and_whoever_takes_part(eco: Ecosystem) -> None:
    assert counted(eco, "all", "Project", "start", programme="Part") == {("", 1, 1)}
    assert counted(eco, "all", "Organisation", "city", programme="Part") == {("", 2, 1)}


def test_of_a_part_the_countries_of_projects_are_those_of_all_partners(eco: Ecosystem) -> None:
    part = eco.part(country="HU")
    assert counted(part, "all", "Organisation", "city") == {("", 2, 1)}
    assert counted(part, "country", "Project", "start") == counted(eco, "country", "Project", "start", country="HU")


def test_an_empty_store_covers_nothing(tmp_path: Path) -> None:
    with graphmodel.open(tmp_path / "store") as empty:
        assert list(empty.coverage().columns) == list(COVERAGE_COLUMNS)
        assert len(empty.coverage()) == 0
