"""Filters have one meaning: what stays is worked out by hand, and found again in graphs, maps, exports and answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pytest

import graphmodel
from graphmodel import Ecosystem, NotFoundError, RequestError
from graphmodel.cli.program import run
from graphmodel.graphs.filters import FilterOptions

TABLES = {
    "organisations": "id,name,country,region\na,Acme,HU,HU231\nb,Beta,AT,AT130\nu,University,HU,HU110\n",
    "clusters": "id,name,country,sectors\nc1,Solar Cluster,HU,solar\nc2,Food Cluster,AT,food\n",
    "ministries": "id,name,country\nmin,Ministry,HU\n",
    "projects": "id,acronym,start,end,sectors,programme\n"
    "p1,ONE,2014,2016,solar,sub\np2,TWO,2015,2017,food,interreg\np3,THREE,,,,\n",
    "participations": "organisation,project\nc1,p1\nu,p1\nc2,p1\nc2,p2\nb,p2\na,p3\nc1,p3\n",
    "alliances": "id,name,since,sectors\nm1,Energy Alliance,2015,energy\nm2,Food Alliance,2015,food\n",
    "alliance_members": "member,alliance\nc1,m1\nc2,m1\nc2,m2\n",
    "members": "member,cluster\na,c1\nb,c2\n",
    "agreements": "one,other\nc1,c2\n",
    "oversight": "authority,overseen\nmin,c1\n",
    "funding": "funder,funded\ninterreg,m2\n",
    "events": "id,name,start,part_of\ne1,Fair,2015,p1\n",
    "attendance": "organisation,event\nb,e1\n",
    "sectors": "id,name,within\nenergy,Energy,\nsolar,Solar,energy\nfood,Food,\n",
    "programmes": "id,name,within\nh2020,Horizon,\nsub,Societal challenges,h2020\ninterreg,Interreg,\n",
    "regions": "id,name,country,within\nnuts:HU23,Southern Transdanubia,HU,\nnuts:HU231,Baranya,HU,nuts:HU23\n",
}
#: Filters -> the things that stay (descriptions apart), and the ties between them, by the first letter of their type.
CASES: list[tuple[FilterOptions, str, str]] = [
    ({"country": "Hungary"}, "a u c1 min p1 p3 m1 e1", "c1-p1 u-p1 a-p3 c1-p3 c1-m1 a-c1 min-c1 e1-p1"),
    ({"region": "HU23"}, "a p3", "a-p3"),
    ({"region": "Baranya"}, "a p3", "a-p3"),
    ({"sector": "Energy"}, "c1 c2 u a min p1 m1 e1", "c1-p1 u-p1 c2-p1 c1-m1 c2-m1 a-c1 c1-c2 min-c1 e1-p1"),
    ({"sector": "Food"}, "c2 b c1 p2 m2", "c2-p2 b-p2 c2-m2 b-c2 c1-c2"),
    ({"programme": "Horizon"}, "c1 c2 u p1 e1", "c1-p1 u-p1 c2-p1 c1-c2 e1-p1"),
    ({"programme": "t:sub"}, "c1 c2 u p1 e1", "c1-p1 u-p1 c2-p1 c1-c2 e1-p1"),
    ({"programme": "Interreg"}, "c2 b p2 m2", "c2-p2 b-p2 c2-m2 b-c2"),
    ({"country": "AT", "sector": "energy"}, "c2 p1 m1 e1", "c2-p1 c2-m1 e1-p1"),
    ({"country": "FR"}, "", ""),
]
every_case = pytest.mark.parametrize(
    ("filters", "things", "ties"), CASES, ids=["+".join(f"{n}={v}" for n, v in case[0].items()) for case in CASES]
)
MAIN = {"Organisation", "Project", "MetaCluster", "Event"}


@pytest.fixture(scope="module")
def eco(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ecosystem]:
    folder = tmp_path_factory.mktemp("filters")
    tables = folder / "tables"
    tables.mkdir()
    for name, text in TABLES.items():
        (tables / f"{name}.csv").write_text(text, encoding="utf-8")
    with graphmodel.open(folder / "store") as opened:
        opened.load("tables", tables, dataset="t")
        yield opened


def short(node_id: str) -> str:
    return node_id.removeprefix("t:")


def main_things(graph: Any) -> set[str]:
    return {short(node) for node, data in graph.nodes(data=True) if MAIN & set(data["labels"])}


def main_ties(graph: Any, things: set[str]) -> set[str]:
    ends = {tuple(map(short, edge)) for edge in graph.edges()}
    return {f"{one}-{other}" for one, other in ends if {one, other} <= things}


@every_case
def test_what_stays(eco: Ecosystem, filters: FilterOptions, things: str, ties: str) -> None:
    graph = eco.graph(**filters)
    assert main_things(graph) == set(things.split())
    assert main_ties(graph, set(things.split())) == set(ties.split())


@pytest.mark.parametrize(
    ("filters", "things", "ties"),
    [CASES[place] for place in (0, 1, 3, 5)],
    ids=["country", "region", "sector", "programme"],
)
def test_every_way_to_look_at_a_part_shows_the_same(
    eco: Ecosystem, tmp_path: Path, filters: FilterOptions, things: str, ties: str
) -> None:
    wanted, edges = set(things.split()), set(ties.split())
    network = eco.two_mode(**filters)
    actors = {short(node) for node in network.actors["id"]}
    assert actors == wanted & {"a", "b", "u", "c1", "c2", "min"}
    shown = {
        f"{short(network.actors['id'][t.actor])}-{short(network.events['id'][t.event])}"
        for t in network.ties.itertuples()
    }
    assert shown == {
        edge for edge in edges if edge[:2] != "e1" and edge.split("-")[1] in {"p1", "p2", "p3", "m1", "m2"}
    } | {edge for edge in edges if edge in {"a-c1", "b-c2"}}
    # A question is asked in Cypher, of a store that holds the part.
    part = eco.part(**filters)
    asked = part.rows("MATCH (n) WHERE n:Organisation OR n:Project OR n:MetaCluster OR n:Event RETURN n.id").rows
    assert {short(row[0]) for row in asked} == wanted
    assert {
        f"{short(row[0])}-{short(row[1])}" for row in part.rows("MATCH (x)-[]->(y) RETURN x.id, y.id").rows
    } >= edges
    (overview,) = eco.ask("overview", within=dict(filters)).to_dict("records")  # type: ignore[arg-type]
    assert (overview["organisations"], overview["projects"], overview["alliances"]) == (
        len(actors),
        len(wanted & {"p1", "p2", "p3"}),
        len(wanted & {"m1", "m2"}),
    )
    exported = json.loads(eco.export(tmp_path / "part.json", **filters).read_text(encoding="utf-8"))
    labelled = {short(node["id"]) for node in exported["nodes"] if MAIN & set(node["labels"])}
    assert labelled == wanted
    page = eco.map(tmp_path / "map.svg", **filters).read_text(encoding="utf-8")
    assert ("Beta" in page) == ("b" in wanted)
    assert set(eco.stages(**filters)["id"].map(short)) == wanted & {"c1", "c2"}


@pytest.mark.parametrize("filters", [CASES[0][0], CASES[3][0]], ids=["country", "sector"])
def test_an_analysis_of_the_part_is_the_analysis_of_a_store_that_holds_only_the_part(
    eco: Ecosystem, filters: FilterOptions
) -> None:
    """Once read through the filter, once from the store in which the part is asked in Cypher."""
    part = cast(Any, eco.part(**filters).store)
    alone = Ecosystem(part._own)
    for of_part, of_store in (
        (eco.centrality(**filters), alone.centrality()),
        (eco.overlap(**filters), alone.overlap()),
        (eco.changes(2014, 2017, **filters), alone.changes(2014, 2017)),
        (eco.two_mode(**filters).ties, alone.two_mode().ties),
    ):
        pd.testing.assert_frame_equal(of_part, of_store)
    assert dict(eco.part(**filters).store.counts()) == dict(alone.store.counts())
    for name in sorted(node for node in part.stays if node.startswith("t:"))[:4]:
        assert eco.part(**filters).show(name).properties == alone.show(name).properties


def test_years_come_after_filters_and_what_nothing_dates_is_counted_in_the_part(eco: Ecosystem) -> None:
    """In Hungary two participations (in THREE), the membership of Acme have no date; the part of Horizon has only dated ones."""
    assert eco.two_mode(country="HU", first_year=2014).undated == 3
    assert eco.two_mode(programme="Horizon", first_year=2014).undated == 0
    assert eco.ask("coordinators", within={"country": "HU"}, first_year=2014).attrs["undated"] == {"PARTICIPATES_IN": 2}
    assert "undated" not in eco.ask("coordinators", within={"programme": "Horizon"}, first_year=2014).attrs
    assert len(eco.two_mode(country="HU", first_year=2017).ties) == 1, "only the alliance still stood"


def test_partners_are_suggested_from_the_part_and_the_evidence_is_everything(eco: Ecosystem) -> None:
    everybody = set(eco.partners("Acme", limit=20)["name"])
    assert everybody >= {"University", "Food Cluster"}
    assert set(eco.partners("Acme", limit=20, country="AT")["name"]) == everybody & {"Food Cluster", "Beta"}
    assert set(eco.partners("Acme", limit=20, programme="Horizon")["name"]) == everybody & {
        "University",
        "Food Cluster",
    }


def test_editions_are_compared_within_the_part(eco: Ecosystem) -> None:
    whole, part = eco.changes("load:t:1", "t"), eco.changes("load:t:1", "t", country="HU")
    assert set(part["change"]) == {"stayed"}
    assert len(part) < len(whole)
    assert not set(part.loc[part["what"] == "organisation", "id"]) & {"t:b", "t:c2"}


def test_a_part_is_taken_again_when_the_store_changes(eco: Ecosystem, tmp_path: Path) -> None:
    before = eco.ask("overview", within={"country": "HU"})["organisations"].iloc[0]
    table = tmp_path / "organisations.csv"
    table.write_text("id,name,country\nnew,New,HU\n", encoding="utf-8")
    eco.load("tables", table, dataset="later")
    assert eco.ask("overview", within={"country": "HU"})["organisations"].iloc[0] == before + 1
    eco.unload("later")
    assert eco.ask("overview", within={"country": "HU"})["organisations"].iloc[0] == before


def test_a_part_cannot_be_written(eco: Ecosystem) -> None:
    part = eco.part(country="HU")
    with pytest.raises(RequestError, match="can only be read"):
        part.store.apply  # noqa: B018
    with pytest.raises(graphmodel.GraphModelError):
        part.rows("CREATE (n:Organisation {id: 'x'})")


def test_everything_a_part_tells_of_a_thing_is_kept(eco: Ecosystem) -> None:
    project = eco.part(sector="energy").show("ONE")
    assert (project.properties["start"], project.properties["end"]) == (date(2014, 1, 1), date(2016, 12, 31))
    assert project.claims == eco.show("ONE").claims


@pytest.mark.parametrize(
    ("filters", "error", "said"),
    [
        ({"country": "Narnia"}, RequestError, "not a country"),
        ({"sector": "enrgy"}, NotFoundError, "Did you mean Energy"),
        ({"programme": "'}) DETACH DELETE n //"}, NotFoundError, "no programme called"),
        ({"region": "XX99"}, NotFoundError, "NUTS code"),
        ({"region": "Baranja"}, NotFoundError, "Did you mean Baranya"),
        ({"sektor": "energy"}, RequestError, "Did you mean 'sector'"),
    ],
)
def test_what_cannot_be_meant_is_told_once(
    eco: Ecosystem, filters: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        eco.centrality(**filters)


def test_every_command_with_a_filter_takes_all_of_them(
    eco: Ecosystem, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    given = ["--country", "HU", "--sector", "Energy", "--programme", "Horizon", "--from", "2014", "--to", "2016"]
    for command in (
        ["ask", "coordinators"],
        ["centrality"],
        ["communities"],
        ["overlap"],
        ["metaclusters"],
        ["stages"],
        ["partners", "Acme"],
        ["export", str(tmp_path / "x.graphml")],
        ["map", "-o", str(tmp_path / "x.svg")],
        ["report", "-o", str(tmp_path / "x.md")],
    ):
        assert run([*command, *given, "--region", "HU", "--store", eco.store.address]) == 0, command
    assert run(["changes", "2014", "2016", *given[:6], "--store", eco.store.address]) == 0
    text = (tmp_path / "x.md").read_text(encoding="utf-8")
    assert "sector: Energy" in text
    assert "--programme" in text, "each figure tells the filters that give it again"
    capsys.readouterr()
    assert run(["overlap", "--sector", "enrgy", "--store", eco.store.address]) == 1
    said = capsys.readouterr().err
    assert "Did you mean Energy" in said
    assert "Traceback" not in said
