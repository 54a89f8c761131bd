"""The years of a question mean what those of a network mean, and the two agree on the example."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from graphmodel.ecosystem import Ecosystem
from graphmodel.graphs import store_to_two_mode

YEARS = [(None, 2009), (2010, 2012), (2013, 2013), (2015, 2015), (2016, None), (1990, 1995)]


@pytest.mark.parametrize("years", YEARS)
def test_pairs_of_countries_are_those_of_the_network_in_these_years(
    example: Ecosystem, years: tuple[int | None, int | None]
) -> None:
    network = store_to_two_mode(example.store, types=["PARTICIPATES_IN", "BELONGS_TO"]).between(*years)
    countries, kinds = network.actors["country"], network.events["kind"]
    expected: Counter[tuple[str, str, str]] = Counter()
    for event, ties in network.ties.groupby("event"):
        present = set(countries.take(ties["actor"].to_numpy()).dropna())
        expected.update((*pair, str(kinds[event])) for pair in combinations(sorted(present), 2))
    asked = example.ask("country-pairs", first_year=years[0], last_year=years[1])
    told = {
        (row.one, row.other, kind): count
        for row in asked.itertuples()
        for kind, count in (("Project", row.projects), ("MetaCluster", row.alliances))
        if count
    }
    assert told == expected


def test_what_nothing_dates_is_counted_when_years_are_asked_for(small: Ecosystem) -> None:
    assert "undated" not in small.ask("country-pairs").attrs
    # The only participation without a date is Beta's in the project that has none.
    assert small.ask("country-pairs", first_year=2012).attrs["undated"] == {"PARTICIPATES_IN": 1}
    assert small.ask("projects-by-programme", first_year=2012).attrs["undated"] == {"PARTICIPATES_IN": 1, "Project": 1}
    # One agreement has no date; memberships are dated by founding at least.
    assert small.ask("agreements", first_year=2012).attrs["undated"] == {"COOPERATES_WITH": 1}
    assert "undated" not in small.ask("cluster-members", of="Power Alliance", first_year=2012).attrs
