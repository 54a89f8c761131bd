"""What partner suggestions read from a real store. The ecosystem and its traps are told in ``ecosystem_store``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import graphmodel
from graphmodel.ecosystem import Ecosystem
from graphmodel.graphs.partnership import (
    partners_in,
    store_to_bound,
    store_to_names,
    store_to_partnership,
    store_to_urls,
    with_cluster_bodies,
)
from graphmodel.store import Store
from graphmodel.twomode import TwoMode
from tests.graphs.ecosystem_store import open_ecosystem

TABLES = {
    "clusters": "id,name,country,url,sectors\nwings,Wings Cluster,HU,https://wings.example,sector:air\n",
    "organisations": "id,name,country,url,sectors,succeeded_by\n"
    "smith,Smith Kft.,HU,,,\n"
    "old,Old Institute,AT,,sector:air,new\n"
    "new,New Institute,AT,http://new.example/a?b=1,sector:air,\n"
    "post,Post Office,CZ,https://post@example.org,,\n"
    "funder,Funder,PL,,sector:air,\n"
    "late,Late Partner,SK,,sector:air,\n",
    "sectors": "id,name,names\nsector:air,Aviation,Légi közlekedés\n",
    "projects": "id,acronym,title,start,end\np,FLY,Drones for farming,2015,2016\nq,RUN,Running,2019,2019\n",
    "participations": "organisation,project\nsmith,p\nold,p\nnew,p\nwings,q\nlate,q\n",
    "members": "member,cluster,since\nsmith,wings,2010\n",
    "funding": "funder,funded\nfunder,wings\n",
    "agreements": "one,other,since\nsmith,post,2012\n",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_ecosystem(tmp_path_factory.mktemp("partnership") / "store") as opened:
        yield opened


@pytest.fixture(scope="module")
def eco(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ecosystem]:
    folder: Path = tmp_path_factory.mktemp("partners")
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    with graphmodel.open(folder / "store") as opened:
        report = opened.load("tables", *sorted(folder.glob("*.csv")), dataset="mine")
        assert not report.rows_rejected
        yield opened


def taking_part(network: TwoMode, event: str) -> set[str]:
    place = network.events["id"].tolist().index(event)
    return set(network.actors["id"].take(network.ties.loc[network.ties["event"] == place, "actor"].to_numpy()))


def test_an_agreement_is_an_event_of_the_two(store: Store) -> None:
    network = store_to_partnership(store)
    agreements = network.events[network.events["kind"] == "Agreement"]
    assert agreements["id"].tolist() == ["agreement:c / u"]
    assert taking_part(network, "agreement:c / u") == {"c", "u"}


def test_a_cluster_takes_part_in_its_own_membership(store: Store) -> None:
    network = store_to_partnership(store)
    assert taking_part(network, "c") == {"u", "f"}
    wide = with_cluster_bodies(network)
    assert (taking_part(wide, "c"), taking_part(wide, "a")) == ({"c", "u", "f"}, {"a", "f"})
    assert partners_in(wide, "c") == {"u", "f"}
    assert partners_in(network, "a") == set()


def test_whoever_is_tied_in_any_way_is_bound(store: Store) -> None:
    assert store_to_bound(store, "c") == ({"f", "g", "u"}, set())


def test_names_and_titles_by_id_the_first_to_be_shown(eco: Ecosystem) -> None:
    names = store_to_names(eco.store)
    project = eco.resolve("FLY")
    assert names[project][0] == "FLY"
    assert "Drones for farming" in names[project]
    assert names["sector:air"] == ("Aviation", "Légi közlekedés")


def test_only_web_addresses_are_handed_out(eco: Ecosystem) -> None:
    assert {key.partition(":")[2]: url for key, url in store_to_urls(eco.store).items()} == {
        "wings": "https://wings.example",
        "new": "http://new.example/a?b=1",
    }


def test_suggestions_for_a_cluster_come_through_its_members_and_skip_who_is_gone_or_tied(eco: Ecosystem) -> None:
    frame = eco.partners("wings cluster")
    # Smith is a member, Funder pays, Late was met in RUN, and Old became New.
    assert frame["name"].tolist() == ["New Institute", "Post Office"]
    assert frame["reasons"][0] == (
        "both worked with Smith Kft. (your member, they in FLY)",
        "same sector: Aviation",
        "your group has nobody in Austria yet",
    )
    assert frame["reasons"][1][0] == "both worked with Smith Kft. (your member, they by an agreement)"
    assert frame["url"].fillna("").tolist() == ["http://new.example/a?b=1", ""]
    assert frame.attrs["partners"] == 3


def test_years_choose_the_evidence_but_whoever_was_ever_met_stays_known(eco: Ecosystem) -> None:
    frame = eco.partners("Wings Cluster", first_year=2012, last_year=2014)
    assert frame["name"].tolist() == ["Post Office", "New Institute"]
    assert frame["common"].tolist() == [1, 0]
    assert frame.attrs["partners"] == 3


def test_ties_choose_the_evidence(eco: Ecosystem) -> None:
    frame = eco.partners("Wings Cluster", ties="projects")
    assert frame[["name", "common"]].to_numpy().tolist() == [["New Institute", 0]]
    assert frame.attrs["partners"] == 3


def test_words_are_sought_in_titles_and_other_names(eco: Ecosystem) -> None:
    assert eco.partners("Wings Cluster", text="drone")["name"].tolist() == ["New Institute"]
    assert eco.partners("Wings Cluster", text="kozlekedes legi")["text"].tolist() == [1.0]
