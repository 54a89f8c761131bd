"""Kohesio: projects and beneficiaries as the documentation describes their files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.load.told import SAMPLES, Told

KOHESIO = SAMPLES / "kohesio"
CLUSTERS, FACTORY, COURSE = "kohesio:Q7000001", "kohesio:Q7000002", "kohesio:Q7000003"
ALFA, BETA = "kohesio:Q2700001", "kohesio-beneficiary:SE/2120000000"


@pytest.fixture(scope="module")
def told() -> Told:
    return Told("kohesio", *sorted(KOHESIO.iterdir()))


def test_rows_are_kept_or_rejected_and_no_column_is_unknown(told: Told) -> None:
    assert told.rows == (4 + 2, 1)
    assert told.rejected() == {
        ("Operation_Unique_Identifier", "https://example.org/Q9x", "holds no kohesio key"),
    }
    assert told.gathered.warnings == []


def test_a_project_in_its_own_language_with_amounts_in_euros(told: Told) -> None:
    assert told.keys("Project") == {CLUSTERS, FACTORY, COURSE}
    assert told.values(CLUSTERS) == {
        "title": "Klaszterszolgáltatások",
        "names": ['Cluster services, "Mecsek" phase two'],
        "start": "2024-02-29",
        "total_cost": 337478.4,
        "eu_contribution": 286856.64,
    }
    assert told.values(FACTORY) == {"title": "Fabrik", "names": ["Factory"], "start": "2023-09-04", "end": "2025-06-30"}
    assert told.values(COURSE) == {"title": "Kurs", "start": "2022-01-01", "total_cost": 0.0}


def test_amounts_in_other_currencies_are_left_out_and_told(told: Told) -> None:
    why = "is in another currency, and the model keeps euros"
    assert told.dropped() == {
        ("Total_Eligible_Expenditure_amount", "1000000", why),
        ("Project_EU_Budget", "400000", why),
    }


def test_beneficiaries_by_number_and_no_natural_person(told: Told) -> None:
    assert told.ties("PARTICIPATES_IN", "role") == {
        (ALFA, CLUSTERS, "beneficiary"),
        (BETA, FACTORY, "beneficiary"),
    }
    assert told.values(ALFA) == {"name": "Alfa Klaszter Kft.", "country": "HU", "url": "https://alfa.example"}
    assert told.values(BETA) == {"name": "Beta kommun", "country": "SE"}
    assert "person" not in told.facts.claims["content"].str.cat().lower()


def test_programmes_with_their_managing_authority_and_themes(told: Told) -> None:
    assert told.values("cci:2021HU16FFPR001") == {"name": "GINOP Plusz", "period": "2021-2027", "fund": "ERDF"}
    assert told.ties("PART_OF") == {
        (CLUSTERS, "cci:2021HU16FFPR001"),
        (FACTORY, "kohesio-programme:SE/2021-2027/ESF+"),
        (COURSE, "kohesio-programme:PL/2021-2027/FERS"),
    }
    assert told.ties("MANAGES") == {("kohesio-authority:HU/Ministry of Invention", "cci:2021HU16FFPR001")}
    assert told.ties("ABOUT") == {(CLUSTERS, "kohesio-category:026"), (FACTORY, "kohesio-category:026")}
    assert told.values("kohesio-category:026") == {"name": "Support for innovation clusters"}


def test_the_same_as_tab_separated_text(told: Told, tmp_path: Path) -> None:
    import csv

    with (KOHESIO / "HU-projects.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    path = tmp_path / "HU.tsv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="\t").writerows(rows)
    same = Told("kohesio", path, KOHESIO / "beneficiaries.tsv")
    assert same.claims == told.claims
    assert same.ties("PARTICIPATES_IN", "role") == told.ties("PARTICIPATES_IN", "role")
