"""Parts of a network: chosen by properties and by years."""

import pandas as pd
import pytest

from graphmodel.errors import RequestError
from graphmodel.twomode import TwoMode, two_mode

NETWORK = two_mode(
    pd.DataFrame(
        {
            "id": ["anna", "bela", "cili", "dana"],
            "country": ["HU", "HU", "SK", None],
            "kind": ["company", "university", "company", None],
            "labels": [["Organisation"], ["Cluster", "Organisation"], ["Organisation"], ["Organisation"]],
            "sectors": [["mining"], ["mining", "energy"], ["food"], []],
            "region": ["HU231", "HU110", "SK021", None],
        }
    ),
    pd.DataFrame(
        {
            "id": ["alliance", "project", "undated"],
            "kind": ["MetaCluster", "Project", "Project"],
            "start": ["2010", "2015-06-01", None],
            "end": [None, "2017-05-31", None],
            "sectors": [[], ["energy"], ["food"]],
            "programme": ["cosme", "h2020", "h2020"],
        }
    ),
    pd.DataFrame(
        {
            "actor": ["anna", "bela", "cili", "anna", "bela", "dana", "cili"],
            "event": ["alliance", "alliance", "alliance", "project", "project", "project", "undated"],
            "type": ["BELONGS_TO"] * 3 + ["PARTICIPATES_IN"] * 4,
            "since": [None, "2014", None, None, "2016", None, None],
            "until": [None, None, "2012", None, None, None, None],
        }
    ),
)


def ties_of(network: TwoMode) -> set[tuple[str, str]]:
    actors, events = network.actors["id"].to_numpy(), network.events["id"].to_numpy()
    return set(zip(actors[network.ties["actor"]], events[network.ties["event"]], strict=True))


@pytest.mark.parametrize(
    ("condition", "actors"),
    [
        ({"country": "HU"}, {"anna", "bela"}),
        ({"country": ["HU", "SK"]}, {"anna", "bela", "cili"}),
        ({"country": []}, set()),
        ({"region": "HU2"}, {"anna"}),
        ({"region": ["HU2", "SK"]}, {"anna", "cili"}),
        ({"label": "Cluster"}, {"bela"}),
        ({"sector": ["energy", "food"]}, {"bela", "cili"}),
        ({"kind": "company", "country": "SK"}, {"cili"}),
        ({"country": "XX"}, set()),
        ({}, {"anna", "bela", "cili", "dana"}),
    ],
)
def test_actors_are_chosen_by_their_properties(condition: dict[str, str | list[str]], actors: set[str]) -> None:
    part = NETWORK.where(**condition)
    assert set(part.actors["id"]) == actors
    assert ties_of(part) == {tie for tie in ties_of(NETWORK) if tie[0] in actors}
    assert len(part.events) == 3


@pytest.mark.parametrize(
    ("condition", "events"),
    [
        ({"event_kind": "Project"}, {"project", "undated"}),
        ({"event_sector": "energy"}, {"project"}),
        ({"programme": ["cosme"]}, {"alliance"}),
    ],
)
def test_events_are_chosen_by_their_properties(condition: dict[str, str | list[str]], events: set[str]) -> None:
    part = NETWORK.where(**condition)
    assert set(part.events["id"]) == events
    assert ties_of(part) == {tie for tie in ties_of(NETWORK) if tie[1] in events}
    assert len(part.actors) == 4


def test_ties_are_chosen_by_type_and_who_lost_theirs_stays_until_asked_to_go() -> None:
    part = NETWORK.where(type="BELONGS_TO")
    assert ties_of(part) == {("anna", "alliance"), ("bela", "alliance"), ("cili", "alliance")}
    assert (len(part.actors), len(part.events)) == (4, 3)
    assert set(part.tied().actors["id"]) == {"anna", "bela", "cili"}
    assert set(part.tied().events["id"]) == {"alliance"}
    assert ties_of(part.tied()) == ties_of(part)


ALLIANCE = {"anna", "bela", "cili"}


@pytest.mark.parametrize(
    ("years", "alliance", "project"),
    [
        ((2008, 2009), set(), set()),
        ((2010, 2010), {"anna", "cili"}, set()),  # bela joined in 2014
        ((2013, 2013), {"anna"}, set()),  # cili left in 2012
        ((2014, 2015), {"anna", "bela"}, {"anna", "dana"}),  # bela's part in the project began in 2016
        ((2017, 2017), {"anna", "bela"}, {"anna", "bela", "dana"}),
        ((2018, 2020), {"anna", "bela"}, set()),
        ((2018, None), {"anna", "bela"}, set()),
        ((None, 2011), {"anna", "cili"}, set()),
        ((None, None), ALLIANCE, {"anna", "bela", "dana"}),
    ],
)
def test_ties_that_held_in_the_years_remain_and_undated_ones_are_counted(
    years: tuple[int | None, int | None], alliance: set[str], project: set[str]
) -> None:
    part = NETWORK.between(*years)
    assert ties_of(part) == {(actor, "alliance") for actor in alliance} | {(actor, "project") for actor in project}
    assert part.undated == 1
    assert part.where(country="HU").undated == 1


def test_a_project_with_one_date_counts_in_that_year_only_and_an_alliance_goes_on() -> None:
    events = pd.DataFrame({"id": ["e"], "kind": ["Project"], "start": ["2015"]})
    ties = pd.DataFrame({"actor": ["a"], "event": ["e"]})
    project = two_mode(pd.DataFrame({"id": ["a"]}), events, ties)
    alliance = two_mode(pd.DataFrame({"id": ["a"]}), events.assign(kind="MetaCluster"), ties)
    ended = two_mode(pd.DataFrame({"id": ["a"]}), pd.DataFrame({"id": ["e"], "kind": "Cluster", "end": "2015"}), ties)
    years = range(2013, 2018)
    assert [len(project.between(year, year).ties) for year in years] == [0, 0, 1, 0, 0]
    assert [len(alliance.between(year, year).ties) for year in years] == [0, 0, 1, 1, 1]
    assert [len(ended.between(year, year).ties) for year in years] == [1, 1, 1, 0, 0]


def test_dates_the_wrong_way_round_still_name_a_span() -> None:
    ties = pd.DataFrame({"actor": ["a"], "event": ["e"], "since": ["2019"], "until": ["2014"]})
    network = two_mode(pd.DataFrame({"id": ["a"]}), pd.DataFrame({"id": ["e"]}), ties)
    assert [len(network.between(year, year).ties) for year in (2013, 2016, 2020)] == [0, 1, 0]


def test_years_that_run_backwards_are_refused() -> None:
    with pytest.raises(RequestError, match="2020 to 2018 run backwards"):
        NETWORK.between(2020, 2018)
