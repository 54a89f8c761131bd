"""A map of some years shows the ties that held then, by the same rule as every analysis."""

from __future__ import annotations

from graphmodel.report.ecosystem_map import MapChoice, store_to_ecosystem_map
from tests.report.conftest import MakeStore


def test_a_project_with_one_date_counts_in_that_year_and_an_alliance_lasts(store_of: MakeStore) -> None:
    eco = store_of(
        organisations=[("id", "name", "country"), ("a", "A", "HU"), ("b", "B", "CZ")],
        projects=[
            ("id", "name", "start", "end"),
            ("p", "P", "2012-05-01", ""),
            ("q", "Q", "2012-05-01", "2016-04-30"),
            ("r", "R", "", ""),
        ],
        alliances=[("id", "name", "since"), ("m", "M", "2010")],
        participations=[("organisation", "project"), ("a", "p"), ("b", "p"), ("a", "q"), ("b", "r")],
        alliance_members=[("member", "alliance"), ("b", "m")],
    )

    def drawn(first: int, last: int) -> set[tuple[str, str]]:
        content = store_to_ecosystem_map(eco.store, MapChoice(first_year=first, last_year=last))
        names = dict(zip(content.nodes["id"], content.nodes["name"], strict=True))
        return {(names[s], names[t]) for s, t in zip(content.edges["source"], content.edges["target"], strict=True)}

    assert drawn(2012, 2012) == {("A", "P"), ("B", "P"), ("A", "Q"), ("B", "M")}
    assert drawn(2015, 2016) == {("A", "Q"), ("B", "M")}
    assert drawn(2009, 2009) == set()
