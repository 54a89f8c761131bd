"""Ministries and public bodies: a list of one's own, and the list that was found in public files."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.load.told import SAMPLES, Told

LISTS = SAMPLES / "ministries"
ALFA, BETA, GAMMA = (f"ministries:HU/{name}" for name in ("Ministry of Alfa", "Ministry of Beta", "Agency Gamma"))
MARK = "ministries:HU/Cluster Mark"


@pytest.fixture(scope="module")
def own() -> Told:
    """The list of one's own."""
    return Told("ministries", LISTS / "ministries.csv")


@pytest.fixture(scope="module")
def found() -> Told:
    """The list found in public files."""
    return Told("ministries", LISTS / "public_bodies.csv")


def test_a_ministry_with_its_level_and_government(own: Told) -> None:
    assert own.rows == (4, 0)
    assert own.gathered.warnings == []
    assert own.claims[ALFA]["labels"] == ["Ministry", "Organisation"]
    assert own.values(ALFA) == {
        "name": "Ministry of Alfa",
        "names": ["Alfa Minisztérium"],
        "country": "HU",
        "level": "national",
        "government": "Government of Hungary",
        "city": "Budapest",
        "region": "HU110",
        "kind": "public",
        "why": "by law",
        "url": "https://alfa.example",
    }
    assert own.claims[BETA]["also"] == ["pic:900000004"]


def test_equal_names_of_two_countries_are_two_bodies(own: Told) -> None:
    assert own.values("ministries:CZ/Ministry of Alfa")["city"] == "Praha"
    assert own.dropped() == {("level", "county", "is none of european, national, regional, local")}


def test_successors_units_and_what_is_overseen_or_funded(own: Told) -> None:
    assert own.ties("SUCCEEDED_BY") == {(ALFA, BETA)}
    assert own.ties("UNIT_OF") == {(GAMMA, BETA)}
    assert own.ties("OVERSEES") == {(ALFA, MARK), (BETA, MARK), (BETA, GAMMA)}
    assert own.ties("FUNDS") == {(ALFA, MARK), (BETA, MARK), (BETA, GAMMA), (BETA, "pic:900000009")}
    assert own.values(MARK) == {"name": "Cluster Mark"}


def test_with_ids_bodies_are_referred_to_by_id(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "id,name,country,succeeded_by,oversees_programmes\na,Alfa,HU,b,Mark\nb,Beta,HU,,\n", encoding="utf-8"
    )
    told = Told("ministries", path)
    assert told.ties("SUCCEEDED_BY") == {("ministries:a", "ministries:b")}
    assert told.ties("OVERSEES") == {("ministries:a", "ministries:HU/Mark")}


def test_bodies_found_are_organisations_by_pic_or_country_and_name(found: Told) -> None:
    assert found.rows == (7, 1)
    assert found.rejected() == {("name", "", "is blank")}
    assert found.keys("Organisation") == {
        "pic:900000001",
        "pic:900000002",
        "pic:900000003",
        "public-body:BG/Министерство на Алфа",
        "public-body:/Ministry of Nowhere",
    }
    assert found.values("pic:900000003") == {
        "name": "SJøFARTSSTYRELSEN; ALFA",
        "country": "DK",
        "city": "KOEBENHAVN",
        "kind": "public",
    }


def test_a_word_in_a_name_makes_no_ministry(found: Told) -> None:
    assert found.keys("Ministry") == set()


def test_the_real_list_is_kept_row_by_row(real_data: Path) -> None:
    path = real_data / "clusters" / "public_bodies.csv"
    told = Told("ministries", path)
    assert told.rows == (2002, 0)
    assert told.gathered.warnings == []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {f"pic:{row['org_id']}" for row in rows if row["org_id"]} < told.keys("Organisation")
    assert sum(key.startswith("pic:") for key in told.keys("Organisation")) == 1344
    # Without a country nothing tells what the body is but its name.
    assert told.dropped() == set()
    known = {value for claim in told.claims.values() for value in [claim["values"].get("country")] if value}
    assert {"GB", "GR", "LT", "PS", "XK"} <= known
    assert not known & {"UK", "EL"}
