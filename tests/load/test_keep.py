"""keep.eu: each of its forms, what is read from it, and that one search never harms another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import graphmodel
from graphmodel import Ecosystem
from graphmodel.errors import SourceError
from tests.load.told import SAMPLES, Told

KEEP = SAMPLES / "keep"
AUSTRIA = "2014 - 2020 INTERREG V-A Austria - Czech Republic"
SWEDEN = "2014 - 2020 INTERREG V-A Sweden - Norway"
DANUBE = "2021 - 2027 Interreg VI-B Danube"
ALPHA = "keep-partner:AT/Wien/Institut Alpha"
BETA = "keep-partner:CZ/České Budějovice/Univerzita Beta"
PAPIR = "keep-partner:NO/Trondheim/Papirinstituttet AS"
PROCESSUM = "keep-partner:SE/Örnsköldsvik/Processum AB"
GAMMA = "keep-partner:IE/Lifford, Co. Gamma/Gamma County Council"
VOICES = "keep-partner:FI/Kumlinge/Voices of the Islands"


@pytest.fixture(scope="module")
def old() -> Told:
    """The export of 2019."""
    return Told("keep", KEEP / "export-2019.xlsx")


@pytest.fixture(scope="module")
def new() -> Told:
    """The export of 2024."""
    return Told("keep", KEEP / "export-2024.xlsx")


@pytest.fixture(scope="module")
def api() -> Told:
    """Two answers of the API."""
    return Told("keep", KEEP / "api")


def test_every_row_of_the_three_sheets_is_kept_and_no_column_is_unknown(old: Told) -> None:
    assert old.rows == (4 + 7 + 1, 0)
    assert old.gathered.warnings == []


def test_a_project_is_known_by_its_programme_without_the_trailing_blank_and_its_acronym(old: Told) -> None:
    assert old.keys("Project") == {f"keep:{AUSTRIA}/GREEN", f"keep:{AUSTRIA}/103", f"keep:{SWEDEN}/Bioraff"}
    assert old.values(f"keep:{AUSTRIA}/GREEN") == {
        "acronym": "GREEN",
        "title": "Green roofs for small towns",
        "names": ["Grüne Dächer für kleine Städte"],
        "start": "2016-03-14",
        "end": "2019-03-14",
        "total_cost": 892228.58,
        "eu_contribution": 758394.29,
        "url": "http://www.programme.example/",
    }


def test_a_budget_of_nought_is_no_missing_one_and_a_title_may_be_in_another_language(old: Told) -> None:
    values = old.values(f"keep:{AUSTRIA}/103")
    assert (values["total_cost"], values["eu_contribution"]) == (0.0, 0.0)
    assert values["title"] == "Křížem krážem"
    assert (values["start"], values["end"]) == ("2017-10-12", "2017-10-11")  # odd, and kept as the source says it


def test_a_project_listed_twice_is_one_with_two_lead_partners(old: Told) -> None:
    assert old.facts.disagreements == 0
    leads = {tie for tie in old.ties("PARTICIPATES_IN", "role") if tie[1] == f"keep:{SWEDEN}/Bioraff"}
    assert leads == {
        (PAPIR, f"keep:{SWEDEN}/Bioraff", "lead partner"),
        (PROCESSUM, f"keep:{SWEDEN}/Bioraff", "lead partner"),
    }


def test_each_partner_row_is_a_participation(old: Told) -> None:
    assert old.ties("PARTICIPATES_IN", "role") == {
        (ALPHA, f"keep:{AUSTRIA}/GREEN", "lead partner"),
        (BETA, f"keep:{AUSTRIA}/GREEN", "partner"),
        (PAPIR, f"keep:{SWEDEN}/Bioraff", "lead partner"),
        (PROCESSUM, f"keep:{SWEDEN}/Bioraff", "lead partner"),
        (ALPHA, f"keep:{AUSTRIA}/103", "lead partner"),
        (GAMMA, f"keep:{AUSTRIA}/103", "partner"),
        (VOICES, f"keep:{AUSTRIA}/103", "partner"),
    }


def test_a_partner_has_country_town_region_and_kind(old: Told) -> None:
    assert old.values(BETA) == {
        "name": "Univerzita Beta",
        "country": "CZ",
        "city": "České Budějovice",
        "region": "CZ031",
        "kind": "public",
    }
    assert "kind" not in old.values(PAPIR)  # "private" tells how it was founded, not what it is
    assert "region" not in old.values(PAPIR)


def test_regions_have_their_names_on_all_levels(old: Told) -> None:
    levels = {key: (claim["values"].get("name"), claim["values"]["nuts_level"]) for key, claim in old.claims.items()
              if "Region" in claim["labels"] and key.startswith("nuts:CZ")}  # fmt: skip
    assert levels == {
        "nuts:CZ": (None, "0"),
        "nuts:CZ0": ("ČESKÁ REPUBLIKA", "1"),
        "nuts:CZ03": ("Jihozápad", "2"),
        "nuts:CZ031": ("Jihočeský kraj", "3"),
    }
    assert ("nuts:CZ031", "nuts:CZ03") in old.ties("WITHIN")
    assert (BETA, "nuts:CZ031") in old.ties("LOCATED_IN")


def test_a_region_in_another_country_than_the_partner_is_left_out_and_told(old: Told) -> None:
    assert old.values(GAMMA) == {
        "name": "Gamma County Council",
        "country": "IE",
        "city": "Lifford, Co. Gamma",
        "kind": "public",
    }
    assert old.dropped() == {
        (
            "NUTS3 (or equivalent)",
            "UKN04  / North of Northern Ireland",
            "lies in another country than the partner says of itself",
        )
    }
    assert not {key for key in old.keys("Region") if key.startswith("nuts:UK")}


def test_the_country_stands_in_for_a_blank_code(old: Told) -> None:
    assert old.values(VOICES)["country"] == "FI"
    assert old.values(VOICES)["region"] == "FI200"


def test_departments_are_bodies_of_their_own_but_persons_posts_and_repetitions_are_not(old: Told) -> None:
    unit = "keep-partner:AT/Wien/Institut Alpha/Zentrale Planung"
    assert old.ties("UNIT_OF") == {(unit, ALPHA)}
    assert old.values(unit)["name"] == "Zentrale Planung (Institut Alpha)"
    told = old.facts.claims["content"].str.cat() + str(old.gathered.dropped) + str(old.gathered.rejects)
    assert "Novák" not in told


def test_themes_and_programmes(old: Told) -> None:
    green = f"keep:{AUSTRIA}/GREEN"
    about = {tie for tie in old.ties("ABOUT") if tie[0] == green}
    assert about == {(green, "keep-theme:Green technologies"), (green, "keep-theme:Tourism")}
    assert old.values(f"keep-programme:{AUSTRIA}") == {"name": AUSTRIA, "period": "2014-2020"}
    assert (green, f"keep-programme:{AUSTRIA}") in old.ties("PART_OF")


def test_the_newer_export_is_read_by_project_number_or_acronym(new: Told) -> None:
    assert new.rows == (5, 0)
    assert new.gathered.warnings == []
    assert new.keys("Project") == {f"keep:{DANUBE}/DRP0200001", f"keep:{SWEDEN}/Bioraff"}
    assert new.values(f"keep:{DANUBE}/DRP0200001") == {
        "acronym": "GREEN",
        "title": "Green clusters",
        "names": ["Zöld klaszterek"],
        "start": "2024-02-01",
        "end": "2026-07-31",
        "total_cost": 1200000.5,
        "eu_contribution": 960000.4,
        "url": "https://green.example",
    }


def test_a_pic_makes_a_partner_one_with_a_participant_of_cordis(new: Told) -> None:
    assert new.values("pic:999905975") == {
        "name": "Delta Fejlesztési Ügynökség",
        "names": ["Delta Development Agency"],
        "country": "HU",
        "city": "Pécs",
        "region": "HU231",
        "kind": "association",
    }


def test_other_numbers_are_evidence_and_no_key(new: Told) -> None:
    values = new.values("keep-partner:RO/București/Epsilon Machines")
    assert values["vat"] == ["J40/1/2001", "RO123456"]
    assert (values["sme"], values["kind"]) == (True, "company")


def test_contributions_of_either_period(new: Told) -> None:
    assert {(tie[0], tie[3]) for tie in new.ties("PARTICIPATES_IN", "role", "contribution")} == {
        ("pic:999905975", 400000.0),
        ("keep-partner:RO/București/Epsilon Machines", 0.0),
        (PROCESSUM, 120000.0),
    }


def test_the_api_is_read_project_by_project(api: Told) -> None:
    assert api.rows == (2 + 4, 0)
    assert api.gathered.warnings == []
    assert api.claims[f"keep:{DANUBE}/DRP0200001"]["also"] == ["keep-project:34"]
    assert api.values("keep-project:25")["title"] == "A network for tourism"
    assert api.ties("PARTICIPATES_IN", "role", "contribution") == {
        ("keep-partner:71", "keep-project:25", "lead partner", None),
        ("keep-partner:72", "keep-project:25", "partner", None),
        ("pic:999905975", f"keep:{DANUBE}/DRP0200001", "lead partner", 400000.0),
        ("keep-partner:72000", f"keep:{DANUBE}/DRP0200001", "partner", 80000.0),
    }
    assert api.values("keep-partner:72")["country"] == "TR"
    assert api.values("keep-partner:72000")["kind"] == "public"


def test_the_csv_of_partners_tells_what_their_sheet_tells(old: Told) -> None:
    table = Told("keep", KEEP / "partnership.csv")
    assert table.rows == (4, 0)
    assert table.ties("PARTICIPATES_IN", "role") < old.ties("PARTICIPATES_IN", "role")
    assert {key: old.values(key) for key in table.keys("Organisation")} == {
        key: table.values(key) for key in table.keys("Organisation")
    }


def test_a_row_that_names_no_project_or_no_partner_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "partners.csv"
    path.write_text(
        "Programme;Acronym;Project Partner;Lead Partner;Country\n"
        "P;A;Alpha;Yes;Austria\nP;;Beta;No;Austria\nP;A;n/a;No;Austria\n;A;Gamma;No;Austria\n",
        encoding="utf-8",
    )
    told = Told("keep", path)
    assert told.rows == (4, 3)
    assert {(column, reason) for column, _, reason in told.rejected()} == {
        ("Acronym", "names no project"),
        ("Project Partner", "names no partner"),
        ("Programme", "is blank"),
    }
    assert {tie[0] for tie in told.ties("PARTICIPATES_IN")} == {"keep-partner:AT//Alpha"}


def test_a_sheet_without_the_column_it_needs_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "partners.csv"
    path.write_text("Programme;Acronym;Lead Partner;Country\nP;A;Yes;Austria\n", encoding="utf-8")
    with pytest.raises(SourceError, match="Project Partner"):
        Told("keep", path)


@pytest.fixture
def eco(tmp_path: Path) -> Iterator[Ecosystem]:
    with graphmodel.open(tmp_path / "store") as opened:
        yield opened


def participations(eco: Ecosystem) -> set[tuple[object, ...]]:
    found = "MATCH (o:Organisation)-[x:PARTICIPATES_IN]->(p:Project) RETURN o.id, p.id, x.role"
    return set(eco.rows(found).rows)


def test_a_second_search_removes_nothing_doubles_nothing_and_can_be_taken_back(eco: Ecosystem) -> None:
    eco.load("keep", KEEP / "export-2019.xlsx")
    first = participations(eco)
    title = "MATCH (p:Project {id: $id}) RETURN p.title, p.total_cost"
    bioraff = {"id": f"keep:{SWEDEN}/Bioraff"}
    told = eco.rows(title, bioraff).rows

    report = eco.load("keep", KEEP / "export-2024.xlsx")
    assert first <= participations(eco)
    # What both searches hold (Processum in Bioraff) is there once.
    assert len(participations(eco)) == len(first) + 2
    assert eco.rows("MATCH ()-[x:PARTICIPATES_IN]->() RETURN count(x)").rows == [(len(first) + 2,)]
    assert eco.rows(title, bioraff).rows == told

    eco.load("keep", KEEP / "partnership.csv")
    assert eco.rows(title, bioraff).rows == told

    eco.unload(report.load_id)
    assert participations(eco) == first


def test_searches_under_names_of_their_own_share_projects_and_are_unloaded_singly(eco: Ecosystem) -> None:
    eco.load("keep", KEEP / "export-2019.xlsx", dataset="keep/green")
    first = participations(eco)
    eco.load("keep", KEEP / "export-2024.xlsx", dataset="keep/danube")
    assert eco.rows("MATCH (p:Project {acronym: 'Bioraff'}) RETURN count(p)").rows == [(1,)]
    assert len(participations(eco)) == len(first) + 2
    eco.unload("keep/green")
    assert len(participations(eco)) == 3
    eco.unload("keep/danube")
    assert participations(eco) == set()
