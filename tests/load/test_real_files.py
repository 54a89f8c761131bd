"""Real files, byte for byte: every row is in the graph or among the rejects, and the counts add up."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import graphmodel
from graphmodel import Ecosystem


@pytest.fixture
def eco(tmp_path: Path) -> Iterator[Ecosystem]:
    with graphmodel.open(tmp_path / "store") as opened:
        yield opened


def test_ten_rows_of_a_current_organization_csv(eco: Ecosystem, real_data: Path) -> None:
    report = eco.load("cordis", real_data / "cordis_verbatim_rows" / "organization.csv")
    assert (report.rows_in, report.rows_kept, report.rows_rejected) == (10, 10, 0)
    assert not report.warnings
    assert report.records["PARTICIPATES_IN"] == 10
    wellcome = eco.show("THE WELLCOME TRUST LIMITED")
    assert wellcome.id == "pic:999905974"
    assert wellcome.properties["country"] == "GB"
    assert wellcome.properties["region"] == "UKI31"
    countries = {row[0] for row in eco.rows("MATCH (o:Organisation) RETURN DISTINCT o.country").rows}
    assert not countries & {"UK", "EL"}
    personal = eco.rows(
        "MATCH (n) WHERE n.claims CONTAINS 'contact-form' OR n.claims CONTAINS '@' RETURN count(n)"
    ).rows
    assert personal == [(0,)]


def test_a_sample_without_participant_codes_takes_them_from_the_contact_address(
    eco: Ecosystem, real_data: Path
) -> None:
    folder = real_data / "cordis_horizon_2026_sample"
    report = eco.load("cordis", folder / "orgs.csv", folder / "projects.csv")
    assert (report.rows_in, report.rows_kept, report.rows_rejected) == (298, 298, 0)
    assert eco.rows("MATCH (:Organisation)-[x:PARTICIPATES_IN]->(:Project) RETURN count(x)").rows == [(250,)]
    assert eco.rows("MATCH (p:Project) RETURN count(p), count(p.stub)").rows == [(48, 0)]
    assert eco.show("pic:999518362").properties["short_name"] == "KNAW"


def test_the_partial_edition_of_2023_beside_them(eco: Ecosystem, real_data: Path) -> None:
    report = eco.load(
        "cordis", real_data / "cordis_h2020_2023_partial" / "organization_union.csv", dataset="cordis/h2020"
    )
    assert report.rows_in == report.rows_kept + report.rows_rejected == 5153
    ties = eco.rows("MATCH (:Organisation)-[x:PARTICIPATES_IN]->(p:Project) RETURN count(x), count(DISTINCT p)").rows
    assert ties == [(5153 - report.rows_rejected - report.duplicates, 602)]
    eco.load("cordis", real_data / "cordis_verbatim_rows" / "organization.csv", dataset="cordis/verbatim")
    before = eco.rows("MATCH ()-[x:PARTICIPATES_IN {dataset: 'cordis/h2020'}]->() RETURN count(x)").rows
    eco.unload("cordis/verbatim")
    assert eco.rows("MATCH ()-[x:PARTICIPATES_IN]->() RETURN count(x)").rows == before
