"""Two files of CORDIS in their true format, and what a store says after they were loaded."""

from __future__ import annotations

from graphmodel import Ecosystem

ORGANIZATION = '"projectID";"organisationID";"name";"shortName";"country";"activityType";"role";"ecContribution"\r\n'
ROWS = (
    '"101";"999905974";"ALPHA GMBH";"ALPHA";"AT";"PRC";"coordinator";"1000,50"\r\n'
    '"101";"999905975";"BETA KFT";"";"HU";"PRC";"participant";"2000.25"\r\n'
    '"102";"999905974";"ALPHA GMBH";"ALPHA";"AT";"PRC";"participant";""\r\n'
)
PROJECT = (
    '"id";"rcn";"acronym";"title";"startDate";"endDate";"totalCost";"legalBasis";"frameworkProgramme"\r\n'
    '"101";"200001";"ONE";"First project";"2015-01-01";"2017-12-31";"3000,75";"H2020-EU.2.1.";"H2020"\r\n'
)


def participations(eco: Ecosystem) -> set[tuple[object, ...]]:
    rows = eco.rows(
        "MATCH (o:Organisation)-[x:PARTICIPATES_IN]->(p:Project) "
        "RETURN o.id, o.name, p.id, x.role, x.contribution, x.dataset, x.rows"
    )
    return set(rows.rows)


def content(eco: Ecosystem) -> set[tuple[str, ...]]:
    """Everything of the store but its ledger, as texts."""
    nodes = eco.rows("MATCH (n) WHERE NOT n:Load RETURN n, n.claims").rows
    ties = eco.rows("MATCH (a)-[r]->(b) RETURN a.id, r, b.id").rows
    return {tuple(map(str, row)) for row in (*nodes, *ties)}
